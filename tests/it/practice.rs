//! The practice portal does what Bitrix24 does.

use crate::desk::Desk;
use crate::oauth::raw;
use crate::portal::{Portal, http, http_with, now_ms};
use serde_json::{Value, json};

#[test]
fn it_speaks_the_dialects_that_bitrix24_understands() {
    let desk = Desk::bare();
    let portal = Portal::start(&desk);
    let method = |name: &str| format!("{}{name}", portal.webhook);
    let form = "application/x-www-form-urlencoded";
    for (verb, url, kind, body) in [
        ("POST", method("im.user.status.idle.start"), "application/json", Some("{\"AGO\": 7}")),
        ("POST", method("im.user.status.idle.start.json"), "application/json", Some("{\"ago\": \"7\"}")),
        ("POST", method("im.user.status.idle.start"), form, Some("Ago=7")),
        ("GET", method("im.user.status.idle.start.json?AGO=7"), form, None),
    ] {
        http("POST", &method("im.user.status.idle.end"), None);
        assert_eq!(portal.idle(), json!(false));
        let before = now_ms();
        let (status, answer) = http_with(verb, &url, kind, body);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!((status, &answer["result"]), (200, &json!(true)));
        for key in
            ["start", "finish", "duration", "processing", "date_start", "operating", "operating_reset_at"]
        {
            assert!(!answer["time"][key].is_null(), "time.{key}");
        }
        let ago = (before - portal.state()["idle_ms"].as_f64().unwrap()) / 60_000.0;
        assert!((6.99..7.01).contains(&ago), "{ago} minutes");
    }
}

#[test]
fn it_refuses_what_bitrix24_refuses() {
    let desk = Desk::bare();
    let portal = Portal::start(&desk);
    for (url, status, code) in [
        (format!("{}/rest/1/wrong/scope", portal.base), 401, "INVALID_CREDENTIALS"),
        (format!("{}/rest/2/{}/scope", portal.base, portal.code()), 401, "INVALID_CREDENTIALS"),
        (format!("{}no.such.method", portal.webhook), 404, "ERROR_METHOD_NOT_FOUND"),
    ] {
        let (got, answer) = http("POST", &url, Some("{}"));
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!((got, answer["error"].as_str().unwrap()), (status, code));
    }
    assert_eq!(http("POST", &format!("{}scope", portal.webhook), Some(&"x".repeat(100_000))).0, 413);
    assert_eq!(http("POST", &format!("{}/practice/faults", portal.base), Some("{\"cals\": 1}")).0, 400);
    assert!(!portal.state().to_string().contains(portal.code()), "the log must not hold the secret");
}

#[test]
fn its_bucket_holds_fifty_and_drains_two_a_second() {
    let desk = Desk::bare();
    let portal = Portal::start(&desk);
    let url = format!("{}server.time", portal.webhook);
    let began = now_ms();
    let refused = (0..70).map(|_| http("POST", &url, None).0).filter(|status| *status == 503).count();
    let drained = (now_ms() - began) / 500.0;
    let expected = (20.0 - drained).max(0.0);
    assert!((refused as f64 - expected).abs() <= 2.0, "{refused} refused, {expected} expected");
}

/// What a proxy or an old server sent goes out as it was; nothing is repaired on the way.
#[test]
fn it_gives_any_answer_to_the_byte_and_as_slowly_as_ordered() {
    let desk = Desk::bare();
    let portal = Portal::start(&desk);
    let url = format!("{}server.time", portal.webhook);
    let headers = json!([["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"], ["Content-Type", "text/plain"]]);
    let body: Vec<u8> = b"\xef\xbb\xbf{\"result\":true}\r\n".to_vec();
    portal.fault(&json!({ "calls": 1, "raw": { "status": 418, "headers": headers, "body": body } }));
    portal.fault(&json!({ "calls": 1, "raw": { "status": 200, "body": "<br />\n{}" }, "dribble_ms": 20 }));
    let whole = raw(&url, "POST", None);
    assert!(whole.starts_with("HTTP/1.1 418"), "{whole}");
    assert!(whole.ends_with("\r\n\r\n\u{feff}{\"result\":true}\r\n"), "{whole:?}");
    assert_eq!(whole.to_lowercase().matches("set-cookie: ").count(), 2, "{whole}");
    let began = now_ms();
    assert_eq!(http("POST", &url, None), (200, "<br />\n{}".to_owned()));
    assert!(now_ms() - began >= 8.0 * 20.0, "{} ms for nine bytes", now_ms() - began);
    let (status, _) =
        http("POST", &format!("{}/practice/faults", portal.base), Some("{\"raw\": {\"body\": \"\"}}"));
    assert_eq!(status, 400, "an answer has a status");
}
