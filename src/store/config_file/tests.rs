use super::*;
use crate::store::fs::faulty::Faulty;

const PATH: &str = "/home/anna/.config/away24/config.toml";
const SETTING: Setting = Setting::Threshold(Duration::from_secs(600));
const OLD: &str = "# mine\nthreshold = \"5m\" # short\n";
const NEW: &str = "# mine\nthreshold = \"10m\" # short\n";

fn text(disk: &Faulty) -> Option<String> {
    disk.read(Path::new(PATH)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn power_lost_at_any_step_of_a_change_leaves_the_old_configuration_or_the_new_one() {
    let path = Path::new(PATH);
    let change = |disk: &mut Faulty| change_on(disk, path, SETTING);
    let losses =
        Faulty::with(&[(path, OLD.as_bytes())]).lose_power_at_every_step(change, |found, changed| {
            let found_text = text(found);
            let old = found_text.as_deref() == Some(OLD) && !changed;
            assert!(old || found_text.as_deref() == Some(NEW), "{found_text:?}, changed: {changed}");
            // What was left behind is in nobody's way.
            let mut next = found.clone();
            change(&mut next).unwrap();
            assert_eq!(text(&next).as_deref(), Some(NEW));
        });
    assert!(losses > 20, "{losses}");
}

#[test]
fn power_lost_at_any_step_of_the_first_change_leaves_the_whole_configuration_or_none() {
    let path = Path::new(PATH);
    let change = |disk: &mut Faulty| change_on(disk, path, SETTING);
    let home = Faulty::with_folder(Path::new("/home/anna"));
    let losses = home.lose_power_at_every_step(change, |found, changed| {
        let found_text = text(found);
        let none = found_text.is_none() && !changed;
        assert!(none || found_text.as_deref() == Some("threshold = \"10m\"\n"), "{found_text:?}");
        change(&mut found.clone()).unwrap();
    });
    assert!(losses > 20, "{losses}");
}
