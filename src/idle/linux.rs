//! Which source a Linux session has.

use super::{Line, Lost, x11};
use std::convert::Infallible;

/// In a Wayland session the X server is XWayland, whose idle time counts its own windows only: a
/// person typing in any other window would be away. So it is not believed.
pub async fn serve(line: &mut Line) -> Result<Infallible, Lost> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = std::env::var_os("XDG_SESSION_TYPE").is_some_and(|kind| kind == "wayland");
    if wayland || set("WAYLAND_DISPLAY") {
        return Err(Lost::None("Wayland is not supported yet"));
    }
    if !set("DISPLAY") {
        return Err(Lost::None("there is no display"));
    }
    x11::serve(line, None, x11::Method::Best).await
}
