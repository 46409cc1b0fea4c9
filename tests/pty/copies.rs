//! Copies of the database as the program makes and restores them: by itself beside an open tab, on the command line, and what the next start clears away.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use unhunch::store::{Backup, backups};

use crate::tab::{LONG, PROGRAM, Setup, Tab};

/// How long to let the program write before looking again.
const LOOK: Duration = Duration::from_millis(5);

fn unhunch(data: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(PROGRAM);
    program.env_clear().env("HOME", data).env("TZ", "UTC").arg("--data-dir").arg(data).args(["--clock", "2026-03-02T12:00"]);
    program.args(args).output().expect("run")
}

fn said(output: &Output) -> String {
    String::from_utf8([output.stdout.as_slice(), &output.stderr].concat()).expect("text")
}

/// What `export` gives, but for when it was asked.
fn exported(data: &Path) -> Vec<String> {
    let out = unhunch(data, &["export"]);
    assert!(out.status.success(), "{}", said(&out));
    said(&out).lines().filter(|line| !line.contains("exported_at")).map(str::to_owned).collect()
}

/// Waits until the folder is as wished.
#[track_caller]
fn find<T>(tab: &Tab, wanted: &str, mut find: impl FnMut() -> Option<T>) -> T {
    for _ in 0..LONG.as_millis() / LOOK.as_millis() {
        if let Some(found) = find() {
            return found;
        }
        let _ = tab.end_within(LOOK);
    }
    panic!("not on the disk: {wanted}\n{}", tab.text());
}

fn copies(data: &Path) -> Vec<Backup> {
    backups(data).expect("reads")
}

/// Rates, and waits for the rating to be seen.
fn rate(tab: &Tab) {
    tab.sees("Daily relief");
    tab.send("p");
    tab.sees("How is your upper back");
    tab.send("4");
    tab.sees("Saved");
}

#[test]
fn a_tab_makes_a_copy_by_itself_after_a_save_and_clears_away_what_a_killed_one_left() {
    let setup = Setup::new();
    let data = setup.data();
    std::fs::create_dir_all(data.join("backups")).expect("made");
    let half = data.join("backups/by-itself-20260301T090000Z.db.tmp");
    std::fs::write(&half, "half a copy").expect("written");
    let tab = setup.clock("2026-03-02T09:00").open();
    tab.sees("Daily relief");
    find(&tab, "nothing of the half copy", || (!half.exists()).then_some(()));
    assert!(copies(&data).is_empty(), "nothing was saved yet");
    rate(&tab);
    let made = find(&tab, "a copy", || copies(&data).pop());
    assert_eq!(made.why, "by itself");
    assert!(made.counts.is_some_and(|counts| counts.ratings == 1), "{made:?}");
}

#[test]
fn a_copy_that_cannot_be_made_is_said_and_the_rating_is_saved() {
    let setup = Setup::new();
    let data = setup.data();
    std::fs::create_dir_all(&data).expect("made");
    std::fs::write(data.join("backups"), "a file where the folder should be").expect("written");
    let tab = setup.clock("2026-03-02T09:00").open();
    tab.sees("Daily relief");
    tab.send("p");
    tab.sees("How is your upper back");
    tab.send("4");
    tab.sees("No copy of your data could be made");
    assert!(exported(&data).iter().any(|line| line.contains("\"score\":4")));
}

#[test]
fn a_copy_that_is_restored_exports_the_same() {
    let setup = Setup::new();
    let data = setup.data();
    for score in ["4", "7"] {
        assert!(unhunch(&data, &["log", score, "--note", "long call"]).status.success());
    }
    let before = exported(&data);
    let made = unhunch(&data, &["backup"]);
    assert!(made.status.success() && said(&made).starts_with("Copied and checked: 2 ratings, 0 sessions.\n"), "{}", said(&made));
    let copy = PathBuf::from(said(&made).lines().nth(1).expect("a path"));
    assert!(unhunch(&data, &["log", "9"]).status.success());
    let after = exported(&data);
    let listed = said(&unhunch(&data, &["restore"]));
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines[0].contains("ratings") && lines[1].contains("Mon 2 Mar 2026 12:00") && lines[1].ends_with("by hand"), "{listed}");
    let name = copy.file_name().and_then(|name| name.to_str()).expect("a name");
    let done = unhunch(&data, &["restore", name]);
    assert!(done.status.success() && said(&done).starts_with("Restored: 2 ratings, 0 sessions.\n"), "{}", said(&done));
    assert_eq!(exported(&data), before);
    let back = said(&done).lines().nth(2).expect("how back").split(' ').nth(2).expect("a name").to_owned();
    assert!(unhunch(&data, &["restore", &back]).status.success());
    assert_eq!(exported(&data), after);
    for (args, code) in [(["restore", "99"], 2), (["restore", "none.db"], 1), (["backup", "--to=none"], 74)] {
        let out = unhunch(&data, &args);
        assert!(out.status.code() == Some(code) && said(&out).starts_with("error: "), "{args:?}: {}", said(&out));
    }
    assert_eq!(exported(&data), after);
}

#[test]
fn beside_an_open_tab_a_copy_is_made_and_none_is_restored() {
    let setup = Setup::new();
    let data = setup.data();
    let tab = setup.clock("2026-03-02T09:00").open();
    rate(&tab);
    assert!(unhunch(&data, &["backup"]).status.success());
    let before = exported(&data);
    let refused = unhunch(&data, &["restore", "1"]);
    assert!(refused.status.code() == Some(75) && said(&refused).contains("open in a tab"), "{}", said(&refused));
    assert_eq!(exported(&data), before);
    // a tab that was killed holds nothing
    let _home = std::sync::Arc::clone(&tab.home);
    tab.kill();
    let done = unhunch(&data, &["restore", "1"]);
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn an_import_makes_a_copy_first_and_without_one_imports_nothing() {
    let setup = Setup::new();
    let data = setup.data();
    let file = setup.home.path().join("back.json");
    let file = file.to_str().expect("text");
    assert!(unhunch(&data, &["log", "4"]).status.success());
    assert!(unhunch(&data, &["export", "-o", file]).status.success());
    assert!(unhunch(&data, &["import", "--dry-run", file]).status.success());
    assert!(copies(&data).iter().all(|copy| copy.why != "before import"), "nothing was changed");
    assert!(unhunch(&data, &["import", file]).status.success());
    assert!(copies(&data).iter().any(|copy| copy.why == "before import"));
    let diary = setup.home.path().join("diary.csv");
    std::fs::write(&diary, "Datum;Zeit;Pain;Note\n2026-03-01;09:30;4;=1+1\n").expect("written");
    let diary = diary.to_str().expect("text");
    let mapped = ["import", diary, "--columns", "date=Datum,time=Zeit,score=Pain,note=Note"];
    let before = exported(&data);
    assert!(said(&unhunch(&data, &[&mapped[..], &["--dry-run"]].concat())).contains("Would have imported: 1 added"));
    assert_eq!(exported(&data), before);
    let count = copies(&data).len();
    assert!(said(&unhunch(&data, &mapped)).contains("Imported: 1 added"));
    assert_eq!(copies(&data).len(), count + 1, "a table is copied before, too");
    assert!(said(&unhunch(&data, &mapped)).contains("Imported: 0 added, 0 updated, 0 deleted, 1 skipped"));
    let csv = said(&unhunch(&data, &["export", "--format", "csv"]));
    assert!(csv.starts_with("date,time,score,note,") && csv.contains("2026-03-01,09:30,4,'=1+1,"), "{csv}");
    assert!(unhunch(&data, &["export", "--format", "csv", "-o", file]).status.code() == Some(1), "never replaced unasked");
    assert!(unhunch(&data, &["export", "--raw"]).status.code() == Some(2));
    assert!(unhunch(&data, &["export", "--format", "ics"]).status.code() == Some(1), "no plan runs");
    std::fs::remove_dir_all(data.join("backups")).expect("gone");
    std::fs::write(data.join("backups"), "a file where the folder should be").expect("written");
    let refused = unhunch(&data, &["import", file]);
    assert!(refused.status.code() == Some(74) && said(&refused).contains("Nothing was imported"), "{}", said(&refused));
}
