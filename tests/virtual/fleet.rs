//! A fleet: N engines behind one address, and the leaky bucket that Bitrix24 documents for it.

use presence::{
    Answer, Engine, Input, Moment, Observation, Output, Policy, Presence, Source, Ticket, Trouble,
};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

pub const SECOND: Duration = Duration::from_secs(1);
const LATENCY: Duration = Duration::from_millis(50);
/// What the bucket holds, and what drains from it in a second.
const SIZE: f64 = 50.0;
const DRAIN: f64 = 2.0;

/// When it begins, in seconds.
const BEGINS: f64 = 4.0 * 3_600.0;

/// What a refused request does to the bucket; the documentation can be read in each of these ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// (a) Nothing.
    Free,
    /// (b) It fills it, as far as it can be filled.
    Fills,
    /// (b) without a lid: it is counted, however many there are.
    Counts,
}

struct Bucket {
    level: f64,
    at: Moment,
    reading: Reading,
}

impl Bucket {
    fn takes(&mut self, now: Moment) -> bool {
        self.level = (self.level - now.since(self.at).as_secs_f64() * DRAIN).max(0.0);
        self.at = now;
        let takes = self.level + 1.0 <= SIZE;
        match self.reading {
            _ if takes => self.level += 1.0,
            Reading::Free => {}
            Reading::Fills => self.level = SIZE,
            Reading::Counts => self.level += 1.0,
        }
        takes
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// The person leaves for good, or comes back.
    Leave,
    Return,
    Online,
    /// The engine wanted to be asked again; the number tells a wish from a later one.
    Wake(u64),
    Answer(usize),
    /// Another program asks, whatever it was told.
    Integration,
}

struct Agent {
    engine: Engine,
    last_input: Moment,
    wakes: u64,
    /// What the portal believes of this one.
    believed_away: bool,
    is_away: bool,
    has_changed: bool,
    /// When the portal first believed what is true.
    settled: Option<Moment>,
}

/// What is measured, from the moment at which everybody wants to be heard.
#[derive(Clone, Debug)]
pub struct Measured {
    /// In seconds, when each was heard, soonest first.
    pub settled: Vec<f64>,
    /// Requests of the agents until the last was heard, refused ones and looks included.
    pub requests: usize,
}

impl Measured {
    pub fn last(&self) -> f64 {
        *self.settled.last().unwrap()
    }

    pub fn after(&self, share: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
        let index = (self.settled.len() as f64 * share) as usize;
        self.settled[index.min(self.settled.len() - 1)]
    }

    pub fn per_agent(&self) -> f64 {
        self.requests as f64 / self.settled.len() as f64
    }
}

/// The soonest that the bucket lets so many through, in seconds.
pub fn limit(n: usize) -> f64 {
    (n as f64 - SIZE) / DRAIN
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Everybody is away, and comes back in the same second.
    AllReturn,
    /// The same, and one more sends a request every second, whatever it is told.
    OneMisbehaves,
    /// The network is away for two hours, in which half of them leave and the other half comes back; then all
    /// notice in the same moment that it is there again.
    NetworkReturns,
    /// The portal is down for two minutes, in which the same happens; nobody tells that it is up again.
    PortalRestarts,
}

/// Another program behind the same address, which never looks at the answers.
#[derive(Clone, Copy, Debug)]
pub struct Integration {
    /// So many requests in the same moment,
    pub burst: u32,
    /// this often.
    pub every: Duration,
}

struct Fleet {
    agents: Vec<Agent>,
    bucket: Bucket,
    queue: BinaryHeap<Reverse<(Moment, u64, usize, Happening)>>,
    sequence: u64,
    answers: Vec<(Ticket, Result<Answer, Observation>)>,
    integrations: Vec<Integration>,
    /// Nobody is reached in this time.
    outage: (Moment, Moment),
    requests: usize,
    counting_since: Moment,
}

fn at(seconds: f64) -> Moment {
    Moment::after_boot(Duration::from_secs(100_000) + Duration::from_secs_f64(seconds))
}

impl Fleet {
    /// Everybody signs in at some time before it begins; the first half is here, the others are away, and the
    /// portal knows it.
    fn new(n: usize, here: usize, reading: Reading, rng: &mut fastrand::Rng) -> Self {
        let mut fleet = Self {
            agents: Vec::new(),
            bucket: Bucket { level: 0.0, at: at(0.0), reading },
            queue: BinaryHeap::new(),
            sequence: 0,
            answers: Vec::new(),
            integrations: vec![Integration { burst: 1, every: SECOND }],
            outage: (at(0.0), at(0.0)),
            requests: 0,
            counting_since: at(0.0),
        };
        for index in 0..n {
            let is_away = index >= here;
            let starts = at(BEGINS / 2.0 * rng.f64());
            let mut engine = Engine::new(Policy::default(), rng.u64(..));
            engine.handle(Input::SignedIn, starts);
            engine.handle(Input::SourceFound(Source::Events { readable: false }), starts);
            engine.handle(if is_away { Input::Idle(SECOND * 3_600) } else { Input::Active }, starts);
            // What is told now does not weigh on the bucket; whether it is recorded is asked as always.
            while let Some(output) = engine.poll(starts) {
                if let Output::Report(ticket, _) = output {
                    engine.handle(Input::Answered(ticket, Answer::Accepted), starts);
                }
            }
            fleet.agents.push(Agent {
                engine,
                last_input: starts.before(SECOND * 3_600),
                wakes: 0,
                believed_away: is_away,
                is_away,
                has_changed: false,
                settled: None,
            });
            fleet.wake_when_wished(index);
        }
        fleet
    }

    fn push(&mut self, at: Moment, agent: usize, what: Happening) {
        self.sequence += 1;
        self.queue.push(Reverse((at, self.sequence, agent, what)));
    }

    fn wake_when_wished(&mut self, index: usize) {
        let agent = &mut self.agents[index];
        agent.wakes += 1;
        let wakes = agent.wakes;
        if let Some(at) = agent.engine.poll_timeout() {
            self.push(at, index, Happening::Wake(wakes));
        }
    }

    /// Plays until everybody was heard.
    fn run(&mut self, counting_since: Moment, until: Moment) -> Measured {
        self.counting_since = counting_since;
        let mut left = self.agents.len();
        while left > 0 {
            let now = self.next().expect("somebody wants to be heard");
            assert!(now.0 <= until, "{left} were never heard");
            left -= usize::from(self.is_settled(now));
        }
        let mut settled: Vec<f64> = self
            .agents
            .iter()
            .map(|agent| agent.settled.expect("everybody is heard").since(counting_since).as_secs_f64())
            .collect();
        settled.sort_by(f64::total_cmp);
        Measured { settled, requests: self.requests }
    }

    /// When the only agent was heard.
    fn is_heard_by(&mut self, until: Moment) -> Option<Moment> {
        while let Some(next) = self.next().filter(|next| next.0 <= until) {
            if self.is_settled(next) {
                return Some(next.0);
            }
        }
        None
    }

    /// Whether this agent has just been heard.
    fn is_settled(&mut self, (now, index): (Moment, usize)) -> bool {
        let Some(agent) = self.agents.get_mut(index) else { return false };
        let right = agent.has_changed && agent.believed_away == agent.is_away;
        let settles = right && now >= self.counting_since && agent.settled.is_none();
        if settles {
            agent.settled = Some(now);
        }
        settles
    }

    /// Plays what happens next: when, and to whom.
    fn next(&mut self) -> Option<(Moment, usize)> {
        let Reverse((now, _, index, what)) = self.queue.pop()?;
        let Some(agent) = self.agents.get_mut(index) else {
            let integration = self.integrations[index - self.agents.len()];
            for _ in 0..integration.burst {
                self.bucket.takes(now);
            }
            self.push(now + integration.every, index, what);
            return Some((now, index));
        };
        match what {
            Happening::Wake(wakes) if wakes != agent.wakes => return Some((now, index)),
            Happening::Wake(_) | Happening::Integration => {}
            Happening::Leave => {
                agent.is_away = true;
                agent.last_input = now;
                agent.has_changed = true;
                agent.engine.handle(Input::Locked, now);
            }
            Happening::Return => {
                agent.is_away = false;
                agent.has_changed = true;
                agent.engine.handle(Input::Active, now);
            }
            Happening::Online => agent.engine.handle(Input::Online, now),
            Happening::Answer(number) => match self.answers[number] {
                (ticket, Ok(answer)) => agent.engine.handle(Input::Answered(ticket, answer), now),
                (ticket, Err(seen)) => agent.engine.handle(Input::Observed(ticket, seen), now),
            },
        }
        self.carry_out(index, now);
        self.wake_when_wished(index);
        Some((now, index))
    }

    fn carry_out(&mut self, index: usize, now: Moment) {
        while let Some(output) = self.agents[index].engine.poll(now) {
            let (ticket, presence) = match output {
                Output::Report(ticket, presence) => (ticket, Some(presence)),
                Output::Observe(ticket) => (ticket, None),
                _ => continue,
            };
            let reached = now < self.outage.0 || now >= self.outage.1;
            if now >= self.counting_since && reached {
                self.requests += 1;
            }
            let trouble = match reached {
                false => Some(Trouble::Offline),
                true if self.bucket.takes(now) => None,
                true => Some(Trouble::Crowded),
            };
            let agent = &mut self.agents[index];
            let answer = match (presence, trouble) {
                (Some(_), Some(trouble)) => Ok(Answer::Failed { trouble, maybe_heard: false, after: None }),
                (Some(presence), None) => {
                    agent.believed_away = presence != Presence::Present;
                    Ok(Answer::Accepted)
                }
                (None, Some(trouble)) => Err(Observation::Failed { trouble, after: None }),
                (None, None) if agent.believed_away => Err(Observation::Idle(now.since(agent.last_input))),
                (None, None) => Err(Observation::NotIdle),
            };
            self.answers.push((ticket, answer));
            self.push(now + LATENCY, index, Happening::Answer(self.answers.len() - 1));
        }
    }
}

/// Plays a scenario to its end.
pub fn play(scenario: Scenario, n: usize, reading: Reading, seed: u64) -> Measured {
    let mut rng = fastrand::Rng::with_seed(seed);
    let begins = BEGINS;
    // An engine that is never heard would run for ever: this is where the simulation gives up.
    let gives_up = at(begins + 10.0 * 24.0 * 3_600.0);
    match scenario {
        Scenario::AllReturn | Scenario::OneMisbehaves => {
            let mut fleet = Fleet::new(n, 0, reading, &mut rng);
            for index in 0..n {
                fleet.push(at(begins + rng.f64()), index, Happening::Return);
            }
            if scenario == Scenario::OneMisbehaves {
                fleet.push(at(begins - 60.0), n, Happening::Integration);
            }
            fleet.run(at(begins), gives_up)
        }
        Scenario::NetworkReturns | Scenario::PortalRestarts => {
            let takes = if scenario == Scenario::NetworkReturns { 7_200.0 } else { 120.0 };
            let mut fleet = Fleet::new(n, n / 2, reading, &mut rng);
            fleet.outage = (at(begins), at(begins + takes));
            for index in 0..n {
                let changes = if index < n / 2 { Happening::Leave } else { Happening::Return };
                fleet.push(at(begins + takes * rng.f64()), index, changes);
                if scenario == Scenario::NetworkReturns {
                    fleet.push(at(begins + takes), index, Happening::Online);
                }
            }
            fleet.run(at(begins + takes), gives_up)
        }
    }
}

/// A lone agent beside integrations that have filled the bucket: how long it takes to report, in seconds.
/// `None`: it is not heard within a day.
pub fn beside(integrations: &[Integration], returns: bool, reading: Reading, seed: u64) -> Option<f64> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut fleet = Fleet::new(1, usize::from(!returns), reading, &mut rng);
    fleet.integrations = integrations.to_vec();
    fleet.bucket.level = SIZE - f64::from(integrations[0].burst);
    fleet.bucket.at = at(BEGINS);
    for index in 0..integrations.len() {
        fleet.push(at(BEGINS), 1 + index, Happening::Integration);
    }
    let changes = at(BEGINS + 3_600.0 * rng.f64());
    fleet.push(changes, 0, if returns { Happening::Return } else { Happening::Leave });
    let gives_up = changes + SECOND * 86_400;
    fleet.is_heard_by(gives_up).map(|heard| heard.since(changes).as_secs_f64())
}

/// The slowest of several plays.
pub fn worst(scenario: Scenario, n: usize, reading: Reading) -> Measured {
    let seeds = if n > 5_000 { 2 } else { 5 };
    (1..=seeds)
        .map(|seed| play(scenario, n, reading, seed))
        .max_by(|one, other| one.last().total_cmp(&other.last()))
        .unwrap()
}

#[test]
fn an_office_of_twenty_comes_back_without_any_delay() {
    for reading in [Reading::Free, Reading::Fills, Reading::Counts] {
        let measured = worst(Scenario::AllReturn, 20, reading);
        // Each within its own second.
        assert!(measured.last() <= 1.0 + 2.0 * LATENCY.as_secs_f64());
        assert_eq!(measured.requests, 20);
    }
}

#[test]
fn everybody_who_comes_back_at_once_is_heard_in_time() {
    for (n, seconds) in [(51, 12.0), (60, 15.0), (100, 90.0), (300, 320.0)] {
        for reading in [Reading::Free, Reading::Fills] {
            let measured = worst(Scenario::AllReturn, n, reading);
            assert!(measured.last() <= seconds, "{reading:?} {n}: {} s", measured.last());
        }
    }
    for (n, times) in [(1_000, 1.5), (10_000, 1.8)] {
        for reading in [Reading::Free, Reading::Fills] {
            let measured = worst(Scenario::AllReturn, n, reading);
            assert!(measured.last() <= times * limit(n), "{reading:?} {n}: {} s", measured.last());
            let each = if n == 1_000 { 6.0 } else { 7.0 };
            assert!(measured.per_agent() <= each, "{reading:?} {n}: {} requests", measured.per_agent());
        }
    }
    let counts = worst(Scenario::AllReturn, 1_000, Reading::Counts);
    assert!(counts.last() <= 6.5 * limit(1_000), "(b) without a lid: {} s", counts.last());
}
