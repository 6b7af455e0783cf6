//! Notifications of a Linux desktop, over D-Bus.

use super::Kind;
use crate::platform::dbus::{Address, Bus};
use std::collections::HashMap;
use std::time::Duration;
use zbus::zvariant::Value;

const NAME: &str = "org.freedesktop.Notifications";
const SERVER: Address<'_> = Address { name: NAME, path: "/org/freedesktop/Notifications", interface: NAME };
/// Nobody answers later than this.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15 * 60);
const ACTION: &str = "act";

/// Shows a title and a sentence. Where nothing shows notifications, the tray still tells.
pub async fn show(kind: Kind, title: &str, text: &str) {
    if let Err(error) = show_notification(kind, title, text, None).await {
        log::info!("no notification: {error}");
    }
}

/// The same with something that can be done about it; whether it was chosen.
pub async fn offer(kind: Kind, title: &str, text: &str, action: &str) -> bool {
    let chosen =
        tokio::time::timeout(ANSWERED_WITHIN, show_notification(kind, title, text, Some(action))).await;
    match chosen {
        Ok(Ok(chosen)) => chosen,
        Ok(Err(error)) => {
            log::info!("no notification: {error}");
            false
        }
        Err(_) => false,
    }
}

async fn show_notification(kind: Kind, title: &str, text: &str, action: Option<&str>) -> zbus::Result<bool> {
    let mut bus = Bus::session().await?;
    if action.is_some() {
        bus.listen(&format!("type='signal',sender='{NAME}',interface='{NAME}'")).await?;
    }
    let actions: Vec<&str> = action.map(|label| vec![ACTION, label]).unwrap_or_default();
    let hints: HashMap<&str, Value<'_>> = HashMap::new();
    let icon = match kind {
        Kind::News => "dialog-information",
        Kind::Trouble => "dialog-warning",
    };
    let body = vec![
        "away24".into(),
        0_u32.into(),
        icon.into(),
        title.into(),
        text.into(),
        actions.into(),
        hints.into(),
        (-1_i32).into(),
    ];
    let shown: u32 = bus.call(SERVER, "Notify", body).await?;
    if action.is_none() {
        return Ok(false);
    }
    // Anybody on the bus may send us a signal; only the server knows what was chosen.
    let Some(server) = bus.owner(NAME).await else { return Ok(false) };
    loop {
        let signal = bus.signal().await?;
        if !signal.is_from(&server) {
            continue;
        }
        if let ("ActionInvoked", Some((id, key))) = (&*signal.member(), signal.body::<(u32, String)>())
            && id == shown
        {
            return Ok(key == ACTION);
        }
        if let ("NotificationClosed", Some((id, _))) = (&*signal.member(), signal.body::<(u32, u32)>())
            && id == shown
        {
            return Ok(false);
        }
    }
}
