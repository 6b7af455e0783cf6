//! Thirty days of an office worker in virtual time: what they do, what breaks, and what it costs.

use presence::{
    Answer, Choices, Engine, Input, Moment, Observation, Output, Policy, Presence, Source, Ticket, Trouble,
    Watch,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// Counts what this thread has allocated and not given back: other tests run beside this one.
struct Counting;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is passed on to the system's allocator as it is; counting neither allocates nor panics.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        // SAFETY: the memory came from `System`, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

fn count(bytes: isize) {
    // A thread that is ending has no counter any more.
    let _ = LIVE.try_with(|live| live.set(live.get() + bytes));
}

/// What the worker does next.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Works for so long: some input every few seconds.
    Work(Duration),
    /// Is not there, and has locked the screen or has not.
    Gone(Duration, bool),
    /// Closes the lid.
    Sleep(Duration),
}

pub struct Office {
    engine: Engine,
    rng: fastrand::Rng,
    now: Moment,
    last_input: Moment,
    locked: bool,
    watch: Option<Watch>,
    flight: Option<(Moment, Ticket, Result<Answer, Observation>)>,
    /// Since when the portal has the person as idle.
    idle: Option<Moment>,
    /// Until when the portal or the network is not well.
    fault_until: Moment,
    /// Requests of the two kinds.
    reports: usize,
    looks: usize,
    /// What was true, as the portal should have seen it: away at that moment, or back.
    transitions: usize,
    is_away: bool,
}

impl Office {
    fn handle(&mut self, input: Input) {
        self.engine.handle(input, self.now);
        self.carry_out();
    }

    fn carry_out(&mut self) {
        while let Some(output) = self.engine.poll(self.now) {
            match output {
                Output::Watch(watch) => self.watch = Some(watch),
                Output::Report(ticket, presence) => {
                    self.reports += 1;
                    let answer = self.hears(presence);
                    let takes = SECOND.mul_f64(self.rng.f64());
                    self.flight = Some((self.now + takes, ticket, Ok(answer)));
                }
                Output::Observe(ticket) => {
                    self.looks += 1;
                    let seen = match self.idle {
                        _ if self.now < self.fault_until => {
                            Observation::Failed { trouble: Trouble::Offline, after: None }
                        }
                        Some(since) => Observation::Idle(self.now.since(since)),
                        None => Observation::NotIdle,
                    };
                    self.flight = Some((self.now + SECOND, ticket, Err(seen)));
                }
                _ => {}
            }
        }
    }

    /// The portal, or what is in its place.
    fn hears(&mut self, presence: Presence) -> Answer {
        let failed = |trouble, maybe_heard, after| Answer::Failed { trouble, maybe_heard, after };
        let fault = (self.now < self.fault_until).then(|| self.rng.u8(..8));
        // Some of what fails is carried out all the same.
        if fault.is_none() || fault == Some(0) || fault == Some(1) {
            self.idle = match presence {
                Presence::Present => None,
                Presence::Away { ago } => Some(self.now.before(MINUTE * u32::try_from(ago).unwrap())),
            };
        }
        match fault {
            None => Answer::Accepted,
            Some(0 | 2) => failed(Trouble::ServerFault, true, None),
            Some(1 | 3) => failed(Trouble::Offline, true, None),
            Some(4) => failed(Trouble::Busy, false, Some(MINUTE * 5)),
            Some(5) => failed(Trouble::Crowded, false, None),
            Some(_) => failed(Trouble::Offline, false, None),
        }
    }

    /// Lets time pass, and the source, the portal and the engine's own time have their say.
    fn pass(&mut self, span: Duration) {
        let end = self.now + span;
        loop {
            let quiet = match self.watch {
                Some(Watch::Quiet(threshold)) => Some((self.last_input + threshold).max(self.now)),
                _ => None,
            };
            let answered = self.flight.as_ref().map(|(at, ..)| *at);
            let next = [quiet, answered, self.engine.poll_timeout()].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            if answered.is_some_and(|at| at <= self.now) {
                let (_, ticket, answer) = self.flight.take().unwrap();
                self.handle(match answer {
                    Ok(answer) => Input::Answered(ticket, answer),
                    Err(seen) => Input::Observed(ticket, seen),
                });
            } else if quiet.is_some_and(|at| at <= self.now) {
                self.watch = None;
                self.handle(Input::Idle(self.now.since(self.last_input)));
            }
            self.carry_out();
        }
        self.now = end;
        self.carry_out();
    }

    fn touch(&mut self) {
        self.turns(false);
        self.last_input = self.now;
        if matches!(self.watch, Some(Watch::Input { .. })) {
            self.watch = None;
            self.handle(Input::Active);
        }
    }

    /// What is true has changed, or has not.
    fn turns(&mut self, away: bool) {
        if std::mem::replace(&mut self.is_away, away) != away {
            self.transitions += 1;
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Work(span) => {
                if std::mem::take(&mut self.locked) {
                    self.handle(Input::Unlocked);
                }
                let end = self.now + span;
                while self.now < end {
                    self.touch();
                    let pause = SECOND * self.rng.u32(1..40);
                    self.pass(pause);
                }
            }
            Step::Gone(span, locks) => {
                if locks {
                    self.locked = true;
                    self.last_input = self.now;
                    self.handle(Input::Locked);
                }
                if locks || span >= Choices::default().threshold {
                    self.turns(true);
                }
                self.pass(span);
            }
            Step::Sleep(span) => {
                self.turns(true);
                // A hand closed the lid.
                self.last_input = self.now;
                self.handle(Input::Suspending);
                self.pass(SECOND);
                self.now = self.now + span;
                self.handle(Input::Resumed);
                // The machine wakes before its owner comes.
                self.pass(MINUTE * 15);
            }
        }
    }

    /// An outage begins, of minutes or of an hour.
    fn breaks(&mut self) {
        let span = if self.rng.u8(..4) == 0 { HOUR } else { MINUTE * self.rng.u32(1..15) };
        self.fault_until = self.now + span;
    }

    /// Whether the portal believes what is true, to the minute.
    fn is_right(&self) -> bool {
        match self.idle {
            None => !self.is_away,
            Some(since) => {
                // The portal's smallest unit may put it a minute early, whole minutes as much late.
                self.is_away
                    && since + MINUTE >= self.last_input
                    && since <= self.last_input + MINUTE + SECOND * 2
            }
        }
    }
}

/// One day: work, a coffee every hour or so, lunch, meetings, and the evening.
fn day(office: &mut Office, mut each: impl FnMut(&mut Office, Step)) {
    let began = office.now;
    for hour in 0..8 {
        let pause = match hour {
            3 => Step::Gone(MINUTE * 45, true),
            5 => Step::Sleep(MINUTE * 30),
            _ if office.rng.bool() => Step::Gone(MINUTE * office.rng.u32(2..9), office.rng.bool()),
            _ => Step::Gone(MINUTE * office.rng.u32(11..25), false),
        };
        let work = MINUTE * office.rng.u32(30..55);
        each(office, Step::Work(work));
        each(office, pause);
    }
    each(office, Step::Work(MINUTE * 5));
    let night = DAY.saturating_sub(office.now.since(began));
    let ends = if office.rng.bool() { Step::Sleep(night) } else { Step::Gone(night, true) };
    each(office, ends);
}

pub fn month(seed: u64, faulty: bool) -> Office {
    let now = Moment::after_boot(DAY);
    let mut office = Office {
        engine: Engine::new(Policy::default(), seed),
        rng: fastrand::Rng::with_seed(seed),
        now,
        last_input: now,
        locked: false,
        watch: None,
        flight: None,
        idle: None,
        fault_until: Moment::default(),
        reports: 0,
        looks: 0,
        transitions: 0,
        is_away: false,
    };
    office.handle(Input::SignedIn);
    office.handle(Input::SourceFound(Source::Events { readable: false }));
    office.handle(Input::Active);
    let mut after_a_day = 0;
    for number in 0..30 {
        day(&mut office, |office, step| {
            // 17 steps a day: every second day something breaks.
            if faulty && office.rng.u8(..34) == 0 {
                office.breaks();
            }
            office.step(step);
            // A transition is lost if the portal does not know of it although it could have been told: nothing
            // has been wrong for as long as any back-off or turn that began before may last.
            let well = office.now.since(office.fault_until);
            if well > HOUR * 3 || !faulty {
                assert!(
                    office.is_right(),
                    "seed {seed}, after {step:?}: {:?}; recorded {:?}, last input {:?}, now {:?}",
                    office.engine.status(),
                    office.idle,
                    office.last_input,
                    office.now
                );
            }
        });
        let live = LIVE.with(Cell::get);
        if number == 0 {
            after_a_day = live;
        }
        assert_eq!(live, after_a_day, "memory grows");
    }
    // Once faults end, everything is true.
    office.fault_until = office.now;
    office.step(Step::Work(HOUR * 3));
    assert!(office.is_right(), "seed {seed}: {:?}", office.engine.status());
    office.step(Step::Gone(HOUR * 3, false));
    assert!(office.is_right(), "seed {seed}: {:?}", office.engine.status());
    office
}

#[test]
fn a_month_at_the_office_loses_no_transition_and_costs_little() {
    let quiet = month(1, false);
    assert_eq!(quiet.reports, quiet.transitions, "without faults, each transition is one report");
    let (mut reports, mut looks, mut transitions) = (0, 0, 0);
    for seed in 1..=10 {
        let office = month(seed, true);
        reports += office.reports;
        looks += office.looks;
        transitions += office.transitions;
    }
    let each = |number: usize| number as f64 / transitions as f64;
    eprintln!(
        "{transitions} transitions: {:.3} reports and {:.3} looks for each",
        each(reports),
        each(looks)
    );
    assert!(each(reports) <= 1.3, "{:.3} reports for each transition", each(reports));
    // One look for each absence, and a few more in a night.
    assert!(each(looks) <= 1.0, "{:.3} looks for each transition", each(looks));
}
