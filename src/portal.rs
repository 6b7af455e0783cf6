//! Everything that is said to Bitrix24, and to whoever signs in there.

pub mod address;
pub mod answer;
pub mod auth;
pub mod client;
pub mod signin;
