//! The command line and the demo.

use super::{Problem, counted, plain, say};
use presence::{Inhibitor, Input};
use std::time::Duration;

pub fn hint(text: &str) -> String {
    say("hint", &[("text", text.into())])
}

pub fn error(problem: &Problem) -> String {
    say("error", &[("problem", problem.to_string().into())])
}

pub fn warning(problem: &Problem) -> String {
    say("warning", &[("problem", problem.to_string().into())])
}

/// What is for `away24 run` was given to another command.
pub fn run_only() -> String {
    plain("run-only")
}

pub fn runs_already(status: &str) -> String {
    say("runs-already", &[("status", status.into())])
}

/// What is typed follows on the same line.
fn prompt(id: &str) -> String {
    [plain(id).as_str(), " "].concat()
}

pub fn ask_for_webhook() -> String {
    prompt("ask-for-webhook")
}

pub fn ask_for_client_secret() -> String {
    prompt("ask-for-client-secret")
}

/// An address stands on a line of its own, to be copied.
fn lines(lines: &[&str]) -> String {
    lines.join("\n")
}

pub fn open_browser(address: &str) -> String {
    lines(&[&plain("open-browser"), address])
}

pub fn open_yourself(address: &str) -> String {
    lines(&[&plain("open-yourself"), address, &plain("paste-here")])
}

pub fn setup_open(address: &str) -> String {
    lines(&[&plain("open-setup"), address])
}

pub fn signed_in(name: &str, host: &str) -> String {
    say("signed-in", &[("name", name.into()), ("host", host.into())])
}

pub fn signed_out(host: &str) -> String {
    say("signed-out", &[("host", host.into())])
}

pub fn signed_out_uncleared() -> String {
    plain("signed-out-uncleared")
}

pub fn autostart_on(command: &str) -> String {
    say("autostart-is-on", &[("command", command.into())])
}

pub fn autostart_off() -> String {
    plain("autostart-is-off")
}

/// The entry leads to another program than this, or to none.
pub fn autostart_stale(command: &str) -> String {
    say("autostart-is-stale", &[("command", command.into())])
}

pub fn autostart_mend() -> String {
    plain("autostart-is-stale.hint")
}

/// What the agent knows, as one paragraph: the tray's sentence, and where it comes from.
pub fn status_paragraph(sentence: &str, source: Option<&str>, told: &str, host: Option<&str>) -> String {
    let ends = sentence.ends_with(['.', '…', '!']);
    let mut sentences = vec![[sentence, if ends { "" } else { "." }].concat()];
    sentences.extend(source.map(|source| say("status-knows", &[("source", source.into())])));
    sentences
        .extend(host.map(|host| say("status-last-answer", &[("told", told.into()), ("host", host.into())])));
    sentences.join(" ")
}

/// Bitrix24 has no way to give an application's access back.
pub fn not_revoked() -> String {
    plain("not-revoked")
}

pub fn keychain_waits() -> String {
    plain("keychain-waits")
}

pub fn practice_ready(base: &str, webhook: &str, (id, secret): &(String, String)) -> String {
    let host = base.trim_start_matches("http://");
    let row = |name: &str, value: &str| format!("  {:10} {value}", plain(name));
    lines(&[
        &say("practice-ready", &[("base", base.into())]),
        "",
        &row("practice-webhook", webhook),
        &row("practice-client-id", id),
        &row("practice-secret", secret),
        &row("practice-state", &format!("{base}/practice/state")),
        &row("practice-faults", &format!("POST {base}/practice/faults")),
        "",
        &plain("practice-try"),
        &format!("  echo {webhook} | away24 login --webhook"),
        &say("practice-or", &[("base", base.into())]),
        &format!("  echo {secret} | away24 login --portal {host} --client-id {id}"),
        "",
        &plain("practice-stop"),
    ])
}

// ---- the demo ----

pub fn demo_begins(real: bool, threshold: Duration, base: &str) -> String {
    let who = if real { "demo-hands-off" } else { "demo-simulated" };
    lines(&[&say("demo-nothing-leaves", &[("base", base.into())]), &say(who, &counted(threshold)), ""])
}

/// A line of the timeline: its first column says what kind of thing happened.
fn row(column: &str, text: &str) -> String {
    format!("{:12} {text}", say("demo-column", &[("column", column.into())]))
}

pub fn demo_sent_to(address: &str) -> String {
    row("sign-in", &say("demo-sent-to", &[("address", address.into())]))
}

pub fn demo_came_back(host: &str) -> String {
    row("sign-in", &say("demo-came-back", &[("host", host.into())]))
}

pub fn demo_ends() -> String {
    plain("demo-ends")
}

pub fn demo_source_found() -> String {
    row("watching", &plain("demo-source-found"))
}

/// What the session told, if a person would want to see it.
pub fn demo_session(input: Input) -> Option<String> {
    let event = match input {
        Input::Locked | Input::LockAsked => "locked",
        Input::Unlocked => "unlocked",
        Input::Suspending => "sleep",
        Input::Resumed => "woke",
        Input::Inhibited(Inhibitor::Microphone, true) => "microphone",
        Input::Inhibited(Inhibitor::Microphone, false) => "microphone-over",
        Input::Inhibited(_, true) => "inhibited",
        Input::Inhibited(_, false) => "inhibited-over",
        Input::GoingDown(true) => "going-down",
        _ => return None,
    };
    Some(row("noticed", &say("demo-session", &[("event", event.into())])))
}

pub fn demo_source_lost() -> String {
    row("watching", &plain("demo-source-lost"))
}

pub fn demo_idle(idle: Duration) -> String {
    let seconds = format!("{:.3}", idle.as_secs_f64());
    row("noticed", &say("demo-idle", &[("seconds", seconds.into())]))
}

pub fn demo_active() -> String {
    row("noticed", &plain("demo-active"))
}

pub fn demo_away_sent(ago: u64) -> String {
    row("sent", &format!("im.user.status.idle.start AGO={ago}"))
}

pub fn demo_back_sent() -> String {
    row("sent", "im.user.status.idle.end")
}

pub fn demo_recorded(idle: Option<&str>) -> String {
    let text = match idle {
        Some(date) => say("demo-recorded", &[("date", date.into())]),
        None => plain("demo-not-recorded"),
    };
    row("recorded", &text)
}

pub fn demo_accepted(took: Duration) -> String {
    row("accepted", &say("demo-accepted", &[("ms", took.as_millis().to_string().into())]))
}

pub fn demo_back_accepted(took: Duration) -> String {
    row("accepted", &say("demo-back-accepted", &[("ms", took.as_millis().to_string().into())]))
}
