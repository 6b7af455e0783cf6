//! How the session of a Mac tells: what the workspace posts, and what is posted to everybody. Both arrive on the
//! main thread, which runs their loop with or without a tray.

pub use super::signals::asked_to_end;

use super::posted::{DISTRIBUTED, Posted};
use super::{Abilities, DELAY_AT_MOST, Fact, Word, listen};
use crate::events::Sender;
use dispatch2::DispatchQueue;
use objc2::rc::{Retained, autoreleasepool};
use objc2::runtime::NSObject;
use objc2::{AnyThread, DefinedClass, define_class, msg_send, sel};
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceDidWakeNotification, NSWorkspaceSessionDidBecomeActiveNotification,
    NSWorkspaceSessionDidResignActiveNotification, NSWorkspaceWillPowerOffNotification,
    NSWorkspaceWillSleepNotification,
};
use objc2_core_foundation::{CFBoolean, CFDictionary, CFNumber, CFRetained, CFString, CFType};
use objc2_core_graphics::CGSessionCopyCurrentDictionary;
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationSuspensionBehavior, NSString,
};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::sync::{Arc, mpsc as threads};
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::sync::{Notify, watch};

/// The machine does not go to sleep as long as this lives (and macOS waits, thirty seconds at most).
#[derive(Debug)]
pub struct Delay(#[expect(dead_code, reason = "held, never read")] threads::Sender<()>);

/// Whoever still lives so long after a logout was asked for is not going to be ended: macOS gives up after a minute
/// when a program stands in the way.
const CALLED_OFF_AFTER: Duration = Duration::from_secs(120);
/// How often is looked whether an unlocking was missed.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(30);
/// In what the window server says of a session; there only while it holds. Nobody documents it, and it has been so
/// since there is a lock.
const SCREEN_IS_LOCKED: &str = "CGSSessionScreenIsLocked";

/// Tells what the session tells, for as long as anybody listens.
pub async fn watch_session(facts: Sender<Fact>) {
    let (say, words) = mpsc::unbounded_channel::<Word>();
    let asked = Arc::new(Notify::new());
    let (locked, _) = watch::channel(false);
    let news = News { say: say.clone(), logout: asked.clone(), locked: locked.clone() };
    // What is posted to everybody comes to the main thread only; so there it is asked for.
    DispatchQueue::main().exec_async(move || autoreleasepool(|_| begin(&news)));
    tokio::select! {
        () = listen(words, facts) => {}
        () = called_off(&asked, &say) => {}
        () = missed_unlock(&locked, &say) => {}
    }
}

/// Says that a logout was called off, as nobody else does.
async fn called_off(asked: &Notify, say: &UnboundedSender<Word>) {
    loop {
        asked.notified().await;
        // Asked for once more: that one counts.
        while tokio::time::timeout(CALLED_OFF_AFTER, asked.notified()).await.is_ok() {}
        if say.send(Word::GoingDown(false)).is_err() {
            return;
        }
    }
}

/// What is posted to everybody may get lost, says Apple; and whoever missed the unlocking would be away for ever. So
/// while it is locked, the window server is asked now and then. It is believed only if it has known of this lock: what
/// it says of locks is not documented, and may have another name one day.
async fn missed_unlock(locked: &watch::Sender<bool>, say: &UnboundedSender<Word>) {
    let mut told = locked.subscribe();
    while told.wait_for(|locked| *locked).await.is_ok() {
        let mut known = false;
        while tokio::time::timeout(LOOKED_AT_EVERY, told.wait_for(|locked| !*locked)).await.is_err() {
            match autoreleasepool(|_| is_locked()) {
                Some(true) => known = true,
                Some(false) if known => {
                    locked.send_replace(false);
                    if say.send(Word::Hint(false)).is_err() {
                        return;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Asks for what is posted, and says what holds before the first of it. (That another person has the screen is not
/// asked: some versions say so while the screen is only dark, and would never say that it is over.)
fn begin(news: &News) {
    let ear = Ear::new(news.clone());
    let center = NSWorkspace::sharedWorkspace().notificationCenter();
    for (name, _) in workspace() {
        // SAFETY: `ear` lives for ever, and has `hear:`, which takes a notification.
        unsafe { center.addObserver_selector_name_object(&ear, sel!(hear:), Some(name), None) };
    }
    let center = NSDistributedNotificationCenter::defaultCenter();
    for (name, _) in DISTRIBUTED {
        // By default it would be held back until we are the program in front, which we never are.
        let at_once = NSNotificationSuspensionBehavior::DeliverImmediately;
        let name = NSString::from_str(name);
        // SAFETY: as above.
        unsafe {
            center.addObserver_selector_name_object_suspensionBehavior(
                &ear,
                sel!(hear:),
                Some(&name),
                None,
                at_once,
            );
        }
    }
    // Neither center keeps it. When nobody listens any more, what it says goes nowhere.
    std::mem::forget(ear);
    news.send(Word::Hint(is_locked().unwrap_or(false)));
}

/// What the workspace posts.
fn workspace() -> [(&'static NSString, Posted); 5] {
    // SAFETY: the constants are set before any of our code runs, and never change.
    unsafe {
        [
            (NSWorkspaceWillSleepNotification, Posted::WillSleep),
            (NSWorkspaceDidWakeNotification, Posted::DidWake),
            (NSWorkspaceWillPowerOffNotification, Posted::WillPowerOff),
            (NSWorkspaceSessionDidResignActiveNotification, Posted::ResignedActive),
            (NSWorkspaceSessionDidBecomeActiveNotification, Posted::BecameActive),
        ]
    }
}

fn posted(name: &NSString) -> Option<Posted> {
    let text = name.to_string();
    let distributed = DISTRIBUTED.into_iter().find(|(known, _)| *known == text).map(|(_, posted)| posted);
    distributed
        .or_else(|| workspace().into_iter().find(|(known, _)| *known == name).map(|(_, posted)| posted))
}

/// Through which what was posted is told.
#[derive(Clone)]
struct News {
    say: UnboundedSender<Word>,
    /// A logout was asked for.
    logout: Arc<Notify>,
    /// Whether the screen is locked, as far as was told.
    locked: watch::Sender<bool>,
}

define_class!(
    // `NSObject` demands nothing of those who inherit from it, and this one does nothing when it goes.
    #[unsafe(super(NSObject))]
    #[ivars = News]
    struct Ear;

    impl Ear {
        #[unsafe(method(hear:))]
        fn hear(&self, notification: &NSNotification) {
            if let Some(posted) = posted(&notification.name()) {
                self.ivars().send(posted.word());
            }
        }
    }
);

impl Ear {
    fn new(news: News) -> Retained<Self> {
        let ear = Self::alloc().set_ivars(news);
        // SAFETY: `init` of `NSObject` takes nothing, and returns what it was called on.
        unsafe { msg_send![super(ear), init] }
    }
}

impl News {
    fn send(&self, word: Word) {
        match word {
            Word::Sleep(_) => {
                let (held, released) = threads::channel();
                // Once nobody listens, nothing holds it up.
                let _ = self.say.send(Word::Sleep(Some(Delay(held))));
                // macOS waits until everybody has heard of it, and so do we.
                let _ = released.recv_timeout(DELAY_AT_MOST);
            }
            word => {
                match word {
                    Word::GoingDown(_) => self.logout.notify_one(),
                    Word::Hint(locked) => drop(self.locked.send_replace(locked)),
                    _ => {}
                }
                // As above.
                let _ = self.say.send(word);
            }
        }
    }
}

/// Whether the screen is locked now; `None` if this is no session with a screen.
fn is_locked() -> Option<bool> {
    let session = CGSessionCopyCurrentDictionary()?;
    // SAFETY: its keys are strings, and its values objects of Core Foundation, as documented.
    let session = unsafe { CFRetained::cast_unchecked::<CFDictionary<CFString, CFType>>(session) };
    let locked = session.get(&CFString::from_static_str(SCREEN_IS_LOCKED));
    Some(locked.is_some_and(|locked| {
        let number = || locked.downcast_ref::<CFNumber>().and_then(CFNumber::as_i64);
        let yes = locked.downcast_ref::<CFBoolean>().map(CFBoolean::as_bool);
        yes.or_else(|| number().map(|number| number != 0)).unwrap_or(false)
    }))
}

/// What there is to listen to. Nobody is asked for the microphone: a call that shows something keeps the screen on.
pub async fn examine() -> Abilities {
    let screen = CGSessionCopyCurrentDictionary().is_some();
    Abilities { lock: screen, sleep: screen, programs: screen, microphone: false }
}

/// A crash leaves no image of the memory behind. (The system's own report of it holds no memory but the stack.)
pub fn keep_secrets_out_of_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        log::warn!("a crash may leave a dump: {error}");
    }
}
