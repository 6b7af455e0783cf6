//! What becomes of tokens: hours and months of them, many callers, another process, and crashes at any step.

use crate::desk::{Desk, needs, wait_for};
use crate::journey::{PARTS, desk};
use crate::oauth::{Login, raw, signed_in_agent};
use crate::portal::{Portal, http};
use away24::portal::auth::oauth::Grant;
use away24::portal::auth::{self, Access, Account};
use away24::portal::client::Client;
use away24::portal::signin::redirect::SignIn;
use away24::store::keychain::{CredentialStore, Secret};
use practice::Practice;
use presence::{Presence, Trouble};
use serde_json::{Value, json};
use std::future::Future;
use std::process::Stdio;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::sync::mpsc;

/// A practice portal in this process, and a grant of it in a credentials.
async fn granted() -> (Practice, Grant, CredentialStore) {
    let (practice, listener) =
        Practice::listen("127.0.0.1:0".parse().unwrap(), Practice::new_code()).await.unwrap();
    tokio::spawn(practice.clone().serve(listener));
    let base = practice.base();
    let (client_id, secret) = practice.application();
    let host = base.strip_prefix("http://").unwrap();
    let sign_in = SignIn::listen(host, client_id, Secret::new(secret), Some(&base), 0).await.unwrap();
    practice.redirect_to(sign_in.port());
    let address = sign_in.address();
    let (_paste, pasted) = mpsc::unbounded_channel();
    let browser = auth::http::client(true).unwrap();
    let visit = async {
        let to =
            browser.get(address).send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
        browser.get(to).send().await.unwrap();
    };
    let (grant, ()) = tokio::join!(sign_in.finish(pasted), visit);
    let (grant, credentials) = (grant.unwrap(), CredentialStore::in_memory());
    auth::sign_in(&credentials, &Account::OAuth(Box::new(grant.clone()))).await.unwrap();
    (practice, grant, credentials)
}

async fn state(practice: &Practice) -> Value {
    let url = format!("{}/practice/state", practice.base());
    let client = auth::http::client(true).unwrap();
    serde_json::from_str(&client.get(url).send().await.unwrap().text().await.unwrap()).unwrap()
}

fn account(grant: &Grant) -> Account {
    Account::OAuth(Box::new(grant.clone()))
}

#[tokio::test]
async fn a_day_of_one_hour_tokens_renews_when_a_call_is_due_and_at_no_other_time() {
    let (practice, grant, credentials) = granted().await;
    let access = Access::new(credentials, account(&grant)).unwrap();
    let morning = auth::now();
    // Four busy hours, a silent night, and a call every ten minutes again.
    let busy = (0..24).map(|n| n * 600);
    let later = (0..24).map(|n| 20 * 3600 + n * 600);
    for second in busy.chain(later) {
        access.prepare("im.user.get", &json!({}), morning + second).await.unwrap();
        access.keep(morning + second).await.unwrap();
    }
    // At the start of hours 1, 2 and 3; once after the night; at the start of hours 21, 22 and 23.
    assert_eq!(state(&practice).await["refreshes"], json!([1, 1, 1, 1, 1, 1, 1, 0]));
    // Nothing to say for months: day 150 is the first on which anything happens.
    let last = morning + 20 * 3600 + 23 * 600;
    for day in 0..149 {
        access.keep(last + day * 86_400).await.unwrap();
    }
    assert_eq!(state(&practice).await["grants"], json!(8));
    access.keep(last + 151 * 86_400).await.unwrap();
    assert_eq!(state(&practice).await["grants"], json!(9));
}

#[tokio::test]
async fn many_calls_at_once_renew_once() {
    let (practice, grant, credentials) = granted().await;
    let access = Access::new(credentials, account(&grant)).unwrap();
    let later = auth::now() + 3_601;
    let parameters = json!({});
    let calls = (0..20).map(|_| access.prepare("im.user.get", &parameters, later));
    for call in futures_util::future::join_all(calls).await {
        call.unwrap();
    }
    assert_eq!(state(&practice).await["refreshes"], json!([1, 0]));
}

#[tokio::test]
async fn an_agent_whose_tokens_another_process_renewed_takes_those() {
    let (practice, grant, credentials) = granted().await;
    let here = Client::new(Access::new(credentials.clone(), account(&grant)).unwrap());
    let there = Access::new(credentials, account(&grant)).unwrap();
    there.prepare("im.user.get", &json!({}), auth::now() + 3_601).await.unwrap();
    assert_eq!(here.report(Presence::Away { ago: 3 }).await, Ok(()));
    assert_eq!(state(&practice).await["refreshes"], json!([1, 0]));
}

/// Ends a renewal after each number of steps that it can be ended after, as a crash does. What is in the
/// credentials then is a sign-in that works, or one that says at once that it does not.
#[tokio::test]
async fn a_renewal_that_is_cut_off_at_any_step_costs_at_most_a_new_sign_in() {
    let (mut worked, mut lost) = (0, 0);
    for steps in 0..200 {
        let (practice, grant, credentials) = granted().await;
        let later = auth::now() + 3_601;
        let finished = {
            let access = Access::new(credentials.clone(), account(&grant)).unwrap();
            let parameters = json!({});
            let renewal = access.prepare("im.user.get", &parameters, later);
            let mut renewal = std::pin::pin!(renewal);
            let mut polled = 0;
            loop {
                if let Poll::Ready(call) = renewal.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                    call.unwrap();
                    break true;
                }
                if polled == steps {
                    break false;
                }
                polled += 1;
                // The other side gets on meanwhile, until there is something new to see.
                tokio::time::timeout(Duration::from_millis(2), std::future::pending::<()>())
                    .await
                    .unwrap_err();
            }
        };
        // The next start.
        let stored =
            auth::load(&credentials).await.unwrap().expect("the credentials holds a sign-in at every moment");
        let client = Client::new(Access::new(credentials.clone(), stored).unwrap());
        match client.call("im.user.get", &json!({})).await {
            Ok(_) => worked += 1,
            Err(failure) => {
                assert_eq!(failure.trouble, Trouble::Unauthorized, "after {steps} steps");
                lost += 1;
            }
        }
        let used: Vec<u64> = state(&practice).await["refreshes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap())
            .collect();
        assert!(used.iter().all(|times| *times <= 1), "after {steps} steps: {used:?}");
        if finished {
            assert!(worked > 0 && steps > 0, "{worked} worked, {lost} lost");
            return;
        }
    }
    panic!("the renewal never finished");
}

#[test]
fn a_vault_that_fails_after_the_renewal_keeps_the_new_pair_for_the_next_try() {
    // The keychain is taken away while the portal makes the agent renew, and comes back.
    if !needs(&PARTS) {
        return;
    }
    let desk = Desk::bare().with_display().with_bus();
    let keychain = desk.keychain(true);
    let portal = Portal::start(&desk);
    let _agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    portal.practice("expire", "");
    // It goes as it likes; what counts is that it is gone.
    let _ = keychain.end();
    desk.xdotool(&["key", "a"]);
    wait_for("the trouble", || desk.log().contains("trouble=Keychain").then_some(()));
    let _keychain = desk.keychain(true);
    wait_for("the return", || (portal.idle() == json!(false)).then_some(()));
    let (_, text) = http("GET", &format!("{}/practice/state", portal.base), None);
    let state: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(state["refreshes"], json!([1, 0]));
}

// ---- a process that dies in the middle of a renewal, with the real keychain ----

/// Set for the child below: after how many steps it dies.
const STEPS: &str = "AWAY24_TEST_DIES_AFTER";

/// Not a test by itself: renews like an agent, and is gone after so many steps.
#[test]
#[ignore = "the child process of the test below"]
fn a_child_that_renews_and_dies() {
    let Ok(steps) = std::env::var(STEPS) else { return };
    let steps: u32 = steps.parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let stored = auth::load(&CredentialStore::Keychain).await.unwrap().unwrap();
        let access = Access::new(CredentialStore::Keychain, stored).unwrap();
        let parameters = json!({});
        let mut renewal = std::pin::pin!(access.prepare("im.user.get", &parameters, auth::now() + 3_601));
        for _ in 0..steps {
            if renewal.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                std::process::exit(7);
            }
            tokio::time::timeout(Duration::from_millis(2), std::future::pending::<()>()).await.unwrap_err();
        }
    });
    // As `kill -9` and a power cut do it: nothing is put in order.
    std::process::abort();
}

#[test]
fn a_process_killed_at_any_step_of_a_renewal_is_signed_in_afterwards_or_says_that_it_is_not() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let sign_in = || {
        let login = Login::start(&desk, &portal, json!({}));
        raw(&login.redirect().replace("localhost", "127.0.0.1"), "GET", None);
        assert_eq!(login.said().code, 0);
    };
    sign_in();
    let (mut kept, mut lost) = (0, 0);
    for steps in 0..400 {
        let child = ["--exact", "renewal::a_child_that_renews_and_dies", "--ignored"];
        let mut command = desk.command(std::env::current_exe().unwrap());
        let ended = command.args(child).env(STEPS, steps.to_string()).stdout(Stdio::null()).status().unwrap();
        // The portal's own limit is another test's business.
        wait_for("an empty bucket", || (portal.state()["bucket"].as_f64()? < 20.0).then_some(()));
        let said = desk.away24(&["doctor", "--json"], "");
        let findings: Value = serde_json::from_str(&said.out).unwrap();
        let checks = findings["checks"].as_array().unwrap();
        let signed_in = checks.iter().find(|check| check["name"] == "sign-in").unwrap();
        if signed_in["state"] == "ok" {
            kept += 1;
        } else {
            assert!(
                signed_in["text"].as_str().unwrap().contains("no longer accepts"),
                "after {steps}: {signed_in}"
            );
            lost += 1;
            sign_in();
        }
        if ended.code() == Some(7) {
            assert!(steps > 3 && kept > 3, "{kept} kept, {lost} lost in {steps} steps");
            let used = portal.state()["refreshes"].clone();
            assert!(used.as_array().unwrap().iter().all(|times| times.as_u64() <= Some(1)), "{used}");
            return;
        }
    }
    panic!("the renewal never finished");
}

#[tokio::test]
async fn a_portal_that_sends_us_elsewhere_without_the_authorization_server_gets_no_token_there() {
    let (practice, grant, credentials) = granted().await;
    // Somebody else's server, which only listens.
    let evil = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let there = evil.local_addr().unwrap();
    let client = Client::new(Access::new(credentials, account(&grant)).unwrap());
    let http = auth::http::client(true).unwrap();
    for (location, trouble) in [
        (format!("http://{there}/rest/im.user.get"), Trouble::Moved),
        // These lead to a page of somebody's: no renamed portal.
        (format!("http://a:b@{there}/rest/im.user.get"), Trouble::Offline),
        (format!("http://{there}/other/im.user.get"), Trouble::Offline),
        ("http://evil.example/rest/im.user.get".to_owned(), Trouble::Offline),
        ("javascript:1".to_owned(), Trouble::Offline),
        (String::new(), Trouble::Offline),
    ] {
        let fault = json!({ "calls": 1, "status": 302, "headers": { "Location": location } });
        http.post(format!("{}/practice/faults", practice.base()))
            .body(fault.to_string())
            .send()
            .await
            .unwrap();
        let failure = client.call("im.user.get", &json!({})).await.unwrap_err();
        assert_eq!(failure.trouble, trouble, "{location}");
    }
    let knocked = tokio::time::timeout(Duration::from_millis(50), evil.accept()).await;
    assert!(knocked.is_err(), "nobody may have connected there");
    client.call("im.user.get", &json!({})).await.unwrap();
}

#[test]
fn a_renewal_that_is_still_under_way_does_not_replace_a_new_sign_in() {
    if !needs(&PARTS) {
        return;
    }
    let desk = desk();
    let portal = Portal::start(&desk);
    let _agent = signed_in_agent(&desk, &portal);
    portal.report(0);
    // The agent renews, and the authorization server takes its time to answer.
    portal.practice("expire", "");
    portal.fault(&json!({ "calls": 1, "method": "oauth.token", "delay_ms": 1_500 }));
    desk.xdotool(&["key", "a"]);
    wait_for("the renewal to begin", || {
        portal.state()["faults"][0]["calls"].as_u64().filter(|calls| *calls == 0)
    });
    // Meanwhile somebody signs in with a webhook.
    let said = desk.away24(&["login", "--webhook"], &portal.webhook);
    assert_eq!(said.code, 0, "{said:?}");
    wait_for("the return", || (portal.idle() == json!(false)).then_some(()));
    assert!(crate::keychain::stored(&desk).contains("webhook"));
}
