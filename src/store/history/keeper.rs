//! Writes the history beside everything else: a slow disk keeps nobody waiting.

use super::{Entry, History};
use jiff::Zoned;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What is to be written: an entry, or nothing but that the agent lives.
struct Word {
    entry: Option<Entry>,
    now: Zoned,
}

pub struct Keeper {
    words: mpsc::UnboundedSender<Word>,
    writing: JoinHandle<()>,
}

impl Keeper {
    /// Opens the history, and keeps it for so many days; 0: not at all. `now` is the local time.
    pub fn open(path: PathBuf, keep_days: u32, now: Zoned) -> Self {
        let (words, mut spoken) = mpsc::unbounded_channel::<Word>();
        let writing = tokio::spawn(async move {
            let open = move || {
                let (history, opened) = History::open(&path, keep_days, &now);
                note(&opened);
                history
            };
            let Ok(mut history) = tokio::task::spawn_blocking(open).await else { return };
            while let Some(Word { entry, now }) = spoken.recv().await {
                let write = tokio::task::spawn_blocking(move || {
                    note(&match entry {
                        Some(entry) => history.add(&entry, &now),
                        None => history.alive(now.timestamp()),
                    });
                    history
                });
                let Ok(back) = write.await else { return };
                history = back;
            }
        });
        Self { words, writing }
    }

    /// Adds an entry, in the order of the calls.
    pub fn add(&self, entry: Entry, now: Zoned) {
        // Without a writer there is no history.
        let _ = self.words.send(Word { entry: Some(entry), now });
    }

    /// Says that what was said last still holds.
    pub fn alive(&self, now: Zoned) {
        let _ = self.words.send(Word { entry: None, now });
    }

    /// Waits until everything is written, but not for ever.
    pub async fn close(self, at_most: Duration) {
        drop(self.words);
        if tokio::time::timeout(at_most, self.writing).await.is_err() {
            log::warn!("the disk does not answer; the history's end is lost");
        }
    }
}

fn note(outcome: &std::io::Result<()>) {
    if let Err(error) = outcome {
        log::warn!("the history could not be written: {error}");
    }
}
