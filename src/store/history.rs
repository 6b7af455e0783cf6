//! The history of presence, on this machine only: a file of lines that grows at its end, and the days that are
//! made of it. What it says has no effect on what is reported.
//!
//! One JSON object a line: `{"at":"2026-11-21T12:04:00Z","state":"away","why":"locked","portal":"accepted"}`. Keys
//! are only ever added, and unknown ones are left alone. A line that cannot be read costs what it said, and
//! nothing else.

use crate::store::fs::{self, Access, Disk, System};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub mod keeper;
#[cfg(test)]
mod picture_tests;
pub mod render;
mod svg;
#[cfg(test)]
mod tests;

/// Where the person was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Present,
    Away,
    /// Nothing is reported, because the person wants it so.
    Paused,
    /// The agent does not run, or cannot know.
    Unknown,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Present, Self::Away, Self::Paused, Self::Unknown];

    /// As it is written in the file, and in everything that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Away => "away",
            Self::Paused => "paused",
            Self::Unknown => "unknown",
        }
    }
}

/// Why somebody counted as away, as present without input, or as unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No input for as long as the threshold.
    Idle,
    Locked,
    Asleep,
    /// The person said so.
    Said,
    /// A program listens to the microphone.
    Microphone,
    /// A program, or a window, asks not to count this as idle.
    Program,
    Window,
    /// The agent ended.
    Ended,
}

impl Why {
    pub const ALL: [Self; 8] = [
        Self::Idle,
        Self::Locked,
        Self::Asleep,
        Self::Said,
        Self::Microphone,
        Self::Program,
        Self::Window,
        Self::Ended,
    ];

    /// As it is written in the file, and in everything that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Locked => "locked",
            Self::Asleep => "asleep",
            Self::Said => "said",
            Self::Microphone => "microphone",
            Self::Program => "program",
            Self::Window => "window",
            Self::Ended => "ended",
        }
    }
}

/// What the portal knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portal {
    /// It took the report.
    Accepted,
    /// And it reads back.
    Recorded,
    /// It did, and another client cleared it.
    Cleared,
    /// It could not be told.
    Untold,
}

impl Portal {
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Recorded, Self::Cleared, Self::Untold];

    /// As it is written in the file, and in everything that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Recorded => "recorded",
            Self::Cleared => "cleared",
            Self::Untold => "untold",
        }
    }
}

/// From then on it was so, until another entry says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it truly began, which may be before the entry was written: one is away since the last input.
    pub at: Timestamp,
    pub state: State,
    pub why: Option<Why>,
    pub portal: Option<Portal>,
}

impl Entry {
    fn says_the_same_as(&self, other: &Self) -> bool {
        (self.state, self.why, self.portal) == (other.state, other.why, other.portal)
    }
}

/// How far back an entry may be dated: the longest threshold, and as much again. What earlier lines say of a time
/// beyond that was written by a clock that was wrong, or is wrong now; neither may erase the other.
const REACH: SignedDuration = SignedDuration::from_hours(48);

#[derive(Deserialize)]
struct Line {
    at: String,
    state: String,
    why: Option<serde_json::Value>,
    portal: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct Written<'a> {
    at: &'a str,
    state: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    portal: Option<&'a str>,
}

/// What a file's bytes say, in the order of time: of any moment, what the last line says that is about it.
pub fn parse(bytes: &[u8]) -> Vec<Entry> {
    read(bytes).into_iter().map(|(entry, _)| entry).collect()
}

/// The same, each with its line as it is: a later version may have written more into it.
fn read(bytes: &[u8]) -> Vec<(Entry, &[u8])> {
    let mut entries: Vec<(Entry, &[u8])> = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Some(entry) = read_line(line) else { continue };
        let end = entry.at.checked_add(REACH).unwrap_or(Timestamp::MAX);
        let first = entries.partition_point(|(earlier, _)| earlier.at < entry.at);
        let last = entries.partition_point(|(earlier, _)| earlier.at <= end);
        entries.splice(first..last, [(entry, line)]);
    }
    entries
}

fn read_line(line: &[u8]) -> Option<Entry> {
    let read: Line = serde_json::from_slice(line).ok()?;
    let is = |value: &Option<serde_json::Value>, name| value.as_ref().is_some_and(|value| value == name);
    Some(Entry {
        at: read.at.parse().ok()?,
        // What a later version calls it: not the state before, in any case.
        state: State::ALL.into_iter().find(|state| state.name() == read.state).unwrap_or(State::Unknown),
        why: Why::ALL.into_iter().find(|why| is(&read.why, why.name())),
        portal: Portal::ALL.into_iter().find(|portal| is(&read.portal, portal.name())),
    })
}

/// An entry as the file has it, to the second, without the end of the line.
pub fn line(entry: &Entry) -> String {
    let written = Written {
        at: &entry.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        state: entry.state.name(),
        why: entry.why.map(Why::name),
        portal: entry.portal.map(Portal::name),
    };
    // Text in four fields: nothing in it can fail.
    serde_json::to_string(&written).unwrap_or_default()
}

/// For how long somebody was what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub present: Duration,
    pub away: Duration,
    pub paused: Duration,
    pub unknown: Duration,
}

impl Totals {
    pub fn of(&self, state: State) -> Duration {
        match state {
            State::Present => self.present,
            State::Away => self.away,
            State::Paused => self.paused,
            State::Unknown => self.unknown,
        }
    }

    fn add(&mut self, state: State, length: Duration) {
        let total = match state {
            State::Present => &mut self.present,
            State::Away => &mut self.away,
            State::Paused => &mut self.paused,
            State::Unknown => &mut self.unknown,
        };
        *total += length;
    }
}

/// A part of a day in which nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
    pub state: State,
    pub why: Option<Why>,
    pub portal: Option<Portal>,
}

impl Span {
    pub fn length(&self) -> Duration {
        between(self.from, self.to)
    }
}

fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// One local day, which has 23 or 25 hours when the clocks change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub zone: TimeZone,
    /// The first moment of the day, and of the next one.
    pub begins: Timestamp,
    pub ends: Timestamp,
    /// Without gaps from the day's beginning to its end, or to now.
    pub spans: Vec<Span>,
    pub totals: Totals,
}

/// What entries, as [`parse`] returns them, say about a day; nothing of what is still to come.
pub fn day(entries: &[Entry], date: Date, zone: &TimeZone, now: Timestamp) -> Day {
    let begins = first_moment(date, zone);
    let ends = date.tomorrow().map_or(begins, |next| first_moment(next, zone));
    let mut day =
        Day { date, zone: zone.clone(), begins, ends, spans: Vec::new(), totals: Totals::default() };
    let end = ends.min(now);
    let nothing = Entry { at: begins, state: State::Unknown, why: None, portal: None };
    let first = entries.partition_point(|entry| entry.at <= begins);
    let mut holds = first.checked_sub(1).and_then(|before| entries.get(before)).copied().unwrap_or(nothing);
    holds.at = begins;
    for entry in entries.iter().skip(first).take_while(|entry| entry.at < end) {
        if !entry.says_the_same_as(&holds) {
            day.push(&holds, entry.at);
            holds = *entry;
        }
    }
    day.push(&holds, end);
    day
}

impl Day {
    fn push(&mut self, entry: &Entry, to: Timestamp) {
        let Entry { at: from, state, why, portal } = *entry;
        if from < to {
            let span = Span { from, to, state, why, portal };
            self.totals.add(state, span.length());
            self.spans.push(span);
        }
    }
}

/// Not always midnight, which may not exist.
fn first_moment(date: Date, zone: &TimeZone) -> Timestamp {
    let midnight = date.to_zoned(zone.clone());
    let first = midnight.and_then(|midnight| midnight.start_of_day());
    first.map(|first| first.timestamp()).unwrap_or_default()
}

/// The file, as the agent keeps it.
///
/// Nothing waits until it is on disk: what the power takes is the history of a few seconds.
#[derive(Debug)]
pub struct History {
    path: PathBuf,
    keep_days: u32,
    /// What holds.
    last: Option<Entry>,
    /// The day on which old lines were last looked for.
    tidied: Option<Date>,
    /// The agent's last sign of life.
    alive: Timestamp,
}

/// When an earlier run that kept this history had ended at the latest; `None`: there was none.
pub fn ran_until(path: &Path) -> Option<Timestamp> {
    let alive = std::fs::metadata(path).and_then(|file| file.modified()).ok()?;
    Timestamp::try_from(alive).ok()?.checked_add(History::SIGN_OF_LIFE).ok()
}

impl History {
    /// How exactly it is known when an agent that was killed has ended.
    const SIGN_OF_LIFE: SignedDuration = SignedDuration::from_mins(1);

    /// Keeps today and `keep_days` days before it; if that is 0, removes what there is, and writes nothing.
    /// A history that cannot be read or tidied goes on all the same, and says why.
    ///
    /// If nobody wrote that the last agent ended, what it said ends with its last sign of life.
    pub fn open(path: &Path, keep_days: u32, now: &Zoned) -> (Self, std::io::Result<()>) {
        let mut history =
            Self { path: path.to_owned(), keep_days, last: None, tidied: None, alive: Timestamp::MIN };
        let outcome = if keep_days == 0 { history.remove() } else { history.take_up(now) };
        (history, outcome)
    }

    /// Appends what is new, and once a day drops what is too old.
    pub fn add(&mut self, entry: &Entry, now: &Zoned) -> std::io::Result<()> {
        if self.keep_days == 0 {
            return Ok(());
        }
        if !self.last.is_some_and(|last| entry.says_the_same_as(&last) && entry.at >= last.at) {
            self.append(entry)?;
            self.last = Some(*entry);
            self.alive = now.timestamp();
        }
        if self.tidied == Some(now.date()) { Ok(()) } else { self.tidy(now) }
    }

    /// The agent lives: to be said whenever something happens, and written once a minute, as the file's own date.
    pub fn alive(&mut self, now: Timestamp) -> std::io::Result<()> {
        if self.last.is_none() || now.duration_since(self.alive).abs() < Self::SIGN_OF_LIFE {
            return Ok(());
        }
        self.alive = now;
        match std::fs::OpenOptions::new().append(true).open(&self.path) {
            Ok(file) => file.set_modified(now.into()),
            // Somebody removed it: it is not made again for this.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn take_up(&mut self, now: &Zoned) -> std::io::Result<()> {
        fs::remove_stale(&self.path);
        let bytes = match std::fs::read(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            bytes => bytes?,
        };
        let now_at = now.timestamp();
        let entries = parse(&bytes);
        self.last = entries.into_iter().take_while(|entry| entry.at <= now_at).last();
        if let Some(last) = self.last.filter(|last| last.state != State::Unknown) {
            let alive = std::fs::metadata(&self.path)?.modified()?;
            let alive = Timestamp::try_from(alive).unwrap_or(last.at).min(now_at).max(last.at);
            let ended = Entry { at: alive, state: State::Unknown, why: Some(Why::Ended), portal: None };
            self.append(&ended)?;
            self.last = Some(ended);
        }
        self.tidy(now)
    }

    fn append(&self, entry: &Entry) -> std::io::Result<()> {
        let mut file = fs::append_private(&self.path)?;
        let mut text = String::new();
        if !ends_a_line(&mut file)? {
            text.push('\n');
        }
        text.push_str(&line(entry));
        text.push('\n');
        file.write_all(text.as_bytes())
    }

    fn tidy(&mut self, now: &Zoned) -> std::io::Result<()> {
        drop_old_entries(&mut System, &self.path, self.keep_days, now)?;
        self.tidied = Some(now.date());
        Ok(())
    }

    fn remove(&self) -> std::io::Result<()> {
        fs::erase(&self.path)
    }
}

/// The entry that holds when the oldest day begins stays: without it, that day would not be whole.
fn drop_old_entries(disk: &mut impl Disk, path: &Path, keep_days: u32, now: &Zoned) -> std::io::Result<()> {
    let days = jiff::Span::new().try_days(keep_days);
    let oldest = days.and_then(|days| now.date().checked_sub(days)).unwrap_or(Date::MIN);
    let cut = first_moment(oldest, now.time_zone());
    let bytes = match disk.read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        bytes => bytes?,
    };
    let entries = read(&bytes);
    let holds = entries.partition_point(|(entry, _)| entry.at <= cut).saturating_sub(1);
    let kept: Vec<&[u8]> = entries.iter().skip(holds).flat_map(|(_, line)| [*line, b"\n"]).collect();
    let kept = kept.concat();
    if kept == bytes { Ok(()) } else { fs::replace_on(disk, path, &kept, Access::Private) }
}

/// Whether what is appended begins a line: not so after a write that was cut short.
fn ends_a_line(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
