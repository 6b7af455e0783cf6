//! When a person is told something without having asked: seldom, and never behind a locked screen. Facts in, a
//! notice out; no I/O.

use crate::messages::Problem;
use crate::ui::view::SignIn;
use presence::{Moment, Status, Told, Trouble, Whereabouts};
use std::time::Duration;

/// Never the same one twice within this time.
const AGAIN: Duration = Duration::from_secs(60 * 60);
/// A keychain that takes longer waits for a person.
const KEYCHAIN_WAITS: Duration = Duration::from_secs(10);
/// Whoever was away for less knows it.
const LONG: Duration = Duration::from_secs(4 * 60 * 60);

/// What a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The portal refuses us, has confirmed that, and somebody has to do something.
    Refused(Trouble),
    /// The keychain waits for somebody.
    Keychain,
    /// They are back after having been away for so long.
    Back(Duration),
    /// Something on this machine is in the way.
    Problem(Problem),
}

impl Notice {
    fn is_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Back(_), Self::Back(_)) => true,
            _ => self == other,
        }
    }
}

#[derive(Debug, Default)]
pub struct Notices {
    shown: Vec<(Notice, Moment)>,
    /// Waits for the screen to be unlocked.
    held: Vec<Notice>,
    refused: Option<Trouble>,
    /// Since when the keychain has not answered.
    waiting: Option<Moment>,
    keychain_told: bool,
    /// Since when the person is away, if the portal knows it.
    away: Option<Moment>,
}

impl Notices {
    /// Something that went wrong beside everything else.
    pub fn hear(&mut self, problem: Problem) {
        self.held.push(Notice::Problem(problem));
    }

    /// What is to be told now. `welcome`: whoever comes back after hours is to be told.
    pub fn due(&mut self, status: &Status, sign_in: &SignIn, welcome: bool, now: Moment) -> Vec<Notice> {
        let refused = status.trouble.filter(|_| status.needs_person);
        if refused != self.refused {
            self.held.extend(refused.map(Notice::Refused));
            self.refused = refused;
        }
        self.waiting = match sign_in {
            SignIn::Waiting => self.waiting.or(Some(now)),
            _ => None,
        };
        if self.waiting.is_none() {
            self.keychain_told = false;
        } else if !self.keychain_told && self.asks_at().is_some_and(|at| at <= now) {
            self.keychain_told = true;
            self.held.push(Notice::Keychain);
        }
        match status.whereabouts {
            Whereabouts::Gone { since, .. } if status.told == Told::Away => self.away = Some(since),
            Whereabouts::Here if status.told == Told::Present => {
                let away = self.away.take().map(|since| now.since(since));
                self.held.extend(away.filter(|away| welcome && *away >= LONG).map(Notice::Back));
            }
            _ => {}
        }
        if status.locked {
            return Vec::new();
        }
        self.shown.retain(|(_, at)| now.since(*at) < AGAIN);
        let mut due = Vec::new();
        for notice in std::mem::take(&mut self.held) {
            // What has passed behind the lock is no news any more.
            let over = matches!(&notice, Notice::Refused(trouble) if self.refused != Some(*trouble))
                || notice == Notice::Keychain && self.waiting.is_none();
            if !over && !self.shown.iter().any(|(shown, _)| shown.is_the_same(&notice)) {
                self.shown.push((notice.clone(), now));
                due.push(notice);
            }
        }
        due
    }

    /// When to ask again if nothing happens before.
    pub fn asks_at(&self) -> Option<Moment> {
        self.waiting.filter(|_| !self.keychain_told).map(|since| since + KEYCHAIN_WAITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use presence::{Cause, Choices, Recorded};

    const SECOND: Duration = Duration::from_secs(1);

    fn status() -> Status {
        Status {
            whereabouts: Whereabouts::Here,
            held_by: None,
            watching: true,
            locked: false,
            told: Told::Present,
            recorded: Recorded::Unknown,
            signed_in: true,
            paused: None,
            trouble: None,
            needs_person: false,
            owed: false,
            choices: Choices::default(),
        }
    }

    fn at(seconds: u64) -> Moment {
        Moment::after_boot(Duration::from_secs(1_000_000 + seconds))
    }

    #[test]
    fn a_refusal_is_told_once_and_not_again_within_an_hour() {
        let mut notices = Notices::default();
        let refused = Status { trouble: Some(Trouble::Unauthorized), needs_person: true, ..status() };
        let told =
            |notices: &mut Notices, status: &Status, now| notices.due(status, &SignIn::Answered, false, now);
        assert_eq!(told(&mut notices, &refused, at(0)), [Notice::Refused(Trouble::Unauthorized)]);
        assert_eq!(told(&mut notices, &refused, at(1)), []);
        // Signed in, and refused again.
        assert_eq!(told(&mut notices, &status(), at(60)), []);
        assert_eq!(told(&mut notices, &refused, at(120)), []);
        assert_eq!(told(&mut notices, &status(), at(180)), []);
        assert_eq!(told(&mut notices, &refused, at(3_700)).len(), 1);
        let scope = Status { trouble: Some(Trouble::Scope), needs_person: true, ..status() };
        assert_eq!(told(&mut notices, &scope, at(3_701)), [Notice::Refused(Trouble::Scope)]);
        let unconfirmed = Status { trouble: Some(Trouble::Plan), owed: true, ..status() };
        assert_eq!(told(&mut notices, &unconfirmed, at(8_000)), [], "it may be a mistake");
        let offline = Status { trouble: Some(Trouble::Offline), ..status() };
        assert_eq!(told(&mut notices, &offline, at(9_000)), [], "the agent keeps trying");
    }

    #[test]
    fn behind_a_locked_screen_nothing_is_shown_and_after_it_only_what_still_holds() {
        let mut notices = Notices::default();
        let mut refused =
            Status { trouble: Some(Trouble::Plan), needs_person: true, locked: true, ..status() };
        assert_eq!(notices.due(&refused, &SignIn::Answered, false, at(0)), []);
        refused.locked = false;
        assert_eq!(notices.due(&refused, &SignIn::Answered, false, at(9)), [Notice::Refused(Trouble::Plan)]);
        let mut notices = Notices::default();
        refused.locked = true;
        assert_eq!(notices.due(&refused, &SignIn::Answered, false, at(0)), []);
        assert_eq!(notices.due(&status(), &SignIn::Answered, false, at(9)), [], "it is over");
    }

    #[test]
    fn a_keychain_that_waits_for_a_person_is_told_of_after_ten_seconds() {
        let mut notices = Notices::default();
        let waiting = Status { signed_in: false, ..status() };
        assert_eq!(notices.due(&waiting, &SignIn::Waiting, false, at(0)), []);
        assert_eq!(notices.asks_at(), Some(at(10)));
        assert_eq!(notices.due(&waiting, &SignIn::Waiting, false, at(10)), [Notice::Keychain]);
        assert_eq!(notices.asks_at(), None);
        assert_eq!(notices.due(&waiting, &SignIn::Waiting, false, at(5_000)), []);
    }

    #[test]
    fn who_comes_back_after_hours_is_welcomed_if_they_like() {
        let away = |since| Status {
            whereabouts: Whereabouts::Gone { since: at(since), why: Cause::Idle },
            told: Told::Away,
            ..status()
        };
        for (hours, welcome, told) in [(5, true, true), (3, true, false), (5, false, false)] {
            let mut notices = Notices::default();
            assert_eq!(notices.due(&away(0), &SignIn::Answered, welcome, at(600)), []);
            let back = notices.due(&status(), &SignIn::Answered, welcome, at(hours * 3_600));
            assert_eq!(back.len(), usize::from(told));
            assert_eq!(notices.due(&status(), &SignIn::Answered, welcome, at(hours * 3_600) + SECOND), []);
        }
    }
}
