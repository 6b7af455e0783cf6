//! A file that is watched by its folder, by whatever the system has for it.

use crate::clock::Retry;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::Path;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// An editor writes more than once.
const SETTLED: Duration = Duration::from_millis(100);

/// Tells whenever the file may have changed, for as long as anybody listens.
pub async fn watch(path: &Path, changes: UnboundedSender<()>) {
    let mut retry = Retry::default();
    while !changes.is_closed() {
        if let Err(error) = follow(path, &changes).await {
            tracing::info!("changes of {} are not noticed: {error}", path.display());
        }
        retry.wait(Retry::RARELY).await;
    }
}

async fn follow(path: &Path, changes: &UnboundedSender<()>) -> notify::Result<()> {
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
        tokio::time::sleep(SETTLED).await;
        while events.try_recv().is_ok() {}
        if changes.send(()).is_err() {
            break;
        }
    }
    Ok(())
}
