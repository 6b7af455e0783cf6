//! How a room reports upwards without knowing who listens: it sends a type of its own, and the receiver's event is
//! made from it. Nothing else belongs here.

use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;

/// Nobody listens any more: the agent has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody listens")]
pub struct Closed;

/// Sends values of type `T` into a channel whose events can be made from them.
pub struct Sender<T>(Arc<dyn Channel<T>>);

trait Channel<T>: Send + Sync {
    fn send(&self, value: T) -> Result<(), Closed>;
    fn is_closed(&self) -> bool;
}

impl<T, E: From<T> + Send> Channel<T> for UnboundedSender<E> {
    fn send(&self, value: T) -> Result<(), Closed> {
        UnboundedSender::send(self, value.into()).map_err(|_| Closed)
    }

    fn is_closed(&self) -> bool {
        UnboundedSender::is_closed(self)
    }
}

impl<T> Sender<T> {
    /// Never waits. Fails once the receiver is gone.
    pub fn send(&self, value: T) -> Result<(), Closed> {
        self.0.send(value)
    }

    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

impl<T, E: From<T> + Send + 'static> From<UnboundedSender<E>> for Sender<T> {
    fn from(channel: UnboundedSender<E>) -> Self {
        Self(Arc::new(channel))
    }
}

// Derived, it would want `T: Clone`.
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc::unbounded_channel;

    #[derive(Debug, PartialEq)]
    enum Event {
        Number(u8),
        Text(&'static str),
    }

    impl From<u8> for Event {
        fn from(number: u8) -> Self {
            Self::Number(number)
        }
    }

    impl From<&'static str> for Event {
        fn from(text: &'static str) -> Self {
            Self::Text(text)
        }
    }

    #[test]
    fn two_rooms_report_into_one_channel_in_the_order_of_their_calls() {
        let (channel, mut events) = unbounded_channel::<Event>();
        let numbers: Sender<u8> = channel.clone().into();
        let texts: Sender<&str> = channel.into();
        numbers.send(1).unwrap();
        texts.send("two").unwrap();
        numbers.clone().send(3).unwrap();
        let arrived: Vec<_> = std::iter::from_fn(|| events.try_recv().ok()).collect();
        assert_eq!(arrived, [Event::Number(1), Event::Text("two"), Event::Number(3)]);
    }

    #[test]
    fn a_room_learns_that_nobody_listens_any_more() {
        let (channel, events) = unbounded_channel::<Event>();
        let numbers: Sender<u8> = channel.into();
        assert!(!numbers.is_closed());
        drop(events);
        assert!(numbers.is_closed());
        assert_eq!(numbers.send(1), Err(Closed));
    }
}
