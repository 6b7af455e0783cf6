//! What a person sees: as plain data (`view`, `notices`, `status`, `history_report`), and drawn (`tray`, `notify`,
//! `terminal`).

pub mod history_report;
pub mod notices;
pub mod notify;
pub mod status;
pub mod terminal;
pub mod tray;
pub mod view;
