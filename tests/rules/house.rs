//! Rules for every room.

use crate::paths::named;
use crate::tokens::{Kind, Token, arguments, declared_module, stands};
use crate::tree::{Source, Tree, Violation, attributes, none, root};
use std::collections::BTreeSet;

/// Platforms differ in whole files only: `#[cfg_attr(…, path = …)] mod os;`, or a module that exists on one
/// platform.
pub fn doors(tree: &Tree, source: &Source) -> Vec<Violation> {
    let tokens = &source.tokens;
    let check = |line, by: &str| {
        source.violation(line, format!("a platform check outside a module declaration: {by}"))
    };
    let mut found = Vec::new();
    for attribute in attributes(source) {
        let is = |name| stands(tokens, attribute.open + 1, &[name, "("]);
        if !is("cfg") && !is("cfg_attr") {
            continue;
        }
        let arguments = arguments(tokens, attribute.open + 2);
        let asks = arguments.first().is_some_and(|(from, to)| tells_systems_apart(&tokens[*from..*to]));
        let picks_a_file = arguments.iter().skip(1).any(|(from, _)| stands(tokens, *from, &["path", "="]));
        let declares = !attribute.inner && declared_module(tokens, attribute.start).is_some();
        if asks && !(declares && (is("cfg") || picks_a_file)) {
            found.push(check(tokens[attribute.start].line, "an attribute"));
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        let asks = ["cfg", "cfg_select", "cfg_if"].iter().any(|name| stands(tokens, at, &[name, "!"]));
        let open = at + 2;
        if asks && tokens.get(open).is_some_and(|token| tells_systems_apart(&tokens[open..token.mate])) {
            found.push(check(token.line, &format!("{}!", token.text)));
        }
    }
    let named = named(tree, source);
    let constants = named.iter().filter(|named| named.starts_with("std::env::consts"));
    found.extend(constants.map(|named| check(named.line, "std::env::consts")));
    found
}

fn tells_systems_apart(condition: &[Token]) -> bool {
    let words = ["target_os", "target_family", "target_env", "target_vendor", "windows", "unix"];
    condition.iter().any(|token| words.iter().any(|word| token.is(word)))
}

#[test]
fn systems_are_told_apart_at_the_doors_only() {
    none(&Tree::here().check(&["src", "crates"], doors));
}

pub fn readable(_: &Tree, source: &Source) -> Vec<Violation> {
    let lines = source.text.lines().count();
    let mut found = Vec::new();
    if lines > 640 {
        found.push(source.violation(640, format!("{lines} lines")));
    }
    if source.path.ends_with("mod.rs") {
        found.push(source.violation(1, "a module is named as its file: no mod.rs"));
    }
    found
}

#[test]
fn files_stay_readable() {
    none(&Tree::here().check(&["src", "crates", "tests"], readable));
}

pub fn waits(tree: &Tree, source: &Source) -> Vec<Violation> {
    let sleeps = ["thread::sleep", "thread::sleep_ms", "time::sleep", "time::sleep_until"];
    named(tree, source)
        .iter()
        .filter(|named| named.test && sleeps.iter().any(|sleep| named.ends_with(sleep)))
        .map(|named| source.violation(named.line, format!("a test sleeps: {}", named.spelled())))
        .collect()
}

#[test]
fn tests_wait_for_conditions_and_not_for_time() {
    none(&Tree::here().check(&["src", "crates", "tests"], waits));
}

/// Clippy checks this, too, but only for the platform it runs on.
pub fn proven(_: &Tree, source: &Source) -> Vec<Violation> {
    let lines: Vec<&str> = source.text.lines().map(str::trim_start).collect();
    let proofs: BTreeSet<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.starts_with("// SAFETY:"))
        .map(|(at, _)| at + 1)
        .collect();
    let mut unclaimed = proofs.clone();
    let mut found = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        // Not `#[unsafe(…)]`.
        if !token.is("unsafe") || stands(&source.tokens, at + 1, &["("]) {
            continue;
        }
        // It stands after the previous statement or block, so each block needs its own.
        let before =
            source.tokens[..at].iter().rev().find(|token| [";", "{", "}"].iter().any(|end| token.is(end)));
        let from = before.map_or(0, |token| token.line);
        let proof = proofs.range(from..=token.line).next_back().copied();
        let is_block = ["{", "impl"].iter().any(|next| stands(&source.tokens, at + 1, &[next]));
        let documented = || lines[from..token.line].iter().any(|line| line.starts_with("/// # Safety"));
        if let Some(line) = proof {
            unclaimed.remove(&line);
        } else if is_block || !documented() && !in_unsafe_impl(&source.tokens, at) {
            found.push(source.violation(token.line, "`unsafe` without a `// SAFETY:` comment"));
        }
    }
    let stray = |line| source.violation(line, "a SAFETY comment without unsafe code");
    found.extend(unclaimed.into_iter().map(stray));
    found
}

/// The contract of a method in an `unsafe impl` is in the documentation of its trait.
fn in_unsafe_impl(tokens: &[Token], at: usize) -> bool {
    let Some(open) = (0..at).rev().find(|open| tokens[*open].kind == Kind::Open && tokens[*open].mate > at)
    else {
        return false;
    };
    let item =
        tokens[..open].iter().rev().take_while(|token| ![";", "{", "}"].iter().any(|end| token.is(end)));
    item.collect::<Vec<_>>().windows(2).any(|pair| pair[0].is("impl") && pair[1].is("unsafe"))
}

#[test]
fn every_unsafe_block_says_why_it_is_sound() {
    none(&Tree::here().check(&["src", "crates", "tests"], proven));
}

/// `installer/linux/no-unwinding.ld` leaves out what walking back through the callers would need.
#[test]
fn a_release_ends_at_a_panic() {
    let manifest: toml::Table = std::fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    assert_eq!(manifest["profile"]["release"]["panic"].as_str(), Some("abort"));
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let rules: toml::Table = std::fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap();
    let allowed: Vec<&str> =
        rules["licenses"]["allow"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let args = ["metadata", "--format-version", "1", "--locked"];
    let out = std::process::Command::new(env!("CARGO")).args(args).current_dir(root()).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let licence =
            package["license"].as_str().unwrap_or_default().replace(['(', ')'], "").replace('/', " OR ");
        let one = |choice: &str| choice.split(" AND ").all(|name| allowed.contains(&name.trim()));
        assert!(licence.split(" OR ").any(one), "{} has the licence {licence:?}", package["name"]);
    }
}

/// What users of other auto-away software complain about.
const TRAPS: [&str; 18] = [
    "mcpc#409",
    "brick#31",
    "RocketChat#1794, #1866, #36247",
    "mattermost/desktop#1187, RocketChat#194",
    "teams-for-linux#1329",
    "awatcher#19",
    "activitywatch#854, workrave#539, hypridle#69, #73",
    "aw-watcher-afk#41",
    "activitywatch#261",
    "workrave#248",
    "sane-break#157",
    "hypridle#128",
    "activitywatch#1312, aw-watcher-afk#20",
    "electron#34826, teams-for-linux#1827, stretchly#1261",
    "hypridle#195, sway#1977, aw-watcher-window-wayland#50",
    "LG_Buddy`#250",
    "sc-controller#283",
    "syncthingtray#357",
];

#[test]
fn every_known_complaint_has_a_test_that_names_it() {
    let has_tests = |source: &&Source| {
        let places = ["tests", "crates/presence/src", "src/store/keychain"];
        places.iter().any(|place| source.is_in(place)) && !source.path.starts_with("tests/rules")
    };
    let tests: Vec<&Source> = Tree::here().sources.values().filter(has_tests).collect();
    for trap in TRAPS {
        let named = tests.iter().any(|source| source.text.contains(trap));
        let here = trap.starts_with("activitywatch#1312");
        assert!(named || here, "nobody names {trap}");
    }
}

/// activitywatch#1312, aw-watcher-afk#20: a drifting stick keeps one active for ever; a gamepad never counts.
#[test]
fn what_counts_as_input_is_said_where_people_look() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let limits = readme.split("## Limits").nth(1).unwrap();
    assert!(limits.contains("gamepad") && limits.contains("drifting stick"));
}
