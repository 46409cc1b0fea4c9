//! The colours of the house by meaning: roles, themes read from RON, and how a theme degrades to fewer colours or none.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::paint::nearest_256;
pub use super::paint::{Paint, contrast, mix};

/// What a colour is for. Widgets name a role, never a hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The room itself.
    Ground,
    /// The selected row and the one overlay.
    Raised,
    /// The centre of the glow behind a hero.
    Lamp,
    /// What is read now.
    Text,
    /// The second voice: doses, sentences.
    Soft,
    /// Labels, hints, dates.
    Quiet,
    /// The one accent: now, chosen, after.
    Accent,
    /// Text on the one filled button.
    OnAccent,
    /// Warning words, always beside a `!` or a word that warns by itself.
    Care,
    /// What is done, stems, bars. Shapes only.
    Ember,
    /// Large numerals of days to come. Shapes and large digits only.
    Faint,
    /// Thin ring and light strokes. Shapes only.
    Line,
    /// Unlit region of the body map. Shapes only.
    Body,
    /// The breath's disc, breathed out.
    BreathLow,
    /// The breath's disc, breathed in.
    BreathHigh,
    /// A muscle being stretched, on the figure only.
    Stretch,
    /// A muscle at work, on the figure only.
    Work,
}

impl Role {
    /// Every role, in the order they are listed in a theme file.
    pub const ALL: [Self; 17] = [
        Self::Ground,
        Self::Raised,
        Self::Lamp,
        Self::Text,
        Self::Soft,
        Self::Quiet,
        Self::Accent,
        Self::OnAccent,
        Self::Care,
        Self::Ember,
        Self::Faint,
        Self::Line,
        Self::Body,
        Self::BreathLow,
        Self::BreathHigh,
        Self::Stretch,
        Self::Work,
    ];
}

/// How many colours a theme speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Depth {
    /// Any 24-bit colour.
    TrueColor,
    /// The 256 of the xterm palette; made from a `TrueColor` theme, never written in a file.
    #[serde(skip)]
    Ansi256,
    /// The terminal's own sixteen.
    Ansi16,
    /// No colours: bold, dim, reverse and underline carry everything.
    Mono,
}

/// A theme as its file tells it. A user's file may leave out what it does not change.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeFile {
    /// The version of this file format, 1.
    pub format: u32,
    /// Its name in the settings.
    #[serde(default)]
    pub name: Option<String>,
    /// The id of the theme that fills what is left out, for a theme under a new id.
    #[serde(default)]
    pub base: Option<String>,
    /// How many colours it needs.
    #[serde(default)]
    pub depth: Option<Depth>,
    /// Whether the whole screen is painted in `ground`, or left as the terminal has it.
    #[serde(default)]
    pub paint_ground: Option<bool>,
    /// How far the breath's disc leans to the accent at its centre, 0 to 1.
    #[serde(default)]
    pub warmth: Option<f32>,
    /// The roles.
    #[serde(default)]
    pub roles: BTreeMap<Role, Paint>,
}

impl ThemeFile {
    /// This file laid over `base`, key by key.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        let mut roles = base.roles;
        roles.extend(self.roles);
        Self {
            format: self.format,
            name: self.name.or(base.name),
            base: self.base,
            depth: self.depth.or(base.depth),
            paint_ground: self.paint_ground.or(base.paint_ground),
            warmth: self.warmth.or(base.warmth),
            roles,
        }
    }

    /// A built-in theme: `calm-dark`, `calm-light`, `calm-16` or `mono`; nothing for another id.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.iter().find(|(name, _)| *name == id)?;
        reader().from_str(text).ok()
    }
}

/// As in every file of this house, an optional value is written without `Some`.
fn reader() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// The built-in themes by id, as embedded.
const BUILT_IN: [(&str, &str); 4] = [
    ("calm-dark", include_str!("../../assets/themes/calm-dark.ron")),
    ("calm-light", include_str!("../../assets/themes/calm-light.ron")),
    ("calm-16", include_str!("../../assets/themes/calm-16.ron")),
    ("mono", include_str!("../../assets/themes/mono.ron")),
];

/// A complete theme, ready to draw with.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its name in the settings.
    pub name: String,
    /// How many colours it speaks of. Glow and filled disc need [`Depth::TrueColor`].
    pub depth: Depth,
    /// Whether the screen is painted in [`Role::Ground`]; if not, the terminal's own background shows and nothing glows.
    pub paint_ground: bool,
    /// How far the breath's disc leans to the accent at its centre, 0 to 1.
    pub warmth: f32,
    paints: [Paint; Role::ALL.len()],
    /// Whether a button is no filled one, because something lies over the screen that has its own.
    is_set_back: bool,
}

impl Theme {
    /// A theme from its file.
    ///
    /// # Errors
    /// A sentence if a role is missing, or if a colour is of another depth than the file says.
    pub fn from_file(file: ThemeFile) -> Result<Self, String> {
        let depth = file.depth.unwrap_or(Depth::TrueColor);
        let mut paints = [Paint::PLAIN; Role::ALL.len()];
        for role in Role::ALL {
            let paint = file.roles.get(&role).ok_or_else(|| format!("The role {role:?} is missing."))?;
            let fits = match depth {
                Depth::TrueColor | Depth::Ansi256 => matches!(paint.color, Color::Rgb(..)),
                Depth::Ansi16 => !matches!(paint.color, Color::Rgb(..)),
                Depth::Mono => paint.color == Color::Reset,
            };
            if !fits {
                return Err(format!("The colour of {role:?} does not fit a theme of depth {depth:?}."));
            }
            paints[role as usize] = *paint;
        }
        Ok(Self {
            name: file.name.unwrap_or_default(),
            depth,
            paint_ground: file.paint_ground.unwrap_or(true) && depth == Depth::TrueColor,
            warmth: file.warmth.unwrap_or(0.0).clamp(0.0, 1.0),
            paints,
            is_set_back: false,
        })
    }

    /// A built-in theme by id; nothing for another id.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Self> {
        ThemeFile::built_in(id).and_then(|file| Self::from_file(file).ok())
    }

    /// The same theme on the terminal's own background.
    #[must_use]
    pub fn on_own_ground(mut self) -> Self {
        self.paint_ground = false;
        self
    }

    /// The same theme in the 256 colours of the xterm palette, for terminals without 24-bit colour; words keep the contrast they need. Other depths stay
    /// as they are.
    #[must_use]
    pub fn in_256(mut self) -> Self {
        if self.depth != Depth::TrueColor {
            return self;
        }
        self.depth = Depth::Ansi256;
        let pairs = self.grounds_of_words();
        // the accent is ground to its own text, and the list of roles has every ground before the words on it
        for role in Role::ALL {
            let fits = |color: Color| {
                pairs
                    .iter()
                    .filter(|pair| pair.0 == role)
                    .all(|&(_, ground, needed)| contrast(color, self.color(ground)).is_none_or(|c| c >= needed))
            };
            let color = nearest_256(self.color(role), fits);
            self.paints[role as usize].color = color;
        }
        self
    }

    /// The role's own colour, also for the ground where it is not painted: for mixing.
    #[must_use]
    pub fn color(&self, role: Role) -> Color {
        self.paints[role as usize].color
    }

    /// A colour that is no role, as this theme can show it.
    #[must_use]
    pub fn fitted(&self, color: Color) -> Color {
        if self.depth == Depth::Ansi256 { nearest_256(color, |_| true) } else { color }
    }

    /// The same for a screen over which something with a button of its own lies: there is one filled button at a time.
    #[must_use]
    pub fn set_back(&self) -> Self {
        Self { is_set_back: true, ..self.clone() }
    }

    /// How text (or a surface) of this role is drawn. `Ground` and `Raised` set the background, `OnAccent` both, all others the foreground alone.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        let Paint { color, modifiers } = self.paints[role as usize];
        let style = Style::new().add_modifier(modifiers);
        match role {
            Role::OnAccent if self.is_set_back => self.bold(Role::Text),
            Role::Ground => style.fg(self.color(Role::Text)).bg(if self.paint_ground { color } else { Color::Reset }),
            Role::Raised if modifiers.contains(Modifier::REVERSED) => style,
            Role::Raised | Role::Lamp => style.bg(color),
            Role::OnAccent if modifiers.contains(Modifier::REVERSED) => style,
            Role::OnAccent => style.fg(color).bg(self.color(Role::Accent)),
            _ => style.fg(color),
        }
    }

    /// As [`Theme::style`], in bold: names, numbers read at a glance, keys.
    #[must_use]
    pub fn bold(&self, role: Role) -> Style {
        self.style(role).add_modifier(Modifier::BOLD)
    }

    /// Whether colours can be mixed, so that the lamp glows and the breath's disc is filled.
    #[must_use]
    pub fn can_mix(&self) -> bool {
        self.depth == Depth::TrueColor
    }

    /// Text roles that fall short on a ground they may stand on: role, ground, contrast found, contrast needed. Empty for a legible theme, and for
    /// themes of the terminal's own colours, which nobody can measure.
    #[must_use]
    pub fn too_faint(&self) -> Vec<(Role, Role, f32, f32)> {
        let found = |(text, ground, needed)| Some((text, ground, contrast(self.color(text), self.color(ground))?, needed));
        self.grounds_of_words().into_iter().filter_map(found).filter(|(.., found, needed)| found < needed).collect()
    }

    /// Which words may stand on which ground, and the contrast they need there.
    fn grounds_of_words(&self) -> Vec<(Role, Role, f32)> {
        use Role::{Accent, BreathHigh, BreathLow, Care, Faint, Ground, Lamp, OnAccent, Quiet, Raised, Soft, Text};
        const WORDS: f32 = 4.5;
        const LARGE: f32 = 3.0;
        let mut pairs = vec![(OnAccent, Accent, WORDS), (Faint, Ground, LARGE)];
        for text in [Text, Soft, Quiet, Accent, Care] {
            pairs.extend([Ground, Raised].map(|ground| (text, ground, WORDS)));
            // nothing glows and no disc is filled where colours cannot be mixed
            if self.can_mix() {
                pairs.push((text, Lamp, WORDS));
            }
        }
        if self.can_mix() {
            pairs.extend([BreathLow, BreathHigh].map(|disc| (Text, disc, WORDS)));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(id: &str) -> Theme {
        Theme::from_file(ThemeFile::built_in(id).unwrap_or_else(|| panic!("{id} does not read"))).unwrap()
    }

    #[test]
    fn every_text_role_stands_out_on_each_ground_it_may_stand_on() {
        for id in ["calm-dark", "calm-light"] {
            assert_eq!(theme(id).too_faint(), [], "{id}");
            assert_eq!(theme(id).in_256().too_faint(), [], "{id} in 256 colours");
        }
        let dim = ThemeFile { roles: BTreeMap::from([(Role::Quiet, Paint::try_from("#555555".to_owned()).unwrap())]), ..bare() };
        let faint = Theme::from_file(dim.over(ThemeFile::built_in("calm-dark").unwrap())).unwrap().too_faint();
        assert!(faint.iter().any(|&(role, ..)| role == Role::Quiet));
    }

    #[test]
    fn contrast_is_what_the_design_table_says() {
        let dark = theme("calm-dark");
        let on = |text, ground| (contrast(dark.color(text), dark.color(ground)).unwrap() * 10.0).round() / 10.0;
        assert_eq!((on(Role::Text, Role::Ground), on(Role::Quiet, Role::Lamp), on(Role::OnAccent, Role::Accent)), (13.9, 4.6, 9.3));
    }

    #[test]
    fn every_built_in_theme_names_every_role_at_its_own_depth() {
        let depths: Vec<_> = BUILT_IN.iter().map(|(id, _)| theme(id).depth).collect();
        assert_eq!(depths, [Depth::TrueColor, Depth::TrueColor, Depth::Ansi16, Depth::Mono]);
        assert!(Theme::built_in("midnight").is_none());
    }

    #[test]
    fn a_theme_without_colour_uses_modifiers_alone() {
        let mono = theme("mono");
        for role in Role::ALL {
            let style = mono.style(role);
            let colourless = |c: Option<Color>| matches!(c, None | Some(Color::Reset));
            assert!(colourless(style.fg) && colourless(style.bg), "{role:?}: {style:?}");
        }
        assert!(mono.style(Role::Raised).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn a_users_file_changes_only_what_it_names() {
        let own: ThemeFile = reader().from_str(r##"(format: 1, roles: { accent: "#88aacc" })"##).unwrap();
        let merged = Theme::from_file(own.over(ThemeFile::built_in("calm-dark").unwrap())).unwrap();
        assert_eq!(merged.color(Role::Accent), Color::Rgb(0x88, 0xaa, 0xcc));
        assert_eq!(merged.color(Role::Text), theme("calm-dark").color(Role::Text));
        assert!(Theme::from_file(bare()).unwrap_err().contains("Ground"));
    }

    #[test]
    fn mistakes_in_a_theme_file_are_told() {
        let read = |roles: &str| reader().from_str::<ThemeFile>(&format!("(format: 1, roles: {{ {roles} }})")).map_err(|e| e.to_string());
        assert!(read(r##"text: "#12345""##).unwrap_err().contains("six digits"));
        assert!(read(r##"text: "#ff0000 blink""##).unwrap_err().contains("blink"));
        assert!(read(r##"accnt: "red""##).is_err());
        assert!(reader().from_str::<ThemeFile>("(format: 1, rolls: {})").is_err());
        let named: ThemeFile = reader().from_str(r#"(format: 1, roles: { text: "red" })"#).unwrap();
        assert!(Theme::from_file(named.over(ThemeFile::built_in("calm-dark").unwrap())).unwrap_err().contains("depth"));
    }

    #[test]
    fn fewer_colours_keep_their_kind_and_the_ground_may_be_left_alone() {
        let dark = theme("calm-dark");
        let few = dark.clone().in_256();
        assert!(Role::ALL.iter().all(|&role| matches!(few.color(role), Color::Indexed(16..))));
        assert!(!few.can_mix());
        assert_eq!(dark.clone().on_own_ground().style(Role::Ground).bg, Some(Color::Reset));
        assert_eq!(dark.style(Role::Ground).bg, Some(Color::Rgb(0x1a, 0x17, 0x15)));
    }

    fn bare() -> ThemeFile {
        ThemeFile { format: 1, name: None, base: None, depth: None, paint_ground: None, warmth: None, roles: BTreeMap::new() }
    }
}
