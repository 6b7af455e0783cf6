//! What the tray's menu asks for beside presence: things that are opened for a person to look at.

use crate::doctor;
use crate::messages::Problem;
use crate::store::config::Config;
use crate::store::paths;
use crate::ui::history_report;

/// Opens the portal in the browser.
pub fn open_portal(host: &str) {
    let loopback = host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
    open(&format!("{}://{host}/", if loopback { "http" } else { "https" }));
}

/// Writes the doctor's findings to a file, and opens it.
pub async fn diagnostics(config: Result<Config, Problem>) -> Result<(), Problem> {
    let (checks, _) = doctor::examine(&config).await;
    let text: Vec<String> = checks.iter().flat_map(doctor::lines).collect();
    let path = paths::create_state_dir()?.join("diagnostics.txt");
    history_report::write(&path, &text.join("\n"))?;
    open(&path.display().to_string());
    Ok(())
}

/// Shows what the history knows of today.
pub fn today() -> Result<(), Problem> {
    open(&history_report::today()?.display().to_string());
    Ok(())
}

/// Opens a file or an address with the desktop's own program for it.
pub fn open(what: &str) {
    if let Err(error) = open::that_detached(what) {
        log::warn!("nothing opens {what}: {error}");
    }
}
