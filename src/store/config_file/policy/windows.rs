//! Where an administrator of Windows machines lays down a policy: a file, or group policy, which ends in the registry.

use crate::messages::Problem;
use crate::store::config::policy::Source;
use crate::store::config::{KEYS, Kind};
use std::path::PathBuf;
use std::ptr::null_mut;
use windows_registry::{Key, LOCAL_MACHINE, Type};
use windows_sys::Win32::Foundation::S_OK;
use windows_sys::Win32::System::Com::CoTaskMemFree;
use windows_sys::Win32::UI::Shell::{FOLDERID_ProgramData, KF_FLAG_DEFAULT, SHGetKnownFolderPath};

/// What is set, and below it what is only suggested.
const PLACES: [(&str, &str); 2] =
    [("pin", r"Software\Policies\away24"), ("preset", r"Software\Policies\away24\Recommended")];

/// `%ProgramData%\away24\policy.toml`, as Windows knows that folder: a variable could be anybody's.
pub fn file() -> Option<PathBuf> {
    let mut text: *mut u16 = null_mut();
    let folder = FOLDERID_ProgramData;
    let flags = u32::try_from(KF_FLAG_DEFAULT).unwrap_or_default();
    // SAFETY: the folder's number is there, no token is given, and `text` is a place for what is allocated.
    let told = unsafe { SHGetKnownFolderPath(&raw const folder, flags, null_mut(), &raw mut text) };
    let mut wide = Vec::new();
    if told == S_OK {
        let mut next: *const u16 = text.cast_const();
        // SAFETY: the text ends with a zero, and is read up to there.
        while !next.is_null() && unsafe { *next } != 0 {
            // SAFETY: as above; the zero is at the earliest the next one.
            unsafe {
                wide.push(*next);
                next = next.add(1);
            }
        }
    }
    // SAFETY: it was allocated for us to free, or is null; nothing points to it any more.
    unsafe { CoTaskMemFree(text.cast_const().cast()) };
    (!wide.is_empty())
        .then(|| PathBuf::from(String::from_utf16_lossy(&wide)).join("away24").join("policy.toml"))
}

/// Each place as a text of its own, one value a line.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn handed_out() -> Result<Vec<Source>, Problem> {
    let text = |(layer, place): (&str, &str)| {
        let key = LOCAL_MACHINE.open(place).ok()?;
        let lines: Vec<String> = key.values().ok()?.map(|(name, _)| line(layer, &key, &name)).collect();
        let path = [r"HKEY_LOCAL_MACHINE\", place].concat();
        (!lines.is_empty()).then(|| Source { path, text: lines.join("\n") })
    };
    Ok(PLACES.into_iter().filter_map(text).collect())
}

/// A value as TOML. A switch is a number in the registry; what is of no kind of ours stays as it is, and is refused with
/// its name.
fn line(layer: &str, key: &Key, name: &str) -> String {
    let kind = KEYS.iter().find(|known| known.name.eq_ignore_ascii_case(name)).map(|known| known.kind);
    let value = match (key.get_type(name), kind) {
        (Ok(Type::U32), Some(Kind::Switch)) => (key.get_u32(name).unwrap_or_default() != 0).to_string(),
        (Ok(Type::U32), _) => key.get_u32(name).unwrap_or_default().to_string(),
        _ => toml_edit::Value::from(key.get_string(name).unwrap_or_default()).to_string(),
    };
    // The registry does not tell great letters from small ones.
    format!("{layer}.{} = {value}", name.to_lowercase())
}
