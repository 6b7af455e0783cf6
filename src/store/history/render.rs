//! Days to what people look at and what programs read. All words come from outside.

use super::{Day, Portal, Span, State, Totals, Why, between};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Duration;

pub use super::svg::svg;

/// Everything that is said in a picture.
#[derive(Clone, Debug)]
pub struct Words {
    pub present: String,
    pub away: String,
    pub paused: String,
    pub unknown: String,
    pub idle: String,
    pub locked: String,
    pub asleep: String,
    pub said: String,
    pub microphone: String,
    pub program: String,
    pub window: String,
    pub ended: String,
    pub accepted: String,
    pub recorded: String,
    pub cleared: String,
    pub untold: String,
    pub total: String,
    /// The days of the week in short, from Monday on.
    pub weekdays: [String; 7],
    /// A length of at most some hundred hours, short enough for a column: "7:05".
    pub duration: fn(Duration) -> String,
}

impl Words {
    pub fn state(&self, state: State) -> &str {
        match state {
            State::Present => &self.present,
            State::Away => &self.away,
            State::Paused => &self.paused,
            State::Unknown => &self.unknown,
        }
    }

    pub fn why(&self, why: Why) -> &str {
        match why {
            Why::Idle => &self.idle,
            Why::Locked => &self.locked,
            Why::Asleep => &self.asleep,
            Why::Said => &self.said,
            Why::Microphone => &self.microphone,
            Why::Program => &self.program,
            Why::Window => &self.window,
            Why::Ended => &self.ended,
        }
    }

    pub fn portal(&self, portal: Portal) -> &str {
        match portal {
            Portal::Accepted => &self.accepted,
            Portal::Recorded => &self.recorded,
            Portal::Cleared => &self.cleared,
            Portal::Untold => &self.untold,
        }
    }

    /// "Mon 2026-11-16"
    pub(super) fn date(&self, day: &Day) -> String {
        let weekday = usize::try_from(day.date.weekday().to_monday_zero_offset()).unwrap_or_default();
        let weekday = self.weekdays.get(weekday).map_or("", |name| name);
        format!("{weekday:width$} {}", day.date, width = self.longest_weekday())
    }

    fn longest_weekday(&self) -> usize {
        self.weekdays.iter().map(|name| name.chars().count()).max().unwrap_or_default()
    }

    /// Of a day, in characters.
    fn longest_duration(&self) -> usize {
        (self.duration)(Duration::from_secs(24 * 3600 - 60)).chars().count()
    }

    /// How far the bars are from the left.
    fn indent(&self) -> usize {
        self.longest_weekday() + " 2026-11-16 ".len()
    }
}

/// How far down the axis a whole day reaches: one for each second, if the clocks do not change.
pub(super) const WHOLE: u32 = 86_400;
const HOUR: u32 = 3600;

/// The hours that the clock on the wall shows, 0 to 24, one as long as the other: an hour that comes twice is
/// drawn as one, and one that never comes belongs to what was going on.
pub(super) struct Axis(Vec<Timestamp>);

impl Axis {
    pub(super) fn of(day: &Day) -> Self {
        let hour = |hour| day.zone.to_timestamp(day.date.at(hour, 0, 0, 0)).unwrap_or(day.begins);
        let mut hours: Vec<Timestamp> = (0..24).map(hour).chain([day.ends]).collect();
        let mut next = day.ends;
        for hour in hours.iter_mut().rev() {
            next = (*hour).min(next).max(day.begins);
            *hour = next;
        }
        Self(hours)
    }

    /// Where a moment is, from 0 to [`WHOLE`].
    pub(super) fn place(&self, at: Timestamp) -> u32 {
        let over = self.0.partition_point(|hour| *hour <= at);
        let Some(end) = self.0.get(over) else { return WHOLE };
        let Some((before, begin)) = over.checked_sub(1).and_then(|last| Some((last, self.0.get(last)?)))
        else {
            return 0;
        };
        let length = between(*begin, *end).as_secs().max(1);
        let part = between(*begin, at).as_secs() * u64::from(HOUR) / length;
        u32::try_from(before).unwrap_or_default() * HOUR + u32::try_from(part).unwrap_or_default()
    }
}

fn block(state: State) -> char {
    match state {
        State::Present => '█',
        State::Away => '░',
        State::Paused => '▒',
        State::Unknown => '·',
    }
}

fn painted(text: &str, state: State, colour: bool) -> String {
    let code = match state {
        State::Present => "32",
        State::Away => "33",
        State::Paused => "34",
        State::Unknown => "90",
    };
    if colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// A day in one line without an end: its date, its 24 hours in `width` cells, each with what filled most of it,
/// and the totals. What is still to come is left blank.
pub fn bar(day: &Day, width: u16, colour: bool, words: &Words) -> String {
    // More than one for each minute would show nothing more.
    let width = width.clamp(1, 1440);
    let axis = Axis::of(day);
    let places: Vec<(u32, u32, State)> =
        day.spans.iter().map(|span| (axis.place(span.from), axis.place(span.to), span.state)).collect();
    let edge = |cell: u16| u32::from(cell) * WHOLE / u32::from(width);
    let mut line = words.date(day) + " ";
    let mut run: (Option<State>, String) = (None, String::new());
    for cell in 0..width {
        let state = most(&places, edge(cell), edge(cell + 1));
        if state != run.0 {
            line.push_str(&end_run(&run, colour));
            run = (state, String::new());
        }
        run.1.push(state.map_or(' ', block));
    }
    line.push_str(&end_run(&run, colour));
    line.push(' ');
    let longest = words.longest_duration();
    for state in State::ALL {
        let total = day.totals.of(state);
        let length = if total.is_zero() { String::new() } else { (words.duration)(total) };
        let sign =
            if total.is_zero() { " ".to_owned() } else { painted(&block(state).to_string(), state, colour) };
        let _ = write!(line, " {sign} {length:>longest$}");
    }
    line.truncate(line.trim_end().len());
    line
}

fn end_run((state, cells): &(Option<State>, String), colour: bool) -> String {
    state.map_or_else(|| cells.clone(), |state| painted(cells, state, colour))
}

/// The state that fills most of a part of the axis.
fn most(places: &[(u32, u32, State)], from: u32, to: u32) -> Option<State> {
    let first = places.partition_point(|(_, end, _)| *end <= from);
    let mut filled = Totals::default();
    for (begin, end, state) in places.iter().skip(first).take_while(|(begin, ..)| *begin < to) {
        let overlap = (*end).min(to).saturating_sub((*begin).max(from));
        filled.add(*state, Duration::from_secs(overlap.into()));
    }
    let fullest = State::ALL.into_iter().rev().max_by_key(|state| filled.of(*state))?;
    (!filled.of(fullest).is_zero()).then_some(fullest)
}

/// How much wider than its bar the line of a day is, at most.
pub fn beside(words: &Words) -> usize {
    words.indent() + 1 + State::ALL.len() * (words.longest_duration() + 3)
}

/// The line above the bars: the hours, where they are.
pub fn scale(width: u16, words: &Words) -> String {
    let indent = words.indent();
    let mut line = " ".repeat(indent);
    let hours: &[usize] = if width < 20 { &[0, 12, 24] } else { &[0, 6, 12, 18, 24] };
    for hour in hours {
        let at = indent + usize::from(width) * hour / 24;
        let label = hour.to_string();
        // On the edge between two cells, if there is room.
        let begins = if *hour == 0 { at } else { at.saturating_sub(label.len() / 2) };
        if *hour == 0 || begins > line.len() {
            line.push_str(&" ".repeat(begins - line.len()));
            line.push_str(&label);
        }
    }
    line
}

/// What the blocks mean, in one line.
pub fn legend(colour: bool, words: &Words) -> String {
    let signs = State::ALL
        .map(|state| format!("{} {}", painted(&block(state).to_string(), state, colour), words.state(state)));
    signs.join("   ")
}

/// A table for spreadsheets: `from,to,state,why,portal`, in local time with its offset.
pub fn csv(days: &[Day]) -> String {
    let mut text = String::from("from,to,state,why,portal\n");
    for (day, span) in days.iter().flat_map(|day| day.spans.iter().map(move |span| (day, span))) {
        let fields = [
            local(day, span.from),
            local(day, span.to),
            span.state.name().to_owned(),
            span.why.map_or("", Why::name).to_owned(),
            span.portal.map_or("", Portal::name).to_owned(),
        ];
        text.push_str(&fields.join(","));
        text.push('\n');
    }
    text
}

/// For programs: keys are only ever added.
pub fn json(days: &[Day]) -> Value {
    let span = |day: &Day, span: &Span| {
        json!({
            "from": local(day, span.from),
            "to": local(day, span.to),
            "seconds": span.length().as_secs(),
            "state": span.state.name(),
            "why": span.why.map(Why::name),
            "portal": span.portal.map(Portal::name),
        })
    };
    let day = |day: &Day| {
        json!({
            "date": day.date.to_string(),
            "seconds": between(day.begins, day.ends).as_secs(),
            "spans": day.spans.iter().map(|each| span(day, each)).collect::<Vec<_>>(),
            "totals": {
                "present_seconds": day.totals.present.as_secs(),
                "away_seconds": day.totals.away.as_secs(),
                "paused_seconds": day.totals.paused.as_secs(),
                "unknown_seconds": day.totals.unknown.as_secs(),
            },
        })
    };
    json!({ "days": days.iter().map(day).collect::<Vec<_>>() })
}

fn local(day: &Day, at: Timestamp) -> String {
    at.to_zoned(day.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
