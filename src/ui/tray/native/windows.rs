//! What the notification area of Windows is like.

use super::Stage;
use std::sync::mpsc::Receiver;
use tray_icon::{Icon, TrayIcon};
use windows_sys::Win32::Foundation::{HWND, LPARAM};
use windows_sys::Win32::System::Threading::GetCurrentThreadId;
use windows_sys::Win32::UI::WindowsAndMessaging::{
    EnumThreadWindows, GetSystemMetrics, SM_CXSMICON, SW_HIDE, ShowWindow,
};
use windows_sys::core::BOOL;
use winit::event_loop::EventLoopBuilder;

/// Nothing has to be said about us.
pub fn begin<T>(_: &mut EventLoopBuilder<T>) {}

/// Hides the window that winit keeps for itself. It calls it visible, to be told to paint windows that we do not have;
/// and where it then never paints (wine), the loop goes round and round.
pub fn built() {
    // SAFETY: the callback is called before this returns, with windows of this thread, and is given nothing else.
    unsafe { EnumThreadWindows(GetCurrentThreadId(), Some(hide), 0) };
}

/// # Safety
///
/// To be called by the system only, with a window.
unsafe extern "system" fn hide(window: HWND, _: LPARAM) -> BOOL {
    // SAFETY: the call takes no pointers but the window, which is there, and of this thread.
    unsafe { ShowWindow(window, SW_HIDE) };
    1
}

/// How wide the icon is shown, in pixels: this depends on the main screen's density.
pub fn size() -> u32 {
    // SAFETY: the call takes no pointers.
    let size = unsafe { GetSystemMetrics(SM_CXSMICON) };
    u32::try_from(size).ok().filter(|size| *size > 0).unwrap_or(16)
}

/// The pictures are made for both shades of the taskbar.
pub fn set_icon(tray: &TrayIcon, icon: Option<Icon>) -> tray_icon::Result<()> {
    tray.set_icon(icon)
}

/// The pictures of a state, smallest first.
pub use crate::ui::tray::colours::pictures;

/// Waits until the main thread is wanted for something.
pub fn wait(stages: &Receiver<Stage>) -> Option<Stage> {
    stages.recv().ok()
}

/// Nothing but the stage itself is waited for.
pub fn wake() {}
