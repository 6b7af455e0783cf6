//! Tests on real parts: the real binary, Xvfb, a D-Bus session, GNOME Keyring, xfce4-panel, HTTP.
//! Each test has a desk of its own and ends only what it started.

mod cli;
mod desk;
mod journey;
mod keychain;
mod portal;
mod rules;
mod tray;
mod x11;
