//! What goes wrong, and what of it the portal is told to do.

use super::SLOWEST;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug)]
pub enum Trouble {
    /// Nobody listens at the portal's address.
    Down,
    /// It acts late.
    Slow,
    /// It acts at once, and its answer comes byte by byte.
    Dribbles,
    Fault500,
    Crowded,
    Limited,
    /// A web page, as a captive portal sends.
    Html,
    /// One that wants to be left alone.
    HtmlThatWaits,
    Cut,
    Garbage,
    /// The right answer, with a BOM before it or PHP's notices around it.
    Notices,
    /// To a page, to a login, to nowhere, or to another host.
    Redirected,
    /// 401 or 403, and nobody knows of whom.
    Rejected,
    /// The credentials are not known, once.
    UnknownOnce,
    /// What only an administrator can change, for some calls.
    Refused,
    /// Closed for the time being.
    Closed,
    /// The agent is killed, and started again later.
    Killed,
    /// It is asked to end by its session or by a person, and started again later.
    Ended,
    /// The portal is restarted, with what it remembers.
    Restarted,
    KeychainGone,
    KeychainLocked,
    KeychainEmptied,
    SignedOut,
}

pub const TROUBLES: [Trouble; 23] = [
    Trouble::Down,
    Trouble::Slow,
    Trouble::Dribbles,
    Trouble::Fault500,
    Trouble::Crowded,
    Trouble::Limited,
    Trouble::Html,
    Trouble::HtmlThatWaits,
    Trouble::Cut,
    Trouble::Garbage,
    Trouble::Notices,
    Trouble::Redirected,
    Trouble::Rejected,
    Trouble::UnknownOnce,
    Trouble::Refused,
    Trouble::Closed,
    Trouble::Killed,
    Trouble::Ended,
    Trouble::Restarted,
    Trouble::KeychainGone,
    Trouble::KeychainLocked,
    Trouble::KeychainEmptied,
    Trouble::SignedOut,
];

const NOTICES: [&str; 4] = [
    "\u{feff}{\"result\":true}",
    "<br />\n<b>Warning</b>:  x in <b>/x.php</b> on line <b>1</b><br />\n{\"result\":true}",
    "{\"result\":\"1\"}\n<br />\n<b>Deprecated</b>:  y in <b>/x.php</b> on line <b>2</b><br />\n",
    "\nNotice: a in /x.php on line 4\n{\"result\":1}\nNotice: b in /x.php on line 5\n",
];

const REFUSALS: [(u16, &str); 7] = [
    (403, "insufficient_scope"),
    (403, "user_access_error"),
    (403, "ACCESS_DENIED"),
    (403, "METHOD_CONFIRM_DENIED"),
    (404, "ERROR_METHOD_NOT_FOUND"),
    (400, "INVALID_REQUEST"),
    (401, "INVALID_CREDENTIALS"),
];

/// Redirects by their status and place. `None`: to the same path on another host, so that the portal seems renamed.
const REDIRECTS: [(u16, Option<&str>); 6] = [
    (302, Some("/bitrix/coupon_activation.php")),
    (302, Some("https://localhost:1/adfs/ls/?wa=wsignin1.0")),
    (307, Some("http://localhost:1/login")),
    (304, Some("")),
    (302, None),
    (308, None),
];

const METHODS: [&str; 2] = ["im.user.status.idle.start", "im.user.status.idle.end"];

impl Trouble {
    /// The fault that makes it; `None`: the portal has no part in it. `elsewhere`: the webhook on another host.
    pub fn fault(self, rng: &mut fastrand::Rng, elsewhere: &str) -> Option<Value> {
        let (calls, heard) = (rng.u32(1..4), rng.bool());
        Some(match self {
            Self::Slow => json!({ "calls": calls, "delay_ms": rng.u64(50..SLOWEST) }),
            Self::Dribbles => json!({ "calls": calls, "dribble_ms": rng.u64(1..6) }),
            Self::Fault500 => {
                json!({ "calls": calls, "status": 500, "error": "INTERNAL_SERVER_ERROR", "heard": heard })
            }
            Self::Crowded => json!({ "calls": 1, "status": 503, "error": "QUERY_LIMIT_EXCEEDED" }),
            Self::Limited => json!({
                "calls": calls, "status": 429, "error": "OPERATION_TIME_LIMIT", "headers": { "Retry-After": "1" },
            }),
            Self::Html => json!({ "calls": calls, "garbage": "html", "heard": heard }),
            Self::HtmlThatWaits => json!({
                "calls": calls, "status": 503, "garbage": "html", "headers": { "Retry-After": "1" },
            }),
            Self::Cut => json!({ "calls": calls, "close": true, "heard": heard }),
            Self::Garbage => {
                let garbage = ["half", "empty", "binary", "huge"][rng.usize(..4)];
                json!({ "calls": calls, "garbage": garbage, "heard": heard })
            }
            Self::Notices => {
                let body = NOTICES[rng.usize(..NOTICES.len())];
                // A portal that says yes has done it. Signing in and reading back want more than a yes.
                let method = METHODS[rng.usize(..2)];
                json!({ "calls": calls, "method": method, "heard": true, "raw": { "status": 200, "body": body } })
            }
            Self::Redirected => {
                let (status, to) = REDIRECTS[rng.usize(..REDIRECTS.len())];
                let method = METHODS[rng.usize(..2)];
                let to = to.map_or_else(|| format!("{elsewhere}{method}"), str::to_owned);
                json!({ "calls": calls, "method": method, "status": status, "headers": { "Location": to } })
            }
            Self::Rejected => {
                let body = ["blocked", "<html>403</html>", "{\"error\": \"forbidden\"}", ""][rng.usize(..4)];
                let status = [401, 403][rng.usize(..2)];
                json!({ "calls": calls, "raw": { "status": status, "body": body }, "heard": heard })
            }
            Self::UnknownOnce => json!({ "calls": 1, "status": 401, "error": "NO_AUTH_FOUND" }),
            Self::Refused => {
                let (status, code) = REFUSALS[rng.usize(..REFUSALS.len())];
                json!({ "calls": calls, "status": status, "error": code })
            }
            Self::Closed => json!({ "calls": calls, "status": 500, "error": "PORTAL_DELETED" }),
            Self::Down
            | Self::Killed
            | Self::Ended
            | Self::Restarted
            | Self::KeychainGone
            | Self::KeychainLocked
            | Self::KeychainEmptied
            | Self::SignedOut => return None,
        })
    }
}
