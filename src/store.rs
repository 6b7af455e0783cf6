//! What is kept on this machine: configuration, keychain, journal, history, log; and where.

pub mod config;
pub mod config_file;
pub mod fs;
pub mod history;
pub mod journal;
pub mod keychain;
pub mod logging;
pub mod paths;
