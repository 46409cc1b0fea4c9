//! What the user decided, read from files: settings, keymap and themes, the user's own laid over the embedded, every mistake collected.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::caps::{Caps, Colors};
use super::keymap::Keymap;
use super::marker::Marker;
use super::settings::{Settings, SettingsFile, ThemeChoice};
use super::theme::{Theme, ThemeFile};
use crate::assets::{Asset, Folder, Source, is_blank, nearest};
use crate::domain::{Problem, Severity};

/// The ids of the embedded themes.
const BUILT_IN: [&str; 4] = ["calm-dark", "calm-light", "calm-16", "mono"];

/// The files as they read. Whatever has a mistake is left out and told of; the embedded stands.
#[derive(Clone, Debug)]
pub struct Choices {
    embedded: Settings,
    own: SettingsFile,
    /// The keys.
    pub keymap: Keymap,
    /// The user's own themes by id, laid over what they are based on.
    themes: BTreeMap<String, Theme>,
    mono: Theme,
}

impl Choices {
    /// Reads settings, keymap and the themes.
    ///
    /// # Errors
    /// Only if an embedded file does not read, which no released program does: the mistake.
    pub fn read(source: &Source) -> Result<(Self, Vec<Problem>), Box<Problem>> {
        let mut problems = Vec::new();
        let embedded: Settings = embedded(source, Folder::Top, "settings")?;
        let mut keymap: Keymap = self::embedded(source, Folder::Keymaps, "default")?;
        let mono = Theme::from_file(self::embedded(source, Folder::Themes, "mono")?);
        let mono = mono.map_err(|what| Box::new(Problem::of_file("assets/themes/mono.ron", what, "Mend it.")))?;
        let themes = themes(source, &mut problems);
        let mut in_settings = Vec::new();
        let mut own: SettingsFile = own(source, Folder::Top, "settings", &mut in_settings).map(|(_, file)| file).unwrap_or_default();
        problems.extend(in_settings.into_iter().map(|problem| plain_theme(source, problem)));
        problems.extend(refused(source, &mut own));
        if let Some((_, over)) = self::own(source, Folder::Keymaps, "default", &mut problems) {
            keymap.lay(over);
        }
        if let Some(problem) = unknown_theme(source, &own, &themes) {
            problems.push(problem);
            own.theme = None;
        }
        Ok((Self { embedded, own, keymap, themes, mono }, problems))
    }

    /// The settings with the choices made in the app, by name, as JSON.
    #[must_use]
    pub fn settings(&self, prefs: &BTreeMap<String, String>) -> Settings {
        self.embedded.clone().with(prefs, &self.own)
    }

    /// What holds without a choice made in the app: the defaults, and what the user's file fixes.
    #[must_use]
    pub fn defaults(&self) -> Settings {
        self.settings(&BTreeMap::new())
    }

    /// Every theme one can choose, by id and name: the embedded ones, then the user's own.
    #[must_use]
    pub fn themes(&self) -> Vec<(String, String)> {
        let built_in = |id: &str| Some((id.to_owned(), self.themes.get(id).cloned().or_else(|| Theme::built_in(id))?.name));
        let embedded = BUILT_IN.into_iter().filter_map(built_in);
        let own = self.themes.iter().filter(|(id, _)| !BUILT_IN.contains(&id.as_str()));
        embedded.chain(own.map(|(id, theme)| (id.clone(), theme.name.clone()))).collect()
    }

    /// The theme for a terminal.
    #[must_use]
    pub fn theme(&self, settings: &Settings, caps: &Caps) -> Theme {
        let chosen = match &settings.theme {
            ThemeChoice::Named(id) => self.themes.get(id).cloned().or_else(|| Theme::built_in(id)),
            ThemeChoice::Auto => None,
        };
        let fitting = || {
            Theme::built_in(match (caps.colors, caps.light) {
                (Colors::Sixteen, _) => "calm-16",
                (_, Some(true)) => "calm-light",
                (_, _) => "calm-dark",
            })
        };
        // NO_COLOR and a terminal without colours are stronger than a choice
        let chosen = if caps.colors == Colors::None { None } else { chosen.or_else(fitting) };
        let theme = chosen.unwrap_or_else(|| self.mono.clone());
        let theme = if settings.paint_ground { theme } else { theme.on_own_ground() };
        if caps.colors == Colors::True { theme } else { theme.in_256() }
    }

    /// The dots for a terminal.
    #[must_use]
    pub fn marker(settings: &Settings, caps: &Caps) -> Marker {
        settings.marker.marker().unwrap_or(caps.marker)
    }
}

fn embedded<T: DeserializeOwned>(source: &Source, folder: Folder, id: &str) -> Result<T, Box<Problem>> {
    let missing = || Box::new(Problem::of_file(format!("{id}.ron"), "This embedded file is missing.", "Install unhunch again."));
    source.builtin(folder, id).ok_or_else(missing)?.parse()
}

/// The user's own file; nothing if there is none, if it is blank, or if it has a mistake.
fn own<T: DeserializeOwned>(source: &Source, folder: Folder, id: &str, problems: &mut Vec<Problem>) -> Option<(Asset, T)> {
    let read = source.own(folder, id)?.and_then(|asset| {
        if is_blank(&asset.text) {
            return Ok(None);
        }
        asset.parse().map(|value| Some((asset, value)))
    });
    read.unwrap_or_else(|problem| {
        problems.push(*problem);
        None
    })
}

/// The user's own themes, each laid over the one it is based on: its `base`, the embedded one of its id, or `calm-dark`.
fn themes(source: &Source, problems: &mut Vec<Problem>) -> BTreeMap<String, Theme> {
    let mut themes = BTreeMap::new();
    for id in source.list(Folder::Themes).ids {
        let Some((asset, file)) = own::<ThemeFile>(source, Folder::Themes, &id, problems) else { continue };
        let base = file.base.clone().unwrap_or_else(|| if ThemeFile::built_in(&id).is_some() { id.clone() } else { "calm-dark".into() });
        let Some(below) = ThemeFile::built_in(&base) else {
            let what = format!("There is no built-in theme `{base}` to be based on.");
            problems.push(asset.problem("base", what, "Write calm-dark, calm-light, calm-16 or mono."));
            continue;
        };
        match Theme::from_file(file.over(below)) {
            Ok(theme) => {
                for (text, ground, found, needed) in theme.too_faint() {
                    let what = format!("{text:?} on {ground:?} has a contrast of {found:.1}; to be read it needs {needed:.1}.");
                    let remedy = "Make one of the two lighter or darker.";
                    problems.push(Problem { severity: Severity::Noted, ..asset.problem("roles", what, remedy) });
                }
                themes.insert(id, theme);
            }
            Err(what) => problems.push(asset.problem("roles", what, "Write a colour that fits the theme's `depth`.")),
        }
    }
    themes
}

/// Where a theme stands as a plain text, the remedy for words in quotes would lead to the next mistake: this one names the form that reads.
fn plain_theme(source: &Source, problem: Problem) -> Problem {
    let Some(Ok(asset)) = source.own(Folder::Top, "settings") else { return problem };
    let line = problem.line.checked_sub(1).and_then(|line| asset.text.lines().nth(line)).unwrap_or_default();
    let at = line.char_indices().nth(problem.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let (before, rest) = line.split_at(at);
    let is_theme = before.trim_end().strip_suffix(':').is_some_and(|name| name.trim_end().ends_with("theme"));
    match rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((id, _)) if is_theme && id != "Auto" => {
            Problem { remedy: format!("Write `Named(\"{id}\")`, or `Auto` for what suits the terminal."), ..problem }
        }
        _ => problem,
    }
}

/// What cannot hold is taken out of the settings and told of.
fn refused(source: &Source, own: &mut SettingsFile) -> Vec<Problem> {
    let wrong = own.refuse_nudges();
    let Some(Ok(asset)) = source.own(Folder::Top, "settings") else { return Vec::new() };
    wrong.into_iter().map(|(name, what, remedy)| asset.problem(name, what, remedy)).collect()
}

fn unknown_theme(source: &Source, own: &SettingsFile, themes: &BTreeMap<String, Theme>) -> Option<Problem> {
    let Some(ThemeChoice::Named(id)) = &own.theme else { return None };
    if themes.contains_key(id) || ThemeFile::built_in(id).is_some() {
        return None;
    }
    let known = BUILT_IN.into_iter().chain(themes.keys().map(String::as_str));
    let remedy =
        nearest(id, known).map_or("Write Auto, or the name of a file in themes/.".to_owned(), |near| format!("Did you mean `{near}`?"));
    let asset = source.own(Folder::Top, "settings")?.ok()?;
    Some(Problem { severity: Severity::Noted, ..asset.problem("theme", format!("There is no theme `{id}`."), remedy) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Own(tempfile::TempDir);

    impl Own {
        fn with(files: &[(&str, &str)]) -> Self {
            let dir = tempfile::tempdir().expect("a folder");
            for (path, text) in files {
                let path = dir.path().join(path);
                fs::create_dir_all(path.parent().expect("inside")).expect("made");
                fs::write(path, text).expect("written");
            }
            Self(dir)
        }

        fn read(&self) -> (Choices, Vec<Problem>) {
            Choices::read(&Source::with_own(self.0.path())).expect("the embedded files read")
        }
    }

    fn caps(vars: &[(&str, &str)]) -> Caps {
        Caps::read(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    fn theme_for(choices: &Choices, vars: &[(&str, &str)]) -> String {
        choices.theme(&choices.settings(&BTreeMap::new()), &caps(vars)).name
    }

    #[test]
    fn the_theme_follows_the_terminal_unless_one_is_named() {
        let names = |vars: &[(&str, &str)]| theme_for(&Own::with(&[]).read().0, vars);
        let dark = names(&[("COLORTERM", "truecolor")]);
        let light = names(&[("COLORTERM", "truecolor"), ("COLORFGBG", "0;15")]);
        let sixteen = names(&[("TERM", "xterm")]);
        let none = names(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]);
        let all = std::collections::BTreeSet::from([&dark, &light, &sixteen, &none]);
        assert_eq!(all.len(), 4, "{all:?}");
        let named = Own::with(&[("settings.ron", r#"(format: 1, theme: Named("calm-light"))"#)]).read().0;
        assert_eq!(theme_for(&named, &[("COLORTERM", "truecolor")]), light);
        assert_eq!(theme_for(&named, &[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]), none, "NO_COLOR is stronger");
    }

    #[test]
    fn a_file_with_a_mistake_is_told_of_and_the_embedded_stands() {
        let own = Own::with(&[
            ("settings.ron", "(format: 1, bel: false)"),
            ("keymaps/default.ron", r#"(format: 1, pane: { "entr": Start })"#),
            ("themes/mine.ron", r#"(format: 1, base: "calm-drak")"#),
        ]);
        let (choices, problems) = own.read();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems.iter().any(|p| p.to_string().contains("settings.ron:1:") && p.remedy.contains("bell")), "{problems:?}");
        assert!(choices.settings(&BTreeMap::new()).bell);
    }

    #[test]
    fn a_theme_nobody_knows_is_told_of_with_the_nearest_and_not_used() {
        let (choices, problems) = Own::with(&[("settings.ron", r#"(format: 1, theme: Named("calm-lihgt"))"#)]).read();
        assert!(problems[0].remedy.contains("calm-light"), "{problems:?}");
        assert_eq!(choices.settings(&BTreeMap::new()).theme, ThemeChoice::Auto);
    }

    #[test]
    fn a_theme_as_a_plain_text_is_told_of_with_the_form_that_reads() {
        let remedy = |file: &str| Own::with(&[("settings.ron", file)]).read().1.remove(0).remedy;
        assert!(remedy(r#"(format: 1, theme: "mine")"#).contains(r#"Write `Named("mine")`"#));
        assert!(remedy("(\n    format: 1,\n    theme:  \"mine\",\n)").contains(r#"Write `Named("mine")`"#));
        for fixed in [r#"(format: 1, theme: "Auto")"#, r#"(format: 1, clock: "H12")"#] {
            assert!(remedy(fixed).contains("Remove the quotes"), "{fixed}");
        }
    }

    #[test]
    fn one_value_that_cannot_hold_is_told_of_with_its_place_and_the_others_hold() {
        let (choices, problems) = Own::with(&[("settings.ron", "(format: 1,\n bell: false,\n move_every: 0)")]).read();
        assert!(matches!(&problems[..], [p] if p.to_string().contains("settings.ron:3:") && p.remedy.contains("30 to 45")), "{problems:?}");
        assert!(!choices.defaults().bell && choices.defaults().move_every == 40);
    }

    #[test]
    fn blank_files_and_own_themes_are_read() {
        let own = Own::with(&[
            ("settings.ron", "// nothing yet\n"),
            ("themes/dusk.ron", r##"(format: 1, name: "dusk", base: "calm-dark", roles: { quiet: "#101010" })"##),
        ]);
        let (choices, problems) = own.read();
        assert!(problems.iter().all(|p| p.what.contains("contrast")) && !problems.is_empty(), "{problems:?}");
        let settings = Settings { theme: ThemeChoice::Named("dusk".into()), ..choices.settings(&BTreeMap::new()) };
        assert_eq!(choices.theme(&settings, &caps(&[("COLORTERM", "truecolor")])).name, "dusk");
    }
}
