//! Portals that were renamed: signing in at the old name, a rename met by a running agent, wrong redirects, and
//! a configuration that still has the old name.

use crate::desk::{Desk, needs, wait_for};
use crate::doctor::examine;
use crate::journey::{PARTS, desk, signed_in};
use crate::keychain::stored;
use crate::oauth::{Login, raw, signed_in_agent};
use crate::portal::Portal;
use away24::portal::auth::{self, http};
use away24::portal::signin::page::Setup;
use away24::store::config::Config;
use away24::store::keychain::CredentialStore;
use practice::Practice;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A portal under its old name and under its new one, at which the same webhook is good.
struct Renamed {
    old: Portal,
    new: Portal,
    _up: Runtime,
}

impl Renamed {
    fn start() -> Self {
        let up = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let code = Practice::new_code();
        let start = || {
            let (practice, listener) =
                up.block_on(Practice::listen("127.0.0.1:0".parse().unwrap(), code.clone())).unwrap();
            up.spawn(practice.clone().serve(listener));
            let mut portal = Portal::at(practice.base(), practice.webhook());
            (portal.client_id, portal.client_secret) = practice.application();
            portal
        };
        Self { old: start(), new: start(), _up: up }
    }

    fn rename(&self) {
        self.old.practice("rename", &self.new.base);
    }

    /// The old name's next calls of this method are answered with a redirect to this address, as a proxy may do.
    fn mislead(&self, calls: u32, method: &str, to: &str) {
        let location = format!("{to}/rest/1/{}/{method}", self.old.code());
        let headers = json!({ "Location": location });
        self.old.fault(&json!({ "calls": calls, "method": method, "status": 302, "headers": headers }));
    }
}

fn entry(desk: &Desk) -> Value {
    serde_json::from_str(&stored(desk)).unwrap()
}

/// Pins `account.portal` as an administrator does.
fn pin(desk: &mut Desk, portal: &str) {
    let path = desk.path("policy.toml");
    std::fs::write(&path, format!("[pin.account]\nportal = \"{portal}\"\n")).unwrap();
    desk.set("AWAY24_POLICY", path.to_str().unwrap());
}

fn parts() -> bool {
    needs(&PARTS) && needs(&["secret-tool"])
}

#[test]
fn signing_in_with_a_webhook_of_the_old_name_keeps_the_new_one() {
    if !parts() {
        return;
    }
    let mut desk = desk();
    let portal = Renamed::start();
    portal.rename();
    // The old name is what the organisation's policy has.
    pin(&mut desk, portal.old.host());
    let agent = signed_in(&desk, &portal.old, &["--no-tray"]);
    assert_eq!(entry(&desk), json!({ "webhook": portal.new.webhook, "was": [portal.old.host()] }));
    assert_eq!(portal.new.report(0).status, 200);
    assert_eq!(portal.old.state()["requests"], json!([]), "a renamed portal does not carry out anything");
    assert!(agent.end().success());
    let said = desk.away24(&["login", "--webhook"], &portal.old.webhook);
    assert!(said.code == 0 && said.out.contains(&format!("Signed in to {}", portal.new.host())), "{said:?}");
    assert!(!said.all().contains(portal.old.code()) && !desk.log().contains(portal.old.code()));
}

#[test]
fn a_sign_in_that_is_led_astray_is_not_kept_and_the_one_before_stays() {
    if !parts() {
        return;
    }
    let desk = desk();
    let portal = Renamed::start();
    let said = desk.away24(&["login", "--webhook"], &portal.new.webhook);
    assert_eq!(said.code, 0, "{said:?}");
    let before = stored(&desk);
    portal.mislead(1, "scope", "http://127.0.0.1:9");
    let said = desk.away24(&["login", "--webhook"], &portal.old.webhook);
    assert!(said.code == 1 && said.err.contains("127.0.0.1:9"), "{said:?}");
    assert!(!said.all().contains(portal.old.code()));
    // Another machine is not a practice portal's new name.
    portal.mislead(1, "scope", "https://evil.bitrix24.com");
    let said = desk.away24(&["login", "--webhook"], &portal.old.webhook);
    assert!(said.code == 1 && said.err.contains("hint:"), "{said:?}");
    assert_eq!(stored(&desk), before);
}

#[test]
fn a_rename_met_by_a_running_agent_is_followed_and_kept() {
    if !parts() {
        return;
    }
    let mut desk = desk();
    let portal = Renamed::start();
    let agent = signed_in(&desk, &portal.old, &["--no-tray"]);
    assert_eq!(entry(&desk), json!({ "webhook": portal.old.webhook }));
    portal.old.report(0);
    portal.rename();
    desk.xdotool(&["key", "a"]);
    assert_eq!(portal.new.report(0).method, "im.user.status.idle.end");
    wait_for("the word", || desk.log().contains("the portal has moved").then_some(()));
    assert_eq!(entry(&desk), json!({ "webhook": portal.new.webhook, "was": [portal.old.host()] }));
    assert_eq!(portal.new.report(1).method, "im.user.status.idle.start");
    assert_eq!(desk.log().matches("the portal has moved").count(), 1, "remembered since");
    assert!(agent.end().success());

    // The next start finds the old name pinned, or another portal's.
    pin(&mut desk, portal.old.host());
    let reports = portal.new.reports().len();
    desk.xdotool(&["key", "a"]);
    let agent = desk.agent(&["--no-tray"]);
    portal.new.report(reports);
    assert!(agent.end().success());
    assert!(examine(&desk).1.to_string().contains("accepted (webhook)"));
    pin(&mut desk, "other.bitrix24.com");
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("the refusal", || desk.log().contains("other.bitrix24.com").then_some(()));
    let said = desk.away24(&["login", "--webhook"], &portal.new.webhook);
    assert!(said.code == 1 && said.err.contains("other.bitrix24.com"), "{said:?}");
}

#[test]
fn a_wrong_redirect_loses_nothing() {
    if !parts() {
        return;
    }
    let desk = desk();
    let portal = Renamed::start();
    let _agent = signed_in(&desk, &portal.old, &["--no-tray"]);
    let before = stored(&desk);
    portal.old.report(0);
    // Nobody listens there; and there, somebody does not know us.
    let stranger = Portal::start(&desk);
    portal.mislead(1, "im.user.status.idle.end", "http://127.0.0.1:9");
    portal.mislead(1, "im.user.status.idle.end", &stranger.base);
    desk.xdotool(&["key", "a"]);
    assert_eq!(portal.old.report(3).status, 200, "the old address is asked again");
    let statuses: Vec<_> = portal.old.reports().iter().map(|report| report.status).collect();
    assert_eq!(statuses[..4], [200, 302, 302, 200], "{statuses:?}");
    assert_eq!(stranger.reports()[0].status, 401);
    assert_eq!(stored(&desk), before);
    assert!(!desk.log().contains("the portal has moved"));
}

#[test]
fn signing_in_with_the_browser_at_the_old_name_ends_at_the_new_one() {
    if !parts() {
        return;
    }
    let mut desk = desk();
    let portal = Renamed::start();
    let (old, new) = (portal.old.host(), portal.new.host());
    // As long as the old name does not say that it was renamed, the new one is somebody else's.
    let login = Login::start_at(&desk, old, &portal.new, json!({}));
    let redirect = login.redirect_by_way_of(old, new).replace("localhost", "127.0.0.1");
    assert!(raw(&redirect, "GET", None).starts_with("HTTP/1.1 400"));
    assert_eq!(portal.new.state()["grants"], json!(0), "the code was given to nobody");
    drop(login);

    portal.rename();
    pin(&mut desk, old);
    let login = Login::start_at(&desk, old, &portal.new, json!({}));
    let redirect = login.redirect_by_way_of(old, new).replace("localhost", "127.0.0.1");
    assert!(raw(&redirect, "GET", None).starts_with("HTTP/1.1 200"));
    let said = login.said();
    assert!(said.code == 0 && said.out.contains(&format!("Signed in to {new}")), "{said:?}");
    let entry = entry(&desk);
    assert_eq!(entry["oauth"]["end"], json!(format!("{}/rest/", portal.new.base)));
    assert_eq!(entry["was"], json!([old]));
    assert!(examine(&desk).1.to_string().contains("accepted (oauth)"));
}

#[test]
fn a_renewal_that_tells_of_a_new_name_remembers_the_old_one() {
    if !parts() {
        return;
    }
    let mut desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    let before = entry(&desk);
    assert_eq!(before.as_object().unwrap().keys().collect::<Vec<_>>(), ["oauth"]);
    let new = portal.host().replace("127.0.0.1", "localhost");
    portal.practice("rename", &format!("http://{new}"));
    desk.xdotool(&["key", "a"]);
    wait_for("the return at the new address", || (portal.idle() == json!(false)).then_some(()));
    let after = entry(&desk);
    assert_eq!(after["oauth"]["end"], json!(format!("http://{new}/rest/")));
    assert_eq!(after["was"], json!([portal.host()]));
    assert!(agent.end().success());
    pin(&mut desk, portal.host());
    let reports = portal.reports().len();
    let _agent = desk.agent(&["--no-tray"]);
    portal.report(reports);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_setup_page_follows_a_renamed_portal() {
    let listen = |code| Practice::listen("127.0.0.1:0".parse().unwrap(), code);
    let code = Practice::new_code();
    let ((old, at_old), (new, at_new)) = (listen(code.clone()).await.unwrap(), listen(code).await.unwrap());
    tokio::spawn(old.clone().serve(at_old));
    tokio::spawn(new.clone().serve(at_new));
    let client = http::client(true).unwrap();
    let rename = client.post(format!("{}/practice/rename", old.base())).body(new.base());
    assert!(rename.send().await.unwrap().status().is_success());

    let credentials = CredentialStore::in_memory();
    let host = |practice: &Practice| practice.base().strip_prefix("http://").unwrap().to_owned();
    let config = Config { portal: Some(host(&old)), ..Config::default() };
    let setup = Setup::begin(config, credentials.clone()).await.unwrap();
    let (page, token) =
        setup.address().split_once("?token=").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let form = json!({ "how": "webhook", "webhook": old.webhook() }).to_string();
    let sign_in = async {
        let request = client.post(format!("{page}sign-in")).header("x-away24-token", token).body(form);
        request.send().await.unwrap().text().await.unwrap()
    };
    let (done, said) = tokio::join!(setup.finish(), sign_in);
    assert_eq!(done.unwrap().host, host(&new), "{said}");
    let kept = auth::load(&credentials).await.unwrap().unwrap();
    assert_eq!(kept.host(), host(&new));
    assert_eq!(kept.belongs_to(Some(&host(&old))), Ok(()));
}
