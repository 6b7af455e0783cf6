//! Reading back from the portal: whether an accepted away is recorded, and when to check again.

use super::{Duration, Moment, Policy, Recorded};

/// How long after an away was accepted it is read back first.
pub(crate) const FIRST_READBACK: Duration = Duration::from_secs(60);
/// The next interval, which doubles each time: a thousand colleagues who are away for a night share the portal's
/// limits.
pub(crate) const NEXT_READBACK: Duration = Duration::from_secs(15 * 60);
/// The longest interval.
pub(crate) const LONGEST_READBACK: Duration = Duration::from_secs(4 * 3600);
/// The interval while the person is active, if they have other devices.
const DEVICES_READBACK: Duration = Duration::from_secs(5 * 60);
/// A recorded date may differ by this much from the one that was told: requests take time.
const TOLERANCE: Duration = Duration::from_secs(60);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Readback {
    recorded: Recorded,
    /// The portal has handed out a date before: only then does "not idle" mean anything.
    hands_out: bool,
    /// The idle date that was told last.
    dated: Moment,
    /// When to read back an accepted away.
    due: Option<Moment>,
    /// The interval after that.
    interval: Duration,
    /// The last request.
    requested: Option<Moment>,
    /// When an away was last told again that was accepted but not recorded.
    reasserted: Option<Moment>,
}

impl Readback {
    pub(crate) fn recorded(&self) -> Recorded {
        self.recorded
    }

    /// When to read back an away that the portal accepted.
    pub(crate) fn due(&self) -> Option<Moment> {
        self.due
    }

    /// When to read back while the person is active and has other devices: an idle date is then set by one of
    /// those, such as the office computer falling asleep while its owner works elsewhere.
    pub(crate) fn devices_due(&self, now: Moment, policy: &Policy) -> Moment {
        self.requested.map_or(now, |last| last + policy.paced(DEVICES_READBACK))
    }

    /// Another account: nothing is known of its portal.
    pub(crate) fn reset(&mut self) {
        self.hands_out = false;
        self.forget();
    }

    /// The portal has handed out a date.
    pub(crate) fn seen(&mut self) {
        self.hands_out = true;
    }

    /// Whether a date that is not handed out was cleared.
    pub(crate) fn hands_out(&self) -> bool {
        self.hands_out
    }

    /// What was read back belongs to an absence that is over.
    pub(crate) fn forget(&mut self) {
        self.recorded = Recorded::Unknown;
        self.reasserted = None;
    }

    /// An away is being told with this idle date.
    pub(crate) fn away_sent(&mut self, idle_date: Moment) {
        self.dated = idle_date;
    }

    /// Whether another client's date is later than the one that was told: it has seen the person since.
    pub(crate) fn is_later(&self, date: Moment) -> bool {
        date > self.dated
    }

    /// Whether the next away tells again what was accepted but not recorded.
    pub(crate) fn is_reasserting(&self) -> bool {
        self.reasserted.is_some()
    }

    /// Begins to read back an accepted away.
    pub(crate) fn start(&mut self, due: Moment, policy: &Policy) {
        self.due = Some(due);
        self.interval = policy.paced(NEXT_READBACK);
    }

    pub(crate) fn requested(&mut self, at: Moment) {
        self.requested = Some(at);
    }

    /// A request failed: the same is read back then.
    pub(crate) fn retry(&mut self, due: Moment) {
        self.due = Some(due);
    }

    /// Whether an idle date is the one that was told, as far as clocks and requests are exact.
    pub(crate) fn is_ours(&self, idle: Duration, at: Moment) -> bool {
        idle.abs_diff(at.since(self.dated)) <= TOLERANCE
    }

    /// The away reads back as it was told.
    pub(crate) fn confirmed(&mut self, at: Moment, policy: &Policy) {
        self.recorded = Recorded::Confirmed;
        self.schedule_next(at, policy);
    }

    /// The away does not read back, or with another date.
    pub(crate) fn missing(&mut self, at: Moment, policy: &Policy) {
        self.recorded = match self.recorded {
            Recorded::Confirmed => {
                self.interval = policy.paced(NEXT_READBACK);
                Recorded::Cleared
            }
            Recorded::Cleared => Recorded::Cleared,
            Recorded::Unknown | Recorded::Missing => Recorded::Missing,
        };
        self.schedule_next(at, policy);
    }

    /// Whether to tell a missing away again now: not more often than the shortest interval.
    pub(crate) fn reassert(&mut self, at: Moment, policy: &Policy) -> bool {
        let due = self.reasserted.is_none_or(|last| at.since(last) >= policy.paced(NEXT_READBACK));
        if due {
            self.reasserted = Some(at);
        }
        due
    }

    /// Doubles the interval: where a portal hides what it has recorded, telling it again does not help.
    fn schedule_next(&mut self, at: Moment, policy: &Policy) {
        self.due = Some(at + self.interval);
        self.interval = (self.interval * 2).min(policy.paced(LONGEST_READBACK));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const HOUR: Duration = Duration::from_secs(3_600);

    fn boot() -> Moment {
        Moment::after_boot(HOUR * 24)
    }

    /// An away was told and accepted, and is due to be read back.
    fn told() -> Readback {
        let mut readback = Readback::default();
        readback.away_sent(boot().before(MINUTE * 10));
        readback.start(boot() + MINUTE, &Policy::default());
        readback
    }

    /// Reads back once when it is due; returns the minutes until it is due again.
    fn next_interval(readback: &mut Readback, read: fn(&mut Readback, Moment, &Policy)) -> u64 {
        let at = readback.due().unwrap();
        read(readback, at, &Policy::default());
        readback.due().unwrap().since(at).as_secs() / 60
    }

    #[test]
    fn the_interval_doubles_up_to_four_hours() {
        let mut readback = told();
        let intervals: Vec<u64> = (0..7).map(|_| next_interval(&mut readback, Readback::confirmed)).collect();
        assert_eq!(intervals, [15, 30, 60, 120, 240, 240, 240]);
    }

    #[test]
    fn what_never_read_back_is_missing_and_what_did_was_cleared() {
        let mut readback = told();
        readback.missing(boot(), &Policy::default());
        assert_eq!(readback.recorded(), Recorded::Missing);
        readback.confirmed(boot(), &Policy::default());
        assert_eq!(readback.recorded(), Recorded::Confirmed);
        for _ in 0..2 {
            readback.missing(boot(), &Policy::default());
            assert_eq!(readback.recorded(), Recorded::Cleared);
        }
    }

    #[test]
    fn an_away_that_was_cleared_is_read_back_at_the_shortest_interval_again() {
        let mut readback = told();
        for _ in 0..5 {
            next_interval(&mut readback, Readback::confirmed);
        }
        assert_eq!(next_interval(&mut readback, Readback::missing), 15);
        assert_eq!(next_interval(&mut readback, Readback::missing), 30);
    }

    #[test]
    fn a_missing_away_is_told_again_once_a_quarter_of_an_hour() {
        let mut readback = told();
        assert!(!readback.is_reasserting());
        let again: Vec<u64> = (0..60)
            .filter(|minute| readback.reassert(boot() + MINUTE * *minute, &Policy::default()))
            .map(u64::from)
            .collect();
        assert_eq!(again, [0, 15, 30, 45]);
        assert!(readback.is_reasserting());
        readback.forget();
        assert!(!readback.is_reasserting());
    }

    #[test]
    fn a_date_is_ours_if_it_differs_by_a_minute_at_most() {
        let readback = told();
        let ours = |minutes: u32, seconds: u64| {
            readback.is_ours(MINUTE * minutes + Duration::from_secs(seconds), boot())
        };
        assert!(ours(9, 0) && ours(10, 0) && ours(11, 0));
        assert!(!ours(8, 59) && !ours(11, 1));
    }

    #[test]
    fn other_devices_are_checked_at_once_and_then_every_five_minutes() {
        let mut readback = Readback::default();
        assert_eq!(readback.devices_due(boot(), &Policy::default()), boot());
        readback.requested(boot());
        assert_eq!(readback.devices_due(boot() + MINUTE, &Policy::default()), boot() + MINUTE * 5);
    }

    #[test]
    fn what_was_recorded_is_forgotten_with_the_absence() {
        let mut readback = told();
        readback.confirmed(boot(), &Policy::default());
        readback.forget();
        assert_eq!(readback.recorded(), Recorded::Unknown);
    }

    #[test]
    fn a_request_that_failed_is_sent_again_without_a_longer_interval() {
        let mut readback = told();
        readback.retry(boot() + HOUR);
        assert_eq!(readback.due(), Some(boot() + HOUR));
        assert_eq!(next_interval(&mut readback, Readback::confirmed), 15);
    }
}
