//! GNOME on Wayland: watches of Mutter's idle monitor, over D-Bus.

use super::{Ask, Line, Lost};
use crate::clock;
use crate::platform::dbus::{Address, Bus, Signal};
use presence::{Input, Moment, Source, Watch};
use std::convert::Infallible;
use std::time::Duration;
use zbus::zvariant::Value;

const NAME: &str = "org.gnome.Mutter.IdleMonitor";
const MONITOR: Address<'_> =
    Address { name: NAME, path: "/org/gnome/Mutter/IdleMonitor/Core", interface: NAME };
/// Two readings of the same input may differ by this much.
const BLUR: Duration = Duration::from_millis(50);

/// A watch that the monitor keeps for us.
#[derive(Clone, Copy)]
struct Armed {
    id: u32,
    watch: Watch,
}

/// Serves the engine until Mutter is gone. Its watches stop while a program inhibits idleness, but its
/// counter does not: where that is not to be heeded (`inhibited` is false), the counter is read when
/// the watch should have fired.
pub async fn report_idle(line: &mut Line, inhibited: bool) -> Result<Infallible, Lost> {
    let mut monitor = Monitor::connect(line, inhibited).await?;
    loop {
        tokio::select! {
            signal = monitor.bus.signal() => monitor.handle_signal(&signal.map_err(Lost::gone)?).await?,
            ask = monitor.line.next_ask() => match ask? {
                Ask::Watch(watch) => monitor.arm(watch).await?,
                Ask::Sample => monitor.sample().await?,
            },
            () = clock::sleep_until(monitor.read_at) => monitor.check_counter().await?,
        }
    }
}

/// Mutter's idle monitor, and the engine that it is asked for.
struct Monitor<'a> {
    line: &'a mut Line,
    bus: Bus,
    /// Mutter's unique name: signals from anybody else are ignored.
    owner: String,
    inhibited: bool,
    armed: Option<Armed>,
    /// When the armed watch should fire, if an inhibitor may keep it from doing so.
    read_at: Option<Moment>,
}

impl<'a> Monitor<'a> {
    /// Finds the monitor, and tells the engine how long there has been no input.
    async fn connect(line: &'a mut Line, inhibited: bool) -> Result<Self, Lost> {
        let bus = Bus::session().await.map_err(|_| Lost::None("there is no session bus"))?;
        bus.listen_for_owner(NAME).await.map_err(Lost::gone)?;
        let fired = format!("type='signal',sender='{NAME}',interface='{NAME}',member='WatchFired'");
        bus.listen(&fired).await.map_err(Lost::gone)?;
        let owner = bus.owner(NAME).await.ok_or(Lost::None("this is not GNOME"))?;
        let mut monitor = Self { line, bus, owner, inhibited, armed: None, read_at: None };
        let idle = monitor.idle_time().await?;
        monitor.line.found("Mutter idle monitor", Source::Events { readable: true })?;
        monitor.send_now(Input::Idle(idle))?;
        Ok(monitor)
    }

    async fn handle_signal(&mut self, signal: &Signal) -> Result<(), Lost> {
        if signal.new_owner().is_some_and(|(name, _)| name == NAME) {
            return Err(Lost::Gone("Mutter has ended".into()));
        }
        let fired = signal.is_from(&self.owner).then(|| signal.body::<u32>()).flatten();
        match self.armed.take_if(|armed| Some(armed.id) == fired) {
            Some(armed) => self.handle_fired(armed).await,
            None => Ok(()),
        }
    }

    async fn handle_fired(&mut self, Armed { id, watch }: Armed) -> Result<(), Lost> {
        self.read_at = None;
        match watch {
            Watch::Quiet(span) => {
                // Input in this very moment is told by the next watch.
                let idle = self.idle_time().await?;
                self.send_now(Input::Idle(if idle + BLUR < span { idle } else { idle.max(span) }))?;
                self.remove(id).await;
                Ok(())
            }
            Watch::Input { .. } => self.send_now(Input::Active),
        }
    }

    async fn sample(&mut self) -> Result<(), Lost> {
        // The clock is read before the question: a late answer must not look like input.
        let asked = clock::now();
        let idle = self.idle_time().await?;
        self.line.send(Input::Idle(idle), asked)
    }

    /// Replaces the watch.
    async fn arm(&mut self, watch: Watch) -> Result<(), Lost> {
        self.disarm().await;
        match watch {
            Watch::Quiet(span) => {
                let ms = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
                self.armed = Some(Armed { id: self.add("AddIdleWatch", vec![ms.into()]).await?, watch });
                if !self.inhibited {
                    self.read_at = Some(clock::now() + span.saturating_sub(self.idle_time().await?));
                }
            }
            Watch::Input { after } => {
                self.armed = Some(Armed { id: self.add("AddUserActiveWatch", vec![]).await?, watch });
                // Input between the last watch and this one must not be missed.
                // The clock is read before the question: a late answer must not look like input.
                let asked = clock::now();
                let idle = self.idle_time().await?;
                let input = asked.before(idle);
                if input > after + BLUR {
                    self.disarm().await;
                    self.line.send(Input::Active, input)?;
                }
            }
        }
        Ok(())
    }

    /// The watch should have fired by now: an inhibitor may keep it from doing so.
    async fn check_counter(&mut self) -> Result<(), Lost> {
        self.read_at = None;
        let Some(Armed { watch: Watch::Quiet(span), .. }) = self.armed else { return Ok(()) };
        let idle = self.idle_time().await?;
        if idle < span {
            self.read_at = Some(clock::now() + span.saturating_sub(idle));
            return Ok(());
        }
        self.disarm().await;
        self.send_now(Input::Idle(idle))
    }

    fn send_now(&mut self, input: Input) -> Result<(), Lost> {
        self.line.send(input, clock::now())
    }

    async fn idle_time(&self) -> Result<Duration, Lost> {
        let ms = self.bus.call::<u64>(MONITOR, "GetIdletime", vec![]).await;
        ms.map(Duration::from_millis).map_err(Lost::gone)
    }

    async fn add(&self, method: &str, arguments: Vec<Value<'_>>) -> Result<u32, Lost> {
        self.bus.call(MONITOR, method, arguments).await.map_err(Lost::gone)
    }

    async fn disarm(&mut self) {
        self.read_at = None;
        if let Some(armed) = self.armed.take() {
            self.remove(armed.id).await;
        }
    }

    async fn remove(&self, id: u32) {
        // A watch that fired may be gone already.
        let _: zbus::Result<()> = self.bus.call(MONITOR, "RemoveWatch", vec![id.into()]).await;
    }
}
