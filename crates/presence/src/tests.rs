//! The invariants of the engine, as random histories of a person, a source of idleness and a portal in virtual
//! time. `AWAY24_HISTORIES=200000 cargo test -p presence --release` is the deep mode.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::hash::{BuildHasher, RandomState};
use world::{EVENTS, Fault, HOUR, MINUTE, Op, SECOND, World};

mod recovery;
mod world;

/// Any number would do.
const SEED: u64 = 747_880;
const READINGS: Source = Source::Readings { every: Duration::from_secs(5) };

fn span() -> impl Strategy<Value = Duration> {
    prop_oneof![
        (0_u64..3_000).prop_map(Duration::from_millis),
        (1_u64..120).prop_map(Duration::from_secs),
        (1_u32..40).prop_map(|m| MINUTE * m),
        (1_u32..10).prop_map(|h| HOUR * h),
    ]
}

fn fault() -> impl Strategy<Value = Fault> {
    let trouble = prop::sample::select(Trouble::ALL.to_vec());
    (trouble, any::<(bool, bool)>(), proptest::option::weighted(0.3, span()), span()).prop_map(
        |(trouble, (ambiguous, heard), after, takes)| {
            let maybe_heard = ambiguous && matches!(trouble, Trouble::Offline | Trouble::Rejected)
                || trouble == Trouble::ServerFault;
            let fault = Fault::of(trouble, heard && maybe_heard, maybe_heard, after);
            Fault { takes: takes.min(MINUTE), ..fault }
        },
    )
}

fn op() -> impl Strategy<Value = Op> {
    let source = prop_oneof![Just(EVENTS), Just(READINGS)];
    let slow =
        span().prop_map(|takes| Fault { answer: Answer::Accepted, takes: takes.min(MINUTE), heard: true });
    prop_oneof![
        8 => Just(Op::Touch),
        12 => span().prop_map(Op::Wait),
        2 => Just(Op::Lock),
        3 => Just(Op::Unlock),
        1 => Just(Op::LockAsked),
        2 => span().prop_map(Op::Sleep),
        1 => Just(Op::AwayNow),
        1 => Just(Op::BackNow),
        3 => (prop::sample::select(Inhibitor::ALL.to_vec()), any::<bool>()).prop_map(|(by, on)| Op::Inhibit(by, on)),
        1 => any::<bool>().prop_map(Op::GoingDown),
        1 => proptest::option::of(span()).prop_map(Op::Pause),
        2 => Just(Op::Unpause),
        1 => Just(Op::TryAgain),
        1 => (7_u64..1_800).prop_map(|s| Op::Threshold(Duration::from_secs(s))),
        2 => Just(Op::SignIn),
        1 => Just(Op::SignOut),
        1 => Just(Op::SourceLost),
        2 => source.prop_map(Op::SourceFound),
        4 => fault().prop_map(Op::Fault),
        1 => (prop::sample::select(Trouble::ALL.to_vec()), 2_usize..9).prop_map(|(trouble, times)| Op::Faults(trouble, times)),
        1 => slow.prop_map(Op::Fault),
        1 => (1_usize..4, prop_oneof![span(), Just(HOUR * 1193)]).prop_map(|(times, excess)| Op::Lie(times, excess + SECOND)),
        1 => Just(Op::StaleAnswer(Answer::Accepted)),
        2 => Just(Op::OtherClient),
        1 => Just(Op::Online),
        2 => Just(Op::Crash),
    ]
}

fn world() -> impl Strategy<Value = World> {
    let choices = any::<(bool, bool, bool, bool, u64)>();
    (prop_oneof![Just(EVENTS), Just(READINGS)], 7_u64..1_800, choices).prop_map(
        |(source, threshold, (away_on_lock, away_on_suspend, stay_present_in_calls, stalls, seed))| {
            let threshold = Duration::from_secs(threshold);
            let policy = Policy::of(Choices {
                threshold,
                away_on_lock,
                away_on_suspend,
                stay_present_in_calls,
                ..Choices::default()
            });
            World { stalls, ..World::new(source, policy, seed) }
        },
    )
}

/// 2,000 histories for each property, the same each time. `AWAY24_HISTORIES` plays that many, from `AWAY24_SEED` or from a
/// new seed. A failure prints the seed.
#[expect(clippy::disallowed_methods, reason = "the deep mode is chosen in the environment")]
#[expect(clippy::print_stderr, reason = "only a failure shows it")]
fn histories() -> ProptestConfig {
    let number = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let histories = number("AWAY24_HISTORIES");
    let other = || histories.map_or(SEED, |_| RandomState::new().hash_one(()));
    let seed = number("AWAY24_SEED").unwrap_or_else(other);
    eprintln!("AWAY24_SEED={seed}");
    ProptestConfig {
        cases: u32::try_from(histories.unwrap_or(2_000)).unwrap(),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(histories())]

    /// Invariants 1 to 6 and 9 to 12 hold after every step (see the assertions of `World`). And 7: once faults
    /// stop, the portal's idle date is true.
    #[test]
    fn every_history_ends_in_the_truth(mut world in world(), ops in proptest::collection::vec(op(), 1..60), here: bool) {
        for op in ops {
            world.apply(op);
        }
        world.heal();
        // What is under way is still answered as before.
        world.apply(Op::Wait(MINUTE));
        world.apply(Op::Wait(world.settles_within()));
        if here {
            world.apply(Op::Touch);
            // Long enough for a source that is read every five seconds, and too short to be away again.
            world.apply(Op::Wait(world.threshold() * 3 / 4));
        }
        let gone = world.must_be_away();
        prop_assert_eq!(gone, world.may_be_away());
        let on_purpose = world.manual_away.is_some() || world.slept && world.engine.policy.choices.away_on_suspend;
        prop_assert_eq!(gone, !here && (!world.held() || on_purpose));
        prop_assert_eq!(world.engine.ledger.told(), if gone { Told::Away } else { Told::Present });
        prop_assert_eq!(world.recorded.is_some(), gone, "7: the portal believes what is true");
        prop_assert_eq!(world.engine.status().trouble, None);
        // 12: quitting clears what was set.
        world.quit();
        prop_assert_eq!(world.recorded, None, "12: nothing stays behind");
    }

    /// 8: an engine that was not polled for eight hours ends in the same state as one that was.
    #[test]
    fn one_late_poll_equals_many_small_ones(mut world in world(), ops in proptest::collection::vec(op(), 1..30)) {
        for op in ops {
            world.apply(op);
        }
        world.faults.clear();
        world.lies = 0;
        if world.source.is_none() {
            world.apply(Op::SourceFound(EVENTS));
        }
        world.apply(Op::Wait(MINUTE * 2));
        let mut late = world.clone();
        for _ in 0..8 * 60 {
            world.apply(Op::Wait(MINUTE));
        }
        late.now = late.now + HOUR * 8;
        late.run(late.now);
        for world in [&mut world, &mut late] {
            world.apply(Op::Wait(HOUR * 2));
        }
        // One may have met a trouble that was over before the other was polled; and an answer that arrives after
        // eight hours postpones the next readback.
        let ends = |world: &World| Status { trouble: None, recorded: Recorded::Unknown, ..world.engine.status() };
        prop_assert_eq!(ends(&world), ends(&late));
        prop_assert_eq!(world.recorded.is_some(), late.recorded.is_some());
    }

    /// 12: a pause clears what was set, and so does the next start after a crash.
    #[test]
    fn pausing_and_the_start_after_a_crash_clear_what_was_set(mut world in world(), crash: bool) {
        world.apply(Op::Wait(HOUR));
        prop_assert!(world.recorded.is_some());
        if crash {
            // The person returns while no agent is running.
            world.last_input = world.now;
            world.apply(Op::Crash);
        } else {
            world.apply(Op::Pause(None));
        }
        world.apply(Op::Wait(SECOND));
        prop_assert_eq!(world.recorded, None);
    }
}

// ---- stories: single histories with a name ----

fn here_for(threshold: Duration) -> World {
    World::new(EVENTS, Policy::of(Choices { threshold, ..Choices::default() }), 7)
}

fn kinds(world: &World) -> Vec<Presence> {
    world.reports.iter().map(|(_, presence)| *presence).collect()
}

/// awatcher#19: away began at the threshold.
#[test]
fn away_is_reported_at_the_threshold_and_dated_back_to_the_last_input() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 5));
    world.apply(Op::Touch);
    world.apply(Op::Wait(MINUTE * 9));
    assert_eq!(kinds(&world), []);
    world.apply(Op::Wait(MINUTE * 2));
    assert_eq!(kinds(&world), [Presence::Away { ago: 10 }]);
    assert_eq!(world.recorded, Some(world.last_input));
}

#[test]
fn a_quiet_hour_is_one_report_and_a_busy_hour_is_none() {
    let mut world = here_for(SECOND * 3);
    for _ in 0..3600 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND));
    }
    assert_eq!(kinds(&world), []);
    world.apply(Op::Wait(HOUR));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }]);
}

#[test]
fn a_portal_that_comes_up_late_hears_how_long_it_has_really_been() {
    let mut world = here_for(SECOND * 3);
    for _ in 0..4 {
        world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, Some(SECOND * 30))));
    }
    world.apply(Op::Wait(HOUR));
    let (sent, presence) = *world.reports.last().unwrap();
    assert_eq!(world.reports.len(), 5);
    assert_eq!(presence, Presence::Away { ago: sent.since(world.last_input).as_secs() / 60 });
    assert!(sent.since(world.last_input) > MINUTE * 2);
    assert!(world.recorded.is_some());
}

#[test]
fn coming_back_during_a_retry_sends_nothing_when_the_portal_never_heard() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, Some(SECOND * 30))));
    world.apply(Op::Wait(SECOND * 5));
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    let sent = kinds(&world).len();
    assert_eq!(world.engine.ledger.told(), Told::Present);
    for _ in 0..60 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND));
    }
    assert_eq!(kinds(&world).len(), sent);
}

#[test]
fn coming_back_during_a_retry_sends_only_idle_end_when_the_portal_may_have_heard() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Fault(Fault::of(Trouble::Offline, true, true, Some(SECOND * 2))));
    world.apply(Op::Wait(SECOND * 4));
    for _ in 0..4 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND));
    }
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }, Presence::Present]);
    assert_eq!(world.recorded, None);
}

/// brick#31: locked, away; then a timer saw "idle for two minutes" and sent present.
/// RocketChat#1794, #1866, #36247: lock and sleep bypassed the state machine, and unlocking did not restore it.
#[test]
fn unlocking_after_a_night_ends_away_once() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 2));
    world.apply(Op::Touch);
    world.apply(Op::Lock);
    world.apply(Op::Wait(HOUR * 14));
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND * 4));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }], "a bump into the lock screen is no return");
    world.apply(Op::Unlock);
    world.apply(Op::Wait(MINUTE));
    assert_eq!(kinds(&world)[1..], [Presence::Present]);
}

/// activitywatch#854, workrave#539, hypridle#69, #73: sleep counted as work, or resuming as a return.
#[test]
fn waking_up_is_not_coming_back() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Touch);
    world.apply(Op::Sleep(HOUR * 8));
    world.apply(Op::Wait(MINUTE * 20));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }]);
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    assert_eq!(kinds(&world).last(), Some(&Presence::Present));
}

/// mattermost/desktop#1187, RocketChat#194: locking means away at once. teams-for-linux#1329: with an opt-out.
#[test]
fn locking_means_away_at_once_unless_one_opted_out() {
    for away_on_lock in [true, false] {
        let policy = Policy::of(Choices { threshold: MINUTE * 10, away_on_lock, ..Choices::default() });
        let mut world = World::new(EVENTS, policy, 7);
        world.apply(Op::Touch);
        world.apply(Op::Wait(MINUTE * 2));
        for lock in [Op::Lock, Op::LockAsked] {
            let before = world.reports.len();
            world.apply(lock);
            world.apply(Op::Wait(SECOND * 7));
            assert_eq!(world.reports.len() - before, usize::from(away_on_lock));
            world.apply(Op::Unlock);
            world.apply(Op::Wait(SECOND * 2));
        }
        let expected = [Presence::Away { ago: 1 }, Presence::Present];
        assert_eq!(kinds(&world), if away_on_lock { expected.repeat(2) } else { vec![] });
    }
}

#[test]
fn a_lock_that_nobody_confirmed_is_over_with_input_after_a_grace() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::LockAsked);
    world.apply(Op::Wait(SECOND * 2));
    world.apply(Op::Touch);
    world.apply(Op::Wait(HOUR));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }]);
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    assert_eq!(kinds(&world)[1..], [Presence::Present]);
}

/// aw-watcher-afk#41, activitywatch#261, workrave#248: away in the middle of a call or of a film.
/// hypridle#128: nothing was reported after an inhibitor had ended.
#[test]
fn a_call_keeps_one_present_and_after_it_the_last_input_counts_as_if_it_had_never_been() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Touch);
    world.apply(Op::Inhibit(Inhibitor::Microphone, true));
    world.apply(Op::Wait(MINUTE * 45));
    assert_eq!(kinds(&world), []);
    assert_eq!(world.engine.status().held_by, Some(Inhibitor::Microphone));
    world.apply(Op::Inhibit(Inhibitor::Microphone, false));
    world.apply(Op::Wait(SECOND));
    assert_eq!(kinds(&world), [Presence::Away { ago: 45 }]);
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    world.apply(Op::Inhibit(Inhibitor::Program, true));
    world.apply(Op::Wait(MINUTE * 9));
    world.apply(Op::Inhibit(Inhibitor::Program, false));
    world.apply(Op::Wait(SECOND * 58));
    assert_eq!(kinds(&world).len(), 2);
    world.apply(Op::Wait(SECOND));
    assert_eq!(kinds(&world)[2..], [Presence::Away { ago: 10 }]);
}

#[test]
fn neither_a_lock_nor_sleep_nor_ones_own_word_cares_for_a_call() {
    for (leave, back) in [(Op::Lock, Op::Unlock), (Op::Sleep(MINUTE), Op::Touch), (Op::AwayNow, Op::BackNow)]
    {
        let mut world = here_for(MINUTE * 10);
        world.apply(Op::Inhibit(Inhibitor::Program, true));
        world.apply(leave);
        world.apply(Op::Wait(SECOND * 2));
        world.apply(back);
        world.apply(Op::Wait(SECOND * 2));
        assert_eq!(kinds(&world), [Presence::Away { ago: 1 }, Presence::Present]);
    }
}

/// sane-break#157: the opposite wish.
#[test]
fn whoever_wants_calls_ignored_is_away_in_the_middle_of_one() {
    let policy =
        Policy::of(Choices { threshold: MINUTE * 10, stay_present_in_calls: false, ..Choices::default() });
    for source in [EVENTS, READINGS] {
        let mut world = World::new(source, policy.clone(), 7);
        world.apply(Op::Inhibit(Inhibitor::Window, true));
        world.apply(Op::Wait(MINUTE * 11));
        assert_eq!(kinds(&world), [Presence::Away { ago: 10 }]);
    }
}

#[test]
fn leaving_by_ones_own_word_lasts_until_input_after_a_grace_or_until_one_says_so() {
    for source in [EVENTS, READINGS] {
        let mut world =
            World::new(source, Policy::of(Choices { threshold: MINUTE * 10, ..Choices::default() }), 7);
        world.apply(Op::Wait(MINUTE * 3));
        world.apply(Op::Touch);
        world.apply(Op::AwayNow);
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND * 3));
        world.apply(Op::Touch);
        world.apply(Op::Wait(MINUTE * 30));
        assert_eq!(kinds(&world), [Presence::Away { ago: 1 }], "the hand was still on the mouse");
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND * 6));
        assert_eq!(kinds(&world)[1..], [Presence::Present]);
        world.apply(Op::AwayNow);
        world.apply(Op::Wait(SECOND * 2));
        world.apply(Op::BackNow);
        world.apply(Op::Wait(SECOND));
        assert_eq!(kinds(&world)[2..], [Presence::Away { ago: 1 }, Presence::Present]);
    }
}

#[test]
fn a_machine_that_goes_down_leaves_nothing_behind_and_one_that_does_not_goes_on() {
    let mut world = here_for(SECOND * 10);
    world.apply(Op::Wait(MINUTE));
    world.apply(Op::GoingDown(true));
    world.apply(Op::Wait(SECOND));
    assert_eq!(world.recorded, None);
    world.apply(Op::GoingDown(false));
    world.apply(Op::Wait(MINUTE));
    assert_eq!(kinds(&world), [Presence::Away { ago: 1 }, Presence::Present, Presence::Away { ago: 1 }]);
}

#[test]
fn a_refused_webhook_asks_once_and_is_probed_every_hour_until_somebody_signs_in() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Faults(Trouble::Unauthorized, 100));
    world.apply(Op::Wait(MINUTE));
    assert_eq!((kinds(&world).len(), world.asks), (2, 1), "a second one confirms it");
    assert!(world.engine.status().needs_person);
    world.apply(Op::Wait(HOUR * 10));
    let probes = kinds(&world).len() - 2;
    assert!((10..=12).contains(&probes), "{probes}");
    assert_eq!(world.asks, 1);
    world.faults.clear();
    world.apply(Op::SignIn);
    world.apply(Op::Wait(SECOND * 2));
    assert!(world.recorded.is_some());
}

#[test]
fn a_refusal_that_is_over_is_noticed_within_the_hour_with_or_without_something_to_report() {
    for trouble in Trouble::ALL.into_iter().filter(|trouble| trouble.is_refusal()) {
        for present in [true, false] {
            let mut world = here_for(MINUTE * 10);
            world.apply(Op::Wait(MINUTE * 11));
            world.apply(Op::Faults(trouble, 12));
            // The return is refused until it is certain, or the person leaves again before it is accepted.
            world.apply(Op::Touch);
            for _ in 0..400 {
                world.apply(Op::Touch);
                world.apply(Op::Wait(SECOND * 5));
            }
            assert!(world.engine.status().needs_person, "{trouble:?}");
            world.faults.clear();
            for _ in 0..if trouble == Trouble::Rejected { 162 } else { 122 } {
                if present {
                    world.apply(Op::Touch);
                }
                world.apply(Op::Wait(SECOND * 30));
            }
            assert_eq!((world.recorded.is_some(), world.engine.status().trouble), (!present, None));
        }
    }
}

#[test]
fn a_readback_that_is_refused_is_confirmed_probed_and_over_by_itself() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 10 + SECOND));
    world.apply(Op::Faults(Trouble::Scope, 4));
    world.apply(Op::Wait(MINUTE * 4));
    assert!(world.engine.status().needs_person);
    world.apply(Op::Wait(HOUR * 3));
    assert_eq!((world.engine.status().trouble, world.engine.status().recorded), (None, Recorded::Confirmed));
    assert_eq!(kinds(&world).len(), 1);
}

#[test]
fn a_person_a_network_an_unlock_and_a_return_end_the_wait_of_a_refusal() {
    for nudge in [Op::TryAgain, Op::Unpause, Op::Online, Op::Unlock, Op::Touch] {
        let mut world = here_for(MINUTE * 10);
        world.apply(Op::Faults(Trouble::Plan, 2));
        world.apply(Op::Wait(MINUTE * 11));
        assert!(world.engine.status().needs_person);
        world.apply(nudge.clone());
        world.apply(Op::Wait(SECOND * 6));
        assert!(!world.engine.status().needs_person, "{nudge:?}");
    }
}
