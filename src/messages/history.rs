//! The history's words.

use super::{plain, say};
use jiff::civil::Date;

/// The word for a state, a reason, or what the portal did with it.
pub fn history_word(name: &str) -> String {
    say("history-word", &[("word", name.into())])
}

/// From Monday on, short.
pub fn history_weekdays() -> [String; 7] {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .map(|day| say("history-weekday", &[("day", day.into())]))
}

pub fn history_total() -> String {
    plain("history-total")
}

pub fn history_title(from: Date, to: Date) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    let id = if from == to { "history-title-day" } else { "history-title" };
    say(id, &[("from", from.into()), ("to", to.into())])
}

pub fn history_empty() -> String {
    plain("history-empty")
}

pub fn history_off() -> String {
    plain("history-off")
}
