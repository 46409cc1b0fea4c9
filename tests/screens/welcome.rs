//! The first start and the warning gate: every page, and the ways through them.

use unhunch::domain::{AnswerKind, Answers, Region, WarningAnswers, Word};
use unhunch::store::{Cell, Piece, PlanReply, PlanRequest, Record, Reply, Request, StoreError};

use super::scene::{kept, kept_at, kept_in_colour, light, mono, on};
use super::seed;
use super::support::{Beginning, Journey};

/// Somebody who has never started it.
fn new_here() -> Beginning {
    Beginning { welcomed: false, ..Beginning::default() }
}

fn first(script: &str) -> Journey {
    on(new_here(), script)
}

/// From the first page to the question after the signs, with nothing marked.
const NONE: &str = "<enter> <enter><enter><enter><enter>";
/// A sign to be seen today for, at 80 columns.
const FEVER: &str = "<enter> <enter> <space> <enter><enter><enter> <enter>";
/// Past every page.
const SKIP: &str = "<esc><esc><esc><esc><esc><esc>";

fn answers(journey: &mut Journey) -> Vec<Answers> {
    let Reply::Answers(found) = seed::answer(journey.store(), &Request::Answers(AnswerKind::Warning), seed::at(0, 9, 0)) else {
        panic!("no answers")
    };
    found
}

fn entries(journey: &mut Journey) -> Vec<Record> {
    let mut rows = Vec::new();
    let keep = |piece| {
        rows.extend(if let Piece::Record(row) = piece { Some(row) } else { None });
        Ok::<_, StoreError>(())
    };
    journey.store().records(keep).expect("read");
    rows.retain(|row| row.table.name == "entry");
    rows
}

#[test]
fn what_this_is_stands_first_once_and_plainly() {
    kept("welcome_hello", first(""));
}

#[test]
fn the_signs_are_asked_tier_by_tier_and_each_fits() {
    for (name, script) in [
        ("now", "<enter>"),
        ("today", "<enter><enter>"),
        ("soon", "<enter><enter><enter>"),
        ("ask_first", "<enter><enter><enter><enter>"),
        ("marked", "<enter><enter><down><space>"),
    ] {
        kept_at(&format!("welcome_signs_{name}"), first(script), &[(80, 24), (120, 36)]);
    }
    let small = || Beginning { size: (60, 18), ..new_here() };
    kept_at("welcome_signs_small", on(small(), "<enter>"), &[(60, 18)]);
    kept_at("welcome_signs_small_second_page", on(small(), "<enter><enter><space>"), &[(60, 18)]);
    kept("welcome_examined", first(NONE));
}

#[test]
fn at_any_size_every_sign_is_asked_and_none_is_cut() {
    for size in [(60, 18), (66, 20), (80, 24), (120, 36)] {
        let mut journey = on(Beginning { size, ..new_here() }, "<enter>");
        let mut seen = String::new();
        let mut pages = 0;
        while journey.text().contains("Is any of this true") {
            pages += 1;
            seen += &journey.text().replace('▌', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            journey.play("<enter>");
        }
        assert_eq!(pages, 4, "one page a tier at {size:?}");
        let (library, _) = unhunch::content::load(&unhunch::assets::Source::embedded(), &[]);
        let signs = &library.guidance.warning_signs;
        for sign in signs.tiers.iter().flat_map(|tier| &tier.signs) {
            let brief = sign.brief.as_ref().is_some_and(|brief| seen.contains(brief));
            assert!(brief || seen.contains(&sign.short), "{} at {size:?}", sign.id);
        }
        for words in &signs.ask_first {
            let rest = words.trim_start_matches("Ask first ").trim_end_matches('.');
            let rest = rest.split_once("; ").map_or(rest, |(who, _)| who);
            assert!(seen.contains(&rest[1..]), "{words} at {size:?}");
        }
    }
}

#[test]
fn each_tier_says_what_to_do_and_an_ambulance_nothing_else() {
    kept("welcome_now", first("<enter> <space> <enter>"));
    kept("welcome_today", first(FEVER));
    kept("welcome_soon", first("<enter> <enter><enter> <space><down><space> <enter><enter> <enter>"));
    kept("welcome_ask_first", first("<enter> <enter><enter><enter> <down><space> <enter> <enter>"));
    kept("welcome_several", first("<enter> <enter> <space><down><space><down><space> <enter> <space> <enter> <space> <enter> <enter>"));
    kept("welcome_looked_at", first(&format!("{NONE} 2")));
    let now = first("<enter> <space> <enter>").text();
    assert!(now.contains("112") && !now.to_lowercase().contains("exercise"), "{now}");
}

#[test]
fn what_is_at_hand_where_it_hurts_and_how_much() {
    kept("welcome_equipment", first("<enter><esc> <down><space>"));
    kept("welcome_where", first("<enter><esc><esc> <down><down><space><down><down><down>*"));
    kept("welcome_how_much", first("<enter><esc><esc> <down><space> <enter>"));
    kept("welcome_dots", first("<enter><esc><esc><esc><left>"));
    kept("welcome_plan", first("<enter><esc><esc><esc><esc>"));
}

#[test]
fn it_reads_in_a_light_room_and_without_colours() {
    for (name, theme, env) in [("light", "calm-light", light as fn(&str) -> _), ("mono", "mono", mono)] {
        kept_in_colour(&format!("welcome_in_colour_{name}"), &on(Beginning { env, ..new_here() }, "<enter><enter><space>"), theme);
        kept_in_colour(&format!("warned_in_colour_{name}"), &on(Beginning { env, ..new_here() }, FEVER), theme);
    }
}

#[test]
fn skipping_every_page_writes_nothing_and_is_not_asked_again() {
    let mut journey = first(SKIP);
    assert!(journey.text().contains("1 Today"), "{}", journey.text());
    assert_eq!((answers(&mut journey).len(), entries(&mut journey).len()), (0, 0));
    let next = journey.again(new_here());
    assert!(next.text().contains("1 Today"), "{}", next.text());
}

#[test]
fn what_was_begun_and_not_gone_through_is_shown_again() {
    let next = first("<enter><esc><esc><space><enter>5<esc><esc>").again(new_here());
    assert!(next.text().contains("1 Today"), "the last page ends it");
    let cut_off = first("<enter><esc><esc><space><enter>").again(new_here());
    assert!(cut_off.text().contains("no medical device"), "{}", cut_off.text());
}

#[test]
fn whoever_has_done_a_session_before_is_not_asked() {
    let used = on(Beginning { store: Some(seed::two_weeks()), ..new_here() }, "");
    assert!(used.text().contains("1 Today"), "{}", used.text());
}

#[test]
fn a_yes_stands_before_every_session_until_it_is_acknowledged_and_restart_remembers() {
    let mut journey = first(&format!("{FEVER} <enter> <esc><esc><esc>"));
    assert!(journey.text().contains("1 Today"), "{}", journey.text());
    let body: WarningAnswers = serde_json::from_str(&answers(&mut journey)[0].body).expect("answers");
    assert_eq!((body.signs, body.ask_first, body.examined), (vec!["fever-infection".to_owned()], Vec::new(), Some(true)));
    let mut journey = journey.again(new_here());
    for way in ["<enter>", "s", "S", "2/doorway<enter><enter>", "2/heat<space>pack<enter><enter>"] {
        let shown = journey.play(way);
        assert!(shown.contains("Be seen today") && !shown.contains("Before you begin"), "{way}\n{shown}");
        // the journal is never blocked
        assert!(journey.play("<esc> p4").contains("Saved"), "{way}");
        journey.play("<esc>1");
    }
    kept("warned", on(Beginning { store: None, ..new_here() }, &format!("{FEVER} <enter> <esc><esc><esc> s")));
    assert!(journey.play("S2").contains("Short version. Before you begin"));
    assert!(journey.play("5 @1s").contains("Get ready"), "{}", journey.text());
    assert!(answers(&mut journey)[0].acknowledged_at.is_some());
}

#[test]
fn a_number_pressed_before_the_page_is_there_begins_nothing() {
    let mut journey = first(&format!("{FEVER} <enter> <esc><esc><esc>"));
    let begin = journey.asked.len();
    journey.play("s5");
    assert!(journey.asked[begin..].iter().all(|(_, request)| !matches!(request, Request::Begin(_))));
    let shown = journey.play("<esc>");
    assert!(shown.contains("1 Today") && !shown.contains("left in the middle"), "{shown}");
}

#[test]
fn what_was_left_in_the_middle_goes_on_only_after_it_too_but_can_be_ended() {
    let warn = |journey: &mut Journey| {
        let body = r#"{"signs":["limb-signs"]}"#.to_owned();
        seed::answer(journey.store(), &Request::Answer { kind: AnswerKind::Warning, about: None, body }, seed::at(0, 9, 5));
    };
    let later = || Beginning { start: "2026-03-02T09:30:00+01:00", ..Beginning::default() };
    let mut left = on(Beginning::default(), "S5@25s");
    warn(&mut left);
    let mut journey = left.again(later());
    assert!(journey.text().contains("Go on there"));
    let shown = journey.play("1");
    assert!(shown.contains("Be seen today"), "{shown}");
    assert!(journey.play("2").contains("Go on there"));
    assert!(journey.play("1 @1s").contains("on in"), "{}", journey.text());
    let mut left = on(Beginning::default(), "S5@25s");
    warn(&mut left);
    let mut journey = left.again(later());
    assert!(!journey.play("2").contains("Be seen today"), "to end it is always possible");
}

#[test]
fn an_acknowledgement_at_once_opens_the_exercises_and_undo_closes_them() {
    let mut journey = first(&format!("{FEVER} 2 <esc><esc><esc><esc>"));
    assert!(journey.play("S").contains("Before you begin"));
    let shown = journey.play("<esc>uS");
    assert!(shown.contains("Be seen today"), "{shown}");
}

#[test]
fn whoever_rings_for_an_ambulance_is_asked_nothing_more() {
    let journey = first("<enter> <space> <enter> <enter>");
    assert!(journey.text().contains("1 Today"), "{}", journey.text());
    // what was not asked then is asked at the next start
    let next = journey.again(new_here());
    assert!(next.text().contains("no medical device"), "{}", next.text());
}

#[test]
fn an_ambulance_sign_seen_to_at_once_leads_on_to_the_less_urgent_signs_and_the_rest() {
    for line in ["2", "3"] {
        let mut journey = first(&format!("<enter> <space> <enter> {line}"));
        assert!(journey.text().contains("page 2 of 4"), "{line}\n{}", journey.text());
        let shown = journey.play("<enter><enter><enter> 1");
        assert!(shown.contains("What do you have at hand?"), "{line}\n{shown}");
        let shown = journey.play("<esc><esc><esc>");
        assert!(shown.contains("5 of 5") && shown.contains("Two weeks of tracking"), "{line}\n{shown}");
        let all = answers(&mut journey);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|answers| answers.acknowledged_at.is_some()), "{all:?}");
    }
    let shown = first("<enter> <space> <enter> 3 <left>").text();
    assert!(shown.contains("○  Chest pain"), "what is no longer true is no longer marked\n{shown}");
}

#[test]
fn asked_again_no_plan_is_offered_while_an_earlier_yes_waits() {
    let mut journey = first(&format!("{FEVER} <enter> <esc><esc><esc>"));
    let shown = journey.play(", G <enter> <enter>");
    assert!(shown.contains("1 of 4"), "{shown}");
}

/// What was chosen, by name.
fn prefs(journey: &mut Journey) -> std::collections::BTreeMap<String, String> {
    let Reply::Prefs(prefs) = seed::answer(journey.store(), &Request::Prefs, seed::at(0, 9, 0)) else { panic!("no choices") };
    prefs
}

#[test]
fn the_dots_that_look_right_are_kept_and_those_of_the_terminal_are_no_choice() {
    const DOTS: &str = "<enter><esc><esc><esc>";
    let mut journey = first(&format!("{DOTS} G <enter><esc>"));
    assert_eq!(prefs(&mut journey).get("marker").map(String::as_str), Some("\"Braille\""));
    let shown = journey.play(",<down><down>");
    assert!(shown.contains("braille"), "{shown}");
    // asked again, what the terminal's name stands for takes the choice back
    journey.play(&format!("G <enter> {DOTS} g <right><right> <enter>"));
    assert_eq!(prefs(&mut journey).get("marker"), None);
    for (script, kept) in [("<enter>", None), ("<esc>", None), ("g<enter>", Some("\"Octant\""))] {
        let mut journey = first(&format!("{DOTS} {script} <esc>"));
        assert!(journey.text().contains("1 Today"), "{script}\n{}", journey.text());
        assert_eq!(prefs(&mut journey).get("marker").map(String::as_str), kept, "{script}");
    }
    assert!(first(&format!("{DOTS} <backspace>")).text().contains("Where does it hurt"));
    let mut clicked = first(DOTS);
    clicked.click("sextants");
    clicked.play("<enter>");
    assert_eq!(prefs(&mut clicked).get("marker").map(String::as_str), Some("\"Sextant\""));
}

#[test]
fn without_an_examination_sessions_take_their_gentle_forms_until_one_is_told_of() {
    let says = "until somebody has examined it";
    let mut journey = first(&format!("{NONE} 2 <enter> <esc><esc><esc><esc>"));
    let shown = journey.play("s");
    assert!(shown.contains(says), "{shown}");
    let full = journey.play("f");
    assert!(full.contains("as you chose") || full.contains("The full forms"), "{full}");
    let shown = journey.play(&format!("<esc>, G <enter> {NONE} 1 <esc><esc><esc><esc> s"));
    assert!(shown.contains("Before you begin") && !shown.contains(says), "{shown}");
}

#[test]
fn asked_again_with_none_true_nothing_stands_in_the_way_any_more() {
    let mut journey = first(&format!("{FEVER} <enter> <esc><esc><esc>"));
    let shown = journey.play(", G <enter>");
    assert!(shown.contains("no medical device"), "{shown}");
    journey.play(&format!("{NONE} 1 <esc><esc><esc><esc>"));
    assert!(journey.play("S").contains("Before you begin"), "{}", journey.text());
    assert_eq!(answers(&mut journey).len(), 2);
}

#[test]
fn going_back_and_on_keeps_nothing_twice() {
    let mut journey = first(&format!("{NONE} 1 <left> 1 <esc><esc><esc><esc>"));
    assert_eq!(answers(&mut journey).len(), 1);
}

#[test]
fn the_first_entry_has_its_regions_and_the_worst_of_them() {
    let mut journey = first("<enter><esc><esc> <space><down>* <enter> 5");
    assert!(journey.text().contains("Saved: 5 at 09:00."), "{}", journey.text());
    let all = entries(&mut journey);
    assert_eq!((all.len(), all[0].cell("score")), (1, &Cell::Whole(5)));
    let words: Vec<(&str, bool)> = all[0].words.iter().map(|word| (word.word.as_str(), word.worst)).collect();
    assert_eq!(words, [(Region::NeckLeft.id(), false), (Word::Region(Region::NeckRight).id(), true)]);
    let none = &mut first("<enter><esc><esc> <space> <enter> <enter>");
    assert_eq!(entries(none).len(), 0, "a missing rating is missing");
}

/// The run that is open.
fn run(journey: &mut Journey) -> Option<unhunch::domain::Run> {
    let Reply::Plan(PlanReply::Run(found)) = seed::answer(journey.store(), &Request::Plan(PlanRequest::Open), seed::at(0, 9, 0)) else {
        panic!("no answer")
    };
    found.map(|history| history.run)
}

#[test]
fn a_plan_begins_with_its_baseline_or_none_for_now() {
    let mut journey = first("<enter><esc><esc><esc><esc> <enter>");
    assert!(journey.text().contains("1 Today"), "{}", journey.text());
    let begun = run(&mut journey).expect("a run");
    assert_eq!((begun.plan.as_str(), begun.routine.as_str(), begun.length), ("two-week-tracking", "daily-relief", 14));
    assert_eq!((begun.baseline_day, begun.day1), (Some(seed::at(0, 9, 0).day), None));
    // asked again, a plan that runs is left alone
    let shown = journey.play(", G <enter> <esc>");
    assert!(shown.contains("1 of 4"), "{shown}");
    assert!(journey.play("<esc><esc><esc><esc>").contains("1 Today"));
    assert_eq!(run(&mut journey).map(|run| run.uid), Some(begun.uid));
    for none in ["<esc>", "<down><down><down><enter>"] {
        assert_eq!(run(&mut first(&format!("<enter><esc><esc><esc><esc> {none}"))), None, "{none}");
    }
}

#[test]
fn no_plan_is_offered_while_exercises_wait() {
    let shown = first(&format!("{FEVER} <enter> <esc>")).text();
    assert!(shown.contains("3 of 4"), "{shown}");
    let shown = first(&format!("{FEVER} 2 <esc><esc><esc>")).text();
    assert!(shown.contains("5 of 5") && shown.contains("Two weeks of tracking"), "{shown}");
}

#[test]
fn a_place_that_is_not_just_a_place_leads_to_the_warning_signs() {
    let shown = first("<enter><esc><esc> G <space> <enter> 5").text();
    assert!(shown.contains("Call an ambulance now"), "{shown}");
}

#[test]
fn what_is_at_hand_is_kept_as_the_setting() {
    let mut journey = first("<enter><esc> n <down><space> <enter><esc><esc><esc>");
    let Reply::Prefs(prefs) = seed::answer(journey.store(), &Request::Prefs, seed::at(0, 9, 0)) else { panic!("no choices") };
    assert_eq!(prefs.get("equipment").map(String::as_str), Some(r#"["Mat"]"#));
    let shown = journey.play(", G <up><up>");
    assert!(shown.contains("1 of 16"), "{shown}");
    let mut all = first("<enter><esc> n a <enter><esc>");
    let Reply::Prefs(prefs) = seed::answer(all.store(), &Request::Prefs, seed::at(0, 9, 0)) else { panic!("no choices") };
    assert_eq!(prefs.get("equipment").map(String::as_str), Some("null"), "all of it is no choice");
}

#[test]
fn a_click_marks_and_the_button_goes_on() {
    let mut journey = first("");
    journey.click("Go on");
    let shown = journey.click("Pain after a serious fall");
    assert!(shown.contains("●  Pain after a serious fall"), "{shown}");
    let shown = journey.click("Go on");
    assert!(shown.contains("Call an ambulance now"), "{shown}");
    let mut other = first("<enter><esc>");
    assert!(other.click("Massage gun").contains("○  Massage gun"));
    assert!(other.click("skip").contains("Where does it hurt"), "{}", other.text());
    other.click("Neck, right");
    other.click("Go on");
    other.click("7");
    assert_eq!(entries(&mut other).len(), 0, "one click only stands on it");
    assert!(other.click("7").contains("Which of these looks right?"), "{}", other.text());
    let rows = entries(&mut other);
    assert_eq!(rows.iter().map(|row| row.cell("score").clone()).collect::<Vec<_>>(), [7.into()]);
    assert_eq!(rows[0].words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["neck-right"]);
}
