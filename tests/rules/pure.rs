//! Code that decides does no I/O: time is an argument, facts come in, wishes go out.

use crate::paths::{Import, named};
use crate::tokens::stands;
use crate::tree::{Source, Tree, Violation, none, root};
use std::path::Path;

/// The modules without I/O, and their exceptions.
const CORE: [(&str, &[&str]); 17] = [
    ("crates/presence/src", &[]),
    ("src/messages", &[]),
    ("src/portal/address", &[]),
    ("src/portal/answer", &[]),
    ("src/store/config", &[]),
    ("src/store/history/render", &[]),
    ("src/store/history/svg", &[]),
    ("src/ui/notices", &[]),
    // It reports its process id, and formats dates as the clock does. It does not read the clock.
    ("src/ui/status", &["std::process::id", "crate::clock"]),
    ("src/ui/view", &[]),
    // The parts of platform code that are tested on every platform.
    ("src/platform/autostart/entry", &[]),
    ("src/platform/autostart/plist", &[]),
    ("src/watch/idle/counter", &[]),
    ("src/watch/idle/standing", &[]),
    ("src/watch/network/route", &[]),
    ("src/watch/session/messages", &[]),
    ("src/watch/session/posted", &[]),
];

const FORBIDDEN: [&str; 15] = [
    "std::fs",
    "std::net",
    "std::thread",
    "std::env",
    "std::process",
    "std::os",
    "std::time::Instant",
    "std::time::SystemTime",
    "tokio",
    "hyper",
    "reqwest",
    "rustix",
    "libc",
    "getrandom",
    "crate::clock",
];

pub fn pure(tree: &Tree, source: &Source) -> Vec<Violation> {
    let Some((_, except)) = CORE.iter().find(|(place, _)| source.is_in(place)) else { return Vec::new() };
    let mut found = Vec::new();
    for named in named(tree, source).iter().filter(|named| !named.test) {
        let within = |path: &&&str| named.starts_with(path);
        let all_of_it = |path: &&&str| {
            named.import == Import::Glob && path.starts_with(&format!("{}::", named.path.join("::")))
        };
        let touched = FORBIDDEN.iter().find(within).or_else(|| FORBIDDEN.iter().find(all_of_it));
        if touched.is_some() && !except.iter().any(|path| named.starts_with(path)) {
            found.push(source.violation(named.line, format!("the core uses {}", named.spelled())));
        } else if named.ends_with("now") && named.path.len() > 1 {
            found.push(source.violation(named.line, format!("the core reads a clock: {}", named.spelled())));
        } else if source.is_in("crates/presence/src") && named.starts_with("std") {
            let what = format!("the engine has no std: {}", named.spelled());
            found.push(source.violation(named.line, what));
        }
    }
    for (at, token) in source.tokens.iter().enumerate().filter(|(_, token)| !token.test) {
        if ["async", "await", "Instant", "SystemTime"].iter().any(|word| token.is(word)) {
            found.push(source.violation(token.line, format!("the core uses {}", token.text)));
        }
        if stands(&source.tokens, at, &["extern", "crate"]) && !stands(&source.tokens, at + 2, &["alloc"]) {
            found.push(source.violation(token.line, "`extern crate` in the core"));
        }
    }
    let engine = source.path == Path::new("crates/presence/src/lib.rs");
    let no_std = ["#", "!", "[", "cfg_attr", "(", "not", "(", "test", ")", ",", "no_std", ")", "]"];
    if engine && !(0..source.tokens.len()).any(|at| stands(&source.tokens, at, &no_std)) {
        found.push(source.violation(1, "the engine has std: `#![cfg_attr(not(test), no_std)]` is missing"));
    }
    found
}

#[test]
fn the_core_touches_nothing() {
    for (place, _) in CORE {
        let there = Tree::here().sources.values().any(|source| source.is_in(place));
        assert!(there, "{place} does not exist");
    }
    none(&Tree::here().check(&["src", "crates"], pure));
}

/// All dependencies of all targets: the section, and the name of the package, not of its alias.
fn dependencies(manifest: &toml::Table) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (section, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        if section == "target" {
            found.extend(table.values().filter_map(toml::Value::as_table).flat_map(dependencies));
        } else if section.ends_with("dependencies") {
            for (name, wanted) in table {
                let package = wanted.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                found.push((section.clone(), package.to_owned()));
            }
        }
    }
    found
}

/// Dependencies that the crates of this workspace must not have.
pub fn manifest(path: &Path, text: &str) -> Vec<Violation> {
    let manifest: toml::Table = text.parse().unwrap();
    let refused = |section: &str, package: &str| match path.to_str().unwrap() {
        "crates/presence/Cargo.toml" => section != "dev-dependencies" && package != "fastrand",
        "crates/practice/Cargo.toml" => ["away24", "presence"].contains(&package),
        _ => false,
    };
    dependencies(&manifest)
        .into_iter()
        .filter(|(section, package)| refused(section, package))
        .map(|(section, package)| {
            let what = format!("{package} must not be among the {section}");
            Violation { path: path.to_owned(), line: 1, what }
        })
        .collect()
}

#[test]
fn the_crates_depend_on_what_they_may() {
    for path in ["crates/presence/Cargo.toml", "crates/practice/Cargo.toml"] {
        none(&manifest(Path::new(path), &std::fs::read_to_string(root().join(path)).unwrap()));
    }
    let crates = std::fs::read_dir(root().join("crates")).unwrap().count();
    assert_eq!(crates, 2, "a crate whose manifest is not checked");
}
