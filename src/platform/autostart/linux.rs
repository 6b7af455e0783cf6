//! An entry of the desktop's own autostart folder, by the specifications of freedesktop.org ("Desktop
//! Application Autostart" and "Desktop Entry").

use super::State;
use crate::messages::Problem;
use crate::store::fs::{self, Access};
use crate::store::paths;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const NAME: &str = "away24.desktop";

fn entry() -> Result<PathBuf, Problem> {
    paths::autostart_dir().map(|folder| folder.join(NAME))
}

/// The program as it was started; of an `AppImage`, what a person has, and not what is mounted while it runs.
fn program() -> Option<PathBuf> {
    let image = std::env::var_os("APPIMAGE").map(PathBuf::from).filter(|image| image.is_absolute());
    image.or_else(|| std::env::current_exe().ok().map(replaced))
}

/// Of a program that was replaced while it runs, as an upgrade does it, Linux says that it is deleted; what is in its
/// place is what starts at the next login.
fn replaced(program: PathBuf) -> PathBuf {
    let place = program.to_str().and_then(|path| path.strip_suffix(" (deleted)"));
    match place {
        Some(place) if !program.exists() => place.into(),
        _ => program,
    }
}

fn failed(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Autostart { path: path.display().to_string(), why: error.to_string() }
}

/// From now on, this program starts at login.
pub fn on() -> Result<(), Problem> {
    let path = entry()?;
    let program = program().ok_or_else(|| failed(&path, &ErrorKind::NotFound.into()))?;
    let text = format!(
        "[Desktop Entry]\nType=Application\nName=away24\nComment=Away for Bitrix24\nExec={}\nIcon=away24\n\
         Terminal=false\nNoDisplay=true\nX-GNOME-Autostart-enabled=true\n",
        exec(&program)
    );
    fs::replace(&path, text.as_bytes(), Access::AsBefore).map_err(|error| failed(&path, &error))
}

/// From now on it does not; an entry that a package put down for everybody is overridden.
pub fn off() -> Result<(), Problem> {
    let path = entry()?;
    let for_all = paths::system_autostart_dirs().iter().any(|folder| folder.join(NAME).exists());
    let outcome = if for_all {
        let hidden = "[Desktop Entry]\nType=Application\nName=away24\nHidden=true\n";
        fs::replace(&path, hidden.as_bytes(), Access::AsBefore)
    } else {
        fs::erase(&path)
    };
    outcome.map_err(|error| failed(&path, &error))
}

/// What holds at the next login.
pub fn state() -> Result<State, Problem> {
    let own = entry()?;
    let all = std::iter::once(own)
        .chain(paths::system_autostart_dirs().into_iter().map(|folder| folder.join(NAME)));
    // The first that is there says it, as the specification has it.
    let mut texts = all.filter_map(|path| std::fs::read_to_string(path).ok());
    let Some(text) = texts.next() else {
        return Ok(State::Off);
    };
    let value =
        |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    let says = |key: &str, wanted: &str| value(key).is_some_and(|value| value.trim() == wanted);
    if says("Hidden", "true") || says("X-GNOME-Autostart-enabled", "false") {
        return Ok(State::Off);
    }
    let command = value("Exec").unwrap_or_default().trim().to_owned();
    // A package's entry names the program as the path finds it.
    let named = command == "away24" || command.starts_with("away24 ");
    let ours = program().is_some_and(|program| exec(&program) == command);
    Ok(if ours || named { State::On(command) } else { State::Stale(command) })
}

/// An entry that leads nowhere, because the program was moved, leads here again. One that leads to another
/// program that is there is somebody's wish.
pub fn repair() -> Result<bool, Problem> {
    match state()? {
        State::Stale(command) if !unquoted(&command).is_file() => on().map(|()| true),
        _ => Ok(false),
    }
}

/// The program and what it is told, as `Exec` wants it: quoted, and escaped twice, once for the argument and
/// once for the value.
fn exec(program: &Path) -> String {
    let mut quoted = String::from("\"");
    for letter in program.to_string_lossy().chars() {
        match letter {
            '"' | '`' | '$' => quoted.extend(['\\', '\\', letter]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter => quoted.push(letter),
        }
    }
    quoted.push_str("\" run");
    quoted
}

/// The program that an `Exec` of ours, or a plain one, names.
fn unquoted(command: &str) -> PathBuf {
    let Some(rest) = command.strip_prefix('"') else {
        return command.split(' ').next().unwrap_or_default().into();
    };
    let mut value = String::new();
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' if letters.peek() == Some(&'n') => drop((letters.next(), value.push('\n'))),
            '\\' if letters.peek() == Some(&'t') => drop((letters.next(), value.push('\t'))),
            '\\' => {
                // Escaped for the value: what follows may be escaped for the argument, too.
                let second = letters.next();
                let escaped = if second == Some('\\') { letters.next() } else { second };
                if escaped == Some('\\') {
                    letters.next();
                }
                value.extend(escaped);
            }
            '%' => {
                letters.next();
                value.push('%');
            }
            letter => value.push(letter),
        }
    }
    value.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_was_replaced_is_where_it_was() {
        assert_eq!(replaced("/opt/away24 (deleted)".into()), Path::new("/opt/away24"));
        assert_eq!(replaced("/opt/away24".into()), Path::new("/opt/away24"));
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("away24 (deleted)");
        std::fs::write(&odd, "").unwrap();
        assert_eq!(replaced(odd.clone()), odd, "a name like any other");
    }

    #[test]
    fn what_exec_quotes_is_found_again() {
        for path in [
            "/usr/bin/away24",
            "/home/anna/My Programs/away24",
            "/a/\"quoted\"/away24",
            "/a/$HOME/`x`/away24",
            "/a/back\\slash/away24",
            "/a/100%/away24",
        ] {
            assert_eq!(unquoted(&exec(Path::new(path))), Path::new(path), "{}", exec(Path::new(path)));
        }
        assert_eq!(exec(Path::new("/a/b c/away24")), "\"/a/b c/away24\" run");
        assert_eq!(exec(Path::new("/a$/away24")), "\"/a\\\\$/away24\" run");
        assert_eq!(unquoted("/usr/bin/away24 run"), Path::new("/usr/bin/away24"));
    }
}
