//! The page that a browser ends at: a title and a sentence, in the languages that it has.

/// A language that the sign-in's page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Russian,
}

impl Language {
    /// The first of a browser's `Accept-Language` that the page speaks.
    pub fn accepted(header: &str) -> Self {
        let mut wanted =
            header.split(',').map(|entry| entry.trim().get(..2).unwrap_or_default().to_ascii_lowercase());
        match wanted.find(|language| ["en", "ru"].contains(&language.as_str())).as_deref() {
            Some("ru") => Self::Russian,
            _ => Self::English,
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }
}

pub fn page_signed_in(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => {
            ("Signed in", "away24 reports your presence from now on. You can close this page.")
        }
        Language::Russian => {
            ("Вход выполнен", "away24 теперь сообщает, на месте ли вы. Эту страницу можно закрыть.")
        }
    }
}

pub fn page_failed(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => (
            "Not signed in",
            "Bitrix24 did not accept the sign-in. away24 says why; please start again there.",
        ),
        Language::Russian => {
            ("Вход не выполнен", "Битрикс24 не принял вход. Причину сообщает away24; начните там ещё раз.")
        }
    }
}

pub fn page_wrong(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => (
            "Not signed in",
            "This page does not belong to the sign-in that is under way. Nothing was changed.",
        ),
        Language::Russian => {
            ("Вход не выполнен", "Эта страница не относится к начатому входу. Ничего не изменено.")
        }
    }
}

pub fn page_not_here(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => ("Nothing here", "away24 only waits here for a sign-in."),
        Language::Russian => ("Здесь ничего нет", "away24 лишь ждёт здесь завершения входа."),
    }
}
