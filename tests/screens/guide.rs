//! The guide: a page of each kind, the desk check, the habits, what a search finds; beside each other and one in place of the other.

use unhunch::domain::AnswerKind;
use unhunch::store::{HabitName, HabitRequest, Request, Store};

use super::scene::{fresh, kept, kept_at, kept_in_colour, light, mono, on};
use super::seed;
use super::support::{Beginning, Journey};

/// Small enough that the page stands in the place of the list.
fn narrow(script: &str) -> Journey {
    on(Beginning { size: (60, 18), ..Beginning::default() }, script)
}

fn with(store: Store, script: &str) -> Journey {
    on(Beginning { store: Some(store), ..Beginning::default() }, script)
}

/// A desk check made so many days ago.
fn checked(back: i64) -> Store {
    let mut store = Store::in_memory().expect("a store");
    let body = r#"{"screen-height":true,"seat-height":false,"feet-flat":true,"low-back":false,"keys-close":true}"#;
    let answer = Request::Answer { kind: AnswerKind::Desk, about: None, body: body.into() };
    seed::answer(&mut store, &answer, seed::at(back, 10, 0));
    store
}

/// Two habits since nine days, ticked on some of them.
pub fn two_habits() -> Store {
    let mut store = seed::two_weeks();
    let named = |id: &str, name: &str| HabitName { id: id.into(), name: name.into() };
    let (lunch, chest) = (named("mobility-after-lunch", "Mobility after lunch"), named("chest-stretch", "Morning chest stretch"));
    let mut ask = |request, back| seed::answer(&mut store, &Request::Habit(request), seed::at(back, 12, 0));
    ask(HabitRequest::TakeUp(vec![lunch.clone(), chest.clone()]), 9);
    for (habit, back) in [(&lunch, 9), (&lunch, 8), (&chest, 8), (&lunch, 5), (&chest, 3), (&chest, 2), (&lunch, 1), (&chest, 0)] {
        ask(HabitRequest::Tick { habit: habit.clone(), day: seed::at(back, 12, 0).day, done: true }, back);
    }
    store
}

#[test]
fn it_opens_on_what_is_most_urgent() {
    kept("guide", fresh("5"));
    kept_in_colour("guide_in_colour", &fresh("5"), "calm-dark");
}

#[test]
fn each_tier_has_a_page_and_so_have_stopping_and_asking_first() {
    kept_at("guide_today", fresh("5<down>"), &[(80, 24), (120, 36)]);
    kept_at("guide_soon", fresh("5<down><down>"), &[(80, 24)]);
    kept_at("guide_stop", fresh("5<down><down><down>"), &[(80, 24)]);
    kept_at("guide_ask_first", fresh("5<down><down><down><down>"), &[(80, 24)]);
}

#[test]
fn a_remedy_says_how_good_the_evidence_is_and_what_to_beware_of_first() {
    kept("guide_heat", fresh("5/warm<space>pack<esc>/heat<enter><enter><esc>"));
    kept_in_colour("guide_heat_in_colour", &fresh("5/heat<enter>"), "calm-dark");
    kept_at("guide_heat_second_page", fresh("5/heat<enter><right>"), &[(80, 24), (120, 36)]);
}

#[test]
fn a_remedy_with_two_timers_asks_which() {
    kept("guide_timer", fresh("5/heat<enter><enter>"));
}

#[test]
fn a_folk_drink_has_an_honest_word() {
    kept("guide_folk", fresh("5/folk<space>drinks<enter>"));
    kept_at("guide_folk_found", fresh("5/switchel<enter>"), &[(80, 24)]);
}

#[test]
fn a_desk_never_looked_at_says_what_a_desk_can_do() {
    kept("guide_desk", fresh("5/desk<space>check<enter>"));
}

#[test]
fn the_desk_check_is_a_list_of_points() {
    kept("guide_desk_form", fresh("5/desk<space>check<enter><enter>"));
    kept("guide_desk_marked", fresh("5/desk<space>check<enter><enter><space><down><space><space>"));
    kept_in_colour("guide_desk_in_colour", &fresh("5/desk<space>check<enter><enter><space><down><space><space>"), "calm-dark");
    kept_at("guide_desk_end", fresh("5/desk<space>check<enter><enter>G"), &[(80, 24), (60, 18)]);
}

#[test]
fn a_desk_check_left_in_the_middle_asks() {
    kept_at("guide_desk_leave", fresh("5/desk<space>check<enter><enter><space><esc>"), &[(80, 24)]);
}

#[test]
fn a_desk_check_cut_off_by_a_kill_goes_on_where_it_was() {
    let journey = fresh("5/desk<space>check<enter><enter><space><down><space><space> @1s");
    let mut next = journey.again(Beginning::default());
    next.play("5/desk<space>check<enter>");
    kept_at("guide_desk_half", next, &[(80, 24)]);
    let cut_off = fresh("5/desk<space>check<enter><enter><space><down><space><space> @1s");
    let shown = cut_off.again(Beginning::default()).play("5/desk<space>check<enter><enter>");
    assert!(shown.contains("yes") && shown.contains("not yet"), "{shown}");
    // kept or left, it is over
    for end in ["<enter>", "<esc>2"] {
        let mut journey = fresh("5/desk<space>check<enter><enter><space> @1s");
        journey.play(end);
        let shown = journey.again(Beginning::default()).play("5/desk<space>check<enter>");
        assert!(!shown.contains("half made"), "{end}\n{shown}");
    }
    // nothing is kept before anything is answered
    let shown = fresh("5/desk<space>check<enter><enter> @3s").again(Beginning::default()).play("5/desk<space>check<enter>");
    assert!(!shown.contains("half made"), "{shown}");
}

#[test]
fn a_desk_check_is_dated_with_what_was_not_yet_so_and_comes_back_after_four_weeks() {
    kept("guide_desk_checked", with(checked(3), "5/desk<space>check<enter>"));
    kept("guide_desk_due", with(checked(28), "5/desk<space>check<enter><esc>"));
    // within the weeks the answers stand there to be changed, after them all is asked anew
    kept_at("guide_desk_again", with(checked(3), "5/desk<space>check<enter><enter>"), &[(80, 24)]);
    kept_at("guide_desk_anew", with(checked(28), "5/desk<space>check<enter><enter>"), &[(80, 24)]);
}

#[test]
fn a_habit_says_how_and_why_before_it_is_taken_up() {
    kept("guide_habit", fresh("5/mobility<space>after<enter><esc>"));
    kept_at("guide_keeping", fresh("5/keeping<enter><esc>"), &[(80, 24)]);
}

#[test]
fn habits_that_go_together_are_taken_up_at_once() {
    kept_at("guide_preset", fresh("5/together<enter><esc>"), &[(80, 24), (120, 36)]);
    kept_at("guide_preset_taken", fresh("5/together<enter><esc><enter>"), &[(80, 24)]);
}

#[test]
fn kept_habits_stand_first_with_their_fourteen_days() {
    kept("guide_habits", with(two_habits(), "5/after<space>lunch<enter><esc>"));
    kept_at("guide_habits_ticked", with(two_habits(), "5/after<space>lunch<enter><esc><space>"), &[(80, 24), (120, 36)]);
    let mut beginning = Beginning { store: Some(two_habits()), env: mono, ..Beginning::default() };
    kept_in_colour("guide_habits_in_colour_mono", &on(beginning, "5/after<space>lunch<enter><esc>"), "mono");
    beginning = Beginning { store: Some(two_habits()), env: light, ..Beginning::default() };
    kept_in_colour("guide_habits_in_colour_light", &on(beginning, "5/after<space>lunch<enter><esc>"), "calm-light");
}

#[test]
fn background_and_questions_have_their_pages() {
    kept_at("guide_background", fresh("5/why<space>it<space>hurts<enter><esc>"), &[(80, 24), (120, 36)]);
    kept_at("guide_expect", fresh("5/to<space>expect<enter><esc><right>"), &[(80, 24)]);
    kept("guide_question", fresh("5/heat<space>or<space>cold<enter><esc>"));
}

#[test]
fn a_search_looks_through_names_and_texts_and_opens_the_page_where_it_stands() {
    kept("guide_search", fresh("5/vinegar"));
    kept_at("guide_slip", fresh("5/capsiacin"), &[(80, 24)]);
    kept("guide_nothing", fresh("5/xyzzy<enter>"));
}

#[test]
fn where_it_is_narrow_the_page_takes_the_place_of_the_list() {
    kept_at("guide_narrow_page", narrow("5/heat<enter><enter>"), &[(60, 18), (69, 24)]);
    kept_at("guide_narrow_second_page", narrow("5/heat<enter><enter><right>"), &[(60, 18)]);
    kept_at("guide_narrow_back", narrow("5/heat<enter><enter><esc>"), &[(60, 18)]);
}
