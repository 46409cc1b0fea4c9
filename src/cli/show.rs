//! `unhunch show ID`: one thing of the library as a card in plain text, or as the file it is written in.

use std::io::{self, Write};

use clap::Args;

use super::card::card;
use crate::assets::{Folder, Source, nearest};
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

/// Prints the card, or with `--ron` the built-in file byte for byte (your own, where there is no built-in).
///
/// Returns the exit code: 0 shown, 1 if your own file cannot be read, 2 if no thing, or more than one, is meant.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &ShowArgs, source: &Source, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = match find(source, &args.id) {
        Ok(folder) => folder,
        Err(refusal) => {
            writeln!(err, "{}", clean(&refusal))?;
            return Ok(2);
        }
    };
    let id = args.id.rsplit('/').next().unwrap_or_default();
    if args.ron {
        return print_file(source, folder, id, out, err);
    }
    let (library, _) = content::load(source, &[]);
    if let Some(made) = card(&library, folder, id) {
        write!(out, "{}", clean(&made.to_string()))?;
        return Ok(0);
    }
    let is_plain_file = matches!(folder, Folder::Top | Folder::Figures | Folder::Themes | Folder::Keymaps);
    let why = if is_plain_file { "add --ron to see its file" } else { "`unhunch check` says what is wrong with it" };
    writeln!(err, "{}", clean(&format!("There is no card of `{}`; {why}.", args.id)))?;
    Ok(2)
}

fn print_file(source: &Source, folder: Folder, id: &str, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let asset = source.builtin(folder, id).map(Ok).or_else(|| source.own(folder, id));
    match asset {
        Some(Ok(asset)) => {
            out.write_all(asset.text.as_bytes())?;
            Ok(0)
        }
        Some(Err(problem)) => {
            writeln!(err, "{}", clean(&problem.to_string()))?;
            Ok(1)
        }
        None => Ok(2),
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
