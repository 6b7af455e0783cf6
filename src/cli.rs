//! The command line: one function a subcommand.

use crate::agent::open;
use crate::agent::{self, Inbox, Options};
use crate::doctor::State;
use crate::messages::{self, Language, Problem};
use crate::platform::ipc::Request;
use crate::platform::{autostart, ipc};
use crate::portal::auth::webhook::Webhook;
use crate::portal::auth::{self, Account, http};
use crate::portal::client;
use crate::portal::signin::redirect::{self, SignIn, portal_name};
use crate::store::config::{Config, Setting, THRESHOLD};
use crate::store::keychain::{CredentialStore, Secret};
use crate::store::{config_file, logging, paths};
use crate::ui::terminal::{lines, remark, say, secret_line, warn, write};
use crate::ui::tray;
use crate::watch::idle::Choice;
use crate::watch::session;
use crate::{clock, demo, doctor};
use clap::error::ErrorKind;
use clap::{ArgGroup, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// Away for Bitrix24: tells Bitrix24 when you left your desk, and when you came back.
#[derive(Debug, Parser)]
#[command(name = "away24", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: RunArgs,
    /// The language of what is said, such as en or ru; without it, the system's
    #[arg(long, global = true, value_name = "TAG")]
    lang: Option<String>,
}

mod history;

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the agent (the default)
    Run(RunArgs),
    /// Sign in to a portal; the secret comes from a prompt or from standard input
    Login(LoginArgs),
    /// Sign in on a page in the browser, step by step
    Setup,
    /// Clear the status at the portal and forget the sign-in
    Logout,
    /// Say what the running agent knows
    Status(StatusArgs),
    /// Be away from now on, until you come back
    Away,
    /// Be back
    Back,
    /// Report nothing for a while, or until you resume
    Pause(PauseArgs),
    /// Report again, and retry at once what failed
    Resume,
    /// Change what the menu changes, and keep it
    #[command(subcommand)]
    Set(Set),
    /// Open the portal in the browser
    Open,
    /// End the running agent
    Quit,
    /// Start at login, or do not
    Autostart { what: Autostart },
    /// Check everything that a report needs, and say what to do
    Doctor(JsonArgs),
    /// Show a day as a bar: present, away, paused, unknown
    History(history::HistoryArgs),
    /// Run the practice portal: a Bitrix24 on this machine, for trying out
    Practice(PracticeArgs),
    /// Practice portal and agent in one: see what happens, live
    Demo(DemoArgs),
    /// Print the completions of a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
}

#[derive(Debug, Default, PartialEq, Eq, Args)]
struct RunArgs {
    /// Show no icon in the tray
    #[arg(long)]
    no_tray: bool,
    /// The configuration file
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("how").required(true).args(["webhook", "portal"])))]
struct LoginArgs {
    /// Sign in with an incoming webhook's URL
    #[arg(long, conflicts_with_all = ["client_id", "no_browser"])]
    webhook: bool,
    /// Sign in with the browser at this portal
    #[arg(long, value_name = "HOST", requires = "client_id")]
    portal: Option<String>,
    /// The id on the application's card in Bitrix24
    #[arg(long, value_name = "ID", requires = "portal")]
    client_id: Option<String>,
    /// Print the address instead of opening a browser, and take a pasted answer
    #[arg(long)]
    no_browser: bool,
}

#[derive(Debug, Args)]
struct PauseArgs {
    /// A length of time, as in 30m; or a time of day, as in until 17:00
    #[arg(value_name = "DURATION | until HH:MM", num_args = 0..=2)]
    when: Vec<String>,
}

#[derive(Debug, Args)]
struct JsonArgs {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct StatusArgs {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Go on, and print whatever changes
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Set {
    /// Away after so long without input, as in 5m
    Threshold {
        #[arg(value_parser = threshold)]
        span: Duration,
    },
    /// Stay present in calls
    Calls { switch: Switch },
    /// Be away when the screen is locked
    Lock { switch: Switch },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

fn threshold(text: &str) -> Result<Duration, String> {
    let span = humantime::parse_duration(text).ok().filter(|span| THRESHOLD.contains(span));
    span.ok_or_else(|| format!("{:?}..{:?}", THRESHOLD.start(), THRESHOLD.end()))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Autostart {
    On,
    Off,
    Status,
}

#[derive(Debug, Args)]
struct PracticeArgs {
    /// Where to listen; port 0 means any free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8024")]
    listen: SocketAddr,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// How long without input means away
    #[arg(long, value_name = "SPAN", default_value = "10s", value_parser = humantime::parse_duration)]
    threshold: Duration,
    /// Sign in as an application does, rather than with a webhook
    #[arg(long)]
    oauth: bool,
}

impl Cli {
    pub async fn execute(self) -> Result<(), Problem> {
        let system: Vec<String> = sys_locale::get_locales().collect();
        messages::speak(Language::of(system.iter().map(String::as_str)));
        // What is wrong with it is said where it is used.
        let config = configuration(None).unwrap_or_default();
        config.language.into_iter().for_each(messages::speak);
        config.proxy.clone().into_iter().for_each(http::through);
        if let Some(text) = self.lang {
            let language = Language::named(&text).ok_or(Problem::LanguageUnknown { text })?;
            if config.pinned("language").is_none() {
                messages::speak(language);
            }
        }
        if self.command.is_some() && self.run != RunArgs::default() {
            let mut command = Self::command();
            command.error(ErrorKind::ArgumentConflict, messages::run_only()).exit();
        }
        match self.command {
            None => run(self.run).await,
            Some(Command::Run(args)) => run(args).await,
            Some(Command::Login(args)) => login(args).await,
            Some(Command::Setup) => setup().await,
            Some(Command::Logout) => logout().await,
            Some(Command::Status(args)) => status(&args).await,
            Some(Command::Set(set)) => change(set),
            Some(Command::Open) => send_request(Request::Open).await,
            Some(Command::Quit) => send_request(Request::Quit).await,
            Some(Command::Autostart { what }) => autostart(what).await,
            Some(Command::Away) => send_request(Request::Away).await,
            Some(Command::Back) => send_request(Request::Back).await,
            Some(Command::Pause(args)) => send_request(Request::Pause { seconds: pause(&args.when)? }).await,
            Some(Command::Resume) => send_request(Request::Resume).await,
            Some(Command::Doctor(args)) => doctor(args.json).await,
            Some(Command::History(args)) => history::history(&args),
            Some(Command::Practice(args)) => practice(args).await,
            Some(Command::Demo(args)) => demo::run(args.threshold, args.oauth).await,
            Some(Command::Completions { shell }) => completions(shell),
            Some(Command::Man) => man(),
        }
    }
}

async fn run(args: RunArgs) -> Result<(), Problem> {
    // Two agents would report twice, and undo each other's work.
    let claim = match ipc::claim() {
        Ok(Some(claim)) => Some(claim),
        Ok(None) => return say(messages::runs_already(&show_the_other().await?)),
        // Nowhere to be asked: an agent works without.
        Err(problem) => {
            warn(&problem);
            None
        }
    };
    logging::start();
    let config = configuration(args.config.as_deref())?;
    let config_file = match args.config {
        Some(path) => path,
        None => paths::config_file()?,
    };
    let inhibited = config.choices.stay_present_in_calls;
    let (views, shown) = watch::channel(None);
    let inbox = Inbox::new();
    let tray = (!args.no_tray).then(|| tokio::spawn(tray::run(shown, inbox.commands())));
    let options = Options {
        config,
        credentials: CredentialStore::Keychain,
        claim,
        config_file: Some(config_file),
        pace: std::env::var(PACE).ok().and_then(|pace| pace.parse().ok()).unwrap_or(1),
        idle: Choice::Desktop { inhibited },
        views,
        inbox,
        notes: None,
    };
    agent::run(options).await?;
    // The tray sees that there are no more views, and takes its icon away.
    if let Some(tray) = tray {
        // A session bus that does not answer must not keep us from ending.
        let _ = tokio::time::timeout(Duration::from_millis(500), tray).await;
    }
    Ok(())
}

/// For tests against a practice portal: how many times shorter the engine's own waits are.
const PACE: &str = "AWAY24_PACE";
/// An agent that has only just started opens its door within this time.
const OPENS_WITHIN: Duration = Duration::from_secs(3);

/// Asks the agent that runs to show itself; the answer is its sentence.
async fn show_the_other() -> Result<String, Problem> {
    let deadline = tokio::time::Instant::now() + OPENS_WITHIN;
    loop {
        match ipc::request(Request::Show).await {
            Err(Problem::NoAgent) if tokio::time::Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            other => return other.map(|said| said.sentence),
        }
    }
}

/// A file that was asked for must be there; the usual one need not.
fn configuration(asked_for: Option<&Path>) -> Result<Config, Problem> {
    match asked_for {
        Some(path) => config_file::read(path, true),
        None => config_file::read(&paths::config_file()?, false),
    }
}

async fn login(args: LoginArgs) -> Result<(), Problem> {
    let config = configuration(None)?;
    let account = match (args.portal, args.client_id) {
        (Some(portal), Some(client_id)) => browser(&config, &portal, client_id, args.no_browser).await?,
        _ => Account::Webhook(Webhook::parse(&secret_line(messages::ask_for_webhook())?)?),
    };
    account.belongs_to(config.portal.as_deref())?;
    let (account, name) = client::prove(account).await?;
    patiently(auth::sign_in(&CredentialStore::Keychain, &account)).await?;
    tell_of_sign_in().await;
    say(messages::signed_in(&name, account.host()))
}

/// The guided sign-in, which needs no terminal but to be started from one.
async fn setup() -> Result<(), Problem> {
    let setup =
        crate::portal::signin::page::Setup::begin(configuration(None)?, CredentialStore::Keychain).await?;
    say(messages::setup_open(&setup.address()))?;
    open::open(&setup.address());
    let done = setup.finish().await?;
    tell_of_sign_in().await;
    say(messages::signed_in(&done.name, &done.host))
}

/// The sign-in of an application, by way of the browser.
async fn browser(
    config: &Config,
    portal: &str,
    client_id: String,
    no_browser: bool,
) -> Result<Account, Problem> {
    let portal = portal_name(portal)?;
    let client_id = redirect::client_id(&client_id)?;
    config.same_client(&client_id)?;
    let client_secret = Secret::new(secret_line(messages::ask_for_client_secret())?.to_string());
    if client_secret.expose().is_empty() {
        return Err(Problem::SecretEmpty);
    }
    let named = config.oauth_server.as_deref();
    let sign_in = SignIn::listen(&portal, client_id, client_secret, named, config.redirect_port).await?;
    let address = sign_in.address();
    let pasted = if no_browser {
        say(messages::open_yourself(&address))?;
        lines()
    } else {
        say(messages::open_browser(&address))?;
        if let Err(error) = ::open::that_detached(&address) {
            log::info!("no browser could be opened: {error}");
        }
        mpsc::unbounded_channel().1
    };
    sign_in.finish(pasted).await.map(Box::new).map(Account::OAuth)
}

async fn logout() -> Result<(), Problem> {
    let credentials = CredentialStore::Keychain;
    let Some(signed_out) = patiently(client::sign_out(&credentials, tell_of_sign_in)).await? else {
        return say(messages::signed_out_uncleared());
    };
    match signed_out.cleared {
        Ok(true) => say(messages::signed_out(&signed_out.host))?,
        Ok(false) => say(messages::signed_out_uncleared())?,
        Err(problem) => {
            say(messages::signed_out_uncleared())?;
            warn(&problem);
        }
    }
    if signed_out.was_application { say(messages::not_revoked()) } else { Ok(()) }
}

/// Waits for the keychain, and says so if it takes long: its window may be behind another.
async fn patiently<T>(keychain: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let mut keychain = std::pin::pin!(keychain);
    if let Ok(outcome) = tokio::time::timeout(Duration::from_secs(2), &mut keychain).await {
        return outcome;
    }
    remark(messages::keychain_waits());
    keychain.await
}

/// Lets a running agent look into the keychain again.
async fn tell_of_sign_in() {
    match ipc::request(Request::SignInChanged).await {
        Ok(_) | Err(Problem::NoAgent) => {}
        Err(problem) => warn(&problem),
    }
}

/// Tells the running agent, and says what it says.
async fn send_request(request: Request) -> Result<(), Problem> {
    say(&ipc::request(request).await?.sentence)
}

/// The length of a pause in seconds; `None`: until somebody resumes.
fn pause(when: &[String]) -> Result<Option<u64>, Problem> {
    let wrong = || Problem::PauseWhen { text: when.join(" ") };
    let span = match when {
        [] => return Ok(None),
        [span] => humantime::parse_duration(span).ok(),
        [until, time] if until == "until" => time
            .split_once(':')
            .and_then(|(hour, minute)| clock::until_time_of_day(hour.parse().ok()?, minute.parse().ok()?)),
        _ => None,
    };
    // Not a second before the time that was asked for.
    let seconds = span
        .map(|span| span.as_secs() + u64::from(span.subsec_nanos() > 0))
        .filter(|seconds| LONGEST_PAUSE.contains(seconds));
    seconds.map(Some).ok_or_else(wrong)
}

/// In seconds: a week is a holiday, and somebody else should know of it.
const LONGEST_PAUSE: std::ops::RangeInclusive<u64> = 1..=7 * 24 * 3600;

/// What changes is said when it is noticed; an agent that ends ends this, too.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

async fn status(args: &StatusArgs) -> Result<(), Problem> {
    let mut shown = None;
    loop {
        let said = ipc::request(Request::Status).await?;
        let text = if args.json { said.status.to_string() } else { paragraph(&said) };
        if shown.as_ref() != Some(&text) {
            say(&text)?;
        }
        if !args.watch {
            return Ok(());
        }
        shown = Some(text);
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

fn paragraph(said: &ipc::Said) -> String {
    let text = |key: &str| said.status.get(key).and_then(Value::as_str);
    messages::status_paragraph(
        &said.sentence,
        text("source"),
        text("told").unwrap_or_default(),
        text("portal"),
    )
}

/// A running agent notices it by itself.
fn change(set: Set) -> Result<(), Problem> {
    let setting = match set {
        Set::Threshold { span } => Setting::Threshold(span),
        Set::Calls { switch } => Setting::StayPresentInCalls(switch == Switch::On),
        Set::Lock { switch } => Setting::AwayOnLock(switch == Switch::On),
    };
    config_file::change(&paths::config_file()?, setting)
}

async fn autostart(what: Autostart) -> Result<(), Problem> {
    match what {
        Autostart::On => autostart::on()?,
        Autostart::Off => autostart::off()?,
        Autostart::Status => {}
    }
    // A running agent's menu says so, too; that none runs is no trouble.
    let _ = ipc::request(Request::Status).await;
    match autostart::state()? {
        autostart::State::On(command) => say(messages::autostart_on(&command)),
        autostart::State::Off => say(messages::autostart_off()),
        autostart::State::Stale(command) => {
            say(messages::autostart_stale(&command))?;
            say(messages::hint(&messages::autostart_mend()))
        }
    }
}

async fn doctor(json: bool) -> Result<(), Problem> {
    logging::start();
    let (checks, signed_out) = doctor::examine(&configuration(None)).await;
    let well = checks.iter().all(|check| check.state != State::Fail);
    if json {
        say(json!({ "ok": well, "checks": checks }).to_string())?;
    } else {
        for line in checks.iter().flat_map(doctor::lines) {
            say(line)?;
        }
    }
    match well {
        true => Ok(()),
        false if signed_out => Err(Problem::NotSignedIn),
        false => Err(Problem::Unwell),
    }
}

async fn practice(args: PracticeArgs) -> Result<(), Problem> {
    let ending = session::asked_to_end().map_err(|error| Problem::Internal { why: error.to_string() })?;
    let (practice, listener) = demo::practice_portal(args.listen).await?;
    let (base, webhook) = (practice.base(), practice.webhook());
    if args.json {
        let (client_id, client_secret) = practice.application();
        let line: Value = json!({
            "base": base, "webhook": webhook, "user_id": practice.user(), "client_id": client_id,
            "client_secret": client_secret, "oauth_server": base,
        });
        say(line.to_string())?;
    } else {
        say(messages::practice_ready(&base, &webhook, &practice.application()))?;
    }
    tokio::select! {
        () = ending => Ok(()),
        never = practice.serve(listener) => match never {},
    }
}

fn completions(shell: Shell) -> Result<(), Problem> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "away24", &mut script);
    write(&script)
}

fn man() -> Result<(), Problem> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
    rendered.map_err(|error| Problem::Internal { why: error.to_string() })?;
    write(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("away24").chain(line.split_whitespace()))
    }

    #[test]
    fn wrong_usage_is_refused_for_its_own_reason() {
        use ErrorKind::*;
        for (line, reason) in [
            ("fly", InvalidSubcommand),
            ("--colour", UnknownArgument),
            ("run extra", UnknownArgument),
            ("away now", UnknownArgument),
            ("pause 1h 2h 3h", TooManyValues),
            ("history --day", InvalidValue),
            ("history --week --day 2026-11-25", ArgumentConflict),
            ("autostart", MissingRequiredArgument),
            ("autostart maybe", InvalidValue),
            ("set threshold 0s", ValueValidation),
            ("login", MissingRequiredArgument),
            ("login --portal x", MissingRequiredArgument),
            ("login --webhook --no-browser", ArgumentConflict),
        ] {
            let error = parse(line).unwrap_err();
            assert_eq!((error.kind(), error.exit_code()), (reason, 2), "{line}");
        }
        // The same commands, used as they are meant to be.
        for line in [
            "run --no-tray",
            "away",
            "pause 1h",
            "pause until 17:00",
            "history --day 2026-11-25",
            "history --week",
            "autostart status",
            "set threshold 5m",
            "login --webhook",
            "login --portal x --client-id y --no-browser",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn a_pause_is_a_length_of_time_or_ends_at_a_time_of_day() {
        let pause = |line: &str| pause(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(pause(""), Ok(None));
        assert_eq!(pause("90m"), Ok(Some(5400)));
        assert!(matches!(pause("until 17:00"), Ok(Some(1..=90_000))));
        for wrong in
            ["soon", "0s", "8d", "until", "until 25:00", "until noon", "until 17", "17:00 until", "-5m"]
        {
            assert_eq!(pause(wrong), Err(Problem::PauseWhen { text: wrong.into() }));
        }
    }
}
