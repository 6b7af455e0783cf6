//! The guided sign-in: a page on this machine, in the browser, that asks for what is needed and ends signed in.
//!
//! It is opened with a token that nobody else has; without it, a request changes nothing and learns nothing.

use crate::messages::{self, Language, Problem};
use crate::portal::auth::webhook::Webhook;
use crate::portal::auth::{self, Account};
use crate::portal::client;
use crate::portal::signin::http_server::{self, ARRIVE_WITHIN, AT_ONCE, LONGEST_REQUEST};
use crate::portal::signin::redirect::{self, SignIn, portal_name};
use crate::store::config::Config;
use crate::store::keychain::{CredentialStore, Secret};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::{Method, Request, Response, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

/// How long a person may take, from the page to the end.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
const TOKEN: header::HeaderName = header::HeaderName::from_static("x-away24-token");

/// Who is signed in now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub host: String,
    pub name: String,
}

/// A page that waits.
pub struct Setup {
    desk: Arc<Desk>,
    listener: TcpListener,
    finished: mpsc::UnboundedReceiver<Done>,
}

struct Desk {
    config: Config,
    credentials: CredentialStore,
    port: u16,
    token: String,
    finished: mpsc::UnboundedSender<Done>,
    /// The sign-in that the browser was sent off to; a second try replaces it.
    away: Mutex<Option<JoinHandle<()>>>,
}

/// What a request asks to be checked, or to sign in with.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Form {
    how: String,
    portal: String,
    client_id: String,
    client_secret: Zeroizing<String>,
    webhook: Zeroizing<String>,
}

/// What is wrong, and with which field.
type Wrong = (Option<&'static str>, Problem);

impl Setup {
    /// Listens on this machine, on a port that nobody knows yet.
    pub async fn begin(config: Config, credentials: CredentialStore) -> Result<Self, Problem> {
        let failed = |error: std::io::Error| Problem::RedirectPort { port: 0, why: error.to_string() };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let (finished_in, finished) = mpsc::unbounded_channel();
        let token = redirect::unguessable()?;
        let desk = Desk { config, credentials, port, token, finished: finished_in, away: Mutex::new(None) };
        Ok(Self { desk: Arc::new(desk), listener, finished })
    }

    /// Where the browser has to go.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.desk.port, self.desk.token)
    }

    /// Serves the page until somebody is signed in; nothing listens any more after that.
    pub async fn finish(mut self) -> Result<Done, Problem> {
        let places = Arc::new(Semaphore::new(AT_ONCE as usize));
        let desk = self.desk.clone();
        let answer = move |request| {
            let desk = desk.clone();
            async move { desk.answer(request).await }
        };
        let serving = tokio::spawn(http_server::serve_pages(self.listener, places.clone(), answer));
        let done = tokio::time::timeout(PATIENCE, self.finished.recv()).await;
        // The last answer is on its way to the browser.
        let _ = tokio::time::timeout(ARRIVE_WITHIN, places.acquire_many(AT_ONCE)).await;
        serving.abort();
        self.desk.recall();
        done.ok().flatten().ok_or(Problem::SignInTimeout)
    }
}

impl Desk {
    /// Ends a sign-in that is under way in the browser.
    fn recall(&self) {
        if let Some(away) = self.away.lock().unwrap_or_else(PoisonError::into_inner).take() {
            away.abort();
        }
    }

    fn is_ours(&self, token: &str) -> bool {
        token.as_bytes().ct_eq(self.token.as_bytes()).into()
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let language = Language::accepted(http_server::header(&request, header::ACCEPT_LANGUAGE));
        if !http_server::is_meant_for(&request, self.port) {
            return redirect::page(
                StatusCode::MISDIRECTED_REQUEST,
                language,
                &messages::page_not_here(language),
            );
        }
        let path = request.uri().path().to_owned();
        match (request.method(), path.as_str()) {
            (&Method::GET, "/") => {
                let query = request.uri().query().unwrap_or_default();
                let token = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
                if token.is_some_and(|(_, token)| self.is_ours(&token)) {
                    return self.page(language);
                }
                redirect::page(StatusCode::FORBIDDEN, language, &messages::page_wrong(language))
            }
            (&Method::POST, "/check" | "/sign-in") if self.is_ours(http_server::header(&request, TOKEN)) => {
                let body = Limited::new(request.into_body(), LONGEST_REQUEST).collect();
                let body = tokio::time::timeout(ARRIVE_WITHIN, body).await.ok().and_then(Result::ok);
                let body = Zeroizing::new(body.map(|body| body.to_bytes().to_vec()).unwrap_or_default());
                let Ok(form) = serde_json::from_slice::<Form>(&body) else {
                    return answer(StatusCode::BAD_REQUEST, &json!({ "ok": false }));
                };
                let outcome = match path.as_str() {
                    "/check" => self.check(&form),
                    _ => self.sign_in(form).await,
                };
                answer(StatusCode::OK, &outcome.unwrap_or_else(|wrong| refusal(language, &wrong)))
            }
            (&Method::POST, _) => answer(StatusCode::FORBIDDEN, &json!({ "ok": false })),
            _ => redirect::page(StatusCode::NOT_FOUND, language, &messages::page_not_here(language)),
        }
    }

    fn page(&self, language: Language) -> Response<Full<Bytes>> {
        let nonce = redirect::unguessable().unwrap_or_default();
        let page = include_str!("../../../assets/setup.html")
            .replace("{language}", language.tag())
            .replace("{nonce}", &nonce)
            .replace("{token}", &self.token)
            .replace("{port}", &self.config.redirect_port.to_string())
            .replace("{known_portal}", &self.known("account.portal", self.config.portal.as_deref()))
            .replace("{known_client_id}", &self.known("account.client_id", self.config.client_id.as_deref()))
            .replace("{words}", &messages::setup_words(language));
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; \
             form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
        );
        http_server::answer(StatusCode::OK, "text/html; charset=utf-8", &policy, page)
    }

    /// A field's value, if the configuration or a policy has one; and whether it is not for the person to change.
    fn known(&self, key: &str, value: Option<&str>) -> String {
        let Some(value) = value else { return String::new() };
        let value =
            value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('{', "&#123;");
        let set = if self.config.pinned(key).is_some() { " data-set" } else { "" };
        format!(" value=\"{value}\"{set}")
    }

    /// What can be said of one field while it is typed, without asking anybody.
    fn check(&self, form: &Form) -> Result<Value, Wrong> {
        if !form.webhook.is_empty() {
            let account = self.webhook(&form.webhook)?;
            return Ok(json!({ "ok": true, "host": account.host() }));
        }
        if !form.client_id.is_empty() {
            redirect::client_id(&form.client_id).map_err(|problem| (Some("client_id"), problem))?;
            return Ok(json!({ "ok": true }));
        }
        let portal = portal_name(&form.portal).map_err(|problem| (Some("portal"), problem))?;
        Ok(json!({ "ok": true, "host": portal }))
    }

    fn webhook(&self, text: &str) -> Result<Account, Wrong> {
        let wrong = |problem| (Some("webhook"), problem);
        let account = Account::Webhook(Webhook::parse(text.trim()).map_err(wrong)?);
        account.belongs_to(self.config.portal.as_deref()).map_err(wrong)?;
        Ok(account)
    }

    async fn sign_in(self: Arc<Self>, form: Form) -> Result<Value, Wrong> {
        self.recall();
        if form.how == "webhook" {
            let account = self.webhook(&form.webhook)?;
            let done = self.keep(account).await.map_err(|problem| (Some("webhook"), problem))?;
            return Ok(json!({ "ok": true, "done": true, "host": done.host, "name": done.name }));
        }
        let portal = portal_name(&form.portal).map_err(|problem| (Some("portal"), problem))?;
        let client_id =
            redirect::client_id(&form.client_id).map_err(|problem| (Some("client_id"), problem))?;
        self.config.same_client(&client_id).map_err(|problem| (Some("client_id"), problem))?;
        let secret = Secret::new(form.client_secret.trim().to_owned());
        if secret.expose().is_empty() {
            return Err((Some("client_secret"), Problem::SecretEmpty));
        }
        let named = self.config.oauth_server.as_deref();
        let sign_in = SignIn::listen(&portal, client_id, secret, named, self.config.redirect_port).await;
        let sign_in = sign_in.map_err(|problem| (None, problem))?;
        let address = sign_in.address();
        let desk = self.clone();
        let away = tokio::spawn(async move {
            let granted = sign_in.finish(mpsc::unbounded_channel().1).await;
            let kept = match granted {
                Ok(grant) => desk.keep(Account::OAuth(Box::new(grant))).await,
                Err(problem) => Err(problem),
            };
            if let Err(problem) = kept {
                // The browser's page says that it did not work, and the form is still there.
                log::warn!("{problem}");
            }
        });
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = Some(away);
        Ok(json!({ "ok": true, "go": address }))
    }

    /// Proves that a sign-in works, and only then keeps it.
    async fn keep(&self, account: Account) -> Result<Done, Problem> {
        account.belongs_to(self.config.portal.as_deref())?;
        let (account, name) = client::prove(account).await?;
        auth::sign_in(&self.credentials, &account).await?;
        let done = Done { host: account.host().to_owned(), name };
        // Whoever waited for it may have given up.
        let _ = self.finished.send(done.clone());
        Ok(done)
    }
}

fn answer(status: StatusCode, what: &Value) -> Response<Full<Bytes>> {
    http_server::answer(status, "application/json; charset=utf-8", "default-src 'none'", what.to_string())
}

fn refusal(language: Language, (field, problem): &Wrong) -> Value {
    let (sentence, hint) = problem.said_in(language);
    json!({ "ok": false, "field": field, "problem": sentence, "hint": hint })
}
