//! Lock, sleep, shutdown, another session on the screen; calls and presentations; and a person's own word.

use crate::desk::{Desk, FOUND_AGAIN_MS, Process, needs, wait_for};
use crate::journey::{PARTS, wait_for_idle};
use crate::mock::{self, Mock};
use crate::portal::{Portal, now_ms};
use crate::wayland::status;
use serde_json::json;

const LONG: &str = "threshold = \"10m\"\n";
const SHORT: &str = "threshold = \"3s\"\n";

/// A desk with a logind, and an agent that knows it.
struct Seat {
    desk: Desk,
    system_bus: Option<Process>,
    logind: Option<Mock>,
    portal: Portal,
    agent: Process,
}

impl Seat {
    fn with_logind(config: &str) -> Option<Self> {
        if !needs(&PARTS) || !mock::is_there() {
            return None;
        }
        let (mut desk, bus) = Desk::bare().with_display().with_bus().with_keychain().with_system_bus();
        desk.set("XDG_SESSION_ID", "7");
        let logind = Mock::logind(&desk);
        let (portal, agent) = agent(&desk, config);
        wait_for("logind to be known", || desk.log().contains("session=/org").then_some(()));
        Some(Self { desk, system_bus: Some(bus), logind: Some(logind), portal, agent })
    }

    fn logind(&self) -> &Mock {
        self.logind.as_ref().unwrap()
    }

    /// How many reports there have been, when everything that was to be said is said.
    fn reports_after(&self, event: &str) -> usize {
        wait_for(event, || self.desk.log().contains(event).then_some(()));
        self.quiet()
    }

    /// Nothing is owed to the portal.
    fn quiet(&self) -> usize {
        let began = now_ms();
        wait_for("half a second", || (now_ms() - began > 500.0).then_some(()));
        self.portal.reports().len()
    }
}

fn agent(desk: &Desk, config: &str) -> (Portal, Process) {
    let portal = Portal::start(desk);
    desk.configure(config);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    desk.xdotool(&["mousemove", "10", "10"]);
    let agent = desk.agent(&["--no-tray"]);
    wait_for("the source", || desk.log().contains("idle time from X11").then_some(()));
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    (portal, agent)
}

/// brick#31: away was sent at the lock, and then a timer saw "idle for two minutes" and sent present.
#[test]
fn locking_is_away_at_once_and_only_unlocking_ends_it() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    let locked = now_ms();
    seat.logind().session_is("LockedHint", true);
    let away = seat.portal.report(0);
    assert_eq!((&*away.method, away.ago), ("im.user.status.idle.start", Some(1)));
    assert!(away.at_ms - locked < 1_000.0);
    wait_for("the reason", || (status(&seat.desk)["reason"] == "locked").then_some(()));
    seat.desk.xdotool(&["key", "a"]);
    seat.logind().ask("Unlock");
    assert_eq!(seat.reports_after("UnlockAsked"), 1, "neither a bump nor a wish unlocks");
    seat.logind().session_is("LockedHint", false);
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
    assert_eq!(seat.quiet(), 2);
}

/// A screen that locks itself dated every absence late: `AGO` was 1, whenever the last input had been.
#[test]
fn a_lock_by_a_timer_is_dated_back_to_the_last_touch() {
    let Some(seat) = Seat::with_logind(LONG).filter(|_| needs(&["xprintidle"])) else { return };
    seat.desk.xdotool(&["mousemove", "20", "20"]);
    wait_for_idle(&seat.desk, 125_000);
    seat.logind().session_is("LockedHint", true);
    assert_eq!(seat.portal.report(0).ago, Some(2));
    seat.logind().session_is("LockedHint", false);
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
}

/// Lockers such as swaylock and i3lock never confirm the lock, nor tell of its end.
#[test]
fn a_lock_that_nobody_confirms_ends_with_an_unlock_or_with_input_after_a_grace() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    seat.logind().ask("Lock");
    assert_eq!(seat.portal.report(0).ago, Some(1));
    seat.desk.xdotool(&["key", "a"]);
    seat.logind().ask("Unlock");
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");

    let locked = now_ms();
    seat.logind().ask("Lock");
    assert_eq!(seat.portal.report(2).method, "im.user.status.idle.start");
    // Somebody types a password.
    wait_for("the return", || {
        seat.desk.xdotool(&["key", "a"]);
        (seat.portal.reports().len() > 3).then_some(())
    });
    let back = seat.portal.report(3);
    assert_eq!(back.method, "im.user.status.idle.end");
    assert!(back.at_ms - locked >= 5_000.0, "{} ms after the lock", back.at_ms - locked);
}

/// teams-for-linux#1329: away on lock though opted out.
#[test]
fn whoever_opted_out_is_not_away_by_locking_or_by_sleep() {
    let config = format!("{LONG}[presence]\naway_on_lock = false\naway_on_suspend = false\n");
    let Some(seat) = Seat::with_logind(&config) else { return };
    seat.logind().ask("Lock");
    seat.logind().session_is("LockedHint", true);
    seat.logind().session_is("Active", false);
    assert_eq!(seat.reports_after("Inactive(true)"), 0);
    seat.logind().prepare_for("Sleep", true);
    wait_for("no delay without a reason", || seat.logind().inhibitors().is_empty().then_some(()));
    seat.logind().prepare_for("Sleep", false);
    assert_eq!(seat.reports_after("Woke"), 0);
}

/// RocketChat#1866: another user's session on the screen is as good as a lock.
#[test]
fn switching_to_another_session_is_away_and_switching_back_is_not() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    seat.logind().session_is("Active", false);
    assert_eq!(seat.portal.report(0).ago, Some(1));
    seat.logind().session_is("Active", true);
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
}

/// activitywatch#854, workrave#539, hypridle#69: time asleep counted as work, or waking up as a return.
#[test]
fn the_machine_sleeps_once_the_portal_knows_and_waking_up_is_no_return() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    let delay = ("sleep".to_owned(), "away24".to_owned(), "delay".to_owned());
    assert_eq!(seat.logind().inhibitors(), vec![delay.clone()]);
    seat.portal.fault(&json!({ "calls": 1, "delay_ms": 1000 }));
    let began = now_ms();
    seat.logind().prepare_for("Sleep", true);
    wait_for("the request", || seat.desk.log().contains("Report(").then_some(()));
    assert_eq!(seat.logind().inhibitors(), vec![delay.clone()], "it waits for the portal");
    wait_for("the machine to sleep", || seat.logind().inhibitors().is_empty().then_some(()));
    let slept = now_ms() - began;
    assert!((1_000.0..2_500.0).contains(&slept), "{slept} ms");
    assert_eq!(seat.portal.report(0).ago, Some(1));

    seat.logind().prepare_for("Sleep", false);
    wait_for("the next delay", || (seat.logind().inhibitors() == [delay.clone()]).then_some(()));
    assert_eq!(seat.reports_after("Woke"), 1);
    wait_for("the reason", || (status(&seat.desk)["reason"] == "asleep").then_some(()));
    seat.desk.xdotool(&["key", "a"]);
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
    assert_eq!(seat.quiet(), 2);
}

#[test]
fn nobody_but_logind_sends_the_machine_to_sleep() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    seat.logind().forge_sleep(seat.agent.id());
    // What follows on the same bus is heard after it.
    seat.logind().session_is("Active", true);
    assert_eq!(seat.reports_after("Inactive(false)"), 0);
    assert!(!seat.desk.log().contains("word=Sleep"));
}

#[test]
fn locking_on_the_way_to_sleep_does_not_cut_the_delay_short() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    seat.portal.fault(&json!({ "calls": 1, "delay_ms": 1000 }));
    let began = now_ms();
    seat.logind().prepare_for("Sleep", true);
    seat.logind().session_is("LockedHint", true);
    wait_for("the machine to sleep", || seat.logind().inhibitors().is_empty().then_some(()));
    assert!(now_ms() - began >= 1_000.0, "{} ms", now_ms() - began);
    seat.logind().prepare_for("Sleep", false);
    seat.desk.xdotool(&["key", "a"]);
    assert_eq!(seat.reports_after("Woke"), 1, "typing a password is no return yet");
    seat.logind().session_is("LockedHint", false);
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
}

#[test]
fn a_portal_that_does_not_answer_keeps_the_machine_awake_for_two_seconds_at_most() {
    let Some(seat) = Seat::with_logind(LONG) else { return };
    seat.portal.fault(&json!({ "calls": 9, "delay_ms": 20_000 }));
    let began = now_ms();
    seat.logind().prepare_for("Sleep", true);
    wait_for("the machine to sleep", || seat.logind().inhibitors().is_empty().then_some(()));
    let slept = now_ms() - began;
    assert!((1_900.0..2_600.0).contains(&slept), "{slept} ms");
}

#[test]
fn going_down_clears_what_was_set_and_a_shutdown_that_is_called_off_sets_it_again() {
    let Some(seat) = Seat::with_logind(SHORT) else { return };
    assert_eq!(seat.portal.report(0).method, "im.user.status.idle.start");
    seat.logind().prepare_for("Shutdown", true);
    assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
    seat.logind().prepare_for("Shutdown", false);
    assert_eq!(seat.portal.report(2).method, "im.user.status.idle.start");
}

/// What stays behind after a logout has no screen any more, and would keep the next session's agent from starting.
#[test]
fn the_end_of_the_session_is_the_end_of_the_agent() {
    for removed in [true, false] {
        let Some(mut seat) = Seat::with_logind(LONG) else { return };
        seat.logind().session_is("LockedHint", true);
        seat.portal.report(0);
        // Another user's session ends.
        seat.logind().session_removed("8", "/org/freedesktop/login1/session/8");
        assert!(seat.quiet() == 1 && seat.agent.is_running());
        if removed {
            seat.logind().session_removed("7", "/org/freedesktop/login1/session/7");
        } else {
            // logind does not tell of that one as long as something of the session still runs: we do.
            seat.logind().session_is("State", "closing");
            seat.logind().session_is("Active", false);
        }
        wait_for("the end", || (!seat.agent.is_running()).then_some(()));
        assert_eq!(seat.portal.report(1).method, "im.user.status.idle.end");
        assert_eq!(seat.portal.idle(), json!(false));
    }
}

#[test]
fn logind_and_its_bus_may_come_and_go() {
    let Some(mut seat) = Seat::with_logind(LONG) else { return };
    for whole_bus in [false, true] {
        let reports = seat.portal.reports().len();
        seat.logind.take().unwrap().kill();
        if whole_bus {
            drop(seat.system_bus.take());
            wait_for("the loss", || seat.desk.log().contains("the system bus is gone").then_some(()));
        } else {
            wait_for("the loss", || seat.desk.log().contains("there is no logind").then_some(()));
        }
        let (gone, ticks) = (now_ms(), seat.agent.cpu_ticks());
        wait_for("a while without logind", || (now_ms() - gone > 5_000.0).then_some(()));
        let used = seat.agent.cpu_ticks() - ticks;
        assert!(used <= 5, "{used} ticks of 10 ms in 5 s");

        let known = seat.desk.log().matches("session=/org").count();
        if whole_bus {
            seat.system_bus = Some(seat.desk.bus("system"));
        }
        let back = now_ms();
        seat.logind = Some(Mock::logind(&seat.desk));
        wait_for("logind again", || (seat.desk.log().matches("session=/org").count() > known).then_some(()));
        assert!(now_ms() - back < 5_000.0 + 1_000.0, "{} ms, and a second for Python", now_ms() - back);
        seat.logind().session_is("LockedHint", true);
        assert_eq!(seat.portal.report(reports).method, "im.user.status.idle.start");
        seat.logind().session_is("LockedHint", false);
        assert_eq!(seat.portal.report(reports + 1).method, "im.user.status.idle.end");
        wait_for("a delay", || (seat.logind().inhibitors().len() == 1).then_some(()));
    }
}

/// Where logind is not told, or does not exist.
#[test]
fn a_screen_saver_that_covers_the_screen_counts_as_a_lock() {
    if !needs(&PARTS) || !mock::is_there() {
        return;
    }
    for (name, path) in [
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
        ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ] {
        let desk = Desk::bare().with_display().with_bus().with_keychain();
        let (portal, _agent) = agent(&desk, LONG);
        // It may come later than we do, and be active already.
        let saver = Mock::service(&desk, name, path);
        saver.answers("GetActive", "", "b", "True");
        saver.signal("ActiveChanged", "b", vec![true.into()]);
        assert_eq!(portal.report(0).method, "im.user.status.idle.start");
        saver.signal("ActiveChanged", "b", vec![false.into()]);
        assert_eq!(portal.report(1).method, "im.user.status.idle.end");
    }
}

/// aw-watcher-afk#41, workrave#248: away in the middle of a film. hypridle#128: and never again after it.
#[test]
fn a_program_that_inhibits_idleness_keeps_somebody_present_and_lets_go() {
    if !needs(&PARTS) || !mock::is_there() {
        return;
    }
    for (name, path, question, changed) in [
        (
            "org.gnome.SessionManager",
            "/org/gnome/SessionManager",
            "IsInhibited",
            ("InhibitorAdded", "InhibitorRemoved"),
        ),
        (
            "org.kde.Solid.PowerManagement.PolicyAgent",
            "/org/kde/Solid/PowerManagement/PolicyAgent",
            "HasInhibition",
            ("InhibitionsChanged", "InhibitionsChanged"),
        ),
    ] {
        let desk = Desk::bare().with_display().with_bus().with_keychain();
        let manager = Mock::service(&desk, name, path);
        manager.answers(question, "u", "b", "True");
        let (portal, _agent) = agent(&desk, SHORT);
        wait_for("the reason to stay", || (status(&desk)["reason"] == "program").then_some(()));
        wait_for("twice the threshold", || (desk.idle_ms() > 6_000).then_some(()));
        assert_eq!((portal.reports().len(), status(&desk)["state"].as_str()), (0, Some("present")));

        manager.answers(question, "u", "b", "False");
        manager.signal(changed.1, "", vec![]);
        assert_eq!(portal.report(0).method, "im.user.status.idle.start", "as if it had never been");
        manager.answers(question, "u", "b", "True");
        manager.signal(changed.0, "", vec![]);
        assert_eq!(portal.report(1).method, "im.user.status.idle.end");
        // What inhibits ends with the one who asked for it.
        manager.kill();
        assert_eq!(portal.report(2).method, "im.user.status.idle.start");
    }
}

/// sane-break#157: the opposite wish.
#[test]
fn whoever_wants_inhibitors_ignored_is_away_in_the_middle_of_a_film() {
    if !needs(&PARTS) || !mock::is_there() {
        return;
    }
    let desk = Desk::bare().with_display().with_bus().with_keychain();
    let manager = Mock::service(&desk, "org.gnome.SessionManager", "/org/gnome/SessionManager");
    manager.answers("IsInhibited", "u", "b", "True");
    let (portal, _agent) = agent(&desk, &format!("{SHORT}[presence]\nstay_present_in_calls = false\n"));
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
}

/// activitywatch#261: away in the middle of a call.
#[test]
fn a_microphone_in_use_keeps_somebody_present() {
    if !needs(&PARTS) || !needs(&["pulseaudio", "parec", "pactl"]) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus().with_keychain();
    let server = || {
        let mut command = desk.command("pulseaudio");
        command.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no"]);
        for module in ["module-null-sink sink_name=ears", "module-null-source source_name=mouth"] {
            command.arg(format!("--load={module}"));
        }
        let socket = desk.path("run/pulse/native");
        std::fs::create_dir_all(socket.parent().unwrap()).unwrap();
        command.arg(format!("--load=module-native-protocol-unix socket={}", socket.display()));
        let server = Desk::keep(command.stdout(std::process::Stdio::null()));
        wait_for("a sound server", || {
            desk.command("pactl").arg("info").output().unwrap().status.success().then_some(())
        });
        server
    };
    let record = |device: &str| {
        let mut command = desk.command("parec");
        Desk::keep(command.args(["--device", device, "/dev/null"]))
    };
    let sound = server();
    let call = record("mouth");
    let (portal, _agent) = agent(&desk, SHORT);
    wait_for("the reason to stay", || (status(&desk)["reason"] == "microphone").then_some(()));
    wait_for("twice the threshold", || (desk.idle_ms() > 6_000).then_some(()));
    assert_eq!(portal.reports().len(), 0);
    drop(call);
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");

    // Recording what one hears is no call.
    let asked = desk.log().matches("word=Microphone(").count();
    let recording = record("ears.monitor");
    wait_for("the recorder", || (desk.log().matches("word=Microphone(").count() > asked).then_some(()));
    assert_eq!((portal.reports().len(), status(&desk)["state"].as_str()), (1, Some("away")));
    let call = record("mouth");
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
    // With the server, every call ends; and the next server is found.
    drop((call, recording, sound));
    assert_eq!(portal.report(2).method, "im.user.status.idle.start");
    let _sound = server();
    let _call = record("mouth");
    assert_eq!(portal.report(3).method, "im.user.status.idle.end");
}

/// sc-controller#283: where there is no tray, every control is on the command line.
#[test]
fn away_back_pause_and_resume_work_from_the_command_line() {
    if !needs(&PARTS) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus().with_keychain();
    for words in [&["away"][..], &["back"], &["pause"], &["resume"]] {
        let said = desk.away24(words, "");
        assert_eq!((said.code, said.err.contains("No agent is running")), (4, true), "{said:?}");
    }
    let (portal, agent) = agent(&desk, LONG);

    let said = desk.away24(&["away"], "");
    let left = now_ms();
    assert!(said.code == 0 && said.out.starts_with("Away since"), "{said:?}");
    assert_eq!(portal.report(0).ago, Some(1));
    assert_eq!(status(&desk)["reason"], "said");
    desk.xdotool(&["mousemove", "30", "30"]);
    let said = desk.away24(&["back"], "");
    assert!(said.code == 0 && said.out.contains("Back"), "{said:?}");
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
    assert!(now_ms() - left < 5_000.0, "the pointer's last move was within the grace");

    assert_eq!(desk.away24(&["away"], "").code, 0);
    let left = now_ms();
    wait_for("the return", || {
        desk.xdotool(&["key", "a"]);
        (portal.reports().len() > 3).then_some(())
    });
    let back = portal.report(3).at_ms - left;
    assert!((4_900.0..7_000.0).contains(&back), "{back} ms after leaving");

    assert_eq!(
        desk.away24(&["pause", "until", "17:00"], "").out,
        "Paused until 17:00: nothing is reported\n"
    );
    assert_eq!(status(&desk)["state"], "paused");
    assert!(status(&desk)["until"].is_string());
    assert_eq!(desk.away24(&["pause"], "").out, "Paused: nothing is reported\n");
    assert_eq!(desk.away24(&["resume"], "").code, 0);
    assert_eq!(status(&desk)["state"], "present");
    let said = desk.away24(&["pause", "soon"], "");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("neither a length of time nor a time of day"), "{said:?}");
    assert_eq!(portal.reports().len(), 4);
    let socket = desk.path("run/away24/agent.sock");
    assert!(socket.exists());
    assert!(agent.end().success());
    assert!(!socket.exists());
}

/// syncthingtray#357: two instances.
#[test]
fn a_second_start_says_that_there_is_a_first_and_ends() {
    if !needs(&PARTS) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus().with_keychain();
    let (portal, agent) = agent(&desk, SHORT);
    let said = desk.away24(&["run", "--no-tray"], "");
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("away24 is running already. "), "{said:?}");
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    // One that was killed leaves its socket behind, and is in nobody's way.
    assert_eq!(
        std::process::Command::new("kill").args(["-KILL", &agent.id().to_string()]).status().unwrap().code(),
        Some(0)
    );
    drop(agent);
    assert!(desk.path("run/away24/agent.sock").exists());
    let _next = desk.agent(&["--no-tray"]);
    wait_for("the next agent", || (desk.away24(&["away"], "").code == 0).then_some(()));
}

#[test]
fn the_agents_door_stands_up_to_whoever_knocks() {
    use std::io::{Read, Write};
    use std::os::unix::fs::PermissionsExt;
    if !needs(&PARTS) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus().with_keychain();
    let (portal, mut agent) = agent(&desk, LONG);
    let socket = desk.path("run/away24/agent.sock");
    let folder = std::fs::metadata(socket.parent().unwrap()).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    let knock = |line: &[u8]| {
        let mut stream = std::os::unix::net::UnixStream::connect(&socket).unwrap();
        // It may have hung up on something so long.
        let _ = stream.write_all(line);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    for wrong in
        [&b"\n"[..], b"{}\n", b"{\"version\":1,\"command\":\"dance\"}\n", &vec![b'x'; 100_000], &[0xff; 64]]
    {
        let answer = knock(wrong);
        assert!(answer.is_empty() || answer.contains("not understood"), "{answer}");
    }
    assert!(knock(b"{\"version\":9,\"command\":\"away\"}\n").contains("another version"));
    // Somebody who says nothing holds up nobody.
    let _silent = std::os::unix::net::UnixStream::connect(&socket).unwrap();
    assert!(knock(b"{\"version\":1,\"command\":\"away\"}\n").contains("Away since"));
    assert_eq!(portal.report(0).ago, Some(1));
    assert!(agent.is_running());
}

/// Nothing of it is the source here: the screen saver and the tray have to find the next one.
#[test]
fn a_session_bus_may_die_and_come_back() {
    if !needs(&PARTS) || !mock::is_there() {
        return;
    }
    let (desk, bus) = Desk::bare().with_display().with_own_bus();
    let keychain = desk.keychain(true);
    let portal = Portal::start(&desk);
    desk.configure(LONG);
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    desk.xdotool(&["mousemove", "10", "10"]);
    let agent = desk.agent(&[]);
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    let tray = |n: u32| format!("org.kde.StatusNotifierItem-{}-{n}", agent.id());
    desk.wait_for_name(&tray(1));

    drop((bus, keychain));
    wait_for("the loss", || desk.log().contains("the session bus is gone").then_some(()));
    let (gone, ticks) = (now_ms(), agent.cpu_ticks());
    wait_for("a while without a bus", || (now_ms() - gone > 5_000.0).then_some(()));
    let used = agent.cpu_ticks() - ticks;
    assert!(used <= 5, "{used} ticks of 10 ms in 5 s");

    let _bus = desk.bus("bus");
    let back = now_ms();
    desk.wait_for_name(&tray(2));
    assert!(now_ms() - back < FOUND_AGAIN_MS, "{} ms", now_ms() - back);
    let saver = Mock::service(&desk, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver");
    saver.answers("GetActive", "", "b", "True");
    saver.signal("ActiveChanged", "b", vec![true.into()]);
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    assert!(now_ms() - back < 6_000.0, "{} ms, and a second for Python", now_ms() - back);
}
