//! What installs the program: the setup program and the package, the real ones, from the first time to the last.

use crate::desk::{Said, needs, wait_for};
use crate::machine::{Machine, PARTS, program};
use crate::portal::Portal;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The next one.
const LATER: &str = "99.0.1";
const ARP: &str = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\away24";
const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
const LICENCES: [&str; 2] = ["LICENSE-APACHE.txt", "LICENSE-MIT.txt"];
/// What is where the program is for one person, and for everybody.
const MINE: &str = "AppData/Local/Programs/away24";
const EVERYBODYS: &str = "C:/Program Files/away24";
const KEYCHAIN: &str = r"HKCU\Software\Wine\Credential Manager";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The installers of the next version that were built so far.
static BUILT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The installer that a variable names, or the one that its script makes; and the one of the next version, with another
/// program in it. `None`: not here.
fn installers(variable: &str, script: &str, ending: &str) -> Option<(PathBuf, PathBuf)> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let this = named.unwrap_or_else(|| root().join(format!("dist/away24-{VERSION}{ending}")));
    if !this.is_file() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", this.display());
        eprintln!("SKIPPED, {} is missing", this.display());
        return None;
    }
    if !needs(&PARTS) {
        return None;
    }
    let later = root().join("target/tmp/installers").join(format!("away24-{LATER}{ending}"));
    // Several tests want it, at the same time.
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if !built.contains(&later) {
        let folder = later.parent().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let other = folder.join("away24.exe");
        let bytes = [std::fs::read(program()).unwrap(), b"and more".to_vec()].concat();
        std::fs::write(&other, bytes).unwrap();
        build(script, &other, folder, LATER);
        built.push(later.clone());
    }
    Some((this, later))
}

fn build(script: &str, program: &Path, to: &Path, version: &str) {
    let mut build = Command::new(root().join("installer/windows").join(script));
    build.args(["--version", version, "--exe"]).arg(program).arg("--to").arg(to);
    assert!(build.stdout(Stdio::null()).status().unwrap().success(), "{script}");
}

/// What is on the machine: every file and folder, and every key and value of the registry that has our name in it.
#[derive(Debug, PartialEq)]
struct Inventory {
    files: BTreeSet<String>,
    registry: BTreeSet<String>,
}

/// What Windows, wine and the tests themselves move about.
const MOVING: [&str; 4] =
    ["users/anna/AppData/Local/Temp/", "windows/temp/", "users/anna/Temp/", "windows/Installer/"];

fn inventory(machine: &Machine) -> Inventory {
    fn collect(folder: &Path, top: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(top).unwrap().display().to_string();
            if MOVING.iter().any(|moving| format!("{name}/").starts_with(moving)) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                collect(&path, top, found);
            }
            found.insert(name);
        }
    }
    let drive = machine.drive();
    let mut files = BTreeSet::new();
    collect(&drive, &drive, &mut files);
    let mut registry = BTreeSet::new();
    for hive in [r"HKCU\Software", r"HKLM\Software"] {
        let mut key = String::new();
        for line in machine.registry(&["query", hive, "/s"]).lines() {
            if line.starts_with("HKEY") {
                line.trim().clone_into(&mut key);
            }
            let entry =
                if line.starts_with("HKEY") { key.clone() } else { format!("{key}: {}", line.trim()) };
            if entry.to_ascii_lowercase().contains("away24") {
                registry.insert(entry);
            }
        }
    }
    assert!(files.len() > 100, "{files:?}");
    Inventory { files, registry }
}

impl Inventory {
    /// What is there and was not, or the other way round; sorted.
    fn news(&self, before: &Self) -> Vec<String> {
        let files = self.files.symmetric_difference(&before.files);
        files.chain(self.registry.symmetric_difference(&before.registry)).cloned().collect()
    }
}

/// A machine with a Windows that is new enough; wine's is 7 if nobody says otherwise.
fn windows_10() -> Machine {
    let machine = Machine::new();
    make_windows_10(&machine);
    machine
}

fn make_windows_10(machine: &Machine) {
    machine.registry(&["add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]);
}

/// Runs the setup program, or what it left to remove with, as a person or a tool does; to its end.
fn run(machine: &Machine, setup: &Path, args: &[&str]) {
    machine.said(machine.on_desktop(setup).args(args), "");
    wait_for("the setup program to end", || {
        (["setup.exe", "uninstall.exe", "Un.exe", "Un_A.exe"]
            .iter()
            .all(|name| machine.running(name).is_empty()))
        .then_some(())
    });
}

/// A value of the registry, if it is there.
fn value(machine: &Machine, key: &str, name: &str) -> Option<String> {
    let said = machine.registry(&["query", key, "/v", name]);
    let line = said.lines().find(|line| line.trim_start().starts_with(name))?;
    Some(line.split("    ").last()?.trim().to_owned())
}

/// The installed program, run to its end.
fn installed(machine: &Machine, folder: &Path, args: &[&str], input: &str) -> Said {
    machine.said(machine.command(folder.join("away24.exe")).args(args), input)
}

fn is_away(portal: &Portal) -> bool {
    portal.idle() != json!(false)
}

fn same(one: &Path, other: &Path) -> bool {
    std::fs::read(one).unwrap() == std::fs::read(other).unwrap()
}

/// Whoever builds them gets the same, so that anybody can see what is in them.
#[test]
fn the_same_program_makes_the_same_installers() {
    for (variable, script, ending) in
        [("AWAY24_SETUP", "build-nsis", "-setup.exe"), ("AWAY24_MSI", "build-msi", "-x64.msi")]
    {
        let Some((_, later)) = installers(variable, script, ending) else { continue };
        let again = root().join("target/tmp/installers/again");
        build(script, &later.with_file_name("away24.exe"), &again, LATER);
        assert!(same(&later, &again.join(later.file_name().unwrap())), "{script}");
    }
}

/// What Windows' list of programs says of one that is installed in this folder.
fn is_listed_among_the_programs(place: &str, told: impl Fn(&str) -> String) {
    assert_eq!((&*told("DisplayVersion"), &*told("Publisher")), (VERSION, "away24"));
    assert_eq!(told("DisplayName"), "away24 (Away for Bitrix24)");
    assert_eq!(told("InstallLocation"), place);
    assert_eq!(told("DisplayIcon"), format!(r"{place}\away24.exe"));
    assert_eq!(told("UninstallString"), format!("\"{place}\\uninstall.exe\""));
    assert_eq!(told("QuietUninstallString"), format!("\"{place}\\uninstall.exe\" /S"));
    assert_eq!((&*told("NoModify"), &*told("NoRepair")), ("0x1", "0x1"));
    // In kilobytes: the program, and what little there is beside it.
    let kilobytes = u64::from_str_radix(told("EstimatedSize").trim_start_matches("0x"), 16).unwrap();
    let program_alone = program().metadata().unwrap().len() / 1024;
    assert!((program_alone..program_alone + 300).contains(&kilobytes), "{kilobytes} {program_alone}");
}

/// From the first time to the last, for one person: the program works, is replaced while it runs, and goes without a
/// trace but what is the person's.
#[test]
fn a_setup_for_one_person_installs_updates_and_removes() {
    let Some((setup, later)) = installers("AWAY24_SETUP", "build-nsis", "-setup.exe") else { return };
    let machine = windows_10();
    let portal = Portal::start(&machine.desk);
    let (before, folder) = (inventory(&machine), machine.profile(MINE));
    let (arp, autostart) = (format!(r"HKCU\{ARP}"), format!(r"HKCU\{RUN}"));
    let shortcut = machine.profile("AppData/Roaming/Microsoft/Windows/Start Menu/Programs/away24.lnk");
    let told = |name: &str| value(&machine, &arp, name).unwrap_or_default();

    let about = machine.poke(&["version", &setup.display().to_string()]).unwrap();
    assert!(
        about.contains(&format!("ProductVersion={VERSION}")) && about.contains("Setup of away24"),
        "{about}"
    );
    run(&machine, &setup, &["/S", "/AUTOSTART"]);
    assert!(same(&folder.join("away24.exe"), &program()));
    assert!(LICENCES.iter().all(|name| folder.join(name).is_file()) && shortcut.is_file());
    let place = r"C:\users\anna\AppData\Local\Programs\away24";
    is_listed_among_the_programs(place, told);
    let command = format!("\"{place}\\away24.exe\" run");
    assert_eq!(value(&machine, &autostart, "away24").as_ref(), Some(&command));
    assert!(machine.running("away24.exe").is_empty(), "nobody asked for it");

    // The main job, done by what was installed.
    machine.configure("threshold = \"1s\"\n");
    let said = installed(&machine, &folder, &["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{}", said.all());
    machine.touch();
    machine.start(&folder.join("away24.exe"));
    wait_for("the away", || is_away(&portal).then_some(()));
    assert!(machine.status()["state"] == "away", "{}", machine.status());

    // Over it, while it runs: it clears what it set, is replaced, and goes on.
    let reports = portal.reports().len();
    run(&machine, &later, &["/S"]);
    assert_eq!(told("DisplayVersion"), LATER);
    assert!(!same(&folder.join("away24.exe"), &program()), "it was not replaced");
    assert_eq!(portal.report(reports).method, "im.user.status.idle.end");
    let again = portal.report(reports + 1);
    assert_eq!(again.method, "im.user.status.idle.start", "signed in, and with the same threshold");
    assert_eq!(machine.agents().len(), 1);
    assert_eq!(value(&machine, &autostart, "away24"), Some(command), "nobody said otherwise");

    // Removed while it runs and somebody is away.
    wait_for("the away", || is_away(&portal).then_some(()));
    run(&machine, &folder.join("uninstall.exe"), &["/S"]);
    assert!(machine.agents().is_empty() && !is_away(&portal), "its last word is that nobody is away");
    let kept = inventory(&machine).news(&before);
    let ours = |entry: &String| {
        entry.starts_with("users/anna/AppData/Roaming/away24")
            || entry.starts_with("users/anna/AppData/Local/away24")
            || entry.contains("Credential Manager")
    };
    assert!(kept.iter().all(ours), "{kept:#?}");
    assert!(kept.iter().any(|entry| entry.contains("Credential")), "the sign-in is kept: {kept:#?}");
    assert!(kept.iter().any(|entry| entry.ends_with("config.toml")), "{kept:#?}");

    // And there it is again: the sign-in, too. But now everything shall go.
    run(&machine, &setup, &["/S"]);
    machine.start(&folder.join("away24.exe"));
    wait_for("the away", || is_away(&portal).then_some(()));
    run(&machine, &folder.join("uninstall.exe"), &["/S", "/PURGE"]);
    assert!(machine.agents().is_empty() && !is_away(&portal));
    let left = inventory(&machine).news(&before);
    assert!(left.iter().all(|entry| entry.ends_with("Credential Manager")), "{left:#?}");
    assert!(!machine.registry(&["query", KEYCHAIN, "/s"]).contains("away24"));
}

/// One that does not hear what it is asked is told by its window; what is no agent is not ended, and is not replaced.
#[test]
fn a_setup_ends_an_agent_that_does_not_listen_and_nothing_else() {
    let Some((setup, later)) = installers("AWAY24_SETUP", "build-nsis", "-setup.exe") else { return };
    let machine = Machine::new();
    let folder = machine.drive().join("Program Files/away24");
    let refused = machine.said(machine.command(&setup).args(["/S", "/AllUsers"]), "");
    assert!(refused.out.contains("Windows 10") && !folder.exists(), "{}", refused.all());
    make_windows_10(&machine);
    let before = inventory(&machine);
    let (arp, autostart) = (format!(r"HKLM\{ARP}"), format!(r"HKLM\{RUN}"));
    run(&machine, &setup, &["/S", "/AllUsers", "/AUTOSTART"]);
    let told = |name: &str| value(&machine, &arp, name).unwrap_or_default();
    let place = EVERYBODYS.replace('/', r"\");
    assert_eq!((told("DisplayVersion"), told("InstallLocation")), (VERSION.to_owned(), place.clone()));
    assert!(same(&folder.join("away24.exe"), &program()));
    let menu = "ProgramData/Microsoft/Windows/Start Menu/Programs/away24.lnk";
    assert!(machine.drive().join(menu).is_file());
    let command = format!("\"{place}\\away24.exe\" run");
    assert_eq!(value(&machine, &autostart, "away24").as_ref(), Some(&command));
    assert!(installed(&machine, &folder, &["autostart", "status"], "").out.contains("starts at login"));

    // An agent with a state folder of its own has another door.
    let elsewhere = machine.profile("elsewhere");
    machine.start_with(&folder.join("away24.exe"), &[("AWAY24_STATE_DIR", r"C:\users\anna\elsewhere")]);
    wait_for("the agent", || elsewhere.join("away24.log").is_file().then_some(()));
    run(&machine, &later, &["/S", "/AllUsers"]);
    assert_eq!(told("DisplayVersion"), LATER);
    assert!(!same(&folder.join("away24.exe"), &program()));
    wait_for("an agent again", || (machine.agents().len() == 1).then_some(()));
    wait_for("the agent", || (machine.away24(&["status"], "").code == 0).then_some(()));
    assert_eq!(machine.away24(&["quit"], "").code, 0);
    wait_for("the end", || machine.agents().is_empty().then_some(()));

    // Somebody tries out a portal with the same program.
    let mut practice = machine.command(folder.join("away24.exe"));
    let practice = crate::desk::Desk::keep(practice.args(["practice", "--listen", "127.0.0.1:0"]));
    wait_for("the practice portal", || (machine.agents().len() == 1).then_some(()));
    run(&machine, &setup, &["/S", "/AllUsers"]);
    assert_eq!(told("DisplayVersion"), LATER, "it gave up");
    assert!(!same(&folder.join("away24.exe"), &program()));
    assert_eq!(machine.agents().len(), 1, "it was not killed");
    drop(practice);
    wait_for("the end", || machine.agents().is_empty().then_some(()));

    std::fs::remove_dir_all(elsewhere).unwrap();
    run(&machine, &folder.join("uninstall.exe"), &["/S", "/PURGE"]);
    let left = inventory(&machine).news(&before);
    assert!(left.is_empty(), "{left:#?}");
}

/// The package, as group policy and management tools install it.
#[test]
fn a_package_installs_updates_and_removes_for_everybody() {
    let Some((package, later)) = installers("AWAY24_MSI", "build-msi", "-x64.msi") else { return };
    let machine = windows_10();
    let portal = Portal::start(&machine.desk);
    let folder = machine.drive().join("Program Files/away24");
    let before = inventory(&machine);
    let msiexec = |args: &[&str], package: &Path| {
        let package = format!("Z:{}", package.display()).replace('/', r"\");
        let all = [&args[..1], &[&*package, "/qn"], &args[1..]].concat();
        machine.said(machine.command("msiexec").args(all), "")
    };
    let uninstall = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall";
    let listed = |name: &str| {
        let said = machine.registry(&["query", uninstall, "/s", "/v", name]);
        said.lines()
            .filter(|line| line.contains("REG_"))
            .map(|line| line.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let (autostart, place) = (format!(r"HKLM\{RUN}"), EVERYBODYS.replace('/', r"\"));
    // Wine takes a person's menu for everybody's.
    let menu = machine.profile("AppData/Roaming/Microsoft/Windows/Start Menu/Programs/away24.lnk");
    let ours = || listed("DisplayName").iter().filter(|entry| entry.contains("away24")).count();

    msiexec(&["/i", "AUTOSTART=1"], &package);
    assert!(same(&folder.join("away24.exe"), &program()));
    assert!(LICENCES.iter().all(|name| folder.join(name).is_file()) && menu.is_file());
    assert_eq!(ours(), 1);
    assert!(listed("DisplayVersion").iter().any(|line| line.ends_with(VERSION)));
    assert_eq!(value(&machine, &autostart, "away24"), Some(format!("\"{place}\\away24.exe\" run")));

    machine.configure("threshold = \"1s\"\n");
    let said = installed(&machine, &folder, &["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{}", said.all());
    machine.touch();
    machine.start(&folder.join("away24.exe"));
    wait_for("the away", || is_away(&portal).then_some(()));

    // The next one: the agent ends by itself, and what was chosen stays.
    msiexec(&["/i"], &later);
    assert!(machine.agents().is_empty() && !is_away(&portal), "its last word is that nobody is away");
    assert!(!same(&folder.join("away24.exe"), &program()), "it was not replaced");
    assert_eq!(ours(), 1, "one of them");
    assert!(listed("DisplayVersion").iter().any(|line| line.ends_with(LATER)));
    assert!(value(&machine, &autostart, "away24").is_some());
    // Not backwards; and no second one into the same folder.
    msiexec(&["/i"], &package);
    assert!(listed("DisplayVersion").iter().any(|line| line.ends_with(LATER)));
    if let Some((setup, _)) = installers("AWAY24_SETUP", "build-nsis", "-setup.exe") {
        run(&machine, &setup, &["/S", "/AllUsers"]);
        assert!(!folder.join("uninstall.exe").exists());
    }

    machine.start(&folder.join("away24.exe"));
    wait_for("the away", || is_away(&portal).then_some(()));
    msiexec(&["/x"], &later);
    assert!(machine.agents().is_empty() && !is_away(&portal));
    assert_eq!(machine.away24(&["logout"], "").code, 0, "the sign-in was kept");
    for kept in ["AppData/Roaming/away24", "AppData/Local/away24"] {
        std::fs::remove_dir_all(machine.profile(kept)).unwrap();
    }
    let left = inventory(&machine).news(&before);
    assert!(left.iter().all(|entry| entry.ends_with("Credential Manager")), "{left:#?}");
}
