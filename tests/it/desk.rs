//! A desk: a private home, display, session bus, keychain and tray host, taken down at the end.

use serde_json::Value;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub const AWAY24: &str = env!("CARGO_BIN_EXE_away24");
/// How long a condition may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// What was lost is looked for every four seconds, and what was never there every thirty. The rest is for a busy machine.
pub const FOUND_AGAIN_MS: f64 = 10_000.0;

/// Whether these programs are installed: names, or whole paths of what is in nobody's `PATH`. Where they are
/// not, the test counts as skipped and says so; in CI that is a failure.
pub fn needs(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Joined to a folder, a whole path stays what it is.
    let has = |name: &&str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    let missing: Vec<_> = programs.iter().filter(|name| !has(name)).collect();
    if missing.is_empty() {
        return true;
    }
    assert!(std::env::var_os("CI").is_none(), "missing: {missing:?}");
    eprintln!("SKIPPED, missing: {missing:?}");
    false
}

/// Asks every few milliseconds until there is an answer.
#[track_caller]
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// A process of ours; it ends with the test.
pub struct Process(Child);

impl Process {
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Asks it to end as a session does, and waits until it has.
    pub fn end(self) -> ExitStatus {
        self.ends_by("-TERM")
    }

    /// Asks it to end with this signal, and waits until it has.
    pub fn ends_by(self, signal: &str) -> ExitStatus {
        let pid = self.0.id().to_string();
        Command::new("kill").args([signal, &pid]).status().unwrap();
        self.ends_itself()
    }

    /// Waits until it has ended for a reason of its own.
    pub fn ends_itself(mut self) -> ExitStatus {
        wait_for("a process to end", || self.0.try_wait().unwrap())
    }

    /// User and system time so far, in clock ticks of 10 ms.
    pub fn cpu_ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// Whether it handles SIGTERM itself.
    pub fn hears_signals(&self) -> bool {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap_or_default();
        u64::from_str_radix(caught.trim(), 16).is_ok_and(|caught| caught & (1 << 14) != 0)
    }

    pub fn is_running(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a finished command said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// Both streams: for what must not be in either.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

pub struct Desk {
    /// The program of this desk: cargo's, unless another one is measured.
    pub program: PathBuf,
    root: TempDir,
    env: Vec<(String, String)>,
    /// Newest first when they are dropped.
    processes: Vec<Process>,
    pub display: Option<String>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let lines: Vec<&str> = log.lines().collect();
            eprintln!("the agent's last words:\n{}", lines[lines.len().saturating_sub(60)..].join("\n"));
        }
        while let Some(process) = self.processes.pop() {
            drop(process);
        }
    }
}

impl Desk {
    /// A home and nothing else.
    pub fn bare() -> Self {
        let root = tempfile::Builder::new().prefix("away24-").tempdir().unwrap();
        let mut desk =
            Self { program: AWAY24.into(), env: Vec::new(), processes: Vec::new(), display: None, root };
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let path = desk.path(folder);
            std::fs::create_dir_all(&path).unwrap();
            desk.set(name, path.to_str().unwrap());
        }
        let private: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(desk.path("run"), private).unwrap();
        for (name, value) in [
            ("PATH", &*std::env::var("PATH").unwrap()),
            ("LC_ALL", "C.UTF-8"),
            ("TZ", "UTC"),
            // The same pixels everywhere, and no further services.
            ("XDG_CURRENT_DESKTOP", "XFCE"),
            ("GTK_THEME", "Adwaita"),
            ("GDK_SCALE", "1"),
            ("GDK_BACKEND", "x11"),
            ("GSETTINGS_BACKEND", "memory"),
            ("GIO_USE_VFS", "local"),
            ("NO_AT_BRIDGE", "1"),
            ("GTK_A11Y", "none"),
            ("AWAY24_LOG", "trace"),
        ] {
            desk.set(name, value);
        }
        desk
    }

    pub fn with_display(mut self) -> Self {
        let number = self.start_x(&[]);
        self.display = Some(format!(":{number}"));
        self.set("DISPLAY", &format!(":{number}"));
        self
    }

    /// Starts an X server and keeps it; the answer is its display number.
    fn start_x(&mut self, more: &[&str]) -> String {
        let (process, number) = self.x_server(more);
        self.processes.push(process);
        number
    }

    /// An X server that the test ends itself. It picks a free display unless one is given.
    pub fn x_server(&self, more: &[&str]) -> (Process, String) {
        let screen = ["-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp", "-noreset"];
        let mut command = self.command("Xvfb");
        command.args(more).args(screen).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut number = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        (Process(child), number.trim().to_owned())
    }

    /// A display that no server has, and that none will be given: those who let the server pick get
    /// the lowest free number, and would move in while this one is empty.
    pub fn remote_display() -> String {
        let first = 1_000 + std::process::id() % 20_000;
        let free = |n: &u32| !Path::new(&format!("/tmp/.X{n}-lock")).exists();
        let number = (first..first + 20_000).find(free).unwrap();
        format!(":{number}")
    }

    /// A session bus on which nothing can be activated but the panel's settings and the keychain's prompt.
    pub fn with_bus(mut self) -> Self {
        std::fs::create_dir_all(self.path("services")).unwrap();
        self.set("DBUS_SESSION_BUS_ADDRESS", &format!("unix:path={}/run/bus", self.root.path().display()));
        for name in ["org.xfce.Xfconf.service", "org.gnome.keyring.SystemPrompter.service"] {
            let service = Path::new("/usr/share/dbus-1/services").join(name);
            if service.exists() {
                std::os::unix::fs::symlink(service, self.path("services").join(name)).unwrap();
            }
        }
        let bus = self.bus("bus");
        self.processes.push(bus);
        self
    }

    /// A second bus, which takes the system's place.
    pub fn with_system_bus(mut self) -> (Self, Process) {
        self.set("DBUS_SYSTEM_BUS_ADDRESS", &format!("unix:path={}/run/system", self.root.path().display()));
        let bus = self.bus("system");
        (self, bus)
    }

    /// Runs the bus of that name (again).
    pub fn bus(&self, name: &str) -> Process {
        let root = self.root.path().display();
        // Of a bus that was killed, the socket stays.
        let _ = std::fs::remove_file(self.path(&format!("run/{name}")));
        let config = format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
             \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n<busconfig><type>session</type>\
             <listen>unix:path={root}/run/{name}</listen><auth>EXTERNAL</auth><servicedir>{root}/services</servicedir>\
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>"
        );
        let file = format!("{root}/{name}.conf");
        std::fs::write(&file, config).unwrap();
        let args = [&format!("--config-file={file}"), "--nofork", "--nopidfile", "--print-address=1"];
        let mut child = self.command("dbus-daemon").args(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(address.starts_with("unix:"), "dbus-daemon did not start");
        Process(child)
    }

    /// A session bus that the test ends itself.
    pub fn with_own_bus(mut self) -> (Self, Process) {
        self.set("DBUS_SESSION_BUS_ADDRESS", &format!("unix:path={}/run/bus", self.root.path().display()));
        let bus = self.bus("bus");
        (self, bus)
    }

    pub fn with_keychain(mut self) -> Self {
        let keychain = self.keychain(true);
        self.processes.push(keychain);
        self
    }

    /// GNOME Keyring, unlocked or not.
    pub fn keychain(&self, unlocked: bool) -> Process {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if unlocked {
            command.arg("--unlock");
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"desk").unwrap();
        self.wait_for_name("org.freedesktop.secrets");
        Process(child)
    }

    /// A notification server; what it shows can be read in [`Desk::notified`].
    pub fn notifications(&self, args: &[&str]) -> Process {
        let shown = std::fs::File::create(self.path("dunst.out")).unwrap();
        let dunst = Self::keep(self.command("dunst").arg("-print").args(args).stdout(shown));
        self.wait_for_name("org.freedesktop.Notifications");
        dunst
    }

    /// What was shown so far.
    pub fn notified(&self) -> String {
        std::fs::read_to_string(self.path("dunst.out")).unwrap()
    }

    /// Until somebody answers to this name on the bus.
    pub fn wait_for_name(&self, name: &str) {
        wait_for(name, || self.bus_has(name).then_some(()));
    }

    /// Starts a command, and ends it with the returned process.
    pub fn keep(command: &mut Command) -> Process {
        Process(wait_for("a program to start", || match command.spawn() {
            // A program that was copied just now: another test's child still holds the copy open.
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => None,
            started => Some(started.unwrap()),
        }))
    }

    fn bus_has(&self, name: &str) -> bool {
        let call = [
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.NameHasOwner",
        ];
        let out = self.command("dbus-send").args(call).arg(format!("string:{name}")).output().unwrap();
        String::from_utf8_lossy(&out.stdout).contains("true")
    }

    /// A window manager, and a panel with nothing but a tray, on a shade of grey from 0 to 1.
    pub fn with_panel(mut self, shade: f64) -> Self {
        let folder = self.path("config/xfce4/xfconf/xfce-perchannel-xml");
        std::fs::create_dir_all(&folder).unwrap();
        let settings = include_str!("panel.xml").replace("@SHADE@", &shade.to_string());
        std::fs::write(folder.join("xfce4-panel.xml"), settings).unwrap();
        // A desktop to look at; where the program is missing it stays black.
        let _ = self.command("xsetroot").args(["-solid", "#4a6078"]).status();
        let manager = self.start("openbox", ["--sm-disable"]);
        self.processes.push(manager);
        let panel = self.panel();
        self.processes.push(panel);
        self
    }

    /// The panel alone, once it hosts a tray.
    pub fn panel(&self) -> Process {
        let panel = self.start("xfce4-panel", ["--disable-wm-check", "--sm-client-disable"]);
        self.wait_for_tray();
        panel
    }

    /// Until somebody shows the icons of a tray.
    pub fn wait_for_tray(&self) {
        wait_for("a tray host", || {
            let call = [
                "--session",
                "--print-reply",
                "--dest=org.kde.StatusNotifierWatcher",
                "/StatusNotifierWatcher",
            ];
            let get = [
                "org.freedesktop.DBus.Properties.Get",
                "string:org.kde.StatusNotifierWatcher",
                "string:IsStatusNotifierHostRegistered",
            ];
            let out = self.command("dbus-send").args(call).args(get).output().unwrap();
            String::from_utf8_lossy(&out.stdout).contains("boolean true").then_some(())
        });
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.env.push((name.to_owned(), value.to_owned()));
    }

    pub fn bus_address(&self) -> &str {
        self.variable("DBUS_SESSION_BUS_ADDRESS")
    }

    pub fn variable(&self, name: &str) -> &str {
        &self.env.iter().find(|(known, _)| known == name).expect("a variable of this desk").1
    }

    /// A command that knows this desk and nothing of the machine's own session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.env.iter().cloned()).current_dir(self.root.path());
        command.stdin(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn start<const N: usize>(&self, program: &str, args: [&str; N]) -> Process {
        Process(self.command(program).args(args).stdout(Stdio::null()).spawn().unwrap())
    }

    /// Writes the configuration.
    pub fn configure(&self, text: &str) {
        std::fs::create_dir_all(self.path("config/away24")).unwrap();
        std::fs::write(self.path("config/away24/config.toml"), text).unwrap();
    }

    /// Runs the real binary to its end.
    pub fn away24(&self, args: &[&str], input: &str) -> Said {
        let mut command = self.command(&self.program);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // It may refuse before it has read everything.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let out = child.wait_with_output().unwrap();
        Said {
            code: out.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&out.stdout).into_owned(),
            err: String::from_utf8_lossy(&out.stderr).into_owned(),
        }
    }

    /// Starts the real agent.
    pub fn agent(&self, args: &[&str]) -> Process {
        let log = std::fs::File::create(self.path("agent.err")).unwrap();
        Process(self.command(&self.program).arg("run").args(args).stderr(log).spawn().unwrap())
    }

    /// Runs the practice portal of the real binary; the answer is what it says about itself.
    pub fn practice(&self) -> (Process, Value) {
        let args = ["practice", "--listen", "127.0.0.1:0", "--json"];
        let mut child = self.command(AWAY24).args(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        (Process(child), serde_json::from_str(&line).unwrap())
    }

    /// Synthetic input through the X server, as a real device makes it.
    pub fn xdotool(&self, args: &[&str]) {
        assert!(self.command("xdotool").args(args).status().unwrap().success(), "xdotool {args:?}");
    }

    /// Milliseconds since the last input, by the X server.
    pub fn idle_ms(&self) -> u64 {
        let out = self.command("xprintidle").output().unwrap();
        String::from_utf8_lossy(&out.stdout).trim().parse().unwrap()
    }

    /// Every file below this desk as text, for what must not be in one.
    pub fn files(&self) -> Vec<(PathBuf, String)> {
        fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let kind = entry.file_type().unwrap();
                if kind.is_dir() {
                    collect(&path, found);
                } else if kind.is_file() {
                    let mut bytes = Vec::new();
                    std::fs::File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
                    found.push((path, String::from_utf8_lossy(&bytes).into_owned()));
                }
            }
        }
        let mut found = Vec::new();
        collect(self.root.path(), &mut found);
        found
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("state/away24/away24.log")).unwrap_or_default()
    }
}
