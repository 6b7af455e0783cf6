//! An empty file that is written anew whenever the sign-in changes, and a watch on it: so a running
//! agent hears of `away24 login` and `logout` at once, without looking into the keychain for ever.

use crate::messages::Problem;
use crate::paths;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use tokio::sync::mpsc;

/// Tells a running agent, if there is one.
pub fn touch() -> Result<(), Problem> {
    let stamp = paths::sign_in_stamp()?;
    paths::create_state_dir()?;
    std::fs::write(&stamp, "").map_err(|error| unwritable(&stamp, &error))
}

/// Sends `()` whenever the stamp is touched, for as long as the returned watcher is kept.
pub fn watch(touched: mpsc::UnboundedSender<()>) -> Result<RecommendedWatcher, Problem> {
    let stamp = paths::sign_in_stamp()?;
    let folder = paths::create_state_dir()?;
    let internal = |error: notify::Error| Problem::Internal { why: error.to_string() };
    let name = stamp.file_name().map(ToOwned::to_owned);
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let ours = event.paths.iter().any(|path| path.file_name() == name.as_deref());
        if ours && (event.kind.is_create() || event.kind.is_modify()) {
            // The agent has ended: nobody is left to tell.
            let _ = touched.send(());
        }
    })
    .map_err(internal)?;
    watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(internal)?;
    Ok(watcher)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::StateUnwritable { path: path.display().to_string(), why: error.to_string() }
}
