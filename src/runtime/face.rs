//! What is drawn around the screens: the ground, the sentence of the moment, and the few lines for a terminal too small for more.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::app::{App, Context, Small};
use crate::config::theme::Role;
use crate::screens::banner;
use crate::widgets::text::{put, wrap};
use crate::widgets::{chrome, too_small};

/// Whether there is no room for a screen.
#[must_use]
pub fn is_too_small(size: Size) -> bool {
    too_small::is_too_small(size.width, size.height)
}

/// Draws the whole screen, `area`, or as much of it as `buf` holds, on the ground that `buf` is filled with.
pub fn view(app: &App, area: Rect, buf: &mut Buffer, cx: &Context) {
    if app.is_blank() {
        return;
    }
    if is_too_small(cx.size) {
        let small = app.small(cx);
        let nudge = app.nudged(cx).map(|nudged| banner::small(nudged, cx));
        return too_small::draw(area, small.as_ref().map(running), nudge.as_deref(), cx.theme, buf);
    }
    match app.nudged(cx) {
        Some(nudged) => {
            // two filled buttons would leave open which of them is meant
            let set_back = (!nudged.waits).then(|| cx.theme.set_back());
            app.view(area, buf, &Context { theme: set_back.as_ref().unwrap_or(cx.theme), ..*cx });
            banner::draw(nudged, area, buf, cx);
        }
        None => app.view(area, buf, cx),
    }
    if let Some(toast) = app.toast() {
        let (room, lines) = lay(&toast.text, area);
        chrome::ground(room.intersection(buf.area), cx.theme, buf);
        for (y, line) in (room.y..room.bottom()).zip(&lines) {
            put(room.x, y, line, cx.theme.style(Role::Text), room, buf);
        }
    }
}

/// Whether the sentence of the moment covers a cell.
#[must_use]
pub fn is_covered(app: &App, at: Position, area: Rect) -> bool {
    !is_too_small(area.as_size()) && app.toast().is_some_and(|toast| lay(&toast.text, area).0.contains(at))
}

/// Where a sentence of the moment stands, and its lines.
fn lay(sentence: &str, area: Rect) -> (Rect, Vec<String>) {
    let row = chrome::Frame::of(area).footer;
    let lines = wrap(sentence, row.width);
    // a sentence too long for the row of hints takes those above it as well
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0).min(row.y.saturating_sub(area.y));
    (Rect { y: row.y - above, height: above + 1, ..row }, lines)
}

fn running(small: &Small) -> too_small::Running<'_> {
    let seconds = u32::try_from(small.seconds).unwrap_or(u32::MAX);
    too_small::Running { what: &small.what, seconds, word: &small.word }
}
