//! The Bitrix24 REST client: one POST a call. `answer` says what comes back; here it is acted on.

use crate::messages::{NotBitrix, Problem};
use crate::portal::answer::{self, Asked, Meaning};
use crate::portal::auth::http::{self, Failure};
use crate::portal::auth::{self, Access, Account, Call};
use crate::store::keychain::{CredentialStore, Secret};
use jiff::Timestamp;
use presence::{Observation, Presence, Trouble};
use reqwest::header;
use serde_json::{Value, json};

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
        Ok(()) => Ok(true),
        // Credentials the portal does not take any more cannot have left anything behind. A portal that is closed
        // for the time being keeps what it has, and shows it once it is open again.
        Err(failure) if failure.trouble == Trouble::Unauthorized => Ok(false),
        Err(_) => Err(Problem::NotCleared { host: host.clone() }),
    };
    Ok(Some(SignedOut { host, cleared, was_application }))
}

/// Proves that an account works. The answer is the account as it is by then, with the portal's new address or
/// new tokens, and the user's name. Nothing is in the keychain yet: a sign-in that does not work must not
/// replace one that does.
pub async fn prove(account: Account) -> Result<(Account, String), Problem> {
    let proving = CredentialStore::in_memory();
    auth::sign_in(&proving, &account).await?;
    let name = Client::new(Access::new(proving.clone(), account)?).prove().await?;
    let proved = auth::load(&proving).await?.ok_or(Problem::NotSignedIn)?;
    Ok((proved, name))
}

/// The host to which a portal redirects calls to this origin, if it was renamed. It is asked with nothing
/// that is secret.
pub async fn new_name(origin: &str) -> Option<String> {
    let (_, portal) = origin.split_once("://")?;
    let http = http::client(origin.starts_with("http://")).ok()?;
    let url = Secret::new(format!("{origin}/rest/scope"));
    let sent =
        http.post(url.expose()).header(header::CONTENT_TYPE, "application/json").body("{}").send().await;
    match http::read(portal, &url, Asked::Portal, sent.ok()?).await.ok()?.meaning {
        Meaning::Renamed(to) => Some(to),
        _ => None,
    }
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

    /// Tells the portal.
    pub async fn report(&self, presence: Presence) -> Result<(), Failure> {
        let (method, parameters) = match presence {
            Presence::Present => ("im.user.status.idle.end", json!({})),
            Presence::Away { ago } => ("im.user.status.idle.start", json!({ "AGO": ago })),
        };
        let failure = match self.call(method, &parameters).await {
            Ok(result) if answer::accepted(&result) => return Ok(()),
            Ok(_) => Failure::not_bitrix(&self.host(), NotBitrix::Foreign),
            Err(failure) => failure,
        };
        log::warn!(method, trouble:? = failure.trouble, after:? = failure.after; "not accepted: {}", failure.problem);
        Err(failure)
    }

    /// Asks the portal for what it has recorded.
    pub async fn observe(&self) -> Result<Observation, Failure> {
        let failure = match self.request("im.user.get", &json!({})).await {
            Ok(answer) => match observation(&answer) {
                Some(observation) => return Ok(observation),
                None => Failure::not_bitrix(&self.host(), NotBitrix::Foreign),
            },
            Err(failure) => failure,
        };
        log::warn!(trouble:? = failure.trouble; "what is recorded is not known: {}", failure.problem);
        Err(failure)
    }

    /// The permissions of this sign-in. `Ok(Err(…))`: it works, and the one that reports need is missing.
    pub async fn permissions(&self) -> Result<Result<(), Problem>, Failure> {
        let granted = self.call("scope", &json!({})).await?;
        let foreign = || Failure::not_bitrix(&self.host(), NotBitrix::Foreign);
        let granted = answer::scopes(&granted).ok_or_else(foreign)?;
        let sufficient = granted.iter().any(|scope| scope == "im");
        Ok(if sufficient { Ok(()) } else { Err(Problem::ScopeMissing { host: self.host(), granted }) })
    }

    /// Proves that the sign-in works and that `im` is granted; the answer is the user's name.
    pub async fn prove(&self) -> Result<String, Problem> {
        self.permissions().await.map_err(|failure| failure.problem)??;
        let user = self.call("im.user.get", &json!({})).await.map_err(|failure| failure.problem)?;
        let foreign = || Problem::PortalNotBitrix { host: self.host(), what: NotBitrix::Foreign };
        answer::name(&user).ok_or_else(foreign)
    }

    /// Calls a method; the answer is its `result`.
    pub async fn call(&self, method: &str, parameters: &Value) -> Result<Value, Failure> {
        let mut answer = self.request(method, parameters).await?;
        Ok(answer.get_mut("result").map(Value::take).unwrap_or_default())
    }

    /// Calls a method; the answer is all of it. Mends what can be mended, each thing once.
    async fn request(&self, method: &str, parameters: &Value) -> Result<Value, Failure> {
        let (mut replaced, mut followed) = (false, false);
        let mut call = self.access.prepare(method, parameters, auth::now()).await?;
        loop {
            match self.post(&call).await {
                Ok(answer) => {
                    self.access.keep_moved(call).await;
                    return Ok(answer);
                }
                Err(Refusal::Token { expired, failure }) => {
                    let again = !replaced && self.access.replace(&call, expired, auth::now()).await?;
                    if !again {
                        return Err(failure);
                    }
                    replaced = true;
                    call = self.access.prepare(method, parameters, auth::now()).await?;
                }
                Err(Refusal::Moved(to)) if !followed => {
                    call = self.access.follow_rename(&to, method, parameters, auth::now()).await?;
                    followed = true;
                }
                Err(Refusal::Moved(_)) => return Err(Failure::refused(&call.host, Trouble::Moved)),
                Err(Refusal::Failed(failure)) => return Err(failure),
            }
        }
    }

    async fn post(&self, call: &Call) -> Result<Value, Refusal> {
        let host = &call.host;
        let sent = self
            .access
            .http()
            .post(call.url.expose())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(call.body.expose().to_owned())
            .send()
            .await;
        let response = sent.map_err(|error| Refusal::Failed(Failure::unreachable(host, &error)))?;
        let reading = http::read(host, &call.url, Asked::Portal, response).await.map_err(Refusal::Failed)?;
        let failure = Failure::of(host, &reading);
        Err(match reading.meaning {
            Meaning::Answered(answer) => return Ok(answer),
            Meaning::Credentials { expired } => Refusal::Token { expired, failure },
            Meaning::Renamed(to) => Refusal::Moved(to),
            Meaning::Refused(_) | Meaning::NotBitrix(_) => Refusal::Failed(failure),
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

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

    /// A portal on loopback that gives these answers, one a connection, and then no more.
    async fn portal(answers: Vec<String>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                // Every body of ours ends like this.
                while !request.ends_with(b"}") {
                    stream.read_buf(&mut request).await.unwrap();
                }
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        origin
    }

    fn answer(status: u16, headers: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
    }

    fn account(origin: &str) -> Account {
        let webhook = auth::webhook::Webhook::parse(&format!("{origin}/rest/1/s3cr3tcode/")).unwrap();
        Account::Webhook(webhook)
    }

    #[tokio::test]
    async fn one_odd_answer_is_no_reason_to_give_up_and_the_next_report_is_accepted() {
        let odd = [
            answer(302, "Location: /bitrix/coupon_activation.php?to=s3cr3tcode\r\n", "<html>"),
            answer(307, "Location: /rest/1/s3cr3tcode/im.user.status.idle.end/\r\n", ""),
            answer(304, "", ""),
            answer(401, "", r#"{"error":"gateway"}"#),
            answer(401, "", r#"{"error":"CONNECTION_ERROR"}"#),
            answer(403, "Retry-After: 9\r\n", "blocked"),
            answer(404, "", r#"{"error":"ERROR_METHOD_NOT_FOUND"}"#),
            answer(403, "", r#"{"error":"METHOD_CONFIRM_DENIED"}"#),
        ];
        let good = answer(200, "", "\u{feff}<br />\n<b>Notice</b>: x<br />\n{\"result\":\"1\"}");
        let origin = portal(odd.iter().cloned().chain([good]).collect()).await;
        let credentials = CredentialStore::in_memory();
        auth::sign_in(&credentials, &account(&origin)).await.unwrap();
        let client = Client::new(Access::new(credentials, account(&origin)).unwrap());
        for answer in &odd {
            let Err(failure) = client.call("im.user.status.idle.end", &json!({})).await else { panic!() };
            let wrong = matches!(failure.trouble, Trouble::Unauthorized | Trouble::Moved);
            assert!(!wrong, "{answer}: {failure:?}");
            assert!(!format!("{failure:?} {}", failure.problem).contains("s3cr3t"), "{failure:?}");
            let wait = answer.contains("Retry-After").then_some(Duration::from_secs(9));
            assert_eq!(failure.after, wait, "{answer}");
        }
        assert_eq!(client.report(Presence::Present).await, Ok(()));
    }

    #[tokio::test]
    async fn whoever_signs_out_of_a_closed_portal_is_told_that_it_may_still_show_them_as_away() {
        for (body, cleared) in [
            (r#"{"error":"PORTAL_DELETED"}"#, None),
            (r#"{"error":"NO_AUTH_FOUND"}"#, Some(false)),
            (r#"{"result":1}"#, Some(true)),
        ] {
            let status = if cleared == Some(true) { 200 } else { 500 };
            let origin = portal(vec![answer(status, "", body)]).await;
            let credentials = CredentialStore::in_memory();
            auth::sign_in(&credentials, &account(&origin)).await.unwrap();
            let signed_out = sign_out(&credentials, async || {}).await.unwrap().unwrap();
            assert_eq!(signed_out.cleared.ok(), cleared, "{body}");
            assert!(auth::load(&credentials).await.unwrap().is_none());
        }
    }

    fn moved(origin: &str, method: &str) -> String {
        answer(302, &format!("Location: {origin}/rest/1/s3cr3tcode/{method}\r\n"), "")
    }

    async fn host_kept(credentials: &CredentialStore) -> String {
        auth::load(credentials).await.unwrap().unwrap().host().to_owned()
    }

    fn bare(origin: &str) -> &str {
        origin.strip_prefix("http://").unwrap()
    }

    #[tokio::test]
    async fn a_sign_in_at_a_renamed_portal_is_proved_and_kept_at_its_new_address() {
        let new = portal(vec![
            answer(200, "", r#"{"result":["im"]}"#),
            answer(200, "", r#"{"result":{"name":"Anna"}}"#),
        ])
        .await;
        // One hop, and then never again.
        let old = portal(vec![moved(&new, "scope")]).await;
        let (proved, name) = prove(account(&old)).await.unwrap();
        assert_eq!((proved.host(), name.as_str()), (bare(&new), "Anna"));
        assert_eq!(proved.belongs_to(Some(bare(&old))), Ok(()), "its former name is known");
        let at_the_new = account(&new);
        let (Account::Webhook(proved), Account::Webhook(expected)) = (&proved, &at_the_new) else { panic!() };
        assert_eq!(proved.url("x").expose(), expected.url("x").expose());
    }

    #[tokio::test]
    async fn a_new_address_is_kept_only_once_a_call_has_worked_there() {
        let good = || answer(200, "", r#"{"result":true}"#);
        let end = "im.user.status.idle.end";
        let nobody = portal(Vec::new()).await;
        let stranger =
            portal(vec![answer(200, "", "<html>"), answer(401, "", r#"{"error":"INVALID_CREDENTIALS"}"#)])
                .await;
        let new = portal(vec![good(), good()]).await;
        let old = portal(vec![
            moved(&nobody, end),
            good(),
            moved(&stranger, end),
            moved(&stranger, end),
            good(),
            moved(&new, end),
        ])
        .await;
        let credentials = CredentialStore::in_memory();
        auth::sign_in(&credentials, &account(&old)).await.unwrap();
        let client = Client::new(Access::new(credentials.clone(), account(&old)).unwrap());
        for (worked, kept) in [
            (false, &old),
            (true, &old),
            (false, &old),
            (false, &old),
            (true, &old),
            (true, &new),
            (true, &new),
        ] {
            let outcome = client.call(end, &json!({})).await;
            assert_eq!(outcome.is_ok(), worked, "{outcome:?}");
            assert_eq!(client.host(), bare(kept));
            assert_eq!(host_kept(&credentials).await, bare(kept));
        }
    }

    #[tokio::test]
    async fn a_second_hop_is_not_followed() {
        let third = portal(Vec::new()).await;
        let second = portal(vec![moved(&third, "scope")]).await;
        let first = portal(vec![moved(&second, "scope")]).await;
        let failure = prove(account(&first)).await.unwrap_err();
        assert!(matches!(failure, Problem::Portal { trouble: Trouble::Moved, .. }), "{failure:?}");
    }

    #[tokio::test]
    async fn a_move_that_ends_after_a_new_sign_in_does_not_replace_it() {
        let new = portal(vec![answer(200, "", r#"{"result":true}"#)]).await;
        let old = portal(vec![moved(&new, "scope")]).await;
        let credentials = CredentialStore::in_memory();
        let client = Client::new(Access::new(credentials.clone(), account(&old)).unwrap());
        let other = account("http://127.0.0.1:9");
        auth::sign_in(&credentials, &other).await.unwrap();
        client.call("scope", &json!({})).await.unwrap();
        assert_eq!(auth::load(&credentials).await.unwrap(), Some(other));
        assert_eq!(client.host(), bare(&old));
    }
}
