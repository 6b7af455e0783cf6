//! Every answer in `tests/answers`, given once to the real agent when somebody leaves and once when they come back.
//! Then the portal is healthy, and soon believes what is true. `--nocapture` shows after how long.
//!
//! The agent's own waits are shorter than life; `AWAY24_CORPUS_PACE=1` plays them as they are.

use crate::desk::needs;
use crate::journey::PARTS;
use crate::lane::{By, Lane, becomes, passes};
use practice::Entry;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// How many lanes share the answers of a portal.
const LANES: usize = 6;
const PACE: u32 = 20;
const THRESHOLD: Duration = Duration::from_secs(2);
/// From the answer to the truth, with the agent's own waits as they are.
const TRUE_WITHIN: Duration = Duration::from_secs(30);
/// The same for a busy machine, however fast the agent is.
const SLACK: Duration = Duration::from_secs(5);
/// A portal that wants to be left alone for longer says so for this long only.
const LONGEST_WAIT: u64 = 2;

/// A file: what the answer means, who gives it, and the answer.
struct Sample {
    name: String,
    means: String,
    by: By,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How long it really wants the server to be left alone, in seconds.
    shortened: Option<u64>,
}

impl Sample {
    fn of(path: &Path) -> Self {
        let whole = std::fs::read(path).unwrap();
        let mut rest = whole.as_slice();
        let mut lines = Vec::new();
        // The head, line by line; what is left is the body.
        loop {
            let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
            let line = std::str::from_utf8(&rest[..end]).unwrap();
            rest = &rest[end + 1..];
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let said = |key: &str| lines.iter().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
        let by = if said("# asked: ").contains("/oauth/token/") { By::Application } else { By::Webhook };
        let headers =
            lines.iter().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
        let mut sample = Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            means: said("# means: ").to_owned(),
            by,
            status: said("HTTP/1.1 ").split(' ').next().unwrap().parse().unwrap(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect(),
            body: rest.to_owned(),
            shortened: None,
        };
        sample.hurry();
        sample
    }

    /// In the order of their names: the same each time.
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers");
        let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| Self::of(file)).collect()
    }

    /// What it asks for in seconds, also where the agent takes that from the body, is cut short by the header.
    fn hurry(&mut self) {
        let wait = self.means.split("after ").nth(1).and_then(|text| text.strip_suffix(" s")?.parse().ok());
        self.shortened = wait.filter(|wait| *wait > LONGEST_WAIT);
        if self.shortened.is_some() {
            self.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("retry-after"));
            self.headers.push(("Retry-After".into(), LONGEST_WAIT.to_string()));
        }
    }

    /// What the agent takes for a yes, the portal has carried out; everything else comes from somebody in between.
    fn is_a_yes(&self) -> bool {
        self.means == "accepted"
    }

    /// The answer as a fault for one call. Redirects keep their form, and lead to ports of this machine.
    fn fault(&self, lane: &Lane, method: &str) -> Value {
        let base = lane.server.practice.base();
        let webhook = lane.server.practice.webhook();
        let path = webhook.strip_prefix(&base).unwrap();
        let here = |value: &str| {
            let mut value = value.to_owned();
            for host in ["example.bitrix24.com", "crm.example.com"] {
                value = value.replace(&format!("https://{host}"), &base);
            }
            for host in [
                "new.bitrix24.com",
                "b24.example.com",
                "new.example.com",
                "sso.example.com",
                "login.hotel.example",
                "evil.example.com",
                "localhost:8025",
            ] {
                value = value.replace(host, "localhost:1");
            }
            for old in ["/b24/rest/", "/rest/1/s3cr3tcode/"] {
                value = value.replace(old, path);
            }
            let old = ["im.user.status.idle.start", "im.user.status.idle.end"];
            old.iter().fold(value, |value, old| value.replace(old, method))
        };
        let adapted = |(name, value): &(String, String)| match &*name.to_ascii_lowercase() {
            "location" => (name.clone(), here(value)),
            _ => (name.clone(), value.clone()),
        };
        let headers: Vec<_> = self.headers.iter().map(adapted).collect();
        for (name, value) in &headers {
            let elsewhere = value.contains("example") || value.contains("bitrix24");
            assert!(!elsewhere, "{}: {name} leads away from this machine: {value}", self.name);
        }
        let spoils = if self.by == By::Application { "oauth.token" } else { method };
        json!({
            "calls": 1, "method": spoils, "heard": self.is_a_yes(),
            "raw": { "status": self.status, "headers": headers, "body": self.body },
        })
    }
}

fn pace() -> u32 {
    std::env::var("AWAY24_CORPUS_PACE").map_or(PACE, |pace| pace.parse().expect("a number"))
}

struct Play {
    lane: Lane,
    /// How long it may take from an answer to the truth.
    within: Duration,
    table: String,
    failed: Vec<String>,
}

impl Play {
    fn begin(by: By) -> Self {
        let mut lane = Lane::begin(by, THRESHOLD, pace());
        lane.person.comes(&lane.desk);
        let within = TRUE_WITHIN / pace() + SLACK + Duration::from_secs(LONGEST_WAIT);
        Self { lane, within, table: String::new(), failed: Vec::new() }
    }

    /// Once when somebody leaves, once when they come back.
    fn gives(&mut self, sample: &Sample) {
        let took = [false, true].map(|here| self.turn(sample, here));
        let [away, back] =
            took.map(|took| took.map_or("never".into(), |took| format!("{:.1} s", took.as_secs_f64())));
        let shortened = sample
            .shortened
            .map_or(String::new(), |wait| format!(" (asks for {wait} s; {LONGEST_WAIT} s here)"));
        writeln!(self.table, "{:52} {:44} {away:>7} {back:>7}{shortened}", sample.name, sample.means)
            .unwrap();
        if took.iter().any(|took| took.is_none_or(|took| took > self.within)) {
            self.failed.push(format!("{}: {away}, {back}\n{}", sample.name, self.lane.words()));
        }
    }

    /// How long it takes from the answer to the truth.
    fn turn(&mut self, sample: &Sample, here: bool) -> Option<Duration> {
        let method = if here { "im.user.status.idle.end" } else { "im.user.status.idle.start" };
        let lane = &mut self.lane;
        lane.server.practice.empty_bucket();
        if sample.by == By::Application {
            // So the next report has to renew the token first.
            lane.server.practice.expire();
        }
        lane.server.new_calls();
        lane.server.fails(sample.fault(lane, method));
        if here {
            lane.person.comes(&lane.desk);
        } else {
            lane.person.leaves();
        }
        let is_true = becomes(THRESHOLD + self.within + SLACK, || lane.is_true(here));
        // The last call, too, has been noted.
        passes(Duration::from_millis(20));
        let calls = lane.server.new_calls();
        let spoilt = calls.iter().find(|call| is_spoilt(call, sample, method));
        if spoilt.is_none() || !is_true {
            // The next answer finds an agent that is well.
            lane.server.practice.heal();
            lane.desk.away24(&["resume"], "");
            becomes(SLACK, || lane.is_true(here));
        }
        let spoilt = spoilt?;
        let heard =
            calls.iter().rfind(|call| call.method == method && (call.idle == json!(false)) == here)?;
        is_true.then(|| Duration::from_secs_f64((heard.at_ms - spoilt.at_ms) / 1000.0))
    }
}

fn is_spoilt(call: &Entry, sample: &Sample, method: &str) -> bool {
    let asked = if sample.by == By::Application { "oauth.token" } else { method };
    call.method == asked && call.status == sample.status
}

/// Plays every `LANES`-th of a server's answers, beginning with this one.
fn play(by: By, first: usize, step: usize) {
    if !needs(&PARTS) {
        return;
    }
    let mut play = Play::begin(by);
    for sample in Sample::all().iter().filter(|sample| sample.by == by).skip(first).step_by(step) {
        play.gives(sample);
    }
    eprintln!(
        "{:52} {:44} {:>7} {:>7}, at pace {}\n{}",
        "answer",
        "means",
        "away",
        "back",
        pace(),
        play.table
    );
    assert!(play.failed.is_empty(), "not true in time:\n{}", play.failed.join("\n"));
}

#[test]
fn corpus_of_a_portal_1() {
    play(By::Webhook, 0, LANES);
}

#[test]
fn corpus_of_a_portal_2() {
    play(By::Webhook, 1, LANES);
}

#[test]
fn corpus_of_a_portal_3() {
    play(By::Webhook, 2, LANES);
}

#[test]
fn corpus_of_a_portal_4() {
    play(By::Webhook, 3, LANES);
}

#[test]
fn corpus_of_a_portal_5() {
    play(By::Webhook, 4, LANES);
}

#[test]
fn corpus_of_a_portal_6() {
    play(By::Webhook, 5, LANES);
}

#[test]
fn corpus_of_an_authorization_server() {
    play(By::Application, 0, 1);
}
