//! What administrators get beside the program, made from the table of settings: group policy for Windows, a profile for
//! macOS, and the page about both. `AWAY24_WRITE_DOCS=1 cargo test --test it handouts` writes them.

use away24::store::config::policy::{Source, resolve};
use away24::store::config::{KEYS, Key, Kind};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

const FOLDER: &str = "installer/policy";

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn texts() -> Table {
    std::fs::read_to_string(root().join(FOLDER).join("texts.toml")).unwrap().parse().unwrap()
}

/// A setting's name, or what it does, in a language.
fn text(texts: &Table, key: Key, language: &str, which: usize) -> String {
    texts[key.name][language][which].as_str().unwrap().to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Of a name, what group policy takes as one.
fn plain(name: &str) -> String {
    name.replace('.', "_")
}

const LAYERS: [(&str, &str, &str); 2] = [
    ("pin", r"Software\Policies\away24", "away24"),
    ("preset", r"Software\Policies\away24\Recommended", "suggested"),
];

fn admx() -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="away24" namespace="away24.Policies"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="any" displayName="$(string.any)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="away24" displayName="$(string.away24)"/>
    <category name="suggested" displayName="$(string.suggested)">
      <parentCategory ref="away24"/>
    </category>
  </categories>
  <policies>
"#,
    );
    for (layer, place, category) in LAYERS {
        for key in KEYS {
            let (name, id) = (key.name, plain(key.name));
            let value = match key.kind {
                Kind::Switch => format!(" valueName=\"{name}\""),
                _ => format!(" presentation=\"$(presentation.{id})\""),
            };
            write!(
                out,
                "    <policy name=\"{layer}_{id}\" class=\"Machine\" displayName=\"$(string.{id})\" \
                 explainText=\"$(string.{id}_help)\" key=\"{place}\"{value}>\n      \
                 <parentCategory ref=\"{category}\"/>\n      <supportedOn ref=\"any\"/>\n"
            )
            .unwrap();
            let value = match key.kind {
                Kind::Switch => "      <enabledValue><decimal value=\"1\"/></enabledValue>\n      \
                                 <disabledValue><decimal value=\"0\"/></disabledValue>\n"
                    .to_owned(),
                Kind::Text => format!(
                    "      <elements><text id=\"{id}\" valueName=\"{name}\" required=\"true\"/></elements>\n"
                ),
                Kind::Number(least, most) => format!(
                    "      <elements><decimal id=\"{id}\" valueName=\"{name}\" required=\"true\" \
                     minValue=\"{least}\" maxValue=\"{most}\"/></elements>\n"
                ),
            };
            out += &value;
            out += "    </policy>\n";
        }
    }
    out + "  </policies>\n</policyDefinitions>\n"
}

fn adml(texts: &Table, language: &str, suggested: &str) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>away24</displayName>
  <description>Away for Bitrix24</description>
  <resources>
    <stringTable>
      <string id="away24">away24</string>
      <string id="any">Windows 10</string>
"#,
    );
    writeln!(out, "      <string id=\"suggested\">{}</string>", escaped(suggested)).unwrap();
    for key in KEYS {
        let id = plain(key.name);
        for (suffix, which) in [("", 0), ("_help", 1)] {
            let text = escaped(&text(texts, key, language, which));
            writeln!(out, "      <string id=\"{id}{suffix}\">{text}</string>").unwrap();
        }
    }
    out += "    </stringTable>\n    <presentationTable>\n";
    for key in KEYS.iter().filter(|key| key.kind != Kind::Switch) {
        let (id, label) = (plain(key.name), escaped(&text(texts, *key, language, 0)));
        let element = match key.kind {
            Kind::Number(..) => format!("<decimalTextBox refId=\"{id}\">{label}</decimalTextBox>"),
            _ => format!("<textBox refId=\"{id}\"><label>{label}</label></textBox>"),
        };
        writeln!(out, "      <presentation id=\"{id}\">{element}</presentation>").unwrap();
    }
    out + "    </presentationTable>\n  </resources>\n</policyDefinitionResources>\n"
}

/// Some settings, as an example; a profile is made for one organisation.
fn mobileconfig(texts: &Table) -> String {
    let mut values = String::new();
    for key in KEYS.iter().filter(|key| {
        ["threshold", "history_days", "account.portal", "presence.away_on_lock"].contains(&key.name)
    }) {
        let value = match &texts[key.name]["example"] {
            Value::Boolean(on) => format!("<{on}/>"),
            Value::Integer(number) => format!("<integer>{number}</integer>"),
            other => format!("<string>{}</string>", escaped(other.as_str().unwrap())),
        };
        write!(values, "\t\t\t<key>{}</key>\n\t\t\t{value}\n", key.name).unwrap();
    }
    include_str!("handouts/mobileconfig.xml").replace("@VALUES@", &values)
}

fn page(texts: &Table) -> String {
    let mut out = include_str!("handouts/policy.md").to_owned();
    for key in KEYS {
        let kind = match key.kind {
            Kind::Text => "`REG_SZ`, text".to_owned(),
            Kind::Switch => "`REG_DWORD` 0 or 1".to_owned(),
            Kind::Number(least, most) => format!("`REG_DWORD` {least} to {most}"),
        };
        let example = example(texts, key);
        writeln!(out, "| `{}` | `{example}` | {kind} | {} |", key.name, text(texts, key, "en", 1)).unwrap();
    }
    out
}

/// An example as it is written in TOML.
fn example(texts: &Table, key: Key) -> String {
    match &texts[key.name]["example"] {
        Value::Boolean(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        text => format!("\"{}\"", text.as_str().unwrap()),
    }
}

fn is_what_is_there(path: &Path, text: &str) {
    let path = root().join(path);
    if std::env::var_os("AWAY24_WRITE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "{}: AWAY24_WRITE_DOCS=1 makes it anew", path.display());
}

#[test]
fn what_administrators_get_is_made_from_the_table_of_settings() {
    let texts = texts();
    let mut named: Vec<&String> = texts.keys().collect();
    let mut known: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    named.sort_unstable();
    known.sort_unstable();
    assert_eq!(named, known, "texts.toml");
    let folder = Path::new(FOLDER);
    is_what_is_there(&folder.join("away24.admx"), &admx());
    is_what_is_there(
        &folder.join("en-US/away24.adml"),
        &adml(&texts, "en", "Suggested: people may choose otherwise"),
    );
    is_what_is_there(
        &folder.join("ru-RU/away24.adml"),
        &adml(&texts, "ru", "Предложено: человек может выбрать иначе"),
    );
    is_what_is_there(&folder.join("away24.mobileconfig"), &mobileconfig(&texts));
    is_what_is_there(Path::new("docs/policy.md"), &page(&texts));
}

#[test]
fn every_example_is_a_policy() {
    let texts = texts();
    for layer in ["pin", "preset"] {
        let lines = KEYS.iter().map(|key| format!("{layer}.{} = {}\n", key.name, example(&texts, *key)));
        let policy = Source { path: "policy.toml".into(), text: lines.collect() };
        let config = resolve(&Ok(vec![policy]), None).unwrap();
        assert_eq!(config.unusable_policy, None);
        assert_eq!(config.origins.len(), KEYS.len());
    }
}

#[test]
fn the_hand_outs_are_well_formed() {
    if !crate::desk::needs(&["python3"]) {
        return;
    }
    let check = "import sys, plistlib, xml.dom.minidom as dom\n\
                 for name in sys.argv[1:]:\n    dom.parse(name)\n    \
                 name.endswith('mobileconfig') and plistlib.load(open(name, 'rb'))\n";
    let files = ["away24.admx", "en-US/away24.adml", "ru-RU/away24.adml", "away24.mobileconfig"];
    let files = files.map(|name| root().join(FOLDER).join(name));
    let out = std::process::Command::new("python3").args(["-c", check]).args(files).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}
