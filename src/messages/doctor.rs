//! What `away24 doctor` finds.

use super::{counted, plain, say};
use std::time::Duration;

pub fn doctor_threshold(threshold: Duration) -> String {
    say("doctor-threshold", &counted(threshold))
}

/// A setting whose value is the person's own.
pub fn doctor_setting_own(key: &str) -> String {
    say("doctor-setting-own", &[("key", key.into())])
}

/// One whose value a policy suggests.
pub fn doctor_setting_preset(key: &str, path: &str) -> String {
    say("doctor-setting-preset", &[("key", key.into()), ("path", path.into())])
}

/// One that a policy has set.
pub fn doctor_setting_pinned(key: &str, path: &str) -> String {
    say("doctor-setting-pinned", &[("key", key.into()), ("path", path.into())])
}

/// `status`: what the running agent says, if one runs.
pub fn doctor_agent(status: Option<&str>) -> String {
    match status {
        Some(status) => say("doctor-agent", &[("status", status.into())]),
        None => plain("doctor-no-agent"),
    }
}

pub fn doctor_source(source: &str, idle: Option<Duration>) -> String {
    match idle {
        Some(idle) => {
            let seconds = format!("{:.1}", idle.as_secs_f64());
            say("doctor-source-idle", &[("source", source.into()), ("seconds", seconds.into())])
        }
        None => say("doctor-source-watches", &[("source", source.into())]),
    }
}

pub fn doctor_session(lock: bool, sleep: bool) -> String {
    let noticed = match (lock, sleep) {
        (true, true) => "lock-and-sleep",
        (true, false) => "lock",
        (false, true) => "sleep",
        (false, false) => "neither",
    };
    say("doctor-session", &[("noticed", noticed.into())])
}

pub fn doctor_calls(heeded: bool, programs: bool, microphone: bool) -> String {
    let noticed = match (heeded, programs, microphone) {
        (false, ..) => "ignored",
        (true, true, true) => "both",
        (true, true, false) => "programs",
        (true, false, true) => "microphone",
        (true, false, false) => "neither",
    };
    say("doctor-calls", &[("noticed", noticed.into())])
}

pub fn doctor_tray(found: bool) -> String {
    plain(if found { "doctor-tray" } else { "doctor-no-tray" })
}

pub fn doctor_keychain() -> String {
    plain("doctor-keychain")
}

pub fn doctor_skipped() -> String {
    plain("doctor-skipped")
}

pub fn doctor_portal(host: &str) -> String {
    say("doctor-portal", &[("host", host.into())])
}

pub fn doctor_sign_in(kind: &str) -> String {
    say("doctor-sign-in", &[("kind", kind.into())])
}

pub fn doctor_scope() -> String {
    plain("doctor-scope")
}

pub fn doctor_accepted() -> String {
    plain("doctor-accepted")
}

pub fn doctor_recorded(recorded: bool) -> String {
    plain(if recorded { "doctor-recorded" } else { "doctor-unrecorded" })
}

pub fn doctor_shown() -> String {
    plain("doctor-shown")
}

pub fn doctor_autostart(on: bool) -> String {
    plain(if on { "doctor-autostart-on" } else { "doctor-autostart-off" })
}

/// One finding as a line of a table.
pub fn doctor_line(mark: &str, name: &str, text: &str) -> String {
    format!("{mark:4}  {name:13}  {text}")
}
