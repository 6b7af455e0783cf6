//! Others that notice absence, where they are installed: measured beside us, in the same session.

use crate::desk::{Desk, Process, wait_for};
use crate::portal::now_ms;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Stdio;

pub struct Peer {
    pub name: &'static str,
    pub process: Process,
    said: PathBuf,
    _window: Option<Process>,
}

/// That a peer noticed an absence, or a return.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub away: bool,
    pub at_ms: f64,
}

impl Peer {
    /// Every peer for this kind of desktop, started, with a threshold of so many seconds.
    pub fn all(kind: &str, desk: &Desk, threshold: u32) -> Vec<Self> {
        let names: &[_] = match kind {
            "x11" => &["xidlehook", "awatcher"],
            "sway" => &["swayidle", "awatcher"],
            _ => &[],
        };
        names
            .iter()
            .filter(|name| is_installed(name))
            .map(|name| Self::start(name, desk, threshold))
            .collect()
    }

    fn start(name: &'static str, desk: &Desk, threshold: u32) -> Self {
        let said = desk.path(&format!("{name}.said"));
        std::fs::write(&said, "").unwrap();
        let say = |word: &str| format!("echo {word} $(date +%s%N) >> {}", said.display());
        let (threshold, away, back) = (threshold.to_string(), say("away"), say("back"));
        let mut command = desk.command(name);
        let mut window = None;
        match name {
            "xidlehook" => command.args(["--timer", &threshold, &away, &back]),
            "swayidle" => command.args(["timeout", &threshold, &away, "resume", &back]),
            _ => {
                window = desk.display.as_ref().map(|_| window_with_focus(desk));
                std::fs::create_dir_all(desk.path("home/.config")).unwrap();
                let port = activity_server(said.clone()).to_string();
                if desk.display.is_none() {
                    // It would try somebody's `:0`.
                    command.env("DISPLAY", ":none");
                }
                command.args(["--host", "127.0.0.1", "--port", &port, "--idle-timeout", &threshold])
            }
        };
        Self { name, process: Desk::keep(command.stdout(Stdio::null())), said, _window: window }
    }

    /// What it has said so far.
    pub fn words(&self) -> Vec<Word> {
        let text = std::fs::read_to_string(&self.said).unwrap();
        let word = |line: &str| {
            let (word, at) = line.split_once(' ')?;
            Some(Word { away: word == "away", at_ms: at.parse::<f64>().ok()? / 1e6 })
        };
        text.lines().filter_map(word).collect()
    }

    /// Until it has noticed an absence: how many words it had said before that.
    pub fn is_away(&self) -> usize {
        wait_for("a peer's first absence", || {
            let words = self.words();
            words.last().filter(|word| word.away).map(|_| words.len() - 1)
        })
    }
}

/// A peer that is not there is not measured: nobody needs it.
fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Without one, awatcher ends on X11.
fn window_with_focus(desk: &Desk) -> Process {
    let window = Desk::keep(desk.command("xmessage").arg("away24").stdout(Stdio::null()));
    wait_for("a window", || {
        let find = ["search", "--onlyvisible", "--class", "xmessage", "windowfocus", "--sync"];
        desk.command("xdotool").args(find).status().unwrap().success().then_some(())
    });
    window
}

/// What awatcher tells its findings to: a stand-in for its server, which writes them down. The answer is
/// its port. It lives as long as the measurement.
fn activity_server(said: PathBuf) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut was_away = false;
        for stream in listener.incoming() {
            // One connection at a time is what it makes.
            while let Some((path, body)) = request(&mut BufReader::new(stream.as_ref().unwrap())) {
                stream
                    .as_ref()
                    .unwrap()
                    .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                    .unwrap();
                let status = body["data"]["status"].as_str().filter(|_| path.contains("/heartbeat"));
                let Some(away) = status.map(|status| status == "afk") else { continue };
                if std::mem::replace(&mut was_away, away) != away {
                    let word = if away { "away" } else { "back" };
                    let mut file = std::fs::OpenOptions::new().append(true).open(&said).unwrap();
                    writeln!(file, "{word} {:.0}", now_ms() * 1e6).unwrap();
                }
            }
        }
    });
    port
}

/// A request's path and JSON; `None`: there are no more.
fn request(stream: &mut BufReader<&TcpStream>) -> Option<(String, Value)> {
    let mut path = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_ascii_lowercase();
        match line.strip_prefix("content-length:") {
            _ if line.is_empty() => break,
            Some(bytes) => length = bytes.trim().parse().ok()?,
            None if path.is_empty() => path = line,
            None => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some((path, serde_json::from_slice(&body).unwrap_or_default()))
}
