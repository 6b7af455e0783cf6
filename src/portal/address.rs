//! Addresses of portals and servers: which of them are this machine, and which may be used without encryption.

use url::{Host, Url};

/// Whether an address is this machine's: by a name or a number that cannot lead anywhere else.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether nobody on the way can read what is sent: it is encrypted, or does not leave this machine.
pub fn is_secure(url: &Url) -> bool {
    url.scheme() == "https" || url.scheme() == "http" && is_loopback(url)
}

/// The countries and regions in which Bitrix24 runs a cloud: other names may belong to anybody.
const CLOUD: [&str; 22] = [
    "com", "ru", "de", "eu", "fr", "it", "pl", "in", "es", "by", "kz", "ua", "cn", "vn", "jp", "id", "mx",
    "co", "uk", "net", "com.br", "com.tr",
];

/// Whether a portal of this host is in Bitrix24's cloud.
pub fn is_cloud(host: &str) -> bool {
    let Some((portal, rest)) = host.split_once(".bitrix24.") else { return false };
    let label = !portal.is_empty() && portal.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    label && CLOUD.contains(&rest)
}

/// Whether requests to this address share a bucket with those of others on the same network: the cloud has one, and a
/// practice portal plays it. A self-hosted portal has what its administrator set.
pub fn shares_bucket(url: &str) -> bool {
    let url = Url::parse(url).ok();
    url.is_some_and(|url| is_loopback(&url) || url.host_str().is_some_and(is_cloud))
}

/// Where to reach a host that is named without a scheme; unencrypted only on this machine.
pub fn origin(host: &str) -> String {
    let loopback = parse(host).is_some_and(|url| is_loopback(&url));
    format!("{}://{host}", if loopback { "http" } else { "https" })
}

/// Whether a `Host` header names this machine and this port.
pub fn is_local_server(host: &str, port: u16) -> bool {
    parse(host).is_some_and(|url| is_loopback(&url) && url.port_or_known_default() == Some(port))
}

/// A host, perhaps with a port, and nothing else.
fn parse(host: &str) -> Option<Url> {
    // A URL's parser would find a host in more than that, and skip blanks.
    let bare = !host.contains(|c: char| c.is_ascii_control() || " /\\?#@".contains(c));
    Url::parse(&format!("http://{host}")).ok().filter(|_| bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOPBACK: [&str; 7] = [
        "127.0.0.1",
        "127.8.9.1:8024",
        "localhost",
        "LOCALHOST:8024",
        "[::1]",
        "[::1]:8024",
        "[0:0:0:0:0:0:0:1]",
    ];
    const ELSEWHERE: [&str; 20] = [
        "",
        "example.bitrix24.com",
        "localhost.example.com",
        "localhost.example.com:8024",
        "LOCALHOST.example.com",
        "localhost.",
        "127.example.com",
        "127.0.0.1.example.com:8024",
        "[::1].example.com",
        "[::1].example.com:8024",
        "[::ffff:127.0.0.1]",
        "::1",
        "10.0.0.1",
        "0.0.0.0",
        "localhost:port",
        "localhost/example.com",
        "localhost\\example.com",
        "example.com@localhost",
        "localhost#example.com",
        " localhost",
    ];

    #[test]
    fn only_the_cloud_and_this_machine_share_a_bucket() {
        for shares in
            ["https://a.bitrix24.com/rest/1/x/scope", "https://a-b.bitrix24.com.br/", "http://127.0.0.1:1/"]
        {
            assert!(shares_bucket(shares), "{shares}");
        }
        for other in
            ["https://crm.example.com/", "https://bitrix24.com/", "https://a.bitrix24.com.example.com/", ""]
        {
            assert!(!shares_bucket(other), "{other}");
        }
    }

    #[test]
    fn only_this_machine_is_reached_without_encryption() {
        for host in LOOPBACK {
            assert_eq!(origin(host), format!("http://{host}"));
        }
        for host in ELSEWHERE {
            assert_eq!(origin(host), format!("https://{host}"));
        }
    }

    #[test]
    fn an_address_is_secure_if_it_is_encrypted_or_this_machines() {
        let secure = |text: &str| is_secure(&Url::parse(text).unwrap());
        for text in ["https://example.com", "https://127.0.0.1/", "http://127.0.0.1:1/x", "http://localhost"]
        {
            assert!(secure(text), "{text}");
        }
        for text in ["http://example.com", "http://localhost.example.com", "ftp://127.0.0.1", "file:///x"] {
            assert!(!secure(text), "{text}");
        }
    }

    #[test]
    fn a_request_is_for_a_local_server_if_it_names_this_machine_and_its_port() {
        for host in LOOPBACK {
            let right = host.ends_with(":8024");
            assert_eq!(is_local_server(host, 8024), right, "{host}");
            assert_eq!(is_local_server(host, 80), !right, "{host}");
            assert!(!is_local_server(host, 7000), "{host}");
        }
        for host in ELSEWHERE {
            assert!(!is_local_server(host, 8024) && !is_local_server(host, 80), "{host}");
        }
    }
}
