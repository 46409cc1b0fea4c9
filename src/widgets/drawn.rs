//! For tests alone: a drawn buffer as text, and the law that nothing is drawn outside its area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// The characters of a buffer, line by line, without spaces at the ends.
pub fn text(buf: &Buffer) -> String {
    let line = |y| (buf.area.x..buf.area.right()).map(|x| buf[(x, y)].symbol().to_owned()).collect::<String>();
    (buf.area.y..buf.area.bottom()).map(|y| line(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// Draws into an area that may lie anywhere, also outside the buffer, and fails if a cell beside it has changed.
pub fn stays_inside(area: Rect, draw: impl Fn(Rect, &mut Buffer)) {
    let mut buf = Buffer::empty(Rect::new(7, 4, 60, 30));
    buf.set_style(buf.area, ratatui::style::Style::new().bg(Color::Blue));
    let before = buf.clone();
    draw(area, &mut buf);
    for y in buf.area.y..buf.area.bottom() {
        for x in buf.area.x..buf.area.right() {
            assert!(area.contains((x, y).into()) || buf[(x, y)] == before[(x, y)], "drawn outside {area}: {x} {y}");
        }
    }
}
