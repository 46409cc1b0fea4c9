//! What is about to be done, with the scale before it: one key, and the session starts.

use ratatui::buffer::Buffer;
use ratatui::layout::{self, Rect};

use super::scale::{Page, Picked, Picker};
use super::what::timeline;
use crate::app::{Context, Effect, Message, Playing, Route, Said, Screen, What};
use crate::config::{Action, KeyContext};
use crate::domain::{AnswerKind, Equipment, Position, Score, Uid, WarningAnswers, capital, minutes, series};
use crate::plan::{History, standing};
use crate::player::{GENTLE_FROM, Known, Reason, Timeline};
use crate::store::{Begin, PlanReply, PlanRequest, Reply, Request, StoreError};

/// The page before a session.
#[derive(Debug)]
pub(super) struct StartScreen {
    what: What,
    short: bool,
    /// Whether it is the routine of the day, whichever that turns out to be.
    is_of_today: bool,
    /// What speaks for the full or for the gentle forms.
    known: Known,
    timeline: Option<Timeline>,
    /// Whether the gentle forms differ from the full ones.
    has_forms: bool,
    picker: Picker,
    /// Whether the store has been asked to begin.
    asked: bool,
}

impl StartScreen {
    pub(super) fn new(what: What, short: bool, cx: &Context) -> Self {
        let mut screen = Self {
            what,
            short,
            is_of_today: false,
            known: Known::default(),
            timeline: None,
            has_forms: false,
            picker: Picker::default(),
            asked: false,
        };
        screen.lay(cx);
        screen
    }

    /// The routine of the day.
    pub(super) fn of_today(short: bool, cx: &Context) -> Self {
        Self { is_of_today: true, ..Self::new(What::Routine(cx.settings.routine.clone()), short, cx) }
    }

    /// Takes up the plan that runs: its routine, if that is meant, and what it asks of today.
    fn heed(&mut self, run: &History, cx: &Context) {
        if self.is_of_today && !run.run.is_of_habits() {
            self.what = What::Routine(run.run.routine.clone());
        }
        if self.what == What::Routine(run.run.routine.clone()) {
            let asks = cx.library.plan(&run.run.plan).and_then(|plan| standing(run, plan, cx.day()).today);
            self.known.plan = asks.map(|asks| asks.asks);
        }
        self.lay(cx);
    }

    fn lay(&mut self, cx: &Context) {
        let form = |gentle| timeline(&self.what, self.short, gentle, cx.library, cx.day().0);
        let (full, gentle) = (form(false), form(true));
        self.has_forms = gentle.is_some() && gentle != full;
        self.timeline = if self.gentle().0 { gentle } else { full };
    }

    /// Whether the gentle forms are taken, and why.
    fn gentle(&self) -> (bool, Reason) {
        let (gentle, reason) = self.known.form();
        (gentle && self.has_forms, reason)
    }

    /// What is said of the forms, and what the key for the other one does.
    fn forms(&self) -> Option<(String, &'static str)> {
        let (gentle, reason) = self.gentle();
        let says = match reason {
            _ if !self.has_forms => return None,
            Reason::Nothing | Reason::Before(_) => format!("From {GENTLE_FROM} up, the gentle forms."),
            Reason::Choice if gentle => "The gentle forms, as you chose.".to_owned(),
            Reason::Choice => "The full forms, whatever the number.".to_owned(),
            Reason::LastEndedHigher { before, after } => {
                format!("The gentle forms: last time it was {} before and {} after.", before.value(), after.value())
            }
            Reason::Unexamined => "The gentle forms, until somebody has examined it.".to_owned(),
            Reason::PlanDay => "The gentle forms: a gentle day of the plan.".to_owned(),
        };
        Some((says, if gentle { "full forms" } else { "gentle forms" }))
    }

    /// Minutes of the short version, if there is another one than this.
    fn short_minutes(&self, cx: &Context) -> Option<u64> {
        let What::Routine(id) = &self.what else { return None };
        let routine = cx.library.routine(id)?;
        (!routine.short.is_empty()).then(|| minutes(u64::from(routine.short_seconds) * 1000))
    }

    /// To the player, with a word where the number before has made the session gentle.
    fn play(&self, session: Uid, timeline: &Timeline, cx: &Context) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let (true, Reason::Before(score)) = self.gentle() {
            let (back, form) = (cx.key(KeyContext::Player, Action::Erase), cx.key(KeyContext::Scale, Action::Form));
            effects.push(Effect::Toast(match cx.caps.lines {
                true => format!("Gentle forms at {}.", score.value()),
                false => format!("Gentle forms at {}. For the full ones: {back}, then {form}.", score.value()),
            }));
        }
        let (what, timeline) = (self.what.clone(), timeline.clone());
        effects.push(Effect::Replace(Route::Player(Box::new(Playing { session, what, short: self.short, timeline, resume: None }))));
        effects
    }

    fn picked(&mut self, picked: Picked, cx: &Context) -> Vec<Effect> {
        match picked {
            Picked::Nothing => Vec::new(),
            Picked::Score(score) => self.begin(Some(score), cx),
            Picked::NotRated => self.begin(None, cx),
        }
    }

    fn begin(&mut self, before: Option<Score>, cx: &Context) -> Vec<Effect> {
        self.known.before = before;
        self.lay(cx);
        let Some(timeline) = &self.timeline else { return vec![Effect::Toast("There is nothing in it to do.".into()), Effect::Back] };
        let Ok(json) = serde_json::to_string(timeline) else { return Vec::new() };
        if std::mem::replace(&mut self.asked, true) {
            return Vec::new();
        }
        vec![Effect::Ask(Request::Begin(Box::new(Begin {
            kind: self.what.kind(),
            what: self.what.id().to_owned(),
            title: timeline.title.clone(),
            short: self.short,
            gentle: self.gentle().0,
            planned_ms: i64::try_from(timeline.total_ms()).unwrap_or(i64::MAX),
            timeline: json,
            before,
        })))]
    }

    /// Hands the page, in the words of just now, to what draws it or looks a cell up.
    fn page<T>(&self, cx: &Context, take: impl FnOnce(&Page) -> T) -> T {
        let (positions, needs) = self.timeline.as_ref().map(facts).unwrap_or_default();
        let (title, length, count) =
            self.timeline.as_ref().map_or((String::new(), 0, 0), |t| (t.title.clone(), minutes(t.total_ms()), t.parts.len()));
        let exercises = if count == 1 { "1 exercise".to_owned() } else { format!("{count} exercises") };
        let short = self.short_minutes(cx).map(|m| if self.short { "whole version".to_owned() } else { format!("short version, {m} min") });
        let (forms, form) = self.forms().unzip();
        let others: Vec<(Action, &str)> =
            short.as_deref().map(|words| (Action::StartShort, words)).into_iter().chain(form.map(|words| (Action::Form, words))).collect();
        take(&Page {
            title: &title,
            under: if self.short { "Short version. Before you begin" } else { "Before you begin" },
            right: &format!("{length} min"),
            right_under: &exercises,
            question: "How is your upper back right now?",
            hint: "One key, and the session starts.",
            facts: &[&positions, &needs, forms.as_deref().unwrap_or_default()],
            others: &others,
            skip: "no number",
            back: "not now",
        })
    }
}

/// `Sitting, standing and face down.` and `You need a band, a door frame and a mat.`
pub(super) fn facts(timeline: &Timeline) -> (String, String) {
    let mut positions: Vec<Position> = Vec::new();
    let mut needs: Vec<Equipment> = Vec::new();
    for part in &timeline.parts {
        positions.extend(part.position.filter(|p| !positions.contains(p)));
        for need in &part.equipment {
            if !needs.contains(need) {
                needs.push(*need);
            }
        }
    }
    let positions: Vec<_> = positions.into_iter().map(Position::words).collect();
    let needs: Vec<_> = needs.into_iter().map(Equipment::words).collect();
    let needs = if needs.is_empty() { "nothing".to_owned() } else { series(&needs) };
    (sentence(&series(&positions)), format!("You need {needs}."))
}

/// With a capital and a full stop; nothing stays nothing.
fn sentence(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{}.", capital(words)) }
}

impl Screen for StartScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Scale
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        // whether something has to be seen to first; the store refuses to begin before that, whatever is pressed meanwhile
        let asked =
            [Request::Warning, Request::Answers(AnswerKind::Warning), Request::LastPair(cx.day()), Request::Plan(PlanRequest::Open)];
        asked.map(Effect::Ask).into()
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(_, Ok(Reply::Warning(Some(_))) | Err(StoreError::Warned(_))) => {
                let here = Route::Start { what: self.what.clone(), short: self.short };
                vec![Effect::Replace(Route::Warned(Some(Box::new(here))))]
            }
            Message::Content => {
                self.lay(cx);
                // what the plan asks stands in its file
                vec![Effect::Ask(Request::Plan(PlanRequest::Open))]
            }
            Message::Stored(asked, Ok(Reply::Answers(answers))) if **asked == Request::Answers(AnswerKind::Warning) => {
                self.known.unexamined = WarningAnswers::is_unexamined(answers);
                self.lay(cx);
                Vec::new()
            }
            Message::Stored(_, Ok(Reply::LastPair(last))) => {
                self.known.last = *last;
                self.lay(cx);
                Vec::new()
            }
            Message::Stored(_, Ok(Reply::Plan(PlanReply::Run(Some(run))))) => {
                self.heed(run, cx);
                Vec::new()
            }
            Message::Action(Action::Form) if self.has_forms => {
                self.known.choice = Some(!self.gentle().0);
                self.lay(cx);
                Vec::new()
            }
            Message::Stored(asked, result) if matches!(**asked, Request::Begin(_)) => {
                self.asked = false;
                match (result, &self.timeline) {
                    (Ok(Reply::Begun(session)), Some(timeline)) => self.play(*session, timeline, cx),
                    (Err(StoreError::Running(_)), _) => vec![Effect::Home(Route::Today)],
                    _ => Vec::new(),
                }
            }
            Message::Action(Action::Back) => vec![Effect::Back],
            Message::Action(Action::StartShort) if self.short_minutes(cx).is_some() => {
                self.short = !self.short;
                self.lay(cx);
                Vec::new()
            }
            Message::Action(action) => {
                let picked = self.picker.action(*action);
                self.picked(picked, cx)
            }
            Message::Select(number) => {
                let picked = self.picker.click(*number);
                self.picked(picked, cx)
            }
            _ => Vec::new(),
        }
    }

    fn under(&self, at: layout::Position, cx: &Context) -> Option<Message> {
        self.page(cx, |page| page.under(at, cx))
    }

    fn says(&self, cx: &Context) -> Said {
        if self.asked { Said::Nothing } else { self.page(cx, |page| page.says()) }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        self.page(cx, |page| page.draw(&self.picker, area, buf, cx));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_become_a_sentence() {
        assert_eq!(sentence("sitting and face down"), "Sitting and face down.");
        assert_eq!(sentence(""), "");
    }
}
