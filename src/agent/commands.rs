//! What a person asks for: in the tray, from the command line, or by editing the configuration.

use super::display::show;
use super::{Agent, Event, open};
use crate::clock;
use crate::messages::{self, Problem};
use crate::platform::{autostart, ipc};
use crate::portal::signin::page::Setup;
use crate::portal::{auth, client};
use crate::store::config::{Config, Setting};
use crate::store::config_file;
use crate::ui::view::{Command, MORNING};
use presence::{Input, Moment, Pause};
use std::time::Duration;

impl Agent {
    /// What another process of the same person asks for.
    pub(super) fn request(&mut self, request: ipc::Request, now: Moment) {
        use ipc::Request::*;
        // Another process may have changed it.
        self.look_at_autostart();
        let command = match request {
            Status => return,
            Show => Command::Show,
            Open => Command::OpenPortal,
            Quit => Command::Quit,
            Away => Command::Away,
            Back => Command::Back,
            Pause { seconds: None } => Command::Report(false),
            Pause { seconds: Some(seconds) } => Command::PauseFor(Duration::from_secs(seconds)),
            Resume => Command::Report(true),
            SignInChanged => return self.load_account(Duration::ZERO),
        };
        self.command(command, now);
    }

    pub(super) fn command(&mut self, command: Command, now: Moment) {
        let input = match command {
            Command::Report(true) => Input::Unpause,
            Command::Report(false) => Input::Pause(Pause::Indefinitely),
            Command::PauseFor(span) => Input::Pause(Pause::Until(now + span)),
            Command::PauseUntilMorning => match clock::until_tomorrow(MORNING) {
                Some(span) => Input::Pause(Pause::Until(now + span)),
                None => Input::Pause(Pause::Indefinitely),
            },
            Command::TryAgain => Input::TryAgain,
            Command::Away => Input::AwayNow,
            Command::Back => Input::BackNow,
            Command::Quit => Input::Quit,
            beside => return self.beside_presence(beside),
        };
        log::debug!(input:?; "asked for");
        self.engine.handle(input, now);
    }

    /// What the engine has no part in.
    fn beside_presence(&mut self, command: Command) {
        match command {
            Command::Set(setting) => self.set(setting),
            Command::Autostart(on) => {
                let outcome = if on { autostart::on() } else { autostart::off() };
                self.look_at_autostart();
                if let Err(problem) = outcome {
                    self.report_problem(problem);
                }
            }
            Command::OpenPortal => {
                if let Some(client) = &self.account.client {
                    open::open_portal(&client.host());
                }
            }
            Command::Diagnostics => {
                let config = self.read_config();
                self.aside(async move { open::diagnostics(config).await });
            }
            Command::SignOut => {
                let (credentials, events) = (self.account.credentials.clone(), self.events.clone());
                self.aside(async move {
                    let forgotten = async || drop(events.send(Event::Account(Ok(None))));
                    let signed_out = client::sign_out(&credentials, forgotten).await?;
                    signed_out.map_or(Ok(()), |signed_out| signed_out.cleared.map(drop))
                });
            }
            Command::Today => self.aside(async { open::today() }),
            Command::SignIn => self.guide(),
            Command::About => show(messages::menu_about(), messages::notify_about()),
            Command::Show => show(messages::notify_here(), self.sentence()),
            _ => {}
        }
    }

    /// Opens the page on which to sign in; a second time, it starts over.
    fn guide(&mut self) {
        let (credentials, events) = (self.account.credentials.clone(), self.events.clone());
        let config = self.config.clone();
        self.account.page.replace(async move {
            let guided = async {
                let setup = Setup::begin(config, credentials.clone()).await?;
                open::open(&setup.address());
                setup.finish().await
            };
            match guided.await {
                // The agent may have ended meanwhile.
                Ok(_) => drop(events.send(Event::Account(auth::load(&credentials).await))),
                // Nobody came: that is no trouble.
                Err(Problem::SignInTimeout) => {}
                Err(problem) => drop(events.send(problem.into())),
            }
        });
    }

    /// Something that takes its time; what goes wrong is told.
    fn aside(&self, doing: impl Future<Output = Result<(), Problem>> + Send + 'static) {
        let events = self.events.clone();
        tokio::spawn(async move {
            if let Err(problem) = doing.await {
                // The agent may have ended meanwhile.
                let _ = events.send(problem.into());
            }
        });
    }

    /// Keeps what was chosen; where it cannot be kept, it holds for as long as the agent runs.
    fn set(&mut self, setting: Setting) {
        let kept = self.config_file.as_ref().map(|path| config_file::change(path, setting));
        match kept {
            Some(Ok(())) => self.reload(),
            other => {
                if let Some(Err(problem)) = other {
                    let refused = matches!(problem, Problem::Pinned { .. });
                    self.report_problem(problem);
                    if refused {
                        return self.reload();
                    }
                }
                let mut config = self.config.clone();
                match setting {
                    Setting::Threshold(threshold) => config.choices.threshold = threshold,
                    Setting::StayPresentInCalls(on) => config.choices.stay_present_in_calls = on,
                    Setting::AwayOnLock(on) => config.choices.away_on_lock = on,
                }
                self.use_config(config);
            }
        }
    }

    fn read_config(&self) -> Result<Config, Problem> {
        match &self.config_file {
            Some(path) => config_file::read(path, false),
            None => Ok(self.config.clone()),
        }
    }

    /// A configuration that cannot be used changes nothing, and is told of.
    pub(super) fn reload(&mut self) {
        match self.read_config() {
            Ok(config) => self.use_config(config),
            Err(problem) => self.report_problem(problem),
        }
    }

    fn use_config(&mut self, config: Config) {
        let old = std::mem::replace(&mut self.config, config);
        if old == self.config {
            return;
        }
        log::info!("the configuration has changed");
        if let Some(problem) = self.config.unusable_policy.clone().filter(|_| old.unusable_policy.is_none()) {
            self.report_problem(problem);
        }
        let choices = self.config.choices;
        self.engine.handle(Input::Choose(choices), clock::now());
        if old.portal != self.config.portal {
            self.load_account(Duration::ZERO);
        }
        if old.history_days != self.config.history_days {
            self.open_history();
        }
        if old.choices.stay_present_in_calls != choices.stay_present_in_calls {
            self.restart_source(choices.stay_present_in_calls);
        }
    }
}
