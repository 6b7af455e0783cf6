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

/// The keychain's entry.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stored<'a> {
    Webhook(&'a str),
    #[serde(borrow)]
    OAuth(oauth::Stored<'a>),
}

/// What Windows' Credential Manager takes; the same everywhere, so that nothing works here only.
const LONGEST_ENTRY: usize = 2560;

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

    /// Refuses an account of another portal than the one the configuration pins.
    pub fn belongs_to(&self, portal: Option<&str>) -> Result<(), Problem> {
        match portal {
            Some(expected) if expected != self.host() => Err(Problem::AccountElsewhere {
                expected: expected.to_owned(),
                found: self.host().to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

/// The account in the credentials; `None`: not signed in.
pub async fn load(credentials: &CredentialStore) -> Result<Option<Account>, Problem> {
    let Some(stored) = credentials.load().await? else { return Ok(None) };
    let account = match serde_json::from_str(stored.expose()) {
        Ok(Stored::Webhook(url)) => Webhook::parse(url).ok().map(Account::Webhook),
        Ok(Stored::OAuth(stored)) => Grant::restore(&stored).map(Box::new).map(Account::OAuth),
        Err(_) => None,
    };
    account.map(Some).ok_or(Problem::KeychainDamaged)
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

async fn store(credentials: &CredentialStore, account: &Account) -> Result<(), Problem> {
    let url;
    let stored = match account {
        Account::Webhook(webhook) => {
            url = webhook.url("");
            Stored::Webhook(url.expose())
        }
        Account::OAuth(grant) => Stored::OAuth(grant.stored()),
    };
    let text =
        serde_json::to_string(&stored).map_err(|error| Problem::Internal { why: error.to_string() })?;
    let text = Secret::new(text);
    if text.expose().len() > LONGEST_ENTRY {
        return Err(Problem::KeychainTooSmall);
    }
    credentials.store(text).await
}

/// One call's address and body.
pub struct Call {
    pub url: Secret,
    pub body: Secret,
    /// The access token in it.
    access: Option<Secret>,
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
            Account::Webhook(webhook) => {
                Call { url: webhook.url(method), body: Secret::new(parameters.to_string()), access: None }
            }
            Account::OAuth(grant) => {
                let mut parameters = parameters.clone();
                if let Value::Object(parameters) = &mut parameters {
                    parameters.insert("auth".into(), grant.access.expose().into());
                }
                Call {
                    url: Secret::new(grant.url(method)),
                    body: Secret::new(parameters.to_string()),
                    access: Some(grant.access.clone()),
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

    /// The portal's old address sends us to this host: follows where that is safe, once.
    pub async fn follow_rename(&self, host: &str, now: i64) -> Result<(), Failure> {
        let mut account = self.account.lock().await;
        let stays = |account: &Account| Failure::refused(account.host(), Trouble::Moved);
        match &*account {
            Account::Webhook(webhook) => {
                let moved = webhook.moved_to(host).ok_or_else(|| stays(&account))?;
                self.replace_webhook(&mut account, moved).await?;
            }
            Account::OAuth(_) => {
                // The authorization server knows where the portal is; a redirect only claims to.
                self.renew(&mut account, now).await?;
                if account.host() != host {
                    return Err(stays(&account));
                }
            }
        }
        log::info!(to = account.host(); "the portal has moved");
        Ok(())
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
            let Ok(Stored::OAuth(stored)) = serde_json::from_str(&text) else { panic!("not a grant") };
            let account = Account::OAuth(Box::new(Grant::restore(&stored).unwrap()));
            let credentials = CredentialStore::in_memory();
            assert_eq!(store(&credentials, &account).await, outcome);
            assert_eq!(load(&credentials).await.unwrap(), outcome.is_ok().then_some(account));
        }
    }
}
