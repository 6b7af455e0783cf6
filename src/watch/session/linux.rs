//! How a Linux session tells: logind, the desktop's own services, the sound server; signals to end.

use super::{Abilities, Fact, Word, desktop, listen, logind, microphone};
use crate::events::Sender;
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use std::os::fd::OwnedFd;
use tokio::sync::mpsc;

pub use super::signals::asked_to_end;

/// The machine does not go to sleep as long as this lives (and logind waits, five seconds as a rule).
#[derive(Debug)]
pub struct Delay(#[expect(dead_code, reason = "held, never read")] pub(super) OwnedFd);

/// Tells what the session tells, for as long as anybody listens.
pub async fn watch_session(facts: Sender<Fact>) {
    let (say, words) = mpsc::unbounded_channel::<Word>();
    tokio::join!(
        listen(words, facts),
        logind::watch_logind(say.clone()),
        desktop::watch_desktop(say.clone()),
        microphone::watch_microphone(say),
    );
}

/// What there is to listen to.
pub async fn examine() -> Abilities {
    let (logind, desktop, microphone) =
        tokio::join!(logind::examine(), desktop::examine(), microphone::examine());
    Abilities {
        lock: logind.is_some() || desktop.lock,
        sleep: logind == Some(logind::Found { sleep: true }),
        programs: logind.is_some() || desktop.programs,
        microphone,
    }
}

/// No core files, and no other program of the same user that attaches and reads memory.
pub fn keep_secrets_out_of_dumps() {
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        log::warn!("this process can be dumped: {error}");
    }
}
