//! Arguments, dispatch, and the only place where a problem becomes an exit code.

// On Windows, a program of the desktop: no console opens with it.
#![windows_subsystem = "windows"]

use away24::cli::Cli;
use away24::messages::Problem;
use away24::platform::memory;
use away24::ui::{terminal, tray};
use away24::watch::session;
use clap::Parser;
use std::process::ExitCode;

fn execute(cli: Cli) -> Result<(), Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| internal(&error))?;
    let outcome = runtime.block_on(cli.execute());
    // A keychain may still be waiting for a person: nobody waits for it any more.
    runtime.shutdown_background();
    outcome
}

fn internal(error: &std::io::Error) -> Problem {
    Problem::Internal { why: error.to_string() }
}

fn main() -> ExitCode {
    memory::one_heap();
    terminal::begin();
    session::keep_secrets_out_of_dumps();
    let cli = Cli::parse();
    let outcome = tray::beside(move || execute(cli)).map_err(|error| internal(&error));
    match outcome.and_then(|outcome| outcome) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            terminal::fail(&problem);
            ExitCode::from(match problem {
                Problem::LanguageUnknown { .. } => 2,
                Problem::NotSignedIn => 3,
                Problem::NoAgent => 4,
                _ => 1,
            })
        }
    }
}
