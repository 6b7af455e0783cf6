//! What the agent costs while it does nothing: `cargo bench --bench footprint`.
#![expect(
    clippy::unwrap_used,
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
#[path = "../tests/it/portal.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod portal;
#[path = "shared/process.rs"]
mod process;
#[path = "shared/session.rs"]
mod session;
#[path = "../tests/it/tls.rs"]
mod tls;

use desk::wait_for;
use portal::{Portal, now_ms};
use process::{Memory, Work};
use session::{Place, pass};
use tls::Tls;

/// After a report, its connection is kept for a moment; and helping threads stay for ten seconds.
const SETTLED_MS: f64 = 20_000.0;

fn main() {
    let watched: f64 = std::env::var("WATCH").map_or(60_000.0, |w| w.parse().unwrap());
    let mut place = Place::new("x11");
    let portal = Portal::start(&place.desk);
    let tls = Tls::begin(&mut place.desk, &portal);
    let desk = &place.desk;
    desk.configure("threshold = \"10m\"\n");
    let said = desk.away24(&["login", "--webhook"], &tls.webhook(&portal));
    assert_eq!(said.code, 0, "{}", said.all());
    place.touch();
    let began = now_ms();
    let agent = match std::env::var_os("WRAP") {
        None => desk.agent(&[]),
        Some(wrap) => {
            let mut command = desk.command("/bin/sh");
            command.arg("-c").arg(format!("exec {} {} run", wrap.display(), desk.program.display()));
            desk::Desk::keep(command.stderr(std::fs::File::create("/tmp/wrap.err").unwrap()))
        }
    };
    let ready = |what: &str| {
        let log = desk.log();
        let line = log.lines().find(|line| line.contains(what))?;
        let at: jiff::Timestamp = line.split_whitespace().next()?.parse().ok()?;
        Some(at.as_nanosecond() as f64 / 1e6 - began)
    };
    let source = wait_for("the source", || ready("idle time from"));
    let signed_in = wait_for("the sign-in", || ready("SignedIn"));
    println!("start to source {source:.1} ms, signed in {signed_in:.1} ms");
    assert_eq!(desk.away24(&["away"], "").code, 0);
    portal.report(0);
    assert_eq!(desk.away24(&["back"], "").code, 0);
    portal.report(1);
    pass(SETTLED_MS, || {});
    let state = |name: &str, meanwhile: &mut dyn FnMut()| {
        let before = Work::of(agent.id());
        pass(watched, meanwhile);
        let after = Work::of(agent.id());
        let (cpu, switches) = after.since(&before);
        let memory = Memory::of(agent.id());
        println!(
            "{name:20} pss {} rss {} uss {} anon {} threads {} cpu {:.3} ms switches {switches}",
            memory.pss,
            memory.rss,
            memory.uss,
            memory.anonymous,
            after.threads(),
            cpu as f64 / 1e6
        );
    };
    state("present", &mut || {});
    let mut last = now_ms();
    state("present, input", &mut || {
        if now_ms() - last >= 1_000.0 {
            last = now_ms();
            place.touch();
        }
    });
    eprintln!("{}", std::fs::read_to_string(format!("/proc/{}/smaps_rollup", agent.id())).unwrap());
    let tasks = std::fs::read_dir(format!("/proc/{}/task", agent.id())).unwrap().flatten();
    for task in tasks {
        eprintln!("{}", std::fs::read_to_string(task.path().join("comm")).unwrap().trim());
    }
    std::fs::write("/tmp/smaps", std::fs::read_to_string(format!("/proc/{}/smaps", agent.id())).unwrap())
        .unwrap();
}
