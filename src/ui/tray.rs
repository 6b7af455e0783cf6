//! Draws a [`View`] and returns [`Command`]s. What to show is decided elsewhere.

#[cfg(doc)]
use crate::ui::view::{Command, View};

#[cfg(any(not(target_os = "macos"), test))]
mod colours;
#[cfg_attr(target_os = "linux", path = "tray/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tray/native.rs")]
mod os;

pub use os::*;

/// A square picture of so many pixels each way, as build.rs packed it.
type Packed = (u32, &'static [u8]);

/// The picture's width and RGBA bytes; `None` if it is not what build.rs makes.
fn unpack((width, packed): Packed) -> Option<(u32, Vec<u8>)> {
    let pixels = miniz_oxide::inflate::decompress_to_vec(packed).ok()?;
    (u32::try_from(pixels.len()) == Ok(width * width * 4)).then_some((width, pixels))
}

#[cfg(test)]
mod tests {
    use super::colours::pictures;
    use super::unpack;
    use crate::ui::view::Icon;

    #[test]
    fn every_picture_is_square_and_of_its_size() {
        for icon in Icon::ALL {
            let sizes = pictures(icon).map(|packed| unpack(packed).unwrap().0);
            assert_eq!(sizes, [16, 22, 24, 32, 44, 48, 64]);
        }
    }

    /// In black and white, on paper: what is dark where it is opaque.
    #[test]
    fn the_states_are_told_apart_in_black_and_white_at_sixteen_pixels() {
        let shape = |icon| {
            let (_, pixels) = unpack(pictures(icon)[0]).unwrap();
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
