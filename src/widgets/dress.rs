//! What colours a figure wears: clothed or as a mannequin, in many colours, in sixteen, or in none.

use ratatui::style::Color;

use crate::config::theme::{Depth, Role, Theme, contrast, mix};
use crate::figure::{Dot, Ink};

/// How a figure is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// Skin, hair, top and trousers.
    Clothed,
    /// One quiet grey, so that only muscles have colour.
    Mannequin,
}

impl Dress {
    /// The calmer one for a theme: sixteen colours are loud.
    #[must_use]
    pub fn usual(theme: &Theme) -> Self {
        if theme.depth == Depth::Ansi16 { Self::Mannequin } else { Self::Clothed }
    }
}

/// A colour for each ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    colors: [Color; Ink::ALL.len()],
    shaded: [Color; Ink::ALL.len()],
    is_mono: bool,
}

/// How much light is left in shade.
const SHADE: f32 = 0.26;

impl Palette {
    /// The colours of a figure in a theme. `pulse` lets the muscles fade a little as the breath comes, 0 to 1, in three steps.
    #[must_use]
    pub fn new(theme: &Theme, dress: Dress, pulse: f32) -> Self {
        let is_mono = theme.depth == Depth::Mono;
        let base = match theme.depth {
            Depth::Mono => [Color::Reset; Ink::ALL.len()],
            Depth::Ansi16 => Ink::ALL.map(|ink| sixteen(theme, dress, ink)),
            Depth::TrueColor | Depth::Ansi256 => {
                let is_light = contrast(theme.color(Role::Ground), Color::Rgb(0, 0, 0)).is_some_and(|contrast| contrast > 4.5);
                Ink::ALL.map(|ink| many(theme, dress, is_light, ink))
            }
        };
        let body = base[Ink::Torso as usize];
        let fade = (pulse.clamp(0.0, 1.0) * 2.0).round() * 0.2;
        let mut colors = base;
        for zone in [Ink::Work, Ink::Stretch] {
            if matches!(body, Color::Rgb(..)) {
                colors[zone as usize] = mix(colors[zone as usize], body, fade);
            }
        }
        let shaded = colors.map(|color| if matches!(color, Color::Rgb(..)) { mix(color, Color::Rgb(0, 0, 0), SHADE) } else { color });
        let fitted = |colors: [Color; Ink::ALL.len()]| colors.map(|color| theme.fitted(color));
        Self { colors: fitted(colors), shaded: fitted(shaded), is_mono }
    }

    /// The colour of a dot at a place; none where it stays unlit. Without colours, far limbs and hair are a screen of dots, muscles are hatched and
    /// the floor is dotted.
    #[must_use]
    pub fn color(&self, dot: Dot, x: i32, y: i32) -> Option<Color> {
        let lit = !self.is_mono
            || match dot.ink {
                Ink::FarSkin | Ink::FarLeg | Ink::FarFoot | Ink::Hair => (x + y) % 2 == 0,
                Ink::Work => (x + y).rem_euclid(4) < 2,
                Ink::Stretch => (x - y).rem_euclid(4) < 2,
                Ink::Floor | Ink::PropFar | Ink::Ghost => x % 2 == 0,
                _ => true,
            };
        let colors = if dot.shaded { &self.shaded } else { &self.colors };
        lit.then(|| colors[dot.ink as usize])
    }

    /// How much each colour counts in a cell that has too many: what is learned from more, floor and things less.
    #[must_use]
    pub fn weights(&self) -> Vec<(Color, i32)> {
        let weight = |ink: Ink| match ink {
            Ink::Kit | Ink::Stretch | Ink::Work | Ink::Arrow => 4,
            Ink::Floor | Ink::Ghost | Ink::PropFar | Ink::Prop => -2,
            _ => 0,
        };
        Ink::ALL.into_iter().map(|ink| (self.colors[ink as usize], weight(ink))).filter(|(_, weight)| *weight != 0).collect()
    }
}

/// 24-bit colours, for a dark ground and for a light one, where far limbs get lighter.
fn many(theme: &Theme, dress: Dress, is_light: bool, ink: Ink) -> Color {
    let of = |dark: u32, light: u32| Color::from_u32(if is_light { light } else { dark });
    let is_plain = dress == Dress::Mannequin;
    match ink {
        Ink::Work => theme.color(Role::Work),
        Ink::Stretch => theme.color(Role::Stretch),
        Ink::Floor | Ink::Ghost => theme.color(Role::Line),
        Ink::Hair if is_plain => of(0x93_8a_7e, 0x5d_51_45),
        Ink::FarSkin | Ink::FarLeg | Ink::FarFoot if is_plain => of(0x64_5c_52, 0xc4_b9_aa),
        Ink::Torso | Ink::Leg | Ink::Foot | Ink::Skin if is_plain => of(0xc4_bb_ae, 0x8e_83_76),
        Ink::Bone if is_plain => of(0xec_e2_d4, 0x4a_42_39),
        Ink::Torso => of(0x71_86_9a, 0x54_70_8a),
        Ink::Leg => of(0x52_5b_75, 0x3d_47_63),
        Ink::Skin => of(0xe2_b4_8c, 0xd6_9a_6c),
        Ink::Hair => of(0x7a_56_3f, 0x5d_3d_29),
        Ink::Foot => of(0xcf_c6_ba, 0x7d_74_68),
        Ink::FarSkin => of(0x8a_6b_53, 0xe6_c4_a6),
        Ink::FarLeg => of(0x36_3c_50, 0x98_a0_b6),
        Ink::FarFoot => of(0x77_70_6a, 0xb8_b0_a4),
        Ink::Kit => of(0xd9_a5_57, 0xb6_7a_1e),
        Ink::Prop => of(0x8d_86_72, 0x7d_76_5f),
        Ink::PropFar => of(0x5a_55_4a, 0xb5_ad_98),
        Ink::Arrow => of(0xf6_e2_a8, 0x98_50_1a),
        Ink::Bone => of(0xa9_bc_cb, 0x86_a2_ba),
    }
}

/// The terminal's own sixteen.
fn sixteen(theme: &Theme, dress: Dress, ink: Ink) -> Color {
    let is_plain = dress == Dress::Mannequin;
    match ink {
        Ink::Work => theme.color(Role::Work),
        Ink::Stretch => theme.color(Role::Stretch),
        Ink::FarSkin | Ink::FarLeg | Ink::FarFoot | Ink::Floor | Ink::Ghost | Ink::PropFar => Color::DarkGray,
        Ink::Kit => Color::Yellow,
        Ink::Prop => Color::DarkGray,
        Ink::Arrow => Color::LightYellow,
        Ink::Hair => {
            if is_plain {
                Color::DarkGray
            } else {
                Color::Yellow
            }
        }
        Ink::Torso if !is_plain => Color::Blue,
        Ink::Leg if !is_plain => Color::Magenta,
        Ink::Bone => Color::White,
        Ink::Torso | Ink::Leg | Ink::Foot | Ink::Skin => Color::Gray,
    }
}
