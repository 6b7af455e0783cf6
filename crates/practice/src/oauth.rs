//! The practice portal's authorization server, without I/O: codes that live half a minute, access
//! tokens that expire, refresh tokens that are good for one use. Time is an argument.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The application's card, as an administrator fills it in.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Card {
    /// Where the browser is sent with the code: `http://localhost:PORT`.
    pub redirect_port: u16,
    /// How long an access token lives.
    pub access_seconds: i64,
    pub scope: String,
    /// What the redirect claims to be the authorization server; nothing: the truth.
    pub server_domain: Option<String>,
    /// What the redirect claims to be the portal; nothing: the truth.
    pub domain: Option<String>,
    /// The user says no: an error page, and no redirect.
    pub refuses: bool,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            redirect_port: 7000,
            access_seconds: 3600,
            scope: "im".into(),
            server_domain: None,
            domain: None,
            refuses: false,
        }
    }
}

const CODE_LIVES: SignedDuration = SignedDuration::from_secs(30);
const REFRESH_LIVES: SignedDuration = SignedDuration::from_hours(180 * 24);

#[derive(Debug)]
pub struct Server {
    pub client_id: String,
    pub client_secret: String,
    pub card: Card,
    code: Option<(String, Timestamp)>,
    access: Option<(String, Timestamp)>,
    refresh: Option<(String, Timestamp)>,
    /// Every refresh token that was ever given out, and how often it was offered.
    pub offered: Vec<(String, u32)>,
    /// The pairs given out.
    pub grants: u32,
}

/// What a token request gets: the HTTP status and the body.
pub type Granted = (u16, Value);

fn refused(status: u16, code: &str) -> Granted {
    (status, json!({ "error": code, "error_description": format!("{code} (practice)") }))
}

impl Server {
    pub fn new(client_id: String, client_secret: String) -> Self {
        Self {
            client_id,
            client_secret,
            card: Card::default(),
            code: None,
            access: None,
            refresh: None,
            offered: Vec::new(),
            grants: 0,
        }
    }

    /// A fresh code for the browser to carry.
    pub fn authorize(&mut self, client_id: &str, code: String, now: Timestamp) -> Option<String> {
        if client_id != self.client_id || self.card.refuses {
            return None;
        }
        self.code = Some((code.clone(), now + CODE_LIVES));
        Some(code)
    }

    /// Answers a token request. `portal` and `own` are the addresses of the portal and of this server,
    /// `new` makes secrets.
    pub fn token(
        &mut self,
        parameter: impl Fn(&str) -> String,
        (portal, own): (&str, &str),
        now: Timestamp,
        new: impl Fn() -> String,
    ) -> Granted {
        if parameter("client_id") != self.client_id || parameter("client_secret") != self.client_secret {
            return refused(401, "invalid_client");
        }
        let good = |held: &Option<(String, Timestamp)>, given: &str| {
            held.as_ref().is_some_and(|(token, until)| token == given && now < *until)
        };
        match parameter("grant_type").as_str() {
            "authorization_code" => {
                if !good(&self.code.take(), &parameter("code")) {
                    return refused(400, "invalid_grant");
                }
            }
            "refresh_token" => {
                let given = parameter("refresh_token");
                if let Some((_, times)) = self.offered.iter_mut().find(|(token, _)| *token == given) {
                    *times += 1;
                }
                if !good(&self.refresh, &given) {
                    return refused(400, "invalid_grant");
                }
            }
            _ => return refused(400, "invalid_request"),
        }
        let (access, refresh) = (new(), new());
        let lives = SignedDuration::from_secs(self.card.access_seconds);
        self.access = Some((access.clone(), now + lives));
        self.refresh = Some((refresh.clone(), now + REFRESH_LIVES));
        self.offered.push((refresh.clone(), 0));
        self.grants += 1;
        let host = own.split_once("://").map_or(own, |(_, host)| host);
        let answer = json!({
            "access_token": access, "refresh_token": refresh, "expires_in": self.card.access_seconds,
            "expires": (now + lives).as_second(), "client_endpoint": format!("{portal}/rest/"),
            "server_endpoint": format!("{own}/rest/"), "domain": host, "member_id": "practice",
            "scope": self.card.scope, "status": "L", "user_id": 1,
        });
        (200, answer)
    }

    /// Whether an access token is good: `Err` is the error of a REST call.
    pub fn check(&self, access: &str, now: Timestamp) -> Result<(), (u16, &'static str)> {
        match &self.access {
            Some((token, until)) if token == access && now < *until => Ok(()),
            Some((token, _)) if token == access => Err((401, "expired_token")),
            _ => Err((401, "NO_AUTH_FOUND")),
        }
    }

    /// An administrator, or 180 days, took it all back.
    pub fn revoke(&mut self) {
        (self.code, self.access, self.refresh) = (None, None, None);
    }

    /// The access token's hour is over.
    pub fn expire(&mut self, now: Timestamp) {
        if let Some((_, until)) = &mut self.access {
            *until = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn ask(server: &mut Server, parameters: &[(&str, &str)], now: Timestamp) -> Granted {
        let n = Cell::new(server.grants * 10);
        let parameter = |name: &str| {
            let found = parameters.iter().find(|(known, _)| *known == name);
            let secret = [("client_id", "app"), ("client_secret", "secret")];
            let known = secret.iter().find(|(known, _)| *known == name);
            found.or(known).map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        };
        let new = || {
            n.set(n.get() + 1);
            format!("token{}", n.get())
        };
        server.token(parameter, ("http://portal", "http://oauth"), now, new)
    }

    #[test]
    fn a_code_is_good_once_and_for_half_a_minute() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let mut server = Server::new("app".into(), "secret".into());
        let exchange = [("grant_type", "authorization_code"), ("code", "c")];
        assert_eq!(server.authorize("other", "c".into(), now), None);
        server.authorize("app", "c".into(), now);
        assert_eq!(ask(&mut server, &exchange, now + SignedDuration::from_secs(30)).0, 400);
        server.authorize("app", "c".into(), now);
        assert_eq!(ask(&mut server, &exchange, now + SignedDuration::from_secs(29)).0, 200);
        assert_eq!(ask(&mut server, &exchange, now).1["error"], "invalid_grant");
        let wrong = [("client_secret", "guess"), ("grant_type", "authorization_code"), ("code", "c")];
        assert_eq!(ask(&mut server, &wrong, now).1["error"], "invalid_client");
    }

    #[test]
    fn a_refresh_token_is_replaced_by_each_use() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let mut server = Server::new("app".into(), "secret".into());
        server.authorize("app", "c".into(), now);
        let (_, first) = ask(&mut server, &[("grant_type", "authorization_code"), ("code", "c")], now);
        let old = first["refresh_token"].as_str().unwrap().to_owned();
        let refresh = [("grant_type", "refresh_token"), ("refresh_token", old.as_str())];
        let (status, second) = ask(&mut server, &refresh, now);
        assert_eq!(status, 200);
        assert_eq!(ask(&mut server, &refresh, now).1["error"], "invalid_grant");
        let access = second["access_token"].as_str().unwrap();
        assert_eq!(server.check(access, now), Ok(()));
        assert_eq!(server.check(access, now + SignedDuration::from_hours(1)), Err((401, "expired_token")));
        assert_eq!(server.check("other", now), Err((401, "NO_AUTH_FOUND")));
    }
}
