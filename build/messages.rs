//! Turns a language's FTL file into records that the program can read without knowing Fluent's syntax.
//!
//! build.rs includes this file, and so do the tests of `src/messages`. A file that is not entirely sound fails the
//! build: at run time, a message that could not be parsed would be missing without anybody noticing.

use fluent_syntax::ast::{self, CallArguments, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::BTreeMap;
use std::fmt;

/// Ends a record. `src/messages/packed.rs` reads what is written here.
const RECORD: char = '\u{1e}';
/// Separates the fields of a record.
const FIELD: char = '\u{1f}';

/// Why a file is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.what)
    }
}

/// A message, or a term.
pub struct Entry<'a> {
    /// A term's begins with `-`.
    pub id: &'a str,
    /// The text after the id, from the `=` to the last line of the last attribute.
    pub definition: &'a str,
    pub attributes: Vec<&'a str>,
    pub references: Vec<Reference<'a>>,
    has_value: bool,
}

/// `{ message }`, `{ message.attribute }` or `{ -term }` within an entry.
pub struct Reference<'a> {
    pub id: &'a str,
    pub attribute: Option<&'a str>,
}

/// The entries of a file, in its order; or every reason to refuse it.
pub fn parse(text: &str) -> Result<Vec<Entry<'_>>, Vec<Fault>> {
    let resource = parser::parse(text).map_err(|(_, errors)| {
        let fault = |error: &parser::ParserError| Fault::at(text, error.pos.start, error.kind.to_string());
        errors.iter().map(fault).collect::<Vec<_>>()
    })?;
    let starts: Vec<usize> = resource.body.iter().filter_map(|entry| line_start(text, entry)).collect();
    let mut entries = Vec::new();
    for entry in &resource.body {
        let Some((id, attributes)) = named(text, entry) else { continue };
        let after_id = offset(text, id) + id.len();
        let next = starts.iter().copied().find(|start| *start > after_id).unwrap_or(text.len());
        let mut references = References { text, found: Vec::new() };
        references.of_entry(entry);
        entries.push(Entry {
            id,
            definition: text.get(after_id..next).unwrap_or_default().trim_end(),
            attributes: attributes.iter().map(|attribute| attribute.id.name).collect(),
            references: references.found,
            has_value: !matches!(entry, ast::Entry::Message(message) if message.value.is_none()),
        });
    }
    let faults = faults(text, &entries);
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// One record for each entry, in the order of their ids: its id, the ids of all entries without which it cannot be
/// formatted, its definition. Comments are left out.
pub fn pack(entries: &[Entry<'_>]) -> String {
    let by_id: BTreeMap<&str, &Entry<'_>> = entries.iter().map(|entry| (entry.id, entry)).collect();
    let record = |entry: &Entry<'_>| {
        let needed = needed_by(entry, &by_id).join(" ");
        format!("{}{FIELD}{needed}{FIELD}{}{RECORD}", entry.id, entry.definition)
    };
    by_id.values().map(|entry| record(entry)).collect()
}

/// The entries that this one refers to, and those that they refer to in turn.
fn needed_by<'a>(entry: &Entry<'a>, by_id: &BTreeMap<&'a str, &Entry<'a>>) -> Vec<&'a str> {
    let mut needed = Vec::new();
    let mut open = vec![entry];
    while let Some(entry) = open.pop() {
        for reference in &entry.references {
            if !needed.contains(&reference.id) {
                needed.push(reference.id);
                open.extend(by_id.get(reference.id));
            }
        }
    }
    needed
}

/// What is wrong with a file that can be parsed.
fn faults(text: &str, entries: &[Entry<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(at) = text.find([RECORD, FIELD]) {
        faults.push(Fault::at(text, at, "a control character".into()));
    }
    let mut by_id = BTreeMap::new();
    for entry in entries {
        if by_id.insert(entry.id, entry).is_some() {
            faults.push(Fault::at(text, offset(text, entry.id), format!("`{}` is defined twice", entry.id)));
        }
    }
    for reference in entries.iter().flat_map(|entry| &entry.references) {
        let exists = by_id.get(reference.id).is_some_and(|entry| match reference.attribute {
            Some(attribute) => entry.attributes.contains(&attribute),
            None => entry.has_value,
        });
        if !exists {
            let attribute = reference.attribute.map(|name| format!(".{name}")).unwrap_or_default();
            let what = format!("`{}{attribute}` does not exist", reference.id);
            faults.push(Fault::at(text, offset(text, reference.id), what));
        }
    }
    faults
}

impl Fault {
    fn at(text: &str, at: usize, what: String) -> Self {
        Self { line: line_number(text, at), what }
    }
}

fn line_number(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Where a part of the text begins: the parser hands out slices of what it was given.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// The id and attributes of what has any.
fn named<'a, 'e>(
    text: &'a str,
    entry: &'e ast::Entry<&'a str>,
) -> Option<(&'a str, &'e [ast::Attribute<&'a str>])> {
    match entry {
        ast::Entry::Message(message) => Some((message.id.name, &message.attributes)),
        ast::Entry::Term(term) => Some((term_id(text, term.id.name), &term.attributes)),
        _ => None,
    }
}

/// A term's name together with the `-` before it.
fn term_id<'a>(text: &'a str, name: &'a str) -> &'a str {
    let at = offset(text, name);
    text.get(at.saturating_sub(1)..at + name.len()).unwrap_or(name)
}

/// The beginning of the line on which an entry begins, or the comment that belongs to it.
fn line_start(text: &str, entry: &ast::Entry<&str>) -> Option<usize> {
    let first = match entry {
        ast::Entry::Message(ast::Message { comment: Some(comment), .. })
        | ast::Entry::Term(ast::Term { comment: Some(comment), .. })
        | ast::Entry::Comment(comment)
        | ast::Entry::GroupComment(comment)
        | ast::Entry::ResourceComment(comment) => comment.content.first(),
        ast::Entry::Message(message) => Some(&message.id.name),
        ast::Entry::Term(term) => Some(&term.id.name),
        ast::Entry::Junk { content } => Some(content),
    };
    let before = text.get(..offset(text, first?))?;
    Some(before.rfind('\n').map_or(0, |newline| newline + 1))
}

/// Collects what an entry refers to, however deep within selectors, arguments and nested placeables.
struct References<'a> {
    text: &'a str,
    found: Vec<Reference<'a>>,
}

impl<'a> References<'a> {
    fn of_entry(&mut self, entry: &ast::Entry<&'a str>) {
        let (value, attributes) = match entry {
            ast::Entry::Message(message) => (message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => (Some(&term.value), &term.attributes),
            _ => return,
        };
        for pattern in value.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
            self.of_pattern(pattern);
        }
    }

    fn of_pattern(&mut self, pattern: &Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.of_expression(expression);
            }
        }
    }

    fn of_expression(&mut self, expression: &Expression<&'a str>) {
        match expression {
            Expression::Select { selector, variants } => {
                self.of_inline(selector);
                for variant in variants {
                    self.of_pattern(&variant.value);
                }
            }
            Expression::Inline(inline) => self.of_inline(inline),
        }
    }

    fn of_inline(&mut self, inline: &InlineExpression<&'a str>) {
        match inline {
            InlineExpression::MessageReference { id, attribute } => self.found.push(Reference {
                id: id.name,
                attribute: attribute.as_ref().map(|attribute| attribute.name),
            }),
            InlineExpression::TermReference { id, attribute, arguments } => {
                self.found.push(Reference {
                    id: term_id(self.text, id.name),
                    attribute: attribute.as_ref().map(|attribute| attribute.name),
                });
                if let Some(arguments) = arguments {
                    self.of_arguments(arguments);
                }
            }
            InlineExpression::FunctionReference { arguments, .. } => self.of_arguments(arguments),
            InlineExpression::Placeable { expression } => self.of_expression(expression),
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::VariableReference { .. } => {}
        }
    }

    fn of_arguments(&mut self, arguments: &CallArguments<&'a str>) {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for argument in arguments.positional.iter().chain(named) {
            self.of_inline(argument);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a file, with characters that can be seen between their fields.
    fn records(text: &str) -> Vec<String> {
        let packed = pack(&parse(text).map_err(|faults| format!("{faults:?}")).unwrap());
        packed.split_terminator(RECORD).map(|record| record.replace(FIELD, "|")).collect()
    }

    fn faults(text: &str) -> Vec<String> {
        parse(text).err().unwrap_or_default().iter().map(Fault::to_string).collect()
    }

    #[test]
    fn a_record_is_an_id_what_it_needs_and_its_definition() {
        let text = "# About the file\n\n## A group\n\n# About one\none = { two } { $x }\n\n\n#\nthree =\n    \
                    .hint = [ x = y\n\n    more\n# The end\n\ntwo=2\n";
        assert_eq!(
            records(text),
            ["one|two| = { two } { $x }", "three|| =\n    .hint = [ x = y\n\n    more", "two||=2"]
        );
    }

    #[test]
    fn a_line_that_looks_like_a_message_within_a_pattern_is_none() {
        let text = "one = { $n ->\n    [a] two = 2\n   *[b]\n        three = 3\n}\nother = x";
        let found = records(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found.last().unwrap(), "other|| = x");
    }

    #[test]
    fn references_are_found_at_any_depth_and_followed() {
        let text = "deep = { $a ->\n    [x] { $b ->\n        [y] { inner }\n       *[z] { { other.hint } }\n    }\n   \
                    *[w] { NUMBER(number) } { -brand(case: \"x\") }\n}\n    .title = { title }\n\
                    inner = { innermost }\ninnermost = i\nother = o\n    .hint = h\nnumber = 1\n-brand = { maker }\nmaker = m\n\
                    title = t\n";
        let deep = records(text).into_iter().find(|record| record.starts_with("deep|")).unwrap();
        let mut needed: Vec<_> = deep.split('|').nth(1).unwrap().split(' ').collect();
        needed.sort_unstable();
        assert_eq!(needed, ["-brand", "inner", "innermost", "maker", "number", "other", "title"]);
    }

    #[test]
    fn messages_that_refer_to_each_other_are_needed_once() {
        assert_eq!(records("a = { b }\nb = { a }\n"), ["a|b a| = { b }", "b|a b| = { a }"]);
    }

    #[test]
    fn a_malformed_file_is_refused_with_its_lines() {
        let text = "good = 1\n\nbad { $x }\n\nalso = { $n ->\n    [a] x\n}\n";
        let found = faults(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found.first().unwrap(), "3: Expected a token starting with \"=\"");
        assert!(found.last().unwrap().contains("default variant"), "{found:?}");
        for (text, fault) in [
            ("empty =\n", "1: Expected a message field for \"empty\""),
            ("a = 1\nb = { a", "2: Expected a token starting with \"}\""),
            ("a = 1\nb = 2\n\na = 3\n", "4: `a` is defined twice"),
            ("a = 1\nb = { c }\n", "2: `c` does not exist"),
            ("a = { b }\nb =\n    .hint = h\n", "1: `b` does not exist"),
            ("a = { b.hint }\nb = b\n", "1: `b.hint` does not exist"),
            ("a = { -a }\n", "1: `-a` does not exist"),
            ("a = 1\nb = \u{1e}\n", "2: a control character"),
        ] {
            assert_eq!(faults(text), [fault], "{text:?}");
        }
    }
}
