//! Secrets in memory, and the system keychain that keeps them on disk.

use crate::messages::Problem;
use keyring_core::{CredentialStore, Entry, Error};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

#[cfg_attr(target_os = "linux", path = "secrets/linux.rs")]
#[cfg_attr(windows, path = "secrets/windows.rs")]
#[cfg_attr(target_os = "macos", path = "secrets/macos.rs")]
mod os;

/// Text that nobody may read by accident: it prints as `****` and is wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. Whatever is made of it must not be printed or kept either.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}

const SERVICE: &str = "away24";
const ITEM: &str = "account";

/// Where a secret is kept.
#[derive(Clone, Debug)]
pub enum Vault {
    /// The system keychain.
    Keychain,
    /// This process only: the demo, and tests of what happens between two steps.
    Memory(Arc<Mutex<Option<Secret>>>),
}

impl Vault {
    pub fn in_memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// What was stored last; `None` if nothing is.
    pub async fn load(&self) -> Result<Option<Secret>, Problem> {
        match self {
            Self::Memory(held) => Ok(held.lock().unwrap_or_else(PoisonError::into_inner).clone()),
            Self::Keychain => {
                on_a_thread(|entry| match entry.get_secret().map(String::from_utf8) {
                    Ok(Ok(text)) => Ok(Some(Secret::new(text))),
                    Ok(Err(_)) => Err(Problem::KeychainDamaged),
                    Err(Error::NoEntry) => Ok(None),
                    Err(error) => Err(problem(error)),
                })
                .await
            }
        }
    }

    pub async fn store(&self, secret: Secret) -> Result<(), Problem> {
        match self {
            Self::Memory(held) => {
                *held.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret);
                Ok(())
            }
            Self::Keychain => {
                on_a_thread(move |entry| entry.set_secret(secret.expose().as_bytes()).map_err(problem)).await
            }
        }
    }

    /// Forgets what was stored, if anything.
    pub async fn forget(&self) -> Result<(), Problem> {
        match self {
            Self::Memory(held) => {
                *held.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Ok(())
            }
            Self::Keychain => {
                on_a_thread(|entry| match entry.delete_credential() {
                    Ok(()) | Err(Error::NoEntry) => Ok(()),
                    Err(error) => Err(problem(error)),
                })
                .await
            }
        }
    }
}

/// A locked keychain keeps the caller waiting until a person has typed a password. So every call
/// has a thread of its own, which also does not hold up the end of the process. The connection is
/// made anew each time, because a keychain may come up, or come back, after us.
async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce(&Entry) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (done, result) = oneshot::channel();
    let thread = std::thread::Builder::new().name("keychain".into()).spawn(move || {
        let outcome = os::keychain().map_err(|_| Problem::KeychainMissing).and_then(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_stars() {
        let secret = Secret::new("hunter2".into());
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "**** **** Some(****)");
    }
}
