//! Text to a valid [`Config`], or a [`Problem`] that names the key and the line. No file is read here.

use crate::messages::{Language, Problem};
use policy::{Origin, Origins};
use presence::Choices;
use std::time::Duration;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub mod policy;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub choices: Choices,
    /// The portal's host, if the configuration pins one.
    pub portal: Option<String>,
    /// The id of the company's application, so that nobody has to type it.
    pub client_id: Option<String>,
    /// The port of this machine that an application's card sends the browser to.
    pub redirect_port: u16,
    /// Another authorization server than Bitrix24's own: `https://…`, or one on this machine.
    pub oauth_server: Option<String>,
    /// For so many days, what happened is kept on this machine; 0: not at all.
    pub history_days: u32,
    /// Whoever comes back after hours is told how long they were shown as away.
    pub welcome_back: bool,
    /// The language of what is said, instead of the system's.
    pub language: Option<Language>,
    /// The address of a proxy, instead of the system's.
    pub proxy: Option<String>,
    /// Where the values come from that are not the built-in ones.
    pub origins: Origins,
    /// There is a policy, and it cannot be used: everything is as built in.
    pub unusable_policy: Option<Problem>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            choices: Choices::default(),
            portal: None,
            client_id: None,
            redirect_port: 7000,
            oauth_server: None,
            history_days: 30,
            welcome_back: false,
            language: None,
            proxy: None,
            origins: Origins::new(),
            unusable_policy: None,
        }
    }
}

/// What can be chosen in the menu, and is kept in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Threshold(Duration),
    StayPresentInCalls(bool),
    AwayOnLock(bool),
}

/// What the portal can express, and beyond which "away" loses its meaning.
pub const THRESHOLD: std::ops::RangeInclusive<Duration> =
    Duration::from_secs(1)..=Duration::from_secs(86_400);

/// A setting, by its full name, and what its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
}

/// What a value is written as: for what is made for administrators from this table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Switch,
    /// A whole number between these.
    Number(u32, u32),
}

/// Every setting there is.
pub const KEYS: [Key; 14] = {
    const fn key(name: &'static str, kind: Kind) -> Key {
        Key { name, kind }
    }
    [
        key("threshold", Kind::Text),
        key("history_days", Kind::Number(0, LONGEST_HISTORY)),
        key("language", Kind::Text),
        key("proxy", Kind::Text),
        key("account.portal", Kind::Text),
        key("account.auth", Kind::Text),
        key("account.client_id", Kind::Text),
        key("account.redirect_port", Kind::Number(1, 65_535)),
        key("account.oauth_server", Kind::Text),
        key("presence.away_on_lock", Kind::Switch),
        key("presence.away_on_suspend", Kind::Switch),
        key("presence.stay_present_in_calls", Kind::Switch),
        key("presence.multi_device", Kind::Switch),
        key("notifications.welcome_back", Kind::Switch),
    ]
};
const TABLES: [&str; 3] = ["account", "presence", "notifications"];
/// More is an archive, and nobody's business.
const LONGEST_HISTORY: u32 = 366;

impl Config {
    /// `path` only names the text in what a person reads.
    pub fn parse(text: &str, path: &str) -> Result<Self, Problem> {
        Reader { text, path, prefix: "", origin: Origin::Own, config: Self::default() }.document()
    }

    /// By which policy a setting is pinned, if it is.
    pub fn pinned(&self, key: &str) -> Option<&str> {
        match self.origins.get(key) {
            Some(Origin::Pinned(path)) => Some(path),
            _ => None,
        }
    }

    /// Whether a person may sign in by this application.
    pub fn same_client(&self, client_id: &str) -> Result<(), Problem> {
        let key = "account.client_id";
        match self.pinned(key).filter(|_| self.client_id.as_deref() != Some(client_id)) {
            Some(path) => Err(Problem::Pinned { key: key.to_owned(), path: path.to_owned() }),
            None => Ok(()),
        }
    }

    /// Whether a person may choose this.
    pub fn may_change(&self, setting: Setting) -> Result<(), Problem> {
        let key = setting.key();
        match self.pinned(key) {
            Some(path) => Err(Problem::Pinned { key: key.to_owned(), path: path.to_owned() }),
            None => Ok(()),
        }
    }
}

impl Setting {
    /// The setting's full name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Threshold(_) => "threshold",
            Self::StayPresentInCalls(_) => "presence.stay_present_in_calls",
            Self::AwayOnLock(_) => "presence.away_on_lock",
        }
    }
}

fn syntax(text: &str, path: &str, error: &toml::de::Error) -> Problem {
    Problem::ConfigSyntax {
        path: path.to_owned(),
        line: error.span().map_or(1, |span| line_at(text, span.start)),
        why: error.message().trim_end_matches('.').to_owned(),
    }
}

/// The same text with one setting changed; comments, order and everything else stay as they are. A text that is
/// no configuration is left alone: `path` names it in what a person reads.
pub fn change(text: &str, path: &str, setting: Setting) -> Result<String, Problem> {
    Config::parse(text, path)?;
    let unwritable = |error: toml_edit::TomlError| Problem::ConfigUnwritable {
        path: path.to_owned(),
        why: error.to_string(),
    };
    let mut document: toml_edit::DocumentMut = text.parse().map_err(unwritable)?;
    match setting {
        Setting::Threshold(threshold) => {
            put(
                document.as_table_mut(),
                "threshold",
                humantime::format_duration(threshold).to_string().into(),
            );
        }
        Setting::StayPresentInCalls(on) => put_presence(&mut document, "stay_present_in_calls", on),
        Setting::AwayOnLock(on) => put_presence(&mut document, "away_on_lock", on),
    }
    Ok(document.to_string())
}

fn put_presence(document: &mut toml_edit::DocumentMut, key: &str, on: bool) {
    let section = document.entry("presence").or_insert_with(toml_edit::table);
    // In a text that is a configuration, this is nothing else.
    if let Some(table) = section.as_table_like_mut() {
        put(table, key, on.into());
    }
}

/// Keeps what stands around the value: a comment behind it, above all.
fn put(table: &mut dyn toml_edit::TableLike, key: &str, mut value: toml_edit::Value) {
    match table.get_mut(key) {
        Some(old) => {
            if let Some(old) = old.as_value() {
                *value.decor_mut() = old.decor().clone();
            }
            *old = toml_edit::Item::Value(value);
        }
        None => drop(table.insert(key, toml_edit::Item::Value(value))),
    }
}

struct Reader<'a> {
    text: &'a str,
    path: &'a str,
    /// What stands before the settings' names in what a person reads.
    prefix: &'a str,
    /// Where what is read comes from.
    origin: Origin,
    config: Config,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn document(mut self) -> Result<Config, Problem> {
        let document = DeTable::parse(self.text).map_err(|error| syntax(self.text, self.path, &error))?;
        self.table("", document.get_ref())?;
        Ok(self.config)
    }

    fn table(&mut self, prefix: &str, table: &DeTable<'_>) -> Result<(), Problem> {
        for (name, value) in table {
            let line = line_at(self.text, name.span().start);
            let key = format!("{prefix}{}", name.get_ref());
            if TABLES.contains(&key.as_str()) {
                let DeValue::Table(inner) = value.get_ref() else {
                    return Err(self.wrong_type(line, &key, "section"));
                };
                self.table(&format!("{key}."), inner)?;
            } else {
                self.setting(line, &key, value)?;
            }
        }
        Ok(())
    }

    fn setting(&mut self, line: usize, key: &str, value: &Value<'_>) -> Result<(), Problem> {
        match key {
            "threshold" => self.config.choices.threshold = self.threshold(line, key, value)?,
            "history_days" => self.config.history_days = self.days(line, key, value)?,
            "notifications.welcome_back" => self.config.welcome_back = self.boolean(line, key, value)?,
            "account.portal" => self.config.portal = Some(self.portal(line, key, value)?),
            "account.auth" => self.auth(line, key, value)?,
            "account.client_id" => {
                self.config.client_id = Some(self.string(line, key, value, "client-id")?.to_owned());
            }
            "language" => self.config.language = Some(self.language(line, key, value)?),
            "proxy" => self.config.proxy = Some(self.address(line, key, value, "server")?),
            "account.redirect_port" => self.config.redirect_port = self.port(line, key, value)?,
            "account.oauth_server" => {
                self.config.oauth_server = Some(self.address(line, key, value, "server")?);
            }
            "presence.away_on_lock" => self.config.choices.away_on_lock = self.boolean(line, key, value)?,
            "presence.away_on_suspend" => {
                self.config.choices.away_on_suspend = self.boolean(line, key, value)?;
            }
            "presence.stay_present_in_calls" => {
                self.config.choices.stay_present_in_calls = self.boolean(line, key, value)?;
            }
            "presence.multi_device" => self.config.choices.multi_device = self.boolean(line, key, value)?,
            _ => {
                let (path, nearest) = (self.path.to_owned(), nearest(key).map(|known| self.shown(&known)));
                return Err(Problem::ConfigUnknownKey { path, line, nearest, key: self.shown(key) });
            }
        }
        let known = KEYS.iter().find(|known| known.name == key);
        self.config.origins.extend(known.map(|known| (known.name, self.origin.clone())));
        Ok(())
    }

    fn threshold(&self, line: usize, key: &str, value: &Value<'_>) -> Result<Duration, Problem> {
        let text = self.string(line, key, value, "threshold")?;
        let allowed = "threshold";
        humantime::parse_duration(text)
            .ok()
            .filter(|threshold| THRESHOLD.contains(threshold))
            .ok_or_else(|| self.wrong_value(line, key, text, allowed))
    }

    fn portal(&self, line: usize, key: &str, value: &Value<'_>) -> Result<String, Problem> {
        let text = self.string(line, key, value, "portal")?;
        // A portal of one's own may have a port of its own.
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !text.ends_with(']') => (host, Some(port)),
            _ => (text, None),
        };
        let port = port.map(|port| port.parse::<u16>().ok().map(|port| [":", &port.to_string()].concat()));
        let host = match port {
            Some(None) => None,
            port => url::Host::parse(host)
                .ok()
                .map(|host| [host.to_string(), port.flatten().unwrap_or_default()].concat()),
        };
        host.ok_or_else(|| self.wrong_value(line, key, text, "portal"))
    }

    fn auth(&self, line: usize, key: &str, value: &Value<'_>) -> Result<(), Problem> {
        let allowed = "auth";
        match self.string(line, key, value, allowed)? {
            "webhook" | "oauth" => Ok(()),
            other => Err(self.wrong_value(line, key, other, allowed)),
        }
    }

    fn port(&self, line: usize, key: &str, value: &Value<'_>) -> Result<u16, Problem> {
        let expected = "port";
        let DeValue::Integer(number) = value.get_ref() else {
            return Err(self.wrong_type(line, key, expected));
        };
        let port = number.as_str().parse().ok().filter(|port| *port != 0);
        port.ok_or_else(|| self.wrong_value(line, key, number.as_str(), "port"))
    }

    fn days(&self, line: usize, key: &str, value: &Value<'_>) -> Result<u32, Problem> {
        let DeValue::Integer(number) = value.get_ref() else {
            return Err(self.wrong_type(line, key, "days"));
        };
        let days = number.as_str().parse().ok().filter(|days| *days <= LONGEST_HISTORY);
        days.ok_or_else(|| self.wrong_value(line, key, number.as_str(), "days"))
    }

    fn language(&self, line: usize, key: &str, value: &Value<'_>) -> Result<Language, Problem> {
        let text = self.string(line, key, value, "language")?;
        Language::named(text).ok_or_else(|| self.wrong_value(line, key, text, "language"))
    }

    fn address(
        &self,
        line: usize,
        key: &str,
        value: &Value<'_>,
        allowed: &'static str,
    ) -> Result<String, Problem> {
        let text = self.string(line, key, value, allowed)?;
        // Who may be trusted with a secret is decided where it is used.
        let address = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        address.map(|_| text.to_owned()).ok_or_else(|| self.wrong_value(line, key, text, allowed))
    }

    fn boolean(&self, line: usize, key: &str, value: &Value<'_>) -> Result<bool, Problem> {
        match value.get_ref() {
            DeValue::Boolean(value) => Ok(*value),
            _ => Err(self.wrong_type(line, key, "boolean")),
        }
    }

    fn string<'v>(
        &self,
        line: usize,
        key: &str,
        value: &'v Value<'_>,
        expected: &'static str,
    ) -> Result<&'v str, Problem> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong_type(line, key, expected)),
        }
    }

    fn wrong_type(&self, line: usize, key: &str, expected: &'static str) -> Problem {
        Problem::ConfigType { path: self.path.to_owned(), line, key: self.shown(key), expected }
    }

    fn wrong_value(&self, line: usize, key: &str, value: &str, allowed: &'static str) -> Problem {
        let value = format!("{value:?}");
        Problem::ConfigValue { path: self.path.to_owned(), line, key: self.shown(key), value, allowed }
    }

    fn shown(&self, key: &str) -> String {
        [self.prefix, key].concat()
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The setting that was probably meant: near in spelling, or the same name in another section.
fn nearest(key: &str) -> Option<String> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let names = KEYS.into_iter().map(|key| key.name);
    names
        .map(|known| (strsim::damerau_levenshtein(&last(key), &last(known)), known))
        .min()
        .filter(|(distance, known)| *distance <= last(known).len() / 2)
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::parse(text, "config.toml").map_err(|p| format!("{p} {}", p.hint().unwrap_or_default()))
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(read(""), Ok(Config::default()));
    }

    #[test]
    fn everything_can_be_set() {
        let text = "threshold = \"5m\"\nhistory_days = 7\nlanguage = \"ru\"\nproxy = \"http://p:3128\"\n[account]\nportal = \"Example.bitrix24.com\"\nauth = \"oauth\"\n\
                    client_id = \"local.1\"\nredirect_port = 7001\noauth_server = \"https://o.example.com\"\n\
                    [presence]\naway_on_lock = false\naway_on_suspend = false\nstay_present_in_calls = false\n\
                    multi_device = true\n[notifications]\nwelcome_back = true\n";
        let choices = Choices {
            threshold: Duration::from_secs(300),
            away_on_lock: false,
            away_on_suspend: false,
            stay_present_in_calls: false,
            multi_device: true,
        };
        let config = Config {
            choices,
            portal: Some("example.bitrix24.com".into()),
            redirect_port: 7001,
            oauth_server: Some("https://o.example.com".into()),
            history_days: 7,
            welcome_back: true,
            client_id: Some("local.1".into()),
            language: Language::named("ru"),
            proxy: Some("http://p:3128".into()),
            origins: KEYS.iter().map(|key| (key.name, Origin::Own)).collect(),
            unusable_policy: None,
        };
        assert_eq!(read(text), Ok(config));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() {
        assert_eq!(
            read("threshold = \"5m\"\n\n[presence]\naway_on_lok = true\n").unwrap_err(),
            "config.toml, line 4: there is no setting `presence.away_on_lok`. \
             Did you mean `presence.away_on_lock`?"
        );
        assert!(read("treshold = \"5m\"").unwrap_err().contains("Did you mean `threshold`?"));
        assert!(read("away_on_lock = true").unwrap_err().contains("Did you mean `presence.away_on_lock`?"));
        assert!(read("colour = \"red\"").unwrap_err().ends_with("Remove the line."));
    }

    #[test]
    fn a_wrong_type_says_what_is_wanted() {
        assert!(
            read("threshold = 10").unwrap_err().contains("line 1: `threshold` must be text such as \"10m\"")
        );
        assert!(read("[presence]\naway_on_lock = \"yes\"").unwrap_err().contains("must be true or false"));
        assert!(read("account = 3").unwrap_err().contains("`account` must be a section"));
    }

    #[test]
    fn a_threshold_outside_a_second_and_a_day_is_refused() {
        for wrong in ["0s", "0", "", "10years", "25h", "-5m", "soon"] {
            let text = format!("threshold = \"{wrong}\"");
            let said = read(&text).unwrap_err();
            assert!(said.contains("`threshold` cannot be") && said.contains("\"24h\""), "{said}");
        }
        assert_eq!(read("threshold = \"24h\"").unwrap().choices.threshold, Duration::from_secs(86_400));
    }

    #[test]
    fn a_portal_is_a_host_that_may_have_a_port() {
        let portal =
            |text: &str| read(&format!("[account]\nportal = \"{text}\"")).map(|config| config.portal);
        for (text, kept) in [
            ("Example.bitrix24.com", "example.bitrix24.com"),
            ("b24.example.com:8443", "b24.example.com:8443"),
            ("[::1]:80", "[::1]:80"),
            ("[::1]", "[::1]"),
        ] {
            assert_eq!(portal(text), Ok(Some(kept.to_owned())));
        }
        for wrong in
            ["", "https://example.com", "a b", "example.com:", "example.com:web", "example.com:99999"]
        {
            assert!(portal(wrong).unwrap_err().contains("a host name"), "{wrong}");
        }
    }

    #[test]
    fn broken_toml_names_its_line() {
        assert!(read("threshold = \"5m\"\n[presence\n").unwrap_err().contains("line 2"));
    }

    #[test]
    fn a_change_keeps_comments_order_and_everything_else() {
        let text =
            "# mine\nthreshold = \"5m\"   # not too long\n\n[presence] # when\naway_on_suspend = false\n";
        let changed = change(text, "x", Setting::Threshold(Duration::from_secs(600))).unwrap();
        assert_eq!(changed, text.replace("\"5m\"", "\"10m\""));
        let changed = change(&changed, "x", Setting::AwayOnLock(false)).unwrap();
        assert!(
            changed.ends_with("[presence] # when\naway_on_suspend = false\naway_on_lock = false\n"),
            "{changed}"
        );
        let new = change("", "x", Setting::StayPresentInCalls(false)).unwrap();
        assert_eq!(new, "[presence]\nstay_present_in_calls = false\n");
        let inline = change("presence = { away_on_lock = true }\n", "x", Setting::AwayOnLock(false)).unwrap();
        assert_eq!(inline, "presence = { away_on_lock = false }\n");
        let account = change(
            "[account]\nportal = \"a.bitrix24.com\"\n",
            "x",
            Setting::Threshold(Duration::from_secs(90)),
        );
        assert!(account.unwrap().starts_with("threshold = \"1m 30s\"\n"));
    }

    #[test]
    fn what_is_no_configuration_is_not_changed() {
        for wrong in ["threshold = ", "colour = 1\n", "threshold = \"0s\"\n"] {
            assert!(change(wrong, "x", Setting::AwayOnLock(false)).is_err());
        }
    }
}
