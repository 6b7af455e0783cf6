//! A lane: a desk with an agent, a person at its real X server, and a practice portal in this process that can be told
//! to fail, to die and to come back. Tests ask it whether the portal believes what is true.

use crate::desk::{Desk, Process, wait_for};
use crate::oauth::{Login, raw};
use crate::portal::Portal;
use practice::{Entry, Practice};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::UnboundedReceiver;

/// An agent that was asked to end may take two seconds; the rest is for a busy machine.
const ENDS_WITHIN: Duration = Duration::from_secs(3);
/// After `away24 away`, input within five seconds does not count as a return.
const SAID_HOLDS: Duration = Duration::from_secs(6);
const MINUTE: Duration = Duration::from_secs(60);

/// The portal: what it remembers, and the server that may be down.
pub struct Server {
    pub practice: Practice,
    up: Option<Runtime>,
    calls: UnboundedReceiver<Entry>,
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
        let calls = practice.subscribe();
        runtime.spawn(practice.clone().serve(listener));
        Self { practice, up: Some(runtime), calls }
    }

    /// Every connection is cut, and what was being carried out is not.
    pub fn goes_down(&mut self) {
        if let Some(runtime) = self.up.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }

    pub fn comes_up(&mut self) {
        if self.up.is_none() {
            let runtime = runtime();
            // Another test's child holds the old socket, too, between its birth and the program it becomes.
            let listener = wait_for("the address", || runtime.block_on(self.practice.listen_again()).ok());
            runtime.spawn(self.practice.clone().serve(listener));
            self.up = Some(runtime);
        }
    }

    pub fn fails(&self, fault: Value) {
        self.practice.fail(serde_json::from_value(fault).unwrap());
    }

    /// The calls that were answered since this was asked for the last time.
    pub fn new_calls(&mut self) -> Vec<Entry> {
        std::iter::from_fn(|| self.calls.try_recv().ok()).collect()
    }
}

/// Somebody at the desk, or not.
pub struct Person {
    typing: Option<Process>,
    /// If they are away: since when at the earliest and at the latest. That depends on whether anybody listened to what
    /// they said.
    away_since: (Instant, Instant),
    /// When they said for the first and the last time that they are away, if nothing has ended that yet.
    said_away: Option<(Instant, Instant)>,
}

/// Somebody at the desk, until this is dropped. They touch something five times a second, by one process: nothing may
/// come in between.
pub fn typing(desk: &Desk) -> Process {
    let mut command = desk.command("xdotool");
    for step in 0..2_000 {
        command.args(["mousemove", &(10 + step % 50).to_string(), "10", "sleep", "0.2"]);
    }
    Desk::keep(&mut command)
}

impl Person {
    pub fn comes(&mut self, desk: &Desk) {
        if self.typing.as_mut().is_none_or(|typing| !typing.is_running()) {
            self.typing = Some(typing(desk));
        }
    }

    pub fn leaves(&mut self) {
        if self.typing.take().is_some() {
            let now = Instant::now();
            self.said_away = self.said_away.filter(|(_, last)| last.elapsed() < SAID_HOLDS);
            self.away_since = (self.said_away.map_or(now, |(first, _)| first), now);
        }
    }

    /// How long they have not touched anything, nor said that they are back.
    pub fn gone_for(&self) -> Duration {
        self.away_since.1.elapsed()
    }

    pub fn says_away(&mut self, desk: &Desk) {
        self.says("away", desk);
        let (earliest, now) = self.away_since;
        let first = if self.typing.is_some() { now } else { earliest };
        self.said_away = Some((self.said_away.map_or(first, |(first, _)| first), now));
    }

    pub fn says_back(&mut self, desk: &Desk) {
        self.says("back", desk);
        self.said_away = None;
    }

    /// Perhaps nobody listens.
    fn says(&mut self, what: &str, desk: &Desk) {
        self.away_since.1 = Instant::now();
        let _ = desk.away24(&[what], "");
    }
}

/// This much time passes.
pub fn passes(span: Duration) {
    let began = Instant::now();
    wait_for("a moment", || (began.elapsed() >= span).then_some(()));
}

/// Whether it is so within this time.
pub fn becomes(within: Duration, mut is: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !is() {
        if began.elapsed() >= within {
            return false;
        }
        passes(Duration::from_millis(20));
    }
    true
}

/// How the agent signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Webhook,
    Application,
}

pub struct Lane {
    pub agent: Option<Process>,
    pub person: Person,
    keychain: Option<Process>,
    /// The keychain that waits for its password.
    locked: Option<Process>,
    pub server: Server,
    pub desk: Desk,
    by: By,
    threshold: Duration,
}

impl Lane {
    /// An agent that is signed in, whose own waits are `pace` times shorter, and somebody who was at the desk just now.
    pub fn begin(by: By, threshold: Duration, pace: u32) -> Self {
        let mut desk = Desk::bare().with_display().with_bus();
        desk.set("AWAY24_PACE", &pace.to_string());
        // What it says in detail would fill the disk.
        desk.set("AWAY24_LOG", "debug");
        let keychain = Some(desk.keychain(true));
        let now = Instant::now();
        let person = Person { typing: None, away_since: (now, now), said_away: None };
        let server = Server::start();
        let mut lane = Self { agent: None, person, keychain, locked: None, server, desk, by, threshold };
        lane.desk.configure(&lane.configuration());
        lane.signs_in();
        lane.desk.xdotool(&["mousemove", "5", "5"]);
        lane.starts();
        lane
    }

    /// As somebody does who was never signed in, or who has signed out.
    pub fn signs_in(&mut self) {
        self.keychain_returns();
        if self.by == By::Webhook {
            let said = self.desk.away24(&["login", "--webhook"], &self.server.practice.webhook());
            assert_eq!(said.code, 0, "{said:?}");
        } else {
            let login = Login::start(&self.desk, &Portal::of(&self.server.practice), json!({}));
            raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
            assert_eq!(login.said().code, 0);
            let file = self.desk.path("config/away24/config.toml");
            let text = std::fs::read_to_string(&file).unwrap();
            self.desk.configure(&text.replace("threshold = \"3s\"\n", &self.configuration()));
        }
    }

    fn configuration(&self) -> String {
        format!("threshold = \"{}ms\"\n", self.threshold.as_millis())
    }

    /// Whether or not somebody is signed in.
    pub fn signs_out(&mut self) {
        self.keychain_returns();
        let said = self.desk.away24(&["logout"], "");
        assert!([0, 3].contains(&said.code), "{said:?}");
    }

    pub fn starts(&mut self) {
        if self.agent.is_none() {
            self.agent = Some(self.desk.agent(&["--no-tray"]));
        }
    }

    /// The session ends, or somebody ends the agent by `away24 quit`.
    pub fn ends(&mut self, asked: bool) {
        let Some(agent) = self.agent.take() else { return };
        // One that has not even begun has nothing to clear, and ends as any process does.
        wait_for("signals to be heard", || agent.hears_signals().then_some(()));
        let began = Instant::now();
        // It may not listen yet: then a session ends it after all.
        let quits = asked && self.desk.away24(&["quit"], "").code == 0;
        let ended = if quits { agent.ends_itself() } else { agent.end() };
        assert!(ended.success(), "{}", self.words());
        assert!(began.elapsed() < ENDS_WITHIN, "{:?}: {}", began.elapsed(), self.words());
    }

    pub fn has_journal(&self) -> bool {
        self.desk.path("state/away24/journal.json").exists()
    }

    /// The keychain's process ends; with `locked`, another one is there, which waits for its password.
    pub fn keychain_goes(&mut self, locked: bool) {
        if let Some(keychain) = self.keychain.take() {
            // It goes as it likes; what counts is that it is gone.
            let _ = keychain.end();
        }
        if locked && self.locked.is_none() {
            self.locked = Some(self.desk.keychain(false));
        }
    }

    /// Somebody deletes the entry by hand.
    pub fn empties_keychain(&mut self) {
        self.keychain_returns();
        let entry = ["clear", "service", "away24", "username", "account"];
        // There may be none.
        let _ = self.desk.command("secret-tool").args(entry).status().unwrap();
    }

    pub fn keychain_returns(&mut self) {
        if self.keychain.is_none() {
            if let Some(locked) = self.locked.take() {
                let _ = locked.end();
            }
            self.keychain = Some(self.desk.keychain(true));
        }
    }

    /// Whether the portal's idle date is what is true, to the minute.
    pub fn is_true(&self, here: bool) -> bool {
        let Some(idle) = self.server.practice.idle_for() else { return here };
        // The portal's smallest unit is a minute, and a touch may come 200 ms before the last.
        let most = MINUTE + Duration::from_secs(1);
        let (earliest, latest) = self.person.away_since;
        !here && idle + most >= latest.elapsed() && idle <= earliest.elapsed() + most
    }

    /// The agent's last words.
    pub fn words(&self) -> String {
        let log = self.desk.log();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }
}
