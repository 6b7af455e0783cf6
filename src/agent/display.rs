//! What others see of the agent: the tray's view, notifications, the answers to other processes, and the demo's notes.

use super::Agent;
use crate::agent::Note;
use crate::clock;
use crate::messages::{self, Problem};
use crate::platform::{autostart, ipc};
use crate::store::config::KEYS;
use crate::ui::notices::{Notice, Notices};
use crate::ui::notify;
use crate::ui::status::{About, StatusReport};
use crate::ui::view::{self, Command, Facts, View};
use presence::{Pause, Trouble, Whereabouts};
use tokio::sync::{mpsc, watch};

pub(super) struct Display {
    views: watch::Sender<Option<View>>,
    /// What the current view was made from.
    shown: Option<Facts>,
    notices: Notices,
    /// Whoever follows along: the demo.
    notes: Option<mpsc::UnboundedSender<Note>>,
    /// Whether the agent starts at login, if that is ours to say.
    autostart: Option<bool>,
}

impl Display {
    pub fn new(views: watch::Sender<Option<View>>, notes: Option<mpsc::UnboundedSender<Note>>) -> Self {
        Self { views, shown: None, notices: Notices::default(), notes, autostart: None }
    }

    pub fn note(&self, note: impl FnOnce() -> Note) {
        if let Some(notes) = &self.notes {
            // The follower may have stopped following.
            let _ = notes.send(note());
        }
    }

    /// For a task that outlives the call.
    pub fn notes(&self) -> Option<mpsc::UnboundedSender<Note>> {
        self.notes.clone()
    }

    /// When the notices want to be looked at again if nothing happens before.
    pub fn due(&self) -> Option<presence::Moment> {
        self.notices.asks_at()
    }

    /// Most of what happens changes nothing that is shown.
    pub fn show(&mut self, facts: Facts) {
        if self.shown.as_ref() != Some(&facts) {
            self.views.send_replace(Some(view::view(&facts)));
            self.shown = Some(facts);
        }
    }
}

impl Agent {
    /// Tells the person what they have to see to, if anything.
    pub(super) fn notify(&mut self) {
        let (status, now) = (self.engine.status(), clock::now());
        let sign_in = &self.account.sign_in;
        let notices = self.display.notices.due(&status, sign_in, self.config.welcome_back, now);
        for notice in notices {
            let (kind, title, text) = self.notification(&notice);
            let offers_sign_in = notice == Notice::Refused(Trouble::Unauthorized);
            let events = self.events.clone();
            tokio::spawn(async move {
                if !offers_sign_in {
                    return notify::show(kind, &title, &text).await;
                }
                if notify::offer(kind, &title, &text, &messages::notify_sign_in()).await {
                    // The agent may have ended meanwhile.
                    let _ = events.send(Command::SignIn.into());
                }
            });
        }
    }

    /// The kind, title and text of a notice.
    fn notification(&self, notice: &Notice) -> (notify::Kind, String, String) {
        match notice {
            Notice::Back(away) => {
                let (title, text) = messages::notify_back(&self.account.host(), *away);
                (notify::Kind::News, title, text)
            }
            Notice::Keychain => {
                (notify::Kind::Trouble, messages::waiting_for_keychain(), messages::keychain_waits())
            }
            Notice::Refused(trouble) => warning(&self.facts_to_show().problem(*trouble)),
            Notice::Problem(problem) => warning(problem),
        }
    }

    /// Something went wrong that a person should know of.
    pub(super) fn report_problem(&mut self, problem: Problem) {
        log::warn!("{problem}");
        self.display.notices.hear(problem);
    }

    pub(super) fn look_at_autostart(&mut self) {
        let known = self.config_file.as_ref().map(|_| autostart::state());
        self.display.autostart =
            known.and_then(Result::ok).map(|state| matches!(state, autostart::State::On(_)));
    }

    /// What the tray says, too.
    pub(super) fn sentence(&self) -> String {
        view::status(&self.facts_to_show())
    }

    pub(super) fn facts_to_show(&self) -> Facts {
        let status = self.engine.status();
        let since = match status.whereabouts {
            Whereabouts::Gone { since, .. } => clock::time_of_day(since),
            _ => String::new(),
        };
        let until = match status.paused {
            Some(Pause::Until(end)) => clock::time_of_day(end),
            _ => String::new(),
        };
        Facts {
            status,
            host: self.account.host(),
            sign_in: self.account.sign_in.clone(),
            failure: self.account.last_failure.clone(),
            since,
            until,
            autostart: self.display.autostart,
            pinned: KEYS.iter().map(|key| key.name).filter(|key| self.config.pinned(key).is_some()).collect(),
        }
    }

    /// The answer to another process that asked for something.
    pub(super) fn answer(&mut self) {
        if let Some(reply) = self.asked.take() {
            reply.say(self.said());
        }
    }

    fn said(&self) -> ipc::Said {
        let sentence = self.sentence();
        let about = About {
            sentence: sentence.clone(),
            source: self.source.name,
            portal: self.account.client.as_ref().map(|client| client.host()),
            auth: self.account.client.as_ref().map(|client| client.kind()),
        };
        let status = serde_json::to_value(StatusReport::of(&self.engine.status(), about));
        ipc::Said { sentence, status: status.unwrap_or_default() }
    }
}

/// Shows something that a person asked for.
pub(super) fn show(title: String, text: String) {
    tokio::spawn(async move { notify::show(notify::Kind::News, &title, &text).await });
}

/// Something that a person has to see to.
fn warning(problem: &Problem) -> (notify::Kind, String, String) {
    (notify::Kind::Trouble, messages::notify_title(problem), messages::notify_text(problem))
}
