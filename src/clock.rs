//! The one place where clocks are read.

use jiff::civil::Time;
use jiff::{SignedDuration, Span, Zoned};
use presence::Moment;
use std::time::Duration;

#[cfg_attr(target_os = "linux", path = "clock/linux.rs")]
#[cfg_attr(windows, path = "clock/windows.rs")]
#[cfg_attr(target_os = "macos", path = "clock/macos.rs")]
mod os;

/// Now, on a clock that keeps counting while the machine sleeps.
pub fn now() -> Moment {
    Moment::after_boot(os::since_boot())
}

/// How long the machine has been awake: the same clock without its sleep (on some systems, as far as it was slept
/// since this was first asked).
pub fn awake() -> Duration {
    let slept = os::slept();
    os::since_boot().saturating_sub(slept)
}

/// Sleeps until then, even if the machine sleeps meanwhile; for ever, if there is no then.
pub async fn sleep_until(moment: Option<Moment>) {
    let Some(moment) = moment else { return std::future::pending().await };
    os::sleep(moment.since(now())).await;
}

/// How long to wait before looking again for what is gone: longer each time, up to a limit.
#[derive(Debug)]
pub struct Backoff {
    next: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { next: Self::FIRST }
    }
}

impl Backoff {
    const FIRST: Duration = Duration::from_millis(500);
    /// Half a minute after the first try, whatever comes up at login is there: from then on, the longest pause.
    const AT_LOGIN: Duration = Duration::from_secs(30);
    /// What was there not long ago: it is used within five seconds of its return.
    pub const SOON: Duration = Duration::from_secs(4);
    /// What may never come, and without which nothing can be known.
    pub const SELDOM: Duration = Duration::from_secs(30);
    /// What may never come, and is not needed.
    pub const RARELY: Duration = Duration::from_secs(600);

    pub async fn wait(&mut self, longest: Duration) {
        let pause = self.next.min(longest);
        let next = pause * 3;
        self.next = if next > Self::AT_LOGIN { longest } else { next.min(longest) };
        tokio::time::sleep(pause).await;
    }
}

/// Notices that the machine slept where nobody tells: the one clock went on, the other did not.
#[derive(Debug)]
pub struct SuspendDetector {
    slept: Duration,
}

impl Default for SuspendDetector {
    fn default() -> Self {
        Self { slept: os::slept() }
    }
}

impl SuspendDetector {
    /// Less is the difference between two readings of two clocks.
    const SHORTEST: Duration = Duration::from_secs(1);

    /// When the machine fell asleep, if it did since the last time this was asked.
    pub fn noticed(&mut self) -> Option<Moment> {
        self.compare(os::slept(), now())
    }

    fn compare(&mut self, slept: Duration, now: Moment) -> Option<Moment> {
        let nap = slept.saturating_sub(self.slept);
        self.slept = slept;
        (nap >= Self::SHORTEST).then(|| now.before(nap))
    }
}

/// The local time of day of a moment, as people write it: "12:04".
pub fn time_of_day(moment: Moment) -> String {
    let (wall, now) = at_once(Zoned::now);
    let then = wall.checked_add(ahead(moment, now)).unwrap_or_default();
    then.strftime("%H:%M").to_string()
}

/// Two clocks that were read this far apart belong to the same instant.
const AT_ONCE: Duration = Duration::from_millis(1);

/// Reads the clock on the wall and ours as if at once. Where this process had to wait in between, both are read again:
/// else one moment would have two dates on a busy machine.
fn at_once<T>(wall: impl Fn() -> T) -> (T, Moment) {
    for _ in 0..5 {
        let before = now();
        let read = wall();
        if now().since(before) < AT_ONCE {
            return (read, before);
        }
    }
    (wall(), now())
}

/// How far ahead a moment is; negative if it is over.
fn ahead(moment: Moment, now: Moment) -> SignedDuration {
    let ahead = SignedDuration::try_from(moment.since(now)).unwrap_or_default();
    ahead - SignedDuration::try_from(now.since(moment)).unwrap_or_default()
}

/// How long it is until the clock on the wall next shows this hour and minute.
pub fn until_time_of_day(hour: i8, minute: i8) -> Option<Duration> {
    wait_until(&Zoned::now(), Time::new(hour, minute, 0, 0).ok()?)
}

/// How long it is until this hour of tomorrow.
pub fn until_tomorrow(hour: i8) -> Option<Duration> {
    let now = Zoned::now();
    let tomorrow = now.checked_add(Span::new().days(1)).ok()?;
    let morning = tomorrow.with().time(Time::new(hour, 0, 0, 0).ok()?).build().ok()?;
    Duration::try_from(now.duration_until(&morning)).ok()
}

fn wait_until(now: &Zoned, time: Time) -> Option<Duration> {
    let today = now.with().time(time).build().ok()?;
    let next = if today > *now {
        today
    } else {
        now.checked_add(Span::new().days(1)).ok()?.with().time(time).build().ok()?
    };
    Duration::try_from(now.duration_until(&next)).ok()
}

/// The local time, for what is told by days.
pub fn local() -> Zoned {
    Zoned::now()
}

/// A moment by the clock on the wall.
pub fn timestamp(moment: Moment) -> jiff::Timestamp {
    let (wall, now) = at_once(jiff::Timestamp::now);
    wall.checked_add(ahead(moment, now)).unwrap_or_default()
}

/// The moment of a date; now if it is in the future.
pub fn moment(timestamp: jiff::Timestamp) -> Moment {
    let (wall, now) = at_once(jiff::Timestamp::now);
    now.before(wall.duration_since(timestamp).try_into().unwrap_or_default())
}

/// A moment as a date that programs read, to the second.
pub fn date(moment: Moment) -> String {
    // Rounded before the two clocks' fractions can make it waver between two seconds.
    let then = timestamp(moment);
    let rounded = then.round(jiff::Unit::Second).unwrap_or(then);
    rounded.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Seconds since 1970, for what has to be compared across restarts and with other machines.
pub fn unix_seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_were_read_with_a_wait_in_between_are_read_again() {
        let reads = std::cell::Cell::new(0);
        let (read, at) = at_once(|| {
            reads.set(reads.get() + 1);
            let began = now();
            // The process is kept waiting, once.
            while reads.get() == 1 && now().since(began) < AT_ONCE * 30 {}
            (reads.get(), now())
        });
        assert!(read.0 > 1);
        assert!(read.1.since(at) < AT_ONCE * 30);
    }

    #[test]
    fn a_nap_that_nobody_told_of_is_noticed_once() {
        let hour = Duration::from_secs(3600);
        let mut suspend_detector = SuspendDetector { slept: hour };
        let now = Moment::after_boot(hour * 10);
        assert_eq!(
            suspend_detector.compare(hour + Duration::from_millis(3), now),
            None,
            "clocks are read one by one"
        );
        assert_eq!(
            suspend_detector.compare(hour * 9, now),
            Some(Moment::after_boot(hour * 2 + Duration::from_millis(3)))
        );
        assert_eq!(suspend_detector.compare(hour * 9, now), None);
    }

    #[test]
    fn until_a_time_of_day_is_until_its_next_coming_also_when_the_clocks_change() {
        let minutes = |now: &str, hour, minute| {
            let time = Time::new(hour, minute, 0, 0).unwrap();
            let now: jiff::civil::DateTime = now.parse().unwrap();
            let now = now.to_zoned(jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()).unwrap();
            wait_until(&now, time).unwrap().as_secs() / 60
        };
        assert_eq!(minutes("2026-11-21T16:00", 17, 30), 90);
        assert_eq!(minutes("2026-11-21T17:30", 17, 30), 24 * 60, "now is over");
        assert_eq!(minutes("2026-11-21T18:00", 6, 0), 12 * 60);
        assert_eq!(minutes("2026-10-24T18:00", 6, 0), 13 * 60, "an hour comes twice that night");
        assert_eq!(minutes("2026-03-28T18:00", 2, 30), 9 * 60 - 30, "that hour never comes");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_there_half_a_minute_after_login_is_looked_for_seldom() {
        for (longest, then) in
            [(Backoff::RARELY, [13_500, 600_000, 600_000]), (Backoff::SELDOM, [13_500, 30_000, 30_000])]
        {
            let mut retry = Backoff::default();
            for expected in [500, 1_500, 4_500].into_iter().chain(then) {
                let began = tokio::time::Instant::now();
                retry.wait(longest).await;
                let pause = began.elapsed().as_millis();
                // The timer counts whole milliseconds.
                assert!(pause.abs_diff(expected) <= 1, "{pause} for {expected}");
            }
        }
    }

    #[tokio::test]
    async fn sleeping_takes_as_long_as_was_asked_for() {
        let began = now();
        sleep_until(Some(began + Duration::from_millis(50))).await;
        let took = now().since(began);
        assert!(took >= Duration::from_millis(50) && took < Duration::from_secs(5), "{took:?}");
        sleep_until(Some(began)).await;
    }
}
