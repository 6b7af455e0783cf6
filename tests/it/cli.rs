//! The command line with good and bad input: what it says, its exit codes, and what it never says.

use crate::desk::{Desk, needs};
use crate::portal::Portal;
use serde_json::json;
use std::path::Path;

fn signed_out_desk() -> Option<Desk> {
    needs(&["dbus-daemon", "gnome-keyring-daemon"]).then(|| Desk::bare().with_bus().with_keychain())
}

/// A sentence, a hint, the exit code, and nothing secret.
#[track_caller]
fn refused(desk: &Desk, args: &[&str], input: &str, code: i32, sentence: &str) {
    let said = desk.away24(args, input);
    assert_eq!(said.code, code, "{said:?}");
    assert!(said.err.starts_with("error: ") && said.err.contains(sentence), "{said:?}");
    assert!(said.err.contains("\nhint: "), "{said:?}");
    assert!(said.out.is_empty(), "{said:?}");
    for secret in ["s3cr3t", "hunter2"] {
        assert!(!said.all().contains(secret), "{said:?}");
    }
}

#[test]
fn malformed_webhooks_are_refused_with_a_reason_and_store_nothing() {
    let Some(desk) = signed_out_desk() else { return };
    for (url, sentence) in [
        ("", "No webhook URL was given."),
        ("\n\n", "No webhook URL was given."),
        ("s3cr3t", "This is not a webhook URL."),
        ("http://example.bitrix24.com/rest/1/s3cr3t/", "must begin with https://"),
        ("https://anna:hunter2@example.bitrix24.com/rest/1/s3cr3t/", "must not contain a user name"),
        ("https://example.bitrix24.com/services/1/s3cr3t/", "is not that of an incoming webhook"),
        ("https://example.bitrix24.com/rest/s3cr3t/", "lacks the user's number"),
        ("https://example.bitrix24.com/rest/1/s3cr3t/im.user.get", "goes on after its secret code"),
        ("https://example.bitrix24.com/rest/1/s3cr3t/ and more", "This is not a webhook URL."),
        ("https://example.bitrix24.com/rest/1/s3cr3t/\u{0}", "This is not a webhook URL."),
    ] {
        refused(&desk, &["login", "--webhook"], url, 1, sentence);
    }
    refused(
        &desk,
        &["login", "--webhook"],
        &format!("https://{}", "s3cr3t".repeat(10_000)),
        1,
        "This is not a webhook URL.",
    );
    refused(&desk, &["logout"], "", 3, "You are not signed in.");
}

#[test]
fn a_portal_that_answers_nonsense_is_no_portal() {
    let Some(desk) = signed_out_desk() else { return };
    let portal = Portal::start(&desk);
    for (fault, sentence) in [
        (json!({ "garbage": "html" }), "answered with a web page"),
        (json!({ "garbage": "huge" }), "answered with far more data"),
        (json!({ "garbage": "half" }), "answered with damaged data"),
        (json!({ "garbage": "empty" }), "answered with nothing"),
        (json!({ "garbage": "binary" }), "answered with damaged data"),
        (json!({ "close": true }), "broke off its answer"),
        (json!({ "body": { "success": "yes" } }), "but not as Bitrix24 does"),
        (json!({ "body": { "result": [] } }), "has no permissions at all"),
        (json!({ "body": { "result": ["crm", "task"] } }), "lacks the permission `im`; it has: crm, task."),
        (json!({ "status": 401, "error": "INVALID_CREDENTIALS" }), "no longer accepts your sign-in"),
        (json!({ "status": 403, "error": "insufficient_scope" }), "lacks the permission `im`"),
        (json!({ "status": 403, "error": "ACCESS_DENIED" }), "commercial plans only"),
        (json!({ "status": 403, "error": "user_access_error" }), "does not let you use"),
        (json!({ "status": 401, "error": "METHOD_CONFIRM_WAITING" }), "administrator"),
        (json!({ "status": 503, "error": "OVERLOAD_LIMIT" }), "blocked"),
        (json!({ "status": 500, "error": "PORTAL_DELETED" }), "is closed for the time being"),
        (json!({ "status": 403, "error": "METHOD_CONFIRM_DENIED" }), "refused this access"),
        (json!({ "status": 404, "error": "ERROR_METHOD_NOT_FOUND" }), "does not know the method"),
        (json!({ "status": 401, "error": "CONNECTION_ERROR" }), "cannot reach its authorization server"),
        (json!({ "status": 403, "error": "blocked by a firewall" }), "answered with status 403"),
        (json!({ "status": 302, "headers": { "Location": "https://evil.example/" } }), "a redirect to /,"),
    ] {
        portal.fault(&fault);
        refused(&desk, &["login", "--webhook"], &portal.webhook, 1, sentence);
        portal.heal();
    }
    refused(&desk, &["logout"], "", 3, "You are not signed in.");
    let gone = portal.webhook.clone();
    drop(portal);
    refused(&desk, &["login", "--webhook"], &gone, 1, "No secure connection");
}

#[test]
fn a_bad_configuration_is_named_by_key_and_line_and_left_alone() {
    let desk = Desk::bare();
    for (text, sentence) in [
        ("treshold = \"5m\"", "line 1: there is no setting `treshold`"),
        ("[presence]\naway_on_lock = \"no\"", "line 2: `presence.away_on_lock` must be true or false"),
        ("threshold = \"0s\"", "`threshold` cannot be \"0s\"; it must be between \"1s\" and \"24h\""),
        ("threshold = \"10years\"", "`threshold` cannot be \"10years\""),
        ("threshold = 600", "`threshold` must be text such as \"10m\""),
        ("threshold = ", "line 1: this is not valid TOML"),
    ] {
        desk.configure(text);
        refused(&desk, &["run", "--no-tray"], "", 1, sentence);
        let kept = std::fs::read_to_string(desk.path("config/away24/config.toml")).unwrap();
        assert_eq!(kept, text);
    }
    refused(
        &desk,
        &["run", "--config", "/nonexistent/config.toml"],
        "",
        1,
        "/nonexistent/config.toml could not be read",
    );
    std::fs::write(desk.path("latin1.toml"), b"threshold = \"\xff\"").unwrap();
    let file = desk.path("latin1.toml").display().to_string();
    refused(&desk, &["--config", &file], "", 1, "could not be read");
}

#[test]
fn a_webhook_of_another_portal_than_the_configured_one_is_refused() {
    let Some(desk) = signed_out_desk() else { return };
    desk.configure("[account]\nportal = \"example.bitrix24.com\"\n");
    let url = "https://other.bitrix24.com/rest/1/s3cr3t/";
    refused(&desk, &["login", "--webhook"], url, 1, "belongs to other.bitrix24.com");
}

#[test]
fn wrong_usage_exits_two_and_help_zero() {
    let desk = Desk::bare();
    for args in [
        &["fly"][..],
        &["login"],
        &["run", "--colour"],
        &["pause", "1h", "2h", "3h"],
        &["completions", "tcl"],
    ] {
        assert_eq!(desk.away24(args, "").code, 2, "{args:?}");
    }
    for args in [&["--help"][..], &["--version"], &["login", "--help"]] {
        assert_eq!(desk.away24(args, "").code, 0, "{args:?}");
    }
}

#[test]
fn completions_and_the_manual_are_what_their_readers_expect() {
    let desk = Desk::bare();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = desk.away24(&["completions", shell], "");
        assert!(said.code == 0 && said.out.contains("away24") && said.out.contains("practice"), "{shell}");
    }
    let script = desk.path("away24.bash");
    std::fs::write(&script, desk.away24(&["completions", "bash"], "").out).unwrap();
    assert!(desk.command("bash").arg("-n").arg(&script).status().unwrap().success());
    let man = desk.away24(&["man"], "");
    assert!(man.out.starts_with(".ie") || man.out.contains(".TH away24"), "{}", man.out);
}

#[test]
fn a_port_in_use_is_said_so() {
    let desk = Desk::bare();
    let portal = Portal::start(&desk);
    let address = portal.base.strip_prefix("http://").unwrap();
    refused(&desk, &["practice", "--listen", address], "", 1, "cannot listen on");
}

#[test]
fn the_demo_without_a_display_shows_two_returns_and_ends() {
    let desk = Desk::bare();
    let said = desk.away24(&["demo", "--threshold", "1s"], "");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("a person is simulated"), "{said:?}");
    for (line, times) in [
        ("sent         im.user.status.idle.start AGO=1", 2),
        ("sent         im.user.status.idle.end", 2),
        ("recorded     idle since 20", 2),
        ("recorded     not idle", 2),
        ("ms after the input: back", 2),
    ] {
        assert_eq!(said.out.matches(line).count(), times, "{line}: {}", said.out);
    }
    assert!(!Path::new(&desk.path("state/away24")).exists(), "nothing is stored");
}

#[test]
fn the_demo_signs_in_as_an_application_does() {
    let desk = Desk::bare();
    let said = desk.away24(&["demo", "--oauth", "--threshold", "1s"], "");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains("/oauth/authorize/?client_id=local.practice&response_type=code&state="),
        "{said:?}"
    );
    assert!(said.out.contains("exchanged for tokens of 127.0.0.1"), "{said:?}");
    assert_eq!(said.out.matches("ms after the input: back").count(), 2, "{said:?}");
}
