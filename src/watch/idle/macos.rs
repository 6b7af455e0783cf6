//! macOS: the time of the last input, read when the answer can have changed. To be told of input, one would have to
//! ask for a permission (to watch all of it); so while somebody is away, the time is read four times a second.

use super::counter::{Counter, Reader};
use super::standing::{self, Memory};
use super::{Line, Lost, reading};
use crate::clock;
use objc2::rc::{Retained, autoreleasepool};
use objc2::runtime::{NSObjectProtocol, ProtocolObject};
use objc2_core_foundation::{CFDictionary, CFNumber, CFRetained, CFString, CFType};
use objc2_core_graphics::{CGEventSource, CGEventSourceStateID, CGEventType, CGSessionCopyCurrentDictionary};
use objc2_foundation::{NSActivityOptions, NSProcessInfo, NSString};
use objc2_io_kit::{IOPMCopyAssertionsStatus, kIOReturnSuccess};
use presence::{Inhibitor, Moment};
use std::convert::Infallible;
use std::ptr::{NonNull, null};
use std::time::Duration;
use tokio::sync::mpsc;

const NAME: &str = "the Mac's last input";
/// `kCGAnyInputEventType`: keyboard, mouse, trackpad and tablet.
const ANY_INPUT: CGEventType = CGEventType(u32::MAX);
/// `kIOPMAssertionTypePreventUserIdleDisplaySleep`, and how programs asked for the same in older days.
const SCREEN_STAYS_ON: [&str; 2] = ["PreventUserIdleDisplaySleep", "NoDisplaySleepAssertion"];

/// Whoever came by `ssh` has none: what the counter says there, nobody documents.
pub fn there_is_a_desktop() -> bool {
    CGSessionCopyCurrentDictionary().is_some()
}

/// Serves the engine until macOS does not know any more.
pub async fn serve_source(line: &mut Line, inhibited: bool) -> Result<Infallible, Lost> {
    if !there_is_a_desktop() {
        return Err(Lost::None("this is no session with a screen"));
    }
    let (_nobody, touches) = mpsc::unbounded_channel();
    let mut attentive = None;
    let listen = move |wanted: bool| {
        attentive = wanted.then(|| attentive.take().unwrap_or_else(Attentive::begin));
        false
    };
    let counter = LastInput { memory: Memory::default() };
    reading::report_idle(line, NAME, Reader::new(counter, inhibited), touches, listen).await
}

struct LastInput {
    memory: Memory,
}

impl Counter for LastInput {
    fn idle(&mut self) -> Option<Duration> {
        // Before the counter, as the reader does it: so the last input is never put too late.
        let (now, awake) = (clock::now(), clock::awake());
        let counted = autoreleasepool(|_| {
            CGEventSource::seconds_since_last_event_type(CGEventSourceStateID::HIDSystemState, ANY_INPUT)
        });
        standing::span(counted).map(|counted| self.memory.idle(counted, awake, now))
    }

    /// A program that keeps the screen on, as one does that plays a film or shows a call.
    fn inhibitor(&mut self) -> Option<Inhibitor> {
        autoreleasepool(|_| screen_is_kept_on()).then_some(Inhibitor::Program)
    }

    fn now(&self) -> Moment {
        clock::now()
    }
}

/// Whether any program keeps the screen on; no, if macOS does not say.
fn screen_is_kept_on() -> bool {
    let mut status: *const CFDictionary = null();
    // SAFETY: `status` is a place for what is written.
    let outcome = unsafe { IOPMCopyAssertionsStatus(&raw mut status) };
    let Some(status) = NonNull::new(status.cast_mut()).filter(|_| outcome == kIOReturnSuccess) else {
        return false;
    };
    // SAFETY: a copy is the caller's to release, which this does, once; its keys are strings.
    let status = unsafe { CFRetained::<CFDictionary<CFString, CFType>>::from_raw(status.cast()) };
    let level = |name: &&'static str| {
        let level = status.get(&CFString::from_static_str(name))?;
        level.downcast_ref::<CFNumber>()?.as_i64()
    };
    SCREEN_STAYS_ON.iter().filter_map(level).any(|level| level > 0)
}

/// As long as this lives, App Nap does not slow down our timers: a person who comes back is seen at once. The
/// machine may sleep all the same.
struct Attentive(Retained<ProtocolObject<dyn NSObjectProtocol>>);

// SAFETY: the object is a token that is only kept, and given back to `NSProcessInfo`, which may be used from any
// thread.
unsafe impl Send for Attentive {}

impl Attentive {
    fn begin() -> Self {
        autoreleasepool(|_| {
            let why = NSString::from_str("waits for somebody to come back");
            let options = NSActivityOptions::UserInitiatedAllowingIdleSystemSleep;
            Self(NSProcessInfo::processInfo().beginActivityWithOptions_reason(options, &why))
        })
    }
}

impl Drop for Attentive {
    fn drop(&mut self) {
        // SAFETY: this is what `begin` got for it, and it is ended once.
        autoreleasepool(|_| unsafe { NSProcessInfo::processInfo().endActivity(&self.0) });
    }
}
