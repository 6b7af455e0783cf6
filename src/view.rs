//! What the tray shows, as plain data: facts in, a [`View`] out. Drawing is the tray's business.

use crate::messages::{self, Problem};
use crate::presence::{Recorded, Status, Told, Whereabouts};
use std::time::Duration;

/// The icon's states; they differ in shape, not by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Present,
    Away,
    Paused,
    Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub icon: Icon,
    /// One true sentence; the menu's first line says the same.
    pub status: String,
    pub menu: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Text to read.
    Label(String),
    Separator,
    Check {
        label: String,
        checked: bool,
        command: Command,
    },
    /// A submenu of which one is chosen, or none if the present value is not among them.
    Choice {
        label: String,
        chosen: Option<usize>,
        options: Vec<(String, Command)>,
    },
    Button {
        label: String,
        command: Command,
    },
}

/// What a person can ask for in the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Report my presence, or do not.
    Report(bool),
    /// Away after so long without input.
    Threshold(Duration),
    /// Report nothing for so long.
    PauseFor(Duration),
    /// I leave.
    Away,
    /// I am here.
    Back,
    Quit,
}

/// Whether there are credentials to report with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// The keychain was asked and has not answered: it may be waiting for a person.
    #[default]
    Waiting,
    Answered,
    /// They cannot be had, or not be used.
    Failing(Problem),
}

/// What a view is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub status: Status,
    /// The portal's host; empty while there is none.
    pub host: String,
    pub sign_in: SignIn,
    /// The local time of the last input, as a person reads it, when they are away.
    pub since: String,
    /// The local time at which a pause ends; empty if none does.
    pub until: String,
}

const THRESHOLDS: [u64; 6] = [1, 3, 5, 10, 15, 30];

pub fn view(facts: &Facts) -> View {
    let (icon, status) = state(facts);
    let Status { paused, threshold, .. } = facts.status;
    let options = THRESHOLDS.map(|minutes| Duration::from_secs(minutes * 60));
    let menu = vec![
        Item::Label(status.clone()),
        Item::Separator,
        Item::Check {
            label: messages::menu_report(),
            checked: paused.is_none(),
            command: Command::Report(paused.is_some()),
        },
        Item::Choice {
            label: messages::menu_threshold(),
            chosen: options.iter().position(|option| *option == threshold),
            options: options.map(|option| (messages::minutes(option), Command::Threshold(option))).to_vec(),
        },
        Item::Separator,
        Item::Button { label: messages::menu_quit(), command: Command::Quit },
    ];
    View { icon, status, menu }
}

fn state(facts: &Facts) -> (Icon, String) {
    let Facts { status, host, sign_in, since, until } = facts;
    if !status.signed_in {
        let sentence = match sign_in {
            SignIn::Waiting => messages::waiting_for_keychain(),
            SignIn::Answered => messages::not_signed_in(),
            SignIn::Failing(problem) => problem.to_string(),
        };
        return (Icon::Problem, sentence);
    }
    if let Some(trouble) = status.trouble.filter(|trouble| trouble.stops()) {
        return (Icon::Problem, messages::stopped(host, trouble));
    }
    let late = status.trouble.filter(|_| status.owed);
    if status.paused.is_some() {
        return match late {
            Some(trouble) => (Icon::Problem, messages::back_untold(host, trouble)),
            None => (Icon::Paused, messages::paused(until)),
        };
    }
    match (status.whereabouts, late) {
        (Whereabouts::Unknown, _) if status.watching => (Icon::Problem, messages::nothing_noticed()),
        (Whereabouts::Unknown, _) => (Icon::Problem, messages::unknown()),
        (Whereabouts::Gone { why, .. }, Some(trouble)) => {
            (Icon::Problem, messages::away_untold(since, why, host, trouble))
        }
        (Whereabouts::Gone { why, .. }, None) if status.told == Told::Away => {
            (Icon::Away, messages::away_accepted(since, why, host, status.recorded))
        }
        // Told again, because it was not recorded.
        (Whereabouts::Gone { why, .. }, None) if status.recorded != Recorded::Unknown => {
            (Icon::Away, messages::away_accepted(since, why, host, status.recorded))
        }
        (Whereabouts::Gone { why, .. }, None) => (Icon::Away, messages::away_being_told(since, why, host)),
        (Whereabouts::Here, Some(trouble)) => (Icon::Problem, messages::back_untold(host, trouble)),
        (Whereabouts::Here, None) if status.owed => (Icon::Present, messages::back_being_told(host)),
        (Whereabouts::Here, None) => match status.held_by {
            Some(inhibitor) => (Icon::Present, messages::held(inhibitor)),
            None => (Icon::Present, messages::present(status.threshold)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::{Cause, Inhibitor, Moment, Pause, Trouble};

    fn facts() -> Facts {
        Facts {
            status: Status {
                whereabouts: Whereabouts::Here,
                held_by: None,
                watching: true,
                told: Told::Present,
                recorded: Recorded::Unknown,
                signed_in: true,
                paused: None,
                trouble: None,
                owed: false,
                threshold: Duration::from_secs(600),
            },
            host: "example.bitrix24.com".into(),
            sign_in: SignIn::Answered,
            since: "12:04".into(),
            until: String::new(),
        }
    }

    fn with(change: impl FnOnce(&mut Facts)) -> View {
        let mut facts = facts();
        change(&mut facts);
        view(&facts)
    }

    fn gone() -> Whereabouts {
        Whereabouts::Gone { since: Moment::default(), why: Cause::Idle }
    }

    #[test]
    fn the_whole_view_of_a_person_at_the_desk() {
        let minutes = |n: u64| Command::Threshold(Duration::from_secs(n * 60));
        assert_eq!(
            view(&facts()),
            View {
                icon: Icon::Present,
                status: "Present; away after 10 minutes without input".into(),
                menu: vec![
                    Item::Label("Present; away after 10 minutes without input".into()),
                    Item::Separator,
                    Item::Check {
                        label: "Report my presence".into(),
                        checked: true,
                        command: Command::Report(false)
                    },
                    Item::Choice {
                        label: "Away after".into(),
                        chosen: Some(3),
                        options: vec![
                            ("1 minute".into(), minutes(1)),
                            ("3 minutes".into(), minutes(3)),
                            ("5 minutes".into(), minutes(5)),
                            ("10 minutes".into(), minutes(10)),
                            ("15 minutes".into(), minutes(15)),
                            ("30 minutes".into(), minutes(30)),
                        ],
                    },
                    Item::Separator,
                    Item::Button { label: "Quit".into(), command: Command::Quit },
                ],
            }
        );
    }

    #[test]
    fn away_claims_no_more_than_the_portal_said() {
        let told = with(|f| {
            f.status.whereabouts = gone();
            f.status.told = Told::Away;
        });
        assert_eq!(
            (told.icon, &*told.status),
            (Icon::Away, "Away since 12:04, accepted by example.bitrix24.com")
        );
        let read_back = |recorded| {
            let view = with(|f| {
                f.status.whereabouts = gone();
                f.status.told = Told::Away;
                f.status.recorded = recorded;
            });
            view.status
        };
        assert_eq!(read_back(Recorded::Yes), "Away since 12:04, recorded by example.bitrix24.com");
        assert_eq!(
            read_back(Recorded::Cleared),
            "Away since 12:04, cleared by another client at example.bitrix24.com"
        );
        assert_eq!(
            read_back(Recorded::No),
            "Away since 12:04, accepted by example.bitrix24.com, but it reads back as not idle: cleared by another client, or hidden"
        );
        let telling = with(|f| {
            f.status.whereabouts = gone();
            f.status.owed = true;
        });
        assert_eq!(telling.icon, Icon::Away);
        assert!(!telling.status.contains("accepted"));
        let offline = with(|f| {
            f.status.whereabouts = gone();
            f.status.owed = true;
            f.status.trouble = Some(Trouble::Offline);
        });
        assert_eq!(offline.icon, Icon::Problem);
        assert!(offline.status.contains("not reported yet"), "{}", offline.status);
    }

    #[test]
    fn a_paused_tray_shows_an_unchecked_toggle_that_switches_on_again() {
        let view = with(|f| f.status.paused = Some(Pause::Indefinitely));
        assert_eq!(view.icon, Icon::Paused);
        assert_eq!(
            view.menu[2],
            Item::Check {
                label: "Report my presence".into(),
                checked: false,
                command: Command::Report(true)
            }
        );
    }

    #[test]
    fn an_old_trouble_is_not_shown_once_nothing_is_owed() {
        let view = with(|f| f.status.trouble = Some(Trouble::Offline));
        assert_eq!(view.icon, Icon::Present);
    }

    #[test]
    fn the_status_says_why_somebody_counts_as_away_or_as_present() {
        let away = |why| {
            let view = with(|f| {
                f.status.whereabouts = Whereabouts::Gone { since: Moment::default(), why };
                f.status.told = Told::Away;
            });
            view.status
        };
        assert_eq!(away(Cause::Locked), "Away since 12:04 (locked), accepted by example.bitrix24.com");
        assert_eq!(away(Cause::Asleep), "Away since 12:04 (asleep), accepted by example.bitrix24.com");
        assert_eq!(away(Cause::Said), "Away since 12:04 (you said so), accepted by example.bitrix24.com");
        let held = |inhibitor| with(|f| f.status.held_by = Some(inhibitor)).status;
        assert_eq!(held(Inhibitor::Microphone), "Present: the microphone is in use");
        assert_eq!(held(Inhibitor::Program), "Present: a program asks not to count this as idle");
        assert_eq!(held(Inhibitor::Window), "Present: a window asks not to count this as idle");
    }

    #[test]
    fn not_knowing_yet_is_told_apart_from_not_being_able_to_know() {
        let unknown = |watching| {
            let view = with(|f| {
                f.status.whereabouts = Whereabouts::Unknown;
                f.status.watching = watching;
            });
            assert_eq!(view.icon, Icon::Problem);
            view.status
        };
        assert_eq!(unknown(true), "Waiting for the first key press or mouse move");
        assert!(unknown(false).contains("cannot be seen"));
    }

    #[test]
    fn a_pause_says_when_it_ends() {
        let view = with(|f| {
            f.status.paused = Some(Pause::Until(Moment::default()));
            f.until = "17:00".into();
        });
        assert_eq!(view.status, "Paused until 17:00: nothing is reported");
    }

    #[test]
    fn a_refusal_stays_visible_until_somebody_acts() {
        let view = with(|f| f.status.trouble = Some(Trouble::Scope));
        assert_eq!(view.icon, Icon::Problem);
        assert!(view.status.contains("im"));
    }

    #[test]
    fn signed_out_is_a_state() {
        let view = with(|f| f.status.signed_in = false);
        assert_eq!(view.icon, Icon::Problem);
        assert!(view.status.contains("away24 login"));
    }

    #[test]
    fn credentials_that_cannot_be_had_say_why() {
        let view = with(|f| {
            f.status.signed_in = false;
            f.sign_in = SignIn::Failing(Problem::KeychainLocked);
        });
        assert_eq!((view.icon, &*view.status), (Icon::Problem, "The keychain is locked."));
    }

    #[test]
    fn a_configured_threshold_outside_the_list_checks_nothing() {
        let view = with(|f| f.status.threshold = Duration::from_secs(420));
        assert!(matches!(view.menu[3], Item::Choice { chosen: None, .. }));
    }
}
