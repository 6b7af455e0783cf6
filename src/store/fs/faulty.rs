//! A simulated disk whose power goes. It is as hostile as a real one may be.
//!
//! - Contents that were not synced may be there, be cut off, be zeros, be missing, or be those of the last sync.
//! - Of what was created, renamed or removed in a folder that was not synced since, any part may have happened.
//! - Nothing is certain of a file whose folder is not on the disk.

use super::{Disk, folder_of};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

/// Names, and the number of the file that each one stands for; of a folder, none.
type Entries = BTreeMap<PathBuf, Option<usize>>;

#[derive(Clone, Debug)]
enum Change {
    Create(PathBuf, Option<usize>),
    Rename(PathBuf, PathBuf, Option<usize>),
    Remove(PathBuf),
}

impl Change {
    fn folder(&self) -> &Path {
        match self {
            Self::Create(path, _) | Self::Rename(_, path, _) | Self::Remove(path) => folder_of(path),
        }
    }

    fn apply(&self, entries: &mut Entries) {
        match self {
            Self::Create(path, file) => drop(entries.insert(path.clone(), *file)),
            Self::Rename(from, to, file) => {
                entries.remove(from);
                entries.insert(to.clone(), *file);
            }
            Self::Remove(path) => drop(entries.remove(path)),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Contents {
    written: Vec<u8>,
    synced: Option<Vec<u8>>,
    /// Written to since the last sync.
    dirty: bool,
}

impl Contents {
    /// What the next start may find.
    fn outcomes(&self) -> Vec<Vec<u8>> {
        let synced = self.synced.iter().cloned();
        if !self.dirty {
            return synced.collect();
        }
        let (whole, half) = (self.written.clone(), self.written[..self.written.len() / 2].to_vec());
        synced.chain([Vec::new(), half, vec![0; whole.len()], whole]).collect()
    }
}

#[derive(Clone, Debug, Default)]
pub struct Faulty {
    /// As a running system sees it.
    entries: Entries,
    /// What is certainly on the platter.
    platter: Entries,
    /// What may or may not have reached it.
    changes: Vec<Change>,
    contents: Vec<Contents>,
    /// Operations until the power goes.
    left: Option<usize>,
    pub power_is_gone: bool,
    full: bool,
    pub operations: usize,
    pub syncs: usize,
}

impl Faulty {
    /// A disk on which these files have been for long.
    pub fn with(files: &[(&Path, &[u8])]) -> Self {
        let mut disk = Self::default();
        for (path, bytes) in files {
            disk.add_folder(folder_of(path));
            disk.entries.insert(path.to_path_buf(), Some(disk.contents.len()));
            disk.contents.push(Contents { synced: Some(bytes.to_vec()), ..Contents::default() });
        }
        Self { platter: disk.entries.clone(), ..disk }
    }

    /// A disk on which this folder has been for long, and nothing in it.
    pub fn with_folder(folder: &Path) -> Self {
        let mut disk = Self::default();
        disk.add_folder(folder);
        Self { platter: disk.entries.clone(), ..disk }
    }

    fn add_folder(&mut self, folder: &Path) {
        self.entries.extend(folder.ancestors().map(|folder| (folder.to_owned(), None)));
    }

    /// The same disk, whose power goes after so many steps.
    pub fn losing_power_after(&self, steps: usize) -> Self {
        Self { left: Some(steps), ..self.clone() }
    }

    /// The same disk, with no room left.
    pub fn filled(self) -> Self {
        Self { full: true, ..self }
    }

    /// The files, without folders.
    pub fn files(&self) -> Vec<&Path> {
        let files = self.entries.iter().filter(|(_, file)| file.is_some());
        files.map(|(path, _)| &**path).collect()
    }

    pub fn step(&mut self) -> Result<()> {
        self.operations += 1;
        match &mut self.left {
            Some(0) => {
                self.power_is_gone = true;
                Err(Error::other("the power is gone"))
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.entries);
        self.changes.push(change);
    }

    /// Every state in which the next start may find the disk.
    pub fn after_power_loss(&self) -> Vec<Self> {
        assert!(self.changes.len() < 10, "too many changes at once to try them all: {:?}", self.changes);
        let mut outcomes = BTreeSet::new();
        for happened in 0..1_usize << self.changes.len() {
            let mut entries = self.platter.clone();
            for (number, change) in self.changes.iter().enumerate() {
                if happened >> number & 1 == 1 {
                    change.apply(&mut entries);
                }
            }
            let folders: Vec<PathBuf> =
                entries.iter().filter(|(_, file)| file.is_none()).map(|(path, _)| path.clone()).collect();
            entries
                .retain(|path, _| path.ancestors().skip(1).all(|above| folders.iter().any(|it| it == above)));
            outcomes.extend(self.all_contents(&entries));
        }
        let disk = |files: BTreeMap<PathBuf, Option<Vec<u8>>>| {
            let mut disk = Self::default();
            for (path, bytes) in files {
                disk.entries.insert(path, bytes.as_ref().map(|_| disk.contents.len()));
                disk.contents
                    .extend(bytes.map(|bytes| Contents { synced: Some(bytes), ..Contents::default() }));
            }
            Self { platter: disk.entries.clone(), ..disk }
        };
        outcomes.into_iter().map(disk).collect()
    }

    /// Every combination of what the files may hold.
    fn all_contents(&self, entries: &Entries) -> Vec<BTreeMap<PathBuf, Option<Vec<u8>>>> {
        let mut combinations = vec![BTreeMap::new()];
        for (path, file) in entries {
            let choices: Vec<Option<Vec<u8>>> = match file {
                Some(number) => self.contents[*number].outcomes().into_iter().map(Some).collect(),
                None => vec![None],
            };
            let extended = combinations.iter().flat_map(|combination| {
                choices.iter().map(|choice| {
                    let mut combination = combination.clone();
                    combination.insert(path.clone(), choice.clone());
                    combination
                })
            });
            combinations = extended.collect();
        }
        combinations
    }

    /// Does something over and over, and each time the power goes one step later, until it goes when everything is
    /// done. Hands over every disk that the next start may find, and whether it was done. Returns how many.
    pub fn lose_power_at_every_step<E: std::fmt::Debug>(
        &self,
        act: impl Fn(&mut Self) -> std::result::Result<(), E>,
        mut check: impl FnMut(&Self, bool),
    ) -> usize {
        let mut whole = self.clone();
        act(&mut whole).expect("it works while there is power");
        let mut losses = 0;
        for steps in 0..=whole.operations {
            let mut disk = self.losing_power_after(steps);
            let outcome = act(&mut disk);
            assert_eq!(outcome.is_err(), disk.power_is_gone, "{outcome:?}");
            for found in disk.after_power_loss() {
                losses += 1;
                check(&found, !disk.power_is_gone);
            }
        }
        losses
    }

    fn number(&self, path: &Path) -> Result<Option<usize>> {
        self.entries.get(path).copied().ok_or(ErrorKind::NotFound.into())
    }
}

impl Disk for Faulty {
    /// The number of the file.
    type Written = usize;

    fn exists(&self, path: &Path) -> Result<bool> {
        Ok(self.entries.contains_key(path))
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.entries.get(path) == Some(&None)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        let contents = &self.contents[self.number(path)?.ok_or(ErrorKind::IsADirectory)?];
        let synced = contents.synced.clone().unwrap_or_default();
        Ok(if contents.dirty { contents.written.clone() } else { synced })
    }

    fn create_folder(&mut self, folder: &Path) -> Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !self.is_folder(folder)).collect();
        for folder in missing.into_iter().rev() {
            self.step()?;
            self.change(Change::Create(folder.to_owned(), None));
        }
        self.step()
    }

    fn write(&mut self, path: &Path, bytes: &[u8], _: Option<&Path>) -> Result<usize> {
        self.step()?;
        if !self.is_folder(folder_of(path)) {
            return Err(ErrorKind::NotFound.into());
        }
        // A file that is there is truncated.
        let number = self.number(path).ok().flatten().unwrap_or(self.contents.len());
        if number == self.contents.len() {
            self.contents.push(Contents::default());
            self.change(Change::Create(path.to_owned(), Some(number)));
        }
        let half = bytes[..bytes.len() / 2].to_vec();
        self.contents[number] = Contents { written: half, dirty: true, ..self.contents[number].clone() };
        self.step()?;
        if self.full {
            return Err(ErrorKind::StorageFull.into());
        }
        self.contents[number].written = bytes.to_vec();
        self.step()?;
        Ok(number)
    }

    fn sync(&mut self, number: usize) -> Result<()> {
        self.step()?;
        self.syncs += 1;
        let contents = &mut self.contents[number];
        *contents = Contents { synced: Some(contents.written.clone()), dirty: false, ..contents.clone() };
        self.step()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<()> {
        self.step()?;
        let number = self.number(from)?;
        assert_eq!(folder_of(from), folder_of(to), "between folders, a rename is not one change");
        self.change(Change::Rename(from.to_owned(), to.to_owned(), number));
        self.step()
    }

    fn remove(&mut self, path: &Path) -> Result<()> {
        self.step()?;
        self.number(path)?;
        self.change(Change::Remove(path.to_owned()));
        self.step()
    }

    fn sync_folder(&mut self, folder: &Path) -> Result<()> {
        self.step()?;
        self.syncs += 1;
        if !self.is_folder(folder) {
            return Err(ErrorKind::NotFound.into());
        }
        for change in self.changes.extract_if(.., |change| change.folder() == folder) {
            change.apply(&mut self.platter);
        }
        self.step()
    }
}
