//! Which state the icon in the taskbar shows, by its pixels.

use crate::machine::Machine;
use std::path::{Path, PathBuf};

pub const STATES: [&str; 5] = ["present", "away", "paused", "attention", "offline"];

struct Picture {
    width: usize,
    height: usize,
    /// Red, green, blue and opacity, one after the other.
    pixels: Vec<u8>,
}

fn read(png: &[u8]) -> Picture {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    if info.color_type == png::ColorType::GrayscaleAlpha {
        pixels = pixels.chunks(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect();
    }
    Picture { width: info.width as usize, height: info.height as usize, pixels }
}

/// The corner of the taskbar where the icons are; kept for people to look at.
fn corner(machine: &Machine, name: &str) -> Picture {
    let file = kept(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let area = ["-window", "root", "-crop", "80x20+1200+700", "+repage", "-depth", "8"];
    let shot = machine.desk.command("import").args(area).arg(&file).status().unwrap();
    assert!(shot.success());
    read(&std::fs::read(&file).unwrap())
}

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/pictures").join(format!("windows-{name}.png"))
}

/// How far the pixels are from those of a state's picture on the taskbar, where it fits best; 0 to 255.
fn distance(shown: &Picture, state: &str) -> u64 {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/icon/{state}-16.png"));
    let icon = read(&std::fs::read(file).unwrap());
    // The taskbar's own colour: at its edge there is nothing else.
    let ground = &shown.pixels[..3];
    let mut best = u64::MAX;
    for top in 0..=shown.height - icon.height {
        for left in 0..=shown.width - icon.width {
            let mut sum = 0;
            for (i, pixel) in icon.pixels.chunks(4).enumerate() {
                let at = ((top + i / icon.width) * shown.width + left + i % icon.width) * 4;
                for colour in 0..3 {
                    let (over, under) = (u64::from(pixel[colour]), u64::from(ground[colour]));
                    let opacity = u64::from(pixel[3]);
                    let wanted = (over * opacity + under * (255 - opacity)) / 255;
                    sum += wanted.abs_diff(u64::from(shown.pixels[at + colour]));
                }
            }
            best = best.min(sum);
        }
    }
    best / (icon.pixels.len() as u64 / 4 * 3)
}

/// The state whose picture is shown, if one is: nearer than any other by far.
pub fn state(machine: &Machine, name: &str) -> Option<&'static str> {
    let shown = corner(machine, name);
    let mut near: Vec<(u64, &str)> = STATES.map(|state| (distance(&shown, state), state)).to_vec();
    near.sort_unstable();
    (near[0].0 <= 3 && near[1].0 >= near[0].0 + 5).then_some(near[0].1)
}
