//! Files whose readers the profile's own access list decides, and folders that NTFS mostly syncs by itself.

use std::fs::{File, OpenOptions};
use std::io::Result;
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;

/// `FILE_FLAG_BACKUP_SEMANTICS`: without it a folder cannot be opened.
const FOLDER: u32 = 0x0200_0000;

/// Opens a file for appending; creates one if there is none.
pub fn append_private(path: &Path) -> Result<File> {
    OpenOptions::new().read(true).append(true).create(true).open(path)
}

/// An empty file, open for writing: Windows syncs no other. Who can read it is inherited from the profile.
pub fn create_private(path: &Path) -> Result<File> {
    File::create(path)
}

/// Brings a folder's entries to disk. NTFS does so by itself within seconds, in the order in which they were made;
/// where it cannot be hurried, as on a network drive, that has to do.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn sync_folder(path: &Path) -> Result<()> {
    let folder = OpenOptions::new().write(true).custom_flags(FOLDER).open(path);
    if let Err(error) = folder.and_then(|folder| folder.sync_all()) {
        log::debug!("the folder is not synced: {error}");
    }
    Ok(())
}

/// Who can read it is for the profile to say, and no test's business.
#[cfg(test)]
pub fn is_private(path: &Path) -> bool {
    path.is_file()
}
