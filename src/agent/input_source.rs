//! The source of idleness in use: what it is called, and how the engine's wishes reach it.

use super::task::Task;
use super::{Agent, Event};
use crate::clock;
use crate::watch::idle::{self, Ask, Choice, Line};
use presence::Input;
use tokio::sync::mpsc;

pub(super) struct InputSource {
    /// As `status` shows it; `None` while there is no source.
    pub name: Option<&'static str>,
    asks: mpsc::UnboundedSender<Ask>,
    task: Task,
    /// A simulated person knows nothing of inhibitors.
    is_desktop: bool,
}

impl InputSource {
    pub fn start(choice: Choice, events: mpsc::UnboundedSender<Event>) -> Self {
        let is_desktop = matches!(choice, Choice::Desktop { .. });
        let (asks, line) = Line::new(events);
        let mut task = Task::default();
        task.replace(idle::watch_input(choice, line));
        Self { name: None, asks, task, is_desktop }
    }

    pub fn ask(&self, ask: Ask) {
        // A source that ended is about to say so itself.
        let _ = self.asks.send(ask);
    }
}

impl Agent {
    /// Some sources have to know from the start whether inhibitors are respected.
    pub(super) fn restart_source(&mut self, inhibited: bool) {
        if !self.source.is_desktop {
            return;
        }
        self.source.task.abort();
        self.engine.handle(Input::SourceLost, clock::now());
        let name = self.source.name;
        self.source = InputSource::start(Choice::Desktop { inhibited }, self.events.clone());
        // Until the new one has said what it is.
        self.source.name = name;
    }
}
