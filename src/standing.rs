//! What a running agent last said about itself, for `away24 status`: a file beside the log, and a lock
//! that tells whether its writer still runs. Never a secret.

use crate::messages::Problem;
use crate::paths;
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::path::PathBuf;

/// What other programs may build on: keys are only ever added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub version: String,
    pub pid: u32,
    /// `present`, `away`, `paused`, `unknown`, `signed_out` or `refused`.
    pub state: String,
    /// When the last input was, if the state is `away`: `2026-11-21T12:04:00Z`.
    pub since: Option<String>,
    /// Why: `idle`, `locked`, `asleep` or `said` if the state is `away`; `microphone`, `program` or `window`
    /// if one of these alone makes it `present`.
    pub reason: Option<String>,
    /// When a pause ends by itself, if the state is `paused` and it does.
    pub until: Option<String>,
    /// The tray's sentence.
    pub sentence: String,
    /// Where the knowledge of input comes from.
    pub source: Option<String>,
    /// The portal's host.
    pub portal: Option<String>,
    /// `webhook` or `oauth`.
    pub auth: Option<String>,
    /// What the portal accepted last from this agent: `present`, `away`, or `unsure`.
    pub told: String,
    /// The trouble of the last report, until one is accepted.
    pub trouble: Option<String>,
    pub threshold_seconds: u64,
}

/// The agent's side. It holds the lock as long as it lives.
pub struct Board {
    /// Held, never read.
    lock: Option<File>,
    written: Option<Standing>,
}

fn lock_file() -> Result<PathBuf, Problem> {
    paths::state_dir().map(|folder| folder.join("agent.lock"))
}

fn standing_file() -> Result<PathBuf, Problem> {
    paths::state_dir().map(|folder| folder.join("status.json"))
}

impl Board {
    /// An agent works without it; only `away24 status` does not.
    pub fn open() -> Self {
        let lock =
            paths::create_state_dir().and_then(|_| lock_file()).ok().and_then(|path| File::create(path).ok());
        let lock = lock.filter(|file| file.try_lock().is_ok());
        Self { lock, written: None }
    }

    /// Writes what is new, all of it or nothing.
    pub fn show(&mut self, standing: Standing) {
        if self.lock.is_none() || self.written.as_ref() == Some(&standing) {
            return;
        }
        if let Err(error) = write(&standing) {
            tracing::warn!("the status could not be written: {error}");
        }
        self.written = Some(standing);
    }
}

fn write(standing: &Standing) -> Result<(), Box<dyn std::error::Error>> {
    let path = standing_file()?;
    let new = path.with_extension("new");
    std::fs::write(&new, serde_json::to_vec(standing)?)?;
    Ok(std::fs::rename(new, path)?)
}

/// What the running agent last said; `None`: none runs.
pub fn read() -> Result<Option<Standing>, Problem> {
    let Ok(lock) = File::open(lock_file()?) else { return Ok(None) };
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => {}
        Ok(()) | Err(TryLockError::Error(_)) => return Ok(None),
    }
    let text = std::fs::read(standing_file()?).unwrap_or_default();
    // An agent that has only just started has not said anything yet.
    Ok(Some(serde_json::from_slice(&text).unwrap_or_default()))
}
