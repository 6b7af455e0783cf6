//! The pages that a browser ends at: a title and a sentence, in the language that the browser asks for.

use super::{Language, find};

impl Language {
    /// The first of a browser's `Accept-Language` that away24 speaks.
    pub fn accepted(header: &str) -> Self {
        Self::of(header.split(',').map(|entry| entry.split(';').next().unwrap_or_default().trim()))
    }
}

/// A page's title and its text.
type Page = (String, String);

fn page(language: Language, title: &str, text: &str) -> Page {
    let say = |id| find(language, id, &[]).unwrap_or_default();
    (say(title), say(text))
}

pub fn page_signed_in(language: Language) -> Page {
    page(language, "page-signed-in", "page-signed-in.text")
}

pub fn page_failed(language: Language) -> Page {
    page(language, "page-failed", "page-failed.text")
}

pub fn page_wrong(language: Language) -> Page {
    page(language, "page-wrong", "page-wrong.text")
}

pub fn page_not_here(language: Language) -> Page {
    page(language, "page-not-here", "page-not-here.text")
}

/// Every text of the page on which to sign in, as JSON: names of messages, and their texts. What is in braces is
/// filled in by the page.
pub fn setup_words(language: Language) -> String {
    let own = |name: &'static str| (name, ["{", name, "}"].concat().into());
    let args = [own("host"), own("name"), own("port")];
    let ids = Language::English.ids().filter(|id| id.starts_with("setup-"));
    let words = ids.map(|id| (id, find(language, id, &args).unwrap_or_default().into()));
    let words: serde_json::Map<String, serde_json::Value> =
        words.map(|(id, text)| (id.to_owned(), text)).collect();
    // Nothing in a text may end the element that it stands in.
    serde_json::Value::Object(words).to_string().replace('<', "\\u003c")
}
