//! Which form a session takes, full or gentle, and why. What is gentle about a routine stands in its file; here is only when.

use crate::domain::{PlanDay, Score};

/// From this number before a session on, the gentle forms are taken (content review E4; the pain-monitoring model, Thomeé 1997).
pub const GENTLE_FROM: u8 = 6;

/// Why a session takes the form it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing speaks against the full one.
    Nothing,
    /// The person chose it.
    Choice,
    /// The number before it.
    Before(Score),
    /// The last session that was rated twice ended higher than it began.
    LastEndedHigher {
        /// Its number before.
        before: Score,
        /// Its number after.
        after: Score,
    },
    /// Nobody has examined a pain that follows nothing (content review E3).
    Unexamined,
    /// The plan has a gentle day.
    PlanDay,
}

/// What is known when a session is about to begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What the person chose: `true` for gentle.
    pub choice: Option<bool>,
    /// The number before, once it is given.
    pub before: Option<Score>,
    /// Before and after of the last session with both, each given in time.
    pub last: Option<(Score, Score)>,
    /// What the plan has down for today.
    pub plan: Option<PlanDay>,
    /// Whether the pain follows nothing and nobody has examined it.
    pub unexamined: bool,
}

impl Known {
    /// Whether the gentle forms are taken, and why. A choice is stronger than all else, today's pain stronger than the last session.
    #[must_use]
    pub fn form(&self) -> (bool, Reason) {
        if let Some(gentle) = self.choice {
            return (gentle, Reason::Choice);
        }
        match (self.before, self.last) {
            (Some(before), _) if before.value() >= GENTLE_FROM => (true, Reason::Before(before)),
            (_, Some((before, after))) if after > before => (true, Reason::LastEndedHigher { before, after }),
            _ if self.unexamined => (true, Reason::Unexamined),
            _ if self.plan == Some(PlanDay::Gentle) => (true, Reason::PlanDay),
            _ => (false, Reason::Nothing),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn score(n: u8) -> Score {
        Score::new(n).expect("on the scale")
    }

    #[test]
    fn six_before_or_a_last_session_that_ended_higher_or_a_gentle_day_make_it_gentle() {
        let nothing = Known::default();
        assert_eq!(nothing.form(), (false, Reason::Nothing));
        assert!(!Known { before: Some(score(5)), ..nothing }.form().0);
        assert_eq!(Known { before: Some(score(6)), ..nothing }.form(), (true, Reason::Before(score(6))));
        assert!(!Known { last: Some((score(4), score(4))), ..nothing }.form().0);
        let higher = Known { last: Some((score(4), score(5))), before: Some(score(2)), ..nothing };
        assert_eq!(higher.form(), (true, Reason::LastEndedHigher { before: score(4), after: score(5) }));
        assert_eq!(Known { plan: Some(PlanDay::Gentle), ..nothing }.form(), (true, Reason::PlanDay));
        assert!(!Known { plan: Some(PlanDay::Full), ..nothing }.form().0);
        let unexamined = Known { unexamined: true, plan: Some(PlanDay::Full), ..nothing };
        assert_eq!(unexamined.form(), (true, Reason::Unexamined));
        assert_eq!(Known { choice: Some(false), ..unexamined }.form(), (false, Reason::Choice));
    }

    proptest! {
        #[test]
        fn a_choice_is_always_done_and_a_higher_number_before_never_makes_it_harder(
            choice in any::<bool>(), before in 0..=9u8, last in proptest::option::of((0..=10u8, 0..=10u8)), gentle_day in any::<bool>()
        ) {
            let plan = Some(if gentle_day { PlanDay::Gentle } else { PlanDay::Full });
            let known = Known { choice: None, before: Some(score(before)), last: last.map(|(b, a)| (score(b), score(a))), plan, unexamined: false };
            prop_assert_eq!(Known { choice: Some(choice), ..known }.form(), (choice, Reason::Choice));
            let higher = Known { before: Some(score(before + 1)), ..known };
            prop_assert!(!known.form().0 || higher.form().0);
        }
    }
}
