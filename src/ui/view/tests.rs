//! Whole views, compared without a desktop.

use super::*;
use crate::messages::{Language, NotBitrix, Unreachable, in_language};
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
        failure: None,
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
fn the_whole_menu_in_russian_while_the_portal_cannot_be_told() {
    let view = in_language(Language::Russian, || {
        with(|f| {
            f.status.whereabouts = gone();
            (f.status.trouble, f.status.owed) = (Some(Trouble::ServerFault), true);
        })
    });
    assert_eq!(view.icon, Icon::Offline);
    let sentence = "«Отошёл» с 12:04, портал об этом ещё не знает. Портал example.bitrix24.com сообщает о внутренней ошибке.";
    assert_eq!(view.status, sentence);
    let about = format!("[О программе away24 {VERSION}]");
    assert_eq!(
        lines(&view.menu),
        [
            sentence,
            "[Повторить попытку]",
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
            "    x 10 минут",
            "    o 15 минут",
            "    o 30 минут",
            "x Во время звонков — на месте",
            "x При блокировке экрана — «Отошёл»",
            "o Запускать при входе в систему",
            "--",
            "[Сегодня]",
            "[Открыть Битрикс24]",
            "--",
            "[Выйти из аккаунта]",
            "[Диагностика…]",
            &about,
            "[Закрыть away24]",
        ]
    );
}

fn offers(view: &View, wanted: Command) -> bool {
    view.menu.iter().any(|item| matches!(item, Item::Button { command, .. } if *command == wanted))
}

#[test]
fn trying_again_is_offered_exactly_while_something_failed_that_trying_can_mend() {
    let offered = |change: fn(&mut Facts)| {
        let view = with(|f| {
            f.status.trouble = Some(Trouble::Scope);
            change(f);
        });
        let offered = offers(&view, Command::TryAgain);
        // Below the sentence that says what failed.
        assert_eq!(matches!(view.menu[1], Item::Button { command: Command::TryAgain, .. }), offered);
        offered
    };
    assert!(offered(|f| f.status.owed = true));
    assert!(offered(|f| f.status.needs_person = true));
    let paused = Some(Pause::Indefinitely);
    assert!(offered(|f| (f.status.owed, f.status.paused) = (true, Some(Pause::Indefinitely))));
    assert!(!offered(|f| (f.status.needs_person, f.status.paused) = (true, Some(Pause::Indefinitely))));
    assert!(!offered(|f| (f.status.owed, f.status.signed_in) = (true, false)));
    assert!(!offered(|f| (f.status.owed, f.status.trouble) = (true, None)), "under way for the first time");
    assert!(!offers(&with(|f| f.status.paused = paused), Command::TryAgain));
}

#[test]
fn a_sign_in_that_is_refused_for_certain_can_be_replaced_from_the_menu() {
    let refused = |needs_person| {
        with(|f| {
            (f.status.trouble, f.status.owed) = (Some(Trouble::Unauthorized), true);
            f.status.needs_person = needs_person;
        })
    };
    let sure = refused(true);
    assert!(offers(&sure, Command::SignIn) && !offers(&sure, Command::SignOut));
    for kept in [refused(false), with(|_| ())] {
        assert!(offers(&kept, Command::SignOut) && !offers(&kept, Command::SignIn));
    }
}

#[test]
fn a_refusal_needs_attention_once_it_is_confirmed_and_not_before() {
    for trouble in Trouble::ALL.into_iter().filter(|trouble| trouble.is_refusal()) {
        let refused = |needs_person| {
            with(|f| {
                (f.status.trouble, f.status.owed) = (Some(trouble), true);
                f.status.needs_person = needs_person;
            })
        };
        assert_eq!(
            (refused(false).icon, refused(true).icon),
            (Icon::Offline, Icon::Attention),
            "{trouble:?}"
        );
    }
}

#[test]
fn what_is_late_says_exactly_what_failed() {
    let host = || "example.bitrix24.com".to_owned();
    let redirect = NotBitrix::Redirect { path: "/bitrix/coupon_activation.php".into() };
    let failed = |whereabouts| {
        let view = with(|f| {
            f.status.whereabouts = whereabouts;
            (f.status.trouble, f.status.owed) = (Some(Trouble::Offline), true);
            f.failure = Some(Problem::PortalNotBitrix { host: host(), what: redirect.clone() });
        });
        assert_eq!(view.icon, Icon::Offline);
        view.status
    };
    let exactly = "example.bitrix24.com answered with a redirect to /bitrix/coupon_activation.php, and not as Bitrix24 does.";
    assert_eq!(failed(gone()), format!("Away since 12:04, not reported yet. {exactly}"));
    assert_eq!(
        failed(Whereabouts::Here),
        format!("You are back, but the portal does not know yet. {exactly}")
    );
}

#[test]
fn a_confirmed_refusal_is_named_and_not_what_a_later_probe_met() {
    let refused = |trouble, failure| {
        let view = with(|f| {
            (f.status.trouble, f.status.needs_person, f.failure) = (Some(trouble), true, Some(failure));
        });
        assert_eq!(view.icon, Icon::Attention);
        view.status
    };
    let host = || "example.bitrix24.com".to_owned();
    let missing = Problem::ScopeMissing { host: host(), granted: vec!["crm".into()] };
    assert_eq!(refused(Trouble::Scope, missing.clone()), missing.to_string(), "as exactly as it is known");
    let plan = "example.bitrix24.com allows REST on commercial plans only.";
    for later in [
        Problem::PortalUnreachable { host: host(), why: Unreachable::Timeout },
        Problem::PortalNotBitrix { host: host(), what: NotBitrix::Page },
        Problem::Portal { host: host(), trouble: Trouble::Busy },
    ] {
        assert_eq!(refused(Trouble::Plan, later), plan);
    }
    let forbidden = Problem::PortalNotBitrix { host: host(), what: NotBitrix::Status(403) };
    let rejected =
        "example.bitrix24.com refuses access without saying why: a firewall or a gateway, most likely.";
    assert_eq!(refused(Trouble::Rejected, forbidden), rejected);
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
