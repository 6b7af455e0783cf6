//! What the allocator keeps of what was given back to it.

#[cfg_attr(all(target_os = "linux", target_env = "gnu"), path = "memory/glibc.rs")]
#[cfg_attr(not(all(target_os = "linux", target_env = "gnu")), path = "memory/other.rs")]
mod os;

pub use os::{give_back, one_heap};
