//! Where the facts about input come from: one source at a time, behind one interface.
//!
//! The engine asks ([`Ask`]), a source answers with [`Input`]s. Which source it is, and that a dead
//! one is looked for again, is this file's business and nobody else's.

use crate::clock;
use crate::presence::{Input, Moment, Watch};
use std::time::Duration;
use tokio::sync::mpsc;

#[cfg_attr(target_os = "linux", path = "idle/linux.rs")]
#[cfg_attr(windows, path = "idle/windows.rs")]
#[cfg_attr(target_os = "macos", path = "idle/macos.rs")]
mod os;
mod script;
#[cfg(target_os = "linux")]
pub mod x11;

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

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This desktop's own source.
    Desktop,
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
    facts: mpsc::UnboundedSender<Fact>,
    /// The present source's name, as `status` and `doctor` show it.
    source: &'static str,
}

impl Line {
    pub fn new(facts: mpsc::UnboundedSender<Fact>) -> (mpsc::UnboundedSender<Ask>, Self) {
        let (sender, asks) = mpsc::unbounded_channel();
        (sender, Self { asks, facts, source: "" })
    }

    /// The next wish of the engine.
    async fn ask(&mut self) -> Result<Ask, Lost> {
        self.asks.recv().await.ok_or(Lost::Unwanted)
    }

    fn tell(&self, input: Input, at: Moment) -> Result<(), Lost> {
        self.facts.send(Fact { input, at, source: self.source }).map_err(|_| Lost::Unwanted)
    }
}

/// A source that is gone is looked for after this, then half as often each time.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
const LOOK_SELDOM: Duration = Duration::from_secs(30);
/// One that held for so long starts the count anew.
const HELD: Duration = Duration::from_secs(60);

/// Serves the engine from whatever source there is, for as long as it listens.
pub async fn serve(choice: Choice, mut line: Line) {
    let mut pause = LOOK_AGAIN;
    loop {
        let began = clock::now();
        let lost = match &choice {
            Choice::Desktop => os::serve(&mut line).await,
            Choice::Script(acts) => script::serve(acts, &mut line).await,
        };
        let Err(lost) = lost;
        if matches!(lost, Lost::Unwanted) || line.tell(Input::SourceLost, clock::now()).is_err() {
            return;
        }
        if clock::now().since(began) > HELD {
            pause = LOOK_AGAIN;
        }
        tracing::info!(again_in = ?pause, "no source of idleness: {lost}");
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LOOK_SELDOM);
        // What the lost source was asked, the next one is asked anew.
        while line.asks.try_recv().is_ok() {}
    }
}
