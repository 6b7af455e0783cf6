//! Mutter's idle monitor on a machine that is busy: a stand-in whose answers can be late.

use crate::desk::{Desk, wait_for};
use std::time::{Duration, Instant};
use zbus::blocking::{Connection, connection::Builder};

const NAME: &str = "org.gnome.Mutter.IdleMonitor";
const PATH: &str = "/org/gnome/Mutter/IdleMonitor/Core";

pub struct SlowMutter(Connection);

impl SlowMutter {
    /// `late`: how long an answer is under way that follows a watch for input, from the second one on.
    pub fn start(desk: &mut Desk, late: Duration) -> Self {
        desk.set("XDG_SESSION_TYPE", "wayland");
        let monitor = Monitor {
            touched: Instant::now(),
            late,
            watches: 0,
            for_input: None,
            is_first: true,
            next_is_late: false,
        };
        let bus = Builder::address(desk.bus_address()).unwrap();
        Self(bus.name(NAME).unwrap().serve_at(PATH, monitor).unwrap().build().unwrap())
    }

    /// Somebody touches something, once.
    pub fn touch(&self) {
        let monitor = self.0.object_server().interface::<_, Monitor>(PATH).unwrap();
        let watch = wait_for("a watch for input", || monitor.get().for_input);
        monitor.get_mut().touched = Instant::now();
        self.0.emit_signal(None::<&str>, PATH, NAME, "WatchFired", &watch).unwrap();
    }
}

struct Monitor {
    touched: Instant,
    late: Duration,
    watches: u32,
    for_input: Option<u32>,
    is_first: bool,
    next_is_late: bool,
}

fn passes(until: impl Fn() -> bool) {
    wait_for("its time", || until().then_some(()));
}

#[zbus::interface(name = "org.gnome.Mutter.IdleMonitor")]
impl Monitor {
    fn get_idletime(&mut self) -> u64 {
        let idle = self.touched.elapsed();
        if std::mem::take(&mut self.next_is_late) {
            let asked = Instant::now();
            passes(|| asked.elapsed() >= self.late);
        }
        u64::try_from(idle.as_millis()).unwrap()
    }

    fn add_idle_watch(&mut self, #[zbus(connection)] bus: &zbus::Connection, interval: u64) -> u32 {
        self.watches += 1;
        let (id, touched, bus) = (self.watches, self.touched, Connection::from(bus.clone()));
        std::thread::spawn(move || {
            passes(|| touched.elapsed() >= Duration::from_millis(interval));
            bus.emit_signal(None::<&str>, PATH, NAME, "WatchFired", &id).unwrap();
        });
        id
    }

    fn add_user_active_watch(&mut self) -> u32 {
        self.watches += 1;
        self.next_is_late = !std::mem::take(&mut self.is_first);
        self.for_input = Some(self.watches);
        self.watches
    }

    fn remove_watch(&mut self, id: u32) {
        self.for_input.take_if(|watch| *watch == id);
    }
}
