//! The clock of a Linux machine.

use rustix::time::{
    ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime,
    timerfd_create, timerfd_settime,
};
use std::os::fd::OwnedFd;
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// `CLOCK_BOOTTIME`: unlike `CLOCK_MONOTONIC`, it counts the time asleep.
pub fn since_boot() -> Duration {
    span(clock_gettime(ClockId::Boottime))
}

/// How long the machine has slept since it was started.
pub fn slept() -> Duration {
    span(clock_gettime(ClockId::Boottime)).saturating_sub(span(clock_gettime(ClockId::Monotonic)))
}

/// A timer on the same clock: tokio's own stands still while the machine sleeps.
pub async fn sleep(length: Duration) {
    // Zero would mean "never" to the kernel.
    let length = length.max(Duration::from_nanos(1));
    match timer(length) {
        // What ends the wait is all there is to know.
        Ok(timer) => drop(timer.readable().await),
        // Out of descriptors: late is better than never.
        Err(_) => tokio::time::sleep(length).await,
    }
}

fn timer(length: Duration) -> std::io::Result<AsyncFd<OwnedFd>> {
    let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
    let timer = timerfd_create(TimerfdClockId::Boottime, flags)?;
    let once = Itimerspec {
        it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
        it_value: Timespec {
            tv_sec: length.as_secs().try_into().unwrap_or(i64::MAX),
            tv_nsec: length.subsec_nanos().into(),
        },
    };
    timerfd_settime(&timer, TimerfdTimerFlags::empty(), &once)?;
    // SAFETY: the `AsyncFd` owns the only handle to the descriptor, and nothing takes it out or closes it
    // before the `AsyncFd` itself is dropped.
    unsafe { AsyncFd::register_with_interest(timer, Interest::READABLE) }.map_err(Into::into)
}

fn span(time: Timespec) -> Duration {
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), nanos)
}
