//! The twelve invariants of the engine, as random histories of a person, a source of idleness and
//! a portal, in virtual time. `AWAY24_HISTORIES=200000 cargo test presence` is the deep mode.

use super::*;
use proptest::prelude::*;
use std::collections::VecDeque;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const EVENTS: Source = Source::Events;
const READINGS: Source = Source::Readings { every: Duration::from_secs(5) };

/// One thing that happens to the world.
#[derive(Clone, Debug)]
enum Op {
    Touch,
    Wait(Duration),
    Lock,
    Unlock,
    Sleep(Duration),
    Pause(Option<Duration>),
    Unpause,
    Threshold(Duration),
    SignIn,
    SignOut,
    SourceLost,
    SourceFound(Source),
    /// The next report goes like this.
    Fault(Fault),
    /// The next readings claim 49.7 days.
    Lie(usize),
    /// An answer comes again that was given long ago.
    StaleAnswer(Answer),
}

#[derive(Clone, Debug)]
struct Fault {
    answer: Answer,
    takes: Duration,
    /// Whether the portal acted on it although the answer was an error.
    heard: bool,
}

impl Fault {
    fn of(trouble: Trouble, heard: bool, maybe_heard: bool, after: Option<Duration>) -> Self {
        let answer = Answer::Failed { trouble, maybe_heard, after };
        Self { answer, takes: Duration::from_millis(50), heard }
    }
}

#[derive(Clone, Debug)]
struct Flight {
    ticket: Ticket,
    presence: Presence,
    sent: Moment,
    due: Moment,
    fault: Option<Fault>,
}

/// The person, their desktop and their portal; and what is true about them.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact about the world")]
struct World {
    engine: Engine,
    now: Moment,
    last_input: Moment,
    source: Option<Source>,
    watch: Option<Watch>,
    lies: usize,
    locked: bool,
    /// The last input or unlock.
    last_seen: Moment,
    /// The screen was locked or the lid closed at that moment: by the person, or without them.
    vouched: Moment,
    slept: bool,
    woke: Moment,
    paused: Option<Pause>,
    signed_in: bool,
    evidence: bool,
    quitting: bool,
    exited: bool,
    flight: Option<Flight>,
    faults: VecDeque<Fault>,
    last_ticket: Ticket,
    last_sent: Option<Moment>,
    /// What the portal certainly believes by our doing; `None`: it may or may not have heard.
    told_away: Option<bool>,
    recorded: Option<Moment>,
    hold: Moment,
    silent: bool,
    asks: usize,
    unauthorized: usize,
    next_reading: Option<Moment>,
    reports: Vec<(Moment, Presence)>,
}

impl World {
    fn new(source: Source, policy: Policy, seed: u64) -> Self {
        let now = Moment::after_boot(HOUR * 24);
        let mut world = Self {
            engine: Engine::new(policy, seed),
            now,
            last_input: now,
            source: None,
            watch: None,
            lies: 0,
            locked: false,
            last_seen: now,
            vouched: now,
            slept: false,
            woke: now,
            paused: None,
            signed_in: false,
            evidence: false,
            quitting: false,
            exited: false,
            flight: None,
            faults: VecDeque::new(),
            last_ticket: Ticket(0),
            last_sent: None,
            told_away: Some(false),
            recorded: None,
            hold: Moment::default(),
            silent: false,
            asks: 0,
            unauthorized: 0,
            next_reading: None,
            reports: Vec::new(),
        };
        world.apply(Op::SignIn);
        world.apply(Op::SourceFound(source));
        world
    }

    fn threshold(&self) -> Duration {
        self.engine.policy.threshold
    }

    /// How late a source may be with the news that the person is back.
    fn lag(&self) -> Duration {
        match self.source {
            Some(Source::Readings { every }) => every,
            _ => Duration::ZERO,
        }
    }

    /// Whether one is away who was here last at that moment.
    fn away_if_last_here(&self, last: Moment) -> bool {
        let policy = &self.engine.policy;
        self.locked && policy.away_on_lock
            || self.slept && policy.away_on_suspend
            || self.now.since(last) >= self.threshold()
    }

    fn may_be_away(&self) -> bool {
        self.away_if_last_here(self.last_seen)
    }

    fn must_be_away(&self) -> bool {
        self.away_if_last_here(self.last_seen.max(self.vouched))
    }

    fn fact(&mut self, input: Input) {
        self.expire();
        self.engine.handle(input, self.now);
    }

    fn apply(&mut self, op: Op) {
        match op {
            // Behind the lock screen a source that is only read does not tell real input apart.
            Op::Touch if self.locked && self.source != Some(EVENTS) => {}
            Op::Touch => {
                self.last_input = self.now;
                if self.source == Some(EVENTS) {
                    self.see_input();
                }
                if matches!(self.watch, Some(Watch::Input { .. })) {
                    self.tell(Input::Active);
                }
            }
            Op::Wait(span) => return self.run(self.now + span),
            Op::Lock => {
                self.locked = true;
                self.next_reading = None;
                self.vouched = self.now;
                self.evidence = true;
                self.fact(Input::Locked);
            }
            Op::Unlock => {
                self.locked = false;
                self.slept = false;
                self.last_seen = self.now;
                self.next_reading = None;
                self.fact(Input::Unlocked);
                self.evidence = true;
            }
            Op::Sleep(span) => {
                self.vouched = self.now;
                self.evidence = true;
                self.slept = true;
                self.woke = self.now + SECOND + span;
                self.next_reading = None;
                self.fact(Input::Suspending);
                self.run(self.now + SECOND);
                // Nothing of ours runs until the machine wakes.
                self.now = self.now + span;
                self.next_reading = None;
                self.fact(Input::Resumed);
                return self.run(self.now + SECOND * 2);
            }
            Op::Pause(span) => {
                let pause = span.map_or(Pause::Indefinitely, |span| Pause::Until(self.now + span));
                self.paused = Some(pause);
                self.fact(Input::Pause(pause));
            }
            Op::Unpause => self.unpause(),
            Op::Threshold(threshold) => {
                self.next_reading = None;
                self.fact(Input::Threshold(threshold));
            }
            Op::SignIn => {
                self.signed_in = true;
                self.silent = false;
                self.forget();
                self.hold = Moment::default();
                self.fact(Input::SignedIn);
            }
            Op::SignOut => {
                self.signed_in = false;
                self.forget();
                self.fact(Input::SignedOut);
            }
            Op::SourceLost => {
                self.source = None;
                self.watch = None;
                self.evidence = false;
                self.fact(Input::SourceLost);
            }
            Op::SourceFound(source) => {
                if self.source.take().is_some() {
                    self.fact(Input::SourceLost);
                    self.evidence = false;
                }
                self.source = Some(source);
                self.watch = None;
                self.next_reading = None;
                self.fact(Input::SourceFound(source));
                if source == EVENTS {
                    self.see_input();
                    self.tell(Input::Idle(self.now.since(self.last_input)));
                }
            }
            Op::Fault(fault) => self.faults.push_back(fault),
            Op::Lie(times) => self.lies = times,
            Op::StaleAnswer(answer) => {
                let old = Ticket(self.last_ticket.0.saturating_sub(1));
                let before = self.engine.clone();
                self.fact(Input::Answered(old, answer));
                assert_eq!(before.told, self.engine.told, "2: an old answer changes nothing");
                assert_eq!(before.in_flight, self.engine.in_flight, "2: an old answer ends nothing");
            }
        }
        self.run(self.now);
    }

    /// Input that a source can tell of. Behind a lock that means away, only the unlock counts.
    fn see_input(&mut self) {
        let locked_away = self.locked && self.engine.policy.away_on_lock;
        if self.last_input > self.last_seen && !locked_away {
            self.last_seen = self.last_input;
            self.slept &= self.last_input < self.woke;
        }
    }

    fn forget(&mut self) {
        if let Some(flight) = self.flight.take() {
            // It is on the wire all the same.
            self.portal_hears(&flight);
            self.told_away = None;
        } else if self.told_away != Some(false) {
            self.told_away = None;
        }
    }

    fn unpause(&mut self) {
        self.paused = None;
        if self.engine.trouble != Some(Trouble::Unauthorized) {
            self.silent = false;
        }
        self.fact(Input::Unpause);
    }

    /// The source speaks.
    fn tell(&mut self, input: Input) {
        self.watch = None;
        self.evidence = true;
        self.fact(input);
    }

    /// Lets time pass until `end`, and everything happen that is due.
    fn run(&mut self, end: Moment) {
        for _ in 0..200_000 {
            // Facts that are due come before wishes, as they do in the agent's loop.
            while self.happens().is_some_and(|at| at <= self.now) {
                self.happen();
            }
            self.drain();
            let next = [self.happens(), self.engine.poll_timeout()].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
        }
        self.now = self.now.max(end);
        self.drain();
    }

    /// When the source speaks next.
    fn fires(&self) -> Option<Moment> {
        match self.watch? {
            Watch::Quiet(span) => Some(self.now.max(self.last_input + span)),
            Watch::Input { after } => (self.last_input > after).then_some(self.now),
        }
    }

    /// When the source or the portal speaks next.
    fn happens(&self) -> Option<Moment> {
        [self.fires(), self.flight.as_ref().map(|flight| flight.due)].into_iter().flatten().min()
    }

    fn happen(&mut self) {
        self.expire();
        if self.flight.as_ref().is_some_and(|flight| flight.due <= self.now) {
            self.answer();
            return;
        }
        self.tell(match self.watch {
            Some(Watch::Input { .. }) => Input::Active,
            _ => Input::Idle(self.now.since(self.last_input)),
        });
    }

    fn expire(&mut self) {
        if self.paused.and_then(Pause::end).is_some_and(|until| until <= self.now) {
            self.unpause();
        }
    }

    fn drain(&mut self) {
        self.expire();
        for _ in 0..100 {
            let Some(output) = self.engine.poll(self.now) else {
                if let Some(at) = self.engine.poll_timeout() {
                    assert!(at > self.now, "5: no busy loop");
                }
                return;
            };
            match output {
                Output::Watch(watch) => {
                    assert_eq!(self.source, Some(EVENTS));
                    self.watch = Some(watch);
                }
                Output::Sample => self.sample(),
                Output::Report(ticket, presence) => self.report(ticket, presence),
                Output::AskToSignIn => {
                    self.asks += 1;
                    assert!(self.asks <= self.unauthorized, "9: asked once per refusal");
                }
                Output::Exit => {
                    assert!(self.quitting);
                    self.exited = true;
                }
            }
        }
        panic!("5: poll never drained");
    }

    fn sample(&mut self) {
        if let Some(earliest) = self.next_reading {
            assert!(self.now >= earliest, "5: read before the answer could have changed");
        }
        let idle = self.now.since(self.last_input);
        if self.lies > 0 {
            self.lies -= 1;
            let before = self.engine.status();
            self.fact(Input::Idle(Duration::from_millis(u64::from(u32::MAX))));
            assert_eq!(before, self.engine.status(), "10: a lie changes nothing");
            assert!(self.engine.ask_at.is_some_and(|at| at.since(self.now) <= ASK_AGAIN), "10: taken again");
            self.next_reading = None;
            return;
        }
        self.see_input();
        self.next_reading =
            (idle < self.threshold() && !self.may_be_away()).then(|| self.last_input + self.threshold());
        self.tell(Input::Idle(idle));
    }

    fn report(&mut self, ticket: Ticket, presence: Presence) {
        assert!(self.signed_in, "1: reported while signed out");
        assert!(self.flight.is_none(), "2: one request in flight");
        assert!(ticket > self.last_ticket, "2: tickets grow");
        assert!(self.now >= self.hold, "6: the portal said when to come back");
        assert!(!self.silent, "9: silence after a refusal");
        self.last_ticket = ticket;
        match presence {
            Presence::Present => {
                assert_ne!(self.told_away, Some(false), "3: what was accepted is not repeated");
                if self.paused.is_none() && !self.quitting {
                    assert!(self.evidence, "1: no report without evidence");
                    assert!(!self.must_be_away(), "3, 11: present must be true");
                }
            }
            Presence::Away { ago } => {
                assert!(self.evidence || self.locked || self.slept, "1: no report without evidence");
                assert!(self.paused.is_none() && !self.quitting, "1: paused");
                assert_ne!(self.told_away, Some(true), "3: what was accepted is not repeated");
                if let Some(sent) = self.last_sent {
                    assert!(self.now.since(sent) >= MIN_GAP, "6: the minimum gap");
                }
                // A source that is read may not have told of the return yet.
                let stirred_unseen = self.now.since(self.last_input) <= self.lag();
                if !stirred_unseen {
                    assert!(self.may_be_away(), "3: away must be true");
                    let idle_date = self.now.before(MINUTE * u32::try_from(ago).unwrap());
                    assert!(ago == 1 || idle_date >= self.last_seen, "4: earlier than the last input");
                    assert!(
                        idle_date < self.last_input.max(self.last_seen).max(self.vouched) + MINUTE,
                        "4: later than a minute"
                    );
                }
                assert!(ago >= 1, "4: the portal's minimum");
            }
        }
        self.last_sent = Some(self.now);
        self.reports.push((self.now, presence));
        let fault = self.faults.pop_front();
        let takes = fault.as_ref().map_or(Duration::from_millis(5), |fault| fault.takes);
        self.flight = Some(Flight { ticket, presence, sent: self.now, due: self.now + takes, fault });
    }

    fn portal_hears(&mut self, flight: &Flight) {
        if flight.fault.as_ref().is_none_or(|fault| fault.heard) {
            self.recorded = match flight.presence {
                Presence::Present => None,
                Presence::Away { ago } => Some(flight.sent.before(MINUTE * u32::try_from(ago).unwrap())),
            };
        }
    }

    fn answer(&mut self) {
        let flight = self.flight.take().expect("an answer has a request");
        self.portal_hears(&flight);
        let away = matches!(flight.presence, Presence::Away { .. });
        let answer = match flight.fault {
            None => Answer::Accepted,
            Some(fault) => fault.answer,
        };
        match answer {
            Answer::Accepted => self.told_away = Some(away),
            Answer::Failed { trouble, maybe_heard, after } => {
                if maybe_heard && self.told_away != Some(away) {
                    self.told_away = None;
                }
                self.unauthorized += usize::from(trouble == Trouble::Unauthorized);
                self.silent |= trouble.stops();
                if let Some(after) = after {
                    self.hold = self.now + after;
                }
            }
        }
        self.fact(Input::Answered(flight.ticket, answer));
    }

    /// From now on nothing is wrong any more.
    fn heal(&mut self) {
        self.faults.clear();
        self.lies = 0;
        let source = self.source.unwrap_or(EVENTS);
        self.apply(Op::SourceFound(source));
        self.apply(Op::Unpause);
        if self.locked {
            self.apply(Op::Unlock);
        }
        self.apply(Op::SignIn);
    }

    fn quit(&mut self) {
        self.quitting = true;
        self.fact(Input::Quit);
        self.run(self.now + QUIT_WITHIN);
        assert!(self.exited, "12: going down takes no longer");
    }
}

fn span() -> impl Strategy<Value = Duration> {
    prop_oneof![
        (0_u64..3_000).prop_map(Duration::from_millis),
        (1_u64..120).prop_map(Duration::from_secs),
        (1_u32..40).prop_map(|m| MINUTE * m),
        (1_u32..10).prop_map(|h| HOUR * h),
    ]
}

fn fault() -> impl Strategy<Value = Fault> {
    use Trouble::*;
    let ended = prop_oneof![
        Just((Offline, false)),
        Just((Offline, true)),
        Just((ServerFault, true)),
        Just((Busy, false)),
        Just((Blocked, false)),
        Just((Deleted, false)),
        Just((Unconfirmed, false)),
        Just((Unauthorized, false)),
        Just((Scope, false)),
        Just((Plan, false)),
    ];
    (ended, any::<bool>(), proptest::option::weighted(0.3, span()), span()).prop_map(
        |((trouble, maybe_heard), heard, after, takes)| Fault {
            takes: takes.min(MINUTE),
            ..Fault::of(trouble, heard && maybe_heard, maybe_heard, after)
        },
    )
}

fn op() -> impl Strategy<Value = Op> {
    let source = prop_oneof![Just(EVENTS), Just(READINGS)];
    let slow =
        span().prop_map(|takes| Fault { answer: Answer::Accepted, takes: takes.min(MINUTE), heard: true });
    prop_oneof![
        8 => Just(Op::Touch),
        12 => span().prop_map(Op::Wait),
        2 => Just(Op::Lock),
        3 => Just(Op::Unlock),
        2 => span().prop_map(Op::Sleep),
        1 => proptest::option::of(span()).prop_map(Op::Pause),
        2 => Just(Op::Unpause),
        1 => (7_u64..1_800).prop_map(|s| Op::Threshold(Duration::from_secs(s))),
        2 => Just(Op::SignIn),
        1 => Just(Op::SignOut),
        1 => Just(Op::SourceLost),
        2 => source.prop_map(Op::SourceFound),
        4 => fault().prop_map(Op::Fault),
        1 => slow.prop_map(Op::Fault),
        1 => (1_usize..4).prop_map(Op::Lie),
        1 => Just(Op::StaleAnswer(Answer::Accepted)),
    ]
}

fn world() -> impl Strategy<Value = World> {
    (prop_oneof![Just(EVENTS), Just(READINGS)], 7_u64..1_800, any::<(bool, bool, u64)>()).prop_map(
        |(source, threshold, (away_on_lock, away_on_suspend, seed))| {
            let threshold = Duration::from_secs(threshold);
            World::new(source, Policy { threshold, away_on_lock, away_on_suspend, ..Policy::default() }, seed)
        },
    )
}

/// At least 2,000 histories each; `AWAY24_HISTORIES` asks for more.
fn histories() -> ProptestConfig {
    let cases = std::env::var("AWAY24_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(histories())]

    /// Invariants 1 to 6 and 9 to 11 hold after every step (see the assertions of `World`), and 7:
    /// once faults stop, the portal's idle date is what is true.
    #[test]
    fn every_history_ends_in_the_truth(mut world in world(), ops in proptest::collection::vec(op(), 1..60), here: bool) {
        for op in ops {
            world.apply(op);
        }
        world.heal();
        world.apply(Op::Wait(HOUR * 2));
        if here {
            world.apply(Op::Touch);
            // Long enough for a source that is read every five seconds, and too short to be away again.
            world.apply(Op::Wait(world.threshold() * 3 / 4));
        }
        let gone = world.must_be_away();
        prop_assert_eq!(gone, world.may_be_away());
        prop_assert_eq!(gone, !here);
        prop_assert_eq!(world.engine.told, if gone { Told::Away } else { Told::Present });
        prop_assert_eq!(world.recorded.is_some(), gone, "7: the portal believes what is true");
        prop_assert_eq!(world.engine.trouble, None);
        // 12: whatever was set is cleared on the way out.
        world.quit();
        prop_assert_eq!(world.recorded, None, "12: nothing stays behind");
    }

    /// 8: an agent that slept through eight hours ends where one ends that looked all the time.
    #[test]
    fn one_late_poll_equals_many_small_ones(mut world in world(), ops in proptest::collection::vec(op(), 1..30)) {
        for op in ops {
            world.apply(op);
        }
        world.faults.clear();
        world.lies = 0;
        if world.source.is_none() {
            world.apply(Op::SourceFound(EVENTS));
        }
        world.apply(Op::Wait(MINUTE * 2));
        let mut late = world.clone();
        for _ in 0..8 * 60 {
            world.apply(Op::Wait(MINUTE));
        }
        late.now = late.now + HOUR * 8;
        late.run(late.now);
        for world in [&mut world, &mut late] {
            world.apply(Op::Wait(HOUR * 2));
        }
        // The one may have met a trouble that was over before the other looked.
        let ends = |world: &World| Status { trouble: None, ..world.engine.status() };
        prop_assert_eq!(ends(&world), ends(&late));
        prop_assert_eq!(world.recorded.is_some(), late.recorded.is_some());
    }

    /// 12: a pause clears what was set, and so does the next start after a crash.
    #[test]
    fn pausing_and_the_start_after_a_crash_clear_what_was_set(mut world in world(), crash: bool) {
        world.apply(Op::Wait(HOUR));
        prop_assert!(world.recorded.is_some());
        if crash {
            let (recorded, source) = (world.recorded, world.source.unwrap());
            world = World { recorded, told_away: None, ..World::new(source, world.engine.policy.clone(), 1) };
            world.fact(Input::LeftBehind);
        } else {
            world.apply(Op::Pause(None));
        }
        world.apply(Op::Wait(SECOND));
        prop_assert_eq!(world.recorded, None);
    }
}

// ---- stories: what the histories find, told once by name ----

fn here_for(threshold: Duration) -> World {
    World::new(EVENTS, Policy { threshold, ..Policy::default() }, 7)
}

fn kinds(world: &World) -> Vec<Presence> {
    world.reports.iter().map(|(_, presence)| *presence).collect()
}

#[test]
fn away_is_reported_at_the_threshold_and_dated_back_to_the_last_input() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 5));
    world.apply(Op::Touch);
    world.apply(Op::Wait(MINUTE * 9));
    assert_eq!(kinds(&world), []);
    world.apply(Op::Wait(MINUTE * 2));
    assert_eq!(kinds(&world), [Presence::Away { ago: 10 }]);
    assert_eq!(world.recorded, Some(world.last_input));
}

#[test]
fn a_quiet_hour_is_one_report_and_a_busy_hour_is_none() {
    let mut world = here_for(SECOND * 3);
    for _ in 0..3600 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND));
    }
    assert_eq!(kinds(&world), []);
    world.apply(Op::Wait(HOUR));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }]);
}

#[test]
fn a_portal_that_comes_up_late_hears_how_long_it_has_really_been() {
    let mut world = here_for(SECOND * 3);
    for _ in 0..4 {
        world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, Some(SECOND * 30))));
    }
    world.apply(Op::Wait(HOUR));
    let (sent, presence) = *world.reports.last().unwrap();
    assert_eq!(world.reports.len(), 5);
    assert_eq!(presence, Presence::Away { ago: sent.since(world.last_input).as_secs() / 60 });
    assert!(sent.since(world.last_input) > MINUTE * 2);
    assert!(world.recorded.is_some());
}

#[test]
fn coming_back_during_a_retry_sends_nothing_when_the_portal_never_heard() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, Some(SECOND * 30))));
    world.apply(Op::Wait(SECOND * 5));
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    let sent = kinds(&world).len();
    assert_eq!(world.engine.told, Told::Present);
    for _ in 0..60 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND));
    }
    assert_eq!(kinds(&world).len(), sent);
}

#[test]
fn coming_back_during_a_retry_sends_only_idle_end_when_the_portal_may_have_heard() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Fault(Fault::of(Trouble::Offline, true, true, Some(SECOND * 2))));
    world.apply(Op::Wait(SECOND * 4));
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND * 2));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }, Presence::Present]);
    assert_eq!(world.recorded, None);
}

#[test]
fn unlocking_after_a_night_ends_away_once() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 2));
    world.apply(Op::Touch);
    world.apply(Op::Lock);
    world.apply(Op::Wait(HOUR * 14));
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND * 4));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }], "a bump into the lock screen is no return");
    world.apply(Op::Unlock);
    world.apply(Op::Wait(MINUTE));
    assert_eq!(kinds(&world)[1..], [Presence::Present]);
}

#[test]
fn waking_up_is_not_coming_back() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Touch);
    world.apply(Op::Sleep(HOUR * 8));
    world.apply(Op::Wait(MINUTE * 20));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }]);
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    assert_eq!(kinds(&world).last(), Some(&Presence::Present));
}

#[test]
fn a_refused_webhook_asks_once_and_is_silent_until_the_next_sign_in() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Fault(Fault::of(Trouble::Unauthorized, false, false, None)));
    for _ in 0..10 {
        world.apply(Op::Wait(MINUTE));
        world.apply(Op::Touch);
    }
    assert_eq!((kinds(&world).len(), world.asks), (1, 1));
    world.apply(Op::SignIn);
    world.apply(Op::Wait(MINUTE));
    assert_eq!(kinds(&world).len(), 2);
}

#[test]
fn the_waits_after_failures_grow_jitter_and_stay_under_the_cap() {
    let waits = |seed| {
        let mut engine = Engine::new(Policy::default(), seed);
        (0..40).map(|_| engine.backoff()).collect::<Vec<_>>()
    };
    let (one, other) = (waits(1), waits(2));
    assert_ne!(one, other);
    assert!(one[0] <= SECOND * 2 && one.iter().all(|wait| *wait <= MINUTE * 5));
    assert!(one.iter().any(|wait| *wait > MINUTE));
}
