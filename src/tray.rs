//! Draws a [`View`] and returns [`Command`]s. What to show is decided elsewhere.

use crate::view::Icon;
#[cfg(doc)]
use crate::view::{Command, View};

#[cfg_attr(target_os = "linux", path = "tray/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tray/native.rs")]
mod os;

pub use os::*;

/// The icon's pictures, smallest first, made from `assets/away24.svg` by `assets/render`.
fn pictures(icon: Icon) -> [&'static [u8]; 5] {
    macro_rules! sizes {
        ($state:literal) => {
            [
                include_bytes!(concat!("../assets/icon/", $state, "-22.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-24.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-32.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-48.png")),
                include_bytes!(concat!("../assets/icon/", $state, "-64.png")),
            ]
        };
    }
    match icon {
        Icon::Present => sizes!("present"),
        Icon::Away => sizes!("away"),
        Icon::Paused => sizes!("paused"),
        Icon::Problem => sizes!("problem"),
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
        for icon in [Icon::Present, Icon::Away, Icon::Paused, Icon::Problem] {
            let sizes = pictures(icon).map(|png| {
                let (width, height, pixels) = decode(png).unwrap();
                assert_eq!((width, pixels.len()), (height, (width * height * 4) as usize));
                width
            });
            assert_eq!(sizes, [22, 24, 32, 48, 64]);
        }
    }

    #[test]
    fn the_states_differ_in_shape_and_not_by_colour_alone() {
        let shape = |icon| {
            let (_, _, pixels) = decode(pictures(icon)[0]).unwrap();
            pixels.chunks(4).map(|p| p[3] > 127 && p[..3].iter().all(|c| *c > 200)).collect::<Vec<_>>()
        };
        let shapes = [Icon::Present, Icon::Away, Icon::Paused, Icon::Problem].map(shape);
        for (i, one) in shapes.iter().enumerate() {
            for other in &shapes[i + 1..] {
                let differing = one.iter().zip(other).filter(|(a, b)| a != b).count();
                assert!(differing > 40, "only {differing} of 484 pixels");
            }
        }
    }
}
