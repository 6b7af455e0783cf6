//! An entry of the person's own folder of what `launchd` starts at login. (What a person switches off under "Login
//! Items" in the system's settings, the system notes where nobody else can read it.)

use super::{State, plist};
use crate::messages::Problem;
use crate::store::fs::{self, Access};
use crate::store::paths;
use std::fmt::Display;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

fn entry() -> Result<PathBuf, Problem> {
    let name = format!("{}.plist", plist::LABEL);
    paths::home().map(|home| home.join("Library/LaunchAgents").join(name))
}

fn failed(path: &Path, error: impl Display) -> Problem {
    Problem::Autostart { path: path.display().to_string(), why: error.to_string() }
}

/// From now on, this program starts at login.
pub fn on() -> Result<(), Problem> {
    let path = entry()?;
    let program = std::env::current_exe().map_err(|error| failed(&path, error))?;
    fs::replace(&path, plist::text(&program).as_bytes(), Access::AsBefore)
        .map_err(|error| failed(&path, error))
}

/// From now on it does not. What runs goes on.
pub fn off() -> Result<(), Problem> {
    let path = entry()?;
    fs::erase(&path).map_err(|error| failed(&path, error))
}

/// What holds at the next login.
pub fn state() -> Result<State, Problem> {
    read().map(|(state, _)| state)
}

/// An entry that leads nowhere, because the program was moved, leads here again. One that leads to another
/// program that is there is somebody's wish.
pub fn repair() -> Result<bool, Problem> {
    match read()? {
        (State::Stale(_), program) if !program.as_deref().is_some_and(Path::is_file) => on().map(|()| true),
        _ => Ok(false),
    }
}

/// The entry, and the program that it names.
fn read() -> Result<(State, Option<PathBuf>), Problem> {
    let path = entry()?;
    let text = match std::fs::read(&path) {
        Ok(text) => String::from_utf8_lossy(&text).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((State::Off, None)),
        Err(error) => return Err(failed(&path, error)),
    };
    if plist::is_switched_off(&text) {
        return Ok((State::Off, None));
    }
    let program = plist::program(&text);
    let command = program.as_ref().unwrap_or(&path).display().to_string();
    let ours = std::env::current_exe().is_ok_and(|ours| program.as_ref() == Some(&ours));
    Ok((if ours { State::On(command) } else { State::Stale(command) }, program))
}
