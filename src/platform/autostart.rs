//! Whether the agent starts at login, and by which entry.

#[cfg(any(windows, test))]
mod entry;
#[cfg_attr(target_os = "linux", path = "autostart/linux.rs")]
#[cfg_attr(target_os = "macos", path = "autostart/macos.rs")]
#[cfg_attr(windows, path = "autostart/windows.rs")]
mod os;
#[cfg(any(target_os = "macos", test))]
mod plist;

pub use os::{off, on, repair, state};

/// What there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Off,
    /// This program starts, by this command.
    On(String),
    /// Something starts that is not there any more, or is another program than this.
    Stale(String),
}
