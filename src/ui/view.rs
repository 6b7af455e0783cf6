//! What the tray shows, as plain data: facts in, a [`View`] out. Drawing is the tray's business.

use crate::messages::{self, Problem};
use crate::store::config::Setting;
use presence::{Recorded, Status, Told, Trouble, Whereabouts};
use std::time::Duration;

#[cfg(test)]
mod tests;

/// The icon's states; they differ in shape, not by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Present,
    Away,
    Paused,
    /// A person has to do something: sign in, or see to a refusal that was confirmed.
    Attention,
    /// The portal does not know what is true, or we do not. The agent keeps trying.
    Offline,
}

impl Icon {
    pub const ALL: [Self; 5] = [Self::Present, Self::Away, Self::Paused, Self::Attention, Self::Offline];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub icon: Icon,
    /// One true sentence; the menu's first line says the same.
    pub status: String,
    pub menu: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Text to read.
    Label(String),
    Separator,
    Check {
        label: String,
        checked: bool,
        command: Command,
    },
    /// A submenu of which one is chosen, or none if the present value is not among them.
    Choice {
        label: String,
        chosen: Option<usize>,
        options: Vec<(String, Command)>,
    },
    /// A submenu of buttons.
    Submenu {
        label: String,
        buttons: Vec<(String, Command)>,
    },
    Button {
        label: String,
        command: Command,
    },
}

/// What a person can ask for in the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Try now what failed before.
    TryAgain,
    /// Report my presence, or do not.
    Report(bool),
    /// Choose, and keep it in the configuration.
    Set(Setting),
    /// Report nothing for so long.
    PauseFor(Duration),
    /// Report nothing until tomorrow morning.
    PauseUntilMorning,
    /// I leave.
    Away,
    /// I am here.
    Back,
    /// Start at login, or do not.
    Autostart(bool),
    /// Show what the history knows of today.
    Today,
    /// Open the portal.
    OpenPortal,
    SignIn,
    SignOut,
    /// Write the doctor's findings to a file, and open it.
    Diagnostics,
    About,
    /// Say how things are.
    Show,
    Quit,
}

/// Whether there are credentials to report with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// The keychain was asked and has not answered: it may be waiting for a person.
    #[default]
    Waiting,
    Answered,
    /// They cannot be had, or not be used.
    Failing(Problem),
}

/// What a view is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub status: Status,
    /// The portal's host; empty while there is none.
    pub host: String,
    pub sign_in: SignIn,
    /// Exactly what was wrong with the last failed request to the portal.
    pub failure: Option<Problem>,
    /// The local time of the last input, as a person reads it, when they are away.
    pub since: String,
    /// The local time at which a pause ends; empty if none does.
    pub until: String,
    /// Whether the agent starts at login; `None`: that is not ours to say.
    pub autostart: Option<bool>,
    /// The settings that are for an administrator to change, by their full names.
    pub pinned: Vec<&'static str>,
}

impl Facts {
    /// What to say of this trouble: the last failure as precisely as it is known, if that is what the trouble is about.
    pub fn problem(&self, trouble: Trouble) -> Problem {
        let failure = self.failure.as_ref().filter(|failure| self.is_about(failure, trouble));
        failure.cloned().unwrap_or_else(|| Problem::Portal { host: self.host.clone(), trouble })
    }

    fn is_about(&self, failure: &Problem, trouble: Trouble) -> bool {
        match failure {
            Problem::Portal { trouble: met, .. } => *met == trouble,
            Problem::ScopeMissing { .. } => trouble == Trouble::Scope,
            // A refusal stays confirmed when a later probe fails in another way. And what a gateway's answer looks
            // like says less than that it refuses.
            _ => !self.status.needs_person,
        }
    }

    /// Whether a person can ask that what failed is tried now.
    fn can_try_again(&self) -> bool {
        let Status { signed_in, trouble, paused, owed, .. } = self.status;
        signed_in && trouble.is_some() && (owed || paused.is_none())
    }

    /// Whether the portal no longer accepts the sign-in, and has confirmed that.
    fn sign_in_is_refused(&self) -> bool {
        self.status.needs_person && self.status.trouble == Some(Trouble::Unauthorized)
    }
}

const THRESHOLDS: [u64; 6] = [1, 3, 5, 10, 15, 30];
/// When a pause until tomorrow ends: the hour of the day.
pub const MORNING: i8 = 6;

/// The sentence alone.
pub fn status(facts: &Facts) -> String {
    state(facts).1
}

pub fn view(facts: &Facts) -> View {
    let (icon, status) = state(facts);
    View { icon, menu: menu(facts, &status), status }
}

fn menu(facts: &Facts, status: &str) -> Vec<Item> {
    let Status { paused, choices, whereabouts, signed_in, .. } = facts.status;
    let button = |label: String, command| Item::Button { label, command };
    let gone = matches!(whereabouts, Whereabouts::Gone { .. });
    let hour = Duration::from_secs(3_600);
    let mut menu = vec![Item::Label(status.to_owned())];
    menu.extend(facts.can_try_again().then(|| button(messages::menu_try_again(), Command::TryAgain)));
    menu.extend([
        Item::Separator,
        Item::Check {
            label: messages::menu_report(),
            checked: paused.is_none(),
            command: Command::Report(paused.is_some()),
        },
        if gone {
            button(messages::menu_back(), Command::Back)
        } else {
            button(messages::menu_away(), Command::Away)
        },
        Item::Submenu {
            label: messages::menu_pause(),
            buttons: vec![
                (messages::menu_pause_for(hour / 2), Command::PauseFor(hour / 2)),
                (messages::menu_pause_for(hour), Command::PauseFor(hour)),
                (messages::menu_pause_morning(MORNING), Command::PauseUntilMorning),
                (messages::menu_pause_open(), Command::Report(false)),
            ],
        },
        thresholds(facts),
        switch(facts, messages::menu_calls(), choices.stay_present_in_calls, Setting::StayPresentInCalls),
        switch(facts, messages::menu_locked(), choices.away_on_lock, Setting::AwayOnLock),
    ]);
    menu.extend(facts.autostart.map(|on| Item::Check {
        label: messages::menu_autostart(),
        checked: on,
        command: Command::Autostart(!on),
    }));
    menu.extend([Item::Separator, button(messages::menu_today(), Command::Today)]);
    menu.extend((!facts.host.is_empty()).then(|| button(messages::menu_open(), Command::OpenPortal)));
    menu.push(Item::Separator);
    menu.push(if signed_in && !facts.sign_in_is_refused() {
        button(messages::menu_sign_out(), Command::SignOut)
    } else {
        button(messages::menu_sign_in(), Command::SignIn)
    });
    menu.extend([
        button(messages::menu_diagnostics(), Command::Diagnostics),
        button(messages::menu_about(), Command::About),
        button(messages::menu_quit(), Command::Quit),
    ]);
    menu
}

/// A setting that is on or off; one that is pinned is there to be read, with the reason.
fn switch(facts: &Facts, label: String, on: bool, setting: fn(bool) -> Setting) -> Item {
    if facts.pinned.contains(&setting(on).key()) {
        return Item::Label(messages::menu_pinned(&label, on));
    }
    Item::Check { label, checked: on, command: Command::Set(setting(!on)) }
}

/// The usual ones, and the configured one if it is another.
fn thresholds(facts: &Facts) -> Item {
    let threshold = facts.status.choices.threshold;
    if facts.pinned.contains(&Setting::Threshold(threshold).key()) {
        return Item::Label(messages::menu_pinned_span(&messages::menu_threshold(), threshold));
    }
    let mut options = THRESHOLDS.map(|minutes| Duration::from_secs(minutes * 60)).to_vec();
    if !options.contains(&threshold) {
        options.push(threshold);
        options.sort_unstable();
    }
    Item::Choice {
        label: messages::menu_threshold(),
        chosen: options.iter().position(|option| *option == threshold),
        options: options
            .into_iter()
            .map(|option| (messages::menu_span(option), Command::Set(Setting::Threshold(option))))
            .collect(),
    }
}

fn state(facts: &Facts) -> (Icon, String) {
    let Facts { status, host, sign_in, since, until, .. } = facts;
    if !status.signed_in {
        let sentence = match sign_in {
            SignIn::Waiting => messages::waiting_for_keychain(),
            SignIn::Answered => messages::not_signed_in(),
            SignIn::Failing(problem) => problem.to_string(),
        };
        return (Icon::Attention, sentence);
    }
    if let Some(trouble) = status.trouble.filter(|_| status.needs_person) {
        return (Icon::Attention, facts.problem(trouble).to_string());
    }
    let late = status.trouble.filter(|_| status.owed).map(|trouble| facts.problem(trouble));
    if status.paused.is_some() {
        return match late {
            Some(problem) => (Icon::Offline, messages::back_untold(&problem)),
            None => (Icon::Paused, messages::paused(until)),
        };
    }
    match (status.whereabouts, late) {
        (Whereabouts::Unknown, _) if status.watching => (Icon::Offline, messages::nothing_noticed()),
        (Whereabouts::Unknown, _) => (Icon::Offline, messages::unknown()),
        (Whereabouts::Gone { why, .. }, Some(problem)) => {
            (Icon::Offline, messages::away_untold(since, why, &problem))
        }
        // Also while it is told again because it was not recorded.
        (Whereabouts::Gone { why, .. }, None)
            if status.told == Told::Away || status.recorded != Recorded::Unknown =>
        {
            (Icon::Away, messages::away_accepted(since, why, host, status.recorded))
        }
        (Whereabouts::Gone { why, .. }, None) => (Icon::Away, messages::away_being_told(since, why, host)),
        (Whereabouts::Here, Some(problem)) => (Icon::Offline, messages::back_untold(&problem)),
        (Whereabouts::Here, None) if status.owed => (Icon::Present, messages::back_being_told(host)),
        (Whereabouts::Here, None) => match status.held_by {
            Some(inhibitor) => (Icon::Present, messages::held(inhibitor)),
            None => (Icon::Present, messages::present(status.choices.threshold)),
        },
    }
}
