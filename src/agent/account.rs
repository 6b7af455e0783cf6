//! The account the agent reports with: loaded from the keychain, kept from running out, and used for every request.

use super::task::Task;
use super::{Agent, Event, Note};
use crate::clock;
use crate::messages::Problem;
use crate::portal::auth::http::Failure;
use crate::portal::auth::{self, Access, Account};
use crate::portal::client::Client;
use crate::store::keychain::CredentialStore;
use crate::ui::view::SignIn;
use presence::{Answer, Input, Moment, Presence, Ticket};
use std::sync::Arc;
use std::time::Duration;

/// A keychain that fails is asked again after this, then half as often each time.
const KEYCHAIN_AGAIN: Duration = Duration::from_secs(2);
const KEYCHAIN_SELDOM: Duration = Duration::from_secs(60);
/// A disk that takes longer must not keep the portal from being told.
const NOTED_WITHIN: Duration = Duration::from_secs(5);
/// How often to check whether the sign-in grows old.
const A_DAY: Duration = Duration::from_secs(24 * 3600);

/// What was found in the keychain.
pub(super) type Loaded = Result<Option<Account>, Problem>;

/// Where the sign-in is kept, what is used of it, and the tasks that work with it.
pub(super) struct ActiveAccount {
    pub credentials: CredentialStore,
    pub client: Option<Arc<Client>>,
    pub sign_in: SignIn,
    /// What the last request failed of, if it did: more precise than the engine's trouble.
    pub last_failure: Option<Problem>,
    /// How long to wait before a keychain that failed is asked again.
    retry_after: Duration,
    loading: Task,
    renewal: Task,
    request: Task,
    /// The sign-in page, while somebody may be at it.
    pub page: Task,
}

impl ActiveAccount {
    pub fn new(credentials: CredentialStore) -> Self {
        Self {
            credentials,
            client: None,
            sign_in: SignIn::Waiting,
            last_failure: None,
            retry_after: KEYCHAIN_AGAIN,
            loading: Task::default(),
            renewal: Task::default(),
            request: Task::default(),
            page: Task::default(),
        }
    }

    /// The portal's host; empty while nobody is signed in.
    pub fn host(&self) -> String {
        self.client.as_ref().map(|client| client.host()).unwrap_or_default()
    }

    /// Somebody who is never away has nothing to report for months; their sign-in must not run out.
    fn keep_from_expiring(&mut self) {
        let Some(client) = self.client.clone() else { return self.renewal.abort() };
        self.renewal.replace(async move {
            loop {
                tokio::time::sleep(A_DAY).await;
                if let Err(failure) = client.keep().await {
                    log::warn!("the sign-in could not be renewed: {}", failure.problem);
                }
            }
        });
    }
}

fn problem<T>(outcome: Result<T, Failure>) -> Option<Problem> {
    outcome.err().map(|failure| failure.problem)
}

impl Agent {
    /// Sends a report; a request that has no answer yet is abandoned.
    pub(super) fn report(&mut self, ticket: Ticket, presence: Presence) {
        let Some(client) = self.account.client.clone() else { return };
        self.display.note(|| Note::Sent(presence));
        let (events, notes) = (self.events.clone(), self.display.notes());
        let on_disk = match presence {
            Presence::Away { .. } => self.persistence.noted.take(),
            Presence::Present => None,
        };
        self.account.request.replace(async move {
            if let Some(on_disk) = on_disk {
                on_disk.wait(NOTED_WITHIN).await;
            }
            let sent = clock::now();
            let reported = client.report(presence).await;
            let answer = reported.as_ref().map_or_else(Failure::answer, |()| Answer::Accepted);
            let took = clock::now().since(sent);
            log::info!(presence:?, answer:?, took:?; "reported");
            if let Some(notes) = notes {
                // The follower may have stopped following.
                let _ = notes.send(Note::Answered(presence, answer, took));
            }
            // The agent may have ended meanwhile.
            let _ = events.send(Event::Answered(Input::Answered(ticket, answer), problem(reported)));
        });
    }

    /// Reads back what the portal has recorded.
    pub(super) fn observe(&mut self, ticket: Ticket) {
        let Some(client) = self.account.client.clone() else { return };
        let events = self.events.clone();
        self.account.request.replace(async move {
            let observed = client.observe().await;
            let observation = observed.as_ref().map_or_else(Failure::observation, |observation| *observation);
            log::info!(observation:?; "looked");
            // The agent may have ended meanwhile.
            let _ = events.send(Event::Answered(Input::Observed(ticket, observation), problem(observed)));
        });
    }

    /// The keychain has answered.
    pub(super) fn account_loaded(&mut self, loaded: Loaded) {
        let now = clock::now();
        match loaded.and_then(|account| account.map(|account| self.client_for(account)).transpose()) {
            Ok(client) => {
                self.account.sign_in = SignIn::Answered;
                self.account.retry_after = KEYCHAIN_AGAIN;
                self.use_client(client, now);
            }
            Err(problem) => {
                log::warn!("{problem}");
                // What is wrong in itself does not get better by reading it again.
                if matches!(problem, Problem::AccountElsewhere { .. } | Problem::KeychainDamaged) {
                    self.use_client(None, now);
                } else {
                    self.load_account(self.account.retry_after);
                    self.account.retry_after = (self.account.retry_after * 2).min(KEYCHAIN_SELDOM);
                }
                self.account.sign_in = SignIn::Failing(problem);
            }
        }
    }

    /// Ends what was under way with the credentials before, and goes on with these.
    fn use_client(&mut self, client: Option<Arc<Client>>, now: Moment) {
        // An answer to the old credentials would be taken for one to the new.
        self.account.request.abort();
        let input = if client.is_some() { Input::SignedIn } else { Input::SignedOut };
        self.account.client = client;
        self.account.last_failure = None;
        log::info!(host = self.account.host(); "{input:?}");
        self.account.keep_from_expiring();
        self.engine.handle(input, now);
    }

    fn client_for(&self, account: Account) -> Result<Arc<Client>, Problem> {
        account.belongs_to(self.config.portal.as_deref())?;
        Ok(Arc::new(Client::new(Access::new(self.account.credentials.clone(), account)?)))
    }

    /// Reads the keychain after this time. A locked one may take until a person has typed a password: never wait
    /// here for it.
    pub(super) fn load_account(&mut self, after: Duration) {
        let (events, credentials) = (self.events.clone(), self.account.credentials.clone());
        // One at a time: the latest knows best.
        self.account.loading.replace(async move {
            tokio::time::sleep(after).await;
            // The agent may have ended meanwhile.
            let _ = events.send(Event::Account(auth::load(&credentials).await));
        });
    }
}
