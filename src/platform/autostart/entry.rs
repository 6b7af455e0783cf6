//! The command in an entry that Windows runs at login: plain text, so that every machine can test it.

use std::path::{Path, PathBuf};

/// The program and what it is told. A path of Windows has no quotes.
pub fn command(program: &Path) -> String {
    format!("\"{}\" run", program.display())
}

/// The program that a command names.
pub fn program(command: &str) -> PathBuf {
    let command = command.trim_start();
    let name = match command.strip_prefix('"') {
        Some(rest) => rest.split('"').next(),
        None => command.split(' ').next(),
    };
    name.unwrap_or_default().into()
}

/// Whether Windows' own list of what starts at login ("Startup apps", Task Manager) has it switched off: an odd first
/// byte says so.
pub fn is_switched_off(approval: &[u8]) -> bool {
    approval.first().is_some_and(|first| first % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_command_quotes_is_found_again() {
        for path in [
            r"C:\Program Files\away24\away24.exe",
            r"C:\Users\Анна Петрова\AppData\Local\Programs\away24\away24.exe",
            r"D:\100% mine\R&D (old)\^away24.exe",
            r"\\server\share\away24.exe",
        ] {
            let command = command(Path::new(path));
            assert_eq!(program(&command), Path::new(path), "{command}");
            assert_eq!(command, format!("\"{path}\" run"));
        }
        assert_eq!(program(r"C:\away24.exe run"), Path::new(r"C:\away24.exe"), "written by hand");
        assert_eq!(program(""), Path::new(""));
    }

    #[test]
    fn what_a_person_switched_off_in_task_manager_is_off() {
        assert!(is_switched_off(&[3, 0, 0, 0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 1]));
        assert!(is_switched_off(&[1, 0, 0, 0]));
        assert!(!is_switched_off(&[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        assert!(!is_switched_off(&[6]) && !is_switched_off(&[]));
    }
}
