//! The rules of the house, kept by a test.

use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(folder), &mut found);
    assert!(!found.is_empty());
    found.into_iter().map(|(path, text)| (path.strip_prefix(root).unwrap().to_owned(), text)).collect()
}

/// The room a file belongs to: `src/idle/x11.rs` is in `idle`.
fn room(path: &Path) -> String {
    let first = path.iter().nth(1).unwrap().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Every room of this crate that a file names.
fn uses(text: &str) -> Vec<String> {
    let rooms: Vec<String> = sources("src").iter().map(|(path, _)| room(path)).collect();
    let production = text.split("#[cfg(test)]").next().unwrap();
    let mut used = Vec::new();
    for line in production.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap().split(',').collect(),
                None => vec![rest],
            };
            for name in names {
                let name: String =
                    name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if rooms.contains(&name) && !used.contains(&name) {
                    used.push(name);
                }
            }
        }
    }
    used
}

/// What each room may know. Whoever adds an arrow adds it here, and finds out which way it points.
const ARROWS: [(&str, &[&str]); 38] = [
    ("presence", &[]),
    ("messages", &["presence"]),
    ("config", &["messages", "presence"]),
    ("view", &["config", "messages", "presence"]),
    ("notices", &["messages", "presence", "view"]),
    ("clock", &["presence"]),
    ("paths", &["messages"]),
    ("bus", &[]),
    ("memory", &[]),
    // Where Windows tells.
    ("window", &[]),
    ("session", &["bus", "clock", "presence", "window"]),
    ("ipc", &["messages", "paths"]),
    // Its tests play a whole machine.
    ("journal", &["messages", "presence"]),
    ("history", &[]),
    ("chronicle", &["clock", "history", "messages", "paths"]),
    ("network", &["clock"]),
    ("settings", &["clock", "config", "messages"]),
    ("autostart", &["messages", "paths"]),
    ("secrets", &["messages"]),
    ("auth", &["clock", "messages", "paths", "presence", "secrets"]),
    ("loopback", &[]),
    ("signin", &["auth", "loopback", "messages", "secrets"]),
    ("setup", &["auth", "bitrix", "config", "loopback", "messages", "secrets", "signin"]),
    ("bitrix", &["auth", "messages", "presence", "secrets"]),
    ("idle", &["bus", "clock", "presence", "window"]),
    ("standing", &["clock", "presence"]),
    (
        "doctor",
        &[
            "auth",
            "autostart",
            "bitrix",
            "config",
            "idle",
            "ipc",
            "messages",
            "presence",
            "secrets",
            "session",
            "tray",
        ],
    ),
    ("actions", &["chronicle", "config", "doctor", "messages", "paths"]),
    ("tray", &["bus", "clock", "view"]),
    ("notify", &["bus"]),
    ("practice", &["messages"]),
    ("logging", &["paths"]),
    ("terminal", &["messages"]),
    (
        "agent",
        &[
            "actions",
            "auth",
            "autostart",
            "bitrix",
            "clock",
            "config",
            "history",
            "idle",
            "ipc",
            "journal",
            "memory",
            "messages",
            "network",
            "notices",
            "paths",
            "presence",
            "secrets",
            "session",
            "settings",
            "setup",
            "standing",
            "notify",
            "view",
        ],
    ),
    (
        "demo",
        &[
            "agent", "auth", "clock", "config", "idle", "messages", "practice", "presence", "secrets",
            "signin", "terminal", "view",
        ],
    ),
    (
        "cli",
        &[
            "actions",
            "agent",
            "auth",
            "autostart",
            "bitrix",
            "chronicle",
            "clock",
            "config",
            "demo",
            "doctor",
            "history",
            "idle",
            "ipc",
            "logging",
            "messages",
            "paths",
            "practice",
            "secrets",
            "session",
            "settings",
            "setup",
            "signin",
            "terminal",
            "tray",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

#[test]
fn arrows_point_downwards() {
    for (path, text) in sources("src") {
        let room = room(&path);
        let (_, allowed) = ARROWS.iter().find(|(name, _)| *name == room).expect("a room with known arrows");
        for used in uses(&text) {
            assert!(used == room || allowed.contains(&&*used), "{} must not know {used}", path.display());
        }
    }
}

#[test]
fn the_core_touches_nothing() {
    for (path, text) in sources("src") {
        let tests = path.iter().any(|part| part == "tests" || part == "tests.rs");
        if tests || !["presence", "config", "view", "messages", "notices"].contains(&&*room(&path)) {
            continue;
        }
        let production = text.split("#[cfg(test)]").next().unwrap();
        for word in
            ["std::fs", "std::net", "std::thread", "std::env", "Instant", "SystemTime", "tokio", "async "]
        {
            assert!(!production.contains(word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn systems_are_told_apart_at_the_doors_only() {
    for (path, text) in sources("src") {
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2) {
            let (line, next) = (pair[0], pair[1]);
            let system = line.contains("target_os") || line.contains("windows") || line.contains("unix");
            // (`windows_subsystem` is no question but an order.)
            if !line.contains("cfg") || !system {
                continue;
            }
            // `#[cfg_attr(…, path = …)] mod os;`, and a module that exists on one system only.
            let door = line.trim_start().starts_with("#[cfg_attr(") && line.contains("path = ");
            let module = line.starts_with("#[cfg(")
                && line.ends_with(")]")
                && (next.starts_with("mod ") || next.starts_with("pub mod "))
                && next.ends_with(';');
            let room_of_one_system = path == Path::new("src/tray/native.rs");
            assert!(door || module || room_of_one_system, "{}: {line}", path.display());
        }
    }
}

#[test]
fn files_stay_readable() {
    for (path, text) in sources("src").into_iter().chain(sources("tests")) {
        let lines = text.lines().count();
        assert!(lines <= 640, "{} has {lines} lines", path.display());
        assert_ne!(path.file_name().unwrap(), "mod.rs");
    }
}

#[test]
fn tests_wait_for_conditions_and_not_for_time() {
    let forbidden = ["thread::", "time::"].map(|module| format!("{module}{}(", "sleep"));
    for (path, text) in sources("tests") {
        for word in &forbidden {
            assert!(!text.contains(word), "{}", path.display());
        }
    }
}

#[test]
fn every_unsafe_block_says_why_it_is_sound() {
    for (path, text) in sources("src") {
        let blocks = text.matches("unsafe {").count() + text.matches("unsafe impl ").count();
        assert_eq!(blocks, text.matches("// SAFETY:").count(), "{}", path.display());
    }
}

/// `installer/linux/no-unwinding.ld` leaves out what walking back through the callers would need.
#[test]
fn a_release_ends_at_a_panic() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
    assert_eq!(manifest["profile"]["release"]["panic"].as_str(), Some("abort"));
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules: toml::Table = std::fs::read_to_string(root.join("deny.toml")).unwrap().parse().unwrap();
    let allowed: Vec<&str> =
        rules["licenses"]["allow"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let args = ["metadata", "--format-version", "1", "--locked"];
    let out = std::process::Command::new(env!("CARGO")).args(args).current_dir(root).output().unwrap();
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
    let tests = ["tests", "src/presence", "src/secrets"].map(sources).concat();
    for trap in TRAPS {
        let named = tests.iter().any(|(path, text)| !path.ends_with("rules.rs") && text.contains(trap));
        let here = trap.starts_with("activitywatch#1312");
        assert!(named || here, "nobody names {trap}");
    }
}

/// activitywatch#1312, aw-watcher-afk#20: a drifting stick keeps one active for ever; a gamepad never counts.
#[test]
fn what_counts_as_input_is_said_where_people_look() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let limits = readme.split("## Limits").nth(1).unwrap();
    assert!(limits.contains("gamepad") && limits.contains("drifting stick"));
}
