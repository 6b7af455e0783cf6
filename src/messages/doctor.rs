//! What `away24 doctor` finds.

use super::minutes;
use std::time::Duration;

pub fn doctor_threshold(threshold: Duration) -> String {
    format!("away after {} without input", minutes(threshold))
}

/// `sentence`: what the running agent says, if one runs.
pub fn doctor_agent(sentence: Option<&str>) -> String {
    match sentence {
        Some(sentence) => format!("running: {sentence}"),
        None => "not running; start it with: away24".into(),
    }
}

pub fn doctor_source(source: &str, idle: Option<Duration>) -> String {
    match idle {
        Some(idle) => format!("{source}; the last input was {:.1} s ago", idle.as_secs_f64()),
        None => format!("{source}; it tells of the next input"),
    }
}

pub fn doctor_session(lock: bool, sleep: bool) -> &'static str {
    match (lock, sleep) {
        (true, true) => "locking and sleep are noticed",
        (true, false) => {
            "locking is noticed; sleep is noticed on waking only, as no logind lets the machine wait"
        }
        (false, true) => "sleep is noticed; locking is not, as nothing tells of it",
        (false, false) => {
            "neither logind nor a screen saver tells of locking; sleep is noticed on waking only"
        }
    }
}

pub fn doctor_calls(heeded: bool, programs: bool, microphone: bool) -> &'static str {
    match (heeded, programs, microphone) {
        (false, ..) => "not heeded, by your configuration",
        (true, true, true) => "programs that inhibit idleness and the microphone are noticed",
        (true, true, false) => {
            "programs that inhibit idleness are noticed; no sound server tells of the microphone"
        }
        (true, false, true) => {
            "the microphone is noticed; no session manager tells of programs that inhibit idleness"
        }
        (true, false, false) => "neither a session manager nor a sound server tells of them",
    }
}

pub fn doctor_tray(found: bool) -> &'static str {
    if found {
        "there is a place for the icon"
    } else {
        "no place for an icon; on GNOME the extension AppIndicator Support makes one. The agent works without it"
    }
}

pub fn doctor_keychain() -> &'static str {
    "open"
}

pub fn doctor_skipped() -> &'static str {
    "not tried, because the keychain cannot be read"
}

pub fn doctor_portal(host: &str) -> String {
    format!("{host} answers")
}

pub fn doctor_sign_in(kind: &str) -> String {
    format!("accepted ({kind})")
}

pub fn doctor_scope() -> &'static str {
    "im is granted"
}

pub fn doctor_accepted() -> &'static str {
    "the portal takes an away report"
}

pub fn doctor_recorded(recorded: bool) -> &'static str {
    if recorded {
        "im.user.get.idle had the date; bots, dashboards and other programs see it"
    } else {
        "im.user.get.idle had no date: newer servers hide it unless the official desktop app was seen lately"
    }
}

pub fn doctor_shown() -> &'static str {
    "not known: Bitrix24's current chat does not show it; profiles and the previous chat do"
}

/// One finding as a line of a table.
pub fn doctor_line(mark: &str, name: &str, text: &str) -> String {
    format!("{mark:4}  {name:13}  {text}")
}
