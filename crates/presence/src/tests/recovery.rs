//! Stories of what goes wrong: other clients, crashes, networks, contention.

use super::*;
use world::*;

fn readbacks(world: &World) -> Vec<u64> {
    let began = world.reports.first().map(|(at, _)| *at).unwrap_or_default();
    world.readbacks.iter().map(|at| at.since(began).as_secs() / 60).collect()
}

fn away_for_an_hour_with(policy: Policy) -> World {
    let mut world = World::new(EVENTS, policy, 7);
    world.apply(Op::Wait(HOUR));
    world
}

#[test]
fn an_away_is_looked_at_after_a_minute_and_then_ever_more_seldom() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 11));
    assert_eq!(world.engine.status().recorded, Recorded::Unknown);
    world.apply(Op::Wait(SECOND * 2));
    assert_eq!(world.engine.status().recorded, Recorded::Confirmed);
    world.apply(Op::Wait(HOUR * 16));
    assert_eq!(readbacks(&world), [1, 16, 46, 106, 226, 466, 706, 946]);
    assert_eq!(kinds(&world).len(), 1);
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND));
    assert_eq!(world.engine.status().recorded, Recorded::Unknown);
}

#[test]
fn while_somebody_is_here_nobody_looks() {
    let mut world = here_for(MINUTE * 10);
    for _ in 0..600 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(MINUTE));
    }
    assert_eq!((world.readbacks.len(), world.reports.len()), (0, 0));
}

#[test]
fn what_another_client_cleared_is_told_again_once_and_then_ever_more_seldom() {
    let mut world = here_for(MINUTE * 10);
    world.apply(Op::Wait(MINUTE * 10 + SECOND));
    let away = world.now;
    for _ in 0..240 {
        world.apply(Op::OtherClient);
        world.apply(Op::Wait(MINUTE));
    }
    let told: Vec<u64> = world.reports.iter().map(|(at, _)| at.since(away).as_secs() / 60).collect();
    assert_eq!(told, [0, 0, 15, 45, 105, 225]);
    // Each report is true when it is sent, and the status says that none of them was recorded.
    assert_eq!(kinds(&world)[1..3], [Presence::Away { ago: 11 }, Presence::Away { ago: 26 }]);
    assert_eq!(world.engine.status().recorded, Recorded::Missing);
    world.apply(Op::Wait(HOUR * 9));
    assert_eq!(world.engine.status().recorded, Recorded::Confirmed);
}

#[test]
fn what_was_recorded_and_is_cleared_later_is_told_again_and_shown_as_such() {
    let mut world = away_for_an_hour_with(Policy::default());
    assert_eq!(world.engine.status().recorded, Recorded::Confirmed);
    world.apply(Op::OtherClient);
    world.apply(Op::Wait(HOUR));
    assert_eq!((kinds(&world).len(), world.engine.status().recorded), (2, Recorded::Cleared));
    // A quarter of an hour later it is known whether that helped.
    world.apply(Op::Wait(MINUTE * 15));
    assert_eq!((kinds(&world).len(), world.engine.status().recorded), (2, Recorded::Confirmed));
}

#[test]
fn a_date_that_another_client_put_in_place_of_ours_is_replaced() {
    let mut world = away_for_an_hour_with(Policy::default());
    world.recorded = Some(world.now.before(MINUTE * 10));
    world.apply(Op::Wait(HOUR * 2));
    assert_eq!(kinds(&world).len(), 2);
    assert!(world.recorded.unwrap().since(world.last_input) < MINUTE);
}

#[test]
fn somebody_with_other_devices_clears_while_here_what_a_machine_elsewhere_has_set() {
    let policy = Policy::of(Choices { multi_device: true, ..Choices::default() });
    let mut world = World::new(EVENTS, policy, 7);
    let mut spans = Vec::new();
    for minute in 0..30 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND));
        if minute == 12 {
            // The computer in the office fell asleep.
            world.recorded = Some(world.now);
        }
        spans.push(world.recorded.is_some());
        world.apply(Op::Wait(SECOND * 59));
    }
    assert_eq!(shortest_readback_interval(&world), MINUTE * 5);
    assert_eq!(kinds(&world), [Presence::Present]);
    assert!(spans.iter().filter(|stuck| **stuck).count() <= 5);
    // While the person is away, an idle date of another device may be right.
    world.apply(Op::Wait(MINUTE * 9));
    let readbacks_before = world.readbacks.len();
    world.apply(Op::Wait(HOUR));
    assert!(world.readbacks.len() - readbacks_before <= 4, "only the readbacks of an absence");
}

fn shortest_readback_interval(world: &World) -> Duration {
    world.readbacks.windows(2).map(|pair| pair[1].since(pair[0])).min().unwrap()
}

#[test]
fn of_somebody_with_other_devices_another_clients_word_is_believed_while_away() {
    let mut world = away_for_an_hour_with(Policy::of(Choices { multi_device: true, ..Choices::default() }));
    world.apply(Op::OtherClient);
    world.apply(Op::Wait(HOUR * 8));
    assert_eq!(kinds(&world).len(), 1);
    assert_eq!(world.engine.status().recorded, Recorded::Cleared);
}

/// The portal carries out a request that had timed out, after it has accepted the return.
#[test]
fn an_away_that_arrives_after_the_return_is_found_and_cleared() {
    let mut world = here_for(MINUTE);
    world.apply(Op::Fault(Fault { takes: SECOND * 30, ..Fault::of(Trouble::Offline, false, true, None) }));
    world.apply(Op::Wait(MINUTE + SECOND * 31));
    world.apply(Op::Touch);
    world.apply(Op::Wait(SECOND * 3));
    assert_eq!(kinds(&world).last(), Some(&Presence::Present));
    assert!(world.journal, "it is not certain yet");
    world.recorded = Some(world.now);
    for _ in 0..6 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND * 15));
    }
    assert_eq!(world.recorded, None);
    assert_eq!(world.readbacks.len(), 1);
    assert!(!world.journal);
}

/// The same after a crash while an away was under way.
#[test]
fn an_away_that_arrives_after_its_agent_has_died_is_found_and_cleared() {
    let mut world = here_for(MINUTE);
    world.apply(Op::Fault(Fault { takes: MINUTE, ..Fault::of(Trouble::Offline, false, true, None) }));
    world.apply(Op::Wait(MINUTE + SECOND * 10));
    world.last_input = world.now;
    world.apply(Op::Crash);
    world.apply(Op::Wait(SECOND));
    assert_eq!(kinds(&world).last(), Some(&Presence::Present));
    world.recorded = Some(world.now);
    for _ in 0..6 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND * 15));
    }
    assert_eq!((world.recorded, world.journal), (None, false));
}

/// A failed readback during an absence says nothing about an away that may arrive late.
#[test]
fn a_look_that_failed_keeps_no_journal_after_the_end() {
    let mut world = here_for(MINUTE);
    world.apply(Op::Fault(Fault::of(Trouble::Offline, true, true, None)));
    world.apply(Op::Wait(MINUTE + SECOND * 5));
    assert_eq!(kinds(&world).len(), 2, "told again, and accepted");
    world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, None)));
    world.apply(Op::Wait(MINUTE * 5));
    assert_eq!(world.readbacks.len(), 1);
    world.quit();
    assert_eq!((world.recorded, world.journal), (None, false));
}

/// The chaos test's seed 458778: it ended right after a crash whose doubt no readback had resolved yet.
#[test]
fn a_clean_end_keeps_the_journal_while_a_late_away_could_still_arrive_and_the_next_start_settles_it() {
    let mut world = here_for(MINUTE);
    world.apply(Op::Wait(MINUTE + SECOND));
    world.last_input = world.now;
    world.apply(Op::Crash);
    world.apply(Op::Wait(SECOND));
    assert_eq!(world.recorded, None, "cleared by the next start");
    world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, None)));
    for _ in 0..3 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND * 30));
    }
    assert_eq!(world.readbacks.len(), 1, "and it failed");
    let mut ended = world.clone();
    ended.quit();
    assert_eq!((ended.recorded, ended.journal), (None, true));

    world.apply(Op::Crash);
    for _ in 0..4 {
        world.apply(Op::Touch);
        world.apply(Op::Wait(SECOND * 30));
    }
    assert_eq!((world.recorded, world.journal), (None, false));
}

#[test]
fn a_return_does_not_wait_for_a_look_that_the_portal_is_slow_to_answer() {
    let mut world = here_for(MINUTE);
    world.apply(Op::Wait(MINUTE + SECOND));
    world.apply(Op::Fault(Fault { takes: SECOND * 30, ..Fault::of(Trouble::Offline, false, true, None) }));
    world.apply(Op::Wait(MINUTE + SECOND));
    assert!(world.readback.is_some());
    world.apply(Op::Touch);
    world.apply(Op::Wait(Duration::from_millis(10)));
    assert_eq!(world.recorded, None);
}

#[test]
fn a_network_that_is_back_is_tried_within_three_seconds() {
    let mut waits = Vec::new();
    for seed in 0..50 {
        let mut world =
            World::new(EVENTS, Policy::of(Choices { threshold: SECOND * 3, ..Choices::default() }), seed);
        for _ in 0..40 {
            world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, None)));
        }
        world.apply(Op::Wait(HOUR));
        world.faults.clear();
        // Not right after an attempt.
        world.apply(Op::Wait(SECOND * 3));
        let back = world.now;
        world.apply(Op::Online);
        world.apply(Op::Wait(SECOND * 4));
        assert!(world.recorded.is_some());
        let wait = world.reports.last().unwrap().0.since(back);
        assert!(wait <= SECOND * 3, "{wait:?}");
        waits.push(wait);
    }
    // At different moments: the whole office notices the network at once.
    assert!(waits.iter().filter(|wait| **wait < SECOND).count() < 35, "{waits:?}");
}

#[test]
fn neither_a_flapping_network_nor_a_new_one_overrides_what_the_portal_asked_for() {
    let mut world = here_for(SECOND * 3);
    world.apply(Op::Fault(Fault::of(Trouble::Busy, false, false, Some(MINUTE * 10))));
    world.apply(Op::Wait(SECOND * 5));
    for _ in 0..60 {
        world.apply(Op::Online);
        world.apply(Op::Wait(SECOND));
    }
    assert_eq!(kinds(&world).len(), 1);
    let mut world = here_for(SECOND * 3);
    for _ in 0..100 {
        world.apply(Op::Fault(Fault::of(Trouble::Offline, false, false, None)));
    }
    world.apply(Op::Wait(HOUR));
    let before = kinds(&world).len();
    for _ in 0..600 {
        world.apply(Op::Online);
        world.apply(Op::Wait(Duration::from_millis(100)));
    }
    assert!(kinds(&world).len() - before <= 20, "{}", kinds(&world).len() - before);
}

/// 6: each retry under contention falls into its slot.
#[test]
fn who_is_refused_because_there_are_too_many_waits_for_their_turn() {
    for seed in 0..50 {
        let mut world =
            World::new(EVENTS, Policy::of(Choices { threshold: SECOND * 3, ..Choices::default() }), seed);
        for _ in 0..3 {
            world.apply(Op::Fault(Fault::of(Trouble::Crowded, false, false, None)));
        }
        world.apply(Op::Wait(HOUR * 3));
        let first = world.reports[0].0;
        let attempts: Vec<u64> = world.reports.iter().map(|(at, _)| at.since(first).as_secs()).collect();
        assert_eq!(attempts.len(), 4);
        assert!((12..=26).contains(&attempts[1]) && (30..=60).contains(&attempts[2]), "{attempts:?}");
        assert!((70..=195).contains(&attempts[3]), "{attempts:?}");
        assert_eq!(
            kinds(&world)[3],
            Presence::Away { ago: (attempts[3] + 3) / 60 },
            "4: true when it is sent"
        );
    }
}

#[test]
fn nothing_that_a_portal_asks_for_keeps_an_agent_from_ending() {
    for trouble in [Trouble::Crowded, Trouble::Busy, Trouble::Offline] {
        let mut world = here_for(SECOND * 3);
        world.apply(Op::Wait(MINUTE));
        for _ in 0..9 {
            world.apply(Op::Fault(Fault::of(trouble, false, false, Some(HOUR))));
        }
        world.quit();
        assert!(world.journal, "the next start has something to clear");
    }
}

#[test]
fn quitting_pausing_and_going_down_try_once_whatever_the_trouble() {
    for trouble in Trouble::ALL {
        for after in [None, Some(HOUR)] {
            for end in [Op::Pause(None), Op::GoingDown(true), Op::Sleep(HOUR), Op::TryAgain] {
                let mut world = here_for(MINUTE * 10);
                world.apply(Op::Wait(MINUTE * 11));
                for _ in 0..9 {
                    world.apply(Op::Fault(Fault::of(trouble, false, false, after)));
                }
                world.apply(Op::Touch);
                for _ in 0..100 {
                    world.apply(Op::Touch);
                    world.apply(Op::Wait(SECOND));
                }
                assert!(world.recorded.is_some(), "{trouble:?}");
                world.faults.clear();
                let reports = kinds(&world).len();
                if matches!(end, Op::Sleep(_)) {
                    world.apply(end);
                    assert!(kinds(&world).len() > reports, "{trouble:?}");
                } else {
                    world.apply(end);
                    world.apply(Op::Wait(SECOND));
                    assert_eq!(world.recorded, None, "{trouble:?}");
                }
                world.quit();
                assert_eq!(world.recorded, None, "{trouble:?}");
            }
        }
    }
}
