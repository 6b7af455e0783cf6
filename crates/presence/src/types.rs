//! The types of the engine's interface: moments, inputs, outputs, answers, status.

use core::ops::Add;
use core::time::Duration;

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

    /// The moment `span` earlier, or boot.
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

/// What the person chooses in the menu or in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one choice of its own")]
pub struct Choices {
    /// The person is away after this long without input.
    pub threshold: Duration,
    /// Locking the session means away at once.
    pub away_on_lock: bool,
    /// Putting the machine to sleep means away at once.
    pub away_on_suspend: bool,
    /// An idle person counts as present while an [`Inhibitor`] is active.
    pub stay_present_in_calls: bool,
    /// The person uses other devices too. Then a status that another client clears while they are away is not
    /// set again, and one that another client sets while they are present is cleared.
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

/// What the engine's decisions depend on, beside facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub choices: Choices,
    /// Divides every wait that the engine chooses by itself; those that the portal asks for stay. 1 except in
    /// tests.
    pub pace: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self { choices: Choices::default(), pace: 1 }
    }
}

impl Policy {
    /// The default policy with these choices.
    pub fn of(choices: Choices) -> Self {
        Self { choices, ..Self::default() }
    }

    /// A wait that the engine chooses by itself, at this pace.
    pub(crate) fn paced(&self, wait: Duration) -> Duration {
        wait / self.pace.max(1)
    }
}

/// How the current source of idleness works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It reports by itself once [`Output::Watch`] has armed it.
    Events {
        /// It answers [`Output::Sample`], too.
        readable: bool,
    },
    /// It has to be read with [`Output::Sample`].
    Readings {
        /// The interval of the readings while the person is away.
        every: Duration,
    },
}

/// What keeps an idle person present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inhibitor {
    /// A program records from the microphone.
    Microphone,
    /// A program inhibits idleness in the session: a film, a presentation.
    Program,
    /// A window inhibits idleness in the compositor.
    Window,
}

impl Inhibitor {
    pub const ALL: [Self; 3] = [Self::Microphone, Self::Program, Self::Window];
}

/// How long nothing is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    Until(Moment),
    /// Until [`Input::Unpause`].
    Indefinitely,
}

impl Pause {
    pub(crate) fn end(self) -> Option<Moment> {
        match self {
            Self::Until(end) => Some(end),
            Self::Indefinitely => None,
        }
    }
}

/// A fact for the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// A source of idleness is available.
    SourceFound(Source),
    /// No source of idleness is available: from now on it is unknown whether the person is present.
    SourceLost,
    /// The source reports that the last input was this long ago.
    Idle(Duration),
    /// The source saw input just now.
    Active,
    /// The session was locked, or another session has the screen.
    Locked,
    /// The session was asked to lock. Many lockers report neither that they have locked nor the unlock, so this
    /// counts as [`Input::AwayNow`] if [`Choices::away_on_lock`] is set.
    LockAsked,
    Unlocked,
    /// The machine is about to sleep.
    Suspending,
    /// The machine woke up. This alone does not count as a return.
    Resumed,
    /// The inhibitor is active, or is not any more.
    Inhibited(Inhibitor, bool),
    /// The person says that they leave: away until [`Input::BackNow`], or until input after a grace of 5 s.
    AwayNow,
    /// The person says that they are back.
    BackNow,
    /// The machine is going down, or is not after all. While it is, the engine clears the status and sets none.
    GoingDown(bool),
    /// Stop reporting. A status that was set is cleared first.
    Pause(Pause),
    /// Report again. This also counts as [`Input::TryAgain`].
    Unpause,
    /// A person asks that what is owed is tried now, whatever the portal said before.
    TryAgain,
    /// The person has changed their choices.
    Choose(Choices),
    /// Credentials are available, or were replaced.
    SignedIn,
    /// No credentials are available.
    SignedOut,
    /// An earlier run of the agent ended at this moment: until then, it may have cleared the status or been paused.
    RanUntil(Moment),
    /// The journal says that an earlier run may have left an away at the portal.
    LeftBehind,
    /// The answer to an [`Output::Report`].
    Answered(Ticket, Answer),
    /// The answer to an [`Output::Observe`].
    Observed(Ticket, Observation),
    /// The network of this machine has changed: an unreachable portal may be reachable now.
    Online,
    /// Clear the status if it was set, then [`Output::Exit`] within 1.8 s.
    Quit,
}

/// What the engine asks the agent to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Arm the source: it reports once. This replaces the watch before.
    Watch(Watch),
    /// Read the source once: the answer is [`Input::Idle`] or [`Input::SourceLost`].
    Sample,
    /// The source has reported three times in a row what cannot be: begin it again. Until it is found, nothing is
    /// known.
    RestartSource,
    /// Write to disk, before anything else is done, that an away may be left at the portal, and since when the
    /// person is away; `None`: that none is.
    Journal(Option<Moment>),
    /// Report to the portal; the answer is [`Input::Answered`] with the same ticket. An earlier request without
    /// an answer can be dropped.
    Report(Ticket, Presence),
    /// Read the recorded idle date from the portal; the answer is [`Input::Observed`] with the same ticket.
    Observe(Ticket),
    /// The portal refuses the credentials, and has confirmed that. Returned once until they change or work again.
    AskToSignIn,
    /// The status is cleared, or cannot be: end the process.
    Exit,
}

/// What a source of events has to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// No input for this long. Reported at once if that is already so.
    Quiet(Duration),
    /// Input later than this. Reported at once if there was some already.
    Input { after: Moment },
}

/// What is reported to the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Present,
    Away {
        /// The API's `AGO`: whole minutes since the last input when this was returned, at least 1.
        ago: u64,
    },
}

/// Identifies a request to the portal in its answer. Later tickets are greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub(crate) u64);

/// The result of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accepted,
    Failed {
        trouble: Trouble,
        /// The portal may have acted on the report all the same: a timeout, a connection cut after sending.
        maybe_heard: bool,
        /// The wait that the portal asked for: `Retry-After`, `operating_reset_at`.
        after: Option<Duration>,
    },
}

/// The result of reading back what the portal has recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// An idle date, this long ago by the portal's clock.
    Idle(Duration),
    /// No idle date.
    NotIdle,
    /// It could not be read.
    Failed {
        trouble: Trouble,
        /// The wait that the portal asked for.
        after: Option<Duration>,
    },
}

/// Why a request to the portal failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The portal is unreachable, or what answered is not Bitrix24.
    Offline,
    /// An internal error of the portal.
    ServerFault,
    /// The limit on the method's execution time is used up.
    Busy,
    /// Too many requests from this address, by all users together.
    Crowded,
    /// The portal's REST API was blocked by hand.
    Blocked,
    /// An administrator has to confirm the application.
    Unconfirmed,
    /// An administrator has refused the application.
    Denied,
    /// The portal does not know the method: the module `im` is missing or too old.
    Unsupported,
    /// The portal is closed for the time being.
    Deleted,
    /// The credentials are refused.
    Unauthorized,
    /// The webhook lacks the scope `im`.
    Scope,
    /// This user may not use the application.
    User,
    /// The portal's plan does not include the REST API.
    Plan,
    /// The portal has moved to another address.
    Moved,
    /// The portal refuses the request as malformed.
    Configuration,
    /// The authorization server refuses the application's ID or client secret.
    Application,
    /// The credentials could not be renewed, because this machine's keychain did not store the new ones.
    Keychain,
    /// 401 or 403 without a code of Bitrix24: a gateway or a firewall, most likely.
    Rejected,
}

impl Trouble {
    pub const ALL: [Self; 18] = [
        Self::Offline,
        Self::ServerFault,
        Self::Busy,
        Self::Crowded,
        Self::Blocked,
        Self::Unconfirmed,
        Self::Denied,
        Self::Unsupported,
        Self::Deleted,
        Self::Unauthorized,
        Self::Scope,
        Self::User,
        Self::Plan,
        Self::Moved,
        Self::Configuration,
        Self::Application,
        Self::Keychain,
        Self::Rejected,
    ];

    /// Whether this lasts until somebody changes something. Once it is confirmed ([`Status::needs_person`]), the
    /// portal is only probed about once an hour.
    pub fn is_refusal(self) -> bool {
        use Trouble::*;
        matches!(
            self,
            Unauthorized
                | Scope
                | User
                | Plan
                | Moved
                | Configuration
                | Application
                | Denied
                | Unsupported
                | Rejected
        )
    }
}

/// What the portal believes about the person, as far as our own requests go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Present,
    /// The portal accepted an away.
    Away,
    /// The portal may believe either: a report may have been heard, or is outdated.
    Unsure,
}

/// Whether an accepted away reads back from the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    /// It has not been read back yet.
    #[default]
    Unknown,
    /// It reads back with the date that was told.
    Confirmed,
    /// It was accepted, but does not read back.
    Missing,
    /// It did read back, and does not any more: another client cleared or replaced it.
    Cleared,
}

/// Whether the person is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// There is no evidence.
    Unknown,
    Here,
    Gone {
        /// The last presence.
        since: Moment,
        why: Cause,
    },
}

/// Why the person counts as away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// There was no input for the threshold.
    Idle,
    Locked,
    /// The machine is asleep, or was, and there was no input since.
    Asleep,
    /// The person said so.
    Said,
}

/// The state of the engine, for display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact")]
pub struct Status {
    pub whereabouts: Whereabouts,
    /// The inhibitor that keeps an idle person present.
    pub held_by: Option<Inhibitor>,
    /// A source of idleness is available.
    pub watching: bool,
    /// The session is locked, or another one has the screen.
    pub locked: bool,
    pub told: Told,
    /// Whether the away that the portal accepted last reads back.
    pub recorded: Recorded,
    pub signed_in: bool,
    pub paused: Option<Pause>,
    /// Why what is owed has not been accepted yet; or a confirmed refusal.
    pub trouble: Option<Trouble>,
    /// The trouble is a refusal that was confirmed: somebody has to change something. The engine keeps probing.
    pub needs_person: bool,
    /// There is something to report that the portal has not accepted yet.
    pub owed: bool,
    pub choices: Choices,
}
