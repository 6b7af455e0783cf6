//! HTTP as this crate does it: no redirects, no foreign proxies for this machine, short answers.

use super::tls::{self, Nobody};
use crate::messages::{NotBitrix, Problem, Unreachable};
use crate::portal::answer::{Asked, Meaning, Reading, Received};
use crate::store::keychain::Secret;
use jiff::Timestamp;
use presence::{Answer, Observation, Trouble};
use reqwest::{Client, Response, header, redirect};
use std::sync::OnceLock;
use std::time::Duration;

/// No answer of Bitrix24 to our calls comes near this.
const LONGEST_ANSWER: usize = 256 * 1024;
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Long enough for the few calls of a sign-in. Reports are minutes apart: a connection kept for them would
/// only wake us up, and might be dead without anybody telling us.
const KEEP_CONNECTION: Duration = Duration::from_secs(5);

/// A call that did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub trouble: Trouble,
    /// The portal may have acted on the call all the same.
    pub maybe_heard: bool,
    /// How long the portal wants to be left alone.
    pub after: Option<Duration>,
    /// The same for a person.
    pub problem: Problem,
}

impl Failure {
    pub fn refused(host: &str, trouble: Trouble) -> Self {
        let problem = Problem::Portal { host: host.to_owned(), trouble };
        Self { trouble, maybe_heard: false, after: None, problem }
    }

    pub fn not_bitrix(host: &str, what: NotBitrix) -> Self {
        let trouble = match what {
            NotBitrix::Status(401 | 403) => Trouble::Rejected,
            _ => Trouble::Offline,
        };
        let problem = Problem::PortalNotBitrix { host: host.to_owned(), what };
        Self { trouble, maybe_heard: true, after: None, problem }
    }

    /// The result of a report.
    pub fn answer(&self) -> Answer {
        let Self { trouble, maybe_heard, after, .. } = *self;
        Answer::Failed { trouble, maybe_heard, after }
    }

    /// The result of a readback.
    pub fn observation(&self) -> Observation {
        Observation::Failed { trouble: self.trouble, after: self.after }
    }

    /// An answer that is not the one asked for.
    pub fn of(host: &str, reading: &Reading) -> Self {
        let failure = match &reading.meaning {
            Meaning::Answered(_) => Self::not_bitrix(host, NotBitrix::Foreign),
            Meaning::NotBitrix(what) => Self::not_bitrix(host, what.clone()),
            Meaning::Credentials { .. } => Self::refused(host, Trouble::Unauthorized),
            Meaning::Renamed(_) => Self::refused(host, Trouble::Moved),
            Meaning::Refused(trouble) => Self::refused(host, *trouble),
        };
        Self { maybe_heard: reading.maybe_heard, after: reading.after, ..failure }
    }

    pub fn unreachable(host: &str, error: &reqwest::Error) -> Self {
        if let Some(nobody) = Nobody::behind(error) {
            let problem = Problem::NoCertificates { why: nobody.to_string() };
            return Self { trouble: Trouble::Offline, maybe_heard: false, after: None, problem };
        }
        let (why, maybe_heard) = if error.is_dns() {
            (Unreachable::Name, false)
        } else if error.is_connect() {
            (Unreachable::Connection, false)
        } else if error.is_timeout() {
            (Unreachable::Timeout, true)
        } else {
            (Unreachable::CutOff, true)
        };
        let problem = Problem::PortalUnreachable { host: host.to_owned(), why };
        Self { trouble: Trouble::Offline, maybe_heard, after: None, problem }
    }

    /// Something on this machine is in the way: worth trying again later.
    pub fn local(problem: Problem) -> Self {
        Self { trouble: Trouble::Keychain, maybe_heard: false, after: None, problem }
    }
}

/// The proxy that the configuration names, if it does.
static PROXY: OnceLock<String> = OnceLock::new();

/// From now on, and for as long as this process lives, by way of this proxy instead of the system's.
pub fn through(proxy: String) {
    // A second one would be another configuration's: it counts from the next start on.
    let _ = PROXY.set(proxy);
}

/// A client for one portal, or one authorization server; unencrypted only to this machine.
pub fn client(loopback: bool) -> Result<Client, Problem> {
    let internal = |error: &dyn std::error::Error| Problem::Internal { why: said_by(error) };
    let tls = tls::config().map_err(|error| internal(&error))?;
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("away24/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_WITHIN)
        .timeout(ANSWER_WITHIN)
        .pool_idle_timeout(KEEP_CONNECTION)
        .pool_max_idle_per_host(1)
        // A redirected POST would become a GET without parameters, and take the secret along.
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never());
    builder = if loopback { builder.no_proxy() } else { builder.https_only(true) };
    if let Some(proxy) = PROXY.get().filter(|_| !loopback) {
        let proxy = reqwest::Proxy::all(proxy.as_str());
        builder = builder.proxy(proxy.map_err(|error| internal(&error.without_url()))?);
    }
    builder.build().map_err(|error| internal(&error.without_url()))
}

/// The last cause says most.
fn said_by(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

/// Reads an answer to its end, and what it means. `url`: where the request went.
pub async fn read(
    host: &str,
    url: &Secret,
    asked: Asked,
    mut response: Response,
) -> Result<Reading, Failure> {
    let headers = response.headers().clone();
    let header = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let mut received = Received {
        url: url.expose(),
        status: response.status().as_u16(),
        location: header(header::LOCATION),
        retry_after: header(header::RETRY_AFTER),
        content_type: header(header::CONTENT_TYPE),
        body: &[],
        now: Timestamp::now(),
    };
    let mut body = Vec::new();
    // A redirect's page says nothing.
    while !response.status().is_redirection() {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(error) => {
                let after = received.read(asked).after;
                return Err(Failure { after, ..Failure::unreachable(host, &error) });
            }
        };
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Ok(received.too_long());
        }
        body.extend_from_slice(&chunk);
    }
    received.body = &body;
    Ok(received.read(asked))
}
