//! Disks that are full and folders that are read-only, by what a Linux kernel has of them.

use super::*;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, symlink};

const OLD: &[u8] = b"the old text";

#[test]
fn a_disk_that_is_full_keeps_the_old_file_and_no_part_of_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.json");
    std::fs::write(&path, OLD).unwrap();
    // The kernel's own full disk.
    symlink("/dev/full", new_file(&path)).unwrap();
    let error = replace(&path, b"the new text", Access::Private).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StorageFull);
    assert_eq!(std::fs::read(&path).unwrap(), OLD);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    replace(&path, b"the new text", Access::Private).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"the new text", "once there is room again");
}

/// A thread to which permissions apply, which they do not to root.
fn as_nobody<T: Send>(act: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            // SAFETY: changes nothing but who this thread is to the file system. Where that is not allowed, the
            // tests run as somebody to whom permissions apply.
            unsafe { libc::setfsuid(65534) };
            act()
        });
        thread.join().unwrap()
    })
}

#[test]
fn a_folder_that_is_read_only_is_one_clear_error_and_keeps_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, OLD).unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).unwrap();
    for access in [Access::Private, Access::AsBefore] {
        let error = as_nobody(|| replace(&path, b"the new text", access).unwrap_err());
        assert_eq!(error.to_string(), "Permission denied (os error 13)");
    }
    let error =
        as_nobody(|| replace(&folder.path().join("not/yet/x.toml"), OLD, Access::Private).unwrap_err());
    assert_eq!(error.to_string(), "Permission denied (os error 13)");
    let error = as_nobody(|| erase(&path).unwrap_err());
    assert_eq!(error.to_string(), "Permission denied (os error 13)");
    assert_eq!(std::fs::read(&path).unwrap(), OLD);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

/// `/proc` cannot be synced, as a share of some file servers cannot.
#[test]
fn a_folder_that_cannot_be_synced_at_all_is_no_error_and_a_missing_one_is() {
    assert!(File::open("/proc").unwrap().sync_all().is_err());
    System.sync_folder(Path::new("/proc")).unwrap();
    System.sync_folder(Path::new("/nowhere")).unwrap_err();
}
