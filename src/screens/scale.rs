//! The pain scale as a page: which number the arrows stand on, and how the page is laid out wherever it is asked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame;
use crate::app::{Context, Message, Said, Wants};
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::Score;
use crate::widgets::glow::Glow;
use crate::widgets::scale::Scale;
use crate::widgets::{chrome, text};

/// The number the arrows stand on. Nothing is chosen before a key: the last answer would pull.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Picker {
    cursor: Option<u8>,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing, or it moved.
    Nothing,
    /// This number.
    Score(Score),
    /// Enter with nothing chosen: not rated, go on.
    NotRated,
}

impl Picker {
    /// Standing on a number.
    pub(super) fn at(score: Score) -> Self {
        Self { cursor: Some(score.value()) }
    }

    /// The number it stands on.
    pub(super) fn cursor(self) -> Option<u8> {
        self.cursor
    }

    /// Takes a click on a number: the first stands on it, a second one takes it.
    pub(super) fn click(&mut self, number: usize) -> Picked {
        let clicked = u8::try_from(number).ok().filter(|n| *n <= 10);
        if clicked.is_some() && clicked == self.cursor {
            return self.action(Action::Do);
        }
        self.cursor = clicked.or(self.cursor);
        Picked::Nothing
    }

    /// Takes a key.
    pub(super) fn action(&mut self, action: Action) -> Picked {
        match action {
            Action::Score(n) => Score::new(n).map_or(Picked::Nothing, Picked::Score),
            Action::Left | Action::Right => {
                let by = if action == Action::Right { 1 } else { -1 };
                let from = if by > 0 { 0 } else { 10 };
                self.cursor = Some(self.cursor.map_or(from, |n| n.saturating_add_signed(by).min(10)));
                Picked::Nothing
            }
            Action::Do => self.cursor.and_then(Score::new).map_or(Picked::NotRated, Picked::Score),
            _ => Picked::Nothing,
        }
    }
}

/// The page around the scale.
pub(super) struct Page<'a> {
    /// What it is about.
    pub(super) title: &'a str,
    /// Under it.
    pub(super) under: &'a str,
    /// On the right of the title.
    pub(super) right: &'a str,
    /// Under that.
    pub(super) right_under: &'a str,
    /// The question.
    pub(super) question: &'a str,
    /// Under the question.
    pub(super) hint: &'a str,
    /// Facts on what comes, a line each.
    pub(super) facts: &'a [&'a str],
    /// What else may be chosen, by its key.
    pub(super) others: &'a [(Action, &'a str)],
    /// What Enter does with nothing chosen.
    pub(super) skip: &'static str,
    /// What Esc does.
    pub(super) back: &'static str,
}

impl Page<'_> {
    /// The facts in lines.
    fn lines(&self, width: u16) -> Vec<String> {
        self.facts.iter().filter(|f| !f.is_empty()).flat_map(|f| text::wrap(f, width)).collect()
    }

    /// Where the scale stands, the free rows above and below it, and those between facts and keys.
    fn spot(&self, area: Rect, cx: &Context) -> (Rect, u16, u16) {
        let frame = chrome::Frame::of(area);
        let large = area.width >= 100 && area.height >= 30;
        let height = Scale::height(Rect { height: frame.body.height.saturating_sub(6), ..area }, cx.marker);
        let facts = u16::try_from(self.lines(frame.body.width).len()).unwrap_or(0);
        let below = facts + u16::from(!self.others.is_empty());
        let gap = if large { 2 } else { 1 };
        let used = 2 + gap + height + gap + below;
        let apart = u16::from(facts > 0 && !self.others.is_empty() && used < frame.body.height);
        let top = frame.body.y + frame.body.height.saturating_sub(used + apart) / 2;
        (Rect::new(area.x, top + 2 + gap, area.width, height).intersection(area), gap, apart)
    }

    /// What a click on a cell stands for: a number of the scale.
    pub(super) fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        let (spot, ..) = self.spot(cx.area(), cx);
        Scale::score_at(spot, cx.marker, at).map(|score| Message::Select(usize::from(score.value())))
    }

    /// The page as lines.
    pub(super) fn says(&self) -> Said {
        let joined = |words: &[&str], between: &str| words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(between);
        let about = joined(&[self.right, self.right_under], ", ");
        let mut lines = vec![joined(&[self.title, self.under, &about], ". ") + "."];
        lines.extend(self.facts.iter().filter(|fact| !fact.is_empty()).map(|fact| (*fact).to_owned()));
        let others = self.others.iter().filter_map(|(action, words)| match action {
            Action::StartShort => Some(format!("s: {words}.")),
            Action::Form => Some(format!("f: {words}.")),
            _ => None,
        });
        lines.extend(others);
        lines.push(format!("{} 0 to 10. Enter alone: {}. q: {}.", self.question, self.skip, self.back));
        Said::Page(lines, Wants::Number)
    }

    /// Draws the page with the scale in its middle.
    pub(super) fn draw(&self, picker: &Picker, area: Rect, buf: &mut Buffer, cx: &Context) {
        let frame = chrome::Frame::of(area);
        chrome::title(frame.header, [self.title, self.under], [self.right, self.right_under], cx.theme, buf);
        let (spot, gap, apart) = self.spot(area, cx);
        let top = spot.y.saturating_sub(2 + gap);
        Glow::behind(spot, 1.0).draw(area, cx.theme, buf);
        text::put_centred(top, self.question, cx.theme.bold(Role::Text), area, buf);
        text::put_centred(top + 1, self.hint, cx.theme.style(Role::Quiet), area, buf);
        Scale { focus: picker.cursor().and_then(Score::new) }.draw(spot, cx.theme, cx.marker, buf);
        let mut y = spot.bottom() + gap;
        for line in &self.lines(frame.body.width) {
            text::put_centred(y, line, cx.theme.style(Role::Soft), area, buf);
            y += 1;
        }
        y += apart;
        let keys: Vec<String> = self.others.iter().map(|(action, _)| cx.key(KeyContext::Scale, *action)).collect();
        let width = |(key, (_, words)): (&String, &(Action, &str))| text::columns(key) + 2 + text::columns(words);
        let apart = 6;
        let widths =
            keys.iter().zip(self.others).map(width).sum::<u16>() + apart * u16::try_from(keys.len()).unwrap_or(0).saturating_sub(1);
        let mut x = area.x + area.width.saturating_sub(widths) / 2;
        for (key, (_, words)) in keys.iter().zip(self.others) {
            x = chrome::choice(x, y, key, words, cx.theme, area, buf) + apart;
        }
        let skip = if picker.cursor().is_some() { "this number" } else { self.skip };
        let hints = [
            (Action::Score(0), "your number"),
            (Action::Do, skip),
            (Action::Back, self.back),
            (Action::Score(10), "ten"),
            (Action::Warnings, ""),
            (Action::Help, ""),
        ];
        frame::hints(area, KeyContext::Scale, &hints, buf, cx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_with_nothing_chosen_is_not_rated_and_never_zero() {
        assert_eq!(Picker::default().action(Action::Do), Picked::NotRated);
    }

    #[test]
    fn arrows_start_at_the_near_end_and_stay_on_the_scale() {
        let mut picker = Picker::default();
        picker.action(Action::Left);
        assert_eq!(picker.cursor(), Some(10));
        picker.action(Action::Right);
        assert_eq!(picker.action(Action::Do), Picked::Score(Score::new(10).expect("on the scale")));
        let mut low = Picker::default();
        low.action(Action::Right);
        low.action(Action::Left);
        assert_eq!(low.cursor(), Some(0));
    }
}
