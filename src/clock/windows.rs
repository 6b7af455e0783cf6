//! The clock of a Windows machine.

use std::time::Duration;
use windows_sys::Win32::System::SystemInformation::GetTickCount64;
use windows_sys::Win32::System::WindowsProgramming::QueryUnbiasedInterruptTime;

/// The tick count: it goes on while the machine sleeps, and the time of the last input is told in the same
/// ticks. They are up to 16 ms long.
pub fn since_boot() -> Duration {
    // SAFETY: the call takes nothing and cannot fail.
    Duration::from_millis(unsafe { GetTickCount64() })
}

/// How long the machine has slept since it was started.
pub fn slept() -> Duration {
    let mut awake = 0;
    // SAFETY: `awake` is a place for the one number that is written; it stays zero if none is.
    let told = unsafe { QueryUnbiasedInterruptTime(&raw mut awake) } != 0;
    // In units of 100 ns.
    let awake = Duration::from_micros(awake / 10);
    if told { since_boot().saturating_sub(awake) } else { Duration::ZERO }
}

/// Tokio's timers may be late by what the machine slept: the session tells of the waking, and whoever waits
/// looks again.
pub async fn sleep(length: Duration) {
    tokio::time::sleep(length).await;
}
