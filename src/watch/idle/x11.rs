//! X11: alarms on the server's `IDLETIME` counter, over one kept connection. Nothing is polled.
//!
//! Where the SYNC extension is missing, the screen saver's idle time is read instead.

use super::{Ask, Line, Lost};
use crate::clock;
use presence::{Input, Source, Watch};
use std::convert::Infallible;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use x11rb::connection::{Connection, RequestConnection};
use x11rb::protocol::Event;
use x11rb::protocol::screensaver::{self, ConnectionExt as _};
use x11rb::protocol::sync::{
    self, Alarm, AlarmNotifyEvent, ChangeAlarmAux, ConnectionExt as _, Counter, CreateAlarmAux, Int64,
    TESTTYPE, VALUETYPE,
};
use x11rb::protocol::xproto::Window;
use x11rb::rust_connection::RustConnection;

const ALARMS: &str = "X11 IDLETIME alarms";
const READINGS: &str = "X11 screen saver readings";
/// How often the screen saver's idle time is read while the person is away.
const READ_AWAY: Duration = Duration::from_secs(1);
/// A server that does not answer for so long is as good as gone.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// The counter falls to zero with an input; it is enough that it is this small when the server looks.
const JUST_NOW: Duration = Duration::from_millis(50);
/// Below any value the counter can have.
const NEVER: i64 = -1;

/// How to learn about input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Alarms, or readings where the server has none.
    Best,
    /// Readings only.
    ScreenSaver,
}

/// A connection whose readiness tokio watches.
struct Display {
    connection: RustConnection,
    root: Window,
}

impl AsRawFd for Display {
    fn as_raw_fd(&self) -> RawFd {
        self.as_fd().as_raw_fd()
    }
}

impl AsFd for Display {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.connection.stream().as_fd()
    }
}

enum Way {
    Alarms { counter: Counter, quiet: Alarm, input: Alarm },
    Readings,
}

/// Serves the engine until the X server is gone. `display`: another server than `DISPLAY` names.
pub async fn report_idle(line: &mut Line, display: Option<&str>, method: Method) -> Result<Infallible, Lost> {
    // To connect means to wait for the server, which must not hold up the agent's loop.
    let display = display.map(str::to_owned);
    let connecting = tokio::task::spawn_blocking(move || connect(display.as_deref(), method));
    let connected = tokio::time::timeout(CONNECT_WITHIN, connecting).await;
    let (display, way) =
        connected.map_err(|_| Lost::Gone("the X server does not answer".into()))?.map_err(Lost::gone)??;
    // SAFETY: `display` owns the connection and with it the stream, whose one descriptor is open for as
    // long as the `AsyncFd` owns `display`; nothing in here replaces or closes it.
    let display =
        unsafe { AsyncFd::register_with_interest(display, Interest::READABLE) }.map_err(Lost::gone)?;
    let connection = &display.get_ref().connection;

    let now = clock::now();
    let (source, idle) = match way {
        Way::Alarms { counter, .. } => (Source::Events { readable: true }, query(connection, counter)?),
        Way::Readings => (Source::Readings { every: READ_AWAY }, read(display.get_ref())?),
    };
    line.found(if matches!(way, Way::Alarms { .. }) { ALARMS } else { READINGS }, source)?;
    line.send(Input::Idle(idle), now)?;

    let mut armed = None;
    loop {
        while let Some(event) = connection.poll_for_event().map_err(Lost::gone)? {
            let Event::SyncAlarmNotify(event) = event else { continue };
            if let Way::Alarms { quiet, input, .. } = way
                && let Some((fact, ago)) = fact(&event, armed, quiet, input)
            {
                armed = None;
                line.send(fact, clock::now().before(ago))?;
            }
        }
        connection.flush().map_err(Lost::gone)?;
        tokio::select! {
            ready = display.readable() => ready.map_err(Lost::gone)?.clear_ready(),
            ask = line.next_ask() => match (ask?, &way) {
                (Ask::Watch(watch), Way::Alarms { counter, quiet, input }) => {
                    armed = Some(arm(connection, watch, *counter, *quiet, *input)?);
                }
                (Ask::Sample, Way::Alarms { counter, .. }) => {
                    // The clock is read before the question: a late answer must not look like input.
                    let at = clock::now();
                    line.send(Input::Idle(query(connection, *counter)?), at)?;
                }
                (_, Way::Readings) => {
                    let at = clock::now();
                    line.send(Input::Idle(read(display.get_ref())?), at)?;
                }
            }
        }
    }
}

fn connect(display: Option<&str>, method: Method) -> Result<(Display, Way), Lost> {
    let (connection, screen) = x11rb::connect(display).map_err(Lost::gone)?;
    let root =
        connection.setup().roots.get(screen).map(|screen| screen.root).ok_or(Lost::None("no screen"))?;
    let counter = idle_counter(&connection)?.filter(|_| method == Method::Best);
    let way = match counter {
        Some(counter) => alarms(&connection, counter)?,
        None if has(&connection, screensaver::X11_EXTENSION_NAME)? => Way::Readings,
        None => return Err(Lost::None("the X server tells no idle time")),
    };
    Ok((Display { connection, root }, way))
}

fn has(connection: &RustConnection, extension: &'static str) -> Result<bool, Lost> {
    Ok(connection.extension_information(extension).map_err(Lost::gone)?.is_some())
}

/// Two alarms, one for each kind of watch, asleep until they are armed.
fn alarms(connection: &RustConnection, counter: Counter) -> Result<Way, Lost> {
    let (quiet, input) = (id(connection)?, id(connection)?);
    for alarm in [quiet, input] {
        let never = CreateAlarmAux::new()
            .counter(counter)
            .value_type(VALUETYPE::ABSOLUTE)
            .value(value(NEVER))
            .test_type(TESTTYPE::NEGATIVE_COMPARISON)
            .delta(value(0))
            .events(1);
        connection.sync_create_alarm(alarm, &never).map_err(Lost::gone)?;
    }
    Ok(Way::Alarms { counter, quiet, input })
}

/// The counter of milliseconds since the last input, where the server has one.
fn idle_counter(connection: &RustConnection) -> Result<Option<Counter>, Lost> {
    if !has(connection, sync::X11_EXTENSION_NAME)? {
        return Ok(None);
    }
    connection.sync_initialize(3, 1).map_err(Lost::gone)?.reply().map_err(Lost::gone)?;
    let counters = connection.sync_list_system_counters().map_err(Lost::gone)?.reply().map_err(Lost::gone)?;
    Ok(counters.counters.iter().find(|counter| counter.name == b"IDLETIME").map(|counter| counter.counter))
}

/// What an alarm says, and how long ago it was true, if it is the one that was asked for last. An alarm for input that was
/// armed after that input comes true at once.
fn fact(
    event: &AlarmNotifyEvent,
    armed: Option<(Alarm, i64)>,
    quiet: Alarm,
    input: Alarm,
) -> Option<(Input, Duration)> {
    if armed != Some((event.alarm, number(event.alarm_value))) {
        return None;
    }
    if event.alarm == quiet {
        return Some((Input::Idle(millis(event.counter_value)), Duration::ZERO));
    }
    (event.alarm == input).then(|| (Input::Active, millis(event.counter_value)))
}

/// Arms the one alarm for this watch, and lays the other one to sleep, which would only wake us. A comparison
/// (rather than a transition) fires at once if the counter is there already, so no input can slip through between
/// two watches.
fn arm(
    connection: &RustConnection,
    watch: Watch,
    counter: Counter,
    quiet: Alarm,
    input: Alarm,
) -> Result<(Alarm, i64), Lost> {
    let (alarm, other, test, limit) = match watch {
        Watch::Quiet(span) => (quiet, input, TESTTYPE::POSITIVE_COMPARISON, as_millis(span)),
        Watch::Input { after } => {
            let idle = clock::now().since(after).saturating_sub(Duration::from_millis(1));
            (input, quiet, TESTTYPE::NEGATIVE_COMPARISON, as_millis(idle.max(JUST_NOW)))
        }
    };
    let change = ChangeAlarmAux::new()
        .counter(counter)
        .value_type(VALUETYPE::ABSOLUTE)
        .value(value(limit))
        .test_type(test)
        .delta(value(0))
        .events(1);
    let asleep = ChangeAlarmAux::new().value(value(NEVER)).test_type(TESTTYPE::NEGATIVE_COMPARISON);
    for (alarm, change) in [(other, asleep), (alarm, change)] {
        connection.sync_change_alarm(alarm, &change).map_err(Lost::gone)?;
    }
    Ok((alarm, limit))
}

fn query(connection: &RustConnection, counter: Counter) -> Result<Duration, Lost> {
    let reply = connection.sync_query_counter(counter).map_err(Lost::gone)?.reply().map_err(Lost::gone)?;
    Ok(millis(reply.counter_value))
}

fn read(display: &Display) -> Result<Duration, Lost> {
    let cookie = display.connection.screensaver_query_info(display.root).map_err(Lost::gone)?;
    Ok(Duration::from_millis(cookie.reply().map_err(Lost::gone)?.ms_since_user_input.into()))
}

fn id(connection: &RustConnection) -> Result<u32, Lost> {
    connection.generate_id().map_err(Lost::gone)
}

/// A number in the two halves that the protocol has it in.
fn value(number: i64) -> Int64 {
    let bits = number.cast_unsigned();
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    Int64 { hi: half(bits >> 32).cast_signed(), lo: half(bits) }
}

fn number(value: Int64) -> i64 {
    (i64::from(value.hi) << 32) | i64::from(value.lo)
}

fn millis(value: Int64) -> Duration {
    Duration::from_millis(number(value).try_into().unwrap_or(0))
}

fn as_millis(span: Duration) -> i64 {
    span.as_millis().try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_numbers_survive_the_wire() {
        for n in [0, 1, -1, 3_000, i64::from(u32::MAX) + 7, i64::MAX, i64::MIN] {
            assert_eq!(number(value(n)), n);
        }
    }
}
