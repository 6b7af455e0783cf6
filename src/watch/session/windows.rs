//! How a session of Windows tells: messages to a window, and the registry for the microphone.

use super::{Abilities, DELAY_AT_MOST, Fact, Word, listen, messages};
use crate::clock::Backoff;
use crate::events::Sender;
use crate::platform::win32_window::{Kind, Message, Window};
use std::io::Error;
use std::ptr::{null, null_mut};
use std::sync::mpsc as threads;
use std::time::Duration;
use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
use tokio::sync::mpsc::{self, UnboundedSender};
use windows_registry::{CURRENT_USER, Key};
use windows_sys::Win32::Foundation::{HWND, WAIT_OBJECT_0};
use windows_sys::Win32::System::Diagnostics::Debug::{
    SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode,
};
use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
use windows_sys::Win32::System::Registry::{
    REG_NOTIFY_CHANGE_LAST_SET, REG_NOTIFY_CHANGE_NAME, RegNotifyChangeKeyValue,
};
use windows_sys::Win32::System::RemoteDesktop::{
    NOTIFY_FOR_THIS_SESSION, WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION, WTSFreeMemory, WTSINFOEXW,
    WTSQuerySessionInformationW, WTSRegisterSessionNotification, WTSSessionInfoEx,
};
use windows_sys::Win32::System::Threading::{CreateEventW, INFINITE, WaitForSingleObject};

/// The machine does not go to sleep as long as this lives (and Windows waits, two seconds as a rule).
#[derive(Debug)]
pub struct Delay(#[expect(dead_code, reason = "held, never read")] threads::Sender<()>);

/// By this name others find the window.
const NAME: &str = "away24 session";
/// Windows ends the process as soon as it was told that it may, and does not wait longer than this.
const ENDS_WITHIN: Duration = Duration::from_secs(5);
/// Where Windows notes who uses the microphone, and until when.
const MICROPHONE: &str =
    r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone";

/// Tells what the session tells, for as long as anybody listens.
pub async fn watch_session(facts: Sender<Fact>) {
    let (say, words) = mpsc::unbounded_channel::<Word>();
    let hear = say.clone();
    let window = Window::open(NAME, Kind::Listed, begin(say.clone()), move |message| handle(message, &hear));
    if let Err(error) = &window {
        log::warn!("the session tells nothing: {error}");
    }
    tokio::join!(listen(words, facts), microphone(say));
}

/// Asks for the session's messages, and what holds before the first one.
fn begin(say: UnboundedSender<Word>) -> impl FnOnce(HWND) -> std::io::Result<()> {
    move |window| {
        // SAFETY: the window is ours, and this is its thread.
        if unsafe { WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) } == 0 {
            log::info!("the session does not tell of its lock: {}", Error::last_os_error());
        }
        // Whoever listens may be gone already.
        let _ = say.send(Word::Hint(is_locked().unwrap_or(false)));
        Ok(())
    }
}

/// Whether the session is locked now; `None` if Windows does not say.
fn is_locked() -> Option<bool> {
    let (mut text, mut length) = (null_mut(), 0);
    // SAFETY: both are places for what is written; what is written is freed below.
    let told = unsafe {
        WTSQuerySessionInformationW(
            WTS_CURRENT_SERVER_HANDLE,
            WTS_CURRENT_SESSION,
            WTSSessionInfoEx,
            &raw mut text,
            &raw mut length,
        )
    };
    if told == 0 || text.is_null() {
        return None;
    }
    let whole = length as usize >= size_of::<WTSINFOEXW>();
    // SAFETY: it is a whole answer of this kind, wherever it lies.
    let info = whole.then(|| unsafe { text.cast::<WTSINFOEXW>().read_unaligned() });
    // SAFETY: the call above allocated it, and nothing points to it any more.
    unsafe { WTSFreeMemory(text.cast()) };
    // SAFETY: on level 1 the union holds the first of its kinds.
    let flags =
        info.filter(|info| info.Level == 1).map(|info| unsafe { info.Data.WTSInfoExLevel1 }.SessionFlags)?;
    // `WTS_SESSIONSTATE_LOCK`, `WTS_SESSIONSTATE_UNLOCK`; anything else is "unknown".
    match flags {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    }
}

fn handle(message: &Message, say: &UnboundedSender<Word>) -> Option<isize> {
    let word = messages::word(message.kind, message.word)?;
    match word {
        Word::Sleep(_) => {
            let (held, released) = threads::channel();
            // Once nobody listens, nothing holds it up.
            let _ = say.send(Word::Sleep(Some(Delay(held))));
            // Windows waits for the answer to this message, and so do we.
            let _ = released.recv_timeout(DELAY_AT_MOST);
            Some(1)
        }
        Word::Over => {
            let _ = say.send(Word::Over);
            // After the answer to this message the process is ended; the agent ends it itself as soon as it can.
            std::thread::sleep(ENDS_WITHIN);
            Some(0)
        }
        word => {
            let _ = say.send(word);
            Some(1)
        }
    }
}

/// Tells whether a program listens to the microphone, whenever that changes.
async fn microphone(say: UnboundedSender<Word>) {
    let mut retry = Backoff::default();
    while !say.is_closed() {
        let (news_in, mut news) = mpsc::unbounded_channel();
        let thread = std::thread::Builder::new().name("microphone".into());
        if let Err(error) = thread.spawn(move || watch(&news_in)) {
            log::warn!("the microphone is not watched: {error}");
        }
        while let Some(listens) = news.recv().await {
            if say.send(Word::Microphone(listens)).is_err() {
                return;
            }
        }
        retry.wait(Backoff::RARELY).await;
    }
}

/// Asleep until the registry changes there; ends if it cannot be watched, or nobody listens.
fn watch(news: &UnboundedSender<bool>) {
    let Ok(key) = CURRENT_USER.open(MICROPHONE) else { return };
    let filter = REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET;
    // SAFETY: no name, no attributes: nothing is pointed to. It ends with its thread's process.
    let changed = unsafe { CreateEventW(null(), 0, 0, null()) };
    loop {
        // Asked for before it is read: what changes in between is told, too.
        // SAFETY: key and event are open for as long as this thread waits.
        let asked = unsafe { RegNotifyChangeKeyValue(key.as_raw(), 1, filter, changed, 1) };
        if news.send(is_used(&key)).is_err() || asked != 0 {
            return;
        }
        // SAFETY: the event is open.
        if unsafe { WaitForSingleObject(changed, INFINITE) } != WAIT_OBJECT_0 {
            return;
        }
    }
}

/// Whether any program has begun to use it and has not stopped: those from the store by name, and all others below
/// a name of their own.
fn is_used(key: &Key) -> bool {
    let uses = |key: &Key| {
        let began = key.get_u64("LastUsedTimeStart").is_ok_and(|time| time != 0);
        began && key.get_u64("LastUsedTimeStop") == Ok(0)
    };
    let below = |key: &Key| {
        let names = key.keys().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        names.into_iter().filter_map(|name| key.open(name).ok()).collect::<Vec<_>>()
    };
    below(key).iter().any(|program| uses(program) || below(program).iter().any(uses))
}

/// What there is to listen to.
pub async fn examine() -> Abilities {
    Abilities { lock: true, sleep: true, programs: true, microphone: CURRENT_USER.open(MICROPHONE).is_ok() }
}

/// From now on, Ctrl-C, and the end of the console or the session, end what is returned, and nothing else. (A session
/// without a console is told to the window.)
pub fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    let (mut interrupt, mut stop, mut close) = (ctrl_c()?, ctrl_break()?, ctrl_close()?);
    let (mut logoff, mut shutdown) = (ctrl_logoff()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = stop.recv() => {}
            _ = close.recv() => {}
            _ = logoff.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}

/// A crash shows nothing and sends nothing; and if it is reported all the same, then without what was in memory.
pub fn keep_secrets_out_of_dumps() {
    // SAFETY: neither call takes pointers.
    unsafe {
        SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
        WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP);
    }
}
