//! The power goes at every step of every write, and the next start still ends in the truth.

use super::*;
use presence::{
    Answer, Choices, Engine, Input, Moment, Observation, Output, Policy, Presence, Source, Trouble,
};
use std::collections::BTreeMap;
use std::io::Error;

const SECOND: Duration = Duration::from_secs(1);

/// A change of the folder that a power loss may take back.
#[derive(Clone, Debug)]
enum Change {
    Rename(String, String),
    Remove(String),
    Create(String),
}

/// A disk that does what disks do: what was not synced may be there, in part, or not at all.
#[derive(Clone, Debug, Default)]
struct Faulty {
    /// As a running system sees it.
    files: BTreeMap<String, Vec<u8>>,
    /// What is certainly on the platter: the folder, and the contents under each file's own number.
    folder: BTreeMap<String, Vec<u8>>,
    synced: BTreeMap<String, Vec<u8>>,
    changes: Vec<Change>,
    /// Operations until the power goes; or until the disk is full, for ever.
    left: Option<usize>,
    full: bool,
    operations: usize,
}

impl Faulty {
    fn step(&mut self) -> std::io::Result<()> {
        self.operations += 1;
        match &mut self.left {
            Some(0) => Err(Error::other("the power is gone")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// What the next start finds: any prefix of the changes of the folder may have reached the platter, and of
    /// contents that were not synced, nothing, a part, or everything.
    fn after_power_loss(&self) -> Vec<Self> {
        let mut outcomes = Vec::new();
        for reached in 0..=self.changes.len() {
            for part in 0..3 {
                let mut files = self.folder.clone();
                for change in &self.changes[..reached] {
                    match change {
                        Change::Create(name) => {
                            let whole = self.files.get(name).cloned().unwrap_or_default();
                            let content = match part {
                                0 => Vec::new(),
                                1 => whole[..whole.len() / 2].to_vec(),
                                _ => whole,
                            };
                            files.insert(name.clone(), self.synced.get(name).cloned().unwrap_or(content));
                        }
                        Change::Rename(from, to) => {
                            if let Some(content) = files.remove(from) {
                                files.insert(to.clone(), content);
                            }
                        }
                        Change::Remove(name) => drop(files.remove(name)),
                    }
                }
                outcomes.push(Self { files: files.clone(), folder: files, ..Self::default() });
            }
        }
        outcomes
    }
}

impl Disk for Faulty {
    fn exists(&self, name: &str) -> std::io::Result<bool> {
        Ok(self.files.contains_key(name))
    }

    fn write(&mut self, name: &str, text: &[u8]) -> std::io::Result<()> {
        self.synced.remove(name);
        self.changes.push(Change::Create(name.into()));
        self.files.insert(name.into(), text[..text.len() / 2].to_vec());
        self.step()?;
        if self.full {
            return Err(ErrorKind::StorageFull.into());
        }
        self.files.insert(name.into(), text.to_vec());
        self.step()
    }

    fn sync(&mut self, name: &str) -> std::io::Result<()> {
        self.step()?;
        self.synced.insert(name.into(), self.files[name].clone());
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> std::io::Result<()> {
        self.step()?;
        let content = self.files.remove(from).ok_or(ErrorKind::NotFound)?;
        self.files.insert(to.into(), content);
        self.changes.push(Change::Rename(from.into(), to.into()));
        self.step()
    }

    fn remove(&mut self, name: &str) -> std::io::Result<()> {
        self.step()?;
        self.files.remove(name).ok_or(ErrorKind::NotFound)?;
        self.changes.push(Change::Remove(name.into()));
        self.step()
    }

    fn sync_folder(&mut self) -> std::io::Result<()> {
        self.step()?;
        self.folder = self.files.clone();
        self.changes.clear();
        self.step()
    }
}

/// A portal and an agent that share a machine whose power may go.
#[derive(Clone)]
struct Machine {
    disk: Faulty,
    /// The portal has the person as away, by our doing.
    away_at_portal: bool,
    now: Moment,
}

/// How the reports of one life go, in turn; then all are accepted.
type Answers = &'static [Option<(bool, bool)>];

impl Machine {
    /// One life of the agent: with somebody who is there or not, until everything is said or the power goes.
    fn live(&mut self, acts: &[Input], answers: Answers) -> Result<(), Error> {
        let mut engine = Engine::new(Policy::of(Choices { threshold: SECOND * 60, ..Choices::default() }), 1);
        if may_be_left(&self.disk) {
            engine.handle(Input::LeftBehind, self.now);
        }
        engine.handle(Input::SignedIn, self.now);
        engine.handle(Input::SourceFound(Source::Events), self.now);
        let mut answers = answers.iter();
        for act in acts {
            engine.handle(*act, self.now);
            for _ in 0..200 {
                while let Some(output) = engine.poll(self.now) {
                    match output {
                        Output::Journal(Some(_)) => match note(&mut self.disk, "2026-11-21T12:04:00Z") {
                            Err(error) if self.disk.left == Some(0) => return Err(error),
                            // A full disk keeps nobody from going on.
                            _ => {}
                        },
                        Output::Journal(None) => match forget(&mut self.disk) {
                            Err(error) if self.disk.left == Some(0) => return Err(error),
                            _ => {}
                        },
                        Output::Report(ticket, presence) => {
                            // The power may go with the request on the wire, or with the answer.
                            self.disk.step()?;
                            let fails = answers.next().copied().flatten();
                            if fails.is_none_or(|(heard, _)| heard) {
                                self.away_at_portal = presence != Presence::Present;
                            }
                            self.disk.step()?;
                            let answer = match fails {
                                None => Answer::Accepted,
                                Some((_, maybe_heard)) => {
                                    Answer::Failed { trouble: Trouble::ServerFault, maybe_heard, after: None }
                                }
                            };
                            engine.handle(Input::Answered(ticket, answer), self.now);
                        }
                        Output::Observe(ticket) => {
                            engine.handle(Input::Observed(ticket, Observation::Idle(SECOND * 60)), self.now);
                        }
                        _ => {}
                    }
                }
                // Back-off runs out; nothing else is waited for.
                self.now = self.now + SECOND;
            }
        }
        Ok(())
    }
}

const AWAY: Input = Input::Idle(Duration::from_secs(120));

/// Leaves and comes back, twice, with each kind of answer, and the power goes after so many steps.
#[test]
fn power_lost_at_any_step_of_any_write_leaves_no_away_behind() {
    let lives: [Answers; 5] = [
        &[],
        &[Some((false, false)), None, Some((false, false))],
        &[Some((true, true)), None, Some((true, true))],
        &[Some((false, true)), Some((true, true)), Some((false, true)), Some((false, true))],
        &[None, Some((true, true)), None, Some((false, true))],
    ];
    let (mut losses, mut stuck_without) = (0, 0);
    for answers in lives {
        let acts = [Input::Active, AWAY, Input::Active, AWAY, Input::Active];
        let fresh = || Machine {
            disk: Faulty::default(),
            away_at_portal: false,
            now: Moment::after_boot(SECOND * 100_000),
        };
        let mut whole = fresh();
        whole.live(&acts, answers).unwrap();
        assert!(!whole.away_at_portal && !may_be_left(&whole.disk));
        for steps in 0..whole.disk.operations {
            let mut machine = fresh();
            machine.disk.left = Some(steps);
            machine.live(&acts, answers).unwrap_err();
            for disk in machine.disk.after_power_loss() {
                losses += 1;
                stuck_without += usize::from(machine.away_at_portal && !may_be_left(&disk));
                for (present, act) in [(true, Input::Active), (false, AWAY)] {
                    let mut next = Machine { disk: disk.clone(), ..machine.clone() };
                    next.live(&[act], &[]).unwrap();
                    assert_eq!(next.away_at_portal, !present, "power lost at step {steps} of {answers:?}");
                }
            }
        }
    }
    assert!(losses > 500, "{losses}");
    assert_eq!(stuck_without, 0, "the portal holds an away that no journal tells of");
}

#[test]
fn a_full_disk_keeps_nobody_from_reporting() {
    let mut machine = Machine {
        disk: Faulty { full: true, ..Faulty::default() },
        away_at_portal: false,
        now: Moment::after_boot(SECOND * 100_000),
    };
    machine.live(&[Input::Active, AWAY], &[]).unwrap();
    assert!(machine.away_at_portal && machine.disk.files.is_empty());
    machine.live(&[Input::Active, AWAY, Input::Active], &[]).unwrap();
    assert!(!machine.away_at_portal);
}

#[tokio::test]
async fn the_journal_of_a_real_folder_is_private_and_read_as_there_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let (failures, mut told) = mpsc::unbounded_channel();
    let (journal, left) = Journal::open(folder.path(), failures.clone());
    assert!(!left);
    journal.note(Some("2026-11-21T12:04:00Z".into())).wait(SECOND * 5).await;
    let path = folder.path().join(NAME);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, r#"{"version":1,"away_since":"2026-11-21T12:04:00Z"}"#);
    assert!(os::is_private(&path));
    assert!(Journal::open(folder.path(), failures.clone()).1);
    for damaged in [&b""[..], b"{\"version\":", b"\xFF\xFF", &[0; 4096]] {
        std::fs::write(&path, damaged).unwrap();
        assert!(Journal::open(folder.path(), failures.clone()).1, "a damaged journal says that there may be");
    }
    journal.note(None).wait(SECOND * 5).await;
    assert!(!Journal::open(folder.path(), failures.clone()).1);

    // A folder that is gone: said once, until it works again.
    std::fs::remove_dir(folder.path()).unwrap();
    for _ in 0..3 {
        journal.note(Some("2026-11-21T12:04:00Z".into())).wait(SECOND * 5).await;
    }
    std::fs::create_dir(folder.path()).unwrap();
    journal.note(Some("2026-11-21T12:04:00Z".into())).wait(SECOND * 5).await;
    assert!(matches!(told.recv().await, Some(Problem::JournalUnwritable { .. })));
    assert!(told.try_recv().is_err());
}
