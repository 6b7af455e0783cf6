//! Endings in trouble: in each trouble that a portal or its authorization server can make, somebody comes
//! back in vain; then the portal is healthy again, and they quit, their session ends, they pause, sign out, or ask the
//! agent to try again. The idle date is cleared at once, whatever the agent was waiting for.

use crate::desk::{needs, wait_for};
use crate::journey::PARTS;
use crate::lane::{By, Lane, becomes};
use presence::Trouble;
use serde_json::{Value, json};
use std::time::Duration;

/// Nobody touches anything here: to leave and to be back is said.
const THRESHOLD: Duration = Duration::from_secs(600);
/// Growing waits are soon longer than an ending, and a refusal is probed every half minute.
const PACE: u32 = 100;
const AN_HOUR: &str = "3600";
/// For a busy machine; a fifth of what the next probe of a refusal would take.
const AT_ONCE: Duration = Duration::from_secs(6);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Quit,
    SessionEnds,
    Pause,
    SignOut,
    /// Only the trouble ends.
    TryAgain,
}

const ENDINGS: [Ending; 5] =
    [Ending::Quit, Ending::SessionEnds, Ending::Pause, Ending::SignOut, Ending::TryAgain];

/// What makes this trouble, for as long as it lasts. `None`: a webhook's portal cannot.
fn of_a_portal(trouble: Trouble) -> Option<Value> {
    let refused = |status: u16, code: &str| Some(json!({ "status": status, "error": code }));
    match trouble {
        Trouble::Offline => Some(json!({ "garbage": "html" })),
        Trouble::ServerFault => refused(500, "INTERNAL_SERVER_ERROR"),
        Trouble::Busy => Some(
            json!({ "status": 429, "error": "OPERATION_TIME_LIMIT", "headers": { "Retry-After": AN_HOUR } }),
        ),
        Trouble::Crowded => refused(503, "QUERY_LIMIT_EXCEEDED"),
        Trouble::Blocked => refused(503, "OVERLOAD_LIMIT"),
        Trouble::Unconfirmed => refused(401, "METHOD_CONFIRM_WAITING"),
        Trouble::Denied => refused(403, "METHOD_CONFIRM_DENIED"),
        Trouble::Unsupported => refused(404, "ERROR_METHOD_NOT_FOUND"),
        Trouble::Deleted => refused(500, "PORTAL_DELETED"),
        Trouble::Unauthorized => refused(401, "NO_AUTH_FOUND"),
        Trouble::Scope => refused(403, "insufficient_scope"),
        Trouble::User => refused(403, "user_access_error"),
        Trouble::Plan => refused(403, "ACCESS_DENIED"),
        Trouble::Moved => Some(json!({ "raw": { "status": 302 } })),
        Trouble::Configuration => refused(400, "INVALID_REQUEST"),
        Trouble::Rejected => Some(json!({ "raw": { "status": 403, "body": "blocked" } })),
        Trouble::Application | Trouble::Keychain => None,
    }
}

/// What makes it on the way to new tokens: the authorization server, or the keychain. `None`: neither can.
fn of_a_renewal(trouble: Trouble) -> Option<Value> {
    let refused = |status: u16, code: &str| Some(json!({ "status": status, "error": code }));
    match trouble {
        Trouble::Unauthorized => refused(400, "invalid_grant"),
        Trouble::Application => refused(401, "invalid_client"),
        Trouble::Plan => refused(403, "PAYMENT_REQUIRED"),
        Trouble::Busy => Some(json!({ "raw": { "status": 429, "headers": [["Retry-After", AN_HOUR]] } })),
        Trouble::Keychain => Some(json!({ "delay_ms": 0 })),
        _ => None,
    }
}

struct Story {
    lane: Lane,
    by: By,
    trouble: Trouble,
    ending: Ending,
}

impl Story {
    /// Somebody is away, and comes back in vain, until the agent is sure of the trouble and waits.
    fn gets_into_trouble(&mut self, mut fault: Value) {
        let (lane, trouble) = (&mut self.lane, self.trouble);
        lane.server.practice.empty_bucket();
        let said = lane.desk.away24(&["away"], "");
        assert_eq!(said.code, 0, "{said:?}");
        wait_for("an away", || lane.server.practice.idle_for());
        assert!(lane.has_journal(), "{}", lane.words());
        // The away's own answer, too, has arrived.
        wait_for("its acceptance", || lane.desk.log().contains("answer=Accepted").then_some(()));
        if trouble == Trouble::Moved {
            // A host that no webhook follows to: nothing is sent there.
            let webhook = lane.server.practice.webhook();
            let to = webhook.replace(&lane.server.practice.base(), "https://portal.example.com");
            fault["raw"]["headers"] = json!([["Location", format!("{to}im.user.status.idle.end")]]);
        }
        fault["method"] =
            json!(if self.by == By::Webhook { "im.user.status.idle.end" } else { "oauth.token" });
        lane.server.fails(fault);
        if self.by == By::Application {
            lane.server.practice.expire();
        }
        if trouble == Trouble::Keychain {
            lane.keychain_goes(false);
        }
        let name = format!("trouble={trouble:?} ");
        let failures = || lane.desk.log().matches(&name).count();
        let before = failures();
        assert_eq!(lane.desk.away24(&["back"], "").code, 0);
        // A refusal is confirmed by the second one; who was told to wait for an hour does.
        let enough = if trouble == Trouble::Busy { 1 } else { 2 };
        wait_for(&format!("{trouble:?}"), || (failures() >= before + enough).then_some(()));
        assert!(lane.server.practice.idle_for().is_some(), "{trouble:?} has let it through");
    }

    /// The portal is healthy at the moment in which it ends.
    fn ends_well(&mut self) {
        let lane = &mut self.lane;
        let about = format!("{:?} in {:?}", self.ending, self.trouble);
        lane.keychain_returns();
        lane.server.practice.heal();
        match self.ending {
            Ending::Quit => lane.ends(true),
            Ending::SessionEnds => lane.ends(false),
            Ending::Pause => assert_eq!(lane.desk.away24(&["pause"], "").code, 0),
            Ending::SignOut => assert_eq!(lane.desk.away24(&["logout"], "").code, 0),
            Ending::TryAgain => assert_eq!(lane.desk.away24(&["resume"], "").code, 0),
        }
        let cleared = || lane.server.practice.idle_for().is_none();
        // The agent that signed out cannot ask whether anything of it is left: its journal stays until the next sign-in.
        let forgotten = || self.ending == Ending::SignOut || !lane.has_journal();
        // A request that nobody answered may still be carried out: the journal stays for that minute, and the next start
        // settles it.
        let doubted = matches!(self.trouble, Trouble::Offline | Trouble::Rejected);
        let forgotten = || doubted || forgotten();
        // One that goes on answers before the portal does.
        let soon = if lane.agent.is_some() { AT_ONCE } else { Duration::ZERO };
        assert!(becomes(soon, cleared), "{about}: {}", lane.words());
        assert!(becomes(soon, forgotten), "{about}: the journal stays: {}", lane.words());
    }

    /// The next story begins with somebody who is here and signed in.
    fn begins_again(&mut self) {
        let lane = &mut self.lane;
        let begun = |lane: &Lane| lane.desk.log().matches("SignedIn").count();
        let before = begun(lane);
        match self.ending {
            Ending::Quit | Ending::SessionEnds => lane.starts(),
            Ending::Pause => assert_eq!(lane.desk.away24(&["resume"], "").code, 0),
            Ending::SignOut => lane.signs_in(),
            Ending::TryAgain => {}
        }
        if !matches!(self.ending, Ending::Pause | Ending::TryAgain) {
            wait_for("the sign-in", || (begun(lane) > before).then_some(()));
        }
        wait_for("an end without journal", || (!lane.has_journal()).then_some(()));
    }
}

fn play(by: By, endings: &[Ending]) {
    if !needs(&PARTS) {
        return;
    }
    let lane = Lane::begin(by, THRESHOLD, PACE);
    wait_for("the source", || lane.desk.log().contains("idle time from X11").then_some(()));
    wait_for("the sign-in", || lane.desk.log().contains("SignedIn").then_some(()));
    let mut story = Story { lane, by, trouble: Trouble::Offline, ending: Ending::Quit };
    for ending in endings {
        for trouble in Trouble::ALL {
            let fault = if by == By::Webhook { of_a_portal(trouble) } else { of_a_renewal(trouble) };
            let Some(fault) = fault else { continue };
            (story.trouble, story.ending) = (trouble, *ending);
            story.gets_into_trouble(fault);
            story.ends_well();
            story.begins_again();
        }
    }
}

#[test]
fn endings_by_quitting_clear_in_each_trouble_of_a_portal() {
    play(By::Webhook, &[Ending::Quit]);
}

#[test]
fn endings_of_a_session_clear_in_each_trouble_of_a_portal() {
    play(By::Webhook, &[Ending::SessionEnds]);
}

#[test]
fn endings_by_pausing_clear_in_each_trouble_of_a_portal() {
    play(By::Webhook, &[Ending::Pause]);
}

#[test]
fn endings_by_signing_out_clear_in_each_trouble_of_a_portal() {
    play(By::Webhook, &[Ending::SignOut]);
}

#[test]
fn endings_of_the_trouble_itself_clear_when_somebody_asks_to_try_again() {
    play(By::Webhook, &[Ending::TryAgain]);
}

#[test]
fn endings_of_all_kinds_clear_in_each_trouble_of_a_renewal() {
    play(By::Application, &ENDINGS);
}

#[test]
fn endings_are_played_in_every_trouble_there_is() {
    for trouble in Trouble::ALL {
        assert!(of_a_portal(trouble).or(of_a_renewal(trouble)).is_some(), "{trouble:?}");
    }
}
