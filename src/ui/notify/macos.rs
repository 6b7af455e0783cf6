//! Notifications of macOS. It shows those of applications only, so a bare program has none; and the first time, it
//! asks the person whether there may be any.

use super::Kind;
use block2::{DynBlock, RcBlock};
use objc2::rc::{Retained, autoreleasepool};
use objc2::runtime::{Bool, NSObject, NSObjectProtocol, ProtocolObject};
use objc2::{AnyThread, define_class, msg_send};
use objc2_foundation::{NSArray, NSBundle, NSError, NSSet, NSString};
use objc2_user_notifications::{
    UNAuthorizationOptions, UNMutableNotificationContent, UNNotification, UNNotificationAction,
    UNNotificationActionOptions, UNNotificationCategory, UNNotificationCategoryOptions,
    UNNotificationDefaultActionIdentifier, UNNotificationPresentationOptions, UNNotificationRequest,
    UNNotificationResponse, UNUserNotificationCenter, UNUserNotificationCenterDelegate,
};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, Once};
use std::time::Duration;
use tokio::sync::oneshot;

/// What a click on the button is called, and the kind of notification that has it.
const ACTION: &str = "act";
const CATEGORY: &str = "offer";
/// Nobody answers later than this.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15 * 60);
/// macOS takes it, or not, by then.
const TAKEN_WITHIN: Duration = Duration::from_secs(5);

/// Why nothing was shown; for the log.
#[derive(Debug, thiserror::Error)]
enum Unshown {
    #[error("macOS shows those of applications only, and this is a bare program")]
    NoApplication,
    #[error("macOS does not answer")]
    Silence,
    #[error("this person does not want any")]
    Unwanted,
    #[error("{0}")]
    Refused(String),
}

/// Shows a title and a sentence. Where nothing shows notifications, the tray still tells.
pub async fn show(_: Kind, title: &str, text: &str) {
    if let Err(error) = post(&new_id(), title, text, None).await {
        log::info!("no notification: {error}");
    }
}

/// The same with something that can be done about it; whether it was chosen.
pub async fn offer(_: Kind, title: &str, text: &str, action: &str) -> bool {
    let id = new_id();
    let chosen = wait_for(&id);
    let chosen = match post(&id, title, text, Some(action)).await {
        Ok(()) => matches!(tokio::time::timeout(ANSWERED_WITHIN, chosen).await, Ok(Ok(true))),
        Err(error) => {
            log::info!("no notification: {error}");
            false
        }
    };
    answer(&id, false);
    chosen
}

/// One that no other notification has, of this process or an earlier one.
fn new_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("away24-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Who waits for the answer to which notification.
static WAITING: LazyLock<Mutex<HashMap<String, oneshot::Sender<bool>>>> = LazyLock::new(Mutex::default);

fn wait_for(id: &str) -> oneshot::Receiver<bool> {
    let (chosen_in, chosen) = oneshot::channel();
    if let Ok(mut waiting) = WAITING.lock() {
        waiting.insert(id.to_owned(), chosen_in);
    }
    chosen
}

fn answer(id: &str, chosen: bool) {
    let waiting = WAITING.lock().ok().and_then(|mut waiting| waiting.remove(id));
    if let Some(waiting) = waiting {
        // Nobody may wait any more.
        let _ = waiting.send(chosen);
    }
}

/// Has it shown. What is not `Send` stays between two waits.
async fn post(id: &str, title: &str, text: &str, action: Option<&str>) -> Result<(), Unshown> {
    if !autoreleasepool(|_| is_application()) {
        return Err(Unshown::NoApplication);
    }
    // The first time, a person has to answer; later it is known.
    let allowed = tokio::time::timeout(ANSWERED_WITHIN, autoreleasepool(|_| ask_permission())).await;
    match allowed {
        Ok(Ok(Ok(true))) => {}
        Ok(Ok(Ok(false))) => return Err(Unshown::Unwanted),
        Ok(Ok(Err(why))) => return Err(Unshown::Refused(why)),
        _ => return Err(Unshown::Silence),
    }
    let taken = autoreleasepool(|_| hand_over(id, title, text, action));
    match tokio::time::timeout(TAKEN_WITHIN, taken).await {
        Ok(Ok(None)) => Ok(()),
        Ok(Ok(Some(why))) => Err(Unshown::Refused(why)),
        _ => Err(Unshown::Silence),
    }
}

/// Without an application around the program, asking for the center ends the process; and an identifier alone makes
/// none, as it can stand in a bare program, too.
fn is_application() -> bool {
    let bundle = NSBundle::mainBundle();
    let path = PathBuf::from(bundle.bundlePath().to_string());
    bundle.bundleIdentifier().is_some() && path.extension().is_some_and(|ending| ending == "app")
}

/// Whether there may be notifications, or why that is not known.
fn ask_permission() -> oneshot::Receiver<Result<bool, String>> {
    let (said_in, said) = oneshot::channel();
    let said_in = Mutex::new(Some(said_in));
    let block = RcBlock::new(move |allowed: Bool, error: *mut NSError| {
        let why = reason(error);
        // It is called once; and nobody may wait any more.
        let _ = take(&said_in).map(|said| said.send(why.map_or(Ok(allowed.as_bool()), Err)));
    });
    center().requestAuthorizationWithOptions_completionHandler(UNAuthorizationOptions::Alert, &block);
    said
}

/// Why it was not taken, if it was not.
fn hand_over(id: &str, title: &str, text: &str, action: Option<&str>) -> oneshot::Receiver<Option<String>> {
    let center = center();
    let content = UNMutableNotificationContent::new();
    content.setTitle(&NSString::from_str(title));
    content.setBody(&NSString::from_str(text));
    if let Some(label) = action {
        center.setNotificationCategories(&NSSet::from_retained_slice(&[category(label)]));
        content.setCategoryIdentifier(&NSString::from_str(CATEGORY));
    }
    let id = NSString::from_str(id);
    let request = UNNotificationRequest::requestWithIdentifier_content_trigger(&id, &content, None);
    let (taken_in, taken) = oneshot::channel();
    let taken_in = Mutex::new(Some(taken_in));
    let block = RcBlock::new(move |error: *mut NSError| {
        // As above.
        let _ = take(&taken_in).map(|taken| taken.send(reason(error)));
    });
    center.addNotificationRequest_withCompletionHandler(&request, Some(&block));
    taken
}

/// Notifications with one button.
fn category(label: &str) -> Retained<UNNotificationCategory> {
    let action = UNNotificationAction::actionWithIdentifier_title_options(
        &NSString::from_str(ACTION),
        &NSString::from_str(label),
        UNNotificationActionOptions::empty(),
    );
    UNNotificationCategory::categoryWithIdentifier_actions_intentIdentifiers_options(
        &NSString::from_str(CATEGORY),
        &NSArray::from_retained_slice(&[action]),
        &NSArray::new(),
        UNNotificationCategoryOptions::empty(),
    )
}

fn take<T>(once: &Mutex<Option<T>>) -> Option<T> {
    once.lock().ok().and_then(|mut once| once.take())
}

fn reason(error: *mut NSError) -> Option<String> {
    // SAFETY: macOS gives a completion handler an error or nothing, which lives as long as the call.
    let error = unsafe { error.as_ref() };
    error.map(|error| error.localizedDescription().to_string())
}

/// The center, which tells us what was chosen. Only for applications.
fn center() -> Retained<UNUserNotificationCenter> {
    static LISTENS: Once = Once::new();
    let center = UNUserNotificationCenter::currentNotificationCenter();
    LISTENS.call_once(|| {
        let ear = Ear::new();
        center.setDelegate(Some(ProtocolObject::from_ref(&*ear)));
        // The center does not keep it.
        std::mem::forget(ear);
    });
    center
}

define_class!(
    // `NSObject` demands nothing of those who inherit from it, and this one does nothing when it goes.
    #[unsafe(super(NSObject))]
    struct Ear;

    // SAFETY: every `NSObject` is one.
    unsafe impl NSObjectProtocol for Ear {}

    // SAFETY: none of its methods is required, and those that are there have the types of their declaration; macOS
    // may call them on any thread.
    unsafe impl UNUserNotificationCenterDelegate for Ear {
        /// Also if we are the program in front, as somebody is who looks at our menu.
        #[unsafe(method(userNotificationCenter:willPresentNotification:withCompletionHandler:))]
        fn will_present(
            &self,
            _: &UNUserNotificationCenter,
            _: &UNNotification,
            done: &DynBlock<dyn Fn(UNNotificationPresentationOptions)>,
        ) {
            done.call((UNNotificationPresentationOptions::Banner | UNNotificationPresentationOptions::List,));
        }

        /// To click on the whole of it means the same as to click on its one button.
        #[unsafe(method(userNotificationCenter:didReceiveNotificationResponse:withCompletionHandler:))]
        fn did_receive(
            &self,
            _: &UNUserNotificationCenter,
            response: &UNNotificationResponse,
            done: &DynBlock<dyn Fn()>,
        ) {
            // SAFETY: the constant is set before any of our code runs, and never changes.
            let whole = unsafe { UNNotificationDefaultActionIdentifier };
            let action = response.actionIdentifier();
            let id = response.notification().request().identifier().to_string();
            answer(&id, &*action == whole || action.to_string() == ACTION);
            done.call(());
        }
    }
);

impl Ear {
    fn new() -> Retained<Self> {
        let ear = Self::alloc().set_ivars(());
        // SAFETY: `init` of `NSObject` takes nothing, and returns what it was called on.
        unsafe { msg_send![super(ear), init] }
    }
}
