//! What of all that happens goes into the history.

use super::{Agent, ENDS_WITHIN};
use crate::clock;
use crate::store::history::keeper::Keeper;
use crate::store::history::{Entry, Portal, State, Why};
use crate::store::paths;
use presence::{Cause, Inhibitor, Recorded, Status, Told, Whereabouts};
use std::time::Duration;

/// How often the history is told that what it knows still holds: after a power loss, nobody knows more.
const STILL: Duration = Duration::from_secs(60);

impl Agent {
    /// Begins to keep the history, or keeps it for another length of time from now on.
    pub(super) fn open_history(&mut self) {
        let path = paths::history_file().ok();
        self.history = path.map(|path| Keeper::open(path, self.config.history_days, clock::local()));
        self.told_history = None;
    }

    /// Adds what is new.
    pub(super) fn keep_history(&mut self) {
        let Some(history) = &self.history else { return };
        let now = clock::now();
        let status = self.engine.status();
        let (state, why) = state(&status);
        let same = self.told_history.filter(|(entry, _)| (entry.state, entry.why) == (state, why));
        let at = match (same, status.whereabouts) {
            (Some((entry, _)), _) => entry.at,
            // They were gone before it was noticed.
            (None, Whereabouts::Gone { since, .. }) if state == State::Away => clock::timestamp(since),
            (None, _) => clock::timestamp(now),
        };
        let entry = Entry { at, state, why, portal: portal(state, &status) };
        let (known, told) = self.told_history.map_or((None, None), |(entry, told)| (Some(entry), Some(told)));
        if known != Some(entry) {
            history.add(entry, clock::local());
        } else if told.is_none_or(|told| now.since(told) >= STILL) {
            history.alive(clock::local());
        } else {
            return;
        }
        self.told_history = Some((entry, now));
    }

    /// From now on, nothing is known.
    pub(super) async fn end_history(&mut self) {
        let Some(history) = self.history.take() else { return };
        let at = clock::timestamp(clock::now());
        history.add(Entry { at, state: State::Unknown, why: Some(Why::Ended), portal: None }, clock::local());
        history.close(ENDS_WITHIN).await;
    }
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
