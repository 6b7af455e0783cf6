//! Permissions, links, and several processes at once.

use super::*;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;

const OLD: &[u8] = b"the old text";
const NEW: &[u8] = b"the new text, which is longer";

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().mode() & 0o777
}

#[test]
fn a_private_file_is_private_and_another_keeps_its_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let plain = folder.path().join("plain");
    std::fs::write(&plain, OLD).unwrap();
    replace(&path, OLD, Access::AsBefore).unwrap();
    assert_eq!(mode(&path), mode(&plain), "there was none: what the system gives a new file");
    // The last one is a file that even its owner cannot write.
    for permissions in [0o600, 0o640, 0o664, 0o444] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(permissions)).unwrap();
        replace(&path, NEW, Access::AsBefore).unwrap();
        assert_eq!((mode(&path), std::fs::read(&path).unwrap().as_slice()), (permissions, NEW));
    }
    replace(&path, NEW, Access::Private).unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_link_is_followed_to_its_file_also_when_that_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(folder.join("dotfiles")).unwrap();
    let (link, second, file) =
        (folder.join("config.toml"), folder.join("second"), folder.join("dotfiles/away24.toml"));
    symlink("second", &link).unwrap();
    symlink("dotfiles/away24.toml", &second).unwrap();
    assert_eq!(target(&link), file);
    for text in [OLD, NEW] {
        replace(&target(&link), text, Access::AsBefore).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), text);
        assert!(link.is_symlink() && second.is_symlink() && !file.is_symlink());
        assert_eq!(target(&link), file);
    }
    let circle = folder.join("circle");
    symlink("circle", &circle).unwrap();
    assert_eq!(target(&circle), circle);
}

const WRITER: &str = "AWAY24_TEST_WRITER";
const LENGTH: usize = 200_000;

/// The writers are processes of this very test.
#[test]
fn processes_that_replace_a_file_at_once_never_mix_their_texts() {
    if let Ok(job) = std::env::var(WRITER) {
        let (letter, path) = job.split_at(1);
        for _ in 0..10 {
            replace(Path::new(path), letter.repeat(LENGTH).as_bytes(), Access::AsBefore).unwrap();
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "0".repeat(LENGTH)).unwrap();
    let (_, name) = concat!(module_path!(), "::processes_that_replace_a_file_at_once_never_mix_their_texts")
        .split_once("::")
        .unwrap();
    let writer = |letter: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", name]).env(WRITER, format!("{letter}{}", path.display()));
        command.stdout(std::process::Stdio::null()).spawn().unwrap()
    };
    let mut writers = ["a", "b", "c"].map(writer);
    loop {
        let running = writers.iter_mut().any(|writer| writer.try_wait().unwrap().is_none());
        let text = std::fs::read(&path).unwrap();
        assert!(text.len() == LENGTH && text.iter().all(|letter| *letter == text[0]), "{} bytes", text.len());
        if !running {
            break;
        }
    }
    assert!(writers.iter_mut().all(|writer| writer.wait().unwrap().success()));
    assert_ne!(std::fs::read(&path).unwrap()[0], b'0');
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}
