//! What is known about the person, and what to ask the source of idleness next.
//!
//! In every method `at` is the moment a fact was true, and [`Context::now`] the latest moment the engine has seen.

use super::{Cause, Choices, Duration, Inhibitor, Moment, Output, Source, Watch, Whereabouts};

/// Two readings of the same last input may differ by this much: tick counters are coarse, and events arrive late.
pub(crate) const SLACK: Duration = Duration::from_secs(1);
/// Delay before a source is read again whose reading was refused; and once it has been begun again for that.
pub(crate) const RETRY_READING: Duration = Duration::from_secs(1);
pub(crate) const RETRY_LIAR: Duration = Duration::from_secs(60);
/// After so many refused readings in a row, it may be that an earlier report was wrong: the source is begun again.
const REFUSALS: u32 = 3;
/// How long an away waits for a reading that tells when the last input really was; and for a source to be found.
pub(crate) const DATED_WITHIN: Duration = Duration::from_millis(500);
pub(crate) const FOUND_WITHIN: Duration = Duration::from_secs(3);
/// Input this soon after the suspend signal was made before it.
const FALLING_ASLEEP: Duration = Duration::from_secs(5);
/// After "away now", input for this long does not count as a return: the hand is still on the mouse.
pub(crate) const GRACE: Duration = Duration::from_secs(5);

/// What a decision about the person depends on, beside the facts about them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) now: Moment,
    pub(crate) choices: Choices,
}

impl Context {
    /// Whether an input at `last` is at least one threshold ago.
    fn reaches_threshold(self, last: Moment) -> bool {
        self.now.since(last) >= self.choices.threshold
    }
}

/// What the source last reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Activity {
    #[default]
    Unknown,
    /// There was input at `last_presence`, and there may have been more since: the source will report when it
    /// ends, or is due to be read.
    Active,
    /// There was no input since `last_presence`, and the source will report when there is.
    Quiet,
}

/// A sleep that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sleep {
    from: Moment,
    woke: Moment,
}

impl Sleep {
    /// Whether an input at that moment was made outside of the sleep.
    fn excludes(self, input: Moment) -> bool {
        input <= self.from || input > self.woke + SLACK
    }
}

/// The person left on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ManualAway {
    at: Moment,
    cause: Cause,
}

impl ManualAway {
    /// From this moment, input is a return.
    fn grace_end(self) -> Moment {
        self.at + GRACE
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Person {
    source: Option<Source>,
    activity: Activity,
    /// The last input or unlock: told by somebody who saw it, or by the source when it was asked.
    last_presence: Option<Moment>,
    /// A lock or sleep suggests that somebody was present until then; a timer may have caused it.
    inferred: Option<Moment>,
    /// The source is asked about that. An away waits for the answer until then.
    dating_until: Option<Moment>,
    /// Whether it has been asked.
    asked: bool,
    /// Readings refused in a row.
    refusals: u32,
    /// The last input as the source reported it. A source that later reports an earlier one is wrong.
    source_last_input: Option<Moment>,
    /// What the source was last asked to watch for.
    watching: Option<Watch>,
    /// When to read the source, or to arm it.
    ask_at: Option<Moment>,

    /// The session is locked since then.
    locked: Option<Moment>,
    /// The machine is going to sleep, or asleep, since then.
    suspended: Option<Moment>,
    /// The last sleep, until there is input or an unlock after it.
    slept: Option<Sleep>,
    manual_away: Option<ManualAway>,
    /// Which of [`Inhibitor::ALL`] are active.
    inhibitors: [bool; Inhibitor::ALL.len()],
}

/// Facts.
impl Person {
    pub(crate) fn source_found(&mut self, source: Source, at: Moment) {
        self.source = Some(source);
        self.activity = Activity::Unknown;
        self.source_last_input = None;
        self.watching = None;
        self.ask_at = Some(at);
    }

    pub(crate) fn source_lost(&mut self) {
        self.dating_until = None;
        self.source = None;
        self.activity = Activity::Unknown;
        self.watching = None;
        self.ask_at = None;
    }

    /// The source reports that the last input was `idle` before `at`.
    pub(crate) fn read(&mut self, idle: Duration, at: Moment, cx: Context) {
        self.watching = None;
        let input = at.before(idle);
        if !self.is_possible(idle, at) {
            self.refusals = self.refusals.saturating_add(1);
            self.ask_at = Some(at + if self.refusals <= REFUSALS { RETRY_READING } else { RETRY_LIAR });
            return;
        }
        self.refusals = 0;
        self.dating_until = None;
        self.source_last_input = self.source_last_input.max(Some(input));
        if self.is_evidence(input, cx) {
            self.accept_reading(input);
        }
        self.activity = Activity::Quiet;
        self.reschedule(cx);
    }

    /// Whether there can have been no input for this long. Some sources report more than the time since boot, or
    /// more than the last reading and the time since.
    fn is_possible(&self, idle: Duration, at: Moment) -> bool {
        at.since(Moment::default()) >= idle
            && self.source_last_input.is_none_or(|known| at.before(idle) + SLACK >= known)
    }

    /// Whether a reading says anything about presence. Behind a lock, a small number means that the password box
    /// was bumped into; and some counters stand still during sleep, so that after a night they report minutes.
    /// Therefore a reading counts for the time before the lock or the sleep, and for the time after it. Behind a
    /// lock that does not mean away, it may extend a presence but not begin one.
    fn is_evidence(&self, input: Moment, cx: Context) -> bool {
        let precedes = |start: Option<Moment>| start.is_none_or(|start| input <= start);
        let unlocked = precedes(self.locked) || self.is_away(cx) != Some(true);
        let awake = precedes(self.suspended) && self.slept.is_none_or(|sleep| sleep.excludes(input));
        // Without any other evidence, this is the best there is.
        self.last_presence().is_none() || unlocked && awake
    }

    fn accept_reading(&mut self, input: Moment) {
        self.last_presence = self.last_presence.max(Some(input));
        // Nobody was present at the lock if the last input was before.
        self.inferred = self.inferred.filter(|inferred| input > *inferred);
        self.slept = self.slept.filter(|sleep| input <= sleep.woke);
        // A counter that stood still during sleep may mean an input before it: that ends no manual away.
        let asleep = self.is_asleep();
        self.manual_away = self.manual_away.filter(|away| asleep || input < away.grace_end());
    }

    /// The source saw input at this moment.
    pub(crate) fn active(&mut self, at: Moment, cx: Context) {
        self.watching = None;
        self.source_last_input = Some(at);
        if self.suspended.is_some_and(|since| at.since(since) < FALLING_ASLEEP) {
            // A last key press that was on its way when the lid closed. Later input is a person, even if no
            // resume was reported. While a hand is still moving, asking again at once would never end.
            self.ask_at = self.suspended.map(|since| since + FALLING_ASLEEP);
        } else if let Some(end) = self.grace_end().filter(|end| at < *end) {
            // The source reports once: further input until the end of the grace goes unreported.
            self.last_presence = self.last_presence.max(Some(end));
            self.activity = Activity::Active;
            self.reschedule(cx);
        } else {
            self.present(at, cx);
        }
    }

    pub(crate) fn lock(&mut self, at: Moment) {
        self.locked.get_or_insert(at);
        self.infer_presence(at, at);
        self.ask_at = Some(at);
    }

    /// The session was unlocked, or the person said that they are back. The latter ends a lock too: its unlock
    /// may have gone unreported.
    pub(crate) fn back(&mut self, at: Moment, cx: Context) {
        self.locked = None;
        self.present(at, cx);
    }

    pub(crate) fn suspend(&mut self, at: Moment) {
        self.suspended.get_or_insert(at);
        self.slept = None;
        self.infer_presence(at, at);
        self.activity = if self.source.is_some() { Activity::Quiet } else { Activity::Unknown };
        self.ask_at = Some(at);
    }

    pub(crate) fn resume(&mut self, at: Moment) {
        self.slept = self.suspended.take().map(|from| Sleep { from, woke: at }).or(self.slept);
        self.watching = None;
        self.ask_at = Some(at);
    }

    /// The person leaves on purpose.
    pub(crate) fn leave(&mut self, cause: Cause, at: Moment, cx: Context) {
        // Not all input within the grace is reported, so presence extends to its end.
        if cause != Cause::Said {
            self.infer_presence(at + GRACE, at);
        } else if self.activity != Activity::Quiet {
            self.last_presence = self.last_presence.max(Some(at + GRACE));
        }
        self.manual_away = Some(ManualAway { at, cause });
        self.reschedule(cx);
    }

    pub(crate) fn inhibit(&mut self, inhibitor: Inhibitor, on: bool, cx: Context) {
        for (known, active) in Inhibitor::ALL.into_iter().zip(&mut self.inhibitors) {
            if known == inhibitor {
                *active = on;
            }
        }
        // A source that is read was not read while the inhibitor was active: there may have been input.
        self.reschedule(cx);
    }

    fn present(&mut self, at: Moment, cx: Context) {
        // A manual away has extended presence to the end of its grace, which may be in the future.
        self.last_presence = self.last_presence.filter(|_| self.manual_away.is_none()).max(Some(at));
        self.inferred = None;
        self.dating_until = None;
        self.slept = None;
        self.suspended = None;
        self.manual_away = None;
        self.activity = Activity::Active;
        self.reschedule(cx);
    }

    /// The session was locked or the lid closed: somebody was present until then, unless the source knows better. One
    /// that has reported no input does; one that can be asked is asked.
    fn infer_presence(&mut self, until: Moment, at: Moment) {
        if self.activity == Activity::Quiet {
            return;
        }
        self.inferred = self.inferred.max(Some(until));
        self.asked = false;
        self.dating_until = match self.source {
            None => Some(at + FOUND_WITHIN),
            Some(Source::Events { readable: false }) => None,
            Some(_) => Some(at + DATED_WITHIN),
        };
    }
}

/// Conclusions.
impl Person {
    /// Whether the person is away; `None` without evidence.
    pub(crate) fn is_away(&self, cx: Context) -> Option<bool> {
        if self.is_locked_away(cx) || self.is_asleep_away(cx) || self.manual_away.is_some() {
            return Some(true);
        }
        match self.activity {
            Activity::Unknown => None,
            _ if self.inhibitor(cx).is_some() => Some(false),
            // Only a source of events would have reported the end of activity. A reading, or an unlock without a
            // source, says less the older it is.
            Activity::Active if !self.tells() => {
                (!cx.reaches_threshold(self.last_presence()?)).then_some(false)
            }
            Activity::Active => Some(false),
            Activity::Quiet => Some(cx.reaches_threshold(self.last_presence()?)),
        }
    }

    pub(crate) fn whereabouts(&self, cx: Context) -> Whereabouts {
        match (self.is_away(cx), self.last_presence()) {
            (None, _) => Whereabouts::Unknown,
            (Some(true), Some(since)) => Whereabouts::Gone { since, why: self.cause(cx) },
            (Some(_), _) => Whereabouts::Here,
        }
    }

    /// What alone keeps an idle person present.
    pub(crate) fn held_by(&self, cx: Context) -> Option<Inhibitor> {
        let idle_but_here = self.whereabouts(cx) == Whereabouts::Here && self.is_idle(cx);
        self.inhibitor(cx).filter(|_| idle_but_here)
    }

    /// Whether there is real input, rather than an inhibitor that stands in for it.
    pub(crate) fn is_active(&self, cx: Context) -> bool {
        self.activity == Activity::Active && self.is_away(cx) == Some(false) && !self.is_idle(cx)
    }

    pub(crate) fn last_presence(&self) -> Option<Moment> {
        self.last_presence.max(self.inferred)
    }

    /// When an away can be dated; `None`: now.
    pub(crate) fn dated_at(&self) -> Option<Moment> {
        self.dating_until
    }

    /// Whether the source reports by itself.
    fn tells(&self) -> bool {
        matches!(self.source, Some(Source::Events { .. }))
    }

    pub(crate) fn has_source(&self) -> bool {
        self.source.is_some()
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.locked.is_some()
    }

    fn cause(&self, cx: Context) -> Cause {
        match self.manual_away {
            _ if self.is_locked_away(cx) => Cause::Locked,
            _ if self.is_asleep_away(cx) => Cause::Asleep,
            Some(away) => away.cause,
            None => Cause::Idle,
        }
    }

    /// The first active inhibitor, if the person lets inhibitors keep them present.
    fn inhibitor(&self, cx: Context) -> Option<Inhibitor> {
        let mut known = Inhibitor::ALL.into_iter().zip(self.inhibitors);
        let active = known.find_map(|(inhibitor, active)| active.then_some(inhibitor));
        active.filter(|_| cx.choices.stay_present_in_calls)
    }

    fn is_locked_away(&self, cx: Context) -> bool {
        self.locked.is_some() && cx.choices.away_on_lock
    }

    fn is_asleep_away(&self, cx: Context) -> bool {
        self.is_asleep() && cx.choices.away_on_suspend
    }

    /// Whether the machine is asleep, or was, and nobody was seen since.
    fn is_asleep(&self) -> bool {
        self.suspended.is_some() || self.slept.is_some()
    }

    /// Whether the last known input is one threshold ago, and no source of events says that more followed.
    fn is_idle(&self, cx: Context) -> bool {
        let up_to_date = self.activity == Activity::Quiet || !self.tells();
        up_to_date && self.last_presence().is_some_and(|last| cx.reaches_threshold(last))
    }

    fn grace_end(&self) -> Option<Moment> {
        self.manual_away.map(ManualAway::grace_end)
    }
}

/// Questions for the source.
impl Person {
    /// When to poll again: the source is due, or somebody quiet reaches the threshold.
    pub(crate) fn next_change(&self, cx: Context) -> Option<Moment> {
        let quiet_since = self.last_presence().filter(|_| self.activity == Activity::Quiet);
        let away_at = quiet_since.map(|last| last + cx.choices.threshold);
        [self.ask_at, away_at].into_iter().flatten().filter(|at| *at > cx.now).min()
    }

    /// What to ask the source now, if anything.
    pub(crate) fn ask_source(&mut self, cx: Context) -> Option<Output> {
        let source = self.source?;
        if self.refusals == REFUSALS {
            self.refusals += 1;
            return Some(Output::RestartSource);
        }
        if self.ask_at.is_none_or(|at| at > cx.now) {
            return None;
        }
        match source {
            Source::Readings { .. } => {
                self.ask_at = None;
                Some(Output::Sample)
            }
            // Since when somebody is away is asked before they are watched for.
            Source::Events { readable: true } if self.dating_until.is_some() && !self.asked => {
                self.asked = true;
                Some(Output::Sample)
            }
            Source::Events { .. } => {
                // A return is watched for only once the grace is over.
                self.ask_at = self.grace_end().filter(|end| *end > cx.now);
                let watch = self.required_watch(cx);
                let unchanged = self.watching.replace(watch) == Some(watch);
                (!unchanged).then_some(Output::Watch(watch))
            }
        }
    }

    fn required_watch(&self, cx: Context) -> Watch {
        let grace_over = self.grace_end().filter(|end| *end <= cx.now);
        if self.activity != Activity::Quiet && grace_over.is_none() {
            return Watch::Quiet(cx.choices.threshold);
        }
        let woke = self.slept.map(|sleep| sleep.woke);
        let after = self.source_last_input.max(self.suspended).max(woke).max(grace_over);
        Watch::Input { after: after.unwrap_or_default() }
    }

    /// Decides when to ask the source next, after any news about the person.
    pub(crate) fn reschedule(&mut self, cx: Context) {
        self.ask_at = match self.source {
            None | Some(Source::Events { .. }) => Some(cx.now),
            Some(Source::Readings { .. }) if self.dating_until.is_some() => Some(cx.now),
            Some(Source::Readings { every }) => self.next_reading(every, cx),
        };
    }

    /// A reading is true for an instant only, so somebody who is quiet, but not for long enough, counts as active
    /// and is read again when they could have reached the threshold.
    fn next_reading(&mut self, every: Duration, cx: Context) -> Option<Moment> {
        let threshold_at = self.last_presence().map_or(cx.now, |last| last + cx.choices.threshold);
        if threshold_at > cx.now && self.activity == Activity::Quiet {
            self.activity = Activity::Active;
        }
        match self.is_away(cx) {
            // No reading can change anything before the unlock or the resume.
            _ if self.suspended.is_some() || self.is_locked_away(cx) => None,
            Some(true) => Some(cx.now + every),
            // Nor while an inhibitor is active; and by its end, this reading is out of date.
            Some(false) if threshold_at <= cx.now => {
                self.activity = Activity::Active;
                None
            }
            _ => Some(threshold_at),
        }
    }
}

#[cfg(test)]
impl Person {
    pub(crate) fn ask_at(&self) -> Option<Moment> {
        self.ask_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const MINUTE: Duration = Duration::from_secs(60);
    const HOUR: Duration = Duration::from_secs(3_600);
    const EVENTS: Source = Source::Events { readable: false };
    const READINGS: Source = Source::Readings { every: Duration::from_secs(5) };

    fn boot() -> Moment {
        Moment::after_boot(HOUR * 24)
    }

    /// With the usual choices: a threshold of ten minutes; a lock and sleep mean away.
    fn at(now: Moment) -> Context {
        Context { now, choices: Choices::default() }
    }

    fn with(source: Source) -> Person {
        let mut person = Person::default();
        person.source_found(source, boot());
        person
    }

    fn active(source: Source) -> Person {
        let mut person = with(source);
        person.active(boot(), at(boot()));
        person
    }

    #[test]
    fn without_evidence_nobody_is_here_or_away() {
        assert_eq!(Person::default().is_away(at(boot())), None);
        assert_eq!(with(EVENTS).whereabouts(at(boot())), Whereabouts::Unknown);
        let mut person = active(EVENTS);
        person.source_lost();
        assert_eq!(person.is_away(at(boot())), None);
    }

    #[test]
    fn somebody_quiet_is_away_from_the_threshold_on() {
        let mut person = with(EVENTS);
        person.read(MINUTE, boot(), at(boot()));
        let since = boot().before(MINUTE);
        assert_eq!(person.next_change(at(boot() + SECOND)), Some(since + MINUTE * 10));
        assert_eq!(person.is_away(at(since + MINUTE * 9)), Some(false));
        let gone = Whereabouts::Gone { since, why: Cause::Idle };
        assert_eq!(person.whereabouts(at(since + MINUTE * 10)), gone);
    }

    #[test]
    fn an_active_person_stays_present_as_long_as_a_source_of_events_is_silent() {
        let later = at(boot() + HOUR);
        assert_eq!(active(EVENTS).is_away(later), Some(false));
        assert_eq!(active(READINGS).is_away(later), None, "a reading says nothing about the time after it");
    }

    #[test]
    fn a_reading_that_cannot_be_is_refused_and_taken_again() {
        let mut person = with(READINGS);
        person.read(MINUTE, boot(), at(boot()));
        let before = person.clone();
        for impossible in [MINUTE * 2, HOUR * 25] {
            let now = boot() + SECOND;
            person.read(impossible, now, at(now));
            assert_eq!(person.ask_at(), Some(now + RETRY_READING));
            assert_eq!(person.whereabouts(at(now)), before.whereabouts(at(now)));
        }
    }

    #[test]
    fn a_source_is_read_when_the_threshold_could_be_reached_and_then_at_its_interval() {
        let mut person = with(READINGS);
        assert_eq!(person.ask_source(at(boot())), Some(Output::Sample));
        assert_eq!(person.ask_source(at(boot())), None);
        person.read(MINUTE, boot(), at(boot()));
        let away_at = boot() + MINUTE * 9;
        assert_eq!(person.next_change(at(boot())), Some(away_at));
        person.read(MINUTE * 10, away_at, at(away_at));
        assert_eq!(person.is_away(at(away_at)), Some(true));
        assert_eq!(person.next_change(at(away_at)), Some(away_at + SECOND * 5));
    }

    #[test]
    fn behind_a_lock_a_source_is_not_read_and_brings_nobody_back() {
        let mut person = active(READINGS);
        person.lock(boot());
        let later = boot() + MINUTE;
        assert_eq!(person.ask_source(at(later)), Some(Output::Sample), "for the time before the lock");
        person.read(SECOND, later, at(later));
        assert_eq!(person.ask_at(), None);
        let gone = Whereabouts::Gone { since: boot(), why: Cause::Locked };
        assert_eq!(person.whereabouts(at(later)), gone);
        person.back(later, at(later));
        assert_eq!(person.whereabouts(at(later)), Whereabouts::Here);
    }

    #[test]
    fn a_watch_is_armed_once_until_the_source_reports() {
        let mut person = with(EVENTS);
        let quiet = Output::Watch(Watch::Quiet(MINUTE * 10));
        assert_eq!(person.ask_source(at(boot())), Some(quiet));
        person.inhibit(Inhibitor::Window, true, at(boot()));
        assert_eq!(person.ask_source(at(boot())), None);
        person.read(MINUTE * 10, boot(), at(boot()));
        let input = Output::Watch(Watch::Input { after: boot().before(MINUTE * 10) });
        assert_eq!(person.ask_source(at(boot())), Some(input));
    }

    #[test]
    fn a_last_key_press_while_the_lid_closes_is_no_return() {
        let mut person = active(EVENTS);
        person.suspend(boot());
        for (after, away) in [(SECOND * 4, true), (SECOND * 5, false)] {
            let now = boot() + after;
            person.active(now, at(now));
            assert_eq!(person.is_away(at(now)), Some(away));
        }
    }

    #[test]
    fn waking_up_is_no_return_but_input_after_it_is() {
        let mut person = active(EVENTS);
        person.suspend(boot());
        let woke = boot() + HOUR;
        person.resume(woke);
        // The counter stood still: this input would have been made during the sleep.
        person.read(MINUTE, woke + SECOND, at(woke + SECOND));
        let gone = Whereabouts::Gone { since: boot(), why: Cause::Asleep };
        assert_eq!(person.whereabouts(at(woke + SECOND)), gone);
        person.read(SECOND, woke + MINUTE, at(woke + MINUTE));
        assert_eq!(person.whereabouts(at(woke + MINUTE)), Whereabouts::Here);
    }

    #[test]
    fn input_ends_a_manual_away_only_after_the_grace() {
        let mut person = active(EVENTS);
        person.leave(Cause::Said, boot(), at(boot()));
        let early = boot() + SECOND * 4;
        person.active(early, at(early));
        let gone = Whereabouts::Gone { since: boot() + GRACE, why: Cause::Said };
        assert_eq!(person.whereabouts(at(boot() + HOUR)), gone);
        assert_eq!(person.ask_source(at(early)), Some(Output::Watch(Watch::Quiet(MINUTE * 10))));
        assert_eq!(person.next_change(at(early)), Some(boot() + GRACE), "then a return is watched for");
        let late = boot() + GRACE;
        person.active(late, at(late));
        assert_eq!(person.whereabouts(at(late)), Whereabouts::Here);
    }

    #[test]
    fn an_inhibitor_holds_an_idle_person_if_they_choose_so() {
        let mut person = with(EVENTS);
        person.read(MINUTE, boot(), at(boot()));
        person.inhibit(Inhibitor::Program, true, at(boot()));
        assert_eq!(person.held_by(at(boot())), None, "they are not idle yet");
        let mut later = at(boot() + HOUR);
        assert_eq!(person.held_by(later), Some(Inhibitor::Program));
        assert!(!person.is_active(later), "an inhibitor is no input");
        later.choices.stay_present_in_calls = false;
        assert_eq!((person.held_by(later), person.is_away(later)), (None, Some(true)));
    }

    #[test]
    fn a_lock_extends_presence_unless_the_source_has_seen_nobody() {
        let mut person = active(EVENTS);
        person.lock(boot() + MINUTE);
        assert_eq!(person.last_presence(), Some(boot() + MINUTE));
        let mut person = with(EVENTS);
        person.read(MINUTE, boot(), at(boot()));
        person.lock(boot() + MINUTE);
        assert_eq!(person.last_presence(), Some(boot().before(MINUTE)));
    }
}
