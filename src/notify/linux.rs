//! Notifications of a Linux desktop, over D-Bus.

use super::Kind;
use futures_util::StreamExt;
use std::collections::HashMap;
use std::time::Duration;
use zbus::zvariant::Value;

const NAME: &str = "org.freedesktop.Notifications";
/// A server that takes longer shows it by itself, or never.
const TAKEN_WITHIN: Duration = Duration::from_secs(5);
/// Nobody answers later than this.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15 * 60);
const ACTION: &str = "act";

/// Shows a title and a sentence. Where nothing shows notifications, the tray still tells.
pub async fn show(kind: Kind, title: &str, text: &str) {
    if let Err(error) = ask(kind, title, text, None).await {
        tracing::info!("no notification: {error}");
    }
}

/// The same with something that can be done about it; whether it was chosen.
pub async fn offer(kind: Kind, title: &str, text: &str, action: &str) -> bool {
    let chosen = tokio::time::timeout(ANSWERED_WITHIN, ask(kind, title, text, Some(action))).await;
    match chosen {
        Ok(Ok(chosen)) => chosen,
        Ok(Err(error)) => {
            tracing::info!("no notification: {error}");
            false
        }
        Err(_) => false,
    }
}

async fn ask(kind: Kind, title: &str, text: &str, action: Option<&str>) -> zbus::Result<bool> {
    let slow = |_| zbus::Error::Failure("nobody takes it".into());
    let bus = tokio::time::timeout(TAKEN_WITHIN, zbus::Connection::session()).await.map_err(slow)??;
    let proxy = zbus::Proxy::new(&bus, NAME, "/org/freedesktop/Notifications", NAME).await?;
    let mut signals = match action {
        Some(_) => Some(proxy.receive_all_signals().await?),
        None => None,
    };
    let actions: Vec<&str> = action.map(|label| vec![ACTION, label]).unwrap_or_default();
    let hints: HashMap<&str, Value<'_>> = HashMap::new();
    let icon = match kind {
        Kind::News => "dialog-information",
        Kind::Trouble => "dialog-warning",
    };
    let body = ("away24", 0_u32, icon, title, text, actions, hints, -1_i32);
    let shown = tokio::time::timeout(TAKEN_WITHIN, proxy.call::<_, _, u32>("Notify", &body));
    let shown = shown.await.map_err(slow)??;
    let Some(signals) = &mut signals else { return Ok(false) };
    while let Some(signal) = signals.next().await {
        let member = signal.header().member().map(ToString::to_string).unwrap_or_default();
        match member.as_str() {
            "ActionInvoked" => {
                let (id, key): (u32, String) = signal.body().deserialize()?;
                if id == shown {
                    return Ok(key == ACTION);
                }
            }
            "NotificationClosed" => {
                let (id, _): (u32, u32) = signal.body().deserialize()?;
                if id == shown {
                    return Ok(false);
                }
            }
            _ => {}
        }
    }
    Ok(false)
}
