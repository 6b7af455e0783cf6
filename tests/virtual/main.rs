//! Tests in virtual time: real engines, no clock, no network. Months and thousands of agents in seconds.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]
#![expect(clippy::print_stderr, reason = "what is measured is said")]
#![expect(clippy::cast_precision_loss, reason = "the numbers here are small")]

mod fleet;
mod fleet_doc;
mod integration;
mod office;
