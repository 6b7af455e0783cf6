//! Draws a [`View`] and returns [`Command`]s. What to show is decided elsewhere.

#[cfg(doc)]
use crate::view::{Command, View};

#[cfg(any(not(target_os = "macos"), test))]
mod colours;
#[cfg_attr(target_os = "linux", path = "tray/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tray/native.rs")]
mod os;

pub use os::*;

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
    use super::colours::pictures;
    use super::decode;
    use crate::view::Icon;

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
