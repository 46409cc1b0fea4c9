//! The pain scale as a page: which number the arrows stand on, and how the page is laid out wherever it is asked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Context;
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::Score;
use crate::widgets::{chrome, glow, scale, text};

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
