//! `away24 history`, and the picture of today that the tray opens.

use crate::clock;
use crate::messages::{self, Problem};
use crate::store::config_file;
use crate::store::history::State;
use crate::store::history::render;
use crate::store::paths;
use crate::ui::history_report::{days, entries, picture, words, write};
use crate::ui::terminal::say;
use clap::{ArgGroup, Args};
use jiff::ToSpan;
use std::io::IsTerminal;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("span").args(["day", "week"])))]
#[command(group(ArgGroup::new("form").args(["json", "csv", "svg"])))]
pub struct HistoryArgs {
    /// This day, as in 2026-11-25; without it, today
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    /// The last seven days
    #[arg(long)]
    week: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Print a table: from, to, state, why, portal
    #[arg(long)]
    csv: bool,
    /// Write a picture for a browser
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

pub fn history(args: &HistoryArgs) -> Result<(), Problem> {
    let now = clock::local();
    let last = match &args.day {
        None => now.date(),
        Some(text) => text.parse().map_err(|_| Problem::DayWhen { text: text.clone() })?,
    };
    let first = if args.week { last.checked_sub(6.days()).unwrap_or(last) } else { last };
    let days = days(&entries()?, first, last);
    if args.json {
        return say(render::json(&days));
    }
    if args.csv {
        return say(render::csv(&days).trim_end());
    }
    if let Some(path) = &args.svg {
        return write(path, &picture(&days, first, last));
    }
    let words = words();
    if config_file::read(&paths::config_file()?, false).is_ok_and(|config| config.history_days == 0) {
        return say(messages::history_off());
    }
    if days.iter().all(|day| day.spans.iter().all(|span| span.state == State::Unknown)) {
        return say(messages::history_empty());
    }
    let terminal = std::io::stdout().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let columns = terminal.then(terminal_width).flatten().unwrap_or(120);
    let beside = u16::try_from(render::beside(&words)).unwrap_or(u16::MAX);
    let width = columns.saturating_sub(beside).clamp(24, 96);
    say(render::scale(width, &words))?;
    for day in &days {
        say(render::bar(day, width, colour, &words))?;
    }
    say(render::legend(colour, &words))
}

/// How wide the terminal is, as the shell says it.
fn terminal_width() -> Option<u16> {
    terminal_size::terminal_size().map(|(width, _)| width.0)
}
