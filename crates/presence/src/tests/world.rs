//! A person, their desktop and their portal in virtual time, and the assertions that hold after every step.

use crate::quit::QUIT_WITHIN;
use crate::*;
use std::collections::VecDeque;

mod desktop;
mod portal;

pub const SECOND: Duration = Duration::from_secs(1);
pub const MINUTE: Duration = Duration::from_secs(60);
pub const HOUR: Duration = Duration::from_secs(60 * 60);
pub const EVENTS: Source = Source::Events { readable: false };
pub const READABLE: Source = Source::Events { readable: true };

/// An event in the world.
#[derive(Clone, Debug)]
pub enum Op {
    Touch,
    Wait(Duration),
    Lock,
    Unlock,
    LockAsked,
    Sleep(Duration),
    Inhibit(Inhibitor, bool),
    AwayNow,
    BackNow,
    GoingDown(bool),
    Pause(Option<Duration>),
    Unpause,
    TryAgain,
    Threshold(Duration),
    SignIn,
    SignOut,
    SourceLost,
    SourceFound(Source),
    /// The result of the next request.
    Fault(Fault),
    /// The result of the next so many requests.
    Faults(Trouble, usize),
    /// The next readings report this much more idleness than is possible.
    Lie(usize, Duration),
    /// The answer to an earlier request arrives again.
    StaleAnswer(Answer),
    /// Another client clears the idle date: a message was sent from the phone.
    OtherClient,
    Online,
    /// The agent crashes and is started again.
    Crash,
}

#[derive(Clone, Debug)]
pub struct Fault {
    pub answer: Answer,
    pub takes: Duration,
    /// Whether the portal acted on the request although its answer was an error.
    pub heard: bool,
    /// If nobody answered: the portal acts on it this long after it was given up.
    pub late: Option<Duration>,
}

impl Fault {
    pub fn of(trouble: Trouble, heard: bool, maybe_heard: bool, after: Option<Duration>) -> Self {
        let answer = Answer::Failed { trouble, maybe_heard, after };
        Self { answer, takes: Duration::from_millis(50), heard, late: None }
    }
}

#[derive(Clone, Debug)]
pub struct Flight {
    pub ticket: Ticket,
    pub presence: Presence,
    pub due: Moment,
    pub fault: Option<Fault>,
    /// The portal has carried it out already, and only its answer takes time.
    pub carried_out: bool,
}

/// A row of the manager's absence report, where working time control is on.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub from: Moment,
    pub until: Option<Moment>,
    /// Another client ended it, and the agent has not read that back.
    pub unseen: bool,
}

/// A readback without an answer yet.
#[derive(Clone, Debug)]
pub struct PendingReadback {
    pub ticket: Ticket,
    pub due: Moment,
    pub failed: Option<Observation>,
}

/// The person, their desktop and their portal; and what is true about them.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact about the world")]
pub struct World {
    pub engine: Engine,
    pub now: Moment,
    pub last_input: Moment,
    pub source: Option<Source>,
    pub watch: Option<Watch>,
    pub lies: usize,
    /// When the source was begun again because of what it reported.
    pub restarts: Vec<Moment>,
    pub excess: Duration,
    /// The last input that the current source has reported.
    pub told_input: Option<Moment>,
    pub locked: bool,
    pub locked_at: Moment,
    /// The last input or unlock.
    pub last_presence: Moment,
    /// The end of the presence that locking, sleeping or leaving on purpose extends; the person may have caused
    /// it or not.
    pub present_until: Moment,
    /// Input behind the lock screen that was reported and does not count.
    pub bump: Option<Moment>,
    pub slept: bool,
    /// The source's counter stands still while the machine sleeps.
    pub stalls: bool,
    /// For this long since the last input.
    pub stalled: Duration,
    pub woke: Moment,
    /// When the person left on purpose, until there is evidence of their return.
    pub manual_away: Option<Moment>,
    pub inhibitors: Vec<Inhibitor>,
    pub going_down: bool,
    pub paused: Option<Pause>,
    pub signed_in: bool,
    pub evidence: bool,
    pub quitting: bool,
    pub exited: bool,
    pub flight: Option<Flight>,
    /// Requests that were given up, and when the portal carries them out.
    pub late: Vec<(Moment, Presence)>,
    /// When what nobody answered can no longer be carried out.
    pub doubts: Vec<(Moment, Presence)>,
    pub rows: Vec<Row>,
    /// Nothing may be dated back over the last pause.
    pub last_pause: Moment,
    /// Another client cleared what this portal had not handed out before: nobody can know.
    pub cleared_unseen: bool,
    pub readback: Option<PendingReadback>,
    pub readbacks: Vec<Moment>,
    /// The journal on disk: an away may be left at the portal.
    pub journal: bool,
    pub reasserted: Option<Moment>,
    /// The idle date that was told last.
    pub dated: Moment,
    pub faults: VecDeque<Fault>,
    pub last_ticket: Ticket,
    pub last_sent: Option<Moment>,
    /// What the portal believes after our reports; `None`: it may or may not have heard the last one.
    pub told_away: Option<bool>,
    pub recorded: Option<Moment>,
    pub hold: Moment,
    /// The same, whatever overrides it.
    pub longest_hold: Moment,
    /// The last troubles, all the same, and when the first of them was answered.
    pub failing: Option<(Trouble, usize, Moment)>,
    /// Whether they are a refusal that was confirmed.
    pub certain: bool,
    /// The last request that was answered with a refusal which was certain by then, unless something has happened
    /// since that makes a probe worthwhile.
    pub refused: Option<Moment>,
    pub asks: usize,
    pub unauthorized: usize,
    pub next_reading: Option<Moment>,
    pub reports: Vec<(Moment, Presence)>,
}

impl World {
    pub fn new(source: Source, policy: Policy, seed: u64) -> Self {
        let now = Moment::after_boot(HOUR * 24);
        let mut world = Self {
            engine: Engine::new(policy, seed),
            now,
            last_input: now,
            source: None,
            watch: None,
            lies: 0,
            restarts: Vec::new(),
            excess: SECOND,
            told_input: None,
            locked: false,
            locked_at: now,
            last_presence: now,
            present_until: now,
            bump: None,
            slept: false,
            stalls: false,
            stalled: Duration::ZERO,
            woke: now,
            manual_away: None,
            inhibitors: Vec::new(),
            going_down: false,
            paused: None,
            signed_in: false,
            evidence: false,
            quitting: false,
            exited: false,
            flight: None,
            late: Vec::new(),
            doubts: Vec::new(),
            rows: Vec::new(),
            last_pause: Moment::default(),
            cleared_unseen: false,
            readback: None,
            readbacks: Vec::new(),
            journal: false,
            reasserted: None,
            dated: now,
            faults: VecDeque::new(),
            last_ticket: Ticket(0),
            last_sent: None,
            told_away: Some(false),
            recorded: None,
            hold: Moment::default(),
            longest_hold: Moment::default(),
            failing: None,
            certain: false,
            refused: None,
            asks: 0,
            unauthorized: 0,
            next_reading: None,
            reports: Vec::new(),
        };
        world.apply(Op::SignIn);
        world.apply(Op::SourceFound(source));
        world
    }

    pub fn threshold(&self) -> Duration {
        self.engine.policy.choices.threshold
    }

    /// How late the source may report a return.
    pub fn lag(&self) -> Duration {
        match self.source {
            Some(Source::Readings { every }) => every,
            _ => Duration::ZERO,
        }
    }

    /// Whether the person is away if they were last present at that moment.
    pub fn away_if_last_here(&self, last: Moment) -> bool {
        let policy = &self.engine.policy.choices;
        self.locked && policy.away_on_lock
            || self.slept && policy.away_on_suspend
            || self.manual_away.is_some()
            || self.now.since(last) >= self.threshold() && !self.held()
    }

    pub fn held(&self) -> bool {
        self.engine.policy.choices.stay_present_in_calls && !self.inhibitors.is_empty()
    }

    pub fn may_be_away(&self) -> bool {
        self.away_if_last_here(self.last_presence)
    }

    pub fn must_be_away(&self) -> bool {
        self.away_if_last_here(self.last_presence.max(self.last_input).max(self.present_until))
    }

    pub fn fact(&mut self, input: Input) {
        self.expire();
        let was_here = self.engine.status().whereabouts == Whereabouts::Here;
        self.engine.handle(input, self.now);
        if !was_here && self.engine.status().whereabouts == Whereabouts::Here {
            self.refused = None;
        }
    }

    /// Lets this happen, and everything that follows immediately.
    pub fn apply(&mut self, op: Op) {
        match op {
            Op::Wait(span) => return self.run(self.now + span),
            Op::Sleep(span) => return self.sleep(span),
            Op::Touch => self.touch(),
            Op::Lock => self.lock(),
            Op::LockAsked if self.engine.policy.choices.away_on_lock => self.leave(Input::LockAsked),
            Op::LockAsked => self.fact(Input::LockAsked),
            Op::AwayNow => self.leave(Input::AwayNow),
            Op::BackNow => self.back(Input::BackNow),
            Op::Unlock => self.back(Input::Unlocked),
            Op::Inhibit(inhibitor, on) => self.inhibit(inhibitor, on),
            Op::GoingDown(going_down) => {
                self.going_down = going_down;
                if going_down {
                    self.overrides_waits();
                }
                self.fact(Input::GoingDown(going_down));
            }
            Op::Pause(span) => {
                let pause = span.map_or(Pause::Indefinitely, |span| Pause::Until(self.now + span));
                self.paused = Some(pause);
                self.overrides_waits();
                self.fact(Input::Pause(pause));
            }
            Op::Unpause => self.unpause(),
            Op::TryAgain => {
                self.overrides_waits();
                self.fact(Input::TryAgain);
            }
            Op::Threshold(threshold) => {
                self.next_reading = None;
                self.fact(Input::Choose(Choices { threshold, ..self.engine.policy.choices }));
            }
            Op::SignIn => self.sign_in(),
            Op::SignOut => {
                self.signed_in = false;
                self.forget();
                self.fact(Input::SignedOut);
            }
            Op::SourceLost => self.lose_source(),
            Op::SourceFound(source) => self.find_source(source),
            Op::Fault(fault) => self.faults.push_back(fault),
            Op::Faults(trouble, times) => {
                self.faults.extend((0..times).map(|_| Fault::of(trouble, false, false, None)));
            }
            Op::Lie(times, excess) => (self.lies, self.excess) = (times, excess),
            Op::StaleAnswer(answer) => self.answer_again(answer),
            // Nobody can know of one that comes between a request and what the portal makes of it.
            Op::OtherClient if self.flight.is_some() => {}
            Op::OtherClient => self.other_client_clears(),
            Op::Online => {
                self.refused = None;
                self.fact(Input::Online);
            }
            Op::Crash => self.crash(),
        }
        self.run(self.now);
    }

    pub fn forget(&mut self) {
        self.reasserted = None;
        self.readback = None;
        if let Some(flight) = self.flight.take() {
            // The portal may still carry it out.
            if !flight.carried_out {
                let late = Duration::from_millis(flight.ticket.0 * 7_919 % 60_000);
                self.late.push((self.now + late, flight.presence));
            }
            self.doubts.push((self.now + MINUTE, flight.presence));
            self.told_away = None;
        } else if self.told_away != Some(false) {
            self.told_away = None;
        }
    }

    fn other_client_clears(&mut self) {
        let known = matches!(self.engine.status().recorded, Recorded::Confirmed | Recorded::Cleared);
        self.cleared_unseen |= self.recorded.is_some() && !known;
        if let Some(row) = self.rows.last_mut().filter(|row| row.until.is_none()) {
            row.unseen = true;
        }
        self.portal_clears(self.now);
    }

    /// Only the desktop, the portal and the journal survive.
    pub fn crash(&mut self) {
        self.forget();
        let away_is_late = self.late.iter().any(|(_, presence)| *presence != Presence::Present);
        assert!(
            self.journal || self.recorded.is_none() && !away_is_late,
            "12: the portal holds an away that no journal knows"
        );
        self.told_away = if self.journal { None } else { Some(false) };
        self.readback = None;
        self.paused = None;
        self.manual_away = None;
        self.slept = false;
        (self.failing, self.refused) = (None, None);
        self.evidence = false;
        self.hold = Moment::default();
        self.last_sent = None;
        self.reasserted = None;
        self.last_ticket = Ticket(0);
        // A new agent knows of the past only what the source reports.
        self.last_input = self.last_input + self.stalled;
        self.stalled = Duration::ZERO;
        self.last_presence = self.last_input;
        self.present_until = self.last_input;
        self.bump = None;
        self.lies = 0;
        let policy = self.engine.policy.clone();
        self.engine = Engine::new(policy, self.reports.len() as u64);
        self.fact(Input::RanUntil(self.now));
        if self.journal {
            self.doubts =
                [Presence::Away { ago: 1 }, Presence::Present].map(|late| (self.now + MINUTE, late)).to_vec();
            self.fact(Input::LeftBehind);
        }
        if self.signed_in {
            self.fact(Input::SignedIn);
        }
        for inhibitor in self.inhibitors.clone() {
            self.fact(Input::Inhibited(inhibitor, true));
        }
        self.fact(Input::GoingDown(self.going_down));
        if std::mem::take(&mut self.locked) {
            self.apply(Op::Lock);
        }
        if let Some(source) = self.source.take() {
            self.find_source(source);
        }
    }

    pub fn unpause(&mut self) {
        if let Some(pause) = self.paused.take() {
            self.last_pause = pause.end().unwrap_or(self.now).min(self.now);
        }
        self.overrides_waits();
        self.fact(Input::Unpause);
    }

    /// A person asks for an attempt, or there may be no later one: neither a probe's interval nor what the portal
    /// asked for counts.
    pub fn overrides_waits(&mut self) {
        self.hold = Moment::default();
        self.refused = None;
    }

    /// Lets time pass until `end`, with every event that is due.
    pub fn run(&mut self, end: Moment) {
        for _ in 0..200_000 {
            // Facts that are due come before outputs, as they do in the agent's loop.
            while self.next_event().is_some_and(|at| at <= self.now) {
                self.deliver_event();
            }
            self.drain();
            let next = [self.next_event(), self.engine.poll_timeout()].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
        }
        self.now = self.now.max(end);
        self.drain();
    }

    /// When the source or the portal has something to report.
    pub fn next_event(&self) -> Option<Moment> {
        let readback = self.readback.as_ref().map(|readback| readback.due);
        let late = self.late.iter().map(|(due, _)| *due).min();
        [self.source_due(), self.flight.as_ref().map(|flight| flight.due), readback, late]
            .into_iter()
            .flatten()
            .min()
    }

    pub fn deliver_event(&mut self) {
        self.expire();
        self.late.sort_by_key(|(due, _)| *due);
        let before = self.flight.as_ref().map_or(self.now, |flight| flight.due.min(self.now));
        if self.late.first().is_some_and(|(due, _)| *due <= before) {
            let (due, presence) = self.late.remove(0);
            self.carry_out(presence, due, true);
            return;
        }
        if self.flight.as_ref().is_some_and(|flight| flight.due <= self.now) {
            self.answer();
            return;
        }
        if self.readback.as_ref().is_some_and(|readback| readback.due <= self.now) {
            self.answer_readback();
            return;
        }
        match self.watch {
            Some(Watch::Input { .. }) => self.source_reports(Input::Active),
            _ => self.source_reports_idle(),
        }
    }

    pub fn expire(&mut self) {
        if self.paused.and_then(Pause::end).is_some_and(|until| until <= self.now) {
            self.unpause();
        }
        if self.flight.is_none() {
            for (_, presence) in self.doubts.extract_if(.., |(ends, _)| *ends <= self.now) {
                // A late end changes nothing for somebody who is present.
                if presence != Presence::Present || self.told_away == Some(true) {
                    self.told_away = None;
                }
            }
        }
    }

    pub fn drain(&mut self) {
        self.expire();
        for _ in 0..100 {
            let Some(output) = self.engine.poll(self.now) else {
                let certain = self.is_certain() && self.signed_in;
                assert!(
                    !self.engine.status().needs_person || certain,
                    "9: nobody is told what is not certain"
                );
                if let Some(at) = self.engine.poll_timeout() {
                    assert!(at > self.now, "5: no busy loop");
                }
                return;
            };
            match output {
                Output::Watch(watch) => {
                    assert!(self.tells());
                    self.watch = Some(watch);
                }
                Output::Sample => self.sample(),
                Output::RestartSource => {
                    let source = self.source.expect("only a source can be begun again");
                    self.restarts.push(self.now);
                    self.find_source(source);
                }
                Output::Journal(since) => {
                    assert_ne!(self.journal, since.is_some(), "the journal is not told what it knows");
                    self.journal = since.is_some();
                    if !self.journal {
                        assert_eq!(self.told_away, Some(false), "12: the journal forgets too early");
                    }
                }
                Output::Report(ticket, presence) => self.report(ticket, presence),
                Output::Observe(ticket) => self.observe(ticket),
                Output::AskToSignIn => {
                    self.asks += 1;
                    assert!(self.asks * 2 <= self.unauthorized, "9: asked once, and when it is certain");
                }
                Output::Exit => {
                    assert!(self.quitting);
                    self.exited = true;
                }
            }
        }
        panic!("5: poll never drained");
    }

    /// Ends every fault. Nobody asks the engine to try again.
    pub fn heal(&mut self) {
        self.faults.clear();
        self.lies = 0;
        let source = self.source.unwrap_or(EVENTS);
        self.apply(Op::SourceFound(source));
        if self.paused.is_some() {
            self.apply(Op::Unpause);
        }
        self.apply(Op::GoingDown(false));
        if self.locked {
            self.apply(Op::Unlock);
        }
        if !self.signed_in {
            self.apply(Op::SignIn);
        }
    }

    /// How long after the end of all faults the portal may believe something else: an hour and its jitter, two under
    /// contention, and eight until what another client cleared is read back after contention; all of it after what the
    /// portal asked for.
    pub fn settles_within(&self) -> Duration {
        self.longest_hold.since(self.now) + HOUR * 9
    }

    pub fn quit(&mut self) {
        self.quitting = true;
        self.overrides_waits();
        self.fact(Input::Quit);
        self.run(self.now + QUIT_WITHIN);
        assert!(self.exited, "12: going down takes no longer");
    }
}
