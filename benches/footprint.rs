//! What the agent costs while nothing happens: memory, threads, processor time, what wakes it, and its start.
//!
//! `cargo bench --bench footprint`: on every desktop that is installed, five runs of a minute for each state, beside the
//! peers that are installed; a table of medians, and the same as JSON. `-- x11 --runs 1 --seconds 20` for a look, `--brief`
//! for the two states of somebody who is there, without peers.
//! `-- --budget`: one short run, which fails if something costs a fifth more than it should (in CI).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a measurement stops at the first surprise, and its numbers are small"
)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it prints what it measured")]

#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/compositor.rs"]
mod compositor;
#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/desk.rs"]
mod desk;
#[path = "../tests/it/mock.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod mock;
#[expect(dead_code, reason = "shared with the other measurements")]
#[path = "shared/peers.rs"]
mod peers;
#[path = "../tests/it/portal.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod portal;
#[path = "shared/process.rs"]
mod process;
#[path = "shared/session.rs"]
mod session;
#[path = "../tests/it/tls.rs"]
mod tls;

use desk::{Desk, Process, wait_for};
use peers::Peer;
use portal::{Portal, now_ms};
use process::{Memory, Work};
use serde_json::json;
use session::{Place, kinds, number, pass, program};
use std::collections::BTreeMap;
use std::sync::Mutex;
use tls::Tls;

/// After a report, its connection is kept for a moment, and what it needed is given back; helping threads stay for ten
/// seconds.
const SETTLED_MS: f64 = 20_000.0;
/// How often the agent is started in each run.
const STARTS: usize = 5;
/// Starting and reporting have the machine for themselves.
static ALONE: Mutex<()> = Mutex::new(());

const FIGURES: [&str; 7] = ["PSS kB", "RSS kB", "USS kB", "anon kB", "threads", "CPU ms/min", "switches/min"];
/// A desktop, a program, and what that one is doing.
type What = (&'static str, &'static str, &'static str);
type Figures = BTreeMap<What, Vec<[f64; FIGURES.len()]>>;
/// Milliseconds to the first word of the source, and to the sign-in.
type Starts = BTreeMap<&'static str, Vec<[f64; 2]>>;

fn main() {
    if std::env::args().any(|word| word == "--budget") {
        keep_to_the_budget();
        return;
    }
    let (runs, seconds) = (number("--runs", 5), number("--seconds", 60));
    let whole = !std::env::args().any(|word| word == "--brief");
    let (mut figures, mut starts) = (Figures::new(), Starts::new());
    for run in 1..=runs {
        eprintln!("run {run} of {runs}");
        // The desktops beside each other: nearly all of it is waiting.
        std::thread::scope(|scope| {
            let one = |kind| scope.spawn(move || measure(kind, seconds as f64, whole));
            let measured: Vec<_> = kinds().into_iter().map(|kind| (kind, one(kind))).collect();
            for (kind, thread) in measured {
                let seen = thread.join().expect("a measurement");
                starts.entry(kind).or_default().extend(seen.starts);
                seen.rows.into_iter().for_each(|(what, row)| figures.entry(what).or_default().push(row));
            }
        });
    }
    print(&figures, &starts, runs, seconds);
}

/// What one run has shown.
struct Seen {
    starts: Vec<[f64; 2]>,
    rows: Vec<(What, [f64; FIGURES.len()])>,
    /// Reports and everything else that was asked of the portal, and how often the person left or came back.
    requests: [usize; 2],
}

/// The last of the agents that were started, and how long each start took.
fn start_often(desk: &Desk) -> (Process, Vec<[f64; 2]>) {
    let (mut agent, mut starts) = (None, Vec::new());
    for start in 0..STARTS {
        drop(agent.take());
        let began = now_ms();
        agent = Some(desk.agent(&[]));
        starts.push(["idle time from", "SignedIn"].map(|what| {
            wait_for(what, || {
                let log = desk.log();
                let line = log.lines().filter(|line| line.contains(what)).nth(start)?;
                let at: jiff::Timestamp = line.split_whitespace().next()?.parse().ok()?;
                Some(at.as_nanosecond() as f64 / 1e6 - began)
            })
        }));
    }
    (agent.expect("the last one that was started"), starts)
}

/// Reports that somebody left or came back, `transitions` times.
fn report_transitions(desk: &Desk, portal: &Portal, transitions: usize) {
    for (n, what) in ["away", "back"].into_iter().cycle().take(transitions).enumerate() {
        assert_eq!(desk.away24(&[what], "").code, 0);
        portal.report(n);
    }
}

fn measure(kind: &'static str, seconds: f64, whole: bool) -> Seen {
    let alone = ALONE.lock().unwrap();
    let mut place = Place::new(kind);
    let portal = Portal::start(&place.desk);
    let tls = Tls::is_there().then(|| Tls::begin(&mut place.desk, &portal));
    let webhook = tls.as_ref().map_or_else(|| portal.webhook.clone(), |tls| tls.webhook(&portal));
    let peers = if whole { Peer::all(kind, &place.desk, 600) } else { vec![] };
    let desk = &place.desk;
    desk.configure("threshold = \"10m\"\n");
    let said = desk.away24(&["login", "--webhook"], &webhook);
    assert_eq!(said.code, 0, "{}", said.all());
    place.touch();
    let (agent, starts) = start_often(desk);
    let asked = || portal.state()["requests"].as_array().unwrap().len();
    let (before, transitions) = (asked(), 6);
    report_transitions(desk, &portal, transitions);
    let requests = [asked() - before, transitions];
    drop(alone);

    let mut rows = Vec::new();
    let mut watch = |state, peers: &[Peer], meanwhile: &mut dyn FnMut()| {
        let programs =
            || [("away24", &agent)].into_iter().chain(peers.iter().map(|peer| (peer.name, &peer.process)));
        let before: Vec<_> = programs().map(|(_, process)| Work::of(process.id())).collect();
        pass(seconds * 1_000.0, meanwhile);
        for ((name, process), before) in programs().zip(before) {
            rows.push(((kind, name, state), figures(process, &before, seconds)));
        }
    };
    pass(SETTLED_MS, || {});
    watch("present, untouched", &peers, &mut || {});
    let mut last = now_ms();
    let mut typing = || {
        if now_ms() - last >= 1_000.0 {
            last = now_ms();
            place.touch();
        }
    };
    watch("present, input each second", &peers, &mut typing);
    drop(peers);
    if whole {
        assert_eq!(desk.away24(&["pause"], "").code, 0);
        pass(SETTLED_MS, || {});
        watch("paused", &[], &mut || {});
        assert_eq!(desk.away24(&["resume"], "").code, 0);
        assert_eq!(desk.away24(&["away"], "").code, 0);
        portal.report(transitions);
        // After a minute, it looks at what is recorded; then not for a quarter of an hour.
        let mut looked = false;
        while !looked {
            pass(1_000.0, || {});
            looked = asked() > before + transitions + 1;
        }
        pass(SETTLED_MS, || {});
        watch("away", &[], &mut || {});
        drop((tls, portal));
        assert_eq!(desk.away24(&["back"], "").code, 0);
        pass(1_000.0, || {});
        watch("offline, retrying", &[], &mut || {});
    }
    Seen { starts, rows, requests }
}

fn figures(process: &Process, before: &Work, seconds: f64) -> [f64; FIGURES.len()] {
    let (memory, work) = (Memory::of(process.id()), Work::of(process.id()));
    let (cpu, switches) = work.since(before);
    let minutes = seconds / 60.0;
    let threads = work.threads() as f64;
    let (cpu, switches) = (cpu as f64 / 1e6 / minutes, switches as f64 / minutes);
    [memory.pss, memory.rss, memory.uss, memory.anonymous, threads, cpu, switches]
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    if figures.len().is_multiple_of(2) {
        f64::midpoint(figures[middle - 1], figures[middle])
    } else {
        figures[middle]
    }
}

fn print(figures: &Figures, starts: &Starts, runs: usize, seconds: usize) {
    let size = program().metadata().unwrap().len();
    println!("{size} bytes; medians of {runs} runs of {seconds} s");
    for (kind, start) in starts {
        let [source, signed_in] = [0, 1].map(|at| median(start.iter().map(|start| start[at])));
        println!("{kind:8} from the start to the source {source:.1} ms, to the sign-in {signed_in:.1} ms");
    }
    println!("{:46} {}", "", FIGURES.map(|figure| format!("{figure:>13}")).concat());
    let medians: BTreeMap<What, [f64; FIGURES.len()]> = figures
        .iter()
        .map(|(what, rows)| (*what, std::array::from_fn(|at| median(rows.iter().map(|row| row[at])))))
        .collect();
    let mut rows = Vec::new();
    for ((kind, name, state), row) in &medians {
        let shown: Vec<String> = row.iter().map(|figure| format!("{figure:>13.2}")).collect();
        println!("{:46} {}", format!("{kind:7} {name:10} {state}"), shown.concat());
        let mut entry = json!({ "desktop": kind, "program": name, "state": state });
        for (figure, value) in FIGURES.iter().zip(row) {
            entry[figure.replace([' ', '/'], "_").to_lowercase()] = json!(value);
        }
        if *name != "away24" {
            let ours = medians[&(*kind, "away24", *state)];
            let ratio = |(ours, theirs): (&f64, &f64)| match ours / theirs {
                ratio if ratio.is_finite() => format!("{ratio:>13.2}"),
                _ => format!("{:>13}", "-"),
            };
            let shown: Vec<String> = ours.iter().zip(row).map(ratio).collect();
            println!("{:46} {}", "        ours by theirs", shown.concat());
        }
        rows.push(entry);
    }
    let starts: BTreeMap<_, _> = starts
        .iter()
        .map(|(kind, start)| (kind, [0, 1].map(|at| median(start.iter().map(|start| start[at])))))
        .collect();
    let all = json!({
        "bytes": size,
        "runs": runs,
        "seconds": seconds,
        "start_ms_source_and_sign_in": starts,
        "medians": rows,
    });
    println!("{all}");
}

/// What was measured when docs/performance.md was last written. It is a budget: a fifth more fails.
const BUDGET: [(&str, f64); 6] = [
    ("bytes of the program", 5_160_000.0),
    ("PSS kB", 5_810.0),
    ("anonymous kB", 920.0),
    ("threads", 1.0),
    ("requests for each transition", 1.0),
    // Of a minute untouched and one with input each second, the worse: 0 here. What sleeps is seldom interrupted; a
    // timer that should not be there shows.
    ("context switches a minute", 2.5),
];
const HEADROOM: f64 = 1.2;

fn keep_to_the_budget() {
    let seen = measure("x11", 60.0, false);
    let worst = |at: usize| seen.rows.iter().map(|(_, row)| row[at]).fold(0.0, f64::max);
    let size = program().metadata().unwrap().len() as f64;
    let [requests, transitions] = seen.requests;
    let spent = [size, worst(0), worst(3), worst(4), requests as f64 / transitions as f64, worst(6)];
    let mut kept = true;
    for ((what, budget), spent) in BUDGET.into_iter().zip(spent) {
        let most = budget * HEADROOM;
        kept &= spent <= most;
        println!("{} {what:30} {spent:>12.2} of {most:.2}", if spent <= most { "ok  " } else { "OVER" });
    }
    assert!(kept, "over the budget: mend that, or write down in docs/performance.md why it costs more now");
}
