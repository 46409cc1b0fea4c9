//! What a terminal can send by mistake, and a size that will not keep still.

use crate::tab::{Setup, Tab};

fn opened() -> Tab {
    let tab = Setup::new().open();
    tab.sees("Daily relief");
    tab
}

/// Keys still work.
#[track_caller]
fn is_well(tab: &Tab) {
    tab.send("2");
    tab.sees("search");
    tab.send("1");
    tab.loses("search");
    tab.sees("Daily relief");
}

#[test]
fn half_sequences_and_junk_are_heard_as_nothing() {
    let junk: [&[u8]; 12] = [
        b"\x1b[",
        b"\x1bO",
        b"\x1b[1;",
        b"\xc3",
        b"\xff\xfe",
        b"\x1b[<0;0;0M",
        b"\x1b[M   ",
        b"\x1b[<99999;99999;99999m",
        b"\x1b[0;0R",
        b"\x1b]11;rgb:",
        b"\x1bP1$r",
        b"\x1b[?64;1;2c",
    ];
    let tab = opened();
    for bytes in junk {
        tab.send(bytes);
        // the request to look somewhere else comes in a read of its own: half a sequence is given up by then
        tab.send("\x1b[I");
        is_well(&tab);
    }
}

#[test]
fn half_a_sequence_is_given_up_after_a_moment_and_eats_no_key() {
    let tab = opened();
    tab.send("\x1bOR");
    tab.loses("Daily relief");
    tab.send("\x1b[");
    // taken for Alt-[ when nothing follows, and any key brings a blanked screen back
    tab.sees("Daily relief");
    is_well(&tab);
}

#[test]
fn a_paste_of_a_million_characters_with_or_without_end_is_one_thing_and_no_keys() {
    let tab = opened();
    let text = "qqqq the quick brown fox 2222 \r\n".repeat(32_768);
    tab.send(format!("\x1b[200~{text}\x1b[201~"));
    is_well(&tab);
    // without an end it is over after a second of silence; any input brings a blanked screen back, and so shows when that was
    tab.send("\x1bOR");
    tab.loses("Daily relief");
    tab.send("\x1b[200~q and never an end");
    tab.sees("Daily relief");
    is_well(&tab);
}

#[test]
fn a_paste_that_the_terminal_does_not_mark_is_read_to_its_end() {
    let tab = opened();
    tab.send("j".repeat(40_000));
    is_well(&tab);
}

#[test]
fn sizes_that_will_not_keep_still_end_in_the_right_picture() {
    let tab = opened();
    for round in 0..60u16 {
        for (width, height) in [(1, 1), (300, 100), (2, 50), (132, 40), (60, 18), (59, 17)] {
            tab.resize(width + round % 3, height);
        }
    }
    tab.resize(0, 0);
    tab.resize(1, 1);
    tab.resize(100, 30);
    tab.until("Today, whole", |screen| {
        let text = screen.contents();
        text.contains("Daily relief") && text.contains("Begin") && text.contains("help") && !text.contains("60 × 18")
    });
    is_well(&tab);
    tab.send("q");
    assert_eq!(tab.end().exit_code(), 0);
    tab.is_restored();
}

#[test]
fn of_a_thousand_keys_in_one_go_none_is_lost() {
    let tab = opened();
    tab.send("2/");
    tab.sees("▌");
    tab.send(format!("cat{}{}-cow", "a".repeat(500), "\x7f".repeat(500)));
    tab.until("what was typed, alone", |screen| screen.contents().contains(" cat-cow▌"));
}

#[test]
fn the_mouse_is_asked_for_without_its_movements_and_given_back_unless_the_settings_leave_it_to_the_terminal() {
    let tab = opened();
    tab.is_sent("\x1b[?1000h\x1b[?1006h");
    tab.until("Today beside Library", |screen| screen.contents().contains("2 Library"));
    // on the Library's tab
    tab.send("\x1b[<0;16;2M\x1b[<0;16;2m");
    tab.sees("search");
    is_well(&tab);
    tab.send("q");
    tab.end();
    assert!(!tab.raw().contains("?1003h"), "no report of movements");
    tab.is_restored();
    let tab = Setup::new().settings("mouse: false").open();
    tab.sees("Daily relief");
    is_well(&tab);
    assert!(!tab.raw().contains("?1000h"));
}
