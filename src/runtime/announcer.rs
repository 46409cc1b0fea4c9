//! The way to the desktop's own notices: the system's program for them, looked for once, started and never waited for.

use std::ffi::OsString;

use super::program::{self, Names, Program, Started};
use crate::domain::Notice;

/// What shows a notice, with what stands before it. It is told as a summary, in which nothing is taken for markup.
const NOTIFIERS: &Names = &[
    ("notify-send", &["--app-name=unhunch"]),
    ("osascript", &["-e", "on run argv", "-e", "display notification (item 1 of argv) with title \"unhunch\"", "-e", "end run"]),
];

/// The program that shows notices here, if there is one.
#[must_use]
pub fn notifier() -> Option<Program> {
    Program::find(NOTIFIERS, &program::path())
}

/// Starts the program that shows notices.
#[derive(Debug, Default)]
pub struct Announcer {
    path: Option<OsString>,
    /// Looked for at the first notice.
    found: Option<Option<Program>>,
    started: Started,
}

impl Announcer {
    /// Shows a notice in place of the one before it of the same id. Whether there is something to show it.
    pub fn announce(&mut self, notice: &Notice) -> bool {
        self.started.clear();
        let path = &self.path;
        let find = || Program::find(NOTIFIERS, path.as_deref().unwrap_or(&program::path()));
        let Some(program) = self.found.get_or_insert_with(find) else { return false };
        let mut command = program.command();
        if program.name() == "notify-send" {
            // the tag by which servers know that one notice takes the place of another
            command.arg(format!("--hint=string:x-canonical-private-synchronous:unhunch-{}", notice.id)).arg("--");
        }
        match command.arg(&notice.text).spawn() {
            Ok(child) => {
                self.started.push(child);
                true
            }
            Err(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::*;

    /// What a program of that name writes down of how it was started, once it was.
    fn shown(dir: &Path, name: &str, notice: &Notice) -> String {
        let file = dir.join(name);
        let script = format!("#!/bin/sh\nfor word in \"$@\"; do echo \"$word\" >> {0}/log; done\n", dir.display());
        fs::write(&file, script).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("allowed");
        let mut announcer = Announcer { path: Some(dir.as_os_str().to_owned()), ..Announcer::default() };
        assert!(announcer.announce(notice));
        announcer.started.wait();
        fs::read_to_string(dir.join("log")).expect("written down")
    }

    #[test]
    fn the_program_is_handed_the_line_as_one_word_with_its_tag() {
        let dir = tempfile::tempdir().expect("a folder");
        let notice = Notice::new("move", "--help & <b>; $(touch x)");
        let tag = "--hint=string:x-canonical-private-synchronous:unhunch-move";
        assert_eq!(shown(dir.path(), "notify-send", &notice), format!("--app-name=unhunch\n{tag}\n--\n--help & <b>; $(touch x)\n"));
    }

    #[test]
    fn osascript_is_handed_the_line_as_an_argument_and_never_as_script() {
        let dir = tempfile::tempdir().expect("a folder");
        let said = shown(dir.path(), "osascript", &Notice::new("move", "\" & quit & \""));
        assert!(said.ends_with("end run\n\" & quit & \"\n"), "{said}");
    }

    #[test]
    fn with_nothing_to_show_it_says_so() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut announcer = Announcer { path: Some(dir.path().as_os_str().to_owned()), ..Announcer::default() };
        assert!(!announcer.announce(&Notice::trial()));
    }
}
