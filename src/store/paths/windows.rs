//! The folders of a Windows desktop.

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// `%LOCALAPPDATA%`: what happened on this machine does not travel to others with the person's profile.
pub fn state(base: &dyn BaseStrategy) -> PathBuf {
    base.cache_dir()
}
