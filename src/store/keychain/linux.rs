//! The Secret Service: GNOME Keyring, KWallet, KeePassXC. Each call has a connection of its own, because a keychain
//! may come up, or come back, after us; and a session key, so that nobody reads along on the bus.

use super::{ITEM, SERVICE, Secret};
use crate::messages::Problem;
use futures_util::StreamExt;
use secret_service::{EncryptionType, Error, Item, SecretService};
use std::collections::HashMap;

/// The keychain has this name on the session bus.
const NAME: &str = "org.freedesktop.secrets";
const TYPE: &str = "application/octet-stream";
/// What a person sees in the keychain's own program.
const LABEL: &str = "keyring:account@away24";

pub async fn load() -> Result<Option<Secret>, Problem> {
    let keychain = connect().await?;
    let Some(item) = entry(&keychain).await? else { return Ok(None) };
    item.get_secret().await.map_err(problem).and_then(Secret::from_bytes).map(Some)
}

pub async fn store(secret: Secret) -> Result<(), Problem> {
    let keychain = connect().await?;
    let bytes = secret.expose().as_bytes();
    if let Some(item) = entry(&keychain).await? {
        return item.set_secret(bytes, TYPE).await.map_err(problem);
    }
    let collection = keychain.get_default_collection().await.map_err(problem)?;
    if collection.is_locked().await.map_err(problem)? {
        unless_it_ends(collection.unlock()).await?;
    }
    collection.create_item(LABEL, attributes(), bytes, true, TYPE).await.map_err(problem)?;
    Ok(())
}

pub async fn forget() -> Result<(), Problem> {
    let keychain = connect().await?;
    match entry(&keychain).await? {
        Some(item) => item.delete().await.map_err(problem),
        None => Ok(()),
    }
}

async fn connect() -> Result<SecretService<'static>, Problem> {
    SecretService::connect(EncryptionType::Dh).await.map_err(|_| Problem::KeychainMissing)
}

/// As the `keyring` crates name an entry.
fn attributes() -> HashMap<&'static str, &'static str> {
    HashMap::from([("service", SERVICE), ("username", ITEM)])
}

/// Our one entry, unlocked, if there is one.
async fn entry<'a>(keychain: &'a SecretService<'static>) -> Result<Option<Item<'a>>, Problem> {
    let mut found = keychain.search_items(attributes()).await.map_err(problem)?;
    if !found.locked.is_empty() {
        unless_it_ends(keychain.unlock_all(&found.locked.iter().collect::<Vec<_>>())).await?;
    }
    found.unlocked.append(&mut found.locked);
    let item = found.unlocked.pop();
    if found.unlocked.is_empty() { Ok(item) } else { Err(Problem::KeychainAmbiguous) }
}

/// A keychain may wait for a person's password. If its process ends meanwhile, nobody answers the question any more.
async fn unless_it_ends<T>(unlocking: impl Future<Output = Result<T, Error>>) -> Result<T, Problem> {
    tokio::select! {
        outcome = unlocking => outcome.map_err(problem),
        Ok(()) = end_of_keychain() => Err(Problem::KeychainMissing),
    }
}

async fn end_of_keychain() -> zbus::Result<()> {
    let bus = zbus::Connection::session().await?;
    let daemon = zbus::fdo::DBusProxy::new(&bus).await?;
    let mut owners = daemon.receive_name_owner_changed_with_args(&[(0, NAME)]).await?;
    while let Some(change) = owners.next().await {
        if change.args()?.old_owner().is_some() {
            break;
        }
    }
    Ok(())
}

fn problem(error: Error) -> Problem {
    match error {
        Error::Locked | Error::NoResult | Error::Prompt => Problem::KeychainLocked,
        error => Problem::KeychainFailed { why: error.to_string() },
    }
}
