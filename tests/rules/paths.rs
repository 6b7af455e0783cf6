//! Every path that a file names, resolved to the root of its crate: `crate::…`, `super::…`, nested and wrapped `use`
//! lists, names that were imported, paths in macro calls and in attributes.

use crate::tokens::{Kind, Token, after, arguments, semicolon, stands};
use crate::tree::{Source, Tree, attributes};
use std::collections::HashMap;

/// A path as it is written.
#[derive(Clone, Debug)]
struct Spelled {
    segments: Vec<String>,
    line: usize,
    /// Inside these modules of its crate.
    module: Vec<String>,
    test: bool,
    import: Import,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// Not imported, but named where it is used.
    No,
    /// `use a::b`, or `use a as b`: known as `b` from then on.
    As(String),
    /// `use a::*`.
    Glob,
}

/// A path, resolved: `["crate", "ui", "tray"]`, or `["std", "fs"]`.
#[derive(Clone, Debug)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
    pub test: bool,
    pub import: Import,
}

impl Named {
    pub fn starts_with(&self, path: &str) -> bool {
        let mut own = self.path.iter();
        path.split("::").all(|segment| own.next().is_some_and(|own| own == segment))
    }

    pub fn ends_with(&self, path: &str) -> bool {
        let mut own = self.path.iter().rev();
        path.rsplit("::").all(|segment| own.next().is_some_and(|own| own == segment))
    }

    pub fn spelled(&self) -> String {
        self.path.join("::") + if self.import == Import::Glob { "::*" } else { "" }
    }
}

pub fn named(tree: &Tree, source: &Source) -> Vec<Named> {
    let spelled = spelled(source);
    let mut imported = HashMap::new();
    // Twice, as an import may begin with a name from another import.
    for _ in 0..2 {
        let mut found: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for path in &spelled {
            if let Import::As(name) = &path.import {
                found.entry(name.clone()).or_default().extend(resolve(tree, source, path, &imported));
            }
        }
        imported = found;
    }
    let mut all = Vec::new();
    for path in &spelled {
        for meant in resolve(tree, source, path, &imported) {
            all.push(Named { path: meant, line: path.line, test: path.test, import: path.import.clone() });
        }
    }
    all
}

/// Several paths, if the first name is imported more than once in this file.
fn resolve(
    tree: &Tree,
    source: &Source,
    path: &Spelled,
    imported: &HashMap<String, Vec<Vec<String>>>,
) -> Vec<Vec<String>> {
    let own = || vec!["crate".to_owned()];
    let in_module = || [own(), path.module.clone()].concat();
    let Some(first) = path.segments.first() else { return Vec::new() };
    let mut rest = &path.segments[1..];
    let starts = match &**first {
        "crate" | "away24" => vec![own()],
        "self" => vec![in_module()],
        "super" => {
            rest = &path.segments;
            vec![in_module()]
        }
        child if tree.children(&source.path, &path.module).iter().any(|name| name == child) => {
            rest = &path.segments;
            vec![in_module()]
        }
        name => match imported.get(name) {
            Some(meant) if path.import != Import::As(name.to_owned()) => meant.clone(),
            _ => vec![vec![first.clone()]],
        },
    };
    let follow = |mut at: Vec<String>| {
        for segment in rest {
            match &**segment {
                "self" => {}
                "super" => drop(at.pop_if(|last| last != "crate")),
                name => at.push(name.to_owned()),
            }
        }
        at
    };
    starts.into_iter().map(follow).collect()
}

fn spelled(source: &Source) -> Vec<Spelled> {
    let tokens = &source.tokens;
    let inline = source.inline_modules();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begin = Spelled {
            segments: Vec::new(),
            line: tokens[at].line,
            module: [&*source.module, &*inline[at]].concat(),
            test: tokens[at].test,
            import: Import::No,
        };
        // `impl Trait + use<'a>` imports nothing.
        if tokens[at].is("use") && !stands(tokens, at + 1, &["<"]) {
            let end = semicolon(tokens, at);
            imports(tokens, at + 1, end, &begin, &mut found);
            at = end;
        } else if starts_path(tokens, at) {
            let mut path = begin;
            path.segments.push(tokens[at].text.clone());
            while stands(tokens, at + 1, &["::"])
                && tokens.get(at + 2).is_some_and(|next| next.kind == Kind::Ident)
            {
                at += 2;
                path.segments.push(tokens[at].text.clone());
            }
            if path.segments.len() > 1 {
                found.push(path);
            }
        }
        at += 1;
    }
    found.extend(in_attributes(source));
    found
}

fn starts_path(tokens: &[Token], at: usize) -> bool {
    let before = |texts: &[&str]| at >= texts.len() && stands(tokens, at - texts.len(), texts);
    let keyword = |token: &Token| KEYWORDS.iter().any(|word| token.is(word));
    // `pub(in a::b)` says who may see something, and takes nothing from there.
    if tokens[at].kind != Kind::Ident || keyword(&tokens[at]) || before(&["."]) || before(&["pub", "(", "in"])
    {
        return false;
    }
    // What follows `a::` or `<a>::` was read with it; but in `return ::a`, and after an arrow, `::a` begins a path.
    let Some(previous) = at.checked_sub(2).map(|previous| &tokens[previous]).filter(|_| before(&["::"]))
    else {
        return true;
    };
    let arrow = at > 2 && previous.is(">") && ["-", "="].iter().any(|dash| tokens[at - 3].is(dash));
    arrow || keyword(previous) || !(previous.kind == Kind::Ident || previous.is(">"))
}

/// Keywords that an expression or a type can follow.
const KEYWORDS: [&str; 13] =
    ["as", "break", "dyn", "else", "for", "if", "impl", "in", "match", "mut", "return", "where", "while"];

fn imports(tokens: &[Token], start: usize, end: usize, begin: &Spelled, found: &mut Vec<Spelled>) {
    let mut path = begin.clone();
    let mut at = start;
    while at < end {
        let token = &tokens[at];
        if token.is("{") {
            for (from, to) in arguments(tokens, at) {
                imports(tokens, from, to, &path, found);
            }
            return;
        }
        if token.is("*") {
            found.push(Spelled { import: Import::Glob, line: token.line, ..path });
            return;
        }
        if token.is("as") {
            let name = tokens[at + 1].text.clone();
            found.push(Spelled { import: Import::As(name), ..path });
            return;
        }
        if token.kind == Kind::Ident {
            path.segments.push(token.text.clone());
            path.line = token.line;
        }
        at = after(tokens, at);
    }
    if let Some(name) = path.segments.iter().rev().find(|segment| *segment != "self").cloned() {
        found.push(Spelled { import: Import::As(name), ..path });
    }
}

/// `#[serde(with = "crate::a::b")]`.
fn in_attributes(source: &Source) -> Vec<Spelled> {
    let inline = source.inline_modules();
    let mut found = Vec::new();
    for attribute in attributes(source) {
        if source.tokens[attribute.open + 1].is("doc") {
            continue;
        }
        for token in &source.tokens[attribute.open..attribute.close] {
            let path = token.string().unwrap_or_default();
            let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
            let first = matches!(&*segments[0], "crate" | "super" | "self" | "away24");
            if first && segments.len() > 1 && !path.contains(char::is_whitespace) {
                found.push(Spelled {
                    segments,
                    line: token.line,
                    module: [&*source.module, &*inline[attribute.open]].concat(),
                    test: token.test,
                    import: Import::No,
                });
            }
        }
    }
    found
}
