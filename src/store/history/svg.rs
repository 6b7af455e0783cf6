//! A picture of days for a browser: told apart by shape and pattern as well as by colour, in light and in dark.

use super::render::{Axis, WHOLE, Words};
use super::{Day, Span, State, Totals};
use jiff::Timestamp;
use std::fmt::Write;

/// All in pixels: where the hours begin and how far they reach, the first row, a row, and a bar within it.
const LEFT: f64 = 146.0;
const HOURS: f64 = 600.0;
const TOP: f64 = 96.0;
const ROW: f64 = 30.0;
const BAR: f64 = 18.0;
/// The room for a total.
const COLUMN: f64 = 62.0;
const WIDTH: f64 = LEFT + HOURS + 4.0 * COLUMN + 22.0;

const STYLE: &str = "\
.away24{color-scheme:light dark;font:13px system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}\
.away24 text{fill:#1f2328}.away24 .h{font-size:17px;font-weight:600}.away24 .f{fill:#59636e;font-size:12px}\
.away24 .e{text-anchor:end}.away24 .m{text-anchor:middle}.away24 .b{font-weight:600}\
.away24 .paper{fill:#fff}.away24 .s{stroke:#fff}.away24 .g{stroke:#d1d9e0}\
@media(prefers-color-scheme:dark){.away24 text{fill:#e6edf3}.away24 .f{fill:#9198a1}\
.away24 .paper{fill:#16191d}.away24 .s{stroke:#16191d}\
.away24 .g{stroke:#3d444d}.away24 rect[fill='#c8ccd0']{opacity:.5}}";

/// One row a day, the hours from left to right, the totals at the end; a span says what it was under the pointer.
pub fn svg(days: &[Day], words: &Words, title: &str) -> String {
    let mut sum = Totals::default();
    for (day, state) in days.iter().flat_map(|day| State::ALL.map(|state| (day, state))) {
        sum.add(state, day.totals.of(state));
    }
    let rows = days.iter().fold(0.0, |rows, _| rows + 1.0);
    let bottom = TOP + ROW * rows;
    let height = bottom + ROW + 14.0;
    let mut out = String::new();
    open(&mut out, height, &label(&sum, words, title));
    put(&mut out, format_args!("<text class=\"h\" x=\"20\" y=\"32\">{}</text>", escaped(title)));
    legend(&mut out, words);
    hours(&mut out, bottom);
    let mut y = TOP;
    for day in days {
        row(&mut out, day, y, words);
        y += ROW;
    }
    put(&mut out, format_args!("<path class=\"g\" fill=\"none\" d=\"M20 {bottom}H{}\"/>", WIDTH - 20.0));
    put(
        &mut out,
        format_args!("<text class=\"b\" x=\"20\" y=\"{}\">{}</text>", bottom + 21.0, escaped(&words.total)),
    );
    totals(&mut out, &sum, bottom + 21.0, " b", words);
    out.push_str("</svg>\n");
    out
}

/// Writing to a text cannot fail.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

/// The picture for those who do not see it.
fn label(sum: &Totals, words: &Words, title: &str) -> String {
    let totals =
        State::ALL.map(|state| format!("{} {}", words.state(state), (words.duration)(sum.of(state))));
    format!("{title}: {}", totals.join(", "))
}

fn open(out: &mut String, height: f64, label: &str) {
    put(
        out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"away24\" role=\"img\" aria-label=\"{}\" \
             viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             style=\"max-width:100%;height:auto\">\n<style>{STYLE}</style>\n\
             <defs><pattern id=\"away24-away\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path fill=\"#e07a00\" d=\"M0 0h6v6H0z\"/>\
             <path class=\"s\" stroke-width=\"2\" d=\"M1 0v6\"/></pattern></defs>\n\
             <rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n",
            escaped(label)
        ),
    );
}

/// Present is full, away is striped, paused is half as high, unknown a line.
fn shape(out: &mut String, state: State, x: f64, width: f64, middle: f64) {
    let (fill, height) = match state {
        State::Present => ("#168f46", BAR),
        State::Away => ("url(#away24-away)", BAR),
        State::Paused => ("#56708a", BAR / 2.0),
        State::Unknown => ("#c8ccd0", 3.0),
    };
    put(
        out,
        format_args!(
            "<rect fill=\"{fill}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{height}\"",
            rounded(x),
            middle - height / 2.0,
            rounded(width)
        ),
    );
}

/// A hundredth of a pixel is seen by nobody.
fn rounded(pixels: f64) -> f64 {
    (pixels * 100.0).round() / 100.0
}

fn legend(out: &mut String, words: &Words) {
    let mut x = 20.0;
    for state in State::ALL {
        let word = words.state(state);
        shape(out, state, x, 26.0, 54.0);
        put(out, format_args!("/><text x=\"{}\" y=\"58.5\">{}</text>\n", x + 33.0, escaped(word)));
        // Wider than the text is in any usual font: nobody can measure it here.
        x += word.chars().fold(60.0, |width, letter| width + if letter < '\u{1100}' { 8.0 } else { 13.0 });
    }
}

fn hours(out: &mut String, bottom: f64) {
    for hour in (0..=24_u32).step_by(2) {
        let x = LEFT + f64::from(hour) * HOURS / 24.0;
        let from = TOP - 4.0;
        put(
            out,
            format_args!(
                "<path class=\"g\" d=\"M{x} {from}V{bottom}\"/>\
                 <text class=\"f m\" x=\"{x}\" y=\"{}\">{hour}</text>\n",
                TOP - 9.0
            ),
        );
    }
    for (state, x) in columns() {
        shape(out, state, x - 26.0, 26.0, TOP - 13.0);
        out.push_str("/>\n");
    }
}

/// Where the totals end.
fn columns() -> [(State, f64); 4] {
    let mut x = LEFT + HOURS;
    State::ALL.map(|state| {
        x += COLUMN;
        (state, x)
    })
}

fn totals(out: &mut String, totals: &Totals, y: f64, class: &str, words: &Words) {
    for (state, x) in columns() {
        let total = totals.of(state);
        let (class, length) =
            if total.is_zero() { (" f", "–".to_owned()) } else { (class, (words.duration)(total)) };
        let length = escaped(&length);
        put(out, format_args!("<text class=\"e{class}\" x=\"{x}\" y=\"{y}\">{length}</text>"));
    }
    out.push('\n');
}

fn row(out: &mut String, day: &Day, y: f64, words: &Words) {
    let axis = Axis::of(day);
    let middle = y + ROW / 2.0;
    let date = escaped(&words.date(day));
    put(out, format_args!("<text x=\"20\" y=\"{}\">{date}</text>\n", middle + 4.5));
    let x = |at: Timestamp| LEFT + f64::from(axis.place(at)) * HOURS / f64::from(WHOLE);
    for span in &day.spans {
        let (from, to) = (x(span.from), x(span.to));
        shape(out, span.state, from, to - from, middle);
        put(out, format_args!("><title>{}</title></rect>\n", escaped(&sentence(day, span, words))));
    }
    totals(out, &day.totals, middle + 4.5, "", words);
}

/// "09:12–10:05 (0:53): away, locked, accepted"
fn sentence(day: &Day, span: &Span, words: &Words) -> String {
    let mut text = format!(
        "{}–{} ({}): {}",
        time(day, span.from),
        time(day, span.to),
        (words.duration)(span.length()),
        words.state(span.state)
    );
    let why = span.why.map(|why| words.why(why));
    let portal = span.portal.map(|portal| words.portal(portal));
    for more in why.into_iter().chain(portal) {
        text.push_str(", ");
        text.push_str(more);
    }
    text
}

fn time(day: &Day, at: Timestamp) -> String {
    if at == day.ends {
        return "24:00".into();
    }
    let time = day.zone.to_datetime(at);
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Text that is nothing but text, between tags and within quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML has no place for these, not even escaped.
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
