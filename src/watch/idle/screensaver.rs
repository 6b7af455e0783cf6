//! The last resort on Wayland: `org.freedesktop.ScreenSaver.GetSessionIdleTime`, read over D-Bus.
//!
//! Its own description says seconds, but KDE, which is the one to have it, answers in milliseconds.
//! Many answer with an error, or with zero for ever: both mean that it is not known.

use super::{Ask, Line, Lost};
use crate::clock;
use crate::platform::dbus::{Address, Bus};
use presence::{Input, Source};
use std::convert::Infallible;
use std::time::Duration;

const NAME: &str = "org.freedesktop.ScreenSaver";
const SAVER: Address<'_> = Address { name: NAME, path: "/ScreenSaver", interface: NAME };
/// How often it is read while the person is away.
const READ_AWAY: Duration = Duration::from_secs(5);
/// So many zeros in a row are not the truth: nobody touches something in every single millisecond.
const ZEROS: u32 = 3;
const NEXT_TRY: Duration = Duration::from_millis(700);

/// Serves the engine until the service is gone, or does not know any more.
pub async fn report_idle(line: &mut Line) -> Result<Infallible, Lost> {
    let mut bus = Bus::session().await.map_err(|_| Lost::None("there is no session bus"))?;
    bus.listen_for_owner(NAME).await.map_err(Lost::gone)?;
    bus.owner(NAME).await.ok_or(Lost::None("there is no screen saver service"))?;
    let idle = believable(&bus).await?;
    line.found("screen saver readings", Source::Readings { every: READ_AWAY })?;
    line.send(Input::Idle(idle), clock::now())?;
    loop {
        tokio::select! {
            signal = bus.signal() => {
                let signal = signal.map_err(Lost::gone)?;
                if signal.new_owner().is_some_and(|(name, _)| name == NAME) {
                    return Err(Lost::Gone("the screen saver service has ended".into()));
                }
            }
            ask = line.next_ask() => if ask? == Ask::Sample {
                let idle = believable(&bus).await?;
                line.send(Input::Idle(idle), clock::now())?;
            }
        }
    }
}

async fn believable(bus: &Bus) -> Result<Duration, Lost> {
    for _ in 0..ZEROS {
        let answer = bus.call::<u32>(SAVER, "GetSessionIdleTime", vec![]).await;
        let idle = answer.map_err(|_| Lost::None("the screen saver service does not know the idle time"))?;
        if idle > 0 {
            return Ok(Duration::from_millis(idle.into()));
        }
        tokio::time::sleep(NEXT_TRY).await;
    }
    Err(Lost::None("the screen saver service says zero for ever"))
}
