//! The player's hero: one object with three readings. Ring: how much of this hold has passed. Disc: the breath. Number: seconds left.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::dots::{Dots, Marker, Mask};
use super::strokes::Strokes;
use crate::config::theme::{Role, Theme, mix};

/// What the orb stands for, said by colour and form; the word beside it says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrbState {
    /// Getting ready: no disc, soft ring.
    Ready,
    /// Holding or moving: warm disc, accent ring.
    Work,
    /// Resting: grey disc, soft ring.
    Rest,
    /// Paused: the disc has sunk towards the ground, nothing moves.
    Paused,
}

/// The three sizes, by the width of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrbSize {
    /// From 100 columns and 35 rows, so that the lines below it keep their place: 38 × 19 cells.
    Large,
    /// From 70 columns: 28 × 14 cells.
    Medium,
    /// Below: 22 × 11 cells.
    Small,
}

impl OrbSize {
    /// The size for a terminal of so many columns and rows.
    #[must_use]
    pub fn of(columns: u16, rows: u16) -> Self {
        match (columns, rows) {
            (100.., 35..) => Self::Large,
            (70.., 22..) => Self::Medium,
            _ => Self::Small,
        }
    }

    /// The cells it takes: columns and rows.
    #[must_use]
    pub fn cells(self) -> (u16, u16) {
        match self {
            Self::Large => (38, 19),
            Self::Medium => (28, 14),
            Self::Small => (22, 11),
        }
    }

    /// Outer radius of the ring, in dots. Quadrants see dots in pairs, so there it ends on an even one.
    fn ring(self, marker: Marker) -> f32 {
        let half = f32::from(self.cells().0);
        if marker == Marker::Quadrant || self == Self::Small { half } else { half - 0.5 }
    }

    /// Radius of the disc breathed out and breathed in, in dots. Breathed out it still holds the widest number.
    fn disc(self) -> (u16, u16) {
        match self {
            Self::Large => (26, 33),
            Self::Medium => (19, 24),
            Self::Small => (16, 19),
        }
    }

    /// Height of the number, in cells.
    fn digits(self) -> u16 {
        match self {
            Self::Large => 7,
            Self::Medium | Self::Small => 5,
        }
    }
}

/// The disc's radius in whole dots for a breath from 0 (out) to 1 (in). Nothing but this changes while one breathes: two moments with the same radius
/// look the same.
#[must_use]
pub fn disc_radius(size: OrbSize, breath: f32) -> u16 {
    let (low, high) = size.disc();
    low + (f32::from(high - low) * breath.clamp(0.0, 1.0)).round() as u16
}

/// One picture of the orb.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orb {
    /// What it stands for.
    pub state: OrbState,
    /// The share of this hold (rest, get ready) that has passed, 0 to 1.
    pub elapsed: f32,
    /// The breath from 0 (out) to 1 (in); nothing where no breath is paced.
    pub breath: Option<f32>,
    /// Whole seconds left.
    pub seconds: u32,
}

impl Orb {
    /// The disc's radius in dots; nothing while getting ready.
    #[must_use]
    pub fn radius(&self, size: OrbSize) -> Option<u16> {
        match self.state {
            OrbState::Ready => None,
            OrbState::Rest => Some(disc_radius(size, self.breath.unwrap_or(0.1))),
            OrbState::Work | OrbState::Paused => Some(disc_radius(size, self.breath.unwrap_or(0.5))),
        }
    }

    /// The number it shows: seconds to 99, then minutes.
    #[must_use]
    pub fn number(&self) -> String {
        if self.seconds <= 99 { self.seconds.to_string() } else { format!("{}:{:02}", self.seconds / 60, self.seconds % 60) }
    }

    /// Draws it in the middle of `area`, cut off where the area is smaller than [`OrbSize::cells`].
    pub fn draw(&self, area: Rect, size: OrbSize, theme: &Theme, marker: Marker, buf: &mut Buffer) {
        let (cols, rows) = size.cells();
        let mut dots = Dots::new(cols, rows);
        let ring = if self.state == OrbState::Work { theme.color(Role::Accent) } else { theme.color(Role::Soft) };
        let number = if self.state == OrbState::Work { theme.color(Role::Text) } else { theme.color(Role::Soft) };
        if let Some(radius) = self.radius(size) {
            self.disc(&mut dots, size, f32::from(radius), theme, marker);
        }
        self.ring(&mut dots, size, [ring, theme.color(Role::Line)], marker);
        // points let what is behind them through: there the number is laid over the drawn disc instead of among its dots
        let mut front = (marker == Marker::Braille).then(|| Dots::new(cols, rows));
        self.digits(front.as_mut().unwrap_or(&mut dots), size, number, marker);
        let at = |start: u16, room: u16, need: u16| i32::from(start) + (i32::from(room) - i32::from(need)) / 2;
        let place = (at(area.x, area.width, cols), at(area.y, area.height, rows));
        for layer in [Some(dots), front].into_iter().flatten() {
            layer.draw(place, marker, &[number, ring, theme.color(Role::Line)], area, buf);
        }
    }

    /// The breath: a filled disc a little warmer to the middle; where colours cannot be mixed, its outline.
    fn disc(&self, dots: &mut Dots, size: OrbSize, radius: f32, theme: &Theme, marker: Marker) {
        const STEPS: usize = 5;
        let (low, high) = size.disc();
        let depth = (radius - f32::from(low)) / f32::from(high - low);
        let warm = mix(theme.color(Role::BreathLow), theme.color(Role::BreathHigh), depth);
        let (base, lean) = match self.state {
            OrbState::Rest => (mix(theme.color(Role::Raised), theme.color(Role::Line), 0.35), 0.06),
            OrbState::Paused => (mix(warm, theme.color(Role::Ground), 0.35), 0.06),
            OrbState::Work | OrbState::Ready => (warm, theme.warmth),
        };
        if !theme.can_mix() {
            let outline = theme.color(Role::Soft);
            return each_dot(dots, marker, (radius - 2.0, radius), |at| (at.distance() > radius - at.thin()).then_some(outline));
        }
        let shades: [Color; STEPS + 1] = std::array::from_fn(|i| mix(base, theme.color(Role::Accent), lean * i as f32 / STEPS as f32));
        // squares of the distances within which the next warmer shade begins: a root and a rounding for each dot of a disc add up
        let warmer: [f32; STEPS] = std::array::from_fn(|i| (radius * (1.0 - (i as f32 + 0.5) / STEPS as f32)).powi(2));
        each_dot(dots, marker, (0.0, radius), |at| Some(shades[warmer.iter().take_while(|&&square| at.square <= square).count()]));
    }

    /// The ring: one dot thick, and two from twelve o'clock clockwise as far as time has passed.
    fn ring(&self, dots: &mut Dots, size: OrbSize, [done, ahead]: [Color; 2], marker: Marker) {
        let outer = size.ring(marker);
        let share = self.elapsed.clamp(0.0, 1.0);
        each_dot(dots, marker, (outer - 2.0, outer), |at| {
            let turn = at.turn();
            let (thick, color) = if turn < share { (at.thin().max(2.0), done) } else { (at.thin(), ahead) };
            // without a second colour what is ahead is dashed
            let is_gap = done == ahead && turn >= share && ((turn * 120.0) as u32).is_multiple_of(2);
            (at.distance() > outer - thick && !is_gap).then_some(color)
        });
    }

    /// The number, as large as still fits the smallest disc, on the same dots at every count.
    fn digits(&self, dots: &mut Dots, size: OrbSize, color: Color, marker: Marker) {
        let number = self.number();
        let room = f32::from(size.disc().0) + 2.0;
        let full = size.digits();
        let mut masks =
            [full, 5, 4, 3].into_iter().filter(|&rows| rows <= full).map(|rows| Strokes::new(&number, rows).fixed().mask(marker));
        let is_inside = |mask: &Mask| (mask.width() as f32 / 2.0).hypot(mask.height() as f32 / 2.0) <= room;
        // the largest is nearly always the one: the others are not even drawn then
        let largest = masks.next();
        let mask = if largest.as_ref().is_some_and(is_inside) { largest } else { masks.find(is_inside).or(largest) };
        if let Some(mask) = mask {
            // quadrants see dots in pairs: an even offset keeps level strokes whole
            let down = (dots.height() - mask.height()) / 2 / 2 * 2;
            dots.stamp(&mask, (dots.width() - mask.width() + 1) / 2, down, color);
        }
    }
}

/// A dot seen from the middle of the orb.
struct Dot {
    dx: f32,
    dy: f32,
    /// The square of its distance, in dots.
    square: f32,
    grain: i32,
}

impl Dot {
    /// Its distance, in dots.
    fn distance(&self) -> f32 {
        self.square.sqrt()
    }

    /// The thickness of the thinnest line there, in dots: 1, and up to 2 where quadrants see two dots as one.
    fn thin(&self) -> f32 {
        if self.grain == 1 { 1.0 } else { (self.dx.abs() + self.dy.abs() * 2.0) / self.distance().max(1.0) }
    }

    /// From twelve o'clock clockwise, 0 to 1.
    fn turn(&self) -> f32 {
        (self.dx.atan2(-self.dy) / std::f32::consts::TAU).rem_euclid(1.0)
    }
}

/// Colours the dots whose distance from the middle lies in `range`. Dots given no colour stay.
fn each_dot(dots: &mut Dots, marker: Marker, range: (f32, f32), color: impl Fn(&Dot) -> Option<Color>) {
    let (cx, cy) = (dots.width() as f32 / 2.0, dots.height() as f32 / 2.0);
    let grain = if marker == Marker::Quadrant { 2 } else { 1 };
    let (nearest, farthest) = (range.0 * range.0, range.1 * range.1);
    for y in (0..dots.height()).step_by(grain as usize) {
        for x in 0..dots.width() {
            let (dx, dy) = (x as f32 + 0.5 - cx, y as f32 + grain as f32 / 2.0 - cy);
            let square = dx * dx + dy * dy;
            if square < nearest || square > farthest {
                continue;
            }
            if let Some(color) = color(&Dot { dx, dy, square, grain }) {
                (0..grain).for_each(|i| dots.set(x, y + i, Some(color)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::drawn;
    use proptest::prelude::*;

    const SIZES: [OrbSize; 3] = [OrbSize::Large, OrbSize::Medium, OrbSize::Small];

    fn orb(state: OrbState, elapsed: f32, breath: Option<f32>, seconds: u32) -> Orb {
        Orb { state, elapsed, breath, seconds }
    }

    fn draw(orb: Orb, size: OrbSize, theme: &str, marker: Marker) -> Buffer {
        let (cols, rows) = size.cells();
        let mut buf = Buffer::empty(Rect::new(0, 0, cols, rows));
        orb.draw(buf.area, size, &Theme::built_in(theme).unwrap(), marker, &mut buf);
        buf
    }

    #[test]
    fn ring_disc_and_number_as_one_sees_them_without_colour() {
        let held = orb(OrbState::Work, 0.27, Some(0.6), 22);
        insta::assert_snapshot!("orb_small_quadrant", drawn::text(&draw(held, OrbSize::Small, "mono", Marker::Quadrant)));
        insta::assert_snapshot!("orb_medium_octant", drawn::text(&draw(held, OrbSize::Medium, "mono", Marker::Octant)));
        let ready = orb(OrbState::Ready, 0.4, None, 3);
        insta::assert_snapshot!("orb_ready_braille", drawn::text(&draw(ready, OrbSize::Small, "mono", Marker::Braille)));
    }

    #[test]
    fn every_number_stands_inside_the_smallest_disc() {
        for size in SIZES {
            let radius = f32::from(size.disc().0);
            for seconds in (1..=99).chain([100, 300, 599]) {
                let mut dots = Dots::new(size.cells().0, size.cells().1);
                orb(OrbState::Work, 0.0, None, seconds).digits(&mut dots, size, Color::White, Marker::Octant);
                let (cx, cy) = (dots.width() as f32 / 2.0, dots.height() as f32 / 2.0);
                for (x, y) in (0..dots.width()).flat_map(|x| (0..dots.height()).map(move |y| (x, y))) {
                    if dots.dot(x, y).is_some() {
                        let distance = (x as f32 + 0.5 - cx).hypot(y as f32 + 0.5 - cy);
                        assert!(distance <= radius + 1.5, "{seconds} at {size:?}: {distance} > {radius}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_disc_swells_dot_by_dot_and_only_then_changes_the_picture() {
        for size in SIZES {
            let radii: Vec<u16> = (0..=100u8).map(|b| disc_radius(size, f32::from(b) / 100.0)).collect();
            assert!(radii.windows(2).all(|w| w[1] == w[0] || w[1] == w[0] + 1));
            assert_eq!((radii[0], radii[100]), size.disc());
            for breaths in [(0.50, 0.505), (0.30, 0.42)] {
                let same = disc_radius(size, breaths.0) == disc_radius(size, breaths.1);
                let [a, b] = [breaths.0, breaths.1].map(|b| draw(orb(OrbState::Work, 0.3, Some(b), 12), size, "calm-dark", Marker::Octant));
                assert_eq!(a == b, same, "{size:?} {breaths:?}");
            }
        }
    }

    #[test]
    fn a_number_keeps_its_place_while_it_counts() {
        let left = |seconds| {
            let mut dots = Dots::new(38, 19);
            orb(OrbState::Work, 0.0, None, seconds).digits(&mut dots, OrbSize::Large, Color::White, Marker::Octant);
            dots
        };
        // the tens of 22 and 21 are the same dots, though a one is narrow
        let (a, b) = (left(22), left(21));
        for y in 0..a.height() {
            for x in 0..a.width() / 2 {
                assert_eq!(a.dot(x, y), b.dot(x, y));
            }
        }
    }

    #[test]
    fn the_four_states_look_different_even_without_colour() {
        for theme in ["calm-dark", "calm-light", "calm-16"] {
            let looks = [OrbState::Ready, OrbState::Work, OrbState::Rest, OrbState::Paused]
                .map(|state| draw(orb(state, 0.5, Some(0.5), 9), OrbSize::Medium, theme, Marker::Octant));
            for i in 0..4 {
                for j in 0..i {
                    let alike = theme == "calm-16" && (i, j) == (3, 2);
                    assert_eq!(looks[i] == looks[j], alike, "{theme} {i} {j}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_area_and_any_value_stay_inside(
            x in 0u16..90, y in 0u16..50, w in 0u16..90, h in 0u16..50, elapsed in proptest::num::f32::ANY, breath in proptest::num::f32::ANY,
            seconds in proptest::num::u32::ANY, pick in 0usize..9,
        ) {
            let marker = [Marker::Octant, Marker::Quadrant, Marker::Braille][pick % 3];
            drawn::stays_inside(Rect::new(x, y, w, h), |area, buf| {
                orb(OrbState::Work, elapsed, Some(breath), seconds).draw(area, SIZES[pick / 3], &Theme::built_in("calm-dark").unwrap(), marker, buf);
            });
        }
    }
}
