//! Days side by side, each a small slope from before to after. A day without a number stays empty, and nothing is ever joined across days.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::dots::{DOTS_ACROSS, DOTS_DOWN, Dots, Marker};
use super::text::{columns, put, put_right, put_spans};
use crate::config::theme::{Role, Theme};
use crate::domain::Score;

/// Columns the axis takes on the left, with its numbers.
pub const AXIS: u16 = 4;
/// Fewer rows than this, day numbers included, show numbers in place of slopes.
const SLOPES_FROM: u16 = 5;

/// Where a day lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before today.
    Past,
    /// Today; its number is lit.
    Today,
    /// Still to come.
    Ahead,
}

/// One day. With only one of the two numbers it is a single rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripDay {
    /// The number under it: day of the month, or of the plan; 0 for a day between plan days, which has none.
    pub number: u8,
    /// Pain before the session.
    pub before: Option<Score>,
    /// Pain after it.
    pub after: Option<Score>,
    /// Where it lies.
    pub when: When,
}

impl StripDay {
    /// The only rating of the day, if there is just one.
    fn single(&self) -> Option<Score> {
        if self.before.is_some() != self.after.is_some() { self.before.or(self.after) } else { None }
    }

    fn pair(&self) -> Option<(Score, Score)> {
        self.before.zip(self.after)
    }
}

/// A strip of days. It takes its form from the area: slopes from five rows on, the bare numbers below.
#[derive(Clone, Copy, Debug)]
pub struct Strip<'a> {
    /// The days, oldest first.
    pub days: &'a [StripDay],
    /// Whether 10, 5 and 0 stand on the left; they take [`AXIS`] columns.
    pub axis: bool,
}

/// Where the marks of a day lie inside it, in dots.
#[derive(Clone, Copy, Debug)]
struct Places {
    /// Left edge of the mark before.
    before: i32,
    /// Left edge of the mark after.
    after: i32,
    /// Width of a mark.
    wide: i32,
    /// Height of a mark.
    high: i32,
    /// Size of the smallest thing that can be drawn, in dots down.
    grain: i32,
}

impl Places {
    fn of(step: u16, marker: Marker) -> Self {
        let (before, after, wide) = match step {
            7.. => (2, 9, 4),
            6 => (2, 7, 4),
            5 => (1, 6, 4),
            4 => (1, 5, 3),
            3 => (0, 3, 2),
            _ => (0, 2, 2),
        };
        // a ring needs three of the smallest things in height to have a hole
        let (grain, high) = match (marker, wide) {
            (Marker::Quadrant, 2) => (2, 2),
            (Marker::Quadrant, _) => (2, 6),
            _ => (1, wide),
        };
        Self { before, after, wide, high, grain }
    }

    /// The top of a mark for a number, in a chart so many dots high.
    fn top(&self, score: Score, height: i32) -> i32 {
        let room = ((height - self.high) / self.grain) as f32;
        ((10.0 - f32::from(score.value())) / 10.0 * room).round() as i32 * self.grain
    }

    /// Columns from the left edge of a day to its number's first digit.
    fn label(&self) -> u16 {
        u16::try_from((self.before + self.after + self.wide) / 4 - 1).unwrap_or(0)
    }
}

impl Strip<'_> {
    /// Columns of one day in an area of that width, 7 at most; 0 if the days do not fit.
    #[must_use]
    pub fn step(&self, width: u16) -> u16 {
        let days = u16::try_from(self.days.len()).unwrap_or(u16::MAX).max(1);
        let step = width.saturating_sub(self.margin()) / days;
        if step < 2 { 0 } else { step.min(7) }
    }

    fn margin(&self) -> u16 {
        if self.axis { AXIS } else { 0 }
    }

    /// Draws the strip from the left upper corner of the area.
    pub fn draw(&self, area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        self.draw_all(&[], area, theme, marker, buf);
    }

    /// The same with several single ratings on some days, each a small mark of its own among the slopes.
    pub fn draw_all(&self, several: &[&[Score]], area: Rect, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        let step = self.step(area.width);
        if step == 0 || area.height == 0 {
            return;
        }
        if area.height >= SLOPES_FROM {
            self.slopes(several, area, step, theme, marker, buf);
        } else {
            self.numbers(area, step, theme, buf);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "days, a measure and what everything here is drawn with")]
    fn slopes(&self, several: &[&[Score]], area: Rect, step: u16, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        let rows = area.height - 1;
        let places = Places::of(step, marker);
        let height = i32::from(rows) * DOTS_DOWN;
        let x = area.x.saturating_add(self.margin());
        let mut dots = self.marks(step, rows, places, theme);
        let (soft, accent) = (theme.color(Role::Soft), theme.color(Role::Accent));
        scatter(&mut dots, several, step, places, soft);
        dots.draw((i32::from(x), i32::from(area.y)), marker, &[accent, soft], area, buf);
        if self.axis {
            for value in [10, 5, 0] {
                if let Some(score) = Score::new(value) {
                    let row = (places.top(score, height) + places.high / 2) / DOTS_DOWN;
                    let y = area.y.saturating_add(u16::try_from(row).unwrap_or(0));
                    put_right(x.saturating_sub(2), y, &value.to_string(), theme.style(Role::Quiet), area, buf);
                }
            }
        }
        self.labels(x, area.y.saturating_add(rows), step, places.label(), theme, area, buf);
    }

    /// The dots of all days: a ring before, a solid mark after, a stem between; each inside its own day.
    fn marks(&self, step: u16, rows: u16, places: Places, theme: &Theme) -> Dots {
        let days = u16::try_from(self.days.len()).unwrap_or(u16::MAX);
        let mut dots = Dots::new(days.saturating_mul(step), rows);
        let height = dots.height();
        let (soft, accent) = (theme.color(Role::Soft), theme.color(Role::Accent));
        for (i, day) in self.days.iter().enumerate() {
            let left = i as i32 * i32::from(step) * DOTS_ACROSS;
            if let Some(score) = day.single() {
                // a ring unless it was given after a session: then it is what it is in a pair
                let (color, is_solid) = if day.after.is_some() { (accent, true) } else { (soft, false) };
                mark(&mut dots, left + (places.before + places.after) / 2, places.top(score, height), places, color, is_solid);
            }
            if let Some((before, after)) = day.pair() {
                let middle = |score| places.top(score, height) + (places.high - 1) / 2;
                let from = (left + places.before + places.wide - 1, middle(before));
                let to = (left + places.after, middle(after));
                if places.wide == 4 {
                    stem(&mut dots, from, to, places.grain, theme.color(Role::Ember));
                }
                mark(&mut dots, left + places.before, places.top(before, height), places, soft, false);
                mark(&mut dots, left + places.after, places.top(after, height), places, accent, true);
            }
        }
        dots
    }

    /// Numbers in place of slopes: before over after where there are three rows, else both in one.
    fn numbers(&self, area: Rect, step: u16, theme: &Theme, buf: &mut Buffer) {
        let x = area.x.saturating_add(self.margin());
        let is_stacked = area.height >= 3;
        let (soft, accent) = (theme.style(Role::Soft), theme.bold(Role::Accent));
        if self.axis && is_stacked {
            put(x.saturating_sub(3), area.y, "○", soft, area, buf);
            put(x.saturating_sub(3), area.y.saturating_add(1), "●", theme.style(Role::Accent), area, buf);
        }
        for (i, day) in self.days.iter().enumerate() {
            let at = x.saturating_add(step.saturating_mul(u16::try_from(i).unwrap_or(u16::MAX)));
            let value = |score: Option<Score>| score.map_or(String::new(), |s| s.value().to_string());
            let right = at.saturating_add(step.min(3));
            if is_stacked {
                put_right(right, area.y, &value(day.before), soft, area, buf);
                put_right(right, area.y.saturating_add(1), &value(day.after), accent, area, buf);
            } else if let Some((before, after)) = day.pair() {
                let (before, after) = (value(Some(before)), value(Some(after)));
                let whole = columns(&before) + 1 + columns(&after);
                let spans = [(before.as_str(), soft), ("→", theme.style(Role::Quiet)), (after.as_str(), accent)];
                put_spans(at, area.y, if whole < step { &spans } else { &spans[2..] }, area, buf);
            } else {
                put(at, area.y, &value(day.single()), if day.after.is_some() { accent } else { soft }, area, buf);
            }
        }
        let label = if is_stacked { step.min(3).saturating_sub(2) } else { 0 };
        if area.height >= 2 {
            self.labels(x, area.y.saturating_add(if is_stacked { 2 } else { 1 }), step, label, theme, area, buf);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a place, a measure and what everything here is drawn with")]
    fn labels(&self, x: u16, y: u16, step: u16, inset: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let today = self.days.iter().position(|day| day.when == When::Today).unwrap_or(0);
        for (i, day) in self.days.iter().enumerate() {
            // two digits need three columns: where there are two, every second day is named, today among them
            if step < 3 && i % 2 != today % 2 {
                continue;
            }
            let style = match day.when {
                When::Today => theme.bold(Role::Accent),
                When::Past if day.before.or(day.after).is_some() => theme.style(Role::Soft),
                When::Past | When::Ahead => theme.style(Role::Quiet),
            };
            let at = x.saturating_add(step.saturating_mul(u16::try_from(i).unwrap_or(u16::MAX))).saturating_add(inset);
            let number = if day.number == 0 { " ·".to_owned() } else { format!("{:>2}", day.number) };
            put(at, y, &number, style, area, buf);
        }
    }
}

/// The words that say what the marks are; gives the column after them.
pub fn legend(x: u16, y: u16, theme: &Theme, area: Rect, buf: &mut Buffer) -> u16 {
    let quiet = theme.style(Role::Quiet);
    put_spans(
        x,
        y,
        &[("○", theme.style(Role::Soft)), (" before   ", quiet), ("●", theme.style(Role::Accent)), (" after", quiet)],
        area,
        buf,
    )
}

/// A ring or a solid mark; its corners are off where it is large enough to look round.
fn mark(dots: &mut Dots, x: i32, y: i32, places: Places, color: Color, is_solid: bool) {
    let (wide, high) = (places.wide, places.high / places.grain);
    for (dx, dy) in (0..wide).flat_map(|dx| (0..high).map(move |dy| (dx, dy))) {
        let is_end = |at: i32, length: i32| at == 0 || at == length - 1;
        let is_corner = wide == 4 && is_end(dx, wide) && is_end(dy, high);
        let is_hole = !is_solid && !is_end(dx, wide) && !is_end(dy, high);
        for i in 0..places.grain {
            if !is_corner {
                dots.set(x + dx, y + dy * places.grain + i, (!is_hole).then_some(color));
            }
        }
    }
}

/// The single ratings of days that have several, a small mark each. They stand in three columns by their number, so that numbers next to each other
/// do not run into one bar.
fn scatter(dots: &mut Dots, several: &[&[Score]], step: u16, places: Places, color: Color) {
    let height = dots.height();
    let wide = scattered(step);
    for (i, scores) in several.iter().enumerate() {
        let middle = i as i32 * i32::from(step) * DOTS_ACROSS + (places.before + places.after + places.wide) / 2;
        for score in *scores {
            let left = middle - wide / 2 + (i32::from(score.value() % 3) - 1) * (wide + 1);
            let top = places.top(*score, height) + (places.high / places.grain - 1) / 2 * places.grain;
            (0..wide).flat_map(|x| (0..2).map(move |y| (x, y))).for_each(|(x, y)| dots.set(left + x, top + y, Some(color)));
        }
    }
}

/// Width of such a mark: three of them, with what is between, leave room to the day beside.
fn scattered(step: u16) -> i32 {
    if step < 5 { 1 } else { 2 }
}

/// A line one dot thick from mark to mark.
fn stem(dots: &mut Dots, from: (i32, i32), to: (i32, i32), grain: i32, color: Color) {
    let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1);
    for i in 0..=steps {
        let at = |a: i32, b: i32| (a as f32 + (b - a) as f32 * i as f32 / steps as f32).round() as i32;
        let y = at(from.1, to.1).div_euclid(grain) * grain;
        (0..grain).for_each(|j| dots.set(at(from.0, to.0), y + j, Some(color)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    fn day(number: u8, before: Option<u8>, after: Option<u8>, when: When) -> StripDay {
        StripDay { number, before: before.and_then(Score::new), after: after.and_then(Score::new), when }
    }

    fn fortnight() -> Vec<StripDay> {
        let values = [
            (None, None),
            (None, None),
            (Some(6), None),
            (None, None),
            (Some(6), None),
            (None, None),
            (Some(5), None),
            (Some(10), Some(0)),
            (Some(5), None),
            (Some(6), Some(4)),
            (Some(5), Some(4)),
            (None, None),
            (Some(5), Some(3)),
            (Some(5), None),
        ];
        values.iter().enumerate().map(|(i, &(b, a))| day(8 + i as u8, b, a, if i == 13 { When::Today } else { When::Past })).collect()
    }

    fn draw(width: u16, height: u16, marker: Marker) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        Strip { days: &fortnight(), axis: true }.draw(buf.area, &Theme::built_in("mono").unwrap(), marker, &mut buf);
        drawn::text(&buf)
    }

    #[test]
    fn fourteen_days_at_every_size() {
        insta::assert_snapshot!("strip_wide_braille", draw(108, 8, Marker::Braille));
        insta::assert_snapshot!("strip_mid_quadrant", draw(75, 7, Marker::Quadrant));
        insta::assert_snapshot!("strip_narrow_braille", draw(61, 5, Marker::Braille));
        insta::assert_snapshot!("strip_numbers", draw(75, 3, Marker::Octant));
        insta::assert_snapshot!("strip_line", draw(75, 2, Marker::Octant));
        assert_eq!(draw(20, 8, Marker::Octant).trim(), "", "fourteen days do not fit");
    }

    #[test]
    fn today_is_lit_and_days_to_come_are_quiet() {
        let theme = Theme::built_in("calm-dark").unwrap();
        let days = [day(1, Some(4), None, When::Past), day(2, None, None, When::Today), day(3, None, None, When::Ahead)];
        let mut buf = Buffer::empty(Rect::new(0, 0, 21, 6));
        Strip { days: &days, axis: false }.draw(buf.area, &theme, Marker::Octant, &mut buf);
        let color = |x| buf[(x, 5)].fg;
        let at = |n: &str| (0..21).find(|&x| buf[(x, 5)].symbol() == n).unwrap();
        assert_eq!(
            (color(at("1")), color(at("2")), color(at("3"))),
            (theme.color(Role::Soft), theme.color(Role::Accent), theme.color(Role::Quiet))
        );
    }

    #[test]
    fn several_ratings_of_a_day_stand_apart_and_in_their_day() {
        let scores: Vec<Score> = (0..=10).filter_map(Score::new).collect();
        for (marker, step) in
            [Marker::Octant, Marker::Quadrant, Marker::Braille].into_iter().flat_map(|marker| (4..=7).map(move |step| (marker, step)))
        {
            let mut dots = Dots::new(2 * step, 5);
            scatter(&mut dots, &[&[], &scores], step, Places::of(step, marker), Color::Reset);
            let lit = |x: i32| (0..dots.height()).filter(|y| dots.dot(x, *y).is_some()).count();
            let edge = i32::from(step) * DOTS_ACROSS;
            assert_eq!((0..edge).map(lit).sum::<usize>(), 0);
            let drawn = usize::try_from(2 * scattered(step)).expect("small") * scores.len();
            assert_eq!((edge..2 * edge).map(lit).sum::<usize>(), drawn, "{marker:?} {step}");
        }
    }

    fn any_days() -> impl Strategy<Value = Vec<StripDay>> {
        let score = || proptest::option::of(0u8..=10);
        proptest::collection::vec((score(), score(), 0u8..3), 1..20).prop_map(|days| {
            let when = [When::Past, When::Today, When::Ahead];
            days.into_iter().enumerate().map(|(i, (b, a, w))| day(i as u8, b, a, when[usize::from(w)])).collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_on_a_day_without_numbers_and_nothing_reaches_into_the_next(days in any_days(), step in 2u16..=7, rows in 4u16..12, pick in 0usize..3) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick];
            let theme = Theme::built_in("calm-dark").unwrap();
            let places = Places::of(step, marker);
            let dots = Strip { days: &days, axis: false }.marks(step, rows, places, &theme);
            for (i, day) in days.iter().enumerate() {
                let from = i as i32 * i32::from(step) * DOTS_ACROSS;
                let lit = |from: i32, to: i32| (from..to).any(|x| (0..dots.height()).any(|y| dots.dot(x, y).is_some()));
                let to = from + i32::from(step) * DOTS_ACROSS;
                prop_assert_eq!(lit(from, to), day.before.or(day.after).is_some());
                // the drawing of a day does not depend on its neighbours
                let alone = Strip { days: &days[i..=i], axis: false }.marks(step, rows, places, &theme);
                for (x, y) in (from..to).flat_map(|x| (0..dots.height()).map(move |y| (x, y))) {
                    prop_assert_eq!(dots.dot(x, y), alone.dot(x - from, y));
                }
            }
        }

        #[test]
        fn any_area_stays_inside(days in any_days(), axis in any::<bool>(), x in 0u16..90, y in 0u16..50, w in 0u16..120, h in 0u16..50, pick in 0usize..3) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                Strip { days: &days, axis }.draw(area, &Theme::built_in("calm-dark").unwrap(), marker, buf);
                legend(area.x, area.y, &Theme::built_in("mono").unwrap(), area, buf);
            });
        }
    }
}
