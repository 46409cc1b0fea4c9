//! Laws of the loop, kept by whole journeys through it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use ratatui::layout::Position;

use support::{Beginning, Journey, journey};
use unhunch::assets::Source;
use unhunch::runtime::Event;
use unhunch::sound::{Sound, Tone};

#[test]
fn a_rating_of_one_key_is_on_today_at_once() {
    let before = journey("");
    assert!(before.contains("No rating yet"), "{before}");
    let after = journey("p5<esc>");
    assert!(!after.contains("No rating yet") && after.contains('5'), "{after}");
}

#[test]
fn at_rest_nothing_is_due_but_the_day() {
    for script in ["", "2", "5", "?", "!", "2/cat", "p", "s", "s5 @@12s <space>", "s5 @@12s o", "2/doorway<enter><enter>5 @@18s <space>"] {
        let mut journey = Journey::new(Beginning::default());
        journey.play(script);
        // the figure of an exercise plays for two minutes after the last key
        if script == "2/cat" {
            journey.play("@140s");
        }
        let frames = journey.frames;
        journey.play("@10h");
        assert_eq!(journey.frames, frames, "after {script:?} something moved by itself");
    }
}

#[test]
fn a_whole_session_runs_with_no_key_pressed_and_is_on_today_the_next_time() {
    let mut journey = Journey::new(Beginning::default());
    let words = ["4 reps", "turn", "Right side", "Band row", "Breath", "breathe out", "You are through"];
    let mut seen = vec![false; words.len()];
    journey.play("S4");
    for _ in 0..175 {
        let shown = journey.play("@1s");
        for (word, seen) in words.iter().zip(&mut seen) {
            *seen |= shown.contains(word);
        }
    }
    assert_eq!(seen[1..], vec![true; words.len() - 1], "{words:?}");
    assert!(journey.frames.1 * 3 > journey.frames.0, "between the seconds only the moving part is drawn: {:?}", journey.frames);
    assert!(journey.cues.iter().any(|(_, cue)| *cue == Tone::Switch) && journey.cues.iter().any(|(_, cue)| *cue == Tone::End));
    journey.play("2<enter>");
    let today = journey.again(Beginning::default()).text();
    assert!(today.contains("Daily relief") && !today.contains("No rating yet"), "{today}");
}

/// A terminal that shows progress, tells of its focus and takes notices.
fn ghostty(name: &str) -> Option<String> {
    match name {
        "TERM" => Some("xterm-ghostty".into()),
        "TERM_PROGRAM" => Some("ghostty".into()),
        "TERM_PROGRAM_VERSION" => Some("1.2.0".into()),
        _ => None,
    }
}

#[test]
fn a_session_tells_of_itself_on_the_tab_and_once_at_its_end_if_nobody_looks() {
    for (focus, notices) in [(None, 0), (Some(true), 0), (Some(false), 1)] {
        let mut journey = Journey::new(Beginning { env: ghostty, ..Beginning::default() });
        assert_eq!(journey.tab, (Some("unhunch".into()), None));
        journey.play("S4 @1s");
        assert_eq!(journey.tab, (Some("3 min · unhunch".into()), Some(0)));
        journey.strict = false;
        let mut seen = Vec::new();
        if let Some(focused) = focus {
            journey.happens(Event::Focus(focused));
        }
        for _ in 0..175 {
            journey.play("@1s");
            if seen.last() != Some(&journey.tab.1) {
                seen.push(journey.tab.1);
            }
        }
        let percents: Vec<u8> = seen.iter().copied().flatten().collect();
        assert!(percents.len() > 80 && percents.is_sorted() && percents.last() <= Some(&100), "{percents:?}");
        assert_eq!(journey.tab, (Some("unhunch".into()), None), "cleared at the end");
        let told: Vec<&str> = journey.told.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(told, vec!["\x1b]777;notify;unhunch;Done. There is one question left.\x1b\\"; notices], "{focus:?}");
    }
}

#[test]
fn a_pause_takes_the_progress_away_and_every_way_out_of_a_session_clears_the_tab() {
    for way in ["<esc><down><enter>", "<esc><down><down><enter>"] {
        let mut journey = Journey::new(Beginning { env: ghostty, ..Beginning::default() });
        journey.play("S4 @3s <space>");
        assert_eq!(journey.tab, (Some("paused · unhunch".into()), None));
        journey.play("<space> @4s");
        assert_eq!(journey.tab.1, Some(2));
        journey.play(way);
        assert_eq!(journey.tab, (Some("unhunch".into()), None), "{way}\n{}", journey.text());
    }
    let (mut journey, _folder) = with_settings("title: Plain, progress: false");
    journey.play("S4 @1s");
    assert_eq!(journey.tab, (Some("Daily relief, 3 min · unhunch".into()), None));
}

/// A journey with these lines in the user's own settings, and the folder they lie in.
fn with_settings(lines: &str) -> (Journey, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("settings.ron"), format!("(format: 1, {lines})")).expect("written");
    (Journey::new(Beginning { source: Source::with_own(folder.path()), ..Beginning::default() }), folder)
}

#[test]
fn a_session_is_heard_in_tones_in_place_of_the_bell_and_in_words_where_they_are_wished() {
    let (mut journey, _folder) = with_settings("tones: true, breath_tones: true, say_next: true, say_side: true");
    journey.play("S4");
    for _ in 0..175 {
        journey.play("@1s");
    }
    assert!(journey.cues.is_empty(), "no bell beside the tones");
    let count = |sought: &Sound| journey.sounds.iter().filter(|(_, sound)| sound == sought).count();
    for tone in [Tone::Start, Tone::Count, Tone::Switch, Tone::Inhale, Tone::Exhale] {
        assert!(count(&Sound::Tone(tone)) > 0, "{tone:?} in {:?}", journey.sounds);
    }
    assert_eq!(count(&Sound::Tone(Tone::End)), 1, "{:?}", journey.sounds.last());
    let words: Vec<&(Duration, Sound)> = journey.sounds.iter().filter(|(_, sound)| matches!(sound, Sound::Words(_))).collect();
    assert_eq!(count(&Sound::Words("Switch to the right side.".into())), 1, "{words:?}");
    assert_eq!(count(&Sound::Words("Next: band row.".into())), 1, "{words:?}");
    let breaths: Vec<&Sound> =
        journey.sounds.iter().map(|(_, sound)| sound).filter(|sound| matches!(sound, Sound::Tone(Tone::Inhale | Tone::Exhale))).collect();
    assert!(breaths.windows(2).all(|pair| pair[0] != pair[1]), "in and out take turns");
}

#[test]
fn the_middle_of_a_long_hold_is_said_once_and_a_pause_says_nothing() {
    let (mut journey, _folder) = with_settings("say_half: true");
    journey.play("2/doorway<enter><enter>4 @@7s");
    for _ in 0..40 {
        journey.play("@1s");
    }
    let said = |journey: &Journey| journey.sounds.iter().filter(|(_, sound)| *sound == Sound::Words("Halfway.".into())).count();
    assert_eq!(said(&journey), 1, "{:?}", journey.sounds);
    journey.play("<space>");
    let before = journey.sounds.len();
    journey.play("@2h");
    assert_eq!(journey.sounds.len(), before);
}

#[test]
fn a_figure_moves_twelve_times_a_second_pulses_in_a_hold_and_rests_in_a_rest() {
    let frames = |script: &str, span: u64| {
        let mut journey = Journey::new(Beginning { size: (120, 36), ..Beginning::default() });
        journey.play(script);
        let before = journey.frames.0;
        journey.play(&format!("@{span}s"));
        (journey.frames.0 - before) as u64
    };
    let moving = frames("2/cat<space>cow<enter><enter>5 @@12s", 8);
    assert!((8 * 8..=8 * 13).contains(&moving), "{moving} in 8 s of movement");
    let breath = frames("2/diaphrag<enter><enter>5 @@12s", 10);
    assert!(breath <= 10 * 15, "{breath} in 10 s of breath");
    let hold = frames("2/doorway<enter><enter>5 @@15s", 10);
    assert!((10..=10 * 2).contains(&hold), "{hold} in 10 s of a hold");
    let rest = frames("2/band<space>row<enter><enter>5 @@72s", 6);
    assert!(rest <= 6 * 2, "{rest} in 6 s of rest");
}

#[test]
fn a_session_is_paused_where_it_was_when_the_machine_slept_or_the_program_was_stopped() {
    for away in ["slept", "stopped", "clock set"] {
        let mut journey = Journey::new(Beginning::default());
        let before = left(&journey.play("S4 @30s"));
        match away {
            "slept" => journey.sleep(Duration::from_secs(3600)),
            "stopped" => journey.pass(Duration::from_secs(3600)),
            _ => journey.set_clock(chrono::TimeDelta::hours(-3)),
        }
        journey.happens(Event::Time);
        let after = journey.play("@10s");
        assert!(after.to_lowercase().contains("paused"), "{away}\n{after}");
        assert_eq!(left(&after), before, "{away}: no time was lived");
    }
}

/// What is left of the session, as it is shown.
fn left(shown: &str) -> String {
    let line = shown.lines().find(|line| line.ends_with(" left")).unwrap_or_else(|| panic!("nothing is left\n{shown}"));
    line.split_whitespace().rev().nth(1).expect("a time").to_owned()
}

/// A routine of one breath after another, 4 seconds in and 6 out, for a quarter of an hour.
fn long_breath() -> tempfile::TempDir {
    let own = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(own.path().join("routines")).expect("made");
    std::fs::write(own.path().join("settings.ron"), r#"(format: 1, routine: "long-breath", flash: false)"#).expect("written");
    let routine = r#"(format: 1, name: "Long breath", about: "A quarter of an hour.", when: "In a test.", seconds: 910, short_seconds: 70,
        items: [(exercise: "belly-breathing", dose: (work: Time(900)))],
        short: [(exercise: "belly-breathing", dose: (work: Time(60)))], sources: ["ours"])"#;
    std::fs::write(own.path().join("routines/long-breath.ron"), routine).expect("written");
    own
}

/// The instant at which the shown breath next turns from in to out.
fn next_turn(journey: &mut Journey) -> Duration {
    let mut was_out = true;
    loop {
        let is_out = journey.text().contains("breathe out");
        if is_out && !was_out {
            return journey.now().awake;
        }
        was_out = is_out;
        let due = journey.due().expect("a session runs");
        journey.wait(due - journey.now().awake);
    }
}

#[test]
fn ten_minutes_of_breath_drift_less_than_50_ms_at_any_rate_of_frames_and_under_stalls() {
    let own = long_breath();
    let mut stall = 0x2545_f491_4f6c_dd1d_u64;
    for frames_a_second in [1, 7, 15, 60] {
        let source = Source::with_own(own.path());
        let mut journey = Journey::new(Beginning { source, ..Beginning::default() });
        journey.strict = false;
        journey.play("s4 @10s");
        let first = next_turn(&mut journey);
        let frame = Duration::from_secs(1) / frames_a_second;
        let (until, mut stalls) = (journey.now().awake + Duration::from_secs(600), 0);
        while journey.now().awake < until {
            stall = stall.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let to_go = until - journey.now().awake;
            // thirty times, at moments nobody foresees, the machine is busy for up to two seconds
            let is_stalled = stalls < 30 && (stall >> 33) % 600_000 < 60_000 / u64::from(frames_a_second)
                || to_go < Duration::from_secs(2 * (30 - stalls));
            if is_stalled && stalls < 30 {
                stalls += 1;
                journey.pass(Duration::from_millis(stall % 1_900));
            } else {
                journey.pass(frame);
            }
            journey.happens(Event::Time);
        }
        assert_eq!(stalls, 30);
        let drift = (next_turn(&mut journey) - first).as_millis() % 10_000;
        let drift = drift.min(10_000 - drift);
        assert!(drift < 50, "{drift} ms at {frames_a_second} frames a second");
        assert!(!journey.text().to_lowercase().contains("paused"));
    }
}

#[test]
fn where_it_is_too_small_the_seconds_of_a_session_go_on_beneath_another_screen() {
    let mut journey = Journey::new(Beginning { size: (40, 10), ..Beginning::default() });
    // `hold, 22 s left`
    let seconds = |shown: &str| -> u32 {
        let words: Vec<&str> = shown.split_whitespace().collect();
        let at = words.iter().position(|word| word.trim_end_matches(',') == "s").unwrap_or_else(|| panic!("no seconds in {words:?}"));
        words[at - 1].parse().expect("a number")
    };
    let before = seconds(&journey.play("S5 @12s !"));
    assert_eq!(seconds(&journey.play("@3s")) + 3, before);
}

#[test]
fn where_it_is_too_small_the_end_of_the_count_of_three_is_seen() {
    let mut journey = Journey::new(Beginning { size: (40, 10), ..Beginning::default() });
    assert!(journey.play("S5 @12s <space>").contains("paused"));
    assert!(journey.play("<space>").contains("going on"));
    // in stalls, so that no second of the step falls on the end of the count
    let shown = journey.play("@@3s");
    assert!(!shown.contains("going on") && !shown.contains("paused"), "{shown}");
}

#[test]
fn a_click_selects_a_second_one_opens_and_the_wheel_moves() {
    let mut journey = Journey::new(Beginning::default());
    let library = journey.click("Library");
    assert!(library.contains("search"), "a tab leads to its pane\n{library}");
    let (row, selected) = ("Six for the upper back      11 min", "▌ Six for the upper back");
    let shown = journey.click(row);
    assert!(shown.contains(selected), "{shown}");
    let place = |shown: &str| shown.lines().position(|line| line.contains(row));
    assert_eq!(place(&shown), place(&library), "a click moves no row");
    let next = journey.wheel(row, true);
    assert!(!next.contains(selected), "{next}");
    journey.click(row);
    let page = journey.wheel("1 of 3", true);
    assert!(page.contains("2 of 3") && page.contains(selected), "over the page the wheel turns it\n{page}");
    let before = journey.click(row);
    assert!(before.contains("Before you begin"), "{before}");
    let today = journey.play("<esc>1");
    assert_eq!(journey.wheel("2 Library", true), today, "where there is no list the wheel does nothing");
}

#[test]
fn a_click_on_the_scale_stands_on_the_number_and_a_second_one_takes_it() {
    let mut journey = Journey::new(Beginning::default());
    journey.play("p");
    let shown = journey.click(" 7 ");
    assert!(shown.contains("this number") && shown.contains("right now?"), "nothing is saved yet\n{shown}");
    let shown = journey.click(" 3 ");
    assert!(shown.contains("right now?"), "another number moves it\n{shown}");
    let shown = journey.click(" 3 ");
    assert!(!shown.contains("right now?"), "{shown}");
    let shown = journey.play("<esc>1");
    assert!(shown.contains("Last pain 3"), "{shown}");
    journey.play("s");
    journey.click(" 4 ");
    journey.click(" 4 ");
    let shown = journey.play("@3s");
    assert!(shown.contains("get ready"), "the session begins\n{shown}");
}

#[test]
fn clicks_choose_a_plan_answer_its_question_and_move_among_its_days() {
    let mut journey = Journey::new(Beginning::default());
    journey.play("4");
    let shown = journey.click("Two habits for a month");
    assert!(shown.contains("▌ Two habits"), "{shown}");
    journey.click("Two weeks of tracking ");
    let shown = journey.click("Two weeks of tracking ");
    assert!(shown.contains("Without: day 1 is today"), "a second click begins it\n{shown}");
    journey.click("Without: day 1 is today");
    let shown = journey.click("Without: day 1 is today");
    assert!(shown.contains("Do day 1"), "{shown}");
    let shown = journey.click("10 We");
    assert!(shown.contains("▌10"), "a click stands on the day\n{shown}");
    journey.click("1 Mo");
    let shown = journey.click("1 Mo");
    assert!(shown.contains("Before you begin"), "{shown}");
}

#[test]
fn whatever_the_library_lists_opens_and_its_player_starts() {
    let mut opened = std::collections::BTreeSet::new();
    for place in 0..61 {
        let mut journey = Journey::new(Beginning::default());
        let shown = journey.play(&format!("2{}", "<down>".repeat(place)));
        let row = shown.lines().find_map(|line| line.strip_prefix(" ▌")).expect("a selected row").to_owned();
        let before = journey.play("<enter>");
        assert!(before.contains("efore you begin") || before.contains("right now?"), "{row}\n{before}");
        let playing = journey.play("<enter>@3s");
        assert!(playing.contains("pause") && playing.contains("left"), "{row}\n{playing}");
        opened.insert(row.chars().take(34).collect::<String>());
    }
    assert_eq!(opened.len(), 41 + 13 + 7, "{opened:#?}");
}

#[test]
fn the_mouse_neither_pauses_a_session_nor_moves_it() {
    let mut journey = Journey::new(Beginning::default());
    let before = journey.play("s5 @12s");
    journey.happens(Event::Click(Position::new(40, 12)));
    journey.happens(Event::Wheel { at: Position::new(40, 12), down: true });
    assert_eq!(journey.text(), before);
    let blank = journey.play("<esc><down><down><enter> <f3>");
    assert!(blank.trim().is_empty());
    journey.happens(Event::Click(Position::new(1, 1)));
    assert!(!journey.text().trim().is_empty(), "a click brings a blanked screen back");
}

#[test]
fn two_habits_are_taken_up_ticked_and_taken_back() {
    let mut journey = Journey::new(Beginning::default());
    let shown = journey.play("5/up<space>every<enter><esc><enter>");
    assert!(shown.contains("Your habits") && shown.contains("Yours since Mon 2 Mar."), "{shown}");
    journey.play("/morning<space>chest<enter><esc><space>");
    let shown = journey.play("<space>");
    assert!(shown.contains("●  Morning chest stretch") && shown.contains("○  Up every"), "{shown}");
    let shown = journey.play("u");
    assert!(shown.contains("Taken back: the tick for Morning chest stretch.") && shown.contains("○  Morning chest stretch"), "{shown}");
    let shown = journey.play("<space><enter>");
    assert!(!shown.contains("○  Morning") && !shown.contains("●  Morning") && shown.contains("Let go: Morning chest stretch."), "{shown}");
    let shown = journey.play("u");
    assert!(shown.contains("●  Morning chest stretch"), "{shown}");
    let mut tomorrow = journey.again(Beginning { start: "2026-03-03T09:00:00+01:00", ..Beginning::default() });
    let shown = tomorrow.play("5/morning<space>chest<enter><esc>");
    assert!(shown.contains("○  Morning chest stretch") && shown.contains("· ● ·\n"), "{shown}");
}

#[test]
fn a_habit_ticked_late_at_night_belongs_to_the_evening_and_the_new_day_begins_without_a_tick() {
    let mut journey = Journey::new(Beginning { start: "2026-03-03T03:30:00+01:00", ..Beginning::default() });
    let shown = journey.play("5/morning<space>chest<enter><esc><enter><space>");
    assert!(shown.contains("Yours since Mon 2 Mar.") && shown.contains("●  Morning"), "{shown}");
    let shown = journey.play("@31m");
    assert!(shown.contains("○  Morning"), "{shown}");
}

#[test]
fn a_desk_check_is_kept_read_back_and_asked_again_after_four_weeks() {
    let mut journey = Journey::new(Beginning::default());
    let shown = journey.play("5/desk<space>check<enter><enter><space><down><space><space><enter>");
    assert!(shown.contains("Not yet") && shown.contains("Raise or lower the seat."), "{shown}");
    let later = |start| Beginning { start, ..Beginning::default() };
    let mut journey = journey.again(later("2026-03-29T09:00:00+01:00"));
    let shown = journey.play("5/desk<space>check<enter>");
    assert!(shown.contains("Looked at on Mon 2 Mar.") && shown.contains("Raise or lower"), "{shown}");
    let mut journey = journey.again(later("2026-03-30T09:00:00+01:00"));
    let shown = journey.play("5/desk<space>check<enter>");
    assert!(shown.contains("Last looked at on Mon 2 Mar."), "{shown}");
    let shown = journey.play("<enter><space><esc>");
    assert!(shown.contains("Keep these answers?"), "{shown}");
    let shown = journey.play("2");
    assert!(shown.contains("Last looked at on Mon 2 Mar."), "left without them: {shown}");
    let shown = journey.play("<enter><space><esc>1");
    assert!(shown.contains("Looked at on Mon 30 Mar.") && shown.contains("Nothing was left"), "{shown}");
    let shown = journey.play("u");
    assert!(shown.contains("Taken back: the answers on your desk.") && shown.contains("Last looked at on Mon 2 Mar."), "{shown}");
}

#[test]
fn the_timer_of_heat_starts_from_the_guide_and_ends_by_itself() {
    let mut journey = Journey::new(Beginning::default());
    let shown = journey.play("5/heat<enter><enter>1");
    assert!(shown.contains("Heat pack") && shown.contains("15 min"), "{shown}");
    journey.play("<enter>");
    journey.hurry(Duration::from_secs(16 * 60));
    let shown = journey.play("4");
    assert!(shown.contains("Heat pack") && shown.contains("15:00") && shown.contains("saved"), "{shown}");
    assert!(journey.cues.iter().any(|(_, cue)| *cue == Tone::End), "its end is called out");
}

#[test]
fn a_click_in_the_guide_selects_and_a_second_one_ticks() {
    let mut journey = Journey::new(Beginning::default());
    let shown = journey.play("5/morning<space>chest<enter><esc><enter>");
    let row = shown.lines().position(|line| line.contains("○  Morning")).expect("its row");
    let at = |y: usize| ratatui::layout::Position::new(8, u16::try_from(y).expect("on the screen"));
    journey.happens(Event::Click(at(row + 3)));
    assert!(journey.text().contains("▌ Keeping a habit") && !journey.text().contains("Yours since"), "{}", journey.text());
    journey.happens(Event::Click(at(row)));
    assert!(journey.text().contains("Yours since"), "{}", journey.text());
    journey.happens(Event::Click(at(row)));
    assert!(journey.text().contains("●  Morning"), "{}", journey.text());
}

#[test]
fn a_fortnight_bends_and_nothing_in_it_resets() {
    let mut journey = Journey::new(Beginning::default());
    let shown = journey.play("4<enter>3");
    assert!(shown.contains("Day 1 of 14") && shown.contains("Ends Sun 15 Mar"), "{shown}");
    // the short version counts as done for the day
    journey.play("4S4 @@4m 2<enter>");
    let shown = journey.play("4");
    assert!(shown.contains("short") && shown.contains("1 day done, 1 of them short; the plan asks for 4 a week."), "{shown}");
    // two days go by; the one that was left open offers to shift the rest, the new end first
    let shown = journey.play("@2d");
    assert!(shown.contains("Day 3 of 14") && shown.contains("open") && !shown.contains("missed"), "{shown}");
    let shown = journey.play("<left><enter>3");
    assert!(shown.contains("The plan then ends Mon 16 Mar"), "{shown}");
    let shown = journey.play("1");
    assert!(shown.contains("Day 2 of 14") && shown.contains("Ends Mon 16 Mar") && shown.contains("1 day done"), "{shown}");
    // ill for three days, and on again early
    let shown = journey.play("e112");
    assert!(shown.contains("Paused until Fri 6 Mar") && shown.contains("Ill. ") && shown.contains("Ends Thu 19 Mar"), "{shown}");
    let shown = journey.play("@1d e1");
    assert!(shown.contains("Day 2 of 14") && shown.contains("Ends Tue 17 Mar") && shown.contains("1 day done"), "{shown}");
    // undo takes the last change back, whichever it was
    let shown = journey.play("u");
    assert!(shown.contains("Paused until Fri 6 Mar"), "{shown}");
    let shown = journey.play("@16d");
    assert!(shown.contains("All 14 days lie behind you") && shown.contains("1 day done"), "{shown}");
    let shown = journey.play("<enter>");
    assert!(shown.contains("the review") && shown.contains("13 open"), "{shown}");
}

#[test]
fn three_rated_days_are_a_baseline_and_day_one_is_the_day_after() {
    let mut journey = Journey::new(Beginning::default());
    assert!(journey.play("4<enter>1").contains("Baseline, 0 of 3"));
    assert!(journey.play("p6<esc>4").contains("Baseline, 1 of 3"));
    assert!(journey.play("@1d p5<esc>4").contains("Baseline, 2 of 3"));
    let shown = journey.play("@2d p5<esc>4");
    assert!(shown.contains("Day 1 of 14 is tomorrow") && shown.contains("3 days rated before it"), "{shown}");
    // a rating taken back no longer moves day 1, which stands
    let shown = journey.play("u 4");
    assert!(shown.contains("Day 1 of 14 is tomorrow"), "{shown}");
    assert!(journey.play("@1d").contains("Day 1 of 14"), "{shown}");
}

#[test]
fn doing_an_open_day_now_makes_today_that_day_and_begins() {
    let mut journey = Journey::new(Beginning::default());
    journey.play("4<enter>3 @1d");
    let shown = journey.play("4<left><enter>1");
    assert!(shown.contains("Before you begin"), "{shown}");
    let shown = journey.play("<esc>");
    assert!(shown.contains("Day 1 of 14") && shown.contains("Ends Mon 16 Mar"), "{shown}");
}

#[test]
fn a_click_on_the_sentence_of_the_moment_takes_it_away_and_does_not_act_on_the_hint_beneath() {
    let mut journey = Journey::new(Beginning::default());
    journey.play("p5<esc>@1m p6<esc>@1m 3");
    let footer = journey.text().lines().find(|line| line.contains("delete")).expect("a hint").to_owned();
    let at = u16::try_from(footer.chars().take_while(|c| *c != 'D').count()).expect("a column");
    let y = u16::try_from(journey.text().lines().position(|line| line == footer).expect("a row")).expect("a row");
    let shown = journey.play("D");
    assert!(shown.contains("Deleted: the rating 6.") && !shown.contains("D delete"), "{shown}");
    journey.happens(Event::Click(Position::new(at, y)));
    let shown = journey.text();
    assert!(shown.contains("D delete") && !shown.contains("Deleted:"), "{shown}");
    journey.happens(Event::Click(Position::new(at, y)));
    assert!(journey.text().contains("Deleted: the rating 5."), "now it is seen: {}", journey.text());
}

#[test]
fn pain_is_logged_with_one_press_over_the_help_and_the_warning_signs_too() {
    for over in ["?", "!", "2?", ",!"] {
        let shown = journey(&format!("{over}p"));
        assert!(shown.contains("How is your upper back right now?"), "{over}: {shown}");
    }
    // in a session it waits, as without the page over it
    let shown = journey("s5 @@12s ?p");
    assert!(shown.contains("The session stands still"), "{shown}");
    // where one types, p is a letter: the key closes the page as any other
    let shown = journey("2/<f1>p");
    assert!(!shown.contains("any other key closes") && !shown.contains("right now?"), "{shown}");
}

#[test]
fn a_session_that_was_ended_early_is_not_called_gone_through() {
    let shown = journey("s5 @@12s o712");
    assert!(shown.contains("The session has ended") && !shown.contains("You are through"), "{shown}");
    let shown = journey("s5 @@12s o712 4<backspace>");
    assert!(shown.contains("The session has ended") && !shown.contains("You are through"), "{shown}");
}

#[test]
fn the_form_writes_the_time_as_the_settings_do() {
    let mut journey = Journey::new(Beginning::default());
    journey.play(",G<up><up><up><up><up><up><right><esc>");
    let shown = journey.play("p5");
    assert!(shown.contains("Felt at") && shown.contains("9:00 am") && !shown.contains("09:00"), "{shown}");
}

#[test]
fn the_help_of_the_settings_lists_no_key_that_does_nothing_there() {
    let shown = journey(",?");
    assert!(shown.contains("log pain") && shown.contains("tick, take up, stop"), "{shown}");
    for idle in ["filter", "search", "numbers as a table", "more days", "turn it to the left", "other view", "next pane"] {
        assert!(!shown.contains(idle), "{idle}: {shown}");
    }
}

#[test]
fn esc_never_quits_and_q_does_on_today_alone() {
    let mut journey = Journey::new(Beginning::default());
    journey.play("<esc><esc> 3 q");
    assert!(!journey.ended && journey.text().contains("No rating yet"), "{}", journey.text());
    journey.play("q");
    assert!(journey.ended);
}
