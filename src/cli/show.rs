//! `unhunch show ID`: one thing of the library as a card in plain text, or as the file it is written in.

use std::io::{self, Write};

use clap::Args;

use super::card::card;
use super::{exit, figure};
use crate::assets::{Folder, Source, nearest};
use crate::config::theme::Theme;
use crate::content;
use crate::domain::clean;

/// What `show` is asked.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct ShowArgs {
    /// The id, for example scapular-squeeze; where two things share one, routines/ID
    pub id: String,
    /// Print the built-in file itself, as a start for one of your own
    #[arg(long)]
    pub ron: bool,
}

/// Prints the card, or with `--ron` the built-in file byte for byte (your own, where there is no built-in). Under the card stands the figure, in
/// `theme`: whoever has the card read aloud hears the words first. Without a theme there is none.
///
/// Returns the exit code: 0 shown, 1 if your own file cannot be read, 2 if no thing, or more than one, is meant.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &ShowArgs, source: &Source, theme: Option<&Theme>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = match find(source, &args.id) {
        Ok(folder) => folder,
        Err(refusal) => return exit::refuse(err, &refusal, exit::USAGE),
    };
    let id = args.id.rsplit('/').next().unwrap_or_default();
    if args.ron {
        return print_file(source, folder, id, out, err);
    }
    let (library, _) = content::load(source, &[]);
    if let Some(made) = card(&library, folder, id) {
        write!(out, "{}", clean(&made.to_string()))?;
        let drawn = match folder {
            Folder::Exercises => library.exercise(id).and_then(|exercise| library.figure_of(exercise, None)),
            Folder::Care => library.figure_of_care(id),
            _ => None,
        };
        if let (Some(drawn), Some(theme)) = (drawn, theme) {
            writeln!(out)?;
            figure::still(&drawn, theme).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        return Ok(0);
    }
    let is_plain_file = matches!(folder, Folder::Top | Folder::Figures | Folder::Themes | Folder::Keymaps);
    let why = if is_plain_file { "add --ron to see its file" } else { "`unhunch check` says what is wrong with it" };
    exit::refuse(err, &format!("There is no card of `{}`; {why}.", args.id), exit::USAGE)
}

fn print_file(source: &Source, folder: Folder, id: &str, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let asset = source.builtin(folder, id).map(Ok).or_else(|| source.own(folder, id));
    match asset {
        Some(Ok(asset)) => {
            out.write_all(asset.text.as_bytes())?;
            Ok(0)
        }
        Some(Err(problem)) => exit::refuse(err, &problem.to_string(), exit::REFUSED),
        None => Ok(exit::USAGE),
    }
}

/// The folder that holds the thing that is meant; `routines/ID` names it.
fn find(source: &Source, asked: &str) -> Result<Folder, String> {
    let folders = || Folder::ALL.into_iter().chain([Folder::Top]);
    let (wanted, id) = match asked.rsplit_once('/') {
        None => (None, asked),
        Some((name, id)) => match folders().find(|folder| folder.name() == name) {
            Some(folder) => (Some(folder), id),
            None => return Err(format!("There is no folder `{name}`; there are {}.", Folder::ALL.map(Folder::name).join(", "))),
        },
    };
    let all: Vec<(Folder, String)> = folders()
        .filter(|folder| wanted.is_none_or(|wanted| wanted == *folder))
        .flat_map(|folder| source.list(folder).ids.into_iter().map(move |id| (folder, id)))
        .collect();
    let found: Vec<Folder> = all.iter().filter(|(_, known)| known == id).map(|(folder, _)| *folder).collect();
    // a figure has the id of what it shows, which is what is meant unless its folder is named
    let found: Vec<Folder> = if found.len() > 1 { found.into_iter().filter(|folder| *folder != Folder::Figures).collect() } else { found };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let meant = nearest(id, all.iter().map(|(_, known)| known.as_str()));
            Err(match meant {
                Some(meant) => format!("There is nothing with the id `{asked}`. Did you mean `{meant}`?"),
                None => format!("There is nothing with the id `{asked}`. The library in the app lists all."),
            })
        }
        many => {
            let choices: Vec<String> = many.iter().map(|folder| format!("`{}/{id}`", folder.name())).collect();
            Err(format!("The id `{id}` belongs to more than one thing; write {}.", choices.join(" or ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exit code, output and errors of `show`.
    fn show(source: &Source, id: &str, ron: bool) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let theme = Theme::built_in("mono").expect("built in");
        let code = run(&ShowArgs { id: id.into(), ron }, source, Some(&theme), &mut out, &mut err).expect("printed");
        (code, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn a_built_in_comes_out_byte_for_byte() {
        let wanted = include_str!("../../assets/exercises/scapular-squeeze.ron");
        assert_eq!(show(&Source::embedded(), "scapular-squeeze", true), (0, wanted.to_owned(), String::new()));
        let wanted = include_str!("../../assets/settings.ron");
        assert_eq!(show(&Source::embedded(), "settings", true).1, wanted);
    }

    #[test]
    fn every_thing_has_a_card_no_wider_than_80_columns() {
        let source = Source::embedded();
        for folder in [Folder::Exercises, Folder::Routines, Folder::Plans, Folder::Care, Folder::Guidance] {
            for id in source.list(folder).ids {
                let (code, card, err) = show(&source, &format!("{}/{id}", folder.name()), false);
                assert_eq!((code, err.as_str()), (0, ""), "{id}");
                assert!(card.lines().count() > 5, "{id} says nothing");
                for line in card.lines() {
                    assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{id}: {line}");
                }
            }
        }
    }

    #[test]
    fn a_card_says_dose_steps_and_when_to_stop() {
        let (_, card, _) = show(&Source::embedded(), "scapular-squeeze", false);
        for wanted in [
            "Scapular squeeze\n",
            "10 reps  (sources: 1 to 3 sets, 10 to 15 reps, held 3 to 5 s)",
            "  1. Let both",
            "Stop if\n  - a muscle between",
        ] {
            assert!(card.contains(wanted), "{wanted} is not in\n{card}");
        }
    }

    #[test]
    fn a_card_ends_with_the_figure_as_it_is_printed_alone() {
        let source = Source::embedded();
        let (library, _) = content::load(&source, &[]);
        let theme = Theme::built_in("mono").expect("built in");
        for exercise in library.exercises.iter() {
            let drawn = library.figure_of(exercise, None).expect("drawn");
            let wanted = figure::still(&drawn, &theme).join("\n");
            assert!(!wanted.starts_with('\n') && !wanted.ends_with('\n'), "{} has empty rows around it", exercise.id);
            assert!(wanted.lines().filter(|line| !line.trim().is_empty()).count() > 3, "{} shows nothing", exercise.id);
            let card = show(&source, &format!("exercises/{}", exercise.id), false).1;
            assert!(card.ends_with(&format!("\n\n{wanted}\n")), "{}", exercise.id);
        }
        assert!(!show(&source, "daily-relief", false).1.contains('█'), "a routine has none");
    }

    #[test]
    fn an_unknown_id_is_refused_with_the_nearest() {
        let (code, out, err) = show(&Source::embedded(), "cat-cwo", false);
        assert_eq!((code, out.as_str()), (2, ""));
        assert_eq!(err, "error: There is nothing with the id `cat-cwo`. Did you mean `cat-cow`?\n");
        assert!(show(&Source::embedded(), "exercise/cat-cow", false).2.contains("There is no folder `exercise`"));
        assert!(show(&Source::embedded(), "settings", false).2.contains("add --ron"));
    }

    #[test]
    fn an_id_of_two_things_asks_which() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("routines")).expect("made");
        let routine = Source::embedded().builtin(Folder::Routines, "gentle-day").expect("there");
        std::fs::write(dir.path().join("routines/cat-cow.ron"), routine.text.as_bytes()).expect("written");
        let source = Source::with_own(dir.path());
        let (code, _, err) = show(&source, "cat-cow", true);
        assert_eq!(code, 2);
        assert!(err.contains("`exercises/cat-cow` or `routines/cat-cow`"), "{err}");
        assert_eq!(
            show(&source, "routines/cat-cow", true),
            (0, routine.text.into_owned(), String::new()),
            "own, where there is no built-in"
        );
    }
}
