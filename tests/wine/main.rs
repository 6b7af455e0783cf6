//! The real `away24.exe` under wine: against a practice portal, on a display, with what wine has for Windows'
//! Credential Manager, registry, pipes, tray and session. `tests/windows` builds it and runs this.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]
#![expect(clippy::print_stderr, reason = "what is skipped or measured is said")]

#[expect(dead_code, reason = "shared with the other integration tests")]
#[path = "../it/desk.rs"]
mod desk;
mod installers;
mod machine;
mod pictures;
#[expect(dead_code, reason = "shared with the other integration tests")]
#[path = "../it/portal.rs"]
mod portal;
mod shipped;
mod workstation;
