//! Around the agent: starting at login, the history, languages, notifications that can be answered, and a desktop
//! without a tray.

use crate::desk::{AWAY24, Desk, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::portal::Portal;
use crate::tray::{keep, opened, with_notes_of_what_is_opened};
use crate::wayland::status;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// sc-controller#283: GNOME shows no icons, and nobody is locked out.
#[test]
fn without_a_place_for_the_icon_everything_is_reachable_from_the_command_line() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = desk();
    with_notes_of_what_is_opened(&mut desk);
    let portal = Portal::start(&desk);
    desk.configure("threshold = \"10m\"\n");
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    desk.xdotool(&["mousemove", "10", "10"]);
    let mut agent = desk.agent(&[]);
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    let (_, findings) = crate::doctor::examine(&desk);
    let tray = findings["checks"].as_array().unwrap().iter().find(|check| check["name"] == "tray").unwrap();
    assert!(tray["text"].as_str().unwrap().contains("AppIndicator Support"), "{tray}");

    let well = |args: &[&str]| {
        let said = desk.away24(args, "");
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        said.out
    };
    well(&["away"]);
    wait_for("an away", || portal.idle().is_string().then_some(()));
    well(&["back"]);
    wait_for("its end", || (portal.idle() == json!(false)).then_some(()));
    well(&["pause", "30m"]);
    assert_eq!(status(&desk)["state"], "paused");
    well(&["resume"]);
    well(&["set", "threshold", "5m"]);
    wait_for("the threshold", || (status(&desk)["threshold_seconds"] == 300).then_some(()));
    well(&["set", "calls", "off"]);
    well(&["set", "lock", "off"]);
    let config = std::fs::read_to_string(desk.path("config/away24/config.toml")).unwrap();
    assert!(
        config.contains("stay_present_in_calls = false") && config.contains("away_on_lock = false"),
        "{config}"
    );
    assert_eq!(desk.away24(&["set", "threshold", "soon"], "").code, 2);
    well(&["open"]);
    wait_for("the portal", || opened(&desk).contains(&portal.base).then_some(()));
    let picture = desk.path("day.svg");
    well(&["history", "--svg", picture.to_str().unwrap()]);
    assert!(std::fs::read_to_string(picture).unwrap().contains("away"));
    well(&["doctor"]);
    let paragraph = well(&["status"]);
    assert!(paragraph.contains("Input is known from: X11") && paragraph.lines().count() == 1, "{paragraph}");
    well(&["logout"]);
    wait_for("signed out", || (status(&desk)["state"] == "signed_out").then_some(()));
    well(&["quit"]);
    wait_for("the end", || (!agent.is_running()).then_some(()));
    assert_eq!(desk.away24(&["quit"], "").code, 4);
}

#[test]
fn status_follows_what_changes_and_speaks_the_language_that_is_asked_for() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    let out = std::fs::File::create(desk.path("watch.out")).unwrap();
    let _watching = Desk::keep(desk.command(AWAY24).args(["status", "--watch", "--json"]).stdout(out));
    let lines = || -> Vec<Value> {
        let text = std::fs::read_to_string(desk.path("watch.out")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    wait_for("an away", || lines().iter().any(|line| line["state"] == "away").then_some(()));
    desk.xdotool(&["key", "a"]);
    wait_for("a return", || {
        let states: Vec<Value> = lines().iter().map(|line| line["state"].clone()).collect();
        states.windows(2).any(|pair| pair[0] == "away" && pair[1] == "present").then_some(())
    });
    let said = desk.away24(&["--lang", "ru", "pause", "soon"], "");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("soon") && said.err.contains("away24 pause 30m"), "{said:?}");
    assert!(said.err.chars().any(|c| ('а'..='я').contains(&c)), "{said:?}");
    let said = desk.away24(&["--lang", "xx", "status"], "");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("does not speak") && said.err.contains("pt-BR"), "{said:?}");
}

/// By the desktop's own launcher, from a folder whose name has what needs quoting. (A per cent sign does too,
/// and is; `GLib` looks for a program of the quoted name, so there no such entry can work.)
#[test]
fn starting_at_login_survives_odd_folders_and_a_program_that_moved() {
    if !needs(&PARTS) || !needs(&["gio"]) {
        return;
    }
    let desk = desk();
    let entry = desk.path("config/autostart/away24.desktop");
    let run = |program: &Path, args: &[&str]| {
        let out = desk.command(program).args(args).output().unwrap();
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned())
    };
    let odd = desk.path("My \"own\" $programs `here` \\o");
    std::fs::create_dir_all(&odd).unwrap();
    let program = odd.join("away24");
    std::fs::copy(AWAY24, &program).unwrap();
    let first = wait_for("a program to start", || {
        match desk.command(&program).args(["autostart", "status"]).output() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => None,
            out => Some(out.unwrap()),
        }
    });
    assert_eq!(String::from_utf8_lossy(&first.stdout), "away24 does not start at login.\n");
    assert_eq!(run(&program, &["autostart", "on"]).0, Some(0));
    assert!(run(&program, &["autostart", "status"]).1.starts_with("away24 starts at login: "));
    assert!(run(Path::new(AWAY24), &["autostart", "status"]).1.contains("from where it is not any more"));

    // What a desktop does at login.
    assert!(desk.command("gio").arg("launch").arg(&entry).status().unwrap().success());
    let pid = wait_for("the agent", || {
        let said = desk.away24(&["status", "--json"], "");
        serde_json::from_str::<Value>(&said.out).ok()?["pid"].as_u64()
    });
    let running = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap();
    assert_eq!(running, program);
    assert_eq!(desk.away24(&["quit"], "").code, 0);
    wait_for("its end", || (!Path::new(&format!("/proc/{pid}")).exists()).then_some(()));

    // The program moves; its next start mends the entry.
    let moved = desk.path("elsewhere");
    std::fs::create_dir_all(&moved).unwrap();
    std::fs::rename(&program, moved.join("away24")).unwrap();
    let agent = Desk::keep(desk.command(moved.join("away24")).args(["run", "--no-tray"]));
    wait_for("the mended entry", || {
        std::fs::read_to_string(&entry).unwrap().contains("/elsewhere/away24\" run").then_some(())
    });
    assert!(agent.end().success());
    assert_eq!(run(&moved.join("away24"), &["autostart", "off"]).0, Some(0));
    assert!(!entry.exists());
}

fn line(seconds: i64, state: &str) -> String {
    let at = jiff::Timestamp::from_second(seconds).unwrap();
    format!("{{\"at\":\"{at}\",\"state\":\"{state}\",\"why\":\"idle\",\"portal\":\"recorded\"}}\n")
}

#[test]
fn a_month_of_ten_thousand_transitions_is_small_and_a_damaged_line_costs_that_line() {
    let desk = Desk::bare();
    let now = jiff::Timestamp::now().as_second();
    let span = 30 * 86_400 / 10_000;
    let mut text = String::new();
    for number in 0..10_000 {
        let state = if number % 2 == 0 { "present" } else { "away" };
        text.push_str(&line(now - (10_000 - number) * span, state));
    }
    assert!(text.len() < 2_000_000, "{}", text.len());
    std::fs::create_dir_all(desk.path("state/away24")).unwrap();
    let file = desk.path("state/away24/history.jsonl");
    std::fs::write(&file, &text).unwrap();
    let week = || -> Value {
        let said = desk.away24(&["history", "--week", "--json"], "");
        assert_eq!(said.code, 0, "{said:?}");
        serde_json::from_str(&said.out).unwrap()
    };
    let whole = week();
    let total = |week: &Value, key: &str| -> i64 {
        let days = week["days"].as_array().unwrap().iter();
        days.map(|day| day["totals"][key].as_i64().unwrap()).sum()
    };
    let away = |week: &Value| total(week, "away_seconds");
    let seconds = away(&whole) + total(&whole, "present_seconds");
    assert!((away(&whole) - seconds / 2).abs() <= 2 * span, "{} of {seconds}", away(&whole));
    // One line less is one absence more or less.
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines[9_000] = "{\"at\":\"2026-1\u{0}\u{0}";
    std::fs::write(&file, lines.concat()).unwrap();
    assert!((away(&week()) - away(&whole)).abs() <= 2 * span);

    let said = desk.away24(&["history", "--week"], "");
    assert!(said.out.lines().count() >= 9 && said.out.contains('░'), "{}", said.out);
    assert!(!said.out.contains('\u{1b}'), "no colours where no terminal is");
    let said = desk.away24(&["history", "--csv"], "");
    assert!(said.out.starts_with("from,to,state,why,portal"), "{}", said.out);
    assert_eq!(desk.away24(&["history", "--day", "yesterday"], "").code, 1);
    let picture = desk.path("week.svg");
    assert_eq!(desk.away24(&["history", "--week", "--svg", picture.to_str().unwrap()], "").code, 0);
    assert!(std::fs::read_to_string(picture).unwrap().contains("<title>"));
    desk.configure("history_days = 0\n");
    assert!(desk.away24(&["history"], "").out.contains("switched off"));
}

#[test]
fn what_happens_is_kept_on_this_machine_for_as_long_as_one_likes() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);
    desk.xdotool(&["key", "a"]);
    portal.report(1);
    let file = desk.path("state/away24/history.jsonl");
    let states = || -> Vec<(String, Value)> {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let entries = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        entries.map(|entry| (entry["state"].as_str().unwrap().to_owned(), entry["why"].clone())).collect()
    };
    wait_for("the history", || {
        let known = states();
        let away = known.iter().position(|(state, why)| state == "away" && why == "idle")?;
        known[away..].iter().any(|(state, _)| state == "present").then_some(())
    });
    assert!(agent.end().success());
    assert_eq!(states().last().unwrap(), &("unknown".to_owned(), json!("ended")));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains(portal.code()) && !text.contains("127.0.0.1"), "{text}");
    // Switched off while it runs, and what was kept is gone.
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("the next life", || (states().last()?.0 != "unknown").then_some(()));
    desk.configure("threshold = \"3s\"\nhistory_days = 0\n");
    wait_for("its removal", || (!file.exists()).then_some(()));
}

/// The notification has a button, and the button opens the page on which to sign in.
#[test]
fn being_signed_out_can_be_mended_from_the_notification() {
    if !needs(&PARTS) || !needs(&["dunst", "dunstctl", "import"]) {
        return;
    }
    let mut desk = desk();
    with_notes_of_what_is_opened(&mut desk);
    let portal = Portal::start(&desk);
    let mut settings = String::from("[global]\n");
    write!(
        settings,
        "    font = DejaVu Sans 11\n    width = 420\n    offset = 20x20\n    icon_position = left\n"
    )
    .unwrap();
    std::fs::write(desk.path("dunstrc"), settings).unwrap();
    let _dunst = desk.notifications(&["-config", desk.path("dunstrc").to_str().unwrap()]);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.fault(&json!({ "status": 401, "error": "INVALID_CREDENTIALS" }));
    let text = || desk.notified();
    wait_for("the notification", || text().contains("away24 is signed out").then_some(()));
    assert!(text().contains("Sign in again"), "{}", text());
    let shot = desk.path("notification.png").display().to_string();
    wait_for("a picture of it", || {
        let args =
            ["-window", "root", "-crop", "480x160+800+0", "+repage", "-depth", "8", &format!("PNG32:{shot}")];
        assert!(desk.command("import").args(args).status().unwrap().success());
        let bytes = std::fs::read(&shot).unwrap();
        // A display without it is one colour, and so is its picture small.
        (bytes.len() > 4_000).then(|| keep("notification.png", &bytes))
    });
    let id = text().rsplit_once("\tid: ").unwrap().1.lines().next().unwrap().to_owned();
    // A stranger on the bus says to everybody that it was closed; the button works all the same.
    let call = ["--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames"];
    let names = desk.command("dbus-send").arg("--session").args(call).output().unwrap();
    for name in String::from_utf8(names.stdout).unwrap().split('"').filter(|name| name.starts_with(':')) {
        let to = format!("--dest={name}");
        let word = ["/org/freedesktop/Notifications", "org.freedesktop.Notifications.NotificationClosed"];
        let of = [format!("uint32:{id}"), "uint32:2".into()];
        let forged = desk.command("dbus-send").args(["--session", &to]).args(word).args(of).status().unwrap();
        assert!(forged.success());
    }
    assert!(desk.command("dunstctl").args(["action", "0"]).status().unwrap().success());
    wait_for("the page", || opened(&desk).contains("/?token=").then_some(()));
}
