//! Help for every place, and the warning signs.

use super::scene::{fresh, kept, kept_at};

#[test]
fn help_shows_the_keys_of_the_place_one_came_from() {
    for (place, script) in [
        ("pane", "?"),
        ("list", "2?"),
        ("form", "2f?"),
        ("entry", "p5?"),
        ("journal", "3?"),
        ("text", "2/<f1>"),
        ("scale", "p?"),
        ("player", "s5@1s ?"),
        ("dialog", "!?"),
    ] {
        kept(&format!("help_{place}"), fresh(script));
    }
}

#[test]
fn help_that_is_longer_than_the_screen_scrolls() {
    kept_at("help_scrolled", on_small("?<pgdn>"), &[(60, 18)]);
}

fn on_small(script: &str) -> super::support::Journey {
    super::scene::on(super::support::Beginning { size: (60, 18), ..Default::default() }, script)
}

#[test]
fn warning_signs_stand_on_four_pages_the_most_urgent_first() {
    for page in 1..=4 {
        kept(&format!("warnings_{page}"), fresh(&format!("!{}", "<right>".repeat(page - 1))));
    }
}
