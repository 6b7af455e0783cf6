//! Where the facts about input come from: one source at a time, behind one interface.
//!
//! The engine asks ([`Ask`]), a source answers with [`Input`]s. Which source it is, and that a dead
//! one is looked for again, is this file's business and nobody else's.

use crate::clock::{self, Backoff};
use crate::events;
use presence::{Input, Moment, Source, Watch};
use std::time::Duration;
use tokio::sync::mpsc;

#[cfg(any(windows, target_os = "macos", test))]
mod counter;
#[cfg(target_os = "linux")]
pub mod mutter;
#[cfg_attr(target_os = "linux", path = "idle/linux.rs")]
#[cfg_attr(windows, path = "idle/windows.rs")]
#[cfg_attr(target_os = "macos", path = "idle/macos.rs")]
mod os;
#[cfg(any(windows, target_os = "macos"))]
mod reading;
#[cfg(target_os = "linux")]
mod screensaver;
mod script;
#[cfg(any(target_os = "macos", test))]
mod standing;
#[cfg(target_os = "linux")]
pub mod wayland;
#[cfg(target_os = "linux")]
pub mod x11;

pub use os::there_is_a_desktop;

/// What the engine wants of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Watch(Watch),
    Sample,
}

/// A fact, the moment it was true at, and who says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact {
    pub input: Input,
    pub at: Moment,
    pub source: &'static str,
}

/// Why there is no source (any more); for the log.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    #[error("this session has no idle time that could be believed: {0}")]
    None(&'static str),
    #[error("{0}")]
    Gone(String),
    /// The agent ends.
    #[error("nobody listens")]
    Unwanted,
}

impl Lost {
    fn gone(why: impl std::fmt::Display) -> Self {
        Self::Gone(why.to_string())
    }
}

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This desktop's own source. `inhibited`: what inhibits idleness is to be heeded where the source
    /// cannot tell it from input.
    Desktop { inhibited: bool },
    /// A simulated person, for the demo on a machine without a display.
    Script(Vec<Act>),
}

/// One act of a simulated person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Types for so long.
    Type(Duration),
    /// Touches nothing for so long.
    Leave(Duration),
}

/// What a source talks through.
pub struct Line {
    asks: mpsc::UnboundedReceiver<Ask>,
    facts: events::Sender<Fact>,
    /// The present source's name, as `status` and `doctor` show it; empty before one is found.
    source: &'static str,
    /// The last input that is known of, for a source that cannot be asked. It outlives the source.
    #[allow(dead_code, reason = "not every system has such a source")]
    last_input: Option<Moment>,
}

impl Line {
    pub fn new(facts: impl Into<events::Sender<Fact>>) -> (mpsc::UnboundedSender<Ask>, Self) {
        let (sender, asks) = mpsc::unbounded_channel();
        (sender, Self { asks, facts: facts.into(), source: "", last_input: None })
    }

    /// The next wish of the engine.
    async fn next_ask(&mut self) -> Result<Ask, Lost> {
        self.asks.recv().await.ok_or(Lost::Unwanted)
    }

    /// A source was found.
    fn found(&mut self, name: &'static str, source: Source) -> Result<(), Lost> {
        log::info!(source:?; "idle time from {name}");
        self.source = name;
        self.send(Input::SourceFound(source), clock::now())
    }

    fn send(&self, input: Input, at: Moment) -> Result<(), Lost> {
        self.facts.send(Fact { input, at, source: self.source }).map_err(|_| Lost::Unwanted)
    }
}

/// One that held for so long starts the count of tries anew.
const HELD: Duration = Duration::from_secs(60);

/// Serves the engine from whatever source there is, for as long as it listens.
pub async fn watch_input(choice: Choice, mut line: Line) {
    let mut retry = Backoff::default();
    let mut known = false;
    loop {
        let began = clock::now();
        line.source = "";
        let lost = match &choice {
            Choice::Desktop { inhibited } => os::serve_source(&mut line, *inhibited).await,
            Choice::Script(acts) => script::report_idle(acts, &mut line).await,
        };
        let Err(lost) = lost;
        if matches!(lost, Lost::Unwanted) || line.send(Input::SourceLost, clock::now()).is_err() {
            return;
        }
        log::info!("no source of idleness: {lost}");
        if clock::now().since(began) > HELD {
            retry = Backoff::default();
        }
        known |= !line.source.is_empty() || matches!(lost, Lost::Gone(_));
        retry.wait(if known { Backoff::SOON } else { Backoff::SELDOM }).await;
        // What the lost source was asked, the next one is asked anew.
        while line.asks.try_recv().is_ok() {}
    }
}
