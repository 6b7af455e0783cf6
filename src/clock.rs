//! The one place where clocks are read.

use crate::presence::Moment;
use jiff::{SignedDuration, Zoned};

#[cfg_attr(target_os = "linux", path = "clock/linux.rs")]
#[cfg_attr(windows, path = "clock/windows.rs")]
#[cfg_attr(target_os = "macos", path = "clock/macos.rs")]
mod os;

/// Now, on a clock that keeps counting while the machine sleeps.
pub fn now() -> Moment {
    Moment::after_boot(os::since_boot())
}

/// Sleeps until then; for ever, if there is no then.
pub async fn sleep_until(moment: Option<Moment>) {
    match moment {
        Some(moment) => tokio::time::sleep(moment.since(now())).await,
        None => std::future::pending().await,
    }
}

/// The local time of day of a moment, as people write it: "12:04".
pub fn time_of_day(moment: Moment) -> String {
    let ago = SignedDuration::try_from(now().since(moment)).unwrap_or_default();
    let then = Zoned::now().checked_sub(ago).unwrap_or_default();
    then.strftime("%H:%M").to_string()
}

/// A moment as a date that programs read, to the second.
pub fn date(moment: Moment) -> String {
    let ago = SignedDuration::try_from(now().since(moment)).unwrap_or_default();
    // Rounded before the two clocks' fractions can make it waver between two seconds.
    let then = jiff::Timestamp::now().checked_sub(ago).unwrap_or_default();
    let rounded = then.round(jiff::Unit::Second).unwrap_or(then);
    rounded.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Seconds since 1970, for what has to be compared across restarts and with other machines.
pub fn unix_seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}
