//! The real keychain: what is kept, what is forgotten, and what a running agent makes of it.

use crate::desk::{AWAY24, Desk, Process, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::portal::Portal;
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

pub fn stored(desk: &Desk) -> String {
    let out =
        desk.command("secret-tool").args(["lookup", "service", "away24", "username", "account"]).output();
    String::from_utf8(out.unwrap().stdout).unwrap()
}

#[test]
fn signing_in_keeps_the_webhook_in_the_keychain_and_nowhere_else() {
    if !needs(&PARTS) || !needs(&["secret-tool"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let said = desk.away24(&["login", "--webhook"], &format!("{}\n", portal.webhook));
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("Signed in to 127.0.0.1") && said.out.contains("Anna Practice"), "{said:?}");
    assert!(stored(&desk).contains(portal.code()));

    let said_again = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said_again.code, 0, "a second sign-in replaces the first: {said_again:?}");
    let agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);
    desk.xdotool(&["key", "a"]);
    portal.report(1);
    let environment = std::fs::read_to_string(format!("/proc/{}/environ", agent.id())).unwrap();
    let arguments = std::fs::read_to_string(format!("/proc/{}/cmdline", agent.id())).unwrap();
    assert!(agent.end().success());

    assert!(desk.log().contains("reported"), "the log is written at the finest level");
    for (place, text) in desk.files() {
        assert!(!text.contains(portal.code()), "the secret is in {}", place.display());
    }
    for text in [environment, arguments, said.all(), said_again.all()] {
        assert!(!text.contains(portal.code()), "{text}");
    }
}

#[test]
fn signing_out_clears_the_status_and_forgets() {
    if !needs(&PARTS) || !needs(&["secret-tool"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);
    assert_ne!(portal.idle(), json!(false));
    let said = desk.away24(&["logout"], "");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(portal.idle(), json!(false));
    assert_eq!(stored(&desk), "");
    // The running agent has forgotten too: a return and a new absence go unreported.
    wait_for("the agent to hear of it", || desk.log().contains("SignedOut").then_some(()));
    let reports = portal.reports().len();
    desk.xdotool(&["key", "a"]);
    wait_for("the next absence", || (desk.log().matches("Watch(Input").count() > 1).then_some(()));
    assert_eq!(portal.reports().len(), reports);
    assert_eq!(desk.away24(&["logout"], "").code, 3);
}

#[test]
fn signing_out_of_a_portal_that_is_gone_forgets_and_warns() {
    if !needs(&PARTS) || !needs(&["secret-tool"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    drop(portal);
    let said = desk.away24(&["logout"], "");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("warning: ") && said.err.contains("may show you as away"), "{said:?}");
    assert_eq!(stored(&desk), "");
}

#[test]
fn a_running_agent_notices_a_sign_in() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    desk.configure("threshold = \"1s\"\n");
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("an agent that is signed out", || desk.log().contains("SignedOut").then_some(()));
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    portal.report(0);
}

#[test]
fn without_a_keychain_signing_in_says_so_and_an_agent_waits_for_one() {
    if !needs(&PARTS) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus();
    let portal = Portal::start(&desk);
    let said = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("There is no keychain") && said.err.contains("hint: Start a keychain"),
        "{said:?}"
    );

    desk.configure("threshold = \"1s\"\n");
    let mut agent = desk.agent(&["--no-tray"]);
    wait_for("an agent without a keychain", || desk.log().contains("There is no keychain").then_some(()));
    let _keychain = desk.keychain(true);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    portal.report(0);
    assert!(agent.is_running());
}

#[test]
fn without_a_session_bus_there_is_no_keychain_either() {
    let desk = Desk::bare();
    let portal = Portal::start(&desk);
    let said = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("There is no keychain"), "{said:?}");
    assert!(!said.all().contains(portal.code()));
}

#[test]
fn a_keychain_entry_that_is_no_sign_in_is_said_so_and_can_be_forgotten() {
    if !needs(&PARTS) || !needs(&["secret-tool"]) {
        return;
    }
    let desk = desk();
    let script = "printf '{\"webhook\": \"gibberish\"}' | secret-tool store --label=away24 service away24 username account";
    assert!(desk.command("sh").args(["-c", script]).status().unwrap().success());
    desk.configure("threshold = \"1s\"\n");
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("the sentence", || desk.log().contains("is not a sign-in").then_some(()));
    assert_eq!(desk.away24(&["logout"], "").code, 0);
    assert_eq!(stored(&desk), "");
}

#[test]
fn at_a_terminal_the_webhook_is_asked_for_and_not_shown() {
    if !needs(&PARTS) || !needs(&["script", "secret-tool"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let command = format!("{AWAY24} login --webhook");
    let mut terminal = desk.command("script");
    terminal.args(["-qec", &command, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut terminal = terminal.spawn().unwrap();
    let mut typed = terminal.stdin.take().unwrap();
    let mut screen = BufReader::new(terminal.stdout.take().unwrap());
    // A person reads the question before they type; by then the echo is off.
    let mut shown = Vec::new();
    screen.read_until(b':', &mut shown).unwrap();
    wait_for("the echo to go off", || {
        let pty = std::fs::read_link(format!("/proc/{}/fd/0", last_descendant(terminal.id()))).ok()?;
        let modes = desk.command("stty").arg("-a").arg("-F").arg(pty).output().unwrap();
        String::from_utf8_lossy(&modes.stdout).contains(" -echo ").then_some(())
    });
    typed.write_all(format!("{}\n", portal.webhook).as_bytes()).unwrap();
    screen.read_to_end(&mut shown).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(terminal.wait().unwrap().success(), "{shown}");
    assert!(shown.starts_with("Webhook URL (not shown):") && shown.contains("Signed in"), "{shown}");
    assert!(!shown.contains(portal.code()), "{shown}");
    assert!(stored(&desk).contains(portal.code()));
}

fn last_descendant(pid: u32) -> u32 {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let child = children.split_whitespace().next().and_then(|child| child.parse().ok());
    child.map_or(pid, last_descendant)
}

/// What asks for the keychain's password.
/// Whether somebody is asked for the keychain's password.
fn is_prompted(desk: &Desk) -> bool {
    let found = desk.command("xdotool").args(["search", "--onlyvisible", "--class", "gcr-prompter"]).output();
    found.is_ok_and(|found| !found.stdout.is_empty())
}

const PROMPTER: &str = "/usr/libexec/gcr-prompter";

/// Somebody signed in before; now the keychain is there and locked, as after a login without password.
fn locked(desk: Desk) -> (Desk, Portal, Process) {
    let portal = Portal::start(&desk);
    let open = desk.keychain(true);
    desk.configure("threshold = \"1s\"\n");
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    let _ = open.end();
    let keychain = desk.keychain(false);
    (desk, portal, keychain)
}

#[test]
fn a_locked_keychain_without_a_display_is_said_so() {
    if !needs(&PARTS) {
        return;
    }
    let (desk, portal, _keychain) = locked(Desk::bare().with_bus());
    for args in [&["logout"][..], &["login", "--webhook"]] {
        let said = desk.away24(args, &portal.webhook);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(
            said.err.contains("The keychain is locked.") && said.err.contains("hint: Unlock it"),
            "{said:?}"
        );
        assert!(!said.all().contains(portal.code()));
    }
    let said = desk.away24(&["doctor"], "");
    assert!(said.code == 1 && said.out.contains("FAIL  keychain"), "{said:?}");
}

#[test]
fn an_agent_waits_for_a_locked_keychain_without_standing_still() {
    if !needs(&PARTS) || !needs(&[PROMPTER]) {
        return;
    }
    let (desk, portal, _keychain) = locked(Desk::bare().with_display().with_bus());
    let agent = desk.agent(&["--no-tray"]);
    let status = || desk.away24(&["status", "--json"], "").out;
    // The prompt is up, nobody answers; the agent goes on noticing, and answers.
    wait_for("the prompt", || is_prompted(&desk).then_some(()));
    assert!(status().contains("Waiting for the keychain"), "{}", status());
    desk.xdotool(&["key", "Shift"]);
    wait_for("input to be noticed", || desk.log().contains("Active").then_some(()));
    assert_eq!(portal.reports().len(), 0);
    // Now the person types the password.
    desk.xdotool(&["type", "desk"]);
    desk.xdotool(&["key", "Return"]);
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    assert!(agent.end().success());
}

/// Chaos found it: the next keychain never answers what the one before was asked.
#[test]
fn a_keychain_that_ends_while_it_waits_for_its_password_is_asked_again_once_it_is_back() {
    if !needs(&PARTS) || !needs(&[PROMPTER]) {
        return;
    }
    let (desk, _portal, keychain) = locked(Desk::bare().with_display().with_bus());
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("the question for the password", || is_prompted(&desk).then_some(()));
    let _ = keychain.end();
    let _back = desk.keychain(true);
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
}

#[test]
fn an_agent_ends_at_once_while_the_keychain_waits() {
    if !needs(&PARTS) || !needs(&[PROMPTER]) {
        return;
    }
    let (desk, _portal, _keychain) = locked(Desk::bare().with_display().with_bus());
    let agent = desk.agent(&["--no-tray"]);
    wait_for("the source", || desk.log().contains("idle time from X11").then_some(()));
    let began = std::time::Instant::now();
    assert!(agent.end().success());
    assert!(began.elapsed() < std::time::Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
fn a_keychain_that_restarts_in_the_middle_is_found_again() {
    if !needs(&PARTS) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus();
    let first = desk.keychain(true);
    let portal = Portal::start(&desk);
    desk.configure("threshold = \"1s\"\n");
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("an agent that is signed out", || desk.log().contains("SignedOut").then_some(()));
    let _ = first.end();
    let _second = desk.keychain(true);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    portal.report(0);
}

#[test]
fn an_item_deleted_by_hand_means_signed_out() {
    if !needs(&PARTS) || !needs(&["secret-tool"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    let clear = ["clear", "service", "away24", "username", "account"];
    assert!(desk.command("secret-tool").args(clear).status().unwrap().success());
    assert_eq!(desk.away24(&["logout"], "").code, 3);
    assert_eq!(desk.away24(&["doctor"], "").code, 3);
    let mut agent = desk.agent(&["--no-tray"]);
    wait_for("an agent that is signed out", || desk.log().contains("SignedOut").then_some(()));
    assert!(agent.is_running());
}

#[test]
fn a_keychain_that_comes_up_after_the_agent_is_asked_again() {
    if !needs(&PARTS) {
        return;
    }
    let (desk, portal, locked) = locked(Desk::bare().with_display().with_bus());
    let _ = locked.end();
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("an agent without a keychain", || desk.log().contains("There is no keychain").then_some(()));
    let _keychain = desk.keychain(true);
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
}
