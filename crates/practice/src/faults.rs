//! What the practice portal can be told to do wrong.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A fault as it is ordered: which calls it spoils, and how.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    /// The next so many calls,
    pub calls: Option<u32>,
    /// or the calls of the next so many seconds; neither: until the faults are cleared.
    pub seconds: Option<f64>,
    /// Only calls of this method.
    pub method: Option<String>,

    /// Wait before anything else.
    pub delay_ms: u64,
    /// Act on the call nevertheless, and only then answer wrongly.
    pub heard: bool,
    /// Answer with this HTTP status,
    pub status: Option<u16>,
    /// these headers,
    pub headers: BTreeMap<String, String>,
    /// and this error code,
    pub error: Option<String>,
    pub error_description: Option<String>,
    /// or this JSON as it is,
    pub body: Option<Value>,
    /// or something that is no answer at all,
    pub garbage: Option<Garbage>,
    /// or this answer, to the byte: then nothing of the above is in it.
    pub raw: Option<Raw>,
    /// Close the connection without an answer.
    pub close: bool,
    /// Send the answer's body, right or wrong, byte by byte, and wait this many milliseconds before each.
    pub dribble_ms: u64,
}

/// An answer as some portal, proxy or firewall sent it. HTTP's own headers are added: `Date` and `Content-Length`.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    pub status: u16,
    /// In this order; a name may come twice.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    #[serde(default)]
    pub body: Octets,
}

/// A body in JSON: text, or a list of bytes where it is none.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Octets {
    Text(String),
    Bytes(Vec<u8>),
}

impl Default for Octets {
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}

impl Octets {
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Garbage {
    /// A web page, as a captive portal sends.
    Html,
    /// JSON that breaks off.
    Half,
    /// Ten megabytes of it.
    Huge,
    /// Nothing.
    Empty,
    /// Bytes.
    Binary,
}

/// The faults in force, first ordered first.
#[derive(Debug, Default)]
pub struct Faults(Vec<(Fault, Option<Timestamp>)>);

impl Faults {
    pub fn order(&mut self, fault: Fault, now: Timestamp) {
        let until = fault.seconds.map(|seconds| {
            let span = SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::MAX);
            now.checked_add(span).unwrap_or(Timestamp::MAX)
        });
        self.0.push((fault, until));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn in_force(&self) -> Vec<&Fault> {
        self.0.iter().map(|(fault, _)| fault).collect()
    }

    /// The fault that spoils this call, if there is one; it is used up by one call.
    pub fn spoil(&mut self, method: &str, now: Timestamp) -> Option<Fault> {
        self.0.retain(|(fault, until)| until.is_none_or(|until| now < until) && fault.calls != Some(0));
        let concerns =
            |fault: &Fault| fault.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        let (fault, _) = self.0.iter_mut().find(|(fault, _)| concerns(fault))?;
        if let Some(calls) = &mut fault.calls {
            *calls -= 1;
        }
        Some(fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_spoils_so_many_calls_or_seconds_of_its_method() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let mut faults = Faults::default();
        faults.order(Fault { calls: Some(2), method: Some("scope".into()), ..Fault::default() }, now);
        faults.order(Fault { seconds: Some(5.0), status: Some(500), ..Fault::default() }, now);
        assert_eq!(faults.spoil("profile", now).unwrap().status, Some(500));
        assert_eq!(faults.spoil("SCOPE", now).unwrap().status, None);
        assert_eq!(faults.spoil("scope", now).unwrap().status, None);
        assert_eq!(faults.spoil("scope", now).unwrap().status, Some(500));
        assert_eq!(faults.spoil("scope", now + SignedDuration::from_secs(5)), None);
        assert_eq!(faults.in_force(), Vec::<&Fault>::new());
    }
}
