//! A source that has to be read, made to look like one that tells: what is watched for is looked for when it can
//! have come true, and not sooner. Pure logic: the readings are somebody else's.

use presence::{Inhibitor, Input, Moment, Watch};
use std::time::Duration;

/// Ticks are coarse: two readings of one and the same input may differ by so much.
const SLACK: Duration = Duration::from_millis(50);
/// No counter of 32 bits can mean more than this: it says that input came between two steps of a reading.
const WRAPPED: Duration = Duration::from_millis(u32::MAX as u64 - 60_000);
/// How often a lying counter is asked again at once.
const AGAIN: u32 = 3;
/// How often is looked for somebody who is away; and how often, where input is told of by somebody who may miss some.
const EVERY: Duration = Duration::from_millis(250);
const SELDOM: Duration = Duration::from_secs(1);
/// How often is looked whether what inhibits idleness still does.
const INHIBITED: Duration = Duration::from_secs(10);

/// What a system's counter can say.
pub trait Counter {
    /// How long ago the last input was; `None` if that is not known.
    fn idle(&mut self) -> Option<Duration>;
    /// Whether something speaks for a person who touches nothing, and what.
    fn inhibitor(&mut self) -> Option<Inhibitor>;
    /// Now.
    fn now(&self) -> Moment;
}

/// The counter cannot be believed, or is gone.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the counter cannot be believed")]
pub struct Unbelievable;

/// Facts, and the moments they were true at.
type Facts = Vec<(Input, Moment)>;

/// What is watched for, and what was told.
pub struct Reader<C> {
    counter: C,
    watch: Option<Watch>,
    /// When to look again for what is watched for.
    due: Option<Moment>,
    /// How often is looked for input.
    every: Duration,
    /// Of the last reading that was believed.
    last_input: Option<Moment>,
    /// Whether what inhibits is to be told.
    heeded: bool,
    /// What inhibits, as far as was told; and when to look whether it still does.
    inhibitor: Option<(Inhibitor, Moment)>,
}

impl<C: Counter> Reader<C> {
    /// `heeded`: what inhibits idleness is to be told.
    pub fn new(counter: C, heeded: bool) -> Self {
        Self { counter, watch: None, due: None, every: EVERY, last_input: None, heeded, inhibitor: None }
    }

    /// A reading that can be true.
    pub fn read(&mut self) -> Result<(Duration, Moment), Unbelievable> {
        for _ in 0..=AGAIN {
            // The clock is read first: so the last input is never put too late.
            let now = self.counter.now();
            let idle = self.counter.idle().ok_or(Unbelievable)?;
            let possible = idle < WRAPPED && idle <= now.since(Moment::default()) + SLACK;
            let input = now.before(idle);
            if possible && self.last_input.is_none_or(|last| input + SLACK >= last) {
                self.last_input = self.last_input.max(Some(input));
                return Ok((idle, now));
            }
        }
        Err(Unbelievable)
    }

    /// What is wanted from now on. `told`: somebody tells of most input, so it is looked for less often.
    pub fn watch(&mut self, watch: Watch, told: bool) -> Result<Facts, Unbelievable> {
        self.watch = Some(watch);
        self.due = Some(Moment::default());
        self.every = if told { SELDOM } else { EVERY };
        self.look()
    }

    /// When to look again, if nothing happens.
    pub fn next(&self) -> Option<Moment> {
        [self.due, self.inhibitor.map(|(_, next)| next)].into_iter().flatten().min()
    }

    /// Somebody saw input just now.
    pub fn touched(&mut self) -> Facts {
        let now = self.counter.now();
        match self.watch {
            Some(Watch::Input { after }) if now > after => self.came_true(Input::Active, now),
            _ => Vec::new(),
        }
    }

    /// Looks at what is due; the facts that follow.
    pub fn look(&mut self) -> Result<Facts, Unbelievable> {
        let now = self.counter.now();
        let mut facts = Vec::new();
        if self.inhibitor.is_some_and(|(_, next)| next <= now) {
            facts = self.inhibited(now);
        }
        let Some(watch) = self.watch.filter(|_| self.due.is_some_and(|due| due <= now)) else {
            return Ok(facts);
        };
        let (idle, now) = self.read()?;
        match watch {
            Watch::Quiet(span) => match span.checked_sub(idle) {
                Some(rest) if !rest.is_zero() => self.due = Some(now + rest),
                _ => {
                    facts.extend(self.inhibited(now));
                    facts.extend(self.came_true(Input::Idle(idle), now));
                }
            },
            Watch::Input { after } if now.before(idle) > after + SLACK => {
                facts.extend(self.came_true(Input::Active, now));
            }
            Watch::Input { .. } => self.due = Some(now + self.every),
        }
        Ok(facts)
    }

    fn came_true(&mut self, input: Input, now: Moment) -> Facts {
        self.watch = None;
        self.due = None;
        let mut facts = vec![(input, now)];
        if input == Input::Active {
            // Nothing has to speak for somebody who is there.
            let over = self.inhibitor.take();
            facts.extend(over.map(|(inhibitor, _)| (Input::Inhibited(inhibitor, false), now)));
        }
        facts
    }

    /// What inhibits now, as far as that is news.
    fn inhibited(&mut self, now: Moment) -> Facts {
        let holds = if self.heeded { self.counter.inhibitor() } else { None };
        let before = std::mem::replace(&mut self.inhibitor, holds.map(|holds| (holds, now + INHIBITED)));
        let before = before.map(|(inhibitor, _)| inhibitor);
        if before == holds {
            return Vec::new();
        }
        // The new one first: in between, nobody is away.
        let begins = holds.map(|inhibitor| (Input::Inhibited(inhibitor, true), now));
        let ends = before.map(|inhibitor| (Input::Inhibited(inhibitor, false), now));
        begins.into_iter().chain(ends).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::collections::VecDeque;
    use std::rc::Rc;

    /// A clock, and readings that are told one after the other; or the truth.
    #[derive(Clone, Default)]
    struct Machine {
        now: Rc<Cell<Moment>>,
        input: Rc<Cell<Moment>>,
        lies: Rc<RefCell<VecDeque<Duration>>>,
        readings: Rc<Cell<u32>>,
        film: Rc<Cell<bool>>,
    }

    impl Counter for Machine {
        fn idle(&mut self) -> Option<Duration> {
            self.readings.set(self.readings.get() + 1);
            let lie = self.lies.borrow_mut().pop_front();
            Some(lie.unwrap_or_else(|| self.now.get().since(self.input.get())))
        }

        fn inhibitor(&mut self) -> Option<Inhibitor> {
            self.film.get().then_some(Inhibitor::Program)
        }

        fn now(&self) -> Moment {
            self.now.get()
        }
    }

    const MINUTE: Duration = Duration::from_secs(60);
    const QUIET: Watch = Watch::Quiet(Duration::from_secs(600));

    /// A machine that runs for an hour and was touched just now.
    fn machine() -> (Machine, Reader<Machine>) {
        let machine = Machine::default();
        machine.now.set(Moment::after_boot(MINUTE * 60));
        machine.input.set(machine.now.get());
        (machine.clone(), Reader::new(machine, true))
    }

    impl Machine {
        fn pass(&self, span: Duration) {
            self.now.set(self.now.get() + span);
        }

        fn touch(&self) {
            self.input.set(self.now.get());
        }

        /// Lets time pass until there is something to tell; nobody touches anything.
        fn wait(&self, reader: &mut Reader<Self>) -> Facts {
            loop {
                self.now.set(self.now.get().max(reader.next().expect("something to wait for")));
                let facts = reader.look().unwrap();
                if !facts.is_empty() {
                    return facts;
                }
            }
        }
    }

    #[test]
    fn somebody_who_is_here_is_looked_at_when_the_answer_could_have_changed() {
        let (machine, mut reader) = machine();
        assert_eq!(reader.watch(QUIET, false), Ok(vec![]));
        for _ in 0..9 {
            machine.pass(MINUTE);
            machine.touch();
        }
        let gone = machine.wait(&mut reader);
        assert_eq!(gone, [(Input::Idle(MINUTE * 10), machine.now.get())]);
        assert_eq!(machine.readings.get(), 3, "at the beginning, after ten minutes, and nine later");
        assert_eq!(reader.next(), None, "what came true is not looked for any more");
    }

    #[test]
    fn somebody_who_is_away_is_looked_for_four_times_a_second_or_seldom_where_input_is_told() {
        for (told, every) in [(false, EVERY), (true, SELDOM)] {
            let (machine, mut reader) = machine();
            machine.pass(MINUTE * 11);
            let after = Watch::Input { after: machine.input.get() };
            assert_eq!(reader.watch(after, told), Ok(vec![]));
            assert_eq!(reader.next(), Some(machine.now.get() + every));
            machine.pass(every);
            assert_eq!(reader.look(), Ok(vec![]));
            machine.pass(every / 2);
            machine.touch();
            assert_eq!(machine.wait(&mut reader), [(Input::Active, machine.now.get())]);
        }
    }

    #[test]
    fn input_that_is_told_counts_once_and_only_where_it_is_awaited() {
        let (machine, mut reader) = machine();
        assert_eq!(reader.touched(), []);
        reader.watch(Watch::Input { after: machine.now.get() }, true).unwrap();
        machine.pass(Duration::from_millis(3));
        assert_eq!(reader.touched(), [(Input::Active, machine.now.get())]);
        assert_eq!(reader.touched(), []);
        reader.watch(QUIET, false).unwrap();
        assert_eq!(reader.touched(), []);
    }

    #[test]
    fn a_reading_of_49_days_is_taken_again() {
        let (machine, mut reader) = machine();
        // Input came between the two steps of the reading, so the subtraction underflowed.
        let lie = Duration::from_millis(u64::from(0u32.wrapping_sub(16)));
        machine.lies.borrow_mut().extend([lie, lie]);
        assert_eq!(reader.read(), Ok((Duration::ZERO, machine.now.get())));
        machine.lies.borrow_mut().extend([MINUTE]);
        assert_eq!(reader.read().unwrap().0, Duration::ZERO, "idle before an input that is known");
        machine.lies.borrow_mut().extend([MINUTE * 61; 4]);
        assert_eq!(reader.read(), Err(Unbelievable), "longer than the machine runs");
        // Ticks are coarse: 16 ms more are no lie.
        machine.lies.borrow_mut().extend([Duration::from_millis(16)]);
        assert_eq!(reader.read().unwrap().0, Duration::from_millis(16));
    }

    #[test]
    fn a_film_is_told_before_the_idleness_and_its_end_within_seconds() {
        let (machine, mut reader) = machine();
        machine.film.set(true);
        reader.watch(QUIET, false).unwrap();
        let gone = machine.wait(&mut reader);
        let film = |on| Input::Inhibited(Inhibitor::Program, on);
        assert_eq!(
            gone.iter().map(|(input, _)| *input).collect::<Vec<_>>(),
            [film(true), Input::Idle(MINUTE * 10)]
        );
        let ended = machine.now.get();
        reader.watch(Watch::Input { after: machine.input.get() }, true).unwrap();
        machine.film.set(false);
        let facts = machine.wait(&mut reader);
        assert_eq!(facts, [(film(false), machine.now.get())]);
        assert!(machine.now.get().since(ended) <= INHIBITED);
        // And where nobody wants to know, nothing is told.
        machine.film.set(true);
        let mut deaf = Reader::new(machine.clone(), false);
        assert_eq!(deaf.watch(QUIET, false).unwrap().len(), 1);
    }

    #[test]
    fn somebody_who_comes_back_to_their_film_needs_nobody_to_speak_for_them() {
        let (machine, mut reader) = machine();
        machine.film.set(true);
        machine.pass(MINUTE * 10);
        assert_eq!(reader.watch(QUIET, false).unwrap().len(), 2);
        reader.watch(Watch::Input { after: machine.input.get() }, true).unwrap();
        machine.pass(Duration::from_secs(1));
        let facts: Vec<Input> = reader.touched().into_iter().map(|(input, _)| input).collect();
        assert_eq!(facts, [Input::Active, Input::Inhibited(Inhibitor::Program, false)]);
        assert_eq!(reader.next(), None);
    }
}
