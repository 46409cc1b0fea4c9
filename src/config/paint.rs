//! One colour as a theme file writes it, and the arithmetic of colours: mixing, contrast, the nearest of 256.

use ratatui::style::{Color, Modifier};
use serde::Deserialize;

/// One role's value: `"#f0b072 bold"`, `"bright-red"`, `"default dim"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Paint {
    pub(super) color: Color,
    pub(super) modifiers: Modifier,
}

impl Paint {
    /// The terminal's own colour, unmarked.
    pub(super) const PLAIN: Self = Self { color: Color::Reset, modifiers: Modifier::empty() };
}

impl TryFrom<String> for Paint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut paint = Self::PLAIN;
        for (at, word) in text.split_whitespace().enumerate() {
            match (modifier(word), at) {
                (Some(modifier), _) => paint.modifiers |= modifier,
                (None, 0) => paint.color = color(word)?,
                (None, _) => return Err(format!("`{word}` is none of bold, dim, reverse, underline")),
            }
        }
        if text.trim().is_empty() { Err("a colour is missing; `default` is the terminal's own".into()) } else { Ok(paint) }
    }
}

fn modifier(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "reverse" => Modifier::REVERSED,
        "underline" => Modifier::UNDERLINED,
        _ => return None,
    })
}

fn color(word: &str) -> Result<Color, String> {
    if let Some(hex) = word.strip_prefix('#') {
        let digits = (hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| u32::from_str_radix(hex, 16).ok()).flatten();
        return digits.map(Color::from_u32).ok_or_else(|| format!("`{word}` is not a colour; write `#` and six digits, as in #f0b072"));
    }
    Ok(match word {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        _ => return Err(format!("`{word}` is not a colour; write #rrggbb, default, or one of the sixteen such as bright-red")),
    })
}

/// A colour between two, `t` from 0 (all `a`) to 1 (all `b`). Colours that cannot be mixed give the nearer one.
#[must_use]
pub fn mix(a: Color, b: Color, t: f32) -> Color {
    let t = t.clamp(0.0, 1.0);
    let (Color::Rgb(ar, ag, ab), Color::Rgb(br, bg, bb)) = (a, b) else {
        return if t < 0.5 { a } else { b };
    };
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * t).round() as u8;
    Color::Rgb(channel(ar, br), channel(ag, bg), channel(ab, bb))
}

/// The WCAG 2 contrast of two colours, 1 to 21; nothing for the terminal's own, which nobody can measure.
#[must_use]
pub fn contrast(a: Color, b: Color) -> Option<f32> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn luminance(color: Color) -> Option<f32> {
    let linear = |channel: u8| {
        let c = f32::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = channels(color)?.map(linear);
    Some(0.2126 * r + 0.7152 * g + 0.0722 * b)
}

/// Red, green and blue of a colour that is the same on every terminal.
fn channels(color: Color) -> Option<[u8; 3]> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match color {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(i @ 16..=231) => Some([(i - 16) / 36, (i - 16) / 6 % 6, (i - 16) % 6].map(|step| STEPS[usize::from(step)])),
        Color::Indexed(i @ 232..) => Some([8 + 10 * (i - 232); 3]),
        _ => None,
    }
}

/// The nearest of the 240 fixed colours of the xterm palette (cube 16–231, greys 232–255) among those that `fits` admits; colours that are no 24-bit
/// ones stay. Warm greys stay grey and browns stay brown: the hue counts twice as much as the brightness, for the cube is coarse and its nearest corner
/// is often pink.
pub(super) fn nearest_256(color: Color, fits: impl Fn(Color) -> bool) -> Color {
    let Color::Rgb(r, g, b) = color else { return color };
    let parts = |[r, g, b]: [u8; 3]| {
        let [r, g, b] = [r, g, b].map(i32::from);
        ((r * 2 + g * 5 + b) / 8, r - g, g - b)
    };
    let wanted = parts([r, g, b]);
    let is_grey = wanted.1.abs().max(wanted.2.abs()) < 16;
    let distance = |&index: &u8| {
        let found = parts(channels(Color::Indexed(index)).unwrap_or_default());
        (found.0 - wanted.0).pow(2) + 2 * (found.1 - wanted.1).pow(2) + 2 * (found.2 - wanted.2).pow(2)
    };
    // 231 is white, the greys follow it
    let from: u8 = if is_grey { 231 } else { 16 };
    let nearest = |legible: bool| (from..=255).filter(|&i| !legible || fits(Color::Indexed(i))).min_by_key(distance);
    nearest(true).or_else(|| nearest(false)).map_or(color, Color::Indexed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_meets_both_ends_and_the_middle() {
        let (a, b) = (Color::Rgb(0, 10, 200), Color::Rgb(100, 20, 0));
        assert_eq!((mix(a, b, 0.0), mix(a, b, 0.5), mix(a, b, 2.0)), (a, Color::Rgb(50, 15, 100), b));
        assert_eq!((mix(Color::Yellow, b, 0.4), mix(Color::Yellow, b, 0.6)), (Color::Yellow, b));
    }

    #[test]
    fn a_value_is_a_colour_and_what_marks_it() {
        let read = |text: &str| Paint::try_from(text.to_owned());
        assert_eq!(
            read("#0a0B0c bold underline").unwrap(),
            Paint { color: Color::Rgb(10, 11, 12), modifiers: Modifier::BOLD | Modifier::UNDERLINED }
        );
        assert_eq!(read("reverse").unwrap(), Paint { color: Color::Reset, modifiers: Modifier::REVERSED });
        assert_eq!(read("bright-black dim").unwrap(), Paint { color: Color::DarkGray, modifiers: Modifier::DIM });
        for wrong in ["", "  ", "#12345", "#12345g", "#+12345", "grey", "bold red", "red blink"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn contrast_and_the_nearest_of_256_at_their_ends() {
        let any = |_| true;
        assert_eq!(contrast(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)).map(|c| c.round() as u8), Some(21));
        assert_eq!(contrast(Color::Rgb(9, 9, 9), Color::Red), None);
        assert_eq!(
            (nearest_256(Color::Rgb(255, 255, 255), any), nearest_256(Color::Rgb(8, 8, 8), any)),
            (Color::Indexed(231), Color::Indexed(232))
        );
        let brown = Color::Rgb(0x8f, 0x67, 0x42);
        assert_eq!((nearest_256(brown, any), nearest_256(brown, |c| c == Color::Indexed(94))), (Color::Indexed(137), Color::Indexed(94)));
    }
}
