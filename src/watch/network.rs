//! That the network of this machine has changed: what could not be reached may be reached now.

#[cfg_attr(target_os = "linux", path = "network/linux.rs")]
#[cfg_attr(target_os = "macos", path = "network/macos.rs")]
#[cfg_attr(windows, path = "network/windows.rs")]
mod os;
#[cfg(any(target_os = "macos", test))]
mod route;
#[cfg(unix)]
mod socket;

pub use os::watch_changes;

/// Something can be reached that could not be before, perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed;
