//! The clock of a Mac.

use rustix::time::{ClockId, clock_gettime};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// `CLOCK_MONOTONIC` goes on while a Mac sleeps.
pub fn since_boot() -> Duration {
    let time = clock_gettime(ClockId::Monotonic);
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), nanos)
}

/// Both clocks at one moment.
static BEGAN: LazyLock<(Duration, Instant)> = LazyLock::new(|| (since_boot(), Instant::now()));

/// How long the machine has slept since this was first asked: an `Instant` stands still meanwhile.
pub fn slept() -> Duration {
    let (then, instant) = *BEGAN;
    since_boot().saturating_sub(then).saturating_sub(instant.elapsed())
}

/// Tokio's timers stand still while a Mac sleeps: the session tells of the waking, and whoever waits looks
/// again.
pub async fn sleep(length: Duration) {
    tokio::time::sleep(length).await;
}
