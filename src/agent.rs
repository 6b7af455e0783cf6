//! The agent: one loop that owns the engine and carries its wishes to the edges.

use crate::auth::{self, Access, Account};
use crate::bitrix::Client;
use crate::clock::Naps;
use crate::config::Config;
use crate::idle::{self, Ask, Choice, Fact, Line};
use crate::journal::{Journal, Noted};
use crate::messages::{self, Problem};
use crate::presence::{
    Answer, Engine, Input, Moment, Output, Pause, Policy, Presence, Ticket, Trouble, Whereabouts,
};
use crate::secrets::Vault;
use crate::standing::{About, Standing};
use crate::view::{self, Command, Facts, SignIn, View};
use crate::{clock, ipc, network, notify, paths, session};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

pub struct Setup {
    pub config: Config,
    /// Where the sign-in is kept.
    pub vault: Vault,
    /// The right to be the one agent, to be asked by other processes, and to keep a journal.
    pub claim: Option<ipc::Claim>,
    /// How many times shorter the engine's own waits are: 1, but in tests.
    pub pace: u32,
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
    /// What the portal said.
    Answered(Input),
    /// The network has changed.
    Online,
    /// The journal could not be written.
    Unnoted(Problem),
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
/// A disk that takes longer must not keep the portal from being told.
const NOTED_WITHIN: Duration = Duration::from_secs(5);
/// Nor the agent from ending.
const ENDS_WITHIN: Duration = Duration::from_millis(200);
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
    answers: mpsc::UnboundedSender<Input>,
    accounts: mpsc::UnboundedSender<Result<Option<Account>, Problem>>,
    /// The present source's name.
    source: Option<&'static str>,
    journal: Option<Journal>,
    /// What was written into the journal last, and may not be on disk yet.
    noted: Option<Noted>,
    views: watch::Sender<Option<View>>,
    notes: Option<mpsc::UnboundedSender<Note>>,
}

/// Runs until it is asked to end, and has cleared what it set.
pub async fn run(setup: Setup) -> Result<(), Problem> {
    // First of all: whoever ends us from now on gives us time to clear what was set.
    let ending = session::asked_to_end().map_err(|error| Problem::Internal { why: error.to_string() })?;
    let mut ending = std::pin::pin!(ending);
    let Setup { config, vault, claim, pace, idle, views, mut commands, notes } = setup;
    let policy = Policy {
        threshold: config.threshold,
        away_on_lock: config.away_on_lock,
        away_on_suspend: config.away_on_suspend,
        stay_present_in_calls: config.stay_present_in_calls,
        multi_device: config.multi_device,
        pace,
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

    let (changes_in, mut changes) = mpsc::unbounded_channel();
    let (failures_in, mut failures) = mpsc::unbounded_channel();
    tokio::spawn(network::serve(changes_in));

    // What is tried out in memory is nobody else's business, and leaves nothing behind.
    let journal = claim.as_ref().and_then(|_| {
        let folder = paths::create_state_dir();
        folder.inspect_err(|problem| tracing::warn!("{problem}")).ok()
    });
    let journal = journal.map(|folder| Journal::open(&folder, failures_in.clone()));
    let _asked = asked_in.clone();
    let _listening = claim.and_then(|claim| {
        let listening = ipc::listen(claim, asked_in);
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
        journal: None,
        noted: None,
        views,
        notes,
    };
    if let Some((journal, left)) = journal {
        agent.journal = Some(journal);
        if left {
            tracing::info!("an away may have been left behind");
            agent.engine.handle(Input::LeftBehind, clock::now());
        }
    }
    agent.look_into_vault(Duration::ZERO);
    let mut asked = false;
    loop {
        if agent.carry_out() {
            if let Some(noted) = agent.noted.take() {
                noted.wait(ENDS_WITHIN).await;
            }
            return Ok(());
        }
        let event = tokio::select! {
            Some(fact) = facts.recv() => Event::Fact(fact),
            Some(fact) = session.recv() => Event::Session(fact),
            Some(asked) = asked_for.recv() => Event::Asked(asked),
            Some(answer) = answers.recv() => Event::Answered(answer),
            Some(()) = changes.recv() => Event::Online,
            Some(problem) = failures.recv() => Event::Unnoted(problem),
            Some(account) = accounts.recv() => Event::Account(account),
            Some(command) = commands.recv() => Event::Command(command),
            () = &mut ending, if !asked => {
                asked = true;
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
            Event::Asked(ipc::Asked { request, reply }) => {
                self.request(request, now);
                self.asked = Some(reply);
            }
            Event::Fact(Fact { input, at, source }) => {
                tracing::debug!(?input, "noticed");
                self.source = (input != Input::SourceLost).then_some(source);
                self.note(|| Note::Noticed(input));
                self.engine.handle(input, at);
            }
            Event::Answered(answer) => self.engine.handle(answer, now),
            Event::Online => self.engine.handle(Input::Online, now),
            Event::Unnoted(problem) => tell(problem),
            Event::Account(account) => self.account(account),
            Event::Command(command) => self.command(command, now),
            Event::AskedToEnd => self.engine.handle(Input::Quit, now),
            Event::Time => {}
        }
    }

    /// What another process of the same person asks for.
    fn request(&mut self, request: ipc::Request, now: Moment) {
        use ipc::Request::*;
        let command = match request {
            Status => return,
            Show => {
                let sentence = self.view().status;
                tokio::spawn(async move {
                    notify::show(notify::Kind::News, messages::notify_here(), &sentence).await;
                });
                return;
            }
            Away => Command::Away,
            Back => Command::Back,
            Pause { seconds: None } => Command::Report(false),
            Pause { seconds: Some(seconds) } => Command::PauseFor(Duration::from_secs(seconds)),
            Resume => Command::Report(true),
            SignInChanged => return self.look_into_vault(Duration::ZERO),
        };
        self.command(command, now);
    }

    fn command(&mut self, command: Command, now: Moment) {
        let input = match command {
            Command::Report(true) => Input::Unpause,
            Command::Report(false) => Input::Pause(Pause::Indefinitely),
            Command::PauseFor(span) => Input::Pause(Pause::Until(now + span)),
            Command::Threshold(threshold) => Input::Threshold(threshold),
            Command::Away => Input::AwayNow,
            Command::Back => Input::BackNow,
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
                Output::Journal(since) => {
                    let since = since.map(clock::date);
                    self.noted = self.journal.as_ref().map(|journal| journal.note(since));
                }
                Output::Observe(ticket) => self.observe(ticket),
                Output::AskToSignIn => self.ask_to_sign_in(),
                Output::Exit => return true,
            }
        }
        self.let_sleep();
        let view = self.view();
        if let Some(reply) = self.asked.take() {
            reply.say(self.said(&view.status));
        }
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
        tell(Problem::Portal { host, trouble: Trouble::Unauthorized });
    }

    fn report(&mut self, ticket: Ticket, presence: Presence) {
        let Some(client) = self.client.clone() else { return };
        self.note(|| Note::Sent(presence));
        let (answers, notes) = (self.answers.clone(), self.notes.clone());
        let on_disk = match presence {
            Presence::Away { .. } => self.noted.take(),
            Presence::Present => None,
        };
        self.send(async move {
            if let Some(on_disk) = on_disk {
                on_disk.wait(NOTED_WITHIN).await;
            }
            let sent = clock::now();
            let answer = client.report(presence).await;
            let took = clock::now().since(sent);
            tracing::info!(?presence, ?answer, ?took, "reported");
            if let Some(notes) = notes {
                // The follower may have stopped following.
                let _ = notes.send(Note::Answered(presence, answer, took));
            }
            // The agent may have ended meanwhile.
            let _ = answers.send(Input::Answered(ticket, answer));
        });
    }

    /// What was asked before and has no answer yet is of no interest any more.
    fn send(&mut self, request: impl Future<Output = ()> + Send + 'static) {
        if let Some(earlier) = self.request.replace(tokio::spawn(request)) {
            earlier.abort();
        }
    }

    fn observe(&mut self, ticket: Ticket) {
        let Some(client) = self.client.clone() else { return };
        let answers = self.answers.clone();
        self.send(async move {
            let observation = client.observe().await;
            tracing::info!(?observation, "looked");
            // The agent may have ended meanwhile.
            let _ = answers.send(Input::Observed(ticket, observation));
        });
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

    fn said(&self, sentence: &str) -> ipc::Said {
        let about = About {
            sentence: sentence.to_owned(),
            source: self.source,
            portal: self.client.as_ref().map(|client| client.host()),
            auth: self.client.as_ref().map(|client| client.kind()),
        };
        let status = serde_json::to_value(Standing::of(&self.engine.status(), about));
        ipc::Said { sentence: sentence.to_owned(), status: status.unwrap_or_default() }
    }

    fn note(&self, note: impl FnOnce() -> Note) {
        if let Some(notes) = &self.notes {
            // The follower may have stopped following.
            let _ = notes.send(note());
        }
    }
}

/// Tells the person of what they have to see to, in the log and on the screen.
fn tell(problem: Problem) {
    tracing::warn!("{problem}");
    tokio::spawn(async move {
        let hint = problem.hint().unwrap_or_default();
        let text = messages::notify_text(&problem, &hint);
        notify::show(notify::Kind::Trouble, messages::notify_title(&problem), &text).await;
    });
}
