//! The warning signs, one tier a page, the most urgent first; then when to stop an exercise.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::frame;
use crate::app::{Context, Effect, Message, Said, Screen, Wants};
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::Signs;
use crate::widgets::{chrome, text};

/// The page that is open.
#[derive(Debug, Default)]
pub(super) struct WarningsScreen {
    page: usize,
    /// Whether a word was marked that belongs to the signs: then what to ask oneself comes first.
    is_marked: bool,
}

impl WarningsScreen {
    /// The same, opened by such a word.
    pub(super) fn after_a_mark() -> Self {
        Self { is_marked: true, ..Self::default() }
    }
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

/// All pages at a size.
fn pages(is_marked: bool, area: Rect, cx: &Context) -> Vec<Page> {
    let signs = &cx.library.guidance.warning_signs;
    let room = room(area).as_size();
    let page = |heading: &str, lines| Page { heading: heading.to_owned(), lines };
    let tiers = signs.tiers.iter().flat_map(|tier| self::tier(tier, "", room, cx).into_iter().map(|lines| page(&tier.title, lines)));
    let asked = if is_marked { follow_up(room, cx) } else { Vec::new() };
    let first = asked.into_iter().map(|lines| page("Before you go on", lines));
    first.chain(tiers).chain(stop("", room, cx).into_iter().map(|lines| page(STOP, lines))).collect()
}

/// What to ask oneself after a word was marked that belongs to the signs, in pages of a size.
fn follow_up(room: Size, cx: &Context) -> Vec<Vec<(String, Style)>> {
    let asked = &cx.library.guidance.warning_signs.follow_up;
    let (text_style, soft) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft));
    let lead = wrap("You marked something that can be more than a muscle. It is saved; ask yourself:", "", room.width, soft);
    let asked: Vec<_> = asked.iter().map(|line| wrap(line, "", room.width, text_style)).collect();
    let fits = asked.iter().map(|block| block.len() + 1).sum::<usize>() + lead.len() < usize::from(room.height);
    lay(lead, asked, fits, room, soft)
}

/// The heading of what says when to stop.
pub(super) const STOP: &str = "Stop an exercise";

/// A tier in pages of a size, a mark before each sign. What does not fit on one goes on on the next, so that no sign is ever cut off.
pub(super) fn tier(tier: &Signs, mark: &str, room: Size, cx: &Context) -> Vec<Vec<(String, Style)>> {
    let (text_style, soft) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft));
    // the long forms where there is room for all of them, else one line each
    let lead = wrap(&tier.lead, "", room.width, soft);
    let long: Vec<_> = tier.signs.iter().map(|s| wrap(&s.text, mark, room.width, text_style)).collect();
    let fits = long.iter().map(|block| block.len() + 1).sum::<usize>() + lead.len() < usize::from(room.height);
    let short = || tier.signs.iter().map(|s| wrap(&s.short, mark, room.width, text_style)).collect();
    lay(lead, if fits { long } else { short() }, fits, room, soft)
}

/// When to stop an exercise, and what a number during it means, in pages of a size.
pub(super) fn stop(mark: &str, room: Size, cx: &Context) -> Vec<Vec<(String, Style)>> {
    let signs = &cx.library.guidance.warning_signs;
    let (text_style, soft) = (cx.theme.style(Role::Text), cx.theme.style(Role::Soft));
    let during = signs.during.iter().map(|line| wrap(line, mark, room.width, soft)).collect();
    lay(wrap(&format!("Stop if {}.", list(&signs.stop_if)), "", room.width, text_style), during, false, room, soft)
}

/// A sentence in lines, a mark before it.
fn wrap(words: &str, mark: &str, width: u16, style: Style) -> Vec<(String, Style)> {
    let lead = |at: usize| if at == 0 { mark.to_owned() } else { " ".repeat(mark.chars().count()) };
    let lines = text::wrap(words, width.saturating_sub(text::columns(mark)));
    lines.into_iter().enumerate().map(|(at, line)| (lead(at) + &line, style)).collect()
}

/// A lead and the blocks after it in pages; no block is cut.
fn lay(lead: Vec<(String, Style)>, blocks: Vec<Vec<(String, Style)>>, gap: bool, room: Size, style: Style) -> Vec<Vec<(String, Style)>> {
    let height = usize::from(room.height).max(1);
    let mut pages = Vec::new();
    let mut page = lead;
    if !page.is_empty() {
        page.push((String::new(), style));
    }
    for block in blocks {
        if page.len() + block.len() > height && !page.is_empty() {
            pages.push(std::mem::take(&mut page));
        }
        page.extend(block);
        if gap {
            page.push((String::new(), style));
        }
    }
    pages.push(page);
    pages
}

impl Screen for WarningsScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn closes_at_any_key(&self) -> bool {
        true
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let last = pages(self.is_marked, Rect::new(0, 0, cx.size.width, cx.size.height), cx).len().saturating_sub(1);
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

    fn says(&self, cx: &Context) -> Said {
        let signs = &cx.library.guidance.warning_signs;
        let mut lines = Vec::new();
        for tier in &signs.tiers {
            lines.push(format!("{}. {}", tier.title, tier.lead));
            lines.extend(tier.signs.iter().map(|sign| sign.text.clone()));
        }
        lines.push(format!("Stop an exercise if {}.", list(&signs.stop_if)));
        lines.extend(signs.during.iter().cloned());
        lines.push("Enter goes back.".into());
        Said::Page(lines, Wants::Read)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        let pages = pages(self.is_marked, area, cx);
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
    use super::*;
    use crate::config::{Caps, Choices, Keymap, Settings, marker::Marker, theme::Theme};
    use crate::domain::{Moment, Zone};
    use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

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
            let rules = crate::breaks::Rules::default();
            let breaks = crate::breaks::Schedule::new(None, crate::breaks::At { now: &now, zone: &Greenwich, rules: &rules });
            let cx = Context {
                now: &now,
                zone: &Greenwich,
                library: &library,
                settings: &settings,
                breaks: &breaks,
                rules: &rules,
                choices: &choices,
                keymap: &keymap,
                theme: &theme,
                marker: Marker::Quadrant,
                caps: &caps,
                size,
            };
            let area = Rect::new(0, 0, width, height);
            let pages = pages(true, area, &cx);
            assert!(pages.iter().all(|p| p.lines.len() <= usize::from(room(area).height) + 1), "{width}x{height}");
            let all: String = pages.iter().flat_map(|p| p.lines.iter().map(|(line, _)| line.trim())).collect::<Vec<_>>().join(" ");
            for tier in &library.guidance.warning_signs.tiers {
                for sign in &tier.signs {
                    assert!(all.contains(&sign.short) || all.contains(&sign.text), "{} at {width}x{height}", sign.id);
                }
            }
            for line in library.guidance.warning_signs.during.iter().chain(&library.guidance.warning_signs.follow_up) {
                assert!(all.contains(line), "{line} at {width}x{height}");
            }
        }
    }
}
