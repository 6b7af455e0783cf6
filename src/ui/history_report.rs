//! The history as a person looks at it: read, cut into days, and drawn in their language.

use crate::clock;
use crate::messages::{self, Problem};
use crate::store::history::render::{self, Words};
use crate::store::history::{self, Day, Entry, Portal, State, Why};
use crate::store::paths;
use jiff::ToSpan;
use jiff::civil::Date;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The picture of today, for the browser; the answer is the file.
pub fn today() -> Result<PathBuf, Problem> {
    let today = clock::local().date();
    let path = paths::create_state_dir()?.join("today.svg");
    let days = days(&entries()?, today, today);
    write(&path, &picture(&days, today, today))?;
    Ok(path)
}

/// Everything that is known; a history that is not there is an empty one.
pub fn entries() -> Result<Vec<Entry>, Problem> {
    let path = paths::history_file()?;
    match std::fs::read(&path) {
        Ok(bytes) => Ok(history::parse(&bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Problem::Input { why: error.to_string() }),
    }
}

/// The days from the first to the last, as far as they have come.
pub fn days(entries: &[Entry], first: Date, last: Date) -> Vec<Day> {
    let now = clock::local();
    let dates = first.series(1.day()).take_while(|date| *date <= last);
    dates.map(|date| history::day(entries, date, now.time_zone(), now.timestamp())).collect()
}

/// Writes a file for a person.
pub fn write(path: &Path, text: &str) -> Result<(), Problem> {
    std::fs::write(path, text).map_err(|error| Problem::StateUnwritable {
        path: path.display().to_string(),
        why: error.to_string(),
    })
}

/// The days as a picture for a browser.
pub fn picture(days: &[Day], first: Date, last: Date) -> String {
    render::svg(days, &words(), &messages::history_title(first, last))
}

/// The words of the spoken language.
pub fn words() -> Words {
    let state = |state: State| messages::history_word(state.name());
    let why = |why: Why| messages::history_word(why.name());
    let portal = |portal: Portal| messages::history_word(portal.name());
    Words {
        present: state(State::Present),
        away: state(State::Away),
        paused: state(State::Paused),
        unknown: state(State::Unknown),
        idle: why(Why::Idle),
        locked: why(Why::Locked),
        asleep: why(Why::Asleep),
        said: why(Why::Said),
        microphone: why(Why::Microphone),
        program: why(Why::Program),
        window: why(Why::Window),
        ended: why(Why::Ended),
        accepted: portal(Portal::Accepted),
        recorded: portal(Portal::Recorded),
        cleared: portal(Portal::Cleared),
        untold: portal(Portal::Untold),
        total: messages::history_total(),
        weekdays: messages::history_weekdays(),
        duration: |span: Duration| {
            let minutes = span.as_secs() / 60;
            format!("{}:{:02}", minutes / 60, minutes % 60)
        },
    }
}
