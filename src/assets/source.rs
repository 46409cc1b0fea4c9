//! Where files come from: the embedded ones with the user's own folder laid over them, id by id.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::{embedded, nearest, place, read};
use crate::domain::{Problem, fault};

/// The largest file that is read, in bytes. All embedded content together is smaller.
pub const SIZE_LIMIT: u64 = 1 << 20;

/// A folder of files, embedded and in the user's configuration alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "named as the folders are")]
pub enum Folder {
    /// The configuration folder itself: `settings.ron`.
    Top,
    Exercises,
    Routines,
    Plans,
    Care,
    Guidance,
    Figures,
    Themes,
    Keymaps,
}

impl Folder {
    /// All but the top, in the order in which they are checked.
    pub const ALL: [Self; 8] =
        [Self::Exercises, Self::Routines, Self::Plans, Self::Care, Self::Guidance, Self::Figures, Self::Themes, Self::Keymaps];

    /// Its name on disk; empty for the top.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Exercises => "exercises",
            Self::Routines => "routines",
            Self::Plans => "plans",
            Self::Care => "care",
            Self::Guidance => "guidance",
            Self::Figures => "figures",
            Self::Themes => "themes",
            Self::Keymaps => "keymaps",
        }
    }
}

/// Who wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Part of the program.
    Embedded,
    /// The user's own.
    Own,
}

/// One file with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The folder it lies in.
    pub folder: Folder,
    /// Its name without `.ron`.
    pub id: String,
    /// Who wrote it.
    pub origin: Origin,
    /// The file as its author knows it: `assets/exercises/cat-cow.ron`, or the path of the user's own.
    pub file: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

impl Asset {
    /// The value in it.
    ///
    /// # Errors
    /// The first mistake, with its place and remedy. Boxed, as it is rare and large.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Box<Problem>> {
        read::parse(&self.file, &self.text)
    }

    /// The value in it, of the type that its folder holds; an embedded one as it was read when the program was built, without its text being read.
    ///
    /// # Errors
    /// As [`Asset::parse`].
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, Box<Problem>> {
        let ready = || embedded::ready(self.folder, &self.id).and_then(|bytes| postcard::from_bytes(bytes).ok());
        let ready = if self.origin == Origin::Embedded { ready() } else { None };
        ready.map_or_else(|| self.parse(), Ok)
    }

    /// A problem with the value at a path of this file (see [`place()`]); an empty path means the file as a whole.
    #[must_use]
    pub fn problem(&self, path: &str, what: impl Into<String>, remedy: impl Into<String>) -> Problem {
        let problem = Problem::of_file(&self.file, what, remedy);
        if path.is_empty() {
            return problem;
        }
        let (line, column) = place(&self.text, path);
        problem.at(line, column)
    }
}

/// The two files of one id, for what is merged key by key: settings, keymaps, themes.
#[derive(Debug)]
pub struct Layers {
    /// The embedded one.
    pub embedded: Option<Asset>,
    /// The user's own, or why it could not be read.
    pub own: Option<Result<Asset, Box<Problem>>>,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// The ids, sorted, each once.
    pub ids: Vec<String>,
    /// Files that nothing can be done with.
    pub problems: Vec<Problem>,
}

/// The embedded files, and perhaps a folder of the user's own laid over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    own: Option<PathBuf>,
}

impl Source {
    /// The embedded files alone.
    #[must_use]
    pub fn embedded() -> Self {
        Self { own: None }
    }

    /// The embedded files under a folder laid out like the configuration folder; it need not exist.
    pub fn with_own(dir: impl Into<PathBuf>) -> Self {
        Self { own: Some(dir.into()) }
    }

    /// The embedded file of that id.
    #[must_use]
    pub fn builtin(&self, folder: Folder, id: &str) -> Option<Asset> {
        let text = embedded::text(folder, id)?;
        let file = if folder == Folder::Top { format!("assets/{id}.ron") } else { format!("assets/{}/{id}.ron", folder.name()) };
        Some(Asset { folder, id: id.to_owned(), origin: Origin::Embedded, file, text: Cow::Borrowed(text) })
    }

    /// The user's own file of that id; nothing if there is none.
    ///
    /// # Errors
    /// Inside: why it could not be read (not a regular file, too large, not UTF-8, no permission).
    #[must_use]
    pub fn own(&self, folder: Folder, id: &str) -> Option<Result<Asset, Box<Problem>>> {
        // an id comes out of other files: `../../x` must not lead out of the folder
        let path = self.own.as_ref().filter(|_| is_id(id))?.join(folder.name()).join(format!("{id}.ron"));
        let file = path.display().to_string();
        match read_text(&path) {
            Ok(None) => None,
            Ok(Some(text)) => Some(Ok(Asset { folder, id: id.to_owned(), origin: Origin::Own, file, text: Cow::Owned(text) })),
            Err(refusal) => Some(Err(Box::new(refusal.into_problem(file)))),
        }
    }

    /// Both files of that id.
    #[must_use]
    pub fn layers(&self, folder: Folder, id: &str) -> Layers {
        Layers { embedded: self.builtin(folder, id), own: self.own(folder, id) }
    }

    /// The ids of a folder, embedded and own together.
    #[must_use]
    pub fn list(&self, folder: Folder) -> Listing {
        let mut listing = Listing { ids: embedded::ids(folder).map(str::to_owned).collect(), problems: Vec::new() };
        if let Some(own) = &self.own {
            list_own(&own.join(folder.name()), &mut listing);
        }
        listing.ids.sort();
        listing.ids.dedup();
        listing
    }

    /// Folders of the user's own that are never read, most of them misspelt.
    #[must_use]
    pub fn stray_folders(&self) -> Vec<Problem> {
        let Some(entries) = self.own.as_ref().and_then(|own| fs::read_dir(own).ok()) else { return Vec::new() };
        let known = Folder::ALL.map(Folder::name);
        let mut strays: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        strays.sort();
        strays
            .iter()
            .filter_map(|path| {
                let name = path.file_name()?.to_str()?;
                let meant = nearest(name, known).filter(|_| !known.contains(&name))?;
                let what = format!("The folder `{name}` is not read.");
                Some(Problem::of_file(path.display().to_string(), what, format!("Did you mean `{meant}`? Rename it so.")))
            })
            .collect()
    }
}

fn list_own(dir: &Path, listing: &mut Listing) {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => {
            let what = format!("This folder cannot be read: {}.", fault(&error));
            listing.problems.push(Problem::of_file(dir.display().to_string(), what, "Let yourself read it, or move it away."));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // what editors and people leave beside their files is nobody's mistake
        if name.starts_with('.') || name.ends_with('~') || name.ends_with(".md") {
            continue;
        }
        let file = path.display().to_string();
        match name.strip_suffix(".ron") {
            None => listing.problems.push(Problem::of_file(
                file,
                "This file is not read, as its name does not end in `.ron`.",
                "Rename it to end in `.ron`, or move it away.",
            )),
            Some(id) if !is_id(id) => listing.problems.push(Problem::of_file(
                file,
                "This file is not read: its name is its id, and an id has small letters, digits and single dashes.",
                format!("Rename it to `{}.ron`.", as_id(id)),
            )),
            Some(id) => listing.ids.push(id.to_owned()),
        }
    }
}

/// Small letters, digits, and dashes between them.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn as_id(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let id = parts.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if id.is_empty() { "my-file".to_owned() } else { id }
}

/// Why a file cannot be had.
enum Refusal {
    NotAFile,
    TooLarge,
    NotText(usize, usize),
    Io(std::io::Error),
}

impl Refusal {
    fn into_problem(self, file: String) -> Problem {
        match self {
            Self::NotAFile => Problem::of_file(file, "This is not a regular file.", "Put a text file in its place, or remove it."),
            Self::TooLarge => {
                Problem::of_file(file, "This file is larger than 1 MB and is not read.", "Make it smaller; a long one of ours has 10 kB.")
            }
            Self::NotText(line, column) => {
                Problem::of_file(file, "Here is a byte that is no text in UTF-8.", "Save the file in UTF-8.").at(line, column)
            }
            Self::Io(error) => {
                Problem::of_file(file, format!("This file cannot be read: {}.", fault(&error)), "Let yourself read it, or remove it.")
            }
        }
    }
}

/// The text of a file, without the byte order mark that some editors write; nothing if there is no such file.
fn read_text(path: &Path) -> Result<Option<String>, Refusal> {
    // asked before opening: to open a pipe waits for its writer
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(Refusal::NotAFile),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => return Ok(None),
        Err(error) => return Err(Refusal::Io(error)),
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(Refusal::Io)?;
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(Refusal::Io)?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(Refusal::TooLarge);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default()).into_owned();
            let (line, column) = place::line_and_column(&text, good);
            Err(Refusal::NotText(line, column))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
            fs::write(path, bytes).expect("written");
        }
        dir
    }

    fn problem_of(source: &Source, id: &str) -> Problem {
        *source.own(Folder::Exercises, id).expect("is there").expect_err("is refused")
    }

    #[test]
    fn the_users_file_lies_beside_the_embedded_one_of_the_same_id() {
        let dir = folder_with(&[("exercises/scapular-squeeze.ron", b"(own)"), ("exercises/my-own.ron", b"\xef\xbb\xbf(new)")]);
        let source = Source::with_own(dir.path());
        let layers = source.layers(Folder::Exercises, "scapular-squeeze");
        assert_eq!(layers.embedded.expect("embedded").origin, Origin::Embedded);
        assert_eq!(layers.own.expect("own").expect("reads").text, "(own)");
        assert_eq!(source.own(Folder::Exercises, "my-own").expect("own").expect("reads").text, "(new)");
        let ids = source.list(Folder::Exercises).ids;
        assert_eq!(ids.iter().filter(|id| *id == "scapular-squeeze").count(), 1);
        assert!(ids.contains(&"my-own".to_owned()));
        assert!(source.own(Folder::Routines, "my-own").is_none());
        assert!(Source::embedded().own(Folder::Exercises, "my-own").is_none());
    }

    #[test]
    fn what_is_no_readable_text_file_is_a_problem_and_no_hang() {
        let large = vec![b' '; usize::try_from(SIZE_LIMIT).expect("fits") + 1];
        let dir = folder_with(&[("exercises/large.ron", &large), ("exercises/latin.ron", b"(\n  name: \"Br\xfcgger\")")]);
        fs::create_dir(dir.path().join("exercises/folder.ron")).expect("made");
        let source = Source::with_own(dir.path());
        assert!(problem_of(&source, "large").what.contains("1 MB"));
        assert!(problem_of(&source, "folder").what.contains("regular"));
        let latin = problem_of(&source, "latin");
        assert_eq!((latin.line, latin.column), (2, 12));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_and_a_broken_link_are_refused() {
        let dir = folder_with(&[("exercises/good.ron", b"()")]);
        let pipe = dir.path().join("exercises/pipe.ron");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        std::os::unix::fs::symlink("nowhere", dir.path().join("exercises/link.ron")).expect("linked");
        let source = Source::with_own(dir.path());
        assert!(problem_of(&source, "pipe").what.contains("regular"));
        assert!(problem_of(&source, "link").what.contains("cannot be read"));
    }

    #[test]
    fn no_id_leads_out_of_its_folder() {
        let dir = folder_with(&[("secret.ron", b"()"), ("routines/good.ron", b"()")]);
        let source = Source::with_own(dir.path());
        assert!(source.own(Folder::Routines, "good").is_some());
        for id in ["../secret", "", ".", "a/../../secret", "Good"] {
            assert!(source.own(Folder::Routines, id).is_none(), "{id}");
        }
    }

    #[test]
    fn a_name_that_is_no_id_and_a_misspelt_folder_are_said() {
        let dir = folder_with(&[
            ("exercises/My Stretch.ron", b"()"),
            ("exercises/notes.txt", b""),
            ("exercises/.swap.ron", b""),
            ("exercise/a.ron", b"()"),
        ]);
        let source = Source::with_own(dir.path());
        let listing = source.list(Folder::Exercises);
        assert_eq!(listing.problems.len(), 2, "{:?}", listing.problems);
        assert!(listing.problems[0].remedy.contains("`my-stretch.ron`"));
        assert!(listing.problems[1].what.contains("does not end in"));
        assert!(source.stray_folders()[0].remedy.contains("`exercises`"));
    }
}
