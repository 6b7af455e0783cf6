//! Signing in with the browser: a listener on this machine that waits for one redirect from Bitrix24.
//!
//! Any program and any web page on this machine can talk to it, so it believes nothing that does not
//! carry the state only our own address had, and it changes nothing for anybody else.

use crate::messages::{self, Language, Problem};
use crate::portal::auth::oauth::{Application, Grant, Server};
use crate::portal::signin::http_server::{self, ARRIVE_WITHIN, AT_ONCE};
use crate::portal::{address, auth, client};
use crate::store::keychain::Secret;
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::{Method, Request, Response, StatusCode, header};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc, oneshot};
use url::{Host, Url};

/// How long a person may take.
const PATIENCE: Duration = Duration::from_secs(300);
/// A code lives half a minute: a portal that is slow to say that it was renamed must not use that up.
const NAME_WITHIN: Duration = Duration::from_secs(8);

/// A sign-in under way.
pub struct SignIn {
    portal: String,
    application: Application,
    /// The configuration names the authorization server: a redirect has no say in it.
    server_is_fixed: bool,
    port: u16,
    state: String,
    listeners: Vec<TcpListener>,
}

/// What a redirect, or a person who copied one, brings.
#[derive(Debug, PartialEq, Eq)]
struct Redirect {
    code: String,
    server: Option<String>,
    /// It comes from a portal of another name than the one that was asked for.
    moved_to: Option<String>,
}

/// The parameters of a redirect's query that matter here; of each, the first.
#[derive(Default)]
struct Query {
    code: Option<String>,
    state: Option<String>,
    domain: Option<String>,
    server_domain: Option<String>,
}

impl Query {
    fn parse(query: &str) -> Self {
        let mut parsed = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let parameter = match &*name {
                "code" => &mut parsed.code,
                "state" => &mut parsed.state,
                "domain" => &mut parsed.domain,
                "server_domain" => &mut parsed.server_domain,
                _ => continue,
            };
            parameter.get_or_insert(value.into_owned());
        }
        parsed
    }
}

/// Why a redirect is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NoCode,
    State,
    Portal,
    Server,
}

impl SignIn {
    /// Listens on this machine, with both kinds of addresses where it has both.
    ///
    /// `server`: the authorization server, if the configuration names one.
    pub async fn listen(
        portal: &str,
        client_id: String,
        client_secret: Secret,
        server: Option<&str>,
        port: u16,
    ) -> Result<Self, Problem> {
        let server_is_fixed = server.is_some();
        let server = match server {
            Some(named) => Server::configured(named).ok_or(Problem::OAuthServer)?,
            None => Server::of(portal),
        };
        let application = Application { client_id, client_secret, server };
        let failed = |error: std::io::Error| Problem::RedirectPort { port, why: error.to_string() };
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
        let port = first.local_addr().map_err(failed)?.port();
        let mut listeners = vec![first];
        // A machine without IPv6 has no ::1 either.
        listeners.extend(TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok());
        let state = unguessable()?;
        Ok(Self { portal: portal.to_ascii_lowercase(), application, server_is_fixed, port, state, listeners })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where the browser has to go.
    pub fn address(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &self.application.client_id)
            .append_pair("response_type", "code")
            .append_pair("state", &self.state)
            .finish();
        format!("{}/oauth/authorize/?{query}", address::origin(&self.portal))
    }

    /// Waits for the redirect, or for what a person pastes; the first good one counts. `pasted` may be
    /// closed at any time.
    pub async fn finish(mut self, mut pasted: mpsc::UnboundedReceiver<String>) -> Result<Grant, Problem> {
        let listeners = std::mem::take(&mut self.listeners);
        let (found, mut redirects) = mpsc::unbounded_channel();
        let desk = Arc::new(Desk { sign_in: self, found: Mutex::new(Some(found)) });
        let places = Arc::new(Semaphore::new(AT_ONCE as usize));
        let serving: Vec<_> = listeners
            .into_iter()
            .map(|listener| {
                let desk = desk.clone();
                let answer = move |request| {
                    let desk = desk.clone();
                    async move { desk.answer(&request).await }
                };
                tokio::spawn(http_server::serve_pages(listener, places.clone(), answer))
            })
            .collect();
        let timeout = tokio::time::sleep(PATIENCE);
        tokio::pin!(timeout);
        let mut open = true;
        let outcome = loop {
            let (redirect, answer) = tokio::select! {
                () = &mut timeout => break Err(Problem::SignInTimeout),
                Some((redirect, answer)) = redirects.recv() => (redirect, Some(answer)),
                line = pasted.recv(), if open => {
                    let Some(line) = line else {
                        open = false;
                        continue;
                    };
                    let read = desk.sign_in.read_pasted(&line);
                    match desk.sign_in.check_name(read).await {
                        Ok(redirect) => (redirect, None),
                        Err(wrong) => break Err(wrong.problem()),
                    }
                }
            };
            let outcome = desk.sign_in.exchange(redirect).await;
            if let Some(answer) = answer {
                // The browser may have gone.
                let _ = answer.send(outcome.as_ref().map(drop).map_err(Clone::clone));
            }
            break outcome;
        };
        // The page is on its way to the browser; everything else ends with the listeners.
        let _ = tokio::time::timeout(ARRIVE_WITHIN, places.acquire_many(AT_ONCE)).await;
        for listening in serving {
            listening.abort();
            // Cut off, as asked; the port is free after that.
            let _ = listening.await;
        }
        outcome
    }

    async fn exchange(&self, redirect: Redirect) -> Result<Grant, Problem> {
        let named = redirect.server.as_deref().and_then(Server::named_by_redirect);
        let mut application = self.application.clone();
        if let Some(server) = named.filter(|_| !self.server_is_fixed) {
            application.server = server;
        }
        let http = application.http()?;
        let exchanged = application.exchange(&http, &redirect.code, auth::now()).await;
        let grant = exchanged.map_err(|failure| failure.problem)?;
        // The authorization server has the last word on where the portal is.
        let renamed = match redirect.moved_to {
            Some(host) if host != grant.host() => return Err(Wrong::Portal.problem()),
            Some(_) => true,
            // A code alone does not say whose it is.
            None if grant.host() == self.portal => false,
            None => self.new_name().await.is_some_and(|host| host == grant.host()),
        };
        Ok(if renamed { grant.formerly_at(&self.portal) } else { grant })
    }

    async fn new_name(&self) -> Option<String> {
        let origin = address::origin(&self.portal);
        tokio::time::timeout(NAME_WITHIN, client::new_name(&origin)).await.ok().flatten()
    }

    /// Refuses a redirect of another portal than the one that was asked for, unless that one has been renamed and
    /// says so itself. The code goes to nobody before that.
    async fn check_name(&self, redirect: Result<Redirect, Wrong>) -> Result<Redirect, Wrong> {
        let redirect = redirect?;
        if redirect.moved_to.is_some() && self.new_name().await != redirect.moved_to {
            return Err(Wrong::Portal);
        }
        Ok(redirect)
    }

    /// What a redirect's query says, if it is the answer to our question.
    fn read_redirect(&self, query: &str) -> Result<Redirect, Wrong> {
        let Query { code, state, domain, server_domain: server } = Query::parse(query);
        // First the state: without it, nobody learns what else is wrong.
        let same = state.unwrap_or_default().as_bytes().ct_eq(self.state.as_bytes());
        if !bool::from(same) {
            return Err(Wrong::State);
        }
        let known = |name: &String| self.server_is_fixed || Server::named_by_redirect(name).is_some();
        if server.as_ref().is_some_and(|name| !known(name)) {
            return Err(Wrong::Server);
        }
        let code = code.filter(|code| is_code(code)).ok_or(Wrong::NoCode)?;
        let moved_to =
            domain.map(|domain| domain.to_ascii_lowercase()).filter(|domain| *domain != self.portal);
        Ok(Redirect { code, server, moved_to })
    }

    /// A pasted address, or the bare code that a page without redirect shows.
    fn read_pasted(&self, line: &str) -> Result<Redirect, Wrong> {
        let line = line.trim();
        match line.split_once('?') {
            Some((_, query)) => self.read_redirect(query.split('#').next().unwrap_or_default()),
            None if is_code(line) => Ok(Redirect { code: line.to_owned(), server: None, moved_to: None }),
            None => Err(Wrong::NoCode),
        }
    }
}

/// The id on an application's card.
pub fn client_id(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let well = (1..=200).contains(&text.len()) && text.bytes().all(plain);
    well.then(|| text.to_owned()).ok_or(Problem::ClientId)
}

fn is_code(text: &str) -> bool {
    (1..=256).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

impl Wrong {
    fn problem(self) -> Problem {
        match self {
            Wrong::NoCode => Problem::PastedNoCode,
            Wrong::State => Problem::PastedState,
            Wrong::Portal => Problem::PastedPortal,
            Wrong::Server => Problem::PastedServer,
        }
    }
}

/// A portal's name as a person gives it: a host, perhaps with a port, or an address that begins with one.
pub fn portal_name(text: &str) -> Result<String, Problem> {
    let wrong = || Problem::PortalName;
    let text = text.trim();
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let bare = bare.trim_end_matches('/');
    let url = Url::parse(&format!("http://{bare}")).map_err(|_| wrong())?;
    let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && !bare.contains('@');
    let host = url.host().filter(|_| plain).ok_or_else(wrong)?;
    let named = matches!(&host, Host::Domain(name) if name.contains('.')) || address::is_loopback(&url);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    named.then(|| format!("{host}{port}")).ok_or_else(wrong)
}

/// Letters that nobody can guess.
pub fn unguessable() -> Result<String, Problem> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Problem::Internal { why: error.to_string() })?;
    // Sixteen letters stand for four bits each.
    let letter = |four: u8| char::from(b'a' + four);
    Ok(bytes.iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect())
}

/// A redirect, and where its page waits to hear how it went.
type Found = (Redirect, oneshot::Sender<Result<(), Problem>>);

struct Desk {
    sign_in: SignIn,
    /// Taken by the first good answer: there is no second.
    found: Mutex<Option<mpsc::UnboundedSender<Found>>>,
}

impl Desk {
    async fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let language = Language::accepted(http_server::header(request, header::ACCEPT_LANGUAGE));
        let page = |status, text: fn(Language) -> (String, String)| page(status, language, &text(language));
        if !http_server::is_meant_for(request, self.sign_in.port) {
            return page(StatusCode::MISDIRECTED_REQUEST, messages::page_not_here);
        }
        if request.uri().path() != "/" {
            return page(StatusCode::NOT_FOUND, messages::page_not_here);
        }
        if request.method() != Method::GET {
            return page(StatusCode::METHOD_NOT_ALLOWED, messages::page_not_here);
        }
        let read = self.sign_in.read_redirect(request.uri().query().unwrap_or_default());
        let redirect = match self.sign_in.check_name(read).await {
            Ok(redirect) => redirect,
            Err(wrong) => {
                log::info!(wrong:?; "a request to the sign-in page");
                return page(StatusCode::BAD_REQUEST, messages::page_wrong);
            }
        };
        let Some(found) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return page(StatusCode::GONE, messages::page_not_here);
        };
        let (answer, outcome) = oneshot::channel();
        // Its other end waits as long as this page can be asked for.
        let _ = found.send((redirect, answer));
        match outcome.await {
            Ok(Ok(())) => page(StatusCode::OK, messages::page_signed_in),
            _ => page(StatusCode::BAD_GATEWAY, messages::page_failed),
        }
    }
}

/// A page with a title and a sentence.
pub fn page(
    status: StatusCode,
    language: Language,
    (title, text): &(String, String),
) -> Response<Full<Bytes>> {
    let page = include_str!("../../../assets/page.html").replace("{language}", language.tag());
    let body = page.replace("{title}", title).replace("{text}", text);
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    http_server::answer(status, "text/html; charset=utf-8", policy, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sign_in(fixed: bool) -> SignIn {
        let server = fixed.then_some("https://oauth.example.com");
        let secret = Secret::new("s3cr3t".into());
        SignIn::listen("example.bitrix24.com", "local.1".into(), secret, server, 0).await.unwrap()
    }

    #[tokio::test]
    async fn a_redirect_is_believed_only_with_our_state_portal_and_a_known_server() {
        let sign_in = sign_in(false).await;
        let state = &sign_in.state;
        let domain = "domain=example.bitrix24.com";
        let good = format!("code=abc&state={state}&{domain}&server_domain=oauth.bitrix.info&scope=im");
        assert_eq!(
            sign_in.read_redirect(&good),
            Ok(Redirect { code: "abc".into(), server: Some("oauth.bitrix.info".into()), moved_to: None })
        );
        for (query, wrong) in [
            (format!("code=abc&{domain}"), Wrong::State),
            (format!("code=abc&state=&{domain}"), Wrong::State),
            (format!("code=abc&state={}&{domain}", "0".repeat(64)), Wrong::State),
            (format!("code=abc&state=x&state={state}"), Wrong::State),
            (format!("code=abc&state={state}&{domain}&server_domain=evil.com"), Wrong::Server),
            (format!("code=&state={state}&{domain}"), Wrong::NoCode),
            (format!("state={state}&{domain}"), Wrong::NoCode),
            (format!("code=a%0Ab&state={state}"), Wrong::NoCode),
        ] {
            assert_eq!(sign_in.read_redirect(&query), Err(wrong), "{query}");
        }
    }

    /// A portal on loopback that answers each POST with this redirect.
    async fn portal(location: &'static str) -> String {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                while !request.ends_with(b"{}") {
                    stream.read_buf(&mut request).await.unwrap();
                }
                assert!(request.starts_with(b"POST /rest/"));
                let answer = format!("HTTP/1.1 302 X\r\nConnection: close\r\nLocation: {location}\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        host
    }

    #[tokio::test]
    async fn another_portals_redirect_is_believed_only_if_ours_says_that_it_was_renamed_to_that() {
        for (location, domain, believed) in [
            ("http://localhost:8025/rest/scope", "localhost:8025", true),
            ("http://localhost:8025/rest/scope", "LOCALHOST:8025", true),
            ("https://new.bitrix24.com/rest/scope", "new.bitrix24.com", true),
            ("https://new.bitrix24.com/rest/scope", "evil.bitrix24.com", false),
            ("https://new.bitrix24.com/rest/scope", "evil.com", false),
            ("https://new.bitrix24.com/rest/scope?login=yes", "new.bitrix24.com", false),
            ("https://new.bitrix24.com/", "new.bitrix24.com", false),
            ("http://new.bitrix24.com/rest/scope", "new.bitrix24.com", false),
            ("/login", "new.bitrix24.com", false),
        ] {
            let ours = portal(location).await;
            let secret = Secret::new("s3cr3t".into());
            let sign_in = SignIn::listen(&ours, "local.1".into(), secret, None, 0).await.unwrap();
            let query = format!("code=abc&state={}&domain={domain}", sign_in.state);
            let checked = sign_in.check_name(sign_in.read_redirect(&query)).await;
            let expected = if believed { Ok(Some(domain.to_ascii_lowercase())) } else { Err(Wrong::Portal) };
            assert_eq!(checked.map(|redirect| redirect.moved_to), expected, "{location} {domain}");
            // Our own name needs no word of anybody.
            let query = query.replace(domain, &ours);
            assert!(sign_in.check_name(sign_in.read_redirect(&query)).await.is_ok());
        }
        // Nobody answers there.
        let sign_in =
            SignIn::listen("127.0.0.1:1", "local.1".into(), Secret::new("s".into()), None, 0).await.unwrap();
        let query = format!("code=abc&state={}&domain=new.bitrix24.com", sign_in.state);
        assert_eq!(sign_in.check_name(sign_in.read_redirect(&query)).await, Err(Wrong::Portal));
    }

    #[tokio::test(start_paused = true)]
    async fn a_portal_that_does_not_answer_leaves_the_code_most_of_its_half_minute() {
        let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let host = silent.local_addr().unwrap().to_string();
        let sign_in =
            SignIn::listen(&host, "local.1".into(), Secret::new("s".into()), None, 0).await.unwrap();
        let began = tokio::time::Instant::now();
        assert_eq!(sign_in.new_name().await, None);
        assert!(began.elapsed().as_secs() <= 10, "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn a_pasted_code_or_address_does_as_well() {
        let sign_in = sign_in(false).await;
        let bare = sign_in.read_pasted("  0a1b2c \n");
        assert_eq!(bare, Ok(Redirect { code: "0a1b2c".into(), server: None, moved_to: None }));
        let address = format!("http://localhost:7000/?code=abc&state={}#x", sign_in.state);
        assert_eq!(sign_in.read_pasted(&address).unwrap().code, "abc");
        assert_eq!(sign_in.read_pasted("http://localhost:7000/?code=abc&state=guess"), Err(Wrong::State));
        assert_eq!(sign_in.read_pasted("what is this"), Err(Wrong::NoCode));
        assert!(
            sign_in.address().starts_with("https://example.bitrix24.com/oauth/authorize/?client_id=local.1&")
        );
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_coming_back_ends_it_after_five_minutes() {
        let began = tokio::time::Instant::now();
        let (_paste, pasted) = mpsc::unbounded_channel();
        let sign_in = sign_in(false).await;
        let port = sign_in.port();
        assert_eq!(sign_in.finish(pasted).await, Err(Problem::SignInTimeout));
        assert_eq!(began.elapsed().as_secs(), 300);
        // The port is free again.
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    }

    #[test]
    fn a_portal_can_be_named_as_people_copy_it() {
        for text in ["example.bitrix24.com", "https://example.bitrix24.com/", " Example.Bitrix24.com "] {
            assert_eq!(portal_name(text).as_deref(), Ok("example.bitrix24.com"), "{text}");
        }
        assert_eq!(portal_name("127.0.0.1:8024").as_deref(), Ok("127.0.0.1:8024"));
        for wrong in [
            "",
            "bitrix24",
            "https://a@b.com",
            "example.com/crm",
            "example.com?x",
            "exa mple.com",
            "10.0.0.1",
        ] {
            assert_eq!(portal_name(wrong), Err(Problem::PortalName), "{wrong}");
        }
    }
}
