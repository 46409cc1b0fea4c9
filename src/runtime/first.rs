//! Whether the first start is due, and what is noted of it.

use std::collections::BTreeMap;

use crate::app::WELCOMED;
use crate::store::Request;

/// Whether the first start is due: where nobody has gone through it or skipped it, and no session was ever begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// Whether it is due.
    pub is_due: bool,
    /// What is to be kept, so that it stays due until it is gone through: a session begun meanwhile from the command line does not count as older use.
    pub note: Option<Request>,
}

impl First {
    /// By the choices kept, and by whether there are sessions; that is asked only where no choice says it.
    pub fn of(prefs: &BTreeMap<String, String>, has_sessions: impl FnOnce() -> bool) -> Self {
        match prefs.get(WELCOMED) {
            Some(kept) => Self { is_due: kept != "true", note: None },
            None if has_sessions() => Self { is_due: false, note: None },
            None => Self { is_due: true, note: Some(Request::SetPref(WELCOMED.into(), "false".into())) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_due_until_it_was_gone_through_and_never_for_older_use() {
        let of = |kept: Option<&str>, has_sessions| {
            let first = First::of(&kept.map(|kept| (WELCOMED.to_owned(), kept.to_owned())).into_iter().collect(), || has_sessions);
            (first.is_due, first.note.is_some())
        };
        assert_eq!(of(None, false), (true, true));
        assert_eq!(of(None, true), (false, false));
        assert_eq!(of(Some("false"), true), (true, false), "begun, and a session since");
        assert_eq!(of(Some("true"), false), (false, false));
    }
}
