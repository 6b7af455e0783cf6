//! What the program says of itself, and what it stands on.

use crate::desk::needs;
use crate::machine::{Machine, PARTS, program};
use std::process::Command;

/// The unit tests and histories, built for Windows; `tests/windows` says where.
#[test]
fn the_unit_tests_hold_on_windows_and_the_counter_that_lies_is_not_believed() {
    let Ok(tests) = std::env::var("AWAY24_UNIT_TESTS") else {
        assert!(std::env::var_os("CI").is_none(), "AWAY24_UNIT_TESTS is not set");
        return eprintln!("SKIPPED, AWAY24_UNIT_TESTS is not set");
    };
    if !needs(&PARTS) {
        return;
    }
    let machine = Machine::new();
    let run = |program: &str, words: &[&str]| {
        let said = machine.said(machine.command(program).args(words), "");
        eprintln!("{}", said.all());
        assert_eq!(said.code, 0);
        assert!(said.out.contains("test result: ok.") && !said.out.contains("ok. 0 passed"));
    };
    assert_eq!(tests.lines().count(), 3, "the program's, the engine's and the practice portal's: {tests}");
    for program in tests.lines() {
        run(program, &["--quiet"]);
    }
    // The ignored one moves the mouse.
    let own = tests.lines().find(|program| program.contains("away24-")).unwrap();
    run(own, &["--ignored", "--nocapture", "hammered"]);
}

/// Six million bytes.
const LARGEST: u64 = 6_000_000;

#[test]
fn the_program_is_small_says_what_it_is_and_stands_on_windows_alone() {
    if !needs(&PARTS) {
        return;
    }
    let size = program().metadata().unwrap().len();
    eprintln!("away24.exe: {size} bytes");
    assert!(size < LARGEST, "{size} bytes");

    let machine = Machine::new();
    let file = program().display().to_string();
    let version = machine.poke(&["version", &file]).unwrap();
    let expected = [
        "ProductName=away24",
        "FileDescription=Away for Bitrix24",
        concat!("ProductVersion=", env!("CARGO_PKG_VERSION")),
        "OriginalFilename=away24.exe",
    ];
    assert_eq!(version.lines().collect::<Vec<_>>(), expected);
    let resources = machine.poke(&["resources", &file]).unwrap();
    assert!(resources.starts_with("icons=1"), "{resources}");
    for wanted in
        ["PerMonitorV2", "Microsoft.Windows.Common-Controls\" version=\"6.0.0.0", ">UTF-8<", "asInvoker"]
    {
        assert!(resources.contains(wanted), "{wanted}: {resources}");
    }

    let dump = Command::new("x86_64-w64-mingw32-objdump").arg("-p").arg(program()).output().unwrap();
    let dump = String::from_utf8_lossy(&dump.stdout).into_owned();
    assert!(dump.contains("(Windows GUI)"), "no console opens with it");
    let mut libraries: Vec<String> = dump
        .lines()
        .filter_map(|line| line.trim().strip_prefix("DLL Name: "))
        .map(str::to_ascii_lowercase)
        .collect();
    libraries.sort_unstable();
    libraries.dedup();
    eprintln!("stands on: {}", libraries.join(" "));
    let windows = [
        "advapi32.dll",
        "api-ms-win-core-synch-l1-2-0.dll",
        "api-ms-win-core-winrt-l1-1-0.dll",
        "bcrypt.dll",
        "bcryptprimitives.dll",
        "combase.dll",
        "comctl32.dll",
        "crypt32.dll",
        "gdi32.dll",
        "iphlpapi.dll",
        "kernel32.dll",
        "msvcrt.dll",
        "ntdll.dll",
        "ole32.dll",
        "oleaut32.dll",
        "powrprof.dll",
        "shell32.dll",
        "user32.dll",
        "userenv.dll",
        "ws2_32.dll",
        "wtsapi32.dll",
    ];
    let strangers: Vec<&String> = libraries.iter().filter(|name| !windows.contains(&name.as_str())).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}
