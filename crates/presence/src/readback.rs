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

    /// What was read back belongs to an absence, or to an account, that is over.
    pub(crate) fn forget(&mut self) {
        self.recorded = Recorded::Unknown;
        self.reasserted = None;
    }

    /// An away is being told with this idle date.
    pub(crate) fn away_sent(&mut self, idle_date: Moment) {
        self.dated = idle_date;
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
