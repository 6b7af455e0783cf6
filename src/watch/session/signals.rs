//! How a process is asked to end where there are signals.

use tokio::signal::unix::{SignalKind, signal};

/// From now on, Ctrl-C, the end of the session and `kill` end what is returned, and nothing else.
pub fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}
