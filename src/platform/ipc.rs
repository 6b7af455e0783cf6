//! How other processes of the same person talk to the running agent: a line of JSON each way.

use crate::events::Sender;
use crate::messages::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::Error;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::oneshot;
use tokio::time::timeout;

#[cfg_attr(unix, path = "ipc/unix.rs")]
#[cfg_attr(windows, path = "ipc/windows.rs")]
mod os;

pub use os::{Claim, Listening, claim, listen};

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
    Status,
    /// Say so on the screen: somebody started the agent again, and perhaps looks for it.
    Show,
    /// Open the portal in the browser.
    Open,
    Quit,
    /// The keychain holds another sign-in now, or none.
    #[serde(rename = "sign-in-changed")]
    SignInChanged,
}

#[derive(Debug, Serialize, Deserialize)]
struct Question {
    version: u32,
    #[serde(flatten)]
    request: Request,
}

/// Either what is so, or what was wrong with the question.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Answer {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// A request that waits for its answer.
pub struct Asked {
    pub request: Request,
    pub reply: Reply,
}

/// What the agent answers: how things are once the request was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// For a person.
    pub sentence: String,
    /// For programs: the object that `away24 status --json` prints.
    pub status: Value,
}

pub struct Reply(oneshot::Sender<Said>);

impl Reply {
    pub fn say(self, said: Said) {
        // Whoever asked may have given up.
        let _ = self.0.send(said);
    }
}

/// Asks the running agent.
pub async fn request(request: Request) -> Result<Said, Problem> {
    let mut stream = os::connect().await?;
    let talk = async {
        write(&mut stream, &Question { version: VERSION, request }).await?;
        line(&mut stream).await
    };
    let line = timeout(ANSWER_WITHIN * 2, talk).await;
    line.ok().and_then(Result::ok).and_then(|line| said(&line)).ok_or(Problem::AgentAnswer)
}

/// One request, one answer. Whoever is slow or long-winded is let go.
async fn answer_connection(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    asked: Sender<Asked>,
) -> std::io::Result<()> {
    let line = timeout(ANSWER_WITHIN, line(&mut stream)).await.map_err(Error::other)??;
    let answer = match understand(&line) {
        Err(error) => Answer { version: VERSION, error: Some(error.to_owned()), ..Answer::default() },
        Ok(request) => {
            let (reply, answered) = oneshot::channel();
            // An agent on its way out answers nobody any more.
            let _ = asked.send(Asked { request, reply: Reply(reply) });
            let said = timeout(ANSWER_WITHIN, answered).await.ok().and_then(Result::ok);
            let (sentence, status) = said.map(|said| (said.sentence, said.status)).unzip();
            Answer { version: VERSION, sentence, status, error: None }
        }
    };
    timeout(ANSWER_WITHIN, write(&mut stream, &answer)).await.map_err(Error::other)?
}

async fn line(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    BufReader::new(stream.take(LONGEST)).read_until(b'\n', &mut line).await?;
    Ok(line)
}

async fn write(stream: &mut (impl AsyncWrite + Unpin), what: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    stream.write_all(&line).await
}

/// What a line asks for; or what is wrong with it.
fn understand(line: &[u8]) -> Result<Request, &'static str> {
    let question: Question = serde_json::from_slice(line).map_err(|_| "not understood")?;
    if question.version == VERSION { Ok(question.request) } else { Err("another version") }
}

fn said(line: &[u8]) -> Option<Said> {
    let answer: Answer = serde_json::from_slice(line).ok()?;
    Some(Said { sentence: answer.sentence?, status: answer.status? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_lacks_something_is_none() {
        let whole = br#"{"version":1,"sentence":"Present","status":{"state":"present"}}"#;
        assert_eq!(said(whole).unwrap().sentence, "Present");
        for wrong in
            [&b""[..], b"{}", br#"{"version":1,"sentence":"Present"}"#, br#"{"version":1,"error":"no"}"#]
        {
            assert_eq!(said(wrong), None);
        }
    }

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
