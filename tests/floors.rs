//! The floors of the house: a room imports lower floors and its own folder, never a neighbour, and every file says what it owns.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and its floor.
const ROOMS: [(&str, u8); 17] = [
    ("domain", 0),
    ("assets", 1),
    ("breaks", 1),
    ("figure", 1),
    ("insight", 1),
    ("plan", 1),
    ("player", 1),
    ("sound", 1),
    ("config", 2),
    ("content", 2),
    ("store", 2),
    ("app", 3),
    ("report", 3),
    ("widgets", 4),
    ("screens", 5),
    ("runtime", 6),
    ("cli", 7),
];

/// What no room but those named may reach for, and why.
const KEPT: [(&str, &[&str], &str); 5] = [
    ("rusqlite", &["store"], "all SQL is in the store"),
    ("std::fs", &["assets", "store", "runtime", "cli", "config"], "screens and widgets reach no disk"),
    ("std::thread", &["runtime"], "threads are started by the runtime alone"),
    ("crossterm::terminal", &["runtime"], "the terminal belongs to the runtime"),
    ("ratatui", &["config", "app", "widgets", "screens", "runtime"], "the middle of the house knows no terminal"),
];

/// The store itself: the floors above know it by what can be asked of it and what it answers, never by these.
const STORE_ITSELF: [&str; 5] = ["Store", "OpenPlan", "Opened", "OpenError", "quick_check"];

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    found
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&src).expect("inside src").to_owned();
            let room = inside.components().next()?.as_os_str().to_str()?.to_owned();
            let text = fs::read_to_string(&path).expect("text");
            (!room.ends_with(".rs")).then_some((room, inside, text))
        })
        .collect()
}

/// The code before its tests: tests may reach for anything.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn is_test(path: &Path) -> bool {
    path.file_stem().and_then(|s| s.to_str()).is_some_and(|s| s.ends_with("_tests") || s == "tests" || s == "drawn")
}

#[test]
fn rooms_import_lower_floors_only() {
    let floor = |room: &str| ROOMS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor);
    let mut broken = Vec::new();
    for (room, path, text) in sources().into_iter().filter(|(_, path, _)| !is_test(path)) {
        let own =
            floor(&room).unwrap_or_else(|| panic!("src/{room} is no room of the house; add it to ROOMS in tests/floors.rs with its floor"));
        for (number, line) in code(&text).lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for part in line.split("crate::").skip(1) {
                let other: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(theirs) = floor(&other) else { continue };
                if other != room && theirs >= own {
                    broken.push(format!(
                        "src/{}:{}: `{room}` (floor {own}) must not know `{other}` (floor {theirs})",
                        path.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\nA room imports lower floors and its own folder, never a neighbour.", broken.join("\n"));
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    let mut broken = Vec::new();
    for (room, path, text) in sources().into_iter().filter(|(_, path, _)| !is_test(path)) {
        for (number, line) in code(&text).lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for (what, rooms, why) in KEPT {
                if line.contains(&format!("{what}::")) && !rooms.contains(&room.as_str()) {
                    broken.push(format!("src/{}:{}: `{what}` in `{room}`: {why}", path.display(), number + 1));
                }
            }
            if ["app", "widgets", "screens"].contains(&room.as_str())
                && let Some(part) = line.split("crate::store::").nth(1)
            {
                let words = part
                    .trim_matches(|c: char| "{};".contains(c))
                    .split([',', ' ', '{', '}', ';', ':', '(', ')'])
                    .filter(|w| !w.is_empty());
                for word in words.filter(|w| w.chars().next().is_some_and(char::is_alphabetic)) {
                    if STORE_ITSELF.contains(&word) {
                        broken.push(format!(
                            "src/{}:{}: `{room}` knows the store by its requests and replies alone, not `{word}`",
                            path.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_owns_and_stays_readable() {
    let mut broken = Vec::new();
    for (_, path, text) in sources() {
        if !text.starts_with("//!") && !is_test(&path) {
            broken.push(format!("src/{}: begins with no `//!` sentence saying what it owns", path.display()));
        }
        let lines = code(&text).lines().count();
        if lines > 350 && !is_test(&path) {
            broken.push(format!("src/{}: {lines} lines of code, 350 at most", path.display()));
        }
        if text.lines().count() > 600 {
            broken.push(format!("src/{}: {} lines with its tests, 600 at most", path.display(), text.lines().count()));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}
