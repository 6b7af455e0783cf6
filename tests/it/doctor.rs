//! `status` and `doctor`: what they say of a healthy desk and of sick ones, to people and to programs.

use crate::desk::{Desk, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::mock::{self, Mock};
use crate::portal::Portal;
use serde_json::{Value, json};

pub fn examine(desk: &Desk) -> (i32, Value) {
    let said = desk.away24(&["doctor", "--json"], "");
    (said.code, serde_json::from_str(&said.out).unwrap())
}

fn state(findings: &Value, name: &str) -> String {
    let checks = findings["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["name"] == name);
    found.unwrap_or_else(|| panic!("no check {name} in {findings}"))["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_healthy_desk_is_well_and_claims_no_more_than_it_knows() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    wait_for("a standing", || desk.away24(&["status"], "").out.contains("Present").then_some(()));
    let (code, findings) = examine(&desk);
    assert_eq!((code, &findings["ok"]), (0, &json!(true)), "{findings}");
    for name in [
        "configuration",
        "agent",
        "idle time",
        "keychain",
        "portal",
        "sign-in",
        "permission",
        "accepted",
        "recorded",
    ] {
        assert_eq!(state(&findings, name), "ok", "{findings}");
    }
    assert_eq!((state(&findings, "tray"), state(&findings, "shown")), ("note".into(), "note".into()));
    assert_eq!(portal.idle(), json!(false), "what the examination set, it cleared");
    assert!(!findings.to_string().contains(portal.code()));

    let said = desk.away24(&["doctor"], "");
    assert!(said.out.contains("ok    idle time") && said.out.contains("X11 IDLETIME alarms"), "{}", said.out);
    assert!(said.out.lines().all(|line| line.len() < 140), "{}", said.out);
}

#[test]
fn the_witnesses_of_the_session_are_named_or_missed() {
    if !needs(&PARTS) || !mock::is_there() {
        return;
    }
    let (mut desk, _bus) = Desk::bare().with_display().with_bus().with_keychain().with_system_bus();
    desk.set("XDG_SESSION_ID", "7");
    let (_, findings) = examine(&desk);
    assert_eq!((state(&findings, "session"), state(&findings, "calls")), ("note".into(), "note".into()));
    assert!(
        findings.to_string().contains("neither logind nor a screen saver tells of locking"),
        "{findings}"
    );
    let _logind = Mock::logind(&desk);
    let (_, findings) = examine(&desk);
    assert_eq!((state(&findings, "session"), state(&findings, "calls")), ("ok".into(), "ok".into()));
    assert!(findings.to_string().contains("locking and sleep are noticed"), "{findings}");
    desk.configure("[presence]\nstay_present_in_calls = false\n");
    let (_, findings) = examine(&desk);
    assert!(findings.to_string().contains("not heeded, by your configuration"), "{findings}");
}

#[test]
fn each_ailment_is_found_under_its_own_name() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let (code, findings) = examine(&desk);
    assert_eq!((code, state(&findings, "sign-in").as_str()), (3, "fail"));
    let portal = Portal::start(&desk);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    for (fault, name, expected) in [
        (json!({ "garbage": "html" }), "portal", 1),
        (json!({ "status": 401, "error": "INVALID_CREDENTIALS" }), "sign-in", 3),
        (json!({ "method": "scope", "body": { "result": ["crm"] } }), "permission", 1),
        (
            json!({ "method": "im.user.status.idle.start", "status": 403, "error": "ACCESS_DENIED" }),
            "accepted",
            1,
        ),
        (json!({ "method": "im.user.get", "status": 500, "error": "INTERNAL_SERVER_ERROR" }), "recorded", 1),
    ] {
        portal.fault(&fault);
        let (code, findings) = examine(&desk);
        assert_eq!((code, state(&findings, name).as_str()), (expected, "fail"), "{findings}");
        portal.heal();
    }
    // Exactly what was wrong, and what to do now: nothing tries again once the command is over.
    portal.fault(&json!({ "method": "im.user.status.idle.start", "garbage": "html" }));
    let said = desk.away24(&["doctor"], "").out;
    assert!(said.contains("answered with a web page instead of data."), "{said}");
    assert!(said.contains("hint: Check the address;") && !said.contains("by itself"), "{said}");
    portal.heal();
    portal.fault(&json!({ "status": 500, "error": "INTERNAL_SERVER_ERROR" }));
    for told in [desk.away24(&["doctor"], "").out, desk.away24(&["login", "--webhook"], &portal.webhook).err]
    {
        assert!(told.contains("hint: Try again in a few minutes."), "{told}");
    }
    portal.heal();
    portal.fault(&json!({ "method": "im.user.get", "body": { "result": { "idle": false } } }));
    let (code, findings) = examine(&desk);
    assert_eq!((code, state(&findings, "recorded").as_str()), (0, "note"), "{findings}");
    desk.configure("treshold = 1");
    assert_eq!(state(&examine(&desk).1, "configuration"), "fail");

    let blind = Desk::bare().with_bus();
    let (_, findings) = examine(&blind);
    assert_eq!((state(&findings, "idle time"), state(&findings, "keychain")), ("fail".into(), "fail".into()));
    assert_eq!(state(&findings, "sign-in"), "skip");
}

#[test]
fn the_status_is_what_the_running_agent_knows() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let said = desk.away24(&["status"], "");
    assert!(said.code == 4 && said.err.contains("No agent is running."), "{said:?}");
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &["--no-tray"]);
    let standing = || -> Value { serde_json::from_str(&desk.away24(&["status", "--json"], "").out).unwrap() };
    let away = wait_for("an away", || Some(standing()).filter(|now| now["told"] == "away"));
    assert_eq!(away["state"], "away");
    assert!(away["since"].as_str().unwrap().ends_with('Z'));
    assert_eq!((&away["source"], &away["auth"]), (&json!("X11 IDLETIME alarms"), &json!("webhook")));
    assert_eq!(away["pid"], json!(agent.id()));
    assert!(!away.to_string().contains(portal.code()));
    desk.xdotool(&["key", "a"]);
    wait_for("a presence", || (standing()["state"] == "present").then_some(()));
    assert!(agent.end().success());
    assert_eq!(desk.away24(&["status"], "").code, 4);
}
