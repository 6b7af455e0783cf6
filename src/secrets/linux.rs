//! The Secret Service: GNOME Keyring, KWallet, KeePassXC.

use keyring_core::{CredentialStore, Result};
use std::sync::Arc;
use zbus_secret_service_keyring_store::Store;

pub fn keychain() -> Result<Arc<CredentialStore>> {
    Store::new().map(|store| store as Arc<CredentialStore>)
}
