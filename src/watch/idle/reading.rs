//! Serves the engine from a counter that has to be read.

use super::counter::{Counter, Reader};
use super::{Ask, Line, Lost};
use crate::clock;
use presence::{Input, Source, Watch};
use std::convert::Infallible;
use tokio::sync::mpsc::UnboundedReceiver;

/// Serves the engine until the counter cannot be believed. `listen` begins or ends to have input told to `touches`; whether it is told.
pub async fn report_idle<C: Counter>(
    line: &mut Line,
    name: &'static str,
    mut reader: Reader<C>,
    mut touches: UnboundedReceiver<()>,
    mut listen: impl FnMut(bool) -> bool,
) -> Result<Infallible, Lost> {
    let (idle, at) = reader.read().map_err(Lost::gone)?;
    line.found(name, Source::Events { readable: true })?;
    line.send(Input::Idle(idle), at)?;
    loop {
        let facts = tokio::select! {
            ask = line.next_ask() => match ask? {
                // First it is listened, then looked: nothing slips through in between.
                Ask::Watch(watch) => {
                    let told = listen(matches!(watch, Watch::Input { .. }));
                    reader.watch(watch, told).map_err(Lost::gone)?
                }
                Ask::Sample => {
                    let (idle, at) = reader.read().map_err(Lost::gone)?;
                    vec![(Input::Idle(idle), at)]
                }
            },
            () = clock::sleep_until(reader.next()) => reader.look().map_err(Lost::gone)?,
            Some(()) = touches.recv() => reader.touched(),
        };
        if facts.iter().any(|(input, _)| *input == Input::Active) {
            listen(false);
            while touches.try_recv().is_ok() {}
        }
        for (input, at) in facts {
            line.send(input, at)?;
        }
    }
}
