//! The icon in another kind of panel: waybar on Sway, as a picture for people to look at.

use crate::compositor::{Compositor, Kind};
use crate::desk::{Desk, needs, wait_for};
use crate::portal::Portal;
use crate::tray::{Picture, Tray, keep, read_png};
use serde_json::json;

/// The tray's corner of the bar.
fn corner(desk: &Desk) -> (Picture, Vec<u8>) {
    let file = desk.path("bar.png").display().to_string();
    assert!(desk.command("grim").args(["-g", "0,0 160x34", &file]).status().unwrap().success());
    let bytes = std::fs::read(&file).unwrap();
    (read_png(&bytes), bytes)
}

/// Whether anything is on the bar but the bar.
fn is_empty(picture: &Picture) -> bool {
    let row = picture.width * 17 * 4;
    let middle = &picture.pixels[row..row + picture.width * 4];
    middle.chunks(4).all(|pixel| pixel[..3] == middle[picture.width * 4 - 4..][..3])
}

#[test]
fn waybar_shows_each_of_the_five_states_on_dark_and_on_light() {
    if !Kind::Sway.is_there() || !needs(&["waybar", "grim"]) {
        return;
    }
    for (shade, colour) in [("dark", "#1e1e1e"), ("light", "#f2f2f2")] {
        let mut desk = Desk::bare().with_bus().with_keychain();
        desk.set("GDK_BACKEND", "wayland");
        let compositor = Compositor::start(Kind::Sway, &mut desk);
        let hand = compositor.hand(&desk);
        let config =
            json!({ "layer": "top", "height": 34, "modules-left": ["tray"], "tray": { "icon-size": 22 } });
        std::fs::write(desk.path("bar.json"), config.to_string()).unwrap();
        let style = format!("window#waybar {{ background: {colour}; }} #tray {{ margin: 0 8px; }}");
        std::fs::write(desk.path("bar.css"), style).unwrap();
        let mut bar = desk.command("waybar");
        let arguments =
            [desk.path("bar.json").display().to_string(), desk.path("bar.css").display().to_string()];
        bar.args(["--config", &arguments[0], "--style", &arguments[1]]);
        let _bar = Desk::keep(bar.stdout(std::process::Stdio::null()));
        // Of an item that comes while it sets up its tray, it takes no notice now and then.
        desk.wait_for_tray();
        let portal = Portal::start(&desk);
        desk.configure("threshold = \"3s\"\n");
        let agent = desk.agent(&[]);
        let tray = Tray::of(&desk, &agent);

        let mut seen: Vec<Vec<u8>> = Vec::new();
        let mut shows = |state: &str, sentence: &str| {
            wait_for(sentence, || tray.title()?.contains(sentence).then_some(()));
            let picture = wait_for(state, || {
                let (picture, bytes) = corner(&desk);
                (!is_empty(&picture) && !seen.contains(&picture.pixels)).then(|| {
                    keep(&format!("waybar-{state}-{shade}.png"), &bytes);
                    picture.pixels
                })
            });
            seen.push(picture);
        };
        shows("attention", "Not signed in");
        assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
        hand.touch();
        shows("present", "Present");
        shows("away", "Away since");
        portal.fault(&json!({ "status": 500, "error": "INTERNAL_SERVER_ERROR" }));
        hand.touch();
        shows("offline", "does not know yet");
        portal.heal();
        tray.click("Report my presence");
        shows("paused", "Paused");
    }
}
