//! Signing in as an application does: a real browser, a pasted answer, hostile pages and portals, and
//! what becomes of the tokens.

use crate::desk::{AWAY24, Desk, Process, Said, needs, wait_for};
use crate::journey::{PARTS, desk};
use crate::portal::Portal;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Stdio};
use std::time::Duration;

/// A sign-in under way: `away24 login --portal … --no-browser`.
pub struct Login {
    child: Child,
    stdin: Option<ChildStdin>,
    out: BufReader<std::process::ChildStdout>,
    /// Where a browser would be sent.
    address: String,
    port: u16,
}

/// A port that nobody uses at this moment.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Prepares portal and configuration for an application with the redirect port of its card.
fn prepare(desk: &Desk, portal: &Portal, card: Value) -> u16 {
    let port = free_port();
    let mut card = card;
    card["redirect_port"] = json!(port);
    portal.practice("app", &card.to_string());
    let base = &portal.base;
    desk.configure(&format!(
        "threshold = \"3s\"\n[account]\nauth = \"oauth\"\nredirect_port = {port}\noauth_server = \"{base}\"\n"
    ));
    port
}

impl Login {
    pub fn start(desk: &Desk, portal: &Portal, card: Value) -> Self {
        Self::start_at(desk, portal.host(), portal, card)
    }

    /// Of an application of this portal, which the person knows by another name.
    pub fn start_at(desk: &Desk, name: &str, portal: &Portal, card: Value) -> Self {
        let port = prepare(desk, portal, card);
        let args = ["login", "--portal", name, "--client-id", &portal.client_id, "--no-browser"];
        let mut command = desk.command(AWAY24);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        writeln!(stdin, "{}", portal.client_secret).unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut address = String::new();
        while !address.starts_with("http") {
            address.clear();
            assert_ne!(out.read_line(&mut address).unwrap(), 0, "no address was printed");
        }
        Self { child, stdin: Some(stdin), out, address: address.trim().to_owned(), port }
    }

    fn paste(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    pub fn said(mut self) -> Said {
        drop(self.stdin.take());
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        Said { code: self.child.wait().unwrap().code().unwrap(), out, err }
    }

    /// Follows the portal's redirect as a browser does: the address it leads to.
    pub fn redirect(&self) -> String {
        redirect_of(&self.address)
    }

    /// The same, where the portal's old name leads browsers to this one.
    pub fn redirect_by_way_of(&self, old: &str, new: &str) -> String {
        redirect_of(&self.address.replace(old, new))
    }
}

fn redirect_of(address: &str) -> String {
    let head = raw(address, "GET", None);
    let line = head.lines().find(|line| line.to_lowercase().starts_with("location:")).unwrap();
    line.split_once(':').unwrap().1.trim().to_owned()
}

impl Drop for Login {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request as bytes, so that any Host header can be sent; the answer as text.
pub fn raw(address: &str, method: &str, host: Option<&str>) -> String {
    let rest = address.strip_prefix("http://").unwrap();
    let (place, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut stream = TcpStream::connect(place).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let path = if path.is_empty() { "/" } else { path };
    let host = host.unwrap_or(place);
    // What is refused may be cut off, even before it was sent as a whole.
    let _ = write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split_whitespace().nth(1).unwrap_or("closed")
}

#[test]
fn a_real_browser_signs_in_and_ends_at_a_page_that_says_so() {
    if !needs(&PARTS) || !needs(&["chromium"]) {
        return;
    }
    let mut desk = desk();
    let portal = Portal::start(&desk);
    prepare(&desk, &portal, json!({}));
    // The desktop's way to open an address is a program of this name.
    std::fs::create_dir_all(desk.path("bin")).unwrap();
    let shot = desk.path("signed-in.png");
    let script = format!(
        "#!/bin/sh\nexec chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=800,400 \
         --screenshot={} \"$1\" >{} 2>&1\n",
        shot.display(),
        desk.path("chromium.log").display()
    );
    std::fs::write(desk.path("bin/xdg-open"), script).unwrap();
    let executable: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(desk.path("bin/xdg-open"), executable).unwrap();
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    desk.set("PATH", &path);
    let args = ["login", "--portal", portal.host(), "--client-id", &portal.client_id];
    let said = desk.away24(&args, &portal.client_secret);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("Signed in to") && said.out.contains("Anna Practice"), "{said:?}");
    let picture = wait_for("the picture of the page", || {
        std::fs::read(&shot).ok().filter(|png| png.ends_with(b"IEND\xaeB`\x82"))
    });
    crate::tray::keep("signed-in.png", &picture);
    assert!(!said.all().contains(&portal.client_secret));
}

#[test]
fn the_whole_address_or_the_bare_code_can_be_pasted() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    for bare in [false, true] {
        let mut login = Login::start(&desk, &portal, json!({}));
        let redirect = login.redirect();
        let code = redirect.split("code=").nth(1).unwrap().split('&').next().unwrap();
        login.paste(if bare { code } else { &redirect });
        let said = login.said();
        assert_eq!(said.code, 0, "{said:?}");
        assert!(said.out.contains("Signed in to"), "{said:?}");
    }
    let mut login = Login::start(&desk, &portal, json!({}));
    login.paste("https://example.com/?code=abc&state=guess");
    let said = login.said();
    assert_eq!(said.code, 1);
    assert!(said.err.contains("belongs to another sign-in") && said.err.contains("hint:"), "{said:?}");
}

#[test]
fn a_hostile_page_on_this_machine_changes_nothing() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let login = Login::start(&desk, &portal, json!({}));
    let here = format!("http://127.0.0.1:{}", login.port);
    let redirect = login.redirect();
    let query = redirect.split_once('?').unwrap().1;
    for (path, method, host, expected) in [
        ("/favicon.ico".to_owned(), "GET", None, "404"),
        ("/".into(), "GET", None, "400"),
        ("/?code=abc".into(), "GET", None, "400"),
        ("/?code=abc&state=abc".into(), "GET", None, "400"),
        (format!("/?{query}"), "POST", None, "405"),
        // A name of somebody else's that was made to point here.
        (format!("/?{query}"), "GET", Some("evil.example"), "421"),
        (format!("/?{query}"), "GET", Some("localhost.evil.example:7000"), "421"),
        (format!("/?{}", query.replace("domain=127", "domain=evil")), "GET", None, "400"),
        (format!("/{}", "x".repeat(100_000)), "GET", None, "431"),
    ] {
        let answer = raw(&format!("{here}{path}"), method, host);
        let got = status(&answer);
        assert!(
            got == expected || expected == "431" && ["414", "closed"].contains(&got),
            "{method} {path:.60}: {got}"
        );
        assert!(!answer.contains("Signed in"), "{answer}");
    }
    // A request that never ends holds nobody up.
    let mut slow = TcpStream::connect(("127.0.0.1", login.port)).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();

    let good = raw(&format!("{here}/?{query}"), "GET", None);
    assert_eq!(status(&good), "200", "{good}");
    assert!(good.contains("Signed in") && good.to_lowercase().contains("content-security-policy"));
    drop(slow);
    let port = login.port;
    assert_eq!(login.said().code, 0);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "nobody listens any more");
    assert_eq!(portal.state()["grants"], json!(1));
}

#[test]
fn a_redirect_that_names_another_server_or_portal_gets_no_secret() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    // With a configured server, what the redirect names has no say at all.
    let login = Login::start(&desk, &portal, json!({ "server_domain": "evil.example" }));
    let answer = raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
    assert_eq!(status(&answer), "200");
    assert_eq!(login.said().code, 0);
    let login = Login::start(&desk, &portal, json!({ "domain": "evil.example" }));
    let answer = raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
    assert_eq!(status(&answer), "400");
    assert_eq!(portal.state()["grants"], json!(1));
}

#[test]
fn token_answers_that_are_none_are_said_so_and_store_nothing() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    for (fault, sentence) in [
        (json!({ "garbage": "huge" }), "far more data"),
        (json!({ "garbage": "html" }), "a web page"),
        (json!({ "body": { "access_token": 7, "refresh_token": [] } }), "not as Bitrix24 does"),
        (
            json!({ "body": { "access_token": "a", "refresh_token": "r", "member_id": "m" } }),
            "not as Bitrix24 does",
        ),
        (json!({ "status": 302, "headers": { "Location": "http://evil.example/" } }), "not as Bitrix24 does"),
        (json!({ "status": 400, "error": "invalid_grant" }), "no longer accepts"),
        (json!({ "status": 401, "error": "invalid_client" }), "does not know this application"),
        (json!({ "status": 403, "error": "PAYMENT_REQUIRED" }), "commercial plans"),
        (json!({ "close": true }), "broke off"),
    ] {
        let mut fault = fault;
        fault["method"] = json!("oauth.token");
        portal.fault(&fault);
        let login = Login::start(&desk, &portal, json!({}));
        let answer = raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
        assert_eq!(status(&answer), "502");
        let said = login.said();
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains(sentence) && said.err.contains("hint:"), "{sentence}: {said:?}");
        assert!(!said.all().contains(&portal.client_secret));
        portal.heal();
    }
    assert_eq!(desk.away24(&["logout"], "").code, 3);
}

#[test]
fn bad_arguments_of_a_sign_in_are_named() {
    let desk = Desk::bare();
    for (portal, id, secret, sentence) in [
        ("bitrix24", "local.1", "s", "not the name of a portal"),
        ("https://a@example.com", "local.1", "s", "not the name of a portal"),
        ("example.bitrix24.com", "local 1", "s", "not the id of an application"),
        ("example.bitrix24.com", "local.1", "", "No client secret"),
    ] {
        let said = desk.away24(&["login", "--portal", portal, "--client-id", id], secret);
        assert_eq!(said.code, 1);
        assert!(said.err.contains(sentence) && said.err.contains("hint:"), "{said:?}");
    }
    assert_eq!(desk.away24(&["login", "--portal", "x.bitrix24.com"], "").code, 2);
    assert_eq!(desk.away24(&["login", "--webhook", "--portal", "x", "--client-id", "y"], "").code, 2);
    desk.configure("[account]\noauth_server = \"http://evil.example\"\n");
    let said = desk.away24(&["login", "--portal", "x.bitrix24.com", "--client-id", "y"], "s3cr3t");
    assert!(said.code == 1 && said.err.contains("not safe to send a secret to"), "{said:?}");
}

/// Signs in over HTTP and starts an agent with a threshold of three seconds.
pub fn signed_in_agent(desk: &Desk, portal: &Portal) -> Process {
    let login = Login::start(desk, portal, json!({}));
    raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
    assert_eq!(login.said().code, 0);
    desk.xdotool(&["mousemove", "10", "10"]);
    desk.agent(&["--no-tray"])
}

#[test]
fn tokens_are_renewed_when_a_call_needs_them_and_each_refresh_token_is_used_once() {
    if !needs(&PARTS) || !needs(&["secret-tool"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    portal.practice("expire", "");
    desk.xdotool(&["key", "a"]);
    wait_for("the return under new tokens", || (portal.idle() == json!(false)).then_some(()));
    let statuses: Vec<_> = portal.reports().iter().map(|report| report.status).collect();
    assert_eq!(statuses, [200, 401, 200]);
    assert_eq!(portal.state()["refreshes"], json!([1, 0]));

    // The agent's next start finds the new pair in the keychain.
    let stored = crate::keychain::stored(&desk);
    let secrets: Value = serde_json::from_str(&stored).unwrap();
    assert!(agent.end().success());
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("the next absence, accepted", || (portal.idle() != json!(false)).then_some(()));
    assert_eq!(portal.state()["refreshes"], json!([1, 0]));
    let said = desk.away24(&["logout"], "");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(portal.idle(), json!(false));
    for (place, text) in desk.files() {
        for key in ["key", "acc", "ref_"] {
            let secret = secrets["oauth"][key].as_str().unwrap();
            assert!(secret.len() > 20 && !text.contains(secret), "{key} is in {}", place.display());
        }
    }
}

#[test]
fn a_grant_that_was_taken_back_means_signed_out_and_one_probe_a_return_until_the_next_sign_in() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    portal.practice("revoke", "");
    desk.xdotool(&["key", "a"]);
    wait_for("the word", || desk.log().contains("no longer accepts").then_some(()));
    let calls = portal.state()["requests"].as_array().unwrap().len();
    desk.xdotool(&["key", "a"]);
    wait_for("the next absence", || (desk.log().matches("Watch(Input").count() > 1).then_some(()));
    // The one that confirmed it may have been under way, and a return is a reason to probe.
    let probes = portal.state()["requests"].as_array().unwrap().len() - calls;
    assert!(probes <= 2, "{probes}");
    assert_ne!(portal.idle(), json!(false));

    let login = Login::start(&desk, &portal, json!({}));
    raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
    assert_eq!(login.said().code, 0);
    desk.xdotool(&["key", "a"]);
    wait_for("the truth", || (portal.idle() == json!(false)).then_some(()));
}

#[test]
fn a_portal_that_moved_is_followed_once_the_authorization_server_says_so() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    let port = portal.host().rsplit(':').next().unwrap();
    portal.practice("rename", &format!("http://localhost:{port}"));
    desk.xdotool(&["key", "a"]);
    wait_for("the return at the new address", || (portal.idle() == json!(false)).then_some(()));
    wait_for("the word", || desk.log().contains("the portal has moved").then_some(()));
    assert_eq!(portal.report(2).method, "im.user.status.idle.start");
    assert_eq!(portal.state()["refreshes"], json!([1, 0]), "asked once, remembered since");
}

#[test]
fn being_signed_out_is_notified_once() {
    if !needs(&PARTS) || !needs(&["dunst"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _dunst = desk.notifications(&[]);
    let _agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    portal.practice("revoke", "");
    desk.xdotool(&["key", "a"]);
    let text = || desk.notified();
    wait_for("the notification", || text().contains("away24 is signed out").then_some(()));
    desk.xdotool(&["key", "a"]);
    wait_for("the next absence", || (desk.log().matches("Watch(Input").count() > 1).then_some(()));
    assert_eq!(text().matches("appname: 'away24'").count(), 1, "{}", text());
    assert!(text().contains("no longer accepts your sign-in"), "{}", text());
}

#[test]
fn the_page_speaks_the_browsers_language_and_signing_out_says_what_it_cannot_do() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let login = Login::start(&desk, &portal, json!({}));
    let address = login.redirect().replace("localhost", "127.0.0.1");
    let page = raw(
        &address,
        "GET",
        Some(&format!("127.0.0.1:{}\r\nAccept-Language: ru-RU,ru;q=0.9,en;q=0.8", login.port)),
    );
    assert!(page.contains("<html lang=\"ru\">") && page.contains("Вход выполнен"), "{page}");
    assert_eq!(login.said().code, 0);
    let said = desk.away24(&["logout"], "");
    assert!(said.code == 0 && said.out.contains("an administrator can end it sooner"), "{said:?}");
}

#[test]
fn nobody_else_reads_the_memory_of_a_process_that_knows_secrets() {
    use std::os::unix::fs::MetadataExt;
    // Of a process that can be dumped, this belongs to its user; of one that cannot, to root. Root's own
    // processes would not show the difference.
    let desk = Desk::bare();
    let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    if is_root && !needs(&["setpriv"]) {
        return;
    }
    let mut command = if is_root {
        let mut command = desk.command("setpriv");
        command.args(["--reuid=65534", "--clear-groups", AWAY24]);
        command
    } else {
        desk.command(AWAY24)
    };
    let process = Desk::keep(command.args(["practice", "--listen", "127.0.0.1:0"]).stdout(Stdio::null()));
    wait_for("a process of root's", || {
        let owner = std::fs::metadata(format!("/proc/{}/environ", process.id())).ok()?.uid();
        let program = std::fs::read_to_string(format!("/proc/{}/comm", process.id())).ok()?;
        (program.trim() == "away24" && owner == 0).then_some(())
    });
}
