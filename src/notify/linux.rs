//! Notifications of a Linux desktop, over D-Bus.

use super::Kind;
use std::collections::HashMap;
use std::time::Duration;
use zbus::zvariant::Value;

/// A server that takes longer shows it by itself, or never.
const TAKEN_WITHIN: Duration = Duration::from_secs(5);

/// Shows a title and a sentence. Where nothing shows notifications, the tray still tells.
pub async fn show(kind: Kind, title: &str, text: &str) {
    let ask = async {
        let bus = zbus::Connection::session().await?;
        let name = "org.freedesktop.Notifications";
        let proxy = zbus::Proxy::new(&bus, name, "/org/freedesktop/Notifications", name).await?;
        let (actions, hints): (Vec<&str>, HashMap<&str, Value<'_>>) = Default::default();
        let expires = -1_i32;
        let icon = match kind {
            Kind::News => "dialog-information",
            Kind::Trouble => "dialog-warning",
        };
        proxy
            .call::<_, _, u32>("Notify", &("away24", 0_u32, icon, title, text, actions, hints, expires))
            .await
    };
    match tokio::time::timeout(TAKEN_WITHIN, ask).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::info!("no notification: {error}"),
        Err(_) => tracing::info!("no notification: nobody takes it"),
    }
}
