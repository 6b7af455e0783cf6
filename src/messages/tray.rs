//! The status, the menu and the notifications.

use super::{Problem, counted, plain, say};
use presence::{Cause, Inhibitor, Recorded, Trouble};
use std::time::Duration;

pub fn not_signed_in() -> String {
    plain("status-not-signed-in")
}

pub fn waiting_for_keychain() -> String {
    plain("status-keychain")
}

/// `until`: the time of day at which it ends, or nothing.
pub fn paused(until: &str) -> String {
    let id = if until.is_empty() { "status-paused" } else { "status-paused-until" };
    say(id, &[("until", until.into())])
}

pub fn unknown() -> String {
    plain("status-unknown")
}

/// There is a source, but it can only tell of what happens from now on.
pub fn nothing_noticed() -> String {
    plain("status-waiting")
}

pub fn held(inhibitor: Inhibitor) -> String {
    let by = match inhibitor {
        Inhibitor::Microphone => "microphone",
        Inhibitor::Program => "program",
        Inhibitor::Window => "window",
    };
    say("status-held", &[("by", by.into())])
}

pub fn present(threshold: Duration) -> String {
    say("status-present", &counted(threshold))
}

/// The portal took the report; whether it has *recorded* it is known from reading it back. That it is *shown*
/// to anybody is never claimed.
pub fn away_accepted(since: &str, why: Cause, host: &str, recorded: Recorded) -> String {
    let id = match recorded {
        Recorded::Unknown => "status-away-accepted",
        Recorded::Confirmed => "status-away-recorded",
        Recorded::Cleared => "status-away-cleared",
        Recorded::Missing => "status-away-unrecorded",
    };
    say(id, &[("since", since.into()), ("why", because(why).into()), ("host", host.into())])
}

pub fn away_being_told(since: &str, why: Cause, host: &str) -> String {
    say(
        "status-away-telling",
        &[("since", since.into()), ("why", because(why).into()), ("host", host.into())],
    )
}

/// `met`: why the report failed, as a sentence of its own.
pub fn away_untold(since: &str, why: Cause, met: &Problem) -> String {
    say(
        "status-away-untold",
        &[("since", since.into()), ("why", because(why).into()), ("trouble", met.to_string().into())],
    )
}

fn because(why: Cause) -> &'static str {
    match why {
        Cause::Idle => "idle",
        Cause::Locked => "locked",
        Cause::Asleep => "asleep",
        Cause::Said => "said",
    }
}

pub fn back_being_told(host: &str) -> String {
    say("status-back-telling", &[("host", host.into())])
}

pub fn back_untold(met: &Problem) -> String {
    say("status-back-untold", &[("trouble", met.to_string().into())])
}

// ---- the menu ----

pub fn menu_try_again() -> String {
    plain("menu-try-again")
}

pub fn menu_report() -> String {
    plain("menu-report")
}

pub fn menu_away() -> String {
    plain("menu-away")
}

pub fn menu_back() -> String {
    plain("menu-back")
}

pub fn menu_pause() -> String {
    plain("menu-pause")
}

/// Whole hours, or minutes.
pub fn menu_pause_for(span: Duration) -> String {
    let minutes = span.as_secs() / 60;
    let (id, count) = if minutes.is_multiple_of(60) {
        ("menu-pause-hours", minutes / 60)
    } else {
        ("menu-pause-minutes", minutes)
    };
    say(id, &[("count", count.into())])
}

/// `hour`: of the day.
pub fn menu_pause_morning(hour: i8) -> String {
    say("menu-pause-morning", &[("time", format!("{hour:02}:00").into())])
}

pub fn menu_pause_open() -> String {
    plain("menu-pause-open")
}

pub fn menu_calls() -> String {
    plain("menu-calls")
}

pub fn menu_locked() -> String {
    plain("menu-locked")
}

pub fn menu_autostart() -> String {
    plain("menu-autostart")
}

pub fn menu_today() -> String {
    plain("menu-today")
}

pub fn menu_open() -> String {
    plain("menu-open")
}

pub fn menu_sign_in() -> String {
    plain("menu-sign-in")
}

pub fn menu_sign_out() -> String {
    plain("menu-sign-out")
}

pub fn menu_diagnostics() -> String {
    plain("menu-diagnostics")
}

pub fn menu_about() -> String {
    say("menu-about", &[("version", env!("CARGO_PKG_VERSION").into())])
}

pub fn menu_threshold() -> String {
    plain("menu-threshold")
}

/// A switch that an administrator has set.
pub fn menu_pinned(label: &str, on: bool) -> String {
    say(if on { "menu-pinned-on" } else { "menu-pinned-off" }, &[("label", label.into())])
}

/// The same of a span of time.
pub fn menu_pinned_span(label: &str, span: Duration) -> String {
    say("menu-pinned-span", &[("label", label.into()), ("span", menu_span(span).into())])
}

/// A span of time as people say it: "10 minutes", "90 seconds".
pub fn menu_span(span: Duration) -> String {
    let id = if span.as_secs().is_multiple_of(60) { "menu-minutes" } else { "menu-seconds" };
    say(id, &counted(span))
}

pub fn menu_quit() -> String {
    plain("menu-quit")
}

// ---- notifications ----

pub fn notify_title(problem: &Problem) -> String {
    match problem {
        Problem::Portal { trouble: Trouble::Unauthorized, .. } => plain("notify-signed-out"),
        _ => plain("notify-attention"),
    }
}

pub fn notify_here() -> String {
    plain("notify-running")
}

pub fn notify_text(problem: &Problem) -> String {
    let hint = problem.hint().unwrap_or_default();
    say("notify-text", &[("problem", problem.to_string().into()), ("hint", hint.into())])
        .trim_end()
        .to_owned()
}

pub fn notify_sign_in() -> String {
    plain("notify-sign-in")
}

pub fn notify_about() -> String {
    say("notify-about", &[("version", env!("CARGO_PKG_VERSION").into())])
}

/// To somebody who was shown as away for so long.
pub fn notify_back(host: &str, away: Duration) -> (String, String) {
    let hours = away.as_secs() / 3_600;
    (plain("notify-back"), say("notify-back-text", &[("host", host.into()), ("hours", hours.into())]))
}
