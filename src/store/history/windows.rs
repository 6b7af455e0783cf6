//! Files in the person's own profile, which nobody else reads.

use std::fs::{File, OpenOptions};
use std::path::Path;

/// A file that grows at its end; where there is none, an empty one.
pub fn append(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).append(true).create(true).open(path)
}

/// An empty file.
pub fn create(path: &Path) -> std::io::Result<File> {
    File::create(path)
}

/// NTFS keeps what was renamed in its own journal; what the history says is not worth more.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Who may read it is for the profile to say, and no test's business.
#[cfg(test)]
pub fn is_private(path: &Path) -> bool {
    path.is_file()
}
