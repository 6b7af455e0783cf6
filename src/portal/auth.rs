//! With what the agent may speak to a portal: an incoming webhook, or an application's grant; kept in
//! the keychain, renewed when a call needs it, and never elsewhere.

use crate::clock;
use crate::messages::Problem;
use crate::store::keychain::{CredentialStore, Secret};
use crate::store::paths;
use http::Failure;
use oauth::Grant;
use presence::Trouble;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs::{File, TryLockError};
use std::sync::{Mutex as Held, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex;
use webhook::Webhook;

pub mod http;
pub mod oauth;
mod tls;
pub mod webhook;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    Webhook(Webhook),
    OAuth(Box<Grant>),
}

/// The keychain's entry: a webhook's URL, or a grant.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook: Option<&'a str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    oauth: Option<oauth::Stored<'a>>,
    /// The hosts that the portal had before it was renamed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    was: Vec<String>,
}

/// What Windows' Credential Manager takes; the same everywhere, so that nothing works here only.
const LONGEST_ENTRY: usize = 2560;
/// A portal that was renamed more often is known by its latest names.
const FORMER_HOSTS: usize = 4;

impl Account {
    pub fn host(&self) -> &str {
        match self {
            Self::Webhook(webhook) => webhook.host(),
            Self::OAuth(grant) => grant.host(),
        }
    }

    fn is_loopback(&self) -> bool {
        match self {
            Self::Webhook(webhook) => webhook.is_loopback(),
            Self::OAuth(grant) => grant.is_loopback(),
        }
    }

    /// The hosts that the portal had before it was renamed.
    fn was(&self) -> &[String] {
        match self {
            Self::Webhook(webhook) => webhook.was(),
            Self::OAuth(grant) => grant.was(),
        }
    }

    /// Refuses an account of another portal than the one the configuration pins. A portal that was renamed
    /// is still the one that its former name means.
    pub fn belongs_to(&self, portal: Option<&str>) -> Result<(), Problem> {
        let is_named = |name: &str| name == self.host() || self.was().iter().any(|was| was == name);
        match portal {
            Some(expected) if !is_named(expected) => Err(Problem::AccountElsewhere {
                expected: expected.to_owned(),
                found: self.host().to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

/// The hosts that a portal had before, once it has moved. `to` may be the present one.
fn former_hosts(was: &[String], from: &str, to: &str) -> Vec<String> {
    let all = was.iter().map(String::as_str).filter(|host| *host != from).chain([from]);
    let former: Vec<_> = all.filter(|host| *host != to).map(str::to_owned).collect();
    let superfluous = former.len().saturating_sub(FORMER_HOSTS);
    former.into_iter().skip(superfluous).collect()
}

/// The account in the credentials; `None`: not signed in.
pub async fn load(credentials: &CredentialStore) -> Result<Option<Account>, Problem> {
    let Some(stored) = credentials.load().await? else { return Ok(None) };
    let stored: Stored<'_> = serde_json::from_str(stored.expose()).map_err(|_| Problem::KeychainDamaged)?;
    restore(stored).map(Some).ok_or(Problem::KeychainDamaged)
}

/// Puts a new account in the place of whatever is in the credentials.
pub async fn sign_in(credentials: &CredentialStore, account: &Account) -> Result<(), Problem> {
    let _alone = alone(credentials).await?;
    store(credentials, account).await
}

/// Forgets whatever is in the credentials.
pub async fn sign_out(credentials: &CredentialStore) -> Result<(), Problem> {
    let _alone = alone(credentials).await?;
    credentials.forget().await
}

/// `None`: that is no account of ours.
fn restore(stored: Stored<'_>) -> Option<Account> {
    match (stored.webhook, stored.oauth) {
        (Some(url), None) => Some(Account::Webhook(Webhook::parse(url).ok()?.known_as(stored.was))),
        (None, Some(grant)) => Some(Account::OAuth(Box::new(Grant::restore(&grant)?.known_as(stored.was)))),
        _ => None,
    }
}

async fn store(credentials: &CredentialStore, account: &Account) -> Result<(), Problem> {
    // The sign-in is worth more than the portal's former names.
    for superfluous in 0..=account.was().len() {
        let text = entry(account, superfluous)?;
        if text.expose().len() <= LONGEST_ENTRY {
            return credentials.store(text).await;
        }
    }
    Err(Problem::KeychainTooSmall)
}

/// The keychain's entry of an account, without so many of its portal's oldest names.
fn entry(account: &Account, superfluous: usize) -> Result<Secret, Problem> {
    let url;
    let was = account.was().iter().skip(superfluous).cloned().collect();
    let stored = match account {
        Account::Webhook(webhook) => {
            url = webhook.url("");
            Stored { webhook: Some(url.expose()), was, ..Stored::default() }
        }
        Account::OAuth(grant) => Stored { oauth: Some(grant.stored()), was, ..Stored::default() },
    };
    let text = serde_json::to_string(&stored);
    text.map(Secret::new).map_err(|error| Problem::Internal { why: error.to_string() })
}

/// One call's address and body.
pub struct Call {
    pub url: Secret,
    pub body: Secret,
    /// Whom it goes to.
    pub host: String,
    /// The access token in it.
    access: Option<Secret>,
    /// The webhook of which it is, at its portal's new address: not yet kept, and this call proves it.
    moved: Option<Webhook>,
}

impl Call {
    fn of_webhook(webhook: &Webhook, method: &str, parameters: &Value) -> Self {
        let (url, body) = (webhook.url(method), Secret::new(parameters.to_string()));
        Self { url, body, host: webhook.host().to_owned(), access: None, moved: None }
    }
}

/// An account in use. Tokens are renewed by one task of one process at a time, and what was renewed is
/// in the credentials before it is used.
pub struct Access {
    credentials: CredentialStore,
    account: Mutex<Account>,
    /// For whoever wants to know without waiting for a renewal.
    host: Held<String>,
    kind: &'static str,
    /// Renewed, but not yet in the credentials.
    unsaved: Mutex<Option<Grant>>,
    http: Client,
}

/// A keychain that keeps a call waiting for longer is tried again later.
const KEYCHAIN_WITHIN: Duration = Duration::from_secs(30);
/// How often another process's renewal is looked at, while it has the word.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

impl Access {
    pub fn new(credentials: CredentialStore, account: Account) -> Result<Self, Problem> {
        let http = http::client(account.is_loopback())?;
        let host = Held::new(account.host().to_owned());
        let kind = match account {
            Account::Webhook(_) => "webhook",
            Account::OAuth(_) => "oauth",
        };
        Ok(Self { credentials, host, kind, http, account: Mutex::new(account), unsaved: Mutex::new(None) })
    }

    /// The client for calls to this account's portal.
    pub fn http(&self) -> &Client {
        &self.http
    }

    /// `webhook` or `oauth`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The portal's host.
    pub fn host(&self) -> String {
        self.host.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where to POST a call of this method, and what. Renews first if the hour is over; `now` is in
    /// seconds since 1970.
    pub async fn prepare(&self, method: &str, parameters: &Value, now: i64) -> Result<Call, Failure> {
        let mut account = self.account.lock().await;
        if let Account::OAuth(grant) = &*account
            && grant.is_due(now)
        {
            self.renew(&mut account, now).await?;
        }
        Ok(match &*account {
            Account::Webhook(webhook) => Call::of_webhook(webhook, method, parameters),
            Account::OAuth(grant) => {
                let mut parameters = parameters.clone();
                if let Value::Object(parameters) = &mut parameters {
                    parameters.insert("auth".into(), grant.access.expose().into());
                }
                Call {
                    url: Secret::new(grant.url(method)),
                    body: Secret::new(parameters.to_string()),
                    host: grant.host().to_owned(),
                    access: Some(grant.access.clone()),
                    moved: None,
                }
            }
        })
    }

    /// The portal does not take the call's access token: gets another one, if there can be one.
    /// `expired`: the portal says that its time is over; otherwise somebody may have renewed it.
    pub async fn replace(&self, call: &Call, expired: bool, now: i64) -> Result<bool, Failure> {
        let Some(used) = &call.access else { return Ok(false) };
        let mut account = self.account.lock().await;
        match &*account {
            Account::OAuth(grant) if grant.access == *used => {}
            _ => return Ok(true),
        }
        if expired {
            self.renew(&mut account, now).await?;
            return Ok(true);
        }
        match soon(load(&self.credentials)).await? {
            Some(Account::OAuth(stored)) if stored.access != *used => {
                self.use_from_now_on(&mut account, Account::OAuth(stored));
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// The portal's old address sends us to this host: the call to repeat there, where that is safe. What
    /// a webhook's redirect claims is not kept before that call has worked.
    pub async fn follow_rename(
        &self,
        host: &str,
        method: &str,
        parameters: &Value,
        now: i64,
    ) -> Result<Call, Failure> {
        let mut account = self.account.lock().await;
        if let Account::Webhook(webhook) = &*account {
            let moved =
                webhook.moved_to(host).ok_or_else(|| Failure::refused(webhook.host(), Trouble::Moved))?;
            return Ok(Call { moved: Some(moved.clone()), ..Call::of_webhook(&moved, method, parameters) });
        }
        // The authorization server knows where the portal is; a redirect only claims to.
        self.renew(&mut account, now).await?;
        if account.host() != host {
            return Err(Failure::refused(account.host(), Trouble::Moved));
        }
        log::info!(to = host; "the portal has moved");
        drop(account);
        self.prepare(method, parameters, now).await
    }

    /// A call has worked: if that was at a webhook's new address, that is the address from now on.
    pub async fn keep_moved(&self, call: Call) {
        let Some(moved) = call.moved else { return };
        let mut account = self.account.lock().await;
        match self.replace_webhook(&mut account, moved).await {
            Ok(()) => log::info!(to = account.host(); "the portal has moved"),
            // The old address is asked again, and sends us there again.
            Err(failure) => log::warn!("the portal's new address is not kept: {}", failure.problem),
        }
    }

    /// Uses and stores a webhook's new address, if the old one is still what is stored.
    async fn replace_webhook(&self, account: &mut Account, moved: Webhook) -> Result<(), Failure> {
        let moved = Account::Webhook(moved);
        let _alone = alone(&self.credentials).await.map_err(Failure::local)?;
        if soon(load(&self.credentials)).await?.as_ref() != Some(&*account) {
            // Somebody signed in otherwise: this agent is about to hear of it.
            return Err(Failure::local(Problem::NotSignedIn));
        }
        soon(store(&self.credentials, &moved)).await?;
        self.use_from_now_on(account, moved);
        Ok(())
    }

    /// Keeps an agent that has nothing to say from losing its sign-in after 180 days.
    pub async fn keep(&self, now: i64) -> Result<(), Failure> {
        let mut account = self.account.lock().await;
        match &*account {
            Account::OAuth(grant) if now >= grant.renew_at() => self.renew(&mut account, now).await,
            _ => Ok(()),
        }
    }

    async fn renew(&self, account: &mut Account, now: i64) -> Result<(), Failure> {
        let Account::OAuth(grant) = account else { return Ok(()) };
        let _alone = alone(&self.credentials).await.map_err(Failure::local)?;
        let mut unsaved = self.unsaved.lock().await;
        match soon(load(&self.credentials)).await? {
            // Another process was here first, with a renewal or a new sign-in.
            Some(Account::OAuth(stored)) if stored.refresh != grant.refresh => {
                *unsaved = None;
                let due = stored.is_due(now);
                self.use_from_now_on(account, Account::OAuth(stored));
                if !due {
                    return Ok(());
                }
            }
            Some(Account::OAuth(_)) => {}
            // Somebody signed in otherwise: this agent is about to hear of it.
            Some(Account::Webhook(_)) => return Err(Failure::local(Problem::NotSignedIn)),
            None => return Err(Failure::refused(grant.host(), Trouble::Unauthorized)),
        }
        if unsaved.is_none() {
            let Account::OAuth(grant) = &*account else { return Ok(()) };
            let http = grant.application.http().map_err(Failure::local)?;
            *unsaved = Some(grant.renew(&http, now).await?);
        }
        let Some(renewed) = unsaved.clone() else { return Ok(()) };
        let renewed = Account::OAuth(Box::new(renewed));
        soon(store(&self.credentials, &renewed)).await?;
        *unsaved = None;
        log::info!("the sign-in was renewed");
        self.use_from_now_on(account, renewed);
        Ok(())
    }

    fn use_from_now_on(&self, account: &mut Account, new: Account) {
        *account = new;
        account.host().clone_into(&mut self.host.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Waits until no other process renews, signs in or signs out. A refresh token that is used twice is
/// lost, and a renewal that ends after a new sign-in must not replace it.
async fn alone(credentials: &CredentialStore) -> Result<Option<File>, Problem> {
    if let CredentialStore::Memory(_) = credentials {
        return Ok(None);
    }
    let path = paths::create_state_dir()?.join("renewal.lock");
    let unwritable = |error: std::io::Error| Problem::StateUnwritable {
        path: path.display().to_string(),
        why: error.to_string(),
    };
    let file = File::create(&path).map_err(unwritable)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(LOOK_AGAIN).await,
            Err(TryLockError::Error(error)) => return Err(unwritable(error)),
        }
    }
}

async fn soon<T>(keychain: impl Future<Output = Result<T, Problem>>) -> Result<T, Failure> {
    let outcome = tokio::time::timeout(KEYCHAIN_WITHIN, keychain).await;
    outcome.unwrap_or(Err(Problem::KeychainLocked)).map_err(Failure::local)
}

/// Seconds since 1970, as tokens count them.
pub fn now() -> i64 {
    clock::unix_seconds()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_entry_may_be_as_long_as_windows_takes_and_no_longer() {
        let empty = r#"{"oauth":{"id":"","key":"","srv":"https://oauth.bitrix.info","mem":"m","end":"https://x.bitrix24.com/rest/","acc":"a","ref_":"r","exp":1,"new":1}}"#;
        for (length, outcome) in
            [(LONGEST_ENTRY, Ok(())), (LONGEST_ENTRY + 1, Err(Problem::KeychainTooSmall))]
        {
            let text =
                empty.replace(r#""key":"""#, &format!(r#""key":"{}""#, "k".repeat(length - empty.len())));
            assert_eq!(text.len(), length);
            let account = restore(serde_json::from_str(&text).unwrap()).unwrap();
            let credentials = CredentialStore::in_memory();
            assert_eq!(store(&credentials, &account).await, outcome);
            assert_eq!(load(&credentials).await.unwrap(), outcome.is_ok().then_some(account));
        }
    }

    const WEBHOOK: &str = r#"{"webhook":"https://new.bitrix24.com/rest/1/abc/"}"#;
    const GRANT: &str = r#"{"oauth":{"id":"i","key":"k","srv":"https://oauth.bitrix.info","mem":"m","end":"https://new.bitrix24.com/rest/","acc":"a","ref_":"r","exp":1,"new":1}}"#;

    async fn loaded(entry: &str) -> Result<Option<Account>, Problem> {
        let credentials = CredentialStore::in_memory();
        credentials.store(Secret::new(entry.to_owned())).await.unwrap();
        load(&credentials).await
    }

    async fn stored(account: &Account) -> String {
        let credentials = CredentialStore::in_memory();
        store(&credentials, account).await.unwrap();
        credentials.load().await.unwrap().unwrap().expose().to_owned()
    }

    #[tokio::test]
    async fn an_entry_says_what_the_portal_was_called_before_and_nothing_new_if_it_never_was() {
        for entry in [WEBHOOK, GRANT] {
            let account = loaded(entry).await.unwrap().unwrap();
            assert_eq!(stored(&account).await, entry);
            assert_eq!(account.belongs_to(None), Ok(()));
            assert_eq!(account.belongs_to(Some("new.bitrix24.com")), Ok(()));
            assert!(account.belongs_to(Some("old.bitrix24.com")).is_err());

            let renamed = entry.strip_suffix('}').unwrap().to_owned()
                + r#","was":["older.example.com","old.bitrix24.com"]}"#;
            let account = loaded(&renamed).await.unwrap().unwrap();
            assert_eq!(stored(&account).await, renamed);
            for name in ["new.bitrix24.com", "old.bitrix24.com", "older.example.com"] {
                assert_eq!(account.belongs_to(Some(name)), Ok(()), "{name}");
            }
            for other in ["other.bitrix24.com", "bitrix24.com", "", "old.bitrix24.com:444"] {
                let refused = Problem::AccountElsewhere {
                    expected: other.to_owned(),
                    found: "new.bitrix24.com".to_owned(),
                };
                assert_eq!(account.belongs_to(Some(other)), Err(refused), "{other}");
            }
        }
        for damaged in
            ["{}", "", "7", r#"{"was":["old.bitrix24.com"]}"#, r#"{"webhook":"x"}"#, r#"{"webhook":7}"#]
        {
            assert_eq!(loaded(damaged).await, Err(Problem::KeychainDamaged), "{damaged}");
        }
    }

    #[tokio::test]
    async fn former_names_never_keep_an_entry_from_being_stored() {
        let (was, oldest) =
            (r#","was":["older.bitrix24.com","old.bitrix24.com"]}"#, r#""older.bitrix24.com","#);
        let renamed = GRANT.strip_suffix('}').unwrap().to_owned() + was;
        let full = LONGEST_ENTRY - renamed.len() + 1;
        for (key, kept) in [
            (full, renamed.clone()),
            (full + 1, renamed.replace(oldest, "")),
            (full + oldest.len(), renamed.replace(oldest, "")),
            (full + oldest.len() + 1, GRANT.to_owned()),
            (full + was.len() - 1, GRANT.to_owned()),
        ] {
            let padded =
                |entry: &str| entry.replace(r#""key":"k""#, &format!(r#""key":"{}""#, "k".repeat(key)));
            let account = restore(serde_json::from_str(&padded(&renamed)).unwrap()).unwrap();
            assert!(stored(&account).await == padded(&kept), "{key}");
        }
    }

    #[test]
    fn a_portal_is_known_by_its_last_four_former_names() {
        let mut was = Vec::new();
        for (from, to, expected) in [
            ("a", "a", vec![]),
            ("a", "b", vec!["a"]),
            ("b", "a", vec!["b"]),
            ("a", "b", vec!["a"]),
            ("b", "c", vec!["a", "b"]),
            ("c", "d", vec!["a", "b", "c"]),
            ("d", "e", vec!["a", "b", "c", "d"]),
            ("e", "f", vec!["b", "c", "d", "e"]),
            ("f", "f", vec!["b", "c", "d", "e"]),
        ] {
            was = former_hosts(&was, from, to);
            assert_eq!(was, expected, "{from} -> {to}");
        }
    }
}
