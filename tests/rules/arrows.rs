//! Who may know whom.

use crate::paths::{Import, Named, named};
use crate::tokens::{attribute, declared_module, stands};
use crate::tree::{Source, Tree, Violation, none};

/// The rooms from the top down, and what each may know: only what stands below it.
/// Whoever needs another arrow adds it here, and finds out which way it points.
const ROOMS: [(&str, &[&str]); 16] = [
    ("main", &["cli", "ui", "watch", "platform", "messages"]),
    ("lib", &[]),
    ("cli", &["demo", "agent", "doctor", "ui", "watch", "portal", "platform", "store", "clock", "messages"]),
    (
        "demo",
        &["agent", "ui", "watch", "portal", "store", "clock", "events", "messages", "practice", "presence"],
    ),
    (
        "agent",
        &["doctor", "ui", "watch", "portal", "platform", "store", "clock", "events", "messages", "presence"],
    ),
    ("doctor", &["ui", "watch", "portal", "platform", "store", "messages", "presence"]),
    // Three pairs of siblings, which do not know each other: `ui` and `watch`, `portal` and `platform`, `messages`
    // and `clock`.
    ("ui", &["platform", "store", "clock", "events", "messages", "presence"]),
    ("watch", &["platform", "clock", "events", "presence"]),
    ("portal", &["store", "clock", "messages", "presence"]),
    ("platform", &["store", "events", "messages"]),
    ("store", &["clock", "events", "messages", "presence"]),
    ("messages", &["presence"]),
    ("clock", &["presence"]),
    ("events", &[]),
    // Crates of their own. `pure.rs` checks their manifests, too.
    ("practice", &[]),
    ("presence", &[]),
];

/// The rooms whose parts are kept apart.
const DIVIDED: [&str; 5] = ["ui", "watch", "portal", "platform", "store"];

/// The parts that may know other parts of their room. All others know none.
const PARTS: [(&str, &str, &[&str]); 10] = [
    ("ui", "notices", &["view"]),
    ("ui", "tray", &["view"]),
    ("portal", "answer", &["address"]),
    ("portal", "auth", &["address", "answer"]),
    ("portal", "client", &["answer", "auth"]),
    ("portal", "signin", &["address", "auth", "client"]),
    ("store", "config_file", &["config", "fs"]),
    ("store", "history", &["fs"]),
    ("store", "journal", &["fs"]),
    ("store", "logging", &["paths"]),
];

fn position(room: &str) -> Option<usize> {
    ROOMS.iter().position(|(name, _)| *name == room)
}

/// The room of this workspace that a path leads to.
fn target<'a>(source: &Source, named: &'a Named) -> Option<&'a str> {
    let first = named.path.first()?;
    match &**first {
        // In `main.rs`, `away24::` was read as `crate::`.
        "crate" if !source.path.starts_with("crates") => Some(named.path.get(1).map_or("", String::as_str)),
        "presence" | "practice" => Some(first),
        _ => None,
    }
}

pub fn arrows(tree: &Tree, source: &Source) -> Vec<Violation> {
    let room = source.room();
    let mut found = Vec::new();
    let Some(row) = position(room) else {
        return vec![source.violation(1, format!("{room} is not in `ROOMS`: add it, or move the file"))];
    };
    if source.declared != 1 {
        found
            .push(source.violation(1, format!("declared by {} `mod` items instead of one", source.declared)));
    } else if source.path.starts_with("src") && source.module.first().is_some_and(|first| first != room) {
        found.push(
            source.violation(1, format!("the file is in {room}, but declared in {}", source.module[0])),
        );
    }
    for named in named(tree, source).iter().filter(|named| !named.test) {
        let mut refuse = |what: String| found.push(source.violation(named.line, what));
        let Some(used) = target(source, named) else { continue };
        if used.is_empty() {
            refuse(format!("{} imports the whole crate: name the rooms", named.spelled()));
        } else if used != room {
            if position(used).is_none() {
                refuse(format!("{} leads to no room in `ROOMS`", named.spelled()));
            } else if !ROOMS[row].1.contains(&used) {
                refuse(format!("{room} must not know {used} ({})", named.spelled()));
            }
        } else if let Some(what) = between_parts(source, named) {
            refuse(what);
        }
    }
    for at in 0..source.tokens.len() {
        if stands(&source.tokens, at, &["extern", "crate", "self"]) {
            found.push(source.violation(source.tokens[at].line, "this gives the crate another name"));
        }
        if stands(&source.tokens, at, &["include", "!"]) {
            found.push(
                source.violation(source.tokens[at].line, "`include!` brings in code that is not checked"),
            );
        }
    }
    found.extend(head(source));
    found
}

/// An arrow inside a room.
fn between_parts(source: &Source, named: &Named) -> Option<String> {
    let room = source.room();
    let part = source.module.get(1)?;
    if !DIVIDED.contains(&source.room()) {
        return None;
    }
    let Some(used) = named.path.get(2) else {
        let glob = named.import == Import::Glob;
        return glob.then(|| format!("{} imports the whole room: name its parts", named.spelled()));
    };
    let allowed = PARTS
        .iter()
        .find(|(in_room, name, _)| *in_room == room && name == part)
        .map_or(&[][..], |(_, _, known)| *known);
    (used != part && !allowed.contains(&&**used))
        .then(|| format!("{room}::{part} must not know {room}::{used}"))
}

/// `lib.rs` and the root file of a divided room only declare modules: a re-export there would hide arrows between
/// the parts.
fn head(source: &Source) -> Vec<Violation> {
    let is_head = source.path.ends_with("src/lib.rs") && source.path.starts_with("src")
        || source.module.len() == 1 && DIVIDED.contains(&source.room());
    if !is_head {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = source.tokens.get(at) {
        if let Some(end) = declared_module(&source.tokens, at) {
            at = end;
        } else if let Some(attribute) = attribute(&source.tokens, at) {
            at = attribute.close + 1;
        } else {
            found.push(source.violation(token.line, "only module declarations are allowed here"));
            break;
        }
    }
    found
}

#[test]
fn arrows_point_downwards() {
    for (at, (room, known)) in ROOMS.iter().enumerate() {
        for below in *known {
            assert!(position(below).is_some_and(|other| other > at), "{below} does not stand below {room}");
        }
    }
    none(&Tree::here().check(&["src", "crates"], arrows));
}
