//! GNOME on Wayland: watches of Mutter's idle monitor, over D-Bus.

use super::{Ask, Line, Lost};
use crate::clock;
use crate::platform::dbus::{Address, Bus};
use presence::{Input, Moment, Source, Watch};
use std::convert::Infallible;
use std::time::Duration;

const NAME: &str = "org.gnome.Mutter.IdleMonitor";
const MONITOR: Address<'_> =
    Address { name: NAME, path: "/org/gnome/Mutter/IdleMonitor/Core", interface: NAME };
/// Two readings of the same input may differ by this much.
const BLUR: Duration = Duration::from_millis(50);

/// What the monitor watches for us.
#[derive(Clone, Copy)]
struct Armed {
    id: u32,
    watch: Watch,
}

/// Serves the engine until Mutter is gone. Its watches stop while a program inhibits idleness, but its
/// counter does not: where that is not to be heeded (`inhibited` is false), the counter is read when
/// the watch should have spoken.
pub async fn report_idle(line: &mut Line, inhibited: bool) -> Result<Infallible, Lost> {
    let mut bus = Bus::session().await.map_err(|_| Lost::None("there is no session bus"))?;
    bus.listen_for_owner(NAME).await.map_err(Lost::gone)?;
    bus.listen(&format!("type='signal',sender='{NAME}',interface='{NAME}',member='WatchFired'"))
        .await
        .map_err(Lost::gone)?;
    let owner = bus.owner(NAME).await.ok_or(Lost::None("this is not GNOME"))?;
    let idle = read(&bus).await?;
    line.found("Mutter idle monitor", Source::Events)?;
    line.send(Input::Idle(idle), clock::now())?;

    let mut armed: Option<Armed> = None;
    let mut read_at: Option<Moment> = None;
    loop {
        tokio::select! {
            signal = bus.signal() => {
                let signal = signal.map_err(Lost::gone)?;
                if signal.new_owner().is_some_and(|(name, _)| name == NAME) {
                    return Err(Lost::Gone("Mutter has ended".into()));
                }
                let fired = signal.is_from(&owner).then(|| signal.body::<u32>()).flatten();
                let Some(Armed { watch, .. }) = armed.take_if(|armed| Some(armed.id) == fired) else { continue };
                match watch {
                    Watch::Quiet(span) => {
                        // Whoever came back in this very moment is told of by the next watch.
                        let idle = read(&bus).await?;
                        line.send(Input::Idle(if idle + BLUR < span { idle } else { idle.max(span) }), clock::now())?;
                        remove(&bus, fired).await;
                    }
                    Watch::Input { .. } => line.send(Input::Active, clock::now())?,
                }
                read_at = None;
            }
            ask = line.next_ask() => {
                let Ask::Watch(watch) = ask? else { continue };
                remove(&bus, armed.take().map(|armed| armed.id)).await;
                read_at = None;
                match watch {
                    Watch::Quiet(span) => {
                        let ms = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
                        let id = bus.call(MONITOR, "AddIdleWatch", vec![ms.into()]).await.map_err(Lost::gone)?;
                        armed = Some(Armed { id, watch });
                        if !inhibited {
                            read_at = Some(clock::now() + span.saturating_sub(read(&bus).await?));
                        }
                    }
                    Watch::Input { after } => {
                        let id = bus.call(MONITOR, "AddUserActiveWatch", vec![]).await.map_err(Lost::gone)?;
                        armed = Some(Armed { id, watch });
                        // Between the last watch and this one, nothing may slip through.
                        let idle = read(&bus).await?;
                        let now = clock::now();
                        if now.before(idle) > after + BLUR {
                            remove(&bus, armed.take().map(|armed| armed.id)).await;
                            line.send(Input::Active, now)?;
                        }
                    }
                }
            }
            () = clock::sleep_until(read_at) => {
                let Some(Armed { id, watch: Watch::Quiet(span) }) = armed else { read_at = None; continue };
                let idle = read(&bus).await?;
                if idle < span {
                    read_at = Some(clock::now() + span.saturating_sub(idle));
                    continue;
                }
                read_at = None;
                armed = None;
                remove(&bus, Some(id)).await;
                line.send(Input::Idle(idle), clock::now())?;
            }
        }
    }
}

async fn read(bus: &Bus) -> Result<Duration, Lost> {
    bus.call::<u64>(MONITOR, "GetIdletime", vec![]).await.map(Duration::from_millis).map_err(Lost::gone)
}

async fn remove(bus: &Bus, watch: Option<u32>) {
    if let Some(id) = watch {
        // A watch that fired may be gone already.
        let _: zbus::Result<()> = bus.call(MONITOR, "RemoveWatch", vec![id.into()]).await;
    }
}
