//! Wayland sessions, on the compositors that people use: the main job, and their restarts.

use crate::compositor::{Compositor, Hand, Kind};
use crate::desk::{Desk, FOUND_AGAIN_MS, Process, needs, wait_for};
use crate::mock::{self, Mock};
use crate::portal::{Portal, now_ms};
use crate::slow_mutter::SlowMutter;
use crate::stage::Stage;
use away24::clock;
use away24::watch::idle::{Ask, Line, wayland};
use presence::{Input, Watch};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc;

/// A signed-in agent with a threshold of three seconds in such a session, and somebody at the desk.
fn session(kind: Kind) -> (Desk, Compositor, Hand, Portal, Process) {
    let mut desk = Desk::bare().with_bus().with_keychain();
    let compositor = Compositor::start(kind, &mut desk);
    let hand = compositor.hand(&desk);
    let (portal, agent) = agent(&desk, "", kind.source());
    (desk, compositor, hand, portal, agent)
}

fn agent(desk: &Desk, config: &str, source: &str) -> (Portal, Process) {
    let portal = Portal::start(desk);
    desk.configure(&format!("threshold = \"3s\"\n{config}"));
    let said = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{said:?}");
    let agent = desk.agent(&["--no-tray"]);
    wait_for("the source", || desk.log().contains(&format!("idle time from {source}")).then_some(()));
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    (portal, agent)
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
    wait_for("the state", || (status(&desk)["state"] == "away").then_some(()));
    let since = status(&desk)["since"].clone();
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
    assert!(now_ms() - back < FOUND_AGAIN_MS, "{} ms", now_ms() - back);
    if kind != Kind::Mutter {
        // It cannot be asked, so what was known has to be kept. (The next Mutter counts from its start.)
        let found = now_ms();
        wait_for("the last input that was known", || {
            let now = status(&desk);
            (now["state"] == "away" && now["since"] == since).then_some(())
        });
        assert!(now_ms() - found < 2_500.0, "{} ms: not by another threshold", now_ms() - found);
        assert_eq!(portal.reports().len(), 1);
    }
    let hand = compositor.hand(&desk);
    wait_for("the return", || {
        hand.touch();
        (portal.reports().len() > 1).then_some(())
    });
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

/// Once, an answer that was 80 ms late looked like input, and after that the agent refused every true reading: it was
/// never away again.
#[test]
fn a_late_answer_of_mutter_is_no_return() {
    if !needs(&["dbus-daemon", "gnome-keyring-daemon"]) {
        return;
    }
    let mut desk = Desk::bare().with_bus().with_keychain();
    let mutter = SlowMutter::start(&mut desk, Duration::from_millis(300));
    let (portal, _agent) = agent(&desk, "", Kind::Mutter.source());
    mutter.touch();
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    let left = now_ms();
    wait_for("more than another threshold", || (now_ms() - left > 4_000.0).then_some(()));
    assert_eq!(status(&desk)["state"], "away");
    assert_eq!(portal.reports().len(), 1);
}

/// Mutter does not outlive it, nor does the keychain; the agent does.
#[test]
fn on_mutter_the_session_bus_may_die_and_come_back() {
    if !Kind::Mutter.is_there() {
        return;
    }
    let (mut desk, bus) = Desk::bare().with_own_bus();
    let keychain = desk.keychain(true);
    let mut compositor = Compositor::start(Kind::Mutter, &mut desk);
    let (portal, agent) = agent(&desk, "", Kind::Mutter.source());
    compositor.hand(&desk).touch();
    portal.report(0);
    drop((bus, keychain));
    compositor.kill();
    wait_for("the state", || (status(&desk)["state"] == "unknown").then_some(()));
    let (gone, ticks) = (now_ms(), agent.cpu_ticks());
    wait_for("a while without a bus", || (now_ms() - gone > 5_000.0).then_some(()));
    let used = agent.cpu_ticks() - ticks;
    assert!(used <= 5, "{used} ticks of 10 ms in 5 s");

    let _bus = desk.bus("bus");
    compositor.run(&desk);
    let back = now_ms();
    wait_for("the source again", || (desk.log().matches("idle time from").count() > 1).then_some(()));
    assert!(now_ms() - back < FOUND_AGAIN_MS, "{} ms", now_ms() - back);
    let hand = compositor.hand(&desk);
    wait_for("the return", || {
        hand.touch();
        (portal.reports().len() > 1).then_some(())
    });
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
}

#[test]
fn sway_may_crash_and_return() {
    the_compositor_crashes_and_returns(Kind::Sway);
}

const IGNORED: &str = "[presence]\nstay_present_in_calls = false\n";

/// A desk whose compositor is the stage.
fn stage() -> (Desk, Stage) {
    let mut desk = Desk::bare().with_bus().with_keychain();
    let socket = desk.path("run/wayland-24");
    let stage = Stage::open(&socket);
    desk.set("XDG_SESSION_TYPE", "wayland");
    desk.set("WAYLAND_DISPLAY", socket.to_str().unwrap());
    (desk, stage)
}

const PARTS: [&str; 2] = ["dbus-daemon", "gnome-keyring-daemon"];

#[test]
fn a_window_that_inhibits_idleness_keeps_somebody_present_until_it_lets_go() {
    if !needs(&PARTS) {
        return;
    }
    let (desk, stage) = stage();
    stage.inhibit(true);
    let (portal, _agent) = agent(&desk, "", "Wayland ext-idle-notify, input alone");
    stage.touch();
    wait_for("the reason to stay", || (status(&desk)["reason"] == "window").then_some(()));
    let touched = now_ms();
    stage.touch();
    wait_for("twice the threshold", || (now_ms() - touched > 6_000.0).then_some(()));
    assert_eq!((portal.reports().len(), status(&desk)["state"].as_str()), (0, Some("present")));
    // The counts of such windows begin anew when they let go; ours does not.
    let released = now_ms();
    stage.inhibit(false);
    let away = portal.report(0);
    assert_eq!((&*away.method, away.ago), ("im.user.status.idle.start", Some(1)));
    assert!(away.at_ms - released < 1_000.0, "{} ms", away.at_ms - released);
    let back = now_ms();
    stage.touch();
    assert!(portal.report(1).at_ms - back < 1_000.0);
}

/// A count tells nothing before it has run out: what it saw is not known when another takes its place.
#[test]
fn a_watch_that_replaces_another_does_not_forget_the_input_in_between() {
    let desk = Desk::bare();
    let socket = desk.path("run/wayland-24");
    let stage = Stage::open(&socket);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let idle = runtime.block_on(async {
        let (facts_in, mut facts) = mpsc::unbounded_channel::<away24::watch::idle::Fact>();
        let (asks, mut line) = Line::new(facts_in);
        tokio::spawn(async move { wayland::report_idle(&mut line, Some(&socket), true).await.map(drop) });
        let ask = |seconds| asks.send(Ask::Watch(Watch::Quiet(Duration::from_secs(seconds)))).unwrap();
        ask(2);
        let began = clock::now();
        let mut replaced = false;
        loop {
            let now = clock::now();
            // Somebody types for three seconds; the threshold is another one after the first half.
            if now.since(began) < Duration::from_secs(3) {
                stage.touch();
            }
            if !replaced && now.since(began) > Duration::from_millis(2_900) {
                replaced = true;
                ask(1);
            }
            let next = clock::sleep_until(Some(now + Duration::from_millis(50)));
            tokio::select! {
                fact = facts.recv() => match fact.expect("a source that lives").input {
                    Input::Idle(idle) => return idle,
                    Input::Active if !replaced => ask(2),
                    _ => {}
                },
                () = next => {}
            }
        }
    });
    assert!(idle >= Duration::from_millis(900) && idle < Duration::from_millis(1_500), "{idle:?}");
}

#[test]
fn a_window_that_inhibits_idleness_may_be_ignored() {
    if !needs(&PARTS) {
        return;
    }
    let (desk, stage) = stage();
    stage.inhibit(true);
    let (portal, _agent) = agent(&desk, IGNORED, "Wayland ext-idle-notify, input alone");
    let touched = now_ms();
    stage.touch();
    assert!(portal.report(0).at_ms - touched < 4_000.0);
    stage.touch();
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
}

/// Mutter's watches stop while a program inhibits idleness; its counter goes on.
#[test]
fn on_mutter_a_program_that_inhibits_idleness_is_heeded_or_ignored_as_one_likes() {
    if !Kind::Mutter.is_there() || !mock::is_there() {
        return;
    }
    for ignored in [false, true] {
        let mut desk = Desk::bare().with_bus().with_keychain();
        let manager = Mock::service(&desk, "org.gnome.SessionManager", "/org/gnome/SessionManager");
        manager.answers("IsInhibited", "u", "b", "True");
        manager.has("InhibitedActions", 8_u32.into());
        let compositor = Compositor::start(Kind::Mutter, &mut desk);
        let hand = compositor.hand(&desk);
        let (portal, _agent) = agent(&desk, if ignored { IGNORED } else { "" }, Kind::Mutter.source());
        let touched = now_ms();
        hand.touch();
        if ignored {
            let late = portal.report(0).at_ms - touched;
            assert!((2_950.0..4_000.0).contains(&late), "{late} ms");
            hand.touch();
            assert_eq!(portal.report(1).method, "im.user.status.idle.end");
            continue;
        }
        wait_for("twice the threshold", || (now_ms() - touched > 6_000.0).then_some(()));
        assert_eq!((portal.reports().len(), status(&desk)["state"].as_str()), (0, Some("present")));
        manager.answers("IsInhibited", "u", "b", "False");
        manager.is("InhibitedActions", 0_u32.into());
        manager.signal(
            "InhibitorRemoved",
            "o",
            vec![zbus::zvariant::ObjectPath::try_from("/i").unwrap().into()],
        );
        assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    }
}

/// electron#34826, teams-for-linux#1827, stretchly#1261: never away, because XWayland was asked.
#[test]
fn without_a_protocol_for_it_the_screen_saver_is_read_if_it_knows() {
    if !needs(&PARTS) || !mock::is_there() {
        return;
    }
    // In milliseconds: three seconds pass within three seconds.
    let counting = "int(__import__('time').monotonic() * 1000) % 1000000 + 1";
    for (answer, believed) in [("0", false), ("1 / 0", false), (counting, true)] {
        let mut desk = Desk::bare().with_bus().with_keychain();
        desk.set("XDG_SESSION_TYPE", "wayland");
        let saver = Mock::service(&desk, "org.freedesktop.ScreenSaver", "/ScreenSaver");
        saver.answers("GetSessionIdleTime", "", "u", answer);
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"1s\"\n");
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        let _agent = desk.agent(&["--no-tray"]);
        if believed {
            assert_eq!(portal.report(0).method, "im.user.status.idle.start");
            saver.answers("GetSessionIdleTime", "", "u", "1");
            assert_eq!(portal.report(1).method, "im.user.status.idle.end");
            continue;
        }
        wait_for("the reason", || desk.log().contains("no source of idleness: this session").then_some(()));
        wait_for("the state", || (status(&desk)["state"] == "unknown").then_some(()));
        assert_eq!(portal.reports().len(), 0);
        assert!(desk.away24(&["doctor"], "").out.contains("cannot be seen in this session"));
    }
}
