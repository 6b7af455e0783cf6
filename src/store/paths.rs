//! Where files live. `AWAY24_CONFIG_DIR` and `AWAY24_STATE_DIR` move them.

use crate::messages::Problem;
use etcetera::BaseStrategy;
use std::path::PathBuf;

#[cfg_attr(target_os = "linux", path = "paths/linux.rs")]
#[cfg_attr(target_os = "macos", path = "paths/macos.rs")]
#[cfg_attr(windows, path = "paths/windows.rs")]
mod os;

/// The configuration a person may write.
pub fn config_file() -> Result<PathBuf, Problem> {
    folder("AWAY24_CONFIG_DIR", |base| base.config_dir()).map(|folder| folder.join("config.toml"))
}

/// The folder of what the agent writes for itself: nothing secret.
pub fn state_dir() -> Result<PathBuf, Problem> {
    folder("AWAY24_STATE_DIR", os::state)
}

/// What the agent noted of the last weeks.
pub fn history_file() -> Result<PathBuf, Problem> {
    state_dir().map(|folder| folder.join("history.jsonl"))
}

/// Where the running agent listens: in the folder of what ends with the session, where there is one.
pub fn socket() -> Result<PathBuf, Problem> {
    let runtime =
        std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    match runtime {
        Some(folder) => Ok(folder.join("away24").join("agent.sock")),
        None => state_dir().map(|folder| folder.join("run").join("agent.sock")),
    }
}

/// Where a person lives.
pub fn home() -> Result<PathBuf, Problem> {
    let base = etcetera::base_strategy::choose_native_strategy().map_err(|_| Problem::NoHome)?;
    Ok(base.home_dir().to_owned())
}

/// Where a person's own programs that start at login are named, on a Linux desktop.
pub fn autostart_dir() -> Result<PathBuf, Problem> {
    let base = etcetera::base_strategy::choose_native_strategy().map_err(|_| Problem::NoHome)?;
    Ok(base.config_dir().join("autostart"))
}

/// And those of everybody.
pub fn system_autostart_dirs() -> Vec<PathBuf> {
    let dirs = std::env::var("XDG_CONFIG_DIRS").ok().filter(|dirs| !dirs.is_empty());
    let dirs = dirs.unwrap_or_else(|| "/etc/xdg".into());
    std::env::split_paths(&dirs).map(|folder| folder.join("autostart")).collect()
}

fn folder(variable: &str, native: impl FnOnce(&dyn BaseStrategy) -> PathBuf) -> Result<PathBuf, Problem> {
    if let Some(folder) = std::env::var_os(variable).filter(|folder| !folder.is_empty()) {
        return Ok(folder.into());
    }
    let base = etcetera::base_strategy::choose_native_strategy().map_err(|_| Problem::NoHome)?;
    Ok(native(&base).join("away24"))
}

/// The state folder, made if it is missing.
pub fn create_state_dir() -> Result<PathBuf, Problem> {
    let folder = state_dir()?;
    std::fs::create_dir_all(&folder).map_err(|error| Problem::StateUnwritable {
        path: folder.display().to_string(),
        why: error.to_string(),
    })?;
    Ok(folder)
}
