//! How long to leave the portal alone: its own request, growing waits, probes of a refusal, slots under contention.

use super::{Duration, Moment, Policy, Told, Trouble};

/// The upper bound of the first wait after a failure; each further failure triples it.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// No portal is left alone for much longer than this: waits stop growing here, and a refusal is probed this often.
const PROBE_INTERVAL: Duration = Duration::from_secs(3_600);
/// After a network change, an unlock or a return, the portal is tried again within this time, at a random moment:
/// everybody in the office notices a new network at once. It is also the shortest distance between two such attempts.
const SOON: Duration = Duration::from_secs(3);

/// When to retry under contention (too many requests from this address), in seconds after the first refusal. After
/// the n-th refusal a client draws one random moment of the n-th slot.
///
/// The portal accepts 2 requests a second, and a refusal is all that a client learns about the others. Half a second
/// frees a place, so the first slots are short, and each later one is for several times as many clients: 60, 100,
/// 300, 1,000. The fifth begins when all requests of 1,000 clients have drained, in case the portal counts refused
/// ones; the sixth is for 10,000. `tests/virtual/fleet.rs` measures this; `docs/fleet.md` has the results.
const SLOTS: [(u32, u32); 6] = [(2, 11), (14, 60), (70, 195), (215, 700), (2_410, 3_080), (3_105, 8_900)];
/// The first slots of an away: returns go first.
const FIRST_SLOTS_OF_AN_AWAY: [(u32, u32); 2] = [(12, 26), (30, 60)];
/// A refusal this long after a slot belongs to another contention.
const CONTENTION_OVER: Duration = Duration::from_secs(600);

/// The portal refuses requests because there are too many from this address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Contention {
    /// The first refusal.
    since: Moment,
    refusals: u32,
    /// The moment drawn after the last one.
    retry: Moment,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Backoff {
    rng: fastrand::Rng,
    /// Failed reports in a row that were not refused because of contention.
    failures: u32,
    /// The portal asked not to be called before.
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
        self.contention = None;
        self.try_now();
    }

    /// A person asks for an attempt, or it is the last one before an end: it overrides every wait, also the one that
    /// the portal asked for.
    pub(crate) fn try_now(&mut self) {
        self.hold_until = Moment::default();
        self.wait_over();
    }

    /// Ends the engine's own wait: what it was for is over.
    pub(crate) fn wait_over(&mut self) {
        self.failures = 0;
        self.wait_until = Moment::default();
    }

    /// Something has changed that makes an attempt worthwhile: ends the engine's own wait soon, but neither a slot nor
    /// what the portal asked for. Changes in quick succession are no reason to try more often than `SOON` after the
    /// last report.
    pub(crate) fn try_soon(&mut self, last_sent: Option<Moment>, at: Moment, policy: &Policy) {
        if self.contention.is_some() {
            return;
        }
        let within = policy.paced(SOON);
        let earliest = last_sent.map_or(at, |sent| at.max(sent + within));
        let retry = earliest + within.mul_f64(self.rng.f64());
        self.wait_until = self.wait_until.min(retry);
    }

    /// What there is to report is new: waits grow from the beginning again.
    pub(crate) fn forget_growth(&mut self) {
        self.failures = 0;
    }

    /// The portal asked not to be called for this long.
    pub(crate) fn hold(&mut self, after: Duration, at: Moment) {
        self.hold_until = self.hold_until.max(at + after);
    }

    /// A report failed; `after` is the wait that the portal asked for, if it did.
    pub(crate) fn report_failed(
        &mut self,
        told: Told,
        trouble: Trouble,
        after: Option<Duration>,
        at: Moment,
        policy: &Policy,
    ) {
        let after = after.unwrap_or_default();
        self.hold(after, at);
        self.wait_until = if trouble == Trouble::Crowded {
            // On top of what the portal asks for, because it asks everybody for the same.
            self.next_slot(told, at, policy) + after
        } else {
            let spread = policy.paced(FIRST_WAIT + after / 4).mul_f64(self.rng.f64());
            at + self.next_wait(policy).max(after + spread)
        };
    }

    /// The portal refuses requests until somebody changes something: the next one is a probe.
    pub(crate) fn refused(&mut self, at: Moment, policy: &Policy) {
        self.contention = None;
        let wait = PROBE_INTERVAL.mul_f64(1.0 - self.rng.f64() / 6.0);
        self.wait_until = self.hold_until.max(at) + policy.paced(wait);
    }

    /// A report was accepted. Returns since when there was contention, if there was.
    pub(crate) fn report_accepted(&mut self) -> Option<Moment> {
        self.failures = 0;
        self.contention.take().map(|contention| contention.since)
    }

    /// Between one and two times this wait, at random: for what not everybody should do at once.
    pub(crate) fn spread(&mut self, wait: Duration) -> Duration {
        wait.mul_f64(1.0 + self.rng.f64())
    }

    /// The wait after a further failure. Full jitter: clients that failed together must not return together.
    fn next_wait(&mut self, policy: &Policy) -> Duration {
        let bound = FIRST_WAIT.saturating_mul(3_u32.saturating_pow(self.failures));
        self.failures = self.failures.saturating_add(1);
        let wait = if bound < PROBE_INTERVAL {
            bound.mul_f64(self.rng.f64())
        } else {
            PROBE_INTERVAL.mul_f64(1.0 + self.rng.f64() / 3.0)
        };
        policy.paced(wait)
    }

    /// The moment to retry after a further refusal because of contention.
    fn next_slot(&mut self, told: Told, at: Moment, policy: &Policy) -> Moment {
        let is_same = |before: &Contention| at.since(before.retry) < policy.paced(CONTENTION_OVER);
        let (since, refusals) =
            self.contention.filter(is_same).map_or((at, 0), |before| (before.since, before.refusals));
        let retry = match slot(refusals, told) {
            None => at + self.spread(policy.paced(PROBE_INTERVAL)),
            Some((start, end)) => {
                let seconds = |seconds: u32| Duration::from_secs(seconds.into());
                let drawn = seconds(end - start).mul_f64(self.rng.f64());
                // If the portal asked for a longer wait, the slot may be over: then another moment of its length.
                (since + policy.paced(seconds(start) + drawn)).max(at + policy.paced(drawn))
            }
        };
        self.contention = Some(Contention { since, refusals: refusals.saturating_add(1), retry });
        retry
    }
}

/// The slot after that many earlier refusals; `None`: there is none left.
fn slot(refusals: u32, told: Told) -> Option<(u32, u32)> {
    let index = usize::try_from(refusals).ok()?;
    let of_an_away = FIRST_SLOTS_OF_AN_AWAY.get(index).filter(|_| told == Told::Away);
    of_an_away.or(SLOTS.get(index)).copied()
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

    fn fail(backoff: &mut Backoff, trouble: Trouble, after: Option<Duration>, at: Moment) {
        backoff.report_failed(Told::Present, trouble, after, at, &Policy::default());
    }

    /// Refused each time as soon as it may ask again; returns the waits since the first refusal in seconds.
    fn refused_in_a_row(backoff: &mut Backoff, told: Told, times: usize) -> Vec<u64> {
        let mut at = boot();
        let mut refuse = || {
            backoff.report_failed(told, Trouble::Crowded, None, at, &Policy::default());
            at = backoff.until();
            at.since(boot()).as_secs()
        };
        (0..times).map(|_| refuse()).collect()
    }

    #[test]
    fn the_waits_after_failures_begin_small_and_grow_to_an_hour_and_its_jitter() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            (0..40).map(|_| backoff.next_wait(&Policy::default())).collect::<Vec<_>>()
        };
        assert_ne!(waits(1), waits(2));
        assert_eq!(waits(1), waits(1));
        for seed in 0..50 {
            let waits = waits(seed);
            for (failures, wait) in (0..).zip(&waits[..7]) {
                assert!(*wait <= SECOND * 2 * 3_u32.pow(failures));
            }
            assert!(waits[7..].iter().all(|wait| (HOUR..=MINUTE * 80).contains(wait)));
        }
    }

    #[test]
    fn a_portal_that_fails_all_day_is_asked_thirty_times_at_most() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            let mut requests = 0;
            let mut at = boot();
            while at < boot() + HOUR * 24 {
                requests += 1;
                fail(&mut backoff, Trouble::ServerFault, None, at);
                at = backoff.until();
            }
            assert!((20..=30).contains(&requests), "{requests}");
        }
    }

    #[test]
    fn refusals_in_a_row_draw_one_slot_each_and_then_wait_an_hour_or_two() {
        for seed in 0..200 {
            let waits = refused_in_a_row(&mut Backoff::new(seed), Told::Present, 9);
            for (wait, (start, end)) in waits.iter().zip(SLOTS) {
                assert!((start.into()..=end.into()).contains(wait), "{wait} is not within {start} and {end}");
            }
            for pair in waits[5..].windows(2) {
                assert!((3_600..=7_201).contains(&(pair[1] - pair[0])));
            }
        }
    }

    #[test]
    fn an_away_leaves_the_first_slots_to_returns() {
        for seed in 0..200 {
            let waits = refused_in_a_row(&mut Backoff::new(seed), Told::Away, 3);
            assert!((12..=26).contains(&waits[0]) && (30..=60).contains(&waits[1]));
            assert!((70..=195).contains(&waits[2]));
        }
    }

    #[test]
    fn a_refusal_long_after_the_slot_belongs_to_another_contention() {
        let mut backoff = Backoff::new(7);
        refused_in_a_row(&mut backoff, Told::Present, 4);
        let same = backoff.until() + MINUTE * 9;
        let other = backoff.until() + MINUTE * 10;
        for (at, (start, end)) in [(same, SLOTS[4]), (other, SLOTS[0])] {
            let mut backoff = backoff.clone();
            fail(&mut backoff, Trouble::Crowded, None, at);
            let counted_from = if at == same { boot() } else { at };
            let wait = backoff.until().since(counted_from).as_secs();
            assert!((start.into()..=end.into()).contains(&wait));
        }
    }

    #[test]
    fn a_portal_that_asks_for_patience_gets_it_on_top_of_the_slot() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            fail(&mut backoff, Trouble::Crowded, Some(HOUR), boot());
            assert!((3_602..=3_611).contains(&backoff.until().since(boot()).as_secs()));
        }
    }

    #[test]
    fn a_slot_that_is_over_gives_another_moment_of_its_length() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            fail(&mut backoff, Trouble::Crowded, Some(MINUTE * 5), boot());
            let at = backoff.until();
            // The second slot ended a minute after the first refusal.
            fail(&mut backoff, Trouble::Crowded, None, at);
            assert!(backoff.until().since(at).as_secs() <= 60 - 14);
        }
    }

    #[test]
    fn a_retry_after_is_waited_for_and_spread_but_does_not_add_to_a_grown_wait() {
        let mut waits = Vec::new();
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            fail(&mut backoff, Trouble::Busy, Some(MINUTE * 10), boot());
            waits.push(backoff.until().since(boot()).as_secs());
            for _ in 0..9 {
                fail(&mut backoff, Trouble::Busy, Some(HOUR), boot());
            }
            assert!((HOUR..=MINUTE * 80).contains(&backoff.until().since(boot())));
        }
        assert!(waits.iter().all(|wait| (600..=752).contains(wait)));
        assert!(waits.iter().any(|wait| *wait > 650), "not everybody at once: {waits:?}");
    }

    #[test]
    fn an_accepted_report_ends_contention_and_the_growth_of_the_waits() {
        let mut backoff = Backoff::new(7);
        refused_in_a_row(&mut backoff, Told::Present, 3);
        for _ in 0..20 {
            backoff.next_wait(&Policy::default());
        }
        assert_eq!(backoff.report_accepted(), Some(boot()));
        assert_eq!(backoff.report_accepted(), None);
        assert!(backoff.next_wait(&Policy::default()) <= SECOND * 2);
        let at = backoff.until();
        fail(&mut backoff, Trouble::Crowded, None, at);
        assert!((2..=11).contains(&backoff.until().since(at).as_secs()), "the first slot again");
    }

    #[test]
    fn a_change_shortens_our_wait_but_neither_the_portals_nor_a_slot() {
        let mut backoff = Backoff::new(7);
        fail(&mut backoff, Trouble::Offline, Some(MINUTE * 10), boot());
        assert!(backoff.until() > boot() + MINUTE * 10);
        backoff.try_soon(None, boot(), &Policy::default());
        assert_eq!(backoff.until(), boot() + MINUTE * 10);
        backoff.hold(MINUTE, boot());
        assert_eq!(backoff.until(), boot() + MINUTE * 10);
        backoff.try_now();
        assert_eq!(backoff.until(), Moment::default(), "a person, or the end");
        refused_in_a_row(&mut backoff, Told::Present, 3);
        let slot = backoff.until();
        backoff.try_soon(None, boot(), &Policy::default());
        assert_eq!(backoff.until(), slot);
    }

    #[test]
    fn a_new_network_is_tried_within_three_seconds_but_three_seconds_after_the_last_attempt() {
        let failed_and_online = |seed, last_sent| {
            let mut backoff = Backoff::new(seed);
            backoff.wait_until = boot() + HOUR;
            backoff.try_soon(last_sent, boot(), &Policy::default());
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
    fn every_trouble_is_tried_again_within_two_seconds_of_the_first() {
        for trouble in Trouble::ALL.into_iter().filter(|trouble| *trouble != Trouble::Crowded) {
            let mut backoff = Backoff::new(7);
            fail(&mut backoff, trouble, None, boot());
            assert!(backoff.until() <= boot() + SECOND * 2);
        }
    }

    #[test]
    fn a_refusal_is_probed_within_the_hour_and_after_what_the_portal_asked_for() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(seed);
            backoff.refused(boot(), &Policy::default());
            assert!((MINUTE * 50..=HOUR).contains(&backoff.until().since(boot())));
            backoff.hold(MINUTE * 20, boot());
            backoff.refused(boot(), &Policy::default());
            assert!((MINUTE * 70..=MINUTE * 80).contains(&backoff.until().since(boot())));
        }
    }

    #[test]
    fn a_faster_pace_shortens_our_waits_but_not_the_portals() {
        let fast = Policy { pace: 100, ..Policy::default() };
        let mut backoff = Backoff::new(7);
        backoff.report_failed(Told::Present, Trouble::Crowded, None, boot(), &fast);
        assert!(backoff.until().since(boot()) <= Duration::from_millis(110));
        backoff.report_failed(Told::Present, Trouble::Crowded, Some(HOUR), boot(), &fast);
        assert!(backoff.until() >= boot() + HOUR);
    }
}
