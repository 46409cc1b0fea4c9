//! A movement break: what is known of the day is asked, an exercise is chosen, and it begins, with no key and no number in between.

mod choice;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::choice::{Facts, choose};
use crate::app::{BREAK, Context, Effect, Message, Playing, Route, Screen, What};
use crate::config::{Action, KeyContext};
use crate::domain::{AnswerKind, WarningAnswers};
use crate::plan::standing;
use crate::player::{Known, Timeline, build};
use crate::store::{Begin, BreaksReply, BreaksRequest, DayFacts, PlanReply, PlanRequest, Reply, Request, StoreError};

/// The moment between the key and the first second of getting ready.
#[derive(Debug)]
pub(super) struct BreakScreen {
    small: bool,
    /// What speaks for the full or for the gentle forms.
    known: Known,
    /// What the store says of today; nothing before it has.
    day: Option<DayFacts>,
    /// What was chosen, once the store has been asked to begin it.
    chosen: Option<Timeline>,
}

impl BreakScreen {
    pub(super) fn new(small: bool) -> Self {
        Self { small, known: Known::default(), day: None, chosen: None }
    }

    /// Asks for all that the choice hangs on; it is answered in this order.
    fn ask(cx: &Context) -> Vec<Effect> {
        let day = Request::Breaks(BreaksRequest::Day(cx.day()));
        [Request::Answers(AnswerKind::Warning), Request::LastPair(cx.day()), Request::Plan(PlanRequest::Open), day].map(Effect::Ask).into()
    }

    /// Begins, once all is known and the content has been read.
    fn begin(&mut self, cx: &Context) -> Vec<Effect> {
        let (Some(day), Some(routine), None) = (&self.day, cx.library.routine(BREAK), &self.chosen) else { return Vec::new() };
        let items = if self.small && !routine.short.is_empty() { &routine.short } else { &routine.items };
        let (gentle, _) = self.known.form();
        let facts = Facts { last: &day.last, regions: &day.regions, equipment: cx.settings.equipment.as_deref(), gentle };
        let Some(unit) = choose(items, cx.library, &facts) else {
            return vec![Effect::Back, Effect::Toast("None of the movement breaks can be done with what is at hand.".into())];
        };
        let timeline = build(&routine.name, &[unit]);
        let Ok(json) = serde_json::to_string(&timeline) else { return vec![Effect::Back] };
        let what = What::Break { small: self.small };
        let begin = Begin {
            kind: what.kind(),
            what: what.id().to_owned(),
            title: timeline.title.clone(),
            short: self.small,
            gentle,
            planned_ms: i64::try_from(timeline.total_ms()).unwrap_or(i64::MAX),
            timeline: json,
            before: None,
        };
        self.chosen = Some(timeline);
        vec![Effect::Ask(Request::Begin(Box::new(begin)))]
    }
}

impl Screen for BreakScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Dialog
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        Self::ask(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(asked, result) if matches!(**asked, Request::Begin(_)) => match (result, &self.chosen) {
                (Ok(Reply::Begun(session)), Some(timeline)) => {
                    let (what, timeline) = (What::Break { small: self.small }, timeline.clone());
                    let playing = Playing { session: *session, what, short: self.small, timeline, resume: None };
                    vec![Effect::Replace(Route::Player(Box::new(playing)))]
                }
                (Err(StoreError::Warned(_)), _) => {
                    vec![Effect::Replace(Route::Warned(Some(Box::new(Route::Break { small: self.small }))))]
                }
                _ => vec![Effect::Back],
            },
            Message::Stored(asked, Ok(Reply::Answers(answers))) if **asked == Request::Answers(AnswerKind::Warning) => {
                self.known.unexamined = WarningAnswers::is_unexamined(answers);
                Vec::new()
            }
            Message::Stored(_, Ok(Reply::LastPair(last))) => {
                self.known.last = *last;
                Vec::new()
            }
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Run(Some(run))))) => {
                let asks = cx.library.plan(&run.run.plan).and_then(|plan| standing(run, plan, cx.day()).today);
                self.known.plan = asks.map(|asks| asks.asks);
                Vec::new()
            }
            Message::Stored(_, Ok(Reply::Breaks(BreaksReply::Day(day)))) => {
                self.known.before = day.score;
                self.day = Some((**day).clone());
                self.begin(cx)
            }
            // without what the store knows there is nothing to choose by
            Message::Stored(asked, Err(_)) if matches!(**asked, Request::Breaks(BreaksRequest::Day(_))) => vec![Effect::Back],
            // at a start the content comes after the first frame; a file of one's own may have taken the routine away
            Message::Content if cx.library.routine(BREAK).is_none() => {
                vec![Effect::Back, Effect::Toast(format!("There is no routine `{BREAK}`; `unhunch check` may say why."))]
            }
            Message::Content => self.begin(cx),
            Message::Action(Action::Back) => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn view(&self, _area: Rect, _buf: &mut Buffer, _cx: &Context) {}
}
