//! The icon in colours, for light and dark panels alike.

use crate::view::Icon;

/// The icon's pictures, smallest first, made from `assets/away24.svg` by `assets/render`.
pub fn pictures(icon: Icon) -> [&'static [u8]; 7] {
    macro_rules! sizes {
        ($state:literal) => {
            [
                include_bytes!(concat!("../../assets/icon/", $state, "-16.png")),
                include_bytes!(concat!("../../assets/icon/", $state, "-22.png")),
                include_bytes!(concat!("../../assets/icon/", $state, "-24.png")),
                include_bytes!(concat!("../../assets/icon/", $state, "-32.png")),
                include_bytes!(concat!("../../assets/icon/", $state, "-44.png")),
                include_bytes!(concat!("../../assets/icon/", $state, "-48.png")),
                include_bytes!(concat!("../../assets/icon/", $state, "-64.png")),
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
