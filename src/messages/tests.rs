//! Every message is there, in every complete language, with the arguments it is given; and no sentence is made of
//! pieces.

use super::*;
use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

#[path = "../../build/messages.rs"]
mod build;

thread_local! {
    /// What this test's thread speaks, whatever others do.
    pub(super) static SPOKEN: Cell<Option<Language>> = const { Cell::new(None) };
}

/// Says everything in this language, for as long as `saying` takes.
pub fn in_language<T>(language: Language, saying: impl FnOnce() -> T) -> T {
    SPOKEN.set(Some(language));
    let said = saying();
    SPOKEN.set(None);
    said
}

/// A language's file as translators edit it.
fn file(language: Language) -> String {
    let path = format!("{}/assets/lang/{}.ftl", env!("CARGO_MANIFEST_DIR"), language.tag());
    std::fs::read_to_string(path).unwrap()
}

/// The names of a language's messages, and of their attributes after a dot.
fn ids(language: Language) -> BTreeSet<String> {
    let text = file(language);
    let entries = build::parse(&text).unwrap();
    let names = |entry: &build::Entry<'_>| {
        let attributes = entry.attributes.iter().map(|attribute| format!("{}.{attribute}", entry.id));
        attributes.chain([entry.id.to_owned()]).collect::<Vec<_>>()
    };
    entries.iter().flat_map(names).collect()
}

/// What a file says to Fluent, in the order of its ids, without its comments.
fn messages(text: &str) -> Vec<ast::Entry<&str>> {
    let mut body = fluent_syntax::parser::parse(text).unwrap().body;
    body.retain_mut(|entry| match entry {
        ast::Entry::Message(message) => {
            message.comment = None;
            true
        }
        ast::Entry::Term(term) => {
            term.comment = None;
            true
        }
        _ => false,
    });
    body.sort_by_key(|entry| match entry {
        ast::Entry::Message(message) => message.id.name,
        ast::Entry::Term(term) => term.id.name,
        _ => "",
    });
    body
}

#[test]
fn every_language_is_packed_as_it_stands_in_its_file() {
    for language in Language::ALL {
        let file = file(language);
        assert_eq!(messages(&language.unpacked()), messages(&file), "{}", language.tag());
    }
}

#[test]
fn a_message_taken_out_of_its_file_says_what_it_says_in_it() {
    for language in Language::ALL {
        let mut whole = Bundle::new_concurrent(vec![language.tag().parse().unwrap()]);
        whole.set_use_isolating(false);
        whole.add_resource(FluentResource::try_new(file(language)).unwrap()).unwrap();
        for id in ids(language).iter().filter(|id| !id.contains('.')) {
            let alone = language.bundle(id);
            let say = |bundle: &Bundle| {
                let message = bundle.get_message(id).unwrap();
                let mut patterns: Vec<_> = message.value().into_iter().collect();
                let attributes: Vec<_> = message.attributes().collect();
                patterns.extend(attributes.iter().map(fluent_bundle::FluentAttribute::value));
                let say = |pattern| bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
                patterns.into_iter().map(say).collect::<Vec<_>>()
            };
            assert_eq!(say(&alone), say(&whole), "{id} in {}", language.tag());
        }
    }
}

/// The text of this room's files, without tests.
fn room() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("messages")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(folder.join("messages.rs"));
    files.retain(|path| !path.ends_with("tests.rs"));
    let code = |text: String| {
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    files.iter().map(|path| code(std::fs::read_to_string(path).unwrap())).collect()
}

/// Every text between quotation marks.
fn literals(code: &str) -> BTreeSet<String> {
    code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_file_is_whole_and_holds_no_message_that_english_lacks() {
    let english = ids(Language::English);
    assert!(english.len() > 200, "{}", english.len());
    for language in Language::ALL {
        if let Err((_, errors)) = FluentResource::try_new(file(language)) {
            panic!("{language:?}: {errors:?}");
        }
        let strange: Vec<_> = ids(language).into_iter().filter(|id| !english.contains(id)).collect();
        assert!(strange.is_empty(), "{language:?} has {strange:?}");
    }
}

#[test]
fn every_message_exists_in_every_complete_language() {
    let missing: Vec<_> = ids(Language::English).difference(&ids(Language::Russian)).cloned().collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_message_is_used_and_every_one_that_is_used_exists() {
    let (english, used) = (ids(Language::English), literals(&room()));
    let text = file(Language::English);
    let entries = build::parse(&text).unwrap();
    let references: BTreeSet<_> =
        entries.iter().flat_map(|entry| &entry.references).map(|reference| reference.id).collect();
    for id in english.iter().filter(|id| !id.contains('.')) {
        // The page's own texts are handed to it all at once.
        let referred = references.contains(id.as_str()) || id.starts_with("setup-");
        assert!(used.contains(id) || referred, "nobody says {id}");
    }
    let looks_like_one = |text: &&String| {
        text.contains('-')
            && !text.ends_with('-')
            && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    };
    let is_a_variant = |id: &str| text.contains(&format!("[{id}]"));
    for id in used.iter().filter(looks_like_one) {
        assert!(english.contains(id) || is_a_variant(id), "{id} is no message");
    }
}

#[test]
fn no_sentence_is_put_together_here() {
    for literal in literals(&room()) {
        let words = literal.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).count();
        // Commands and columns are no sentences.
        let plain = ["echo ", "{:", "im.user", "../assets", "/practice/", "CARGO_", "{name:13}"]
            .iter()
            .any(|part| literal.contains(part));
        let id = literal.bytes().all(|b| b.is_ascii_lowercase() || b"-.".contains(&b));
        assert!(words < 3 || plain || id, "{literal:?} belongs into assets/lang");
    }
}

/// Every problem with arguments, once, and what is said around it.
fn problem_samples() -> Vec<String> {
    let why = || "disk full".to_owned();
    let path = || "/etc/x".to_owned();
    let mut said = Vec::new();
    for expected in
        ["threshold", "portal", "auth", "client-id", "server", "port", "boolean", "days", "section"]
    {
        let problem = Problem::ConfigType { path: path(), line: 7, key: "a.b".into(), expected };
        said.extend([problem.to_string(), problem.hint().unwrap()]);
    }
    for allowed in ["threshold", "portal", "auth", "server", "days", "port"] {
        let problem =
            Problem::ConfigValue { path: path(), line: 7, key: "a.b".into(), value: "\"x\"".into(), allowed };
        said.push(problem.to_string());
    }
    let problems = [
        Problem::ConfigUnreadable { path: path(), why: why() },
        Problem::ConfigUnwritable { path: path(), why: why() },
        Problem::ConfigSyntax { path: path(), line: 3, why: why() },
        Problem::ConfigUnknownKey { path: path(), line: 3, key: "x".into(), nearest: None },
        Problem::ConfigUnknownKey { path: path(), line: 3, key: "x".into(), nearest: Some("y".into()) },
        Problem::AccountElsewhere { expected: "a.bitrix24.com".into(), found: "b.bitrix24.com".into() },
        Problem::RedirectPort { port: 7000, why: why() },
        Problem::KeychainFailed { why: why() },
        Problem::PortalUnreachable { host: "a.bitrix24.com".into(), why: Unreachable::Timeout },
        Problem::PortalNotBitrix { host: "a.bitrix24.com".into(), what: NotBitrix::Page },
        Problem::PortalNotBitrix { host: "a.bitrix24.com".into(), what: NotBitrix::Status(403) },
        Problem::PortalNotBitrix { host: "a.bitrix24.com".into(), what: NotBitrix::Disconnected },
        Problem::PortalNotBitrix {
            host: "a.bitrix24.com".into(),
            what: NotBitrix::Redirect { path: "/login".into() },
        },
        Problem::ScopeMissing { host: "a.bitrix24.com".into(), granted: vec![] },
        Problem::ScopeMissing { host: "a.bitrix24.com".into(), granted: vec!["crm".into()] },
        Problem::NotCleared { host: "a.bitrix24.com".into() },
        Problem::StateUnwritable { path: path(), why: why() },
        Problem::JournalUnwritable { path: path(), why: why() },
        Problem::Autostart { path: path(), why: why() },
        Problem::Listen { addr: "127.0.0.1:1".into(), why: why() },
        Problem::Input { why: why() },
        Problem::PauseWhen { text: "soon".into() },
        Problem::DayWhen { text: "soon".into() },
        Problem::LanguageUnknown { text: "xx".into() },
        Problem::Internal { why: why() },
        Problem::NotSignedIn,
    ];
    for problem in &problems {
        said.extend([problem.to_string(), warning(problem), error(problem), notify_text(problem)]);
        said.extend(problem.hint());
    }
    said
}

/// Everything that is said with arguments, once.
fn samples() -> Vec<String> {
    use presence::{Cause, Inhibitor, Input, Recorded};
    let mut said = problem_samples();
    let met = Problem::PortalUnreachable { host: "a.bitrix24.com".into(), why: Unreachable::Timeout };
    for cause in [Cause::Idle, Cause::Locked, Cause::Asleep, Cause::Said] {
        for recorded in [Recorded::Unknown, Recorded::Confirmed, Recorded::Missing, Recorded::Cleared] {
            said.push(away_accepted("12:04", cause, "a.bitrix24.com", recorded));
        }
        said.push(away_being_told("12:04", cause, "a.bitrix24.com"));
        said.push(away_untold("12:04", cause, &met));
    }
    said.extend(Inhibitor::ALL.map(held));
    for seconds in [1, 2, 5, 21, 60, 120, 300, 1_260] {
        let span = Duration::from_secs(seconds);
        said.extend([
            present(span),
            menu_span(span),
            doctor_threshold(span),
            demo_begins(true, span, "http://x"),
        ]);
        said.push(demo_begins(false, span, "http://x"));
    }
    for (one, other) in [(false, false), (false, true), (true, false), (true, true)] {
        said.extend([doctor_session(one, other), doctor_calls(true, one, other)]);
    }
    for input in [Input::Locked, Input::Unlocked, Input::Suspending, Input::Resumed, Input::GoingDown(true)] {
        said.push(demo_session(input).unwrap());
    }
    said.extend([
        paused("17:00"),
        back_being_told("a.bitrix24.com"),
        back_untold(&met),
        runs_already("Present"),
        signed_in("Anna", "a.bitrix24.com"),
        signed_out("a.bitrix24.com"),
        doctor_agent(Some("Present")),
        doctor_source("X11", Some(Duration::from_secs(1))),
        doctor_portal("a.bitrix24.com"),
        doctor_sign_in("webhook"),
        demo_sent_to("http://x"),
        demo_came_back("x"),
        demo_idle(Duration::from_secs(1)),
        demo_recorded(Some("2026-11-21")),
        demo_accepted(Duration::from_millis(5)),
        demo_back_accepted(Duration::from_millis(5)),
        hint("x"),
    ]);
    said
}

#[test]
fn every_sentence_has_its_arguments_in_every_language() {
    for language in Language::ALL {
        for sentence in in_language(language, samples) {
            assert!(!sentence.contains(['{', '}']) && !sentence.is_empty(), "{language:?}: {sentence}");
        }
    }
}

#[test]
fn spans_read_as_people_say_them() {
    let said = |language, secs| in_language(language, || menu_span(Duration::from_secs(secs)));
    let english = [1, 90, 60, 600].map(|secs| said(Language::English, secs));
    assert_eq!(english, ["1 second", "90 seconds", "1 minute", "10 minutes"]);
    let russian = [1, 90, 60, 120, 600, 1_260].map(|secs| said(Language::Russian, secs));
    assert_eq!(russian, ["1 секунда", "90 секунд", "1 минута", "2 минуты", "10 минут", "21 минута"]);
}

#[test]
fn the_language_is_the_first_that_a_system_names_and_away24_speaks() {
    assert_eq!(Language::named("ru_RU.UTF-8"), Some(Language::Russian));
    assert_eq!(Language::named("PT"), Some(Language::Portuguese));
    assert_eq!(Language::named("C"), None);
    assert_eq!(Language::of(["eo", "de-AT", "ru"]), Language::German);
    assert_eq!(Language::of([]), Language::English);
    assert_eq!(Language::accepted("fr-CH, fr;q=0.9, en;q=0.8"), Language::French);
    assert_eq!(Language::accepted(""), Language::English);
}

#[test]
fn every_trouble_has_a_sentence_with_the_portal_and_a_hint() {
    for trouble in Trouble::ALL.into_iter().filter(|trouble| *trouble != Trouble::Keychain) {
        let problem = Problem::Portal { host: "x.bitrix24.com".into(), trouble };
        assert!(problem.to_string().contains("x.bitrix24.com"), "{problem}");
        assert!(problem.hint().is_some());
    }
}

/// Commands print these hints, too, and they end: nothing is tried again once `away24 login` or `doctor` is over.
#[test]
fn no_hint_about_a_portal_promises_that_something_is_tried_again() {
    let host = || "x.bitrix24.com".to_owned();
    let troubles = || Trouble::ALL.map(|trouble| Problem::Portal { host: host(), trouble });
    let disconnected = Problem::PortalNotBitrix { host: host(), what: NotBitrix::Disconnected };
    for problem in troubles().into_iter().chain([disconnected]) {
        for language in Language::ALL {
            let (_, hint) = problem.said_in(language);
            let hint = hint.unwrap().replace("away24 setup", "");
            assert!(!hint.contains("away24"), "{language:?}: {hint}");
        }
    }
}

#[test]
fn only_a_web_page_is_said_to_be_a_networks_login() {
    let hint =
        |what: NotBitrix| Problem::PortalNotBitrix { host: "a.bitrix24.com".into(), what }.hint().unwrap();
    for (language, hotel) in [(Language::English, "hotel"), (Language::Russian, "гостиницы")] {
        in_language(language, || {
            assert!(hint(NotBitrix::Page).contains(hotel));
            for other in [
                NotBitrix::TooLong,
                NotBitrix::Broken,
                NotBitrix::Empty,
                NotBitrix::Foreign,
                NotBitrix::Redirect { path: "/login".into() },
                NotBitrix::Status(403),
                NotBitrix::Disconnected,
            ] {
                assert!(!hint(other.clone()).contains(hotel), "{other:?}");
            }
        });
    }
    let redirect = NotBitrix::Redirect { path: "/bitrix/coupon_activation.php".into() };
    let problem = Problem::PortalNotBitrix { host: "a.bitrix24.com".into(), what: redirect };
    assert!(problem.to_string().contains("/bitrix/coupon_activation.php"));
    let problem = Problem::PortalNotBitrix { host: "a.bitrix24.com".into(), what: NotBitrix::Status(403) };
    assert!(problem.to_string().contains("403"));
}
