//! The `Run` key, and the list in which a person switches off what it starts.

use super::{State, entry};
use crate::messages::Problem;
use std::path::PathBuf;
use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
/// Where Windows' settings and Task Manager note what a person switched off.
const APPROVED: &str = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";
const NAME: &str = "away24";

fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::Autostart { path: format!(r"HKEY_CURRENT_USER\{RUN}"), why: error.to_string() }
}

fn our_program() -> Result<PathBuf, Problem> {
    std::env::current_exe().map_err(failed)
}

/// From now on, this program starts at login.
pub fn on() -> Result<(), Problem> {
    let command = entry::command(&our_program()?);
    CURRENT_USER.create(RUN).and_then(|run| run.set_string(NAME, command)).map_err(failed)?;
    forget(CURRENT_USER, APPROVED)
}

/// From now on it does not. One that an administrator put down for everybody is switched off for this person, as
/// Task Manager does it.
pub fn off() -> Result<(), Problem> {
    forget(CURRENT_USER, RUN)?;
    if command(LOCAL_MACHINE).is_none() {
        return forget(CURRENT_USER, APPROVED);
    }
    // Three, and a point in time that may be none.
    let mut switched_off = [0; 12];
    switched_off[0] = 3;
    let list = CURRENT_USER.create(APPROVED);
    list.and_then(|list| list.set_bytes(NAME, windows_registry::Type::Bytes, &switched_off)).map_err(failed)
}

/// Removes our value there, if there is one.
fn forget(root: &Key, path: &str) -> Result<(), Problem> {
    match root.options().read().write().open(path) {
        Ok(key) if key.get_type(NAME).is_ok() => key.remove_value(NAME).map_err(failed),
        _ => Ok(()),
    }
}

fn command(root: &Key) -> Option<String> {
    root.open(RUN).and_then(|run| run.get_string(NAME)).ok()
}

/// What holds at the next login.
pub fn state() -> Result<State, Problem> {
    let Some(command) = command(CURRENT_USER).or_else(|| command(LOCAL_MACHINE)) else {
        return Ok(State::Off);
    };
    let approval = CURRENT_USER.open(APPROVED).and_then(|list| list.get_value(NAME));
    if approval.is_ok_and(|approval| entry::is_switched_off(&approval)) {
        return Ok(State::Off);
    }
    let ours = entry::program(&command).as_os_str().eq_ignore_ascii_case(our_program()?.as_os_str());
    Ok(if ours { State::On(command) } else { State::Stale(command) })
}

/// An entry that leads nowhere, because the program was moved, leads here again. One that leads to another
/// program that is there is somebody's wish.
pub fn repair() -> Result<bool, Problem> {
    match state()? {
        State::Stale(command) if !entry::program(&command).is_file() => on().map(|()| true),
        _ => Ok(false),
    }
}
