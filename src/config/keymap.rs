//! The keymap: which key means what in which place, from the embedded file with the user's laid over it, key by key.

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};

use super::action::{Action, KeyContext};
use super::key::Key;

/// One section of the file, in its order. A key written twice is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section(Vec<(Key, Action)>);

impl<'de> Deserialize<'de> for Section {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Section;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from keys to actions")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Section, A::Error> {
                let mut section = Section::default();
                while let Some(text) = map.next_key::<String>()? {
                    let key: Key = text.parse().map_err(serde::de::Error::custom)?;
                    if section.of(key).is_some() {
                        return Err(serde::de::Error::custom(format!("The key `{text}` has two meanings in this section")));
                    }
                    section.0.push((key, map.next_value()?));
                }
                Ok(section)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

impl Section {
    fn of(&self, key: Key) -> Option<Action> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, action)| *action)
    }

    fn lay(&mut self, over: Self) {
        for (key, action) in over.0 {
            match self.0.iter_mut().find(|(k, _)| *k == key) {
                Some(slot) => slot.1 = action,
                None => self.0.push((key, action)),
            }
        }
    }
}

/// A keymap file. The user's may leave out any section.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keymap {
    /// The version of this file format, 1.
    pub format: u32,
    #[serde(default)]
    everywhere: Section,
    #[serde(default)]
    outside_text: Section,
    #[serde(default)]
    pane: Section,
    #[serde(default)]
    list: Section,
    #[serde(default)]
    form: Section,
    #[serde(default)]
    text: Section,
    #[serde(default)]
    scale: Section,
    #[serde(default)]
    player: Section,
    #[serde(default)]
    dialog: Section,
}

impl Keymap {
    /// Lays the user's keymap over this one, key by key.
    pub fn lay(&mut self, over: Self) {
        self.everywhere.lay(over.everywhere);
        self.outside_text.lay(over.outside_text);
        self.pane.lay(over.pane);
        self.list.lay(over.list);
        self.form.lay(over.form);
        self.text.lay(over.text);
        self.scale.lay(over.scale);
        self.player.lay(over.player);
        self.dialog.lay(over.dialog);
    }

    /// The sections that hold in a place, the nearest first.
    fn sections(&self, context: KeyContext) -> Vec<&Section> {
        let mut sections = match context {
            KeyContext::Pane => vec![&self.pane],
            KeyContext::List => vec![&self.list, &self.pane],
            KeyContext::Form => vec![&self.form],
            KeyContext::Text => vec![&self.text],
            KeyContext::Scale => vec![&self.scale],
            KeyContext::Player => vec![&self.player],
            KeyContext::Dialog => vec![&self.dialog],
        };
        if context != KeyContext::Text {
            sections.push(&self.outside_text);
        }
        sections.push(&self.everywhere);
        sections
    }

    /// What a key means in a place; nothing if it is free there.
    #[must_use]
    pub fn action(&self, context: KeyContext, key: Key) -> Option<Action> {
        self.sections(context).into_iter().find_map(|s| s.of(key))
    }

    /// The first key of an action in a place, for a hint.
    #[must_use]
    pub fn key(&self, context: KeyContext, action: Action) -> Option<Key> {
        self.keys(context, action).first().copied()
    }

    /// All keys of an action in a place, in the order of the file; a key that a nearer section gives another meaning is left out.
    #[must_use]
    pub fn keys(&self, context: KeyContext, action: Action) -> Vec<Key> {
        let all = self.sections(context).into_iter().flat_map(|s| s.0.iter()).filter(|(_, a)| *a == action).map(|(k, _)| *k);
        let mut keys: Vec<Key> = Vec::new();
        for key in all.filter(|k| self.action(context, *k) == Some(action)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// Everything that can be pressed in a place, each action once with its keys, in the order of the file.
    #[must_use]
    pub fn table(&self, context: KeyContext) -> Vec<(Action, Vec<Key>)> {
        let mut table: Vec<(Action, Vec<Key>)> = Vec::new();
        for (_, action) in self.sections(context).into_iter().flat_map(|s| s.0.iter()) {
            if *action != Action::Nothing && !table.iter().any(|(a, _)| a == action) {
                table.push((*action, self.keys(context, *action)));
            }
        }
        table.retain(|(_, keys)| !keys.is_empty());
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Keymap {
        ron::from_str(include_str!("../../assets/keymaps/default.ron")).expect("the embedded keymap")
    }

    #[test]
    fn no_key_has_two_meanings_in_one_section() {
        let twice = r#"(format: 1, pane: { "p": LogPain, "p": Start })"#;
        assert!(ron::from_str::<Keymap>(twice).expect_err("twice").to_string().contains("two meanings"));
    }

    #[test]
    fn no_section_reuses_a_reserved_key() {
        let map = embedded();
        for (key, action) in &map.list.0 {
            // q quits on Today, which is a pane and no list
            let stays = map.pane.of(*key) == Some(Action::Quit) && *action == Action::Back;
            assert!(stays || map.pane.of(*key).is_none(), "{key} means {action:?} in lists but is reserved in panes");
        }
        for context in KeyContext::ALL.into_iter().filter(|c| !matches!(c, KeyContext::Player)) {
            for (key, action) in &map.everywhere.0 {
                assert_eq!(map.action(context, *key), Some(*action), "{key} works everywhere, so also in {context:?}");
            }
        }
    }

    #[test]
    fn warning_signs_are_one_key_away_in_every_place() {
        let map = embedded();
        for context in KeyContext::ALL {
            assert!(map.key(context, Action::Warnings).is_some(), "{context:?}");
            assert!(map.key(context, Action::Help).is_some(), "{context:?}");
        }
        assert_eq!(map.action(KeyContext::Text, "!".parse().expect("a key")), None, "in text a `!` is typed");
    }

    #[test]
    fn the_users_keymap_is_laid_over_key_by_key() {
        let mut map = embedded();
        map.lay(ron::from_str(r#"(format: 1, pane: { "p": Nothing, "L": LogPain })"#).expect("an overlay"));
        assert_eq!(map.key(KeyContext::Pane, Action::LogPain).map(|k| k.to_string()), Some("L".into()));
        assert_eq!(map.key(KeyContext::Pane, Action::Start).map(|k| k.to_string()), Some("s".into()));
    }

    #[test]
    fn hints_show_keys_as_they_are_pressed() {
        let map = embedded();
        assert_eq!(map.key(KeyContext::Player, Action::Pause).map(|k| k.to_string()), Some("Space".into()));
        assert_eq!(map.key(KeyContext::Scale, Action::Score(10)).map(|k| k.to_string()), Some("t".into()));
        assert_eq!(map.key(KeyContext::Text, Action::Warnings).map(|k| k.to_string()), Some("F2".into()));
    }
}
