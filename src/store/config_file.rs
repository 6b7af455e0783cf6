//! The configuration file: read, changed from the menu, and watched for a person's own edits.

use crate::clock::Backoff;
use crate::events::Sender;
use crate::messages::Problem;
use crate::store::config::policy::{self, Source};
use crate::store::config::{self, Config, Setting};
use crate::store::fs::{self, Access, Disk, System};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

#[cfg_attr(target_os = "linux", path = "config_file/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "config_file/native.rs")]
mod os;

#[cfg_attr(target_os = "linux", path = "config_file/policy/linux.rs")]
#[cfg_attr(target_os = "macos", path = "config_file/policy/macos.rs")]
#[cfg_attr(windows, path = "config_file/policy/windows.rs")]
mod managed;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod watch_tests;

/// An editor writes more than once.
const SETTLED: Duration = Duration::from_millis(100);

/// The configuration file may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited;

/// Tells whenever the file may have changed, for as long as anybody listens.
pub async fn watch(path: &Path, changes: Sender<Edited>) {
    let mut retry = Backoff::default();
    while !changes.is_closed() {
        if let Err(error) = os::watch_file(path, &changes).await {
            log::info!("changes of {} are not noticed: {error}", path.display());
        }
        retry.wait(Backoff::RARELY).await;
    }
}

/// What holds on this machine for somebody whose file says this. One that need not be there may be missing.
pub fn read(path: &Path, must_exist: bool) -> Result<Config, Problem> {
    let own = source(path)?;
    if own.is_none() && must_exist {
        return Err(unreadable(path, &ErrorKind::NotFound.into()));
    }
    policy::resolve(&policies(), own.as_ref())
}

/// For tests: a policy where the machine has none. One that it has cannot be got round by this.
const POLICY: &str = "AWAY24_POLICY";

/// What administrators laid down, weakest first: a file, and then what the system itself hands out.
fn policies() -> Result<Vec<Source>, Problem> {
    let place = managed::file();
    let mut policies: Vec<Source> = place.as_deref().map(source).transpose()?.flatten().into_iter().collect();
    policies.extend(managed::handed_out()?);
    if policies.is_empty()
        && let Some(other) = std::env::var_os(POLICY)
    {
        policies.extend(source(Path::new(&other))?);
    }
    Ok(policies)
}

/// A file's text, if it is there.
fn source(path: &Path) -> Result<Option<Source>, Problem> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(Source { path: path.display().to_string(), text })),
        // What is below something that is no folder is not there, either.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::ConfigUnreadable { path: path.display().to_string(), why: error.to_string() }
}

/// Changes one setting, all of the file or nothing; what a person wrote around it stays.
pub fn change(path: &Path, setting: Setting) -> Result<(), Problem> {
    read(path, false)?.may_change(setting)?;
    // A link to a file that is kept elsewhere stays one.
    let path = fs::target(path);
    change_on(&mut System, &path, setting)?;
    fs::remove_stale(&path);
    Ok(())
}

fn change_on(disk: &mut impl Disk, path: &Path, setting: Setting) -> Result<(), Problem> {
    let name = path.display().to_string();
    let failed =
        |error: std::io::Error| Problem::ConfigUnwritable { path: name.clone(), why: error.to_string() };
    let text = match disk.read(path).and_then(|bytes| std::io::read_to_string(&*bytes)) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        other => other.map_err(failed)?,
    };
    let changed = config::change(&text, &name, setting)?;
    fs::create_folder_on(disk, path).map_err(failed)?;
    fs::replace_on(disk, path, changed.as_bytes(), Access::AsBefore).map_err(failed)
}
