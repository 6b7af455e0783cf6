//! What an administrator has set: in the menu, on the command line, in the doctor's findings; and a policy that is none.

use crate::desk::{AWAY24, Desk, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::portal::{Portal, http};
use crate::tray::{Tray, opened, with_notes_of_what_is_opened};
use crate::wayland::status;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

fn lay_down(desk: &mut Desk, text: &str) -> String {
    let path = desk.path("policy.toml");
    std::fs::write(&path, text).unwrap();
    desk.set("AWAY24_POLICY", path.to_str().unwrap());
    path.display().to_string()
}

#[test]
fn what_is_pinned_is_greyed_refused_and_named_with_its_place() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = desk();
    with_notes_of_what_is_opened(&mut desk);
    let portal = Portal::start(&desk);
    let policy = format!(
        "[pin]\nthreshold = \"10m\"\n[pin.account]\nportal = \"{}\"\n\
         [preset]\nhistory_days = 7\n[preset.presence]\naway_on_lock = false\n",
        portal.host()
    );
    let place = lay_down(&mut desk, &policy);
    // Another portal is refused before anything is kept.
    let elsewhere =
        desk.away24(&["login", "--webhook"], "https://other.bitrix24.com/rest/1/abcdefgh12345678/\n");
    assert!(elsewhere.code == 1 && elsewhere.err.contains(portal.host()), "{elsewhere:?}");
    let agent = signed_in(&desk, &portal, &[]);
    assert_eq!(status(&desk)["threshold_seconds"], 600, "the person's three seconds count for nothing");

    let tray = Tray::of(&desk, &agent);
    let pinned = "Away after: 10 minutes (set by your organisation)";
    let labels = tray.labels();
    assert!(labels.contains(&(pinned.to_owned(), false)), "{labels:?}");
    assert!(labels.contains(&("Away when locked".to_owned(), true)), "a preset may be changed: {labels:?}");
    let refused = desk.away24(&["set", "threshold", "5m"], "");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("`threshold`") && refused.err.contains(&place), "{refused:?}");
    assert!(refused.err.contains("administrator"), "{refused:?}");
    tray.click("Away when locked");
    wait_for("the choice", || desk.log().contains("the configuration has changed").then_some(()));
    let config = std::fs::read_to_string(desk.path("config/away24/config.toml")).unwrap();
    assert_eq!(config, "threshold = \"3s\"\n\n[presence]\naway_on_lock = true\n");

    let findings = desk.away24(&["doctor"], "").out;
    for line in [
        format!("threshold: set by {place}"),
        format!("account.portal: set by {place}"),
        format!("history_days: suggested by {place}"),
        "presence.away_on_lock: your own configuration".into(),
    ] {
        assert!(findings.contains(&line), "{line}: {findings}");
    }
}

#[test]
fn a_policy_that_is_none_is_named_by_its_line_and_nothing_of_it_holds() {
    if !needs(&PARTS) || !needs(&["dunst"]) {
        return;
    }
    let mut desk = desk();
    let place = lay_down(&mut desk, "[pin]\nhistory_days = 0\n[pin.account]\nportl = \"a.example.com\"\n");
    let _shown = desk.notifications(&[]);
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &[]);
    assert_eq!(status(&desk)["threshold_seconds"], 600, "as built in");
    let said = format!("{place}, line 4: there is no setting `pin.account.portl`");
    wait_for("the word on it", || desk.log().contains(&said).then_some(()));
    wait_for("a notification", || desk.notified().contains("pin.account.portl").then_some(()));
    let findings = desk.away24(&["doctor"], "");
    assert!(findings.code == 1 && findings.out.contains(&said), "{findings:?}");
    assert!(findings.out.contains("Did you mean `pin.account.portal`?"), "{findings:?}");
    let refused = desk.away24(&["set", "lock", "off"], "");
    assert!(refused.code == 1 && refused.err.contains(&place), "{refused:?}");
}

/// Nobody has to type what their organisation knows, nor can sign in by another application.
#[test]
fn the_page_on_which_to_sign_in_knows_what_the_organisation_has_set() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = Desk::bare().with_bus().with_keychain();
    let policy =
        "[pin.account]\nclient_id = \"local.7\\\"<b>\"\n[preset.account]\nportal = \"a.example.com\"\n";
    let place = lay_down(&mut desk, policy);
    with_notes_of_what_is_opened(&mut desk);
    let mut setup = desk.command(AWAY24);
    let _setup = Desk::keep(setup.arg("setup").stdout(std::process::Stdio::null()));
    let address = wait_for("the page", || Some(opened(&desk)).filter(|address| address.ends_with('\n')));
    let (status, page) = http("GET", address.trim(), None);
    assert_eq!(status, 200);
    assert!(page.contains("<input id=\"portal\" value=\"a.example.com\" inputmode"), "{page}");
    assert!(
        page.contains("<input id=\"client_id\" value=\"local.7&quot;&lt;b>\" data-set autocomplete"),
        "{page}"
    );
    let other = ["login", "--portal", "a.example.com", "--client-id", "local.8", "--no-browser"];
    let refused = desk.away24(&other, "secret\n");
    assert!(refused.code == 1 && refused.err.contains(&place), "{refused:?}");
}

/// A language that is pinned holds for what is said in a terminal, too; one that is suggested gives way.
#[test]
fn the_language_can_be_pinned() {
    let mut desk = Desk::bare();
    lay_down(&mut desk, "[preset]\nlanguage = \"ru\"\n");
    assert!(desk.away24(&["status"], "").err.contains("не запущен"), "{:?}", desk.away24(&["status"], ""));
    assert!(desk.away24(&["--lang", "en", "status"], "").err.contains("No agent is running"));
    lay_down(&mut desk, "[pin]\nlanguage = \"ru\"\n");
    assert!(!desk.away24(&["--lang", "en", "status"], "").err.contains("No agent is running"));
}

/// The configuration's proxy instead of the system's; what is on this machine needs none.
#[test]
fn a_portal_is_reached_by_way_of_the_proxy_that_is_set() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = Desk::bare().with_bus().with_keychain();
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = proxy.local_addr().unwrap();
    lay_down(&mut desk, &format!("[pin]\nproxy = \"http://{address}\"\n"));
    desk.set("HTTPS_PROXY", "http://127.0.0.1:9");
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = proxy.accept().unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").unwrap();
        line
    });
    let refused =
        desk.away24(&["login", "--webhook"], "https://example.bitrix24.com/rest/1/abcdefgh12345678/\n");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert_eq!(asked.join().unwrap(), "CONNECT example.bitrix24.com:443 HTTP/1.1\r\n");
    let portal = Portal::start(&desk);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
}
