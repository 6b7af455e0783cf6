//! Where an administrator of Macs lays down a policy: a file, or a configuration profile, which ends in managed
//! preferences.

use crate::messages::Problem;
use crate::store::config::policy::Source;
use crate::store::config::{KEYS, Kind};
use objc2_core_foundation::{
    CFBoolean, CFNumber, CFPreferencesAppValueIsForced, CFPreferencesCopyAppValue, CFString,
};
use std::path::PathBuf;

/// What profiles call us.
const DOMAIN: &str = "io.github.away24";

#[expect(clippy::unnecessary_wraps, reason = "elsewhere there may be none")]
pub fn file() -> Option<PathBuf> {
    Some("/Library/Application Support/away24/policy.toml".into())
}

/// What a profile forces is set; a preference that is not forced could be anybody's, and counts for nothing.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn handed_out() -> Result<Vec<Source>, Problem> {
    let domain = CFString::from_str(DOMAIN);
    let lines: Vec<String> = KEYS.iter().filter_map(|key| line(key.name, key.kind, &domain)).collect();
    let profile = || Source { path: ["managed preferences of ", DOMAIN].concat(), text: lines.join("\n") };
    Ok((!lines.is_empty()).then(profile).into_iter().collect())
}

fn line(name: &str, kind: Kind, domain: &CFString) -> Option<String> {
    let key = CFString::from_str(name);
    if !CFPreferencesAppValueIsForced(&key, domain) {
        return None;
    }
    let value = CFPreferencesCopyAppValue(&key, domain)?;
    let plain = match kind {
        Kind::Switch => value.downcast_ref::<CFBoolean>().map(|on| on.as_bool().to_string()),
        Kind::Number(..) => {
            value.downcast_ref::<CFNumber>().and_then(CFNumber::as_i64).map(|n| n.to_string())
        }
        Kind::Text => None,
    };
    // What is of no kind of ours stays as it is, and is refused with its name.
    let text = || {
        let text = value.downcast_ref::<CFString>().map(ToString::to_string).unwrap_or_default();
        toml_edit::Value::from(text).to_string()
    };
    Some(format!("pin.{name} = {}", plain.unwrap_or_else(text)))
}
