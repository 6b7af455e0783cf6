//! Tests on real parts: the real binary, Xvfb, a D-Bus session, GNOME Keyring, xfce4-panel, HTTP.
//! Each test has a desk of its own and ends only what it started.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]
#![expect(clippy::print_stderr, reason = "what is skipped is said")]
#![expect(clippy::cast_precision_loss, reason = "the numbers here are small")]

mod bars;
mod certificates;
mod chaos;
mod cli;
mod compositor;
mod corpus;
mod desk;
mod desktop;
mod doctor;
mod endings;
mod handouts;
mod journey;
mod keychain;
mod lane;
mod mock;
mod oauth;
mod policy;
mod portal;
mod practice;
mod recovery;
mod renamed;
mod renewal;
mod session;
mod setup;
mod slow_mutter;
mod soak;
mod stage;
mod tls;
mod tray;
mod wayland;
mod x11;
