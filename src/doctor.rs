//! `away24 doctor`: is everything there that a report needs, and what to do where it is not.

use crate::messages::{self, Problem};
use crate::platform::ipc::Request;
use crate::platform::{autostart, ipc};
use crate::portal::auth::{self, Access};
use crate::portal::client::Client;
use crate::store::config::Config;
use crate::store::config::policy::Origin;
use crate::store::keychain::CredentialStore;
use crate::ui::tray;
use crate::watch::idle::{self, Choice, Line};
use crate::watch::session;
use presence::{Answer, Input, Presence, Source, Trouble};
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

/// Looks at everything, in the order in which a report needs it; and whether a sign-in is what is missing.
/// A configuration that is none is a finding like any other.
pub async fn examine(config: &Result<Config, Problem>) -> (Vec<Check>, bool) {
    let mut checks = Vec::new();
    checks.push(match config {
        Ok(config) => check("configuration", State::Ok, messages::doctor_threshold(config.choices.threshold)),
        Err(problem) => failed("configuration", problem),
    });
    if let Ok(config) = config {
        checks.extend(config.unusable_policy.as_ref().map(|problem| failed("policy", problem)));
        let from = |(key, origin): (&&str, &Origin)| match origin {
            Origin::Own => check("setting", State::Ok, messages::doctor_setting_own(key)),
            Origin::Preset(path) => check("setting", State::Ok, messages::doctor_setting_preset(key, path)),
            Origin::Pinned(path) => check("setting", State::Ok, messages::doctor_setting_pinned(key, path)),
        };
        // Where there is no policy, what is not built in is the person's own: they know.
        let of_policy = config.origins.values().any(|origin| *origin != Origin::Own);
        checks.extend(
            config.origins.iter().filter(|_| of_policy && config.unusable_policy.is_none()).map(from),
        );
    }
    checks.push(match ipc::request(Request::Status).await {
        Ok(said) => check("agent", State::Ok, messages::doctor_agent(Some(&said.sentence))),
        Err(Problem::NoAgent) => check("agent", State::Note, messages::doctor_agent(None)),
        Err(problem) => failed("agent", &problem),
    });
    let heeded = config.as_ref().map_or(true, |config| config.choices.stay_present_in_calls);
    checks.push(source(heeded).await);
    let session::Abilities { lock, sleep, programs, microphone } = session::examine().await;
    let state = |well| if well { State::Ok } else { State::Note };
    checks.push(check("session", state(lock && sleep), messages::doctor_session(lock, sleep)));
    let calls = messages::doctor_calls(heeded, programs, microphone);
    checks.push(check("calls", state(!heeded || programs || microphone), calls));
    let host = tray::has_host().await;
    checks.push(check("tray", if host { State::Ok } else { State::Note }, messages::doctor_tray(host)));
    checks.push(match autostart::state() {
        Ok(autostart::State::On(_)) => check("autostart", State::Ok, messages::doctor_autostart(true)),
        Ok(autostart::State::Off) => check("autostart", State::Note, messages::doctor_autostart(false)),
        Ok(autostart::State::Stale(command)) => {
            let hint = Some(messages::autostart_mend());
            Check { hint, ..check("autostart", State::Note, messages::autostart_stale(&command)) }
        }
        Err(problem) => failed("autostart", &problem),
    });
    let loaded = tokio::time::timeout(KEYCHAIN_WITHIN, auth::load(&CredentialStore::Keychain)).await;
    let (account, mut signed_out) = match loaded.unwrap_or(Err(Problem::KeychainLocked)) {
        Ok(account) => {
            checks.push(check("keychain", State::Ok, messages::doctor_keychain()));
            let signed_out = account.is_none();
            (account, signed_out)
        }
        Err(problem) => {
            checks.push(failed("keychain", &problem));
            (None, false)
        }
    };
    let client = account.map(|account| Access::new(CredentialStore::Keychain, account).map(Client::new));
    match client {
        Some(Ok(client)) => {
            let (findings, refused) = portal(&client).await;
            checks.extend(findings);
            signed_out = refused;
        }
        Some(Err(problem)) => checks.push(failed("sign-in", &problem)),
        None if signed_out => checks.push(failed("sign-in", &Problem::NotSignedIn)),
        None => checks.push(check("sign-in", State::Skip, messages::doctor_skipped())),
    }
    (checks, signed_out)
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
async fn source(heeded: bool) -> Check {
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
async fn portal(client: &Client) -> (Vec<Check>, bool) {
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
    let accepted = client.report(Presence::Away { ago: 1 }).await;
    let recorded = client.call("im.user.get", &json!({})).await;
    let cleared = client.report(Presence::Present).await;
    if let Answer::Failed { trouble, .. } = accepted {
        checks.push(failed("accepted", &Problem::Portal { host, trouble }));
        return (checks, false);
    }
    checks.push(check("accepted", State::Ok, messages::doctor_accepted()));
    let recorded = recorded.ok().and_then(|user| user.get("idle").map(Value::is_string));
    checks.push(match recorded {
        Some(true) => check("recorded", State::Ok, messages::doctor_recorded(true)),
        _ => check("recorded", State::Note, messages::doctor_recorded(false)),
    });
    checks.push(check("shown", State::Note, messages::doctor_shown()));
    if cleared != Answer::Accepted {
        checks.push(failed("cleared", &Problem::NotCleared { host }));
    }
    (checks, false)
}
