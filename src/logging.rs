//! The log: what happened, for a person who looks for a reason; never a secret.

use crate::paths;
use std::fs::{File, OpenOptions};
use std::io::{IsTerminal, stderr};
use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// A log longer than this becomes the old log at the next start.
const LONGEST: u64 = 1024 * 1024;

/// Writes to the state folder's `away24.log`, and warnings to a terminal if there is one.
/// `AWAY24_LOG` (`error` … `trace`) sets the level. Only our own words are logged: what libraries
/// have to say could contain a webhook's URL.
pub fn start() {
    let level = std::env::var("AWAY24_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(Level::INFO);
    let only_ours = |level| Targets::new().with_target("away24", level).with_default(LevelFilter::OFF);
    let file = file().map(|file| {
        fmt::layer().with_ansi(false).with_target(false).with_writer(file).with_filter(only_ours(level))
    });
    let terminal = stderr().is_terminal().then(|| {
        let layer = fmt::layer().with_ansi(false).with_target(false).without_time().with_writer(stderr);
        layer.with_filter(only_ours(Level::WARN))
    });
    tracing_subscriber::registry().with(file).with(terminal).init();
}

/// A log that cannot be written is no reason not to work.
fn file() -> Option<File> {
    let path = paths::create_state_dir().ok()?.join("away24.log");
    if path.metadata().is_ok_and(|log| log.len() > LONGEST) {
        std::fs::rename(&path, path.with_extension("log.old")).ok()?;
    }
    OpenOptions::new().create(true).append(true).open(path).ok()
}
