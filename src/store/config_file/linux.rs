//! A file that is watched by its folder (`inotify`): editors put a new file in the old one's place.

use super::Edited;
use crate::events::Sender;
use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};
use rustix::io::Errno;
use std::mem::MaybeUninit;
use std::path::Path;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// The same, until it cannot be noticed any more.
pub async fn watch_file(path: &Path, changes: &Sender<Edited>) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    // What is not there cannot be watched; and here is where a person will look for it.
    std::fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    let inotify = init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
    let flags = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::MOVED_FROM | WatchFlags::DELETE;
    add_watch(&inotify, folder, flags | WatchFlags::DELETE_SELF | WatchFlags::ONLYDIR)?;
    // SAFETY: the `AsyncFd` owns the only handle to the descriptor, and nothing takes it out or closes it
    // before the `AsyncFd` itself is dropped.
    let inotify = unsafe { AsyncFd::register_with_interest(inotify, Interest::READABLE) }?;
    let mut buffer = [MaybeUninit::uninit(); 4096];
    loop {
        let mut ready = inotify.readable().await?;
        let mut events = Reader::new(inotify.get_ref(), &mut buffer);
        let mut concerned = false;
        loop {
            match events.next() {
                Ok(event) => concerned |= event.file_name().is_some_and(|changed| changed.to_bytes() == name),
                Err(Errno::AGAIN) => break,
                Err(error) => return Err(error.into()),
            }
        }
        ready.clear_ready();
        if !concerned {
            if folder.exists() {
                continue;
            }
            return Err(std::io::ErrorKind::NotFound.into());
        }
        tokio::time::sleep(super::SETTLED).await;
        if changes.send(Edited).is_err() {
            return Ok(());
        }
    }
}
