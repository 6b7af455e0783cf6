//! A socket in a folder that only its owner can enter.

use super::{ANSWER_WITHIN, Asked};
use crate::events::Sender;
use crate::messages::Problem;
use crate::store::paths;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::AbortHandle;

/// The open door; it is closed when this is dropped.
pub struct Listening {
    claim: Claim,
    serving: AbortHandle,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.serving.abort();
        // The next agent removes it if we cannot.
        let _ = std::fs::remove_file(&self.claim.path);
    }
}

/// The right to be the one agent of this user's session, for as long as it lives.
#[derive(Debug)]
pub struct Claim {
    path: PathBuf,
    /// Held, never read.
    _lock: File,
}

/// Claims to be the one agent; `None`: another one is.
pub fn claim() -> Result<Option<Claim>, Problem> {
    let path = paths::socket()?;
    let unwritable = |error: std::io::Error| Problem::StateUnwritable {
        path: path.display().to_string(),
        why: error.to_string(),
    };
    let folder = path.parent().unwrap_or(Path::new("/"));
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unwritable)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(unwritable)?;
    let lock = File::create(path.with_extension("lock")).map_err(unwritable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(Claim { path, _lock: lock })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

/// Opens the door to the running agent.
pub fn listen(claim: Claim, asked: Sender<Asked>) -> Result<Listening, Problem> {
    // Left behind by an agent that was killed: there is no other.
    let _ = std::fs::remove_file(&claim.path);
    let listener = UnixListener::bind(&claim.path).map_err(|error| Problem::StateUnwritable {
        path: claim.path.display().to_string(),
        why: error.to_string(),
    })?;
    let serving = tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(serve_stream(stream, asked.clone()))),
                // Out of descriptors, most likely: that passes.
                Err(error) => {
                    log::warn!("nobody can be listened to: {error}");
                    tokio::time::sleep(ANSWER_WITHIN).await;
                }
            }
        }
    });
    Ok(Listening { claim, serving: serving.abort_handle() })
}

/// Somebody else is let go.
async fn serve_stream(stream: UnixStream, asked: Sender<Asked>) -> std::io::Result<()> {
    if stream.peer_cred()?.uid() != rustix::process::getuid().as_raw() {
        return Ok(());
    }
    super::answer_connection(stream, asked).await
}

/// The door of the running agent.
pub async fn connect() -> Result<UnixStream, Problem> {
    UnixStream::connect(paths::socket()?).await.map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::ConnectionRefused => Problem::NoAgent,
        _ => Problem::Internal { why: error.to_string() },
    })
}
