//! A file that is watched by its folder, by whatever the system has for it.

use super::Edited;
use crate::events::Sender;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::Path;
use tokio::sync::mpsc::unbounded_channel;

/// The same, until it cannot be noticed any more.
pub async fn watch_file(path: &Path, changes: &Sender<Edited>) -> notify::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    // What is not there cannot be watched; and here is where a person will look for it.
    std::fs::create_dir_all(folder)?;
    let name = path.file_name().map(ToOwned::to_owned);
    let (noticed, mut events) = unbounded_channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let concerned = match &event {
            // To read is no change; and where a name is missing, it may be ours.
            Ok(event) => {
                !matches!(event.kind, EventKind::Access(_))
                    && event.paths.iter().all(|path| path.file_name() == name.as_deref())
            }
            Err(_) => true,
        };
        if concerned {
            // Whoever listened may have gone.
            let _ = noticed.send(event.map(drop));
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    while let Some(event) = events.recv().await {
        event?;
        tokio::time::sleep(super::SETTLED).await;
        while events.try_recv().is_ok() {}
        if changes.send(Edited).is_err() {
            break;
        }
    }
    Ok(())
}
