//! `away24 demo`: a practice portal and the agent in one process, and a timeline of what happens.

use crate::agent::{self, Inbox, Note, Options};
use crate::clock;
use crate::events::Sender;
use crate::messages::{self, Problem};
use crate::portal::auth::webhook::Webhook;
use crate::portal::auth::{self, Account, http};
use crate::portal::signin::redirect::SignIn;
use crate::store::config::Config;
use crate::store::keychain::{CredentialStore, Secret};
use crate::ui::terminal::say;
use crate::ui::view::Command;
use crate::watch::idle::{self, Act, Choice};
use practice::{Entry, ListenError, Practice};
use presence::{Answer, Choices, Input, Moment, Presence};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

/// How often a simulated person leaves and comes back before the demo ends.
const ROUNDS: usize = 2;

/// A practice portal that listens at this address, with credentials of its own.
pub async fn practice_portal(address: SocketAddr) -> Result<(Practice, TcpListener), Problem> {
    let listening = Practice::listen(address, Practice::new_code()).await;
    listening.map_err(|ListenError { address, source }| Problem::Listen {
        addr: address.to_string(),
        why: source.to_string(),
    })
}

pub async fn run(threshold: Duration, oauth: bool) -> Result<(), Problem> {
    let (practice, listener) = practice_portal(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let entries = practice.subscribe();
    let real = idle::there_is_a_desktop();
    let idle = if real {
        Choice::Desktop { inhibited: true }
    } else {
        let away = threshold + Duration::from_secs(3);
        Choice::Script(vec![Act::Type(Duration::from_secs(3)), Act::Leave(away)])
    };
    say(messages::demo_begins(real, threshold, &practice.base()))?;
    tokio::spawn(practice.clone().serve(listener));
    let account = if oauth {
        sign_in(&practice).await?
    } else {
        Account::Webhook(Webhook::parse(&practice.webhook())?)
    };
    let credentials = CredentialStore::in_memory();
    auth::sign_in(&credentials, &account).await?;

    let (views, _shown) = watch::channel(None);
    let inbox = Inbox::new();
    let commands = inbox.commands();
    let (notes_in, notes) = mpsc::unbounded_channel();
    let options = Options {
        config: Config { choices: Choices { threshold, ..Choices::default() }, ..Config::default() },
        credentials,
        claim: None,
        config_file: None,
        pace: 1,
        idle,
        views,
        inbox,
        notes: Some(notes_in),
    };
    let rounds = (!real).then_some(ROUNDS);
    let timeline = Timeline { began: clock::now(), returned: None, rounds };
    let told = tokio::spawn(timeline.print(notes, entries, commands));
    agent::run(options).await?;
    told.await.map_err(|error| Problem::Internal { why: error.to_string() })??;
    say(messages::demo_ends())
}

/// The whole sign-in of an application; this process plays the browser too.
async fn sign_in(practice: &Practice) -> Result<Account, Problem> {
    let (client_id, secret) = practice.application();
    let base = practice.base();
    let host = base.trim_start_matches("http://");
    let sign_in = SignIn::listen(host, client_id, Secret::new(secret), Some(&base), 0).await?;
    practice.redirect_to(sign_in.port());
    let address = sign_in.address();
    say(messages::demo_sent_to(&address))?;
    let browser = http::client(true)?;
    tokio::spawn(async move {
        let to = browser.get(address).send().await.ok()?.headers().get("location")?.to_str().ok()?.to_owned();
        browser.get(to).send().await.ok()
    });
    let (_paste, pasted) = mpsc::unbounded_channel();
    let grant = sign_in.finish(pasted).await?;
    say(messages::demo_came_back(grant.host()))?;
    say("")?;
    Ok(Account::OAuth(Box::new(grant)))
}

struct Timeline {
    began: Moment,
    /// When the person was noticed to be back, until the portal has heard of it.
    returned: Option<Moment>,
    /// How many returns are left to show; `None`: until somebody ends the demo.
    rounds: Option<usize>,
}

impl Timeline {
    async fn print(
        mut self,
        mut notes: mpsc::UnboundedReceiver<Note>,
        mut entries: mpsc::UnboundedReceiver<Entry>,
        commands: Sender<Command>,
    ) -> Result<(), Problem> {
        loop {
            tokio::select! {
                // In the order in which things happen: noticed, sent, recorded, answered.
                biased;
                Some(entry) = entries.recv() => if entry.method.starts_with("im.") {
                    self.line(&messages::demo_recorded(entry.idle.as_str()))?;
                },
                note = notes.recv() => {
                    let Some(note) = note else { return Ok(()) };
                    self.note(&note)?;
                    if self.rounds == Some(0) {
                        // The agent may have ended already.
                        let _ = commands.send(Command::Quit);
                        self.rounds = None;
                    }
                }
            }
        }
    }

    fn note(&mut self, note: &Note) -> Result<(), Problem> {
        match *note {
            Note::Noticed(Input::SourceFound(_)) => self.line(&messages::demo_source_found()),
            Note::Noticed(Input::SourceLost) => self.line(&messages::demo_source_lost()),
            Note::Noticed(Input::Idle(idle)) => self.line(&messages::demo_idle(idle)),
            Note::Noticed(Input::Active) => {
                self.returned = Some(clock::now());
                self.line(&messages::demo_active())
            }
            Note::Noticed(input) => match messages::demo_session(input) {
                Some(line) => self.line(&line),
                None => Ok(()),
            },
            Note::Sent(Presence::Away { ago }) => self.line(&messages::demo_away_sent(ago)),
            Note::Sent(Presence::Present) => self.line(&messages::demo_back_sent()),
            Note::Answered(Presence::Present, Answer::Accepted, took) => {
                let back = self.returned.take().map_or(took, |noticed| clock::now().since(noticed));
                self.rounds = self.rounds.map(|rounds| rounds.saturating_sub(1));
                self.line(&messages::demo_back_accepted(back))
            }
            Note::Answered(_, Answer::Accepted, took) => self.line(&messages::demo_accepted(took)),
            Note::Answered(_, Answer::Failed { trouble, .. }, _) => {
                self.line(&messages::trouble("127.0.0.1", trouble))
            }
        }
    }

    fn line(&self, text: &str) -> Result<(), Problem> {
        say(format!("{:>8.3} s  {text}", clock::now().since(self.began).as_secs_f64()))
    }
}
