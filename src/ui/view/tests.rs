//! Whole views, compared without a desktop.

use super::*;
use crate::messages::{Language, in_language};
use presence::{Cause, Choices, Inhibitor, Moment, Pause};

fn facts() -> Facts {
    Facts {
        status: Status {
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
        },
        host: "example.bitrix24.com".into(),
        sign_in: SignIn::Answered,
        since: "12:04".into(),
        until: String::new(),
        autostart: Some(false),
        pinned: Vec::new(),
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

/// The menu as lines: what it says, indented where it is a submenu, with a mark where something is chosen.
fn lines(menu: &[Item]) -> Vec<String> {
    let mut lines = Vec::new();
    for item in menu {
        match item {
            Item::Separator => lines.push("--".into()),
            Item::Label(label) => lines.push(label.clone()),
            Item::Button { label, .. } => lines.push(format!("[{label}]")),
            Item::Check { label, checked, .. } => {
                lines.push(format!("{} {label}", if *checked { "x" } else { "o" }));
            }
            Item::Submenu { label, buttons } => {
                lines.push(format!("{label} >"));
                lines.extend(buttons.iter().map(|(label, _)| format!("    [{label}]")));
            }
            Item::Choice { label, chosen, options } => {
                lines.push(format!("{label} >"));
                let mark = |at| if *chosen == Some(at) { "x" } else { "o" };
                lines.extend(
                    options.iter().enumerate().map(|(at, (label, _))| format!("    {} {label}", mark(at))),
                );
            }
        }
    }
    lines
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn the_whole_menu_of_a_person_at_the_desk() {
    let view = view(&facts());
    assert_eq!((view.icon, &*view.status), (Icon::Present, "Present; away after 10 minutes without input"));
    let about = format!("[About away24 {VERSION}]");
    assert_eq!(
        lines(&view.menu),
        [
            "Present; away after 10 minutes without input",
            "--",
            "x Report my presence",
            "[Away now]",
            "Pause >",
            "    [For 30 minutes]",
            "    [For 1 hour]",
            "    [Until tomorrow, 06:00]",
            "    [Until I resume]",
            "Away after >",
            "    o 1 minute",
            "    o 3 minutes",
            "    o 5 minutes",
            "    x 10 minutes",
            "    o 15 minutes",
            "    o 30 minutes",
            "x Stay present in calls",
            "x Away when locked",
            "o Start at login",
            "--",
            "[Today]",
            "[Open Bitrix24]",
            "--",
            "[Sign out]",
            "[Diagnostics…]",
            &about,
            "[Quit]",
        ]
    );
}

#[test]
fn the_whole_menu_in_russian_of_somebody_who_is_signed_out_and_away() {
    let view = in_language(Language::Russian, || {
        with(|f| {
            f.status.signed_in = false;
            f.status.whereabouts = gone();
            f.status.choices.away_on_lock = false;
            f.status.choices.threshold = Duration::from_secs(420);
            f.host = String::new();
            f.autostart = None;
        })
    });
    let about = format!("[О программе away24 {VERSION}]");
    assert_eq!(
        lines(&view.menu),
        [
            "Вход не выполнен",
            "--",
            "x Сообщать о моём присутствии",
            "[Я снова на месте]",
            "Пауза >",
            "    [На 30 минут]",
            "    [На 1 час]",
            "    [До завтра, 06:00]",
            "    [Пока не возобновлю]",
            "Время до статуса «Отошёл» >",
            "    o 1 минута",
            "    o 3 минуты",
            "    o 5 минут",
            "    x 7 минут",
            "    o 10 минут",
            "    o 15 минут",
            "    o 30 минут",
            "x Во время звонков — на месте",
            "o При блокировке экрана — «Отошёл»",
            "--",
            "[Сегодня]",
            "--",
            "[Войти…]",
            "[Диагностика…]",
            &about,
            "[Закрыть away24]",
        ]
    );
}

#[test]
fn a_refused_sign_in_can_be_made_anew_from_the_menu() {
    let offers = |view: View, wanted: Command| {
        view.menu.iter().any(|item| matches!(item, Item::Button { command, .. } if *command == wanted))
    };
    let refused =
        || with(|f| (f.status.trouble, f.status.needs_person) = (Some(Trouble::Unauthorized), true));
    assert!(offers(refused(), Command::SignIn) && !offers(refused(), Command::SignOut));
    assert!(offers(with(|_| ()), Command::SignOut) && !offers(with(|_| ()), Command::SignIn));
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
    assert_eq!(read_back(Recorded::Confirmed), "Away since 12:04, recorded by example.bitrix24.com");
    assert_eq!(
        read_back(Recorded::Cleared),
        "Away since 12:04, cleared by another client at example.bitrix24.com"
    );
    assert_eq!(
        read_back(Recorded::Missing),
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
    assert_eq!(offline.icon, Icon::Offline);
    assert!(offline.status.contains("not reported yet"), "{}", offline.status);
}

#[test]
fn a_paused_tray_shows_an_unchecked_toggle_that_switches_on_again() {
    let view = with(|f| f.status.paused = Some(Pause::Indefinitely));
    assert_eq!(view.icon, Icon::Paused);
    assert_eq!(
        view.menu[2],
        Item::Check { label: "Report my presence".into(), checked: false, command: Command::Report(true) }
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
        assert_eq!(view.icon, Icon::Offline);
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
    let view = with(|f| (f.status.trouble, f.status.needs_person) = (Some(Trouble::Scope), true));
    assert_eq!(view.icon, Icon::Attention);
    assert!(view.status.contains("im"));
}

#[test]
fn signed_out_is_a_state() {
    let view = with(|f| f.status.signed_in = false);
    assert_eq!(view.icon, Icon::Attention);
    assert_eq!(view.status, "Not signed in");
}

#[test]
fn credentials_that_cannot_be_had_say_why() {
    let view = with(|f| {
        f.status.signed_in = false;
        f.sign_in = SignIn::Failing(Problem::KeychainLocked);
    });
    assert_eq!((view.icon, &*view.status), (Icon::Attention, "The keychain is locked."));
}

#[test]
fn what_an_administrator_has_set_is_there_to_be_read_with_the_reason() {
    let view = with(|facts| {
        facts.pinned = vec!["threshold", "presence.stay_present_in_calls", "presence.away_on_lock"];
        facts.status.choices.away_on_lock = false;
    });
    for (label, said) in [
        ("Away after", "Away after: 10 minutes (set by your organisation)"),
        ("Stay present", "\u{2713} Stay present in calls (set by your organisation)"),
        ("Away when", "Away when locked: off (set by your organisation)"),
    ] {
        assert!(view.menu.contains(&Item::Label(said.into())), "{label}: {:?}", lines(&view.menu));
    }
    let sets =
        |item: &Item| matches!(item, Item::Check { command: Command::Set(_), .. } | Item::Choice { .. });
    assert!(!view.menu.iter().any(sets));
}
