//! An incoming webhook: its URL taken apart, put together for a call, and moved with its portal.

use crate::messages::Problem;
use crate::portal::address;
use crate::store::keychain::Secret;
use url::Url;

/// An incoming webhook. Its URL *is* the secret, so it is never kept or shown as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Scheme, host and port.
    origin: String,
    host: String,
    loopback: bool,
    /// `rest`, or the newer REST's `rest/api`, which has the same methods.
    root: &'static str,
    user: u64,
    code: Secret,
    /// The hosts that the portal had before.
    was: Vec<String>,
}

const LONGEST: usize = 1_000;

impl Webhook {
    /// Checks the form of a webhook URL; says which part is wrong, never what it contains.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::WebhookEmpty);
        }
        let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        let well_formed = matches!(scheme.as_deref(), Some("http" | "https"))
            && text.len() <= LONGEST
            && text.chars().all(|c| c.is_ascii_graphic() && c != '\\');
        let url = Url::parse(text)
            .ok()
            .filter(|url| well_formed && url.has_host())
            .ok_or(Problem::WebhookNotUrl)?;
        if !url.username().is_empty() || url.password().is_some() || text.contains('@') {
            return Err(Problem::WebhookUserInfo);
        }
        if !address::is_secure(&url) {
            return Err(Problem::WebhookNotHttps);
        }
        let mut path = url.path_segments().ok_or(Problem::WebhookPath)?;
        if path.next() != Some("rest") {
            return Err(Problem::WebhookPath);
        }
        let mut user = path.next();
        let root = if user == Some("api") { "rest/api" } else { "rest" };
        if root == "rest/api" {
            user = path.next();
        }
        let user = user.and_then(|user| user.parse().ok()).filter(|user| *user > 0);
        let user = user.ok_or(Problem::WebhookUserId)?;
        let code = path.next().unwrap_or_default();
        if code.is_empty() || code.len() > 128 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Problem::WebhookSecret);
        }
        let more = path.any(|segment| !segment.is_empty());
        if more || url.query().is_some() || url.fragment().is_some() {
            return Err(Problem::WebhookTrailing);
        }
        let origin = url.origin().ascii_serialization();
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host).to_owned();
        let loopback = address::is_loopback(&url);
        Ok(Self { host, loopback, root, user, code: Secret::new(code.to_owned()), origin, was: Vec::new() })
    }

    /// The portal's host, with its port if that is unusual.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// A portal on this very machine: a practice portal.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The hosts that the portal had before.
    pub fn was(&self) -> &[String] {
        &self.was
    }

    #[must_use]
    pub fn known_as(self, was: Vec<String>) -> Self {
        Self { was, ..self }
    }

    /// The same webhook at the portal's new address. A company's own server may hand its name to anybody,
    /// so only moves within Bitrix24's cloud are followed, and those of a practice portal on this machine.
    #[must_use]
    pub fn moved_to(&self, host: &str) -> Option<Self> {
        let practice = self.loopback
            && Url::parse(&format!("http://{host}")).is_ok_and(|url| address::is_loopback(&url));
        let scheme = match self.origin.split_once("://") {
            Some((scheme, _)) if practice => scheme,
            _ if address::is_cloud(&self.host) && address::is_cloud(host) => "https",
            _ => return None,
        };
        let was = super::former_hosts(&self.was, &self.host, host);
        Some(Self { origin: format!("{scheme}://{host}"), host: host.to_owned(), was, ..self.clone() })
    }

    /// Where to POST a call of this method.
    pub fn url(&self, method: &str) -> Secret {
        Secret::new(format!("{}/{}/{}/{}/{method}", self.origin, self.root, self.user, self.code.expose()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_url_is_taken_apart_and_put_together_again() {
        for text in [
            "https://Example.Bitrix24.com/rest/17/abc123XYZ/",
            " https://example.bitrix24.com/rest/17/abc123XYZ\n",
        ] {
            let webhook = Webhook::parse(text).unwrap();
            assert_eq!(webhook.host(), "example.bitrix24.com");
            assert_eq!(
                webhook.url("im.user.get").expose(),
                "https://example.bitrix24.com/rest/17/abc123XYZ/im.user.get"
            );
        }
    }

    #[test]
    fn the_newer_address_of_a_webhook_is_kept() {
        let webhook = Webhook::parse("https://example.bitrix24.com/rest/api/17/abc123XYZ/").unwrap();
        assert_eq!(
            webhook.url("im.user.get").expose(),
            "https://example.bitrix24.com/rest/api/17/abc123XYZ/im.user.get"
        );
        assert_eq!(Webhook::parse(webhook.url("").expose()), Ok(webhook));
    }

    #[test]
    fn only_a_portal_on_this_machine_may_do_without_encryption() {
        for host in ["127.0.0.1:8024", "localhost:1", "[::1]:99", "127.8.9.1"] {
            assert!(Webhook::parse(&format!("http://{host}/rest/1/abc/")).unwrap().is_loopback(), "{host}");
        }
        for host in ["example.bitrix24.com", "localhost.evil.com", "127.0.0.1.evil.com", "10.0.0.1"] {
            let said = Webhook::parse(&format!("http://{host}/rest/1/abc/"));
            assert_eq!(said, Err(Problem::WebhookNotHttps), "{host}");
        }
    }

    #[test]
    fn each_malformed_url_is_refused_for_its_own_reason() {
        use Problem::*;
        for (text, problem) in [
            ("", WebhookEmpty),
            ("  \n", WebhookEmpty),
            ("hello", WebhookNotUrl),
            ("example.bitrix24.com/rest/1/abc/", WebhookNotUrl),
            ("ftp://example.bitrix24.com/rest/1/abc/", WebhookNotUrl),
            ("https:///rest/1/abc/", WebhookPath),
            ("https://exa mple.com/rest/1/abc/", WebhookNotUrl),
            ("https:\\\\example.com/rest/1/abc/", WebhookNotUrl),
            ("https://user:pw@example.bitrix24.com/rest/1/abc/", WebhookUserInfo),
            ("https://example.bitrix24.com@evil.com/rest/1/abc/", WebhookUserInfo),
            ("https://@example.bitrix24.com/rest/1/abc/", WebhookUserInfo),
            ("https://example.bitrix24.com/", WebhookPath),
            ("https://example.bitrix24.com/api/1/abc/", WebhookPath),
            ("https://example.bitrix24.com/rest/", WebhookUserId),
            ("https://example.bitrix24.com/rest/abc/", WebhookUserId),
            ("https://example.bitrix24.com/rest/api/", WebhookUserId),
            ("https://example.bitrix24.com/rest/api/api/1/abc/", WebhookUserId),
            ("https://example.bitrix24.com/rest/api/1/", WebhookSecret),
            ("https://example.bitrix24.com/rest/0/abc/", WebhookUserId),
            ("https://example.bitrix24.com/rest/-1/abc/", WebhookUserId),
            ("https://example.bitrix24.com/rest/1/", WebhookSecret),
            ("https://example.bitrix24.com/rest/1", WebhookSecret),
            ("https://example.bitrix24.com/rest/1/a%2Fb/", WebhookSecret),
            ("https://example.bitrix24.com/rest/1/abc/profile.json", WebhookTrailing),
            ("https://example.bitrix24.com/rest/1/abc/?x=1", WebhookTrailing),
            ("https://example.bitrix24.com/rest/1/abc/#x", WebhookTrailing),
        ] {
            assert_eq!(Webhook::parse(text), Err(problem), "{text:?}");
        }
    }

    #[test]
    fn neither_the_webhook_nor_a_refusal_of_one_prints_its_secret() {
        let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/s3cr3tcode/").unwrap();
        assert!(!format!("{webhook:?}").contains("s3cr3t"));
        let refused = Webhook::parse("https://example.bitrix24.com/rest/1/s3cr3tcode/s3cr3t").unwrap_err();
        assert!(!format!("{refused} {refused:?} {:?}", refused.hint()).contains("s3cr3t"));
    }

    #[test]
    fn a_webhook_moves_within_the_cloud_or_this_machine_and_nowhere_else() {
        let webhook = |host: &str| Webhook::parse(&format!("https://{host}/rest/1/abc/")).unwrap();
        let moved = webhook("old.bitrix24.com").moved_to("new.bitrix24.de").unwrap();
        assert_eq!(moved.url("scope").expose(), "https://new.bitrix24.de/rest/1/abc/scope");
        let practice = Webhook::parse("http://127.0.0.1:8024/rest/1/abc/").unwrap();
        let moved = practice.moved_to("localhost:8025").unwrap();
        assert_eq!(moved.url("scope").expose(), "http://localhost:8025/rest/1/abc/scope");
        assert!(moved.is_loopback());
        for (from, to) in [
            ("old.bitrix24.com", "new.bitrix24.evil"),
            ("old.bitrix24.com", "bitrix24.com"),
            ("old.bitrix24.com", "a.b.bitrix24.com.evil.com"),
            ("old.bitrix24.com", "new.bitrix24.com:444"),
            ("crm.example.com", "new.bitrix24.com"),
            ("old.bitrix24.com", "crm.example.com"),
            ("old.bitrix24.com", "localhost:8024"),
            ("crm.example.com", "localhost:8024"),
            ("127.0.0.1:8024", "new.bitrix24.com"),
            ("127.0.0.1:8024", "localhost.example.com"),
        ] {
            assert_eq!(webhook(from).moved_to(to), None, "{from} -> {to}");
        }
    }
}
