//! What the desktop's own services tell on the session bus: screen savers that cover the screen, and
//! programs that inhibit idleness.

use super::{Witness, Word};
use crate::clock::Backoff;
use crate::platform::dbus::{Address, Bus, Signal};
use tokio::sync::mpsc::UnboundedSender;

/// For sessions where logind is not told of the lock.
const SAVERS: [Address<'_>; 4] = [
    saver("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    saver("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    saver("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    saver("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
];

const fn saver<'a>(name: &'a str, path: &'a str) -> Address<'a> {
    Address { name, path, interface: name }
}

const SESSION_MANAGER: Address<'_> = Address {
    name: "org.gnome.SessionManager",
    path: "/org/gnome/SessionManager",
    interface: "org.gnome.SessionManager",
};
/// The session manager's flag for "do not count this as idle".
const IDLE: u32 = 8;

const POWER_POLICY: Address<'_> = Address {
    name: "org.kde.Solid.PowerManagement.PolicyAgent",
    path: "/org/kde/Solid/PowerManagement/PolicyAgent",
    interface: "org.kde.Solid.PowerManagement.PolicyAgent",
};
/// KDE's flag for "leave the screen as it is".
const SCREEN: u32 = 4;

type Words = UnboundedSender<Word>;

/// Listens for as long as anybody listens to us.
pub async fn watch_desktop(words: Words) {
    let mut retry = Backoff::default();
    loop {
        let mut known = false;
        if let Err(error) = follow_signals(&words, &mut known).await {
            log::info!("the session bus is gone: {error}");
        }
        if words.is_closed() {
            return;
        }
        if known {
            retry = Backoff::default();
        }
        // What a bus that is gone spoke for holds no longer. (A lock does, until somebody lifts it.)
        for witness in [Witness::SessionManager, Witness::PowerPolicy] {
            say(&words, Word::Program(witness, false));
        }
        retry.wait(if known { Backoff::SOON } else { Backoff::RARELY }).await;
    }
}

fn say(words: &Words, word: Word) {
    // The agent may have ended meanwhile; then so does the connection.
    let _ = words.send(word);
}

/// Follows over one connection. `known`: there was a bus.
async fn follow_signals(words: &Words, known: &mut bool) -> zbus::Result<()> {
    let mut bus = Bus::session().await?;
    *known = true;
    for service in SAVERS.iter().chain([&SESSION_MANAGER, &POWER_POLICY]) {
        bus.listen_for_owner(service.name).await?;
        bus.listen(&format!("type='signal',sender='{0}',interface='{0}'", service.name)).await?;
    }
    for service in SAVERS.iter().chain([&SESSION_MANAGER, &POWER_POLICY]) {
        if bus.owner(service.name).await.is_some() {
            look(&bus, words, service.name).await;
        }
    }
    loop {
        let signal = tokio::select! {
            signal = bus.signal() => signal?,
            () = words.closed() => return Ok(()),
        };
        match signal.new_owner() {
            Some((name, Some(_))) => look(&bus, words, &name).await,
            Some((name, None)) => forget(words, &name),
            None => hear(&bus, words, &signal).await,
        }
    }
}

/// Asks a service for what holds already.
async fn look(bus: &Bus, words: &Words, name: &str) {
    if let Some(saver) = SAVERS.iter().find(|saver| saver.name == name) {
        if let Ok(active) = bus.call(*saver, "GetActive", vec![]).await {
            say(words, Word::Saver(active));
        }
    } else if name == SESSION_MANAGER.name {
        if let Ok(inhibited) = bus.call(SESSION_MANAGER, "IsInhibited", vec![IDLE.into()]).await {
            say(words, Word::Program(Witness::SessionManager, inhibited));
        }
    } else if name == POWER_POLICY.name
        && let Ok(inhibited) = bus.call(POWER_POLICY, "HasInhibition", vec![SCREEN.into()]).await
    {
        say(words, Word::Program(Witness::PowerPolicy, inhibited));
    }
}

/// A service that ended inhibits nothing. A screen saver that ended while it covered the screen has not
/// brought anybody back: the next one will say.
fn forget(words: &Words, name: &str) {
    if name == SESSION_MANAGER.name {
        say(words, Word::Program(Witness::SessionManager, false));
    } else if name == POWER_POLICY.name {
        say(words, Word::Program(Witness::PowerPolicy, false));
    }
}

async fn hear(bus: &Bus, words: &Words, signal: &Signal) {
    match (&*signal.member(), &*signal.interface()) {
        ("ActiveChanged", interface) if SAVERS.iter().any(|saver| saver.interface == interface) => {
            if let Some(active) = signal.body() {
                say(words, Word::Saver(active));
            }
        }
        ("InhibitorAdded" | "InhibitorRemoved", _) => look(bus, words, SESSION_MANAGER.name).await,
        ("InhibitionsChanged", _) => look(bus, words, POWER_POLICY.name).await,
        _ => {}
    }
}

/// What the desktop's services can tell here.
#[derive(Default)]
pub struct Found {
    pub lock: bool,
    pub programs: bool,
}

pub async fn examine() -> Found {
    let Ok(bus) = Bus::session().await else { return Found::default() };
    let mut found = Found::default();
    for saver in &SAVERS {
        found.lock |= bus.owner(saver.name).await.is_some();
    }
    for service in [SESSION_MANAGER, POWER_POLICY] {
        found.programs |= bus.owner(service.name).await.is_some();
    }
    found
}
