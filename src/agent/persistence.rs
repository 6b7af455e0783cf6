//! What the agent keeps on disk while it runs: the journal and the history. Without a claim to be the one agent, nothing.

use super::Event;
use crate::store::history::Entry;
use crate::store::history::keeper::Keeper;
use crate::store::journal::{Journal, Noted};
use crate::store::paths;
use presence::Moment;
use std::time::Duration;
use tokio::sync::mpsc;

/// A disk must not keep the agent from ending; it gets what is left of the time for that, and at least this.
pub(super) const ENDS_WITHIN: Duration = Duration::from_millis(100);

#[derive(Default)]
pub(super) struct Persistence {
    journal: Option<Journal>,
    /// The journal said at the start that an earlier run may have left an away behind.
    pub left_behind: bool,
    /// What was written into the journal last, and may not be on disk yet.
    pub noted: Option<Noted>,
    pub history: Option<Keeper>,
    /// The latest entry of the history, and when the history was last written to.
    pub latest: Option<(Entry, Moment)>,
}

impl Persistence {
    /// Opens the journal, unless there is nowhere to keep it.
    pub fn open(events: &mpsc::UnboundedSender<Event>) -> Self {
        let folder = paths::create_state_dir().inspect_err(|problem| log::warn!("{problem}")).ok();
        let journal = folder.map(|folder| Journal::open(&folder, events.clone()));
        let (journal, left_behind) = journal.unzip();
        Self { journal, left_behind: left_behind.unwrap_or_default(), ..Self::default() }
    }

    /// Whether anything is kept at all.
    pub fn is_kept(&self) -> bool {
        self.journal.is_some()
    }

    /// Writes into the journal since when an away may be left behind, or that none is.
    pub fn note(&mut self, away_since: Option<String>) {
        self.noted = self.journal.as_ref().map(|journal| journal.note(away_since));
    }

    /// Waits for the journal's last word; `left` is what remains of the time to end in.
    pub async fn finish(&mut self, left: Duration) {
        if let Some(noted) = self.noted.take() {
            noted.wait(left.max(ENDS_WITHIN)).await;
        }
    }
}
