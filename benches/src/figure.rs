//! What a figure costs: made ready, solved, drawn into dots and into cells.

use std::error::Error;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unhunch::assets::{Folder, Source};
use unhunch::config::Marker;
use unhunch::config::theme::Theme;
use unhunch::content;
use unhunch::figure::{Instant, Shot, Side};
use unhunch::widgets::figure::FigureView;

use crate::measure::Measure;

/// One frame at 60 × 24 of the figures, and what comes before it.
pub fn measure(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    if !measure.wants("figure: ") {
        return Ok(());
    }
    let source = Source::embedded();
    let read = |id: &str| content::figure(&source, id).and_then(Result::ok).ok_or_else(|| format!("no figure {id}"));
    let theme = Theme::built_in("calm-dark").ok_or("no theme")?;
    measure.each("figure: read one and make it ready", || {
        read("bird-dog").map(|figure| {
            figure.draw(&Instant { step: 0, progress: 0.0, side: Side::Right, breath: 0.0 }, &Shot::of(figure.views()[0], (1, 1), 4))
        })
    });
    for id in ["cat-cow", "bird-dog", "thoracic-rotation", "chin-tuck"] {
        let figure = read(id)?;
        let mut step = 0_u16;
        let mut next = move || {
            step = (step + 7) % 100;
            Instant { step: 0, progress: f32::from(step) / 100.0, side: Side::Right, breath: 0.0 }
        };
        measure.each(&format!("figure: {id}, solved"), || figure.body(0, next().progress, Side::Right));
        let shown = |instant| FigureView::new(&figure, instant, &theme);
        measure.each(&format!("figure: {id}, dots at 60 x 24"), || shown(next()).drawing((60, 24), Marker::Octant));
        let mut buf = Buffer::empty(Rect::new(0, 0, 60, 24));
        measure.each(&format!("figure: {id}, cells at 60 x 24"), || {
            shown(next()).draw(Rect::new(0, 0, 60, 24), &theme, Marker::Octant, &mut buf)
        });
    }
    let all: Vec<_> = source.list(Folder::Figures).ids.iter().map(|id| read(id)).collect::<Result<_, _>>()?;
    // what is worked out once, when a figure is drawn first, has its own line above
    for figure in &all {
        let _ = FigureView::new(figure, Instant { step: 0, progress: 0.0, side: Side::Right, breath: 0.0 }, &theme)
            .drawing((60, 24), Marker::Octant);
    }
    let mut at = 0;
    let mut buf = Buffer::empty(Rect::new(0, 0, 60, 24));
    measure.each("figure: any of all, cells at 60 x 24", || {
        at = (at + 1) % (all.len() * 10);
        let instant = Instant { step: 0, progress: (at / all.len()) as f32 / 10.0, side: Side::Right, breath: 0.0 };
        FigureView::new(&all[at % all.len()], instant, &theme).draw(Rect::new(0, 0, 60, 24), &theme, Marker::Octant, &mut buf);
    });
    Ok(())
}
