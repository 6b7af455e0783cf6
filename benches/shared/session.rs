//! A desktop with a hand on it, for measurements: real display, keychain, portal and binary.

use crate::compositor::{Compositor, Kind};
use crate::desk::{AWAY24, Desk, Process, needs, wait_for};
use crate::mock::{self, Mock};
use crate::portal::now_ms;
use std::io::IoSlice;
use std::path::PathBuf;
use x11rb::connection::{Connection, RequestConnection};
use x11rb::rust_connection::RustConnection;

/// The kinds of desktops.
pub const KINDS: [&str; 4] = ["x11", "sway", "mutter", "kwin"];

/// Those that are asked for in the command line (all, if none is) and that this machine has what it takes for.
pub fn kinds() -> Vec<&'static str> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let all = !KINDS.iter().any(|kind| asked.iter().any(|word| word == kind));
    let wanted = KINDS.into_iter().filter(|kind| all || asked.iter().any(|word| word == kind));
    wanted.filter(|kind| is_there(kind)).collect()
}

/// The number after such a word in the command line.
pub fn number(word: &str, otherwise: usize) -> usize {
    let after = std::env::args().skip_while(|asked| asked != word).nth(1);
    after.map_or(otherwise, |number| number.parse().unwrap())
}

/// The program to measure: cargo's own of this profile, or the one that `AWAY24_BINARY` names.
pub fn program() -> PathBuf {
    std::env::var_os("AWAY24_BINARY").map_or(AWAY24.into(), PathBuf::from)
}

fn is_there(kind: &str) -> bool {
    match compositor(kind) {
        Some(kind) => kind.is_there(),
        None => needs(&["Xvfb", "dbus-daemon", "gnome-keyring-daemon"]),
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
    touch: Box<dyn Fn() + Send>,
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
        let touch: Box<dyn Fn() + Send> = if let Some(compositor) = &compositor {
            let hand = compositor.hand(&desk);
            Box::new(move || hand.touch())
        } else {
            let hand = XHand::new(desk.display.as_deref().unwrap());
            Box::new(move || hand.touch())
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
        (self.touch)();
    }
}

/// Moves the pointer of an X server as a device does, by its XTEST extension. (`xdotool` has to start first, which
/// takes as long as what is measured.)
struct XHand {
    connection: RustConnection,
    opcode: u8,
}

impl XHand {
    const XTEST: &str = "XTEST";
    const FAKE_INPUT: u8 = 2;
    const MOTION: u8 = 6;

    fn new(display: &str) -> Self {
        let (connection, _) = x11rb::connect(Some(display)).unwrap();
        let opcode = connection.extension_information(Self::XTEST).unwrap().unwrap().major_opcode;
        Self { connection, opcode }
    }

    fn touch(&self) {
        let mut request = [0_u8; 36];
        request[..6].copy_from_slice(&[self.opcode, Self::FAKE_INPUT, 9, 0, Self::MOTION, 1]);
        // So far to the right and down, from where it is.
        request[24..26].copy_from_slice(&3_i16.to_ne_bytes());
        request[26..28].copy_from_slice(&2_i16.to_ne_bytes());
        let sent = self.connection.send_request_without_reply(&[IoSlice::new(&request)], vec![]);
        sent.unwrap().ignore_error();
        self.connection.flush().unwrap();
    }
}

/// Lets so many milliseconds pass, and does something every few of them.
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
