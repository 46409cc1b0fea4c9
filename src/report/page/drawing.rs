//! The pictures of a page as inline SVG: the numbers of the days, and where it hurts. Greys that stay apart on paper, each with its number or its word.

use std::fmt::Write as _;

use chrono::Datelike;

use super::Chart;
use crate::domain::Region;

/// The picture of the days: its width, where the days begin and end, and where 0 and 10 stand.
const WIDTH: f64 = 700.0;
const LEFT: f64 = 26.0;
const RIGHT: f64 = 694.0;
const ZERO: f64 = 124.0;
const TEN: f64 = 10.0;
/// At most so many days are named below.
const MOST_NAMED: usize = 14;

/// The numbers of the days.
pub(super) fn chart(chart: &Chart) -> String {
    let mut svg = format!("<svg viewBox=\"0 0 {WIDTH:.0} 160\" role=\"img\" aria-label=\"Pain from 0 to 10, day by day\">\n");
    for (score, name) in [(0, "0"), (5, "5"), (10, "10")] {
        let y = height(score);
        let _ = writeln!(
            svg,
            "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/><text class=\"end\" x=\"20\" y=\"{:.1}\">{name}</text>",
            y + 4.0
        );
    }
    let n = u32::try_from(chart.days.len().max(1)).unwrap_or(u32::MAX);
    let step = (RIGHT - LEFT) / f64::from(n);
    let every = chart.days.len().div_ceil(MOST_NAMED).max(1);
    let (bar, dot) = ((step * 0.3).clamp(0.8, 5.0), (step * 0.35).clamp(0.9, 5.0));
    for (at, day) in (0..n).zip(&chart.days) {
        let x = LEFT + step * (f64::from(at) + 0.5);
        if let Some((least, most)) = day.range {
            // a single rating is seen as well
            let _ = writeln!(
                svg,
                "<path class=\"bar\" stroke-width=\"{bar:.1}\" d=\"M{x:.1} {:.1}V{:.1}\"/>",
                height(least) + 1.0,
                height(most) - 1.0
            );
        }
        if let Some(first) = day.first {
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"{dot:.1}\"/>", height(first));
        }
        if day.done {
            let side = (step * 0.6).clamp(1.0, 6.0);
            let _ = writeln!(svg, "<rect x=\"{:.1}\" y=\"131\" width=\"{side:.1}\" height=\"6\"/>", x - side / 2.0);
        }
        if usize::try_from(at).is_ok_and(|at| at.is_multiple_of(every)) {
            let date = day.day.date();
            let name = if at == 0 || every > 7 || usize::try_from(date.day()).is_ok_and(|day| day <= every) {
                date.format("%-d %b")
            } else {
                date.format("%-d")
            };
            let _ = writeln!(svg, "<text class=\"mid\" x=\"{x:.1}\" y=\"154\">{name}</text>");
        }
    }
    svg + "</svg>"
}

fn height(score: u8) -> f64 {
    ZERO - (ZERO - TEN) * f64::from(score) / 10.0
}

/// A point of a drawing, and a field of it.
type Dot = (i32, i32);

/// How far to the right the front stands from the back.
const FRONT: i32 = 244;

/// Half of the outline, the left of it; the other half is its mirror.
const OUTLINE: &[Dot] = &[(106, 50), (106, 70), (98, 80), (58, 90), (44, 98), (38, 114), (28, 212), (48, 214), (59, 140), (66, 238)];

/// The fields of the back, by which side of the picture they are on; what lies in the middle is whole.
fn field(region: Region) -> (&'static [Dot], bool, bool) {
    // points, mirrored, on the front
    match region {
        Region::SkullBase => (&[(108, 44), (132, 44), (134, 57), (106, 57)], false, false),
        Region::NeckLeft => (&[(106, 59), (119, 59), (119, 79), (99, 80), (106, 70)], false, false),
        Region::NeckRight => (field(Region::NeckLeft).0, true, false),
        Region::ShoulderTopLeft => (&[(98, 82), (119, 81), (119, 94), (62, 104), (45, 104), (47, 98), (58, 92)], false, false),
        Region::ShoulderTopRight => (field(Region::ShoulderTopLeft).0, true, false),
        Region::BetweenBlades => (&[(105, 99), (135, 99), (135, 158), (105, 158)], false, false),
        Region::BladeLeft => (&[(64, 106), (103, 99), (103, 146), (72, 146), (62, 128)], false, false),
        Region::BladeRight => (field(Region::BladeLeft).0, true, false),
        Region::BelowBladeLeft => (&[(63, 148), (103, 148), (103, 178), (65, 178)], false, false),
        Region::BelowBladeRight => (field(Region::BelowBladeLeft).0, true, false),
        Region::MidBackLeft => (&[(65, 180), (103, 180), (103, 234), (67, 234)], false, false),
        Region::MidBackRight => (field(Region::MidBackLeft).0, true, false),
        Region::MidBackCentre => (&[(105, 160), (135, 160), (135, 234), (105, 234)], false, false),
        // seen from the front, the right side of the person is on the left of the picture
        Region::CollarRight => (&[(64, 93), (117, 84), (117, 97), (64, 107)], false, true),
        Region::CollarLeft => (field(Region::CollarRight).0, true, true),
        Region::Chest => (&[(66, 111), (174, 111), (174, 165), (66, 165)], false, true),
        Region::ArmRight => (&[(40, 114), (57, 114), (47, 211), (31, 210)], false, true),
        Region::ArmLeft => (field(Region::ArmRight).0, true, true),
    }
}

/// A back and a front, each named region as dark as it was named often, with the number in it.
pub(super) fn map(often: &[(Region, u32)]) -> String {
    let most = often.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let mut svg = String::from(
        "<svg viewBox=\"8 0 468 260\" role=\"img\" aria-label=\"A back and a front with the places that were named; the same in words beside it\">\n",
    );
    for (at, name, sides) in [(0, "Back", ["L", "R"]), (FRONT, "Front", ["R", "L"])] {
        let right: Vec<Dot> = OUTLINE.iter().rev().map(|dot| mirrored(*dot)).collect();
        let outline: Vec<Dot> = OUTLINE.iter().copied().chain(right).collect();
        let _ = writeln!(svg, "<ellipse class=\"out\" cx=\"{}\" cy=\"30\" rx=\"20\" ry=\"26\"/>", 120 + at);
        let _ = writeln!(svg, "<polygon class=\"out\" points=\"{}\"/>", points(&outline, at));
        for (x, side) in [(16, sides[0]), (224, sides[1])] {
            let _ = writeln!(svg, "<text class=\"mid\" x=\"{}\" y=\"104\">{side}</text>", x + at);
        }
        let _ = writeln!(svg, "<text class=\"mid\" x=\"{}\" y=\"256\">{name}</text>", 120 + at);
    }
    for region in Region::ALL {
        let n = often.iter().find(|(named, _)| named == region).map_or(0, |(_, n)| *n);
        let (half, is_mirrored, is_front) = field(*region);
        let dots: Vec<Dot> = half.iter().map(|dot| if is_mirrored { mirrored(*dot) } else { *dot }).collect();
        let at = if is_front { FRONT } else { 0 };
        let _ = writeln!(svg, "<polygon class=\"{}\" points=\"{}\"/>", shade(n, most), points(&dots, at));
        if n > 0 {
            let (x, y) = middle(&dots);
            let _ = writeln!(svg, "<text class=\"in\" x=\"{}\" y=\"{}\">{n}</text>", x + at, y + 4);
        }
    }
    svg + "</svg>"
}

/// Four steps, from never to most often.
fn shade(n: u32, most: u32) -> &'static str {
    match n.saturating_mul(3) {
        0 => "s0",
        third if third <= most => "s1",
        third if third <= most.saturating_mul(2) => "s2",
        _ => "s3",
    }
}

fn mirrored((x, y): Dot) -> Dot {
    (240 - x, y)
}

/// The middle of the box around a field.
fn middle(dots: &[Dot]) -> Dot {
    let ends = |of: fn(&Dot) -> i32| dots.iter().map(of).min().unwrap_or(0) + dots.iter().map(of).max().unwrap_or(0);
    (ends(|dot| dot.0) / 2, ends(|dot| dot.1) / 2)
}

fn points(dots: &[Dot], at: i32) -> String {
    dots.iter().map(|(x, y)| format!("{},{y}", x + at)).collect::<Vec<_>>().join(" ")
}
