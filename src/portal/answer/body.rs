//! What a body holds: JSON, perhaps with a byte order mark or PHP notices around it, or something else.

use crate::messages::NotBitrix;
use serde_json::{Deserializer, Value};

const BOM: &[u8] = b"\xef\xbb\xbf";
/// Notices have few braces. A page that has more is none.
const MOST_BRACES: usize = 64;
/// What no notice of PHP has, and every page has some of.
const PAGE: [&str; 6] = ["<!doctype", "<html", "<head", "<body", "<script", "<form"];
const PHP: [&str; 5] =
    ["<b>fatal error</b>", "<b>parse error</b>", "<b>warning</b>", "<b>notice</b>", "<b>deprecated</b>"];
/// What an answer of Bitrix24 has, and no JSON in a notice.
const ANSWER: [&str; 3] = ["result", "error", "access_token"];
/// A name longer than this is cut.
const LONGEST_NAME: usize = 100;

pub enum Content {
    /// An error's code, in capitals; empty if it is no text.
    Error(String, Value),
    Result(Value),
    /// JSON with neither.
    Foreign(Value),
    Nothing(NotBitrix),
}

impl Content {
    pub fn of(body: &[u8], content_type: Option<&str>) -> Self {
        let Some(answer) = json(body) else { return Self::Nothing(what_is(body, content_type)) };
        let has_result = answer.get("result").is_some();
        match answer.get("error") {
            Some(Value::String(code)) if has_result && code.trim().is_empty() => Self::Result(answer),
            Some(Value::String(code)) => Self::Error(code.trim().to_ascii_uppercase(), answer),
            None | Some(Value::Null | Value::Bool(false)) if has_result => Self::Result(answer),
            None | Some(Value::Null | Value::Bool(false)) => Self::Foreign(answer),
            Some(_) => Self::Error(String::new(), answer),
        }
    }
}

/// The JSON in a body: all of it, or an answer's object with a byte order mark or PHP's notices around it.
fn json(body: &[u8]) -> Option<Value> {
    let body = stripped(body);
    if let Ok(value) = serde_json::from_slice(body) {
        return Some(value);
    }
    let mut from = 0;
    for _ in 0..MOST_BRACES {
        from += body.get(from..)?.iter().position(|byte| *byte == b'{')?;
        let mut values = Deserializer::from_slice(body.get(from..)?).into_iter::<Value>();
        let end = match values.next() {
            Some(Ok(value)) => {
                let end = from + values.byte_offset();
                let is_answer = ANSWER.iter().any(|key| value.get(key).is_some());
                let around = [body.get(..from)?, body.get(end..)?];
                if is_answer && !around.into_iter().any(is_page) {
                    return Some(value);
                }
                end
            }
            // Cut off: what is whole inside of it is not the answer.
            Some(Err(error)) if error.is_eof() => return None,
            _ => from + 1,
        };
        from = end;
    }
    None
}

fn stripped(body: &[u8]) -> &[u8] {
    let body = body.trim_ascii();
    body.strip_prefix(BOM).map_or(body, stripped)
}

fn holds(text: &[u8], any_of: &[&str]) -> bool {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    any_of.iter().any(|part| text.contains(part))
}

fn is_page(text: &[u8]) -> bool {
    holds(text, &PAGE)
}

/// Only a page may be one that wants somebody to log in.
fn what_is(body: &[u8], content_type: Option<&str>) -> NotBitrix {
    let body = stripped(body);
    let html = content_type.is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("text/html"));
    match body {
        [] => NotBitrix::Empty,
        body if is_page(body) => NotBitrix::Page,
        body if holds(body, &PHP) => NotBitrix::Broken,
        [b'<', ..] => NotBitrix::Page,
        [b'{' | b'[', ..] => NotBitrix::Broken,
        _ if html => NotBitrix::Page,
        _ => NotBitrix::Broken,
    }
}

/// Whether a result is a yes, in any of the ways in which PHP says it.
pub fn accepted(result: &Value) -> bool {
    match result {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::String(text) => text == "1" || text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// The permissions in an answer to `scope`: a list, an object, or text with commas. `None`: something else.
pub fn scopes(result: &Value) -> Option<Vec<String>> {
    let clean = |text: &str| {
        let text = presentable(text).trim().to_lowercase();
        (!text.is_empty()).then_some(text)
    };
    Some(match result {
        Value::Array(list) => list.iter().filter_map(Value::as_str).filter_map(clean).collect(),
        // A list with gaps, or the names as keys.
        Value::Object(map) => map
            .iter()
            .filter_map(|(key, value)| value.as_str().map_or_else(|| accepted(value).then_some(&**key), Some))
            .filter_map(clean)
            .filter(|text| text != "1" && text != "y")
            .collect(),
        Value::String(text) => text.split([',', ' ']).filter_map(clean).collect(),
        _ => return None,
    })
}

/// What to call the user of an `im.user.get`: some have no name.
pub fn name(user: &Value) -> Option<String> {
    let text = |key: &str| {
        let text = presentable(user.get(key)?.as_str()?).trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let parts: Vec<_> = ["first_name", "last_name"].into_iter().filter_map(text).collect();
    let number = || match user.get("id")? {
        Value::Number(id) => Some(format!("#{id}")),
        Value::String(id) if id.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("#{id}")),
        _ => None,
    };
    text("name").or_else(|| (!parts.is_empty()).then(|| parts.join(" "))).or_else(number)
}

/// Text as a terminal may show it.
fn presentable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_cannot_paint_the_terminal() {
        assert_eq!(presentable("Anna\u{1b}[2J\r\nPractice"), "Anna[2JPractice");
        assert_eq!(name(&json!({ "name": "Anna\u{1b}[2J" })).as_deref(), Some("Anna[2J"));
    }

    #[test]
    fn a_user_without_a_name_is_called_by_what_else_is_known() {
        for (user, expected) in [
            (json!({ "name": "Anna Practice", "first_name": "A" }), Some("Anna Practice")),
            (json!({ "name": " ", "first_name": "Anna", "last_name": "Practice" }), Some("Anna Practice")),
            (json!({ "name": "", "last_name": "Practice" }), Some("Practice")),
            (json!({ "name": null, "first_name": "", "id": 17 }), Some("#17")),
            (json!({ "id": "17" }), Some("#17")),
            (json!({ "id": "1 OR 1" }), None),
            (json!([]), None),
            (json!(true), None),
        ] {
            assert_eq!(name(&user).as_deref(), expected, "{user}");
        }
    }

    #[test]
    fn permissions_come_in_every_shape_that_php_makes_of_a_list() {
        let both = || Some(vec!["crm".to_owned(), "im".to_owned()]);
        for (answer, expected) in [
            (json!(["crm", "im"]), both()),
            (json!(["CRM", " im "]), both()),
            (json!({ "0": "crm", "3": "im" }), both()),
            (json!({ "crm": true, "im": 1, "task": false }), both()),
            (json!("crm,im"), both()),
            (json!("crm, im,"), both()),
            (json!([]), Some(vec![])),
            (json!([7, "im"]), Some(vec!["im".to_owned()])),
            (json!(""), Some(vec![])),
            (json!(7), None),
            (json!(null), None),
            (json!(true), None),
        ] {
            assert_eq!(scopes(&answer), expected, "{answer}");
        }
    }

    #[test]
    fn only_a_yes_is_a_yes() {
        for yes in [json!(true), json!(1), json!(1.0), json!("1"), json!("true"), json!("TRUE")] {
            assert!(accepted(&yes), "{yes}");
        }
        for no in [json!(false), json!(0), json!(2), json!("yes"), json!(""), json!(null), json!([true])] {
            assert!(!accepted(&no), "{no}");
        }
    }

    #[test]
    fn an_answer_is_found_among_notices_and_not_in_a_page() {
        let found = |body: &str| json(body.as_bytes()).map(|value| value.to_string());
        let yes = Some(r#"{"result":true}"#.to_owned());
        for body in [
            "\u{feff}{\"result\":true}",
            "\u{feff}\n\u{feff} {\"result\":true}\n",
            "<br />\n<b>Warning</b>: x in {main} on line <b>3</b><br />\n{\"result\":true}",
            "{\"result\":true}\nNotice: Undefined index: {\"a\":1} in /x.php",
            "Notice: {\"a\":1}\n{\"result\":true}<br />",
        ] {
            assert_eq!(found(body), yes, "{body}");
        }
        for body in [
            "<html><script>let state = {\"result\":true};</script></html>",
            "<!DOCTYPE html>{\"result\":true}",
            "{\"result\":{\"user\":{\"result\":true},",
            "Notice: x\n{\"time\":{\"error\":\"\"},\"a\":",
            &format!("{}{{\"result\":true}}", "{".repeat(MOST_BRACES)),
            "{}}",
            "",
        ] {
            assert_eq!(found(body), None, "{body}");
        }
    }
}
