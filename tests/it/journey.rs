//! The main job, end to end: real input, real keychain, real HTTP.

use crate::desk::{Desk, Process, needs, wait_for};
use crate::portal::{Portal, now_ms};
use practice::Practice;
use serde_json::json;
use std::time::{Duration, Instant};

pub const PARTS: [&str; 4] = ["Xvfb", "xdotool", "dbus-daemon", "gnome-keyring-daemon"];

/// A signed-in agent with a threshold of three seconds, and somebody at the desk.
pub fn signed_in(desk: &Desk, portal: &Portal, args: &[&str]) -> Process {
    desk.configure("threshold = \"3s\"\n");
    let said = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{said:?}");
    desk.xdotool(&["mousemove", "10", "10"]);
    let agent = desk.agent(args);
    wait_for("the source", || desk.log().contains("idle time from X11").then_some(()));
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    agent
}

pub fn desk() -> Desk {
    Desk::bare().with_display().with_bus().with_keychain()
}

#[test]
fn leaving_and_coming_back_reaches_the_portal_each_time_once() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    for trial in 0..4 {
        let left = now_ms();
        desk.xdotool(&["mousemove", &format!("{}", 20 + trial), "20"]);
        let left_at_most = now_ms();
        let away = portal.report(2 * trial);
        assert_eq!((&*away.method, away.ago), ("im.user.status.idle.start", Some(1)));
        assert!(away.user_agent.starts_with("away24/"));
        assert!(away.at_ms >= left + 3_000.0, "{} ms after leaving", away.at_ms - left);
        assert!(away.at_ms <= left_at_most + 4_000.0, "{} ms after leaving", away.at_ms - left_at_most);
        assert_ne!(portal.idle(), json!(false));

        let back = now_ms();
        desk.xdotool(&["key", "a"]);
        let end = portal.report(2 * trial + 1);
        assert_eq!((&*end.method, end.ago), ("im.user.status.idle.end", None));
        assert!(end.at_ms - back <= 1_000.0, "{} ms after coming back", end.at_ms - back);
        wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
        assert_eq!(portal.reports().len(), 2 * trial + 2);
    }
}

#[test]
fn a_minute_of_input_sends_nothing_and_a_minute_without_sends_one() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    let began = Instant::now();
    for second in 0..60 {
        desk.xdotool(&["key", "a"]);
        let next = Duration::from_secs(second + 1);
        wait_for("the next second", || (began.elapsed() >= next).then_some(()));
    }
    assert_eq!(portal.reports().len(), 0);
    let left = desk.idle_ms();
    wait_for_idle(&desk, left + 60_000);
    assert_eq!(portal.reports().len(), 1);
}

/// Until the X server has counted so many milliseconds without input.
/// Until nobody has touched anything for this long.
pub fn wait_for_idle(desk: &Desk, ms: u64) {
    while desk.idle_ms() < ms {
        let enough = desk.idle_ms() + 2_000;
        wait_for("idle time to pass", || (desk.idle_ms() >= enough.min(ms)).then_some(()));
    }
}

#[test]
fn a_portal_that_was_down_for_130_seconds_hears_of_two_minutes() {
    if !needs(&PARTS) || !needs(&["xprintidle"]) {
        return;
    }
    let desk = desk();
    desk.configure("threshold = \"3s\"\n");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let code = Practice::new_code();
    let (practice, listener) =
        runtime.block_on(Practice::listen("127.0.0.1:0".parse().unwrap(), code.clone())).unwrap();
    let (base, webhook) = (practice.base(), practice.webhook());
    let up = runtime.spawn(practice.serve(listener));
    assert_eq!(desk.away24(&["login", "--webhook"], &webhook).code, 0);

    // The portal goes down, and the person leaves.
    up.abort();
    runtime.block_on(async { up.await.unwrap_err() });
    desk.xdotool(&["mousemove", "10", "10"]);
    wait_for_idle(&desk, 124_000);
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("a report in vain", || desk.log().contains("not accepted").then_some(()));
    wait_for_idle(&desk, 130_000);

    let address = base.strip_prefix("http://").unwrap().parse().unwrap();
    let (practice, listener) = runtime.block_on(Practice::listen(address, code)).unwrap();
    runtime.spawn(practice.serve(listener));
    let portal = Portal::at(base, webhook);
    let away = portal.report(0);
    assert_eq!((&*away.method, away.ago), ("im.user.status.idle.start", Some(2)));
}

#[test]
fn ending_the_agent_while_away_clears_the_idle_date() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);
    let began = Instant::now();
    assert!(agent.end().success());
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(portal.idle(), json!(false));
    assert_eq!(portal.reports().len(), 2);
}

#[test]
fn a_return_that_the_portal_refuses_at_first_arrives_later() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = desk();
    // The turn of somebody who was refused in a crowd comes within seconds, not minutes.
    desk.set("AWAY24_PACE", "100");
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);
    portal.fault(&json!({ "calls": 1, "status": 503, "error": "QUERY_LIMIT_EXCEEDED" }));
    portal.fault(&json!({ "calls": 1, "close": true }));
    desk.xdotool(&["key", "a"]);
    wait_for("the return", || {
        // Somebody at the desk keeps typing.
        desk.xdotool(&["key", "a"]);
        (portal.idle() == json!(false)).then_some(())
    });
    let statuses: Vec<_> = portal.reports().iter().map(|report| report.status).collect();
    assert_eq!(statuses, [200, 503, 0, 200]);
}

#[test]
fn a_retry_after_is_waited_for() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.fault(&json!({ "calls": 1, "status": 429, "error": "OPERATION_TIME_LIMIT", "headers": { "Retry-After": "5" } }));
    let (refused, accepted) = (portal.report(0), portal.report(1));
    assert_eq!((refused.status, accepted.status), (429, 200));
    assert!(accepted.at_ms - refused.at_ms >= 5_000.0);
}
