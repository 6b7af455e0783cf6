//! The tray as its hosts see it: the menu as data over D-Bus, and the icon as pixels in a real panel.

use crate::desk::{Desk, Process, needs, wait_for};
use crate::journey::{PARTS, desk, signed_in};
use crate::portal::Portal;
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

struct Tray {
    bus: Connection,
    name: String,
}

type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Tray {
    fn of(desk: &Desk, agent: &Process) -> Self {
        let bus = Builder::address(desk.bus_address()).unwrap().build().unwrap();
        let tray = Self { bus, name: format!("org.kde.StatusNotifierItem-{}-1", agent.id()) };
        wait_for("the tray item", || tray.title());
        tray
    }

    fn proxy(&self, path: &'static str, interface: &'static str) -> zbus::Result<Proxy<'_>> {
        Proxy::new(&self.bus, self.name.as_str(), path, interface)
    }

    /// What the host shows when the pointer rests on the icon.
    fn title(&self) -> Option<String> {
        self.proxy("/StatusNotifierItem", "org.kde.StatusNotifierItem").ok()?.get_property("Title").ok()
    }

    fn menu(&self) -> Vec<Item> {
        let proxy = self.proxy("/MenuBar", "com.canonical.dbusmenu").unwrap();
        let (_, root): (u32, Node) = proxy.call("GetLayout", &(0, -1, Vec::<String>::new())).unwrap();
        let mut items = Vec::new();
        collect(root, 0, &mut items);
        items
    }

    fn item(&self, label: &str) -> Item {
        wait_for(label, || self.menu().into_iter().find(|item| item.label == label))
    }

    fn click(&self, label: &str) {
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

#[test]
fn the_menu_holds_the_status_the_toggle_the_thresholds_and_quit() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let agent = signed_in(&desk, &portal, &[]);
    let tray = Tray::of(&desk, &agent);
    let menu = tray.menu();
    let labels: Vec<(usize, &str)> = menu.iter().map(|item| (item.depth, &*item.label)).collect();
    let thresholds = ["1 minute", "3 minutes", "5 minutes", "10 minutes", "15 minutes", "30 minutes"];
    assert_eq!(labels[1..3], [(1, "Report my presence"), (1, "Away after")]);
    assert_eq!(labels[3..9], thresholds.map(|label| (2, label)));
    assert_eq!(labels[9..], [(1, "Quit")]);
    assert!(!menu[0].enabled, "the status line is for reading");
    assert!(menu[1].checked);
    assert!(menu[3..9].iter().all(|item| !item.checked), "three seconds are none of these");

    tray.click("5 minutes");
    wait_for("the choice to be shown", || tray.item("5 minutes").checked.then_some(()));
    wait_for("the new threshold", || tray.title()?.contains("away after 5 minutes").then_some(()));
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
    assert_eq!(tray.title().unwrap(), "Paused: nothing is reported");
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

struct Picture {
    width: usize,
    /// RGBA.
    pixels: Vec<u8>,
}

fn read_png(bytes: &[u8]) -> Picture {
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

const STATES: [&str; 4] = ["present", "away", "paused", "problem"];

/// The panel's tray cell begins at the corner; the icon is 22 pixels square in the middle of its 32.
const ICON: (usize, usize, usize) = (6, 5, 22);

/// Which state's icon a screenshot shows, if it is one beyond doubt.
fn icon_in(screenshot: &Picture) -> Option<&'static str> {
    let (left, top, size) = ICON;
    let background = &screenshot.pixels[..3];
    let distance = |state: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/icon/{state}-22.png"));
        let icon = read_png(&std::fs::read(file).unwrap());
        let mut sum = 0.0;
        for y in 0..size {
            for x in 0..size {
                let shown = &screenshot.pixels[((top + y) * screenshot.width + left + x) * 4..];
                let drawn = &icon.pixels[(y * size + x) * 4..];
                let alpha = f64::from(drawn[3]) / 255.0;
                for channel in 0..3 {
                    let wanted =
                        f64::from(drawn[channel]) * alpha + f64::from(background[channel]) * (1.0 - alpha);
                    sum += (wanted - f64::from(shown[channel])).abs();
                }
            }
        }
        sum / (size * size * 3) as f64
    };
    // Out of 255. The panel scales its picture down from a larger one, so it is near and not equal.
    let mut near: Vec<_> = STATES.into_iter().filter(|state| distance(state) < 12.0).collect();
    (near.len() == 1).then(|| near.remove(0))
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
fn a_real_panel_shows_each_of_the_four_states() {
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
        shows(&desk, "problem", shade);
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        wait_for("somebody at the desk", || {
            desk.xdotool(&["key", "a"]);
            (icon_in(&screenshot(&desk, &format!("present-{shade}.png"))) == Some("present")).then_some(())
        });
        shows(&desk, "away", shade);
        tray.click("Report my presence");
        shows(&desk, "paused", shade);
    }
}

#[test]
fn the_menu_opens_in_a_real_panel() {
    if !needs(&PARTS) || !needs(&PANEL) {
        return;
    }
    let desk = desk().with_panel(0.17);
    let portal = Portal::start(&desk);
    desk.configure("threshold = \"10m\"\n");
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    let agent = desk.agent(&[]);
    let tray = Tray::of(&desk, &agent);
    wait_for("the sentence", || {
        (tray.title()? == "Present; away after 10 minutes without input").then_some(())
    });
    shows(&desk, "present", "menu");
    desk.xdotool(&["mousemove", "16", "16", "click", "3"]);
    let shot = desk.path("menu.png").display().to_string();
    let popups = || {
        let windows =
            desk.command("xdotool").args(["search", "--onlyvisible", "--class", "wrapper"]).output().unwrap();
        let windows = String::from_utf8(windows.stdout).unwrap();
        let is_popup = |window: &&str| {
            let kind = desk.command("xprop").args(["-id", window, "_NET_WM_WINDOW_TYPE"]).output().unwrap();
            String::from_utf8_lossy(&kind.stdout).contains("POPUP_MENU")
        };
        windows.split_whitespace().filter(is_popup).map(str::to_owned).collect::<Vec<_>>()
    };
    let menu = wait_for("the menu", || popups().pop());
    // Onto "Away after": its submenu opens beside it, and is a second popup.
    desk.xdotool(&["mousemove", "--window", &menu, "60", "66"]);
    desk.xdotool(&["key", "Right"]);
    wait_for("the submenu", || (popups().len() == 2).then_some(()));
    wait_for("both drawn", || {
        let args = ["-window", "root", "-crop", "520x300+0+0", "-depth", "8", &format!("PNG32:{shot}")];
        assert!(desk.command("import").args(args).status().unwrap().success());
        let bytes = std::fs::read(&shot).unwrap();
        keep("menu.png", &bytes);
        let picture = read_png(&bytes);
        // Menus are drawn on near white; the first alone covers less than this.
        let bright = picture.pixels.chunks(4).filter(|p| p[..3].iter().all(|c| *c > 200)).count();
        (bright > 36_000).then_some(())
    });
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
