//! The agent: one loop that owns the engine and carries its wishes to the edges.

use crate::auth::{self, Access, Account};
use crate::bitrix::Client;
use crate::clock::Naps;
use crate::config::Config;
use crate::idle::{self, Ask, Choice, Fact, Line};
use crate::messages::{self, Problem};
use crate::presence::{
    Answer, Cause, Engine, Inhibitor, Input, Moment, Output, Pause, Policy, Presence, Ticket, Told, Trouble,
    Whereabouts,
};
use crate::secrets::Vault;
use crate::standing::{Board, Standing};
use crate::view::{self, Command, Facts, SignIn, View};
use crate::{clock, ipc, notify, session};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

pub struct Setup {
    pub config: Config,
    /// Where the sign-in is kept.
    pub vault: Vault,
    pub idle: Choice,
    /// The tray, or whoever else shows and asks.
    pub views: watch::Sender<Option<View>>,
    pub commands: mpsc::UnboundedReceiver<Command>,
    /// Somebody who wants to follow along: the demo.
    pub notes: Option<mpsc::UnboundedSender<Note>>,
}

/// What a follower is told.
#[derive(Clone, Debug)]
pub enum Note {
    Noticed(Input),
    Sent(Presence),
    Answered(Presence, Answer, Duration),
}

/// Everything that can happen to the agent.
enum Event {
    Fact(Fact),
    Session(session::Fact),
    Answered(Ticket, Answer),
    Account(Result<Option<Account>, Problem>),
    Command(Command),
    /// From another process of the same person, which waits for a sentence.
    Asked(ipc::Asked),
    AskedToEnd,
    Time,
}

/// A keychain that fails is asked again after this, then half as often each time.
const KEYCHAIN_AGAIN: Duration = Duration::from_secs(2);
const KEYCHAIN_SELDOM: Duration = Duration::from_secs(60);
/// How often is looked whether the sign-in grows old.
const A_DAY: Duration = Duration::from_secs(24 * 3600);

struct Agent {
    engine: Engine,
    client: Option<Arc<Client>>,
    sign_in: SignIn,
    keychain_pause: Duration,
    portal: Option<String>,
    vault: Vault,
    request: Option<JoinHandle<()>>,
    look: Option<JoinHandle<()>>,
    keeping: Option<JoinHandle<()>>,
    naps: Naps,
    /// The machine waits to sleep, at most until then.
    delay: Option<(session::Delay, Moment)>,
    /// Waits for the sentence that is true once the wishes are carried out.
    asked: Option<ipc::Reply>,
    asks: mpsc::UnboundedSender<Ask>,
    answers: mpsc::UnboundedSender<(Ticket, Answer)>,
    accounts: mpsc::UnboundedSender<Result<Option<Account>, Problem>>,
    /// The present source's name.
    source: Option<&'static str>,
    board: Option<Board>,
    views: watch::Sender<Option<View>>,
    notes: Option<mpsc::UnboundedSender<Note>>,
}

/// Runs until it is asked to end, and has cleared what it set.
pub async fn run(setup: Setup) -> Result<(), Problem> {
    let Setup { config, vault, idle, views, mut commands, notes } = setup;
    let policy = Policy {
        threshold: config.threshold,
        away_on_lock: config.away_on_lock,
        away_on_suspend: config.away_on_suspend,
        stay_present_in_calls: config.stay_present_in_calls,
        ..Policy::default()
    };
    let (facts_in, mut facts) = mpsc::unbounded_channel();
    let (answers_in, mut answers) = mpsc::unbounded_channel();
    let (accounts_in, mut accounts) = mpsc::unbounded_channel();
    let (session_in, mut session) = mpsc::unbounded_channel();
    let (asked_in, mut asked_for) = mpsc::unbounded_channel();
    let (asks, line) = Line::new(facts_in);
    // A simulated person sits in no session.
    let _session = session_in.clone();
    if matches!(idle, Choice::Desktop { .. }) {
        tokio::spawn(session::serve(session_in));
    }
    tokio::spawn(idle::serve(idle, line));

    // What stays in memory is nobody else's business. Who signs in from now on is heard of.
    let board = matches!(vault, Vault::Keychain).then(Board::open);
    let _asked = asked_in.clone();
    let _listening = board.as_ref().and_then(|_| {
        let listening = ipc::listen(asked_in);
        listening.inspect_err(|problem| tracing::warn!("no commands from other processes: {problem}")).ok()
    });
    let mut agent = Agent {
        engine: Engine::new(policy, fastrand::u64(..)),
        client: None,
        sign_in: SignIn::Waiting,
        keychain_pause: KEYCHAIN_AGAIN,
        portal: config.portal,
        vault,
        request: None,
        look: None,
        keeping: None,
        naps: Naps::default(),
        delay: None,
        asked: None,
        asks,
        answers: answers_in,
        accounts: accounts_in,
        source: None,
        board,
        views,
        notes,
    };
    agent.look_into_vault(Duration::ZERO);
    let mut ending = std::pin::pin!(session::asked_to_end());
    let mut asked = false;
    loop {
        if agent.carry_out() {
            return Ok(());
        }
        let event = tokio::select! {
            Some(fact) = facts.recv() => Event::Fact(fact),
            Some(fact) = session.recv() => Event::Session(fact),
            Some(asked) = asked_for.recv() => Event::Asked(asked),
            Some((ticket, answer)) = answers.recv() => Event::Answered(ticket, answer),
            Some(account) = accounts.recv() => Event::Account(account),
            Some(command) = commands.recv() => Event::Command(command),
            ended = &mut ending, if !asked => {
                asked = true;
                if let Err(error) = ended {
                    tracing::warn!("signals cannot be received: {error}");
                    continue;
                }
                Event::AskedToEnd
            }
            () = clock::sleep_until(agent.next_look()) => Event::Time,
        };
        agent.handle(event);
    }
}

impl Agent {
    /// When to look again if nothing happens.
    fn next_look(&self) -> Option<Moment> {
        let delayed = self.delay.as_ref().map(|(_, until)| *until);
        [self.engine.poll_timeout(), delayed].into_iter().flatten().min()
    }

    fn handle(&mut self, event: Event) {
        let now = clock::now();
        if let Some(fell_asleep) = self.naps.noticed() {
            // Where logind tells of it too, this changes nothing.
            tracing::info!("the machine has slept");
            self.engine.handle(Input::Suspending, fell_asleep);
            self.engine.handle(Input::Resumed, now);
        }
        match event {
            Event::Session(session::Fact { input, at, delay }) => {
                tracing::debug!(?input, "told by the session");
                self.note(|| Note::Noticed(input));
                if let Some(delay) = delay {
                    self.delay = Some((delay, now + session::DELAY_AT_MOST));
                }
                self.engine.handle(input, at);
            }
            Event::Asked(ipc::Asked { command, reply }) => {
                self.command(command, now);
                self.asked = Some(reply);
            }
            Event::Fact(Fact { input, at, source }) => {
                tracing::debug!(?input, "noticed");
                self.source = (input != Input::SourceLost).then_some(source);
                self.note(|| Note::Noticed(input));
                self.engine.handle(input, at);
            }
            Event::Answered(ticket, answer) => self.engine.handle(Input::Answered(ticket, answer), now),
            Event::Account(account) => self.account(account),
            Event::Command(command) => self.command(command, now),
            Event::AskedToEnd => self.engine.handle(Input::Quit, now),
            Event::Time => {}
        }
    }

    fn command(&mut self, command: Command, now: Moment) {
        let input = match command {
            Command::Report(true) => Input::Unpause,
            Command::Report(false) => Input::Pause(Pause::Indefinitely),
            Command::PauseFor(span) => Input::Pause(Pause::Until(now + span)),
            Command::Threshold(threshold) => Input::Threshold(threshold),
            Command::Away => Input::AwayNow,
            Command::Back => Input::BackNow,
            Command::Show => return,
            Command::SignInChanged => return self.look_into_vault(Duration::ZERO),
            Command::Quit => Input::Quit,
        };
        tracing::debug!(?input, "asked for");
        self.engine.handle(input, now);
    }

    /// Carries out every wish of the engine; whether that was the last one.
    fn carry_out(&mut self) -> bool {
        while let Some(output) = self.engine.poll(clock::now()) {
            tracing::debug!(?output, "wished");
            match output {
                // A source that ended is about to say so itself.
                Output::Watch(watch) => drop(self.asks.send(Ask::Watch(watch))),
                Output::Sample => drop(self.asks.send(Ask::Sample)),
                Output::Report(ticket, presence) => self.report(ticket, presence),
                Output::Journal(_) | Output::Observe(_) => {}
                Output::AskToSignIn => self.ask_to_sign_in(),
                Output::Exit => return true,
            }
        }
        self.let_sleep();
        let view = self.view();
        if let Some(reply) = self.asked.take() {
            reply.say(&view.status);
        }
        self.show_standing(&view);
        let view = Some(view);
        self.views.send_if_modified(|shown| {
            let changed = *shown != view;
            *shown = view;
            changed
        });
        false
    }

    /// Lets the machine sleep once the portal knows, or cannot be told in time.
    fn let_sleep(&mut self) {
        let status = self.engine.status();
        let may_talk = status.signed_in && !status.trouble.is_some_and(Trouble::stops);
        let now = clock::now();
        let over = |until: &Moment| *until <= now || !status.owed || !may_talk;
        if self.delay.take_if(|(_, until)| over(until)).is_some() {
            tracing::debug!("the machine may sleep");
        }
    }

    fn ask_to_sign_in(&self) {
        let host = self.client.as_ref().map(|client| client.host()).unwrap_or_default();
        let problem = Problem::Portal { host, trouble: Trouble::Unauthorized };
        tracing::warn!("{problem}");
        tokio::spawn(async move {
            let hint = problem.hint().unwrap_or_default();
            notify::show(messages::notify_signed_out(), &messages::notify_text(&problem, &hint)).await;
        });
    }

    fn report(&mut self, ticket: Ticket, presence: Presence) {
        let Some(client) = self.client.clone() else { return };
        self.note(|| Note::Sent(presence));
        let (answers, notes) = (self.answers.clone(), self.notes.clone());
        self.request = Some(tokio::spawn(async move {
            let sent = clock::now();
            let answer = client.report(presence).await;
            let took = clock::now().since(sent);
            tracing::info!(?presence, ?answer, ?took, "reported");
            if let Some(notes) = notes {
                // The follower may have stopped following.
                let _ = notes.send(Note::Answered(presence, answer, took));
            }
            // The agent may have ended meanwhile.
            let _ = answers.send((ticket, answer));
        }));
    }

    fn account(&mut self, account: Result<Option<Account>, Problem>) {
        let now = clock::now();
        match account.and_then(|account| account.map(|account| self.client(account)).transpose()) {
            Ok(client) => {
                self.sign_in = SignIn::Answered;
                self.keychain_pause = KEYCHAIN_AGAIN;
                self.use_from_now_on(client, now);
            }
            Err(problem) => {
                tracing::warn!("{problem}");
                // What is wrong in itself does not get better by reading it again.
                if matches!(problem, Problem::AccountElsewhere { .. } | Problem::KeychainDamaged) {
                    self.use_from_now_on(None, now);
                } else {
                    self.look_into_vault(self.keychain_pause);
                    self.keychain_pause = (self.keychain_pause * 2).min(KEYCHAIN_SELDOM);
                }
                self.sign_in = SignIn::Failing(problem);
            }
        }
    }

    /// Ends what was under way with the credentials before, and goes on with these.
    fn use_from_now_on(&mut self, client: Option<Arc<Client>>, now: Moment) {
        // An answer to the old credentials would be taken for one to the new.
        if let Some(request) = self.request.take() {
            request.abort();
        }
        let input = if client.is_some() { Input::SignedIn } else { Input::SignedOut };
        tracing::info!(host = client.as_ref().map(|client| client.host()), "{input:?}");
        self.keep_up(client.clone());
        self.client = client;
        self.engine.handle(input, now);
    }

    fn client(&self, account: Account) -> Result<Arc<Client>, Problem> {
        account.belongs_to(self.portal.as_deref())?;
        Ok(Arc::new(Client::new(Access::new(self.vault.clone(), account)?)))
    }

    /// Somebody who is never away has nothing to report for months; their sign-in must not run out.
    fn keep_up(&mut self, client: Option<Arc<Client>>) {
        let keeping = client.map(|client| {
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(A_DAY).await;
                    if let Err(failure) = client.keep().await {
                        tracing::warn!("the sign-in could not be renewed: {}", failure.problem);
                    }
                }
            })
        });
        if let Some(earlier) = std::mem::replace(&mut self.keeping, keeping) {
            earlier.abort();
        }
    }

    /// A locked keychain may take until a person has typed a password: never wait here for it.
    fn look_into_vault(&mut self, pause: Duration) {
        let (accounts, vault) = (self.accounts.clone(), self.vault.clone());
        let look = tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            // The agent may have ended meanwhile.
            let _ = accounts.send(auth::load(&vault).await);
        });
        // One look at a time: the latest knows best.
        if let Some(earlier) = self.look.replace(look) {
            earlier.abort();
        }
    }

    fn view(&self) -> View {
        let status = self.engine.status();
        let since = match status.whereabouts {
            Whereabouts::Gone { since, .. } => clock::time_of_day(since),
            _ => String::new(),
        };
        let until = match status.paused {
            Some(Pause::Until(end)) => clock::time_of_day(end),
            _ => String::new(),
        };
        let host = self.client.as_ref().map(|client| client.host()).unwrap_or_default();
        view::view(&Facts { status, host, sign_in: self.sign_in.clone(), since, until })
    }

    fn show_standing(&mut self, view: &View) {
        let Some(board) = &mut self.board else { return };
        let status = self.engine.status();
        let (state, since) = match status.whereabouts {
            _ if !status.signed_in => ("signed_out", None),
            _ if status.trouble.is_some_and(Trouble::stops) => ("refused", None),
            _ if status.paused.is_some() => ("paused", None),
            Whereabouts::Unknown => ("unknown", None),
            Whereabouts::Here => ("present", None),
            Whereabouts::Gone { since, .. } => ("away", Some(clock::date(since))),
        };
        let told = match status.told {
            Told::Present => "present",
            Told::Away => "away",
            Told::Unsure => "unsure",
        };
        board.show(Standing {
            version: env!("CARGO_PKG_VERSION").into(),
            pid: std::process::id(),
            state: state.into(),
            since,
            reason: match (state, status.whereabouts, status.held_by) {
                ("away", Whereabouts::Gone { why, .. }, _) => Some(reason(why).into()),
                ("present", _, Some(inhibitor)) => Some(witness(inhibitor).into()),
                _ => None,
            },
            until: match status.paused {
                Some(Pause::Until(end)) if state == "paused" => Some(clock::date(end)),
                _ => None,
            },
            sentence: view.status.clone(),
            source: self.source.map(str::to_owned),
            portal: self.client.as_ref().map(|client| client.host()),
            auth: self.client.as_ref().map(|client| client.kind().to_owned()),
            told: told.into(),
            trouble: status.trouble.map(|trouble| format!("{trouble:?}").to_ascii_lowercase()),
            threshold_seconds: status.threshold.as_secs(),
        });
    }

    fn note(&self, note: impl FnOnce() -> Note) {
        if let Some(notes) = &self.notes {
            // The follower may have stopped following.
            let _ = notes.send(note());
        }
    }
}

fn reason(why: Cause) -> &'static str {
    match why {
        Cause::Idle => "idle",
        Cause::Locked => "locked",
        Cause::Asleep => "asleep",
        Cause::Said => "said",
    }
}

fn witness(inhibitor: Inhibitor) -> &'static str {
    match inhibitor {
        Inhibitor::Microphone => "microphone",
        Inhibitor::Program => "program",
        Inhibitor::Window => "window",
    }
}
