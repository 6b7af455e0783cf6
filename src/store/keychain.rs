//! Secrets in memory, and the system keychain that keeps them on disk.

use crate::messages::Problem;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

#[cfg_attr(target_os = "linux", path = "keychain/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "keychain/native.rs")]
mod os;

/// Text that nobody may read by accident: it prints as `****` and is wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// What a keychain gave, if it is text.
    fn from_bytes(bytes: Vec<u8>) -> Result<Self, Problem> {
        let text = String::from_utf8(bytes).map_err(|wrong| {
            drop(Zeroizing::new(wrong.into_bytes()));
            Problem::KeychainDamaged
        })?;
        Ok(Self::new(text))
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

/// By which the keychain knows our one entry.
const SERVICE: &str = "away24";
const ITEM: &str = "account";

/// Where a secret is kept.
#[derive(Clone, Debug)]
pub enum CredentialStore {
    /// The system keychain.
    Keychain,
    /// This process only: the demo, and tests of what happens between two steps.
    Memory(Arc<Mutex<Option<Secret>>>),
}

impl CredentialStore {
    pub fn in_memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// What was stored last; `None` if nothing is. A locked keychain answers when a person has typed a password.
    pub async fn load(&self) -> Result<Option<Secret>, Problem> {
        match self {
            Self::Memory(held) => Ok(held.lock().unwrap_or_else(PoisonError::into_inner).clone()),
            // (Boxed: what asks a keychain is large, and seldom there.)
            Self::Keychain => Box::pin(os::load()).await,
        }
    }

    pub async fn store(&self, secret: Secret) -> Result<(), Problem> {
        match self {
            Self::Memory(held) => {
                *held.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret);
                Ok(())
            }
            Self::Keychain => Box::pin(os::store(secret)).await,
        }
    }

    /// Forgets what was stored, if anything.
    pub async fn forget(&self) -> Result<(), Problem> {
        match self {
            Self::Memory(held) => {
                *held.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Ok(())
            }
            Self::Keychain => Box::pin(os::forget()).await,
        }
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
