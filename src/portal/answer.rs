//! What an answer means: one table for the portal, one for the authorization server, each read from top to bottom.
//! No I/O. The rows are Bitrix24's documented errors, and what proxies, firewalls and old servers were seen to send
//! instead; `tests/answers` has an answer of each kind.

use crate::messages::NotBitrix;
use crate::portal::address;
use jiff::Timestamp;
use presence::Trouble;
use serde_json::Value;
use std::ops::RangeInclusive;
use std::time::Duration;

mod body;
mod redirect;

use body::Content;
pub use body::{accepted, name, scopes};

/// Whatever a portal says, nobody waits longer than this before trying again.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

/// An answer as it came.
pub struct Received<'a> {
    /// Where the request went. A webhook's address is a secret: it is compared, and never shown.
    pub url: &'a str,
    pub status: u16,
    pub location: Option<&'a str>,
    pub retry_after: Option<&'a str>,
    pub content_type: Option<&'a str>,
    pub body: &'a [u8],
    pub now: Timestamp,
}

/// An answer as it is meant. It cannot be printed: there may be tokens in it.
pub struct Reading {
    pub meaning: Meaning,
    /// The server may have acted on the request all the same.
    pub maybe_heard: bool,
    /// How long the server wants to be left alone.
    pub after: Option<Duration>,
}

pub enum Meaning {
    /// All of the answer's JSON.
    Answered(Value),
    /// The access token's hour is over (`expired`), or the credentials are not known.
    Credentials {
        expired: bool,
    },
    /// The portal has this host now, with its port if that is unusual.
    Renamed(String),
    Refused(Trouble),
    NotBitrix(NotBitrix),
}

/// Who is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Portal,
    AuthorizationServer,
}

/// What a row wants of the body.
enum Body {
    /// JSON with this error code, in capitals.
    Code(&'static str),
    /// JSON with an error.
    AnyCode,
    /// JSON with a result.
    AnyResult,
    /// JSON of any kind.
    Json,
    Anything,
}

/// What a row says.
#[derive(Clone, Copy)]
enum Means {
    Answered,
    Expired,
    NotKnown,
    /// If the redirect leads to the same path on another host; otherwise the next row is read.
    Renamed,
    Redirect,
    Refused(Trouble),
    /// The same, and the answer says in its body for how long.
    Limited,
    /// The bucket of requests is full. Only Bitrix24's cloud has one that an address shares.
    Crowded,
    /// The portal cannot reach its authorization server.
    Disconnected,
    /// Something between us and Bitrix24, most likely. The status is all that is known.
    Stranger,
    /// No JSON, or JSON that Bitrix24 does not send.
    Garbage,
}

use Body::{AnyCode, AnyResult, Anything, Code, Json};
use Means::{
    Answered, Crowded, Disconnected, Expired, Garbage, Limited, NotKnown, Redirect, Refused, Renamed,
    Stranger,
};

type Row = (RangeInclusive<u16>, Body, Means);

const ANY: RangeInclusive<u16> = 0..=999;
const SUCCESS: RangeInclusive<u16> = 200..=299;
const REDIRECTS: RangeInclusive<u16> = 300..=399;

const fn only(status: u16) -> RangeInclusive<u16> {
    status..=status
}

/// What lasts until somebody changes something needs a documented code; where other programs use the same word, the
/// documented status as well. Whatever else goes wrong is tried again.
const PORTAL: [Row; 33] = [
    (301..=302, Anything, Renamed),
    (307..=308, Anything, Renamed),
    (REDIRECTS, Anything, Redirect),
    (SUCCESS, AnyResult, Answered),
    (ANY, Code("EXPIRED_TOKEN"), Expired),
    (ANY, Code("INVALID_TOKEN"), NotKnown),
    (ANY, Code("NO_AUTH_FOUND"), NotKnown),
    (only(401), Code("INVALID_CREDENTIALS"), NotKnown),
    (only(403), Code("INVALID_CREDENTIALS"), Refused(Trouble::User)),
    (ANY, Code("USER_ACCESS_ERROR"), Refused(Trouble::User)),
    (ANY, Code("APPLICATION_NOT_FOUND"), Refused(Trouble::User)),
    (ANY, Code("INSUFFICIENT_SCOPE"), Refused(Trouble::Scope)),
    (only(403), Code("ACCESS_DENIED"), Refused(Trouble::Plan)),
    (ANY, Code("PAYMENT_REQUIRED"), Refused(Trouble::Plan)),
    (ANY, Code("METHOD_CONFIRM_WAITING"), Refused(Trouble::Unconfirmed)),
    (ANY, Code("METHOD_CONFIRM_DENIED"), Refused(Trouble::Denied)),
    (ANY, Code("ERROR_METHOD_NOT_FOUND"), Refused(Trouble::Unsupported)),
    (only(400), Code("INVALID_REQUEST"), Refused(Trouble::Configuration)),
    (ANY, Code("OPERATION_TIME_LIMIT"), Limited),
    (ANY, Code("QUERY_LIMIT_EXCEEDED"), Crowded),
    (ANY, Code("OVERLOAD_LIMIT"), Refused(Trouble::Blocked)),
    (ANY, Code("PORTAL_DELETED"), Refused(Trouble::Deleted)),
    (ANY, Code("CONNECTION_ERROR"), Disconnected),
    (ANY, Code("INTERNAL_SERVER_ERROR"), Refused(Trouble::ServerFault)),
    (ANY, Code("ERROR_UNEXPECTED_ANSWER"), Refused(Trouble::ServerFault)),
    // Gateways and firewalls have codes and pages of their own.
    (only(401), Anything, Stranger),
    (only(403), Anything, Stranger),
    (only(407), Anything, Stranger),
    (only(429), Anything, Refused(Trouble::Busy)),
    // Bitrix24 has more codes than it documents.
    (ANY, AnyCode, Refused(Trouble::ServerFault)),
    (SUCCESS, Anything, Garbage),
    // "Network Authentication Required": a page to log in at.
    (only(511), Anything, Garbage),
    (ANY, Anything, Stranger),
];

/// `Renamed` is not among them: what is sent there has the client secret in it.
const AUTHORIZATION_SERVER: [Row; 18] = [
    (REDIRECTS, Anything, Redirect),
    (ANY, Code("INVALID_GRANT"), Refused(Trouble::Unauthorized)),
    (ANY, Code("EXPIRED_TOKEN"), Refused(Trouble::Unauthorized)),
    (ANY, Code("INVALID_CLIENT"), Refused(Trouble::Application)),
    (ANY, Code("INVALID_SCOPE"), Refused(Trouble::Scope)),
    (ANY, Code("INSUFFICIENT_SCOPE"), Refused(Trouble::Scope)),
    (ANY, Code("PAYMENT_REQUIRED"), Refused(Trouble::Plan)),
    (ANY, Code("USER_ACCESS_ERROR"), Refused(Trouble::User)),
    (ANY, Code("ACCESS_DENIED"), Refused(Trouble::User)),
    (ANY, Code("INVALID_REQUEST"), Refused(Trouble::Configuration)),
    (only(401), Anything, Stranger),
    (only(403), Anything, Stranger),
    (only(429), Anything, Refused(Trouble::Busy)),
    (ANY, AnyCode, Refused(Trouble::ServerFault)),
    (SUCCESS, Json, Answered),
    (SUCCESS, Anything, Garbage),
    (only(511), Anything, Garbage),
    (ANY, Anything, Stranger),
];

impl Body {
    fn fits(&self, content: &Content) -> bool {
        match (self, content) {
            (Anything, _)
            | (AnyCode, Content::Error(..))
            | (AnyResult, Content::Result(_))
            | (Json, Content::Result(_) | Content::Foreign(_)) => true,
            (Code(wanted), Content::Error(code, _)) => code == wanted,
            _ => false,
        }
    }
}

impl Received<'_> {
    /// Reads the table of the server that was asked. The first row that fits is what the answer means.
    pub fn read(&self, asked: Asked) -> Reading {
        let rows: &[Row] = match asked {
            Asked::Portal => &PORTAL,
            Asked::AuthorizationServer => &AUTHORIZATION_SERVER,
        };
        let content = Content::of(self.body, self.content_type);
        for (statuses, body, means) in rows {
            if statuses.contains(&self.status)
                && body.fits(&content)
                && let Some(meaning) = self.meaning(*means, &content)
            {
                return self.reading(meaning, *means, &content);
            }
        }
        self.reading(Meaning::NotBitrix(NotBitrix::Status(self.status)), Stranger, &content)
    }

    /// An answer that is not read to its end: Bitrix24 sends none of that length.
    pub fn too_long(&self) -> Reading {
        self.reading(Meaning::NotBitrix(NotBitrix::TooLong), Garbage, &Content::Nothing(NotBitrix::TooLong))
    }

    /// `None`: not this row.
    fn meaning(&self, means: Means, content: &Content) -> Option<Meaning> {
        Some(match (means, content) {
            (Answered, Content::Result(answer) | Content::Foreign(answer)) => {
                Meaning::Answered(answer.clone())
            }
            (Expired, _) => Meaning::Credentials { expired: true },
            (NotKnown, _) => Meaning::Credentials { expired: false },
            (Renamed, _) => Meaning::Renamed(redirect::renamed_to(self.url, self.location?)?),
            (Redirect, _) => {
                let path = self.location.and_then(|location| redirect::path(self.url, location));
                let bare = NotBitrix::Status(self.status);
                Meaning::NotBitrix(path.map_or(bare, |path| NotBitrix::Redirect { path }))
            }
            (Refused(trouble), _) => Meaning::Refused(trouble),
            (Crowded, _) if address::shares_bucket(self.url) => Meaning::Refused(Trouble::Crowded),
            (Crowded | Limited, _) => Meaning::Refused(Trouble::Busy),
            (Disconnected, _) => Meaning::NotBitrix(NotBitrix::Disconnected),
            (Garbage, Content::Nothing(what)) => Meaning::NotBitrix(what.clone()),
            (Garbage, _) => Meaning::NotBitrix(NotBitrix::Foreign),
            (Answered | Stranger, _) => Meaning::NotBitrix(NotBitrix::Status(self.status)),
        })
    }

    fn reading(&self, meaning: Meaning, means: Means, content: &Content) -> Reading {
        let maybe_heard = match &meaning {
            Meaning::Refused(trouble) => *trouble == Trouble::ServerFault,
            Meaning::NotBitrix(NotBitrix::Disconnected)
            | Meaning::Answered(_)
            | Meaning::Credentials { .. }
            | Meaning::Renamed(_) => false,
            // Nobody has carried out what they send elsewhere, and no proxy passes on what it refuses.
            Meaning::NotBitrix(_) => !REDIRECTS.contains(&self.status) && self.status != 407,
        };
        let limit = || match (means, content) {
            (Limited, Content::Error(_, answer)) => self.operating(answer),
            _ => None,
        };
        let after = self.retry_after().or_else(limit);
        Reading { meaning, maybe_heard, after: after.map(|wait| wait.min(LONGEST_WAIT)) }
    }

    /// Until the portal resets the method's execution time, by its own clock.
    fn operating(&self, answer: &Value) -> Option<Duration> {
        let time = &answer["time"];
        let now = time["finish"].as_f64().unwrap_or_else(|| self.now.as_duration().as_secs_f64());
        let reset = time["operating_reset_at"].as_f64()?;
        Duration::try_from_secs_f64(reset - now).ok()
    }

    /// Seconds, or an HTTP date.
    fn retry_after(&self) -> Option<Duration> {
        let text = self.retry_after?.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(text.parse().map_or(LONGEST_WAIT, Duration::from_secs));
        }
        let date = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
        Some(date.duration_since(self.now).try_into().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
