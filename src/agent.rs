//! The agent: one loop that owns the engine. Everything that happens arrives as an [`Event`], the engine is told, and
//! its wishes are carried out. Decisions belong to the engine, drawing to `ui`.

use crate::clock::{self, SuspendDetector};
use crate::events::Sender;
use crate::messages::Problem;
use crate::platform::{autostart, ipc, memory};
use crate::store::config::Config;
use crate::store::config_file;
use crate::store::keychain::CredentialStore;
use crate::ui::view::{Command, View};
use crate::watch::idle::{self, Choice};
use crate::watch::{network, session};
use account::{ActiveAccount, Loaded};
use display::Display;
use input_source::InputSource;
use persistence::Persistence;
use presence::{Answer, Engine, Input, Moment, Output, Policy, Presence};
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

mod account;
mod commands;
mod display;
mod history_feed;
mod input_source;
pub mod open;
mod persistence;
mod task;

pub struct Options {
    pub config: Config,
    /// Where the sign-in is kept.
    pub credentials: CredentialStore,
    /// The right to be the one agent, to be asked by other processes, and to keep a journal.
    pub claim: Option<ipc::Claim>,
    /// What the menu changes, and a person may edit while the agent runs.
    pub config_file: Option<PathBuf>,
    /// How many times shorter the engine's own waits are: 1, but in tests.
    pub pace: u32,
    pub idle: Choice,
    /// What the tray draws.
    pub views: watch::Sender<Option<View>>,
    /// Where commands come from, among everything else.
    pub inbox: Inbox,
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
    /// From the source of idleness.
    Input(idle::Fact),
    Session(session::Fact),
    /// What the portal said, and what the request failed of, if it did.
    Answered(Input, Option<Problem>),
    NetworkChanged,
    /// Something that was done in the background did not work.
    Failed(Problem),
    ConfigEdited,
    /// What was found in the keychain.
    Account(Loaded),
    Command(Command),
    /// From another process of the same person, which waits for a sentence.
    Asked(ipc::Asked),
    AskedToEnd,
    Time,
}

impl From<idle::Fact> for Event {
    fn from(fact: idle::Fact) -> Self {
        Self::Input(fact)
    }
}

impl From<session::Fact> for Event {
    fn from(fact: session::Fact) -> Self {
        Self::Session(fact)
    }
}

impl From<network::Changed> for Event {
    fn from(network::Changed: network::Changed) -> Self {
        Self::NetworkChanged
    }
}

impl From<config_file::Edited> for Event {
    fn from(config_file::Edited: config_file::Edited) -> Self {
        Self::ConfigEdited
    }
}

impl From<Problem> for Event {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl From<Command> for Event {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}

impl From<ipc::Asked> for Event {
    fn from(asked: ipc::Asked) -> Self {
        Self::Asked(asked)
    }
}

/// Where everything that happens to the agent arrives, in order.
pub struct Inbox {
    sender: mpsc::UnboundedSender<Event>,
    events: mpsc::UnboundedReceiver<Event>,
}

impl Inbox {
    #[expect(clippy::new_without_default, reason = "two of them would be a mistake, not a default")]
    pub fn new() -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        Self { sender, events }
    }

    /// For the tray and the demo.
    pub fn commands(&self) -> Sender<Command> {
        self.sender.clone().into()
    }
}

struct Agent {
    engine: Engine,
    events: mpsc::UnboundedSender<Event>,
    config: Config,
    config_file: Option<PathBuf>,
    source: InputSource,
    account: ActiveAccount,
    persistence: Persistence,
    display: Display,
    suspend_detector: SuspendDetector,
    /// When memory that nobody needs any more is given back to the system.
    tidy_at: Option<Moment>,
    /// The machine waits to sleep, at most until then.
    sleep_delay: Option<(session::Delay, Moment)>,
    /// Waits for the sentence that is true once the wishes are carried out.
    asked: Option<ipc::Reply>,
}

/// What a start or a report needed is given back after this: its connection is closed by then.
const TIDY_AFTER: Duration = Duration::from_secs(15);

/// Runs until it is asked to end, and has cleared what it set.
pub async fn run(options: Options) -> Result<(), Problem> {
    // First of all: whoever ends us from now on gives us time to clear what was set.
    let ending = session::asked_to_end().map_err(|error| Problem::Internal { why: error.to_string() })?;
    let mut ending = std::pin::pin!(ending);
    let Options { config, credentials, claim, config_file, pace, idle, views, inbox, notes } = options;
    let Inbox { sender: events, events: mut happened } = inbox;
    let is_desktop = matches!(idle, Choice::Desktop { .. });
    let policy = Policy { pace, ..Policy::of(config.choices) };
    let mut agent = Agent {
        engine: Engine::new(policy, fastrand::u64(..)),
        source: InputSource::start(idle, events.clone()),
        account: ActiveAccount::new(credentials),
        // What is tried out in memory concerns nobody else, and leaves nothing behind.
        persistence: if claim.is_some() { Persistence::open(&events) } else { Persistence::default() },
        display: Display::new(views, notes),
        events,
        config,
        config_file,
        suspend_detector: SuspendDetector::default(),
        tidy_at: Some(clock::now() + TIDY_AFTER),
        sleep_delay: None,
        asked: None,
    };
    // A simulated person sits in no session.
    agent.watch_surroundings(is_desktop);
    let _listening = agent.listen_to_other_processes(claim);
    agent.begin();
    let mut asked_to_end = false;
    while !agent.carry_out() {
        let event = tokio::select! {
            Some(event) = happened.recv() => event,
            () = &mut ending, if !asked_to_end => {
                asked_to_end = true;
                Event::AskedToEnd
            }
            () = clock::sleep_until(agent.next_look()) => Event::Time,
        };
        agent.handle(event);
    }
    agent.end().await;
    Ok(())
}

impl Agent {
    /// Starts to follow the session, the network, and the configuration.
    fn watch_surroundings(&self, session: bool) {
        if session {
            tokio::spawn(session::watch_session(self.events.clone().into()));
        }
        tokio::spawn(network::watch_changes(self.events.clone().into()));
        let Some(path) = self.config_file.clone() else { return };
        // The entry that starts us leads to where we are.
        match autostart::repair() {
            Ok(true) => log::info!("the entry that starts the agent at login was mended"),
            Ok(false) => {}
            Err(problem) => log::warn!("{problem}"),
        }
        let edits = self.events.clone().into();
        tokio::spawn(async move { config_file::watch(&path, edits).await });
    }

    fn listen_to_other_processes(&self, claim: Option<ipc::Claim>) -> Option<ipc::Listening> {
        let listening = ipc::listen(claim?, self.events.clone().into());
        listening.inspect_err(|problem| log::warn!("no commands from other processes: {problem}")).ok()
    }

    /// What is known at the start.
    fn begin(&mut self) {
        self.look_at_autostart();
        if let Some(problem) = self.config.unusable_policy.clone() {
            self.report_problem(problem);
        }
        if let Some(end) = self.ran_until() {
            self.engine.handle(Input::RanUntil(end), clock::now());
        }
        self.open_history();
        if self.persistence.left_behind {
            log::info!("an away may have been left behind");
            self.engine.handle(Input::LeftBehind, clock::now());
        }
        self.load_account(Duration::ZERO);
    }

    /// When to look again if nothing happens.
    fn next_look(&self) -> Option<Moment> {
        let delayed = self.sleep_delay.as_ref().map(|(_, until)| *until);
        [self.engine.poll_timeout(), delayed, self.display.due(), self.tidy_at].into_iter().flatten().min()
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
            Event::Input(idle::Fact { input, at, source }) => {
                log::debug!(input:?; "noticed");
                self.source.name = (input != Input::SourceLost).then_some(source);
                self.display.note(|| Note::Noticed(input));
                self.engine.handle(input, at);
            }
            Event::Session(session::Fact { input, at, delay }) => {
                log::debug!(input:?; "told by the session");
                self.display.note(|| Note::Noticed(input));
                if let Some(delay) = delay {
                    self.sleep_delay = Some((delay, now + session::DELAY_AT_MOST));
                }
                self.engine.handle(input, at);
            }
            Event::Answered(answer, failure) => {
                self.account.last_failure = failure;
                self.engine.handle(answer, now);
                self.tidy_at = Some(now + TIDY_AFTER);
            }
            Event::Asked(ipc::Asked { request, reply }) => {
                self.request(request, now);
                self.asked = Some(reply);
            }
            Event::NetworkChanged => self.engine.handle(Input::Online, now),
            Event::Failed(problem) => self.report_problem(problem),
            Event::ConfigEdited => self.reload(),
            Event::Account(loaded) => self.account_loaded(loaded),
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
                Output::Watch(watch) => self.source.ask(idle::Ask::Watch(watch)),
                Output::Sample => self.source.ask(idle::Ask::Sample),
                Output::RestartSource => {
                    log::warn!("the source of idleness contradicts itself");
                    self.restart_source(self.config.choices.stay_present_in_calls);
                }
                Output::Report(ticket, presence) => self.report(ticket, presence),
                Output::Journal(since) => self.persistence.note(since.map(clock::date)),
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
        self.display.show(facts);
        self.answer();
        false
    }

    /// Lets the machine sleep once the portal knows, or cannot be told in time.
    fn let_sleep(&mut self) {
        let status = self.engine.status();
        let now = clock::now();
        let engine = &self.engine;
        let over = |until: &Moment| *until <= now || !status.owed || !engine.reports_by(*until);
        if self.sleep_delay.take_if(|(_, until)| over(until)).is_some() {
            log::debug!("the machine may sleep");
        }
    }

    /// The last answer, and what has to be on disk.
    async fn end(&mut self) {
        self.answer();
        let left = self.engine.ends_by().map(|by| by.since(clock::now())).unwrap_or_default();
        self.persistence.finish(left).await;
        self.end_history().await;
    }
}
