//! The kernel's own word on addresses and routes (`rtnetlink`): no manager of networks is needed, and no permission.

use super::Changed;
use super::socket::{self, Kind};
use crate::events::Sender;
use rustix::net::netlink::SocketAddrNetlink;
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, socket_with};
use std::os::fd::OwnedFd;

/// `RTMGRP_IPV4_IFADDR`, `RTMGRP_IPV4_ROUTE`, `RTMGRP_IPV6_IFADDR` and `RTMGRP_IPV6_ROUTE`.
const GROUPS: u32 = 0x10 | 0x40 | 0x100 | 0x400;
/// `RTM_NEWADDR` and `RTM_NEWROUTE`: something can be reached that could not be before.
const NEWS: [u16; 2] = [20, 24];

/// Tells of changes, for as long as anybody listens.
pub async fn watch_changes(changes: Sender<Changed>) {
    socket::watch_socket(Kind { open, is_news }, changes).await;
}

fn open() -> std::io::Result<OwnedFd> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = socket_with(AddressFamily::NETLINK, SocketType::RAW, flags, None)?;
    bind(&socket, &SocketAddrNetlink::new(0, GROUPS))?;
    Ok(socket)
}

/// The kind of a message stands after its length, in the machine's own byte order.
fn is_news(message: &[u8]) -> bool {
    let kind = message.get(4..6).and_then(|kind| kind.try_into().ok()).map(u16::from_ne_bytes);
    kind.is_some_and(|kind| NEWS.contains(&kind))
}
