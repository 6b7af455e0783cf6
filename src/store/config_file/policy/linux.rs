//! Where an administrator of a Linux machine lays down a policy.

use crate::messages::Problem;
use crate::store::config::policy::Source;
use std::path::PathBuf;

#[expect(clippy::unnecessary_wraps, reason = "elsewhere there may be none")]
pub fn file() -> Option<PathBuf> {
    Some("/etc/away24/policy.toml".into())
}

/// Nothing but the file.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn handed_out() -> Result<Vec<Source>, Problem> {
    Ok(Vec::new())
}
