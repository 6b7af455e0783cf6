//! Which sources a Linux session may have, best first.

use super::{Line, Lost, mutter, screensaver, wayland, x11};
use std::convert::Infallible;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rung {
    Wayland,
    Mutter,
    X11,
    ScreenSaver,
}

/// In a Wayland session the X server is XWayland, whose idle time counts its own windows only: a
/// person typing in any other window would be away. So it is not believed.
fn ladder(kind: &str, wayland_display: bool, x_display: bool) -> &'static [Rung] {
    match (kind, wayland_display, x_display) {
        ("x11", _, true) => &[Rung::X11],
        ("wayland", ..) | (_, true, _) => &[Rung::Wayland, Rung::Mutter, Rung::ScreenSaver],
        (_, _, true) => &[Rung::X11],
        _ => &[],
    }
}

/// Whether a person may sit here.
pub fn there_is_a_desktop() -> bool {
    set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Serves from the first of them that there is, until that one is gone.
pub async fn serve_source(line: &mut Line, inhibited: bool) -> Result<Infallible, Lost> {
    let kind = std::env::var("XDG_SESSION_TYPE").unwrap_or_default();
    let mut outcome = Lost::None("there is no display");
    for rung in ladder(&kind, set("WAYLAND_DISPLAY"), set("DISPLAY")) {
        let Err(lost) = match rung {
            Rung::Wayland => wayland::report_idle(line, None, inhibited).await,
            Rung::Mutter => mutter::report_idle(line, inhibited).await,
            Rung::X11 => x11::report_idle(line, None, x11::Method::Best).await,
            Rung::ScreenSaver => screensaver::report_idle(line).await,
        };
        if matches!(lost, Lost::Unwanted) || !line.source.is_empty() {
            return Err(lost);
        }
        log::debug!(rung:?; "not to be had: {lost}");
        // One that should be there and is not may come back soon.
        if !matches!(outcome, Lost::Gone(_)) {
            outcome = lost;
        }
    }
    Err(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_session_decides_and_an_x_server_within_wayland_never_does() {
        let wayland = [Rung::Wayland, Rung::Mutter, Rung::ScreenSaver];
        assert_eq!(ladder("x11", false, true), [Rung::X11]);
        assert_eq!(ladder("x11", true, true), [Rung::X11], "a compositor in a window is not the session");
        assert_eq!(ladder("wayland", true, true), wayland);
        assert_eq!(ladder("wayland", false, true), wayland, "GNOME is reached without its socket");
        assert_eq!(ladder("tty", true, true), wayland, "a compositor started from a console");
        assert_eq!(ladder("", false, true), [Rung::X11]);
        assert_eq!(ladder("tty", false, false), []);
    }
}
