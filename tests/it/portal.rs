//! The practice portal over real HTTP, and what the tests ask of it.

use crate::desk::{Desk, Process, wait_for};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// A running practice portal, and a client for it.
pub struct Portal {
    _process: Option<Process>,
    pub base: String,
    pub webhook: String,
    pub client_id: String,
    pub client_secret: String,
}

#[derive(Clone, Debug)]
pub struct Request {
    pub at_ms: f64,
    pub method: String,
    pub ago: Option<u64>,
    pub user_agent: String,
    pub status: u64,
}

impl Portal {
    pub fn start(desk: &Desk) -> Self {
        let (process, about) = desk.practice();
        let text = |key: &str| about[key].as_str().unwrap().to_owned();
        assert_eq!(about["user_id"], json!(1));
        Self {
            _process: Some(process),
            base: text("base"),
            webhook: text("webhook"),
            client_id: text("client_id"),
            client_secret: text("client_secret"),
        }
    }

    /// The same, of a portal that is in this process.
    pub fn of(practice: &practice::Practice) -> Self {
        let (client_id, client_secret) = practice.application();
        Self { client_id, client_secret, ..Self::at(practice.base(), practice.webhook()) }
    }

    pub fn at(base: String, webhook: String) -> Self {
        let (client_id, client_secret) = Default::default();
        Self { _process: None, base, webhook, client_id, client_secret }
    }

    /// The webhook's secret code.
    pub fn code(&self) -> &str {
        self.webhook.trim_end_matches('/').rsplit('/').next().unwrap()
    }

    pub fn state(&self) -> Value {
        serde_json::from_str(&http("GET", &format!("{}/practice/state", self.base), None).1).unwrap()
    }

    /// The reports, without the questions of a sign-in.
    pub fn reports(&self) -> Vec<Request> {
        let state = self.state();
        let requests = state["requests"].as_array().unwrap().iter().map(|entry| Request {
            at_ms: entry["at_ms"].as_f64().unwrap(),
            method: entry["method"].as_str().unwrap().to_owned(),
            ago: entry["parameters"]["AGO"].as_u64(),
            user_agent: entry["user_agent"].as_str().unwrap().to_owned(),
            status: entry["status"].as_u64().unwrap(),
        });
        requests.filter(|request| request.method.starts_with("im.user.status.idle.")).collect()
    }

    /// Waits for the n-th report.
    #[track_caller]
    pub fn report(&self, n: usize) -> Request {
        wait_for(&format!("report {n}"), || self.reports().get(n).cloned())
    }

    pub fn idle(&self) -> Value {
        self.state()["idle"].clone()
    }

    pub fn fault(&self, fault: &Value) {
        let (status, answer) =
            http("POST", &format!("{}/practice/faults", self.base), Some(&fault.to_string()));
        assert_eq!(status, 200, "{answer}");
    }

    /// The host with its port.
    pub fn host(&self) -> &str {
        self.base.strip_prefix("http://").unwrap()
    }

    /// Something else to ask of the portal: `app`, `revoke`, `expire`, `rename`.
    pub fn practice(&self, what: &str, body: &str) {
        let (status, answer) = http("POST", &format!("{}/practice/{what}", self.base), Some(body));
        assert_eq!(status, 200, "{answer}");
    }

    pub fn heal(&self) {
        http("DELETE", &format!("{}/practice/faults", self.base), None);
    }
}

pub fn now_ms() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0
}

/// One HTTP request with a JSON body, or none.
pub fn http(method: &str, url: &str, body: Option<&str>) -> (u16, String) {
    http_with(method, url, "application/json", body)
}

pub fn http_with(method: &str, url: &str, kind: &str, body: Option<&str>) -> (u16, String) {
    // The same client as the product's, which wants its provider first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut request = client.request(method.parse().unwrap(), url).header("content-type", kind);
        if let Some(body) = body {
            request = request.body(body.to_owned());
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    })
}
