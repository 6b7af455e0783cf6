//! X11 as a source: servers that go away, servers without alarms, and sessions that must not be believed.

use crate::desk::{Desk, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::portal::{Portal, now_ms};
use away24::clock;
use away24::watch::idle::{Ask, Line, x11};
use presence::{Answer, Choices, Engine, Input, Output, Policy, Presence};
use std::time::Duration;
use tokio::sync::mpsc;

#[test]
fn an_agent_survives_its_x_server_and_finds_the_next_one() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = Desk::bare().with_bus().with_keychain();
    let display = Desk::remote_display();
    let (server, _) = desk.x_server(&[&display]);
    desk.set("DISPLAY", &display);
    let portal = Portal::start(&desk);
    let mut agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);

    server.end();
    wait_for("the loss to be noticed", || desk.log().contains("SourceLost").then_some(()));
    let reports = portal.reports().len();
    let ticks = agent.cpu_ticks();
    let gone = now_ms();
    wait_for("a while without a display", || (now_ms() - gone > 5_000.0).then_some(()));
    // A tick is 10 ms: one per cent of a core over five seconds.
    assert!(agent.cpu_ticks() - ticks <= 5, "{} ticks in 5 s", agent.cpu_ticks() - ticks);
    assert_eq!(portal.reports().len(), reports, "unknown is neither here nor gone");
    assert!(agent.is_running());

    let (_server, _) = desk.x_server(&[&display]);
    wait_for("the source again", || (desk.log().matches("idle time from X11").count() > 1).then_some(()));
    desk.xdotool(&["mousemove", "30", "30"]);
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
    assert_eq!(portal.report(2).method, "im.user.status.idle.start");
}

#[test]
fn the_x_server_of_a_wayland_session_is_not_believed() {
    if !needs(&PARTS) {
        return;
    }
    for (name, value) in [("WAYLAND_DISPLAY", "wayland-0"), ("XDG_SESSION_TYPE", "wayland")] {
        let mut desk = desk();
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"1s\"\n");
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        desk.set(name, value);
        let _agent = desk.agent(&["--no-tray"]);
        wait_for("the reason", || desk.log().contains("Wayland").then_some(()));
        wait_for("more idle time than the threshold", || (desk.idle_ms() > 2_000).then_some(()));
        assert_eq!(portal.reports().len(), 0);
        assert!(!desk.log().contains("idle time from X11"));
    }
}

/// The engine on the screen saver's readings, without a portal: every report is accepted at once.
#[test]
fn without_alarms_the_screen_saver_is_read_and_no_more_often_than_it_can_matter() {
    if !needs(&["Xvfb", "xdotool"]) {
        return;
    }
    let desk = Desk::bare().with_display();
    let display = desk.display.clone();
    let threshold = Duration::from_secs(2);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    desk.xdotool(&["mousemove", "10", "10"]);
    let (samples, reports) = runtime.block_on(async {
        let (facts_in, mut facts) = mpsc::unbounded_channel::<away24::watch::idle::Fact>();
        let (asks, mut line) = Line::new(facts_in);
        tokio::spawn(async move {
            x11::report_idle(&mut line, display.as_deref(), x11::Method::ScreenSaver).await.map(drop)
        });
        let mut engine = Engine::new(Policy::of(Choices { threshold, ..Choices::default() }), 1);
        engine.handle(Input::SignedIn, clock::now());
        let (mut samples, mut reports) = (Vec::new(), Vec::new());
        let mut touched = None;
        while reports.len() < 2 {
            while let Some(output) = engine.poll(clock::now()) {
                match output {
                    Output::Sample => {
                        samples.push(clock::now());
                        asks.send(Ask::Sample).unwrap();
                    }
                    Output::Report(ticket, presence) => {
                        reports.push((clock::now(), presence));
                        engine.handle(Input::Answered(ticket, Answer::Accepted), clock::now());
                    }
                    Output::Journal(_) => {}
                    other => panic!("a source that is read was asked to {other:?}"),
                }
            }
            // Away for three seconds: time enough for some readings.
            if let Some((away, Presence::Away { .. })) = reports.first().copied()
                && touched.is_none()
                && clock::now().since(away) > Duration::from_secs(3)
            {
                desk.xdotool(&["key", "a"]);
                touched = Some(clock::now());
            }
            tokio::select! {
                fact = facts.recv() => {
                    let fact = fact.expect("a source that lives");
                    engine.handle(fact.input, fact.at);
                }
                () = clock::sleep_until(engine.poll_timeout()) => {}
            }
        }
        let (back, presence) = reports[1];
        assert_eq!(presence, Presence::Present);
        let late = back.since(touched.unwrap());
        assert!(late < Duration::from_secs(2), "{late:?} after the input");
        (samples, reports)
    });
    let (away, presence) = reports[0];
    assert_eq!(presence, Presence::Away { ago: 1 });
    // One when it is found, one at the threshold; then one a second.
    assert!(samples.iter().filter(|at| **at < away).count() <= 2);
    for pair in samples.windows(2).filter(|pair| pair[0] > away) {
        assert!(pair[1].since(pair[0]) >= Duration::from_millis(950), "{:?}", pair[1].since(pair[0]));
    }
}
