//! The kernel's own word on addresses and routes (a routing socket): no permission is needed.

use super::Changed;
use super::route::is_news;
use super::socket::{self, Kind};
use crate::events::Sender;
use rustix::io::{FdFlags, fcntl_setfd, ioctl_fionbio};
use rustix::net::{AddressFamily, SocketType};
use std::os::fd::OwnedFd;

/// Tells of changes, for as long as anybody listens.
pub async fn watch_changes(changes: Sender<Changed>) {
    socket::watch_socket(Kind { open, is_news }, changes).await;
}

fn open() -> std::io::Result<OwnedFd> {
    let socket = rustix::net::socket(AddressFamily::ROUTE, SocketType::RAW, None)?;
    fcntl_setfd(&socket, FdFlags::CLOEXEC)?;
    ioctl_fionbio(&socket, true)?;
    Ok(socket)
}
