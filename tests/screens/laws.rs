//! What holds for every screen at every size: no key and no size panics, and every word can be read.

use std::time::Duration;

use crossterm::event::KeyCode;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::symbols::pixel::{OCTANTS, QUADRANTS};
use unhunch::assets::Source;
use unhunch::config::theme::contrast;
use unhunch::config::{Choices, Key, KeyContext};
use unhunch::runtime::Event;

use super::scene::{fresh, octant, on};
use super::seed;
use super::support::{Beginning, Journey};

/// From a start to each screen, with nothing laid over it.
const WAYS: [&str; 63] = [
    "",
    "Z",
    "Z4",
    "m @3s",
    "m @@14s",
    "2",
    "2G",
    "2/rot",
    "2/xyzzy<enter>",
    "2f",
    "2/doorway<enter><esc><right>",
    "s",
    "S",
    "p",
    "p<right>",
    "s5 @1s",
    "s5 @1s n n @@7s",
    "2/doorway<enter><enter>5 @@11s n @@1s",
    "2/band<space>row<enter><enter>5 @1s n n @@8s",
    "s5 @@12s <space>",
    "s5 @@12s o",
    "s5 @@12s o3",
    "s5 @@12s o31",
    "s5 @@12s q",
    "s5 @@12s q24",
    "2/diaphrag<enter><enter>5 @@14s",
    "2/doorway<enter><enter>5 @@42s",
    "2/doorway<enter><enter>5 @@18s v v v",
    "2/bird<enter><enter>5 @@18s v",
    "4",
    "4<down><down><right>",
    "4<enter>3",
    "4<enter>1",
    "4<enter>3e115<enter>",
    "4<down><enter>1",
    "4<down><enter>1<enter>1",
    "!",
    "!<right><right><right>",
    "3",
    "3G",
    "3/relief",
    "3/xyzzy<enter>",
    "3++",
    "3#",
    "3a",
    "p5",
    "p5<space><tab><space>",
    "p5<tab><tab><tab><tab><tab>a<enter>b",
    "p5<tab><tab><tab><tab><tab><tab>x",
    "5",
    "5G",
    "5<right>",
    "5/heat<enter><down><up>",
    "5/cold<space>pack<enter>",
    "5/folk<enter><right>",
    "5/xyzzy<enter>",
    "5/desk<space>check<enter><enter><space><down><space><space>",
    "5/standing<space>block<enter><esc><space><space>",
    ",",
    ",<down><down><right>",
    ",<down><down><enter><right>",
    ",G",
    ",G<up><up><enter>",
];

/// The same where nudges come.
const NUDGED_WAYS: [&str; 9] = ["@41m", "2@41m", "3@41m", ",@41m", "p@41m", "2/ @41m", "@41m Z", "@41m x@41m x@41m", "@41m m @3s"];

/// The same for somebody who has never started it.
const FIRST_WAYS: [&str; 12] = [
    "",
    "<enter>",
    "<enter><enter><space>",
    "<enter><enter><enter><enter><enter>",
    "<enter><space><enter>",
    "<enter><enter><space><enter><enter><enter><enter>",
    "<enter><enter><space><enter><enter><enter><enter><enter><esc><esc>s",
    "<enter><esc>",
    "<enter><esc><esc><space>",
    "<enter><esc><esc><space><enter>",
    "<enter><esc><esc><esc>",
    "<enter><esc><esc><esc><esc>",
];

/// Sizes at which something changes its shape, and some between.
const SIZES: [(u16, u16); 17] = [
    (60, 18),
    (61, 21),
    (69, 22),
    (70, 22),
    (70, 18),
    (80, 24),
    (99, 29),
    (99, 36),
    (100, 24),
    (100, 30),
    (100, 33),
    (100, 34),
    (100, 35),
    (100, 36),
    (120, 30),
    (130, 40),
    (200, 60),
];

/// Letters and digits that cannot be read on what they stand on, with their places.
fn faint(screen: &Buffer) -> Vec<String> {
    let is_word = |symbol: &str| symbol.chars().all(char::is_alphanumeric);
    let cells = screen.area.positions().map(|at| (at, &screen[at])).filter(|(_, cell)| is_word(cell.symbol()));
    let faint = cells.filter_map(|(at, cell)| contrast(cell.fg, cell.bg).filter(|found| *found < 4.5).map(|found| (at, cell, found)));
    faint.map(|(at, cell, found)| format!("`{}` at {},{} has a contrast of {found:.1}", cell.symbol(), at.x, at.y)).collect()
}

/// Shapes of dots from the uppermost line of the session's progress downwards, where only lines and words have their place.
fn strays(screen: &Buffer) -> Vec<String> {
    let row = |y| (0..screen.area.width).map(|x| screen[(x, y)].symbol()).collect::<String>();
    let is_line = |y: &u16| row(*y).chars().filter(|c| "─━".contains(*c)).count() > usize::from(screen.area.width / 2);
    let Some(first) = (0..screen.area.height).find(is_line) else { return Vec::new() };
    let is_shape = |symbol: &str| symbol.chars().any(|c| c != ' ' && (QUADRANTS.contains(&c) || OCTANTS.contains(&c)));
    (first..screen.area.height).filter(|y| row(*y).chars().any(|c| is_shape(&c.to_string()))).map(row).collect()
}

#[test]
fn words_never_meet_shapes_or_a_ground_they_cannot_be_read_on() {
    let mut wrong = Vec::new();
    let ways = WAYS
        .map(|way| (way, Some(seed::two_weeks()), true, false))
        .into_iter()
        .chain(NUDGED_WAYS.map(|way| (way, Some(seed::two_weeks()), true, true)))
        // what lies beneath a question is set back, and is not to be read
        .filter(|(way, ..)| !way.contains('Z'))
        .chain(FIRST_WAYS.map(|way| (way, None, false, false)));
    for (way, store, welcomed, nudges) in ways {
        let mut journey = on(Beginning { env: octant, store, welcomed, nudges, ..Beginning::default() }, way);
        for (width, height) in SIZES {
            journey.resize(width, height);
            let faint = faint(journey.screen());
            if let Some(first) = faint.first() {
                wrong.push(format!("{way:?} at {width}x{height}: {first}, and {} more\n{}", faint.len() - 1, journey.text()));
            }
            if let Some(stray) = strays(journey.screen()).first() {
                wrong.push(format!("{way:?} at {width}x{height}: shapes lie over the session's line: {stray}\n{}", journey.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One thing that happens.
#[derive(Clone, Debug)]
enum Step {
    Key(Key),
    Paste,
    Resize(u16, u16),
    Wait(u64),
    Sleep,
    Outside,
}

/// Every key of the keymap, whatever place it is for, and some that mean nothing.
fn keys() -> Vec<Key> {
    let keymap = Choices::read(&Source::embedded()).expect("the embedded files").0.keymap;
    let named = KeyContext::ALL.into_iter().flat_map(|place| keymap.table(place)).flat_map(|(_, keys)| keys);
    let others = ["a", "ü", "漢", "9", "alt-x", "ctrl-x", "f12", "delete", "space"].map(|key| key.parse().expect("a key"));
    let mut keys: Vec<Key> = Vec::new();
    for key in named.chain(others) {
        // to the shell and out are the loop's business
        let is_exit = key.ctrl && matches!(key.code, KeyCode::Char('c' | 'z'));
        if !keys.contains(&key) && !is_exit {
            keys.push(key);
        }
    }
    keys
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => proptest::sample::select(keys()).prop_map(Step::Key),
        4 => (0u16..=130, 0u16..=40).prop_map(|(width, height)| Step::Resize(width, height)),
        3 => (0u64..1900).prop_map(Step::Wait),
        1 => Just(Step::Paste),
        1 => Just(Step::Sleep),
        1 => Just(Step::Outside),
    ];
    proptest::collection::vec(step, 1..16)
}

fn happens(journey: &mut Journey, step: &Step) {
    match step {
        Step::Key(key) => journey.happens(Event::Key(*key)),
        Step::Paste => journey.happens(Event::Paste("two\nlines\u{1b}[31m and \u{202e}more".into())),
        Step::Resize(width, height) => journey.resize(*width, *height),
        Step::Wait(ms) => journey.hurry(Duration::from_millis(*ms)),
        Step::Sleep => {
            journey.sleep(Duration::from_secs(3600));
            journey.happens(Event::Time);
        }
        Step::Outside => journey.happens(Event::Outside),
    }
}

/// How many journeys are tried; `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_key_no_size_and_no_time_panics_on_any_screen(way in 0..WAYS.len() + FIRST_WAYS.len() + NUDGED_WAYS.len(), steps in steps()) {
        let mut journey = match way.checked_sub(WAYS.len()) {
            None => fresh(WAYS[way]),
            Some(way) if way >= FIRST_WAYS.len() => {
                on(Beginning { nudges: true, ..Beginning::default() }, NUDGED_WAYS[way - FIRST_WAYS.len()])
            }
            Some(way) => on(Beginning { welcomed: false, ..Beginning::default() }, FIRST_WAYS[way]),
        };
        for step in &steps {
            if journey.ended {
                break;
            }
            happens(&mut journey, step);
            let controls = journey.text().chars().filter(|c| c.is_control() && *c != '\n').count();
            prop_assert_eq!(controls, 0, "control characters on the screen");
        }
    }
}
