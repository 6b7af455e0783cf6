//! A program of the desktop has no console of its own; but the one it was started from can be borrowed.

use std::ptr::null_mut;
use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
use windows_sys::Win32::System::Console::{
    ATTACH_PARENT_PROCESS, AttachConsole, GetStdHandle, STD_ERROR_HANDLE,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{MB_ICONWARNING, MB_OK, MB_SETFOREGROUND, MessageBoxW};

/// From now on, what is said is said where we were started from, if that is a console. What was redirected
/// stays so.
pub fn begin() {
    // SAFETY: the call takes no pointers; where there is no console it fails, and that is all right.
    unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}

/// Shows in a window what nobody would read otherwise, and waits until it was read.
pub fn show_to_nobody_else(text: &str) {
    // SAFETY: the call takes no pointers.
    let handle = unsafe { GetStdHandle(STD_ERROR_HANDLE) };
    if !handle.is_null() && handle != INVALID_HANDLE_VALUE {
        return;
    }
    let wide = |text: &str| text.encode_utf16().chain([0]).collect::<Vec<u16>>();
    let (text, title) = (wide(text), wide("away24"));
    // SAFETY: both texts end with a zero and live until the call returns.
    unsafe {
        MessageBoxW(null_mut(), text.as_ptr(), title.as_ptr(), MB_OK | MB_ICONWARNING | MB_SETFOREGROUND)
    };
}
