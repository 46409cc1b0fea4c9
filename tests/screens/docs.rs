//! What the docs show of the app is drawn and listed by the app: pictures, keys, settings. `UNHUNCH_BLESS=1 cargo test` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ratatui::buffer::Buffer;
use unhunch::assets::Source;
use unhunch::config::{Action, Choices, KeyContext, Keymap};

use super::scene::{octant, on};
use super::seed;
use super::support::{Beginning, Journey};
use super::svg::svg;

/// Holds a file of the docs against what the app says, or writes it.
fn fresh(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UNHUNCH_BLESS").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        return fs::write(file, text).expect("written");
    }
    let known = fs::read_to_string(file).unwrap_or_default();
    assert!(
        known == text,
        "{path} no longer shows what the app does. Write it anew with `UNHUNCH_BLESS=1 cargo test`, look at it, and commit it."
    );
}

/// The same for a part of a file, between its two marks.
pub fn fresh_part(path: &str, mark: &str, text: &str) {
    let whole = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file");
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = whole.split_once(&open).unwrap_or_else(|| panic!("{path} has lost its mark {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{path} has lost its mark {close}"));
    fresh(path, &format!("{before}{open}{text}{close}{after}"));
}

fn picture(script: &str) -> Buffer {
    let beginning = Beginning { size: (100, 30), env: octant, store: Some(seed::two_weeks()), ..Beginning::default() };
    on(beginning, script).screen().clone()
}

#[test]
fn the_pictures_show_what_the_app_draws() {
    fresh(
        "docs/pictures/today.svg",
        &svg(&picture(""), "Today: the daily routine is due, and the pain of the last 14 days before and after it."),
    );
    fresh(
        "docs/pictures/library.svg",
        &svg(&picture("2/doorway<enter><esc>"), "The library: the list, and the page of the doorway stretch."),
    );
    let hold = "s5 @@277s";
    fresh("docs/pictures/player.svg", &svg(&picture(hold), "The player in a hold: the seconds left, what to do, what comes next."));
    let mut through: Journey = on(Beginning { size: (100, 30), env: octant, store: Some(seed::two_weeks()), ..Beginning::default() }, "s5");
    through.hurry(std::time::Duration::from_secs(1085));
    through.play("3");
    fresh("docs/pictures/summary.svg", &svg(through.screen(), "The summary: pain before and after, and what was done."));
}

/// Where keys are pressed, as the docs call it.
const PLACES: [(KeyContext, &str); 7] = [
    (KeyContext::Pane, "Today"),
    (KeyContext::List, "Library, Journal, Guide and Breaks, in the list"),
    (KeyContext::Text, "Text, in a search or a form"),
    (KeyContext::Form, "In a filter or a form"),
    (KeyContext::Scale, "Pain scale"),
    (KeyContext::Player, "Player"),
    (KeyContext::Dialog, "Questions and pages"),
];

fn keymap() -> Keymap {
    Choices::read(&Source::embedded()).expect("the embedded files").0.keymap
}

/// The keys of an action and its words.
type Row = (Vec<String>, &'static str);

/// The keys and words of a place, in the order of the keymap; the ten digits of the scale are one row.
fn rows(keymap: &Keymap, place: KeyContext) -> Vec<Row> {
    let rows = keymap.table(place).into_iter().filter(|(action, _)| !matches!(action, Action::Score(1..=9)));
    let rows = rows.map(|(action, keys)| {
        let mut keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        if action == Action::Score(0) {
            let last = keymap.key(place, Action::Score(9)).map(|key| format!("`{key}`")).unwrap_or_default();
            keys = vec![format!("{} to {last}", keys[0])];
        }
        (keys, action.label_in(place))
    });
    rows.filter(|(_, words)| !words.is_empty()).collect()
}

#[test]
fn the_page_of_keys_is_the_live_keymap() {
    let keymap = keymap();
    let mut page = "# Keys\n\nWritten by the tests from the keymap. Your own `keymaps/default.ron` in the configuration folder (`unhunch where` names it) is\n\
                    laid over `assets/keymaps/default.ron` key by key; `Nothing` takes a key away.\n"
        .to_owned();
    let everywhere = everywhere(&keymap);
    let places = PLACES.map(|(place, name)| (name, own(&keymap, place)));
    for (name, rows) in [("Everywhere, also while typing", everywhere)].into_iter().chain(places) {
        let _ = write!(page, "\n## {name}\n\n| key | what it does |\n|---|---|\n");
        for (keys, words) in rows {
            let _ = writeln!(page, "| {} | {words} |", keys.join(" "));
        }
    }
    fresh("docs/keys.md", &page);
}

#[test]
fn the_keys_of_the_readme_are_the_live_keymap() {
    let keymap = keymap();
    let mut table = "| where | keys |\n|---|---|\n".to_owned();
    let (panes, list) = (own(&keymap, KeyContext::Pane), own(&keymap, KeyContext::List));
    let without = |rows: &[Row], others: &[Row]| rows.iter().filter(|row| !others.contains(row)).cloned().collect::<Vec<_>>();
    let today = without(&panes, &list);
    for (name, rows) in [
        ("every pane", without(&panes, &today)),
        ("Today", today),
        ("Library, Journal, Guide and Breaks", without(&list, &panes)),
        ("form of a rating", own(&keymap, KeyContext::Form)),
        ("pain scale", own(&keymap, KeyContext::Scale)),
        ("player", own(&keymap, KeyContext::Player)),
        ("everywhere, also while typing", everywhere(&keymap)),
    ] {
        let words: Vec<String> = rows.iter().map(|(keys, words)| format!("{} {words}", keys[0])).collect();
        let _ = writeln!(table, "| {name} | {} |", words.join("; "));
    }
    fresh_part("README.md", "keys", &table);
}

/// What function keys and those with control do: they type nothing, so they mean the same in text.
fn everywhere(keymap: &Keymap) -> Vec<Row> {
    let types_nothing = |keys: &[String]| keys.iter().any(|key| key.starts_with("`F") || key.starts_with("`Ctrl"));
    rows(keymap, KeyContext::Text).into_iter().filter(|(keys, _)| types_nothing(keys)).collect()
}

/// What is done in this place and not everywhere.
fn own(keymap: &Keymap, place: KeyContext) -> Vec<Row> {
    let everywhere = everywhere(keymap);
    rows(keymap, place).into_iter().filter(|row| !everywhere.contains(row)).collect()
}

#[test]
fn the_page_of_settings_is_the_embedded_file() {
    let text = include_str!("../../assets/settings.ron");
    let mut page = "# Settings\n\nWritten by the tests from `assets/settings.ron`. Your own `settings.ron` in the configuration folder (`unhunch where`) names \
                    only what\ndiffers, for example `(format: 1, bell: false, routine: \"desk-five\")`. `unhunch check` finds mistakes in it.\n\n\
                    | setting | default | what it is |\n|---|---|---|\n"
        .to_owned();
    let mut said = Vec::new();
    for line in text.lines().skip_while(|line| !line.starts_with('(')).map(str::trim) {
        if let Some(words) = line.strip_prefix("//") {
            said.push(words.trim());
        } else if let Some((name, value)) = line.strip_suffix(',').and_then(|field| field.split_once(": ")) {
            if name != "format" {
                assert!(!said.is_empty(), "the setting `{name}` has no comment");
                let _ = writeln!(page, "| `{name}` | `{value}` | {} |", said.join(" ").replace('|', "\\|"));
            }
            said.clear();
        }
    }
    fresh("docs/settings.md", &page);
}

#[test]
fn the_readme_counts_what_there_is() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let (library, _) = unhunch::content::load(&Source::embedded(), &[]);
    let counts = format!("{} exercises, {} routines", library.exercises.len(), library.routines.len());
    assert!(readme.contains(&counts), "the README does not say: {counts}");
}

#[test]
fn what_the_docs_link_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = fs::read_dir(root.join("docs")).expect("the docs").filter_map(|entry| entry.ok().map(|entry| entry.path()));
    for page in
        pages.filter(|path| path.extension().is_some_and(|e| e == "md")).chain(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)))
    {
        let text = fs::read_to_string(&page).expect("text");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap_or_default();
            let is_file = !file.is_empty() && !file.contains("://");
            assert!(!is_file || page.parent().expect("a folder").join(file).exists(), "{} links to {link}", page.display());
        }
    }
}
