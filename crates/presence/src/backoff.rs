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
        let after = after.unwrap_or_default();
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
    const HOUR: Duration = Duration::from_secs(3_600);

    fn boot() -> Moment {
        Moment::after_boot(HOUR)
    }

    /// Refused each time as soon as it may ask again; returns the waits since the first refusal in seconds.
    fn refused_in_a_row(backoff: &mut Backoff, times: usize) -> Vec<u64> {
        let mut at = boot();
        let mut refuse = || {
            backoff.report_failed(Trouble::Crowded, None, at, &Policy::default());
            at = backoff.until();
            at.since(boot()).as_secs()
        };
        (0..times).map(|_| refuse()).collect()
    }

    #[test]
    fn the_waits_after_failures_grow_jitter_and_stay_under_the_cap() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            (0..40).map(|_| backoff.next_wait(&Policy::default())).collect::<Vec<_>>()
        };
        let (one, other) = (waits(1), waits(2));
        assert_ne!(one, other);
        assert_eq!(one, waits(1));
        assert!(one[0] <= SECOND * 2 && one.iter().all(|wait| *wait <= MINUTE * 5));
        assert!(one.iter().any(|wait| *wait > MINUTE));
    }

    #[test]
    fn three_refusals_in_a_row_draw_three_slots() {
        for seed in 0..200 {
            let waits = refused_in_a_row(&mut Backoff::new(seed), 3);
            for (wait, (start, end)) in waits.into_iter().zip(SLOTS) {
                assert!(
                    (start.into()..=end.into()).contains(&wait),
                    "{wait} is not within {start} and {end}"
                );
            }
        }
    }

    #[test]
    fn refusals_after_the_last_slot_draw_it_again_eight_hours_later() {
        for seed in 0..50 {
            let waits = refused_in_a_row(&mut Backoff::new(seed), 8);
            assert!((30_000..=37_000).contains(&waits[5]));
            assert!((58_800..=65_800).contains(&waits[6]));
            assert!((87_600..=94_600).contains(&waits[7]));
        }
    }

    #[test]
    fn a_refusal_long_after_the_slot_belongs_to_another_contention() {
        let mut backoff = Backoff::new(7);
        refused_in_a_row(&mut backoff, 2);
        let same = backoff.until() + MINUTE * 9;
        let other = backoff.until() + MINUTE * 10;
        for (at, (start, end)) in [(same, SLOTS[2]), (other, SLOTS[0])] {
            let mut backoff = backoff.clone();
            backoff.report_failed(Trouble::Crowded, None, at, &Policy::default());
            let counted_from = if at == same { boot() } else { at };
            let wait = backoff.until().since(counted_from).as_secs();
            assert!((start.into()..=end.into()).contains(&wait));
        }
    }

    #[test]
    fn a_portal_that_asks_for_patience_gets_it_on_top_of_the_slot() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            backoff.report_failed(Trouble::Crowded, Some(HOUR), boot(), &Policy::default());
            assert!((3_625..=4_220).contains(&backoff.until().since(boot()).as_secs()));
        }
    }

    #[test]
    fn a_slot_that_is_over_gives_another_moment_of_its_length() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            backoff.report_failed(Trouble::Crowded, Some(HOUR), boot(), &Policy::default());
            let at = backoff.until();
            // The second slot ended 1,850 s after the first refusal.
            backoff.report_failed(Trouble::Crowded, None, at, &Policy::default());
            assert!(backoff.until().since(at).as_secs() <= 1_850 - 985);
        }
    }

    #[test]
    fn an_accepted_report_ends_contention_and_the_growth_of_the_waits() {
        let mut backoff = Backoff::new(7);
        refused_in_a_row(&mut backoff, 3);
        for _ in 0..20 {
            backoff.next_wait(&Policy::default());
        }
        assert_eq!(backoff.report_accepted(), Some(boot()));
        assert_eq!(backoff.report_accepted(), None);
        assert!(backoff.next_wait(&Policy::default()) <= SECOND * 2);
        let at = backoff.until();
        backoff.report_failed(Trouble::Crowded, None, at, &Policy::default());
        assert!((25..=620).contains(&backoff.until().since(at).as_secs()), "the first slot again");
    }

    #[test]
    fn neither_a_new_network_nor_going_down_shortens_what_the_portal_asked_for() {
        let mut backoff = Backoff::new(7);
        backoff.report_failed(Trouble::Offline, Some(MINUTE * 10), boot(), &Policy::default());
        assert!(backoff.until() > boot() + MINUTE * 10);
        backoff.network_changed(None, boot(), &Policy::default());
        assert_eq!(backoff.until(), boot() + MINUTE * 10);
        backoff.skip_wait();
        assert_eq!(backoff.until(), boot() + MINUTE * 10);
        backoff.hold(MINUTE, boot());
        assert_eq!(backoff.until(), boot() + MINUTE * 10);
        backoff.reset();
        assert_eq!(backoff.until(), Moment::default());
    }

    #[test]
    fn a_new_network_is_tried_within_three_seconds_but_three_seconds_after_the_last_attempt() {
        let policy = Policy { backoff_base: HOUR, backoff_cap: HOUR, ..Policy::default() };
        let failed_and_online = |seed, last_sent| {
            let mut backoff = Backoff::new(seed);
            backoff.wait_until = boot() + HOUR;
            backoff.network_changed(last_sent, boot(), &policy);
            backoff.until()
        };
        for seed in 0..50 {
            let retry = failed_and_online(seed, Some(boot().before(HOUR)));
            assert!(retry >= boot() && retry <= boot() + SECOND * 3);
            let retry = failed_and_online(seed, Some(boot().before(SECOND)));
            assert!(retry >= boot() + SECOND * 2 && retry <= boot() + SECOND * 5);
        }
    }

    #[test]
    fn what_only_an_administrator_can_end_is_tried_again_after_ten_minutes() {
        let mut backoff = Backoff::new(7);
        backoff.report_failed(Trouble::Blocked, None, boot(), &Policy::default());
        backoff.skip_wait();
        assert_eq!(backoff.until(), boot() + MINUTE * 10);
        let mut backoff = Backoff::new(7);
        backoff.report_failed(Trouble::Blocked, Some(MINUTE), boot(), &Policy::default());
        backoff.skip_wait();
        assert_eq!(backoff.until(), boot() + MINUTE, "the portal knows better");
    }

    #[test]
    fn a_closed_portal_a_refusal_and_a_missing_method_are_tried_again_every_hour() {
        for trouble in [Trouble::Deleted, Trouble::Denied, Trouble::Unsupported] {
            let mut backoff = Backoff::new(7);
            backoff.report_failed(trouble, None, boot(), &Policy::default());
            backoff.skip_wait();
            assert_eq!(backoff.until(), boot() + HOUR);
        }
    }

    #[test]
    fn a_faster_pace_shortens_our_waits_but_not_the_portals() {
        let fast = Policy { pace: 100, ..Policy::default() };
        let mut backoff = Backoff::new(7);
        backoff.report_failed(Trouble::Crowded, None, boot(), &fast);
        assert!(backoff.until().since(boot()) <= Duration::from_millis(6_200));
        backoff.report_failed(Trouble::Crowded, Some(HOUR), boot(), &fast);
        assert!(backoff.until() >= boot() + HOUR);
    }
}
