//! The rules of the house, kept by a test. Each check takes a file and returns what is wrong with it, so that
//! `planted.rs` can show that it finds what it is there to find.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "that is how a test fails")]

mod arrows;
mod house;
mod paths;
mod planted;
mod pure;
mod tokens;
mod tree;
