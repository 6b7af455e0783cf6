//! Notifications of Windows: toasts, under our own name.

use super::Kind;
use std::sync::Mutex;
use std::time::Duration;
use tauri_winrt_notification::{Error, Toast};
use tokio::sync::oneshot;
use windows_registry::CURRENT_USER;

/// What Windows knows the program by, and what it shows instead.
const ID: &str = "away24";
const NAME: &str = "away24";
const ACTION: &str = "act";
/// Nobody answers later than this.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15 * 60);

/// Shows a title and a sentence. Where nothing shows notifications, the tray still tells.
pub async fn show(_: Kind, title: &str, text: &str) {
    let (title, text) = (title.to_owned(), text.to_owned());
    show_toast(move || toast(&title, &text)).await;
}

/// The same with something that can be done about it; whether it was chosen.
pub async fn offer(_: Kind, title: &str, text: &str, action: &str) -> bool {
    let (chosen_in, chosen) = oneshot::channel();
    let chosen_in = Mutex::new(Some(chosen_in));
    let (title, text, action) = (title.to_owned(), text.to_owned(), action.to_owned());
    let offer = move || {
        toast(&title, &text).add_button(&action, ACTION).on_activated(move |_| {
            // To click on the whole of it means the same as to click on its one button.
            if let Some(sender) = chosen_in.lock().ok().and_then(|mut sender| sender.take()) {
                // Nobody may wait any more.
                let _ = sender.send(());
            }
            Ok(())
        })
    };
    if !show_toast(offer).await {
        return false;
    }
    matches!(tokio::time::timeout(ANSWERED_WITHIN, chosen).await, Ok(Ok(())))
}

fn toast(title: &str, text: &str) -> Toast {
    Toast::new(ID).title(title).text1(text)
}

/// Windows may take its time; whether it was shown.
async fn show_toast(toast: impl FnOnce() -> Toast + Send + 'static) -> bool {
    let shown = tokio::task::spawn_blocking(move || {
        // Windows shows nothing of somebody it does not know the name of.
        let known = CURRENT_USER.create(format!(r"Software\Classes\AppUserModelId\{ID}"));
        if let Err(error) = known.and_then(|key| key.set_string("DisplayName", NAME)) {
            log::debug!("our name is not known: {error}");
        }
        toast().show()
    });
    let shown: Result<(), Error> = shown.await.unwrap_or(Ok(()));
    if let Err(error) = &shown {
        log::info!("no notification: {error}");
    }
    shown.is_ok()
}
