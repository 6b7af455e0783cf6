//! A Windows machine, as far as wine is one: a private prefix, a display, and the real `away24.exe`.

use crate::desk::{Desk, Process, Said, wait_for};
use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const WINE: &str = "/usr/lib/wine/wine64";
const SERVER: &str = "/usr/lib/wine/wineserver64";
const GCC: &str = "x86_64-w64-mingw32-gcc";
/// What all of this stands on, beside the program itself.
pub const PARTS: [&str; 6] = ["Xvfb", "xdotool", "import", GCC, WINE, SERVER];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program as it is shipped; `tests/windows` builds it.
pub fn program() -> PathBuf {
    let named = std::env::var_os("AWAY24_EXE").map(PathBuf::from);
    named.unwrap_or_else(|| root().join("target/x86_64-pc-windows-gnu/release/away24.exe"))
}

/// Prefixes are made here: a few hundred megabytes each, most of them shared.
fn folder() -> PathBuf {
    root().join("target/tmp/wine")
}

/// Wine as it comes, with what it lacks and a helper for the tests; made once.
fn base() -> &'static Path {
    static BASE: OnceLock<PathBuf> = OnceLock::new();
    BASE.get_or_init(|| {
        let (prefix, helper) = (folder().join("base"), folder().join("poke.exe"));
        let _ = std::fs::remove_dir_all(&prefix);
        std::fs::create_dir_all(&prefix).unwrap();
        let home = Desk::bare().with_display();
        assert!(wine(&home, &prefix).args(["wineboot", "--init"]).status().unwrap().success());
        assert!(server(&home, &prefix).arg("--wait").status().unwrap().success());
        let random = prefix.join("drive_c/windows/system32/bcryptprimitives.dll");
        compile("prng.c", &random, &["-shared", "-ladvapi32"]);
        compile("poke.c", &helper, &["-municode", "-lversion"]);
        prefix
    })
}

fn compile(source: &str, to: &Path, how: &[&str]) {
    let mut gcc = Command::new(GCC);
    gcc.args(["-O2", "-o"]).arg(to).arg(root().join("tests/wine").join(source)).args(how);
    assert!(gcc.status().unwrap().success(), "{source}");
}

fn wine(desk: &Desk, prefix: &Path) -> Command {
    let mut command = desk.command(WINE);
    command.env("WINEPREFIX", prefix).env("WINEARCH", "win64").env("WINEDEBUG", "-all");
    // Nothing that is of no use here, and would be asked for.
    command.env("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe=d").env("USER", "anna");
    command.stdout(Stdio::null());
    command
}

fn server(desk: &Desk, prefix: &Path) -> Command {
    let mut command = desk.command(SERVER);
    command.env("WINEPREFIX", prefix);
    command
}

/// A helper that has not begun by then will not.
const SOON: Duration = Duration::from_secs(10);
/// No command takes so long; the longest are all unit tests.
const EVER: Duration = Duration::from_secs(600);
const DESKTOP: &str = "/desktop=away24,1280x720";

/// A folder with the program that wine opens addresses with; it notes what it was asked to open instead.
fn browser(desk: &Desk) -> PathBuf {
    let folder = desk.path("bin");
    std::fs::create_dir_all(&folder).unwrap();
    let script = format!("#!/bin/sh\necho \"$1\" >> {}\n", desk.path("opened").display());
    std::fs::write(folder.join("xdg-open"), script).unwrap();
    let everybody = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.join("xdg-open"), everybody).unwrap();
    folder
}

pub struct Machine {
    pub desk: Desk,
    prefix: PathBuf,
    /// Held, never used.
    _desktop: Process,
    said: Cell<u32>,
}

impl Drop for Machine {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
        // Ends what runs in this prefix and nothing else.
        let _ = server(&self.desk, &self.prefix).args(["--kill", "--wait"]).status();
        let _ = std::fs::remove_dir_all(&self.prefix);
    }
}

impl Machine {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let prefix = folder().join(format!("{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&prefix);
        // Of what is not written to, one copy is enough for all.
        let copied = Command::new("cp").args(["-al"]).arg(base()).arg(&prefix).status().unwrap();
        assert!(copied.success());
        for name in ["system.reg", "user.reg", "userdef.reg"] {
            let (from, to) = (base().join(name), prefix.join(name));
            std::fs::remove_file(&to).unwrap();
            std::fs::copy(from, to).unwrap();
        }
        let mut desk = Desk::bare().with_display();
        let path = format!("{}:{}", browser(&desk).display(), std::env::var("PATH").unwrap());
        desk.set("PATH", &path);
        // A desktop that nothing is on ends after a second, and whoever comes then waits in vain.
        let desktop = Desk::keep(wine(&desk, &prefix).args(["explorer", DESKTOP, "notepad"]));
        let machine = Self { desk, prefix, _desktop: desktop, said: Cell::new(0) };
        // Whoever wants a desktop before there is one makes a second; that may be why one waited for ever.
        wait_for("the desktop", || machine.running("notepad").pop());
        // Before the first input of a session, wine takes the machine's start for it.
        machine.touch();
        machine
    }

    /// Runs a program of Windows; it has no desktop.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = wine(&self.desk, &self.prefix);
        command.arg(program.as_ref());
        command
    }

    /// Runs one on the desktop, which it makes if there is none; with a taskbar and a tray.
    pub fn on_desktop(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = self.command("explorer");
        command.arg(DESKTOP).arg(program);
        command
    }

    /// Runs the real program to its end.
    pub fn away24(&self, args: &[&str], input: &str) -> Said {
        self.said(self.command(program()).args(args), input)
    }

    /// Runs a command to its end. It writes to files: wine's own programs, which the first one to need them starts, hold
    /// on to what that one writes to, so that a pipe would not end.
    pub fn said(&self, command: &mut Command, input: &str) -> Said {
        self.said_within(EVER, command, input).expect("a command that ends")
    }

    /// The same; nothing, if it takes longer: then it is ended.
    fn said_within(&self, limit: Duration, command: &mut Command, input: &str) -> Option<Said> {
        let number = self.said.replace(self.said.get() + 1);
        let file = |name: &str| self.desk.path(&format!("{name}-{number}"));
        std::fs::write(file("in"), input).unwrap();
        let to = |name: &str| File::create(file(name)).unwrap();
        command.stdin(File::open(file("in")).unwrap()).stdout(to("out")).stderr(to("err"));
        let (mut child, began) = (command.spawn().unwrap(), Instant::now());
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None if began.elapsed() < limit => std::thread::park_timeout(Duration::from_millis(5)),
                None => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    return None;
                }
            }
        };
        let text = |name: &str| String::from_utf8_lossy(&std::fs::read(file(name)).unwrap()).into_owned();
        Some(Said { code: status.code().unwrap_or(-1), out: text("out"), err: text("err") })
    }

    /// Starts a program as the shell does at login: on the desktop, with nothing to write to. It ends with the machine.
    pub fn start(&self, program: &Path) {
        self.start_with(program, &[]);
    }

    /// The same with more in its environment.
    pub fn start_with(&self, program: &Path, environment: &[(&str, &str)]) {
        let program = program.display().to_string();
        wait_for("the program's start", || match self.poke_with(environment, &["start", &program]) {
            Ok(_) => Some(()),
            // Wine refused once, on a busy machine; nothing has started then.
            Err(said) => {
                eprintln!("{program} did not start: {said}");
                None
            }
        });
    }

    /// Starts the agent, and waits until it listens.
    pub fn agent(&self) {
        self.start(&program());
        wait_for("the agent", || (self.away24(&["status"], "").code == 0).then_some(()));
    }

    /// What the helper says, if it went well; see `poke.c`.
    pub fn poke(&self, args: &[&str]) -> Option<String> {
        self.poke_with(&[], args).ok()
    }

    fn poke_with(&self, environment: &[(&str, &str)], args: &[&str]) -> Result<String, String> {
        let helper = folder().join("poke.exe");
        let file = self.desk.path("poked");
        let _ = std::fs::remove_file(&file);
        let mut command = self.on_desktop(helper);
        command.envs(environment.iter().copied()).arg(format!("Z:{}", file.display())).args(args);
        let mut tried: Option<Instant> = None;
        let said = wait_for("the helper", || {
            // Where it made no file, it was never started. Who starts it does not wait for its end.
            if !file.exists() && tried.is_none_or(|tried| tried.elapsed() > SOON) {
                self.said_within(SOON, &mut command, "");
                tried = Some(Instant::now());
            }
            let said = String::from_utf8(std::fs::read(&file).ok()?).ok()?;
            said.contains("\n= ").then_some(said)
        });
        let said = said.replace('\r', "");
        said.strip_suffix("\n= 0\n").map(str::to_owned).ok_or(said)
    }

    /// A message of the system to our window.
    pub fn send(&self, message: u32, word: usize) {
        let words = ["send", "away24 session", &message.to_string(), &word.to_string()];
        wait_for("a window that answers", || self.poke(&words));
    }

    /// Logs off: whoever has a window is asked, told, and ended.
    pub fn end_session(&self) {
        assert_eq!(self.said(self.on_desktop("wineboot").arg("--end-session"), "").code, 0);
    }

    pub fn registry(&self, args: &[&str]) -> String {
        wait_for("the registry", || {
            let said = self.said(self.command("reg").args(args), "");
            // It always says something, also of what is not there; where it did not, wine has refused to start it.
            if said.code != 0 && said.out.is_empty() {
                eprintln!("reg {args:?} said nothing: {said:?}");
                return None;
            }
            Some(said.out)
        })
    }

    /// What was opened in the browser.
    pub fn opened(&self) -> String {
        std::fs::read_to_string(self.desk.path("opened")).unwrap_or_default()
    }

    pub fn touch(&self) {
        self.desk.xdotool(&["mousemove_relative", "--", "3", "2"]);
        self.desk.xdotool(&["mousemove_relative", "--", "-3", "-2"]);
    }

    /// The drive that everything is on.
    pub fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// A file of the person's profile: `AppData/Local/…`.
    pub fn profile(&self, path: &str) -> PathBuf {
        self.prefix.join("drive_c/users/anna").join(path)
    }

    /// A file of all users.
    pub fn program_data(&self, path: &str) -> PathBuf {
        self.prefix.join("drive_c/ProgramData").join(path)
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.profile("AppData/Local/away24/away24.log")).unwrap_or_default()
    }

    pub fn configure(&self, text: &str) {
        let file = self.profile("AppData/Roaming/away24/config.toml");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// What `status --json` says.
    pub fn status(&self) -> serde_json::Value {
        serde_json::from_str(&self.away24(&["status", "--json"], "").out).unwrap_or_default()
    }

    /// The agents that run in this prefix, by their number outside of wine.
    pub fn agents(&self) -> Vec<u32> {
        self.running("away24.exe")
    }

    /// The same of a program whose file's name ends so.
    pub fn running(&self, ending: &str) -> Vec<u32> {
        let ours = format!("WINEPREFIX={}", self.prefix.display());
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
            let read = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
            let (line, environment) = (read("cmdline"), read("environ"));
            let program = line.split(|byte| *byte == 0).next().unwrap_or_default();
            let is_ours = environment.split(|byte| *byte == 0).any(|variable| variable == ours.as_bytes());
            if is_ours && program.ends_with(ending.as_bytes()) {
                found.push(pid);
            }
        }
        found
    }
}
