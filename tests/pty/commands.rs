//! What is said to the nudges from a shell: before the first start, without a tab and beside one; and a status that leaves no trace.

use std::path::Path;
use std::process::{Command, Output};

use crate::tab::{PROGRAM, Setup};

fn say(home: &Path, words: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(PROGRAM);
    command.env_clear().env("HOME", home).env("TZ", "UTC").arg("--data-dir").arg(home.join("data"));
    let Output { status, stdout, stderr } =
        command.args(["--clock", "2026-03-02T09:00"]).args(words).stdin(std::process::Stdio::null()).output().expect("run");
    (status.code(), String::from_utf8([stdout, stderr].concat()).expect("text"))
}

/// Every file of a folder with its length and when it was last changed.
fn traces(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("an entry"))
        .map(|file| format!("{:?} {:?}", file.path(), file.metadata().map(|meta| (meta.len(), meta.modified().ok())).ok()))
        .collect();
    found.sort();
    found
}

#[test]
fn every_word_is_understood_before_the_first_start() {
    for (words, code, said) in [
        (&["pause", "1h"][..], 0, "Paused until 10:00."),
        (&["pause", "until", "14:00", "--meeting"], 0, "paused until 14:00."),
        (&["pause", "soon"], 2, "write 1h"),
        (&["resume"], 0, "No pause is on."),
        (&["snooze", "5m"], 1, "No nudge waits"),
        (&["did"], 0, "Noted: moved."),
        (&["break"], 69, "no tab is open"),
        (&["start"], 69, "no tab is open"),
        (&["status"], 0, "no-data"),
    ] {
        let home = tempfile::tempdir().expect("a folder");
        let (ended, heard) = say(home.path(), words);
        assert!(ended == Some(code) && heard.contains(said), "{words:?}: {ended:?} {heard}");
        let makes = ["pause", "resume", "snooze", "did"].contains(&words[0]) && code != 2;
        assert_eq!(home.path().join("data").exists(), makes, "{words:?}");
    }
}

#[test]
fn a_status_leaves_no_trace_and_holds_no_word_of_the_users() {
    let home = tempfile::tempdir().expect("a folder");
    say(home.path(), &["pause", "1h"]);
    let before = traces(&home.path().join("data"));
    let (code, said) = say(home.path(), &["status", "--format", "json"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        said,
        "{\"state\":\"paused\",\"next_at\":null,\"due_in_s\":null,\"pause_until\":\"2026-03-02T10:00:00+00:00\",\"day\":null,\"of\":null,\"done_today\":false}\n"
    );
    assert_eq!(traces(&home.path().join("data")), before);
}

#[test]
fn an_open_tab_is_left_what_there_is_no_terminal_for_and_refuses_what_there_is_not() {
    let setup = Setup::new();
    let tab = setup.clock("2026-03-02T09:00").open();
    tab.sees("Today");
    tab.sees("next move");
    let (code, said) = say(tab.home.path(), &["start", "dayly-relief"]);
    assert!(code == Some(2) && said.contains("Did you mean"), "{said}");
    let (code, said) = say(tab.home.path(), &["pause", "1h"]);
    assert!(code == Some(0) && said.contains("Paused until 10:0"), "{said}");
    tab.sees("aused until 10:0");
    // and what is done in the tab is known outside
    tab.send("Z1");
    tab.sees("next move");
    // the tab shows it at once, and writes it then
    let (code, said) = (0..300)
        .map(|_| say(tab.home.path(), &["status"]))
        .find(|(_, said)| said.starts_with("ok: next move"))
        .expect("the pause has ended");
    assert!(code == Some(0), "{said}");
    let (code, said) = say(tab.home.path(), &["start"]);
    assert_eq!((code, said.as_str()), (Some(0), "The open tab is asked to begin.\n"));
    tab.sees("Before you begin");
}

#[test]
fn a_status_reads_what_a_killed_tab_left_and_leaves_it_as_it_is() {
    let (home, killed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    say(home.path(), &["pause", "1h"]);
    let (from, to) = (home.path().join("data"), killed.path().join("data"));
    let tab = rusqlite::Connection::open(from.join("journal.db")).expect("opens");
    tab.execute_batch("PRAGMA wal_autocheckpoint = 0; UPDATE quiet SET until_at = until_at + 3600000;").expect("written");
    // as they lie there while it runs, and after its kill
    std::fs::create_dir(&to).expect("made");
    for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        std::fs::copy(from.join(name), to.join(name)).expect("copied");
    }
    assert!(std::fs::metadata(to.join("journal.db-wal")).is_ok_and(|log| log.len() > 0), "{:?}", traces(&to));
    // SQLite makes the index of the log, in memory that is mapped from `-shm`, anew for the first who reads; it is no data
    let data = || traces(&to).into_iter().filter(|file| !file.contains("-shm")).collect::<Vec<_>>();
    let before = data();
    let (code, said) = say(killed.path(), &["status"]);
    assert!(code == Some(0) && said.starts_with("paused until 11:00"), "{said}");
    assert_eq!(data(), before);
    assert_eq!(traces(&to).len(), 3, "no file is left behind");
}

#[test]
fn a_status_reads_a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a folder");
    say(home.path(), &["pause", "1h"]);
    let data = home.path().join("data");
    let mode = |mode| std::fs::set_permissions(&data, std::fs::Permissions::from_mode(mode)).expect("changed");
    mode(0o500);
    let before = traces(&data);
    let (code, said) = say(home.path(), &["status"]);
    let after = traces(&data);
    mode(0o700);
    assert!(code == Some(0) && said.starts_with("paused until 10:00"), "{said}");
    assert_eq!(after, before);
}

#[test]
fn a_status_waits_for_nobody_who_holds_the_database() {
    let home = tempfile::tempdir().expect("a folder");
    say(home.path(), &["pause", "1h"]);
    let file = home.path().join("data").join("journal.db");
    for how in ["BEGIN IMMEDIATE", "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"] {
        let other = rusqlite::Connection::open(&file).expect("opens");
        other.execute_batch(how).expect("held");
        let (code, said) = say(home.path(), &["status"]);
        assert!(code == Some(0) && said.starts_with("paused until 10:00"), "{how}: {said}");
    }
}
