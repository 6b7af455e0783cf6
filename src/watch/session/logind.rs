//! systemd-logind (or elogind) on the system bus: lock, sleep, shutdown, who has the screen.
//!
//! `IdleHint` is not used: on many desktops nobody ever sets it.

use super::{Delay, Witness, Word};
use crate::clock::Backoff;
use crate::platform::dbus::{Address, Bus, Signal};
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};

const NAME: &str = "org.freedesktop.login1";
const MANAGER: Address<'_> =
    Address { name: NAME, path: "/org/freedesktop/login1", interface: "org.freedesktop.login1.Manager" };
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// How long after its screen is gone a session is known to be over.
const CLOSES_WITHIN: Duration = Duration::from_secs(2);

type Words = UnboundedSender<Word>;
type Changed = HashMap<String, OwnedValue>;

/// Why logind is not listened to any more.
enum Ended {
    Lost(zbus::Error),
    /// Nobody listens to us.
    Unwanted,
}

impl From<zbus::Error> for Ended {
    fn from(error: zbus::Error) -> Self {
        Self::Lost(error)
    }
}

fn say(words: &Words, word: Word) -> Result<(), Ended> {
    words.send(word).map_err(|_| Ended::Unwanted)
}

/// Listens for as long as anybody listens to us.
pub async fn watch_logind(words: Words) {
    let mut retry = Backoff::default();
    loop {
        let mut known = false;
        match follow_signals(&words, &mut known).await {
            Err(Ended::Unwanted) => return,
            Err(Ended::Lost(error)) => log::info!("the system bus is gone: {error}"),
            Ok(()) => {}
        }
        if words.send(Word::Program(Witness::Logind, false)).is_err() {
            return;
        }
        if known {
            retry = Backoff::default();
        }
        retry.wait(if known { Backoff::SOON } else { Backoff::RARELY }).await;
    }
}

/// Follows logind over one connection to the bus, through its restarts. `known`: it was there.
async fn follow_signals(words: &Words, known: &mut bool) -> Result<(), Ended> {
    let mut bus = Bus::system().await?;
    bus.listen_for_owner(NAME).await?;
    for member in ["PrepareForSleep", "PrepareForShutdown", "SessionRemoved"] {
        bus.listen(&format!("type='signal',sender='{NAME}',member='{member}'")).await?;
    }
    bus.listen(&format!("type='signal',sender='{NAME}',interface='{SESSION}'")).await?;
    bus.listen(&format!("type='signal',sender='{NAME}',interface='{PROPERTIES}'")).await?;
    loop {
        let Some(owner) = bus.owner(NAME).await else {
            log::info!("there is no logind");
            until_it_comes(&mut bus).await?;
            continue;
        };
        *known = true;
        let mut logind =
            Logind { session: session(&bus).await, delay: delay(&bus).await, owner, words, look_again: None };
        log::info!(
            session = logind.session.as_ref().map_or("none", |path| path.as_str()),
            delay = logind.delay.is_some();
            "logind"
        );
        logind.look(&bus).await?;
        loop {
            let signal = match logind.look_again {
                Some(at) => tokio::time::timeout_at(at, bus.signal()).await,
                None => Ok(bus.signal().await),
            };
            let Ok(signal) = signal else {
                logind.look_whether_over(&bus).await?;
                continue;
            };
            let signal = signal?;
            match signal.new_owner() {
                Some((name, _)) if name == NAME => break,
                _ if signal.is_from(&logind.owner) => logind.hear(&bus, &signal).await?,
                // On the system bus anybody may say anything; only logind is listened to.
                _ => {}
            }
        }
    }
}

async fn until_it_comes(bus: &mut Bus) -> zbus::Result<()> {
    loop {
        if matches!(bus.signal().await?.new_owner(), Some((name, Some(_))) if name == NAME) {
            return Ok(());
        }
    }
}

struct Logind<'a> {
    owner: String,
    words: &'a Words,
    session: Option<OwnedObjectPath>,
    /// Lets the machine wait when it is about to sleep.
    delay: Option<Delay>,
    /// A session that another one replaced on the screen may be over, which nobody tells as long as something
    /// of it still runs: we do.
    look_again: Option<Instant>,
}

impl Logind<'_> {
    /// What holds already when we begin to listen.
    async fn look(&self, bus: &Bus) -> Result<(), Ended> {
        if let Some(path) = &self.session {
            let session = Address { name: NAME, path: path.as_str(), interface: SESSION };
            let locked = bus.property(session, "LockedHint").await.unwrap_or(false);
            let active = bus.property(session, "Active").await.unwrap_or(true);
            say(self.words, Word::Hint(locked))?;
            say(self.words, Word::Inactive(!active))?;
        }
        let blocked: String = bus.property(MANAGER, "BlockInhibited").await.unwrap_or_default();
        say(self.words, Word::Program(Witness::Logind, blocks_idle(&blocked)))
    }

    async fn hear(&mut self, bus: &Bus, signal: &Signal) -> Result<(), Ended> {
        let path = signal.path();
        let ours = self.session.as_ref().is_some_and(|session| session.as_str() == path);
        match (&*signal.member(), signal.body::<bool>()) {
            ("PrepareForSleep", Some(true)) => say(self.words, Word::Sleep(self.delay.take())),
            ("PrepareForSleep", Some(false)) => {
                self.delay = delay(bus).await;
                say(self.words, Word::Woke)
            }
            ("PrepareForShutdown", Some(going_down)) => say(self.words, Word::GoingDown(going_down)),
            ("SessionRemoved", _) if self.is_removed(signal) => say(self.words, Word::Over),
            ("Lock", _) if ours => say(self.words, Word::LockAsked),
            ("Unlock", _) if ours => say(self.words, Word::UnlockAsked),
            ("PropertiesChanged", _) if ours || path == MANAGER.path => self.changed(signal),
            _ => Ok(()),
        }
    }

    fn is_removed(&self, signal: &Signal) -> bool {
        let removed = signal.body::<(String, OwnedObjectPath)>().map(|(_, path)| path);
        removed.is_some() && removed == self.session
    }

    async fn look_whether_over(&mut self, bus: &Bus) -> Result<(), Ended> {
        self.look_again = None;
        let Some(path) = &self.session else { return Ok(()) };
        let session = Address { name: NAME, path: path.as_str(), interface: SESSION };
        let state: String = bus.property(session, "State").await.unwrap_or_default();
        if state == "closing" { say(self.words, Word::Over) } else { Ok(()) }
    }

    fn changed(&mut self, signal: &Signal) -> Result<(), Ended> {
        let Some((interface, changed, _)) = signal.body::<(String, Changed, Vec<String>)>() else {
            return Ok(());
        };
        let flag = |name: &str| changed.get(name).and_then(|value| bool::try_from(value).ok());
        if interface == SESSION {
            if let Some(locked) = flag("LockedHint") {
                say(self.words, Word::Hint(locked))?;
            }
            if let Some(active) = flag("Active") {
                self.look_again = (!active).then(|| Instant::now() + CLOSES_WITHIN);
                say(self.words, Word::Inactive(!active))?;
            }
        }
        let blocked = changed.get("BlockInhibited").and_then(|value| <&str>::try_from(value).ok());
        match blocked {
            Some(blocked) => say(self.words, Word::Program(Witness::Logind, blocks_idle(blocked))),
            None => Ok(()),
        }
    }
}

fn blocks_idle(what: &str) -> bool {
    what.split(':').any(|what| what == "idle")
}

/// The session this process belongs to; a service of the user's manager belongs to none, and means
/// the one with the screen.
async fn session(bus: &Bus) -> Option<OwnedObjectPath> {
    if let Some(id) = std::env::var("XDG_SESSION_ID").ok().filter(|id| !id.is_empty())
        && let Ok(path) = bus.call(MANAGER, "GetSession", vec![id.into()]).await
    {
        return Some(path);
    }
    if let Ok(path) = bus.call(MANAGER, "GetSessionByPID", vec![std::process::id().into()]).await {
        return Some(path);
    }
    let uid = rustix::process::getuid().as_raw();
    let user: OwnedObjectPath = bus.call(MANAGER, "GetUser", vec![uid.into()]).await.ok()?;
    let user = Address { name: NAME, path: user.as_str(), interface: "org.freedesktop.login1.User" };
    let (_, path): (String, OwnedObjectPath) =
        bus.property::<OwnedValue>(user, "Display").await.ok()?.try_into().ok()?;
    Some(path).filter(|path| path.as_str() != "/")
}

/// Asks the machine to wait when it is about to sleep.
async fn delay(bus: &Bus) -> Option<Delay> {
    let why = ["sleep", "away24", "tells Bitrix24 that you are away", "delay"];
    let reply = bus.reply(MANAGER, "Inhibit", why.map(Into::into).into()).await;
    let handle = reply.and_then(|reply| reply.body().deserialize::<OwnedFd>());
    let handle = handle.inspect_err(|error| log::info!("sleep will not wait for us: {error}")).ok()?;
    Some(Delay(handle.into()))
}

/// What logind can do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub sleep: bool,
}

/// Whether there is a logind that knows our session.
pub async fn examine() -> Option<Found> {
    let bus = Bus::system().await.ok()?;
    bus.owner(NAME).await?;
    session(&bus).await?;
    Some(Found { sleep: delay(&bus).await.is_some() })
}
