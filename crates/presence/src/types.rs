//! The words the engine speaks: moments, facts, wishes, answers. The rest of the crate speaks them too.

use core::ops::Add;
use core::time::Duration;

/// Troubles that only a person at the portal can end, and that end without our doing.
const WAIT_FOR_ADMIN: Duration = Duration::from_secs(10 * 60);
const WAIT_FOR_PORTAL: Duration = Duration::from_secs(60 * 60);

/// Time since boot, on a clock that keeps counting while the machine sleeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Duration);

impl Moment {
    /// The moment this long after boot.
    pub const fn after_boot(elapsed: Duration) -> Self {
        Self(elapsed)
    }

    /// How long ago `earlier` was; zero if it lies in the future.
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment this long before, or boot.
    #[must_use]
    pub fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(span))
    }
}

impl Add<Duration> for Moment {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span))
    }
}

/// What a person may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one choice of its own")]
pub struct Choices {
    /// Without input for this long, the person is away.
    pub threshold: Duration,
    /// A locked session means away at once.
    pub away_on_lock: bool,
    /// A machine going to sleep means away at once.
    pub away_on_suspend: bool,
    /// While something inhibits idleness, a person who touches nothing is here all the same.
    pub stay_present_in_calls: bool,
    /// This person has other devices: what other clients tell the portal meanwhile is believed while they
    /// are away, and cleared while they are here.
    pub multi_device: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            threshold: Duration::from_secs(10 * 60),
            away_on_lock: true,
            away_on_suspend: true,
            stay_present_in_calls: true,
            multi_device: false,
        }
    }
}

/// What the engine decides by.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub choices: Choices,
    /// The upper bound of the first wait after a failure; it doubles with each further one.
    pub backoff_base: Duration,
    /// The upper bound of these waits.
    pub backoff_cap: Duration,
    /// Every wait the engine chooses by itself is so many times shorter. Anything but 1 is for tests.
    pub pace: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            choices: Choices::default(),
            backoff_base: Duration::from_secs(2),
            backoff_cap: Duration::from_secs(5 * 60),
            pace: 1,
        }
    }
}

impl Policy {
    /// The usual one, for somebody who chose this.
    pub fn of(choices: Choices) -> Self {
        Self { choices, ..Self::default() }
    }

    /// A wait that the engine chooses by itself, in this pace.
    pub(crate) fn paced(&self, wait: Duration) -> Duration {
        wait / self.pace.max(1)
    }
}

/// How the present source of idleness can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It tells by itself: [`Output::Watch`] arms it.
    Events,
    /// It has to be read: [`Output::Sample`]; while the person is away, at this interval.
    Readings { every: Duration },
}

/// What speaks for somebody who touches nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inhibitor {
    /// A program listens to the microphone.
    Microphone,
    /// A program asked the session not to count this as idle: a film, a presentation.
    Program,
    /// A window asked the compositor for the same.
    Window,
}

impl Inhibitor {
    pub const ALL: [Self; 3] = [Self::Microphone, Self::Program, Self::Window];
}

/// For how long nothing is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    Until(Moment),
    /// Until the person says otherwise.
    Indefinitely,
}

impl Pause {
    pub(super) fn end(self) -> Option<Moment> {
        match self {
            Self::Until(end) => Some(end),
            Self::Indefinitely => None,
        }
    }
}

/// A fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// A source of idleness is there and can be asked.
    SourceFound(Source),
    /// There is none any more: whether the person is here is unknown from now on.
    SourceLost,
    /// The source says that the last input was this long ago.
    Idle(Duration),
    /// The source saw input just now.
    Active,
    /// The session is locked, or another one has the screen.
    Locked,
    /// The session was asked to lock, and nobody said yet that it did. Many lockers never do, nor tell
    /// of the unlocking: so this counts as [`Input::AwayNow`] does, if a lock means away.
    LockAsked,
    Unlocked,
    Suspending,
    Resumed,
    /// It speaks for the person, or does not any more.
    Inhibited(Inhibitor, bool),
    /// The person says that they leave: away until they say otherwise, or until input after a grace of
    /// five seconds.
    AwayNow,
    /// The person says that they are here.
    BackNow,
    /// The machine is going down, or is not after all: nothing may stay behind.
    GoingDown(bool),
    /// Report nothing for a while.
    Pause(Pause),
    Unpause,
    /// The person chose, in the menu or in the configuration.
    Choose(Choices),
    /// Credentials are there (again), or were exchanged.
    SignedIn,
    /// There are none.
    SignedOut,
    /// An earlier run may have left an away behind at the portal.
    LeftBehind,
    /// The answer to a [`Output::Report`].
    Answered(Ticket, Answer),
    /// The answer to a [`Output::Observe`].
    Observed(Ticket, Observation),
    /// The network of this machine has changed: what could not be reached may be reached now.
    Online,
    /// Clear what was set, then [`Output::Exit`].
    Quit,
}

/// A wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Ask the source to tell once about this; it replaces the watch before.
    Watch(Watch),
    /// Read the source once: the answer is [`Input::Idle`] or [`Input::SourceLost`].
    Sample,
    /// Note on disk, before anything else is done, that an away may be left behind at the portal, and since
    /// when the person is gone; `None`: that nothing is.
    Journal(Option<Moment>),
    /// Tell the portal; the answer is [`Input::Answered`] with the same ticket. What was asked before and is
    /// not answered yet is of no interest any more.
    Report(Ticket, Presence),
    /// Ask the portal for the idle date it has recorded; the answer is [`Input::Observed`].
    Observe(Ticket),
    /// The credentials are no good (any more). Said once until they change.
    AskToSignIn,
    /// All is cleared that could be: end the process.
    Exit,
}

/// What an event-driven source is to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// No input for this long. Told at once if that is so already.
    Quiet(Duration),
    /// Input later than this. Told at once if there was some already.
    Input { after: Moment },
}

/// What the portal is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Present,
    /// `AGO`: whole minutes since the last input, at least 1, true at the moment of the wish.
    Away {
        ago: u64,
    },
}

/// Names one report, so that an answer finds it. They grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub(super) u64);

/// How a report went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accepted,
    Failed {
        trouble: Trouble,
        /// The portal may have acted on it all the same: a timeout, a connection cut after sending.
        maybe_heard: bool,
        /// The portal said when to come back: `Retry-After`, `operating_reset_at`.
        after: Option<Duration>,
    },
}

/// What the portal has recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// An idle date, so long ago by the portal's own clock.
    Idle(Duration),
    /// None.
    NotIdle,
    /// It could not be asked; the portal said when to come back, or did not.
    Failed { trouble: Trouble, after: Option<Duration> },
}

/// Why the portal could not be told. What each means for a person is in `messages.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Not reached, or what answered is not Bitrix24.
    Offline,
    /// A fault inside the portal.
    ServerFault,
    /// The method's execution time is used up.
    Busy,
    /// Too many requests from this address, all users' together.
    Crowded,
    /// The portal's REST interface was blocked by hand.
    Blocked,
    /// An administrator has to confirm the application.
    Unconfirmed,
    /// The portal was closed.
    Deleted,
    /// The credentials are no good.
    Unauthorized,
    /// The webhook lacks the scope `im`.
    Scope,
    /// This user may not use the application.
    User,
    /// REST is part of commercial plans only.
    Plan,
    /// The portal has another address now.
    Moved,
    /// The portal refuses the form of the request.
    Configuration,
    /// The authorization server does not take the application's id or secret.
    Application,
    /// The credentials could not be renewed, because this machine's keychain did not take the new ones.
    Keychain,
}

impl Trouble {
    /// Repeating the call cannot help: silence until somebody changes something.
    pub fn stops(self) -> bool {
        use Trouble::*;
        matches!(self, Unauthorized | Scope | User | Plan | Moved | Configuration | Application)
    }

    /// How long it lasts at least, where nothing tells better.
    pub(super) fn wait(self) -> Option<Duration> {
        match self {
            Trouble::Unconfirmed | Trouble::Blocked => Some(WAIT_FOR_ADMIN),
            Trouble::Deleted => Some(WAIT_FOR_PORTAL),
            _ => None,
        }
    }
}

/// What the portal believes of this person, as far as our own requests go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Present,
    /// Accepted: the portal took an away report.
    Away,
    /// It may have heard of an away.
    Unsure,
}

/// Whether an accepted away was seen to be recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    /// It has not been read back yet.
    #[default]
    Unknown,
    /// The portal reads back the date that was told.
    Confirmed,
    /// It is accepted, but does not read back.
    Missing,
    /// It was recorded, and is not any more: another client cleared or replaced it.
    Cleared,
}

/// Whether the person is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// There is no evidence.
    Unknown,
    Here,
    /// Gone, and since when there has been no input.
    Gone {
        since: Moment,
        why: Cause,
    },
}

/// Why somebody counts as gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No input for as long as the threshold.
    Idle,
    Locked,
    /// The machine sleeps, or slept, and nobody was seen since.
    Asleep,
    /// The person said so.
    Said,
}

/// What there is to show about the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact")]
pub struct Status {
    pub whereabouts: Whereabouts,
    /// What alone keeps an idle person present.
    pub held_by: Option<Inhibitor>,
    /// There is a source of idleness.
    pub watching: bool,
    /// The screen is locked, or another session has it.
    pub locked: bool,
    pub told: Told,
    /// Of the away that the portal accepted last.
    pub recorded: Recorded,
    pub signed_in: bool,
    pub paused: Option<Pause>,
    /// The trouble of the last report, until one is accepted.
    pub trouble: Option<Trouble>,
    /// The portal does not know yet what it should.
    pub owed: bool,
    pub choices: Choices,
}
