//! The pictures of an invented week, and of days on which the clocks change.

use super::render::{Axis, WHOLE, Words, bar, beside, csv, json, legend, scale, svg};
use super::tests::{at, berlin, date, entry, file, hours, local, random_entry};
use super::*;
use std::time::Instant;

fn words() -> Words {
    Words {
        present: "present".into(),
        away: "away".into(),
        paused: "paused".into(),
        unknown: "unknown".into(),
        idle: "no input".into(),
        locked: "locked".into(),
        asleep: "asleep".into(),
        said: "you said so".into(),
        microphone: "microphone in use".into(),
        program: "a program asks".into(),
        window: "a window asks".into(),
        ended: "not running".into(),
        accepted: "accepted".into(),
        recorded: "recorded".into(),
        cleared: "cleared by another client".into(),
        untold: "not reported".into(),
        total: "Total".into(),
        weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(Into::into),
        duration: |length| format!("{}:{:02}", length.as_secs() / 3600, length.as_secs() / 60 % 60),
    }
}

/// An invented week with everything in it.
fn week() -> Vec<Day> {
    let mut entries = Vec::new();
    let (idle, locked, recorded) = (Some(Why::Idle), Some(Why::Locked), Some(Portal::Recorded));
    for day in 16..=20 {
        let mut say = |time: &str, state, why, portal| {
            entries.push(Entry { at: local(&format!("2026-11-{day}T{time}")), state, why, portal });
        };
        say("08:51", State::Present, None, None);
        say("10:12", State::Away, idle, Some(Portal::Accepted));
        say("10:31", State::Present, None, None);
        if day == 17 {
            say("11:05", State::Present, Some(Why::Microphone), None);
            say("11:58", State::Present, None, None);
            say("14:00", State::Paused, Some(Why::Said), None);
            say("15:30", State::Present, None, None);
        } else {
            say("12:04", State::Away, locked, recorded);
            say("12:49", State::Present, None, None);
        }
        say("15:40", State::Away, Some(Why::Said), Some(Portal::Cleared));
        say("15:47", State::Present, None, None);
        say("17:38", State::Away, locked, recorded);
        if day == 18 {
            say("20:02", State::Present, None, None);
            say("21:17", State::Away, Some(Why::Asleep), Some(Portal::Untold));
        } else {
            say("18:20", State::Unknown, Some(Why::Ended), None);
        }
    }
    let now = local("2026-11-20T16:05");
    let dates = (16..=22).map(|day| date(&format!("2026-11-{day}")));
    dates.map(|date| day(&entries, date, &berlin(), now)).collect()
}

/// What an SVG's reader would see of its marks: each has to close what it opened.
fn well_formed(svg: &str) {
    let mut open = Vec::new();
    for mark in svg.split('<').skip(1) {
        let (mark, text) = mark.split_once('>').unwrap();
        assert!(!text.contains('>'), "{text}");
        let name = mark.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
        assert_eq!(mark.matches('"').count() % 2, 0, "{mark}");
        if mark.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !mark.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty());
}

#[test]
fn a_line_of_a_day_is_read_without_colours() {
    let days = week();
    let lines: Vec<String> = days[1..6].iter().map(|day| bar(day, 48, false, &words())).collect();
    let expected = [
        "Tue 2026-11-17 ··················██░███████▒▒▒████░░···········  █  6:51 ░  1:08 ▒  1:30 · 14:31",
        "Wed 2026-11-18 ··················██░███░░█████████░░░░░███░░░░░  █  8:51 ░  6:18         ·  8:51",
        "Thu 2026-11-19 ░░░░░░░░░░░░░░░░░░██░███░░█████████░░···········  █  7:36 ░ 10:44         ·  5:40",
        "Fri 2026-11-20 ··················██░███░░███████                 █  6:03 ░  1:11         ·  8:51",
        "Sat 2026-11-21",
    ];
    assert_eq!(lines, expected);
    assert_eq!(lines[0].chars().count(), 48 + beside(&words()));
    assert_eq!(scale(48, &words()), "               0           6          12          18          24");
    assert_eq!(scale(8, &words()), "               0  12  24");
    assert_eq!(scale(4, &words()), "               0  24");
    assert_eq!(legend(false, &words()), "█ present   ░ away   ▒ paused   · unknown");
}

#[test]
fn colours_change_nothing_that_is_said() {
    for day in week() {
        let mut plain = bar(&day, 48, true, &words());
        while let Some(at) = plain.find('\x1b') {
            let end = plain[at..].find('m').unwrap();
            plain.replace_range(at..=at + end, "");
        }
        assert_eq!(plain, bar(&day, 48, false, &words()));
    }
}

#[test]
fn a_bar_is_as_wide_as_was_asked_for() {
    let week = week();
    for width in [1, 2, 7, 24, 61, 200, 1440] {
        let line = bar(&week[0], width, false, &words());
        assert_eq!(line.chars().count(), usize::from(width) + beside(&words()), "{width}");
    }
    for width in [0, u16::MAX] {
        bar(&week[0], width, true, &words());
    }
}

#[test]
fn when_the_clocks_change_every_hour_stays_where_the_clock_on_the_wall_has_it() {
    let cells = |text: &str, spans: [(&str, State); 3]| {
        let entries = spans.map(|(time, state)| entry(at(time), state));
        let day = day(&entries, date(text), &berlin(), local("2026-12-31T00:00"));
        bar(&day, 24, false, &words()).chars().skip(15).take(24).collect::<String>()
    };
    // From 2 to 3 there was no time.
    let spring = [
        ("2026-03-28T23:00:00Z", State::Present),
        ("2026-03-29T01:00:00Z", State::Away),
        ("2026-03-29T10:00:00Z", State::Paused),
    ];
    assert_eq!(cells("2026-03-29", spring), "███░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒");
    // And here it was twice.
    let autumn = [
        ("2026-10-24T22:00:00Z", State::Present),
        ("2026-10-25T00:00:00Z", State::Away),
        ("2026-10-25T11:00:00Z", State::Paused),
    ];
    assert_eq!(cells("2026-10-25", autumn), "██░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒");
    // As at the Troll station, only later in the day: two hours never come, and two come twice.
    let troll = TimeZone::posix("<+00>0<+02>-2,M3.5.0/5,M10.5.0/7").unwrap();
    for (text, odd) in [("2026-03-29", 0..0), ("2026-10-25", 5..7), ("2026-11-16", 0..0)] {
        let day = day(&[], date(text), &troll, local("2026-12-31T00:00"));
        let axis = Axis::of(&day);
        let mut last = 0;
        for minute in (0..27 * 60).step_by(7) {
            let moment = day.begins + SignedDuration::from_mins(minute);
            let wall = troll.to_datetime(moment);
            if wall.date() == day.date && !odd.contains(&wall.hour()) {
                let place = i64::from(axis.place(moment));
                assert_eq!(place, i64::from(wall.hour()) * 3600 + i64::from(wall.minute()) * 60, "{moment}");
            }
            assert!(axis.place(moment) >= last, "{moment}");
            last = axis.place(moment);
        }
        assert_eq!(last, WHOLE);
    }
}

#[test]
fn a_table_has_local_times_with_their_offsets() {
    let table = csv(&week());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "from,to,state,why,portal");
    assert_eq!(lines[1], "2026-11-16T00:00:00+01:00,2026-11-16T08:51:00+01:00,unknown,,");
    assert_eq!(lines[3], "2026-11-16T10:12:00+01:00,2026-11-16T10:31:00+01:00,away,idle,accepted");
    let entries =
        [entry(at("2026-10-25T00:30:00Z"), State::Present), entry(at("2026-10-25T01:30:00Z"), State::Away)];
    let autumn = csv(&[day(&entries, date("2026-10-25"), &berlin(), local("2026-12-31T00:00"))]);
    assert!(autumn.contains("2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00,present"), "{autumn}");
}

#[test]
fn programs_get_stable_keys_and_seconds() {
    let json = json(&week());
    let monday = &json["days"][0];
    assert_eq!((&monday["date"], &monday["seconds"]), (&"2026-11-16".into(), &86_400.into()));
    let totals = serde_json::json!({
        "present_seconds": 27_360, "away_seconds": 6_780, "paused_seconds": 0, "unknown_seconds": 52_260,
    });
    assert_eq!(monday["totals"], totals);
    let span = serde_json::json!({
        "from": "2026-11-16T10:12:00+01:00", "to": "2026-11-16T10:31:00+01:00", "seconds": 1_140,
        "state": "away", "why": "idle", "portal": "accepted",
    });
    assert_eq!(monday["spans"][2], span);
    assert_eq!(json["days"][6]["spans"], serde_json::json!([]));
}

#[test]
fn a_picture_says_under_the_pointer_what_it_shows() {
    let svg = svg(&week(), &words(), "My presence");
    well_formed(&svg);
    for said in [
        "aria-label=\"My presence: present 36:57, away 21:14, paused 1:30, unknown 52:24\"",
        "role=\"img\"",
        "prefers-color-scheme:dark",
        "<title>10:12–10:31 (0:19): away, no input, accepted</title>",
        "<title>15:40–15:47 (0:07): away, you said so, cleared by another client</title>",
        "<title>21:17–24:00 (2:43): away, asleep, not reported</title>",
        ">Mon 2026-11-16</text>",
    ] {
        assert!(svg.contains(said), "{said}");
    }
}

#[test]
fn no_word_becomes_a_part_of_the_picture_itself() {
    let nasty = "</text><script>\"'&\u{1b}]]>";
    let words = Words { away: nasty.into(), total: nasty.into(), locked: nasty.into(), ..words() };
    let svg = svg(&week(), &words, nasty);
    well_formed(&svg);
    assert!(!svg.contains("<script") && !svg.contains('\x1b'));
    assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp; ]]&gt;"));
}

#[test]
fn a_busy_month_is_small_and_quick() {
    let mut rng = fastrand::Rng::with_seed(5);
    let begin = local("2026-11-01T00:00");
    let written: Vec<Entry> = (0..10_000)
        .map(|count| random_entry(&mut rng, begin + SignedDuration::from_secs(count * 259)))
        .collect();
    let text = file(&written);
    let parsing = Instant::now();
    let entries = parse(text.as_bytes());
    let parsed = parsing.elapsed();
    let dividing = Instant::now();
    let now = local("2026-12-01T00:00");
    let month: Vec<Day> = date("2026-11-01")
        .series(jiff::Span::new().days(1))
        .take(30)
        .map(|date| day(&entries, date, &berlin(), now))
        .collect();
    let divided = dividing.elapsed();
    let rendering = Instant::now();
    let (picture, table, tree) = (svg(&month, &words(), "November"), csv(&month), json(&month).to_string());
    let rendered = rendering.elapsed();
    let week_began = Instant::now();
    let week = &month[..7];
    let lines: Vec<String> = week.iter().map(|day| bar(day, 48, true, &words())).collect();
    let seven = svg(week, &words(), "A week");
    let week_took = week_began.elapsed();
    let (file, picture) = (text.len(), picture.len());
    let figures = format!(
        "file {file} B, month: parse {parsed:?}, days {divided:?}, svg {picture} B + csv {} B + json {} B in \
         {rendered:?}; week: bars {} B + svg {} B in {week_took:?}",
        table.len(),
        tree.len(),
        lines.concat().len(),
        seven.len()
    );
    let folder = pictures();
    std::fs::write(folder.join("history-figures.txt"), figures).unwrap();
    assert!(file < 2_000_000 && picture < 2_000_000, "{file} {picture}");
    assert!(month.iter().map(|day| day.spans.len()).sum::<usize>() > 9_000);
    let whole: Duration = month.iter().map(|day| day.totals.present + day.totals.away).sum();
    assert!(whole > hours(24));
}

fn pictures() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_week_is_drawn_where_one_can_look_at_it() {
    let days = week();
    let mut lines = vec![scale(48, &words())];
    lines.extend(days.iter().map(|day| bar(day, 48, true, &words())));
    lines.push(legend(true, &words()));
    let folder = pictures();
    std::fs::write(folder.join("history.txt"), lines.join("\n") + "\n").unwrap();
    let picture = svg(&days, &words(), "My presence, 16–22 November 2026");
    std::fs::write(folder.join("history.svg"), picture).unwrap();
}
