//! A named pipe that only its owner can open.

use super::{ANSWER_WITHIN, Asked};
use crate::events::Sender;
use crate::messages::Problem;
use crate::store::paths;
use std::ffi::c_void;
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind};
use std::os::windows::io::AsRawHandle;
use std::ptr::null_mut;
use std::time::Duration;
use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient, NamedPipeServer, ServerOptions};
use tokio::task::AbortHandle;
use windows_sys::Win32::Foundation::{CloseHandle, ERROR_PIPE_BUSY, ERROR_SUCCESS, HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSidToStringSidW, ConvertStringSecurityDescriptorToSecurityDescriptorW, GetSecurityInfo,
    SDDL_REVISION_1, SE_KERNEL_OBJECT,
};
use windows_sys::Win32::Security::{
    GetTokenInformation, OWNER_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR, PSID, SECURITY_ATTRIBUTES,
    TOKEN_QUERY, TOKEN_USER, TokenUser,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

/// Between two questions, the door may be closed for a moment.
const BUSY: Duration = Duration::from_millis(20);
/// Windows takes no longer name, with what comes before it.
const LONGEST_NAME: usize = 200;

/// The open door; it is closed when this is dropped.
pub struct Listening {
    serving: AbortHandle,
    /// Held, never read.
    _claim: Claim,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The right to be the one agent of this user, for as long as it lives.
#[derive(Debug)]
pub struct Claim {
    /// Held, never read.
    _lock: File,
}

/// Claims to be the one agent; `None`: another one is.
pub fn claim() -> Result<Option<Claim>, Problem> {
    let path = paths::create_state_dir()?.join("agent.lock");
    let unwritable =
        |error: Error| Problem::StateUnwritable { path: path.display().to_string(), why: error.to_string() };
    let lock = File::create(&path).map_err(unwritable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(Claim { _lock: lock })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

/// Opens the door to the running agent.
pub fn listen(claim: Claim, asked: Sender<Asked>) -> Result<Listening, Problem> {
    let pipe = Pipe::named()?;
    // Where there is one already, it is not ours: whoever asks would ask somebody else.
    let first = pipe.open(true).map_err(|error| pipe.failed(&error))?;
    let serving = tokio::spawn(async move {
        let mut waiting = Some(first);
        loop {
            let Some(end) = waiting.take() else {
                // Out of memory, most likely: that passes.
                tokio::time::sleep(ANSWER_WITHIN).await;
                waiting = pipe.open(false).ok();
                continue;
            };
            let connected = end.connect().await;
            // The next one finds an open door while this one is listened to.
            match pipe.open(false) {
                Ok(next) => waiting = Some(next),
                Err(error) => log::warn!("nobody can be listened to: {error}"),
            }
            match connected {
                Ok(()) => drop(tokio::spawn(super::answer_connection(end, asked.clone()))),
                Err(error) => log::debug!("somebody left the door: {error}"),
            }
        }
    });
    Ok(Listening { serving: serving.abort_handle(), _claim: claim })
}

/// The door of the running agent. One that somebody else put up in its place is none.
pub async fn connect() -> Result<NamedPipeClient, Problem> {
    let pipe = Pipe::named()?;
    let open = async {
        loop {
            match ClientOptions::new().open(&pipe.name) {
                Err(error) if is(&error, ERROR_PIPE_BUSY) => tokio::time::sleep(BUSY).await,
                other => return other,
            }
        }
    };
    let end = tokio::time::timeout(ANSWER_WITHIN, open).await.map_err(|_| Problem::AgentAnswer)?;
    let end = end.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::NoAgent,
        _ => pipe.failed(&error),
    })?;
    match owner(end.as_raw_handle()) {
        Ok(owner) if owner == pipe.user => Ok(end),
        Ok(_) => Err(pipe.failed(&ErrorKind::PermissionDenied.into())),
        Err(error) => Err(pipe.failed(&error)),
    }
}

fn is(error: &Error, code: u32) -> bool {
    error.raw_os_error() == i32::try_from(code).ok()
}

/// The pipe's name, and whose it is.
#[derive(Clone, Debug)]
struct Pipe {
    name: String,
    /// The user's security identifier, as text.
    user: String,
}

impl Pipe {
    fn named() -> Result<Self, Problem> {
        let user = user().map_err(|error| Problem::Internal { why: error.to_string() })?;
        // A moved state folder has an agent of its own.
        let folder = paths::state_dir()?.display().to_string().replace(|c: char| !c.is_alphanumeric(), "-");
        let mut name = format!(r"\\.\pipe\away24-{user}-{folder}");
        while name.chars().count() > LONGEST_NAME {
            name.pop();
        }
        Ok(Self { name, user })
    }

    fn failed(&self, error: &Error) -> Problem {
        Problem::StateUnwritable { path: self.name.clone(), why: error.to_string() }
    }

    /// Another end of the pipe; the first one only if there is none.
    fn open(&self, first: bool) -> std::io::Result<NamedPipeServer> {
        // Owned by the user, and open to the user and nobody else.
        let rules = format!("O:{user}D:P(A;;GA;;;{user})", user = self.user);
        let rules: Vec<u16> = rules.encode_utf16().chain([0]).collect();
        let mut descriptor: PSECURITY_DESCRIPTOR = null_mut();
        // SAFETY: the rules end with a zero; `descriptor` is a place for what is allocated, which `Local` frees.
        let made = unsafe {
            ConvertStringSecurityDescriptorToSecurityDescriptorW(
                rules.as_ptr(),
                SDDL_REVISION_1,
                &raw mut descriptor,
                null_mut(),
            )
        };
        if made == 0 {
            return Err(Error::last_os_error());
        }
        let descriptor = Local(descriptor);
        let mut attributes = SECURITY_ATTRIBUTES {
            nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default(),
            lpSecurityDescriptor: descriptor.0,
            bInheritHandle: 0,
        };
        let attributes: *mut SECURITY_ATTRIBUTES = &raw mut attributes;
        let mut options = ServerOptions::new();
        options.first_pipe_instance(first);
        // SAFETY: the attributes and the descriptor in them are whole, and live until the call returns.
        unsafe { options.create_with_security_attributes_raw(&self.name, attributes.cast::<c_void>()) }
    }
}

/// Something that Windows allocated for us.
struct Local(*mut c_void);

impl Drop for Local {
    fn drop(&mut self) {
        // SAFETY: it was allocated for us to free, and nothing else does.
        unsafe { LocalFree(self.0) };
    }
}

/// A handle that is ours to close.
struct Handle(HANDLE);

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: it was opened for us, and nothing else closes it.
        unsafe { CloseHandle(self.0) };
    }
}

/// Whom this process belongs to.
fn user() -> std::io::Result<String> {
    let mut token: HANDLE = null_mut();
    // SAFETY: `token` is a place for the handle that is opened.
    if unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) } == 0 {
        return Err(Error::last_os_error());
    }
    let token = Handle(token);
    // The user and, behind it, an identifier of at most 68 bytes. In words, so that it is well aligned.
    let mut info = [0_u64; 32];
    let (size, mut length) = (u32::try_from(size_of_val(&info)).unwrap_or_default(), 0);
    // SAFETY: `info` is a place of the size that is said.
    let told = unsafe {
        GetTokenInformation(token.0, TokenUser, info.as_mut_ptr().cast::<c_void>(), size, &raw mut length)
    };
    if told == 0 {
        return Err(Error::last_os_error());
    }
    // SAFETY: the call above wrote a `TOKEN_USER` there, whose pointer leads into `info`.
    text(unsafe { (*info.as_ptr().cast::<TOKEN_USER>()).User.Sid })
}

/// Who owns what the handle stands for.
fn owner(handle: HANDLE) -> std::io::Result<String> {
    let (mut owner, mut descriptor): (PSID, PSECURITY_DESCRIPTOR) = (null_mut(), null_mut());
    // SAFETY: both are places for what is written; the owner lies within the descriptor, which `Local` frees.
    let failed = unsafe {
        GetSecurityInfo(
            handle,
            SE_KERNEL_OBJECT,
            OWNER_SECURITY_INFORMATION,
            &raw mut owner,
            null_mut(),
            null_mut(),
            null_mut(),
            &raw mut descriptor,
        )
    };
    if failed != ERROR_SUCCESS {
        return Err(Error::from_raw_os_error(i32::try_from(failed).unwrap_or_default()));
    }
    let _descriptor = Local(descriptor);
    text(owner)
}

/// A security identifier as text.
fn text(identifier: PSID) -> std::io::Result<String> {
    let mut text: *mut u16 = null_mut();
    // SAFETY: the identifier is one that Windows just told us, and is still there; the text is freed by `Local`.
    if unsafe { ConvertSidToStringSidW(identifier, &raw mut text) } == 0 {
        return Err(Error::last_os_error());
    }
    let allocated = Local(text.cast::<c_void>());
    let mut wide = Vec::new();
    let mut next: *const u16 = allocated.0.cast::<u16>().cast_const();
    // SAFETY: the text ends with a zero, and is read up to there.
    while !next.is_null() && unsafe { *next } != 0 {
        // SAFETY: as above; the zero is at the earliest the next one.
        unsafe {
            wide.push(*next);
            next = next.add(1);
        }
    }
    Ok(String::from_utf16_lossy(&wide))
}
