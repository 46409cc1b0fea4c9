//! RON to a value, or to a problem that says where, what, and how to mend it.

use ::ron::error::{Error, SpannedError};
use serde::de::DeserializeOwned;

use super::dialect::options;
use super::thin::thin;
use super::{nearest, place};
use crate::domain::Problem;

/// The version of the file formats that this program reads.
pub const FORMAT: u32 = 1;

/// The value in a text. `file` is how its author knows the file. `Some(..)` and newtypes need not be spelled out.
///
/// # Errors
/// The first mistake. Boxed, as it is rare and large.
pub fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Box<Problem>> {
    // first, as a newer file may well hold fields that we do not know
    if let Some(problem) = wrong_format(file, text) {
        return Err(Box::new(problem));
    }
    let options = options();
    if let Some(value) = thin(text).and_then(|thin| options.from_str(&thin).ok()) {
        return Ok(value);
    }
    // read as it is written, a mistake has its place
    options.from_str(text).map_err(|error| Box::new(explain(file, text, &error)))
}

/// Whether there is nothing in a text but white space and comments.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    place::beginning(text) == text.len()
}

fn wrong_format(file: &str, text: &str) -> Option<Problem> {
    let found = place::number(text, "format").filter(|&found| found != u64::from(FORMAT))?;
    let (line, column) = place::place(text, "format");
    let problem = if found > u64::from(FORMAT) {
        let what = format!("This file was written for a newer unhunch: its format is {found}, this one reads {FORMAT}.");
        Problem::of_file(file, what, "Install a newer unhunch, or use a file of the older format.")
    } else {
        Problem::of_file(file, format!("There is no format {found}."), format!("Write `format: {FORMAT}`."))
    };
    Some(problem.at(line, column))
}

fn explain(file: &str, text: &str, error: &SpannedError) -> Problem {
    if is_blank(text) && error.code != Error::UnclosedBlockComment {
        return Problem::of_file(file, "There is nothing in this file.", "Write something in it, or remove it.").at(1, 1);
    }
    let beginning = place::beginning(text);
    let first = text.get(beginning..).and_then(|rest| rest.chars().next());
    if matches!(first, Some('{' | '[')) {
        let (line, column) = place::line_and_column(text, beginning);
        let remedy = "Write `(name: \"..\", steps: [..])`: round brackets around fields, and no quotes around their names.";
        return Problem::of_file(file, "This looks like JSON; a file here is RON and begins with `(`.", remedy).at(line, column);
    }
    let (what, remedy) = words(&error.code);
    let position = if error.code == Error::Eof { &error.span.end } else { &error.span.start };
    let (mut line, mut column) = within(text, position.line, position.col);
    if matches!(error.code, Error::MissingStructField { .. }) {
        // found out at the closing bracket; whose bracket it is, its opening shows better
        (line, column) = place::opening(text, line, column).unwrap_or((line, column));
    }
    Problem::of_file(file, what, remedy).at(line, column)
}

/// The place, brought back into the text where a parser has run past its end.
fn within(text: &str, line: usize, column: usize) -> (usize, usize) {
    let line = line.clamp(1, 1 + text.matches('\n').count());
    let width = text.split('\n').nth(line - 1).map_or(0, |found| found.trim_end_matches('\r').chars().count());
    (line, column.clamp(1, width + 1))
}

/// What is wrong and what to do about it, each a full sentence.
fn words(error: &Error) -> (String, String) {
    let said = |what: &str, remedy: &str| (what.to_owned(), remedy.to_owned());
    match error {
        Error::NoSuchStructField { expected, found, outer } => {
            (format!("There is no field `{found}`{}.", within_a(outer.as_deref())), did_you_mean(found, expected, "The fields are"))
        }
        Error::NoSuchEnumVariant { expected, found, outer } => {
            let what = outer.as_deref().map_or_else(|| "word".to_owned(), spaced);
            (format!("There is no {what} `{found}`."), did_you_mean(found, expected, "The words are"))
        }
        Error::MissingStructField { field, outer } => {
            (format!("The field `{field}` is missing{}.", within_a(outer.as_deref())), format!("Add `{field}: ..`."))
        }
        Error::DuplicateStructField { field, .. } => (format!("The field `{field}` stands here twice."), "Keep one of them.".to_owned()),
        Error::ExpectedComma => {
            said("A comma is missing.", "Write one after the value before this, or close the text before it with a quote.")
        }
        Error::ExpectedString => said("Here a text in double quotes is wanted.", "Write it as \"text\"."),
        Error::ExpectedStringEnd => said("This text has no end.", "Close it with a double quote; inside a text write \\\" for a quote."),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => {
            said("Here a whole number is wanted.", "Write digits alone, without quotes, unit or decimal point.")
        }
        Error::IntegerOutOfBounds => said("This number is too large for its place, or negative.", "Write a smaller one, from 0 up."),
        Error::ExpectedFloat => said("Here a number is wanted.", "Write it as 2 or 2.5, without quotes or unit."),
        Error::ExpectedBoolean => said("Here `true` or `false` is wanted.", "Write one of the two, without quotes."),
        Error::ExpectedArray => said("Here a list is wanted.", "Put square brackets around it, also around a single thing."),
        Error::ExpectedArrayEnd => said("This list does not go on rightly.", "Put commas between its parts and `]` at its end."),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            said("Here `(` is wanted.", "Put round brackets around the values that belong together.")
        }
        Error::ExpectedStructLikeEnd => {
            said("Here `)` is wanted.", "Close the bracket: there is a value too many, or a point in what is to be a whole number.")
        }
        Error::ExpectedMap => said("Here `{` is wanted.", "Write `{ key: value, .. }`."),
        Error::ExpectedMapEnd => said("Here `}` is wanted.", "Close the curly bracket."),
        Error::ExpectedMapColon => said("Here a colon is wanted.", "Write `name: value`."),
        Error::ExpectedIdentifier => {
            said("Here a word without quotes is wanted.", "Remove the quotes: names of fields and fixed words have none.")
        }
        Error::ExpectedOption | Error::ExpectedOptionEnd => {
            said("This value is not complete.", "Write the value itself, or leave the field out.")
        }
        Error::ExpectedUnit => said("Here nothing is wanted but `()`.", "Leave out what stands between the brackets."),
        Error::Eof => said("The file ends too early.", "Something opened before has no end: a bracket, a list or a text."),
        Error::UnclosedBlockComment => said("This comment has no end.", "Close it with `*/`."),
        Error::InvalidEscape(_) => said("This backslash begins nothing that is known.", "Write \\\\ for a backslash and \\\" for a quote."),
        Error::TrailingCharacters => said("Something stands after the end.", "Remove it, or see whether a bracket is closed too early."),
        Error::ExceededRecursionLimit => said("Brackets stand in brackets too deeply.", "Write it flatter."),
        Error::InvalidValueForType { expected, found } => {
            (format!("Here {found} stands where {expected} is wanted."), "Put the other in its place.".to_owned())
        }
        Error::ExpectedDifferentLength { expected, found } => {
            let wanted = expected.split(|c: char| !c.is_ascii_digit()).rfind(|digits| !digits.is_empty()).unwrap_or("another number");
            let what = format!("Here the number of parts is {found}, and {wanted} is wanted.");
            (what, "Add what is missing, or remove what is too much.".to_owned())
        }
        Error::ExpectedDifferentStructName { expected, found } => (
            format!("`{found}` stands where a round bracket is wanted."),
            format!("Begin with `(`; a word before the bracket may be left out, or else it is `{expected}`."),
        ),
        Error::NoSuchExtension(name) => {
            (format!("There is no extension `{name}` of RON."), "Remove the line with `#![enable(..)]`.".to_owned())
        }
        Error::UnexpectedChar(c) => {
            (format!("`{}` cannot stand here.", c.escape_default()), "Remove it, or put a text into double quotes.".to_owned())
        }
        other => (format!("This does not read: {other}."), "See `unhunch show scapular-squeeze --ron` for a file that does.".to_owned()),
    }
}

fn did_you_mean(found: &str, known: &[&'static str], list: &str) -> String {
    let all = known.join(", ");
    match nearest(found, known.iter().copied()) {
        Some(meant) => format!("Did you mean `{meant}`? {list}: {all}."),
        None => format!("{list}: {all}."),
    }
}

/// ` in an exercise`, or nothing.
fn within_a(outer: Option<&str>) -> String {
    let Some(outer) = outer else { return String::new() };
    let words = spaced(outer);
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!(" in {article} {words}")
}

/// `RoutineItem` as `routine item`.
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Exercise;

    const GOOD: &str = include_str!("../../assets/exercises/scapular-squeeze.ron");

    /// The problem of the good file with one thing changed.
    fn spoilt(from: &str, to: &str) -> Problem {
        assert!(GOOD.contains(from), "{from} is not in the model file");
        *parse::<Exercise>("f.ron", &GOOD.replacen(from, to, 1)).expect_err("spoilt")
    }

    fn refused(text: &str) -> Problem {
        *parse::<Exercise>("f.ron", text).expect_err("refused")
    }

    #[test]
    fn the_model_file_reads() {
        let exercise: Exercise = parse("f.ron", GOOD).expect("reads");
        assert_eq!(exercise.name, "Scapular squeeze");
        assert!(exercise.easier.is_some(), "read without Some(..)");
    }

    #[test]
    fn an_unknown_field_or_word_is_placed_and_its_neighbour_named() {
        let problem = spoilt("cue_short:", "cue_shrt:");
        assert_eq!((problem.line, problem.column), (22, 5));
        assert_eq!(problem.what, "There is no field `cue_shrt` in an exercise.");
        assert!(problem.remedy.starts_with("Did you mean `cue_short`? The fields are: format, name,"), "{}", problem.remedy);
        let problem = spoilt("Sitting", "sittng");
        assert_eq!((problem.line, problem.column), (7, 17));
        assert_eq!(problem.what, "There is no position `sittng`.");
        assert!(problem.remedy.starts_with("Did you mean `Sitting`? The words are:"), "{}", problem.remedy);
        assert!(spoilt("Strength", "Xylophone").remedy.starts_with("The words are: Mobility,"));
    }

    #[test]
    fn a_missing_comma_is_laid_on_the_value_before() {
        let problem = spoilt("at_desk: true,", "at_desk: true");
        assert_eq!((problem.line, problem.column), (9, 5));
        assert!(problem.remedy.contains("the value before this"));
    }

    #[test]
    fn a_missing_field_is_placed_where_its_bracket_opens() {
        let problem = spoilt("cue: \"Short and light, blades only.\",", "");
        assert_eq!((problem.line, problem.column), (33, 13));
        assert_eq!(problem.what, "The field `cue` is missing in a variant.");
        let problem = spoilt("    why:", "    // why:");
        assert_eq!((problem.line, problem.column), (2, 1));
    }

    #[test]
    fn an_empty_file_and_json_are_worded_kindly() {
        for blank in ["", " \n", "// only this\n", "/* a */"] {
            assert!(is_blank(blank));
            assert_eq!(refused(blank).what, "There is nothing in this file.");
        }
        assert!(!is_blank(GOOD));
        assert!(refused("/* x").what.contains("comment"));
        let json = refused("\n  {\"name\": 1}");
        assert!(json.what.contains("JSON"));
        assert_eq!((json.line, json.column), (2, 3));
    }

    #[test]
    fn a_newer_format_is_refused_before_anything_else_in_it() {
        let problem = spoilt("format: 1", "brand_new_field: 7,\n    format: 2");
        assert_eq!((problem.line, problem.column), (4, 13));
        assert!(problem.what.contains("newer unhunch"));
        assert!(spoilt("format: 1", "format: 0").remedy.contains("format: 1"));
        assert_eq!(spoilt("format: 1,", "").what, "The field `format` is missing in an exercise.");
    }

    #[test]
    fn slips_in_values_are_said_in_words() {
        let what = |from: &str, to: &str| spoilt(from, to).what;
        assert_eq!(what("at_desk: true", "at_desk: yes"), "Here `true` or `false` is wanted.");
        assert_eq!(what("Reps(10)", "Reps(\"ten\")"), "Here a whole number is wanted.");
        assert_eq!(what("Reps(10)", "Reps(-1)"), "This number is too large for its place, or negative.");
        assert_eq!(what("Hold(5, \"keep\")", "Hold(5)"), "Here the number of parts is 1, and 2 is wanted.");
        assert_eq!(what("kind: Strength", "kind: \"Strength\""), "Here a word without quotes is wanted.");
        assert_eq!(what("steps: [", "steps: "), "Here a list is wanted.");
        assert_eq!(what("easier: (", "easier: Some("), "`name` stands where a round bracket is wanted.");
        assert_eq!(what("sources: [\"S1\", \"S4\"],\n)", "sources: [\"S1\", \"S4\"],\n"), "The file ends too early.");
        assert_eq!(what("sources: [\"S1\", \"S4\"],\n)", "sources: [\"S1\", \"S4\"],\n))"), "Something stands after the end.");
    }

    fn in_bounds(text: &str, problem: &Problem) -> bool {
        let lines: Vec<&str> = text.split('\n').collect();
        problem.line >= 1
            && problem.line <= lines.len()
            && problem.column >= 1
            && problem.column <= lines[problem.line - 1].chars().count() + 1
    }

    proptest! {
        #[test]
        fn no_text_can_break_the_reading(text in "[\\PC\n(\\[{:,\"}]{0,300}") {
            if let Err(problem) = parse::<Exercise>("f", &text) {
                prop_assert!(in_bounds(&text, &problem), "{problem:?}");
            }
        }

        #[test]
        fn a_file_with_one_character_changed_reads_or_has_a_place(at in 0_usize..3000, with in "\\PC|[(){}\\[\\],:\"\n\\\\]") {
            let text: String = GOOD.chars().enumerate().map(|(i, c)| if i == at { with.clone() } else { c.to_string() }).collect();
            if let Err(problem) = parse::<Exercise>("f", &text) {
                prop_assert!(in_bounds(&text, &problem), "{problem:?}");
            }
        }
    }

    #[test]
    fn a_good_file_cut_anywhere_is_refused_inside_its_bounds() {
        let whole = GOOD.trim_end();
        for cut in (0..whole.len()).filter(|&cut| whole.is_char_boundary(cut)) {
            let text = &whole[..cut];
            let problem = refused(text);
            assert!(in_bounds(text, &problem), "cut at {cut}: {problem:?}");
        }
    }
}
