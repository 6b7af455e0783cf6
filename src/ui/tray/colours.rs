//! The icon in colours, for light and dark panels alike.

use super::Packed;
use crate::ui::view::Icon;

/// The icon's pictures, smallest first, made from `assets/away24.svg` by `assets/render`.
pub fn pictures(icon: Icon) -> [Packed; 7] {
    macro_rules! packed {
        ($state:literal, $size:literal) => {
            ($size, include_bytes!(concat!(env!("OUT_DIR"), "/", $state, "-", $size, ".rgba.packed")))
        };
    }
    macro_rules! sizes {
        ($state:literal) => {
            [
                packed!($state, 16),
                packed!($state, 22),
                packed!($state, 24),
                packed!($state, 32),
                packed!($state, 44),
                packed!($state, 48),
                packed!($state, 64),
            ]
        };
    }
    match icon {
        Icon::Present => sizes!("present"),
        Icon::Away => sizes!("away"),
        Icon::Paused => sizes!("paused"),
        Icon::Attention => sizes!("attention"),
        Icon::Offline => sizes!("offline"),
    }
}
