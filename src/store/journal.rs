//! The journal: whether an away of ours may be left behind at the portal. It is on disk before the away is on
//! the wire, and gone once its end was acknowledged; so that whatever happens in between, the next start knows.
//!
//! That it *is there* is all that counts: one that is damaged, or cannot be read, says the same as a whole one.

use crate::events::Sender;
use crate::messages::Problem;
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

#[cfg_attr(unix, path = "journal/unix.rs")]
#[cfg_attr(windows, path = "journal/windows.rs")]
mod os;
#[cfg(test)]
mod tests;

const NAME: &str = "journal.json";
/// What is being written; whole, or of no meaning.
const NEW: &str = "journal.new";

/// What a person or a program that looks into the file finds.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    version: u32,
    /// Since when the person is away whose away may be left behind: `2026-11-21T12:04:00Z`.
    away_since: &'a str,
}

/// What the journal does to its folder. Each of these may be the last thing before the power goes.
trait Disk {
    fn exists(&self, name: &str) -> std::io::Result<bool>;
    /// Writes a file anew; what of it is on disk is not certain.
    fn write(&mut self, name: &str, text: &[u8]) -> std::io::Result<()>;
    /// Now it is.
    fn sync(&mut self, name: &str) -> std::io::Result<()>;
    fn rename(&mut self, from: &str, to: &str) -> std::io::Result<()>;
    fn remove(&mut self, name: &str) -> std::io::Result<()>;
    /// From now on, what was renamed and removed stays so.
    fn sync_folder(&mut self) -> std::io::Result<()>;
}

struct Folder(PathBuf);

impl Disk for Folder {
    fn exists(&self, name: &str) -> std::io::Result<bool> {
        self.0.join(name).try_exists()
    }

    fn write(&mut self, name: &str, text: &[u8]) -> std::io::Result<()> {
        os::create(&self.0.join(name))?.write_all(text)
    }

    fn sync(&mut self, name: &str) -> std::io::Result<()> {
        // Windows wants to be allowed to write what it brings to disk.
        OpenOptions::new().write(true).open(self.0.join(name))?.sync_all()
    }

    fn rename(&mut self, from: &str, to: &str) -> std::io::Result<()> {
        std::fs::rename(self.0.join(from), self.0.join(to))
    }

    fn remove(&mut self, name: &str) -> std::io::Result<()> {
        std::fs::remove_file(self.0.join(name))
    }

    fn sync_folder(&mut self) -> std::io::Result<()> {
        os::sync_folder(&self.0)
    }
}

/// Whether the journal says that something may be left behind; one that cannot be looked at does.
fn may_be_left(disk: &impl Disk) -> bool {
    disk.exists(NAME).unwrap_or(true)
}

fn note(disk: &mut impl Disk, away_since: &str) -> std::io::Result<()> {
    let text = serde_json::to_vec(&Entry { version: 1, away_since })?;
    let written = disk.write(NEW, &text).and_then(|()| disk.sync(NEW));
    if let Err(error) = written {
        // Half of it would only take room that is wanted.
        let _ = disk.remove(NEW);
        return Err(error);
    }
    disk.rename(NEW, NAME)?;
    disk.sync_folder()
}

/// If the power goes before the folder is on disk, the journal is there again: that costs one report too many.
fn forget(disk: &mut impl Disk) -> std::io::Result<()> {
    match disk.remove(NAME) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => disk.sync_folder(),
    }
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
        let mut disk = Folder(folder.to_owned());
        let left = may_be_left(&disk);
        let failures = failures.into();
        let (words, mut spoken) = mpsc::unbounded_channel::<Word>();
        let path = folder.join(NAME).display().to_string();
        tokio::spawn(async move {
            let mut failing = false;
            while let Some(word) = spoken.recv().await {
                let notes = word.away_since.is_some();
                let written = tokio::task::spawn_blocking(move || {
                    let outcome = match &word.away_since {
                        Some(since) => note(&mut disk, since),
                        None => forget(&mut disk),
                    };
                    // Nobody waits for what is forgotten.
                    let _ = word.noted.send(());
                    (disk, outcome)
                });
                let Ok((back, outcome)) = written.await else { return };
                disk = back;
                let failed = outcome.is_err();
                if let Err(error) = outcome {
                    log::warn!("the journal could not be written: {error}");
                    if !failing {
                        let problem =
                            Problem::JournalUnwritable { path: path.clone(), why: error.to_string() };
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
