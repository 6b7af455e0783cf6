//! Text to a valid [`Config`], or a [`Problem`] that names the key and the line. No file is read here.

use crate::messages::Problem;
use std::time::Duration;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one setting of its own")]
pub struct Config {
    /// Without input for this long, the person is away.
    pub threshold: Duration,
    /// The portal's host, if the configuration pins one.
    pub portal: Option<String>,
    /// The port of this machine that an application's card sends the browser to.
    pub redirect_port: u16,
    /// Another authorization server than Bitrix24's own: `https://…`, or one on this machine.
    pub oauth_server: Option<String>,
    pub away_on_lock: bool,
    pub away_on_suspend: bool,
    pub stay_present_in_calls: bool,
    /// The person has other devices that tell the portal, too.
    pub multi_device: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            threshold: Duration::from_secs(600),
            portal: None,
            redirect_port: 7000,
            oauth_server: None,
            away_on_lock: true,
            away_on_suspend: true,
            stay_present_in_calls: true,
            multi_device: false,
        }
    }
}

/// What the portal can express, and beyond which "away" loses its meaning.
const THRESHOLD: std::ops::RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_secs(86_400);

/// Every setting there is, by its full name.
const KEYS: [&str; 10] = [
    "threshold",
    "account.portal",
    "account.auth",
    "account.client_id",
    "account.redirect_port",
    "account.oauth_server",
    "presence.away_on_lock",
    "presence.away_on_suspend",
    "presence.stay_present_in_calls",
    "presence.multi_device",
];
const TABLES: [&str; 2] = ["account", "presence"];

impl Config {
    /// `path` only names the text in what a person reads.
    pub fn parse(text: &str, path: &str) -> Result<Self, Problem> {
        let document = DeTable::parse(text).map_err(|error| Problem::ConfigSyntax {
            path: path.to_owned(),
            line: error.span().map_or(1, |span| line_at(text, span.start)),
            why: error.message().trim_end_matches('.').to_owned(),
        })?;
        let mut reader = Reader { text, path, config: Self::default() };
        reader.table("", document.get_ref())?;
        Ok(reader.config)
    }
}

struct Reader<'a> {
    text: &'a str,
    path: &'a str,
    config: Config,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) -> Result<(), Problem> {
        for (name, value) in table {
            let line = line_at(self.text, name.span().start);
            let key = format!("{prefix}{}", name.get_ref());
            if TABLES.contains(&key.as_str()) {
                let DeValue::Table(inner) = value.get_ref() else {
                    return Err(self.wrong_type(line, &key, "a section, such as [presence]"));
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
            "threshold" => self.config.threshold = self.threshold(line, key, value)?,
            "account.portal" => self.config.portal = Some(self.portal(line, key, value)?),
            "account.auth" => self.auth(line, key, value)?,
            // For an administrator's overview; signing in takes it as an argument.
            "account.client_id" => drop(self.string(line, key, value, "text such as \"local.…\"")?),
            "account.redirect_port" => self.config.redirect_port = self.port(line, key, value)?,
            "account.oauth_server" => self.config.oauth_server = Some(self.server(line, key, value)?),
            "presence.away_on_lock" => self.config.away_on_lock = self.boolean(line, key, value)?,
            "presence.away_on_suspend" => self.config.away_on_suspend = self.boolean(line, key, value)?,
            "presence.stay_present_in_calls" => {
                self.config.stay_present_in_calls = self.boolean(line, key, value)?;
            }
            "presence.multi_device" => self.config.multi_device = self.boolean(line, key, value)?,
            _ => {
                let (path, key) = (self.path.to_owned(), key.to_owned());
                return Err(Problem::ConfigUnknownKey { path, line, nearest: nearest(&key), key });
            }
        }
        Ok(())
    }

    fn threshold(&self, line: usize, key: &str, value: &Value<'_>) -> Result<Duration, Problem> {
        let text = self.string(line, key, value, "text such as \"10m\"")?;
        let allowed = "between \"1s\" and \"24h\"";
        humantime::parse_duration(text)
            .ok()
            .filter(|threshold| THRESHOLD.contains(threshold))
            .ok_or_else(|| self.wrong_value(line, key, text, allowed))
    }

    fn portal(&self, line: usize, key: &str, value: &Value<'_>) -> Result<String, Problem> {
        let text = self.string(line, key, value, "text such as \"example.bitrix24.com\"")?;
        let host = url::Host::parse(text).ok().map(|host| host.to_string());
        host.ok_or_else(|| self.wrong_value(line, key, text, "a host name, such as \"example.bitrix24.com\""))
    }

    fn auth(&self, line: usize, key: &str, value: &Value<'_>) -> Result<(), Problem> {
        let allowed = "\"webhook\" or \"oauth\"";
        match self.string(line, key, value, allowed)? {
            "webhook" | "oauth" => Ok(()),
            other => Err(self.wrong_value(line, key, other, allowed)),
        }
    }

    fn port(&self, line: usize, key: &str, value: &Value<'_>) -> Result<u16, Problem> {
        let expected = "a port number, such as 7000";
        let DeValue::Integer(number) = value.get_ref() else {
            return Err(self.wrong_type(line, key, expected));
        };
        let port = number.as_str().parse().ok().filter(|port| *port != 0);
        port.ok_or_else(|| self.wrong_value(line, key, number.as_str(), "between 1 and 65535"))
    }

    fn server(&self, line: usize, key: &str, value: &Value<'_>) -> Result<String, Problem> {
        let text = self.string(line, key, value, "text such as \"https://oauth.example.com\"")?;
        // Who may be trusted with a secret is decided where it is used.
        let address = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let allowed = "an address, such as \"https://oauth.example.com\"";
        address.map(|_| text.to_owned()).ok_or_else(|| self.wrong_value(line, key, text, allowed))
    }

    fn boolean(&self, line: usize, key: &str, value: &Value<'_>) -> Result<bool, Problem> {
        match value.get_ref() {
            DeValue::Boolean(value) => Ok(*value),
            _ => Err(self.wrong_type(line, key, "true or false")),
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
        Problem::ConfigType { path: self.path.to_owned(), line, key: key.to_owned(), expected }
    }

    fn wrong_value(&self, line: usize, key: &str, value: &str, allowed: &'static str) -> Problem {
        let value = format!("{value:?}");
        Problem::ConfigValue { path: self.path.to_owned(), line, key: key.to_owned(), value, allowed }
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The setting that was probably meant: near in spelling, or the same name in another section.
fn nearest(key: &str) -> Option<String> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    KEYS.into_iter()
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
        let text = "threshold = \"5m\"\n[account]\nportal = \"Example.bitrix24.com\"\nauth = \"oauth\"\n\
                    client_id = \"local.1\"\nredirect_port = 7001\noauth_server = \"https://o.example.com\"\n\
                    [presence]\naway_on_lock = false\naway_on_suspend = false\nstay_present_in_calls = false\n\
                    multi_device = true\n";
        let config = Config {
            threshold: Duration::from_secs(300),
            portal: Some("example.bitrix24.com".into()),
            redirect_port: 7001,
            oauth_server: Some("https://o.example.com".into()),
            away_on_lock: false,
            away_on_suspend: false,
            stay_present_in_calls: false,
            multi_device: true,
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
        assert_eq!(read("threshold = \"24h\"").unwrap().threshold, Duration::from_secs(86_400));
    }

    #[test]
    fn broken_toml_names_its_line() {
        assert!(read("threshold = \"5m\"\n[presence\n").unwrap_err().contains("line 2"));
    }
}
