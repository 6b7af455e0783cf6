//! The presence engine: every decision of the agent, and no I/O.
//!
//! Facts go in with the [`Moment`] they were true at ([`Engine::handle`]), wishes come out
//! ([`Engine::poll`]), and the engine says when it wants to be asked again
//! ([`Engine::poll_timeout`]). It is level-triggered: from the facts follows what the portal
//! *should* believe, and that is reconciled with what the portal was *told*. There is no queue
//! of reports that could go stale.
//!
//! Nothing in here may read a clock, spawn, wait, or touch a socket or a file: outside tests there is no `std`.

#![cfg_attr(not(test), no_std)]

use core::time::Duration;

mod person;
mod portal;
mod types;
use portal::Errand;
pub use types::*;

#[cfg(test)]
mod tests;

/// What going down may take: two seconds with what is to be written at the end.
const QUIT_WITHIN: Duration = Duration::from_millis(1_800);

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
    /// The person was here since the away that was accepted.
    returned: bool,
    in_flight: Option<(Ticket, Errand)>,
    last_ticket: Ticket,
    last_sent: Option<Moment>,
    trouble: Option<Trouble>,
    failures: u32,
    /// Since when the portal has too many to hear, and how often it said so.
    crowd: Option<(Moment, u32)>,
    /// The portal's own word on when to come back; nothing overrides it.
    hold_until: Moment,
    /// Our own back-off.
    backoff_until: Moment,

    /// The journal says that an away may be left behind.
    journaled: bool,
    recorded: Recorded,
    /// The idle date that was told last.
    dated: Moment,
    /// When to look whether an accepted away is recorded; and how long after that again.
    look_at: Option<Moment>,
    look_pause: Duration,
    looked: Option<Moment>,
    /// When an away was told again that was accepted and is not recorded.
    reasserted: Option<Moment>,
    /// Until then, an away that nobody answered may still be carried out.
    doubted_until: Option<Moment>,
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
            returned: false,
            in_flight: None,
            last_ticket: Ticket(0),
            last_sent: None,
            trouble: None,
            failures: 0,
            hold_until: Moment::default(),
            backoff_until: Moment::default(),
            crowd: None,
            journaled: false,
            recorded: Recorded::default(),
            dated: Moment::default(),
            look_at: None,
            look_pause: Duration::ZERO,
            looked: None,
            reasserted: None,
            doubted_until: None,
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
            Input::LockAsked if self.policy.choices.away_on_lock => self.leave(Cause::Locked, at),
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
            Input::GoingDown(going_down) => {
                self.going_down = going_down;
                // There is no later.
                self.backoff_until = Moment::default();
            }
            Input::Pause(pause) => self.paused = Some(pause),
            Input::Unpause => self.unpause(),
            Input::Choose(choices) => {
                self.policy.choices = choices;
                self.settle();
            }
            Input::SignedIn => {
                self.forget_request();
                self.signed_in = true;
                self.ask_to_sign_in = false;
                self.trouble = None;
                self.failures = 0;
                self.crowd = None;
                (self.recorded, self.reasserted) = (Recorded::Unknown, None);
                self.hold_until = Moment::default();
                self.backoff_until = Moment::default();
            }
            Input::SignedOut => {
                self.forget_request();
                self.signed_in = false;
            }
            Input::LeftBehind => self.left_behind(at),
            Input::Answered(ticket, answer) => self.answered(ticket, answer, at),
            Input::Observed(ticket, observation) => self.observed(ticket, observation, at),
            Input::Online => self.online(at),
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
        if core::mem::take(&mut self.ask_to_sign_in) {
            return Some(Output::AskToSignIn);
        }
        if let Some(output) = self.ask_source() {
            return Some(output);
        }
        self.notice_return();
        if let Some(output) = self.note_in_journal() {
            return Some(output);
        }
        let now = self.now;
        let is_due = |moment: Option<Moment>| moment.is_some_and(|due| due <= now);
        if is_due(self.report_due()) {
            return Some(self.report());
        }
        if is_due(self.look_due()) {
            return Some(self.look());
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
        let quiet_enough = self
            .last_presence
            .filter(|_| self.seen == Seen::Quiet)
            .map(|at| at + self.policy.choices.threshold);
        let paused = self.paused.and_then(Pause::end);
        [self.ask_at, quiet_enough, paused, self.report_due(), self.look_due(), self.quit_by]
            .into_iter()
            .flatten()
            .filter(|at| *at > self.now)
            .min()
    }

    /// By when the end was promised, once it was asked for.
    pub fn ends_by(&self) -> Option<Moment> {
        self.quit_by
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
            locked: self.locked.is_some(),
            told: self.told,
            recorded: self.recorded,
            signed_in: self.signed_in,
            paused: self.paused,
            trouble: self.trouble,
            owed: self.owed().is_some(),
            choices: self.policy.choices,
        }
    }

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
}
