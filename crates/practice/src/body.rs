//! A body as it goes out: at once, or byte by byte.

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Sleep;

pub struct Body {
    rest: Bytes,
    /// Before each byte; zero: everything goes out at once.
    pub pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Body {
    pub fn new(whole: impl Into<Bytes>) -> Self {
        Self { rest: whole.into(), pause: Duration::ZERO, waiting: None }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let body = &mut *self;
        if body.rest.is_empty() {
            return Poll::Ready(None);
        }
        if body.pause.is_zero() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut body.rest)))));
        }
        let pause = body.pause;
        let waiting = body.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        ready!(waiting.as_mut().poll(cx));
        body.waiting = None;
        Poll::Ready(Some(Ok(Frame::data(body.rest.split_to(1)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
