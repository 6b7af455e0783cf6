//! All source files and their module paths, found as the compiler does: by following `mod` declarations.

use crate::tokens::{self, Kind, Token, attribute, stands};
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What is wrong, and where.
#[derive(Debug)]
pub struct Violation {
    pub path: PathBuf,
    pub line: usize,
    pub what: String,
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.what)
    }
}

/// Panics with all violations at once.
#[track_caller]
pub fn none(violations: &[Violation]) {
    let lines: Vec<String> = violations.iter().map(|violation| format!("\n  {violation}")).collect();
    assert!(violations.is_empty(), "{}", lines.concat());
}

#[derive(Clone, Debug)]
pub struct Source {
    /// Below the root of the repository.
    pub path: PathBuf,
    pub text: String,
    pub tokens: Vec<Token>,
    /// The module below the root of its crate: `["watch", "idle", "os"]`.
    pub module: Vec<String>,
    /// How many `mod` declarations lead here. (To the root of a crate, the compiler's.)
    pub declared: usize,
    /// Whether the whole file is compiled for tests only.
    for_tests: bool,
}

impl Source {
    pub fn read(path: &Path, text: &str) -> Result<Self, Violation> {
        let tokens = tokens::read(text).map_err(|what| Violation { path: path.to_owned(), line: 1, what })?;
        let below: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
        let below = match below.iter().position(|part| *part == "src") {
            Some(src) => &below[src + 1..],
            None => &below[..],
        };
        let mut module: Vec<String> =
            below.iter().map(|part| part.trim_end_matches(".rs").to_owned()).collect();
        module.pop_if(|last| matches!(&**last, "lib" | "main"));
        Ok(Self {
            path: path.to_owned(),
            text: text.to_owned(),
            tokens,
            module,
            declared: 0,
            for_tests: false,
        })
    }

    fn all_for_tests(&mut self) {
        self.for_tests = true;
        self.tokens.iter_mut().for_each(|token| token.test = true);
    }

    pub fn violation(&self, line: usize, what: impl Into<String>) -> Violation {
        Violation { path: self.path.clone(), line, what: what.into() }
    }

    /// Whether this is the module file `place`.rs, or in the folder `place`.
    pub fn is_in(&self, place: &str) -> bool {
        self.path.starts_with(place) || self.path == Path::new(place).with_extension("rs")
    }

    /// The first name below `src`; for another crate, its name.
    pub fn room(&self) -> &str {
        let mut parts = self.path.iter().map(|part| part.to_str().unwrap());
        match parts.next() {
            Some("src" | "crates") => parts.next().unwrap().trim_end_matches(".rs"),
            other => other.unwrap(),
        }
    }

    /// The inline modules around each token: `mod tests { … }`.
    pub fn inline_modules(&self) -> Vec<Vec<String>> {
        let mut open: Vec<(usize, String)> = Vec::new();
        let mut all = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            while open.last().is_some_and(|(close, _)| *close <= at) {
                open.pop();
            }
            all.push(open.iter().map(|(_, name)| name.clone()).collect());
            if token.is("{")
                && at >= 2
                && self.tokens[at - 2].is("mod")
                && self.tokens[at - 1].kind == Kind::Ident
            {
                open.push((token.mate, self.tokens[at - 1].text.clone()));
            }
        }
        all
    }

    fn declarations(&self) -> Vec<Declaration> {
        let inline = self.inline_modules();
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let named = self.tokens.get(at + 1).is_some_and(|name| name.kind == Kind::Ident);
            if !token.is("mod")
                || !named
                || !["{", ";"].iter().any(|end| stands(&self.tokens, at + 2, &[end]))
            {
                continue;
            }
            found.push(Declaration {
                name: self.tokens[at + 1].text.clone(),
                within: inline[at].clone(),
                elsewhere: stands(&self.tokens, at + 2, &[";"])
                    .then(|| self.attributes_before(at).iter().flat_map(|open| self.paths(*open)).collect()),
                test: token.test,
            });
        }
        found
    }

    /// The opening brackets of the attributes of an item, whose keyword stands at `at`.
    fn attributes_before(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = at;
        while at > 0 {
            let before = &self.tokens[at - 1];
            match &*before.text {
                "pub" => at -= 1,
                ")" => at = before.mate,
                "]" if before.mate > 0 && self.tokens[before.mate - 1].is("#") => {
                    found.push(before.mate);
                    at = before.mate - 1;
                }
                _ => break,
            }
        }
        found
    }

    /// `#[path = "…"]`, and `#[cfg_attr(…, path = "…")]`.
    fn paths(&self, open: usize) -> Vec<String> {
        (open..self.tokens[open].mate)
            .filter(|at| stands(&self.tokens, *at, &["path", "="]))
            .filter_map(|at| self.tokens[at + 2].string().map(str::to_owned))
            .collect()
    }
}

/// `mod name;`, or `mod name { … }`.
struct Declaration {
    name: String,
    /// The inline modules around it.
    within: Vec<String>,
    /// For one with a file of its own, the paths it gives.
    elsewhere: Option<Vec<String>>,
    test: bool,
}

pub struct Tree {
    pub sources: BTreeMap<PathBuf, Source>,
    /// What could not be read.
    pub broken: Vec<Violation>,
    /// The modules in each module, by crate and path: `src::watch` has `idle`, `network`, `session`.
    children: BTreeMap<Vec<String>, Vec<String>>,
}

impl Tree {
    /// This repository.
    pub fn here() -> &'static Self {
        static HERE: OnceLock<Tree> = OnceLock::new();
        HERE.get_or_init(|| {
            let mut files = Vec::new();
            for folder in ["src", "crates", "tests"] {
                collect(&root().join(folder), &mut files);
            }
            let files = files.iter().map(|(path, text)| (path.strip_prefix(root()).unwrap(), &**text));
            Self::grow(files)
        })
    }

    pub fn grow<'a>(files: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Self {
        let mut tree = Self { sources: BTreeMap::new(), broken: Vec::new(), children: BTreeMap::new() };
        for (path, text) in files {
            match Source::read(path, text) {
                Ok(source) => drop(tree.sources.insert(path.to_owned(), source)),
                Err(violation) => tree.broken.push(violation),
            }
        }
        let is_root = |path: &&PathBuf| {
            let in_src = path.parent().is_some_and(|folder| folder.ends_with("src"));
            in_src && (path.ends_with("lib.rs") || path.ends_with("main.rs"))
        };
        let roots: Vec<PathBuf> = tree.sources.keys().filter(is_root).cloned().collect();
        for root in roots {
            let folder = root.parent().unwrap().to_owned();
            tree.follow(&root, &folder, &[], false);
        }
        for source in tree.sources.values_mut().filter(|source| source.path.starts_with("tests")) {
            source.all_for_tests();
        }
        tree
    }

    /// `folder` holds the modules that this file declares without `#[path]`.
    fn follow(&mut self, path: &Path, folder: &Path, module: &[String], test: bool) {
        let Some(source) = self.sources.get_mut(path) else { return };
        module.clone_into(&mut source.module);
        source.declared += 1;
        if test {
            source.all_for_tests();
        }
        for declaration in source.declarations() {
            let parent = [module, &declaration.within].concat();
            self.children.entry(key(path, &parent)).or_default().push(declaration.name.clone());
            let Some(paths) = declaration.elsewhere else { continue };
            let within: PathBuf = declaration.within.iter().collect();
            let child = [&*parent, std::slice::from_ref(&declaration.name)].concat();
            let test = test || declaration.test;
            if paths.is_empty() {
                let folder = folder.join(&within).join(&declaration.name);
                self.follow(&folder.with_extension("rs"), &folder, &child, test);
            }
            for given in paths {
                let from = if declaration.within.is_empty() {
                    path.parent().unwrap()
                } else {
                    &folder.join(&within)
                };
                let file = from.join(given);
                // The modules of a file with `#[path]` are beside it, not in a folder of its name.
                self.follow(&file, file.parent().unwrap(), &child, test);
            }
        }
    }

    /// An existing file with another text.
    pub fn plant(&self, path: &Path, text: &str) -> Source {
        let instead_of = &self.sources[path];
        let mut source = Source::read(path, text).unwrap();
        instead_of.module.clone_into(&mut source.module);
        source.declared = instead_of.declared;
        if instead_of.for_tests {
            source.all_for_tests();
        }
        source
    }

    /// The modules in a module of the crate a file belongs to.
    pub fn children(&self, path: &Path, module: &[String]) -> &[String] {
        self.children.get(&key(path, module)).map_or(&[], Vec::as_slice)
    }

    /// What `check` finds in the files below `folders`.
    pub fn check(
        &self,
        folders: &[&str],
        check: impl Fn(&Self, &Source) -> Vec<Violation>,
    ) -> Vec<Violation> {
        let sources: Vec<&Source> = self
            .sources
            .values()
            .filter(|source| folders.iter().any(|folder| source.path.starts_with(folder)))
            .collect();
        assert!(!sources.is_empty() && self.broken.is_empty(), "{:?}", self.broken);
        sources.into_iter().flat_map(|source| check(self, source)).collect()
    }
}

/// The crate, and the module in it. (`main.rs` sees the library's modules by the library's name.)
fn key(path: &Path, module: &[String]) -> Vec<String> {
    let name = match path.iter().nth(1) {
        Some(name) if path.starts_with("crates") => name.to_str().unwrap(),
        _ if path == Path::new("src/main.rs") => "main",
        _ => "src",
    };
    std::iter::once(name.to_owned()).chain(module.iter().cloned()).collect()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// The attributes of a file, in the order they stand there.
pub fn attributes(source: &Source) -> impl Iterator<Item = tokens::Attribute> {
    (0..source.tokens.len()).filter_map(|at| attribute(&source.tokens, at))
}
