//! The terminal's window is closed: whatever is ignored or missing, the program is gone within a second.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::tab::{LONG, PROGRAM, Setup, is_gone};

/// In a process of its own: holds the terminal in which the program runs, says its number, and waits to be killed.
const HELPER: &str = "UNHUNCH_TEST_WINDOW";

#[test]
fn the_window_of_the_test_below() {
    let Ok(how) = std::env::var(HELPER) else { return };
    let write_pid = format!("echo $$ > pid; {} exec {PROGRAM}", if how == "ignored" { "trap '' HUP;" } else { "" });
    let mut setup = Setup::new().run(&["sh", "-c", &write_pid]);
    setup.has_terminal_of_its_own = how != "foreign";
    let tab = setup.open();
    tab.sees("Daily relief");
    let pid = std::fs::read_to_string(tab.home.path().join("pid")).expect("a number");
    let mut out = std::io::stderr();
    std::io::Write::write_all(&mut out, format!("pid {}\n", pid.trim()).as_bytes()).expect("said");
    let _ = tab.end_within(LONG);
}

#[test]
fn a_closed_window_ends_it_within_a_second() {
    for how in ["default", "ignored", "foreign"] {
        let mut helper = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "closed::the_window_of_the_test_below", "--nocapture"])
            .env(HELPER, how)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut lines = BufReader::new(helper.stderr.take().expect("piped")).lines();
        let said = lines.find_map(|line| line.ok()?.strip_prefix("pid ")?.parse::<i32>().ok()).expect("a number");
        assert!(!is_gone(said));
        helper.kill().expect("killed");
        helper.wait().expect("gone");
        let (_hold, never) = std::sync::mpsc::channel::<()>();
        let is_gone_in_time = (0..100).any(|_| is_gone(said) || never.recv_timeout(Duration::from_millis(10)).is_ok());
        assert!(is_gone_in_time, "still there after a second: SIGHUP {how}");
    }
}
