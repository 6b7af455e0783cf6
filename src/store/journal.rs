//! The journal: whether an away of ours may be left behind at the portal. It is on disk before the away is on
//! the wire, and gone once its end was acknowledged; so that whatever happens in between, the next start knows.
//!
//! That it *is there* is all that counts: one that is damaged, or cannot be read, says the same as a whole one.

use crate::events::Sender;
use crate::messages::Problem;
use crate::store::fs::{self, Access, Disk, System};
use serde::Serialize;
use std::path::Path;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

#[cfg(test)]
mod tests;

const NAME: &str = "journal.json";

/// What a person or a program that looks into the file finds.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    version: u32,
    /// Since when the person is away whose away may be left behind: `2026-11-21T12:04:00Z`.
    away_since: &'a str,
}

/// Whether the journal says that something may be left behind; one that cannot be looked at does.
fn may_be_left(disk: &impl Disk, path: &Path) -> bool {
    disk.exists(path).unwrap_or(true)
}

fn note(disk: &mut impl Disk, path: &Path, away_since: &str) -> std::io::Result<()> {
    let text = serde_json::to_vec(&Entry { version: 1, away_since })?;
    fs::replace_on(disk, path, &text, Access::Private)
}

/// If the power goes before the folder is on disk, the journal is there again: that costs one report too many.
fn forget(disk: &mut impl Disk, path: &Path) -> std::io::Result<()> {
    fs::remove_on(disk, path)
}

/// One word for the journal, and who waits until it is on disk.
struct Word {
    away_since: Option<String>,
    noted: oneshot::Sender<()>,
}

/// Writes the journal beside everything else: a slow disk keeps nobody waiting but the report that depends on it.
pub struct Journal {
    words: mpsc::UnboundedSender<Word>,
}

/// Ends when the word is on disk, or cannot be brought there.
pub struct Noted(oneshot::Receiver<()>);

impl Noted {
    pub async fn wait(self, at_most: Duration) {
        if tokio::time::timeout(at_most, self.0).await.is_err() {
            log::warn!("the disk does not answer; going on without the journal");
        }
    }
}

impl Journal {
    /// Opens the journal of this folder; and whether something may be left behind. The first failure to
    /// write is told, and then no other until one succeeded.
    pub fn open(folder: &Path, failures: impl Into<Sender<Problem>>) -> (Self, bool) {
        let failures = failures.into();
        let path = folder.join(NAME);
        fs::remove_stale(&path);
        let left = may_be_left(&System, &path);
        let (words, mut spoken) = mpsc::unbounded_channel::<Word>();
        tokio::spawn(async move {
            let mut failing = false;
            while let Some(word) = spoken.recv().await {
                let notes = word.away_since.is_some();
                let file = path.clone();
                let written = tokio::task::spawn_blocking(move || {
                    let outcome = match &word.away_since {
                        Some(since) => note(&mut System, &file, since),
                        None => forget(&mut System, &file),
                    };
                    // Nobody waits for what is forgotten.
                    let _ = word.noted.send(());
                    outcome
                });
                let Ok(outcome) = written.await else { return };
                let failed = outcome.is_err();
                if let Err(error) = outcome {
                    log::warn!("the journal could not be written: {error}");
                    if !failing {
                        let path = path.display().to_string();
                        let problem = Problem::JournalUnwritable { path, why: error.to_string() };
                        // The agent may have ended meanwhile.
                        let _ = failures.send(problem);
                    }
                }
                // To forget takes no room: that it works says nothing.
                failing = if notes { failed } else { failing };
            }
        });
        (Self { words }, left)
    }

    /// An away may be left behind, since then; or nothing is any more. In the order of the calls.
    pub fn note(&self, away_since: Option<String>) -> Noted {
        let (noted, waits) = oneshot::channel();
        // Without a writer the sender is dropped, and nobody waits.
        let _ = self.words.send(Word { away_since, noted });
        Noted(waits)
    }
}
