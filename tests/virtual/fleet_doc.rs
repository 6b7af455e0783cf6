//! What `docs/fleet.md` says, and its picture, made from the simulation; and that both are what it makes.
//! `AWAY24_WRITE_DOCS=1 cargo test --test virtual fleet_doc` writes them.

use crate::fleet::{Measured, Reading, Scenario, limit, worst};
use crate::integration;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const READINGS: [(Reading, &str, &str); 3] = [
    (Reading::Free, "(a) refused requests cost nothing", "#2f6fb3"),
    (Reading::Fills, "(b) they fill the bucket", "#c2561c"),
    (Reading::Counts, "(b) they are counted without a lid", "#7a3f9d"),
];

/// One line of a table.
struct Row {
    n: usize,
    reading: Reading,
    measured: Measured,
}

fn rows(scenario: Scenario, sizes: &[usize]) -> Vec<Row> {
    let of =
        |n: usize| READINGS.map(|(reading, ..)| Row { n, reading, measured: worst(scenario, n, reading) });
    sizes.iter().flat_map(|n| of(*n)).collect()
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| agents | reading | half heard after | 99 % | all | times the limit | requests each |\n\
         |---:|---|---:|---:|---:|---:|---:|\n",
    );
    for Row { n, reading, measured } in rows {
        let name = READINGS.iter().find(|(known, ..)| known == reading).unwrap().1;
        let times = if *n > 50 { format!("{:.2}", measured.last() / limit(*n)) } else { "-".into() };
        writeln!(
            text,
            "| {n} | {name} | {:.0} s | {:.0} s | {:.0} s | {times} | {:.2} |",
            measured.after(0.5),
            measured.after(0.99),
            measured.last(),
            measured.per_agent()
        )
        .unwrap();
    }
    text
}

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 240.0;
const TOP: f64 = 50.0;
/// Where the time ends, in multiples of what the bucket alone would need.
const MOST: u32 = 8;

/// Settled agents over time, in two panels: time in multiples of what the bucket alone would need.
fn picture(rows: &[Row]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 920 370\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"920\" height=\"370\" fill=\"#fff\"/>\n",
    );
    for (at, n) in [1_000, 10_000].into_iter().enumerate() {
        let panel = Panel { n, left: 60.0 + at as f64 * 450.0 };
        panel.axes(&mut svg).unwrap();
        for row in rows.iter().filter(|row| row.n == n) {
            panel.curve(row, &mut svg).unwrap();
        }
        panel.caption(&mut svg).unwrap();
    }
    legend(&mut svg).unwrap();
    svg + "</svg>\n"
}

/// One size of a fleet.
struct Panel {
    n: usize,
    left: f64,
}

impl Panel {
    fn x(&self, times: f64) -> f64 {
        self.left + WIDTH * times / f64::from(MOST)
    }

    fn y(share: f64) -> f64 {
        TOP + HEIGHT * (1.0 - share)
    }

    /// The title, the grid, and the line of the bucket's own limit.
    fn axes(&self, svg: &mut String) -> std::fmt::Result {
        let (n, left) = (self.n, self.left);
        writeln!(
            svg,
            "<text x=\"{left}\" y=\"{:.0}\" font-size=\"14\">{n} agents come back at once</text>",
            TOP - 16.0
        )?;
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            writeln!(
                svg,
                "<path d=\"M{left} {0:.1}H{1:.1}\" stroke=\"#ddd\"/><text x=\"{2:.1}\" y=\"{3:.1}\" text-anchor=\"end\" fill=\"#555\">{4:.0} %</text>",
                Self::y(share),
                left + WIDTH,
                left - 6.0,
                Self::y(share) + 4.0,
                share * 100.0
            )?;
        }
        for times in 0..=MOST {
            writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">{times}</text>",
                self.x(f64::from(times)),
                TOP + HEIGHT + 18.0
            )?;
        }
        for (times, name) in [(1.5, "1.5"), (4.0, "4")] {
            writeln!(
                svg,
                "<path d=\"M{0:.1} {TOP}V{1:.1}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/><text x=\"{2:.1}\" y=\"{3:.1}\" fill=\"#777\">{name} x</text>",
                self.x(times),
                TOP + HEIGHT,
                self.x(times) + 4.0,
                TOP + 12.0
            )?;
        }
        let held = 50.0 / n as f64;
        writeln!(
            svg,
            "<path d=\"M{0:.1} {1:.1}V{2:.1}L{3:.1} {4:.1}\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.5\"/>",
            self.x(0.0),
            Self::y(0.0),
            Self::y(held),
            self.x(1.0),
            Self::y(1.0)
        )
    }

    fn curve(&self, Row { n, reading, measured }: &Row, svg: &mut String) -> std::fmt::Result {
        let (_, _, colour) = READINGS.iter().find(|(known, ..)| known == reading).unwrap();
        let mut path = format!("M{:.1} {:.1}", self.x(0.0), Self::y(0.0));
        let points = 100_u32;
        for point in 1..=points {
            let share = f64::from(point) / f64::from(points);
            let at = if point == points { measured.last() } else { measured.after(share) };
            write!(path, "L{:.1} {:.1}", self.x(at / limit(*n)), Self::y(share))?;
        }
        writeln!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>")
    }

    fn caption(&self, svg: &mut String) -> std::fmt::Result {
        writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">time, in multiples of the bucket's own limit ({:.0} s)</text>",
            self.left + WIDTH / 2.0,
            TOP + HEIGHT + 36.0,
            limit(self.n)
        )
    }
}

fn legend(svg: &mut String) -> std::fmt::Result {
    let mut left = 60.0;
    for (name, colour, space) in [("the bucket's own limit", "#222", 178.0)].into_iter().chain(
        READINGS.map(|(_, name, colour)| (name, colour, if colour == "#2f6fb3" { 238.0 } else { 182.0 })),
    ) {
        writeln!(
            svg,
            "<path d=\"M{left} 350h22\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{:.0}\" y=\"354\">{name}</text>",
            left + 28.0
        )?;
        left += space;
    }
    Ok(())
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

#[test]
fn the_document_says_what_the_simulation_measures() {
    let returning = rows(Scenario::AllReturn, &[1, 20, 60, 100, 300, 1_000, 3_000, 10_000]);
    let tables = [
        ("all-return", table(&returning)),
        ("network-returns", table(&rows(Scenario::NetworkReturns, &[20, 1_000, 10_000]))),
        ("portal-restarts", table(&rows(Scenario::PortalRestarts, &[20, 1_000, 10_000]))),
        ("one-misbehaves", table(&rows(Scenario::OneMisbehaves, &[20, 1_000]))),
        ("integration", integration::table()),
    ];
    let document = std::fs::read_to_string(docs().join("fleet.md")).unwrap();
    let mut expected = document.clone();
    for (name, table) in tables {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let before = expected.split(&begin).next().unwrap().to_owned();
        let after = expected.split(&end).nth(1).expect("the table's place").to_owned();
        expected = before + &begin + &table + &end + &after;
    }
    let picture = picture(&returning);
    if std::env::var_os("AWAY24_WRITE_DOCS").is_some() {
        std::fs::write(docs().join("fleet.md"), expected).unwrap();
        std::fs::write(docs().join("fleet.svg"), picture).unwrap();
        return;
    }
    assert!(expected == document, "docs/fleet.md is out of date: see the first lines of this file");
    let committed = std::fs::read_to_string(docs().join("fleet.svg")).unwrap();
    assert!(committed == picture, "docs/fleet.svg is out of date");
}
