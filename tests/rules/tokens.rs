//! A file as tokens, so that comments and strings are not mistaken for code, and line breaks do not matter.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ident,
    Punct,
    Literal,
    Open,
    Close,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    /// `::` is one token; every other punctuation character is a token of its own.
    pub text: String,
    pub line: usize,
    /// For a bracket, the index of the other one.
    pub mate: usize,
    /// Compiled for tests only.
    pub test: bool,
}

impl Token {
    /// Not for literals: a string that holds `unsafe` is not the keyword.
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }

    /// What a plain string literal holds.
    pub fn string(&self) -> Option<&str> {
        let text = (self.kind == Kind::Literal).then_some(&*self.text)?;
        text.strip_prefix('"')?.strip_suffix('"')
    }
}

/// Whether the tokens from `at` on read like this.
pub fn stands(tokens: &[Token], at: usize, texts: &[&str]) -> bool {
    texts.iter().enumerate().all(|(i, text)| tokens.get(at + i).is_some_and(|token| token.is(text)))
}

pub fn read(text: &str) -> Result<Vec<Token>, String> {
    let stream: TokenStream = text.parse().map_err(|error| format!("this is not Rust: {error}"))?;
    let mut tokens = Vec::new();
    flatten(stream, &mut tokens);
    mark_tests(&mut tokens);
    Ok(tokens)
}

fn flatten(stream: TokenStream, into: &mut Vec<Token>) {
    let token = |kind, text: String, line| Token { kind, text, line, mate: 0, test: false };
    // A `:` that belongs to the next one.
    let mut joint = false;
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let opened = into.len();
                into.push(token(Kind::Open, open.to_owned(), line));
                flatten(group.stream(), into);
                into[opened].mate = into.len();
                into.push(Token {
                    mate: opened,
                    ..token(Kind::Close, close.to_owned(), group.span_close().start().line)
                });
            }
            TokenTree::Ident(ident) => {
                into.push(token(Kind::Ident, ident.to_string().trim_start_matches("r#").to_owned(), line));
            }
            TokenTree::Punct(punct) => {
                if joint && punct.as_char() == ':' {
                    into.last_mut().unwrap().text.push(':');
                    joint = false;
                    continue;
                }
                joint = punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint;
                into.push(token(Kind::Punct, punct.to_string(), line));
                continue;
            }
            TokenTree::Literal(literal) => into.push(token(Kind::Literal, literal.to_string(), line)),
        }
        joint = false;
    }
}

/// An attribute: what its brackets hold, and whether it stands inside what it describes (`#![…]`).
pub struct Attribute {
    pub start: usize,
    pub open: usize,
    pub close: usize,
    pub inner: bool,
}

pub fn attribute(tokens: &[Token], start: usize) -> Option<Attribute> {
    let inner = stands(tokens, start, &["#", "!", "["]);
    (inner || stands(tokens, start, &["#", "["])).then(|| {
        let open = start + 1 + usize::from(inner);
        Attribute { start, open, close: tokens[open].mate, inner }
    })
}

fn mark_tests(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = attribute(tokens, at) else {
            at += 1;
            continue;
        };
        let condition = stands(tokens, found.open + 1, &["cfg", "("])
            && implies_test(tokens, found.open + 3, tokens[found.open + 2].mate);
        if !condition {
            at += 1;
            continue;
        }
        let end = if found.inner { level_end(tokens, at) } else { item_end(tokens, found.close + 1) };
        for token in &mut tokens[at..end] {
            token.test = true;
        }
        at = end;
    }
}

/// Whether a condition holds in tests only. `any(windows, test)` also holds elsewhere.
fn implies_test(tokens: &[Token], start: usize, end: usize) -> bool {
    if end == start + 1 {
        return tokens[start].is("test");
    }
    if !tokens.get(start + 1).is_some_and(|token| token.is("(")) || tokens[start + 1].mate + 1 < end {
        return false;
    }
    let mut each = arguments(tokens, start + 1).into_iter().map(|(from, to)| implies_test(tokens, from, to));
    match &*tokens[start].text {
        "all" => each.any(|implied| implied),
        "any" => each.all(|implied| implied),
        _ => false,
    }
}

/// The ranges between the commas of a bracket.
pub fn arguments(tokens: &[Token], open: usize) -> Vec<(usize, usize)> {
    let close = tokens[open].mate;
    let (mut found, mut from, mut at) = (Vec::new(), open + 1, open + 1);
    while at < close {
        if tokens[at].is(",") {
            found.push((from, at));
            from = at + 1;
        }
        at = after(tokens, at);
    }
    if from < close {
        found.push((from, close));
    }
    found
}

/// The next token of the same level: a bracket counts with everything in it.
pub fn after(tokens: &[Token], at: usize) -> usize {
    if tokens[at].kind == Kind::Open { tokens[at].mate + 1 } else { at + 1 }
}

/// The end of what encloses a token.
fn level_end(tokens: &[Token], at: usize) -> usize {
    let mut at = at;
    while at < tokens.len() && tokens[at].kind != Kind::Close {
        at = after(tokens, at);
    }
    at
}

/// The `;` that ends a declaration, or the end of what encloses it.
pub fn semicolon(tokens: &[Token], at: usize) -> usize {
    let mut at = at;
    while at < tokens.len() && tokens[at].kind != Kind::Close && !tokens[at].is(";") {
        at = after(tokens, at);
    }
    at
}

/// Past the attributes of an item.
fn past_attributes(tokens: &[Token], at: usize) -> usize {
    let mut at = at;
    while let Some(attribute) = attribute(tokens, at) {
        at = attribute.close + 1;
    }
    at
}

/// Past `pub` and `pub(…)`.
fn past_visibility(tokens: &[Token], at: usize) -> usize {
    match (stands(tokens, at, &["pub"]), stands(tokens, at + 1, &["("])) {
        (true, true) => after(tokens, at + 1),
        (true, false) => at + 1,
        (false, _) => at,
    }
}

/// If `mod name;` begins here, with its attributes: where it is over.
pub fn declared_module(tokens: &[Token], at: usize) -> Option<usize> {
    let at = past_visibility(tokens, past_attributes(tokens, at));
    (stands(tokens, at, &["mod"]) && stands(tokens, at + 2, &[";"])).then_some(at + 3)
}

/// Where the item, statement, field or match arm that begins here ends. In doubt, the earlier end: what is not
/// skipped is checked.
fn item_end(tokens: &[Token], start: usize) -> usize {
    const TO_THE_SEMICOLON: [&str; 5] = ["use", "const", "static", "type", "let"];
    const TO_THE_BRACE: [&str; 11] =
        ["fn", "mod", "impl", "struct", "enum", "union", "trait", "extern", "unsafe", "async", "macro_rules"];
    let mut at = past_visibility(tokens, past_attributes(tokens, start));
    let constant = |next: &&str| stands(tokens, at, &["const", next]);
    if ["fn", "unsafe", "async", "extern"].iter().any(constant) {
        at += 1;
    }
    let begins_with = |words: &[&str]| words.iter().any(|word| stands(tokens, at, &[word]));
    let to_semicolon = begins_with(&TO_THE_SEMICOLON) && !stands(tokens, at + 1, &["{"]);
    let to_brace = begins_with(&TO_THE_BRACE);
    while at < tokens.len() && tokens[at].kind != Kind::Close {
        let (token, next) = (&tokens[at], after(tokens, at));
        if token.is(";") || (token.is(",") && !to_semicolon && !to_brace) {
            return next;
        }
        if token.is("{") && to_brace {
            return next;
        }
        let goes_on = || ["else", ".", "?", "=", ",", ";"].iter().any(|word| stands(tokens, next, &[word]));
        if token.is("{") && !to_semicolon && !goes_on() {
            return next;
        }
        at = next;
    }
    at
}
