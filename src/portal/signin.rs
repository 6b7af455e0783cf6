//! Signing in: the page that guides through it, the browser's redirect, and the small server that both stand on.

pub mod http_server;
pub mod page;
pub mod redirect;
