//! The person at their desktop, and the source of idleness.

use super::*;
use crate::person::{GRACE, RETRY_LIAR, SLACK};

impl World {
    pub fn touch(&mut self) {
        self.last_input = self.now;
        self.stalled = Duration::ZERO;
        self.bump = None;
        if self.tells() {
            self.notice_input();
        }
        if matches!(self.watch, Some(Watch::Input { .. })) {
            self.source_reports(Input::Active);
        }
    }

    /// Whether the source reports by itself.
    pub fn tells(&self) -> bool {
        matches!(self.source, Some(Source::Events { .. }))
    }

    pub fn lock(&mut self) {
        self.lies = 0;
        if !self.locked {
            self.locked_at = self.now;
        }
        self.locked = true;
        self.next_reading = None;
        self.present_until = self.present_until.max(self.now);
        self.evidence = true;
        self.fact(Input::Locked);
    }

    /// The session is unlocked, or the person says that they are back.
    pub fn back(&mut self, input: Input) {
        self.locked = false;
        self.slept = false;
        self.manual_away = None;
        self.last_presence = self.now;
        self.next_reading = None;
        self.refused = None;
        self.fact(input);
        self.evidence = true;
    }

    /// The person leaves on purpose.
    pub fn leave(&mut self, input: Input) {
        self.lies = 0;
        self.present_until = self.now + GRACE;
        self.evidence = true;
        self.manual_away = Some(self.now);
        self.next_reading = None;
        self.fact(input);
    }

    pub fn inhibit(&mut self, inhibitor: Inhibitor, on: bool) {
        self.inhibitors.retain(|holding| *holding != inhibitor);
        self.inhibitors.extend(on.then_some(inhibitor));
        self.next_reading = None;
        self.fact(Input::Inhibited(inhibitor, on));
    }

    pub fn sleep(&mut self, span: Duration) {
        // The reading at this moment is the only evidence of the time before it.
        self.lies = 0;
        self.present_until = self.present_until.max(self.now);
        self.evidence = true;
        self.slept = true;
        self.woke = self.now + SECOND + span;
        self.next_reading = None;
        self.overrides_waits();
        self.fact(Input::Suspending);
        self.run(self.now + SECOND);
        // The agent does not run until the machine wakes.
        self.now = self.now + span;
        if self.stalls {
            self.stalled += span;
        }
        self.next_reading = None;
        self.fact(Input::Resumed);
        self.run(self.now + SECOND * 2);
    }

    pub fn lose_source(&mut self) {
        self.told_input = None;
        self.source = None;
        self.watch = None;
        self.evidence = false;
        self.fact(Input::SourceLost);
    }

    pub fn find_source(&mut self, source: Source) {
        if self.source.take().is_some() {
            self.fact(Input::SourceLost);
            self.evidence = false;
        }
        self.source = Some(source);
        self.told_input = None;
        self.watch = None;
        self.next_reading = None;
        self.fact(Input::SourceFound(source));
        if self.tells() {
            self.source_reports_idle();
        }
    }

    /// Input that a source can report. Behind a lock that means away, only the unlock counts.
    pub fn notice_input(&mut self) {
        let locked_away = self.locked && self.engine.policy.choices.away_on_lock;
        if self.last_input > self.last_presence && self.bump != Some(self.last_input) && !locked_away {
            self.last_presence = self.last_input;
            self.slept &= self.last_input < self.woke;
            self.manual_away =
                self.manual_away.filter(|since| self.slept || self.last_input < *since + GRACE);
        }
    }

    /// The source reports to the engine.
    pub fn source_reports(&mut self, input: Input) {
        self.watch = None;
        self.evidence = true;
        self.told_input = Some(self.now.before(self.counter()));
        self.fact(input);
    }

    /// When the source has something to report.
    pub fn source_due(&self) -> Option<Moment> {
        match self.watch? {
            Watch::Quiet(span) => Some(self.now.max(self.last_input + self.stalled + span)),
            Watch::Input { after } => (self.last_input > after).then_some(self.now),
        }
    }

    pub fn sample(&mut self) {
        if let Some(earliest) = self.next_reading {
            assert!(self.now >= earliest, "5: read before the answer could have changed");
        }
        if self.lies > 0 {
            self.lies -= 1;
            // Before the first reading of a source, only more than the time since boot is impossible.
            let possible = self.told_input.unwrap_or_default();
            let before = self.engine.status();
            self.fact(Input::Idle(self.now.since(possible) + self.excess + SLACK));
            assert_eq!(before, self.engine.status(), "10: a lie changes nothing");
            assert!(
                self.engine.person.ask_at().is_some_and(|at| at.since(self.now) <= RETRY_LIAR),
                "10: taken again"
            );
            self.next_reading = None;
            return;
        }
        self.source_reports_idle();
        self.next_reading = match self.engine.status().whereabouts {
            Whereabouts::Here if !self.may_be_away() => {
                let last = self.last_input.max(self.last_presence);
                // While an inhibitor alone keeps them here, no reading can change anything.
                let held_only = last.max(self.present_until) + self.threshold() <= self.now;
                Some(if held_only { self.now + HOUR * 1000 } else { last + self.threshold() })
            }
            Whereabouts::Gone { .. } => Some(self.now + self.lag()),
            _ => None,
        };
    }

    /// Time since the last input, as the source counts it.
    pub fn counter(&self) -> Duration {
        self.now.since(self.last_input).saturating_sub(self.stalled)
    }

    /// The source reports what its counter says.
    pub fn source_reports_idle(&mut self) {
        let is_gone = |world: &Self| matches!(world.engine.status().whereabouts, Whereabouts::Gone { .. });
        let locked_and_gone = self.locked && is_gone(self) && self.last_input > self.locked_at;
        if locked_and_gone {
            self.bump = Some(self.last_input);
        }
        self.notice_input();
        self.source_reports(Input::Idle(self.counter()));
        assert!(!locked_and_gone || is_gone(self), "11: a reading brought somebody back behind the lock");
    }
}
