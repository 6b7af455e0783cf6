//! What `away24 status --json` prints: what the running agent knows. Never a secret.

use crate::clock;
use presence::{Cause, Inhibitor, Pause, Recorded, Status, Told, Whereabouts};
use serde::Serialize;

/// What other programs may build on: keys are only ever added.
#[derive(Clone, Debug, Serialize)]
pub struct StatusReport {
    pub version: &'static str,
    pub pid: u32,
    /// `present`, `away`, `paused`, `unknown`, `signed_out` or `refused`. The last one: the portal refuses reports, that
    /// was confirmed, and somebody has to change something.
    pub state: &'static str,
    /// When the last input was, if the state is `away`: `2026-11-21T12:04:00Z`.
    pub since: Option<String>,
    /// Why: `idle`, `locked`, `asleep` or `said` if the state is `away`; `microphone`, `program` or `window`
    /// if one of these alone makes it `present`.
    pub reason: Option<&'static str>,
    /// When a pause ends by itself, if the state is `paused` and it does.
    pub until: Option<String>,
    /// The tray's sentence.
    pub sentence: String,
    /// Where the knowledge of input comes from.
    pub source: Option<&'static str>,
    /// The portal's host.
    pub portal: Option<String>,
    /// `webhook` or `oauth`.
    pub auth: Option<&'static str>,
    /// What the portal accepted last from this agent: `present`, `away`, or `unsure`.
    pub told: &'static str,
    /// Whether an away that was accepted reads back from the portal: `unknown` (nobody has looked yet), `yes`,
    /// `no` (it never did), or `cleared` (it did, and does not any more: another client's doing).
    pub recorded: &'static str,
    /// Why what is owed to the portal has not been accepted yet, or the confirmed refusal; null while nothing is
    /// wrong.
    pub trouble: Option<String>,
    pub threshold_seconds: u64,
}

/// What the engine does not know.
pub struct About {
    pub sentence: String,
    pub source: Option<&'static str>,
    pub portal: Option<String>,
    pub auth: Option<&'static str>,
}

impl StatusReport {
    pub fn of(status: &Status, about: About) -> Self {
        let (state, since) = match status.whereabouts {
            _ if !status.signed_in => ("signed_out", None),
            _ if status.needs_person => ("refused", None),
            _ if status.paused.is_some() => ("paused", None),
            Whereabouts::Unknown => ("unknown", None),
            Whereabouts::Here => ("present", None),
            Whereabouts::Gone { since, .. } => ("away", Some(clock::date(since))),
        };
        let About { sentence, source, portal, auth } = about;
        Self {
            version: env!("CARGO_PKG_VERSION"),
            pid: std::process::id(),
            state,
            since,
            reason: match (state, status.whereabouts, status.held_by) {
                ("away", Whereabouts::Gone { why, .. }, _) => Some(reason(why)),
                ("present", _, Some(inhibitor)) => Some(witness(inhibitor)),
                _ => None,
            },
            until: match status.paused {
                Some(Pause::Until(end)) if state == "paused" => Some(clock::date(end)),
                _ => None,
            },
            sentence,
            source,
            portal,
            auth,
            told: match status.told {
                Told::Present => "present",
                Told::Away => "away",
                Told::Unsure => "unsure",
            },
            recorded: match status.recorded {
                Recorded::Unknown => "unknown",
                Recorded::Confirmed => "yes",
                Recorded::Missing => "no",
                Recorded::Cleared => "cleared",
            },
            trouble: status.trouble.map(|trouble| format!("{trouble:?}").to_ascii_lowercase()),
            threshold_seconds: status.choices.threshold.as_secs(),
        }
    }
}

fn reason(why: Cause) -> &'static str {
    match why {
        Cause::Idle => "idle",
        Cause::Locked => "locked",
        Cause::Asleep => "asleep",
        Cause::Said => "said",
    }
}

fn witness(inhibitor: Inhibitor) -> &'static str {
    match inhibitor {
        Inhibitor::Microphone => "microphone",
        Inhibitor::Program => "program",
        Inhibitor::Window => "window",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use presence::{Choices, Trouble};

    #[test]
    fn a_refusal_is_a_state_once_it_is_confirmed_and_a_trouble_before() {
        let report = |needs_person| {
            let status = Status {
                whereabouts: Whereabouts::Here,
                held_by: None,
                watching: true,
                locked: false,
                told: Told::Unsure,
                recorded: Recorded::Unknown,
                signed_in: true,
                paused: None,
                trouble: Some(Trouble::Scope),
                needs_person,
                owed: true,
                choices: Choices::default(),
            };
            let about = About { sentence: "Present".into(), source: None, portal: None, auth: None };
            let report = StatusReport::of(&status, about);
            (report.state, report.trouble)
        };
        assert_eq!(report(false), ("present", Some("scope".to_owned())));
        assert_eq!(report(true), ("refused", Some("scope".to_owned())));
    }
}
