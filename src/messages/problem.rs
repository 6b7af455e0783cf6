//! What can go wrong, in words.

use super::{Language, find, say, spoken};
use fluent_bundle::FluentValue;
use presence::Trouble;
use std::fmt;

/// What can go wrong, as far as a person has to know. `Display` says what happened,
/// [`Problem::hint`] what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    // the configuration
    ConfigUnreadable {
        path: String,
        why: String,
    },
    ConfigUnwritable {
        path: String,
        why: String,
    },
    ConfigSyntax {
        path: String,
        line: usize,
        why: String,
    },
    ConfigUnknownKey {
        path: String,
        line: usize,
        key: String,
        nearest: Option<String>,
    },
    /// `expected`: one of the variants of `config-type`.
    ConfigType {
        path: String,
        line: usize,
        key: String,
        expected: &'static str,
    },
    /// `allowed`: one of the variants of `config-value`.
    ConfigValue {
        path: String,
        line: usize,
        key: String,
        value: String,
        allowed: &'static str,
    },

    /// `path`: the policy that pins it.
    Pinned {
        key: String,
        path: String,
    },

    // the webhook's URL
    WebhookEmpty,
    WebhookNotUrl,
    WebhookNotHttps,
    WebhookUserInfo,
    WebhookPath,
    WebhookUserId,
    WebhookSecret,
    WebhookTrailing,
    AccountElsewhere {
        expected: String,
        found: String,
    },

    // signing in with the browser
    PortalName,
    ClientId,
    SecretEmpty,
    OAuthServer,
    RedirectPort {
        port: u16,
        why: String,
    },
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
    KeychainFailed {
        why: String,
    },

    NoCertificates {
        why: String,
    },

    // the portal
    NotSignedIn,
    NoAgent,
    NoSource,
    Unwell,
    Portal {
        host: String,
        trouble: Trouble,
    },
    PortalUnreachable {
        host: String,
        why: Unreachable,
    },
    PortalNotBitrix {
        host: String,
        what: NotBitrix,
    },
    ScopeMissing {
        host: String,
        granted: Vec<String>,
    },
    NotCleared {
        host: String,
    },

    // this machine
    NoHome,
    StateUnwritable {
        path: String,
        why: String,
    },
    JournalUnwritable {
        path: String,
        why: String,
    },
    Autostart {
        path: String,
        why: String,
    },
    Listen {
        addr: String,
        why: String,
    },
    Input {
        why: String,
    },
    InputNotText,
    PauseWhen {
        text: String,
    },
    DayWhen {
        text: String,
    },
    LanguageUnknown {
        text: String,
    },
    AgentAnswer,
    Internal {
        why: String,
    },
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotBitrix {
    Page,
    TooLong,
    Broken,
    Empty,
    Foreign,
    /// A page that the request was sent to instead, without anything secret.
    Redirect {
        path: String,
    },
    Status(u16),
    /// The portal, while it cannot reach its authorization server.
    Disconnected,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say(self.id(), &self.args()))
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// What to do next, if anything can be done.
    pub fn hint(&self) -> Option<String> {
        find(spoken(), &hint_of(self.id()), &self.args())
    }

    /// What happened and what to do next, in a language that somebody else asked for: a browser's page.
    pub fn said_in(&self, language: Language) -> (String, Option<String>) {
        let (id, args) = (self.id(), self.args());
        (find(language, id, &args).unwrap_or_default(), find(language, &hint_of(id), &args))
    }

    fn id(&self) -> &'static str {
        use Problem::*;
        match self {
            ConfigUnreadable { .. } => "config-unreadable",
            ConfigUnwritable { .. } => "config-unwritable",
            ConfigSyntax { .. } => "config-syntax",
            ConfigUnknownKey { nearest: Some(_), .. } => "config-misspelt-key",
            ConfigUnknownKey { nearest: None, .. } => "config-unknown-key",
            ConfigType { .. } => "config-type",
            ConfigValue { .. } => "config-value",
            Pinned { .. } => "pinned",
            AccountElsewhere { .. } => "account-elsewhere",
            RedirectPort { .. } => "redirect-port",
            KeychainFailed { .. } => "keychain-failed",
            NoCertificates { .. } => "no-certificates",
            Portal { trouble, .. } => trouble_id(*trouble),
            PortalUnreachable { why, .. } => why.id(),
            PortalNotBitrix { what, .. } => what.id(),
            ScopeMissing { granted, .. } if granted.is_empty() => "scope-none",
            ScopeMissing { .. } => "scope-missing",
            NotCleared { .. } => "not-cleared",
            StateUnwritable { .. } => "state-unwritable",
            JournalUnwritable { .. } => "journal-unwritable",
            Autostart { .. } => "autostart-failed",
            Listen { .. } => "listen-failed",
            Input { .. } => "input-unreadable",
            PauseWhen { .. } => "pause-when",
            DayWhen { .. } => "day-when",
            LanguageUnknown { .. } => "language-unknown",
            Internal { .. } => "internal",
            without_arguments => without_arguments.bare_id(),
        }
    }

    fn args(&self) -> Vec<(&'static str, FluentValue<'_>)> {
        use Problem::*;
        match self {
            ConfigUnreadable { path, why }
            | ConfigUnwritable { path, why }
            | StateUnwritable { path, why }
            | JournalUnwritable { path, why }
            | Autostart { path, why } => vec![("path", text(path)), ("why", text(why))],
            ConfigSyntax { path, line, why } => {
                vec![("path", text(path)), ("line", number(*line)), ("why", text(why))]
            }
            ConfigUnknownKey { path, line, key, nearest } => {
                let nearest = text(nearest.as_deref().unwrap_or_default());
                vec![("path", text(path)), ("line", number(*line)), ("key", text(key)), ("nearest", nearest)]
            }
            ConfigType { path, line, key, expected } => {
                let expected = text(expected);
                vec![
                    ("path", text(path)),
                    ("line", number(*line)),
                    ("key", text(key)),
                    ("expected", expected),
                ]
            }
            ConfigValue { path, line, key, value, allowed } => vec![
                ("path", text(path)),
                ("line", number(*line)),
                ("key", text(key)),
                ("value", text(value)),
                ("allowed", text(allowed)),
            ],
            Pinned { key, path } => vec![("key", text(key)), ("path", text(path))],
            AccountElsewhere { expected, found } => {
                vec![("expected", text(expected)), ("found", text(found))]
            }
            // A port is a name, not a quantity.
            RedirectPort { port, why } => vec![("port", port.to_string().into()), ("why", text(why))],
            NoCertificates { why } | KeychainFailed { why } | Input { why } | Internal { why } => {
                vec![("why", text(why))]
            }
            Portal { host, .. } | PortalUnreachable { host, .. } | NotCleared { host } => {
                vec![("host", text(host))]
            }
            PortalNotBitrix { host, what } => match what {
                NotBitrix::Redirect { path } => vec![("host", text(host)), ("path", text(path))],
                NotBitrix::Status(status) => {
                    vec![("host", text(host)), ("status", status.to_string().into())]
                }
                _ => vec![("host", text(host))],
            },
            ScopeMissing { host, granted } => {
                vec![("host", text(host)), ("granted", granted.join(", ").into())]
            }
            Listen { addr, why } => vec![("addr", text(addr)), ("why", text(why))],
            PauseWhen { text: given } | DayWhen { text: given } => vec![("text", text(given))],
            LanguageUnknown { text: given } => {
                let known = Language::ALL.map(Language::tag).join(", ");
                vec![("text", text(given)), ("known", known.into())]
            }
            _ => Vec::new(),
        }
    }

    /// Of those without arguments.
    fn bare_id(&self) -> &'static str {
        use Problem::*;
        match self {
            WebhookEmpty => "webhook-empty",
            WebhookNotUrl => "webhook-not-url",
            WebhookNotHttps => "webhook-not-https",
            WebhookUserInfo => "webhook-user-info",
            WebhookPath => "webhook-path",
            WebhookUserId => "webhook-user-id",
            WebhookSecret => "webhook-secret",
            WebhookTrailing => "webhook-trailing",
            PortalName => "portal-name",
            ClientId => "client-id",
            SecretEmpty => "secret-empty",
            OAuthServer => "oauth-server",
            SignInTimeout => "sign-in-timeout",
            PastedNoCode => "pasted-no-code",
            PastedState => "pasted-state",
            PastedPortal => "pasted-portal",
            PastedServer => "pasted-server",
            KeychainMissing => "keychain-missing",
            KeychainLocked => "keychain-locked",
            KeychainDamaged => "keychain-damaged",
            KeychainTooSmall => "keychain-too-small",
            KeychainAmbiguous => "keychain-ambiguous",
            NotSignedIn => "not-signed-in",
            NoAgent => "no-agent",
            NoSource => "no-source",
            Unwell => "unwell",
            NoHome => "no-home",
            InputNotText => "input-not-text",
            AgentAnswer => "agent-answer",
            _ => "internal",
        }
    }
}

fn hint_of(id: &str) -> String {
    [id, "hint"].join(".")
}

fn text(text: &str) -> FluentValue<'_> {
    text.into()
}

/// A line is a name, not a quantity: no language groups its digits.
fn number(line: usize) -> FluentValue<'static> {
    line.to_string().into()
}

pub(super) fn trouble_id(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Offline => "trouble-offline",
        Trouble::ServerFault => "trouble-server-fault",
        Trouble::Busy => "trouble-busy",
        Trouble::Crowded => "trouble-crowded",
        Trouble::Blocked => "trouble-blocked",
        Trouble::Unconfirmed => "trouble-unconfirmed",
        Trouble::Denied => "trouble-denied",
        Trouble::Unsupported => "trouble-unsupported",
        Trouble::Deleted => "trouble-deleted",
        Trouble::Unauthorized => "trouble-unauthorized",
        Trouble::Scope => "trouble-scope",
        Trouble::User => "trouble-user",
        Trouble::Plan => "trouble-plan",
        Trouble::Moved => "trouble-moved",
        Trouble::Configuration => "trouble-configuration",
        Trouble::Application => "trouble-application",
        Trouble::Keychain => "trouble-keychain",
        Trouble::Rejected => "trouble-rejected",
    }
}

impl Unreachable {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "unreachable-name",
            Self::Connection => "unreachable-connection",
            Self::Timeout => "unreachable-timeout",
            Self::CutOff => "unreachable-cut-off",
        }
    }
}

impl NotBitrix {
    fn id(&self) -> &'static str {
        match self {
            Self::Page => "not-bitrix-page",
            Self::TooLong => "not-bitrix-too-long",
            Self::Broken => "not-bitrix-broken",
            Self::Empty => "not-bitrix-empty",
            Self::Foreign => "not-bitrix-foreign",
            Self::Redirect { .. } => "not-bitrix-redirect",
            Self::Status(_) => "not-bitrix-status",
            Self::Disconnected => "not-bitrix-disconnected",
        }
    }
}
