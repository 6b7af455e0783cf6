//! The tray as its hosts see it: the menu as data over D-Bus, and the icon as pixels in a real panel.

use crate::desk::{Desk, Process, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::portal::{Portal, now_ms};
use serde_json::json;
use std::collections::HashMap;
use std::path::Path;
use zbus::blocking::{Connection, Proxy, connection::Builder};
use zbus::zvariant::{OwnedValue, Value};

/// The menu's items that have a text: what they say, their number, and whether they are checked.
#[derive(Clone, Debug)]
struct Item {
    id: i32,
    label: String,
    enabled: bool,
    checked: bool,
    depth: usize,
}

pub struct Tray {
    bus: Connection,
    name: String,
}

type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Tray {
    pub fn of(desk: &Desk, agent: &Process) -> Self {
        let bus = Builder::address(desk.bus_address()).unwrap().build().unwrap();
        let tray = Self { bus, name: format!("org.kde.StatusNotifierItem-{}-1", agent.id()) };
        wait_for("the tray item", || tray.title());
        tray
    }

    fn proxy(&self, path: &'static str, interface: &'static str) -> zbus::Result<Proxy<'_>> {
        Proxy::new(&self.bus, self.name.as_str(), path, interface)
    }

    /// What the host shows when the pointer rests on the icon.
    pub fn title(&self) -> Option<String> {
        self.proxy("/StatusNotifierItem", "org.kde.StatusNotifierItem").ok()?.get_property("Title").ok()
    }

    fn menu(&self) -> Vec<Item> {
        let proxy = self.proxy("/MenuBar", "com.canonical.dbusmenu").unwrap();
        let (_, root): (u32, Node) = proxy.call("GetLayout", &(0, -1, Vec::<String>::new())).unwrap();
        let mut items = Vec::new();
        collect(root, 0, &mut items);
        items
    }

    /// What the menu says, and whether it can be chosen.
    pub fn labels(&self) -> Vec<(String, bool)> {
        self.menu().into_iter().map(|item| (item.label, item.enabled)).collect()
    }

    fn item(&self, label: &str) -> Item {
        wait_for(label, || self.menu().into_iter().find(|item| item.label == label))
    }

    pub fn click(&self, label: &str) {
        let proxy = self.proxy("/MenuBar", "com.canonical.dbusmenu").unwrap();
        let () = proxy.call("Event", &(self.item(label).id, "clicked", Value::from(0), 0_u32)).unwrap();
    }
}

fn collect(node: Node, depth: usize, items: &mut Vec<Item>) {
    let (id, properties, children) = node;
    let text = |key: &str| properties.get(key).and_then(|value| String::try_from(value.clone()).ok());
    let number = |key: &str| properties.get(key).and_then(|value| i32::try_from(value.clone()).ok());
    let flag = |key: &str| properties.get(key).and_then(|value| bool::try_from(value.clone()).ok());
    if let Some(label) = text("label") {
        let (enabled, checked) = (flag("enabled").unwrap_or(true), number("toggle-state") == Some(1));
        items.push(Item { id, label: label.replace("__", "_"), enabled, checked, depth });
    }
    for child in children {
        collect(child.try_into().unwrap(), depth + 1, items);
    }
}

/// Programs that would open something note what they were asked to open instead.
pub fn with_notes_of_what_is_opened(desk: &mut Desk) {
    use std::os::unix::fs::PermissionsExt;
    let folder = desk.path("bin");
    std::fs::create_dir_all(&folder).unwrap();
    let script = format!("#!/bin/sh\necho \"$1\" >> {}\n", desk.path("opened").display());
    std::fs::write(folder.join("xdg-open"), script).unwrap();
    std::fs::set_permissions(folder.join("xdg-open"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    desk.set("PATH", &path);
}

pub fn opened(desk: &Desk) -> String {
    std::fs::read_to_string(desk.path("opened")).unwrap_or_default()
}

/// What is chosen in the menu is kept in the configuration, whose comments stay.
#[test]
fn what_the_menu_sets_is_kept_and_what_a_person_writes_is_taken_over() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &[]);
    let tray = Tray::of(&desk, &agent);
    let config = || std::fs::read_to_string(desk.path("config/away24/config.toml")).unwrap();
    let thresholds =
        ["3 seconds", "1 minute", "3 minutes", "5 minutes", "10 minutes", "15 minutes", "30 minutes"];
    let menu = tray.menu();
    let offered: Vec<&str> = menu.iter().filter(|item| item.depth == 2).map(|item| &*item.label).collect();
    assert_eq!(offered[4..], thresholds);
    assert!(tray.item("3 seconds").checked, "the configured one is among them");
    assert!(!menu[0].enabled, "the status line is for reading");

    std::fs::write(desk.path("config/away24/config.toml"), "# mine\nthreshold = \"3s\" # short\n").unwrap();
    tray.click("5 minutes");
    wait_for("the choice to be shown", || tray.item("5 minutes").checked.then_some(()));
    wait_for("the new threshold", || tray.title()?.contains("away after 5 minutes").then_some(()));
    assert_eq!(config(), "# mine\nthreshold = \"5m\" # short\n");
    for (label, line) in
        [("Stay present in calls", "stay_present_in_calls"), ("Away when locked", "away_on_lock")]
    {
        assert!(tray.item(label).checked);
        tray.click(label);
        wait_for(label, || (!tray.item(label).checked).then_some(()));
        assert!(config().contains(&format!("{line} = false\n")), "{}", config());
    }
    // A person's own edit needs no restart; one that is wrong changes nothing.
    desk.configure("threshold = \"15m\"\n[presence]\naway_on_lock = true\n");
    wait_for("the edit", || tray.title()?.contains("away after 15 minutes").then_some(()));
    assert!(tray.item("Away when locked").checked);
    // An editor's single steps are taken together.
    let (mut known, mut since) = (0, now_ms());
    wait_for("the edit to be over", || {
        let changes = desk.log().matches("the configuration has changed").count();
        if changes != known {
            (known, since) = (changes, now_ms());
        }
        (now_ms() - since > 500.0).then_some(())
    });
    desk.configure("threshold = \"soon\"\n");
    wait_for("the word on it", || desk.log().contains("`threshold` cannot be").then_some(()));
    assert!(tray.item("15 minutes").checked);
    tray.click("5 minutes");
    wait_for("the word on it", || (desk.log().matches("cannot be").count() > 1).then_some(()));
    assert_eq!(config(), "threshold = \"soon\"\n", "what is no configuration is left alone");
}

/// Each pause of the menu, and its end.
fn pausing(desk: &Desk, tray: &Tray) {
    let state = || crate::wayland::status(desk);
    for (label, until) in [
        ("For 30 minutes", true),
        ("For 1 hour", true),
        ("Until tomorrow, 06:00", true),
        ("Until I resume", false),
    ] {
        tray.click(label);
        wait_for(label, || {
            (state()["state"] == "paused" && state()["until"].is_string() == until).then_some(())
        });
        if label.contains("06:00") {
            assert!(state()["until"].as_str().unwrap().ends_with("T06:00:00Z"), "{}", state());
        }
        assert!(!tray.item("Report my presence").checked);
        tray.click("Report my presence");
        wait_for("reporting again", || (state()["state"] == "present").then_some(()));
    }
}

/// What the menu opens for a person to look at.
fn what_is_opened(desk: &Desk, tray: &Tray, portal: &Portal) {
    tray.click("Today");
    wait_for("the picture", || opened(desk).contains("today.svg").then_some(()));
    let picture = std::fs::read_to_string(desk.path("state/away24/today.svg")).unwrap();
    assert!(picture.starts_with("<svg") && picture.contains("paused"), "{picture}");
    tray.click("Open Bitrix24");
    wait_for("the portal", || opened(desk).contains(&format!("{}/", portal.base)).then_some(()));
    tray.click("Diagnostics…");
    wait_for("the findings", || opened(desk).contains("diagnostics.txt").then_some(()));
    let findings = std::fs::read_to_string(desk.path("state/away24/diagnostics.txt")).unwrap();
    assert!(findings.contains("ok    recorded") && !findings.contains(portal.code()), "{findings}");
    tray.click(&format!("About away24 {}", env!("CARGO_PKG_VERSION")));
    wait_for("about", || desk.notified().contains("Away for Bitrix24, version").then_some(()));
}

/// Every item, by a real menu event, and the same from the command line where there is a command for it.
#[test]
fn every_item_of_the_menu_does_what_it_says() {
    if !needs(&PARTS) || !needs(&["dunst"]) {
        return;
    }
    let mut desk = desk();
    with_notes_of_what_is_opened(&mut desk);
    let _dunst = desk.notifications(&[]);
    let portal = Portal::start(&desk);
    let mut agent = signed_in(&desk, &portal, &[]);
    desk.configure("threshold = \"10m\"\n");
    let tray = Tray::of(&desk, &agent);
    wait_for("ten minutes", || tray.item("10 minutes").checked.then_some(()));

    // Leaving and coming back.
    tray.click("Away now");
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    tray.click("I'm back");
    assert_eq!(portal.report(1).method, "im.user.status.idle.end");
    wait_for("the other label", || tray.menu().iter().any(|item| item.label == "Away now").then_some(()));

    pausing(&desk, &tray);

    // Starting at login.
    let entry = desk.path("config/autostart/away24.desktop");
    tray.click("Start at login");
    wait_for("the entry", || (entry.exists() && tray.item("Start at login").checked).then_some(()));
    assert!(
        std::fs::read_to_string(&entry).unwrap().contains(&format!("Exec=\"{}\" run", crate::desk::AWAY24))
    );
    // What the command line changes, the menu shows.
    for (word, on) in [("off", false), ("on", true)] {
        assert_eq!(desk.away24(&["autostart", word], "").code, 0);
        wait_for(word, || (tray.item("Start at login").checked == on).then_some(()));
    }
    tray.click("Start at login");
    wait_for("its end", || (!entry.exists() && !tray.item("Start at login").checked).then_some(()));

    what_is_opened(&desk, &tray, &portal);

    // Signing out clears, and signing in begins on a page.
    tray.click("Away now");
    wait_for("an away", || portal.idle().is_string().then_some(()));
    tray.click("Sign out");
    wait_for("signed out", || (tray.title()? == "Not signed in").then_some(()));
    wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
    assert_eq!(desk.away24(&["login", "--webhook"], "").code, 1);
    tray.click("Sign in…");
    let page = wait_for("the page", || {
        opened(&desk).lines().find(|line| line.contains("/?token=")).map(str::to_owned)
    });
    assert_eq!(crate::portal::http("GET", &page, None).0, 200);

    tray.click("Quit");
    wait_for("the end", || (!agent.is_running()).then_some(()));
}

/// Somebody has mended at the portal what was refused, and need not wait for the agent's next attempt.
#[test]
fn what_was_refused_is_tried_again_at_once_from_the_menu_and_by_resuming() {
    if !needs(&PARTS) {
        return;
    }
    let mut desk = desk();
    // A refusal is confirmed within seconds, and probed half a minute later.
    desk.set("AWAY24_PACE", "100");
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &[]);
    desk.configure("threshold = \"10m\"\n");
    let tray = Tray::of(&desk, &agent);
    wait_for("ten minutes", || tray.item("10 minutes").checked.then_some(()));
    let offered = || tray.menu().iter().any(|item| item.label == "Try again");
    desk.xdotool(&["key", "a"]);
    wait_for("nothing to try", || (tray.title()?.starts_with("Present") && !offered()).then_some(()));

    let by_menu: &dyn Fn() = &|| tray.click("Try again");
    let by_resuming: &dyn Fn() = &|| assert_eq!(desk.away24(&["resume"], "").code, 0);
    for (leave_or_return, method, try_again) in [
        ("Away now", "im.user.status.idle.start", by_menu),
        ("I'm back", "im.user.status.idle.end", by_resuming),
    ] {
        portal.fault(&json!({ "status": 403, "error": "ACCESS_DENIED" }));
        tray.click(leave_or_return);
        wait_for("the refusal", || (crate::wayland::status(&desk)["state"] == "refused").then_some(()));
        let sentence = tray.title().unwrap();
        assert!(sentence.ends_with(" allows REST on commercial plans only."), "{sentence}");
        let second = tray.menu().swap_remove(1);
        assert_eq!((&*second.label, second.enabled), ("Try again", true));
        portal.heal();
        let (refused, asked) = (portal.reports().len(), now_ms());
        try_again();
        let report = portal.report(refused);
        assert_eq!((&*report.method, report.status), (method, 200));
        assert!(report.at_ms - asked < 2_000.0, "{} ms later", report.at_ms - asked);
        wait_for("nothing to try", || (!offered()).then_some(()));
    }
}

#[test]
fn the_toggle_stops_reporting_and_clears_an_away_that_was_set() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &[]);
    let tray = Tray::of(&desk, &agent);
    portal.report(0);
    wait_for("the truth in the tray", || tray.title()?.contains("accepted by 127.0.0.1").then_some(()));
    assert_ne!(portal.idle(), json!(false));

    tray.click("Report my presence");
    wait_for("a cleared idle date", || (portal.idle() == json!(false)).then_some(()));
    wait_for("an unchecked toggle", || (!tray.item("Report my presence").checked).then_some(()));
    wait_for("the sentence", || (tray.title()? == "Paused: nothing is reported").then_some(()));
    assert_eq!(portal.reports().len(), 2);

    // A return and a second absence: noticed, and not reported.
    desk.xdotool(&["key", "a"]);
    wait_for("the next absence", || (desk.log().matches("Watch(Input").count() > 1).then_some(()));
    assert_eq!(portal.reports().len(), 2);

    tray.click("Report my presence");
    assert_eq!(portal.report(2).method, "im.user.status.idle.start");
    wait_for("a checked toggle", || tray.item("Report my presence").checked.then_some(()));
}

#[test]
fn quitting_from_the_menu_while_away_clears_and_ends() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let mut agent = signed_in(&desk, &portal, &[]);
    let tray = Tray::of(&desk, &agent);
    portal.report(0);
    tray.click("Quit");
    wait_for("the end", || (!agent.is_running()).then_some(()));
    assert_eq!(portal.idle(), json!(false));
}

// ---- pixels ----

const PANEL: [&str; 6] = ["xfce4-panel", "openbox", "import", "dbus-send", "xprop", "Xvfb"];

pub struct Picture {
    pub width: usize,
    /// RGBA.
    pub pixels: Vec<u8>,
}

pub fn read_png(bytes: &[u8]) -> Picture {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let rgba = match info.color_type {
        png::ColorType::Rgba => pixels,
        png::ColorType::GrayscaleAlpha => pixels.chunks(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(),
        other => panic!("{other:?}"),
    };
    Picture { width: info.width as usize, pixels: rgba }
}

const STATES: [&str; 5] = ["present", "away", "paused", "attention", "offline"];
/// The sizes that a panel may choose from.
const SIZES: [usize; 6] = [22, 24, 32, 44, 48, 64];

/// The panel's tray cell begins at the corner; the icon is 22 pixels square in the middle of its 32.
const ICON: (usize, usize, usize) = (6, 5, 22);

/// Which state's icon a screenshot shows, if it is one beyond doubt.
fn icon_in(screenshot: &Picture) -> Option<&'static str> {
    let mut near: Vec<(f64, &str)> =
        STATES.into_iter().map(|state| (distance(screenshot, state), state)).collect();
    near.sort_by(|one, other| one.0.total_cmp(&other.0));
    // Out of 255. The panel scales one of the pictures to what it wants, so it is near and not equal.
    (near[0].0 < 20.0 && near[1].0 > near[0].0 * 1.5).then_some(near[0].1)
}

/// How far a screenshot is from a state's icon, in whichever size the panel took.
fn distance(screenshot: &Picture, state: &str) -> f64 {
    let (left, top, size) = ICON;
    let background = &screenshot.pixels[..3];
    let from = |file: usize| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/icon/{state}-{file}.png"));
        let icon = read_png(&std::fs::read(path).unwrap());
        let mut sum = 0.0;
        for y in 0..size {
            for x in 0..size {
                let shown = &screenshot.pixels[((top + y) * screenshot.width + left + x) * 4..];
                for channel in 0..3 {
                    let wanted =
                        scaled(&icon, file as f64 / size as f64, (x, y), channel, background[channel]);
                    sum += (wanted - f64::from(shown[channel])).abs();
                }
            }
        }
        sum / (size * size * 3) as f64
    };
    SIZES.map(from).into_iter().min_by(f64::total_cmp).unwrap()
}

/// What a pixel is on this background when the icon is drawn so many times smaller: the mean of what it covers.
fn scaled(icon: &Picture, ratio: f64, (x, y): (usize, usize), channel: usize, background: u8) -> f64 {
    let covered = |at: usize| {
        let (from, to) = (at as f64 * ratio, (at + 1) as f64 * ratio);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole pixels, none negative"
        )]
        let pixels = from.floor() as usize..(to.ceil() as usize).min(icon.width);
        pixels.map(move |pixel| (pixel, (to.min(pixel as f64 + 1.0) - from.max(pixel as f64)).max(0.0)))
    };
    let (mut sum, mut weights) = (0.0, 0.0);
    for (row, high) in covered(y) {
        for (column, wide) in covered(x) {
            let drawn = &icon.pixels[(row * icon.width + column) * 4..];
            let alpha = f64::from(drawn[3]) / 255.0;
            let shown = f64::from(drawn[channel]) * alpha + f64::from(background) * (1.0 - alpha);
            sum += shown * high * wide;
            weights += high * wide;
        }
    }
    sum / weights
}

fn screenshot(desk: &Desk, name: &str) -> Picture {
    let file = desk.path(name).display().to_string();
    let args = ["-window", "root", "-crop", "320x32+0+0", "-depth", "8", &format!("PNG32:{file}")];
    assert!(desk.command("import").args(args).status().unwrap().success());
    let bytes = std::fs::read(&file).unwrap();
    keep(name, &bytes);
    read_png(&bytes)
}

/// Pictures are kept for people to look at: below `target/tmp`, or where `AWAY24_PICTURES` says.
pub fn keep(name: &str, bytes: &[u8]) {
    let usual = || Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures").into_os_string();
    let folder = std::env::var_os("AWAY24_PICTURES").unwrap_or_else(usual);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(Path::new(&folder).join(name), bytes).unwrap();
}

#[track_caller]
fn shows(desk: &Desk, state: &str, shade: &str) {
    let name = format!("{state}-{shade}.png");
    wait_for(state, || (icon_in(&screenshot(desk, &name)) == Some(state)).then_some(()));
}

#[test]
fn a_real_panel_shows_each_of_the_five_states() {
    if !needs(&PARTS) || !needs(&PANEL) {
        return;
    }
    for (shade, grey) in [("dark", 0.17), ("light", 0.93)] {
        let desk = desk().with_panel(grey);
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"3s\"\n");
        // The pointer would light up what it rests on.
        desk.xdotool(&["mousemove", "900", "500"]);
        let agent = desk.agent(&[]);
        let tray = Tray::of(&desk, &agent);
        shows(&desk, "attention", shade);
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        wait_for("somebody at the desk", || {
            desk.xdotool(&["key", "a"]);
            (icon_in(&screenshot(&desk, &format!("present-{shade}.png"))) == Some("present")).then_some(())
        });
        shows(&desk, "away", shade);
        portal.fault(&json!({ "status": 500, "error": "INTERNAL_SERVER_ERROR" }));
        desk.xdotool(&["key", "a"]);
        shows(&desk, "offline", shade);
        portal.heal();
        tray.click("Report my presence");
        shows(&desk, "paused", shade);
    }
}

/// The windows of the panel's menus that are open.
fn popups(desk: &Desk) -> Vec<String> {
    let search = ["search", "--onlyvisible", "--class", "wrapper"];
    let windows = desk.command("xdotool").args(search).output().unwrap();
    let windows = String::from_utf8(windows.stdout).unwrap();
    let is_popup = |window: &&str| {
        let kind = desk.command("xprop").args(["-id", window, "_NET_WM_WINDOW_TYPE"]).output().unwrap();
        String::from_utf8_lossy(&kind.stdout).contains("POPUP_MENU")
    };
    windows.split_whitespace().filter(is_popup).map(str::to_owned).collect()
}

/// Opens the menu with the mouse.
fn open_menu(desk: &Desk) {
    desk.xdotool(&["mousemove", "16", "16", "click", "3"]);
    wait_for("the menu", || popups(desk).pop());
    // The icon's hint, which a panel shows whenever the sentence reaches it, would lie over the menu.
    desk.xdotool(&["mousemove", "900", "500"]);
}

/// Keeps a picture of so many open menus.
fn keep_menus(desk: &Desk, count: usize, size: &str, name: &str) {
    // Each is drawn once most of it is the near white that menus have here.
    let is_drawn = |popup: &String| {
        let drawing =
            desk.command("import").args(["-window", popup, "-depth", "8", "PNG32:-"]).output().unwrap();
        let pixels = read_png(&drawing.stdout).pixels;
        let bright = pixels.chunks(4).filter(|pixel| pixel[..3].iter().all(|c| *c > 200)).count();
        bright * 2 > pixels.len() / 4
    };
    wait_for("the menus to be drawn", || popups(desk).iter().all(is_drawn).then_some(()));
    let shot = desk.path(name).display().to_string();
    let crop = format!("{size}+0+0");
    let args = ["-window", "root", "-crop", &crop, "-depth", "8", &format!("PNG32:{shot}")];
    assert!(desk.command("import").args(args).status().unwrap().success());
    keep(name, &std::fs::read(&shot).unwrap());
    assert_eq!(popups(desk).len(), count, "they stay open");
}

#[test]
fn the_menu_opens_in_a_real_panel_in_english_and_in_russian() {
    if !needs(&PARTS) || !needs(&PANEL) {
        return;
    }
    let languages = [
        ("en", "Present; away after 10 minutes without input"),
        ("ru", "На месте; «Отошёл» — через 10 минут бездействия"),
    ];
    let shades = [("dark", 0.17), ("light", 0.93)];
    for ((language, status), (shade, grey)) in
        languages.into_iter().flat_map(|language| shades.map(|shade| (language, shade)))
    {
        let desk = desk().with_panel(grey);
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"10m\"\n");
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        desk.xdotool(&["key", "a"]);
        let agent = desk.agent(&["--lang", language]);
        let tray = Tray::of(&desk, &agent);
        wait_for("the sentence", || (tray.title()? == status).then_some(()));
        shows(&desk, "present", "menu");
        open_menu(&desk);
        // Down to "Away after", past the status, the toggle, the word to leave and the pauses: its submenu is a
        // second popup.
        desk.xdotool(&["key", "--delay", "60", "Down", "Down", "Down", "Down", "Right"]);
        wait_for("the submenu", || (popups(&desk).len() == 2).then_some(()));
        keep_menus(&desk, 2, "640x560", &format!("menu-{language}-{shade}.png"));
    }
}

/// One report that is late, and one that is refused until somebody has done something.
#[test]
fn the_menu_in_a_real_panel_offers_to_try_again_below_what_went_wrong() {
    if !needs(&PARTS) || !needs(&PANEL) {
        return;
    }
    for (language, leave, try_again, icon, fault) in [
        (
            "en",
            "Away now",
            "Try again",
            "offline",
            json!({ "status": 500, "error": "INTERNAL_SERVER_ERROR" }),
        ),
        (
            "ru",
            "Я отхожу",
            "Повторить попытку",
            "attention",
            json!({ "status": 403, "error": "ACCESS_DENIED" }),
        ),
    ] {
        let desk = desk().with_panel(0.17);
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"10m\"\n");
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        desk.xdotool(&["mousemove", "900", "500"]);
        let agent = desk.agent(&["--lang", language]);
        let tray = Tray::of(&desk, &agent);
        shows(&desk, "present", "trouble");
        portal.fault(&fault);
        tray.click(leave);
        shows(&desk, icon, "trouble");
        open_menu(&desk);
        assert_eq!(tray.labels()[1], (try_again.to_owned(), true));
        // Where a person would choose it: below the sentence, which cannot be chosen.
        desk.xdotool(&["key", "Down"]);
        keep_menus(&desk, 1, "960x560", &format!("menu-try-again-{language}.png"));
        portal.heal();
        desk.xdotool(&["key", "Return"]);
        shows(&desk, "away", "trouble");
    }
}

#[test]
fn a_panel_that_comes_late_or_restarts_gets_the_icon_all_the_same() {
    if !needs(&PARTS) || !needs(&PANEL) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let mut agent = signed_in(&desk, &portal, &[]);
    desk.xdotool(&["mousemove", "900", "500"]);
    // First, there is no host at all: the agent works.
    portal.report(0);
    let desk = desk.with_panel(0.17);
    shows(&desk, "away", "late");
    // The panel's settings survive it: a second one is started beside the first, which goes.
    let restart = desk.command("xfce4-panel").arg("--restart").status().unwrap();
    assert!(restart.success());
    shows(&desk, "away", "restarted");
    assert!(agent.is_running());
}
