//! The folders of a Linux desktop.

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// `$XDG_STATE_HOME`.
pub fn state(base: &dyn BaseStrategy) -> PathBuf {
    base.state_dir().unwrap_or_else(|| base.data_dir())
}
