//! A compositor with version 2 of `ext-idle-notify`, which no packaged one here has: it counts as wlroots
//! does, and is told what a person and a window do.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use wayland_protocols::ext::idle_notify::v1::server::ext_idle_notification_v1::{
    self, ExtIdleNotificationV1,
};
use wayland_protocols::ext::idle_notify::v1::server::ext_idle_notifier_v1::{self, ExtIdleNotifierV1};
use wayland_server::backend::{ClientData, ClientId, DisconnectReason};
use wayland_server::protocol::wl_seat::{self, WlSeat};
use wayland_server::{
    Client, DataInit, Dispatch, Display, DisplayHandle, GlobalDispatch, ListeningSocket, New, Resource,
};

/// What happens on it.
#[derive(Clone, Copy)]
enum Act {
    Touch,
    Inhibit(bool),
}

/// It ends when this is dropped.
pub struct Stage(Sender<Act>);

impl Stage {
    pub fn open(socket: &Path) -> Self {
        let (acts, played) = channel();
        let listener = ListeningSocket::bind_absolute(socket.to_owned()).unwrap();
        std::thread::spawn(move || play(&listener, &played));
        Self(acts)
    }

    pub fn touch(&self) {
        self.0.send(Act::Touch).unwrap();
    }

    /// A window inhibits idleness, or does not any more.
    pub fn inhibit(&self, on: bool) {
        self.0.send(Act::Inhibit(on)).unwrap();
    }
}

#[derive(Default)]
struct Counts {
    all: Vec<Count>,
    inhibited: bool,
}

struct Count {
    told: ExtIdleNotificationV1,
    span: Duration,
    input_alone: bool,
    since: Instant,
    idle: bool,
}

fn play(listener: &ListeningSocket, acts: &Receiver<Act>) {
    let mut display = Display::<Counts>::new().unwrap();
    let mut handle = display.handle();
    handle.create_global::<Counts, WlSeat, ()>(1, ());
    handle.create_global::<Counts, ExtIdleNotifierV1, ()>(2, ());
    let mut counts = Counts::default();
    loop {
        match acts.recv_timeout(Duration::from_millis(2)) {
            Ok(act) => counts.act(act),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
            Err(_) => return,
        }
        while let Some(stream) = listener.accept().unwrap() {
            handle.insert_client(stream, std::sync::Arc::new(Guest)).unwrap();
        }
        display.dispatch_clients(&mut counts).unwrap();
        counts.pass();
        display.flush_clients().unwrap();
    }
}

impl Counts {
    fn act(&mut self, act: Act) {
        let now = Instant::now();
        if let Act::Inhibit(on) = act {
            self.inhibited = on;
        }
        for count in &mut self.all {
            if matches!(act, Act::Touch) || !count.input_alone {
                count.since = now;
                if std::mem::take(&mut count.idle) {
                    count.told.resumed();
                }
            }
        }
    }

    fn pass(&mut self) {
        self.all.retain(|count| count.told.is_alive());
        for count in &mut self.all {
            let counts = count.input_alone || !self.inhibited;
            if counts && !count.idle && count.since.elapsed() >= count.span {
                count.idle = true;
                count.told.idled();
            }
        }
    }
}

struct Guest;

impl ClientData for Guest {
    fn initialized(&self, _: ClientId) {}
    fn disconnected(&self, _: ClientId, _: DisconnectReason) {}
}

impl GlobalDispatch<WlSeat, ()> for Counts {
    fn bind(
        _: &mut Self,
        _: &DisplayHandle,
        _: &Client,
        seat: New<WlSeat>,
        (): &(),
        init: &mut DataInit<'_, Self>,
    ) {
        init.init(seat, ()).capabilities(wl_seat::Capability::empty());
    }
}

impl GlobalDispatch<ExtIdleNotifierV1, ()> for Counts {
    fn bind(
        _: &mut Self,
        _: &DisplayHandle,
        _: &Client,
        notifier: New<ExtIdleNotifierV1>,
        (): &(),
        init: &mut DataInit<'_, Self>,
    ) {
        init.init(notifier, ());
    }
}

impl Dispatch<WlSeat, ()> for Counts {
    fn request(
        _: &mut Self,
        _: &Client,
        _: &WlSeat,
        _: wl_seat::Request,
        (): &(),
        _: &DisplayHandle,
        _: &mut DataInit<'_, Self>,
    ) {
    }
}

impl Dispatch<ExtIdleNotifierV1, ()> for Counts {
    fn request(
        state: &mut Self,
        _: &Client,
        _: &ExtIdleNotifierV1,
        request: ext_idle_notifier_v1::Request,
        (): &(),
        _: &DisplayHandle,
        init: &mut DataInit<'_, Self>,
    ) {
        use ext_idle_notifier_v1::Request;
        let (id, timeout, input_alone) = match request {
            Request::GetIdleNotification { id, timeout, .. } => (id, timeout, false),
            Request::GetInputIdleNotification { id, timeout, .. } => (id, timeout, true),
            _ => return,
        };
        let (told, span) = (init.init(id, ()), Duration::from_millis(timeout.into()));
        state.all.push(Count { told, span, input_alone, since: Instant::now(), idle: false });
    }
}

impl Dispatch<ExtIdleNotificationV1, ()> for Counts {
    fn request(
        _: &mut Self,
        _: &Client,
        _: &ExtIdleNotificationV1,
        _: ext_idle_notification_v1::Request,
        (): &(),
        _: &DisplayHandle,
        _: &mut DataInit<'_, Self>,
    ) {
    }
}
