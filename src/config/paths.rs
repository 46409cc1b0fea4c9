//! Where things lie: the data directory, the user's configuration, and what names them.

use std::path::PathBuf;

/// The directories in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Database, lock, bell, backups, crash files.
    pub data: PathBuf,
    /// The user's own exercises, routines, themes, keymaps and settings.
    pub config: PathBuf,
    /// Whether the data directory was named by flag or environment.
    pub data_named: bool,
}

impl Paths {
    /// By flag, then `UNHUNCH_DATA_DIR` / `UNHUNCH_CONFIG_DIR`, then the system's usual place.
    ///
    /// # Errors
    /// A sentence with its remedy, if there is no home directory to start from.
    pub fn find(data: Option<PathBuf>, config: Option<PathBuf>, var: impl Fn(&str) -> Option<PathBuf>) -> Result<Self, String> {
        let named = |flag: Option<PathBuf>, name: &str| flag.or_else(|| var(name)).filter(|p| !p.as_os_str().is_empty());
        let (data, config) = (named(data, "UNHUNCH_DATA_DIR"), named(config, "UNHUNCH_CONFIG_DIR"));
        let data_named = data.is_some();
        let usual = directories::ProjectDirs::from("", "", "unhunch");
        let homeless = || "There is no home directory to keep data in. Name one with --data-dir DIR and --config-dir DIR.".to_owned();
        Ok(Self {
            config: match (config, &usual) {
                (Some(dir), _) => dir,
                // a data directory of its own keeps everything together unless the configuration is named too
                (None, Some(dirs)) => dirs.config_dir().to_owned(),
                (None, None) => data.as_ref().map(|d| d.join("config")).ok_or_else(homeless)?,
            },
            data: match (data, &usual) {
                (Some(dir), _) => dir,
                (None, Some(dirs)) => dirs.data_local_dir().to_owned(),
                (None, None) => return Err(homeless()),
            },
            data_named,
        })
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("journal.db")
    }

    /// The backups.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    /// The file that tells open tabs of a change.
    #[must_use]
    pub fn bell(&self) -> PathBuf {
        self.data.join("bell")
    }

    /// The lock of the tab that nudges.
    #[must_use]
    pub fn tab_lock(&self) -> PathBuf {
        self.data.join("tab.lock")
    }

    /// The file whose lock says that the database is open.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    /// The tones, as files for whatever plays them.
    #[must_use]
    pub fn sounds(&self) -> PathBuf {
        self.data.join("sounds")
    }

    /// Where a crash leaves what it knows.
    #[must_use]
    pub fn crash(&self) -> PathBuf {
        self.data.join("crash.txt")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_usual_place() {
        let var = |name: &str| (name == "UNHUNCH_DATA_DIR").then(|| PathBuf::from("/from/env"));
        assert_eq!(Paths::find(Some("/flag".into()), Some("/c".into()), var).expect("paths").data, PathBuf::from("/flag"));
        assert_eq!(Paths::find(None, Some("/c".into()), var).expect("paths").data, PathBuf::from("/from/env"));
    }
}
