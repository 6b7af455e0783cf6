//! What the desktop session tells a program: for now, that it is to end.

#[cfg_attr(unix, path = "session/unix.rs")]
#[cfg_attr(windows, path = "session/windows.rs")]
mod os;

pub use os::asked_to_end;
