//! The clocks of a Mac.

use libc::{CLOCK_MONOTONIC_RAW, CLOCK_UPTIME_RAW, clock_gettime, clockid_t, timespec};
use std::time::Duration;

/// This one goes on while a Mac sleeps. (So does `CLOCK_MONOTONIC`, but that is corrected by the time on the network,
/// and the counter of the last input is not: after a night they would differ by more than two readings may.)
pub fn since_boot() -> Duration {
    read(CLOCK_MONOTONIC_RAW)
}

/// How long the machine has slept since it was started: the other clock stands still meanwhile.
pub fn slept() -> Duration {
    // The one that is subtracted first: what passes between the two readings must not make it less than nothing.
    let awake = read(CLOCK_UPTIME_RAW);
    since_boot().saturating_sub(awake)
}

fn read(clock: clockid_t) -> Duration {
    let mut time = timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is a place for what is written; it stays zero if nothing is.
    unsafe { clock_gettime(clock, &raw mut time) };
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), nanos)
}

/// Tokio's timers stand still while a Mac sleeps: the session tells of the waking, and whoever waits looks
/// again.
pub async fn sleep(length: Duration) {
    tokio::time::sleep(length).await;
}
