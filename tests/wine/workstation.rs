//! What happens at a Windows desk.

use crate::desk::{needs, wait_for};
use crate::machine::{Machine, PARTS, program};
use crate::pictures;
use crate::portal::{Portal, now_ms};
use serde_json::json;

const LOCK: (u32, usize) = (0x02b1, 7);
const UNLOCK: (u32, usize) = (0x02b1, 8);
const SUSPEND: (u32, usize) = (0x0218, 4);
const RESUME: (u32, usize) = (0x0218, 0x12);
const CLOSE: (u32, usize) = (0x0010, 0);
const RUN: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run";

/// A machine that is signed in, and its portal.
fn signed_in(config: &str) -> (Machine, Portal) {
    let machine = Machine::new();
    let portal = Portal::start(&machine.desk);
    machine.configure(config);
    let said = machine.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{}", said.all());
    (machine, portal)
}

/// User and system time so far.
fn cpu_ms(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) * 10.0
}

fn is_away(portal: &Portal) -> bool {
    portal.idle() != json!(false)
}

/// Once with a wrong secret, and once with the right one.
fn sign_in(machine: &Machine, portal: &Portal) {
    let refused = machine.away24(&["login", "--webhook"], &portal.webhook.replace(portal.code(), "wrong"));
    assert_eq!(refused.code, 1, "{}", refused.all());
    let said = machine.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{}", said.all());
    // Into the Credential Manager, where a key of its own keeps it; not into a file of ours.
    let kept = machine.registry(&["query", r"HKCU\Software\Wine\Credential Manager", "/s"]);
    assert!(kept.contains("away24") && !kept.contains(portal.code()), "{kept}");
}

#[test]
fn a_day_at_a_windows_desk() {
    if !needs(&PARTS) {
        return;
    }
    let machine = Machine::new();
    let portal = Portal::start(&machine.desk);
    machine.configure("threshold = \"3s\"\n");
    let shows = |state: &str| {
        wait_for(state, || (pictures::state(&machine, state) == Some(state)).then_some(()));
    };
    assert_eq!(machine.away24(&["--version"], "").out.trim(), concat!("away24 ", env!("CARGO_PKG_VERSION")));
    assert_eq!(machine.away24(&["status"], "").code, 4, "no agent");
    machine.agent();
    shows("attention");
    sign_in(&machine, &portal);
    machine.touch();
    shows("present");
    shows("away");
    let away = portal.report(portal.reports().len() - 1);
    assert_eq!((&*away.method, away.ago), ("im.user.status.idle.start", Some(1)));
    let reports = portal.reports().len();
    machine.touch();
    shows("present");
    let back = portal.report(reports);
    assert_eq!(back.method, "im.user.status.idle.end");
    assert!(back.user_agent.starts_with("away24/"), "{}", back.user_agent);

    let paused = machine.away24(&["pause", "90m"], "");
    assert!(paused.code == 0 && paused.out.starts_with("Paused until "), "{}", paused.all());
    shows("paused");
    assert_eq!(machine.status()["state"], "paused");
    machine.touch();
    machine.away24(&["resume"], "");
    shows("present");
    portal.fault(&json!({ "status": 500, "error": "INTERNAL_SERVER_ERROR" }));
    shows("offline");
    portal.heal();
    machine.touch();
    shows("present");

    assert_eq!(machine.away24(&["open"], "").code, 0);
    wait_for("the portal in the browser", || machine.opened().contains(&portal.base).then_some(()));

    let second = machine.away24(&[], "");
    assert!(second.code == 0 && second.out.contains("running already"), "{}", second.all());
    assert_eq!(machine.agents().len(), 1);
    // A person's own edit needs no restart.
    machine.configure("threshold = \"20m\"\n");
    wait_for("the edit", || (machine.status()["threshold_seconds"] == 1200).then_some(()));
    assert_eq!(machine.away24(&["set", "threshold", "1s"], "").code, 0);
    wait_for("the new threshold", || (machine.status()["state"] == "away").then_some(()));
    wait_for("the away", || is_away(&portal).then_some(()));
    let doctor = machine.away24(&["doctor"], "");
    assert!(doctor.out.contains("Windows' last input"), "{}", doctor.all());

    let out = machine.away24(&["logout"], "");
    assert!(out.code == 0 && !is_away(&portal), "{}", out.all());
    assert!(!machine.registry(&["query", r"HKCU\Software\Wine\Credential Manager", "/s"]).contains("away24"));
    assert_eq!(machine.away24(&["doctor"], "").code, 3, "not signed in");
    assert!(!machine.log().contains(portal.code()), "the log must not hold the secret");
    assert_eq!(machine.away24(&["quit"], "").code, 0);
    wait_for("the end", || machine.agents().is_empty().then_some(()));
}

const TRIALS: usize = 20;

/// Twenty times away and back; each is told once, and soon.
#[test]
fn a_return_is_told_at_once() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, portal) = signed_in("threshold = \"1s\"\n");
    machine.agent();
    let mut took = Vec::new();
    for trial in 0..TRIALS {
        let away = portal.report(trial * 2);
        assert_eq!(away.method, "im.user.status.idle.start", "trial {trial}");
        let moved = now_ms();
        machine.desk.xdotool(&["mousemove_relative", "--", if trial % 2 == 0 { "5" } else { "-5" }, "0"]);
        let back = portal.report(trial * 2 + 1);
        assert_eq!(back.method, "im.user.status.idle.end", "trial {trial}");
        took.push(back.at_ms - moved);
    }
    let busy: f64 = machine.agents().iter().map(|pid| cpu_ms(*pid)).sum();
    eprintln!("the agent's CPU time for them and its start: {busy:.0} ms");
    assert!(busy < 3_000.0, "something goes round and round");
    took.sort_by(f64::total_cmp);
    let (median, worst) = (took[TRIALS / 2], took[TRIALS - 1]);
    eprintln!("input -> idle.end under wine, {TRIALS} trials: median {median:.1} ms, worst {worst:.1} ms");
    assert!(worst < 2_000.0, "{took:?}");
}

#[test]
fn locking_and_sleeping_mean_away_and_only_the_unlocking_brings_one_back() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, portal) = signed_in("threshold = \"10m\"\n");
    machine.agent();
    machine.send(LOCK.0, LOCK.1);
    wait_for("the away", || is_away(&portal).then_some(()));
    assert_eq!(machine.status()["reason"], "locked");
    machine.touch();
    machine.touch();
    assert!(machine.status()["state"] == "away" && is_away(&portal), "a password is being typed");
    machine.send(UNLOCK.0, UNLOCK.1);
    wait_for("the return", || (!is_away(&portal)).then_some(()));

    // The answer to the message is what Windows waits for: by then, the portal knows.
    machine.send(SUSPEND.0, SUSPEND.1);
    assert!(is_away(&portal), "the machine sleeps already");
    machine.send(RESUME.0, RESUME.1);
    assert_eq!(machine.status()["reason"], "asleep");
    machine.touch();
    wait_for("the return", || {
        machine.touch();
        (!is_away(&portal)).then_some(())
    });
}

#[test]
fn the_end_of_the_session_clears_the_status() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, portal) = signed_in("threshold = \"1s\"\n");
    machine.agent();
    wait_for("the away", || is_away(&portal).then_some(()));
    machine.end_session();
    wait_for("the end", || machine.agents().is_empty().then_some(()));
    assert!(!is_away(&portal), "the session is over");
}

/// An installer, or `taskkill`, closes windows.
#[test]
fn to_be_closed_clears_the_status_too() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, portal) = signed_in("threshold = \"1s\"\n");
    machine.agent();
    wait_for("the away", || is_away(&portal).then_some(()));
    // Nobody waits for an answer: it comes with the end.
    machine.poke(&["send", "away24 session", &CLOSE.0.to_string(), "0"]);
    wait_for("the end", || machine.agents().is_empty().then_some(()));
    assert!(!is_away(&portal));
}

#[test]
fn what_a_killed_agent_left_behind_is_cleared_at_the_next_start() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, portal) = signed_in("threshold = \"1s\"\n");
    machine.agent();
    wait_for("the away", || is_away(&portal).then_some(()));
    for pid in machine.agents() {
        let killed = std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
        assert!(killed.success());
    }
    wait_for("the end", || machine.agents().is_empty().then_some(()));
    assert!(is_away(&portal), "nobody cleared it");
    machine.configure("threshold = \"10m\"\n");
    machine.touch();
    machine.agent();
    wait_for("the return", || (!is_away(&portal)).then_some(()));
}

#[test]
fn the_run_key_starts_the_program_where_it_is_unless_somebody_switched_it_off() {
    if !needs(&PARTS) {
        return;
    }
    let machine = Machine::new();
    let state = || machine.away24(&["autostart", "status"], "").out;
    assert!(state().contains("does not start"), "{}", state());
    let on = machine.away24(&["autostart", "on"], "");
    assert!(on.code == 0 && on.out.contains("away24.exe\" run"), "{}", on.all());
    let entry = machine.registry(&["query", RUN]);
    assert!(entry.contains("away24.exe\" run"), "{entry}");
    // Task Manager, "Startup apps", "Disable".
    let approved = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";
    let switched_off = ["/t", "REG_BINARY", "/d", "030000000000000000000000", "/f"];
    machine.registry(&[&["add", approved, "/v", "away24"], &switched_off[..]].concat());
    assert!(state().contains("does not start"), "{}", state());
    machine.away24(&["autostart", "on"], "");
    assert!(state().contains("starts at login"), "{}", state());
    let off = machine.away24(&["autostart", "off"], "");
    assert_eq!(off.code, 0);
    assert!(!machine.registry(&["query", RUN]).contains("away24"));

    // One that leads nowhere is mended by the agent; one that leads elsewhere is somebody's wish.
    let other = machine.profile("other.exe");
    std::fs::write(&other, "").unwrap();
    for (program, kept) in [(r"C:\gone\away24.exe", false), (r"C:\users\anna\other.exe", true)] {
        let command = format!("\"{program}\" run");
        machine.registry(&["add", RUN, "/v", "away24", "/d", &command, "/f"]);
        machine.agent();
        assert_eq!(machine.registry(&["query", RUN]).contains(&command), kept, "{program}");
        machine.away24(&["quit"], "");
        wait_for("the end", || machine.agents().is_empty().then_some(()));
    }
}

/// Windows notes in the registry which program uses the microphone, and until when.
#[test]
fn a_call_keeps_one_present_until_it_is_over() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, portal) = signed_in("threshold = \"1s\"\n");
    let program = r"HKCU\Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone\NonPackaged\C:#Bitrix24#Bitrix24.exe";
    let note = |name: &str, time: &str| {
        machine.registry(&["add", program, "/v", name, "/t", "REG_QWORD", "/d", time, "/f"]);
    };
    note("LastUsedTimeStart", "0x1dc5e3f00000000");
    note("LastUsedTimeStop", "0x0");
    machine.touch();
    machine.agent();
    wait_for("the call to speak", || (machine.status()["reason"] == "microphone").then_some(()));
    assert_eq!(machine.status()["state"], "present");
    note("LastUsedTimeStop", "0x1dc5e4000000000");
    wait_for("the away", || is_away(&portal).then_some(()));
    // The next one begins while nobody is there: a program that listens is no person who came back.
    note("LastUsedTimeStop", "0x0");
    wait_for("the next call", || (!is_away(&portal)).then_some(()));
}

#[test]
fn what_cannot_start_says_so_where_it_is_seen() {
    if !needs(&PARTS) {
        return;
    }
    let machine = Machine::new();
    machine.configure("threshhold = \"5m\"\n");
    let said = machine.away24(&[], "");
    assert!(
        said.code == 1 && said.err.contains("threshhold") && said.err.contains("hint:"),
        "{}",
        said.all()
    );
    machine.start(&program());
    let text = wait_for("a box", || machine.poke(&["find", "#32770", "away24"]));
    assert!(text.contains("threshhold") && text.contains("threshold"), "{text}");
}

/// Group policy ends in the registry; a file does where there is none, and both may be there.
#[test]
fn what_an_administrator_has_set_holds_on_windows_too() {
    if !needs(&PARTS) {
        return;
    }
    let (machine, _portal) = signed_in("threshold = \"3s\"\n[presence]\naway_on_lock = false\n");
    let place = r"HKLM\Software\Policies\away24";
    let add = |place: &str, name: &str, kind: &str, value: &str| {
        machine.registry(&["add", place, "/v", name, "/t", kind, "/d", value, "/f"]);
    };
    let file = machine.program_data("away24/policy.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "[pin]\nthreshold = \"30m\"\nhistory_days = 7\n").unwrap();
    add(place, "threshold", "REG_SZ", "20m");
    add(place, "Presence.Away_On_Lock", "REG_DWORD", "1");
    add(&format!(r"{place}\Recommended"), "notifications.welcome_back", "REG_DWORD", "1");
    machine.agent();
    assert_eq!(machine.status()["threshold_seconds"], 1200);
    let refused = machine.away24(&["set", "threshold", "5m"], "");
    assert!(
        refused.code == 1 && refused.err.contains(r"HKEY_LOCAL_MACHINE\Software\Policies\away24"),
        "{refused:?}"
    );
    let findings = machine.away24(&["doctor"], "").out;
    for line in [
        r"threshold: set by HKEY_LOCAL_MACHINE\Software\Policies\away24",
        r"presence.away_on_lock: set by HKEY_LOCAL_MACHINE\Software\Policies\away24",
        r"history_days: set by C:\ProgramData\away24\policy.toml",
        r"notifications.welcome_back: suggested by HKEY_LOCAL_MACHINE\Software\Policies\away24\Recommended",
    ] {
        assert!(findings.contains(line), "{line}: {findings}");
    }

    add(place, "colour", "REG_SZ", "red");
    let findings = machine.away24(&["doctor"], "").out;
    assert!(findings.contains("there is no setting `pin.colour`"), "{findings}");
}
