//! Reads the content once, when the program is built: what a start needs of it is then a copy of bytes, not RON to be taken apart.
//! Whatever does not read is passed over here; the program reads it as text then, and says what is wrong with it.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "this is how a build script speaks to Cargo, and how it fails")]

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

#[path = "src/assets/dialect.rs"]
mod dialect;
#[allow(dead_code, unused_imports, reason = "the very types the program reads them into; it uses more of them")]
#[path = "src/domain/mod.rs"]
mod domain;

use domain::{Background, Care, Conditions, Desk, Exercise, Habits, Plan, Remedies, Routine, Sources, WarningSigns};

fn main() {
    // an edited file is seen without this, a new one is not
    for seen in ["build.rs", "assets", "src/domain", "src/assets/dialect.rs"] {
        println!("cargo::rerun-if-changed={seen}");
    }
    let assets = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("assets");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    let mut bytes = Vec::new();
    let mut table = String::from("&[\n");
    for file in files(&assets) {
        let name = file.strip_prefix(&assets).unwrap().with_extension("");
        let name = name.to_str().unwrap();
        if let Some(value) = fs::read_to_string(&file).ok().and_then(|text| ready(name, &text)) {
            writeln!(table, "    ({name:?}, {}, {}),", bytes.len(), bytes.len() + value.len()).unwrap();
            bytes.extend(value);
        }
    }
    table.push_str("]\n");
    fs::write(out.join("ready.bin"), bytes).unwrap();
    fs::write(out.join("ready.rs"), table).unwrap();
}

/// The files of the folders, in the order of their names.
fn files(assets: &Path) -> Vec<PathBuf> {
    let within = |folder: &str| fs::read_dir(assets.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = ["care", "exercises", "guidance", "plans", "routines"].into_iter().flat_map(within).collect();
    // without their ends, as they are looked up: `a-b` comes behind `a`
    files.sort_by_cached_key(|file| file.with_extension(""));
    files
}

/// A file as the bytes of its value, by the type of its folder or its name.
fn ready(name: &str, text: &str) -> Option<Vec<u8>> {
    let (folder, id) = name.split_once('/')?;
    match (folder, id) {
        ("care", _) => translated::<Care>(text),
        ("exercises", _) => translated::<Exercise>(text),
        ("plans", _) => translated::<Plan>(text),
        ("routines", _) => translated::<Routine>(text),
        (_, "avoid") => translated::<Conditions>(text),
        (_, "background") => translated::<Background>(text),
        (_, "desk-check") => translated::<Desk>(text),
        (_, "habits") => translated::<Habits>(text),
        (_, "remedies") => translated::<Remedies>(text),
        (_, "sources") => translated::<Sources>(text),
        (_, "warning-signs") => translated::<WarningSigns>(text),
        _ => None,
    }
}

fn translated<T: DeserializeOwned + Serialize>(text: &str) -> Option<Vec<u8>> {
    postcard::to_stdvec(&dialect::options().from_str::<T>(text).ok()?).ok()
}
