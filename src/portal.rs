//! Everything that is sent to Bitrix24, and signing in there.

pub mod address;
pub mod answer;
pub mod auth;
pub mod client;
pub mod signin;
