//! The file from which macOS starts a program at login ("property list"): plain text, so that every machine can test it.

use std::path::{Path, PathBuf};

/// By this name macOS knows the entry; its file has it, too.
pub const LABEL: &str = "io.github.away24.agent";

/// An entry that starts the program in a session with a screen, and nowhere else. It is not started again: whoever
/// quits it means that.
pub fn text(program: &Path) -> String {
    let program = escaped(&program.to_string_lossy());
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>{LABEL}</string>
	<key>ProgramArguments</key>
	<array>
		<string>{program}</string>
		<string>run</string>
	</array>
	<key>RunAtLoad</key>
	<true/>
	<key>LimitLoadToSessionType</key>
	<string>Aqua</string>
	<key>ProcessType</key>
	<string>Interactive</string>
</dict>
</plist>
"#
    )
}

/// The program that an entry of ours, or one written by hand, starts.
pub fn program(text: &str) -> Option<PathBuf> {
    let text = without_comments(text);
    let first = |key: &str| string(value(&text, key)?.trim_start().strip_prefix("<array>")?);
    first("ProgramArguments").or_else(|| string(value(&text, "Program")?)).map(PathBuf::from)
}

/// Whether the entry itself says that it is off.
pub fn is_switched_off(text: &str) -> bool {
    value(&without_comments(text), "Disabled").is_some_and(|value| value.trim_start().starts_with("<true"))
}

/// What follows a key.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.split_once(&format!("<key>{key}</key>")).map(|(_, value)| value)
}

/// The string that stands here.
fn string(text: &str) -> Option<String> {
    let (string, _) = text.trim_start().strip_prefix("<string>")?.split_once("</string>")?;
    Some(unescaped(string))
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once("-->")).fold(first, |kept, (_, rest)| kept + rest)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.split_once(';').and_then(|(name, rest)| Some((letter(name)?, rest)));
        if let Some((letter, rest)) = letter {
            plain.push(letter);
            plain.push_str(rest);
        } else {
            // Somebody wrote it by hand, and meant this.
            plain.push('&');
            plain.push_str(part);
        }
    }
    plain
}

fn letter(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_entry_escapes_is_found_again() {
        for path in [
            "/Applications/away24.app/Contents/MacOS/away24",
            "/Users/anna/My Programs/away24",
            "/Users/anna/R&D/<old>/away24",
            "/Users/anna/\"quoted\" 'twice'/away24",
            "/Users/Jürgen Müller/Анна/離席/away24",
            "/Users/anna/&amp;/&#65;/away24",
            "/Users/anna/<!-- no comment -->/away24",
            "/Users/anna/</string>/away24",
        ] {
            let text = text(Path::new(path));
            assert_eq!(program(&text).as_deref(), Some(Path::new(path)), "{text}");
            assert!(!is_switched_off(&text));
        }
    }

    #[test]
    fn an_entry_has_what_macos_wants_of_it() {
        let text = text(Path::new("/usr/local/bin/away24"));
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let has = |wanted: &[&str]| lines.windows(wanted.len()).any(|lines| lines == wanted);
        assert!(has(&["<key>Label</key>", "<string>io.github.away24.agent</string>"]));
        assert!(has(&[
            "<array>",
            "<string>/usr/local/bin/away24</string>",
            "<string>run</string>",
            "</array>"
        ]));
        assert!(has(&["<key>RunAtLoad</key>", "<true/>"]));
        assert!(has(&["<key>LimitLoadToSessionType</key>", "<string>Aqua</string>"]));
        assert!(!text.contains("KeepAlive"));
        // Every element that is opened is closed, the other way round.
        let mut open = Vec::new();
        for tag in text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name)),
                None if tag.starts_with(['?', '!']) || tag.ends_with('/') => {}
                None => open.push(tag.split(' ').next().unwrap()),
            }
        }
        assert!(open.is_empty());
    }

    #[test]
    fn an_entry_written_by_hand_is_understood() {
        let program = |text: &str| program(text).map(|path| path.display().to_string());
        let by_hand = "<dict><!-- <key>Program</key><string>/old</string> --><key>Program</key>\n\
                       <string>/opt/a&#x26;b/&#98;/away24</string></dict>";
        assert_eq!(program(by_hand).as_deref(), Some("/opt/a&b/b/away24"));
        assert_eq!(program("<key>ProgramArguments</key><array/>"), None);
        assert_eq!(program("<key>Program</key><string>/R&D/away24</string>").as_deref(), Some("/R&D/away24"));
        assert_eq!(program("bplist00"), None);
        assert_eq!(program(""), None);
    }

    #[test]
    fn an_entry_can_be_switched_off_without_being_removed() {
        assert!(is_switched_off("<key>Disabled</key>\n\t<true/>"));
        assert!(is_switched_off("<key>Disabled</key><true></true>"));
        assert!(!is_switched_off("<key>Disabled</key><false/><key>RunAtLoad</key><true/>"));
        assert!(!is_switched_off("<!-- <key>Disabled</key><true/> --><key>RunAtLoad</key><true/>"));
    }
}
