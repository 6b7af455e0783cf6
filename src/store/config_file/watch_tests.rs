//! Which changes in the folder are reported as edits of the configuration.

use super::*;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Whatever happened has been noticed by then.
const QUIET: Duration = SETTLED.saturating_mul(4);

/// Waits until nothing is noticed any more. Returns how often something was.
async fn noticed(edits: &mut mpsc::UnboundedReceiver<Edited>) -> usize {
    let mut count = 0;
    while let Ok(Some(Edited)) = timeout(QUIET, edits.recv()).await {
        count += 1;
    }
    count
}

#[tokio::test]
async fn a_new_file_beside_the_configuration_is_not_noticed_and_the_change_is_once() {
    let folder = tempfile::tempdir().unwrap();
    // The second name is a part of the new file's.
    for name in ["config.toml", "conf"] {
        let path = folder.path().join(name);
        let (changes, mut edits) = mpsc::unbounded_channel::<Edited>();
        let watched = path.clone();
        let watching = tokio::spawn(async move { watch(&watched, changes.into()).await });
        // It watches when it notices something.
        while timeout(SETTLED, edits.recv()).await.is_err() {
            std::fs::write(&path, "threshold = \"5m\"\n").unwrap();
        }
        noticed(&mut edits).await;

        let new = fs::new_file(&path);
        std::fs::write(&new, "threshold").unwrap();
        std::fs::remove_file(&new).unwrap();
        assert_eq!(noticed(&mut edits).await, 0, "half a new file of {name} wakes nobody");
        change(&path, Setting::AwayOnLock(false)).unwrap();
        assert_eq!(noticed(&mut edits).await, 1, "{name} was changed");
        watching.abort();
    }
}
