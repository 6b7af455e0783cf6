//! How other processes of the same person talk to the running agent: a line of JSON each way.

use crate::messages::Problem;
use crate::view::Command;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::oneshot;

#[cfg_attr(unix, path = "ipc/unix.rs")]
#[cfg_attr(windows, path = "ipc/windows.rs")]
mod os;

pub use os::{ask, listen};

/// What this version speaks.
const VERSION: u32 = 1;
/// No request and no answer is longer.
const LONGEST: u64 = 4096;
/// Whoever takes longer has gone astray.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "lowercase")]
pub enum Request {
    Away,
    Back,
    /// For so long, or until the person says otherwise.
    Pause {
        #[serde(default)]
        seconds: Option<u64>,
    },
    Resume,
    /// Nothing but an answer.
    Show,
    /// The keychain holds another sign-in now, or none.
    #[serde(rename = "sign-in-changed")]
    SignInChanged,
}

impl From<Request> for Command {
    fn from(request: Request) -> Self {
        match request {
            Request::Show => Self::Show,
            Request::Away => Self::Away,
            Request::Back => Self::Back,
            Request::Pause { seconds: None } => Self::Report(false),
            Request::Pause { seconds: Some(seconds) } => Self::PauseFor(Duration::from_secs(seconds)),
            Request::Resume => Self::Report(true),
            Request::SignInChanged => Self::SignInChanged,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Question {
    version: u32,
    #[serde(flatten)]
    request: Request,
}

/// Exactly one of the two is there.
#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// A request that waits for its answer.
pub struct Asked {
    pub command: Command,
    pub reply: Reply,
}

pub struct Reply(oneshot::Sender<String>);

impl Reply {
    /// Answers with what is true now.
    pub fn say(self, sentence: &str) {
        // Whoever asked may have given up.
        let _ = self.0.send(sentence.to_owned());
    }
}

/// What a line asks for; or what is wrong with it.
fn understand(line: &[u8]) -> Result<Request, &'static str> {
    let question: Question = serde_json::from_slice(line).map_err(|_| "not understood")?;
    if question.version == VERSION { Ok(question.request) } else { Err("another version") }
}

fn sentence(line: &[u8]) -> Result<String, Problem> {
    let answer: Option<Answer> = serde_json::from_slice(line).ok();
    answer.and_then(|answer| answer.sentence).ok_or(Problem::AgentAnswer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_one_flat_line_that_says_its_version() {
        let question = Question { version: VERSION, request: Request::Pause { seconds: Some(60) } };
        let line = serde_json::to_string(&question).unwrap();
        assert_eq!(line, r#"{"version":1,"command":"pause","seconds":60}"#);
        assert_eq!(understand(line.as_bytes()), Ok(Request::Pause { seconds: Some(60) }));
        assert_eq!(understand(br#"{"version":1,"command":"away"}"#), Ok(Request::Away));
        let changed = br#"{"version":1,"command":"sign-in-changed"}"#;
        assert_eq!(understand(changed), Ok(Request::SignInChanged));
        assert_eq!(understand(br#"{"version":2,"command":"away"}"#), Err("another version"));
        for wrong in [&b""[..], b"away", b"{}", br#"{"version":1,"command":"dance"}"#, &[0xff; 9]] {
            assert_eq!(understand(wrong), Err("not understood"));
        }
    }
}
