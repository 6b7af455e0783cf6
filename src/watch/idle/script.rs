//! A simulated person: touches the keyboard ten times a second, or leaves.

use super::{Act, Ask, Line, Lost};
use crate::clock;
use presence::{Input, Moment, Source, Watch};
use std::convert::Infallible;
use std::time::Duration;

const KEYSTROKE: Duration = Duration::from_millis(100);

/// Plays the acts over and over.
pub async fn report_idle(acts: &[Act], line: &mut Line) -> Result<Infallible, Lost> {
    let began = clock::now();
    let mut watch = None;
    line.found("a simulated person", Source::Events { readable: true })?;
    line.send(Input::Idle(Duration::ZERO), began)?;
    loop {
        let now = clock::now();
        let due = watch.and_then(|watch| due(acts, began, watch, now));
        tokio::select! {
            ask = line.next_ask() => match ask? {
                Ask::Watch(wanted) => watch = Some(wanted),
                Ask::Sample => line.send(Input::Idle(now.since(last_input(acts, began, now))), now)?,
            },
            () = clock::sleep_until(due) => {
                let now = clock::now();
                match watch.take() {
                    Some(Watch::Quiet(_)) => line.send(Input::Idle(now.since(last_input(acts, began, now))), now)?,
                    _ => line.send(Input::Active, now)?,
                }
            }
        }
    }
}

/// When the person last touched something, up to `now`.
fn last_input(acts: &[Act], began: Moment, now: Moment) -> Moment {
    let (mut at, mut last) = (began, began);
    for act in acts.iter().cycle() {
        if at > now {
            break;
        }
        at = match *act {
            Act::Type(span) => {
                let typed = now.since(at).min(span);
                last = at + KEYSTROKE * u32::try_from(typed.as_millis() / KEYSTROKE.as_millis()).unwrap_or(0);
                at + span
            }
            Act::Leave(span) => at + span,
        };
    }
    last
}

/// When the watch comes true.
fn due(acts: &[Act], began: Moment, watch: Watch, now: Moment) -> Option<Moment> {
    let horizon = Duration::from_secs(3_600).as_millis() / KEYSTROKE.as_millis();
    (0..u32::try_from(horizon).ok()?).map(|step| now + KEYSTROKE * step).find(|at| {
        let last = last_input(acts, began, *at);
        match watch {
            Watch::Quiet(span) => at.since(last) >= span,
            Watch::Input { after } => last > after,
        }
    })
}
