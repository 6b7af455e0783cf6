//! The kernel's word on addresses and routes, as it comes out of a socket.

use super::Changed;
use crate::clock::Backoff;
use crate::events::Sender;
use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};
use std::os::fd::OwnedFd;
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// Changes come in swarms: an address, its routes, a default route, for each family.
const SWARM: Duration = Duration::from_millis(200);

/// What there is to know of a kind of socket: how it is opened, and which of its messages are news.
pub struct Kind {
    pub open: fn() -> std::io::Result<OwnedFd>,
    pub is_news: fn(&[u8]) -> bool,
}

/// Tells of changes, for as long as anybody listens.
pub async fn watch_socket(kind: Kind, changes: Sender<Changed>) {
    let mut retry = Backoff::default();
    while !changes.is_closed() {
        if let Err(error) = listen(&kind, &changes).await {
            log::info!("changes of the network are not heard of: {error}");
        }
        retry.wait(Backoff::RARELY).await;
    }
}

async fn listen(kind: &Kind, changes: &Sender<Changed>) -> std::io::Result<()> {
    let socket = (kind.open)()?;
    // SAFETY: the `AsyncFd` owns the only handle to the descriptor, and nothing takes it out or closes it
    // before the `AsyncFd` itself is dropped.
    let socket = unsafe { AsyncFd::register_with_interest(socket, Interest::READABLE) }?;
    loop {
        if !next(kind, &socket).await? {
            continue;
        }
        tokio::time::sleep(SWARM).await;
        while let Some(more) = now(kind, &socket)? {
            log::trace!(more; "of the same swarm");
        }
        log::debug!("the network has changed");
        if changes.send(Changed).is_err() {
            return Ok(());
        }
    }
}

/// Waits for the next message; whether it is news.
async fn next(kind: &Kind, socket: &AsyncFd<OwnedFd>) -> std::io::Result<bool> {
    loop {
        let mut ready = socket.readable().await?;
        match now(kind, socket)? {
            Some(news) => return Ok(news),
            None => ready.clear_ready(),
        }
    }
}

/// A message that is there already, and whether it is news.
fn now(kind: &Kind, socket: &AsyncFd<OwnedFd>) -> std::io::Result<Option<bool>> {
    let mut buffer = [0; 8192];
    match recv(socket.get_ref(), &mut buffer, RecvFlags::empty()) {
        Ok((length, _)) => Ok(Some((kind.is_news)(buffer.get(..length).unwrap_or_default()))),
        Err(Errno::AGAIN) => Ok(None),
        // More than fits was said at once: that is news, whatever it was.
        Err(Errno::NOBUFS) => Ok(Some(true)),
        Err(error) => Err(error.into()),
    }
}
