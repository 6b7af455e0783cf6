//! Every sentence a person can read, with a hint on what to do next.
//!
//! The sentences themselves are in `assets/lang`, one file a language, in Fluent's form: a message there is a
//! whole sentence, and nobody here puts words together. No secret ever gets in here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use presence::Trouble;
use std::sync::atomic::{AtomicUsize, Ordering};

mod doctor;
mod history;
mod packed;
mod page;
mod problem;
mod shell;
#[cfg(test)]
mod tests;
mod tray;

pub use doctor::*;
pub use history::*;
pub use page::*;
pub use problem::*;
pub use shell::*;
#[cfg(test)]
pub use tests::in_language;
pub use tray::*;

type Bundle = FluentBundle<FluentResource>;
/// A message's arguments: a name, and text or a number.
type Args<'a> = [(&'static str, FluentValue<'a>)];

/// A language that away24 speaks. English and Russian are complete; what another one lacks is said in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Russian,
    German,
    Spanish,
    Portuguese,
    Polish,
    French,
    Italian,
    Turkish,
    Ukrainian,
    Kazakh,
}

impl Language {
    pub const ALL: [Self; 11] = [
        Self::English,
        Self::Russian,
        Self::German,
        Self::Spanish,
        Self::Portuguese,
        Self::Polish,
        Self::French,
        Self::Italian,
        Self::Turkish,
        Self::Ukrainian,
        Self::Kazakh,
    ];

    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Portuguese => "pt-BR",
            Self::Polish => "pl",
            Self::French => "fr",
            Self::Italian => "it",
            Self::Turkish => "tr",
            Self::Ukrainian => "uk",
            Self::Kazakh => "kk",
        }
    }

    /// The language of a tag such as `ru`, `ru-RU` or `ru_RU.UTF-8`, if away24 speaks it.
    pub fn named(tag: &str) -> Option<Self> {
        let wanted = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let primary = |language: &Self| language.tag().split('-').next().unwrap_or_default().to_owned();
        Self::ALL.into_iter().find(|language| primary(language).eq_ignore_ascii_case(wanted))
    }

    /// The first of these tags that away24 speaks, or English.
    pub fn of<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::named).unwrap_or(Self::English)
    }
}

/// The place of the chosen language in [`Language::ALL`].
static CHOSEN: AtomicUsize = AtomicUsize::new(0);

/// From now on, everything is said in this language.
pub fn speak(language: Language) {
    let at = Language::ALL.iter().position(|known| *known == language);
    CHOSEN.store(at.unwrap_or_default(), Ordering::Relaxed);
}

/// The language that is spoken.
pub fn spoken() -> Language {
    #[cfg(test)]
    if let Some(language) = tests::SPOKEN.get() {
        return language;
    }
    Language::ALL.get(CHOSEN.load(Ordering::Relaxed)).copied().unwrap_or(Language::English)
}

/// A message or, after a dot, one of its attributes: in this language, or else in English.
fn find(language: Language, id: &str, args: &Args<'_>) -> Option<String> {
    let (message, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
    let args: FluentArgs<'_> = args.iter().cloned().collect();
    [language, Language::English].into_iter().find_map(|language| {
        let bundle = language.bundle(message);
        let message = bundle.get_message(message)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        // An argument that lacks shows as its name; a test sees to it that none does.
        Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    })
}

/// A sentence in the spoken language.
fn say(id: &str, args: &Args<'_>) -> String {
    find(spoken(), id, args).unwrap_or_else(|| id.to_owned())
}

/// A sentence without arguments.
fn plain(id: &str) -> String {
    say(id, &[])
}

/// A span as a person counts it: in minutes, or in seconds where it is not whole ones.
fn counted(span: std::time::Duration) -> [(&'static str, FluentValue<'static>); 2] {
    let seconds = span.as_secs();
    let (unit, count) =
        if seconds.is_multiple_of(60) { ("minutes", seconds / 60) } else { ("seconds", seconds) };
    [("unit", unit.into()), ("count", count.into())]
}

/// A trouble as a sentence that names the portal.
pub fn trouble(host: &str, trouble: Trouble) -> String {
    say(trouble_id(trouble), &[("host", host.into())])
}
