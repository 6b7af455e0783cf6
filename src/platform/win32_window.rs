//! A window of Windows that nobody sees: there, what the system has to tell is told to windows.

use std::ffi::c_void;
use std::io::Error;
use std::ptr::null_mut;
use std::sync::mpsc;
use std::thread;
use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows_sys::Win32::System::LibraryLoader::GetModuleHandleW;
use windows_sys::Win32::UI::WindowsAndMessaging::{
    CREATESTRUCTW, CreateWindowExW, DefWindowProcW, DestroyWindow, DispatchMessageW, GWLP_USERDATA,
    GetMessageW, GetWindowLongPtrW, HWND_MESSAGE, MSG, PostMessageW, PostQuitMessage, RegisterClassW,
    SetWindowLongPtrW, WM_APP, WM_DESTROY, WM_NCCREATE, WNDCLASSW, WS_OVERLAPPED,
};

/// What a window was told: the message, and what stands in the first of its two places.
pub struct Message {
    pub kind: u32,
    pub word: usize,
}

/// Answers a message, or leaves that to the system.
type Handler = Box<dyn FnMut(&Message) -> Option<isize> + Send>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One that is told what all are told: that the machine goes to sleep, or the session ends.
    Listed,
    /// One that is told only what it asked for.
    Apart,
}

/// An open window, on a thread of its own; it is closed when this is dropped.
#[derive(Debug)]
pub struct Window(isize);

/// Not `WM_CLOSE`, which others may send.
const CLOSE: u32 = WM_APP;

impl Window {
    /// Opens it. `begin` is run on the window's thread before the first message: there, what it wants to be
    /// told is asked for.
    pub fn open(
        name: &'static str,
        kind: Kind,
        begin: impl FnOnce(HWND) -> std::io::Result<()> + Send + 'static,
        handler: impl FnMut(&Message) -> Option<isize> + Send + 'static,
    ) -> std::io::Result<Self> {
        let (opened_in, opened) = mpsc::channel();
        thread::Builder::new().name(name.into()).spawn(move || {
            let handler: Handler = Box::new(handler);
            let window = create(name, kind, handler).and_then(|window| {
                begin(window)?;
                Ok(window as isize)
            });
            let well = window.is_ok();
            // Whoever opens it waits.
            let _ = opened_in.send(window);
            if well {
                run();
            }
        })?;
        opened.recv().map_err(Error::other)?.map(Self)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // SAFETY: the call takes no pointers; a window that is gone already is an error like any other.
        unsafe { PostMessageW(self.0 as HWND, CLOSE, 0, 0) };
    }
}

fn create(name: &str, kind: Kind, handler: Handler) -> std::io::Result<HWND> {
    let name: Vec<u16> = name.encode_utf16().chain([0]).collect();
    // SAFETY: no name means this program itself, which stays loaded.
    let instance = unsafe { GetModuleHandleW(std::ptr::null()) };
    let class = WNDCLASSW {
        style: 0,
        lpfnWndProc: Some(procedure),
        cbClsExtra: 0,
        cbWndExtra: 0,
        hInstance: instance,
        hIcon: null_mut(),
        hCursor: null_mut(),
        hbrBackground: null_mut(),
        lpszMenuName: std::ptr::null(),
        lpszClassName: name.as_ptr(),
    };
    // SAFETY: the class and its name, which ends with a zero, are copied before the call returns. A class that is
    // there already, of an earlier window, is the same.
    unsafe { RegisterClassW(&raw const class) };
    // Given to the window, which frees it when it is destroyed.
    let handler: *mut Handler = Box::into_raw(Box::new(handler));
    let parent = match kind {
        Kind::Listed => null_mut(),
        Kind::Apart => HWND_MESSAGE,
    };
    // SAFETY: the class was registered under this name; the last argument reaches `procedure` in `WM_NCCREATE`.
    let window = unsafe {
        CreateWindowExW(
            0,
            name.as_ptr(),
            name.as_ptr(),
            WS_OVERLAPPED,
            0,
            0,
            0,
            0,
            parent,
            null_mut(),
            instance,
            handler.cast::<c_void>(),
        )
    };
    if window.is_null() { Err(Error::last_os_error()) } else { Ok(window) }
}

/// Handles what comes until the window is closed.
fn run() {
    let mut message = MSG::default();
    // SAFETY: `message` is a place for what is written, and lives as long as the loop.
    while unsafe { GetMessageW(&raw mut message, null_mut(), 0, 0) } > 0 {
        // SAFETY: the message is one that was just received.
        unsafe { DispatchMessageW(&raw const message) };
    }
}

/// # Safety
///
/// To be called by the system only, for windows that `create` made.
unsafe extern "system" fn procedure(window: HWND, kind: u32, word: WPARAM, long: LPARAM) -> LRESULT {
    if kind == WM_NCCREATE {
        // SAFETY: with this message the system hands over what the window is made of.
        let made_of = unsafe { (*(long as *const CREATESTRUCTW)).lpCreateParams };
        // SAFETY: the window is ours, and so is its one place for a pointer.
        unsafe { SetWindowLongPtrW(window, GWLP_USERDATA, made_of as isize) };
    }
    // SAFETY: as above.
    let handler = unsafe { GetWindowLongPtrW(window, GWLP_USERDATA) } as *mut Handler;
    if kind == CLOSE {
        // SAFETY: this is the window's own thread, the only one that may.
        unsafe { DestroyWindow(window) };
        return 0;
    }
    if kind == WM_DESTROY {
        // SAFETY: as above; nobody reads the pointer any more once it is null.
        unsafe { SetWindowLongPtrW(window, GWLP_USERDATA, 0) };
        if !handler.is_null() {
            // SAFETY: `create` made it by `Box::into_raw`, and it is taken out once, here.
            drop(unsafe { Box::from_raw(handler) });
        }
        // SAFETY: the call takes nothing; it ends `run`.
        unsafe { PostQuitMessage(0) };
        return 0;
    }
    // SAFETY: it is null, or lives until `WM_DESTROY`; and as no handler handles messages itself, it is never
    // borrowed twice.
    let answer = unsafe { handler.as_mut() }.and_then(|handler| handler(&Message { kind, word }));
    // SAFETY: what was not answered is handed on as it came.
    answer.unwrap_or_else(|| unsafe { DefWindowProcW(window, kind, word, long) })
}
