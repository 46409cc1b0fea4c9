//! A day as one line of signs: what was sitting, standing, moving and away from its beginning to its end, with the times beneath.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text::{columns, put};
use crate::breaks::Spell;
use crate::config::theme::{Role, Theme};

const MINUTE: i64 = 60_000;
/// A day that has just begun is drawn as long as this, so that its line grows from the left.
const SHORTEST: i64 = 60 * MINUTE;
/// Times beneath stand so far apart at least.
const STEPS: [i64; 7] = [15, 30, 60, 120, 180, 240, 360];
/// Two stretches so near each other have nothing between them.
const NEAR: i64 = 1000;

/// What one column of the line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing is known.
    Unknown,
    /// What one did for most of it.
    Did(Spell),
    /// Sitting ended and began.
    Anew,
    /// A nudge was answered with: moved already.
    Already,
}

impl Sign {
    /// How it is drawn, told apart without colours.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Unknown => " ",
            Self::Did(Spell::Sat) => "━",
            Self::Did(Spell::Stood) => "═",
            Self::Did(Spell::Moved) => "●",
            Self::Did(Spell::Away) => "·",
            Self::Anew => "│",
            Self::Already => "○",
        }
    }

    /// In which voice.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::Did(Spell::Moved) | Self::Already => Role::Accent,
            Self::Did(Spell::Sat | Spell::Stood) | Self::Anew => Role::Soft,
            Self::Unknown | Self::Did(Spell::Away) => Role::Quiet,
        }
    }
}

/// A day. Instants are UTC milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayLine {
    /// Where it begins.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
    /// What was done, from when to when, in its order.
    pub spells: Vec<(Spell, i64, i64)>,
    /// When a nudge was answered with: moved already.
    pub already: Vec<i64>,
}

impl DayLine {
    /// What the whole width stands for.
    fn length(&self) -> i64 {
        self.to.saturating_sub(self.from).max(SHORTEST)
    }

    /// The column in which an instant lies; nothing if that is outside.
    fn column(&self, at: i64, width: u16) -> Option<u16> {
        let after = at.checked_sub(self.from).filter(|after| (0..=self.length()).contains(after))?;
        let column = i128::from(after) * i128::from(width) / i128::from(self.length());
        u16::try_from(column).ok().map(|column| column.min(width.saturating_sub(1)))
    }

    /// When a column begins.
    fn begins(&self, column: u16, width: u16) -> i64 {
        let after = i128::from(self.length()) * i128::from(column) / i128::from(width.max(1));
        self.from.saturating_add(i64::try_from(after).unwrap_or(i64::MAX))
    }

    /// Sitting that ended where sitting begins.
    pub fn anew(&self) -> impl Iterator<Item = i64> {
        let both = self.spells.windows(2).filter(|both| both[0].0 == Spell::Sat && both[1].0 == Spell::Sat);
        both.filter(|both| both[0].2.abs_diff(both[1].1) <= NEAR.unsigned_abs()).map(|both| both[1].1)
    }

    /// A sign for each column: what filled most of it. However short it was, moving has its column, and so have standing and being away.
    #[must_use]
    pub fn signs(&self, width: u16) -> Vec<Sign> {
        let most = |column: u16| {
            let (from, to) = (self.begins(column, width), self.begins(column + 1, width));
            let mut shares = [Spell::Sat, Spell::Stood, Spell::Away].map(|kind| {
                let within = |(_, a, b): &&(Spell, i64, i64)| (*b).min(to).saturating_sub((*a).max(from)).max(0);
                (kind, self.spells.iter().filter(|(found, ..)| *found == kind).map(|spell| within(&spell)).sum::<i64>())
            });
            shares.sort_by_key(|(_, share)| -share);
            if shares[0].1 > 0 { Sign::Did(shares[0].0) } else { Sign::Unknown }
        };
        let mut signs: Vec<Sign> = (0..width).map(most).collect();
        let mut mark = |at: i64, sign: Sign| {
            if let Some(cell) = self.column(at, width).and_then(|column| signs.get_mut(usize::from(column))) {
                *cell = sign;
            }
        };
        let of = |kinds: &'static [Spell]| self.spells.iter().filter(move |(kind, from, to)| kinds.contains(kind) && from < to);
        of(&[Spell::Stood, Spell::Away]).for_each(|(kind, from, to)| mark(from + (to - from) / 2, Sign::Did(*kind)));
        self.anew().for_each(|at| mark(at, Sign::Anew));
        self.already.iter().for_each(|at| mark(*at, Sign::Already));
        for (kind, from, to) in of(&[Spell::Moved]) {
            // shorter than a column it is in one, wherever it lies in it
            let is_short = i128::from(to - from) * i128::from(width) <= i128::from(self.length());
            let middle = from + (to - from) / 2;
            let ends = if is_short { [middle; 2] } else { [*from, to - 1] }.map(|at| self.column(at, width));
            if let [Some(first), Some(last)] = ends {
                signs[usize::from(first)..=usize::from(last)].fill(Sign::Did(*kind));
            }
        }
        signs
    }

    /// The times beneath: where each begins, and what it says. The first is when the line begins, the last when it ends; between them whole hours or parts
    /// of them, as many as have room. `east` is how far the wall is ahead of UTC, in milliseconds.
    #[must_use]
    pub fn times(&self, width: u16, east: i64, say: &dyn Fn(i64) -> String) -> Vec<(u16, String)> {
        let (first, last) = (say(self.from), say(self.to));
        let wide = columns(&first).max(columns(&last)) + 3;
        let end = self.column(self.to, width).map_or(width, |column| column + 1);
        let from = end.saturating_sub(columns(&last)).max((columns(&first) + 3).min(width));
        let has_last = self.to > self.from && from + columns(&last) <= width && first != last;
        let step = STEPS.iter().map(|minutes| minutes * MINUTE).find(|step| {
            let apart = i128::from(*step) * i128::from(width) / i128::from(self.length());
            apart >= i128::from(wide)
        });
        let mut times = vec![(0, first)];
        if let Some(step) = step {
            let mut at = (self.from + east).div_euclid(step).saturating_add(1) * step - east;
            while at < self.to {
                let words = say(at);
                let (free, until) = (times.last().map_or(0, |(x, words)| x + columns(words) + 2), if has_last { from } else { width });
                if let Some(x) = self.column(at, width).filter(|x| *x >= free && x + columns(&words) + 2 <= until) {
                    times.push((x, words));
                }
                at += step;
            }
        }
        times.extend(has_last.then_some((from, last)));
        times
    }

    /// Draws the line in the first row of the area and the times in the second.
    pub fn draw(&self, area: Rect, times: &[(u16, String)], theme: &Theme, buf: &mut Buffer) {
        for (x, sign) in (area.x..area.right()).zip(self.signs(area.width)) {
            let style = if sign.role() == Role::Accent { theme.bold(Role::Accent) } else { theme.style(sign.role()) };
            put(x, area.y, sign.symbol(), style, area, buf);
        }
        for (x, words) in times {
            put(area.x.saturating_add(*x), area.y.saturating_add(1), words, theme.style(Role::Quiet), area, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn line(spells: &[(Spell, i64, i64)], to: i64) -> DayLine {
        let spells = spells.iter().map(|(kind, from, to)| (*kind, from * MINUTE, to * MINUTE)).collect();
        DayLine { from: 0, to: to * MINUTE, spells, already: Vec::new() }
    }

    fn shown(line: &DayLine, width: u16) -> String {
        line.signs(width).into_iter().map(Sign::symbol).collect()
    }

    #[test]
    fn what_fills_most_of_a_column_is_its_sign_and_no_break_is_too_short_to_be_seen() {
        use Spell::{Away, Moved, Sat, Stood};
        let day = line(&[(Sat, 0, 40), (Moved, 40, 41), (Sat, 41, 60), (Stood, 60, 80), (Away, 80, 82), (Sat, 82, 120)], 120);
        assert_eq!(shown(&day, 12), "━━━━●━══·━━━");
        assert_eq!(shown(&day, 24), "━━━━━━━━●━━━════·━━━━━━━");
        let day = line(&[(Sat, 0, 30), (Sat, 30, 60), (Sat, 90, 120)], 120);
        assert_eq!(shown(&day, 12), "━━━│━━   ━━━");
        let day = DayLine { already: vec![30 * MINUTE], ..day };
        assert_eq!(shown(&day, 12), "━━━○━━   ━━━", "the answer says more than the end");
    }

    #[test]
    fn a_short_break_has_one_column_wherever_it_lies() {
        use Spell::{Moved, Sat};
        let day = line(&[(Sat, 0, 39), (Moved, 39, 42), (Sat, 42, 120)], 120);
        assert_eq!(shown(&day, 12), "━━━━●━━━━━━━", "although it begins in the one before");
        let day = line(&[(Sat, 0, 35), (Moved, 35, 55), (Sat, 55, 120)], 120);
        assert_eq!(shown(&day, 12), "━━━●●●━━━━━━");
    }

    #[test]
    fn a_day_that_has_just_begun_grows_from_the_left() {
        assert_eq!(shown(&line(&[(Spell::Sat, 0, 15)], 15), 12), "━━━         ");
        assert_eq!(shown(&line(&[], 0), 4), "    ");
    }

    #[test]
    fn the_times_beneath_are_round_between_the_first_and_the_last() {
        let say = |at: i64| format!("{}:{:02}", at / 3_600_000, at / MINUTE % 60);
        let beneath = |from: i64, to: i64, width: u16| {
            let times = DayLine { from: from * MINUTE, to: to * MINUTE, ..DayLine::default() }.times(width, 0, &say);
            times.into_iter().map(|(x, words)| format!("{x} {words}")).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(beneath(8 * 60 + 52, 14 * 60 + 5, 74), "0 8:52, 16 10:00, 30 11:00, 44 12:00, 58 13:00, 69 14:05");
        assert_eq!(beneath(540, 545, 74), "0 9:00, 7 9:05", "a short day");
        assert_eq!(beneath(540, 540, 74), "0 9:00");
        assert_eq!(beneath(540, 900, 9), "0 9:00");
    }

    proptest! {
        #[test]
        fn every_day_fits_any_width_and_every_break_is_in_it(
            width in 1u16..200, from in 0i64..100_000_000, long in 0i64..200_000_000,
            parts in proptest::collection::vec((0usize..4, 0i64..200_000_000, 0i64..20_000_000), 0..20)
        ) {
            let kinds = [Spell::Sat, Spell::Stood, Spell::Moved, Spell::Away];
            let spells: Vec<_> = parts.iter().map(|(kind, at, long)| (kinds[*kind], from + at, from + at + long)).collect();
            let day = DayLine { from, to: from + long, spells: spells.clone(), already: vec![from + long] };
            let signs = day.signs(width);
            prop_assert_eq!(signs.len(), usize::from(width));
            let moved = spells.iter().any(|(kind, a, b)| *kind == Spell::Moved && a < b && *b <= from + long);
            prop_assert!(!moved || signs.contains(&Sign::Did(Spell::Moved)));
            let times = day.times(width, 3_600_000, &|at| at.to_string());
            for both in times.windows(2) {
                prop_assert!(both[0].0 + columns(&both[0].1) < both[1].0, "{:?}", times);
            }
            drawn::stays_inside(Rect::new(3, 2, width.min(80), 2), |area, buf| {
                day.draw(area, &times, &Theme::built_in("calm-dark").unwrap(), buf);
            });
        }
    }
}
