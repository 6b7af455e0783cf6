//! Files that nobody else reads, and folders that stay as they are.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// An empty file that only its owner can read.
pub fn create(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Brings a folder's entries to disk.
pub fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

/// Whether nobody but its owner can read it.
#[cfg(test)]
pub fn is_private(path: &Path) -> bool {
    let mode = std::fs::metadata(path).map(|file| std::os::unix::fs::MetadataExt::mode(&file));
    mode.is_ok_and(|mode| mode & 0o777 == 0o600)
}
