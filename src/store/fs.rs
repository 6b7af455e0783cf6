//! Replaces and removes files so that a power loss leaves the old file or the new one, never a part of either.
//!
//! Whatever must survive a power loss is written through here: the configuration, the journal, the history when old
//! entries are dropped, the entry that starts the agent at login. This module knows how bytes reach the disk. It
//! does not know what they mean, or where files live (`paths`). The log, lock files and reports that are made again
//! at any time are written without it.
//!
//! A file is replaced by one process from one thread at a time; several processes may replace it at once.

use crate::clock;
use jiff::{SignedDuration, Timestamp};
use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
pub(super) mod faulty;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod linux_tests;
#[cfg_attr(unix, path = "fs/unix.rs")]
#[cfg_attr(windows, path = "fs/windows.rs")]
mod os;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[cfg(unix)]
mod unix_tests;

pub use os::append_private;
#[cfg(test)]
pub use os::is_private;

/// Who can read the new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its owner only.
    Private,
    /// As for the old file; if there was none, as the system does for a new one.
    AsBefore,
}

/// What is done to a disk, one operation at a time. Each of them may be the last before the power goes, which the
/// tests try on a simulated one.
pub trait Disk {
    /// A file that was written, and is not certain to be on the disk.
    type Written;

    fn exists(&self, path: &Path) -> Result<bool>;
    fn is_folder(&self, path: &Path) -> bool;
    fn read(&self, path: &Path) -> Result<Vec<u8>>;
    /// Creates a folder and the ones above it, as far as they are missing.
    fn create_folder(&mut self, folder: &Path) -> Result<()>;
    /// Writes a file that has the permissions of `like`; if that is `None`, only its owner can read it.
    fn write(&mut self, path: &Path, bytes: &[u8], like: Option<&Path>) -> Result<Self::Written>;
    /// From here on, the contents survive a power loss.
    fn sync(&mut self, written: Self::Written) -> Result<()>;
    fn rename(&mut self, from: &Path, to: &Path) -> Result<()>;
    fn remove(&mut self, path: &Path) -> Result<()>;
    /// From here on, what was created, renamed or removed in the folder survives a power loss.
    fn sync_folder(&mut self, folder: &Path) -> Result<()>;
}

/// The disk of this machine.
#[derive(Debug)]
pub struct System;

impl Disk for System {
    type Written = File;

    fn exists(&self, path: &Path) -> Result<bool> {
        path.try_exists()
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn create_folder(&mut self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)
    }

    fn write(&mut self, path: &Path, bytes: &[u8], like: Option<&Path>) -> Result<File> {
        let old = like.and_then(|old| std::fs::metadata(old).ok());
        // Private until it has the permissions of the old file: nobody reads it who could not read that one.
        let private = like.is_none() || old.is_some();
        let mut file = if private { os::create_private(path)? } else { File::create(path)? };
        file.write_all(bytes)?;
        if let Some(old) = old {
            // Some file systems have no permissions. Private is the safe choice there.
            let _ = file.set_permissions(old.permissions());
        }
        Ok(file)
    }

    fn sync(&mut self, written: File) -> Result<()> {
        unless_unsupported(written.sync_all())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&mut self, folder: &Path) -> Result<()> {
        unless_unsupported(os::sync_folder(folder))
    }
}

/// Replaces a file on this machine, or creates it together with its folder.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> Result<()> {
    create_folder_on(&mut System, path)?;
    replace_on(&mut System, path, bytes, access)?;
    remove_stale(path);
    Ok(())
}

/// Replaces a file: when this has succeeded, the new one survives a power loss. When it fails, the old file is as it
/// was, and nothing else is left behind; unless the folder alone could not be synced, which leaves the new file.
pub fn replace_on(disk: &mut impl Disk, path: &Path, bytes: &[u8], access: Access) -> Result<()> {
    let new = new_file(path);
    let like = (access == Access::AsBefore).then_some(path);
    let written = disk.write(&new, bytes, like).and_then(|written| disk.sync(written));
    if let Err(error) = written.and_then(|()| disk.rename(&new, path)) {
        // A part of it only takes room on a disk that may be full. The first error is the one to report.
        let _ = disk.remove(&new);
        return Err(error);
    }
    disk.sync_folder(folder_of(path))
}

/// Removes a file: when this has succeeded, it stays removed after a power loss. Succeeds if there is no such file.
pub fn remove_on(disk: &mut impl Disk, path: &Path) -> Result<()> {
    match disk.remove(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        // An earlier attempt may have failed after the removal: the folder is synced in any case.
        _ => disk.sync_folder(folder_of(path)),
    }
}

/// Creates the folder of a file if it is missing, and the missing ones above it. They survive a power loss.
pub fn create_folder_on(disk: &mut impl Disk, path: &Path) -> Result<()> {
    let folder = folder_of(path);
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !disk.is_folder(folder)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    disk.create_folder(folder)?;
    missing.into_iter().try_for_each(|created| disk.sync_folder(folder_of(created)))
}

/// Removes a file with everything that was written to replace it. Succeeds if there is nothing to remove.
pub fn erase(path: &Path) -> Result<()> {
    let mut found = false;
    for path in leftovers(path).into_iter().chain([path.to_owned()]) {
        match System.remove(&path) {
            Ok(()) => found = true,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    if found { System.sync_folder(folder_of(path)) } else { Ok(()) }
}

/// The file itself, where the path is a link. Nothing need be there yet.
pub fn target(path: &Path) -> PathBuf {
    if let Ok(path) = std::fs::canonicalize(path) {
        return path;
    }
    // What a link leads to may be missing. As many links as Linux follows.
    let mut target = path.to_owned();
    for _ in 0..40 {
        match std::fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return target,
        }
    }
    path.to_owned()
}

/// Writing a file takes milliseconds: after this long, the process that was writing has ended.
const STALE: SignedDuration = SignedDuration::from_hours(1);

/// Removes what processes left behind that ended while they replaced this file. What another process may be writing
/// at this moment stays.
pub fn remove_stale(path: &Path) {
    let is_stale = |path: &PathBuf| {
        let written = path.symlink_metadata().and_then(|file| file.modified()).ok();
        let written = written.and_then(|written| Timestamp::try_from(written).ok());
        written.is_some_and(|written| clock::unix_seconds() - written.as_second() > STALE.as_secs())
    };
    for stale in leftovers(path).into_iter().filter(is_stale) {
        // Only room on the disk is lost; the next time, it is tried again.
        let _ = System.remove(&stale);
    }
}

/// Where the new file is written: `.config-4711.new` for `config.toml`.
///
/// It is named after the process, so that two of them do not write to the same file. It has another extension than
/// the file it replaces, and does not contain its name unless that has no extension: whatever watches for that file,
/// or reads all files of a kind in this folder (as `launchd` and desktops do), takes no notice of it.
pub(super) fn new_file(path: &Path) -> PathBuf {
    let mut name = new_file_prefix(path);
    name.push(std::process::id().to_string());
    name.push(NEW_FILE_SUFFIX);
    path.with_file_name(name)
}

const NEW_FILE_SUFFIX: &str = ".new";

fn new_file_prefix(path: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(path.file_stem().unwrap_or_default());
    name.push("-");
    name
}

/// The new files of any process for this path.
fn leftovers(path: &Path) -> Vec<PathBuf> {
    let prefix = new_file_prefix(path);
    let is_new_file = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        let process = rest.and_then(|rest| rest.strip_suffix(NEW_FILE_SUFFIX.as_bytes()));
        process.is_some_and(|process| !process.is_empty() && process.iter().all(u8::is_ascii_digit))
    };
    let entries = std::fs::read_dir(folder_of(path)).into_iter().flatten().flatten();
    entries.filter(is_new_file).map(|entry| entry.path()).collect()
}

/// Some network file systems cannot sync folders, or files. Writing is still better than not writing: the server
/// decides when it is on its disk.
fn unless_unsupported(synced: Result<()>) -> Result<()> {
    match synced {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            log::debug!("not synced: {error}");
            Ok(())
        }
        outcome => outcome,
    }
}

/// The folder of a file; of a bare name, the current one.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
