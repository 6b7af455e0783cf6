//! Draws a [`View`] and returns [`Command`]s. What to show is decided elsewhere.

use crate::view::Icon;
#[cfg(doc)]
use crate::view::{Command, View};

#[cfg_attr(target_os = "linux", path = "tray/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tray/native.rs")]
mod os;

pub use os::*;

/// The icon's pictures, smallest first, made from `assets/away24.svg` by `assets/render`.
fn pictures(icon: Icon) -> [&'static [u8]; 7] {
    macro_rules! sizes {
        ($state:literal) => {
            [
                include_bytes!(concat!("../assets/icon/", $state, "-16.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-22.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-24.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-32.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-44.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-48.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-64.png")),
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

/// A picture's width, height and RGBA bytes; `None` if it is not what `assets/render` makes.
fn decode(png: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    let rgba = info.color_type == png::ColorType::Rgba && info.bit_depth == png::BitDepth::Eight;
    rgba.then_some((info.width, info.height, pixels))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_square_and_of_its_size() {
        for icon in Icon::ALL {
            let sizes = pictures(icon).map(|png| {
                let (width, height, pixels) = decode(png).unwrap();
                assert_eq!((width, pixels.len()), (height, (width * height * 4) as usize));
                width
            });
            assert_eq!(sizes, [16, 22, 24, 32, 44, 48, 64]);
        }
    }

    /// In black and white, on paper: what is dark where it is opaque.
    #[test]
    fn the_states_are_told_apart_in_black_and_white_at_sixteen_pixels() {
        let shape = |icon| {
            let (_, _, pixels) = decode(pictures(icon)[0]).unwrap();
            let dark = |p: &[u8]| {
                let light = (u32::from(p[0]) * 3 + u32::from(p[1]) * 6 + u32::from(p[2])) / 10;
                let shown = 255 - (255 - light) * u32::from(p[3]) / 255;
                shown < 160
            };
            pixels.chunks(4).map(dark).collect::<Vec<_>>()
        };
        let shapes = Icon::ALL.map(shape);
        for (i, one) in shapes.iter().enumerate() {
            for other in &shapes[i + 1..] {
                let differing = one.iter().zip(other).filter(|(a, b)| a != b).count();
                assert!(differing >= 30, "only {differing} of 256 pixels");
            }
        }
    }
}
