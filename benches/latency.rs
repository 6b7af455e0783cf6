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

use compositor::{Compositor, Hand, Kind};
use desk::{Desk, needs, wait_for};
use mock::Mock;
use portal::{Portal, now_ms};

const TRIALS: usize = 20;
/// Two minutes each: untouched, and with input every second.
const WATCHED_MS: f64 = 120_000.0;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|word| word == name);
    if wanted("x11") && needs(&["Xvfb", "xdotool", "dbus-daemon", "gnome-keyring-daemon"]) {
        let (desk, _system) = Desk::bare().with_display().with_bus().with_keychain().with_system_bus();
        measure("X11", &desk, &|| desk.xdotool(&["mousemove_relative", "--", "3", "2"]));
    }
    for (name, kind) in [("sway", Kind::Sway), ("mutter", Kind::Mutter), ("kwin", Kind::Kwin)] {
        if wanted(name) && kind.is_there() {
            let (mut desk, _system) = Desk::bare().with_bus().with_keychain().with_system_bus();
            let compositor = Compositor::start(kind, &mut desk);
            let hand: Hand = compositor.hand(&desk);
            measure(name, &desk, &|| hand.touch());
        }
    }
}

fn measure(name: &str, desk: &Desk, touch: &dyn Fn()) {
    // As on a real desktop; a service that is missing is looked for now and then.
    let _logind = mock::is_there().then(|| Mock::logind(desk));
    let portal = Portal::start(desk);
    desk.configure("threshold = \"3s\"\n");
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    let agent = desk.agent(&[]);
    wait_for("the source", || desk.log().contains("idle time from").then_some(()));
    touch();
    portal.report(0);

    let (mut away, mut back) = (Vec::new(), Vec::new());
    for trial in 0..TRIALS {
        let touched = now_ms();
        touch();
        back.push(portal.report(2 * trial + 1).at_ms - touched);
        away.push(portal.report(2 * trial + 2).at_ms - touched);
        assert_eq!(portal.reports().len(), 2 * trial + 3, "each once");
    }
    println!("{name}");
    row("  leaving -> idle.start (threshold 3000 ms)", &mut away);
    row("  input -> idle.end", &mut back);

    // The agent's own start is over; what wakes it now is its way of living.
    let threads = std::fs::read_dir(format!("/proc/{}/task", agent.id())).unwrap().count();
    println!("  threads                                      {threads}");
    let untouched = wake_ups(agent.id(), || {});
    println!("  wake-ups a minute, nobody there              {:.1}", per_minute(untouched));
    touch();
    portal.report(2 * TRIALS + 1);
    let mut last = now_ms();
    let typing = wake_ups(agent.id(), || {
        if now_ms() - last >= 1_000.0 {
            last = now_ms();
            touch();
        }
    });
    println!("  wake-ups a minute, input every second        {:.1}", per_minute(typing));
    println!("  requests in these four minutes               {}", portal.reports().len() - 2 * TRIALS - 2);
}

#[expect(clippy::cast_precision_loss, reason = "the numbers here are small")]
fn per_minute(switches: u64) -> f64 {
    switches as f64 / (WATCHED_MS / 60_000.0)
}

fn row(what: &str, figures: &mut [f64]) {
    figures.sort_by(f64::total_cmp);
    let median = f64::midpoint(figures[figures.len() / 2 - 1], figures[figures.len() / 2]);
    let (least, most) = (figures[0], figures[figures.len() - 1]);
    println!("{what:47}min {least:8.1}  median {median:8.1}  max {most:8.1} ms  ({} trials)", figures.len());
}

/// Context switches of every thread during the watched time.
fn wake_ups(pid: u32, mut meanwhile: impl FnMut()) -> u64 {
    let (began, before) = (now_ms(), switches(pid));
    wait_for_long(|| {
        meanwhile();
        now_ms() - began >= WATCHED_MS
    });
    switches(pid) - before
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
