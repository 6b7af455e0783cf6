//! The keychains of Windows and macOS.

use super::{ITEM, SERVICE, Secret};
use crate::messages::Problem;
use keyring_core::{CredentialStore, Entry, Error};
use std::sync::Arc;
use tokio::sync::oneshot;

#[cfg_attr(target_os = "macos", path = "native/macos.rs")]
#[cfg_attr(windows, path = "native/windows.rs")]
mod system;

pub async fn load() -> Result<Option<Secret>, Problem> {
    on_a_thread(|entry| match entry.get_secret() {
        Ok(bytes) => Secret::from_bytes(bytes).map(Some),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(problem(error)),
    })
    .await
}

pub async fn store(secret: Secret) -> Result<(), Problem> {
    on_a_thread(move |entry| entry.set_secret(secret.expose().as_bytes()).map_err(problem)).await
}

pub async fn forget() -> Result<(), Problem> {
    on_a_thread(|entry| match entry.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(problem(error)),
    })
    .await
}

/// A locked keychain keeps the caller waiting until a person has typed a password. So every call
/// has a thread of its own, which also does not hold up the end of the process.
async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce(&Entry) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (done, result) = oneshot::channel();
    let thread = std::thread::Builder::new().name("keychain".into()).spawn(move || {
        let outcome = system::keychain().map_err(|_| Problem::KeychainMissing).and_then(
            |keychain: Arc<CredentialStore>| {
                let entry = keychain.build(SERVICE, ITEM, None).map_err(problem)?;
                work(&entry)
            },
        );
        // Nobody waits any more if the process is about to end.
        let _ = done.send(outcome);
    });
    let internal = |why: String| Problem::Internal { why };
    thread.map_err(|error| internal(error.to_string()))?;
    result.await.map_err(|_| internal("the keychain thread ended".into()))?
}

fn problem(error: Error) -> Problem {
    match error {
        Error::NoStorageAccess(_) => Problem::KeychainLocked,
        Error::NoDefaultStore => Problem::KeychainMissing,
        // Their texts could quote what was found.
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            Problem::KeychainDamaged
        }
        Error::PlatformFailure(why) => Problem::KeychainFailed { why: why.to_string() },
        Error::TooLong(..) => Problem::KeychainTooSmall,
        Error::Ambiguous(_) => Problem::KeychainAmbiguous,
        error => Problem::KeychainFailed { why: error.to_string() },
    }
}
