//! Laws of the loop, kept by whole journeys through it.

mod support;

use support::{Beginning, Journey, journey};

#[test]
fn a_rating_of_one_key_is_on_today_at_once() {
    let before = journey("");
    assert!(before.contains("No rating yet"), "{before}");
    let after = journey("p5");
    assert!(!after.contains("No rating yet") && after.contains('5'), "{after}");
}

#[test]
fn at_rest_nothing_is_due_but_the_day() {
    for script in ["", "2", "?", "!", "2/cat", "p", "s"] {
        let mut journey = Journey::new(Beginning::default());
        journey.play(script);
        let frames = journey.frames;
        journey.play("@10h");
        assert_eq!(journey.frames, frames, "after {script:?} something moved by itself");
    }
}

#[test]
fn a_whole_session_runs_with_no_key_pressed() {
    let mut journey = Journey::new(Beginning::default());
    println!("{}", journey.play("S"));
    println!("{}", journey.play("4"));
    println!("{}", journey.play("@3s"));
    println!("{}", journey.play("@20s"));
    println!("{}", journey.play("@200s"));
    println!("{:?} due {:?}", journey.frames, journey.due());
    for a in journey.asked.iter().rev().take(6) { println!("{a:?}"); }
    println!("{}", journey.play("@5s"));
}
