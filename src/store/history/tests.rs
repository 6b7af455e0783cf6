//! What is written comes back, whatever happened to the file; and a day is whole, whatever happened in it.

use super::*;
use crate::store::fs::faulty::Faulty;

pub(super) fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A local time in Berlin.
pub(super) fn local(text: &str) -> Timestamp {
    let local: jiff::civil::DateTime = text.parse().unwrap();
    local.to_zoned(berlin()).unwrap().timestamp()
}

pub(super) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn entry(at: Timestamp, state: State) -> Entry {
    Entry { at, state, why: None, portal: None }
}

pub(super) fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3600)
}

pub(super) fn random_entry(rng: &mut fastrand::Rng, at: Timestamp) -> Entry {
    Entry {
        at,
        state: rng.choice(State::ALL).unwrap(),
        why: rng.bool().then(|| rng.choice(Why::ALL).unwrap()),
        portal: rng.bool().then(|| rng.choice(Portal::ALL).unwrap()),
    }
}

/// As they are written: each some time after the one before, and some dated back.
fn random_entries(rng: &mut fastrand::Rng, begin: Timestamp, count: usize, apart: i64) -> Vec<Entry> {
    let mut now = begin;
    let mut entries = Vec::new();
    for _ in 0..count {
        now += SignedDuration::from_secs(rng.i64(0..=apart));
        let back = if rng.u8(0..4) == 0 { rng.i64(0..=apart * 3) } else { 0 };
        entries.push(random_entry(rng, now - SignedDuration::from_secs(back)));
    }
    entries
}

pub(super) fn file(entries: &[Entry]) -> String {
    entries.iter().map(|entry| line(entry) + "\n").collect()
}

// ---- lines ----

#[test]
fn a_line_is_as_documented_and_comes_back() {
    let text = r#"{"at":"2026-11-21T12:04:00Z","state":"away","why":"locked","portal":"accepted"}"#;
    let away = Entry {
        at: at("2026-11-21T12:04:00Z"),
        state: State::Away,
        why: Some(Why::Locked),
        portal: Some(Portal::Accepted),
    };
    assert_eq!((line(&away).as_str(), parse(text.as_bytes())), (text, vec![away]));
    let bare = entry(at("2026-11-21T12:04:00.9Z"), State::Present);
    assert_eq!(line(&bare), r#"{"at":"2026-11-21T12:04:00Z","state":"present"}"#);
    let mut rng = fastrand::Rng::with_seed(1);
    for second in 0..1000 {
        let entry = random_entry(&mut rng, Timestamp::from_second(second * 86_399).unwrap());
        assert_eq!(parse(line(&entry).as_bytes()), [entry]);
    }
}

#[test]
fn a_damaged_line_costs_what_it_said_and_nothing_else() {
    let whole = |hour: i64| file(&[entry(Timestamp::from_second(hour * 3600).unwrap(), State::Present)]);
    for damage in [
        &b"\n"[..],
        b"{\n",
        b"null\n[]\n7\n\"away\"\n",
        b"\xff\xfe\x80\n",
        b"{\"at\":\"1970-01-01T02:00:00Z\",\"state\":\"aw\xffay\"}\n",
        b"\0\0\0\0\0\0\n",
        b"{\"at\":\"yesterday\",\"state\":\"away\"}\n",
        b"{\"at\":\"1970-01-01T02:00:00Z\"}\n",
        b"{\"at\":7,\"state\":\"away\"}\n",
        b"{\"at\":\"1970-01-01T02:00:00Z\",\"state\":\"away\"}{\"at\":\n",
        b"{\"at\":\"1970-01-01T02:00:00Z\",\"sta\n",
    ] {
        let bytes = [whole(1).as_bytes(), damage, whole(3).as_bytes(), damage.trim_ascii_end()].concat();
        let times: Vec<i64> = parse(&bytes).iter().map(|entry| entry.at.as_second()).collect();
        assert_eq!(times, [3600, 3 * 3600], "{}", damage.escape_ascii());
    }
}

#[test]
fn any_bytes_are_a_history_and_whole_lines_among_them_survive() {
    let mut rng = fastrand::Rng::with_seed(2);
    for _ in 0..300 {
        let whole = random_entries(&mut rng, at("2026-11-16T00:00:00Z"), 20, 3600);
        let mut bytes = Vec::new();
        for entry in &whole {
            let mut rubbish: Vec<u8> = (0..rng.usize(0..30)).map(|_| rng.u8(..)).collect();
            rubbish.push(b'\n');
            bytes.extend([rubbish, line(entry).into_bytes(), b"\n".to_vec()].concat());
        }
        assert_eq!(parse(&bytes), parse(file(&whole).as_bytes()));
        bytes.truncate(rng.usize(..bytes.len()));
        parse(&bytes);
    }
}

#[test]
fn what_a_later_version_writes_is_read_as_far_as_it_is_known() {
    let text = r#"{"v":2,"at":"2026-11-21T12:04:00Z","state":"away","why":"lunch","portal":{"a":1},"who":["x"]}
                  {"at":"2026-11-21T12:05:00Z","state":"levitating"}"#;
    let read = parse(text.as_bytes());
    assert_eq!(read[0], entry(at("2026-11-21T12:04:00Z"), State::Away));
    assert_eq!(read[1].state, State::Unknown, "it is not the state before, in any case");
}

#[test]
fn of_any_moment_the_last_line_about_it_is_believed() {
    let mut rng = fastrand::Rng::with_seed(3);
    for _ in 0..200 {
        let begin = at("2026-11-16T00:00:00Z");
        let written = random_entries(&mut rng, begin, 40, 7200);
        let read = parse(file(&written).as_bytes());
        assert!(read.windows(2).all(|pair| pair[0].at < pair[1].at), "in the order of time");
        for _ in 0..100 {
            let moment = begin + SignedDuration::from_secs(rng.i64(-9000..300_000));
            let believed = written.iter().rfind(|entry| entry.at <= moment);
            let holds = read.iter().rfind(|entry| entry.at <= moment);
            assert_eq!(holds, believed, "at {moment}");
        }
    }
}

#[test]
fn a_clock_that_was_wrong_for_a_while_erases_nothing() {
    let lines =
        ["2026-11-16T08:00:00Z", "1970-01-01T00:00:09Z", "2026-11-16T08:10:00Z", "2031-01-01T00:00:00Z"];
    let mut written: Vec<Entry> = lines.map(|time| entry(at(time), State::Present)).to_vec();
    written.push(entry(at("2026-11-16T12:00:00Z"), State::Away));
    written.push(entry(at("2026-11-16T11:00:00Z"), State::Away));
    let mut expected: Vec<Timestamp> = written.iter().map(|entry| entry.at).collect();
    expected.retain(|moment| *moment != at("2026-11-16T12:00:00Z"));
    expected.sort_unstable();
    let read: Vec<Timestamp> = parse(file(&written).as_bytes()).iter().map(|entry| entry.at).collect();
    assert_eq!(read, expected);
}

// ---- days ----

#[test]
fn an_away_that_was_noticed_at_the_threshold_is_dated_back() {
    let written = [
        entry(local("2026-11-16T09:00"), State::Present),
        Entry { why: Some(Why::Microphone), ..entry(local("2026-11-16T10:05"), State::Present) },
        Entry { why: Some(Why::Idle), ..entry(local("2026-11-16T10:00"), State::Away) },
    ];
    let day =
        day(&parse(file(&written).as_bytes()), date("2026-11-16"), &berlin(), local("2026-11-16T12:00"));
    let states: Vec<State> = day.spans.iter().map(|span| span.state).collect();
    assert_eq!(states, [State::Unknown, State::Present, State::Away]);
    let Totals { present, away, unknown, .. } = day.totals;
    assert_eq!((unknown, present, away), (hours(9), hours(1), hours(2)));
}

#[test]
fn nothing_is_said_of_what_is_still_to_come_nor_of_a_time_before_the_first_entry() {
    let entries = [entry(local("2026-11-16T09:00"), State::Present)];
    let of = |text| day(&entries, date(text), &berlin(), local("2026-11-16T12:00"));
    assert_eq!(of("2026-11-15").totals, Totals { unknown: hours(24), ..Totals::default() });
    assert_eq!(of("2026-11-16").spans.last().unwrap().to, local("2026-11-16T12:00"));
    assert_eq!(of("2026-11-17").spans, []);
    let ahead = [entry(local("2026-11-16T13:00"), State::Away)];
    let day = day(&ahead, date("2026-11-16"), &berlin(), local("2026-11-16T12:00"));
    assert_eq!(day.totals, Totals { unknown: hours(12), ..Totals::default() });
}

#[test]
fn a_day_begins_with_what_held_the_evening_before() {
    let away = Entry { why: Some(Why::Asleep), ..entry(local("2026-11-14T18:00"), State::Away) };
    let day = day(&[away], date("2026-11-16"), &berlin(), local("2026-11-20T12:00"));
    let span = Span {
        from: local("2026-11-16T00:00"),
        to: local("2026-11-17T00:00"),
        state: State::Away,
        why: Some(Why::Asleep),
        portal: None,
    };
    assert_eq!(day.spans, [span]);
}

#[test]
fn what_is_said_twice_is_one_span() {
    let entries: Vec<Entry> = ["09:00", "09:30", "10:00"]
        .map(|time| entry(local(&format!("2026-11-16T{time}")), State::Present))
        .into();
    assert_eq!(day(&entries, date("2026-11-16"), &berlin(), local("2026-11-18T00:00")).spans.len(), 2);
}

#[test]
fn days_on_which_the_clocks_change_have_23_or_25_hours() {
    let entries = [entry(local("2026-01-01T00:00"), State::Present)];
    let length = |text| day(&entries, date(text), &berlin(), local("2026-12-31T00:00")).totals.present;
    assert_eq!(length("2026-03-28"), hours(24));
    assert_eq!(length("2026-03-29"), hours(23));
    assert_eq!(length("2026-10-25"), hours(25));
    // Midnight never comes there: the clocks go from 0 to 1.
    let beirut = TimeZone::posix("EET-2EEST,M3.5.0/0,M10.5.0/0").unwrap();
    let day = day(&entries, date("2026-03-29"), &beirut, local("2026-12-31T00:00"));
    assert_eq!((day.begins, day.totals.present), (at("2026-03-28T22:00:00Z"), hours(23)));
}

#[test]
fn random_days_are_whole() {
    let zones = [
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "EET-2EEST,M3.5.0/0,M10.5.0/0",
        "UTC0",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    ];
    let mut rng = fastrand::Rng::with_seed(4);
    for _ in 0..500 {
        let zone = TimeZone::posix(rng.choice(zones).unwrap()).unwrap();
        let begin = at("2026-01-01T00:00:00Z") + SignedDuration::from_hours(rng.i64(0..8000));
        let written = random_entries(&mut rng, begin, 60, 7200);
        let entries = parse(file(&written).as_bytes());
        let now = begin + SignedDuration::from_secs(rng.i64(0..500_000));
        let first = zone.to_datetime(begin).date().yesterday().unwrap();
        let mut last_end = None;
        for date in first.series(jiff::Span::new().days(1)).take(8) {
            let day = day(&entries, date, &zone, now);
            let end = day.ends.min(now).max(day.begins);
            assert!(last_end.is_none_or(|last| last == day.begins), "no time between two days");
            last_end = Some(day.ends);
            let mut reached = day.begins;
            for span in &day.spans {
                assert!(span.from == reached && span.to > span.from, "{date}: {span:?}");
                let believed = written.iter().rfind(|entry| entry.at <= span.from);
                assert_eq!(span.state, believed.map_or(State::Unknown, |entry| entry.state));
                reached = span.to;
            }
            assert_eq!(reached, end, "{date} reaches until now, or its end");
            let total: Duration = State::ALL.map(|state| day.totals.of(state)).iter().sum();
            assert_eq!(total, between(day.begins, end));
        }
    }
}

// ---- the file ----

struct Desk {
    folder: tempfile::TempDir,
    history: Option<History>,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), history: None }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("history.jsonl")
    }

    fn start(&mut self, keep_days: u32, now: &str) {
        let (history, outcome) = History::open(&self.path(), keep_days, &local(now).to_zoned(berlin()));
        outcome.unwrap();
        self.history = Some(history);
    }

    fn add(&mut self, state: State, now: &str) {
        let now = local(now);
        self.history.as_mut().unwrap().add(&entry(now, state), &now.to_zoned(berlin())).unwrap();
    }

    /// When the agent last wrote, or was seen alive.
    fn touched(&self, when: &str) {
        let file = std::fs::OpenOptions::new().append(true).open(self.path()).unwrap();
        file.set_modified(local(when).into()).unwrap();
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    fn says(&self) -> Vec<(String, State)> {
        let said = |entry: Entry| (berlin().to_datetime(entry.at).to_string(), entry.state);
        parse(&std::fs::read(self.path()).unwrap()).into_iter().map(said).collect()
    }
}

#[test]
fn what_is_added_is_in_a_file_of_ones_own_and_what_is_said_already_is_not_added() {
    let mut desk = Desk::new();
    desk.start(30, "2026-11-16T09:00");
    assert!(!desk.path().exists(), "no word, no file");
    desk.add(State::Present, "2026-11-16T09:00");
    desk.add(State::Present, "2026-11-16T09:30");
    desk.add(State::Away, "2026-11-16T10:00");
    let earlier = local("2026-11-16T09:50");
    desk.history.as_mut().unwrap().add(&entry(earlier, State::Away), &earlier.to_zoned(berlin())).unwrap();
    assert_eq!(desk.text().lines().count(), 3, "the same, but since earlier, is news");
    let said = [("2026-11-16T09:00:00".into(), State::Present), ("2026-11-16T09:50:00".into(), State::Away)];
    assert_eq!(desk.says(), said);
    assert!(fs::is_private(&desk.path()));
}

#[test]
fn what_follows_half_a_line_begins_a_new_one() {
    let mut desk = Desk::new();
    for half in [
        &b"{\"at\":\"2026-11-16T08"[..],
        b"\0\0\0",
        b"{\"at\":\"2026-11-16T08:00:00Z\",\"state\":\"unknown\"}",
    ] {
        std::fs::write(desk.path(), half).unwrap();
        desk.history = Some(History {
            path: desk.path(),
            keep_days: 30,
            last: None,
            tidied: Some(date("2026-11-16")),
            alive: Timestamp::MIN,
        });
        desk.add(State::Present, "2026-11-16T10:00");
        assert_eq!(desk.says().last().unwrap(), &("2026-11-16T10:00:00".into(), State::Present));
        assert!(desk.text().as_bytes().starts_with(half));
    }
}

#[test]
fn an_agent_that_was_killed_was_there_until_its_last_sign_of_life() {
    let mut desk = Desk::new();
    desk.start(30, "2026-11-16T09:00");
    desk.add(State::Present, "2026-11-16T09:00");
    desk.touched("2026-11-16T09:00");
    desk.history.as_mut().unwrap().alive(local("2026-11-16T11:59")).unwrap();
    desk.history.as_mut().unwrap().alive(local("2026-11-16T11:59:30")).unwrap();
    desk.start(30, "2026-11-16T15:00");
    desk.add(State::Present, "2026-11-16T15:00");
    let said = |time: &str, state| (format!("2026-11-16T{time}:00"), state);
    let expected =
        [said("09:00", State::Present), said("11:59", State::Unknown), said("15:00", State::Present)];
    assert_eq!(desk.says(), expected);
    desk.add(State::Unknown, "2026-11-16T16:00");
    desk.touched("2026-11-16T16:30");
    let before = desk.text();
    desk.start(30, "2026-11-16T17:00");
    assert_eq!(desk.text(), before, "an agent that said goodbye is believed");
}

#[test]
fn a_file_that_was_removed_is_made_again_only_when_there_is_something_to_say() {
    let mut desk = Desk::new();
    desk.start(30, "2026-11-16T09:00");
    desk.add(State::Present, "2026-11-16T09:00");
    std::fs::remove_file(desk.path()).unwrap();
    desk.history.as_mut().unwrap().alive(local("2026-11-16T10:00")).unwrap();
    assert!(!desk.path().exists());
    desk.add(State::Away, "2026-11-16T11:00");
    assert_eq!(desk.says(), [("2026-11-16T11:00:00".into(), State::Away)]);
}

#[test]
fn what_is_too_old_goes_but_the_first_day_stays_whole() {
    let mut desk = Desk::new();
    let old = [
        entry(local("2026-11-01T08:00"), State::Present),
        entry(local("2026-11-12T18:00"), State::Away),
        entry(local("2026-11-14T09:00"), State::Present),
    ];
    let strange = "{\"at\":\"2026-11-14T17:00:00Z\",\"state\":\"unknown\",\"new_key\":7}\n";
    std::fs::write(desk.path(), file(&old) + "rubbish\n" + strange).unwrap();
    desk.start(2, "2026-11-15T12:00");
    let lines = file(&old[1..]) + strange;
    assert_eq!(desk.text(), lines, "keys of a later version stay");
    let first = day(&parse(lines.as_bytes()), date("2026-11-13"), &berlin(), local("2026-11-15T12:00"));
    assert_eq!(first.totals, Totals { away: hours(24), ..Totals::default() });

    desk.add(State::Present, "2026-11-15T13:00");
    assert_eq!(desk.says().len(), 4, "the same day nothing is dropped");
    desk.add(State::Present, "2026-11-16T00:01");
    assert_eq!(desk.says().len(), 4, "what held on the 14th is still needed");
    desk.add(State::Away, "2026-11-17T08:00");
    assert_eq!(desk.says()[0].0, "2026-11-14T18:00:00", "17:00 UTC");
    assert!(fs::is_private(&desk.path()));
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 1, "nothing else is left behind");
}

#[test]
fn power_lost_at_any_step_of_dropping_old_entries_leaves_the_old_history_or_the_new_one() {
    let path = Path::new("/state/history.jsonl");
    let entries = [
        entry(local("2026-11-01T08:00"), State::Present),
        entry(local("2026-11-12T18:00"), State::Away),
        entry(local("2026-11-14T09:00"), State::Present),
    ];
    let (old, kept) = (file(&entries), file(&entries[1..]));
    let now = local("2026-11-15T12:00").to_zoned(berlin());
    let drop_old = |disk: &mut Faulty| drop_old_entries(disk, path, 2, &now);
    let losses = Faulty::with(&[(path, old.as_bytes())]).lose_power_at_every_step(drop_old, |found, done| {
        let text = String::from_utf8(found.read(path).unwrap()).unwrap();
        assert!(text == kept || (text == old && !done), "{text:?}, done: {done}");
        let mut next = found.clone();
        drop_old(&mut next).unwrap();
        assert_eq!(next.read(path).unwrap(), kept.as_bytes());
    });
    assert!(losses > 20, "{losses}");
}

#[test]
fn who_keeps_nothing_has_no_file() {
    let mut desk = Desk::new();
    std::fs::write(desk.path(), file(&[entry(local("2026-11-16T08:00"), State::Present)])).unwrap();
    std::fs::write(desk.folder.path().join(".history-4711.new"), "half").unwrap();
    desk.start(0, "2026-11-16T09:00");
    desk.add(State::Away, "2026-11-16T10:00");
    desk.history.as_mut().unwrap().alive(local("2026-11-16T11:00")).unwrap();
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_history_of_any_length_can_be_asked_for() {
    let mut desk = Desk::new();
    std::fs::write(desk.path(), file(&[entry(local("1990-11-16T08:00"), State::Unknown)])).unwrap();
    desk.start(u32::MAX, "2026-11-16T09:00");
    assert_eq!(desk.says().len(), 1);
}

#[test]
fn a_folder_that_is_gone_is_an_error_and_nothing_more() {
    let now = local("2026-11-16T09:00").to_zoned(berlin());
    let (mut history, outcome) = History::open(Path::new("/nowhere/history.jsonl"), 30, &now);
    assert!(outcome.is_ok());
    assert!(history.add(&entry(now.timestamp(), State::Present), &now).is_err());
    assert_eq!(history.last, None, "it is tried again");
}

#[test]
fn an_earlier_run_had_ended_a_minute_after_its_last_sign_of_life_at_the_latest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history");
    assert_eq!(ran_until(&path), None, "there was none");
    let alive: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
    File::create(&path).unwrap().set_modified(alive.into()).unwrap();
    assert_eq!(ran_until(&path), Some("2026-11-21T12:01:00Z".parse().unwrap()));
}
