//! The end of the agent or of the machine.

use super::{Duration, Moment};

/// Quitting may take 2 s; this is the portal's share, the rest is for what is written to disk at the end.
pub(crate) const QUIT_WITHIN: Duration = Duration::from_millis(1_800);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Quit {
    by: Option<Moment>,
    machine_going_down: bool,
    exited: bool,
}

impl Quit {
    /// Only the first request sets the deadline.
    pub(crate) fn request(&mut self, at: Moment) {
        self.by.get_or_insert(at + QUIT_WITHIN);
    }

    pub(crate) fn machine_going_down(&mut self, going_down: bool) {
        self.machine_going_down = going_down;
    }

    /// Whether nothing may stay behind at the portal, because the agent or the machine is going down.
    pub(crate) fn is_leaving(&self) -> bool {
        self.by.is_some() || self.machine_going_down
    }

    /// The deadline, once quitting was requested.
    pub(crate) fn by(&self) -> Option<Moment> {
        self.by
    }

    pub(crate) fn exit(&mut self) {
        self.exited = true;
    }

    pub(crate) fn has_exited(&self) -> bool {
        self.exited
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_request_sets_the_deadline() {
        let mut quit = Quit::default();
        assert_eq!(quit.by(), None);
        quit.request(Moment::default());
        quit.request(Moment::default() + QUIT_WITHIN);
        assert_eq!(quit.by(), Some(Moment::default() + QUIT_WITHIN));
        assert!(quit.is_leaving() && !quit.has_exited());
    }

    #[test]
    fn a_machine_that_stays_up_after_all_leaves_nothing_to_do() {
        let mut quit = Quit::default();
        quit.machine_going_down(true);
        assert!(quit.is_leaving());
        assert_eq!(quit.by(), None, "the agent goes on until it is stopped");
        quit.machine_going_down(false);
        assert!(!quit.is_leaving());
    }
}
