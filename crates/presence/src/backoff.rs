//! How long to leave the portal alone: its own request, exponential back-off, and slots under contention.

use super::{Duration, Moment, Policy, Trouble};

/// After a network change, an unreachable portal is tried again within this time, at a random moment: everybody in
/// the office notices at once. It is also the shortest distance between two such attempts.
const ONLINE_WITHIN: Duration = Duration::from_secs(3);

/// When to retry under contention (too many requests from this address), in seconds after the first refusal. After
/// the n-th refusal a client draws one random moment of the n-th slot.
///
/// The portal accepts 2 requests a second, and a refusal is all that a client learns about the others. In the first
/// slot 1,000 clients get through if the portal does not count refused requests. The second begins when all requests
/// of those 1,000 have drained, in case it does. The third and the sixth are the same for 10,000 clients, the fourth
/// and the fifth for what lies between. `tests/virtual/fleet.rs` measures this; `docs/fleet.md` has the results.
const SLOTS: [(u32, u32); 6] =
    [(25, 620), (985, 1_850), (2_000, 7_300), (7_400, 9_500), (12_500, 18_500), (30_000, 37_000)];
/// Each refusal after the last slot shifts that slot by this much.
const SLOT_REPEAT: Duration = Duration::from_secs(8 * 3_600);
/// A refusal this long after the last slot belongs to another contention.
const CONTENTION_OVER: Duration = Duration::from_secs(600);

/// The portal refuses requests because there are too many from this address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Contention {
    /// The first refusal.
    since: Moment,
    refusals: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Backoff {
    rng: fastrand::Rng,
    /// Failed reports in a row that were not refused because of contention.
    failures: u32,
    /// The portal asked not to be called before; nothing overrides it.
    hold_until: Moment,
    /// The engine's own back-off.
    wait_until: Moment,
    contention: Option<Contention>,
}

impl Backoff {
    /// The seed of the jitter.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            rng: fastrand::Rng::with_seed(seed),
            failures: 0,
            hold_until: Moment::default(),
            wait_until: Moment::default(),
            contention: None,
        }
    }

    /// No request may go out before this moment.
    pub(crate) fn until(&self) -> Moment {
        self.hold_until.max(self.wait_until)
    }

    /// Past failures say nothing about new credentials.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
        self.contention = None;
        self.hold_until = Moment::default();
        self.wait_until = Moment::default();
    }

    /// Ends the engine's own wait, but not the portal's.
    pub(crate) fn skip_wait(&mut self) {
        self.wait_until = Moment::default();
    }

    /// The portal asked not to be called for this long.
    pub(crate) fn hold(&mut self, after: Duration, at: Moment) {
        self.hold_until = self.hold_until.max(at + after);
    }

    /// A report failed; `after` is the wait that the portal asked for, if it did.
    pub(crate) fn report_failed(
        &mut self,
        trouble: Trouble,
        after: Option<Duration>,
        at: Moment,
        policy: &Policy,
    ) {
        let after = after.or(trouble.wait()).unwrap_or_default();
        self.hold(after, at);
        // On top of what the portal asks for, because it asks everybody for the same.
        self.wait_until = match trouble {
            Trouble::Crowded => self.next_slot(at, policy) + after,
            _ => at + after + self.next_wait(policy),
        };
    }

    /// A report was accepted. Returns since when there was contention, if there was.
    pub(crate) fn report_accepted(&mut self) -> Option<Moment> {
        self.failures = 0;
        self.contention.take().map(|contention| contention.since)
    }

    /// An unreachable portal may be reachable now: ends the engine's own wait soon. A network that comes and goes
    /// is no reason to try more often than `ONLINE_WITHIN` after the last report.
    pub(crate) fn network_changed(&mut self, last_sent: Option<Moment>, at: Moment, policy: &Policy) {
        let within = policy.paced(ONLINE_WITHIN);
        let earliest = last_sent.map_or(at, |sent| at.max(sent + within));
        let retry = earliest + within.mul_f64(self.rng.f64());
        self.wait_until = self.wait_until.min(retry);
    }

    /// Between one and two times this wait, at random: for what not everybody should do at once.
    pub(crate) fn spread(&mut self, wait: Duration) -> Duration {
        wait.mul_f64(1.0 + self.rng.f64())
    }

    /// The wait after a further failure. Full jitter: clients that failed together must not return together.
    fn next_wait(&mut self, policy: &Policy) -> Duration {
        let doubled = 2_u32.saturating_pow(self.failures.min(16));
        let bound = policy.backoff_base.saturating_mul(doubled).min(policy.backoff_cap);
        self.failures = self.failures.saturating_add(1);
        policy.paced(bound).mul_f64(self.rng.f64())
    }

    /// The moment to retry after a further refusal because of contention.
    fn next_slot(&mut self, at: Moment, policy: &Policy) -> Moment {
        let Contention { since, refusals } = self.refused(at, policy);
        let (start, length) = slot(refusals);
        let drawn = length.mul_f64(self.rng.f64());
        // If the portal asked for a longer wait, the slot may be over: then another moment of its length.
        (since + policy.paced(start + drawn)).max(at + policy.paced(drawn))
    }

    /// Counts a refusal; returns the contention before it.
    fn refused(&mut self, at: Moment, policy: &Policy) -> Contention {
        let same = at.since(self.wait_until) < policy.paced(CONTENTION_OVER);
        let before = self.contention.filter(|_| same).unwrap_or(Contention { since: at, refusals: 0 });
        self.contention = Some(Contention { refusals: before.refusals.saturating_add(1), ..before });
        before
    }
}

/// The slot after that many earlier refusals: its start, counted from the first refusal, and its length.
fn slot(refusals: u32) -> (Duration, Duration) {
    let last = SLOTS.len() - 1;
    let index = usize::try_from(refusals).unwrap_or(last).min(last);
    let repeats = refusals - u32::try_from(index).unwrap_or(refusals);
    let (start, end) = SLOTS.get(index).copied().unwrap_or_default();
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    (seconds(start) + SLOT_REPEAT * repeats, seconds(end - start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn the_waits_after_failures_grow_jitter_and_stay_under_the_cap() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            (0..40).map(|_| backoff.next_wait(&Policy::default())).collect::<Vec<_>>()
        };
        let (one, other) = (waits(1), waits(2));
        assert_ne!(one, other);
        assert!(one[0] <= SECOND * 2 && one.iter().all(|wait| *wait <= MINUTE * 5));
        assert!(one.iter().any(|wait| *wait > MINUTE));
    }
}
