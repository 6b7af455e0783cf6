//! Every sentence a person can read, with a hint on what to do next.
//!
//! A sentence is written here once and whole: nobody else puts words together, so that a
//! translation can replace this file's texts and nothing else. No secret ever gets in here.

use crate::presence::{Cause, Inhibitor, Input, Recorded, Trouble};
use std::fmt;
use std::time::Duration;

mod doctor;
mod page;

pub use doctor::*;
pub use page::*;

/// What can go wrong, as far as a person has to know. `Display` says what happened,
/// [`Problem::hint`] what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    // the configuration
    ConfigUnreadable { path: String, why: String },
    ConfigSyntax { path: String, line: usize, why: String },
    ConfigUnknownKey { path: String, line: usize, key: String, nearest: Option<String> },
    ConfigType { path: String, line: usize, key: String, expected: &'static str },
    ConfigValue { path: String, line: usize, key: String, value: String, allowed: &'static str },

    // the webhook's URL
    WebhookEmpty,
    WebhookNotUrl,
    WebhookNotHttps,
    WebhookUserInfo,
    WebhookPath,
    WebhookUserId,
    WebhookSecret,
    WebhookTrailing,
    AccountElsewhere { expected: String, found: String },

    // signing in with the browser
    PortalName,
    ClientId,
    SecretEmpty,
    OAuthServer,
    RedirectPort { port: u16, why: String },
    SignInTimeout,
    PastedNoCode,
    PastedState,
    PastedPortal,
    PastedServer,

    // the keychain
    KeychainMissing,
    KeychainLocked,
    KeychainDamaged,
    KeychainTooSmall,
    KeychainAmbiguous,
    KeychainFailed { why: String },

    // the portal
    NotSignedIn,
    NoAgent,
    NoSource,
    Unwell,
    Portal { host: String, trouble: Trouble },
    PortalUnreachable { host: String, why: Unreachable },
    PortalNotBitrix { host: String, what: NotBitrix },
    ScopeMissing { host: String, granted: Vec<String> },
    NotCleared { host: String },

    // this machine
    NoHome,
    StateUnwritable { path: String, why: String },
    JournalUnwritable { path: String, why: String },
    Listen { addr: String, why: String },
    Input { why: String },
    InputNotText,
    PauseWhen { text: String },
    AgentAnswer,
    Internal { why: String },
}

/// Why there was no answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    Name,
    Connection,
    Timeout,
    CutOff,
}

/// What answered instead of a Bitrix24 portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBitrix {
    Page,
    TooLong,
    Broken,
    Empty,
    Foreign,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Problem::*;
        match self {
            ConfigUnreadable { path, why } => write!(f, "The configuration {path} could not be read: {why}."),
            ConfigSyntax { path, line, why } => {
                write!(f, "{path}, line {line}: this is not valid TOML: {why}.")
            }
            ConfigUnknownKey { path, line, key, .. } => {
                write!(f, "{path}, line {line}: there is no setting `{key}`.")
            }
            ConfigType { path, line, key, expected } => {
                write!(f, "{path}, line {line}: `{key}` must be {expected}.")
            }
            ConfigValue { path, line, key, value, allowed } => {
                write!(f, "{path}, line {line}: `{key}` cannot be {value}; it must be {allowed}.")
            }
            WebhookEmpty => write!(f, "No webhook URL was given."),
            WebhookNotUrl => write!(f, "This is not a webhook URL."),
            WebhookNotHttps => write!(f, "The webhook URL must begin with https://."),
            WebhookUserInfo => {
                write!(f, "The webhook URL must not contain a user name or password before the host.")
            }
            WebhookPath => write!(f, "The path of the webhook URL is not that of an incoming webhook."),
            WebhookUserId => write!(f, "The webhook URL lacks the user's number after /rest/."),
            WebhookSecret => {
                write!(f, "The webhook URL lacks its secret code, or the code has unusual characters.")
            }
            WebhookTrailing => write!(f, "The webhook URL goes on after its secret code."),
            AccountElsewhere { expected, found } => {
                write!(
                    f,
                    "This sign-in belongs to {found}, but the configuration names the portal {expected}."
                )
            }
            PortalName => write!(f, "This is not the name of a portal."),
            ClientId => write!(f, "This is not the id of an application."),
            SecretEmpty => write!(f, "No client secret was given."),
            OAuthServer => write!(f, "`account.oauth_server` is not safe to send a secret to."),
            RedirectPort { port, why } => {
                write!(f, "Port {port} of this machine cannot be used for signing in: {why}.")
            }
            SignInTimeout => write!(f, "Nobody signed in within five minutes."),
            PastedNoCode => write!(f, "This holds no code from Bitrix24."),
            PastedState => write!(f, "This answer belongs to another sign-in."),
            PastedPortal => write!(f, "This answer comes from another portal."),
            PastedServer => write!(f, "This answer names an authorization server that is not Bitrix24's."),
            KeychainMissing => write!(f, "There is no keychain to keep the sign-in in."),
            KeychainLocked => write!(f, "The keychain is locked."),
            KeychainDamaged => write!(f, "What the keychain holds for away24 is not a sign-in."),
            KeychainAmbiguous => write!(f, "The keychain holds several entries for away24."),
            KeychainTooSmall => write!(f, "This sign-in is too long for a keychain entry."),
            KeychainFailed { why } => write!(f, "The keychain did not work: {why}."),
            NoAgent => write!(f, "No agent is running."),
            NoSource => write!(f, "Whether you are here cannot be seen in this session."),
            Unwell => write!(f, "Something needs your attention."),
            NotSignedIn => write!(f, "You are not signed in."),
            Portal { host, trouble } => write!(f, "{}", sentence_for(*trouble, host)),
            PortalUnreachable { host, why } => match why {
                Unreachable::Name => write!(f, "The name {host} could not be found."),
                Unreachable::Connection => write!(f, "No secure connection to {host} could be made."),
                Unreachable::Timeout => write!(f, "{host} did not answer in time."),
                Unreachable::CutOff => write!(f, "{host} broke off its answer."),
            },
            PortalNotBitrix { host, what } => match what {
                NotBitrix::Page => write!(f, "{host} answered with a web page instead of data."),
                NotBitrix::TooLong => {
                    write!(f, "{host} answered with far more data than Bitrix24 ever does.")
                }
                NotBitrix::Broken => write!(f, "{host} answered with damaged data."),
                NotBitrix::Empty => write!(f, "{host} answered with nothing."),
                NotBitrix::Foreign => write!(f, "{host} answered, but not as Bitrix24 does."),
            },
            ScopeMissing { host, granted } if granted.is_empty() => {
                write!(f, "This sign-in to {host} has no permissions at all.")
            }
            ScopeMissing { host, granted } => {
                write!(f, "This sign-in to {host} lacks the permission `im`; it has: {}.", granted.join(", "))
            }
            NotCleared { host } => {
                write!(
                    f,
                    "{host} could not be told that you are back, so it may show you as away for a while."
                )
            }
            NoHome => write!(f, "The home folder is not known."),
            StateUnwritable { path, why } => write!(f, "{path} could not be written: {why}."),
            JournalUnwritable { path, why } => {
                write!(f, "What to clear after a crash could not be noted in {path}: {why}.")
            }
            Listen { addr, why } => write!(f, "The practice portal cannot listen on {addr}: {why}."),
            Input { why } => write!(f, "The input could not be read: {why}."),
            InputNotText => write!(f, "The input is not text."),
            PauseWhen { text } => {
                write!(f, "\u{201c}{text}\u{201d} is neither a length of time nor a time of day.")
            }
            AgentAnswer => write!(f, "The running agent did not answer as expected."),
            Internal { why } => write!(f, "Something inside away24 failed: {why}."),
        }
    }
}

impl std::error::Error for Problem {}

const WEBHOOK_FORM: &str = "Copy it from Bitrix24: Developer resources > Other > Inbound webhook. \
     It looks like https://example.bitrix24.com/rest/1/secret/";

impl Problem {
    /// What to do next, if anything can be done.
    pub fn hint(&self) -> Option<String> {
        use Problem::*;
        let hint = match self {
            ConfigUnreadable { .. } => "Check that the file exists and that you may read it.",
            ConfigSyntax { .. } => "Correct that line; text needs quotes, for example threshold = \"10m\".",
            ConfigUnknownKey { nearest: Some(nearest), .. } => {
                return Some(format!("Did you mean `{nearest}`?"));
            }
            ConfigUnknownKey { nearest: None, .. } => "Remove the line.",
            ConfigType { .. } | ConfigValue { .. } => "Correct that line, or remove it to get the default.",
            WebhookNotHttps => "Only a practice portal on this machine may do without encryption.",
            WebhookEmpty | WebhookNotUrl | WebhookUserInfo | WebhookPath | WebhookUserId | WebhookSecret
            | WebhookTrailing => WEBHOOK_FORM,
            AccountElsewhere { .. } => "Sign in to that portal, or change `account.portal`.",
            PortalName => "Name it as in the browser's address bar, for example example.bitrix24.com.",
            ClientId => {
                "Copy it from the application's card in Bitrix24; it looks like local.0123456789abcd.01234567."
            }
            SecretEmpty => "Copy it from the application's card in Bitrix24.",
            OAuthServer => "It must begin with https://, or be on this machine, and have no path.",
            RedirectPort { .. } => {
                "End what uses it, or set `account.redirect_port` and the same port in the application's card."
            }
            SignInTimeout => {
                "Try again. If Bitrix24 showed an error page, ask your administrator about the application."
            }
            PastedNoCode | PastedState | PastedPortal | PastedServer => {
                "Start again, and paste the whole address that the browser ended at."
            }
            KeychainMissing => {
                "Start a keychain that speaks the Secret Service protocol: GNOME Keyring, KWallet or KeePassXC."
            }
            KeychainLocked => "Unlock it and try again.",
            KeychainDamaged => "Sign in again with away24 login.",
            KeychainAmbiguous => "Delete them with your keychain's own program, and sign in again.",
            KeychainTooSmall => "Please report this: tokens of this length are not known.",
            KeychainFailed { .. } => "Check that your keychain works and try again.",
            NoAgent => "Start it with: away24",
            NoSource => {
                "It needs X11, GNOME, or a Wayland compositor with ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC)."
            }
            NotSignedIn => {
                "Sign in with away24 login --webhook, or away24 login --portal HOST --client-id ID."
            }
            Portal { trouble, .. } => hint_for(*trouble),
            PortalUnreachable { why: Unreachable::Name, .. } => {
                "Check the address and the network connection."
            }
            PortalUnreachable { .. } => "Check the network connection and the proxy, then try again.",
            PortalNotBitrix { .. } => {
                "Check the address; a hotel or company network may want you to log in first."
            }
            ScopeMissing { .. } => {
                "Edit the webhook or application in Bitrix24 and add the permission \"Chat and Notifications (im)\"."
            }
            NotCleared { .. } => {
                "Bitrix24 clears it as soon as you write a message or change your status there."
            }
            NoHome => "Set HOME, or AWAY24_CONFIG_DIR and AWAY24_STATE_DIR.",
            StateUnwritable { .. } => {
                "Check that the folder exists, that you may write there, and that the disk is not full."
            }
            JournalUnwritable { .. } => {
                "away24 goes on without. Check that you may write there, and that the disk is not full."
            }
            Listen { .. } => "Choose another address with --listen, for example 127.0.0.1:0.",
            Input { .. } | InputNotText | Unwell => return None,
            PauseWhen { .. } => "For example: away24 pause 30m, or away24 pause until 17:00.",
            AgentAnswer => "It may be another version: quit it, and start it again.",
            Internal { .. } => "Please report this, with the log.",
        };
        Some(hint.to_owned())
    }
}

fn sentence_for(trouble: Trouble, host: &str) -> String {
    match trouble {
        Trouble::Offline => format!("{host} cannot be reached."),
        Trouble::ServerFault => format!("{host} reports a fault of its own."),
        Trouble::Busy => format!("{host} asks for fewer requests."),
        Trouble::Crowded => {
            format!("Too many requests reach {host} from your network: yours waits its turn.")
        }
        Trouble::Blocked => format!("Requests to {host} are blocked for now."),
        Trouble::Unconfirmed => format!("An administrator of {host} still has to confirm this access."),
        Trouble::Deleted => format!("The portal {host} was closed."),
        Trouble::Unauthorized => format!("{host} no longer accepts your sign-in."),
        Trouble::Scope => format!("This sign-in to {host} lacks the permission `im`."),
        Trouble::User => format!("{host} does not let you use this access."),
        Trouble::Plan => format!("{host} allows REST on commercial plans only."),
        Trouble::Moved => format!("The portal {host} has moved to another address."),
        Trouble::Configuration => format!("{host} refuses the form of the request."),
        Trouble::Application => format!("{host} does not know this application, or its secret is wrong."),
        Trouble::Keychain => "The keychain does not let the sign-in be renewed.".into(),
    }
}

fn hint_for(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Unauthorized => "Sign in again with away24 login.",
        Trouble::Application => "Check the client id and the secret in the application's card.",
        Trouble::Keychain => "Unlock the keychain; away24 tries again by itself.",
        Trouble::Scope => {
            "Edit the webhook or application in Bitrix24 and add the permission \"Chat and Notifications (im)\"."
        }
        Trouble::User => "Ask your Bitrix24 administrator for access.",
        Trouble::Plan => "Ask your Bitrix24 administrator about the plan.",
        Trouble::Moved => "Sign in again at the portal's new address.",
        Trouble::Configuration => "Use the webhook's https:// address.",
        Trouble::Unconfirmed => "Ask your Bitrix24 administrator to confirm it.",
        Trouble::Deleted => "Ask your Bitrix24 administrator.",
        Trouble::Blocked | Trouble::Busy | Trouble::Crowded | Trouble::ServerFault | Trouble::Offline => {
            "away24 tries again by itself; nothing is lost."
        }
    }
}

// ---- the tray ----

pub fn not_signed_in() -> String {
    "Not signed in: run \u{201c}away24 login\u{201d}".into()
}

pub fn waiting_for_keychain() -> String {
    "Waiting for the keychain".into()
}

/// `until`: the time of day at which it ends, or nothing.
pub fn paused(until: &str) -> String {
    if until.is_empty() {
        "Paused: nothing is reported".into()
    } else {
        format!("Paused until {until}: nothing is reported")
    }
}

pub fn unknown() -> String {
    "Whether you are here cannot be seen, so nothing is reported".into()
}

/// There is a source, but it can only tell of what happens from now on.
pub fn nothing_noticed() -> String {
    "Waiting for the first key press or mouse move".into()
}

pub fn held(inhibitor: Inhibitor) -> String {
    match inhibitor {
        Inhibitor::Microphone => "Present: the microphone is in use".into(),
        Inhibitor::Program => "Present: a program asks not to count this as idle".into(),
        Inhibitor::Window => "Present: a window asks not to count this as idle".into(),
    }
}

pub fn present(threshold: Duration) -> String {
    format!("Present; away after {} without input", minutes(threshold))
}

/// The portal took the report; whether it has *recorded* it is known from reading it back. That it is *shown*
/// to anybody is never claimed.
pub fn away_accepted(since: &str, why: Cause, host: &str, recorded: Recorded) -> String {
    let why = because(why);
    match recorded {
        Recorded::Unknown => format!("Away since {since}{why}, accepted by {host}"),
        Recorded::Yes => format!("Away since {since}{why}, recorded by {host}"),
        Recorded::Cleared => format!("Away since {since}{why}, cleared by another client at {host}"),
        Recorded::No => format!(
            "Away since {since}{why}, accepted by {host}, \
             but it reads back as not idle: cleared by another client, or hidden"
        ),
    }
}

pub fn away_being_told(since: &str, why: Cause, host: &str) -> String {
    format!("Away since {since}{}, telling {host}\u{2026}", because(why))
}

pub fn away_untold(since: &str, why: Cause, host: &str, trouble: Trouble) -> String {
    format!("Away since {since}{}, not reported yet. {}", because(why), sentence_for(trouble, host))
}

fn because(why: Cause) -> &'static str {
    match why {
        Cause::Idle => "",
        Cause::Locked => " (locked)",
        Cause::Asleep => " (asleep)",
        Cause::Said => " (you said so)",
    }
}

pub fn back_being_told(host: &str) -> String {
    format!("Back, telling {host}\u{2026}")
}

pub fn back_untold(host: &str, trouble: Trouble) -> String {
    format!("You are back, but the portal does not know yet. {}", sentence_for(trouble, host))
}

pub fn stopped(host: &str, trouble: Trouble) -> String {
    sentence_for(trouble, host)
}

pub fn menu_report() -> String {
    "Report my presence".into()
}

pub fn menu_threshold() -> String {
    "Away after".into()
}

pub fn menu_quit() -> String {
    "Quit".into()
}

/// A span of time as people say it: "10 minutes", "90 seconds".
pub fn minutes(span: Duration) -> String {
    match span.as_secs() {
        1 => "1 second".into(),
        60 => "1 minute".into(),
        secs if secs % 60 == 0 => format!("{} minutes", secs / 60),
        secs => format!("{secs} seconds"),
    }
}

// ---- the command line ----

pub fn runs_already(sentence: &str) -> String {
    format!("away24 is running already. {sentence}")
}

pub fn ask_for_webhook() -> &'static str {
    "Webhook URL (not shown): "
}

pub fn ask_for_client_secret() -> &'static str {
    "Client secret (not shown): "
}

pub fn open_browser(address: &str) -> String {
    format!("Your browser opens Bitrix24. If it does not, open this address yourself:\n{address}")
}

pub fn open_yourself(address: &str) -> String {
    format!(
        "Open this address in a browser:\n{address}\n\
         If it ends at a page that cannot be shown, paste that page's address here; or the code, if one is shown:"
    )
}

pub fn signed_in(name: &str, host: &str) -> String {
    format!("Signed in to {host} as {name}. The sign-in is in your keychain; away24 reports from now on.")
}

pub fn signed_out(host: &str) -> String {
    format!("Signed out of {host}. Your status there is cleared and the sign-in is forgotten.")
}

/// Bitrix24 has no way to give an application's access back.
pub fn not_revoked() -> &'static str {
    "Bitrix24 itself keeps the application's access until its tokens run out; an administrator can end it sooner."
}

pub fn keychain_waits() -> &'static str {
    "The keychain waits for you: look for its window."
}

pub fn signed_out_uncleared() -> &'static str {
    "Signed out. The sign-in is forgotten."
}

pub fn practice_ready(base: &str, webhook: &str, (id, secret): &(String, String)) -> String {
    let host = base.trim_start_matches("http://");
    format!(
        "Practice portal at {base}\n\n  webhook    {webhook}\n  client id  {id}\n  secret     {secret}\n  \
         state      {base}/practice/state\n  faults     POST {base}/practice/faults\n\n\
         Try it in another terminal:\n  echo {webhook} | away24 login --webhook\n\
         or, with oauth_server = \"{base}\" under [account] in config.toml:\n  \
         echo {secret} | away24 login --portal {host} --client-id {id}\n\nPress Ctrl-C to stop."
    )
}

// ---- notifications ----

pub fn notify_title(problem: &Problem) -> &'static str {
    match problem {
        Problem::Portal { trouble: Trouble::Unauthorized, .. } => "away24 is signed out",
        _ => "away24 needs your attention",
    }
}

pub fn notify_here() -> &'static str {
    "away24 is running"
}

pub fn notify_text(problem: &Problem, hint: &str) -> String {
    format!("{problem} {hint}")
}

// ---- the demo ----

pub fn demo_begins(real: bool, threshold: Duration, base: &str) -> String {
    let who = if real {
        format!(
            "Take your hands off the keyboard and mouse for {}, then come back. Ctrl-C ends.",
            minutes(threshold)
        )
    } else {
        format!(
            "There is no display, so a person is simulated who leaves for longer than {}.",
            minutes(threshold)
        )
    };
    format!("A practice portal runs at {base}; nothing leaves this machine.\n{who}\n")
}

pub fn demo_sent_to(address: &str) -> String {
    format!("sign-in      the browser goes to {address}")
}

pub fn demo_came_back(host: &str) -> String {
    format!("sign-in      it came back with a code, exchanged for tokens of {host}")
}

pub fn demo_ends() -> &'static str {
    "The demo is over; the practice portal is gone, and nothing was stored."
}

pub fn demo_source_found() -> String {
    "watching     for input".into()
}

/// What the session told, if a person would want to see it.
pub fn demo_session(input: Input) -> Option<&'static str> {
    Some(match input {
        Input::Locked | Input::LockAsked => "noticed      the session is locked",
        Input::Unlocked => "noticed      the session is unlocked",
        Input::Suspending => "noticed      the machine goes to sleep",
        Input::Resumed => "noticed      the machine woke up",
        Input::Inhibited(Inhibitor::Microphone, true) => "noticed      the microphone is in use",
        Input::Inhibited(Inhibitor::Microphone, false) => {
            "noticed      the microphone is not in use any more"
        }
        Input::Inhibited(_, true) => "noticed      something asks not to count this as idle",
        Input::Inhibited(_, false) => "noticed      nothing asks that any more",
        Input::GoingDown(true) => "noticed      the machine is going down",
        _ => return None,
    })
}

pub fn demo_source_lost() -> String {
    "watching     nothing: there is no source of idle time here".into()
}

pub fn demo_idle(idle: Duration) -> String {
    format!("noticed      last input {:.3} s ago", idle.as_secs_f64())
}

pub fn demo_active() -> String {
    "noticed      input".into()
}

pub fn demo_away_sent(ago: u64) -> String {
    format!("sent         im.user.status.idle.start AGO={ago}")
}

pub fn demo_back_sent() -> String {
    "sent         im.user.status.idle.end".into()
}

pub fn demo_recorded(idle: Option<&str>) -> String {
    match idle {
        Some(date) => format!("recorded     idle since {date}"),
        None => "recorded     not idle".into(),
    }
}

pub fn demo_accepted(took: Duration) -> String {
    format!("accepted     after {} ms", took.as_millis())
}

pub fn demo_back_accepted(took: Duration) -> String {
    format!("accepted     {} ms after the input: back", took.as_millis())
}

pub fn hint(text: &str) -> String {
    format!("hint: {text}")
}

pub fn error(problem: &Problem) -> String {
    format!("error: {problem}")
}

pub fn warning(problem: &Problem) -> String {
    format!("warning: {problem}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_people_say_them() {
        let said = |secs| minutes(Duration::from_secs(secs));
        assert_eq!(
            [said(1), said(90), said(60), said(600)],
            ["1 second", "90 seconds", "1 minute", "10 minutes"]
        );
    }

    #[test]
    fn every_trouble_has_a_sentence_with_the_portal_and_a_hint() {
        use Trouble::*;
        for trouble in [
            Offline,
            ServerFault,
            Busy,
            Blocked,
            Unconfirmed,
            Deleted,
            Unauthorized,
            Scope,
            User,
            Plan,
            Moved,
            Configuration,
            Application,
        ] {
            let problem = Problem::Portal { host: "x.bitrix24.com".into(), trouble };
            assert!(problem.to_string().contains("x.bitrix24.com"), "{problem}");
            assert!(problem.hint().is_some());
        }
    }
}
