//! Notifications: few, and only what a person has to act on.

#[cfg_attr(target_os = "linux", path = "notify/linux.rs")]
#[cfg_attr(windows, path = "notify/windows.rs")]
#[cfg_attr(target_os = "macos", path = "notify/macos.rs")]
mod os;

pub use os::{offer, show};

/// What a notification looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    News,
    /// Something a person has to see to.
    Trouble,
}
