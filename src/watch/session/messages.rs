//! What Windows tells its windows, as words of ours: plain numbers, so that every machine can test them.

use super::Word;

/// `WM_POWERBROADCAST`, and what it may say: `PBT_APMSUSPEND`, `PBT_APMRESUMEAUTOMATIC`. (A second word,
/// `PBT_APMRESUMESUSPEND`, only adds that somebody is there; that is for the idle time to say.)
const POWER: u32 = 0x0218;
const SUSPEND: usize = 0x04;
const RESUME: usize = 0x12;
/// `WM_WTSSESSION_CHANGE`, and what it may say: the console or a remote desktop is connected or not, and the
/// session is locked or not.
const SESSION: u32 = 0x02b1;
const CONNECTED: [usize; 2] = [1, 3];
const DISCONNECTED: [usize; 2] = [2, 4];
const LOCK: usize = 7;
const UNLOCK: usize = 8;
/// `WM_QUERYENDSESSION`, `WM_ENDSESSION`.
const MAY_END: u32 = 0x0011;
const ENDS: u32 = 0x0016;
/// `WM_CLOSE`: `taskkill`, or an installer.
const CLOSE: u32 = 0x0010;

/// The word that a message says, if it says one. The machine's sleep is said without a delay: that is the
/// caller's to add.
pub fn word(kind: u32, what: usize) -> Option<Word> {
    Some(match (kind, what) {
        (POWER, SUSPEND) => Word::Sleep(None),
        (POWER, RESUME) => Word::Woke,
        (SESSION, LOCK) => Word::Hint(true),
        (SESSION, UNLOCK) => Word::Hint(false),
        (SESSION, what) if CONNECTED.contains(&what) => Word::Inactive(false),
        (SESSION, what) if DISCONNECTED.contains(&what) => Word::Inactive(true),
        (MAY_END, _) => Word::GoingDown(true),
        // Somebody else did not want it to end.
        (ENDS, 0) => Word::GoingDown(false),
        (ENDS | CLOSE, _) => Word::Over,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::SessionState;
    use super::*;
    use presence::Input;

    fn told(messages: &[(u32, usize)]) -> Vec<Input> {
        let mut witnesses = SessionState::default();
        let words = messages.iter().filter_map(|(kind, what)| word(*kind, *what));
        words.flat_map(|word| witnesses.hear(&word)).collect()
    }

    #[test]
    fn a_session_that_is_locked_or_somewhere_else_is_told_once() {
        assert_eq!(told(&[(SESSION, 7), (SESSION, 8)]), [Input::Locked, Input::Unlocked]);
        // Somebody else logs in at the console: the session is disconnected, and locked as well.
        let switched = [(SESSION, 2), (SESSION, 7), (SESSION, 1), (SESSION, 8)];
        assert_eq!(told(&switched), [Input::Locked, Input::Unlocked]);
        // From the office's console to a remote desktop: gone for a moment, and locked for none.
        assert_eq!(told(&[(SESSION, 2), (SESSION, 3)]), [Input::Locked, Input::Unlocked]);
    }

    #[test]
    fn a_prompt_for_an_administrator_is_no_lock() {
        // It takes the screen, but no message of the session; logging on and remote control are none of ours.
        assert_eq!(told(&[(SESSION, 5), (SESSION, 6), (SESSION, 9), (0x0007, 0), (0x001c, 0)]), []);
    }

    #[test]
    fn sleep_is_told_before_and_after_and_waking_only_once() {
        let night = [(POWER, 0x04), (POWER, 0x12), (POWER, 0x07), (POWER, 0x0a)];
        assert_eq!(told(&night), [Input::Suspending, Input::Resumed]);
    }

    #[test]
    fn a_session_that_may_end_may_also_go_on() {
        assert_eq!(told(&[(MAY_END, 0), (ENDS, 0)]), [Input::GoingDown(true), Input::GoingDown(false)]);
        assert_eq!(told(&[(MAY_END, 0), (ENDS, 1)]), [Input::GoingDown(true), Input::Quit]);
        assert_eq!(told(&[(CLOSE, 0)]), [Input::Quit]);
    }
}
