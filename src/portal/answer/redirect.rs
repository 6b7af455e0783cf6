//! Where a redirect leads: to a renamed portal, or to some page.

use crate::portal::address;
use url::Url;

/// A path is shown to say what kind of page it is.
const LONGEST_PATH: usize = 60;
/// Nothing that is meant for people has longer names; session ids and signed requests have.
const LONGEST_SEGMENT: usize = 40;

/// The host that a request is sent to instead, with its port if that is unusual. `None`: the redirect changes
/// something else than the host, or would have the request sent unencrypted.
pub fn renamed_to(request: &str, location: &str) -> Option<String> {
    let old = Url::parse(request).ok()?;
    let new = old.join(location).ok()?;
    let same_path = old.path() == new.path() && new.query().is_none();
    let bare = new.username().is_empty() && new.password().is_none();
    // Only a portal on this machine may send us to another one there.
    let safe = new.scheme() == "https" || address::is_loopback(&old) && address::is_secure(&new);
    let host = host(&new);
    (same_path && bare && safe && host != self::host(&old)).then_some(host)
}

fn host(url: &Url) -> String {
    let origin = url.origin().ascii_serialization();
    origin.split_once("://").map(|(_, host)| host.to_owned()).unwrap_or_default()
}

/// The path of a redirect for people: without anything that may be a secret. `None`: it leads nowhere.
pub fn path(request: &str, location: &str) -> Option<String> {
    let old = Url::parse(request).ok()?;
    let new = old.join(location).ok().filter(|new| !location.trim().is_empty() && new.has_host())?;
    let path: String = new.path().chars().filter(char::is_ascii_graphic).collect();
    let end = secret_in(&path, &old).unwrap_or(path.len()).min(LONGEST_PATH);
    let shown = path.get(..end).unwrap_or_default();
    Some(if shown.len() < path.len() { format!("{shown}…") } else { path })
}

/// Where in a path something begins that is not to be shown.
fn secret_in(path: &str, request: &Url) -> Option<usize> {
    let lower = path.to_ascii_lowercase();
    let mut starts = Vec::new();
    // A webhook's address is /rest/USER/CODE/METHOD. Servers that log people in take it along.
    let segments: Vec<_> = request.path_segments().map(Iterator::collect).unwrap_or_default();
    if let [.., "rest", _, code, _] | [.., "rest", "api", _, code, _] = segments[..] {
        starts.extend(lower.find(&code.to_ascii_lowercase()));
    }
    starts.extend(lower.find("/rest/").map(|at| at + "/rest/".len()));
    starts.extend(path.find(';'));
    let mut from = 0;
    for segment in path.split('/') {
        if segment.len() > LONGEST_SEGMENT {
            starts.push(from);
        }
        from += segment.len() + 1;
    }
    starts.into_iter().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &str = "https://old.bitrix24.com/rest/1/s3cr3tcode/scope";

    #[test]
    fn only_a_redirect_to_the_same_path_on_another_host_is_a_renamed_portal() {
        let to = |location: &str| renamed_to(REQUEST, location);
        assert_eq!(to("https://new.bitrix24.de/rest/1/s3cr3tcode/scope").as_deref(), Some("new.bitrix24.de"));
        assert_eq!(
            to("https://new.bitrix24.de:8443/rest/1/s3cr3tcode/scope").as_deref(),
            Some("new.bitrix24.de:8443")
        );
        for other in [
            "",
            "/rest/1/s3cr3tcode/scope",
            "https://old.bitrix24.com/rest/1/s3cr3tcode/scope",
            "https://OLD.bitrix24.com:443/rest/1/s3cr3tcode/scope",
            "http://new.bitrix24.de/rest/1/s3cr3tcode/scope",
            "http://127.0.0.1/rest/1/s3cr3tcode/scope",
            "https://new.bitrix24.de/rest/1/s3cr3tcode/scope/",
            "https://new.bitrix24.de/rest/1/s3cr3tcode/scope?login=yes",
            "https://a@new.bitrix24.de/rest/1/s3cr3tcode/scope",
            "https://a:b@new.bitrix24.de/rest/1/s3cr3tcode/scope",
            "https://new.bitrix24.de/",
            "javascript:1",
        ] {
            assert_eq!(to(other), None, "{other}");
        }
    }

    #[test]
    fn a_portal_on_this_machine_may_be_renamed_on_this_machine_only() {
        let to = |location: &str| renamed_to("http://127.0.0.1:8024/rest/scope", location);
        assert_eq!(to("http://localhost:8025/rest/scope").as_deref(), Some("localhost:8025"));
        assert_eq!(to("http://127.0.0.1:8024/rest/scope"), None, "the same");
        assert_eq!(to("https://127.0.0.1:8024/rest/scope"), None, "the same");
        assert_eq!(to("http://new.example.com/rest/scope"), None);
    }

    #[test]
    fn the_code_of_a_webhooks_newer_address_is_secret_too() {
        let request = "https://old.bitrix24.com/rest/api/1/s3cr3tcode/scope";
        assert_eq!(path(request, "/login/s3cr3tcode/").as_deref(), Some("/login/…"));
    }

    #[test]
    fn the_path_of_a_redirect_is_shown_without_anything_secret() {
        for (location, shown) in [
            ("/bitrix/coupon_activation.php", Some("/bitrix/coupon_activation.php")),
            ("https://a:s3cr3t@sso.example.com/login?next=s3cr3tcode#s3cr3t", Some("/login")),
            ("https://sso.example.com", Some("/")),
            ("login.php", Some("/rest/…")),
            ("/rest/1/s3cr3tcode/scope/", Some("/rest/…")),
            ("/login/s3cr3tcode/", Some("/login/…")),
            ("/login/S3CR3TCODE/", Some("/login/…")),
            ("/login%2Frest%2F1%2Fs3cr3tcode", Some("/login%2Frest%2F1%2F…")),
            ("/login;jsessionid=0123", Some("/login…")),
            ("/saml/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJhbGciOi/x", Some("/saml/…")),
            ("/a\u{1b}[2J\r\nb", Some("/a%1B[2Jb")),
            ("", None),
            ("  ", None),
            ("javascript:alert(1)", None),
            ("mailto:admin@example.com", None),
            ("https://", None),
        ] {
            assert_eq!(path(REQUEST, location).as_deref(), shown, "{location:?}");
        }
        let long = path(REQUEST, &format!("/{}", "long/".repeat(50))).unwrap();
        assert_eq!(long.chars().count(), LONGEST_PATH + 1);
    }
}
