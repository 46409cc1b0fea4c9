//! `unhunch where`: every path that is used, so that everything can be found, kept and removed.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::config::Paths;
use crate::domain::clean_line;

/// Prints one path a line: its name, whether it is there, and where.
///
/// # Errors
/// When nothing can be written.
pub fn run(paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    for (name, path) in all(paths) {
        let there = if path.symlink_metadata().is_ok() { "there" } else { "not yet" };
        writeln!(out, "{name:<14}  {there:<7}  {}", clean_line(&path.display().to_string()))?;
    }
    Ok(())
}

fn all(paths: &Paths) -> Vec<(&'static str, PathBuf)> {
    let own = |name: &str| paths.config.join(name);
    vec![
        ("data", paths.data.clone()),
        ("database", paths.database()),
        ("backups", paths.backups()),
        ("bell", paths.bell()),
        ("lock", paths.lock()),
        ("tab lock", paths.tab_lock()),
        ("tones", paths.sounds()),
        ("crash report", paths.crash()),
        ("configuration", paths.config.clone()),
        ("settings", own("settings.ron")),
        ("keys", own("keymaps")),
        ("themes", own("themes")),
        ("exercises", own("exercises")),
        ("routines", own("routines")),
        ("plans", own("plans")),
        ("care", own("care")),
        ("guidance", own("guidance")),
        ("figures", own("figures")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_told_with_whether_it_is_there() {
        let dir = tempfile::tempdir().expect("a folder");
        let paths = Paths { data: dir.path().to_owned(), config: dir.path().join("own"), data_named: true };
        let mut out = Vec::new();
        run(&paths, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert!(text.lines().any(|l| l.starts_with("data ") && l.contains("there")), "{text}");
        assert!(text.lines().any(|l| l.starts_with("database ") && l.contains("not yet") && l.ends_with("journal.db")), "{text}");
    }
}
