//! The Bitrix24 REST client: one POST a call, and every error as what it means.

use crate::messages::{NotBitrix, Problem};
use crate::portal::auth::http::{self, Failure};
use crate::portal::auth::{self, Access, Call};
use crate::store::keychain::CredentialStore;
use jiff::Timestamp;
use presence::{Answer, Observation, Presence, Trouble};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};
use std::time::Duration;

/// When a method's execution time is used up and the portal does not say until when.
const OPERATION_WAIT: Duration = Duration::from_secs(600);
/// Whatever a portal says, nobody waits longer than this before trying again.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

pub struct Client {
    access: Access,
}

/// How signing out went, beyond that the sign-in is forgotten.
pub struct SignedOut {
    pub host: String,
    /// Whether the status was cleared; an error: it may still be there.
    pub cleared: Result<bool, Problem>,
    /// It was an application's: its tokens run out by themselves.
    pub was_application: bool,
}

/// Forgets the sign-in, and clears the status with it for the last time. First the one, then the other: a running
/// agent must not report anything after the status is cleared. `forgotten` is called in between.
pub async fn sign_out<F>(
    credentials: &CredentialStore,
    forgotten: impl FnOnce() -> F,
) -> Result<Option<SignedOut>, Problem>
where
    F: Future<Output = ()>,
{
    let account = match auth::load(credentials).await {
        // What cannot be used can be forgotten all the same.
        Err(Problem::KeychainDamaged) => None,
        other => Some(other?.ok_or(Problem::NotSignedIn)?),
    };
    auth::sign_out(credentials).await?;
    forgotten().await;
    let Some(account) = account else { return Ok(None) };
    // A sign-in that has to be renewed for this last call is not put back.
    let last = CredentialStore::in_memory();
    auth::sign_in(&last, &account).await?;
    let client = Client::new(Access::new(last, account)?);
    let (host, was_application) = (client.host(), client.kind() == "oauth");
    let cleared = match client.report(Presence::Present).await {
        Answer::Accepted => Ok(true),
        // Credentials the portal does not take any more cannot have left anything behind.
        Answer::Failed { trouble: Trouble::Unauthorized | Trouble::Deleted, .. } => Ok(false),
        Answer::Failed { .. } => Err(Problem::NotCleared { host: host.clone() }),
    };
    Ok(Some(SignedOut { host, cleared, was_application }))
}

/// What can be mended before a call counts as failed.
enum Refusal {
    /// The access token's hour is over, or the token is not known.
    Token {
        expired: bool,
        failure: Failure,
    },
    /// The portal has another address now.
    Moved(String),
    Failed(Failure),
}

impl Client {
    pub fn new(access: Access) -> Self {
        Self { access }
    }

    pub fn host(&self) -> String {
        self.access.host()
    }

    /// `webhook` or `oauth`.
    pub fn kind(&self) -> &'static str {
        self.access.kind()
    }

    /// Renews a sign-in that would otherwise grow too old.
    pub async fn keep(&self) -> Result<(), Failure> {
        self.access.keep(auth::now()).await
    }

    /// Tells the portal, and says how that went.
    pub async fn report(&self, presence: Presence) -> Answer {
        let (method, parameters) = match presence {
            Presence::Present => ("im.user.status.idle.end", json!({})),
            Presence::Away { ago } => ("im.user.status.idle.start", json!({ "AGO": ago })),
        };
        let failure = match self.call(method, &parameters).await {
            Ok(Value::Bool(true)) => return Answer::Accepted,
            Ok(_) => Failure::not_bitrix(&self.host(), NotBitrix::Foreign),
            Err(failure) => failure,
        };
        log::warn!(method, trouble:? = failure.trouble, after:? = failure.after; "not accepted: {}", failure.problem);
        Answer::Failed { trouble: failure.trouble, maybe_heard: failure.maybe_heard, after: failure.after }
    }

    /// Asks the portal for what it has recorded.
    pub async fn observe(&self) -> Observation {
        let failure = match self.request("im.user.get", &json!({})).await {
            Ok(answer) => match observation(&answer) {
                Some(observation) => return observation,
                None => Failure::not_bitrix(&self.host(), NotBitrix::Foreign),
            },
            Err(failure) => failure,
        };
        log::warn!(trouble:? = failure.trouble; "what is recorded is not known: {}", failure.problem);
        Observation::Failed { trouble: failure.trouble, after: failure.after }
    }

    /// The permissions of this sign-in. `Ok(Err(…))`: it works, and the one that reports need is missing.
    pub async fn permissions(&self) -> Result<Result<(), Problem>, Failure> {
        let granted = self.call("scope", &json!({})).await?;
        let granted: Vec<String> = serde_json::from_value(granted).unwrap_or_default();
        let sufficient = granted.iter().any(|scope| scope == "im");
        Ok(if sufficient { Ok(()) } else { Err(Problem::ScopeMissing { host: self.host(), granted }) })
    }

    /// Proves that the sign-in works and that `im` is granted; the answer is the user's name.
    pub async fn prove(&self) -> Result<String, Problem> {
        self.permissions().await.map_err(|failure| failure.problem)??;
        let user = self.call("im.user.get", &json!({})).await.map_err(|failure| failure.problem)?;
        let foreign = || Problem::PortalNotBitrix { host: self.host(), what: NotBitrix::Foreign };
        user.get("name").and_then(Value::as_str).map(presentable).ok_or_else(foreign)
    }

    /// Calls a method; the answer is its `result`.
    pub async fn call(&self, method: &str, parameters: &Value) -> Result<Value, Failure> {
        let mut answer = self.request(method, parameters).await?;
        Ok(answer.get_mut("result").map(Value::take).unwrap_or_default())
    }

    /// Calls a method; the answer is all of it. Mends what can be mended, each thing once.
    async fn request(&self, method: &str, parameters: &Value) -> Result<Value, Failure> {
        let (mut replaced, mut followed) = (false, false);
        loop {
            let call = self.access.prepare(method, parameters, auth::now()).await?;
            match self.post(&call).await {
                Ok(answer) => return Ok(answer),
                Err(Refusal::Token { expired, failure }) => {
                    let again = !replaced && self.access.replace(&call, expired, auth::now()).await?;
                    if !again {
                        return Err(failure);
                    }
                    replaced = true;
                }
                Err(Refusal::Moved(to)) if !followed => {
                    self.access.follow_rename(&call, &to, auth::now()).await?;
                    followed = true;
                }
                Err(Refusal::Moved(_)) => return Err(Failure::refused(&self.host(), Trouble::Moved)),
                Err(Refusal::Failed(failure)) => return Err(failure),
            }
        }
    }

    async fn post(&self, call: &Call) -> Result<Value, Refusal> {
        let host = self.host();
        let sent = self
            .access
            .http()
            .post(call.url.expose())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(call.body.expose().to_owned())
            .send()
            .await;
        let response = sent.map_err(|error| Refusal::Failed(Failure::unreachable(&host, &error)))?;
        let (status, headers) = (response.status(), response.headers().clone());
        if status.is_redirection() {
            let to = headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
            return Err(Refusal::Moved(to.unwrap_or_default().to_owned()));
        }
        let answer = http::json(&host, response).await.map_err(Refusal::Failed)?;
        if let Some(code) = answer.get("error").and_then(Value::as_str) {
            let failure = self.meaning(status, code, wait_for(code, &answer, &headers));
            return Err(match code.to_ascii_lowercase().as_str() {
                "expired_token" => Refusal::Token { expired: true, failure },
                _ if failure.trouble == Trouble::Unauthorized => Refusal::Token { expired: false, failure },
                _ => Refusal::Failed(failure),
            });
        }
        match answer.get("result") {
            Some(_) if status.is_success() => Ok(answer),
            _ => Err(Refusal::Failed(Failure::not_bitrix(&host, NotBitrix::Foreign))),
        }
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
            "OPERATION_TIME_LIMIT" => Trouble::Busy,
            "QUERY_LIMIT_EXCEEDED" => Trouble::Crowded,
            "OVERLOAD_LIMIT" => Trouble::Blocked,
            "PORTAL_DELETED" => Trouble::Deleted,
            "INVALID_REQUEST" | "ERROR_METHOD_NOT_FOUND" => Trouble::Configuration,
            _ if status == StatusCode::UNAUTHORIZED => Trouble::Unauthorized,
            _ if status == StatusCode::FORBIDDEN => Trouble::User,
            _ if status == StatusCode::TOO_MANY_REQUESTS => Trouble::Busy,
            _ => Trouble::ServerFault,
        };
        let maybe_heard = trouble == Trouble::ServerFault;
        Failure { maybe_heard, after, ..Failure::refused(&self.host(), trouble) }
    }
}

/// A name as a terminal may show it.
fn presentable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// What `im.user.get` says of the idle date: how long it is ago by the portal's own clock, where it tells.
fn observation(answer: &Value) -> Option<Observation> {
    let date = match answer.pointer("/result/idle")? {
        Value::Bool(false) => return Some(Observation::NotIdle),
        Value::String(date) => date.parse::<Timestamp>().ok()?,
        _ => return None,
    };
    let now = answer.pointer("/time/date_finish").and_then(Value::as_str).and_then(|date| date.parse().ok());
    let idle = now.unwrap_or_else(Timestamp::now).duration_since(date);
    Some(Observation::Idle(idle.try_into().unwrap_or_default()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_date_is_as_old_as_the_portals_own_clock_says() {
        let answer = |idle: Value| json!({ "result": { "idle": idle }, "time": { "date_finish": "2026-11-21T14:12:00+02:00" } });
        let of = |idle: Value| observation(&answer(idle));
        assert_eq!(of(json!("2026-11-21T12:00:00+00:00")), Some(Observation::Idle(Duration::from_secs(720))));
        assert_eq!(
            of(json!("2026-11-21T15:00:00+02:00")),
            Some(Observation::Idle(Duration::ZERO)),
            "not yet"
        );
        assert_eq!(of(json!(false)), Some(Observation::NotIdle));
        for none in [json!(null), json!("soon"), json!(true), json!(7)] {
            assert_eq!(of(none), None);
        }
        assert_eq!(observation(&json!({ "result": [] })), None);
    }

    #[test]
    fn a_name_cannot_paint_the_terminal() {
        assert_eq!(presentable("Anna\u{1b}[2J\r\nPractice"), "Anna[2JPractice");
    }
}
