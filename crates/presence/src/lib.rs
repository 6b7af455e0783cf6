//! The presence engine: every decision of the agent, and no I/O.
//!
//! Facts go in with the [`Moment`] they were true at ([`Engine::handle`]), requests to the outside come out
//! ([`Engine::poll`]), and the engine says when to poll it again ([`Engine::poll_timeout`]). It is level-triggered:
//! the facts determine what the portal *should* believe, and the engine reconciles that with what the portal was
//! *told*. There is no queue of reports that could go stale.
//!
//! The engine is made of parts that know nothing of each other. [`Engine`] passes facts to them and draws the
//! conclusions that need more than one:
//!
//! - `Person`: whether the person is here, and what to ask the source of idleness next;
//! - `Ledger`: what the portal was told, and which request is under way;
//! - `Backoff`: how long to leave the portal alone;
//! - `Readback`: whether the portal has recorded an away, and when to check again;
//! - `Quit`: the end of the agent or of the machine.
//!
//! Nothing in here may read a clock, spawn, wait, or touch a socket or a file: outside tests there is no `std`.

#![cfg_attr(not(test), no_std)]

use core::time::Duration;

mod backoff;
mod ledger;
mod person;
mod quit;
mod readback;
mod types;

use backoff::Backoff;
use ledger::Ledger;
use person::{Context, Person};
use quit::Quit;
use readback::{FIRST_READBACK, LONGEST_READBACK, NEXT_READBACK, Readback};
pub use types::*;

#[cfg(test)]
mod tests;

/// Without any evidence about the person for this long, an away that may be at the portal is cleared: it says more than
/// is known.
const UNKNOWN_FOR: Duration = Duration::from_secs(60);
/// Bitrix24's absences begin a minute after the idle date. So a date this short before the status was cleared makes no
/// absence that overlaps with the one before.
const ABSENCE_BEGINS_AFTER: Duration = Duration::from_secs(60);

/// Decides whether the person is away, and what the portal is told about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Engine {
    policy: Policy,
    /// The latest moment seen: time does not go back.
    now: Moment,
    /// No away is dated back over this moment: the end of a pause, or when the status was last cleared. The portal
    /// adds up absences as they are told, and a pause is private.
    dated_from: Option<Moment>,
    /// The last presence when a return was sent.
    returned_at: Option<Moment>,
    /// Since when there is no evidence about the person.
    unknown_since: Option<Moment>,
    pause: Option<Pause>,
    quit: Quit,
    person: Person,
    ledger: Ledger,
    backoff: Backoff,
    readback: Readback,
}

impl Engine {
    /// `seed` feeds the jitter of the waits, and nothing else.
    pub fn new(policy: Policy, seed: u64) -> Self {
        Self {
            policy,
            now: Moment::default(),
            dated_from: None,
            returned_at: None,
            unknown_since: None,
            pause: None,
            quit: Quit::default(),
            person: Person::default(),
            ledger: Ledger::new(),
            backoff: Backoff::new(seed),
            readback: Readback::default(),
        }
    }

    /// Takes in a fact that was true at `now`.
    pub fn handle(&mut self, input: Input, now: Moment) {
        let at = now;
        self.advance(now);
        let cx = self.context();
        match input {
            Input::SourceFound(source) => self.person.source_found(source, at),
            Input::SourceLost => self.person.source_lost(),
            Input::Idle(idle) => self.person.read(idle, at, cx),
            Input::Active => self.person.active(at, cx),
            Input::Locked => self.person.lock(at),
            Input::LockAsked if cx.choices.away_on_lock => self.person.leave(Cause::Locked, at, cx),
            Input::LockAsked => {}
            Input::Unlocked | Input::BackNow => {
                self.person.back(at, cx);
                self.try_soon(at);
            }
            Input::Suspending => self.suspend(at),
            Input::Resumed => self.person.resume(at),
            Input::Inhibited(inhibitor, on) => self.person.inhibit(inhibitor, on, cx),
            Input::AwayNow => self.person.leave(Cause::Said, at, cx),
            Input::Choose(choices) => self.choose(choices),
            Input::Pause(pause) => {
                self.pause = Some(pause);
                self.try_what_is_owed();
            }
            Input::Unpause => self.unpause(at),
            Input::TryAgain => self.backoff.try_now(),
            Input::SignedIn => self.signed_in(at),
            Input::SignedOut => self.signed_out(at),
            Input::RanUntil(end) => self.cleared(end.min(at)),
            Input::LeftBehind => self.ledger.left_behind(at, &self.policy),
            Input::Answered(ticket, answer) => self.answered(ticket, answer, at),
            Input::Observed(ticket, observation) => self.observed(ticket, observation, at),
            Input::Online => self.try_soon(at),
            Input::GoingDown(going_down) => {
                self.quit.machine_going_down(going_down);
                if going_down {
                    self.try_what_is_owed();
                }
            }
            Input::Quit => {
                self.quit.request(at);
                self.try_what_is_owed();
            }
        }
    }

    /// The next request to the outside. Poll until there is none.
    #[must_use]
    pub fn poll(&mut self, now: Moment) -> Option<Output> {
        self.advance(now);
        if self.quit.has_exited() {
            return None;
        }
        if self.ledger.take_ask_to_sign_in() {
            return Some(Output::AskToSignIn);
        }
        if let Some(output) = self.person.ask_source(self.context()) {
            return Some(output);
        }
        self.note_wanted();
        if let Some(output) = self.write_journal() {
            return Some(output);
        }
        if self.is_due(self.report_due()) {
            return Some(self.report());
        }
        if self.is_due(self.readback_due()) {
            return Some(self.read_back());
        }
        if self.may_exit() {
            self.quit.exit();
            return Some(Output::Exit);
        }
        None
    }

    /// When to poll again if nothing happens before; `None`: not before the next fact.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Moment> {
        if self.quit.has_exited() {
            return None;
        }
        let person = self.person.next_change(self.context());
        let pause_end = self.pause.and_then(Pause::end);
        let ledger =
            [self.report_due(), self.readback_due(), self.ledger.doubt_ends(), self.forgets_away_at()];
        [person, pause_end, self.quit.by()]
            .into_iter()
            .chain(ledger)
            .flatten()
            .filter(|at| *at > self.now)
            .min()
    }

    /// The deadline for [`Output::Exit`], once [`Input::Quit`] was handled.
    pub fn ends_by(&self) -> Option<Moment> {
        self.quit.by()
    }

    pub fn status(&self) -> Status {
        let cx = self.context();
        Status {
            whereabouts: self.person.whereabouts(cx),
            held_by: self.person.held_by(cx),
            watching: self.person.has_source(),
            locked: self.person.is_locked(),
            told: self.ledger.told(),
            recorded: self.readback.recorded(),
            signed_in: self.ledger.signed_in(),
            paused: self.pause,
            trouble: self.trouble(),
            needs_person: self.ledger.is_refused(),
            owed: self.owes(),
            choices: self.policy.choices,
        }
    }

    fn context(&self) -> Context {
        Context { now: self.now, choices: self.policy.choices }
    }

    fn is_due(&self, due: Option<Moment>) -> bool {
        due.is_some_and(|due| due <= self.now)
    }
}

/// Facts that concern more than one part.
impl Engine {
    fn advance(&mut self, now: Moment) {
        self.now = self.now.max(now);
        if let Some(end) = self.pause.and_then(Pause::end).filter(|end| *end <= self.now) {
            self.unpause(end);
        }
        if self.ledger.settle_doubts(self.now) {
            self.cleared(self.now);
        }
        if self.person.is_away(self.context()).is_some() {
            self.unknown_since = None;
        } else {
            self.unknown_since.get_or_insert(self.now);
        }
    }

    /// Nothing of ours, or of an absence that counts, was at the portal at this moment.
    fn cleared(&mut self, at: Moment) {
        self.dated_from = self.dated_from.max(Some(at));
    }

    /// The portal has cleared the status by now.
    fn return_heard(&mut self, at: Moment) {
        let just_now = |presence: &Moment| at.since(*presence) <= ABSENCE_BEGINS_AFTER;
        self.cleared(self.returned_at.filter(just_now).unwrap_or(at));
    }

    /// Ending a pause is also how a person says "try again".
    fn unpause(&mut self, at: Moment) {
        if self.pause.take().is_some() {
            self.cleared(at);
        }
        self.backoff.try_now();
    }

    fn suspend(&mut self, at: Moment) {
        self.person.suspend(at);
        self.try_what_is_owed();
    }

    /// There may be no later chance: what is owed is tried once, whatever the portal said before.
    fn try_what_is_owed(&mut self) {
        if self.owes() {
            self.backoff.try_now();
        }
    }

    /// What keeps requests from succeeding may be over.
    fn try_soon(&mut self, at: Moment) {
        self.backoff.try_soon(self.ledger.last_sent(), at, &self.policy);
    }

    /// A return is another report than the away whose failures made the waits grow.
    fn note_wanted(&mut self) {
        let wanted = self.wanted();
        let came_back = self.ledger.note_wanted(wanted);
        if came_back {
            self.backoff.forget_growth();
            self.try_soon(self.now);
        }
    }

    fn choose(&mut self, choices: Choices) {
        self.policy.choices = choices;
        self.person.reschedule(self.context());
    }

    fn signed_in(&mut self, at: Moment) {
        self.ledger.sign_in(at, &self.policy);
        self.backoff.reset();
        self.readback.reset();
    }

    /// Whoever signs out clears the status.
    fn signed_out(&mut self, at: Moment) {
        self.ledger.sign_out(at, &self.policy);
        self.cleared(at);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, at: Moment) {
        let Some(told) = self.ledger.end_report(ticket) else { return };
        match answer {
            Answer::Accepted => self.accepted(told, at),
            Answer::Failed { trouble, maybe_heard, after } => {
                if maybe_heard && told == Told::Present {
                    self.return_heard(at);
                }
                self.ledger.report_failed(told, trouble, maybe_heard, at, &self.policy);
                self.backoff.report_failed(told, trouble, after, at, &self.policy);
                // By then, the waits of a rejection have grown to more than a probe's.
                if self.ledger.is_refused() && trouble != Trouble::Rejected {
                    self.backoff.refused(at, &self.policy);
                }
            }
        }
    }

    fn accepted(&mut self, told: Told, at: Moment) {
        let contention = self.backoff.report_accepted();
        self.ledger.report_accepted(told);
        if told == Told::Present {
            self.return_heard(at);
        }
        // An away that was told again is already being read back.
        if told != Told::Away || self.readback.is_reasserting() {
            return;
        }
        let wait = match contention {
            None => self.policy.paced(FIRST_READBACK),
            // If everybody read back now, contention would only grow.
            Some(since) => self.backoff.spread(self.policy.paced(NEXT_READBACK) + at.since(since) * 2),
        };
        self.readback.start(at + wait, &self.policy);
    }

    fn observed(&mut self, ticket: Ticket, observation: Observation, at: Moment) {
        if !self.ledger.end_readback(ticket) {
            return;
        }
        if let Observation::Failed { trouble, after } = observation {
            return self.readback_failed(trouble, after, at);
        }
        if self.ledger.is_refused() {
            self.backoff.wait_over();
        }
        self.ledger.succeeded();
        match (observation, self.ledger.told()) {
            (Observation::Idle(idle), Told::Away) => self.idle_date_read(at.before(idle), at),
            (_, Told::Away) => self.away_is_missing(at),
            // Set by another client, or by a request of ours that was given up and carried out late.
            (Observation::Idle(_), _) => {
                self.readback.seen();
                self.ledger.doubt_told();
            }
            _ => {}
        }
    }

    fn readback_failed(&mut self, trouble: Trouble, after: Option<Duration>, at: Moment) {
        self.ledger.failed(trouble, at, &self.policy);
        self.backoff.hold(after.unwrap_or_default(), at);
        if self.ledger.is_refused() {
            self.backoff.refused(at, &self.policy);
        }
        let wait = match trouble {
            Trouble::Crowded => self.backoff.spread(self.policy.paced(LONGEST_READBACK)),
            // Not certain yet: the next one confirms it.
            _ if trouble.is_refusal() => self.backoff.spread(self.policy.paced(FIRST_READBACK)),
            _ => self.policy.paced(NEXT_READBACK),
        };
        self.readback.retry(at + wait);
    }

    /// The portal has this idle date for an away that it accepted.
    fn idle_date_read(&mut self, date: Moment, at: Moment) {
        self.readback.seen();
        if self.readback.is_ours(at.since(date), at) {
            return self.readback.confirmed(at, &self.policy);
        }
        if self.readback.is_later(date) {
            // Another client has seen the person since.
            self.cleared(date);
            self.readback.away_sent(date);
            return self.readback.confirmed(at, &self.policy);
        }
        self.readback.missing(at, &self.policy);
        self.reassert(at);
    }

    /// The portal accepted an away and has no idle date. Only where it has handed out one before does this mean that
    /// somebody cleared it, at some moment until now.
    fn away_is_missing(&mut self, at: Moment) {
        self.readback.missing(at, &self.policy);
        if self.readback.hands_out() {
            self.cleared(at);
            self.reassert(at);
        }
    }

    fn reassert(&mut self, at: Moment) {
        // If the person has other devices, the client that changed it may know more than this one.
        if !self.policy.choices.multi_device && self.readback.reassert(at, &self.policy) {
            self.ledger.doubt_told();
        }
    }
}

/// Reconciliation of what is true with what the portal was told.
impl Engine {
    /// What the portal should believe; `None`: there is no evidence.
    fn wanted(&self) -> Option<Told> {
        if self.pause.is_some() || self.quit.is_leaving() {
            return Some(Told::Present);
        }
        let unknown = self.forgets_away_at().filter(|at| *at <= self.now).map(|_| Told::Present);
        self.person
            .is_away(self.context())
            .map(|away| if away { Told::Away } else { Told::Present })
            .or(unknown)
    }

    /// When an away that may be at the portal is cleared, if nothing becomes known of the person before.
    fn forgets_away_at(&self) -> Option<Moment> {
        let since = self.unknown_since.filter(|_| self.ledger.told() != Told::Present)?;
        Some(since + self.policy.paced(UNKNOWN_FOR))
    }

    /// Whether there is something to report that the portal has not accepted.
    fn owes(&self) -> bool {
        self.wanted().is_some_and(|wanted| self.ledger.owes(wanted))
    }

    /// What to show of failures: none that concerns nobody, and no refusal that is not certain.
    fn trouble(&self) -> Option<Trouble> {
        let trouble = self.ledger.trouble()?;
        let uncertain = trouble.is_refusal() && trouble != Trouble::Rejected;
        (self.ledger.is_refused() || self.owes() && !uncertain).then_some(trouble)
    }

    /// Whether what is owed may still be accepted until then: it is on its way, or its turn comes.
    pub fn reports_by(&self, deadline: Moment) -> bool {
        self.ledger.is_reporting() || self.report_due().is_some_and(|due| due <= deadline)
    }

    /// When the next report may go out; `None`: there is nothing to report, or it must not be sent.
    fn report_due(&self) -> Option<Moment> {
        let wanted = self.wanted()?;
        let due = self.ledger.report_due(wanted, &self.policy)?;
        // What is told is not told better later: it waits for when the last input was.
        let dated = self.person.dated_at().filter(|_| wanted == Told::Away).unwrap_or_default();
        Some(due.max(dated).max(self.backoff.until()))
    }

    /// When to read back what the portal has recorded.
    fn readback_due(&self) -> Option<Moment> {
        if !self.ledger.signed_in() || self.ledger.is_waiting() || self.quit.is_leaving() {
            return None;
        }
        if self.ledger.is_refused() {
            // With nothing to report, a readback is the probe.
            return (self.wanted().is_some() && !self.owes()).then_some(self.backoff.until());
        }
        let due = match (self.wanted()?, self.ledger.told()) {
            (Told::Away, Told::Away) => self.readback.due(),
            (Told::Present, Told::Present) => self.devices_due(),
            _ => None,
        };
        Some(due?.max(self.backoff.until()))
    }

    /// When to check whether another device of a person who is active here has set an idle date.
    fn devices_due(&self) -> Option<Moment> {
        let active = self.pause.is_none() && self.person.is_active(self.context());
        (self.policy.choices.multi_device && active)
            .then(|| self.readback.devices_due(self.now, &self.policy))
    }

    /// What the journal has to say: before an away is sent, and once none can be left at the portal.
    fn write_journal(&mut self) -> Option<Output> {
        if self.wanted() != Some(Told::Away) {
            return self.ledger.close_journal().then_some(Output::Journal(None));
        }
        if self.is_due(self.report_due()) && self.ledger.open_journal() {
            return Some(Output::Journal(Some(self.person.last_presence().unwrap_or(self.now))));
        }
        None
    }

    /// Builds the report from what is true now.
    fn report(&mut self) -> Output {
        let (told, presence) = if self.wanted() == Some(Told::Away) {
            let from = self.person.last_presence().max(self.dated_from).unwrap_or(self.now);
            let ago = (self.now.since(from).as_secs() / 60).max(1);
            self.readback.away_sent(self.now.before(Duration::from_secs(ago * 60)));
            (Told::Away, Presence::Away { ago })
        } else {
            self.readback.forget();
            self.returned_at = self.person.last_presence();
            // It may be carried out without an answer that reaches us.
            self.return_heard(self.now);
            (Told::Present, Presence::Present)
        };
        Output::Report(self.ledger.send_report(told, self.now), presence)
    }

    fn read_back(&mut self) -> Output {
        self.readback.requested(self.now);
        Output::Observe(self.ledger.send_readback())
    }

    /// Whether everything was reported that can be reported before the end.
    fn may_exit(&self) -> bool {
        let Some(by) = self.quit.by() else { return false };
        let cleared = self.ledger.told() == Told::Present;
        let cannot_clear = !self.ledger.signed_in() || self.backoff.until() > by;
        let settled = !self.ledger.is_reporting() && (cleared || cannot_clear);
        settled || self.now >= by
    }
}
