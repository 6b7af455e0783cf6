//! Windows' own word on this machine's addresses.

use super::Changed;
use crate::events::Sender;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedSender};
use windows_sys::Win32::Foundation::{HANDLE, NO_ERROR};
use windows_sys::Win32::NetworkManagement::IpHelper::{
    CancelMibChangeNotify2, MIB_NOTIFICATION_TYPE, MIB_UNICASTIPADDRESS_ROW, MibDeleteInstance,
    NotifyUnicastIpAddressChange,
};
use windows_sys::Win32::Networking::WinSock::AF_UNSPEC;

/// Changes come in swarms: an address for each family, and each may be told in several steps.
const SWARM: Duration = Duration::from_millis(200);

/// Tells of changes, for as long as anybody listens.
pub async fn watch_changes(changes: Sender<Changed>) {
    let (news_in, mut news) = mpsc::unbounded_channel();
    let Some(_listening) = Listening::begin(news_in) else {
        log::info!("changes of the network are not heard of");
        return;
    };
    while news.recv().await.is_some() {
        tokio::time::sleep(SWARM).await;
        while news.try_recv().is_ok() {}
        log::debug!("the network has changed");
        if changes.send(Changed).is_err() {
            return;
        }
    }
}

/// A registration, and what it is told through: in this order they go.
struct Listening {
    handle: isize,
    _news: Box<UnboundedSender<()>>,
}

impl Listening {
    fn begin(news: UnboundedSender<()>) -> Option<Self> {
        let news = Box::new(news);
        let context: *const UnboundedSender<()> = &raw const *news;
        let mut handle: HANDLE = null_mut();
        // SAFETY: `context` points into a box that outlives the registration, which `drop` ends first.
        let failed = unsafe {
            NotifyUnicastIpAddressChange(
                AF_UNSPEC,
                Some(on_route_change),
                context.cast::<c_void>(),
                false,
                &raw mut handle,
            )
        };
        (failed == NO_ERROR).then_some(Self { handle: handle as isize, _news: news })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // SAFETY: the handle is of `begin`; the call waits for a callback that is under way.
        unsafe { CancelMibChangeNotify2(self.handle as HANDLE) };
    }
}

/// # Safety
///
/// To be called by the system only, with what `Listening::begin` registered.
unsafe extern "system" fn on_route_change(
    context: *const c_void,
    _: *const MIB_UNICASTIPADDRESS_ROW,
    kind: MIB_NOTIFICATION_TYPE,
) {
    // One that is gone makes nothing reachable.
    if kind != MibDeleteInstance {
        // SAFETY: the box is alive as long as the registration is, and the sender can be used from any thread.
        let news = unsafe { &*context.cast::<UnboundedSender<()>>() };
        // Whoever listened may have gone.
        let _ = news.send(());
    }
}
