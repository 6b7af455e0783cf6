//! What is known about the person, and what to ask the source next.

use super::{Cause, Duration, Engine, Inhibitor, Moment, Output, Seen, Source, Watch};

/// Readings of the same last input may differ by this much: ticks are coarse and events late.
pub(super) const SLACK: Duration = Duration::from_secs(1);
/// How soon a source whose reading was refused is asked again.
pub(super) const ASK_AGAIN: Duration = Duration::from_secs(1);
/// Input this soon after the word to sleep was made before it.
const FALLING_ASLEEP: Duration = Duration::from_secs(5);
/// Whoever says that they leave still has a hand on the mouse.
pub(super) const GRACE: Duration = Duration::from_secs(5);

impl Engine {
    /// A reading: the last input was `idle` before `at`.
    pub(super) fn read(&mut self, idle: Duration, at: Moment) {
        self.watching = None;
        let input = at.before(idle);
        let lies = at.since(Moment::default()) < idle
            || self.reckoned.is_some_and(|reckoned| input + SLACK < reckoned);
        if lies {
            self.ask_at = Some(at + ASK_AGAIN);
            return;
        }
        self.reckoned = self.reckoned.max(Some(input));
        // On the lock screen a small number says that the password box was bumped into; and some
        // counters stand still in sleep, so that after a night they speak of minutes. So a reading
        // is believed about the time before the lock or the sleep, and about the time after it;
        // behind a lock that does not mean away, it may prolong a presence, but not begin one.
        let before = |from: Option<Moment>| from.is_none_or(|from| input <= from);
        let unlocked = before(self.locked) || self.gone() != Some(true);
        let awake = self.slept.is_none_or(|(from, woke)| input <= from || input > woke + SLACK);
        let known = self.last_presence;
        if known.is_none() || unlocked && before(self.suspended) && awake {
            self.last_presence = known.max(Some(input));
            self.slept = self.slept.filter(|(_, woke)| input <= *woke);
            // A counter that stood still in sleep may mean input before it.
            let slept = self.slept();
            self.left = self.left.filter(|(left, _)| slept || input < *left + GRACE);
        }
        self.seen = Seen::Quiet;
        self.settle();
    }

    /// Real input, now.
    pub(super) fn active(&mut self, at: Moment) {
        self.watching = None;
        self.reckoned = Some(at);
        if self.suspended.is_some_and(|since| at.since(since) < FALLING_ASLEEP) {
            // A last key press that was on its way when the lid closed. Later ones are a person,
            // even if nobody told us of the waking.
            self.settle();
            return;
        }
        if let Some(over) = self.grace().filter(|over| at < *over) {
            // The hand is still on the mouse; what follows until then is not told of.
            self.last_presence = self.last_presence.max(Some(over));
            self.seen = Seen::Active;
            self.settle();
            return;
        }
        self.present(at);
    }

    pub(super) fn present(&mut self, at: Moment) {
        self.last_presence = self.last_presence.filter(|_| self.left.is_none()).max(Some(at));
        self.slept = None;
        self.suspended = None;
        self.left = None;
        self.seen = Seen::Active;
        self.settle();
    }

    /// The person leaves by their own doing.
    pub(super) fn leave(&mut self, why: Cause, at: Moment) {
        // Not every touch of the grace is told of: it counts as touched to its end.
        self.vouch(at + GRACE);
        self.left = Some((at, why));
        self.settle();
    }

    /// From when on input means that somebody who left on purpose is back.
    fn grace(&self) -> Option<Moment> {
        self.left.map(|(at, _)| at + GRACE)
    }

    pub(super) fn inhibited(&mut self, inhibitor: Inhibitor, on: bool) {
        for (known, holds) in Inhibitor::ALL.into_iter().zip(&mut self.inhibitors) {
            if known == inhibitor {
                *holds = on;
            }
        }
        // Of the time it held, a source that is read knows more than we do.
        self.settle();
    }

    /// What keeps an idle person present, if anything does.
    pub(super) fn held_by(&self) -> Option<Inhibitor> {
        let holding = Inhibitor::ALL.into_iter().zip(self.inhibitors).find(|(_, holds)| *holds);
        holding.map(|(inhibitor, _)| inhibitor).filter(|_| self.policy.choices.stay_present_in_calls)
    }

    /// Somebody locked the session or closed the lid: unless the source says that there was nobody,
    /// they were here until now. (The exact last input is not known to a source that only watches.)
    pub(super) fn vouch(&mut self, at: Moment) {
        if self.seen != Seen::Quiet {
            self.last_presence = self.last_presence.max(Some(at));
        }
    }

    /// After news about the person: a source that is read is believed for the instant of the
    /// reading only, so "quiet, but not for long enough" means "read again when it could be".
    pub(super) fn settle(&mut self) {
        let at = self.now;
        match self.source {
            None | Some(Source::Events) => self.ask_at = Some(at),
            Some(Source::Readings { every }) => {
                let enough = self.last_presence.map_or(at, |last| last + self.policy.choices.threshold);
                if enough > at && self.seen == Seen::Quiet {
                    self.seen = Seen::Active;
                }
                self.ask_at = match self.gone() {
                    // Nothing a reading could say would change anything before the unlock.
                    _ if self.suspended.is_some() || self.locked_away() => None,
                    Some(true) => Some(at + every),
                    // Nor before the inhibitor lets go; and then this one is old.
                    Some(false) if enough <= at => {
                        self.seen = Seen::Active;
                        None
                    }
                    _ => Some(enough),
                };
            }
        }
    }

    fn locked_away(&self) -> bool {
        self.locked.is_some() && self.policy.choices.away_on_lock
    }

    /// Whether the machine sleeps, or did, and nobody was seen since.
    pub(super) fn slept(&self) -> bool {
        self.suspended.is_some() || self.slept.is_some()
    }

    fn asleep_away(&self) -> bool {
        self.slept() && self.policy.choices.away_on_suspend
    }

    /// Whether the last input that is known of is too long ago, and none is known to have followed.
    pub(super) fn untouched(&self) -> bool {
        let known = self.seen == Seen::Quiet || self.source != Some(Source::Events);
        known && self.last_presence.is_some_and(|last| self.now.since(last) >= self.policy.choices.threshold)
    }

    /// Whether the person is away; `None` without evidence.
    pub(super) fn gone(&self) -> Option<bool> {
        if self.locked_away() || self.asleep_away() || self.left.is_some() {
            return Some(true);
        }
        match self.seen {
            Seen::Unknown => None,
            _ if self.held_by().is_some() => Some(false),
            // Only a source that tells by itself vouches for the time since; a reading, or an unlock
            // without a source, grows stale.
            Seen::Active if self.source != Some(Source::Events) => {
                let idle = self.now.since(self.last_presence?);
                (idle < self.policy.choices.threshold).then_some(false)
            }
            Seen::Active => Some(false),
            Seen::Quiet => {
                let idle = self.now.since(self.last_presence?);
                Some(idle >= self.policy.choices.threshold)
            }
        }
    }

    /// Why somebody who is gone counts as gone.
    pub(super) fn cause(&self) -> Cause {
        match self.left {
            _ if self.locked_away() => Cause::Locked,
            _ if self.asleep_away() => Cause::Asleep,
            Some((_, why)) => why,
            None => Cause::Idle,
        }
    }

    /// What to ask the source now.
    pub(super) fn ask_source(&mut self) -> Option<Output> {
        let source = self.source?;
        if self.ask_at.is_none_or(|at| at > self.now) {
            return None;
        }
        let grace = self.grace();
        self.ask_at = grace.filter(|over| *over > self.now && source == Source::Events);
        match source {
            Source::Readings { .. } => Some(Output::Sample),
            Source::Events => {
                let returning = grace.filter(|over| *over <= self.now);
                let wanted = if self.seen == Seen::Quiet || returning.is_some() {
                    let woke = self.slept.map(|(_, woke)| woke);
                    let after = self.reckoned.max(self.suspended).max(woke).max(returning);
                    Watch::Input { after: after.unwrap_or_default() }
                } else {
                    Watch::Quiet(self.policy.choices.threshold)
                };
                if self.watching == Some(wanted) {
                    return None;
                }
                self.watching = Some(wanted);
                Some(Output::Watch(wanted))
            }
        }
    }
}
