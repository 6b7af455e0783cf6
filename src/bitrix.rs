//! The Bitrix24 REST client: one POST a call, and every error as what it means.

use crate::auth::Webhook;
use crate::messages::{NotBitrix, Problem, Unreachable};
use crate::presence::{Answer, Presence, Trouble};
use jiff::Timestamp;
use reqwest::{Client as Http, Response, StatusCode, header, redirect};
use serde_json::{Value, json};
use std::time::Duration;

/// No answer of Bitrix24 to our methods comes near this.
const LONGEST_ANSWER: usize = 256 * 1024;
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// A kept connection older than this may be dead without anybody telling us, for example after sleep.
const KEEP_CONNECTION: Duration = Duration::from_secs(20);
/// When a method's execution time is used up and the portal does not say until when.
const OPERATION_WAIT: Duration = Duration::from_secs(600);
/// Whatever a portal says, nobody waits longer than this before trying again.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

pub struct Client {
    http: Http,
    webhook: Webhook,
}

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

impl Client {
    pub fn new(webhook: Webhook) -> Result<Self, Problem> {
        // A second call finds the provider in place already; that is no error.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Http::builder()
            .user_agent(concat!("away24/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_WITHIN)
            .timeout(ANSWER_WITHIN)
            .pool_idle_timeout(KEEP_CONNECTION)
            .pool_max_idle_per_host(1)
            // A redirected POST would become a GET without parameters, and take the secret along.
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never());
        builder = if webhook.is_loopback() { builder.no_proxy() } else { builder.https_only(true) };
        let http =
            builder.build().map_err(|error| Problem::Internal { why: error.without_url().to_string() })?;
        Ok(Self { http, webhook })
    }

    pub fn host(&self) -> &str {
        self.webhook.host()
    }

    /// Tells the portal, and says how that went.
    pub async fn report(&self, presence: Presence) -> Answer {
        let (method, parameters) = match presence {
            Presence::Present => ("im.user.status.idle.end", json!({})),
            Presence::Away { ago } => ("im.user.status.idle.start", json!({ "AGO": ago })),
        };
        let failure = match self.call(method, &parameters).await {
            Ok(Value::Bool(true)) => return Answer::Accepted,
            Ok(_) => self.not_bitrix(NotBitrix::Foreign),
            Err(failure) => failure,
        };
        tracing::warn!(method, trouble = ?failure.trouble, after = ?failure.after, "not accepted: {}", failure.problem);
        Answer::Failed { trouble: failure.trouble, maybe_heard: failure.maybe_heard, after: failure.after }
    }

    /// Calls a method; the answer is its `result`.
    pub async fn call(&self, method: &str, parameters: &Value) -> Result<Value, Failure> {
        let sent = self
            .http
            .post(self.webhook.url(method).expose())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(parameters.to_string())
            .send()
            .await;
        let response = sent.map_err(|error| self.unreachable(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        if status.is_redirection() {
            return Err(self.refused(Trouble::Moved, false, None));
        }
        let body = self.body(response).await?;
        let Ok(mut answer) = serde_json::from_slice::<Value>(&body) else {
            return Err(self.not_bitrix(what_is(&body)));
        };
        if let Some(code) = answer.get("error").and_then(Value::as_str) {
            let after = wait_for(code, &answer, &headers);
            return Err(self.meaning(status, code, after));
        }
        match answer.get_mut("result") {
            Some(result) if status.is_success() => Ok(result.take()),
            _ => Err(self.not_bitrix(NotBitrix::Foreign)),
        }
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.unreachable(&error))? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(self.not_bitrix(NotBitrix::TooLong));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// What a Bitrix24 error means. The code decides; the status only where the code is shared.
    fn meaning(&self, status: StatusCode, code: &str, after: Option<Duration>) -> Failure {
        let code = code.to_ascii_uppercase();
        let trouble = match code.as_str() {
            "INVALID_CREDENTIALS" if status == StatusCode::FORBIDDEN => Trouble::User,
            "INVALID_CREDENTIALS" | "NO_AUTH_FOUND" | "EXPIRED_TOKEN" | "INVALID_TOKEN" => {
                Trouble::Unauthorized
            }
            "USER_ACCESS_ERROR" | "APPLICATION_NOT_FOUND" => Trouble::User,
            "INSUFFICIENT_SCOPE" => Trouble::Scope,
            "ACCESS_DENIED" | "PAYMENT_REQUIRED" => Trouble::Plan,
            "METHOD_CONFIRM_WAITING" => Trouble::Unconfirmed,
            "OPERATION_TIME_LIMIT" | "QUERY_LIMIT_EXCEEDED" => Trouble::Busy,
            "OVERLOAD_LIMIT" => Trouble::Blocked,
            "PORTAL_DELETED" => Trouble::Deleted,
            "INVALID_REQUEST" | "ERROR_METHOD_NOT_FOUND" => Trouble::Configuration,
            _ if status == StatusCode::UNAUTHORIZED => Trouble::Unauthorized,
            _ if status == StatusCode::FORBIDDEN => Trouble::User,
            _ if status == StatusCode::TOO_MANY_REQUESTS => Trouble::Busy,
            _ => Trouble::ServerFault,
        };
        self.refused(trouble, trouble == Trouble::ServerFault, after)
    }

    fn refused(&self, trouble: Trouble, maybe_heard: bool, after: Option<Duration>) -> Failure {
        let problem = Problem::Portal { host: self.host().to_owned(), trouble };
        Failure { trouble, maybe_heard, after, problem }
    }

    fn not_bitrix(&self, what: NotBitrix) -> Failure {
        let problem = Problem::PortalNotBitrix { host: self.host().to_owned(), what };
        Failure { trouble: Trouble::Offline, maybe_heard: true, after: None, problem }
    }

    fn unreachable(&self, error: &reqwest::Error) -> Failure {
        let (why, maybe_heard) = if error.is_dns() {
            (Unreachable::Name, false)
        } else if error.is_connect() {
            (Unreachable::Connection, false)
        } else if error.is_timeout() {
            (Unreachable::Timeout, true)
        } else {
            (Unreachable::CutOff, true)
        };
        let problem = Problem::PortalUnreachable { host: self.host().to_owned(), why };
        Failure { trouble: Trouble::Offline, maybe_heard, after: None, problem }
    }
}

fn what_is(body: &[u8]) -> NotBitrix {
    match body.trim_ascii() {
        [] => NotBitrix::Empty,
        [b'<', ..] => NotBitrix::Page,
        _ => NotBitrix::Broken,
    }
}

/// How long the portal wants to be left alone: `Retry-After`, or the moment at which the method's
/// execution time is counted anew, by the portal's own clock.
fn wait_for(code: &str, answer: &Value, headers: &header::HeaderMap) -> Option<Duration> {
    let time = &answer["time"];
    let operating = || {
        let reset = time["operating_reset_at"].as_f64()?;
        let now = time["finish"].as_f64().unwrap_or_else(|| Timestamp::now().as_duration().as_secs_f64());
        Duration::try_from_secs_f64(reset - now).ok()
    };
    let limited = code.eq_ignore_ascii_case("OPERATION_TIME_LIMIT");
    let wait = match retry_after(headers) {
        Some(wait) => Some(wait),
        None if limited => Some(operating().unwrap_or(OPERATION_WAIT)),
        None => None,
    };
    wait.map(|wait| wait.min(LONGEST_WAIT))
}

/// Seconds, or an HTTP date.
fn retry_after(headers: &header::HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(date.duration_since(Timestamp::now()).try_into().unwrap_or_default())
}
