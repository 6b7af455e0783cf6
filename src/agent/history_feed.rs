//! What the history is told: which of the things that happen become an entry.

use super::Agent;
use super::persistence::ENDS_WITHIN;
use crate::clock;
use crate::store::history::{self, keeper::Keeper};
use crate::store::history::{Entry, Portal, State, Why};
use crate::store::paths;
use presence::{Cause, Inhibitor, Moment, Recorded, Status, Told, Whereabouts};
use std::time::Duration;

/// How often the history is told that its latest entry still holds: after a power loss, no more is known than that.
const STILL: Duration = Duration::from_secs(60);

impl Agent {
    /// When an earlier run had ended at the latest. Without a history, nothing is known of one.
    pub(super) fn ran_until(&self) -> Option<Moment> {
        let path = paths::history_file().ok().filter(|_| self.persistence.is_kept())?;
        history::ran_until(&path).map(clock::moment)
    }

    /// Begins to keep the history, or keeps it for another number of days from now on.
    pub(super) fn open_history(&mut self) {
        if !self.persistence.is_kept() {
            return;
        }
        let path = paths::history_file().ok();
        self.persistence.history =
            path.map(|path| Keeper::open(path, self.config.history_days, clock::local()));
        self.persistence.latest = None;
    }

    /// Adds an entry if the state has changed; else says now and then that it still holds.
    pub(super) fn keep_history(&mut self) {
        let Some(history) = &self.persistence.history else { return };
        let now = clock::now();
        let latest = self.persistence.latest;
        let entry = entry(&self.engine.status(), latest.map(|(entry, _)| entry), now);
        match latest {
            Some((latest, told)) if latest == entry => {
                if now.since(told) < STILL {
                    return;
                }
                history.alive(clock::local());
            }
            _ => history.add(entry, clock::local()),
        }
        self.persistence.latest = Some((entry, now));
    }

    /// From now on, nothing is known.
    pub(super) async fn end_history(&mut self) {
        let Some(history) = self.persistence.history.take() else { return };
        let at = clock::timestamp(clock::now());
        history.add(Entry { at, state: State::Unknown, why: Some(Why::Ended), portal: None }, clock::local());
        history.close(ENDS_WITHIN).await;
    }
}

/// The entry that describes this status. While the state and its reason stay the same, it keeps the time at which they
/// began; the portal's part may change meanwhile.
fn entry(status: &Status, latest: Option<Entry>, now: Moment) -> Entry {
    let (state, why) = state(status);
    let same = latest.filter(|latest| (latest.state, latest.why) == (state, why));
    let at = match (same, status.whereabouts) {
        (Some(latest), _) => latest.at,
        // They were gone before it was noticed.
        (None, Whereabouts::Gone { since, .. }) if state == State::Away => clock::timestamp(since),
        (None, _) => clock::timestamp(now),
    };
    Entry { at, state, why, portal: portal(state, status) }
}

fn state(status: &Status) -> (State, Option<Why>) {
    match status.whereabouts {
        _ if status.paused.is_some() => (State::Paused, None),
        Whereabouts::Unknown => (State::Unknown, None),
        Whereabouts::Here => (State::Present, status.held_by.map(held)),
        Whereabouts::Gone { why, .. } => (State::Away, Some(gone(why))),
    }
}

/// What the portal made of it; of a pause, it is not told.
fn portal(state: State, status: &Status) -> Option<Portal> {
    match (state, status.told, status.recorded) {
        (State::Paused | State::Unknown, ..) => None,
        _ if !status.signed_in => Some(Portal::Untold),
        (State::Away, Told::Away, Recorded::Confirmed) => Some(Portal::Recorded),
        (State::Away, _, Recorded::Cleared) => Some(Portal::Cleared),
        (State::Away, Told::Away, _) | (State::Present, Told::Present, _) => Some(Portal::Accepted),
        _ => Some(Portal::Untold),
    }
}

fn gone(why: Cause) -> Why {
    match why {
        Cause::Idle => Why::Idle,
        Cause::Locked => Why::Locked,
        Cause::Asleep => Why::Asleep,
        Cause::Said => Why::Said,
    }
}

fn held(inhibitor: Inhibitor) -> Why {
    match inhibitor {
        Inhibitor::Microphone => Why::Microphone,
        Inhibitor::Program => Why::Program,
        Inhibitor::Window => Why::Window,
    }
}
