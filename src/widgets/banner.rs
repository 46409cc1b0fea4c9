//! The calm band at the bottom of a screen: what is asked, and the keys for it. It comes and goes in one frame, and nothing beneath it is lost.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::text::{clip, columns, put};
use crate::config::theme::{Role, Theme};

/// Where so many rows are, the band has air around its words.
const AIRY: u16 = 24;
/// Columns between two choices.
const GAP: u16 = 3;

/// A key and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key as it is written.
    pub key: String,
    /// What it does.
    pub label: String,
    /// The same where there is less room.
    pub short: String,
}

/// What is asked, and how it can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// What it is.
    pub title: String,
    /// One sentence on it.
    pub says: String,
    /// The keys.
    pub choices: Vec<Choice>,
    /// Whether the first of them is the one that is offered.
    pub has_button: bool,
}

impl Banner {
    /// The rows it takes, at the bottom of a screen.
    #[must_use]
    pub fn spot(area: Rect) -> Rect {
        let height = if area.height >= AIRY { 7 } else { 5 }.min(area.height);
        Rect { y: area.bottom() - height, height, ..area }
    }

    /// The row of the keys, and where each begins and ends in it.
    fn places(&self, area: Rect) -> (u16, Vec<(u16, u16, &Choice, &str)>) {
        let spot = Self::spot(area);
        let side = chrome::margin(area.width);
        let y = spot.y.saturating_add(if spot.height == 7 { 5 } else { 4 }).min(spot.bottom().saturating_sub(1));
        let width = |at: usize, choice: &Choice, label: &str| {
            let button = if at == 0 && self.has_button { 5 } else { 0 };
            columns(&choice.key).saturating_add(2).saturating_add(columns(label)).saturating_add(button)
        };
        let lay = |is_short: bool, gap: u16| {
            let mut x = area.x.saturating_add(side);
            let mut places = Vec::new();
            for (at, choice) in self.choices.iter().enumerate() {
                let label = if is_short { choice.short.as_str() } else { choice.label.as_str() };
                let end = x.saturating_add(width(at, choice, label));
                places.push((x, end, choice, label));
                x = end.saturating_add(gap);
            }
            places
        };
        let fits =
            |places: &Vec<(u16, u16, &Choice, &str)>| places.last().is_none_or(|(_, end, ..)| *end <= area.right().saturating_sub(side));
        let places = [lay(false, GAP), lay(false, GAP - 1)].into_iter().find(fits).unwrap_or_else(|| lay(true, GAP - 1));
        (y, places)
    }

    /// Draws it over what is there.
    pub fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let spot = Self::spot(area);
        chrome::surface(spot, theme, buf);
        for x in spot.left()..spot.right() {
            put(x, spot.y, "▔", theme.style(Role::Accent), spot, buf);
        }
        let x = area.x.saturating_add(chrome::margin(area.width));
        let y = spot.y.saturating_add(if spot.height == 7 { 2 } else { 1 });
        let room = spot.width.saturating_sub(2 * chrome::margin(area.width));
        put(x, y, clip(&self.title, room), theme.bold(Role::Text), spot, buf);
        put(x, y.saturating_add(1), clip(&self.says, room), theme.style(Role::Soft), spot, buf);
        let (y, places) = self.places(area);
        for (at, (x, _, choice, label)) in places.into_iter().enumerate() {
            if at == 0 && self.has_button {
                chrome::button(x, y, &choice.key, label, theme, spot, buf);
            } else {
                chrome::choice(x, y, &choice.key, label, theme, spot, buf);
            }
        }
    }

    /// The choice that is drawn on a cell.
    #[must_use]
    pub fn under(&self, area: Rect, at: Position) -> Option<usize> {
        let (y, places) = self.places(area);
        places.iter().position(|(from, to, ..)| at.y == y && (*from..*to).contains(&at.x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn banner() -> Banner {
        let choice = |key: &str, label: &str, short: &str| Choice { key: key.into(), label: label.into(), short: short.into() };
        Banner {
            title: "Time to move".into(),
            says: "Sitting since 13:40. One minute is enough.".into(),
            choices: vec![
                choice("m", "Move", "Move"),
                choice("z", "in 5 min", "5 min"),
                choice("Z", "later", "later"),
                choice("d", "already moved", "moved"),
                choice("x", "skip", "skip"),
            ],
            has_button: true,
        }
    }

    #[test]
    fn every_key_is_shown_whole_at_each_width_and_is_found_where_it_is_drawn() {
        for (width, height) in [(60, 18), (80, 24), (120, 36)] {
            let area = Rect::new(0, 0, width, height);
            let mut buf = Buffer::empty(area);
            banner().draw(area, &Theme::built_in("calm-dark").unwrap(), &mut buf);
            let text = drawn::text(&buf);
            for words in ["Time to move", "m   Move", "z  ", "Z  later", "d  ", "moved", "x  skip"] {
                assert!(text.contains(words), "{words} at {width}\n{text}");
            }
            let banner = banner();
            let (y, places) = banner.places(area);
            for (at, (from, to, choice, _)) in places.into_iter().enumerate() {
                let found = (from..to).any(|x| buf[(x, y)].symbol() == choice.key);
                assert!(found, "{} at {width}", choice.key);
                assert_eq!(banner.under(area, Position::new(to - 1, y)), Some(at));
                assert_eq!(banner.under(area, Position::new(to, y)), None, "between two keys");
            }
        }
    }

    proptest! {
        #[test]
        fn any_area_stays_inside(x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, word in "\\PC{0,20}") {
            let banner = Banner { title: word.clone(), says: word, ..banner() };
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| banner.draw(area, &Theme::built_in("calm-dark").unwrap(), buf));
        }
    }
}
