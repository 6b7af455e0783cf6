//! Private files by their mode, and folders that are synced as files are.

use std::fs::{File, OpenOptions};
use std::io::Result;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Opens a file for appending; creates one that only its owner can read if there is none.
pub fn append_private(path: &Path) -> Result<File> {
    OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)
}

/// An empty file that only its owner can read.
pub fn create_private(path: &Path) -> Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Brings a folder's entries to disk.
pub fn sync_folder(path: &Path) -> Result<()> {
    File::open(path)?.sync_all()
}

/// Whether nobody but its owner can read it.
#[cfg(test)]
pub fn is_private(path: &Path) -> bool {
    let mode = std::fs::metadata(path).map(|file| std::os::unix::fs::MetadataExt::mode(&file));
    mode.is_ok_and(|mode| mode & 0o777 == 0o600)
}
