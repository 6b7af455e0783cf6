//! The login keychain.

use apple_native_keyring_store::keychain::Store;
use keyring_core::{CredentialStore, Result};
use std::sync::Arc;

pub fn keychain() -> Result<Arc<CredentialStore>> {
    Store::new().map(|store| store as Arc<CredentialStore>)
}
