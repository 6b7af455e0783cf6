//! The presence engine: every decision of the agent, and no I/O.
//!
//! Facts go in with the [`Moment`] they were true at ([`Engine::handle`]), wishes come out
//! ([`Engine::poll`]), and the engine says when it wants to be asked again
//! ([`Engine::poll_timeout`]). It is level-triggered: from the facts follows what the portal
//! *should* believe, and that is reconciled with what the portal was *told*. There is no queue
//! of reports that could go stale.
//!
//! Nothing in here may read a clock, spawn, wait, or touch a socket or a file.

use std::time::Duration;

mod words;
pub use words::*;

#[cfg(test)]
mod tests;

/// An away report follows the request before it no sooner than this, so that lock and unlock in
/// quick turns cannot use up the portal's budget. A return is never held back by it.
const MIN_GAP: Duration = Duration::from_secs(1);
/// Readings of the same last input may differ by this much: ticks are coarse and events late.
const SLACK: Duration = Duration::from_secs(1);
/// How soon a source whose reading was refused is asked again.
const ASK_AGAIN: Duration = Duration::from_secs(1);
/// Input this soon after the word to sleep was made before it.
const FALLING_ASLEEP: Duration = Duration::from_secs(5);
/// Whoever says that they leave still has a hand on the mouse.
const GRACE: Duration = Duration::from_secs(5);
/// What going down may take, all told.
const QUIT_WITHIN: Duration = Duration::from_secs(2);

/// What the source last said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Unknown,
    /// Here at `last_presence`, and probably since: the source will tell, or be read, in time.
    Active,
    /// No input since `last_presence`, and the source will tell when that ends.
    Quiet,
}

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact")]
pub struct Engine {
    policy: Policy,
    rng: fastrand::Rng,
    /// The latest moment seen: time does not go back.
    now: Moment,

    source: Option<Source>,
    seen: Seen,
    last_presence: Option<Moment>,
    /// The last input by the source's own reckoning, to catch a source that lies.
    reckoned: Option<Moment>,
    watching: Option<Watch>,
    ask_at: Option<Moment>,

    locked: Option<Moment>,
    /// Going to sleep, or asleep, since then.
    suspended: Option<Moment>,
    /// Slept from then until then, and neither input nor unlock since.
    slept: Option<(Moment, Moment)>,
    /// Left on purpose at that moment, and why that is known.
    left: Option<(Moment, Cause)>,
    /// Every [`Inhibitor`] that holds.
    inhibitors: [bool; Inhibitor::ALL.len()],
    going_down: bool,
    paused: Option<Pause>,
    quit_by: Option<Moment>,
    exited: bool,

    signed_in: bool,
    ask_to_sign_in: bool,
    told: Told,
    in_flight: Option<(Ticket, Told)>,
    last_ticket: Ticket,
    last_sent: Option<Moment>,
    trouble: Option<Trouble>,
    failures: u32,
    /// The portal's own word on when to come back; nothing overrides it.
    hold_until: Moment,
    /// Our own back-off.
    backoff_until: Moment,
}

impl Engine {
    /// `seed` feeds the jitter of the back-off only.
    pub fn new(policy: Policy, seed: u64) -> Self {
        Self {
            policy,
            rng: fastrand::Rng::with_seed(seed),
            now: Moment::default(),
            source: None,
            seen: Seen::Unknown,
            last_presence: None,
            reckoned: None,
            watching: None,
            ask_at: None,
            locked: None,
            suspended: None,
            slept: None,
            left: None,
            inhibitors: [false; Inhibitor::ALL.len()],
            going_down: false,
            paused: None,
            quit_by: None,
            exited: false,
            signed_in: false,
            ask_to_sign_in: false,
            told: Told::Present,
            in_flight: None,
            last_ticket: Ticket(0),
            last_sent: None,
            trouble: None,
            failures: 0,
            hold_until: Moment::default(),
            backoff_until: Moment::default(),
        }
    }

    /// Takes in a fact that was true at `now`.
    pub fn handle(&mut self, input: Input, now: Moment) {
        let at = now;
        self.advance(now);
        match input {
            Input::SourceFound(source) => {
                self.source = Some(source);
                self.seen = Seen::Unknown;
                self.reckoned = None;
                self.watching = None;
                self.ask_at = Some(at);
            }
            Input::SourceLost => {
                self.source = None;
                self.seen = Seen::Unknown;
                self.watching = None;
                self.ask_at = None;
            }
            Input::Idle(idle) => self.read(idle, at),
            Input::Active => self.active(at),
            Input::Locked => {
                self.locked.get_or_insert(at);
                self.vouch(at);
                self.ask_at = Some(at);
            }
            Input::LockAsked if self.policy.away_on_lock => self.leave(Cause::Locked, at),
            Input::LockAsked => {}
            Input::Unlocked => {
                self.locked = None;
                self.present(at);
            }
            Input::Suspending => {
                self.suspended.get_or_insert(at);
                self.slept = None;
                self.vouch(at);
                self.seen = if self.source.is_some() { Seen::Quiet } else { Seen::Unknown };
                self.ask_at = Some(at);
            }
            Input::Resumed => {
                self.slept = self.suspended.take().map(|from| (from, at)).or(self.slept);
                self.watching = None;
                self.ask_at = Some(at);
            }
            Input::Inhibited(inhibitor, on) => self.inhibited(inhibitor, on),
            Input::AwayNow => self.leave(Cause::Said, at),
            Input::BackNow => {
                // Who says so is believed, whatever a locker said that may have ended since.
                self.locked = None;
                self.present(at);
            }
            Input::GoingDown(going_down) => self.going_down = going_down,
            Input::Pause(pause) => self.paused = Some(pause),
            Input::Unpause => self.unpause(),
            Input::Threshold(threshold) => {
                self.policy.threshold = threshold;
                self.settle();
            }
            Input::SignedIn => {
                self.forget_request();
                self.signed_in = true;
                self.ask_to_sign_in = false;
                self.trouble = None;
                self.failures = 0;
                self.hold_until = Moment::default();
                self.backoff_until = Moment::default();
            }
            Input::SignedOut => {
                self.forget_request();
                self.signed_in = false;
            }
            Input::LeftBehind => self.told = Told::Unsure,
            Input::Answered(ticket, answer) => self.answered(ticket, answer, at),
            Input::Quit => {
                self.quit_by.get_or_insert(at + QUIT_WITHIN);
                self.backoff_until = Moment::default();
            }
        }
    }

    /// The next wish, until there is none.
    #[must_use]
    pub fn poll(&mut self, now: Moment) -> Option<Output> {
        self.advance(now);
        if self.exited {
            return None;
        }
        if std::mem::take(&mut self.ask_to_sign_in) {
            return Some(Output::AskToSignIn);
        }
        if let Some(output) = self.ask_source() {
            return Some(output);
        }
        if let Some(due) = self.report_due()
            && due <= self.now
        {
            return Some(self.report());
        }
        if self.may_exit() {
            self.exited = true;
            return Some(Output::Exit);
        }
        None
    }

    /// When to poll again if nothing happens before; `None`: not before the next fact.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Moment> {
        if self.exited {
            return None;
        }
        let quiet_enough =
            self.last_presence.filter(|_| self.seen == Seen::Quiet).map(|at| at + self.policy.threshold);
        let paused = self.paused.and_then(Pause::end);
        [self.ask_at, quiet_enough, paused, self.report_due(), self.quit_by]
            .into_iter()
            .flatten()
            .filter(|at| *at > self.now)
            .min()
    }

    pub fn status(&self) -> Status {
        let whereabouts = match (self.gone(), self.last_presence) {
            (None, _) => Whereabouts::Unknown,
            (Some(true), Some(since)) => Whereabouts::Gone { since, why: self.cause() },
            (Some(_), _) => Whereabouts::Here,
        };
        Status {
            whereabouts,
            held_by: self.held_by().filter(|_| whereabouts == Whereabouts::Here && self.untouched()),
            watching: self.source.is_some(),
            told: self.told,
            signed_in: self.signed_in,
            paused: self.paused,
            trouble: self.trouble,
            owed: self.wanted().is_some_and(|wanted| wanted != self.told),
            threshold: self.policy.threshold,
        }
    }

    // ---- the person ----

    /// A reading: the last input was `idle` before `at`.
    fn read(&mut self, idle: Duration, at: Moment) {
        self.watching = None;
        let input = at.before(idle);
        let lies = at.since(Moment::default()) < idle
            || self.reckoned.is_some_and(|reckoned| input + SLACK < reckoned);
        if lies {
            self.ask_at = Some(at + ASK_AGAIN);
            return;
        }
        self.reckoned = self.reckoned.max(Some(input));
        // On the lock screen a small number says that the password box was bumped into; and some
        // counters stand still in sleep, so that after a night they speak of minutes. So a reading
        // is believed about the time before the lock or the sleep, and about the time after it;
        // behind a lock that does not mean away, it may prolong a presence, but not begin one.
        let before = |from: Option<Moment>| from.is_none_or(|from| input <= from);
        let unlocked = before(self.locked) || self.gone() != Some(true);
        let awake = self.slept.is_none_or(|(from, woke)| input <= from || input > woke + SLACK);
        let known = self.last_presence;
        if known.is_none() || unlocked && before(self.suspended) && awake {
            self.last_presence = known.max(Some(input));
            self.slept = self.slept.filter(|(_, woke)| input <= *woke);
            // A counter that stood still in sleep may mean input before it.
            let slept = self.slept();
            self.left = self.left.filter(|(left, _)| slept || input < *left + GRACE);
        }
        self.seen = Seen::Quiet;
        self.settle();
    }

    /// Real input, now.
    fn active(&mut self, at: Moment) {
        self.watching = None;
        self.reckoned = Some(at);
        if self.suspended.is_some_and(|since| at.since(since) < FALLING_ASLEEP) {
            // A last key press that was on its way when the lid closed. Later ones are a person,
            // even if nobody told us of the waking.
            self.settle();
            return;
        }
        if let Some(over) = self.grace().filter(|over| at < *over) {
            // The hand is still on the mouse; what follows until then is not told of.
            self.last_presence = self.last_presence.max(Some(over));
            self.seen = Seen::Active;
            self.settle();
            return;
        }
        self.present(at);
    }

    fn present(&mut self, at: Moment) {
        self.last_presence = self.last_presence.filter(|_| self.left.is_none()).max(Some(at));
        self.slept = None;
        self.suspended = None;
        self.left = None;
        self.seen = Seen::Active;
        self.settle();
    }

    /// The person leaves by their own doing.
    fn leave(&mut self, why: Cause, at: Moment) {
        // Not every touch of the grace is told of: it counts as touched to its end.
        self.vouch(at + GRACE);
        self.left = Some((at, why));
        self.settle();
    }

    /// From when on input means that somebody who left on purpose is back.
    fn grace(&self) -> Option<Moment> {
        self.left.map(|(at, _)| at + GRACE)
    }

    fn inhibited(&mut self, inhibitor: Inhibitor, on: bool) {
        for (known, holds) in Inhibitor::ALL.into_iter().zip(&mut self.inhibitors) {
            if known == inhibitor {
                *holds = on;
            }
        }
        // Of the time it held, a source that is read knows more than we do.
        self.settle();
    }

    /// What keeps an idle person present, if anything does.
    fn held_by(&self) -> Option<Inhibitor> {
        let holding = Inhibitor::ALL.into_iter().zip(self.inhibitors).find(|(_, holds)| *holds);
        holding.map(|(inhibitor, _)| inhibitor).filter(|_| self.policy.stay_present_in_calls)
    }

    /// Somebody locked the session or closed the lid: unless the source says that there was nobody,
    /// they were here until now. (The exact last input is not known to a source that only watches.)
    fn vouch(&mut self, at: Moment) {
        if self.seen != Seen::Quiet {
            self.last_presence = self.last_presence.max(Some(at));
        }
    }

    /// After news about the person: a source that is read is believed for the instant of the
    /// reading only, so "quiet, but not for long enough" means "read again when it could be".
    fn settle(&mut self) {
        let at = self.now;
        match self.source {
            None | Some(Source::Events) => self.ask_at = Some(at),
            Some(Source::Readings { every }) => {
                let enough = self.last_presence.map_or(at, |last| last + self.policy.threshold);
                if enough > at && self.seen == Seen::Quiet {
                    self.seen = Seen::Active;
                }
                self.ask_at = match self.gone() {
                    // Nothing a reading could say would change anything before the unlock.
                    _ if self.suspended.is_some() || self.locked_away() => None,
                    Some(true) => Some(at + every),
                    // Nor before the inhibitor lets go; and then this one is old.
                    Some(false) if enough <= at => {
                        self.seen = Seen::Active;
                        None
                    }
                    _ => Some(enough),
                };
            }
        }
    }

    fn locked_away(&self) -> bool {
        self.locked.is_some() && self.policy.away_on_lock
    }

    /// Whether the machine sleeps, or did, and nobody was seen since.
    fn slept(&self) -> bool {
        self.suspended.is_some() || self.slept.is_some()
    }

    fn asleep_away(&self) -> bool {
        self.slept() && self.policy.away_on_suspend
    }

    /// Whether the last input that is known of is too long ago, and none is known to have followed.
    fn untouched(&self) -> bool {
        let known = self.seen == Seen::Quiet || self.source != Some(Source::Events);
        known && self.last_presence.is_some_and(|last| self.now.since(last) >= self.policy.threshold)
    }

    /// Whether the person is away; `None` without evidence.
    fn gone(&self) -> Option<bool> {
        if self.locked_away() || self.asleep_away() || self.left.is_some() {
            return Some(true);
        }
        match self.seen {
            Seen::Unknown => None,
            _ if self.held_by().is_some() => Some(false),
            // Only a source that tells by itself vouches for the time since; a reading, or an unlock
            // without a source, grows stale.
            Seen::Active if self.source != Some(Source::Events) => {
                let idle = self.now.since(self.last_presence?);
                (idle < self.policy.threshold).then_some(false)
            }
            Seen::Active => Some(false),
            Seen::Quiet => {
                let idle = self.now.since(self.last_presence?);
                Some(idle >= self.policy.threshold)
            }
        }
    }

    /// Why somebody who is gone counts as gone.
    fn cause(&self) -> Cause {
        match self.left {
            _ if self.locked_away() => Cause::Locked,
            _ if self.asleep_away() => Cause::Asleep,
            Some((_, why)) => why,
            None => Cause::Idle,
        }
    }

    /// What to ask the source now.
    fn ask_source(&mut self) -> Option<Output> {
        let source = self.source?;
        if self.ask_at.is_none_or(|at| at > self.now) {
            return None;
        }
        let grace = self.grace();
        self.ask_at = grace.filter(|over| *over > self.now && source == Source::Events);
        match source {
            Source::Readings { .. } => Some(Output::Sample),
            Source::Events => {
                let returning = grace.filter(|over| *over <= self.now);
                let wanted = if self.seen == Seen::Quiet || returning.is_some() {
                    let woke = self.slept.map(|(_, woke)| woke);
                    let after = self.reckoned.max(self.suspended).max(woke).max(returning);
                    Watch::Input { after: after.unwrap_or_default() }
                } else {
                    Watch::Quiet(self.policy.threshold)
                };
                if self.watching == Some(wanted) {
                    return None;
                }
                self.watching = Some(wanted);
                Some(Output::Watch(wanted))
            }
        }
    }

    // ---- the portal ----

    /// What the portal should believe; `None`: nothing we could vouch for.
    fn wanted(&self) -> Option<Told> {
        if self.paused.is_some() || self.quit_by.is_some() || self.going_down {
            return Some(Told::Present);
        }
        self.gone().map(|gone| if gone { Told::Away } else { Told::Present })
    }

    fn may_talk(&self) -> bool {
        self.signed_in && !self.trouble.is_some_and(Trouble::stops)
    }

    /// When the next report may go out; `None`: there is nothing to say, or no way to say it.
    fn report_due(&self) -> Option<Moment> {
        let wanted = self.wanted()?;
        if wanted == self.told || !self.may_talk() || self.in_flight.is_some() {
            return None;
        }
        let gap = match wanted {
            Told::Away => self.last_sent.map(|sent| sent + MIN_GAP).unwrap_or_default(),
            _ => Moment::default(),
        };
        Some(self.hold_until.max(self.backoff_until).max(gap))
    }

    fn report(&mut self) -> Output {
        self.last_ticket.0 += 1;
        let ticket = self.last_ticket;
        self.last_sent = Some(self.now);
        let (sent, presence) = if self.wanted() == Some(Told::Away) {
            let idle = self.last_presence.map(|last| self.now.since(last)).unwrap_or_default();
            (Told::Away, Presence::Away { ago: (idle.as_secs() / 60).max(1) })
        } else {
            (Told::Present, Presence::Present)
        };
        self.in_flight = Some((ticket, sent));
        Output::Report(ticket, presence)
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, at: Moment) {
        let Some((_, sent)) = self.in_flight.take_if(|(awaited, _)| *awaited == ticket) else {
            return;
        };
        match answer {
            Answer::Accepted => {
                self.told = sent;
                self.trouble = None;
                self.failures = 0;
            }
            Answer::Failed { trouble, maybe_heard, after } => {
                if maybe_heard && self.told != sent {
                    self.told = Told::Unsure;
                }
                self.trouble = Some(trouble);
                self.ask_to_sign_in = trouble == Trouble::Unauthorized;
                if let Some(after) = after.or(trouble.wait()) {
                    self.hold_until = at + after;
                }
                self.backoff_until = at + self.backoff();
            }
        }
    }

    /// Full jitter: a whole office that failed together must not come back together.
    fn backoff(&mut self) -> Duration {
        let doubled = 2_u32.saturating_pow(self.failures.min(16));
        let bound = self.policy.backoff_base.saturating_mul(doubled).min(self.policy.backoff_cap);
        self.failures = self.failures.saturating_add(1);
        bound.mul_f64(self.rng.f64())
    }

    /// The answer to a request under old credentials is of no use any more.
    fn forget_request(&mut self) {
        if self.in_flight.take().is_some() || self.told != Told::Present {
            self.told = Told::Unsure;
        }
    }

    // ---- the rest ----

    fn advance(&mut self, now: Moment) {
        self.now = self.now.max(now);
        if self.paused.and_then(Pause::end).is_some_and(|until| until <= self.now) {
            self.unpause();
        }
    }

    /// To switch reporting on is also how a person says "try again" after a refusal.
    fn unpause(&mut self) {
        self.paused = None;
        if self.trouble.is_some_and(|trouble| trouble.stops() && trouble != Trouble::Unauthorized) {
            self.trouble = None;
        }
    }

    fn may_exit(&self) -> bool {
        let Some(by) = self.quit_by else { return false };
        let settled = self.in_flight.is_none()
            && (self.told == Told::Present || !self.may_talk() || self.hold_until > by);
        settled || self.now >= by
    }
}
