//! A small web server on this machine, for the pages of a sign-in. Any program and any web page here can talk
//! to it: who is believed is decided where requests are answered.

use crate::portal::address;
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long one request may take to arrive, how long it may be, and how many there may be at once.
pub const ARRIVE_WITHIN: Duration = Duration::from_secs(5);
pub const LONGEST_REQUEST: usize = 16 * 1024;
pub const AT_ONCE: u32 = 16;

/// Answers for as long as it is not aborted; `places` are taken while a request is being answered.
pub async fn serve_pages<F, A>(listener: TcpListener, places: Arc<Semaphore>, answer: F)
where
    F: Fn(Request<Incoming>) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        // More than a few at once are not a browser: they wait for nothing.
        let Ok(place) = places.clone().try_acquire_owned() else { continue };
        let answer = answer.clone();
        tokio::spawn(async move {
            let service = service_fn(|request: Request<Incoming>| {
                let answer = answer(request);
                async move { Ok::<_, Infallible>(answer.await) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(ARRIVE_WITHIN)
                .max_buf_size(LONGEST_REQUEST)
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), service);
            // Slow, huge and broken requests end here.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// Whether a request says that it is meant for us. A page of somebody else's whose name was made to point here
/// says whose page it is.
pub fn is_meant_for(request: &Request<Incoming>, port: u16) -> bool {
    address::is_local_server(header(request, header::HOST), port)
}

/// A header's text, or nothing.
pub fn header(request: &Request<Incoming>, name: header::HeaderName) -> &str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// An answer that no other page can show, keep or be told of.
pub fn answer(status: StatusCode, kind: &'static str, policy: &str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    if let Ok(policy) = policy.parse() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
