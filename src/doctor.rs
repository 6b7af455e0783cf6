//! `away24 doctor`: is everything there that a report needs, and what to do where it is not.

use crate::messages::{self, NotBitrix, Problem};
use crate::platform::ipc::Request;
use crate::platform::{autostart, ipc};
use crate::portal::answer;
use crate::portal::auth::{self, Access};
use crate::portal::client::Client;
use crate::store::config::Config;
use crate::store::config::policy::Origin;
use crate::store::keychain::CredentialStore;
use crate::ui::tray;
use crate::watch::idle::{self, Choice, Line};
use crate::watch::session;
use presence::{Input, Source, Trouble};
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Ok,
    /// Worth knowing, and nothing is broken.
    Note,
    Fail,
    /// Could not be tried, because something before it failed.
    Skip,
}

#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub state: State,
    pub text: String,
    pub hint: Option<String>,
}

/// How long a source of idleness may take to speak.
const SOURCE_WITHIN: Duration = Duration::from_secs(3);
/// A keychain that takes longer waits for a person.
const KEYCHAIN_WITHIN: Duration = Duration::from_secs(20);

fn check(name: &'static str, state: State, text: impl Into<String>) -> Check {
    Check { name, state, text: text.into(), hint: None }
}

fn failed(name: &'static str, problem: &Problem) -> Check {
    Check { name, state: State::Fail, text: problem.to_string(), hint: problem.hint() }
}

/// Checks everything, in the order in which a report needs it; and whether a sign-in is what is missing.
/// An invalid configuration is a finding like any other.
pub async fn examine(config: &Result<Config, Problem>) -> (Vec<Check>, bool) {
    let mut checks = vec![check_configuration(config)];
    if let Ok(config) = config {
        checks.extend(check_settings(config));
    }
    checks.push(check_agent().await);
    let heeded = config.as_ref().map_or(true, |config| config.choices.stay_present_in_calls);
    checks.push(check_source(heeded).await);
    checks.extend(check_session(heeded).await);
    let host = tray::has_host().await;
    checks.push(check("tray", ok_or_note(host), messages::doctor_tray(host)));
    checks.push(check_autostart());
    let (findings, signed_out) = check_sign_in().await;
    checks.extend(findings);
    (checks, signed_out)
}

fn ok_or_note(well: bool) -> State {
    if well { State::Ok } else { State::Note }
}

fn check_configuration(config: &Result<Config, Problem>) -> Check {
    match config {
        Ok(config) => check("configuration", State::Ok, messages::doctor_threshold(config.choices.threshold)),
        Err(problem) => failed("configuration", problem),
    }
}

/// A policy that cannot be used; or, where there is one, who made each setting that is not built in.
fn check_settings(config: &Config) -> Vec<Check> {
    if let Some(problem) = &config.unusable_policy {
        return vec![failed("policy", problem)];
    }
    // Where there is no policy, what is not built in is the person's own: they know.
    if config.origins.values().all(|origin| *origin == Origin::Own) {
        return Vec::new();
    }
    let from = |(key, origin): (&&str, &Origin)| match origin {
        Origin::Own => check("setting", State::Ok, messages::doctor_setting_own(key)),
        Origin::Preset(path) => check("setting", State::Ok, messages::doctor_setting_preset(key, path)),
        Origin::Pinned(path) => check("setting", State::Ok, messages::doctor_setting_pinned(key, path)),
    };
    config.origins.iter().map(from).collect()
}

async fn check_agent() -> Check {
    match ipc::request(Request::Status).await {
        Ok(said) => check("agent", State::Ok, messages::doctor_agent(Some(&said.sentence))),
        Err(Problem::NoAgent) => check("agent", State::Note, messages::doctor_agent(None)),
        Err(problem) => failed("agent", &problem),
    }
}

/// Whether locking, sleeping and calls can be noticed.
async fn check_session(heeded: bool) -> [Check; 2] {
    let session::Abilities { lock, sleep, programs, microphone } = session::examine().await;
    let calls = messages::doctor_calls(heeded, programs, microphone);
    [
        check("session", ok_or_note(lock && sleep), messages::doctor_session(lock, sleep)),
        check("calls", ok_or_note(!heeded || programs || microphone), calls),
    ]
}

fn check_autostart() -> Check {
    match autostart::state() {
        Ok(autostart::State::On(_)) => check("autostart", State::Ok, messages::doctor_autostart(true)),
        Ok(autostart::State::Off) => check("autostart", State::Note, messages::doctor_autostart(false)),
        Ok(autostart::State::Stale(command)) => {
            let hint = Some(messages::autostart_mend());
            Check { hint, ..check("autostart", State::Note, messages::autostart_stale(&command)) }
        }
        Err(problem) => failed("autostart", &problem),
    }
}

/// The keychain, and what the portal says to the sign-in in it; and whether a sign-in is what is missing.
async fn check_sign_in() -> (Vec<Check>, bool) {
    let loaded = tokio::time::timeout(KEYCHAIN_WITHIN, auth::load(&CredentialStore::Keychain)).await;
    let account = match loaded.unwrap_or(Err(Problem::KeychainLocked)) {
        Ok(account) => account,
        Err(problem) => {
            let skipped = check("sign-in", State::Skip, messages::doctor_skipped());
            return (vec![failed("keychain", &problem), skipped], false);
        }
    };
    let mut checks = vec![check("keychain", State::Ok, messages::doctor_keychain())];
    let Some(account) = account else {
        checks.push(failed("sign-in", &Problem::NotSignedIn));
        return (checks, true);
    };
    match Access::new(CredentialStore::Keychain, account).map(Client::new) {
        Ok(client) => {
            let (findings, refused) = check_portal(&client).await;
            checks.extend(findings);
            (checks, refused)
        }
        Err(problem) => {
            checks.push(failed("sign-in", &problem));
            (checks, false)
        }
    }
}

/// A finding as a person reads it: a line, and a second one with what to do.
pub fn lines(check: &Check) -> Vec<String> {
    let mark = match check.state {
        State::Ok => "ok",
        State::Note => "note",
        State::Fail => "FAIL",
        State::Skip => "-",
    };
    let mut lines = vec![messages::doctor_line(mark, check.name, &check.text)];
    lines.extend(check.hint.as_ref().map(|hint| messages::doctor_line("", "", &messages::hint(hint))));
    lines
}

/// Asks the desktop's source once, as the agent does.
async fn check_source(heeded: bool) -> Check {
    let (facts_in, mut facts) = mpsc::unbounded_channel::<idle::Fact>();
    let (_asks, line) = Line::new(facts_in);
    let serving = tokio::spawn(idle::watch_input(Choice::Desktop { inhibited: heeded }, line));
    let mut found = None;
    let heard = tokio::time::timeout(SOURCE_WITHIN, async {
        while let Some(fact) = facts.recv().await {
            match fact.input {
                Input::Idle(idle) => return Some((fact.source, Some(idle))),
                // One that only watches has nothing to tell before something happens.
                Input::SourceFound(Source::Events) => found = Some((fact.source, None)),
                Input::SourceLost => return None,
                _ => {}
            }
        }
        None
    });
    let heard = heard.await.ok().flatten().or(found);
    serving.abort();
    match heard {
        Some((source, idle)) => check("idle time", State::Ok, messages::doctor_source(source, idle)),
        None => failed("idle time", &Problem::NoSource),
    }
}

/// Reachable, signed in, allowed, and believed: each only where the one before holds; and whether the
/// portal does not take the sign-in any more.
async fn check_portal(client: &Client) -> (Vec<Check>, bool) {
    let host = client.host();
    let mut checks = Vec::new();
    let permitted = match client.permissions().await {
        Ok(permitted) => permitted,
        Err(failure) => {
            let name = if failure.trouble == Trouble::Offline { "portal" } else { "sign-in" };
            checks.push(failed(name, &failure.problem));
            return (checks, failure.trouble == Trouble::Unauthorized);
        }
    };
    checks.push(check("portal", State::Ok, messages::doctor_portal(&host)));
    checks.push(check("sign-in", State::Ok, messages::doctor_sign_in(client.kind())));
    if let Err(problem) = permitted {
        checks.push(failed("permission", &problem));
        return (checks, false);
    }
    checks.push(check("permission", State::Ok, messages::doctor_scope()));
    // Who types this is at the desk: an away of a minute, and back, is what they would see anyway.
    let accepted = set_status(client, "im.user.status.idle.start", &json!({ "AGO": 1 })).await;
    let recorded = client.call("im.user.get", &json!({})).await;
    let cleared = set_status(client, "im.user.status.idle.end", &json!({})).await;
    if let Err(problem) = accepted {
        checks.push(failed("accepted", &problem));
        return (checks, false);
    }
    checks.push(check("accepted", State::Ok, messages::doctor_accepted()));
    checks.push(match recorded.map(|user| user.get("idle").is_some_and(Value::is_string)) {
        Ok(true) => check("recorded", State::Ok, messages::doctor_recorded(true)),
        Ok(false) => check("recorded", State::Note, messages::doctor_recorded(false)),
        Err(failure) => failed("recorded", &failure.problem),
    });
    checks.push(check("shown", State::Note, messages::doctor_shown()));
    if cleared.is_err() {
        checks.push(failed("cleared", &Problem::NotCleared { host }));
    }
    (checks, false)
}

/// Sets the status, and says exactly what was wrong if it was not accepted.
async fn set_status(client: &Client, method: &str, parameters: &Value) -> Result<(), Problem> {
    let result = client.call(method, parameters).await.map_err(|failure| failure.problem)?;
    let foreign = || Problem::PortalNotBitrix { host: client.host(), what: NotBitrix::Foreign };
    answer::accepted(&result).then_some(()).ok_or_else(foreign)
}
