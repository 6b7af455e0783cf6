//! Facts about the person and the machine: input, the session, the network. What they mean is the engine's business.

pub mod idle;
pub mod network;
pub mod session;
