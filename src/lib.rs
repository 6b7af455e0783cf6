//! *Away for Bitrix24*: see `ARCHITECTURE.md` for the map and the rules.

pub mod agent;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod doctor;
pub mod events;
pub mod messages;
pub mod platform;
pub mod portal;
pub mod store;
pub mod ui;
pub mod watch;
