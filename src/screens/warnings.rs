//! The warning signs, one tier a page, the most urgent first; then when to stop an exercise.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame;
use crate::app::{Context, Effect, Message, Screen};
use crate::config::{Action, KeyContext, theme::Role};
use crate::widgets::{chrome, text};

/// The page that is open.
#[derive(Debug, Default)]
pub(super) struct WarningsScreen {
    page: usize,
}

/// One page: its heading and its lines.
struct Page {
    heading: String,
    lines: Vec<(String, Style)>,
}

/// Where the words of a page stand.
fn room(area: Rect) -> Rect {
    let frame = chrome::Frame::of(area);
    Rect {
        x: frame.header.x + 3,
        y: frame.header.y + 1,
        width: frame.header.width.min(92).saturating_sub(3),
        height: frame.footer.y.saturating_sub(frame.header.y + 2),
    }
}

/// All pages at a size: a tier that does not fit on one goes on on the next, so that no sign is ever cut off.
fn pages(area: Rect, cx: &Context) -> Vec<Page> {
    let signs = &cx.library.guidance.warning_signs;
    let room = room(area);
    let height = usize::from(room.height).max(1);
    let (text_style, soft) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft));
    let wrap = |words: &str, style: Style| -> Vec<(String, Style)> {
        text::wrap(words, room.width).into_iter().map(|line| (line, style)).collect()
    };
    let mut pages: Vec<Page> = Vec::new();
    let mut lay = |heading: &str, lead: Vec<(String, Style)>, blocks: Vec<Vec<(String, Style)>>, gap: bool| {
        let fresh = || Page { heading: heading.to_owned(), lines: Vec::new() };
        let mut page = fresh();
        page.lines = lead;
        if !page.lines.is_empty() {
            page.lines.push((String::new(), soft));
        }
        for block in blocks {
            if page.lines.len() + block.len() > height && !page.lines.is_empty() {
                pages.push(std::mem::replace(&mut page, fresh()));
            }
            page.lines.extend(block);
            if gap {
                page.lines.push((String::new(), soft));
            }
        }
        pages.push(page);
    };
    for tier in &signs.tiers {
        // the long forms where there is room for all of them, else one line each
        let lead = wrap(&tier.lead, soft);
        let long: Vec<_> = tier.signs.iter().map(|s| wrap(&s.text, text_style)).collect();
        let fits = long.iter().map(|block| block.len() + 1).sum::<usize>() + lead.len() < height;
        let short = || tier.signs.iter().map(|s| wrap(&s.short, text_style)).collect();
        lay(&tier.title, lead, if fits { long } else { short() }, fits);
    }
    let during = signs.during.iter().map(|line| wrap(line, soft)).collect();
    lay("Stop an exercise", wrap(&format!("Stop if {}.", list(&signs.stop_if)), text_style), during, false);
    pages
}

impl Screen for WarningsScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let last = pages(Rect::new(0, 0, cx.size.width, cx.size.height), cx).len().saturating_sub(1);
        match message {
            Message::Action(Action::Right | Action::Down | Action::PageDown | Action::Do) if self.page < last => self.page += 1,
            Message::Action(Action::Right | Action::Down | Action::PageDown) => {}
            Message::Action(Action::Left | Action::Up | Action::PageUp) => self.page = self.page.saturating_sub(1),
            Message::Action(_) | Message::Key(_) => return vec![Effect::Back],
            Message::Resized => self.page = self.page.min(last),
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        let pages = pages(area, cx);
        let at = self.page.min(pages.len().saturating_sub(1));
        let Some(page) = pages.get(at) else { return };
        let care = cx.theme.bold(Role::Care);
        text::put_spans(frame.header.x, frame.header.y, &[("!  ", care), (&page.heading, care)], area, buf);
        let count = format!("{} of {}", at + 1, pages.len());
        text::put_right(frame.header.right(), frame.header.y, &count, cx.theme.style(Role::Quiet), area, buf);
        let room = room(area);
        for (y, (line, style)) in (room.y..room.bottom()).zip(&page.lines) {
            text::put(room.x, y, line, *style, room, buf);
        }
        let hints: &[frame::Hint] = if at + 1 < pages.len() {
            &[(Action::Do, "next page"), (Action::Back, "close")]
        } else {
            &[(Action::Left, "page before"), (Action::Back, "close")]
        };
        frame::hints(area, KeyContext::Dialog, hints, buf, cx);
    }
}

/// `a, b, or c`.
fn list(signs: &[String]) -> String {
    match signs {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}, or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
    use ratatui::layout::Size;

    use super::*;
    use crate::config::{Caps, Choices, Keymap, Settings, marker::Marker, theme::Theme};
    use crate::domain::{Moment, Zone};

    #[derive(Debug)]
    struct Greenwich;

    impl Zone for Greenwich {
        fn offset(&self, _: DateTime<Utc>) -> FixedOffset {
            Utc.fix()
        }
        fn earliest(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
            local.and_utc().fixed_offset()
        }
    }

    use chrono::Offset;

    #[test]
    fn no_sign_is_cut_off_at_any_size() {
        let (library, _) = crate::content::load(&crate::assets::Source::embedded(), &[]);
        let settings: Settings = ron::from_str(include_str!("../../assets/settings.ron")).expect("settings");
        let (choices, _) = Choices::read(&crate::assets::Source::embedded()).expect("the embedded files");
        let keymap: Keymap = ron::from_str(include_str!("../../assets/keymaps/default.ron")).expect("keys");
        let theme = Theme::built_in("mono").expect("a theme");
        let caps = Caps::read(|_| None);
        let now = Moment { awake: std::time::Duration::ZERO, boot: std::time::Duration::ZERO, wall: DateTime::UNIX_EPOCH.fixed_offset() };
        for (width, height) in [(60, 18), (80, 24), (100, 30), (120, 36), (200, 60)] {
            let size = Size::new(width, height);
            let cx = Context {
                now: &now,
                zone: &Greenwich,
                library: &library,
                settings: &settings,
                choices: &choices,
                keymap: &keymap,
                theme: &theme,
                marker: Marker::Quadrant,
                caps: &caps,
                size,
            };
            let area = Rect::new(0, 0, width, height);
            let pages = pages(area, &cx);
            assert!(pages.iter().all(|p| p.lines.len() <= usize::from(room(area).height) + 1), "{width}x{height}");
            let all: String = pages.iter().flat_map(|p| p.lines.iter().map(|(line, _)| line.trim())).collect::<Vec<_>>().join(" ");
            for tier in &library.guidance.warning_signs.tiers {
                for sign in &tier.signs {
                    assert!(all.contains(&sign.short) || all.contains(&sign.text), "{} at {width}x{height}", sign.id);
                }
            }
            for line in &library.guidance.warning_signs.during {
                assert!(all.contains(line), "{line} at {width}x{height}");
            }
        }
    }
}
