//! What the desktop session tells beside input: that it is locked, that the machine goes to sleep or
//! down, that something speaks for a person who touches nothing; and that this process is to end.

use crate::events::Sender;
use presence::{Inhibitor, Input, Moment};
use std::time::Duration;

#[cfg(target_os = "linux")]
mod desktop;
#[cfg(target_os = "linux")]
mod logind;
#[cfg(any(windows, test))]
mod messages;
#[cfg(target_os = "linux")]
mod microphone;
#[cfg_attr(target_os = "linux", path = "session/linux.rs")]
#[cfg_attr(target_os = "macos", path = "session/macos.rs")]
#[cfg_attr(windows, path = "session/windows.rs")]
mod os;
#[cfg(any(target_os = "macos", test))]
mod posted;
#[cfg(unix)]
mod signals;

pub use os::{Delay, asked_to_end, examine, keep_secrets_out_of_dumps, watch_session};

/// What the machine waits at most before it sleeps, so that what has to be told can be told.
pub const DELAY_AT_MOST: Duration = Duration::from_secs(2);

/// A fact, and the moment it was true at.
#[derive(Debug)]
pub struct Fact {
    pub input: Input,
    pub at: Moment,
    /// The machine waits until this is dropped.
    pub delay: Option<Delay>,
}

/// What this session can tell, for `away24 doctor`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact")]
pub struct Abilities {
    /// That it is locked.
    pub lock: bool,
    /// That the machine goes to sleep, with time enough to report it.
    pub sleep: bool,
    /// That a program inhibits idleness.
    pub programs: bool,
    /// That a program listens to the microphone.
    pub microphone: bool,
}

/// What one of several witnesses says.
#[derive(Debug)]
#[allow(dead_code, reason = "no system says all of them")]
enum Word {
    /// The session manager's own word on the lock.
    Hint(bool),
    /// Another session has the screen.
    Inactive(bool),
    /// A screen saver covers the screen.
    Saver(bool),
    /// Somebody asked for a lock, or for its end.
    LockAsked,
    UnlockAsked,
    Sleep(Option<Delay>),
    Woke,
    GoingDown(bool),
    /// The session is over: nothing of it should stay.
    Over,
    /// By which witness, and whether a program inhibits idleness.
    Program(Witness, bool),
    Microphone(bool),
}

/// Who knows of programs that inhibit idleness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "no system has all of them")]
enum Witness {
    Logind,
    SessionManager,
    PowerPolicy,
}

/// Makes facts of what the witnesses say: a session is locked as long as one of them says so.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact")]
struct SessionState {
    hint: bool,
    inactive: bool,
    saver: bool,
    /// Locked, as far as was told.
    locked: bool,
    /// A lock was asked for, and nobody has confirmed it.
    asked: bool,
    programs: Vec<Witness>,
    microphone: bool,
    facts: Vec<Input>,
}

impl SessionState {
    /// The facts that follow.
    fn hear(&mut self, word: &Word) -> Vec<Input> {
        match *word {
            Word::Hint(hint) => self.hint = hint,
            Word::Inactive(inactive) => self.inactive = inactive,
            Word::Saver(saver) => self.saver = saver,
            Word::LockAsked if !self.locked => {
                self.asked = true;
                self.facts.push(Input::LockAsked);
            }
            // A locker that confirms has the last word; and to unlock what is not locked brings nobody back.
            Word::UnlockAsked if !self.locked && std::mem::take(&mut self.asked) => {
                self.facts.push(Input::Unlocked);
            }
            Word::LockAsked | Word::UnlockAsked => {}
            Word::Sleep(_) => self.facts.push(Input::Suspending),
            Word::Woke => self.facts.push(Input::Resumed),
            Word::Over => self.facts.push(Input::Quit),
            Word::GoingDown(going_down) => self.facts.push(Input::GoingDown(going_down)),
            Word::Program(witness, on) => self.program(witness, on),
            Word::Microphone(on) if on == self.microphone => {}
            Word::Microphone(on) => {
                self.microphone = on;
                self.facts.push(Input::Inhibited(Inhibitor::Microphone, on));
            }
        }
        let locked = self.hint || self.inactive || self.saver;
        if std::mem::replace(&mut self.locked, locked) != locked {
            self.asked = false;
            self.facts.push(if locked { Input::Locked } else { Input::Unlocked });
        }
        std::mem::take(&mut self.facts)
    }

    fn program(&mut self, witness: Witness, on: bool) {
        let before = !self.programs.is_empty();
        self.programs.retain(|known| *known != witness);
        self.programs.extend(on.then_some(witness));
        let now = !self.programs.is_empty();
        if before != now {
            self.facts.push(Input::Inhibited(Inhibitor::Program, now));
        }
    }
}

/// Where the witnesses' words become facts.
async fn listen(mut words: tokio::sync::mpsc::UnboundedReceiver<Word>, facts: Sender<Fact>) {
    let mut witnesses = SessionState::default();
    while let Some(word) = words.recv().await {
        log::debug!(word:?; "the session says");
        let at = crate::clock::now();
        let inputs = witnesses.hear(&word);
        let mut delay = match word {
            Word::Sleep(delay) => delay,
            _ => None,
        };
        for input in inputs {
            if facts.send(Fact { input, at, delay: delay.take() }).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_locked_as_long_as_one_witness_says_so_and_each_is_told_once() {
        let mut witnesses = SessionState::default();
        assert_eq!(witnesses.hear(&Word::Hint(false)), []);
        assert_eq!(witnesses.hear(&Word::Saver(true)), [Input::Locked]);
        assert_eq!(witnesses.hear(&Word::Hint(true)), []);
        assert_eq!(witnesses.hear(&Word::UnlockAsked), [], "the locker has the last word");
        assert_eq!(witnesses.hear(&Word::Saver(false)), []);
        assert_eq!(witnesses.hear(&Word::Inactive(true)), []);
        assert_eq!(witnesses.hear(&Word::Hint(false)), []);
        assert_eq!(witnesses.hear(&Word::Inactive(false)), [Input::Unlocked]);
    }

    #[test]
    fn a_lock_that_is_only_asked_for_is_told_as_such() {
        let mut witnesses = SessionState::default();
        assert_eq!(witnesses.hear(&Word::LockAsked), [Input::LockAsked]);
        assert_eq!(witnesses.hear(&Word::UnlockAsked), [Input::Unlocked]);
        assert_eq!(witnesses.hear(&Word::Hint(true)), [Input::Locked]);
        assert_eq!(witnesses.hear(&Word::LockAsked), [], "it is locked already");
        assert_eq!(witnesses.hear(&Word::Hint(false)), [Input::Unlocked]);
        assert_eq!(witnesses.hear(&Word::UnlockAsked), [], "nothing was locked: that brings nobody back");
    }

    #[test]
    fn programs_inhibit_idleness_until_the_last_witness_lets_go() {
        let mut witnesses = SessionState::default();
        let told = |on| vec![Input::Inhibited(Inhibitor::Program, on)];
        assert_eq!(witnesses.hear(&Word::Program(Witness::Logind, false)), []);
        assert_eq!(witnesses.hear(&Word::Program(Witness::Logind, true)), told(true));
        assert_eq!(witnesses.hear(&Word::Program(Witness::SessionManager, true)), []);
        assert_eq!(witnesses.hear(&Word::Program(Witness::Logind, false)), []);
        assert_eq!(witnesses.hear(&Word::Program(Witness::SessionManager, false)), told(false));
    }
}
