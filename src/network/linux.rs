//! The kernel's own word on addresses and routes (`rtnetlink`): no manager of networks is needed, and no permission.

use crate::clock::Retry;
use rustix::io::Errno;
use rustix::net::netlink::SocketAddrNetlink;
use rustix::net::{AddressFamily, RecvFlags, SocketFlags, SocketType, bind, recv, socket_with};
use std::os::fd::OwnedFd;
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::sync::mpsc::UnboundedSender;

/// `RTMGRP_IPV4_IFADDR`, `RTMGRP_IPV4_ROUTE`, `RTMGRP_IPV6_IFADDR` and `RTMGRP_IPV6_ROUTE`.
const GROUPS: u32 = 0x10 | 0x40 | 0x100 | 0x400;
/// `RTM_NEWADDR` and `RTM_NEWROUTE`: something can be reached that could not be before.
const NEWS: [u16; 2] = [20, 24];
/// Changes come in swarms: an address, its routes, a default route, for each family.
const SWARM: Duration = Duration::from_millis(200);

/// Tells of changes, for as long as anybody listens.
pub async fn serve(changes: UnboundedSender<()>) {
    let mut retry = Retry::default();
    while !changes.is_closed() {
        if let Err(error) = listen(&changes).await {
            tracing::info!("changes of the network are not heard of: {error}");
        }
        retry.wait(Retry::RARELY).await;
    }
}

async fn listen(changes: &UnboundedSender<()>) -> std::io::Result<()> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = socket_with(AddressFamily::NETLINK, SocketType::RAW, flags, None)?;
    bind(&socket, &SocketAddrNetlink::new(0, GROUPS))?;
    // SAFETY: the `AsyncFd` owns the only handle to the descriptor, and nothing takes it out or closes it
    // before the `AsyncFd` itself is dropped.
    let socket = unsafe { AsyncFd::register_with_interest(socket, Interest::READABLE) }?;
    loop {
        if !next(&socket).await? {
            continue;
        }
        tokio::time::sleep(SWARM).await;
        while let Some(more) = now(&socket)? {
            tracing::trace!(more, "of the same swarm");
        }
        tracing::debug!("the network has changed");
        if changes.send(()).is_err() {
            return Ok(());
        }
    }
}

/// Waits for the next message; whether it is news.
async fn next(socket: &AsyncFd<OwnedFd>) -> std::io::Result<bool> {
    loop {
        let mut ready = socket.readable().await?;
        match now(socket)? {
            Some(news) => return Ok(news),
            None => ready.clear_ready(),
        }
    }
}

/// A message that is there already, and whether it is news.
fn now(socket: &AsyncFd<OwnedFd>) -> std::io::Result<Option<bool>> {
    let mut buffer = [0; 8192];
    match recv(socket.get_ref(), &mut buffer, RecvFlags::empty()) {
        Ok((length, _)) => Ok(Some(is_news(buffer.get(..length).unwrap_or_default()))),
        Err(Errno::AGAIN) => Ok(None),
        // More than fits was said at once: that is news, whatever it was.
        Err(Errno::NOBUFS) => Ok(Some(true)),
        Err(error) => Err(error.into()),
    }
}

/// The kind of a message stands after its length, in the machine's own byte order.
fn is_news(message: &[u8]) -> bool {
    let kind = message.get(4..6).and_then(|kind| kind.try_into().ok()).map(u16::from_ne_bytes);
    kind.is_some_and(|kind| NEWS.contains(&kind))
}
