//! From the canvas to the drawing: the dark dot between near and far, shade, lines on top.

use super::canvas::{Canvas, Cell, FAR};
use super::ink::{Dot, Drawing, Group, Ink};

/// A dot goes dark beside one that is nearer by so much (body heights); within one group by twice as much and more.
const GAP: f32 = 0.022;
const OWN_GAP: f32 = 2.2;
/// Less light than this is shade; the trunk is flatter and takes less.
const SHADE: f32 = 0.18;
const TRUNK_SHADE: f32 = -0.12;

/// The four dots beside one.
fn beside(at: usize, width: usize, height: usize) -> [Option<usize>; 4] {
    let (x, y) = (at % width, at / width);
    [(x > 0).then(|| at - 1), (x + 1 < width).then(|| at + 1), (y > 0).then(|| at - width), (y + 1 < height).then(|| at + width)]
}

/// Whether something nearer lies right beside a dot.
fn is_gap(cells: &[Cell], at: usize, (x, y): (usize, usize), (width, height): (usize, usize)) -> bool {
    let cell = &cells[at];
    let nearer = |next: usize| {
        let other = &cells[next];
        other.depth > cell.depth + GAP && (other.group != cell.group || other.depth > cell.depth + GAP * OWN_GAP)
    };
    (x > 0 && nearer(at - 1))
        || (x + 1 < width && nearer(at + 1))
        || (y > 0 && nearer(at - width))
        || (y + 1 < height && nearer(at + width))
}

/// Whether the light does not fall on it. Faces and what is lit up for a reason take no shade.
fn is_shaded(cell: &Cell) -> bool {
    let limit = if cell.ink == Ink::Torso || cell.ink == Ink::Bone { TRUNK_SHADE } else { SHADE };
    cell.light < limit
        && !matches!(cell.ink, Ink::Hair | Ink::Work | Ink::Stretch | Ink::Kit)
        && !matches!(cell.group, Group::Head | Group::Neck | Group::Thing | Group::ThingFar)
}

/// The outline of a body: dots beside which it ends or something farther begins.
pub(super) fn outline(canvas: &Canvas) -> Vec<usize> {
    let is_edge = |(at, cell): (usize, &Cell)| {
        let ends = |next: usize| canvas.cells[next].depth < cell.depth - GAP * OWN_GAP;
        let is_it = cell.group != Group::Nothing && beside(at, canvas.width, canvas.height).into_iter().flatten().any(ends);
        is_it.then_some(at)
    };
    canvas.cells.iter().enumerate().filter_map(is_edge).collect()
}

/// The drawing. Where `shade` is set the side away from the light is darker.
pub(super) fn finish(canvas: &mut Canvas, shade: bool, eyes: &[usize], ghost: &[usize]) -> Drawing {
    let (width, height) = (canvas.width, canvas.height);
    let mut drawing = Drawing::new(width, height);
    if width == 0 || height == 0 {
        return drawing;
    }
    if shade {
        soften(canvas);
    }
    for y in canvas.touched.down.clone() {
        let row = drawing.row_mut(y);
        for x in canvas.touched.across.clone() {
            let at = y * width + x;
            let cell = &canvas.cells[at];
            if cell.group != Group::Nothing && !is_gap(&canvas.cells, at, (x, y), (width, height)) {
                row[x] = Some(Dot { ink: cell.ink, shaded: shade && is_shaded(cell) });
            }
        }
    }
    let mut put = |at: usize, dot: Option<Dot>| drawing.set(at % width, at / width, dot);
    eyes.iter().for_each(|&at| put(at, None));
    let is_bare = |at: usize| canvas.cells[at].group == Group::Nothing;
    for &at in ghost.iter().filter(|&&at| is_bare(at)) {
        put(at, Some(Dot { ink: Ink::Ghost, shaded: false }));
    }
    for mark in &canvas.marks {
        let behind = |at: usize| canvas.cells[at].depth >= mark.depth;
        // a line that passes behind the body leaves a dot dark around it
        let is_lost = behind(mark.at)
            || (is_bare(mark.at) && beside(mark.at, width, height).into_iter().flatten().any(|at| !is_bare(at) && behind(at)));
        if !is_lost {
            put(mark.at, Some(Dot { ink: mark.ink, shaded: false }));
        }
    }
    drawing
}

/// The light on the trunk, from its depth blurred: the capsules it is made of would show as scratches.
fn soften(canvas: &mut Canvas) {
    let (width, height) = (canvas.width, canvas.height);
    let is_trunk = |cell: &Cell| cell.group == Group::Torso;
    let (mut low, mut high) = ((width, height), (0, 0));
    for (y, row) in canvas.cells.chunks(width).enumerate().take(canvas.touched.down.end).skip(canvas.touched.down.start) {
        let Some(first) = row.iter().position(is_trunk) else { continue };
        let last = row.iter().rposition(is_trunk).unwrap_or(first);
        (low, high) = ((low.0.min(first), low.1.min(y)), (high.0.max(last), high.1.max(y)));
    }
    if low.0 > high.0 {
        return;
    }
    let reach = ((canvas.lens.scale * 0.022) as usize).max(2);
    let (wide, tall) = (high.0 - low.0 + 1, high.1 - low.1 + 1);
    let mut depth = vec![0.0_f32; wide * tall];
    let mut weight = vec![0.0_f32; wide * tall];
    for y in 0..tall {
        for x in 0..wide {
            let cell = &canvas.cells[(y + low.1) * width + x + low.0];
            if is_trunk(cell) {
                depth[y * wide + x] = cell.depth;
                weight[y * wide + x] = 1.0;
            }
        }
    }
    for field in [&mut depth, &mut weight] {
        blur(field, wide, tall, reach);
    }
    for (depth, weight) in depth.iter_mut().zip(&weight) {
        *depth = if *weight > 1e-6 { *depth / *weight } else { FAR };
    }
    let smooth = |x: usize, y: usize| depth[y * wide + x];
    let scale = canvas.lens.scale;
    for y in 0..tall {
        for x in 0..wide {
            let cell = &mut canvas.cells[(y + low.1) * width + x + low.0];
            if cell.group != Group::Torso {
                continue;
            }
            let slope = |before: f32, after: f32, apart: usize| if apart == 0 { 0.0 } else { (after - before) / apart as f32 };
            let (left, right) = (x.saturating_sub(1), (x + 1).min(wide - 1));
            let (up, down) = (y.saturating_sub(1), (y + 1).min(tall - 1));
            let nx = -slope(smooth(left, y), smooth(right, y), right - left) * scale;
            let ny = slope(smooth(x, up), smooth(x, down), down - up) * scale / canvas.lens.aspect;
            cell.light = (nx * -0.447 + ny * 0.745 + 0.497) / (nx * nx + ny * ny + 1.0).sqrt();
        }
    }
}

/// Sums over a square of `reach` dots to each side, in place.
fn blur(field: &mut [f32], wide: usize, tall: usize, reach: usize) {
    let mut line = Vec::new();
    let mut sums = |field: &mut [f32], start: usize, step: usize, count: usize| {
        line.clear();
        line.extend((0..count).map(|i| field[start + i * step]));
        let mut sum: f32 = line.iter().take(reach + 1).sum();
        for i in 0..count {
            field[start + i * step] = sum;
            sum += line.get(i + reach + 1).copied().unwrap_or(0.0);
            if i >= reach {
                sum -= line[i - reach];
            }
        }
    };
    (0..tall).for_each(|y| sums(field, y * wide, 1, wide));
    (0..wide).for_each(|x| sums(field, x, wide, tall));
}
