//! OAuth 2.0 as Bitrix24 does it: an application's grant, its tokens, and the server that gives them.
//! Not quite RFC 6749: tokens come by GET, and each refresh token is good for one use.

use super::http::{self, Failure};
use crate::messages::{NotBitrix, Problem};
use crate::portal::address;
use crate::portal::answer::{Asked, Meaning};
use crate::store::keychain::Secret;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

/// The only servers that may see an application's secret, unless the configuration names another.
const TRUSTED: [&str; 2] = [WORLD, RUSSIA];
const WORLD: &str = "oauth.bitrix.info";
const RUSSIA: &str = "oauth.bitrix24.tech";
/// A refresh token lives 180 days; one that was not needed for so long is renewed all the same.
const RENEW_AFTER: i64 = 150 * 24 * 3600;
/// When an answer does not say how long its access token lives, in seconds.
const ACCESS_LIVES: i64 = 3600;
/// Tokens are some seventy characters long.
const LONGEST_TOKEN: usize = 1000;

/// An authorization server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Server(String);

impl Server {
    /// The one that a portal's users are sent to.
    pub fn of(portal: &str) -> Self {
        let russian = portal.ends_with(".bitrix24.ru") || portal.ends_with(".bitrix24.by");
        Self(format!("https://{}", if russian { RUSSIA } else { WORLD }))
    }

    /// The one that a redirect names, if that is one of Bitrix24's own.
    pub fn named_by_redirect(domain: &str) -> Option<Self> {
        TRUSTED.contains(&domain).then(|| Self(format!("https://{domain}")))
    }

    /// The one that the configuration names: https, or on this machine.
    pub fn configured(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
        (address::is_secure(&url) && bare && url.password().is_none())
            .then(|| Self(url.origin().ascii_serialization()))
    }

    fn host(&self) -> &str {
        self.0.split_once("://").map_or(&self.0, |(_, host)| host)
    }

    fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| address::is_loopback(&url))
    }
}

/// An application as its card in Bitrix24 has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub client_id: String,
    pub client_secret: Secret,
    pub server: Server,
}

/// What a user's sign-in gave: everything needed to call, and to go on calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub application: Application,
    /// Identifies the portal for ever, whatever its address.
    member: String,
    /// `https://PORTAL/rest/`
    endpoint: String,
    pub access: Secret,
    pub refresh: Secret,
    /// Seconds since 1970.
    expires: i64,
    renewed: i64,
    /// The hosts that the portal had before.
    was: Vec<String>,
}

/// The keychain's form of it. Names are short: Windows keeps 2,560 bytes an entry.
#[derive(Serialize, Deserialize)]
pub struct Stored<'a> {
    id: &'a str,
    key: &'a str,
    srv: &'a str,
    mem: &'a str,
    end: &'a str,
    acc: &'a str,
    ref_: &'a str,
    exp: i64,
    new: i64,
}

impl Grant {
    pub fn stored(&self) -> Stored<'_> {
        Stored {
            id: &self.application.client_id,
            key: self.application.client_secret.expose(),
            srv: &self.application.server.0,
            mem: &self.member,
            end: &self.endpoint,
            acc: self.access.expose(),
            ref_: self.refresh.expose(),
            exp: self.expires,
            new: self.renewed,
        }
    }

    /// `None`: that is no grant of ours.
    pub fn restore(stored: &Stored<'_>) -> Option<Self> {
        let secret = |text: &str| Secret::new(text.to_owned());
        let trusted = stored.srv.strip_prefix("https://").and_then(Server::named_by_redirect);
        Some(Self {
            application: Application {
                client_id: stored.id.to_owned(),
                client_secret: secret(stored.key),
                server: trusted.or_else(|| Server::configured(stored.srv))?,
            },
            member: stored.mem.to_owned(),
            endpoint: endpoint(stored.end)?,
            access: secret(stored.acc),
            refresh: secret(stored.ref_),
            expires: stored.exp,
            renewed: stored.new,
            was: Vec::new(),
        })
    }

    /// The portal's host, with its port if that is unusual.
    pub fn host(&self) -> &str {
        let host = self.endpoint.split_once("://").map_or(self.endpoint.as_str(), |(_, rest)| rest);
        host.split('/').next().unwrap_or_default()
    }

    /// The hosts that the portal had before.
    pub fn was(&self) -> &[String] {
        &self.was
    }

    #[must_use]
    pub fn known_as(self, was: Vec<String>) -> Self {
        Self { was, ..self }
    }

    /// Remembers that the portal had this host, if it has another one now.
    #[must_use]
    pub fn formerly_at(self, host: &str) -> Self {
        let was = super::former_hosts(&self.was, host, self.host());
        self.known_as(was)
    }

    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.endpoint).is_ok_and(|url| address::is_loopback(&url))
    }

    pub fn url(&self, method: &str) -> String {
        format!("{}{method}", self.endpoint)
    }

    /// Whether a call that is due now needs new tokens first. Renewing on a schedule is what Bitrix24
    /// calls abuse.
    pub fn is_due(&self, now: i64) -> bool {
        now >= self.expires || now >= self.renew_at()
    }

    /// When the refresh token is to be replaced even if nothing is due, in seconds since 1970.
    pub fn renew_at(&self) -> i64 {
        self.renewed.saturating_add(RENEW_AFTER)
    }

    /// Asks for the next pair of tokens. The present one is used up by that.
    pub async fn renew(&self, http: &Client, now: i64) -> Result<Self, Failure> {
        let query = [("grant_type", "refresh_token"), ("refresh_token", self.refresh.expose())];
        let renewed = self.application.request_token(http, &query, now).await?;
        if renewed.member != self.member {
            return Err(Failure::not_bitrix(self.application.server.host(), NotBitrix::Foreign));
        }
        Ok(renewed.known_as(self.was.clone()).formerly_at(self.host()))
    }
}

impl Application {
    pub fn http(&self) -> Result<Client, Problem> {
        http::client(self.server.is_loopback())
    }

    /// Turns the code that the browser brought into a grant. It lives half a minute.
    pub async fn exchange(&self, http: &Client, code: &str, now: i64) -> Result<Grant, Failure> {
        self.request_token(http, &[("grant_type", "authorization_code"), ("code", code)], now).await
    }

    async fn request_token(&self, http: &Client, query: &[(&str, &str)], now: i64) -> Result<Grant, Failure> {
        let host = self.server.host();
        let own = [("client_id", self.client_id.as_str()), ("client_secret", self.client_secret.expose())];
        let query =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(query).extend_pairs(own).finish();
        // Bitrix24 documents this as GET with everything in the query.
        let url = Secret::new(format!("{}/oauth/token/?{query}", self.server.0));
        drop(zeroize::Zeroizing::new(query));
        let response = http.get(url.expose()).header("accept", "application/json").send().await;
        let response = response.map_err(|error| Failure::unreachable(host, &error))?;
        let reading = http::read(host, &url, Asked::AuthorizationServer, response).await?;
        let grant = match &reading.meaning {
            Meaning::Answered(answer) => self.grant(answer, now),
            _ => None,
        };
        // The call that the tokens are for was not sent.
        grant.ok_or_else(|| Failure { maybe_heard: false, ..Failure::of(host, &reading) })
    }

    /// What a token answer says, if it says all of it in the right types.
    fn grant(&self, answer: &Value, now: i64) -> Option<Grant> {
        let text = |key: &str| {
            let text = answer.get(key)?.as_str()?;
            let fit =
                !text.is_empty() && text.len() <= LONGEST_TOKEN && text.bytes().all(|b| b.is_ascii_graphic());
            fit.then(|| text.to_owned())
        };
        let lives = match answer.get("expires_in") {
            None | Some(Value::Null) => Some(ACCESS_LIVES),
            Some(Value::String(text)) => seconds(text.trim()),
            Some(number) => seconds(&number.to_string()),
        }?;
        Some(Grant {
            application: self.clone(),
            member: text("member_id")?,
            endpoint: endpoint(&text("client_endpoint")?)?,
            access: Secret::new(text("access_token")?),
            refresh: Secret::new(text("refresh_token")?),
            expires: now.saturating_add(lives.clamp(0, RENEW_AFTER)),
            renewed: now,
            was: Vec::new(),
        })
    }
}

/// `https://PORTAL/rest/`, perhaps in a folder; or the same on this machine without encryption. A portal behind a
/// server that ends TLS calls itself http://: it is reached by https all the same.
fn endpoint(text: &str) -> Option<String> {
    let mut url = Url::parse(text).ok()?;
    if url.scheme() == "http" && !address::is_loopback(&url) {
        url.set_scheme("https").ok()?;
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    let bare = url.username().is_empty() && url.password().is_none();
    let plain = bare && url.query().is_none() && url.fragment().is_none();
    (address::is_secure(&url) && plain && url.path().ends_with("/rest/")).then(|| url.to_string())
}

/// Whole seconds, also of a number with a fraction.
fn seconds(text: &str) -> Option<i64> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    text.parse::<f64>().ok().filter(|seconds| seconds.is_finite())?;
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    pub fn application(server: &str) -> Application {
        Application {
            client_id: "local.1".into(),
            client_secret: Secret::new("s3cr3t".into()),
            server: Server::configured(server).unwrap(),
        }
    }

    fn answer() -> Value {
        json!({
            "access_token": "acc", "refresh_token": "ref", "expires_in": 3600, "member_id": "m",
            "client_endpoint": "https://example.bitrix24.com/rest/", "domain": "oauth.bitrix.info",
        })
    }

    #[test]
    fn only_bitrix24s_own_servers_and_a_configured_one_are_trusted() {
        assert_eq!(Server::of("x.bitrix24.ru").host(), "oauth.bitrix24.tech");
        assert_eq!(Server::of("x.bitrix24.com").host(), "oauth.bitrix.info");
        assert!(Server::named_by_redirect("oauth.bitrix24.tech").is_some());
        for evil in
            ["evil.com", "oauth.bitrix.info.evil.com", "oauth.bitrix.info@evil.com", "", "OAUTH.bitrix.info/"]
        {
            assert_eq!(Server::named_by_redirect(evil), None, "{evil}");
        }
        for fine in [
            "https://oauth.example.com",
            "https://oauth.example.com/",
            "http://127.0.0.1:8024",
            "http://[::1]:1",
        ] {
            assert!(Server::configured(fine).is_some(), "{fine}");
        }
        for wrong in [
            "http://oauth.example.com",
            "https://a:b@c.com",
            "https://c.com/path",
            "oauth.example.com",
            "ftp://x",
        ] {
            assert_eq!(Server::configured(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_server_or_a_portal_on_this_machine_is_recognized_with_and_without_encryption() {
        for (origin, loopback) in [
            ("http://127.0.0.1:8024", true),
            ("https://127.0.0.1:8024", true),
            ("https://localhost", true),
            ("https://localhost.example.com", false),
            ("https://example.bitrix24.com", false),
        ] {
            let application = application(origin);
            assert_eq!(application.server.is_loopback(), loopback, "{origin}");
            let mut answer = answer();
            answer["client_endpoint"] = json!(format!("{origin}/rest/"));
            assert_eq!(application.grant(&answer, 0).unwrap().is_loopback(), loopback, "{origin}");
        }
    }

    #[test]
    fn a_grant_survives_the_keychain_and_fits_into_windows_one() {
        let grant = application("https://oauth.bitrix.info").grant(&answer(), 1_000).unwrap();
        let text = serde_json::to_string(&grant.stored()).unwrap();
        assert_eq!(Grant::restore(&serde_json::from_str(&text).unwrap()), Some(grant.clone()));
        assert!(text.len() < 400, "{}", text.len());
        assert!(!format!("{grant:?}").contains("s3cr3t") && !format!("{grant:?}").contains("\"acc\""));
    }

    #[test]
    fn a_call_needs_new_tokens_when_the_hour_is_over_or_150_days_are() {
        let mut grant = application("https://oauth.bitrix.info").grant(&answer(), 1_000).unwrap();
        assert!(!grant.is_due(1_000 + 3_599));
        assert!(grant.is_due(1_000 + 3_600));
        grant.expires = i64::MAX;
        assert!(!grant.is_due(1_000 + RENEW_AFTER - 1));
        assert!(grant.is_due(1_000 + RENEW_AFTER));
    }

    #[test]
    fn an_answer_with_missing_or_wrong_parts_is_none() {
        let application = application("https://oauth.bitrix.info");
        for key in ["access_token", "refresh_token", "member_id", "client_endpoint"] {
            for wrong in [Value::Null, json!(7), json!([]), json!(""), json!("a b"), json!("x".repeat(2_000))]
            {
                let mut answer = answer();
                answer[key] = wrong.clone();
                assert_eq!(application.grant(&answer, 0), None, "{key}: {wrong}");
            }
        }
        for evil in [
            "http://a@evil.com/rest/",
            "https://a@evil.com/rest/",
            "https://evil.com/",
            "https://evil.com/arrest/",
            "javascript:1",
            "ftp://x/rest/",
            "https://x/rest/?a",
            "https://x/rest/#a",
        ] {
            let mut answer = answer();
            answer["client_endpoint"] = json!(evil);
            assert_eq!(application.grant(&answer, 0), None, "{evil}");
        }
        let mut answer = answer();
        answer["expires_in"] = json!("soon");
        assert_eq!(application.grant(&answer, 0), None);
        for wrong in [json!(true), json!([]), json!(""), json!("60 s"), json!("inf"), json!("NaN")] {
            answer["expires_in"] = wrong;
            assert_eq!(application.grant(&answer, 0), None);
        }
        answer["expires_in"] = json!("60");
        assert_eq!(application.grant(&answer, 0).unwrap().expires, 60);
    }

    #[test]
    fn a_lifetime_may_be_text_a_fraction_or_nothing() {
        let application = application("https://oauth.bitrix.info");
        for (lives, expires) in [
            (json!(60), 60),
            (json!("60"), 60),
            (json!(" 60 "), 60),
            (json!(60.0), 60),
            (json!("59.9"), 59),
            (json!(null), ACCESS_LIVES),
            (json!(-5), 0),
            (json!(99_999_999_999_i64), RENEW_AFTER),
        ] {
            let mut answer = answer();
            answer["expires_in"] = lives.clone();
            assert_eq!(application.grant(&answer, 0).map(|grant| grant.expires), Some(expires), "{lives}");
        }
    }

    #[test]
    fn a_portal_is_called_by_https_whatever_it_calls_itself() {
        let application = application("https://oauth.bitrix.info");
        for (said, called, host) in [
            ("https://crm.example.com/rest/", "https://crm.example.com/rest/", "crm.example.com"),
            ("http://crm.example.com/rest/", "https://crm.example.com/rest/", "crm.example.com"),
            ("http://crm.example.com:80/rest", "https://crm.example.com/rest/", "crm.example.com"),
            ("https://crm.example.com/rest", "https://crm.example.com/rest/", "crm.example.com"),
            ("https://example.com:8443/b24/rest", "https://example.com:8443/b24/rest/", "example.com:8443"),
            ("http://127.0.0.1:8024/rest", "http://127.0.0.1:8024/rest/", "127.0.0.1:8024"),
            (
                "http://localhost.example.com/rest/",
                "https://localhost.example.com/rest/",
                "localhost.example.com",
            ),
        ] {
            let mut answer = answer();
            answer["client_endpoint"] = json!(said);
            let grant = application.grant(&answer, 0).unwrap();
            assert_eq!((grant.url(""), grant.host()), (called.to_owned(), host), "{said}");
            let stored = serde_json::to_string(&grant.stored()).unwrap();
            assert_eq!(Grant::restore(&serde_json::from_str(&stored).unwrap()), Some(grant));
        }
    }
}
