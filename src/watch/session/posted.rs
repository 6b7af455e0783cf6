//! What a Mac posts about the session, as words of ours: plain data, so that every machine can test it.

use super::Word;

/// What is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    WillSleep,
    DidWake,
    /// Somebody asked for a logout, a restart or a shutdown. That it was called off is not posted.
    WillPowerOff,
    /// Another person has the screen ("fast user switching").
    ResignedActive,
    BecameActive,
    ScreenLocked,
    ScreenUnlocked,
}

/// What is posted to all processes. Nobody documents it, and many rely on it.
pub const DISTRIBUTED: [(&str, Posted); 2] = [
    ("com.apple.screenIsLocked", Posted::ScreenLocked),
    ("com.apple.screenIsUnlocked", Posted::ScreenUnlocked),
];

impl Posted {
    /// The word it says. The machine's sleep is said without a delay: that is the caller's to add.
    pub fn word(self) -> Word {
        match self {
            Self::WillSleep => Word::Sleep(None),
            Self::DidWake => Word::Woke,
            Self::WillPowerOff => Word::GoingDown(true),
            Self::ResignedActive => Word::Inactive(true),
            Self::BecameActive => Word::Inactive(false),
            Self::ScreenLocked => Word::Hint(true),
            Self::ScreenUnlocked => Word::Hint(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SessionState;
    use super::Posted::*;
    use super::*;
    use presence::Input;

    fn told(posted: &[Posted]) -> Vec<Input> {
        let mut witnesses = SessionState::default();
        posted.iter().flat_map(|posted| witnesses.hear(&posted.word())).collect()
    }

    #[test]
    fn a_lid_that_is_closed_and_opened_is_a_night_behind_a_lock() {
        let night = [Input::Suspending, Input::Locked, Input::Resumed, Input::Unlocked];
        assert_eq!(told(&[WillSleep, ScreenLocked, DidWake, ScreenUnlocked]), night);
        // The lock may be told of only after the waking.
        let late = [Input::Suspending, Input::Resumed, Input::Locked, Input::Unlocked];
        assert_eq!(told(&[WillSleep, DidWake, ScreenLocked, ScreenUnlocked]), late);
    }

    #[test]
    fn who_hands_the_screen_to_somebody_else_is_back_when_both_locks_are_open() {
        let switched = [ResignedActive, ScreenLocked, BecameActive, ScreenUnlocked];
        assert_eq!(told(&switched), [Input::Locked, Input::Unlocked]);
        assert_eq!(told(&[ResignedActive, BecameActive]), [Input::Locked, Input::Unlocked]);
    }

    #[test]
    fn a_shutdown_is_told_and_a_second_unlock_is_not() {
        assert_eq!(told(&[WillPowerOff]), [Input::GoingDown(true)]);
        assert_eq!(told(&[ScreenUnlocked, ScreenUnlocked]), []);
        let names = DISTRIBUTED.map(|(name, posted)| (name.ends_with("Unlocked"), posted));
        assert_eq!(names, [(false, ScreenLocked), (true, ScreenUnlocked)]);
    }
}
