//! One agent beside an integration that keeps the bucket full, for an hour and longer.

use crate::fleet::{Integration, Reading, beside};
use std::fmt::Write;
use std::time::Duration;

const READINGS: [Reading; 3] = [Reading::Free, Reading::Fills, Reading::Counts];
const PLAYS: u64 = 200;

const BURST: Integration = Integration { burst: 50, every: Duration::from_secs(60) };
const STEADY: Integration = Integration { burst: 1, every: Duration::from_millis(526) };
/// Asks for more than drains.
const GREEDY: Integration = Integration { burst: 1, every: Duration::from_millis(400) };

/// What it does, and how that is said.
const INTEGRATIONS: [(&str, &[Integration]); 5] = [
    ("50 at once, every minute", &[BURST]),
    ("50 at once, every 26 s", &[Integration { burst: 50, every: Duration::from_secs(26) }]),
    ("1.9 a second", &[STEADY]),
    ("1.9 a second, and 50 more every minute", &[STEADY, BURST]),
    ("2.5 a second", &[GREEDY]),
];

/// The median and the 95th percentile, in seconds; `None`: not everybody was heard.
fn delays(integrations: &[Integration], returns: bool, reading: Reading) -> Option<(f64, f64)> {
    let mut delays: Vec<f64> =
        (0..PLAYS).map(|seed| beside(integrations, returns, reading, seed)).collect::<Option<_>>()?;
    delays.sort_by(f64::total_cmp);
    Some((delays[delays.len() / 2], delays[delays.len() * 95 / 100]))
}

/// Where more is asked for than drains, there is room only if refused requests cost nothing or fill a bucket that the
/// next moment makes room in again.
fn leaves_room(integrations: &[Integration], reading: Reading) -> bool {
    let asks = |one: &Integration| f64::from(one.burst) / one.every.as_secs_f64();
    match reading {
        Reading::Free | Reading::Fills => integrations.iter().all(|one| asks(one) < 2.0),
        Reading::Counts => integrations.iter().map(asks).sum::<f64>() < 2.0,
    }
}

/// For the document.
pub fn table() -> String {
    let mut text = String::from(
        "| the integration sends | refused requests | return: median | 95 % | away: median | 95 % |\n\
         |---|---|---:|---:|---:|---:|\n",
    );
    for (name, integrations) in INTEGRATIONS {
        for (reading, counted) in READINGS.into_iter().zip(["(a)", "(b)", "(b) without a lid"]) {
            write!(text, "| {name} | {counted} |").unwrap();
            for returns in [true, false] {
                match delays(integrations, returns, reading) {
                    Some((median, most)) => write!(text, " {median:.0} s | {most:.0} s |").unwrap(),
                    None => write!(text, " never | never |").unwrap(),
                }
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn an_agent_beside_a_busy_integration_is_heard_within_seconds() {
    let mut cases = 0;
    for (name, integrations) in INTEGRATIONS {
        for reading in READINGS {
            if !leaves_room(integrations, reading) {
                continue;
            }
            cases += 1;
            for returns in [true, false] {
                let (median, most) = delays(integrations, returns, reading).unwrap();
                assert!(median <= 10.0 && most <= 60.0, "{name}, {reading:?}: {median} s, {most} s");
            }
        }
    }
    assert_eq!(cases, 11);
}
