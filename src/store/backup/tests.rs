//! Copies as they lie on the disk: made, thinned, cut short, put back; what a fault leaves and what it may not touch.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};

use rusqlite::Connection;

use super::super::place::{JOURNAL, LOCK};
use super::super::testing::{Folder, NOON, after, content_of, rate, rows_of, whole_session};
use super::super::{OpenPlan, SCHEMA, Stamp, Store};
use super::*;
use crate::domain::EntryMoment;

const HOUR: i64 = 3_600_000;

fn filled(folder: &Folder) -> Store {
    let mut store = folder.open().store;
    whole_session(&mut store, "Daily relief", Some(5), 2, NOON);
    store
}

fn by_hand(store: &Store, stamp: Stamp) -> PathBuf {
    store.back_up(Why::ByHand, stamp).expect("copied").expect("on disk").path
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
    names.sort();
    names
}

fn put(folder: &Folder, from: &Path) -> Result<Restored, RestoreError> {
    restore(folder.path(), from, after(HOUR).at, false)
}

#[test]
fn a_copy_is_whole_and_the_persons_alone() {
    let folder = Folder::new();
    let store = filled(&folder);
    let copied = store.back_up(Why::ByHand, NOON).expect("copied").expect("on disk");
    assert_eq!(copied.counts, Counts { ratings: 1, sessions: 1, rows: 4 });
    let mode = |path: &Path| path.metadata().expect("stands").permissions().mode() & 0o777;
    assert_eq!((mode(&copied.path), mode(&folder.path().join(BACKUPS))), (0o600, 0o700));
    let found = backups(folder.path()).expect("reads");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].at, found[0].why.as_str(), found[0].counts), (NOON.at, "by hand", Some(copied.counts)));
    assert_eq!(files(&folder.path().join(BACKUPS)).len(), 1, "nothing beside it");
}

#[test]
fn one_is_due_half_an_hour_after_the_last_and_only_if_something_was_saved() {
    let folder = Folder::new();
    let mut store = folder.open().store;
    let pref = super::super::Request::SetPref("clock".into(), "\"h12\"".into());
    store.answer(&pref, NOON).expect("kept");
    assert_eq!(store.copy_due(NOON), None, "nothing of the person's is in it");
    let mut made = Vec::new();
    for minutes in [40, 41, 69, 71, 110, 200] {
        let now = after(minutes * 60_000);
        if ![110, 200].contains(&minutes) {
            rate(&mut store, 4, EntryMoment::Free, None, now);
        }
        if let Some(copying) = store.copy_due(now) {
            copying.make().expect("made");
            made.push(minutes);
        }
    }
    assert_eq!(made, [40, 71], "at the first save, then half an hour later, and not while nothing changes");
    drop(store);
    // another tab, and this one started anew, see what lies there
    let mut other = folder.open().store;
    rate(&mut other, 4, EntryMoment::Free, None, after(90 * 60_000));
    assert_eq!(other.copy_due(after(90 * 60_000)), None);
    assert!(other.copy_due(after(120 * 60_000)).is_some(), "but that it changed is not forgotten");
    // the clock was set back: what lies in the future says nothing
    let mut third = folder.open().store;
    rate(&mut third, 4, EntryMoment::Free, None, after(-48 * HOUR));
    assert!(third.copy_due(after(-48 * HOUR)).is_some());
    assert_eq!(backups(folder.path()).expect("reads").len(), 2);
}

#[test]
fn a_database_that_shrank_rotates_no_good_copy_out() {
    let folder = Folder::new();
    let mut store = folder.open().store;
    for n in 0..20 {
        rate(&mut store, 4, EntryMoment::Free, None, after(n));
    }
    store.copy_due(after(20)).expect("due").make().expect("made");
    store.db.execute("DELETE FROM entry WHERE score = 4", []).expect("lost");
    // three months of days, and a save on each
    for day in 1..90 {
        let now = after(day * 24 * HOUR);
        if day % 10 == 1 {
            rate(&mut store, 1, EntryMoment::Free, None, now);
        } else {
            store.due.note();
        }
        store.copy_due(now).expect("due").make().expect("made");
    }
    let left = backups(folder.path()).expect("reads");
    assert!(left.len() < 20, "{left:?}");
    assert!(left.iter().any(|copy| copy.counts.is_some_and(|counts| counts.ratings == 20)), "{left:?}");
}

#[test]
fn what_was_cut_short_is_taken_away_and_nothing_else() {
    let folder = Folder::new();
    let store = filled(&folder);
    let copy = by_hand(&store, NOON);
    let in_backups = folder.path().join(BACKUPS);
    let half = in_backups.join("by-itself-20260302T110000Z.db.tmp");
    let half_restore = folder.path().join("journal.db.tmp");
    let own = in_backups.join("my notes.tmp");
    let beside = [&half, &half_restore].map(|path| super::super::open::side(path, "-journal"));
    for path in [&half, &half_restore, &own].into_iter().chain(&beside) {
        fs::write(path, "half").expect("written");
    }
    {
        let _turn = make::Turn::wait(&in_backups).expect("its turn");
        tidy(folder.path()).expect("tidied");
        assert!(half.exists(), "one is being made");
    }
    tidy(folder.path()).expect("tidied");
    assert!(!half.exists() && !half_restore.exists() && !beside.iter().any(|path| path.exists()));
    assert!(own.exists() && copy.exists());
    assert_eq!(backups(folder.path()).expect("reads").len(), 1, "a half file was never one of them");
    // the next copy does it as well
    fs::write(&half, "half").expect("written");
    by_hand(&store, after(HOUR));
    assert!(!half.exists());
}

#[test]
fn wherever_making_one_is_killed_only_whole_copies_have_a_name() {
    let folder = Folder::new();
    drop(filled(&folder));
    for round in 0..12 {
        let mut child = super::super::tests::other(folder.path(), "copy", "022");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let _ = lines.filter(|line| line.contains("copied")).take(1 + round % 3).last();
        child.kill().expect("killed");
        child.wait().expect("ends");
        let found = backups(folder.path()).expect("reads");
        assert!(!found.is_empty() && found.iter().all(|copy| copy.counts.is_some_and(|counts| counts.sessions == 1)), "{found:?}");
        tidy(folder.path()).expect("tidied");
        let left = files(&folder.path().join(BACKUPS));
        assert!(left.iter().all(|name| Name::read(name).is_some()), "{left:?}");
    }
}

#[test]
fn what_cannot_be_copied_leaves_no_file_and_the_database_goes_on() {
    let folder = Folder::new();
    let mut store = filled(&folder);
    fs::write(folder.path().join(BACKUPS), "a file where the folder should be").expect("written");
    let copying = store.copy_due(NOON).expect("due");
    let error = copying.make().expect_err("no folder");
    assert!(Copying::sorry(&error).ends_with("The data itself is saved."), "{}", Copying::sorry(&error));
    rate(&mut store, 3, EntryMoment::Free, None, NOON);
    assert_eq!(store.copy_due(after(HOUR / 3)), None, "not tried at every save");
    fs::remove_file(folder.path().join(BACKUPS)).expect("mended");
    store.copy_due(after(HOUR)).expect("due again").make().expect("made");
    let missing = store.back_up_to(&folder.path().join("no stick"), NOON).expect_err("not there");
    assert!(missing.reason().contains("no such"), "{missing:?}");
    assert!(!folder.path().join("no stick").exists(), "a folder of the person's is never made");
}

#[test]
fn a_link_in_the_place_of_a_copy_is_never_followed() {
    let folder = Folder::new();
    let store = filled(&folder);
    let (victim, stick) = (folder.path().join("victim"), folder.path().join("stick"));
    fs::create_dir(&stick).expect("made");
    fs::write(&victim, "mine").expect("written");
    symlink(&victim, stick.join("unhunch-20260302T120000Z.db")).expect("linked");
    symlink(&victim, stick.join("unhunch-20260302T120000Z-2.db.tmp")).expect("linked");
    let copied = store.back_up_to(&stick, NOON).expect("copied");
    assert!(copied.path.ends_with("unhunch-20260302T120000Z-2.db"));
    assert_eq!(fs::read_to_string(&victim).expect("reads"), "mine");
}

#[test]
fn a_copy_put_back_has_the_same_rows_and_what_was_there_is_kept() {
    let folder = Folder::new();
    let mut store = filled(&folder);
    let rows = rows_of(&store);
    let copy = by_hand(&store, NOON);
    rate(&mut store, 9, EntryMoment::Free, None, after(1));
    let later = rows_of(&store);
    assert_eq!(put(&folder, &copy), Err(RestoreError::InUse), "a tab is open");
    assert_eq!(rows_of(&store), later);
    drop(store);
    let done = put(&folder, &copy).expect("restored");
    assert_eq!((done.counts.ratings, done.is_copy), (1, true));
    assert_eq!(rows_of(&folder.open().store), rows);
    put(&folder, &done.kept.expect("kept")).expect("brought back");
    let mut store = folder.open().store;
    assert_eq!(rows_of(&store), later);
    rate(&mut store, 2, EntryMoment::Free, None, after(2));
    assert!(files(folder.path()).iter().all(|name| !name.ends_with(".tmp")));
    assert_eq!(content_of(&store).len(), later.len() + 1);
}

#[test]
fn another_program_that_holds_the_database_is_not_overrun() {
    let folder = Folder::new();
    let copy = by_hand(&filled(&folder), NOON);
    let shell = Connection::open(folder.path().join(JOURNAL)).expect("opens");
    let rows = || shell.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0)).expect("counts");
    assert_eq!(rows(), 1);
    assert_eq!(put(&folder, &copy), Err(RestoreError::InUse));
    assert_eq!(rows(), 1);
}

#[test]
fn what_is_broken_is_kept_byte_for_byte_and_its_log_never_meets_the_new_file() {
    let folder = Folder::new();
    let mut store = filled(&folder);
    let rows = rows_of(&store);
    let copy = by_hand(&store, NOON);
    // a tab that was killed: what it saved last stands in the log alone
    store.db.execute_batch("PRAGMA wal_autocheckpoint = 0").expect("set");
    let keeper = Connection::open(folder.path().join(JOURNAL)).expect("opens");
    keeper.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0)).expect("a reader in the way");
    keeper.execute_batch("BEGIN; SELECT count(*) FROM entry").expect("holds");
    rate(&mut store, 9, EntryMoment::Free, None, after(1));
    let log = fs::read(folder.path().join("journal.db-wal")).expect("a log");
    assert!(!log.is_empty());
    drop((keeper, store));
    fs::write(folder.path().join("journal.db-wal"), &log).expect("written");
    let broken = vec![0xa5; 8_192];
    fs::write(folder.path().join(JOURNAL), &broken).expect("broken");
    let done = put(&folder, &copy).expect("restored");
    let kept = done.kept.expect("kept");
    assert!(!done.is_copy && fs::read(&kept).expect("reads") == broken);
    assert_eq!(fs::read(super::super::open::side(&kept, "-wal")).expect("kept too"), log);
    assert_eq!(rows_of(&folder.open().store), rows, "not one row of the old log");
}

#[test]
fn what_is_no_sound_copy_of_ours_is_refused_and_nothing_changes() {
    let folder = Folder::new();
    let store = filled(&folder);
    let copy = by_hand(&store, NOON);
    drop(store);
    let before = fs::read(folder.path().join(JOURNAL)).expect("reads");
    let bad = folder.path().join("bad.db");
    type Spoil = fn(&Path);
    let change: fn(&Path, &str) = |file, sql| Connection::open(file).expect("opens").execute_batch(sql).expect("changed");
    let cases: [(&str, Spoil); 7] = [
        ("is empty", |file| fs::write(file, "").expect("written")),
        ("is not a database", |file| fs::write(file, "dear diary, ".repeat(900)).expect("written")),
        ("a newer unhunch", |file| {
            Connection::open(file).expect("opens").pragma_update(None, "user_version", SCHEMA + 1).expect("set");
        }),
        ("another program", |file| {
            Connection::open(file).expect("opens").pragma_update(None, "application_id", 7).expect("set");
        }),
        ("damaged", |file| {
            let mut bytes = fs::read(file).expect("reads");
            let half = bytes.len() / 2;
            bytes[4_096..half].fill(0xa5);
            fs::write(file, bytes).expect("written");
        }),
        ("other tables", |file| {
            Connection::open(file)
                .expect("opens")
                .execute_batch("CREATE TRIGGER boo AFTER INSERT ON entry BEGIN DELETE FROM entry; END")
                .expect("made");
        }),
        ("one row is not as it was written", |file| {
            Connection::open(file).expect("opens").execute_batch("UPDATE entry SET score = 0").expect("changed");
        }),
    ];
    for (told, spoil) in cases {
        fs::copy(&copy, &bad).expect("copied");
        spoil(&bad);
        let error = put(&folder, &bad).expect_err(told).to_string();
        assert!(error.contains(told), "{told}: {error}");
        assert_eq!(fs::read(folder.path().join(JOURNAL)).expect("reads"), before, "{told}");
        assert_eq!(backups(folder.path()).expect("reads").len(), 1, "{told}");
    }
    change(&bad, "UPDATE entry SET score = 0");
    assert!(put(&folder, &folder.path().join("none.db")).expect_err("none").to_string().contains("is not there"));
    assert!(restore(folder.path(), &bad, NOON.at, true).is_ok(), "all the same, if one insists");
}

#[test]
fn on_a_machine_that_has_nothing_a_copy_is_the_beginning() {
    let folder = Folder::new();
    let store = filled(&folder);
    let copy = by_hand(&store, NOON);
    let dir = folder.path().join("new/data");
    let done = restore(&dir, &copy, NOON.at, false).expect("restored");
    assert_eq!((done.kept, done.counts.sessions), (None, 1));
    let mode = |path: &Path| path.metadata().expect("stands").permissions().mode() & 0o777;
    assert_eq!((mode(&dir), mode(&dir.join(JOURNAL)), mode(&dir.join(LOCK))), (0o700, 0o600, 0o600));
    let there = Store::open(&OpenPlan { dir: &dir, create: false, stamp: NOON }).expect("opens").store;
    assert_eq!(rows_of(&there), rows_of(&store));
}
