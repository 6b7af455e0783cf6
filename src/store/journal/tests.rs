//! The power goes at every step of every write, and the next start still ends in the truth.

use super::*;
use crate::store::fs::faulty::Faulty;
use presence::{
    Answer, Choices, Engine, Input, Moment, Observation, Output, Policy, Presence, Source, Trouble,
};
use std::io::Error;
use std::path::PathBuf;

const SECOND: Duration = Duration::from_secs(1);

const FOLDER: &str = "/state";

fn journal() -> PathBuf {
    Path::new(FOLDER).join(NAME)
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
        if may_be_left(&self.disk, &journal()) {
            engine.handle(Input::LeftBehind, self.now);
        }
        engine.handle(Input::SignedIn, self.now);
        engine.handle(Input::SourceFound(Source::Events { readable: false }), self.now);
        let mut answers = answers.iter();
        for act in acts {
            engine.handle(*act, self.now);
            for _ in 0..200 {
                while let Some(output) = engine.poll(self.now) {
                    match output {
                        Output::Journal(Some(_)) => {
                            match note(&mut self.disk, &journal(), "2026-11-21T12:04:00Z") {
                                Err(error) if self.disk.power_is_gone => return Err(error),
                                // A full disk keeps nobody from going on.
                                _ => {}
                            }
                        }
                        Output::Journal(None) => match forget(&mut self.disk, &journal()) {
                            Err(error) if self.disk.power_is_gone => return Err(error),
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
    let lives: [Answers; 6] = [
        &[],
        &[Some((false, false)), None, Some((false, false))],
        &[Some((true, true)), None, Some((true, true))],
        &[Some((false, true)), Some((true, true)), Some((false, true)), Some((false, true))],
        &[None, Some((true, true)), None, Some((false, true))],
        &[Some((false, true)), None, None, Some((true, true))],
    ];
    let (mut losses, mut stuck_without) = (0, 0);
    for answers in lives {
        let acts = [Input::Active, AWAY, Input::Active, AWAY, Input::Active];
        let fresh = || Machine {
            disk: Faulty::with_folder(Path::new(FOLDER)),
            away_at_portal: false,
            now: Moment::after_boot(SECOND * 100_000),
        };
        let mut whole = fresh();
        whole.live(&acts, answers).unwrap();
        assert!(!whole.away_at_portal && !may_be_left(&whole.disk, &journal()));
        for steps in 0..whole.disk.operations {
            let mut machine = fresh();
            machine.disk = machine.disk.losing_power_after(steps);
            machine.live(&acts, answers).unwrap_err();
            for disk in machine.disk.after_power_loss() {
                losses += 1;
                stuck_without += usize::from(machine.away_at_portal && !may_be_left(&disk, &journal()));
                for (present, act) in [(true, Input::Active), (false, AWAY)] {
                    let mut next = Machine { disk: disk.clone(), ..machine.clone() };
                    next.live(&[act], &[]).unwrap();
                    assert_eq!(next.away_at_portal, !present, "power lost at step {steps} of {answers:?}");
                }
            }
        }
    }
    assert!(losses > 400, "only {losses} different disks");
    assert_eq!(stuck_without, 0, "the portal holds an away that no journal tells of");
}

/// The report of an away waits for its syncs: one more would make every report later.
#[test]
fn an_away_waits_for_two_syncs_and_its_end_for_one() {
    let mut disk = Faulty::with_folder(Path::new(FOLDER));
    note(&mut disk, &journal(), "2026-11-21T12:04:00Z").unwrap();
    assert_eq!(disk.syncs, 2);
    forget(&mut disk, &journal()).unwrap();
    assert_eq!(disk.syncs, 3);
}

#[test]
fn a_full_disk_keeps_nobody_from_reporting() {
    let mut machine = Machine {
        disk: Faulty::with_folder(Path::new(FOLDER)).filled(),
        away_at_portal: false,
        now: Moment::after_boot(SECOND * 100_000),
    };
    machine.live(&[Input::Active, AWAY], &[]).unwrap();
    assert!(machine.away_at_portal && machine.disk.files().is_empty());
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
    assert!(fs::is_private(&path));
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
