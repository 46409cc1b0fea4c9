//! A form left half filled by a kill is offered again as it was.

use std::time::Duration;

use unhunch::store::{Around, JournalReply, JournalRequest, JournalWhat, Reply, Request};

use crate::stored::{Stored, noon};
use crate::tab::Setup;

/// Whether a half-filled form lies on the disk.
fn has_draft(disk: &mut Stored) -> Option<()> {
    let Ok(Reply::Journal(JournalReply::Page(page))) = disk.store().answer(&Request::Journal(JournalRequest::Page(Around::Newest)), noon())
    else {
        return None;
    };
    page.rows.iter().any(|row| matches!(row.what, JournalWhat::Entry { has_draft: true, .. })).then_some(())
}

#[test]
fn a_half_filled_form_outlives_a_kill() {
    let tab = Setup::new().clock("2026-03-02T09:00").open();
    let home = tab.home.clone();
    tab.sees("Begin");
    tab.send("p");
    tab.sees("How is your upper back");
    tab.send("6");
    tab.sees("Only the number is needed");
    tab.send(" \t\t\t\t\t");
    tab.send("three calls in a row");
    tab.sees("three calls in a row");
    Stored::of(home.path()).find(&tab, "the form as it stands", has_draft);
    // whatever was typed after that write is at most two seconds old
    tab.send(", no break");
    tab.sees("no break");
    assert!(tab.end_within(Duration::from_secs(2)).is_none(), "it is still there");
    tab.kill();

    let tab = Setup::beside(&home).clock("2026-03-02T09:05").open();
    tab.sees("Last pain");
    tab.send("3");
    tab.sees("half filled");
    tab.send("\r");
    tab.sees("three calls in a row, no break");
    tab.sees("neck left");
    tab.send("\r");
    tab.sees("Saved: 6");
    tab.loses("half filled");
    assert_eq!(has_draft(&mut Stored::of(home.path())), None);
}
