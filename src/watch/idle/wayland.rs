//! Wayland: the compositor tells when nothing was touched for a while, and when something is again.
//! By `ext-idle-notify-v1`, or by `org_kde_kwin_idle` from before it.
//!
//! It cannot be asked, and it counts from the moment at which it was told to. So the last input that
//! is known of is kept here, beyond the end of a connection.

use super::{Ask, Line, Lost};
use crate::clock;
use presence::{Inhibitor, Input, Moment, Source, Watch};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::UnixStream;
use wayland_client::backend::WaylandError;
use wayland_client::protocol::wl_callback::{self, WlCallback};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::WlSeat;
use wayland_client::{Connection, Dispatch, EventQueue, Proxy, QueueHandle, delegate_noop};
use wayland_protocols::ext::idle_notify::v1::client::ext_idle_notification_v1::{
    self, ExtIdleNotificationV1,
};
use wayland_protocols::ext::idle_notify::v1::client::ext_idle_notifier_v1::ExtIdleNotifierV1;
use wayland_protocols_plasma::idle::client::org_kde_kwin_idle::OrgKdeKwinIdle;
use wayland_protocols_plasma::idle::client::org_kde_kwin_idle_timeout::{self, OrgKdeKwinIdleTimeout};

/// A compositor that does not answer for so long is as good as gone.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// The shortest a compositor counts; some take zero for "never".
const AT_ONCE: Duration = Duration::from_millis(1);
/// How much later than promised a compositor may be. Later than that, there was input in between.
const LATE: Duration = Duration::from_millis(300);

/// Serves the engine until the compositor is gone. `display`: another compositor than `WAYLAND_DISPLAY`
/// names. `inhibited`: whether a window that inhibits idleness is to be heeded.
pub async fn report_idle(
    line: &mut Line,
    display: Option<&Path>,
    inhibited: bool,
) -> Result<Infallible, Lost> {
    let stream = socket(display).await?;
    let connection = Connection::from_socket(stream).map_err(Lost::gone)?;
    let readable = connection.backend().poll_fd().try_clone_to_owned().map_err(Lost::gone)?;
    // SAFETY: the `AsyncFd` owns this handle to the socket, which nothing else has or closes.
    let readable =
        unsafe { AsyncFd::register_with_interest(readable, Interest::READABLE) }.map_err(Lost::gone)?;
    let mut pump = Pump { queue: connection.new_event_queue(), readable, heard: Heard::default() };
    let handle = pump.queue.handle();
    let registry = connection.display().get_registry(&handle, ());
    connection.display().sync(&handle, ());
    let answered = async {
        while !pump.heard.answered {
            pump.turn().await?;
        }
        Ok(())
    };
    tokio::time::timeout(ANSWER_WITHIN, answered)
        .await
        .map_err(|_| Lost::Gone("the compositor does not answer".into()))??;

    let seat =
        pump.heard.bind::<WlSeat>(&registry, &handle, 1).ok_or(Lost::None("the compositor has no seat"))?;
    let ext = pump.heard.bind::<ExtIdleNotifierV1>(&registry, &handle, 2).map(Notifier::Ext);
    let kde = || pump.heard.bind::<OrgKdeKwinIdle>(&registry, &handle, 1).map(Notifier::Kde);
    let notifier = ext.or_else(kde).ok_or(Lost::None("the compositor tells no idle time"))?;
    pump.heard.seat = pump.heard.name_of(WlSeat::interface().name);

    let remembered = line.last_input;
    let mut watcher = Watcher {
        line,
        notifier,
        seat: (seat.0, handle),
        inhibited,
        ids: 0,
        armed: None,
        first: None,
        opinion: None,
        window: false,
    };
    let Err(lost) = watcher.follow_compositor(&mut pump, remembered).await;
    if !watcher.armed.as_ref().is_some_and(|armed| armed.idle) {
        // Until now there may have been input that was not told of.
        watcher.line.last_input = Some(clock::now());
    }
    if watcher.window {
        // What inhibited has gone with its compositor.
        watcher.line.send(Input::Inhibited(Inhibitor::Window, false), clock::now())?;
    }
    Err(lost)
}

async fn socket(display: Option<&Path>) -> Result<std::os::unix::net::UnixStream, Lost> {
    let named = || std::env::var_os("WAYLAND_DISPLAY").map(PathBuf::from);
    let name = display.map(Path::to_owned).or_else(named).ok_or(Lost::None("WAYLAND_DISPLAY is not set"))?;
    // An absolute one stays what it is.
    let path = PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_default()).join(name);
    UnixStream::connect(path).await.and_then(UnixStream::into_std).map_err(Lost::gone)
}

/// What came over the wire and was not looked at yet.
#[derive(Default)]
struct Heard {
    answered: bool,
    globals: Vec<(u32, String, u32)>,
    /// The number of the seat that is watched.
    seat: Option<u32>,
    seat_gone: bool,
    /// Which notification, and whether it says idle or resumed.
    idle: VecDeque<(u64, bool)>,
}

impl Heard {
    fn name_of(&self, interface: &str) -> Option<u32> {
        self.globals.iter().find(|(_, name, _)| name == interface).map(|(number, ..)| *number)
    }

    /// A global of the compositor, and its version.
    fn bind<I>(&self, registry: &WlRegistry, handle: &QueueHandle<Self>, newest: u32) -> Option<(I, u32)>
    where
        I: Proxy + 'static,
        Self: Dispatch<I, ()>,
    {
        let (number, _, version) = self.globals.iter().find(|(_, name, _)| name == I::interface().name)?;
        let version = newest.min(*version);
        Some((registry.bind(*number, version, handle, ()), version))
    }
}

struct Pump {
    queue: EventQueue<Heard>,
    readable: AsyncFd<OwnedFd>,
    heard: Heard,
}

impl Pump {
    /// Sends what is to be sent, waits until something came, and takes it in.
    async fn turn(&mut self) -> Result<(), Lost> {
        if self.queue.dispatch_pending(&mut self.heard).map_err(Lost::gone)? > 0 {
            return Ok(());
        }
        match self.queue.flush() {
            Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            other => other.map_err(Lost::gone)?,
        }
        let mut ready = self.readable.readable().await.map_err(Lost::gone)?;
        if let Some(reading) = self.queue.prepare_read() {
            match reading.read() {
                Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    ready.clear_ready();
                }
                other => drop(other.map_err(Lost::gone)?),
            }
        }
        self.queue.dispatch_pending(&mut self.heard).map_err(Lost::gone)?;
        Ok(())
    }
}

enum Notifier {
    Ext((ExtIdleNotifierV1, u32)),
    Kde((OrgKdeKwinIdle, u32)),
}

/// One count of idle time at the compositor; it ends when this is dropped.
enum Count {
    Ext(ExtIdleNotificationV1),
    Kde(OrgKdeKwinIdleTimeout),
}

impl Drop for Count {
    fn drop(&mut self) {
        match self {
            Self::Ext(count) => count.destroy(),
            Self::Kde(count) => count.release(),
        }
    }
}

/// The count that a watch stands on.
struct Armed {
    _count: Count,
    id: u64,
    since: Moment,
    span: Duration,
    /// Whether the engine waits for the span, rather than for input after it.
    for_quiet: bool,
    /// The span has passed, and nothing was touched since.
    idle: bool,
}

/// Asks whether a window inhibits idleness: a count of its kind then does not begin.
struct Opinion {
    _count: Count,
    id: u64,
    /// Until when it may be late; `None`: it was, so idleness is inhibited until it speaks.
    by: Option<Moment>,
}

struct Watcher<'a> {
    line: &'a mut Line,
    notifier: Notifier,
    seat: (WlSeat, QueueHandle<Heard>),
    inhibited: bool,
    ids: u64,
    armed: Option<Armed>,
    /// Waits for the first input ever: before it, nobody knows whether somebody is here.
    first: Option<(Count, u64)>,
    opinion: Option<Opinion>,
    /// What was last told of windows that inhibit.
    window: bool,
}

impl Watcher<'_> {
    async fn follow_compositor(
        &mut self,
        pump: &mut Pump,
        remembered: Option<Moment>,
    ) -> Result<Infallible, Lost> {
        let name = match self.notifier {
            Notifier::Ext((_, 1)) => "Wayland ext-idle-notify",
            Notifier::Ext(_) => "Wayland ext-idle-notify, input alone",
            Notifier::Kde(_) => "Wayland org_kde_kwin_idle",
        };
        self.line.found(name, Source::Events { readable: false })?;
        match remembered {
            Some(last) => {
                let now = clock::now();
                self.line.send(Input::Idle(now.since(last)), now)?;
            }
            None => self.first = Some(self.count(AT_ONCE, false)),
        }
        loop {
            let late = self.opinion.as_ref().and_then(|opinion| opinion.by);
            tokio::select! {
                turn = pump.turn() => turn?,
                ask = self.line.next_ask() => match ask? {
                    Ask::Watch(watch) => self.watch(watch)?,
                    // Nobody samples what tells by itself.
                    Ask::Sample => {}
                },
                () = clock::sleep_until(late) => self.inhibited(true)?,
            }
            while let Some((id, idle)) = pump.heard.idle.pop_front() {
                self.heard(id, idle)?;
            }
            if pump.heard.seat_gone {
                return Err(Lost::Gone("the seat is gone".into()));
            }
        }
    }

    /// `inhibitable`: it does not count while a window inhibits idleness.
    fn count(&mut self, span: Duration, inhibitable: bool) -> (Count, u64) {
        self.ids += 1;
        let (seat, handle) = &self.seat;
        let ms = span.max(AT_ONCE).as_millis().try_into().unwrap_or(u32::MAX);
        let count = match &self.notifier {
            Notifier::Ext((notifier, version)) if *version >= 2 && !inhibitable => {
                Count::Ext(notifier.get_input_idle_notification(ms, seat, handle, self.ids))
            }
            Notifier::Ext((notifier, _)) => {
                Count::Ext(notifier.get_idle_notification(ms, seat, handle, self.ids))
            }
            Notifier::Kde((notifier, _)) => Count::Kde(notifier.get_idle_timeout(seat, ms, handle, self.ids)),
        };
        (count, self.ids)
    }

    fn watch(&mut self, watch: Watch) -> Result<(), Lost> {
        let now = clock::now();
        let resting = self.armed.as_ref().is_some_and(|armed| armed.idle);
        let idle = self.line.last_input.filter(|_| resting).map(|last| now.since(last));
        let (span, for_quiet) = match (watch, idle) {
            (Watch::Quiet(span), Some(idle)) if idle >= span => {
                return self.line.send(Input::Idle(idle), now);
            }
            // It counts from now on, but nothing was touched for a while already.
            (Watch::Quiet(span), idle) => (span.saturating_sub(idle.unwrap_or_default()), true),
            (Watch::Input { .. }, Some(_)) => return Ok(()),
            (Watch::Input { .. }, None) => (AT_ONCE, false),
        };
        if self.armed.is_some() && !resting {
            // What was counting until now does not tell what it has seen.
            self.line.last_input = Some(now);
        }
        let (count, id) = self.count(span, false);
        self.armed = Some(Armed { _count: count, id, since: now, span, for_quiet, idle: false });
        Ok(())
    }

    fn heard(&mut self, id: u64, idle: bool) -> Result<(), Lost> {
        let is = |other: Option<u64>| other == Some(id);
        if is(self.armed.as_ref().map(|armed| armed.id)) {
            if idle { self.fell_idle() } else { self.resumed() }
        } else if is(self.first.as_ref().map(|(_, id)| *id)) && !idle {
            self.resumed()
        } else if is(self.opinion.as_ref().map(|opinion| opinion.id)) && idle {
            self.inhibited(false)
        } else {
            Ok(())
        }
    }

    fn fell_idle(&mut self) -> Result<(), Lost> {
        let now = clock::now();
        let Some(armed) = &mut self.armed else { return Ok(()) };
        armed.idle = true;
        let untouched = now.since(armed.since) <= armed.span + LATE;
        let begun = if untouched { armed.since } else { now.before(armed.span) };
        // Untouched since it was armed: the last input is the one that was known then.
        let last = self.line.last_input.filter(|_| untouched).unwrap_or(begun);
        self.line.last_input = Some(last);
        if !armed.for_quiet {
            return Ok(());
        }
        if self.inhibited && matches!(self.notifier, Notifier::Ext((_, 2..))) {
            let (count, id) = self.count(AT_ONCE, true);
            self.opinion = Some(Opinion { _count: count, id, by: Some(now + LATE) });
            return Ok(());
        }
        self.tell_idle(now)
    }

    fn tell_idle(&mut self, now: Moment) -> Result<(), Lost> {
        let Some(armed) = &mut self.armed else { return Ok(()) };
        armed.for_quiet = false;
        // Some are early by a tenth of a second, and their word is what counts.
        let idle = self.line.last_input.map(|last| now.since(last)).unwrap_or_default().max(armed.span);
        self.line.send(Input::Idle(idle), now)
    }

    fn resumed(&mut self) -> Result<(), Lost> {
        let now = clock::now();
        self.line.last_input = Some(now);
        self.armed = None;
        self.first = None;
        self.opinion = None;
        self.line.send(Input::Active, now)?;
        if std::mem::take(&mut self.window) {
            // Whether it still does is asked again when somebody is idle again.
            self.line.send(Input::Inhibited(Inhibitor::Window, false), now)?;
        }
        Ok(())
    }

    /// What the second opinion came to.
    fn inhibited(&mut self, inhibited: bool) -> Result<(), Lost> {
        let now = clock::now();
        let pending = self.opinion.as_ref().is_some_and(|opinion| opinion.by.is_some());
        if inhibited {
            // It goes on waiting: to hear when the window lets go.
            if let Some(opinion) = &mut self.opinion {
                opinion.by = None;
            }
        } else {
            self.opinion = None;
        }
        if std::mem::replace(&mut self.window, inhibited) != inhibited {
            self.line.send(Input::Inhibited(Inhibitor::Window, inhibited), now)?;
        }
        if pending { self.tell_idle(now) } else { Ok(()) }
    }
}

impl Dispatch<WlRegistry, ()> for Heard {
    fn event(
        state: &mut Self,
        _: &WlRegistry,
        event: wl_registry::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            wl_registry::Event::Global { name, interface, version } => {
                state.globals.push((name, interface, version));
            }
            wl_registry::Event::GlobalRemove { name } => state.seat_gone |= state.seat == Some(name),
            _ => {}
        }
    }
}

impl Dispatch<WlCallback, ()> for Heard {
    fn event(
        state: &mut Self,
        _: &WlCallback,
        _: wl_callback::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        state.answered = true;
    }
}

impl Dispatch<ExtIdleNotificationV1, u64> for Heard {
    fn event(
        state: &mut Self,
        _: &ExtIdleNotificationV1,
        event: ext_idle_notification_v1::Event,
        id: &u64,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            ext_idle_notification_v1::Event::Idled => state.idle.push_back((*id, true)),
            ext_idle_notification_v1::Event::Resumed => state.idle.push_back((*id, false)),
            _ => {}
        }
    }
}

impl Dispatch<OrgKdeKwinIdleTimeout, u64> for Heard {
    fn event(
        state: &mut Self,
        _: &OrgKdeKwinIdleTimeout,
        event: org_kde_kwin_idle_timeout::Event,
        id: &u64,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            org_kde_kwin_idle_timeout::Event::Idle => state.idle.push_back((*id, true)),
            org_kde_kwin_idle_timeout::Event::Resumed => state.idle.push_back((*id, false)),
            _ => {}
        }
    }
}

delegate_noop!(Heard: ignore WlSeat);
delegate_noop!(Heard: ignore ExtIdleNotifierV1);
delegate_noop!(Heard: ignore OrgKdeKwinIdle);
