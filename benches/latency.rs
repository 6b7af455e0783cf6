//! How soon the portal hears: `cargo bench --bench latency`. Real X server or compositor, keychain, HTTP and binary; the
//! peers that are installed, in their places. `-- sway kwin --trials 20` measures these desktops only, and shorter.
//!
//! Both delays are from outside: from before the hand moves to the moment at which the practice portal had received the
//! request as a whole; for a peer, to the moment at which the command it was given runs, or its request was received.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement stops at the first surprise"
)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it prints what it measured")]

#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/compositor.rs"]
mod compositor;
#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/desk.rs"]
mod desk;
#[path = "../tests/it/mock.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod mock;
#[path = "shared/peers.rs"]
#[expect(dead_code, reason = "shared with the other measurements")]
mod peers;
#[path = "../tests/it/portal.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod portal;
#[path = "shared/session.rs"]
mod session;

use desk::wait_for;
use peers::Peer;
use portal::{Portal, now_ms};
use serde_json::{Value, json};
use session::{Place, kinds, number, pass};

/// What away24 and its peers are told, in seconds.
const THRESHOLD: u32 = 3;

fn main() {
    let trials = number("--trials", 60);
    let mut all = Vec::new();
    // One after the other: what is measured is how soon something happens.
    for kind in kinds() {
        println!("{kind}");
        let place = Place::new(kind);
        let ours = away24(&place, trials);
        all.push(ours.json(kind, "away24"));
        ours.print("away24", None);
        for peer in Peer::all(kind, &place.desk, THRESHOLD) {
            let theirs = of_peer(&place, &peer, trials.min(20));
            theirs.print(peer.name, Some(&ours));
            all.push(theirs.json(kind, peer.name));
        }
    }
    println!("{}", json!(all));
}

/// Milliseconds from a touch to its being told, and beyond the threshold to the absence being told.
struct Delays {
    back: Vec<f64>,
    away: Vec<f64>,
}

impl Delays {
    /// `told`: when the n-th word came, of away and back in turn, beginning with an away; `None`: not yet.
    fn measure(place: &Place, trials: usize, told: impl Fn(usize) -> Option<f64>) -> Self {
        let (mut back, mut away) = (Vec::new(), Vec::new());
        let wait_for_word = |n| wait_for("a word", || told(n));
        wait_for_word(0);
        for trial in 0..trials {
            // Whatever keeps time in steps is met at any point of them.
            pass(f64::from(fastrand::u32(..1_000)), || {});
            let began = now_ms();
            let mut touched = began;
            place.touch();
            // Who comes back goes on; a program that looks only now and then would see nothing otherwise.
            let heard = wait_for("a word", || {
                if now_ms() - touched >= 500.0 && told(2 * trial + 1).is_none() {
                    touched = now_ms();
                    place.touch();
                }
                told(2 * trial + 1)
            });
            back.push(heard - began);
            away.push(wait_for_word(2 * trial + 2) - touched - f64::from(THRESHOLD) * 1_000.0);
        }
        back.sort_by(f64::total_cmp);
        away.sort_by(f64::total_cmp);
        Self { back, away }
    }

    fn print(&self, name: &str, ours: Option<&Self>) {
        let rows = [
            ("input -> told", &self.back, ours.map(|ours| &ours.back)),
            ("beyond the threshold", &self.away, ours.map(|ours| &ours.away)),
        ];
        for (what, figures, ours) in rows {
            let [median, p99, most] = of(figures);
            let ratio =
                ours.map(|ours| format!("  ours by theirs {:.4}", of(ours)[0] / median)).unwrap_or_default();
            let trials = figures.len();
            println!(
                "  {name:10} {what:22} median {median:9.2}  p99 {p99:9.2}  max {most:9.2} ms  ({trials} trials){ratio}"
            );
        }
    }

    fn json(&self, kind: &str, name: &str) -> Value {
        let named = |figures| {
            let [median, p99, most] = of(figures);
            json!({ "median_ms": median, "p99_ms": p99, "max_ms": most, "trials": figures.len() })
        };
        json!({ "desktop": kind, "program": name, "input_to_told": named(&self.back), "beyond_threshold": named(&self.away) })
    }
}

/// The median, the 99th of a hundred, and the last.
fn of(sorted: &[f64]) -> [f64; 3] {
    let last = sorted.len() - 1;
    [
        f64::midpoint(sorted[last / 2], sorted[sorted.len() / 2]),
        sorted[(sorted.len() * 99).div_ceil(100) - 1],
        sorted[last],
    ]
}

fn away24(place: &Place, trials: usize) -> Delays {
    let desk = &place.desk;
    let portal = Portal::start(desk);
    desk.configure(&format!("threshold = \"{THRESHOLD}s\"\n"));
    assert_eq!(desk.away24(&["login", "--webhook"], &portal.webhook).code, 0);
    let agent = desk.agent(&[]);
    wait_for("the source", || desk.log().contains("idle time from").then_some(()));
    place.touch();
    let delays = Delays::measure(place, trials, |n| Some(portal.reports().get(n)?.at_ms));
    assert_eq!(portal.reports().len(), 2 * trials + 1, "each once");
    assert!(agent.end().success());
    delays
}

fn of_peer(place: &Place, peer: &Peer, trials: usize) -> Delays {
    place.touch();
    let begin = peer.is_away();
    Delays::measure(place, trials, |n| Some(peer.words().get(begin + n)?.at_ms))
}
