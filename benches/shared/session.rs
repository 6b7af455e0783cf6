//! A desktop with a signed-in agent on it, for measurements: real display, keychain, portal and binary.

use crate::compositor::{Compositor, Kind};
use crate::desk::{AWAY24, Desk, Process, needs, wait_for};
use crate::mock::{self, Mock};
use crate::portal::{Portal, now_ms};
use std::path::PathBuf;

/// The kinds of desktops; an empty choice means all of them.
pub const KINDS: [&str; 4] = ["x11", "sway", "mutter", "kwin"];

/// The program to measure: cargo's own of this profile, or the one that `AWAY24_BINARY` names.
pub fn program() -> PathBuf {
    std::env::var_os("AWAY24_BINARY").map_or(AWAY24.into(), PathBuf::from)
}

/// Whether this machine has what that kind of desktop needs.
pub fn is_there(kind: &str) -> bool {
    match compositor(kind) {
        Some(kind) => kind.is_there(),
        None => needs(&["Xvfb", "xdotool", "dbus-daemon", "gnome-keyring-daemon"]),
    }
}

fn compositor(kind: &str) -> Option<Kind> {
    Some(match kind {
        "sway" => Kind::Sway,
        "mutter" => Kind::Mutter,
        "kwin" => Kind::Kwin,
        _ => return None,
    })
}

/// A desk with a display and a hand on it. Fields are in the order in which they end.
pub struct Place {
    touch: Box<dyn Fn(&Desk)>,
    _logind: Option<Mock>,
    _compositor: Option<Compositor>,
    _system: Process,
    pub desk: Desk,
}

impl Place {
    pub fn new(kind: &str) -> Self {
        let desk = if compositor(kind).is_some() { Desk::bare() } else { Desk::bare().with_display() };
        let (mut desk, system) = desk.with_bus().with_keychain().with_system_bus();
        let compositor = compositor(kind).map(|kind| Compositor::start(kind, &mut desk));
        let touch: Box<dyn Fn(&Desk)> = match &compositor {
            Some(compositor) => {
                let hand = compositor.hand(&desk);
                Box::new(move |_| hand.touch())
            }
            None => Box::new(|desk| desk.xdotool(&["mousemove_relative", "--", "3", "2"])),
        };
        // As on a real desktop; a service that is missing is looked for now and then.
        let logind = mock::is_there().then(|| Mock::logind(&desk));
        desk.set("AWAY24_LOG", "info");
        // A file of its own, whose pages no other process has: the practice portal is the same program.
        let copy = desk.path("measured");
        std::fs::copy(program(), &copy).unwrap();
        // As after the start of the machine: what was only just written lies in memory in larger pieces.
        std::fs::File::open(&copy).unwrap().sync_all().unwrap();
        let forget = [&format!("if={}", copy.display()), "iflag=nocache", "count=0"];
        assert!(desk.command("dd").args(forget).status().unwrap().success(), "dd");
        desk.program = copy;
        Self { touch, _logind: logind, _compositor: compositor, _system: system, desk }
    }

    /// Moves the pointer a little.
    pub fn touch(&self) {
        (self.touch)(&self.desk);
    }
}

/// Waits for so many milliseconds, and does something every few of them.
pub fn pass(ms: f64, mut meanwhile: impl FnMut()) {
    let began = now_ms();
    let mut over = false;
    // `wait_for`, in turns that its patience allows.
    while !over {
        let turn = now_ms();
        wait_for("time to pass", || {
            meanwhile();
            over = now_ms() - began >= ms;
            (over || now_ms() - turn > 10_000.0).then_some(())
        });
    }
}
