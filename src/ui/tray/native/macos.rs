//! What the menu bar of macOS is like.

use super::Stage;
use crate::ui::tray::Packed;
use crate::ui::view::Icon;
use dispatch2::DispatchQueue;
use objc2::rc::autoreleasepool;
use objc2_core_foundation::{CFRunLoop, CFRunLoopRunResult, kCFRunLoopDefaultMode};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, TryRecvError};
use tray_icon::TrayIcon;
use winit::event_loop::EventLoopBuilder;
use winit::platform::macos::{ActivationPolicy, EventLoopBuilderExtMacOS};

/// No icon in the dock, no menus at the top, and the keyboard stays where it was.
pub fn begin<T>(builder: &mut EventLoopBuilder<T>) {
    builder
        .with_activation_policy(ActivationPolicy::Accessory)
        .with_default_menu(false)
        .with_activate_ignoring_other_apps(false);
}

/// Nothing has to be put right.
pub fn built() {}

/// Eighteen points, for screens of twice the density: for others the system makes it smaller.
pub fn size() -> u32 {
    36
}

/// A template: macOS gives it the colour of the menu bar.
pub fn set_icon(tray: &TrayIcon, icon: Option<tray_icon::Icon>) -> tray_icon::Result<()> {
    tray.set_icon_templated(icon)
}

/// The pictures of a state, smallest first.
pub fn pictures(icon: Icon) -> [Packed; 2] {
    macro_rules! packed {
        ($state:literal, $size:literal) => {
            (
                $size,
                include_bytes!(concat!(env!("OUT_DIR"), "/template-", $state, "-", $size, ".rgba.packed")),
            )
        };
    }
    macro_rules! sizes {
        ($state:literal) => {
            [packed!($state, 18), packed!($state, 36)]
        };
    }
    match icon {
        Icon::Present => sizes!("present"),
        Icon::Away => sizes!("away"),
        Icon::Paused => sizes!("paused"),
        Icon::Attention => sizes!("attention"),
        Icon::Offline => sizes!("offline"),
    }
}

/// Waits until the main thread is wanted for something; meanwhile, what the session tells arrives on it.
pub fn wait(stages: &Receiver<Stage>) -> Option<Stage> {
    loop {
        match stages.try_recv() {
            Ok(stage) => return Some(stage),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        // SAFETY: the constant is set before any of our code runs, and never changes.
        let mode = unsafe { kCFRunLoopDefaultMode };
        WAITS.store(true, Relaxed);
        // It may return for other reasons, and at the latest after this many seconds: then what was used meanwhile
        // is let go.
        let why = autoreleasepool(|_| CFRunLoop::run_in_mode(mode, 60.0, false));
        WAITS.store(false, Relaxed);
        if why == CFRunLoopRunResult::Finished {
            // It waits for nothing, which the main one never says; but then it must not be asked all the time.
            return stages.recv().ok();
        }
    }
}

/// Whether the main thread is in `wait`, or in the tray's loop. Only that thread asks.
static WAITS: AtomicBool = AtomicBool::new(false);

/// Ends the main thread's waiting. That is done on the main thread itself: a loop that is told to stop just before it
/// begins to run would run all the same.
pub fn wake() {
    DispatchQueue::main().exec_async(|| {
        if let Some(main) = CFRunLoop::main().filter(|_| WAITS.load(Relaxed)) {
            main.stop();
        }
    });
}
