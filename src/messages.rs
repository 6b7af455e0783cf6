//! Every sentence a person can read, with a hint on what to do next.
//!
//! The sentences themselves are in `assets/lang`, one file a language, in Fluent's form: a message there is a
//! whole sentence, and nobody here puts words together. No secret ever gets in here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use miniz_oxide::inflate::decompress_to_vec;
use presence::Trouble;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

mod doctor;
mod history;
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

    /// The whole file, unpacked when the first sentence is wanted, and kept.
    fn text(self) -> &'static str {
        static TEXTS: [OnceLock<String>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        let slot = Self::ALL.iter().position(|language| *language == self).and_then(|at| TEXTS.get(at));
        // The position of one of `ALL` is a position in an array of that length.
        slot.unwrap_or(&TEXTS[0]).get_or_init(|| {
            // Packed by build.rs; a test compares each with its file.
            let text = decompress_to_vec(self.packed()).unwrap_or_default();
            String::from_utf8(text).unwrap_or_default()
        })
    }

    fn packed(self) -> &'static [u8] {
        macro_rules! packed {
            ($tag:literal) => {
                include_bytes!(concat!(env!("OUT_DIR"), "/", $tag, ".ftl.packed"))
            };
        }
        match self {
            Self::English => packed!("en"),
            Self::Russian => packed!("ru"),
            Self::German => packed!("de"),
            Self::Spanish => packed!("es"),
            Self::Portuguese => packed!("pt-BR"),
            Self::Polish => packed!("pl"),
            Self::French => packed!("fr"),
            Self::Italian => packed!("it"),
            Self::Turkish => packed!("tr"),
            Self::Ukrainian => packed!("uk"),
            Self::Kazakh => packed!("kk"),
        }
    }

    /// A message and those it quotes, ready to be said. Only what is wanted is taken apart: all of them would be a
    /// third of a megabyte for as long as the agent lives.
    fn bundle(self, message: &str) -> Bundle {
        let mut bundle = Bundle::new_concurrent(self.tag().parse().into_iter().collect());
        // Terminals and menus show the marks that keep directions apart.
        bundle.set_use_isolating(false);
        let mut wanted = vec![message];
        while let Some(id) = wanted.pop() {
            let Some(entry) = self.entry(id).filter(|_| !bundle.has_message(id)) else { continue };
            wanted.extend(quoted(entry));
            // What of a file is wrong is left out; a test sees to it that nothing is.
            let resource = FluentResource::try_new(entry.to_owned()).unwrap_or_else(|(whole, _)| whole);
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// A message as it stands in the file: from its name to the next line that is not indented.
    fn entry(self, id: &str) -> Option<&'static str> {
        let text = self.text();
        let starts = text.match_indices(id).find(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default();
            let after = text.get(at + id.len()..).unwrap_or_default();
            (before.is_empty() || before.ends_with('\n')) && after.trim_start_matches(' ').starts_with('=')
        });
        let entry = text.get(starts?.0..)?;
        let next = entry.match_indices('\n').map(|(at, _)| at + 1).find(|at| {
            entry.get(*at..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', '\n', '}']))
        });
        entry.get(..next.unwrap_or(entry.len()))
    }
}

/// The messages that a message quotes: their bare names, in braces.
fn quoted(entry: &str) -> impl Iterator<Item = &str> {
    let names = entry.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.trim()));
    names.filter(|name| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    })
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
