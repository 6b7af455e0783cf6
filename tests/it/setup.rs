//! The guided sign-in in a real browser: from no account to signed in, by webhook and by application; for people
//! with a screen reader or a keyboard alone; and not for anybody else.

use crate::desk::{AWAY24, Desk, Process, needs, wait_for};
use crate::journey::{PARTS, desk};
use crate::portal::{Portal, http};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Where `tests/run` installs what the browser is driven with.
fn modules() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("page")
}

fn can_browse() -> bool {
    let puppeteer = modules().join("node_modules/puppeteer-core/package.json");
    needs(&PARTS) && needs(&["node", "chromium", puppeteer.to_str().unwrap()])
}

/// `away24 setup` on this desk, and the address of its page.
fn setup(desk: &Desk) -> (Process, String) {
    let out = std::fs::File::create(desk.path("setup.out")).unwrap();
    let process = Desk::keep(desk.command(AWAY24).arg("setup").stdout(out));
    let said = || std::fs::read_to_string(desk.path("setup.out")).unwrap();
    let url =
        wait_for("the page", || said().lines().find(|line| line.starts_with("http://")).map(str::to_owned));
    (process, url)
}

/// Lets a person loose in the browser.
fn browse(task: &Value) -> Value {
    let mut task = task.clone();
    task["modules"] = json!(modules());
    task["chromium"] = json!("/usr/bin/chromium");
    task["pictures"] = json!(
        std::env::var_os("AWAY24_PICTURES")
            .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures"), PathBuf::from)
    );
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/page.mjs");
    let out = std::process::Command::new("node").arg(script).arg(task.to_string()).output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let result: Value = serde_json::from_str(text.trim())
        .unwrap_or_else(|_| panic!("{text} {}", String::from_utf8_lossy(&out.stderr)));
    assert_eq!(result["error"], Value::Null, "{result}");
    result
}

#[test]
fn a_person_without_an_account_signs_in_by_webhook_and_everybody_can_use_the_page() {
    if !can_browse() {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    for language in ["en", "ru"] {
        let (mut process, url) = setup(&desk);
        let task = json!({ "url": url, "way": "webhook", "webhook": portal.webhook, "language": language });
        let result = browse(&task);
        assert_eq!(result["violations"], json!([]), "{result}");
        assert!(result["states"].as_array().unwrap().len() >= 4);
        assert!(result["said"].as_str().unwrap().contains("Anna Practice"), "{result}");
        wait_for("the end of the page", || (!process.is_running()).then_some(()));
        let said = std::fs::read_to_string(desk.path("setup.out")).unwrap();
        assert!(said.contains(&format!("Signed in to {} as Anna Practice.", portal.host())), "{said}");
        assert!(!said.contains(portal.code()));
    }
    let (_, findings) = crate::doctor::examine(&desk);
    assert!(findings.to_string().contains("accepted (webhook)"), "{findings}");
    for (path, text) in desk.files() {
        let kept_safe = path.to_string_lossy().contains("keyrings");
        assert!(kept_safe || !text.contains(portal.code()), "{}", path.display());
    }
}

#[test]
fn a_person_without_an_account_signs_in_by_the_companys_application() {
    if !can_browse() {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    portal.practice("app", &json!({ "redirect_port": port }).to_string());
    desk.configure(&format!("[account]\nredirect_port = {port}\noauth_server = \"{}\"\n", portal.base));
    let (mut process, url) = setup(&desk);
    let result = browse(&json!({
        "url": url, "way": "application", "portal": portal.host(), "client_id": portal.client_id,
        "client_secret": portal.client_secret, "port": port,
    }));
    assert_eq!(result["violations"], json!([]), "{result}");
    assert!(result["said"].as_str().unwrap().contains("Signed in"), "{result}");
    wait_for("the end of the page", || (!process.is_running()).then_some(()));
    let (_, findings) = crate::doctor::examine(&desk);
    assert!(findings.to_string().contains("accepted (oauth)"), "{findings}");
}

#[test]
fn a_foreign_page_in_the_same_browser_can_neither_read_nor_use_it() {
    if !can_browse() {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let (mut process, url) = setup(&desk);
    let result = browse(&json!({ "url": url, "way": "foreign", "webhook": portal.webhook }));
    let attempts = &result["attempts"];
    for way in ["read", "submit", "submit_with_token"] {
        assert_eq!(attempts[way], "failed", "{attempts}");
    }
    for way in ["read_blindly", "submit_blindly"] {
        assert!(["failed", "opaque 0 0"].contains(&attempts[way].as_str().unwrap()), "{attempts}");
    }
    assert_eq!(attempts["framed"], "nothing", "{attempts}");
    assert!(process.is_running(), "it still waits");
    assert_eq!(desk.away24(&["logout"], "").code, 3, "nobody was signed in");

    // Nor anybody on this machine who does not know the token.
    let origin = &url[..url.find("/?").unwrap()];
    assert_eq!(http("GET", &format!("{origin}/"), None).0, 403);
    assert_eq!(http("GET", &format!("{origin}/?token=guessed"), None).0, 403);
    let body = json!({ "how": "webhook", "webhook": portal.webhook }).to_string();
    assert_eq!(http("POST", &format!("{origin}/sign-in"), Some(&body)).0, 403);
    assert_eq!(http("GET", &format!("{origin}/elsewhere"), None).0, 404);
    assert_eq!(http("GET", &url, None).0, 200);
}
