//! One background task in a place of its own: a new one ends the one before.

use tokio::task::JoinHandle;

#[derive(Debug, Default)]
pub struct Task(Option<JoinHandle<()>>);

impl Task {
    /// Starts this; what runs there now is aborted.
    pub fn replace(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        self.abort();
        self.0 = Some(tokio::spawn(work));
    }

    pub fn abort(&mut self) {
        if let Some(task) = self.0.take() {
            task.abort();
        }
    }
}
