//! The embedded content and the checker of it: every rule with a file that breaks it, and the content kept by them all.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use unhunch::assets::{Folder, Source, parse};
use unhunch::cli::check::{self, CheckArgs};
use unhunch::config::SettingsFile;
use unhunch::content::{self, Prose};
use unhunch::domain::{Care, Dose, Exercise, Habit, Plan, Problem, Routine, RoutineItem};
use unhunch::figure::FigureFile;
use xxhash_rust::xxh3::xxh3_64;

const EXERCISES: [&str; 41] = [
    "arm-swings",
    "ball-release",
    "band-row",
    "belly-breathing",
    "bird-dog",
    "butterfly-wings",
    "cat-cow",
    "cat-pose",
    "childs-pose",
    "childs-pose-reach",
    "chin-tuck",
    "doorway-pec-stretch",
    "eagle-arms",
    "easy-walk",
    "elbow-touches",
    "foam-roll-upper-back",
    "glute-bridge",
    "hand-on-belly-breaths",
    "hand-self-massage",
    "kneeling-thoracic-extension",
    "massage-gun",
    "mid-trap-raise",
    "neck-rolls",
    "neck-tilts",
    "plank",
    "progressive-relaxation",
    "prone-t-raise",
    "prone-y-raise",
    "roller-thoracic-extension",
    "rowing",
    "runners-stretch",
    "scapular-push-up",
    "scapular-squeeze",
    "shoulder-circles",
    "shoulder-shrug-circle",
    "strap-stretch",
    "thoracic-rotation",
    "thread-the-needle",
    "upper-back-extension",
    "wall-pec-stretch",
    "wall-stretch",
];
const ROUTINES: [&str; 13] = [
    "before-bed",
    "core-three",
    "daily-relief",
    "daily-relief-floor",
    "desk-five",
    "five-strengtheners",
    "five-stretches",
    "gentle-day",
    "movement-break",
    "no-kit-day",
    "quick-relief",
    "six-for-the-upper-back",
    "thoracic-five",
];
const PLANS: [&str; 3] = ["build-up", "two-habits-month", "two-week-tracking"];

/// The hidden ids of a folder's settings, and what is wrong with them.
fn settings(source: &Source) -> (Vec<String>, Vec<Problem>) {
    match source.own(Folder::Top, "settings").map(|own| own.and_then(|asset| asset.parse::<SettingsFile>())) {
        None => (Vec::new(), Vec::new()),
        Some(Ok(file)) => (file.hidden.unwrap_or_default(), Vec::new()),
        Some(Err(problem)) => (Vec::new(), vec![*problem]),
    }
}

/// What `unhunch check DIR` prints, and its exit code.
fn check_dir(dir: &Path) -> (String, u8) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = CheckArgs { dir: Some(dir.to_path_buf()) };
    let code = check::run(&args, Path::new("nowhere"), settings, &mut out, &mut err).expect("printed");
    out.extend(err);
    (String::from_utf8(out).expect("text"), code)
}

fn folders(path: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(path).expect(path).map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

#[test]
fn a_good_folder_has_no_mistakes() {
    for dir in folders("tests/fixtures/valid") {
        assert_eq!(check_dir(&dir), ("No mistakes.\n".to_owned(), 0), "{}", dir.display());
    }
}

/// `BLESS=1 cargo test --test content` writes what is printed now; read the difference before it is committed.
#[test]
fn every_rule_has_a_folder_that_breaks_it_and_says_so() {
    let mut wrong = Vec::new();
    for dir in folders("tests/fixtures/invalid") {
        let (printed, code) = check_dir(&dir);
        assert_eq!(code, 1, "{} is clean", dir.display());
        let expected = dir.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &printed).expect("written");
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(&printed) {
            wrong.push(format!("{} now prints:\n{printed}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bad_folder_never_hides_a_built_in() {
    let dirs = folders("tests/fixtures/invalid");
    assert!(dirs.len() > 50, "only {} folders", dirs.len());
    for dir in dirs {
        let (library, _) = content::load(&Source::with_own(&dir), &[]);
        for id in EXERCISES {
            assert!(library.exercise(id).is_some(), "{}: {id}", dir.display());
        }
        for id in ROUTINES {
            assert!(library.routine(id).is_some(), "{}: {id}", dir.display());
        }
        assert_eq!(library.guidance.warning_signs.tiers.len(), 3, "{}", dir.display());
    }
}

#[test]
fn without_a_folder_the_embedded_files_and_ones_own_are_checked() {
    let dir = Path::new("tests/fixtures/invalid/missing-exercise");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = check::run(&CheckArgs::default(), dir, settings, &mut out, &mut err).expect("printed");
    assert_eq!((code, String::from_utf8(out).expect("text"), err.len()), (1, check_dir(dir).0, 0));
    let code = check::run(&CheckArgs::default(), Path::new("nowhere"), settings, &mut Vec::new(), &mut err).expect("printed");
    assert_eq!((code, err.len()), (0, 0), "a first start has no folder yet, and the embedded files are clean");
    let (mut out, file) = (Vec::new(), Path::new("Cargo.toml"));
    let code = check::run(&CheckArgs::default(), file, settings, &mut out, &mut err).expect("printed");
    assert_eq!((code, out.len()), (2, 0), "a file in its place is one mistake");
}

#[test]
fn a_folder_that_is_not_there_is_a_wrong_use() {
    let (printed, code) = check_dir(Path::new("tests/fixtures/nowhere"));
    assert_eq!(code, 2);
    assert_eq!(printed, "error: There is no folder tests/fixtures/nowhere. Name one laid out like the configuration folder.\n");
}

#[test]
fn the_embedded_content_is_complete_and_keeps_every_rule() {
    let source = Source::embedded();
    assert_eq!(source.list(Folder::Exercises).ids, EXERCISES);
    assert_eq!(source.list(Folder::Routines).ids, ROUTINES);
    assert_eq!(source.list(Folder::Plans).ids, PLANS);
    let problems: Vec<String> = content::check(&source, &[], Vec::new()).iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_embedded_prose_keeps_its_voice() {
    let marks = ["!", "--", "—", "…", "...", "“", "”", "‘", "’"];
    let phrases = [
        "fixes posture",
        "fix your posture",
        "instant relief",
        "clinically proven",
        "bad posture",
        "red flag",
        "well done",
        "great job",
        "simply",
    ];
    let mut wrong = Vec::new();
    for prose in content::prose(&Source::embedded()) {
        let lower = prose.text.to_lowercase();
        // the key of the warning signs is named by its sign
        let text = lower.replace("press ! ", "press it ");
        for found in marks.iter().chain(&phrases).filter(|found| text.contains(**found)) {
            wrong.push(format!("{}:{}:{}: {found} in: {}", prose.file, prose.line, prose.column, prose.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words in a row that no text may share with a guide.
const RUN: usize = 8;

fn words(text: &str) -> impl Iterator<Item = String> {
    let all: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    all.into_iter()
}

/// Eight lower-cased words joined by single spaces, as a number.
fn hash(run: &[String]) -> u64 {
    xxh3_64(run.join(" ").as_bytes())
}

/// Runs of a file that stand in a guide: where they begin, and their words. A run may go on from one text of the file to the next.
fn shared_runs(prose: &[Prose], guides: &BTreeSet<u64>) -> Vec<String> {
    let mut files: BTreeMap<&str, Vec<(String, &Prose)>> = BTreeMap::new();
    for text in prose {
        files.entry(&text.file).or_default().extend(words(&text.text).map(|word| (word, text)));
    }
    let mut found = Vec::new();
    for placed in files.values() {
        let all: Vec<String> = placed.iter().map(|(word, _)| word.clone()).collect();
        for (run, (_, at)) in all.windows(RUN).zip(placed).filter(|(run, _)| guides.contains(&hash(run))) {
            found.push(format!("{}:{}:{}: {}", at.file, at.line, at.column, run.join(" ")));
        }
    }
    found
}

#[test]
fn no_run_of_eight_words_comes_from_a_guide() {
    let bytes = fs::read("tests/fixtures/guide-runs.bin").expect("the hashes");
    let guides: BTreeSet<u64> = bytes.chunks_exact(8).map(|chunk| u64::from_le_bytes(chunk.try_into().expect("eight bytes"))).collect();
    assert_eq!(guides.len() * 8, bytes.len(), "sorted, each once, whole");
    assert!(guides.len() > 5_000, "only {} runs", guides.len());
    let found = shared_runs(&content::prose(&Source::embedded()), &guides);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_run_is_found_across_the_texts_of_a_file() {
    let planted: Vec<String> = words("Sit upright near the edge of your CHAIR").collect();
    let guides = BTreeSet::from([hash(&planted)]);
    let text = |line, text: &str| Prose { file: "f.ron".into(), line, column: 5, text: text.into() };
    let found = shared_runs(&[text(3, "First, sit upright; near the edge"), text(4, "of your chair."), text(5, "Rest.")], &guides);
    assert_eq!(found, ["f.ron:3:5: sit upright near the edge of your chair"]);
    assert!(shared_runs(&[text(3, "Sit upright near the edge of the chair.")], &guides).is_empty());
}

/// How `guide-runs.bin` is made: `GUIDES=<folder of the guides' texts> cargo test --test content -- --ignored`.
#[test]
#[ignore = "needs the guides, which are not part of this project"]
fn the_hashes_of_the_guides_are_written() {
    let dir = std::env::var("GUIDES").expect("GUIDES names the folder");
    let mut runs = BTreeSet::new();
    for path in folders(&dir).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let all: Vec<String> = words(&fs::read_to_string(path).expect("a text")).collect();
        runs.extend(all.windows(RUN).map(hash));
    }
    let bytes: Vec<u8> = runs.into_iter().flat_map(u64::to_le_bytes).collect();
    fs::write("tests/fixtures/guide-runs.bin", bytes).expect("written");
}

/// The fenced blocks of the page about content: what stands behind the fence, and the block.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_inside => is_inside = false,
            Some(info) => {
                is_inside = true;
                found.push((info.to_owned(), String::new()));
            }
            None if is_inside => found.last_mut().expect("inside of one").1.push_str(&format!("{line}\n")),
            None => {}
        }
    }
    found
}

fn write_into(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
    fs::write(path, text).expect("written");
}

#[test]
fn the_examples_in_the_docs_are_good_and_the_broken_one_says_what_the_docs_say() {
    let page = fs::read_to_string("docs/content.md").expect("the page");
    let dir = tempfile::tempdir().expect("a folder");
    let blocks = blocks(&page);
    for (info, text) in &blocks {
        if let Some(name) = info.strip_prefix("ron ").filter(|name| !name.starts_with("broken ")) {
            write_into(dir.path(), name, text);
        }
    }
    let figures = fs::read_to_string("docs/figures.md").expect("the page");
    for (info, text) in self::blocks(&figures) {
        if let Some(name) = info.strip_prefix("ron ") {
            write_into(dir.path(), name, &text);
        }
    }
    assert_eq!(fs::read_dir(dir.path()).expect("written").count(), 7, "a file of each kind");
    assert_eq!(check_dir(dir.path()), ("No mistakes.\n".to_owned(), 0));
    for (info, text) in &blocks {
        if let Some(name) = info.strip_prefix("ron broken ") {
            write_into(dir.path(), name, text);
        }
    }
    let (printed, code) = check_dir(dir.path());
    let said: String = blocks.iter().filter(|(info, _)| info == "text").map(|(_, text)| text.as_str()).collect();
    assert_eq!(printed.replace(&dir.path().display().to_string(), "~/.config/unhunch"), said);
    assert_eq!(code, 1);
}

#[test]
fn the_docs_show_every_field_of_what_one_can_write() {
    let page = fs::read_to_string("docs/content.md").expect("the page");
    let examples: String = blocks(&page).into_iter().filter(|(info, _)| info.starts_with("ron ")).map(|(_, text)| text).collect();
    // an unknown field is answered with all that are known
    let fields = |problem: Box<Problem>| -> Vec<String> {
        let list = problem.remedy.split("The fields are: ").nth(1).expect("the fields").trim_end_matches('.').to_owned();
        list.split(", ").map(str::to_owned).collect()
    };
    let mut missing = Vec::new();
    let mut look = |kind: &str, problem: Box<Problem>| {
        missing.extend(
            fields(problem).into_iter().filter(|field| !examples.contains(&format!("{field}:"))).map(|field| format!("{kind}.{field}")),
        );
    };
    let unknown = "(qqqqqq: 1)";
    look("exercise", parse::<Exercise>("f", unknown).expect_err("unknown"));
    look("dose", parse::<Dose>("f", unknown).expect_err("unknown"));
    look("routine", parse::<Routine>("f", unknown).expect_err("unknown"));
    look("item", parse::<RoutineItem>("f", unknown).expect_err("unknown"));
    look("plan", parse::<Plan>("f", unknown).expect_err("unknown"));
    look("care", parse::<Care>("f", unknown).expect_err("unknown"));
    look("habit", parse::<Habit>("f", unknown).expect_err("unknown"));
    let figures = fs::read_to_string("docs/figures.md").expect("the page");
    let fields = fields(parse::<FigureFile>("f", unknown).expect_err("unknown"));
    missing.extend(fields.into_iter().filter(|field| !figures.contains(&format!("{field}:"))).map(|field| format!("figure.{field}")));
    assert_eq!(missing, Vec::<String>::new());
}

/// Whether a problem lies inside the file it names.
fn is_in_bounds(problem: &Problem) -> bool {
    let text = fs::read_to_string(&problem.file).unwrap_or_default();
    let lines: Vec<&str> = text.split('\n').collect();
    problem.line <= lines.len()
        && problem.line.checked_sub(1).is_none_or(|at| problem.column >= 1 && problem.column <= lines[at].chars().count() + 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_file_with_a_stretch_of_it_replaced_is_used_or_placed(at in 0_usize..1400, length in 0_usize..40, with in "\\PC{0,3}|[(){}\\[\\],:\"\n]|[0-9]{1,6}|NaN|inf") {
        let good = fs::read_to_string("tests/fixtures/valid/one-of-each/exercises/door-lean.ron").expect("the good file");
        let start = good.char_indices().map(|(i, _)| i).nth(at).unwrap_or(good.len());
        let end = (start + length).min(good.len());
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("exercises")).expect("made");
        fs::write(dir.path().join("exercises/door-lean.ron"), format!("{}{with}{}", &good[..start], &good[end..])).expect("written");
        let source = Source::with_own(dir.path());
        let (library, problems) = content::load(&source, &[]);
        for problem in &problems {
            prop_assert!(is_in_bounds(problem), "{problem:?}");
        }
        prop_assert!(library.exercise("cat-cow").is_some());
    }
}
