//! Arguments, dispatch, and the only place where a problem becomes an exit code.

use away24::cli::Cli;
use away24::messages::Problem;
use away24::{session, terminal};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    session::keep_secrets_out_of_dumps();
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(cli.execute());
            // A keychain may still be waiting for a person: nobody waits for it any more.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(Problem::Internal { why: error.to_string() }),
    };
    match outcome {
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
