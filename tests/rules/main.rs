//! The rules of the house, kept by a test. Each check takes a file and returns what is wrong with it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "that is how a test fails")]

mod arrows;
mod house;
mod paths;
mod pure;
mod tokens;
mod tree;
