//! Every answer in `tests/answers` means what its first line says.

use super::*;
use std::fmt::Write;
use std::path::Path;
use url::Url;

mod day;

/// Where a request went, unless the file says otherwise: a webhook.
const REQUEST: &str = "https://example.bitrix24.com/rest/1/s3cr3tcode/im.user.status.idle.start";
const NOW: &str = "2026-11-21T12:00:00Z";

/// A file: what the answer means, where the request went, and the answer.
struct Sample {
    name: String,
    means: String,
    url: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sample {
    fn load(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read(path).unwrap();
        let blank = text.windows(2).position(|pair| pair == b"\n\n").expect("an empty line");
        let (head, body) = (std::str::from_utf8(&text[..blank]).unwrap(), &text[blank + 2..]);
        let comment = |key: &str| {
            let prefix = format!("# {key}: ");
            head.lines().find_map(|line| line.strip_prefix(&prefix)).map(str::to_owned)
        };
        let mut lines = head.lines().filter(|line| !line.starts_with('#'));
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (key, value) = line.split_once(':').unwrap();
            (key.to_ascii_lowercase(), value.trim().to_owned())
        };
        Self {
            means: comment("means").unwrap_or_default(),
            url: comment("asked").unwrap_or(REQUEST.to_owned()),
            status,
            headers: lines.map(header).collect(),
            body: body.to_owned(),
            name,
        }
    }

    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers");
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::load(path)).collect()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    fn asked(&self) -> Asked {
        if self.url.contains("/oauth/token/") { Asked::AuthorizationServer } else { Asked::Portal }
    }

    fn read(&self) -> Reading {
        self.read_with(&self.body)
    }

    fn read_with(&self, body: &[u8]) -> Reading {
        let received = Received {
            url: &self.url,
            status: self.status,
            location: self.header("location"),
            retry_after: self.header("retry-after"),
            content_type: self.header("content-type"),
            body,
            now: NOW.parse().unwrap(),
        };
        received.read(self.asked())
    }

    /// What the caller makes of an answer to its method.
    fn answered(&self, answer: &Value) -> Option<String> {
        let result = &answer["result"];
        let path = Url::parse(&self.url).unwrap().path().to_owned();
        match path.rsplit('/').next().unwrap() {
            "scope" => scopes(result).map(|list| format!("permissions: {}", list.join(" "))),
            "im.user.get" => name(result).map(|name| format!("user {name}")),
            "" => Some("answered".to_owned()),
            _ => accepted(result).then(|| "accepted".to_owned()),
        }
    }

    fn meaning(&self) -> String {
        let Reading { meaning, mut maybe_heard, after } = self.read();
        let mut text = match &meaning {
            Meaning::Answered(answer) => self.answered(answer).unwrap_or_else(|| {
                maybe_heard = true;
                "foreign".to_owned()
            }),
            Meaning::Credentials { expired: true } => "renew the token".to_owned(),
            Meaning::Credentials { expired: false } => "credentials refused".to_owned(),
            Meaning::Renamed(host) => format!("renamed to {host}"),
            Meaning::Refused(trouble) => format!("refused: {trouble:?}").to_lowercase(),
            Meaning::NotBitrix(NotBitrix::Redirect { path }) => format!("redirect to {path}"),
            Meaning::NotBitrix(NotBitrix::Status(status)) => format!("status {status}"),
            Meaning::NotBitrix(what) => format!("{what:?}").to_lowercase(),
        };
        text = text.trim_end().to_owned();
        if maybe_heard {
            text.push_str(", maybe heard");
        }
        if let Some(after) = after {
            write!(text, ", after {} s", after.as_secs()).unwrap();
        }
        text
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "`--nocapture` shows the table")]
fn every_answer_that_was_seen_means_what_its_file_says() {
    let samples = Sample::all();
    assert!(samples.len() >= 70, "{}", samples.len());
    let mut wrong = Vec::new();
    for sample in &samples {
        let means = sample.meaning();
        println!("{:50} {means}", sample.name);
        if means != sample.means {
            wrong.push(format!("{}: {means}, and not {:?}", sample.name, sample.means));
        }
        assert!(!means.contains("s3cr3t"), "{means}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a meaning has consequences: calls are carried out, renewed or given up because of it.
fn is_believed(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Answered(_) | Meaning::Credentials { .. } | Meaning::Renamed(_) => true,
        Meaning::Refused(trouble) => trouble.is_refusal(),
        Meaning::NotBitrix(_) => false,
    }
}

#[test]
fn an_answer_that_was_cut_off_is_never_believed() {
    let mut cut = 0;
    for sample in Sample::all() {
        let whole = sample.body.trim_ascii_end();
        if !whole.ends_with(b"}") || sample.name.contains("captive") {
            continue;
        }
        for end in 0..whole.len() {
            let reading = sample.read_with(&whole[..end]);
            assert!(!is_believed(&reading.meaning), "{} after {end} bytes", sample.name);
            cut += 1;
        }
    }
    assert!(cut > 2_000, "{cut}");
}

#[test]
fn a_page_that_holds_an_answer_is_still_a_page() {
    for sample in Sample::all().iter().filter(|sample| sample.body.trim_ascii_end().ends_with(b"}")) {
        let body = String::from_utf8_lossy(&sample.body);
        for page in [
            format!("<!DOCTYPE html><html><script>let answer = {body};</script></html>"),
            format!("<html><body>{body}"),
            format!("{body}<script src=\"/login.js\"></script>"),
        ] {
            let reading = sample.read_with(page.as_bytes());
            assert!(!is_believed(&reading.meaning), "{}: {page}", sample.name);
        }
    }
}

#[test]
fn a_row_is_never_hidden_by_one_above_it() {
    for rows in [&PORTAL[..], &AUTHORIZATION_SERVER[..]] {
        for (at, (statuses, body, _)) in rows.iter().enumerate() {
            let covers = |(above, wants, means): &Row| {
                let same = match (wants, body) {
                    (Anything, _) | (AnyCode, AnyCode | Code(_)) => true,
                    (Code(one), Code(other)) => one == other,
                    _ => false,
                };
                let always = !matches!(means, Renamed);
                same && always && above.contains(statuses.start()) && above.contains(statuses.end())
            };
            assert!(!rows[..at].iter().any(covers), "row {at}");
        }
    }
}
