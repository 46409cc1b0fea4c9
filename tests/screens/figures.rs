//! The key poses of all figures, as points that any viewer shows: what a change of skeleton or pose does to each is seen here.

use unhunch::assets::{Folder, Source};
use unhunch::config::Marker;
use unhunch::config::theme::Theme;
use unhunch::content;
use unhunch::figure::{Figure, Instant, Side};
use unhunch::widgets::figure::FigureView;

use super::docs::fresh_part;

/// The size at which authors look.
const SIZE: (u16, u16) = (40, 16);

fn picture(figure: &Figure, step: usize, progress: f32) -> String {
    let theme = Theme::built_in("mono").expect("built in");
    let view = FigureView::new(figure, Instant { step, progress, side: Side::Right, breath: 0.0 }, &theme);
    let lines: Vec<String> = view.lines(SIZE, &theme, Marker::Braille).iter().map(|line| format!("{line:<40}|")).collect();
    lines.join("\n")
}

#[test]
fn key_poses() {
    let source = Source::embedded();
    for id in source.list(Folder::Figures).ids {
        let figure = content::figure(&source, &id).expect("there").unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        let first = figure.first_move();
        let mut text = format!("{} as step {} begins\n{}\n", id, first + 1, picture(&figure, first, 0.0));
        for (at, step) in figure.steps().iter().enumerate().filter(|(at, _)| !figure.is_hold(*at)) {
            text += &format!("\nstep {} ends, {}\n{}\n", at + 1, step.to, picture(&figure, at, 1.0));
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/figures");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(id.as_str(), text));
    }
}

#[test]
fn the_page_for_authors_shows_its_example_as_it_is_drawn() {
    let page = std::fs::read_to_string("docs/figures.md").expect("the page");
    let (_, rest) = page.split_once("```ron figures/door-lean.ron\n").expect("the example");
    let (text, _) = rest.split_once("```").expect("its end");
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("figures")).expect("made");
    std::fs::write(dir.path().join("figures/door-lean.ron"), text).expect("written");
    let figure = content::figure(&Source::with_own(dir.path()), "door-lean").expect("there").expect("reads");
    let (start, end) = (picture(&figure, 0, 0.0), picture(&figure, 0, 1.0));
    let rows: Vec<String> =
        start.lines().zip(end.lines()).map(|(a, b)| format!("{a} {b}").replace('|', " ").trim_end().to_owned()).collect();
    fresh_part("docs/figures.md", "door-lean", &format!("```text\n{}\n```\n", rows.join("\n")));
}
