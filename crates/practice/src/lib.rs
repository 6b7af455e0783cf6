//! The practice portal: a Bitrix24 on loopback, for trying out and for tests. It speaks real HTTP,
//! remembers what a portal remembers, and does wrong what it is told to.

use body::Body;
use bytes::Bytes;
use faults::{Fault, Faults, Garbage, Raw};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use oauth::{Card, Server};
use portal::{Call, Caller, Portal, Reply, iso};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

mod body;
pub mod faults;
pub mod oauth;
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
    server: Server,
    /// The portal has moved there: its old address answers calls with a redirect.
    renamed: Option<String>,
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

/// The portal cannot listen at this address.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {source}")]
pub struct ListenError {
    pub address: SocketAddr,
    pub source: std::io::Error,
}

type Answer = Result<Response<Body>, Closed>;

impl Practice {
    /// Listens, with a user and a webhook that are the same for the same `code`.
    pub async fn listen(address: SocketAddr, code: String) -> Result<(Self, TcpListener), ListenError> {
        let failed = |source| ListenError { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let state = State {
            server: Server::new("local.practice".into(), format!("{code}application")),
            renamed: None,
            portal: Portal::new(1, code, Timestamp::now()),
            faults: Faults::default(),
            log: VecDeque::new(),
            followers: Vec::new(),
        };
        let address = listener.local_addr().map_err(failed)?;
        Ok((Self { address, state: Arc::new(Mutex::new(state)) }, listener))
    }

    /// Listens at the same address once more, with what was remembered: a server that was restarted.
    pub async fn listen_again(&self) -> Result<TcpListener, ListenError> {
        let address = self.address;
        TcpListener::bind(address).await.map_err(|source| ListenError { address, source })
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

    /// The application's id and secret, as its card shows them.
    pub fn application(&self) -> (String, String) {
        let state = self.state();
        (state.server.client_id.clone(), state.server.client_secret.clone())
    }

    /// Where the application's card sends the browser.
    pub fn redirect_to(&self, port: u16) {
        self.state().server.card.redirect_port = port;
    }

    /// From now on, calls go wrong like this.
    pub fn fail(&self, fault: Fault) {
        self.state().faults.order(fault, Timestamp::now());
    }

    /// Nothing goes wrong any more.
    pub fn heal(&self) {
        self.state().faults.clear();
    }

    /// Nobody has asked for a while: for tests that ask more than a person does.
    pub fn empty_bucket(&self) {
        self.state().portal.empty_bucket(Timestamp::now());
    }

    /// The access token's hour is over.
    pub fn expire(&self) {
        self.state().server.expire(Timestamp::now());
    }

    /// How long the user is idle, by the recorded date.
    pub fn idle_for(&self) -> Option<Duration> {
        let idle = self.state().portal.idle?;
        Some(Timestamp::now().duration_since(idle).try_into().unwrap_or_default())
    }

    /// Every call from now on, as it is answered.
    pub fn subscribe(&self) -> mpsc::UnboundedReceiver<Entry> {
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
                    log::warn!("practice portal: {error}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            let practice = self.clone();
            tokio::spawn(async move {
                let service = service_fn(|request| {
                    let practice = practice.clone();
                    // A server carries out what it was asked for, also if nobody waits for the answer any more.
                    let handled = tokio::spawn(async move { practice.handle(request).await });
                    async move { handled.await.unwrap_or(Err(Closed)) }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service);
                if let Err(error) = connection.await {
                    log::debug!("practice connection: {error}");
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
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let all_parameters = || parameters(parts.uri.query(), kind, &body);
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let user_agent = user_agent.unwrap_or_default().to_owned();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match (&parts.method, segments.as_slice()) {
            (&Method::GET, ["practice", "state"]) => Ok(json_response(200, &self.report())),
            (&Method::POST, ["practice", "faults"]) => Ok(self.order(&body)),
            (&Method::DELETE, ["practice", "faults"]) => {
                self.heal();
                Ok(json_response(200, &json!({ "result": true })))
            }
            (&Method::POST, ["practice", "app"]) => Ok(self.configure(&body)),
            (&Method::POST, ["practice", "revoke"]) => Ok(self.change(|state| state.server.revoke())),
            (&Method::POST, ["practice", "expire"]) => {
                Ok(self.change(|state| state.server.expire(Timestamp::now())))
            }
            (&Method::POST, ["practice", "rename"]) => {
                let to = std::str::from_utf8(&body).unwrap_or_default().trim().to_owned();
                Ok(self.change(|state| state.renamed = Some(to).filter(|to| !to.is_empty())))
            }
            (&Method::GET, ["oauth", "authorize"]) => Ok(self.authorize(&all_parameters())),
            (&(Method::GET | Method::POST), ["oauth", "token"]) => {
                self.token(&all_parameters(), parts.method.as_str(), &user_agent).await
            }
            (&(Method::GET | Method::POST), ["rest", caller @ .., method]) => {
                let here = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
                let renamed = self.state().renamed.clone();
                if let Some(to) = renamed.filter(|to| to.split_once("://").map(|(_, host)| host) != here) {
                    return Ok(redirect(&format!("{to}{path}")));
                }
                let method = method.strip_suffix(".json").unwrap_or(method).to_owned();
                let caller = match caller {
                    [user, code] => Caller::Webhook { user: (*user).into(), code: (*code).into() },
                    _ => Caller::Application,
                };
                let call = Call { caller, method, parameters: all_parameters() };
                self.call(call, parts.method.as_str(), &user_agent).await
            }
            _ => Ok(html_response(404, "<!doctype html><title>404</title><h1>Not found</h1>")),
        }
    }

    async fn call(&self, mut call: Call, http: &str, user_agent: &str) -> Answer {
        if let Caller::Application = call.caller {
            // What is a secret is taken out before anything is logged.
            let access = call.parameters.remove("AUTH").and_then(|auth| auth.as_str().map(str::to_owned));
            let access = access.unwrap_or_default();
            let (method, parameters) = (call.method.clone(), call.parameters.clone());
            let answer = |state: &mut State| match state.server.check(&access, Timestamp::now()) {
                Ok(()) => {
                    call.caller = Caller::Granted { scope: state.server.card.scope.clone() };
                    state.portal.answer(&call, Timestamp::now())
                }
                Err((status, code)) => Reply::error(status, code, "practice"),
            };
            return self.answer((method, parameters), http, user_agent, answer).await;
        }
        let logged = (call.method.clone(), call.parameters.clone());
        let answer = |state: &mut State| state.portal.answer(&call, Timestamp::now());
        self.answer(logged, http, user_agent, answer).await
    }

    /// Answers rightly or, where a fault is in force, wrongly; and logs it.
    async fn answer(
        &self,
        (method, parameters): (String, Map<String, Value>),
        http: &str,
        user_agent: &str,
        right: impl FnOnce(&mut State) -> Reply,
    ) -> Answer {
        let now = Timestamp::now();
        let fault = self.state().faults.spoil(&method, now);
        let mut entry = Entry {
            at_ms: now.as_duration().as_secs_f64() * 1000.0,
            http: http.to_owned(),
            method,
            user_agent: user_agent.to_owned(),
            parameters,
            status: 0,
            error: None,
            idle: json!(false),
        };
        if let Some(fault) = &fault {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
        }
        let spoilt = fault.as_ref().filter(|fault| fault.spoils());
        let mut state = self.state();
        let reply = match spoilt {
            Some(fault) => {
                if fault.heard {
                    right(&mut state);
                }
                fault.reply()
            }
            None => right(&mut state),
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
        let mut response = match spoilt {
            Some(fault) if fault.close => return Err(Closed),
            Some(fault) => fault.response(&reply),
            None => json_response(reply.status, &reply.body),
        };
        let pause = fault.map_or(0, |fault| fault.dribble_ms);
        response.body_mut().pause = Duration::from_millis(pause);
        Ok(response)
    }

    /// The page behind the browser's first address: it lets the user in at once, and sends the browser
    /// on as the application's card says. A refusal is a page, and no redirect comes.
    fn authorize(&self, parameters: &Map<String, Value>) -> Response<Body> {
        let text = |name: &str| parameters.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut state = self.state();
        let Some(code) = state.server.authorize(text("CLIENT_ID"), Self::new_code(), Timestamp::now()) else {
            return html_response(
                403,
                "<!doctype html><title>Refused</title><h1>Application access denied</h1>",
            );
        };
        let own = self.address.to_string();
        let card = &state.server.card;
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", text("STATE"))
            .append_pair("domain", card.domain.as_deref().unwrap_or(&own))
            .append_pair("member_id", "practice")
            .append_pair("scope", &card.scope)
            .append_pair("server_domain", card.server_domain.as_deref().unwrap_or(&own))
            .finish();
        redirect(&format!("http://localhost:{}/?{query}", card.redirect_port))
    }

    async fn token(&self, parameters: &Map<String, Value>, http: &str, user_agent: &str) -> Answer {
        let text = |name: &str| {
            let value = parameters.get(&name.to_uppercase()).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let logged = Map::from_iter([("GRANT_TYPE".to_owned(), json!(text("grant_type")))]);
        let own = self.base();
        let right = |state: &mut State| {
            let portal = state.renamed.clone().unwrap_or_else(|| own.clone());
            let (status, body) = state.server.token(text, (&portal, &own), Timestamp::now(), Self::new_code);
            Reply { status, body }
        };
        self.answer(("oauth.token".into(), logged), http, user_agent, right).await
    }

    /// `POST /practice/app`: the application's card.
    fn configure(&self, body: &[u8]) -> Response<Body> {
        match serde_json::from_slice::<Card>(body) {
            Ok(card) => self.change(|state| state.server.card = card),
            Err(error) => json_response(400, &Reply::error(400, "INVALID_CARD", &error.to_string()).body),
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) -> Response<Body> {
        change(&mut self.state());
        json_response(200, &json!({ "result": true }))
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
            "grants": state.server.grants,
            // How often each refresh token was offered, in the order they were given out.
            "refreshes": state.server.offered.iter().map(|(_, times)| times).collect::<Vec<_>>(),
            "faults": state.faults.in_force(),
            "requests": state.log,
        })
    }

    /// `POST /practice/faults`: one fault, or a list of them.
    fn order(&self, body: &[u8]) -> Response<Body> {
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
            || self.raw.is_some()
    }

    fn reply(&self) -> Reply {
        if let Some(raw) = &self.raw {
            let body = serde_json::from_slice(raw.body.as_bytes()).unwrap_or_default();
            return Reply { status: raw.status, body };
        }
        let status = self.status.unwrap_or(if self.error.is_some() { 500 } else { 200 });
        match (&self.body, &self.error) {
            (Some(body), _) => Reply { status, body: body.clone() },
            (None, Some(error)) => {
                Reply::error(status, error, self.error_description.as_deref().unwrap_or("ordered"))
            }
            (None, None) => Reply { status, body: json!({ "result": true }) },
        }
    }

    fn response(&self, reply: &Reply) -> Response<Body> {
        if let Some(raw) = &self.raw {
            return raw.response();
        }
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

impl Raw {
    fn response(&self) -> Response<Body> {
        let mut response = Response::new(Body::new(self.body.as_bytes().to_vec()));
        *response.status_mut() = status_code(self.status);
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<header::HeaderName>(), value.parse()) {
                response.headers_mut().append(name, value);
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

fn redirect(to: &str) -> Response<Body> {
    let mut response = html_response(302, "");
    if let Ok(to) = to.parse() {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn json_response(status: u16, body: &Value) -> Response<Body> {
    raw_response(status, "application/json; charset=utf-8", body.to_string())
}

fn html_response(status: u16, body: &'static str) -> Response<Body> {
    raw_response(status, "text/html; charset=utf-8", body)
}

fn raw_response(status: u16, kind: &'static str, body: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(Body::new(body));
    *response.status_mut() = status_code(status);
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
