//! `unhunch figure ID`: a figure as a still, or a sheet of key poses, for whoever writes one or looks it over.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::exit;
use crate::assets::{Folder, Source, nearest};
use crate::config::Marker;
use crate::config::theme::Theme;
use crate::content;
use crate::domain::{Problem, clean};
use crate::figure::{Figure, Instant, Side, View};
use crate::widgets::dress::Dress;
use crate::widgets::figure::{FigureView, LEAST};

/// The largest picture, in cells: more is a slip of the finger.
const MOST: (u16, u16) = (400, 200);

/// The size of a picture where none is asked for.
const SIZE: (u16, u16) = (40, 16);

/// What `figure` is asked.
#[derive(Args, Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a flag each")]
pub struct FigureArgs {
    /// The ids of figures, for example cat-cow; with --sheet none means all
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// The size in cells
    #[arg(long, value_name = "COLSxROWS", default_value = "40x16", value_parser = size)]
    pub size: (u16, u16),
    /// The characters it is drawn with
    #[arg(long, value_enum, default_value = "octant")]
    pub marker: Characters,
    /// From where: side, side-tilt, quarter, front, back, back-quarter, top, top-up; or degrees around and above, as 30,10
    #[arg(long, value_name = "VIEW", value_parser = view, allow_hyphen_values = true)]
    pub view: Option<View>,
    /// When: a step from 1 and how much of it is over, 0 to 1; without it the end of the first step that moves
    #[arg(long, value_name = "STEP:PROGRESS", value_parser = at)]
    pub at: Option<(usize, f32)>,
    /// The left side at work, where one side works
    #[arg(long)]
    pub left: bool,
    /// All key poses side by side
    #[arg(long)]
    pub sheet: bool,
    /// How wide a sheet may be
    #[arg(long, value_name = "COLS", default_value_t = 126)]
    pub columns: u16,
    /// In colour, even into a file
    #[arg(long)]
    pub color: bool,
    /// Grey, with colour for muscles alone
    #[arg(long)]
    pub mannequin: bool,
    /// With the outline of the pose that comes
    #[arg(long)]
    pub ghost: bool,
    /// Where the joints are, in place of a picture: forward, up, right
    #[arg(long)]
    pub joints: bool,
}

/// The families of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Characters {
    /// 2 × 4 solid dots
    Octant,
    /// 2 × 3 solid dots
    Sextant,
    /// 2 × 2 solid dots
    Quadrant,
    /// 2 × 4 points
    Braille,
}

impl Characters {
    fn marker(self) -> Marker {
        match self {
            Self::Octant => Marker::Octant,
            Self::Sextant => Marker::Sextant,
            Self::Quadrant => Marker::Quadrant,
            Self::Braille => Marker::Braille,
        }
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parse = || {
        let (cols, rows) = text.split_once(['x', '×'])?;
        Some((cols.parse::<u16>().ok()?, rows.parse::<u16>().ok()?))
    };
    let (cols, rows) = parse().ok_or("write columns and rows, as 40x16")?;
    let fits = (LEAST.0..=MOST.0).contains(&cols) && (LEAST.1..=MOST.1).contains(&rows);
    if fits { Ok((cols, rows)) } else { Err(format!("from {}x{} to {}x{}", LEAST.0, LEAST.1, MOST.0, MOST.1)) }
}

fn view(text: &str) -> Result<View, String> {
    if let Some((_, view)) = View::NAMED.iter().find(|(name, _)| *name == text) {
        return Ok(*view);
    }
    let degrees = |text: &str| text.trim().parse::<f32>().ok().filter(|n| n.abs() <= 360.0);
    let angles = text.split_once(',').and_then(|(az, el)| Some(View::Camera { az: degrees(az)?, el: degrees(el)? }));
    angles.ok_or_else(|| match nearest(text, View::NAMED.iter().map(|(name, _)| *name)) {
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("one of {}, or degrees as 30,10", View::NAMED.map(|(name, _)| name).join(", ")),
    })
}

fn at(text: &str) -> Result<(usize, f32), String> {
    let parse = || {
        let (step, progress) = text.split_once(':')?;
        let progress = progress.parse::<f32>().ok().filter(|progress| (0.0..=1.0).contains(progress))?;
        Some((step.parse::<usize>().ok()?.checked_sub(1)?, progress))
    };
    parse().ok_or_else(|| "write a step from 1 and a number from 0 to 1, as 2:0.5".to_owned())
}

/// Prints the pictures. `theme` is that of the terminal, in colours or without.
///
/// Returns the exit code: 0 printed, 1 if a file of yours cannot be used, 2 if there is no such figure or step.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &FigureArgs, source: &Source, theme: &Theme, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let known = source.list(Folder::Figures).ids;
    let ids = if args.sheet && args.ids.is_empty() { known.clone() } else { args.ids.clone() };
    if ids.is_empty() {
        return exit::refuse(err, &format!("Name a figure, or ask for all with --sheet: {}.", known.join(", ")), exit::USAGE);
    }
    let mut figures = Vec::new();
    for id in &ids {
        match content::figure(source, id) {
            Some(Ok(figure)) => figures.push(figure),
            Some(Err(problems)) => {
                problems.iter().try_for_each(|problem: &Problem| writeln!(err, "{}", clean(&problem.to_string())))?;
                return Ok(1);
            }
            None => {
                let meant =
                    nearest(id, known.iter().map(String::as_str)).map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"));
                return exit::refuse(err, &format!("There is no figure `{id}`.{meant}"), exit::USAGE);
            }
        }
    }
    if args.sheet {
        return sheet(args, &figures, theme, out).map(|()| 0);
    }
    for figure in &figures {
        let (step, progress) = args.at.unwrap_or_else(|| moved(figure));
        if step >= figure.steps().len() {
            let steps: Vec<String> = figure.steps().iter().enumerate().map(|(at, step)| format!("{} {}", at + 1, step.to)).collect();
            let why = format!("`{}` has no step {}; it has {}.", figure.id(), step + 1, steps.join(", "));
            return exit::refuse(err, &why, exit::USAGE);
        }
        if args.joints {
            joints(figure, step, progress, out)?;
            continue;
        }
        for line in picture(args, figure, theme, step, progress) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(0)
}

/// The end of the first step that moves: what is printed where no instant is asked for.
fn moved(figure: &Figure) -> (usize, f32) {
    (figure.first_move(), 1.0)
}

/// A figure as `unhunch figure` prints it where nothing else is asked for, without the empty rows above and below it.
pub(super) fn still(figure: &Figure, theme: &Theme) -> Vec<String> {
    let (step, progress) = moved(figure);
    let shown = FigureView::new(figure, Instant { step, progress, side: Side::Right, breath: 0.0 }, theme);
    let mut lines = shown.lines(SIZE, theme, Marker::Octant);
    lines.truncate(lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    lines.into_iter().skip_while(String::is_empty).collect()
}

fn picture(args: &FigureArgs, figure: &Figure, theme: &Theme, step: usize, progress: f32) -> Vec<String> {
    let side = if args.left { Side::Left } else { Side::Right };
    let mut shown = FigureView::new(figure, Instant { step, progress, side, breath: 0.0 }, theme);
    shown.view = args.view.unwrap_or(shown.view);
    shown.ghost = args.ghost;
    if args.mannequin {
        shown.dress = Dress::Mannequin;
    }
    shown.lines(args.size, theme, args.marker.marker())
}

/// Where the joints are at an instant, one a line.
fn joints(figure: &Figure, step: usize, progress: f32, out: &mut dyn Write) -> io::Result<()> {
    let body = figure.body(step, progress, Side::Right);
    let mut all = vec![("pelvis", body.pelvis.0), ("waist", body.waist.0), ("chest", body.chest.0), ("head", body.head.0)];
    for (shoulder, arm) in [(body.shoulder.left, &body.arm.left), (body.shoulder.right, &body.arm.right)] {
        all.extend([("shoulder", shoulder), ("elbow", arm.elbow), ("wrist", arm.wrist), ("fingers", arm.hand)]);
    }
    for leg in [&body.leg.left, &body.leg.right] {
        all.extend([("hip", leg.hip), ("knee", leg.knee), ("ankle", leg.ankle)]);
    }
    all.iter().try_for_each(|(name, at)| writeln!(out, "{name:<10} {:>7.3} {:>7.3} {:>7.3}", at.x, at.y, at.z))
}

/// The start of the first movement and the end of each, figure after figure, as many beside each other as there is room for.
fn sheet(args: &FigureArgs, figures: &[Figure], theme: &Theme, out: &mut dyn Write) -> io::Result<()> {
    let mut pictures = Vec::new();
    for figure in figures {
        let first = figure.first_move();
        pictures.push((format!("{} {}:0", figure.id(), first + 1), picture(args, figure, theme, first, 0.0)));
        for (at, step) in figure.steps().iter().enumerate().filter(|(at, _)| !figure.is_hold(*at)) {
            let title = format!("{} {}:1 {}", figure.id(), at + 1, step.to);
            pictures.push((title, picture(args, figure, theme, at, 1.0)));
        }
    }
    let (wide, gap) = (usize::from(args.size.0), 2);
    let across = (usize::from(args.columns) + gap) / (wide + gap);
    for row in pictures.chunks(across.max(1)) {
        let titles: Vec<String> = row.iter().map(|(title, _)| format!("{:<wide$}", title.chars().take(wide).collect::<String>())).collect();
        writeln!(out, "{}", titles.join("  ").trim_end())?;
        for at in 0..usize::from(args.size.1) {
            let mut line = String::new();
            for (column, (_, lines)) in row.iter().enumerate() {
                let part = lines.get(at).map_or("", String::as_str);
                line.push_str(part);
                let used = part.split('\x1b').enumerate().map(|(i, s)| if i == 0 { s } else { s.split_once('m').map_or("", |(_, s)| s) });
                let used: usize = used.map(|s| s.chars().count()).sum();
                if column + 1 < row.len() {
                    line.push_str(&" ".repeat(wide.saturating_sub(used) + gap));
                }
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::Parser;

    fn print(words: &[&str]) -> (u8, String, String) {
        let cli = Cli::try_parse_from(["unhunch", "figure"].iter().chain(words)).expect("understood");
        let Some(crate::cli::Command::Figure(args)) = cli.command else { panic!("another command") };
        let theme = Theme::built_in("mono").expect("built in");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args, &Source::embedded(), &theme, &mut out, &mut err).expect("printed");
        (code, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn start_and_end_of_a_step_differ_and_a_still_is_the_end() {
        for id in Source::embedded().list(Folder::Figures).ids {
            let (code, still, err) = print(&[&id]);
            assert_eq!((code, err.as_str()), (0, ""), "{id}");
            assert_eq!(still.lines().count(), 16);
            let is_still = content::figure(&Source::embedded(), &id).expect("there").expect("reads").is_still();
            assert_eq!(print(&[&id, "--at", "1:0"]).1 == print(&[&id, "--at", "1:1"]).1, is_still, "{id}");
        }
    }

    #[test]
    fn no_two_figures_print_alike() {
        let mut seen = std::collections::BTreeMap::new();
        for id in Source::embedded().list(Folder::Figures).ids {
            if let Some(other) = seen.insert(print(&[&id]).1, id.clone()) {
                panic!("{id} looks like {other}");
            }
        }
    }

    #[test]
    fn a_sheet_is_as_wide_as_asked_and_every_marker_draws() {
        for marker in ["octant", "sextant", "quadrant", "braille"] {
            let (code, sheet, _) = print(&["cat-cow", "--sheet", "--marker", marker, "--columns", "90"]);
            assert_eq!(code, 0);
            assert!(sheet.lines().all(|line| line.chars().count() <= 90));
            assert!(sheet.starts_with("cat-cow 1:0"), "{sheet}");
        }
    }

    #[test]
    fn what_is_not_there_is_said() {
        assert_eq!(print(&["cat-cwo"]), (2, String::new(), "error: There is no figure `cat-cwo`. Did you mean `cat-cow`?\n".to_owned()));
        assert!(print(&["cat-cow", "--at", "9:0"]).2.contains("has no step 9; it has 1 cow, 2 cat."));
        assert_eq!(print(&[]).0, 2);
        for wrong in [["--size", "10x4"], ["--at", "0:0"], ["--at", "1:2"], ["--view", "sid"], ["--view", "1"]] {
            assert!(Cli::try_parse_from(["unhunch", "figure", "cat-cow"].iter().chain(&wrong)).is_err(), "{wrong:?}");
        }
    }
}
