//! How soon the portal hears, and what wakes the agent: `cargo bench --bench latency`. Real X server or
//! compositor, keychain, HTTP and binary. `-- sway kwin` measures these sessions only.
//!
//! Both delays are from outside: from before the hand moves (for X11 `xdotool` has to start first) to the
//! moment at which the practice portal had received the request as a whole.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement stops at the first surprise"
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
#[path = "../tests/it/portal.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod portal;

use compositor::{Compositor, Kind};
use desk::{Desk, Process, needs, wait_for};
use mock::Mock;
use portal::{Portal, now_ms};

const TRIALS: usize = 20;
/// Two minutes each: untouched, and with input every second.
const WATCHED_MS: f64 = 120_000.0;
/// After a report, its connection is kept for a moment.
const SETTLED_MS: f64 = 20_000.0;

/// A desktop with a signed-in agent, away after three seconds.
struct Session {
    name: &'static str,
    desk: Desk,
    portal: Portal,
    agent: Process,
    touch: Box<dyn Fn(&Desk)>,
    /// Held, never used; in the order in which they end.
    _parts: (Option<Mock>, Option<Compositor>, Process),
}

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|word| word == name);
    let mut sessions = Vec::new();
    if wanted("x11") && needs(&["Xvfb", "xdotool", "dbus-daemon", "gnome-keyring-daemon"]) {
        let (desk, system) = Desk::bare().with_display().with_bus().with_keychain().with_system_bus();
        let touch = Box::new(|desk: &Desk| desk.xdotool(&["mousemove_relative", "--", "3", "2"]));
        sessions.push(Session::begin("x11", desk, touch, None, system));
    }
    for (name, kind) in [("sway", Kind::Sway), ("mutter", Kind::Mutter), ("kwin", Kind::Kwin)] {
        if wanted(name) && kind.is_there() {
            let (mut desk, system) = Desk::bare().with_bus().with_keychain().with_system_bus();
            let compositor = Compositor::start(kind, &mut desk);
            let hand = compositor.hand(&desk);
            sessions.push(Session::begin(
                name,
                desk,
                Box::new(move |_| hand.touch()),
                Some(compositor),
                system,
            ));
        }
    }
    // Nobody touches the others meanwhile: they are away, and asleep.
    sessions.iter().for_each(Session::delays);
    watch(&sessions);
}

impl Session {
    fn begin(
        name: &'static str,
        desk: Desk,
        touch: Box<dyn Fn(&Desk)>,
        compositor: Option<Compositor>,
        system: Process,
    ) -> Self {
        // As on a real desktop; a service that is missing is looked for now and then.
        let logind = mock::is_there().then(|| Mock::logind(&desk));
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"3s\"\n");
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        let agent = desk.agent(&[]);
        wait_for("the source", || desk.log().contains("idle time from").then_some(()));
        touch(&desk);
        portal.report(0);
        Self { name, desk, portal, agent, touch, _parts: (logind, compositor, system) }
    }

    fn delays(&self) {
        let (mut away, mut back) = (Vec::new(), Vec::new());
        for trial in 0..TRIALS {
            let touched = now_ms();
            (self.touch)(&self.desk);
            back.push(self.portal.report(2 * trial + 1).at_ms - touched);
            away.push(self.portal.report(2 * trial + 2).at_ms - touched);
            assert_eq!(self.portal.reports().len(), 2 * trial + 3, "each once");
        }
        println!("{}", self.name);
        row("leaving -> idle.start (threshold 3000 ms)", &mut away);
        row("input -> idle.end", &mut back);
    }
}

/// What wakes the agents now is their way of living: their start is over. All at once, to save time.
fn watch(sessions: &[Session]) {
    pass(SETTLED_MS, || {});
    let untouched = wake_ups(sessions, || {});
    let touch = || sessions.iter().for_each(|session| (session.touch)(&session.desk));
    touch();
    for session in sessions {
        session.portal.report(2 * TRIALS + 1);
    }
    let mut last = now_ms();
    let mut typing = || {
        if now_ms() - last >= 1_000.0 {
            last = now_ms();
            touch();
        }
    };
    pass(SETTLED_MS, &mut typing);
    let typed = wake_ups(sessions, typing);
    println!("wake-ups a minute over two minutes     nobody there   input every second   threads   requests");
    for (session, (untouched, typed)) in sessions.iter().zip(untouched.into_iter().zip(typed)) {
        let threads = std::fs::read_dir(format!("/proc/{}/task", session.agent.id())).unwrap().count();
        let requests = session.portal.reports().len() - 2 * TRIALS - 2;
        println!("  {:34} {untouched:14.1} {typed:20.1} {threads:9} {requests:10}", session.name);
    }
}

/// Context switches a minute of every thread of each agent.
#[expect(clippy::cast_precision_loss, reason = "the numbers here are small")]
fn wake_ups(sessions: &[Session], meanwhile: impl FnMut()) -> Vec<f64> {
    let count = || sessions.iter().map(|session| switches(session.agent.id())).collect::<Vec<_>>();
    let before = count();
    pass(WATCHED_MS, meanwhile);
    let minutes = WATCHED_MS / 60_000.0;
    count().into_iter().zip(before).map(|(after, before)| (after - before) as f64 / minutes).collect()
}

fn pass(ms: f64, mut meanwhile: impl FnMut()) {
    let began = now_ms();
    wait_for_long(|| {
        meanwhile();
        now_ms() - began >= ms
    });
}

fn row(what: &str, figures: &mut [f64]) {
    figures.sort_by(f64::total_cmp);
    let median = f64::midpoint(figures[figures.len() / 2 - 1], figures[figures.len() / 2]);
    let (least, most) = (figures[0], figures[figures.len() - 1]);
    println!(
        "  {what:45}min {least:8.1}  median {median:8.1}  max {most:8.1} ms  ({} trials)",
        figures.len()
    );
}

/// `wait_for`, in turns that its patience allows.
fn wait_for_long(mut over: impl FnMut() -> bool) {
    let mut done = false;
    while !done {
        let turn = now_ms();
        wait_for("time to pass", || {
            done = over();
            (done || now_ms() - turn > 10_000.0).then_some(())
        });
    }
}

fn switches(pid: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().flatten();
    let status = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("status")).ok());
    let counts = status.flat_map(|text| {
        let lines = text.lines().filter(|line| line.contains("ctxt_switches"));
        lines.map(|line| line.split_whitespace().last().unwrap().parse::<u64>().unwrap()).collect::<Vec<_>>()
    });
    counts.sum()
}
