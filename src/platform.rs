//! The operating system, as other rooms use it.

pub mod autostart;
#[cfg(target_os = "linux")]
pub mod dbus;
pub mod ipc;
pub mod memory;
#[cfg(windows)]
pub mod win32_window;
