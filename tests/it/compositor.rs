//! Real Wayland compositors, and a hand that touches their devices.

use crate::desk::{Desk, Process, needs, wait_for};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::WlSeat;
use wayland_client::{Connection, Dispatch, EventQueue, Proxy, QueueHandle, delegate_noop};
use wayland_protocols_plasma::fake_input::client::org_kde_kwin_fake_input::OrgKdeKwinFakeInput;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_manager_v1::ZwlrVirtualPointerManagerV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_v1::ZwlrVirtualPointerV1;
use zbus::blocking::{Connection as Bus, Proxy as Remote, connection::Builder};
use zbus::zvariant::OwnedObjectPath;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Kwin,
    Mutter,
    Sway,
}

impl Kind {
    /// What has to be installed.
    pub fn is_there(self) -> bool {
        needs(match self {
            Self::Kwin => &["kwin_wayland", "dbus-daemon", "gnome-keyring-daemon"],
            Self::Mutter => &["mutter", "dbus-daemon", "gnome-keyring-daemon"],
            Self::Sway => &["sway", "setpriv", "dbus-daemon", "gnome-keyring-daemon"],
        })
    }

    /// What the agent calls its source there.
    pub fn source(self) -> &'static str {
        match self {
            Self::Kwin => "Wayland ext-idle-notify",
            Self::Mutter => "Mutter idle monitor",
            Self::Sway => "Wayland org_kde_kwin_idle",
        }
    }
}

pub struct Compositor {
    kind: Kind,
    process: Option<Process>,
    socket: PathBuf,
}

impl Compositor {
    /// Starts one on a desk with a session bus, and makes it this desk's session.
    pub fn start(kind: Kind, desk: &mut Desk) -> Self {
        let folder = desk.path("wayland");
        std::fs::create_dir_all(&folder).unwrap();
        let socket = folder.join(if kind == Kind::Sway { "wayland-1" } else { "wayland-24" });
        desk.set("XDG_SESSION_TYPE", "wayland");
        desk.set("WAYLAND_DISPLAY", socket.to_str().unwrap());
        match kind {
            Kind::Kwin => {
                // The copy has no file capability, which could not be granted in a container; it insists
                // on its name.
                let found = std::env::split_paths(&std::env::var_os("PATH").unwrap())
                    .map(|folder| folder.join("kwin_wayland"))
                    .find(|path| path.is_file());
                std::fs::copy(found.unwrap(), folder.join("kwin_wayland")).unwrap();
            }
            Kind::Sway => {
                std::fs::write(folder.join("config"), "output HEADLESS-1 resolution 1280x720\n").unwrap();
                // It does not run as root; and its user has to get here.
                if is_root() {
                    let reachable = std::fs::Permissions::from_mode(0o711);
                    std::fs::set_permissions(desk.path(""), reachable).unwrap();
                    chown(&folder, Some(65534), Some(65534)).unwrap();
                }
                std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
            }
            Kind::Mutter => {}
        }
        let mut compositor = Self { kind, process: None, socket };
        compositor.run(desk);
        compositor
    }

    /// Starts it (again).
    pub fn run(&mut self, desk: &Desk) {
        self.process = None;
        let folder = self.socket.parent().unwrap();
        let mut command = match self.kind {
            Kind::Kwin => {
                let mut command = desk.command(folder.join("kwin_wayland"));
                command.args(["--virtual", "--width", "1280", "--height", "720", "--socket"]);
                command.arg(self.socket.file_name().unwrap()).env("KWIN_WAYLAND_NO_PERMISSION_CHECKS", "1");
                command
            }
            Kind::Mutter => {
                let mut command = desk.command("mutter");
                command.args(["--headless", "--virtual-monitor", "1280x720", "--wayland", "--no-x11"]);
                command.arg("--wayland-display").arg(self.socket.file_name().unwrap());
                command
            }
            Kind::Sway => {
                let mut command = desk.command(if is_root() { "setpriv" } else { "sway" });
                if is_root() {
                    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "sway"]);
                }
                command.arg("-c").arg(folder.join("config"));
                for (name, value) in [
                    ("WLR_BACKENDS", "headless"),
                    ("WLR_LIBINPUT_NO_DEVICES", "1"),
                    ("WLR_RENDERER", "pixman"),
                ] {
                    command.env(name, value);
                }
                command
            }
        };
        // Neither it nor its children are to think that they run within another one.
        command.env("XDG_RUNTIME_DIR", folder).env_remove("WAYLAND_DISPLAY").env_remove("DISPLAY");
        command.stdout(std::process::Stdio::null());
        self.process = Some(Desk::keep(&mut command));
        if self.kind == Kind::Mutter {
            desk.wait_for_name("org.gnome.Mutter.IdleMonitor");
            desk.wait_for_name("org.gnome.Mutter.RemoteDesktop");
        }
        wait_for("a compositor", || std::os::unix::net::UnixStream::connect(&self.socket).ok());
    }

    /// Ends it as a crash does.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// A hand on its devices.
    pub fn hand(&self, desk: &Desk) -> Hand {
        match self.kind {
            Kind::Mutter => Hand::mutter(desk),
            Kind::Kwin | Kind::Sway => Hand::wayland(&self.socket),
        }
    }
}

fn is_root() -> bool {
    std::env::var_os("HOME").is_some()
        && std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

pub enum Hand {
    Kwin(Wire, OrgKdeKwinFakeInput),
    Sway(Wire, ZwlrVirtualPointerV1),
    Mutter(Bus, OwnedObjectPath),
}

#[derive(Default)]
pub struct Globals(Vec<(u32, String)>);
pub struct Wire {
    connection: Connection,
    _queue: EventQueue<Globals>,
}

impl Hand {
    fn wayland(socket: &Path) -> Self {
        let stream = std::os::unix::net::UnixStream::connect(socket).unwrap();
        let connection = Connection::from_socket(stream).unwrap();
        let mut queue = connection.new_event_queue();
        let handle = queue.handle();
        let registry = connection.display().get_registry(&handle, ());
        let mut globals = Globals::default();
        queue.roundtrip(&mut globals).unwrap();
        let number =
            |name: &str| globals.0.iter().find(|(_, known)| known == name).map(|(number, _)| *number);
        if let Some(fake) = number(OrgKdeKwinFakeInput::interface().name) {
            let fake: OrgKdeKwinFakeInput = registry.bind(fake, 1, &handle, ());
            fake.authenticate("away24".into(), "tests".into());
            queue.roundtrip(&mut globals).unwrap();
            return Self::Kwin(Wire { connection, _queue: queue }, fake);
        }
        let manager = number(ZwlrVirtualPointerManagerV1::interface().name).expect("a virtual pointer");
        let manager: ZwlrVirtualPointerManagerV1 = registry.bind(manager, 1, &handle, ());
        let pointer = manager.create_virtual_pointer(None, &handle, ());
        queue.roundtrip(&mut globals).unwrap();
        Self::Sway(Wire { connection, _queue: queue }, pointer)
    }

    fn mutter(desk: &Desk) -> Self {
        let bus = Builder::address(desk.bus_address()).unwrap().build().unwrap();
        let name = "org.gnome.Mutter.RemoteDesktop";
        let proxy = Remote::new(&bus, name, "/org/gnome/Mutter/RemoteDesktop", name).unwrap();
        let session: OwnedObjectPath = proxy.call("CreateSession", &()).unwrap();
        let hand = Self::Mutter(bus, session);
        hand.remote("Start", &());
        hand
    }

    fn remote<B: serde::Serialize + zbus::zvariant::DynamicType>(&self, method: &str, body: &B) {
        let Self::Mutter(bus, session) = self else { unreachable!() };
        let name = "org.gnome.Mutter.RemoteDesktop";
        let interface = "org.gnome.Mutter.RemoteDesktop.Session";
        bus.call_method(Some(name), session.as_str(), Some(interface), method, body).unwrap();
    }

    /// Moves the pointer a little.
    pub fn touch(&self) {
        match self {
            Self::Kwin(wire, fake) => {
                fake.pointer_motion(3.0, 2.0);
                wire.connection.flush().unwrap();
            }
            Self::Sway(wire, pointer) => {
                pointer.motion(0, 3.0, 2.0);
                pointer.frame();
                wire.connection.flush().unwrap();
            }
            Self::Mutter(..) => self.remote("NotifyPointerMotionRelative", &(3.0_f64, 2.0_f64)),
        }
    }
}

impl Dispatch<WlRegistry, ()> for Globals {
    fn event(
        state: &mut Self,
        _: &WlRegistry,
        event: wl_registry::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let wl_registry::Event::Global { name, interface, .. } = event {
            state.0.push((name, interface));
        }
    }
}

delegate_noop!(Globals: ignore WlSeat);
delegate_noop!(Globals: ignore OrgKdeKwinFakeInput);
delegate_noop!(Globals: ignore ZwlrVirtualPointerManagerV1);
delegate_noop!(Globals: ignore ZwlrVirtualPointerV1);
