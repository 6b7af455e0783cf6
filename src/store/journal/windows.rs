//! Files in the person's own profile, which nobody else reads.

use std::fs::{File, OpenOptions};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;

/// `FILE_FLAG_BACKUP_SEMANTICS`: without it a folder cannot be opened.
const FOLDER: u32 = 0x0200_0000;

/// An empty file; who may read it is inherited from the profile.
pub fn create(path: &Path) -> std::io::Result<File> {
    File::create(path)
}

/// Brings a folder's entries to disk. NTFS does so by itself within seconds, in the order in which they were made:
/// where it cannot be hurried, as on a network drive, that has to do.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = OpenOptions::new().write(true).custom_flags(FOLDER).open(path);
    if let Err(error) = folder.and_then(|folder| folder.sync_all()) {
        log::debug!("the folder is not flushed: {error}");
    }
    Ok(())
}

/// Who may read it is for the profile to say, and no test's business.
#[cfg(test)]
pub fn is_private(path: &Path) -> bool {
    path.is_file()
}
