//! Planted violations, which show that the checks can fail: in a clean house, a blind one passes, too.

use crate::tree::{Source, Tree, Violation, none};
use crate::{arrows, house, pure};
use std::path::Path;

/// The results of all checks.
fn violations(tree: &Tree, source: &Source) -> Vec<Violation> {
    let checks: [fn(&Tree, &Source) -> Vec<Violation>; 6] =
        [arrows::arrows, pure::pure, house::doors, house::readable, house::waits, house::proven];
    checks.iter().flat_map(|check| check(tree, source)).collect()
}

/// What is planted, the file it replaces, the text, and what the report must contain.
type Story = (&'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn all_are_found(stories: &[Story]) {
    let missed: Vec<&str> = stories
        .iter()
        .filter(|(_, path, text, expected)| {
            let source = Tree::here().plant(Path::new(path), text);
            !violations(Tree::here(), &source)
                .iter()
                .any(|violation| violation.to_string().contains(expected))
        })
        .map(|(story, ..)| *story)
        .collect();
    assert!(missed.is_empty(), "not found: {missed:#?}");
}

const SPELLINGS: &[Story] = &[
    ("plainly", "src/store/paths.rs", "use crate::agent;", ":1: store must not know agent"),
    ("inline", "src/clock.rs", "fn f() {\n crate::store::paths::home() }", ":2: clock must not know store"),
    (
        "in a wrapped list",
        "src/store/paths.rs",
        "use crate::{\n    agent,\n    clock,\n};",
        ":2: store must not know agent",
    ),
    (
        "deep in a nested list",
        "src/store/paths.rs",
        "use crate::{clock::{self, Backoff}, watch::{idle::{Act, Line}, session}};",
        "watch::idle::Line",
    ),
    (
        "by `super` from a deep file",
        "src/watch/idle/x11.rs",
        "use super::super::super::agent;",
        "watch must not know agent",
    ),
    (
        "by `super` from a file that is loaded by its path, and less deep than it lies",
        "src/store/config_file/policy/linux.rs",
        "use super::super::super::agent;",
        "store must not know agent",
    ),
    (
        "by `self` and `super`",
        "src/store.rs",
        "pub use self::super::agent::run;",
        "store must not know agent",
    ),
    (
        "from an inline module",
        "src/clock.rs",
        "mod inner { mod deeper { fn f() { super::super::super::agent::run() } } }",
        "clock must not know agent",
    ),
    (
        "in a macro call",
        "src/messages.rs",
        "fn f() { log::info!(\"{}\", crate::clock::now()) }",
        "messages must not know clock",
    ),
    (
        "in a macro's definition",
        "src/messages.rs",
        "macro_rules! up { () => { $crate::agent::run() } }",
        "messages must not know agent",
    ),
    (
        "after a test module in the middle of a file",
        "src/clock.rs",
        "#[cfg(test)]\nmod tests {\n    use super::*;\n}\n\nfn f() { crate::agent::run() }",
        ":6: clock must not know agent",
    ),
    (
        "after a declared test module",
        "src/clock.rs",
        "#[cfg(test)]\nmod tests;\nuse crate::agent;",
        "clock must not know agent",
    ),
    (
        "after a field for tests only",
        "src/clock.rs",
        "struct A { #[cfg(test)] a: u8, b: crate::agent::B }",
        "clock must not know agent",
    ),
    (
        "after an arm for tests only",
        "src/clock.rs",
        "fn f() { match 1 { #[cfg(test)] 1 => {} _ => crate::agent::f() } }",
        "clock must not know agent",
    ),
    (
        "after a statement for tests only",
        "src/clock.rs",
        "fn g() { #[cfg(test)] if true { return } crate::agent::f() }",
        "clock must not know agent",
    ),
    (
        "from the very root, after an arrow",
        "src/main.rs",
        "fn f() -> ::away24::agent::Agent { g() }",
        "main must not know agent",
    ),
    (
        "from the very root, after a keyword",
        "src/main.rs",
        "fn f() { return ::away24::agent::run() }",
        "main must not know agent",
    ),
    ("included", "src/clock.rs", "include!(\"clock.txt\");", "`include!`"),
    (
        "for one system, and for tests",
        "src/clock.rs",
        "#[cfg(any(windows, test))]\nmod inner { use crate::agent; }",
        "clock must not know agent",
    ),
    (
        "through a name that was imported",
        "src/ui/view.rs",
        "use crate::ui;\nfn f(tray: &ui::tray::Tray) {}",
        "ui::view must not know ui::tray",
    ),
    (
        "through another name",
        "src/ui/view.rs",
        "use crate::ui as here;\nfn f() { here::tray::draw() }",
        "ui::view must not know ui::tray",
    ),
    ("as a raw name", "src/clock.rs", "use crate::r#agent;", "clock must not know agent"),
    (
        "in an attribute",
        "src/messages.rs",
        "struct A { #[serde(with = \"crate::agent::b\")] b: u8 }",
        "messages must not know agent",
    ),
    ("the crate renamed", "src/clock.rs", "use crate as root;", "imports the whole crate"),
    ("renamed in a list", "src/clock.rs", "use crate::{self as root};", "imports the whole crate"),
    ("everything", "src/clock.rs", "use crate::*;", "imports the whole crate"),
    ("everything, by `super`", "src/clock.rs", "use super::*;", "imports the whole crate"),
    ("the crate declared", "src/clock.rs", "extern crate self as root;", "this gives the crate another name"),
    ("by the library's name", "src/main.rs", "use away24::agent;", "main must not know agent"),
    ("by the library's full name", "src/main.rs", "fn f() { ::away24::store::f() }", "must not know store"),
    ("of a crate", "src/watch.rs", "use practice::Portal;", "watch must not know practice"),
    (
        "of the engine",
        "crates/presence/src/lib.rs",
        "use practice::Portal;",
        "presence must not know practice",
    ),
    ("a room that does not exist", "src/cli.rs", "use crate::attic::Box;", "leads to no room"),
];

#[test]
fn a_planted_arrow_is_found_however_it_is_spelled() {
    all_are_found(SPELLINGS);
}

const PARTS: &[Story] = &[
    ("view knows the tray", "src/ui/view.rs", "use crate::ui::tray;", "ui::view must not know ui::tray"),
    ("by `super`", "src/ui/view.rs", "fn f() { super::notify::show() }", "ui::view must not know ui::notify"),
    (
        "of notices",
        "src/ui/notices.rs",
        "use crate::ui::{\n terminal::say,\n};",
        "must not know ui::terminal",
    ),
    ("of status", "src/ui/status.rs", "use super::{tray, view};", "ui::status must not know ui::tray"),
    ("a source", "src/watch/idle/x11.rs", "use super::super::session;", "must not know watch::session"),
    ("the network", "src/watch/network.rs", "use crate::watch::idle::Line;", "must not know watch::idle"),
    (
        "upwards",
        "src/portal/auth/oauth.rs",
        "use crate::portal::client;",
        "auth must not know portal::client",
    ),
    ("the whole room", "src/ui/view.rs", "mod inner { use super::super::*; }", "imports the whole room"),
    ("the head hands on", "src/ui.rs", "pub mod view;\npub use tray::Tray;", ":2: only module declarations"),
    (
        "the library hands on",
        "src/lib.rs",
        "pub mod agent;\npub use agent::run;",
        ":2: only module declarations",
    ),
];

#[test]
fn a_planted_arrow_between_the_parts_of_a_room_is_found() {
    all_are_found(PARTS);
}

const ENGINE: &str = "crates/presence/src/lib.rs";

const CORE: &[Story] = &[
    (
        "a clock in the engine, below its tests' declaration",
        ENGINE,
        "#[cfg(test)]\nmod tests;\nfn handle() { let _ = std::time::Instant::now(); }",
        ":3: the core uses std::time::Instant::now",
    ),
    ("std in the engine", ENGINE, "use std::collections::BTreeMap;", "the engine has no std"),
    ("std brought back", ENGINE, "extern crate std;", "`extern crate` in the core"),
    (
        "std for everybody",
        ENGINE,
        "//! The engine.\nuse core::time::Duration;",
        "`#![cfg_attr(not(test), no_std)]`",
    ),
    (
        "a file in a list",
        "src/ui/view.rs",
        "use std::{\n    fs::File,\n    fmt,\n};",
        ":2: the core uses std::fs",
    ),
    (
        "a file by a module",
        "src/ui/view.rs",
        "use std as s;\nfn f() { s::fs::read() }",
        ":2: the core uses std::fs",
    ),
    (
        "a clock by a module",
        "src/ui/view.rs",
        "use std::time;\nfn f() { time::Instant::now() }",
        ":2: the core uses",
    ),
    ("all of std", "src/store/config.rs", "use std::*;", "the core uses std::*"),
    ("all of time", "src/store/config.rs", "use std::time::*;", "the core uses std::time::*"),
    ("the environment", "src/store/config/policy.rs", "fn f() { std::env::var(\"A\") }", "std::env::var"),
    ("the house's clock", "src/ui/notices.rs", "use crate::clock;", "the core uses crate::clock"),
    (
        "a clock elsewhere",
        "src/ui/status.rs",
        "fn f() { clock::now() }",
        "the core reads a clock: clock::now",
    ),
    ("another's clock", "src/messages.rs", "fn f() { jiff::Timestamp::now() }", "the core reads a clock"),
    ("waiting", "src/messages/tray.rs", "async fn f() {}", "the core uses async"),
    ("a runtime", "src/store/history/svg.rs", "use tokio::sync::mpsc;", "the core uses tokio"),
];

#[test]
fn what_the_core_must_not_touch_is_found() {
    all_are_found(CORE);
}

#[test]
fn a_planted_dependency_is_found() {
    let found = |path, text| !pure::manifest(Path::new(path), text).is_empty();
    let (presence, practice) = ("crates/presence/Cargo.toml", "crates/practice/Cargo.toml");
    assert!(found(presence, "[dependencies]\nfastrand = '2'\nlog = '0.4'"));
    assert!(found(presence, "[build-dependencies]\ncc = '1'"));
    assert!(found(presence, "[target.'cfg(unix)'.dependencies]\nlibc.workspace = true"));
    assert!(found(presence, "[dependencies]\nfastrand = { package = 'rand', version = '1' }"));
    assert!(found(practice, "[dependencies]\npresence = { path = '../presence' }"));
    assert!(found(practice, "[dev-dependencies]\nagent = { package = 'away24', path = '../..' }"));
    assert!(!found(presence, "[dependencies]\nfastrand = '2'\n[dev-dependencies]\nproptest = '1'"));
}

const HOUSE: &[Story] = &[
    ("a system in the middle", "src/ui/view.rs", "#[cfg(windows)]\nfn f() {}", "a platform check"),
    (
        "wrapped",
        "src/ui/view.rs",
        "#[cfg(\n    not(\n        windows\n    )\n)]\nfn f() {}",
        ":1: a platform check",
    ),
    ("asked", "src/ui/view.rs", "fn f() -> bool { cfg!(windows) }", "a module declaration: cfg!"),
    (
        "in a macro",
        "src/ui/view.rs",
        "cfg_select! { unix => {} _ => {} }",
        "a module declaration: cfg_select!",
    ),
    ("by its name", "src/ui/view.rs", "fn f() { std::env::consts::OS; }", "std::env::consts"),
    ("a whole file", "src/ui/view.rs", "#![cfg(windows)]\nmod a;", ":1: a platform check"),
    ("a whole module, inline", "src/ui/view.rs", "#[cfg(unix)]\nmod a { fn f() {} }", "a platform check"),
    ("not for a path", "src/ui/view.rs", "#[cfg_attr(unix, allow(a))]\nmod a;", "a platform check"),
    ("in a test", "src/ui/view.rs", "#[cfg(test)]\nmod tests { #[cfg(unix)] fn f() {} }", "a platform check"),
    ("a test that sleeps", "tests/it/tray.rs", "fn f() { std::thread::sleep(A) }", "a test sleeps"),
    ("imported", "tests/it/tray.rs", "use std::{\n    thread::sleep,\n};", ":2: a test sleeps"),
    (
        "by its module",
        "tests/it/tray.rs",
        "use tokio::time as t;\nfn f() { t::sleep(A) }",
        ":2: a test sleeps",
    ),
    (
        "beside the code",
        "crates/practice/src/lib.rs",
        "#[cfg(test)]\nmod tests { fn f() { tokio::time::sleep(A) } }",
        "a test sleeps",
    ),
    ("no proof", "src/clock/macos.rs", "fn f() { unsafe { g() } }", "without a `// SAFETY:`"),
    (
        "one proof for two",
        "src/clock/macos.rs",
        "fn f() {\n    // SAFETY: a.\n    unsafe { a() };\n    unsafe { b() };\n}",
        ":4: `unsafe` without",
    ),
    (
        "a wrapped block",
        "src/clock/macos.rs",
        "fn f() {\n    unsafe\n    {\n        g()\n    }\n}",
        ":2: `unsafe`",
    ),
    (
        "a proof in a string",
        "src/clock/macos.rs",
        "fn f() { g(\"// SAFETY:\", unsafe { h() }) }",
        "`unsafe` without",
    ),
    (
        "a function",
        "src/clock/macos.rs",
        "/// A.\nunsafe extern \"system\" fn f() {}",
        ":2: `unsafe` without",
    ),
    (
        "a proof left over",
        "src/clock/macos.rs",
        "// SAFETY: a.\nfn f() {}",
        "a SAFETY comment without unsafe code",
    ),
];

#[test]
fn planted_violations_of_the_house_rules_are_found() {
    all_are_found(HOUSE);
    let long = "\n".repeat(641);
    let source = Tree::here().plant(Path::new("src/clock.rs"), &long);
    assert!(!house::readable(Tree::here(), &source).is_empty());
}

const ALLOWED: &[(&str, &str, &str)] = &[
        (
            "tests may know everything",
            "src/store/paths.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::agent;\n    use super::super::super::ui::*;\n    fn f() { crate::cli::run() }\n}",
        ),
        (
            "so may single items that are there for tests only",
            "src/store/paths.rs",
            "#[cfg(test)]\n#[must_use]\npub(crate) const A: [u8; 2] = { crate::agent::A };\n#[cfg(test)]\nuse crate::agent;
            #[cfg(all(unix_like, test))]\nfn f<A, B>(a: A) -> B { crate::agent::f() }
            struct S { #[cfg(test)] s: crate::agent::S, t: u8 }
            fn g() { #[cfg(test)] if let A = crate::agent::B { crate::agent::f() } else { crate::agent::g() } h() }",
        ),
        (
            "and a whole module that says so itself",
            "src/store/paths.rs",
            "mod helpers { #![cfg(test)] use crate::agent; use crate::cli; }\nmod own { use super::home; }",
        ),
        (
            "comments and strings are no code",
            "src/ui/view.rs",
            "//! See [`crate::agent`] and `crate::ui::tray`.\n/* use crate::agent; */\n
            /// As `std::time::Instant` does, unsafe { } and cfg!(windows).\n
            fn f() { g(\"use crate::agent; Instant cfg!(windows) unsafe { }\", r#\"crate::agent::f()\"#, 'a') }",
        ),
        (
            "downwards, in all spellings",
            "src/portal/signin/page.rs",
            "use crate::{clock, messages::{self, Problem}, portal::{auth, client, signin::redirect}};
            use super::http_server;\nuse super::super::auth::Account;\npub(crate) fn f() { crate::store::paths::home() }
            pub(in crate::portal) fn g() {}\npub(super) fn h() {}",
        ),
        (
            "names that are rooms elsewhere",
            "src/watch/session.rs",
            "mod messages;\nuse messages::Word;\nfn f(agent: Agent) { agent.ui.portal; self::messages::f(); tray::g() }",
        ),
        ("a glob from a part's own head", "src/watch/idle/x11.rs", "mod all { use super::super::*; pub(in super::super::super::super) fn f() {} }"),
        ("the parts of a part", "src/store/config_file/policy/linux.rs", "use super::super::config::policy::Source;"),
        (
            "doors",
            "src/clock.rs",
            "#[cfg_attr(\n    windows,\n    path = \"clock/windows.rs\"\n)]\n#[cfg_attr(unix, path = \"clock/linux.rs\")]\nmod os;
            #[cfg(windows)]\n#[doc(hidden)]\npub(crate) mod window;",
        ),
        ("an order, not a question", "src/main.rs", "#![windows_subsystem = \"windows\"]"),
        ("work that waits", "crates/practice/src/lib.rs", "async fn f() { tokio::time::sleep(A).await }"),
        (
            "proofs",
            "src/clock/macos.rs",
            "fn f() {\n    // SAFETY: a\n    // and b.\n    let a = g(|| unsafe { h() });\n}\n
/// # Safety\n///\n/// By the system only.\nunsafe extern \"system\" fn f() {}\n
#[unsafe(no_mangle)]\nfn g() {}\n// SAFETY: all is passed on.\nunsafe impl A for B {\n    unsafe fn c() {}\n}",
        ),
];

#[test]
fn what_is_allowed_is_not_found() {
    for (story, path, text) in ALLOWED {
        let source = Tree::here().plant(Path::new(path), text);
        let found = violations(Tree::here(), &source);
        assert!(found.is_empty(), "{story}: {found:#?}");
    }
}

/// The name of a file does not matter: a module declared behind `#[cfg(test)]` is for tests, and so is everything it
/// declares.
#[test]
fn test_modules_are_told_by_their_declaration() {
    let upwards = "use crate::agent;";
    let files = [
        ("src/lib.rs", "pub mod agent;\npub mod clock;"),
        ("src/agent.rs", "#[path = \"clock/stolen.rs\"]\nmod stolen;"),
        (
            "src/clock.rs",
            "#[cfg(test)]\nmod world;\nmod tests;\n#[cfg(test)]\n#[path = \"clock/other.rs\"]\nmod named;",
        ),
        ("src/clock/world.rs", "use crate::agent;\nmod deeper;"),
        ("src/clock/world/deeper.rs", upwards),
        ("src/clock/other.rs", upwards),
        ("src/clock/tests.rs", upwards),
        ("src/clock/attic.rs", ""),
        ("src/clock/stolen.rs", ""),
    ];
    let tree = Tree::grow(files.iter().map(|(path, text)| (Path::new(*path), *text)));
    let found = tree.check(&["src"], arrows::arrows);
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "src/clock/attic.rs:1: declared by 0 `mod` items instead of one",
            "src/clock/stolen.rs:1: the file is in clock, but declared in agent",
            "src/clock/tests.rs:1: clock must not know agent (crate::agent)"
        ]
    );
}

#[test]
fn all_of_a_file_is_read() {
    let broken = Tree::grow([(Path::new("src/lib.rs"), "fn f() { (")]).broken;
    assert_eq!(broken.len(), 1);
    none(&Tree::here().broken);
}
