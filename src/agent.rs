//! The agent: one loop that owns the engine and carries its wishes to the edges.

use crate::clock;
use crate::clock::SuspendDetector;
use crate::messages::{self, Problem};
use crate::platform::{autostart, ipc, memory};
use crate::portal::auth::{self, Access, Account};
use crate::portal::client::Client;
use crate::store::config::{Config, KEYS};
use crate::store::history::Entry;
use crate::store::history::keeper::Keeper;
use crate::store::journal::{Journal, Noted};
use crate::store::keychain::CredentialStore;
use crate::store::{config_file, paths};
use crate::ui::notices::{Notice, Notices};
use crate::ui::notify;
use crate::ui::status::{About, StatusReport};
use crate::ui::view::{self, Command, Facts, SignIn, View};
use crate::watch::idle::{self, Ask, Choice, Fact, Line};
use crate::watch::{network, session};
use presence::{
    Answer, Engine, Input, Moment, Output, Pause, Policy, Presence, Ticket, Trouble, Whereabouts,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

pub struct Options {
    pub config: Config,
    /// Where the sign-in is kept.
    pub vault: CredentialStore,
    /// The right to be the one agent, to be asked by other processes, and to keep a journal.
    pub claim: Option<ipc::Claim>,
    /// What the menu changes, and a person may edit while the agent runs.
    pub config_file: Option<PathBuf>,
    /// How many times shorter the engine's own waits are: 1, but in tests.
    pub pace: u32,
    pub idle: Choice,
    /// The tray, or whoever else shows and asks.
    pub views: watch::Sender<Option<View>>,
    pub commands: mpsc::UnboundedReceiver<Command>,
    /// Somebody who wants to follow along: the demo.
    pub notes: Option<mpsc::UnboundedSender<Note>>,
}

mod commands;
mod history_feed;
pub mod open;

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
    /// Something that was to be done beside everything else did not work.
    Failed(Problem),
    /// The configuration may have changed.
    Edited,
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
/// Nor the agent from ending: what the portal left of the time for that is the disk's, and at least this.
const ENDS_WITHIN: Duration = Duration::from_millis(100);
/// What a start or a report needed is given back after this: its connection is closed by then.
const TIDY_AFTER: Duration = Duration::from_secs(15);
/// How often is looked whether the sign-in grows old.
const A_DAY: Duration = Duration::from_secs(24 * 3600);

struct Agent {
    engine: Engine,
    client: Option<Arc<Client>>,
    sign_in: SignIn,
    keychain_pause: Duration,
    config: Config,
    config_file: Option<PathBuf>,
    /// Whether the agent starts at login, if that is ours to say.
    autostart: Option<bool>,
    vault: CredentialStore,
    request: Option<JoinHandle<()>>,
    look: Option<JoinHandle<()>>,
    keeping: Option<JoinHandle<()>>,
    suspend_detector: SuspendDetector,
    /// When what nobody needs any more is given back to the system.
    tidy_at: Option<Moment>,
    /// The machine waits to sleep, at most until then.
    delay: Option<(session::Delay, Moment)>,
    /// Waits for the sentence that is true once the wishes are carried out.
    asked: Option<ipc::Reply>,
    asks: mpsc::UnboundedSender<Ask>,
    facts: mpsc::UnboundedSender<Fact>,
    /// The desktop's source, which may have to be begun anew.
    source_task: Option<JoinHandle<()>>,
    failures: mpsc::UnboundedSender<Problem>,
    notices: Notices,
    /// What is chosen in a notification.
    menu: mpsc::UnboundedSender<Command>,
    /// The page on which to sign in, while somebody may be at it.
    guiding: Option<JoinHandle<()>>,
    history: Option<Keeper>,
    /// What the history was told last, and when it was last told anything.
    told_history: Option<(Entry, Moment)>,
    answers: mpsc::UnboundedSender<Input>,
    accounts: mpsc::UnboundedSender<Result<Option<Account>, Problem>>,
    /// The present source's name.
    source: Option<&'static str>,
    journal: Option<Journal>,
    /// What was written into the journal last, and may not be on disk yet.
    noted: Option<Noted>,
    views: watch::Sender<Option<View>>,
    /// What the present view was made from.
    shown: Option<Facts>,
    notes: Option<mpsc::UnboundedSender<Note>>,
}

/// Runs until it is asked to end, and has cleared what it set.
#[expect(clippy::too_many_lines, reason = "what the agent is made of, once, and its loop")]
pub async fn run(setup: Options) -> Result<(), Problem> {
    // First of all: whoever ends us from now on gives us time to clear what was set.
    let ending = session::asked_to_end().map_err(|error| Problem::Internal { why: error.to_string() })?;
    let mut ending = std::pin::pin!(ending);
    let Options { config, vault, claim, config_file, pace, idle, views, mut commands, notes } = setup;
    let policy = Policy { pace, ..Policy::of(config.choices) };
    let (facts_in, mut facts) = mpsc::unbounded_channel();
    let (answers_in, mut answers) = mpsc::unbounded_channel();
    let (accounts_in, mut accounts) = mpsc::unbounded_channel();
    let (session_in, mut session) = mpsc::unbounded_channel();
    let (asked_in, mut asked_for) = mpsc::unbounded_channel();
    let facts_again = facts_in.clone();
    let (asks, line) = Line::new(facts_in);
    // A simulated person sits in no session.
    let _session = session_in.clone();
    if matches!(idle, Choice::Desktop { .. }) {
        tokio::spawn(session::watch_session(session_in));
    }
    let is_desktop = matches!(idle, Choice::Desktop { .. });
    let source = tokio::spawn(idle::watch_input(idle, line));
    let source_task = is_desktop.then_some(source);

    let (changes_in, mut changes) = mpsc::unbounded_channel();
    let (failures_in, mut failures) = mpsc::unbounded_channel();
    let (edits_in, mut edits) = mpsc::unbounded_channel();
    let (menu_in, mut menu) = mpsc::unbounded_channel();
    let _edits = edits_in.clone();
    if let Some(path) = config_file.clone() {
        // The entry that starts us leads to where we are.
        match autostart::repair() {
            Ok(true) => log::info!("the entry that starts the agent at login was mended"),
            Ok(false) => {}
            Err(problem) => log::warn!("{problem}"),
        }
        tokio::spawn(async move { config_file::watch(&path, edits_in).await });
    }
    tokio::spawn(network::watch_changes(changes_in));

    // What is tried out in memory is nobody else's business, and leaves nothing behind.
    let journal = claim.as_ref().and_then(|_| {
        let folder = paths::create_state_dir();
        folder.inspect_err(|problem| log::warn!("{problem}")).ok()
    });
    let journal = journal.map(|folder| Journal::open(&folder, failures_in.clone()));
    let _asked = asked_in.clone();
    let _listening = claim.and_then(|claim| {
        let listening = ipc::listen(claim, asked_in);
        listening.inspect_err(|problem| log::warn!("no commands from other processes: {problem}")).ok()
    });
    let mut agent = Agent {
        engine: Engine::new(policy, fastrand::u64(..)),
        client: None,
        sign_in: SignIn::Waiting,
        keychain_pause: KEYCHAIN_AGAIN,
        config,
        config_file,
        autostart: None,
        vault,
        request: None,
        look: None,
        keeping: None,
        suspend_detector: SuspendDetector::default(),
        tidy_at: Some(clock::now() + TIDY_AFTER),
        delay: None,
        asked: None,
        asks,
        facts: facts_again,
        source_task,
        failures: failures_in,
        notices: Notices::default(),
        menu: menu_in,
        guiding: None,
        history: None,
        told_history: None,
        answers: answers_in,
        accounts: accounts_in,
        source: None,
        journal: None,
        noted: None,
        views,
        shown: None,
        notes,
    };
    agent.look_at_autostart();
    if let Some(problem) = agent.config.unusable_policy.clone() {
        agent.report_problem(problem);
    }
    if let Some((journal, left)) = journal {
        agent.journal = Some(journal);
        agent.open_history();
        if left {
            log::info!("an away may have been left behind");
            agent.engine.handle(Input::LeftBehind, clock::now());
        }
    }
    agent.look_into_vault(Duration::ZERO);
    let mut asked = false;
    loop {
        if agent.carry_out() {
            if let Some(reply) = agent.asked.take() {
                reply.say(agent.said(&agent.sentence()));
            }
            let left = agent.engine.ends_by().map(|by| by.since(clock::now())).unwrap_or_default();
            if let Some(noted) = agent.noted.take() {
                noted.wait(left.max(ENDS_WITHIN)).await;
            }
            agent.end_history().await;
            return Ok(());
        }
        let event = tokio::select! {
            Some(fact) = facts.recv() => Event::Fact(fact),
            Some(fact) = session.recv() => Event::Session(fact),
            Some(asked) = asked_for.recv() => Event::Asked(asked),
            Some(answer) = answers.recv() => Event::Answered(answer),
            Some(()) = changes.recv() => Event::Online,
            Some(problem) = failures.recv() => Event::Failed(problem),
            Some(()) = edits.recv() => Event::Edited,
            Some(account) = accounts.recv() => Event::Account(account),
            Some(command) = commands.recv() => Event::Command(command),
            Some(command) = menu.recv() => Event::Command(command),
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
        [self.engine.poll_timeout(), delayed, self.notices.asks_at(), self.tidy_at]
            .into_iter()
            .flatten()
            .min()
    }

    fn handle(&mut self, event: Event) {
        let now = clock::now();
        if let Some(fell_asleep) = self.suspend_detector.noticed() {
            // Where logind tells of it too, this changes nothing.
            log::info!("the machine has slept");
            self.engine.handle(Input::Suspending, fell_asleep);
            self.engine.handle(Input::Resumed, now);
        }
        match event {
            Event::Session(session::Fact { input, at, delay }) => {
                log::debug!(input:?; "told by the session");
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
                log::debug!(input:?; "noticed");
                self.source = (input != Input::SourceLost).then_some(source);
                self.note(|| Note::Noticed(input));
                self.engine.handle(input, at);
            }
            Event::Answered(answer) => {
                self.engine.handle(answer, now);
                self.tidy_at = Some(now + TIDY_AFTER);
            }
            Event::Online => self.engine.handle(Input::Online, now),
            Event::Failed(problem) => self.report_problem(problem),
            Event::Edited => self.reload(),
            Event::Account(account) => self.account(account),
            Event::Command(command) => self.command(command, now),
            Event::AskedToEnd => self.engine.handle(Input::Quit, now),
            Event::Time => {}
        }
        if self.tidy_at.take_if(|at| *at <= now).is_some() {
            memory::give_back();
        }
    }

    /// Carries out every wish of the engine; whether that was the last one.
    fn carry_out(&mut self) -> bool {
        while let Some(output) = self.engine.poll(clock::now()) {
            log::debug!(output:?; "wished");
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
                // The status says so, and with it the notices.
                Output::AskToSignIn => log::warn!("the portal no longer accepts the sign-in"),
                Output::Exit => return true,
            }
        }
        self.let_sleep();
        self.keep_history();
        self.notify();
        let facts = self.facts_to_show();
        // Most of what happens shows nowhere.
        if self.shown.as_ref() != Some(&facts) {
            self.views.send_replace(Some(view::view(&facts)));
            self.shown = Some(facts);
        }
        if let Some(reply) = self.asked.take() {
            reply.say(self.said(&self.sentence()));
        }
        false
    }

    /// Lets the machine sleep once the portal knows, or cannot be told in time.
    fn let_sleep(&mut self) {
        let status = self.engine.status();
        let may_talk = status.signed_in && !status.trouble.is_some_and(Trouble::stops);
        let now = clock::now();
        let over = |until: &Moment| *until <= now || !status.owed || !may_talk;
        if self.delay.take_if(|(_, until)| over(until)).is_some() {
            log::debug!("the machine may sleep");
        }
    }

    /// Tells the person what they have to see to, if anything.
    fn notify(&mut self) {
        let (status, now) = (self.engine.status(), clock::now());
        for notice in self.notices.due(&status, &self.sign_in, self.config.welcome_back, now) {
            let host = self.client.as_ref().map(|client| client.host()).unwrap_or_default();
            let (kind, title, text) = match &notice {
                Notice::Back(away) => {
                    let (title, text) = messages::notify_back(&host, *away);
                    (notify::Kind::News, title, text)
                }
                Notice::Keychain => {
                    (notify::Kind::Trouble, messages::waiting_for_keychain(), messages::keychain_waits())
                }
                Notice::Refused(trouble) => warning(&Problem::Portal { host, trouble: *trouble }),
                Notice::Problem(problem) => warning(problem),
            };
            let offers_sign_in = notice == Notice::Refused(Trouble::Unauthorized);
            let menu = self.menu.clone();
            tokio::spawn(async move {
                if !offers_sign_in {
                    return notify::show(kind, &title, &text).await;
                }
                if notify::offer(kind, &title, &text, &messages::notify_sign_in()).await {
                    // The agent may have ended meanwhile.
                    let _ = menu.send(Command::SignIn);
                }
            });
        }
    }

    /// Something went wrong that a person should know of.
    fn report_problem(&mut self, problem: Problem) {
        log::warn!("{problem}");
        self.notices.hear(problem);
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
            log::info!(presence:?, answer:?, took:?; "reported");
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
            log::info!(observation:?; "looked");
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
                log::warn!("{problem}");
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
        let host = client.as_ref().map(|client| client.host()).unwrap_or_default();
        log::info!(host; "{input:?}");
        self.keep_up(client.clone());
        self.client = client;
        self.engine.handle(input, now);
    }

    fn client(&self, account: Account) -> Result<Arc<Client>, Problem> {
        account.belongs_to(self.config.portal.as_deref())?;
        Ok(Arc::new(Client::new(Access::new(self.vault.clone(), account)?)))
    }

    /// Somebody who is never away has nothing to report for months; their sign-in must not run out.
    fn keep_up(&mut self, client: Option<Arc<Client>>) {
        let keeping = client.map(|client| {
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(A_DAY).await;
                    if let Err(failure) = client.keep().await {
                        log::warn!("the sign-in could not be renewed: {}", failure.problem);
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

    /// What the tray says, too.
    fn sentence(&self) -> String {
        view::status(&self.facts_to_show())
    }

    fn facts_to_show(&self) -> Facts {
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
        Facts {
            status,
            host,
            sign_in: self.sign_in.clone(),
            since,
            until,
            autostart: self.autostart,
            pinned: KEYS.iter().map(|key| key.name).filter(|key| self.config.pinned(key).is_some()).collect(),
        }
    }

    fn said(&self, sentence: &str) -> ipc::Said {
        let about = About {
            sentence: sentence.to_owned(),
            source: self.source,
            portal: self.client.as_ref().map(|client| client.host()),
            auth: self.client.as_ref().map(|client| client.kind()),
        };
        let status = serde_json::to_value(StatusReport::of(&self.engine.status(), about));
        ipc::Said { sentence: sentence.to_owned(), status: status.unwrap_or_default() }
    }

    fn note(&self, note: impl FnOnce() -> Note) {
        if let Some(notes) = &self.notes {
            // The follower may have stopped following.
            let _ = notes.send(note());
        }
    }
}

/// Shows something that a person asked for.
fn show(title: String, text: String) {
    tokio::spawn(async move { notify::show(notify::Kind::News, &title, &text).await });
}

/// Something that a person has to see to.
fn warning(problem: &Problem) -> (notify::Kind, String, String) {
    (notify::Kind::Trouble, messages::notify_title(problem), messages::notify_text(problem))
}
