//! Whatever breaks, the portal ends up believing what is true: random episodes with the real agent, a person
//! at a real X server, a real keychain, and a practice portal that fails in every way it knows.
//!
//! The same episodes each time: `tests/chaos` plays new ones. `AWAY24_SEED` and `AWAY24_EPISODES` choose others.

use crate::desk::{AWAY24, Desk, Process, needs, wait_for};
use crate::journey::{PARTS, desk};
use practice::Practice;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// How many lanes there are, and how many episodes each plays if nobody says otherwise.
const LANES: u64 = 4;
const EPISODES: usize = 6;
/// One of these episodes once found a bug.
const SEED: u64 = 747_880;
const THRESHOLD: Duration = Duration::from_secs(2);
/// The engine's waits are so many times shorter: back-off from 40 ms to 6 s, turns in a crowd from half a second.
const PACE: &str = "50";
/// Longer than what a request that was given up may still be on its way: Bitrix24's minute, at that pace.
const SLOWEST: u64 = 1_000;
/// What the longest back-off and the third turn in a crowd take at that pace, and a busy machine on top.
const SETTLES_WITHIN: Duration = Duration::from_secs(200);
const MINUTE_MS: f64 = 60_000.0;

/// What goes wrong.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    /// Nobody listens at the portal's address.
    Down,
    Slow,
    Fault500,
    Crowded,
    Limited,
    /// A web page, as a captive portal sends.
    Html,
    Cut,
    Garbage,
    /// The agent is killed, and started again later.
    Killed,
    /// It is asked to end, and started again later.
    Ended,
    /// The portal is restarted, with what it remembers.
    Restarted,
}

const TROUBLES: [Trouble; 11] = [
    Trouble::Down,
    Trouble::Slow,
    Trouble::Fault500,
    Trouble::Crowded,
    Trouble::Limited,
    Trouble::Html,
    Trouble::Cut,
    Trouble::Garbage,
    Trouble::Killed,
    Trouble::Ended,
    Trouble::Restarted,
];

/// The portal: what it remembers, and the server that may be down.
struct Server {
    practice: Practice,
    up: Option<Runtime>,
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

impl Server {
    fn start() -> Self {
        let runtime = runtime();
        // A port that nobody is given while the portal is down: not one of those that connections begin at.
        let (practice, listener) = wait_for("a free port", || {
            let address = format!("127.0.0.1:{}", fastrand::u16(10_000..32_000));
            runtime.block_on(Practice::listen(address.parse().unwrap(), Practice::new_code())).ok()
        });
        runtime.spawn(practice.clone().serve(listener));
        Self { practice, up: Some(runtime) }
    }

    /// Every connection is cut, and what was being carried out is not.
    fn goes_down(&mut self) {
        if let Some(runtime) = self.up.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }

    fn comes_up(&mut self) {
        if self.up.is_none() {
            let runtime = runtime();
            // Another test's child holds the old socket, too, between its birth and the program it becomes.
            let listener = wait_for("the address", || runtime.block_on(self.practice.listen_again()).ok());
            runtime.spawn(self.practice.clone().serve(listener));
            self.up = Some(runtime);
        }
    }

    fn fails(&self, fault: Value) {
        self.practice.fail(serde_json::from_value(fault).unwrap());
    }
}

/// Somebody at the desk, or not.
struct Person {
    typing: Option<Process>,
    last_touch: Instant,
}

impl Person {
    /// Touches something five times a second, by one process: nothing may come in between.
    fn comes(&mut self, desk: &Desk) {
        if self.typing.is_none() {
            let mut command = desk.command("xdotool");
            for step in 0..2_000 {
                command.args(["mousemove", &(10 + step % 50).to_string(), "10", "sleep", "0.2"]);
            }
            self.typing = Some(Desk::keep(&mut command));
        }
    }

    fn leaves(&mut self) {
        if self.typing.take().is_some() {
            self.last_touch = Instant::now();
        }
    }
}

fn passes(span: Duration) {
    let began = Instant::now();
    wait_for("a moment", || (began.elapsed() >= span).then_some(()));
}

struct Lane {
    desk: Desk,
    server: Server,
    person: Person,
    agent: Option<Process>,
    rng: fastrand::Rng,
    story: String,
}

impl Lane {
    fn new(seed: u64) -> Self {
        let mut desk = desk();
        desk.set("AWAY24_PACE", PACE);
        // What it says in detail would fill the disk.
        desk.set("AWAY24_LOG", "debug");
        desk.configure(&format!("threshold = \"{}s\"\n", THRESHOLD.as_secs()));
        let server = Server::start();
        assert_eq!(desk.away24(&["login", "--webhook"], &server.practice.webhook()).code, 0);
        desk.xdotool(&["mousemove", "5", "5"]);
        let person = Person { typing: None, last_touch: Instant::now() };
        let rng = fastrand::Rng::with_seed(seed);
        let mut lane = Self { desk, server, person, agent: None, rng, story: String::new() };
        lane.starts();
        lane
    }

    fn starts(&mut self) {
        if self.agent.is_none() {
            self.agent = Some(self.desk.agent(&["--no-tray"]));
        }
    }

    fn ends(&mut self) {
        if let Some(agent) = self.agent.take() {
            // One that has not even begun has nothing to clear, and ends as any process does.
            wait_for("signals to be heard", || agent.hears_signals().then_some(()));
            let began = Instant::now();
            assert!(agent.end().success(), "{}", self.told());
            assert!(began.elapsed() < Duration::from_millis(2_500), "{}", self.told());
        }
    }

    fn has_journal(&self) -> bool {
        self.desk.path("state/away24/journal.json").exists()
    }

    /// Ends the agent, and nothing of it is left behind. Whether an away that nobody answered was carried out after all is
    /// not known before it could be read back: an end before that keeps the journal, and the next start settles it.
    fn ends_for_good(&mut self) {
        self.ends();
        assert!(self.server.practice.idle_for().is_none(), "{}", self.told());
        if self.has_journal() {
            self.tell("once more");
            self.person.comes(&self.desk);
            self.starts();
            let began = Instant::now();
            while self.has_journal() {
                let settles = began.elapsed() < SETTLES_WITHIN;
                assert!(settles, "the journal stays:{}", self.told());
                passes(Duration::from_millis(50));
            }
            self.ends();
        }
        assert!(self.server.practice.idle_for().is_none() && !self.has_journal(), "{}", self.told());
    }

    fn pause(&mut self, most: u64) {
        passes(Duration::from_millis(self.rng.u64(0..most)));
    }

    fn tell(&mut self, what: impl std::fmt::Debug) {
        write!(self.story, " {what:?}").unwrap();
    }

    fn breaks(&mut self, trouble: Trouble) {
        self.tell(trouble);
        let (calls, heard) = (self.rng.u32(1..4), self.rng.bool());
        let garbage = ["half", "empty", "binary"][self.rng.usize(..3)];
        match trouble {
            Trouble::Down => self.server.goes_down(),
            Trouble::Slow => {
                let delay_ms = self.rng.u64(100..SLOWEST);
                self.server.fails(json!({ "calls": calls, "delay_ms": delay_ms }));
            }
            Trouble::Fault500 => self.server.fails(
                json!({ "calls": calls, "status": 500, "error": "INTERNAL_SERVER_ERROR", "heard": heard }),
            ),
            Trouble::Crowded => {
                self.server.fails(json!({ "calls": 1, "status": 503, "error": "QUERY_LIMIT_EXCEEDED" }));
            }
            Trouble::Limited => self.server.fails(json!({
                "calls": calls, "status": 429, "error": "OPERATION_TIME_LIMIT", "headers": { "Retry-After": "1" },
            })),
            Trouble::Html => self.server.fails(json!({ "calls": calls, "garbage": "html", "heard": heard })),
            Trouble::Cut => self.server.fails(json!({ "calls": calls, "close": true, "heard": heard })),
            Trouble::Garbage => {
                self.server.fails(json!({ "calls": calls, "garbage": garbage, "heard": heard }));
            }
            // Ended as a crash does: `Process` kills what it still has.
            Trouble::Killed => drop(self.agent.take()),
            Trouble::Ended => self.ends(),
            Trouble::Restarted => {
                self.server.goes_down();
                self.server.comes_up();
            }
        }
    }

    /// The person does something, or nothing.
    fn acts(&mut self) {
        match self.rng.u8(..3) {
            0 => {
                self.tell("comes");
                self.person.comes(&self.desk);
            }
            1 => {
                self.tell("leaves");
                self.person.leaves();
            }
            _ => {}
        }
    }

    fn episode(&mut self) {
        for _ in 0..self.rng.u8(1..4) {
            let trouble = TROUBLES[self.rng.usize(..TROUBLES.len())];
            self.acts();
            self.breaks(trouble);
            self.pause(1_500);
            self.acts();
            let most = if self.rng.bool() { 300 } else { 3_000 };
            self.pause(most);
            self.starts();
        }
        // The last fault ends, and somebody is here at last, or nobody.
        self.server.comes_up();
        self.server.practice.heal();
        // What is slow is over when it has arrived.
        passes(Duration::from_millis(SLOWEST));
        self.starts();
        let here = self.rng.bool();
        self.tell(if here { "at last here" } else { "at last gone" });
        if here {
            self.person.comes(&self.desk);
        } else {
            // Somebody whom no source can have seen is not known to be gone.
            self.person.leaves();
        }
        let began = Instant::now();
        while !self.is_true(here) {
            assert!(began.elapsed() < SETTLES_WITHIN, "it stays untrue:{}", self.told());
            passes(Duration::from_millis(50));
        }
        // Nothing that was on its way makes it untrue again.
        let settled = Instant::now();
        while settled.elapsed() < Duration::from_millis(SLOWEST + 300) {
            assert!(self.is_true(here), "it was true and is not any more:{}", self.told());
            passes(Duration::from_millis(50));
        }
    }

    /// Whether the portal's idle date is what is true, to the minute.
    fn is_true(&self, here: bool) -> bool {
        let idle_for = self.server.practice.idle_for().map(|idle| idle.as_secs_f64() * 1000.0);
        let left = self.person.last_touch.elapsed().as_secs_f64() * 1000.0;
        match idle_for {
            None => here,
            // The portal's smallest unit is a minute, and a touch may come 200 ms before the last.
            Some(idle) => !here && (idle - left).abs() <= MINUTE_MS + 1_000.0,
        }
    }

    /// What has happened, and the agent's last words.
    fn told(&self) -> String {
        let log = self.desk.log();
        let lines: Vec<&str> = log.lines().collect();
        format!("{}\n{}", self.story, lines[lines.len().saturating_sub(60)..].join("\n"))
    }
}

fn play(lane: u64) {
    if !needs(&PARTS) {
        return;
    }
    let number = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let seed = number("AWAY24_SEED").unwrap_or(SEED);
    let episodes = number("AWAY24_EPISODES").map_or(EPISODES, |n| usize::try_from(n).unwrap());
    eprintln!("chaos, lane {lane}: AWAY24_SEED={seed} AWAY24_EPISODES={episodes}");
    let mut lane = Lane::new(seed * LANES + lane);
    for number in 0..episodes {
        write!(lane.story, "\n{number}:").unwrap();
        lane.episode();
    }
    lane.ends_for_good();
    let requests = lane.server.practice.calls();
    eprintln!("{episodes} episodes with {AWAY24}: {requests} requests");
}

#[test]
fn chaos_ends_in_the_truth_1() {
    play(0);
}

#[test]
fn chaos_ends_in_the_truth_2() {
    play(1);
}

#[test]
fn chaos_ends_in_the_truth_3() {
    play(2);
}

#[test]
fn chaos_ends_in_the_truth_4() {
    play(3);
}
