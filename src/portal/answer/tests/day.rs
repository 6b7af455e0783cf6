//! Each failing answer for a whole day, in virtual time, with the real engine: it asks seldom, and is heard soon after.

use super::Sample;
use crate::portal::answer::{Asked, Meaning};
use crate::portal::auth::http::Failure;
use presence::{Answer, Engine, Input, Moment, Observation, Output, Policy, Source, Told};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);
/// A day is as good as another but for the jitter.
const PLAYS: u64 = 10;
/// An hour and its jitter; `Retry-After` is never longer than an hour.
const AT_LAST: Duration = Duration::from_secs(80 * 60);
/// Under contention the last waits are an hour or two.
const AT_LAST_IN_TURN: Duration = Duration::from_secs(121 * 60);

/// A portal that gives the same answer until it is healthy.
struct Day {
    engine: Engine,
    now: Moment,
    requests: usize,
    failure: Option<Failure>,
    heard: Option<Moment>,
}

impl Day {
    /// Somebody who is away, and known to be, comes back at this moment; or the other way round.
    fn begin(failure: &Failure, returns: bool, seed: u64) -> Self {
        let now = Moment::after_boot(DAY);
        let engine = Engine::new(Policy::default(), seed);
        let mut day = Self { engine, now, requests: 0, failure: None, heard: None };
        day.engine.handle(Input::SignedIn, now);
        day.engine.handle(Input::SourceFound(Source::Events), now);
        day.engine.handle(if returns { Input::Locked } else { Input::Active }, now);
        day.run(MINUTE * 20);
        day.failure = Some(failure.clone());
        (day.requests, day.heard) = (0, None);
        let change = if returns { Input::Unlocked } else { Input::Locked };
        day.engine.handle(change, day.now);
        day
    }

    fn run(&mut self, span: Duration) {
        let end = self.now + span;
        loop {
            while let Some(output) = self.engine.poll(self.now) {
                self.carry_out(&output);
            }
            match self.engine.poll_timeout().filter(|next| *next <= end) {
                Some(next) => self.now = next,
                None => break,
            }
        }
        self.now = end;
    }

    fn carry_out(&mut self, output: &Output) {
        let input = match *output {
            Output::Report(ticket, _) => {
                if self.failure.is_none() {
                    self.heard.get_or_insert(self.now);
                }
                Input::Answered(ticket, self.answer())
            }
            Output::Observe(ticket) => Input::Observed(ticket, self.observation()),
            _ => return,
        };
        self.requests += 1;
        self.engine.handle(input, self.now);
    }

    fn answer(&self) -> Answer {
        self.failure.as_ref().map_or(Answer::Accepted, |failure| Answer::Failed {
            trouble: failure.trouble,
            maybe_heard: failure.maybe_heard,
            after: failure.after,
        })
    }

    fn observation(&self) -> Observation {
        self.failure.as_ref().map_or(Observation::NotIdle, |failure| Observation::Failed {
            trouble: failure.trouble,
            after: failure.after,
        })
    }
}

/// What the agent makes of an answer, if it is none that it asked for.
fn failure(sample: &Sample) -> Option<Failure> {
    let reading = sample.read();
    match &reading.meaning {
        Meaning::Answered(answer) if sample.answered(answer).is_some() => None,
        _ => Some(Failure::of("example.bitrix24.com", &reading)),
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "`--nocapture` shows the table")]
fn a_day_of_any_answer_costs_thirty_requests_and_ends_in_the_truth() {
    let mut failing = 0;
    for sample in Sample::all() {
        let Some(failure) = failure(&sample).filter(|_| sample.asked() == Asked::Portal) else { continue };
        failing += 1;
        let (mut most, mut latest) = (0, Duration::ZERO);
        for (seed, returns) in (0..PLAYS).flat_map(|seed| [(seed, true), (seed, false)]) {
            let mut day = Day::begin(&failure, returns, seed);
            day.run(DAY);
            most = most.max(day.requests);
            let healthy = day.now;
            day.failure = None;
            day.run(AT_LAST_IN_TURN);
            let wanted = if returns { Told::Present } else { Told::Away };
            assert_eq!(day.engine.status().told, wanted, "{}: silent", sample.name);
            latest = latest.max(day.heard.map(|heard| heard.since(healthy)).unwrap_or_default());
        }
        println!("{:50} {most:3} requests, then {:3} min", sample.name, latest.as_secs() / 60);
        let crowded = failure.trouble == presence::Trouble::Crowded;
        assert!(most <= 30, "{}: {most} requests", sample.name);
        assert!(latest <= if crowded { AT_LAST_IN_TURN } else { AT_LAST }, "{}: {latest:?}", sample.name);
    }
    assert!(failing >= 70, "{failing}");
}
