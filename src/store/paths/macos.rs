//! The folders of a Mac.

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// `~/Library/Application Support`.
pub fn state(base: &dyn BaseStrategy) -> PathBuf {
    base.data_dir()
}
