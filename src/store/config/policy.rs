//! What an administrator laid down for a machine, below what a person wrote or above it.
//!
//! A policy is TOML: the settings of the configuration, below `[preset]` where a person may choose otherwise, and below
//! `[pin]` where not. Of two policies the later one wins.

use super::{Config, KEYS, Reader, line_at, nearest};
use crate::messages::Problem;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// Where a value comes from, if it is not the built-in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The person's own configuration.
    Own,
    /// A policy, named by its file or its place in the registry.
    Preset(String),
    /// The same, and nobody else may change it.
    Pinned(String),
}

/// By setting.
pub type Origins = BTreeMap<&'static str, Origin>;

/// A text, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub path: String,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Preset,
    Pin,
}

impl Layer {
    const ALL: [Self; 2] = [Self::Preset, Self::Pin];

    fn name(self) -> &'static str {
        match self {
            Self::Preset => "preset",
            Self::Pin => "pin",
        }
    }

    fn origin(self, path: &str) -> Origin {
        match self {
            Self::Preset => Origin::Preset(path.to_owned()),
            Self::Pin => Origin::Pinned(path.to_owned()),
        }
    }
}

/// The configuration that follows from the policies, weakest first, and from what the person wrote.
///
/// A policy that cannot be used is not used by half: then everything is as built in, nobody changes it, and
/// [`Config::unusable_policy`] says why.
pub fn resolve(policies: &Result<Vec<Source>, Problem>, own: Option<&Source>) -> Result<Config, Problem> {
    let policies = match policies.as_ref().map_err(Clone::clone).and_then(|policies| {
        for policy in policies {
            let tried = Layer::ALL
                .into_iter()
                .try_fold(Config::default(), |config, layer| apply(config, policy, layer));
            tried?;
        }
        Ok(policies)
    }) {
        Ok(policies) => policies,
        Err(problem) => return Ok(built_in(problem)),
    };
    let lay = |config, layer| policies.iter().try_fold(config, |config, policy| apply(config, policy, layer));
    let mut config = lay(Config::default(), Layer::Preset)?;
    if let Some(Source { path, text }) = own {
        config = Reader { text, path, prefix: "", origin: Origin::Own, config }.document()?;
    }
    lay(config, Layer::Pin)
}

fn built_in(problem: Problem) -> Config {
    let place = match &problem {
        Problem::ConfigUnreadable { path, .. }
        | Problem::ConfigSyntax { path, .. }
        | Problem::ConfigUnknownKey { path, .. }
        | Problem::ConfigType { path, .. }
        | Problem::ConfigValue { path, .. } => path.clone(),
        other => other.to_string(),
    };
    let origins = KEYS.iter().map(|key| (key.name, Origin::Pinned(place.clone()))).collect();
    Config { origins, unusable_policy: Some(problem), ..Config::default() }
}

/// The same configuration with one layer of one policy over it.
fn apply(config: Config, policy: &Source, layer: Layer) -> Result<Config, Problem> {
    let Source { path, text } = policy;
    let document = DeTable::parse(text).map_err(|error| super::syntax(text, path, &error))?;
    let prefix = [layer.name(), "."].concat();
    let mut reader = Reader { text, path, prefix: &prefix, origin: layer.origin(path), config };
    for (name, value) in document.get_ref() {
        let line = line_at(text, name.span().start);
        let key = name.get_ref();
        if !Layer::ALL.iter().any(|layer| layer.name() == key) {
            let nearest = nearest(key).map(|known| [layer.name(), ".", &known].concat());
            return Err(Problem::ConfigUnknownKey {
                path: path.clone(),
                line,
                key: key.to_string(),
                nearest,
            });
        }
        let DeValue::Table(table) = value.get_ref() else {
            return Err(Problem::ConfigType {
                path: path.clone(),
                line,
                key: key.to_string(),
                expected: "section",
            });
        };
        if key == layer.name() {
            reader.table("", table)?;
        }
    }
    Ok(reader.config)
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::*;
    use std::time::Duration;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    fn resolved(policies: &[&str], own: &str) -> Config {
        let policies = policies.iter().enumerate().map(|(at, text)| source(&format!("policy {at}"), text));
        resolve(&Ok(policies.collect()), Some(&source("config.toml", own))).unwrap()
    }

    fn minutes(config: &Config) -> u64 {
        config.choices.threshold.as_secs() / 60
    }

    #[test]
    fn a_preset_gives_way_to_the_person_and_a_pin_does_not() {
        let preset = "[preset]\nthreshold = \"5m\"\n[preset.presence]\naway_on_lock = false\n";
        assert_eq!(minutes(&resolved(&[preset], "")), 5);
        let own = resolved(&[preset], "threshold = \"7m\"\n");
        assert_eq!((minutes(&own), own.choices.away_on_lock), (7, false));
        assert_eq!(own.origins["threshold"], Origin::Own);
        assert_eq!(own.origins["presence.away_on_lock"], Origin::Preset("policy 0".into()));
        assert_eq!(own.pinned("threshold"), None);

        let pinned = resolved(
            &["[pin]\nthreshold = \"5m\"\n[pin.account]\nportal = \"a.example.com\"\n"],
            "threshold = \"7m\"\n",
        );
        assert_eq!((minutes(&pinned), pinned.portal.as_deref()), (5, Some("a.example.com")));
        assert_eq!(pinned.pinned("threshold"), Some("policy 0"));
        assert_eq!(
            pinned.may_change(Setting::Threshold(Duration::from_secs(60))),
            Err(Problem::Pinned { key: "threshold".into(), path: "policy 0".into() })
        );
        assert_eq!(pinned.may_change(Setting::AwayOnLock(false)), Ok(()));
    }

    #[test]
    fn of_two_policies_the_later_one_wins_but_a_pin_stays_a_pin() {
        let (file, registry) = (
            "[pin]\nthreshold = \"5m\"\nhistory_days = 0\n",
            "[pin]\nthreshold = \"6m\"\n[preset]\nhistory_days = 9\n",
        );
        let config = resolved(&[file, registry], "history_days = 30\n");
        assert_eq!((minutes(&config), config.history_days), (6, 0));
        assert_eq!(config.pinned("threshold"), Some("policy 1"));
    }

    #[test]
    fn a_policy_that_cannot_be_used_is_not_used_by_half() {
        for (wrong, line, said) in [
            ("[pin]\nhistory_days = 0\n[pin.account]\nportl = \"x\"\n", 4, "pin.account.portal"),
            ("[pin]\nhistory_days = 0\nthreshold = \"soon\"\n", 3, "pin.threshold"),
            ("[preset]\nhistory_days = \"0\"\n", 2, "preset.history_days"),
            ("threshold = \"5m\"\n", 1, "preset.threshold"),
            ("pin = 3\n", 1, "section"),
            ("[pin]\nthreshold = \n", 2, "TOML"),
        ] {
            let config = resolved(&["[pin]\nhistory_days = 1\n", wrong], "threshold = \"7m\"\n");
            let problem = config.unusable_policy.clone().unwrap();
            let said_so = format!("{problem} {}", problem.hint().unwrap_or_default());
            assert!(
                said_so.contains(&format!("policy 1, line {line}")) && said_so.contains(said),
                "{said_so}"
            );
            let (days, threshold) = (config.history_days, minutes(&config));
            assert_eq!((days, threshold), (30, 10), "as built in");
            assert!(KEYS.iter().all(|key| config.pinned(key.name) == Some("policy 1")), "nobody changes it");
        }
    }

    #[test]
    fn an_own_configuration_that_is_none_stays_one_persons_problem() {
        let own = source("config.toml", "colour = 1\n");
        assert!(matches!(resolve(&Ok(vec![]), Some(&own)), Err(Problem::ConfigUnknownKey { .. })));
    }
}
