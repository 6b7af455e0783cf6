//! Windows: the time of the last input, read when the answer can have changed; and while somebody is away, raw
//! input, which tells of their return.

use super::counter::{Counter, Reader};
use super::{Line, Lost, reading};
use crate::clock;
use crate::platform::win32_window::{Kind, Window};
use presence::{Inhibitor, Moment};
use std::convert::Infallible;
use std::io::Error;
use std::ptr::{null, null_mut};
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedSender};
use user_idle::UserIdle;
use windows_sys::Win32::Foundation::{HWND, S_OK};
use windows_sys::Win32::System::Power::{CallNtPowerInformation, ES_DISPLAY_REQUIRED, SystemExecutionState};
use windows_sys::Win32::UI::Input::{
    RAWINPUTDEVICE, RAWINPUTDEVICE_FLAGS, RIDEV_INPUTSINK, RIDEV_REMOVE, RegisterRawInputDevices,
};
use windows_sys::Win32::UI::Shell::{
    QUNS_BUSY, QUNS_PRESENTATION_MODE, QUNS_RUNNING_D3D_FULL_SCREEN, SHQueryUserNotificationState,
};
use windows_sys::Win32::UI::WindowsAndMessaging::WM_INPUT;

const NAME: &str = "Windows' last input";
/// Mouse, keyboard, pen and touch: usage page and usage, as the USB organisation numbers them.
const DEVICES: [(u16, u16); 4] = [(0x01, 0x02), (0x01, 0x06), (0x0d, 0x02), (0x0d, 0x04)];

/// A program of the desktop runs on one.
pub fn there_is_a_desktop() -> bool {
    true
}

/// Serves the engine until Windows does not know any more.
pub async fn serve_source(line: &mut Line, inhibited: bool) -> Result<Infallible, Lost> {
    let (tell, touches) = mpsc::unbounded_channel();
    let mut input = None;
    let listen = move |wanted: bool| {
        if !wanted {
            input = None;
        } else if input.is_none() {
            let begun = RawInput::begin(tell.clone());
            input = begun.inspect_err(|error| log::info!("no raw input: {error}")).ok();
        }
        input.is_some()
    };
    reading::report_idle(line, NAME, Reader::new(LastInput, inhibited), touches, listen).await
}

struct LastInput;

impl Counter for LastInput {
    fn idle(&mut self) -> Option<Duration> {
        UserIdle::get_time().ok().map(|idle| idle.duration())
    }

    /// A program that keeps the screen on, as one does that plays a film or shows a call; or one that fills it.
    fn inhibitor(&mut self) -> Option<Inhibitor> {
        if execution_state() & ES_DISPLAY_REQUIRED != 0 {
            return Some(Inhibitor::Program);
        }
        let mut state = 0;
        // SAFETY: `state` is a place for what is written.
        let told = unsafe { SHQueryUserNotificationState(&raw mut state) } == S_OK;
        let fills = [QUNS_BUSY, QUNS_RUNNING_D3D_FULL_SCREEN, QUNS_PRESENTATION_MODE].contains(&state);
        (told && fills).then_some(Inhibitor::Window)
    }

    fn now(&self) -> Moment {
        clock::now()
    }
}

/// What all programs together ask of the machine's power; nothing, if Windows does not say.
fn execution_state() -> u32 {
    let mut state = 0_u32;
    let size = u32::try_from(size_of_val(&state)).unwrap_or_default();
    // SAFETY: nothing is given, and `state` is a place of the size that is said.
    let failed =
        unsafe { CallNtPowerInformation(SystemExecutionState, null(), 0, (&raw mut state).cast(), size) };
    if failed == 0 { state } else { 0 }
}

/// Has every input of this session told, whichever window has it, for as long as it lives: that there was some, and
/// nothing more. What was typed stands in a message that is not read.
struct RawInput(#[expect(dead_code, reason = "held, never read")] Window);

impl RawInput {
    fn begin(touched: UnboundedSender<()>) -> std::io::Result<Self> {
        let begin = |window: HWND| register(RIDEV_INPUTSINK, window);
        let window = Window::open("away24 input", Kind::Apart, begin, move |message| {
            if message.kind == WM_INPUT {
                // The source may have ended meanwhile.
                let _ = touched.send(());
            }
            // The system has to clean up behind the message.
            None
        });
        window.map(Self)
    }
}

impl Drop for RawInput {
    fn drop(&mut self) {
        if let Err(error) = register(RIDEV_REMOVE, null_mut()) {
            log::debug!("raw input goes on: {error}");
        }
    }
}

fn register(flags: RAWINPUTDEVICE_FLAGS, window: HWND) -> std::io::Result<()> {
    let devices = DEVICES.map(|(page, usage)| RAWINPUTDEVICE {
        usUsagePage: page,
        usUsage: usage,
        dwFlags: flags,
        hwndTarget: window,
    });
    let size = u32::try_from(size_of::<RAWINPUTDEVICE>()).unwrap_or_default();
    let count = u32::try_from(devices.len()).unwrap_or_default();
    // SAFETY: these are as many devices as is said, each as long as is said.
    let done = unsafe { RegisterRawInputDevices(devices.as_ptr(), count, size) } != 0;
    if done { Ok(()) } else { Err(Error::last_os_error()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use windows_sys::Win32::UI::Input::KeyboardAndMouse::{MOUSEEVENTF_MOVE, mouse_event};

    /// The mouse moves all the time: sooner or later an input falls between the two steps of the crate's reading,
    /// which then says 49.7 days. What the agent believes never does.
    #[test]
    #[ignore = "moves the mouse"]
    fn a_hammered_counter_lies_and_is_not_believed() {
        const READINGS: u32 = 100_000;
        const AT_MOST: u32 = 20_000_000;
        const MINUTE: Duration = Duration::from_secs(60);
        static MOVING: AtomicBool = AtomicBool::new(true);
        let mover = std::thread::spawn(|| {
            while MOVING.load(Ordering::Relaxed) {
                // SAFETY: the call takes no pointers.
                unsafe { mouse_event(MOUSEEVENTF_MOVE, 1, 0, 0, 0) };
            }
        });
        // Before the first input of a session, its time is that of the machine's start.
        while UserIdle::get_time().unwrap().duration() > MINUTE {}
        let mut reader = Reader::new(LastInput, false);
        let (mut lies, mut worst, mut readings) = (0, Duration::ZERO, 0);
        while readings < READINGS || lies == 0 && readings < AT_MOST {
            readings += 1;
            let raw = UserIdle::get_time().unwrap().duration();
            lies += u32::from(raw > MINUTE);
            worst = worst.max(reader.read().expect("a reading that can be believed").0);
        }
        MOVING.store(false, Ordering::Relaxed);
        mover.join().unwrap();
        eprintln!("{readings} readings: the crate lied {lies} times; ours said {worst:?} at most");
        assert!(lies > 0 && worst < MINUTE);
    }
}
