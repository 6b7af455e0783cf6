//! What the real agent does about crashes, hanging portals, other clients, full disks and networks that return.

use crate::desk::{AWAY24, Desk, Process, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::lane::typing;
use crate::portal::{Portal, http, now_ms};
use crate::wayland::status;
use serde_json::json;
use std::process::Command;
use std::time::{Duration, Instant};

/// A desk whose agent waits a hundred times shorter: a look after 0.6 s, and then every 9 s at the soonest.
fn quick_desk() -> Desk {
    let mut desk = desk();
    desk.set("AWAY24_PACE", "100");
    desk
}

fn kill(agent: Process) {
    // Ended as a crash does: `Process` kills what it still has.
    drop(agent);
}

/// Calls of `im.user.get` so far; signing in makes the first.
fn looks(portal: &Portal) -> usize {
    let state = portal.state();
    let requests = state["requests"].as_array().unwrap();
    requests.iter().filter(|request| request["method"] == "im.user.get").count() - 1
}

#[test]
fn each_way_of_being_asked_to_end_while_away_clears_and_ends_well() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    for (round, signal) in ["-TERM", "-INT", "-HUP"].into_iter().enumerate() {
        let agent = signed_in(&desk, &portal, &["--no-tray"]);
        wait_for("an away", || portal.idle().is_string().then_some(()));
        let journal = desk.path("state/away24/journal.json");
        assert!(journal.exists(), "{signal}");
        let began = Instant::now();
        assert!(agent.ends_by(signal).success(), "{signal}");
        assert!(began.elapsed() < Duration::from_secs(2), "{signal}: {:?}", began.elapsed());
        assert_eq!(portal.idle(), json!(false), "{signal}");
        assert_eq!(portal.reports().len(), 2 * (round + 1));
        assert!(!journal.exists(), "{signal}");
        // The next round begins with a log of its own.
        std::fs::remove_file(desk.path("state/away24/away24.log")).unwrap();
    }
}

#[test]
fn a_portal_that_hangs_keeps_no_agent_from_ending_and_the_next_start_clears() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &["--no-tray"]);
    wait_for("an away", || portal.idle().is_string().then_some(()));
    portal.fault(&json!({ "delay_ms": 600_000 }));
    let began = Instant::now();
    assert!(agent.end().success());
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(1_700) && took < Duration::from_millis(2_500), "{took:?}");
    assert!(desk.path("state/away24/journal.json").exists());

    portal.heal();
    let _somebody = typing(&desk);
    let _agent = desk.agent(&["--no-tray"]);
    wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
    assert!(desk.path("state/away24/journal.json").exists(), "an away may still be on its way, for a minute");
}

#[test]
fn an_agent_that_is_killed_while_away_clears_at_the_next_start_if_somebody_is_there() {
    if !needs(&PARTS) {
        return;
    }
    let desk = quick_desk();
    let portal = Portal::start(&desk);
    let journal = desk.path("state/away24/journal.json");
    for here in [true, false] {
        let agent = signed_in(&desk, &portal, &["--no-tray"]);
        wait_for("an away", || portal.idle().is_string().then_some(()));
        kill(agent);
        assert!(portal.idle().is_string() && journal.exists());
        let told = portal.reports().len();
        std::fs::remove_file(desk.path("state/away24/away24.log")).unwrap();
        let somebody = here.then(|| typing(&desk));
        let agent = desk.agent(&["--no-tray"]);
        let next = portal.report(told);
        assert_eq!(next.method.ends_with("end"), here);
        wait_for("what is true", || (portal.idle().is_string() != here).then_some(()));
        if here {
            wait_for("the journal's end", || (!journal.exists()).then_some(()));
        }
        drop((somebody, agent));
        std::fs::remove_file(desk.path("state/away24/away24.log")).unwrap();
    }
}

/// The portal is slow; the agent dies with its away on the wire, and somebody comes back before it arrives.
#[test]
fn an_away_that_arrives_after_its_agent_has_died_is_found_by_the_next_one() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = quick_desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.fault(&json!({ "calls": 1, "delay_ms": 2_500 }));
    wait_for("the request", || (portal.state()["faults"][0]["calls"] == 0).then_some(()));
    kill(agent);
    let _somebody = typing(&desk);
    desk.configure("threshold = \"10m\"\n");
    // A minute that is 3 s: longer than the portal takes.
    desk.set("AWAY24_PACE", "20");
    let _agent = desk.agent(&["--no-tray"]);
    let end = portal.report(0);
    assert_eq!(end.method, "im.user.status.idle.end");
    wait_for("the late away", || (portal.reports().len() > 1).then_some(()));
    assert_eq!(portal.report(1).method, "im.user.status.idle.start");
    assert_eq!(portal.report(2).method, "im.user.status.idle.end");
    wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
    wait_for("the journal's end", || (!desk.path("state/away24/journal.json").exists()).then_some(()));
}

#[test]
fn what_is_recorded_is_read_back_and_what_another_client_cleared_is_told_again_and_shown() {
    if !needs(&PARTS) {
        return;
    }
    let desk = quick_desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in(&desk, &portal, &["--no-tray"]);
    portal.report(0);
    wait_for("the look", || (status(&desk)["recorded"] == "yes").then_some(()));
    let sentence = status(&desk)["sentence"].as_str().unwrap().to_owned();
    assert!(sentence.ends_with(&format!("recorded by {}", portal.host())), "{sentence}");
    // A message from the telephone.
    http("POST", &format!("{}im.user.status.set", portal.webhook), Some("{\"STATUS\": \"online\"}"));
    assert_eq!(portal.idle(), json!(false));
    wait_for("the second report", || (portal.reports().len() > 1).then_some(()));
    assert_eq!(portal.report(1).method, "im.user.status.idle.start");
    let shown = status(&desk);
    assert_eq!(shown["recorded"], "cleared");
    assert!(shown["sentence"].as_str().unwrap().contains("cleared by another client"), "{shown}");
    wait_for("it to be recorded again", || (status(&desk)["recorded"] == "yes").then_some(()));
    assert_eq!(portal.reports().len(), 2);
    desk.xdotool(&["key", "a"]);
    assert_eq!(portal.report(2).method, "im.user.status.idle.end");
}

#[test]
fn who_has_other_devices_clears_what_another_machine_has_set_and_who_has_not_never_asks() {
    if !needs(&PARTS) {
        return;
    }
    let desk = quick_desk();
    let portal = Portal::start(&desk);
    let somebody = typing(&desk);
    for multi_device in [false, true] {
        let agent = signed_in(&desk, &portal, &["--no-tray"]);
        desk.configure(&format!("threshold = \"3s\"\n[presence]\nmulti_device = {multi_device}\n"));
        drop(agent);
        std::fs::remove_file(desk.path("state/away24/away24.log")).unwrap();
        let before = looks(&portal);
        let agent = desk.agent(&["--no-tray"]);
        wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
        // The office's machine falls asleep.
        http("POST", &format!("{}im.user.status.idle.start", portal.webhook), Some("{\"AGO\": 10}"));
        if multi_device {
            wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
            assert!(looks(&portal) > before);
        } else {
            // Four times as long as it takes the other one.
            let began = now_ms();
            wait_for("12 s", || (now_ms() - began > 12_000.0).then_some(()));
            assert_eq!(looks(&portal), before);
            assert!(portal.idle().is_string(), "whoever has one device does not meddle");
        }
        drop(agent);
        std::fs::remove_file(desk.path("state/away24/away24.log")).unwrap();
    }
    drop(somebody);
}

#[test]
fn a_disk_that_is_full_is_said_once_and_keeps_nobody_from_reporting() {
    if !needs(&PARTS) || !needs(&["dunst"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _dunst = desk.notifications(&[]);
    std::fs::create_dir_all(desk.path("state/away24")).unwrap();
    desk.configure("threshold = \"3s\"\n");
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    desk.xdotool(&["mousemove", "10", "10"]);
    let agent = desk.agent(&["--no-tray"]);
    // The kernel's own full disk, where this agent writes a new journal.
    let new = desk.path(&format!("state/away24/.journal-{}.new", agent.id()));
    std::os::unix::fs::symlink("/dev/full", &new).unwrap();
    let text = || desk.notified();
    portal.report(0);
    wait_for("the notification", || text().contains("No space left on device").then_some(()));
    for round in 0..2 {
        // What is in the way is put there again: the journal takes away what it could not write.
        let _ = std::os::unix::fs::symlink("/dev/full", &new);
        desk.xdotool(&["key", "a"]);
        portal.report(2 * round + 2);
    }
    assert_eq!(text().matches("appname: 'away24'").count(), 1, "{}", text());
    assert!(!desk.path("state/away24/journal.json").exists());
}

/// syncthingtray#357: and of two that start in the same instant, one stays.
#[test]
fn of_many_starts_in_the_same_instant_one_runs_and_the_others_show_it() {
    if !needs(&PARTS) || !needs(&["dunst"]) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    let _dunst = desk.notifications(&[]);
    let mut agents: Vec<_> = (0..6).map(|_| desk.agent(&["--no-tray"])).collect();
    wait_for("five to end", || (running(&mut agents) == 1).then_some(()));
    let text = || desk.notified();
    wait_for("it to show itself", || text().contains("away24 is running").then_some(()));
    assert_eq!(running(&mut agents), 1);
    let pid = status(&desk)["pid"].as_u64().unwrap();
    assert!(agents.iter().any(|agent| u64::from(agent.id()) == pid));
}

fn running(agents: &mut [Process]) -> usize {
    agents.iter_mut().filter_map(|agent| agent.is_running().then_some(())).count()
}

/// In a network of its own, which has no address at first.
#[test]
fn a_network_that_comes_back_is_tried_at_once() {
    let tools = ["unshare", "nsenter", "ip"];
    if !needs(&PARTS) || !needs(&tools) {
        return;
    }
    let desk = desk();
    desk.configure("threshold = \"3s\"\n");
    let portal = Portal::start(&desk);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    drop(portal);
    desk.xdotool(&["mousemove", "10", "10"]);
    let mut command = desk.command("unshare");
    let agent = Desk::keep(command.args(["--net", AWAY24, "run", "--no-tray"]));
    let inside = |args: &[&str]| {
        let pid = agent.id().to_string();
        let status = Command::new("nsenter").args(["--net", "--target", &pid]).args(args).status().unwrap();
        assert!(status.success(), "{args:?}");
    };
    let tries = || desk.log().matches("reported presence=Away").count();
    // It cannot be reached, and the waits grow.
    wait_for("some tries in vain", || (tries() >= 4).then_some(()));
    // One that has just been tried is left alone for three seconds: networks flap.
    let (mut count, mut since) = (tries(), now_ms());
    wait_for("a pause between two tries", || {
        if tries() != count {
            (count, since) = (tries(), now_ms());
        }
        (now_ms() - since > 3_100.0).then_some(())
    });
    let news = || desk.log().matches("the network has changed").count();
    let (before, known) = (tries(), news());
    let back = now_ms();
    inside(&["ip", "link", "set", "lo", "up"]);
    wait_for("the news", || (news() > known).then_some(()));
    wait_for("the next try", || (tries() > before).then_some(()));
    let took = now_ms() - back;
    assert!(took < 3_500.0, "{took} ms after the network was back");
}
