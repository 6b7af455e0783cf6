//! The practice portal's mind: what Bitrix24 answers and remembers, without I/O. Time is an argument.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

/// Requests a second that drain from the bucket, and how many it holds.
const DRAIN: f64 = 2.0;
const BUCKET: f64 = 50.0;
/// `AGO` when it is not given, and the smallest one, in minutes.
const AGO_DEFAULT: i64 = 10;
const AGO_LEAST: i64 = 1;

/// The one user of a practice portal.
#[derive(Debug)]
pub struct Portal {
    pub user: u64,
    /// The webhook's secret code.
    pub code: String,
    scopes: Vec<String>,
    /// Since when the user is idle, by the portal's clock.
    pub idle: Option<Timestamp>,
    status: String,
    last_activity: Timestamp,
    level: f64,
    drained: Timestamp,
    operating: f64,
}

/// Who calls.
#[derive(Debug)]
pub enum Caller {
    Webhook {
        user: String,
        code: String,
    },
    /// An application whose access token is still to be checked.
    Application,
    /// An application that the user let in.
    Granted {
        scope: String,
    },
}

/// A call as it arrived.
#[derive(Debug)]
pub struct Call {
    pub caller: Caller,
    pub method: String,
    /// Names in capitals: the server does not tell case apart.
    pub parameters: Map<String, Value>,
}

/// What goes back: the HTTP status and the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub status: u16,
    pub body: Value,
}

impl Reply {
    pub fn error(status: u16, code: &str, description: &str) -> Self {
        Self { status, body: json!({ "error": code, "error_description": description }) }
    }

    /// The error's code, if it is one.
    pub fn code(&self) -> Option<&str> {
        self.body.get("error").and_then(Value::as_str)
    }
}

impl Portal {
    pub fn new(user: u64, code: String, now: Timestamp) -> Self {
        Self {
            user,
            code,
            scopes: vec!["im".into(), "user_brief".into()],
            idle: None,
            status: "online".into(),
            last_activity: now,
            level: 0.0,
            drained: now,
            operating: 0.0,
        }
    }

    /// How many requests are in the bucket.
    pub fn level(&self, now: Timestamp) -> f64 {
        (self.level - now.duration_since(self.drained).as_secs_f64() * DRAIN).max(0.0)
    }

    pub fn empty_bucket(&mut self, now: Timestamp) {
        (self.level, self.drained) = (0.0, now);
    }

    /// Answers a call, and remembers what it changed.
    pub fn answer(&mut self, call: &Call, now: Timestamp) -> Reply {
        let level = self.level(now);
        (self.level, self.drained) = (level, now);
        if level + 1.0 > BUCKET {
            return Reply::error(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
        }
        self.level += 1.0;
        match &call.caller {
            Caller::Webhook { user, code } if *user == self.user.to_string() && *code == self.code => {}
            Caller::Granted { scope } => {
                let granted: Vec<String> = scope.split(',').map(str::to_owned).collect();
                let needs_im = call.method.to_ascii_lowercase().starts_with("im.");
                if needs_im && !granted.iter().any(|scope| scope == "im") {
                    return Reply::error(403, "insufficient_scope", "The request requires higher privileges");
                }
                self.scopes = granted;
            }
            _ => return Reply::error(401, "INVALID_CREDENTIALS", "Invalid request credentials"),
        }
        match self.result(call, now) {
            Ok(result) => {
                self.operating += 0.001;
                let time = self.time(now);
                Reply { status: 200, body: json!({ "result": result, "time": time }) }
            }
            Err(reply) => reply,
        }
    }

    fn result(&mut self, call: &Call, now: Timestamp) -> Result<Value, Reply> {
        let given = &call.parameters;
        Ok(match call.method.to_ascii_lowercase().as_str() {
            "im.user.status.idle.start" => {
                let ago = given.get("AGO").map_or(AGO_DEFAULT, intval).max(AGO_LEAST);
                let ago = SignedDuration::try_from_mins(ago).unwrap_or(SignedDuration::MAX);
                self.idle = Some(now.checked_sub(ago).unwrap_or(Timestamp::MIN));
                json!(true)
            }
            "im.user.status.idle.end" => {
                self.idle = None;
                json!(true)
            }
            "im.user.get" => {
                let id = given.get("ID").map_or(self.user.cast_signed(), intval);
                if id.cast_unsigned() != self.user {
                    return Err(Reply::error(400, "USER_NOT_EXISTS", "User is not exists"));
                }
                self.person()
            }
            "im.user.status.get" => json!(self.status),
            "im.user.status.set" => {
                let status = given.get("STATUS").and_then(Value::as_str).unwrap_or_default();
                if !["online", "dnd", "away", "break"].contains(&status) {
                    return Err(Reply::error(400, "STATUS_ERROR", "Status is incorrect"));
                }
                status.clone_into(&mut self.status);
                self.idle = None;
                json!(true)
            }
            "scope" => json!(self.scopes),
            "profile" => json!({
                "ID": self.user.to_string(), "ADMIN": false, "NAME": "Anna", "LAST_NAME": "Practice",
                "PERSONAL_GENDER": "F", "TIME_ZONE": "", "TIME_ZONE_OFFSET": 0,
            }),
            "user.current" => json!({
                "ID": self.user.to_string(), "ACTIVE": true, "NAME": "Anna", "LAST_NAME": "Practice",
                "EMAIL": "", "WORK_POSITION": "", "IS_ONLINE": "Y", "USER_TYPE": "employee",
            }),
            "app.info" => json!({
                "ID": 1, "CODE": "local.practice", "VERSION": 1, "STATUS": "L", "INSTALLED": true,
                "PAYMENT_EXPIRED": "N", "DAYS": null, "LANGUAGE_ID": "en", "LICENSE": "en_pro100",
            }),
            "server.time" => json!(iso(now)),
            _ => return Err(Reply::error(404, "ERROR_METHOD_NOT_FOUND", "Method not found!")),
        })
    }

    fn person(&self) -> Value {
        json!({
            "id": self.user, "active": true, "name": "Anna Practice", "first_name": "Anna",
            "last_name": "Practice", "work_position": "", "color": "#29619b", "avatar": "", "gender": "F",
            "birthday": "", "extranet": false, "network": false, "bot": false, "connector": false,
            "external_auth_id": "default", "status": self.status,
            "idle": self.idle.map_or(json!(false), |idle| json!(iso(idle))),
            "last_activity_date": iso(self.last_activity), "desktop_last_date": false,
            "mobile_last_date": false, "absent": false,
        })
    }

    fn time(&self, now: Timestamp) -> Value {
        let seconds = now.as_duration().as_secs_f64();
        json!({
            "start": seconds, "finish": seconds + 0.001, "duration": 0.001, "processing": 0.001,
            "date_start": iso(now), "date_finish": iso(now),
            "operating_reset_at": now.as_second() + 600, "operating": self.operating,
        })
    }
}

/// Bitrix24's dates have an offset and no fractions.
pub fn iso(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// PHP's `intval`: leading digits of text, numbers cut off, everything else zero.
fn intval(value: &Value) -> i64 {
    match value {
        Value::Number(number) => {
            #[expect(clippy::cast_possible_truncation, reason = "cut off is what intval does")]
            let cut = || number.as_f64().map(|number| number as i64);
            number.as_i64().or_else(cut).unwrap_or(0)
        }
        Value::String(text) => {
            let text = text.trim_start();
            let sign = usize::from(text.starts_with(['-', '+']));
            let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
            text[..sign + digits].parse().unwrap_or(0)
        }
        Value::Bool(yes) => i64::from(*yes),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn call(method: &str, parameters: Value) -> Call {
        let Value::Object(parameters) = parameters else { panic!("an object") };
        Call {
            caller: Caller::Webhook { user: "1".into(), code: "abc".into() },
            method: method.into(),
            parameters,
        }
    }

    fn portal() -> Portal {
        Portal::new(1, "abc".into(), now())
    }

    fn idle_after(ago: &Value) -> i64 {
        let mut portal = portal();
        let parameters = if ago.is_null() { json!({}) } else { json!({ "AGO": ago }) };
        assert_eq!(portal.answer(&call("im.user.status.idle.start", parameters), now()).status, 200);
        now().duration_since(portal.idle.unwrap()).as_mins()
    }

    #[test]
    fn ago_is_what_the_server_makes_of_it() {
        for (ago, minutes) in [
            (Value::Null, 10),
            (json!(7), 7),
            (json!(1), 1),
            (json!(0), 1),
            (json!(-5), 1),
            (json!("12"), 12),
            (json!("12 minutes"), 12),
            (json!("soon"), 1),
            (json!(3.9), 3),
            (json!([]), 1),
        ] {
            assert_eq!(idle_after(&ago), minutes, "{ago}");
        }
    }

    #[test]
    fn ending_and_a_manual_status_clear_the_idle_date_whatever_it_was() {
        let mut portal = portal();
        for (method, parameters) in
            [("im.user.status.idle.end", json!({})), ("im.user.status.set", json!({ "STATUS": "dnd" }))]
        {
            for _ in 0..2 {
                let reply = portal.answer(&call(method, parameters.clone()), now());
                assert_eq!((reply.status, &reply.body["result"]), (200, &json!(true)));
                assert_eq!(portal.idle, None);
            }
            portal.answer(&call("im.user.status.idle.start", json!({})), now());
        }
    }

    #[test]
    fn the_idle_date_can_be_read_back() {
        let mut portal = portal();
        let get = call("im.user.get", json!({}));
        assert_eq!(portal.answer(&get, now()).body["result"]["idle"], json!(false));
        portal.answer(&call("IM.User.Status.Idle.Start", json!({ "AGO": 30 })), now());
        assert_eq!(portal.answer(&get, now()).body["result"]["idle"], json!("2026-11-21T11:30:00+00:00"));
    }

    #[test]
    fn the_bucket_refuses_the_fifty_first_and_drains_two_a_second() {
        let mut portal = portal();
        let time = call("server.time", json!({}));
        let codes = |portal: &mut Portal, at, n: usize| {
            (0..n).filter(|_| portal.answer(&time, at).status == 200).count()
        };
        assert_eq!(codes(&mut portal, now(), 60), 50);
        assert_eq!(portal.answer(&time, now()).code(), Some("QUERY_LIMIT_EXCEEDED"));
        assert_eq!(codes(&mut portal, now() + SignedDuration::from_secs(3), 60), 6);
    }

    #[test]
    fn wrong_credentials_and_unknown_methods_are_refused_as_documented() {
        let mut portal = portal();
        for caller in [Caller::Webhook { user: "1".into(), code: "abd".into() }, Caller::Application] {
            let wrong = Call { caller, ..call("scope", json!({})) };
            assert_eq!(portal.answer(&wrong, now()).status, 401);
        }
        let caller = || Caller::Granted { scope: "crm,task".into() };
        let scoped = portal.answer(&Call { caller: caller(), ..call("im.user.get", json!({})) }, now());
        assert_eq!((scoped.status, scoped.code()), (403, Some("insufficient_scope")));
        let scope = portal.answer(&Call { caller: caller(), ..call("scope", json!({})) }, now());
        assert_eq!(scope.body["result"], json!(["crm", "task"]));
        let unknown = portal.answer(&call("im.user.fly", json!({})), now());
        assert_eq!((unknown.status, unknown.code()), (404, Some("ERROR_METHOD_NOT_FOUND")));
    }
}
