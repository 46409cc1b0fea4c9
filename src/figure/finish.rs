//! From the canvas to the drawing: the dark dot between near and far, shade, lines on top.

use super::canvas::{Canvas, FAR};
use super::ink::{Dot, Drawing, Group, Ink};
use super::ply::Ply;
use super::splat::{LIGHT, TRUNK_SHADE};

/// A dot goes dark beside one that is nearer by so much (body heights); within one group by twice as much and more.
const GAP: f32 = 0.022;
const OWN_GAP: f32 = 2.2;
/// In a picture with fewer dots to a body's height a dark dot costs a limb, or the head: there the colours alone tell the parts apart.
const GAP_FROM: f32 = 24.0;

impl Canvas {
    /// The four dots beside one.
    fn beside(&self, at: usize) -> [usize; 4] {
        [at - 1, at + 1, at - self.stride(), at + self.stride()]
    }
}

/// Which dots of a row stay dark: where nothing is, and where something nearer lies right beside.
fn find_gaps(canvas: &Canvas, first: usize, dark: &mut [bool]) {
    let count = dark.len();
    let (depths, plies) = (&canvas.depth[first..first + count], &canvas.plies[first..first + count]);
    for (dark, ply) in dark.iter_mut().zip(plies) {
        *dark = ply.is_nothing();
    }
    if canvas.lens.scale / canvas.lens.aspect < GAP_FROM {
        return;
    }
    for beside in canvas.beside(first) {
        let others = canvas.depth[beside..beside + count].iter().zip(&canvas.plies[beside..beside + count]);
        for (((dark, depth), ply), (near, other)) in dark.iter_mut().zip(depths).zip(plies).zip(others) {
            *dark |= (*near > depth + GAP) & (!ply.is_with(*other) | (*near > depth + GAP * OWN_GAP));
        }
    }
}

/// The outline of a body: dots beside which it ends or something farther begins.
pub(super) fn outline(canvas: &Canvas) -> Vec<usize> {
    let is_edge = |&at: &usize| {
        let ends = |next: usize| canvas.depth[next] < canvas.depth[at] - GAP * OWN_GAP;
        let is_beside = |next: usize| canvas.is_inside(next) && ends(next);
        !canvas.plies[at].is_nothing() && canvas.beside(at).into_iter().any(is_beside)
    };
    let row = |y: usize| canvas.touched.across.clone().map(move |x| canvas.at(x, y));
    canvas.touched.down.clone().flat_map(row).filter(is_edge).collect()
}

/// The drawing. Where `shade` is set the side away from the light is darker.
pub(super) fn finish(canvas: &mut Canvas, shade: bool, eyes: &[usize], ghost: &[usize]) -> Drawing {
    let mut drawing = Drawing::new(canvas.width, canvas.height);
    if canvas.width == 0 || canvas.height == 0 {
        return drawing;
    }
    canvas.trim();
    if shade {
        soften(canvas);
    }
    let across = canvas.touched.across.clone();
    let mut dark = vec![false; across.len()];
    for y in canvas.touched.down.clone() {
        let first = canvas.at(across.start, y);
        find_gaps(canvas, first, &mut dark);
        let row = &mut drawing.row_mut(y)[across.clone()];
        for ((dot, ply), dark) in row.iter_mut().zip(&canvas.plies[first..]).zip(&dark) {
            let lit = Dot { ink: ply.ink(), shaded: shade && ply.is_shaded() };
            *dot = if *dark { None } else { Some(lit) };
        }
    }
    let mut put = |at: usize, dot: Option<Dot>| {
        let (x, y) = canvas.place(at);
        drawing.set(x, y, dot);
    };
    eyes.iter().for_each(|&at| put(at, None));
    let is_bare = |at: usize| canvas.plies[at].is_nothing();
    for &at in ghost.iter().filter(|&&at| is_bare(at)) {
        put(at, Some(Dot { ink: Ink::Ghost, shaded: false }));
    }
    for mark in &canvas.marks {
        let behind = |at: usize| canvas.depth[at] >= mark.depth;
        // a line that passes behind the body leaves a dot dark around it
        let is_lost = behind(mark.at) || (is_bare(mark.at) && canvas.beside(mark.at).into_iter().any(|at| !is_bare(at) && behind(at)));
        if !is_lost {
            put(mark.at, Some(Dot { ink: mark.ink, shaded: false }));
        }
    }
    drawing
}

/// The light on the trunk, from its depth blurred: the capsules it is made of would show as scratches.
fn soften(canvas: &mut Canvas) {
    let (across, down) = (canvas.touched.across.clone(), canvas.touched.down.clone());
    let is_trunk = |ply: &Ply| ply.is(Group::Torso);
    let (mut low, mut high) = ((canvas.width, canvas.height), (0, 0));
    for y in down {
        let row = canvas.at(0, y);
        let row = &canvas.plies[row + across.start..row + across.end];
        let Some(first) = row.iter().position(is_trunk) else { continue };
        let last = row.iter().rposition(is_trunk).unwrap_or(first);
        (low, high) = ((low.0.min(across.start + first), low.1.min(y)), (high.0.max(across.start + last), high.1.max(y)));
    }
    if low.0 > high.0 {
        return;
    }
    let reach = ((canvas.lens.scale * 0.022) as usize).max(2);
    let (wide, tall) = (high.0 - low.0 + 1, high.1 - low.1 + 1);
    let mut depth = Vec::with_capacity(wide * tall);
    let mut weight = Vec::with_capacity(wide * tall);
    for y in low.1..=high.1 {
        let first = canvas.at(low.0, y);
        let row = canvas.depth[first..first + wide].iter().zip(&canvas.plies[first..first + wide]);
        depth.extend(row.clone().map(|(depth, ply)| if is_trunk(ply) { *depth } else { 0.0 }));
        weight.extend(row.map(|(_, ply)| if is_trunk(ply) { 1.0 } else { 0.0 }));
    }
    for field in [&mut depth, &mut weight] {
        blur(field, wide, tall, reach);
    }
    for (depth, weight) in depth.iter_mut().zip(&weight) {
        *depth = if *weight > 1e-6 { *depth / *weight } else { FAR };
    }
    let scale = canvas.lens.scale;
    for y in 0..tall {
        let first = canvas.at(low.0, y + low.1);
        let plies = &mut canvas.plies[first..first + wide];
        let (up, down) = (y.saturating_sub(1), (y + 1).min(tall - 1));
        let line = |y: usize| &depth[y * wide..(y + 1) * wide];
        let (own, above, below) = (line(y), line(up), line(down));
        for (x, ply) in plies.iter_mut().enumerate().filter(|(_, ply)| ply.ink() == Ink::Torso && is_trunk(ply)) {
            let slope = |before: f32, after: f32, apart: usize| if apart == 0 { 0.0 } else { (after - before) / apart as f32 };
            let (left, right) = (x.saturating_sub(1), (x + 1).min(wide - 1));
            let nx = -slope(own[left], own[right], right - left) * scale;
            let ny = slope(above[x], below[x], down - up) * scale / canvas.lens.aspect;
            let light = (nx * LIGHT.0 + ny * LIGHT.1 + LIGHT.2) / (nx * nx + ny * ny + 1.0).sqrt();
            *ply = ply.in_shade(light < TRUNK_SHADE);
        }
    }
}

/// Sums over a square of `reach` dots to each side, in place.
fn blur(field: &mut [f32], wide: usize, tall: usize, reach: usize) {
    let before = field.to_vec();
    // four rows at once: each waits for its own sum alone
    for (rows, before) in field.chunks_mut(wide * 4).zip(before.chunks(wide * 4)) {
        let rows_here = before.len() / wide;
        let mut sums = [0.0_f32; 4];
        for x in 0..reach.min(wide) {
            (0..rows_here).for_each(|row| sums[row] += before[row * wide + x]);
        }
        for x in 0..wide {
            for (row, sum) in sums.iter_mut().enumerate().take(rows_here) {
                if x + reach < wide {
                    *sum += before[row * wide + x + reach];
                }
                if x > reach {
                    *sum -= before[row * wide + x - reach - 1];
                }
                rows[row * wide + x] = *sum;
            }
        }
    }
    let before = field.to_vec();
    let line = |y: usize| &before[y * wide..(y + 1) * wide];
    let mut sums = vec![0.0_f32; wide];
    for y in 0..reach.min(tall) {
        sums.iter_mut().zip(line(y)).for_each(|(sum, one)| *sum += one);
    }
    for (y, row) in field.chunks_mut(wide).enumerate() {
        if y + reach < tall {
            sums.iter_mut().zip(line(y + reach)).for_each(|(sum, one)| *sum += one);
        }
        if y > reach {
            sums.iter_mut().zip(line(y - reach - 1)).for_each(|(sum, one)| *sum -= one);
        }
        row.copy_from_slice(&sums);
    }
}
