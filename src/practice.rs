//! The practice portal: a Bitrix24 on loopback, for trying out and for tests. It speaks real HTTP,
//! remembers what a portal remembers, and does wrong what it is told to.

use crate::messages::Problem;
use bytes::Bytes;
use faults::{Fault, Faults, Garbage};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use portal::{Call, Portal, Reply, iso};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

pub mod faults;
pub mod portal;

/// A call of a practice portal is small; more is a mistake.
const LONGEST_CALL: usize = 64 * 1024;
/// How many calls the log remembers.
const LOG: usize = 10_000;
const HUGE: usize = 10 * 1024 * 1024;

/// One call in the log: never a secret.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Milliseconds since 1970 at which the call had been received as a whole.
    pub at_ms: f64,
    pub http: String,
    pub method: String,
    pub user_agent: String,
    pub parameters: Map<String, Value>,
    /// The answer; 0: none was given.
    pub status: u16,
    pub error: Option<String>,
    /// The idle date after the call, or false.
    pub idle: Value,
}

struct State {
    portal: Portal,
    faults: Faults,
    log: VecDeque<Entry>,
    followers: Vec<mpsc::UnboundedSender<Entry>>,
}

/// A portal that listens.
#[derive(Clone)]
pub struct Practice {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

/// What a service may answer with to have the connection closed instead.
#[derive(Debug, thiserror::Error)]
#[error("closed on purpose")]
struct Closed;

type Answer = Result<Response<Full<Bytes>>, Closed>;

impl Practice {
    /// Listens, with a user and a webhook that are the same for the same `code`.
    pub async fn listen(address: SocketAddr, code: String) -> Result<(Self, TcpListener), Problem> {
        let failed =
            |error: std::io::Error| Problem::Listen { addr: address.to_string(), why: error.to_string() };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let state = State {
            portal: Portal::new(1, code, Timestamp::now()),
            faults: Faults::default(),
            log: VecDeque::new(),
            followers: Vec::new(),
        };
        let address = listener.local_addr().map_err(failed)?;
        Ok((Self { address, state: Arc::new(Mutex::new(state)) }, listener))
    }

    /// A secret code nobody has used before.
    pub fn new_code() -> String {
        std::iter::repeat_with(fastrand::alphanumeric).take(24).collect()
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn user(&self) -> u64 {
        self.state().portal.user
    }

    pub fn webhook(&self) -> String {
        let state = self.state();
        format!("{}/rest/{}/{}/", self.base(), state.portal.user, state.portal.code)
    }

    /// Every call from now on, as it is answered.
    pub fn follow(&self) -> mpsc::UnboundedReceiver<Entry> {
        let (follower, entries) = mpsc::unbounded_channel();
        self.state().followers.push(follower);
        entries
    }

    pub async fn serve(self, listener: TcpListener) -> Infallible {
        loop {
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of file descriptors, most likely: let some go first.
                    tracing::warn!("practice portal: {error}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            let practice = self.clone();
            tokio::spawn(async move {
                let service = service_fn(|request| practice.handle(request));
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service);
                if let Err(error) = connection.await {
                    tracing::debug!("practice connection: {error}");
                }
            });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn handle(&self, request: Request<Incoming>) -> Answer {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path().to_owned();
        let Ok(body) = Limited::new(body, LONGEST_CALL).collect().await else {
            return Ok(json_response(413, &Reply::error(413, "TOO_LARGE", "The request is too large").body));
        };
        let body = body.to_bytes();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match (&parts.method, segments.as_slice()) {
            (&Method::GET, ["practice", "state"]) => Ok(json_response(200, &self.report())),
            (&Method::POST, ["practice", "faults"]) => Ok(self.order(&body)),
            (&Method::DELETE, ["practice", "faults"]) => {
                self.state().faults.clear();
                Ok(json_response(200, &json!({ "result": true })))
            }
            (&(Method::GET | Method::POST), ["rest", user, code, method]) => {
                let method = method.strip_suffix(".json").unwrap_or(method).to_owned();
                let parameters =
                    parameters(parts.uri.query(), parts.headers.get(header::CONTENT_TYPE), &body);
                let call = Call { user: (*user).into(), code: (*code).into(), method, parameters };
                let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
                self.call(call, parts.method.as_str(), user_agent.unwrap_or_default()).await
            }
            _ => Ok(html_response(404, "<!doctype html><title>404</title><h1>Not found</h1>")),
        }
    }

    async fn call(&self, call: Call, http: &str, user_agent: &str) -> Answer {
        let now = Timestamp::now();
        let mut entry = Entry {
            at_ms: now.as_duration().as_secs_f64() * 1000.0,
            http: http.to_owned(),
            method: call.method.clone(),
            user_agent: user_agent.to_owned(),
            parameters: call.parameters.clone(),
            status: 0,
            error: None,
            idle: json!(false),
        };
        let fault = self.state().faults.spoil(&call.method, now);
        if let Some(fault) = &fault {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
        }
        let spoilt = fault.as_ref().filter(|fault| fault.spoils());
        let mut state = self.state();
        let reply = match spoilt {
            Some(fault) => {
                if fault.heard {
                    state.portal.answer(&call, Timestamp::now());
                }
                fault.reply()
            }
            None => state.portal.answer(&call, Timestamp::now()),
        };
        let closes = spoilt.is_some_and(|fault| fault.close);
        entry.status = if closes { 0 } else { reply.status };
        entry.error = reply.code().map(ToOwned::to_owned);
        entry.idle = state.portal.idle.map_or(json!(false), |idle| json!(iso(idle)));
        state.followers.retain(|follower| follower.send(entry.clone()).is_ok());
        state.log.push_back(entry);
        if state.log.len() > LOG {
            state.log.pop_front();
        }
        drop(state);
        match spoilt {
            Some(fault) if fault.close => Err(Closed),
            Some(fault) => Ok(fault.response(&reply)),
            None => Ok(json_response(reply.status, &reply.body)),
        }
    }

    /// `GET /practice/state`: everything a test or a curious person wants to know.
    fn report(&self) -> Value {
        let (state, now) = (self.state(), Timestamp::now());
        let idle = state.portal.idle;
        json!({
            "user_id": state.portal.user,
            "now": iso(now),
            "idle": idle.map_or(json!(false), |idle| json!(iso(idle))),
            "idle_ms": idle.map(Timestamp::as_millisecond),
            "bucket": state.portal.level(now),
            "faults": state.faults.in_force(),
            "requests": state.log,
        })
    }

    /// `POST /practice/faults`: one fault, or a list of them.
    fn order(&self, body: &[u8]) -> Response<Full<Bytes>> {
        let one = serde_json::from_slice::<Fault>(body).map(|fault| vec![fault]);
        match one.or_else(|error| serde_json::from_slice::<Vec<Fault>>(body).map_err(|_| error)) {
            Ok(faults) => {
                let mut state = self.state();
                for fault in faults {
                    state.faults.order(fault, Timestamp::now());
                }
                json_response(200, &json!({ "result": true }))
            }
            Err(error) => json_response(400, &Reply::error(400, "INVALID_FAULT", &error.to_string()).body),
        }
    }
}

impl Fault {
    /// Whether it changes the answer, rather than only its time.
    fn spoils(&self) -> bool {
        self.close
            || self.status.is_some()
            || self.error.is_some()
            || self.body.is_some()
            || self.garbage.is_some()
    }

    fn reply(&self) -> Reply {
        let status = self.status.unwrap_or(if self.error.is_some() { 500 } else { 200 });
        match (&self.body, &self.error) {
            (Some(body), _) => Reply { status, body: body.clone() },
            (None, Some(error)) => {
                Reply::error(status, error, self.error_description.as_deref().unwrap_or("ordered"))
            }
            (None, None) => Reply { status, body: json!({ "result": true }) },
        }
    }

    fn response(&self, reply: &Reply) -> Response<Full<Bytes>> {
        let mut response = match self.garbage {
            None => json_response(reply.status, &reply.body),
            Some(Garbage::Html) => html_response(
                reply.status,
                "<!doctype html><title>Welcome</title><h1>Please log in to the network</h1>",
            ),
            Some(Garbage::Half) => raw_response(reply.status, "application/json", "{\"result\": tr"),
            Some(Garbage::Empty) => raw_response(reply.status, "application/json", ""),
            Some(Garbage::Binary) => raw_response(reply.status, "application/octet-stream", vec![0xFF; 512]),
            Some(Garbage::Huge) => {
                let padding = "x".repeat(HUGE);
                raw_response(reply.status, "application/json", format!("{{\"result\": \"{padding}\"}}"))
            }
        };
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<header::HeaderName>(), value.parse()) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Query, form and JSON parameters, their names in capitals.
fn parameters(query: Option<&str>, kind: Option<&header::HeaderValue>, body: &[u8]) -> Map<String, Value> {
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let pairs = |text: &[u8]| {
        let pairs = form_urlencoded::parse(text);
        pairs.map(|(name, value)| (name.into_owned(), json!(value))).collect::<Vec<_>>()
    };
    let mut all = pairs(query.unwrap_or_default().as_bytes());
    if kind.starts_with("application/json") {
        if let Ok(Value::Object(object)) = serde_json::from_slice(body) {
            all.extend(object);
        }
    } else {
        all.extend(pairs(body));
    }
    all.into_iter().map(|(name, value)| (name.to_uppercase(), value)).collect()
}

fn json_response(status: u16, body: &Value) -> Response<Full<Bytes>> {
    raw_response(status, "application/json; charset=utf-8", body.to_string())
}

fn html_response(status: u16, body: &'static str) -> Response<Full<Bytes>> {
    raw_response(status, "text/html; charset=utf-8", body)
}

fn raw_response(status: u16, kind: &'static str, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}
