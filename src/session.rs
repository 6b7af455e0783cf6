//! What the desktop session tells a program (for now: that it is to end), and what it is not told.

#[cfg_attr(target_os = "linux", path = "session/linux.rs")]
#[cfg_attr(target_os = "macos", path = "session/macos.rs")]
#[cfg_attr(windows, path = "session/windows.rs")]
mod os;

pub use os::{asked_to_end, keep_secrets_out_of_dumps};
