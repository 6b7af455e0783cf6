//! *Away for Bitrix24*: see `ARCHITECTURE.md` for the map and the rules of the house.

pub mod actions;
pub mod agent;
pub mod auth;
pub mod autostart;
pub mod bitrix;
#[cfg(target_os = "linux")]
mod bus;
pub mod chronicle;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod history;
pub mod idle;
pub mod ipc;
pub mod journal;
pub mod logging;
pub mod loopback;
pub mod memory;
pub mod messages;
pub mod network;
pub mod notices;
pub mod notify;
pub mod paths;
pub mod practice;
pub mod presence;
pub mod secrets;
pub mod session;
pub mod settings;
pub mod setup;
pub mod signin;
pub mod standing;
pub mod terminal;
pub mod tray;
pub mod view;
#[cfg(windows)]
mod window;
