//! What a Mac's counter says, as what it means: plain numbers, so that every machine can test them.

use presence::Moment;
use std::time::Duration;

/// Two readings of one and the same input may differ by so much.
const SLACK: Duration = Duration::from_millis(50);

/// Seconds as a span. What is negative, endless or no number at all is not known, and least of all "just now".
pub fn span(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// Knows the last input again. A counter may stand still while the machine sleeps, or go on (Apple does not say):
/// one that stood still would mean, after a night, that there was input in it.
#[derive(Debug, Default)]
pub struct Memory {
    /// The last input: how long the machine had been awake by then, and when that was.
    last: Option<(Duration, Moment)>,
}

impl Memory {
    /// How long ago the last input was. `counted`: what the counter says; `awake`: how long the machine has been
    /// awake by `now`, without its sleep.
    pub fn idle(&mut self, counted: Duration, awake: Duration, now: Moment) -> Duration {
        let by_then = awake.saturating_sub(counted);
        match self.last {
            Some((known, at)) if known.abs_diff(by_then) <= SLACK => now.since(at),
            _ => {
                self.last = Some((by_then, now.before(counted)));
                counted
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const NIGHT: Duration = Duration::from_secs(8 * 3600);

    #[test]
    fn what_is_no_span_is_not_known() {
        assert_eq!(span(0.0), Some(Duration::ZERO));
        assert_eq!(span(90.5), Some(Duration::from_millis(90_500)));
        for seconds in [-1.0, -0.001, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, 1.9e19] {
            assert_eq!(span(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn a_counter_that_stands_still_in_sleep_means_the_input_before_it() {
        let (mut memory, began) = (Memory::default(), Moment::after_boot(MINUTE * 60));
        assert_eq!(memory.idle(MINUTE, MINUTE * 60, began), MINUTE);
        // It sleeps for a night, and wakes for a minute, as Macs do.
        let now = began + NIGHT + MINUTE;
        assert_eq!(memory.idle(MINUTE * 2, MINUTE * 61, now), MINUTE * 2 + NIGHT);
        // Somebody comes.
        let now = now + MINUTE;
        assert_eq!(memory.idle(Duration::from_secs(1), MINUTE * 62, now), Duration::from_secs(1));
    }

    #[test]
    fn a_counter_that_goes_on_in_sleep_means_what_it_says() {
        let (mut memory, began) = (Memory::default(), Moment::after_boot(MINUTE * 60));
        assert_eq!(memory.idle(MINUTE, MINUTE * 60, began), MINUTE);
        let now = began + NIGHT + MINUTE;
        assert_eq!(memory.idle(MINUTE * 2 + NIGHT, MINUTE * 61, now), MINUTE * 2 + NIGHT);
    }

    #[test]
    fn while_the_machine_is_awake_nothing_is_changed_by_more_than_two_readings_differ() {
        let (mut memory, mut now) = (Memory::default(), Moment::after_boot(MINUTE));
        for step in 0..1000 {
            now = now + Duration::from_millis(70);
            let counted = Duration::from_millis(step % 90);
            let told = memory.idle(counted, now.since(Moment::default()), now);
            assert!(told.abs_diff(counted) <= SLACK, "{told:?} for {counted:?}");
        }
    }
}
