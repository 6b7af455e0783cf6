//! What the tray's menu asks for beside presence: things that are opened for a person to look at.

use crate::doctor;
use crate::messages::Problem;
use crate::portal::address;
use crate::store::config::Config;
use crate::store::paths;
use crate::ui::history_report;

/// Opens the portal in the browser.
pub fn open_portal(host: &str) {
    open(&portal_url(host));
}

fn portal_url(host: &str) -> String {
    format!("{}/", address::origin(host))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_portal_on_this_machine_is_opened_without_encryption() {
        let here = ["127.0.0.1", "127.8.9.1:8024", "localhost", "LOCALHOST:8024", "[::1]", "[::1]:8024"];
        let elsewhere = [
            "example.bitrix24.com",
            "localhost.example.com",
            "localhost.example.com:8024",
            "LOCALHOST.example.com",
            "localhost.",
            "127.example.com",
            "127.0.0.1.example.com:8024",
            "[::1].example.com",
            "[::1].example.com:8024",
            "10.0.0.1",
        ];
        let of = |scheme: &'static str, hosts: &[&'static str]| {
            hosts.iter().map(|host| (portal_url(host), format!("{scheme}://{host}/"))).collect::<Vec<_>>()
        };
        let opened = [of("http", &here), of("https", &elsewhere)].concat();
        let wrong: Vec<_> = opened.into_iter().filter(|(opened, right)| opened != right).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
