//! The configuration file: read, changed from the menu, and watched for a person's own edits.

use crate::config::{self, Config, Setting};
use crate::messages::Problem;
use std::io::ErrorKind;
use std::path::Path;

#[cfg_attr(target_os = "linux", path = "settings/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "settings/native.rs")]
mod os;

pub use os::watch;

/// What the file says. One that need not be there may be missing.
pub fn read(path: &Path, must_exist: bool) -> Result<Config, Problem> {
    match std::fs::read_to_string(path) {
        Ok(text) => Config::parse(&text, &path.display().to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => Ok(Config::default()),
        Err(error) => {
            Err(Problem::ConfigUnreadable { path: path.display().to_string(), why: error.to_string() })
        }
    }
}

/// Changes one setting, all of the file or nothing; what a person wrote around it stays.
pub fn change(path: &Path, setting: Setting) -> Result<(), Problem> {
    // A link to a file that is kept elsewhere stays one.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.display().to_string();
    let failed =
        |error: std::io::Error| Problem::ConfigUnwritable { path: name.clone(), why: error.to_string() };
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        other => other.map_err(failed)?,
    };
    let changed = config::change(&text, &name, setting)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let new = path.with_extension("toml.new");
    std::fs::write(&new, changed).map_err(failed)?;
    if let Ok(old) = std::fs::metadata(&path) {
        // Who could read it before can read it now; where that cannot be kept, the usual has to do.
        let _ = std::fs::set_permissions(&new, old.permissions());
    }
    std::fs::rename(&new, &path).map_err(failed)
}
