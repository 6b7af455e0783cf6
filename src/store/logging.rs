//! The log: what happened, for a person who looks for a reason; never a secret.

use crate::store::paths;
use log::kv::{Error, Key, Value, VisitSource};
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{IsTerminal, Write as _, stderr};

/// A log longer than this becomes the old log at the next start.
const LONGEST: u64 = 1024 * 1024;

/// Writes to the state folder's `away24.log`, and warnings to a terminal if there is one.
/// `AWAY24_LOG` (`error` … `trace`) sets the level. Only our own words are logged: what libraries
/// have to say could contain a webhook's URL.
pub fn start() {
    let level = std::env::var("AWAY24_LOG").ok().and_then(|level| level.parse().ok());
    let lines = Lines { file: file(), terminal: stderr().is_terminal() };
    // A process logs once.
    if log::set_boxed_logger(Box::new(lines)).is_ok() {
        log::set_max_level(level.unwrap_or(LevelFilter::Info));
    }
}

/// A log that cannot be written is no reason not to work.
fn file() -> Option<File> {
    let path = paths::create_state_dir().ok()?.join("away24.log");
    if path.metadata().is_ok_and(|log| log.len() > LONGEST) {
        std::fs::rename(&path, path.with_extension("log.old")).ok()?;
    }
    OpenOptions::new().create(true).append(true).open(path).ok()
}

struct Lines {
    file: Option<File>,
    terminal: bool,
}

impl Log for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        matches!(metadata.target().split("::").next(), Some("away24" | "practice"))
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let line = line(record);
        // In one piece each, so that other processes' lines do not get between. A full disk is no reason not to work.
        if let Some(mut file) = self.file.as_ref() {
            let _ = file.write_all(format!("{:.6} {line}", jiff::Timestamp::now()).as_bytes());
        }
        if self.terminal && record.level() <= Level::Warn {
            let _ = stderr().write_all(line.as_bytes());
        }
    }

    fn flush(&self) {}
}

/// The level, the words, and what they are about.
fn line(record: &Record<'_>) -> String {
    let mut line = format!("{:>5} {}", record.level(), record.args());
    // Writing into a text does not fail.
    let _ = record.key_values().visit(&mut Pairs(&mut line));
    line.push('\n');
    line
}

struct Pairs<'a>(&'a mut String);

impl<'kvs> VisitSource<'kvs> for Pairs<'_> {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        write!(self.0, " {key}={value}").map_err(Error::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_level_its_words_and_what_they_are_about() {
        let (after, method) = (Some(3), "im.user.get");
        let pairs: [(&str, Value<'_>); 2] = [("method", method.into()), ("after", Value::from_debug(&after))];
        let record =
            |level, words| line(&Record::builder().level(level).args(words).key_values(&pairs).build());
        assert_eq!(
            record(Level::Warn, format_args!("not accepted")),
            " WARN not accepted method=im.user.get after=Some(3)\n"
        );
        assert_eq!(
            line(&Record::builder().level(Level::Error).args(format_args!("no")).build()),
            "ERROR no\n"
        );
    }

    #[test]
    fn what_libraries_say_is_not_logged() {
        let lines = Lines { file: None, terminal: false };
        for (target, ours) in [
            ("away24", true),
            ("away24::agent", true),
            ("practice", true),
            ("reqwest::connect", false),
            ("away24x", false),
        ] {
            assert_eq!(lines.enabled(&Metadata::builder().target(target).build()), ours, "{target}");
        }
    }
}
