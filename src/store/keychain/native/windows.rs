//! The Credential Manager.

use keyring_core::{CredentialStore, Result};
use std::sync::Arc;
use windows_native_keyring_store::Store;

pub fn keychain() -> Result<Arc<CredentialStore>> {
    Store::new().map(|store| store as Arc<CredentialStore>)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keyring_core::Error;

    /// mcpc#409: the Credential Manager takes 2,560 bytes. `auth.rs` knows that, and lets no sign-in be longer.
    #[test]
    fn the_longest_sign_in_fits_and_a_longer_one_is_refused() {
        let entry = keychain().unwrap().build("away24 test", "longest", None).unwrap();
        let longest = [0x7a; 2560];
        entry.set_secret(&longest).unwrap();
        assert_eq!(entry.get_secret().unwrap(), longest);
        assert!(matches!(entry.set_secret(&[0x7a; 2561]), Err(Error::TooLong(..))));
        assert_eq!(entry.get_secret().unwrap(), longest, "what was kept stays");
        entry.delete_credential().unwrap();
        assert!(matches!(entry.get_secret(), Err(Error::NoEntry)));
    }
}
