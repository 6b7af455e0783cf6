//! What replacing a file promises, on the simulated disk and in real folders.

use super::faulty::Faulty;
use super::*;
use std::collections::BTreeSet;
use std::io::Error;
use std::time::{Duration, SystemTime};

const OLD: &[u8] = b"the old text";
const NEW: &[u8] = b"the new text, which is longer";

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let name = |entry: Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

// ---- the power goes ----

/// What the next start may find in the file, if the power goes while or after something is done.
fn found_after(act: impl Fn(&mut Faulty, &Path) -> Result<()>) -> (BTreeSet<Vec<u8>>, BTreeSet<Vec<u8>>) {
    let path = Path::new("/folder/file.toml");
    let (mut meanwhile, mut afterwards) = (BTreeSet::new(), BTreeSet::new());
    let disk = Faulty::with(&[(path, OLD)]);
    disk.lose_power_at_every_step(
        |disk| act(disk, path),
        |found, done| {
            let found = found.read(path).unwrap_or_else(|error| error.to_string().into_bytes());
            if done {
                afterwards.insert(found)
            } else {
                meanwhile.insert(found)
            };
        },
    );
    (meanwhile, afterwards)
}

fn set<const N: usize>(texts: [&[u8]; N]) -> BTreeSet<Vec<u8>> {
    texts.map(<[u8]>::to_vec).into()
}

#[test]
fn power_lost_at_any_step_leaves_the_old_file_or_the_new_one_and_afterwards_the_new_one() {
    for access in [Access::Private, Access::AsBefore] {
        let (meanwhile, afterwards) = found_after(|disk, path| replace_on(disk, path, NEW, access));
        assert_eq!(meanwhile, set([OLD, NEW]));
        assert_eq!(afterwards, set([NEW]));
    }
}

/// Otherwise the test above would say nothing.
#[test]
fn the_simulated_disk_loses_what_is_written_without_its_syncs() {
    let new = Path::new("/folder/new");
    let half = &NEW[..NEW.len() / 2];
    let damage = set([b"", half, &[0; NEW.len()]]);
    let no_sync = found_after(|disk, path| {
        disk.write(new, NEW, None)?;
        disk.rename(new, path)
    });
    assert!(damage.is_subset(&no_sync.0) && damage.is_subset(&no_sync.1), "{no_sync:?}");
    let folder_only = found_after(|disk, path| {
        disk.write(new, NEW, None)?;
        disk.rename(new, path)?;
        disk.sync_folder(folder_of(path))
    });
    assert!(damage.is_subset(&folder_only.1), "{folder_only:?}");
    let file_only = found_after(|disk, path| {
        let written = disk.write(new, NEW, None)?;
        disk.sync(written)?;
        disk.rename(new, path)
    });
    assert_eq!(file_only.1, set([OLD, NEW]), "whole, but it may be taken back");
    let in_place = found_after(|disk, path| {
        let written = disk.write(path, NEW, None)?;
        disk.sync(written)
    });
    assert!(damage.is_subset(&in_place.0), "{in_place:?}");
    assert_eq!(in_place.1, set([NEW]));
}

#[test]
fn a_file_that_was_removed_stays_removed_after_a_power_loss() {
    let missing = Error::from(ErrorKind::NotFound).to_string();
    let (meanwhile, afterwards) = found_after(remove_on);
    assert_eq!(meanwhile, set([OLD, missing.as_bytes()]));
    assert_eq!(afterwards, set([missing.as_bytes()]));
}

#[test]
fn a_folder_that_was_created_is_there_after_a_power_loss() {
    let path = Path::new("/home/anna/.config/away24/config.toml");
    let create = |disk: &mut Faulty| {
        create_folder_on(disk, path)?;
        replace_on(disk, path, NEW, Access::AsBefore)
    };
    Faulty::with_folder(Path::new("/home/anna")).lose_power_at_every_step(create, |found, done| {
        let text = found.read(path).ok();
        assert!(text.as_deref() == Some(NEW) || (text.is_none() && !done), "{text:?}");
    });
}

#[test]
fn a_full_disk_keeps_the_old_file_and_its_error() {
    let path = Path::new("/folder/file.toml");
    let mut disk = Faulty::with(&[(path, OLD)]).filled();
    let error = replace_on(&mut disk, path, NEW, Access::Private).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StorageFull);
    assert_eq!((disk.files(), disk.read(path).unwrap().as_slice()), (vec![path], OLD));
}

// ---- real folders ----

#[test]
fn a_file_is_created_with_its_folder_replaced_and_erased() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not/yet/file.toml");
    for text in [OLD, NEW, b""] {
        replace(&path, text, Access::Private).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), text);
        assert!(is_private(&path));
        assert_eq!(names(folder_of(&path)), ["file.toml"]);
    }
    erase(&path).unwrap();
    assert!(names(folder_of(&path)).is_empty());
    erase(&path).unwrap();
    erase(&folder.path().join("nowhere/file.toml")).unwrap();
}

#[test]
fn what_is_in_the_place_of_the_file_or_of_its_folder_stays_and_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.toml");
    std::fs::create_dir_all(path.join("full")).unwrap();
    replace(&path, NEW, Access::Private).unwrap_err();
    assert_eq!(names(folder.path()), ["file.toml"], "no new file is left behind");
    let file = folder.path().join("file");
    std::fs::write(&file, OLD).unwrap();
    replace(&file.join("file.toml"), NEW, Access::Private).unwrap_err();
    assert_eq!(std::fs::read(&file).unwrap(), OLD);
}

/// A watcher that looks for the file's name anywhere in an event, and one for its extension.
#[test]
fn a_new_file_is_not_taken_for_the_file_it_replaces() {
    for name in
        ["config.toml", "journal.json", "history.jsonl", "away24.desktop", "io.github.away24.agent.plist"]
    {
        let new = new_file(&Path::new("/folder").join(name));
        let new_name = new.file_name().unwrap().to_str().unwrap();
        assert_eq!(new.parent(), Some(Path::new("/folder")), "a rename is only whole within one folder");
        assert!(new_name.starts_with('.') && !new_name.contains(name), "{new_name}");
        assert_ne!(new.extension(), Path::new(name).extension());
        assert!(new_name.contains(&std::process::id().to_string()), "two processes do not meet: {new_name}");
    }
}

#[test]
fn what_a_crash_left_behind_goes_and_what_another_process_writes_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let others = [".config-12.new", ".config-.new", ".config-x1.new", ".journal-11.new", "config-11.new"];
    for name in [".config-11.new"].iter().chain(&others) {
        let file = File::create(folder.path().join(name)).unwrap();
        // Only `.config-12.new` is being written right now.
        let age = if *name == ".config-12.new" { 0 } else { 2 * 60 * 60 };
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    replace(&path, NEW, Access::AsBefore).unwrap();
    let mut left: Vec<&str> = others.into_iter().chain(["config.toml"]).collect();
    left.sort_unstable();
    assert_eq!(names(folder.path()), left);
    erase(&path).unwrap();
    left.retain(|name| !["config.toml", ".config-12.new"].contains(name));
    assert_eq!(names(folder.path()), left, "what is erased leaves no copy behind");
}

#[test]
fn a_new_file_that_a_process_of_the_same_number_left_behind_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.json");
    std::fs::write(new_file(&path), [b'x'; 4096]).unwrap();
    replace(&path, NEW, Access::Private).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), NEW);
    assert_eq!(names(folder.path()), ["journal.json"]);
}

#[test]
fn what_is_no_link_is_its_own_target() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere/file.toml");
    assert_eq!(target(&missing), missing);
    assert_eq!(target(Path::new("bare-name-of-nothing")), Path::new("bare-name-of-nothing"));
}
