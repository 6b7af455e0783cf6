//! A socket in a folder that only its owner can enter.

use super::{ANSWER_WITHIN, Answer, Asked, LONGEST, Question, Reply, Request, VERSION, sentence, understand};
use crate::messages::Problem;
use crate::paths;
use serde::Serialize;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;

/// The open door; it is closed when this is dropped.
pub struct Listening {
    path: PathBuf,
    serving: AbortHandle,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.serving.abort();
        // The next agent removes it if we cannot.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Opens the door to the running agent.
pub fn listen(asked: mpsc::UnboundedSender<Asked>) -> Result<Listening, Problem> {
    let path = paths::socket()?;
    let unwritable = |error: std::io::Error| Problem::StateUnwritable {
        path: path.display().to_string(),
        why: error.to_string(),
    };
    let folder = path.parent().unwrap_or(Path::new("/"));
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unwritable)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(unwritable)?;
    if std::os::unix::net::UnixStream::connect(&path).is_err() {
        // Left behind by an agent that was killed.
        let _ = std::fs::remove_file(&path);
    }
    let listener = UnixListener::bind(&path).map_err(unwritable)?;
    let serving = tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(serve(stream, asked.clone()))),
                // Out of descriptors, most likely: that passes.
                Err(error) => {
                    tracing::warn!("nobody can be listened to: {error}");
                    tokio::time::sleep(ANSWER_WITHIN).await;
                }
            }
        }
    });
    Ok(Listening { path, serving: serving.abort_handle() })
}

/// One request, one answer. Whoever is slow, long-winded or somebody else is let go.
async fn serve(mut stream: UnixStream, asked: mpsc::UnboundedSender<Asked>) -> std::io::Result<()> {
    if stream.peer_cred()?.uid() != rustix::process::getuid().as_raw() {
        return Ok(());
    }
    let line =
        tokio::time::timeout(ANSWER_WITHIN, line(&mut stream)).await.map_err(std::io::Error::other)??;
    let answer = match understand(&line) {
        Err(error) => Answer { version: VERSION, sentence: None, error: Some(error.to_owned()) },
        Ok(request) => {
            let (reply, answered) = oneshot::channel();
            // An agent on its way out answers nobody any more.
            let _ = asked.send(Asked { command: request.into(), reply: Reply(reply) });
            let sentence = tokio::time::timeout(ANSWER_WITHIN, answered).await;
            Answer { version: VERSION, sentence: sentence.ok().and_then(Result::ok), error: None }
        }
    };
    tokio::time::timeout(ANSWER_WITHIN, write(&mut stream, &answer)).await.map_err(std::io::Error::other)?
}

/// Asks the running agent; the answer is its sentence.
pub async fn ask(request: Request) -> Result<String, Problem> {
    let mut stream = UnixStream::connect(paths::socket()?).await.map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::ConnectionRefused => Problem::NoAgent,
        _ => Problem::Internal { why: error.to_string() },
    })?;
    let talk = async {
        write(&mut stream, &Question { version: VERSION, request }).await?;
        line(&mut stream).await
    };
    let line = tokio::time::timeout(ANSWER_WITHIN * 2, talk).await;
    sentence(&line.ok().and_then(Result::ok).ok_or(Problem::AgentAnswer)?)
}

async fn line(stream: &mut UnixStream) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    BufReader::new(stream.take(LONGEST)).read_until(b'\n', &mut line).await?;
    Ok(line)
}

async fn write(stream: &mut UnixStream, what: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    stream.write_all(&line).await
}
