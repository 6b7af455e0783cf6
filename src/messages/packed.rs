//! Where the sentences are kept: one compressed text for each language, made by build.rs.

use super::{Bundle, Language};
use fluent_bundle::FluentResource;
use miniz_oxide::inflate::decompress_to_vec;
use std::cmp::Ordering;
use std::sync::OnceLock;

/// Ends a record; `build/messages.rs` keeps it out of the sentences.
const RECORD: char = '\u{1e}';
/// Separates a record's fields.
const FIELD: char = '\u{1f}';

/// One record: a message that is still to be parsed.
#[derive(Clone, Copy)]
struct Entry {
    id: &'static str,
    /// Ids of the messages without which this one cannot be formatted.
    needed: &'static str,
    /// In Fluent's syntax, from the `=` on.
    definition: &'static str,
}

impl Entry {
    fn read(record: &'static str) -> Option<Self> {
        let (id, rest) = record.split_once(FIELD)?;
        let (needed, definition) = rest.split_once(FIELD)?;
        Some(Self { id, needed, definition })
    }
}

impl Language {
    /// A message and those it refers to, ready to be said. Only what is wanted is parsed: all of them would be a
    /// third of a megabyte for as long as the agent lives.
    pub(super) fn bundle(self, message: &str) -> Bundle {
        let mut bundle = Bundle::new_concurrent(self.tag().parse().into_iter().collect());
        // Terminals and menus show the marks that keep directions apart.
        bundle.set_use_isolating(false);
        let Some(entry) = self.entry(message) else { return bundle };
        let needed = entry.needed.split(' ').filter_map(|id| self.entry(id));
        for entry in needed.chain([entry]) {
            // The build refuses what cannot be parsed.
            let text = [entry.id, entry.definition].concat();
            let resource = FluentResource::try_new(text).unwrap_or_else(|(whole, _)| whole);
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// The ids of its messages.
    pub(super) fn ids(self) -> impl Iterator<Item = &'static str> {
        self.records().map(|entry| entry.id)
    }

    /// Found by halves: the records are in the order of their ids. A menu is thirty messages, and a return must not wait
    /// for it.
    fn entry(self, id: &str) -> Option<Entry> {
        let ends = |byte: &u8| char::from(*byte) == RECORD;
        let mut rest = self.text();
        loop {
            // The record around the middle.
            let bytes = rest.as_bytes();
            let start = bytes.get(..bytes.len() / 2)?.iter().rposition(ends).map_or(0, |end| end + 1);
            let end = start + bytes.get(start..)?.iter().position(ends)?;
            let entry = Entry::read(rest.get(start..end)?)?;
            rest = match id.cmp(entry.id) {
                Ordering::Less => rest.get(..start)?,
                Ordering::Equal => return Some(entry),
                Ordering::Greater => rest.get(end + 1..)?,
            };
        }
    }

    fn records(self) -> impl Iterator<Item = Entry> {
        self.text().split_terminator(RECORD).filter_map(Entry::read)
    }

    /// All records, decompressed when the first sentence is wanted, and kept.
    fn text(self) -> &'static str {
        static TEXTS: [OnceLock<Box<str>>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        let slot = Self::ALL.iter().position(|language| *language == self).and_then(|at| TEXTS.get(at));
        // The position of one of `ALL` is a position in an array of that length.
        slot.unwrap_or(&TEXTS[0]).get_or_init(|| {
            let text = decompress_to_vec(self.packed()).unwrap_or_default();
            String::from_utf8(text).unwrap_or_default().into_boxed_str()
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

    /// Everything that is packed, as one text in Fluent's syntax.
    #[cfg(test)]
    pub(super) fn unpacked(self) -> String {
        self.records().map(|entry| [entry.id, entry.definition, "\n"].concat()).collect()
    }
}
