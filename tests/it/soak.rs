//! Five hundred connections to each kind of source, each cut in the middle: nothing may stay behind.
//! traps: 17 MiB an hour in a reconnect loop (`LG_Buddy`#250).

use crate::compositor::{Compositor, Kind};
use crate::desk::{Desk, needs};
use away24::watch::idle::{Line, mutter, wayland, x11};
use presence::Input;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

const WARM: usize = 100;
const CUTS: usize = 500;

/// Hands on what comes, until everything is cut.
#[derive(Clone, Default)]
struct Between(Arc<Mutex<Vec<UnixStream>>>);

impl Between {
    fn listen(at: &Path, to: PathBuf) -> Self {
        let listener = UnixListener::bind(at).unwrap();
        let between = Self::default();
        let open = between.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().map(Result::unwrap) {
                let server = UnixStream::connect(&to).unwrap();
                let pair = |a: &UnixStream, b: &UnixStream| (a.try_clone().unwrap(), b.try_clone().unwrap());
                let ways = [pair(&client, &server), pair(&server, &client)];
                // Before anything passes that could ask for the cut.
                open.0.lock().unwrap().extend([client, server]);
                for (from, into) in ways {
                    std::thread::spawn(move || hand_on(from, into));
                }
            }
        });
        between
    }

    fn cut(&self) {
        for stream in self.0.lock().unwrap().drain(..) {
            // The other end may have been faster.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn hand_on(mut from: UnixStream, mut into: UnixStream) {
    let mut bytes = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if into.write_all(&bytes[..length]).is_err() {
            return;
        }
    }
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The child: connects again and again, and says how much it has grown.
#[test]
#[ignore = "a child process of the tests below"]
fn child() {
    let kind = std::env::var("SOAK").unwrap();
    let to = PathBuf::from(std::env::var_os("SOAK_TO").unwrap());
    let at = PathBuf::from(std::env::var_os("SOAK_AT").unwrap());
    let between = Between::listen(&at, to);
    let display = std::env::var("SOAK_DISPLAY").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut before = 0;
        for turn in 0..WARM + CUTS {
            if turn == WARM {
                before = resident_kib();
            }
            let (facts_in, mut facts) = mpsc::unbounded_channel::<away24::watch::idle::Fact>();
            let (_asks, mut line) = Line::new(facts_in);
            let serving = async {
                match &*kind {
                    "wayland" => wayland::report_idle(&mut line, Some(&at), true).await,
                    "mutter" => mutter::report_idle(&mut line, true).await,
                    _ => x11::report_idle(&mut line, Some(&display), x11::Method::Best).await,
                }
            };
            let found = async {
                while !matches!(facts.recv().await.unwrap().input, Input::SourceFound(_)) {}
                between.cut();
                std::future::pending::<()>().await;
            };
            tokio::select! {
                lost = serving => drop(lost.map(drop).unwrap_err()),
                () = found => {}
            }
        }
        let grown = resident_kib().saturating_sub(before);
        eprintln!("grown by {grown} KiB");
    });
}

fn soak(desk: &Desk, kind: &str, to: &Path) {
    // Of the X library, only the number of a display can be had.
    let display = Desk::remote_display();
    let at = match kind {
        "x11" => PathBuf::from(format!("/tmp/.X11-unix/X{}", display.trim_start_matches(':'))),
        _ => desk.path("run/between"),
    };
    let mut command = desk.command(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "soak::child", "--nocapture"]);
    command.env("SOAK", kind).env("SOAK_TO", to).env("SOAK_AT", &at).env("SOAK_DISPLAY", &display);
    command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", at.display()));
    let out = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
    // Where a display was, somebody may look for one.
    let _ = std::fs::remove_file(&at);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    let grown =
        said.lines().find_map(|line| line.strip_prefix("grown by ")?.strip_suffix(" KiB")?.parse().ok());
    let grown: u64 = grown.unwrap_or_else(|| panic!("{said}"));
    eprintln!("{kind}: {CUTS} connections, grown by {grown} KiB");
    assert!(grown < 1024, "{kind}: {grown} KiB after {CUTS} connections");
}

#[test]
fn five_hundred_connections_to_an_x_server_leave_nothing_behind() {
    if needs(&["Xvfb"]) {
        let desk = Desk::bare().with_display();
        let number = desk.display.as_ref().unwrap().trim_start_matches(':');
        soak(&desk, "x11", &PathBuf::from(format!("/tmp/.X11-unix/X{number}")));
    }
}

#[test]
fn five_hundred_connections_to_a_compositor_leave_nothing_behind() {
    if Kind::Sway.is_there() {
        let mut desk = Desk::bare().with_bus();
        let _compositor = Compositor::start(Kind::Sway, &mut desk);
        soak(&desk, "wayland", &desk.path("wayland/wayland-1"));
    }
}

#[test]
fn five_hundred_connections_to_mutter_leave_nothing_behind() {
    if Kind::Mutter.is_there() {
        let mut desk = Desk::bare().with_bus();
        let _compositor = Compositor::start(Kind::Mutter, &mut desk);
        soak(&desk, "mutter", &desk.path("run/bus"));
    }
}
