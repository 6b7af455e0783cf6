//! Wayland sessions, on the compositors that people use: the main job, and their restarts.

use crate::compositor::{Compositor, Hand, Kind};
use crate::desk::{Desk, Process, wait_for};
use crate::portal::{Portal, now_ms};
use serde_json::{Value, json};

/// A signed-in agent with a threshold of three seconds in such a session, and somebody at the desk.
fn session(kind: Kind) -> (Desk, Compositor, Hand, Portal, Process) {
    let mut desk = Desk::bare().with_bus().with_keychain();
    let compositor = Compositor::start(kind, &mut desk);
    let hand = compositor.hand(&desk);
    let portal = Portal::start(&desk);
    desk.configure("threshold = \"3s\"\n");
    let said = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{said:?}");
    let agent = desk.agent(&["--no-tray"]);
    wait_for("the source", || {
        desk.log().contains(&format!("idle time from {}", kind.source())).then_some(())
    });
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    (desk, compositor, hand, portal, agent)
}

pub fn status(desk: &Desk) -> Value {
    serde_json::from_str(&desk.away24(&["status", "--json"], "").out).unwrap_or_default()
}

fn leaving_and_coming_back(kind: Kind) {
    if !kind.is_there() {
        return;
    }
    let (desk, _compositor, hand, portal, _agent) = session(kind);
    for trial in 0..3 {
        let left = now_ms();
        hand.touch();
        let left_at_most = now_ms();
        let away = portal.report(2 * trial);
        assert_eq!((&*away.method, away.ago), ("im.user.status.idle.start", Some(1)));
        // KWin's word is up to 110 ms early.
        assert!(away.at_ms >= left + 2_850.0, "{} ms after leaving", away.at_ms - left);
        assert!(away.at_ms <= left_at_most + 4_000.0, "{} ms after leaving", away.at_ms - left_at_most);
        assert_ne!(portal.idle(), json!(false));
        wait_for("the state", || (status(&desk)["state"] == "away").then_some(()));

        let back = now_ms();
        hand.touch();
        let end = portal.report(2 * trial + 1);
        assert_eq!((&*end.method, end.ago), ("im.user.status.idle.end", None));
        assert!(end.at_ms - back <= 1_000.0, "{} ms after coming back", end.at_ms - back);
        wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
        assert_eq!(portal.reports().len(), 2 * trial + 2);
    }
    // Somebody who goes on touching things is nobody's business.
    let began = now_ms();
    let mut last = began;
    wait_for("a while of work", || {
        if now_ms() - last > 900.0 {
            last = now_ms();
            hand.touch();
        }
        (now_ms() - began > 8_000.0).then_some(())
    });
    assert_eq!(portal.reports().len(), 6);
}

#[test]
fn on_kwin_leaving_and_coming_back_reaches_the_portal_each_time_once() {
    leaving_and_coming_back(Kind::Kwin);
}

#[test]
fn on_mutter_leaving_and_coming_back_reaches_the_portal_each_time_once() {
    leaving_and_coming_back(Kind::Mutter);
}

#[test]
fn on_sway_leaving_and_coming_back_reaches_the_portal_each_time_once() {
    leaving_and_coming_back(Kind::Sway);
}

/// hypridle#195, sway#1977, aw-watcher-window-wayland#50: a compositor that died left the processor busy.
fn the_compositor_crashes_and_returns(kind: Kind) {
    if !kind.is_there() {
        return;
    }
    let (desk, mut compositor, hand, portal, agent) = session(kind);
    hand.touch();
    portal.report(0);
    drop(hand);
    compositor.kill();
    wait_for("the loss to be noticed", || desk.log().contains("SourceLost").then_some(()));
    wait_for("the state", || (status(&desk)["state"] == "unknown").then_some(()));
    let (gone, ticks) = (now_ms(), agent.cpu_ticks());
    wait_for("a while without a compositor", || (now_ms() - gone > 5_000.0).then_some(()));
    let used = agent.cpu_ticks() - ticks;
    assert!(used <= 5, "{used} ticks of 10 ms in 5 s");
    assert_eq!(portal.reports().len(), 1, "unknown is neither here nor gone");

    compositor.run(&desk);
    let back = now_ms();
    wait_for("the source again", || (desk.log().matches("idle time from").count() > 1).then_some(()));
    assert!(now_ms() - back < 5_000.0, "{} ms", now_ms() - back);
    let hand = compositor.hand(&desk);
    // A new pointer is no input, on some of them.
    hand.touch();
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
    assert_eq!(portal.report(2).method, "im.user.status.idle.start");
    hand.touch();
    assert_eq!(portal.report(3).method, "im.user.status.idle.end");
}

#[test]
fn kwin_may_crash_and_return() {
    the_compositor_crashes_and_returns(Kind::Kwin);
}

#[test]
fn mutter_may_crash_and_return() {
    the_compositor_crashes_and_returns(Kind::Mutter);
}

#[test]
fn sway_may_crash_and_return() {
    the_compositor_crashes_and_returns(Kind::Sway);
}
