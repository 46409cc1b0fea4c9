//! The files that are part of the program: `assets/` as it was when it was built.

use std::ffi::OsStr;

use include_dir::{Dir, File, include_dir};

use super::source::Folder;

static ASSETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

fn files(folder: Folder) -> impl Iterator<Item = &'static File<'static>> {
    let dir = match folder {
        Folder::Top => Some(&ASSETS),
        _ => ASSETS.dirs().find(|dir| dir.path().as_os_str() == OsStr::new(folder.name())),
    };
    dir.into_iter().flat_map(Dir::files)
}

/// `assets/exercises/cat-cow.ron` is `cat-cow`; other kinds of file have no id.
fn id(file: &'static File<'static>) -> Option<&'static str> {
    file.path().file_name()?.to_str()?.strip_suffix(".ron")
}

/// The text of an embedded file, byte for byte.
pub(super) fn text(folder: Folder, wanted: &str) -> Option<&'static str> {
    let path = if folder == Folder::Top { format!("{wanted}.ron") } else { format!("{}/{wanted}.ron", folder.name()) };
    // compared as bytes: taking every path apart for its name costs more than reading the file
    files(folder).find(|file| file.path().as_os_str() == OsStr::new(&path)).and_then(File::contents_utf8)
}

/// What the build script has read already: the name of a file without `.ron`, and where its value lies in [`READY`].
static PLACES: &[(&str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/ready.rs"));
static READY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ready.bin"));

/// The value of an embedded file as bytes; nothing for a file that is read as text.
pub(super) fn ready(folder: Folder, id: &str) -> Option<&'static [u8]> {
    let name = format!("{}/{id}", folder.name());
    let at = PLACES.binary_search_by(|(known, ..)| known.cmp(&name.as_str())).ok()?;
    let (_, from, to) = PLACES.get(at)?;
    READY.get(*from..*to)
}

/// The ids of a folder, sorted.
pub(super) fn ids(folder: Folder) -> impl Iterator<Item = &'static str> {
    files(folder).filter_map(id)
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;
    use crate::domain::{Background, Care, Conditions, Desk, Exercise, Habits, Plan, Remedies, Routine, Sources, WarningSigns};
    use serde::de::DeserializeOwned;
    use std::fmt::Debug;

    fn same<T: DeserializeOwned + PartialEq + Debug>(folder: Folder, id: &str) {
        let asset = Source::embedded().builtin(folder, id).expect("embedded");
        let ready = ready(folder, id).unwrap_or_else(|| panic!("{}: the build script has not read it", asset.file));
        assert_eq!(postcard::from_bytes::<T>(ready).expect("reads"), asset.parse::<T>().expect("reads"), "{}", asset.file);
    }

    #[test]
    fn what_was_read_when_the_program_was_built_is_what_the_files_say() {
        for (folder, same) in [
            (Folder::Exercises, same::<Exercise> as fn(Folder, &str)),
            (Folder::Routines, same::<Routine>),
            (Folder::Plans, same::<Plan>),
            (Folder::Care, same::<Care>),
        ] {
            assert!(ids(folder).count() > 2);
            ids(folder).for_each(|id| same(folder, id));
        }
        for id in ids(Folder::Guidance) {
            let same = match id {
                "warning-signs" => same::<WarningSigns>,
                "avoid" => same::<Conditions>,
                "remedies" => same::<Remedies>,
                "habits" => same::<Habits>,
                "desk-check" => same::<Desk>,
                "background" => same::<Background>,
                "sources" => same::<Sources>,
                other => panic!("{other} is no file of guidance"),
            };
            same(Folder::Guidance, id);
        }
    }

    #[test]
    fn what_is_embedded_is_what_lies_in_the_folder() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/exercises");
        let mut names: Vec<String> = std::fs::read_dir(&dir)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"))
            .filter_map(|name| name.strip_suffix(".ron").map(str::to_owned))
            .collect();
        names.sort();
        let mut embedded: Vec<_> = ids(Folder::Exercises).collect();
        embedded.sort_unstable();
        assert_eq!(embedded, names);
        let on_disk = std::fs::read_to_string(dir.join("scapular-squeeze.ron")).expect("the model file");
        assert_eq!(text(Folder::Exercises, "scapular-squeeze"), Some(on_disk.as_str()));
        assert_eq!(text(Folder::Routines, "scapular-squeeze"), None);
    }
}
