//! The first start: what this is, the warning signs, what is at hand, where it hurts, which dots look right, a plan. Each page can be skipped, and what is skipped is not asked again.

mod number;
mod plan;
mod signs;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::signs::{Asked, Signs};
use super::choices::{Choices, Picked};
use super::dots::Dots;
use super::equipment;
use super::marks::Marks;
use super::scale::Picker;
use crate::app::{Context, Effect, Message, Route, Screen, WELCOMED};
use crate::config::{Action, KeyContext};
use crate::domain::{AnswerKind, Region, Score, WarningAnswers};
use crate::store::{PlanReply, PlanRequest, Reply, Request};

/// A page. Those of one step share its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// What this is.
    Hello,
    /// The warning signs.
    Signs,
    /// Whether the pain follows something, or has been looked at.
    Examined,
    /// What to do after a sign that is true.
    Advice,
    /// What to do if the pain follows nothing and nobody has looked at it.
    LookedAt,
    /// What is at hand.
    Equipment,
    /// Where it hurts.
    Where,
    /// How much.
    HowMuch,
    /// Which dots look right.
    Dots,
    /// With which plan to begin.
    Plan,
}

/// The steps that are counted; the last is left out where a plan runs already, or where exercises wait.
const STEPS: [&[Page]; 5] = [
    &[Page::Signs, Page::Examined, Page::Advice, Page::LookedAt],
    &[Page::Equipment],
    &[Page::Where, Page::HowMuch],
    &[Page::Dots],
    &[Page::Plan],
];

/// The pages, what was answered on them, and the way one came.
#[derive(Debug)]
pub(super) struct WelcomeScreen {
    page: Page,
    /// The pages one came through, for going back.
    trail: Vec<Page>,
    signs: Signs,
    examined: Choices,
    advice: Choices,
    /// What was kept last, so that going back and on again keeps nothing twice.
    kept: Option<WarningAnswers>,
    equipment: Marks,
    places: Marks,
    picker: Picker,
    /// The rating on its way to the store.
    asked: Option<Score>,
    dots: Dots,
    plans: Choices,
    /// Whether a plan runs already.
    has_plan: bool,
    /// Whether something was answered with yes that nobody has seen to.
    waits: bool,
}

impl WelcomeScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self {
            page: Page::Hello,
            trail: Vec::new(),
            signs: Signs::default(),
            examined: Choices::default(),
            advice: Choices::default(),
            kept: None,
            equipment: equipment::marks(cx.settings),
            places: Marks::new(vec![false; Region::ALL.len()]),
            picker: Picker::default(),
            asked: None,
            dots: Dots::new(cx),
            plans: Choices::default(),
            has_plan: false,
            waits: false,
        }
    }

    /// Which step a page belongs to.
    fn step(&self) -> Option<usize> {
        STEPS.iter().position(|pages| pages.contains(&self.page))
    }

    /// The steps there are.
    fn steps(&self) -> &'static [&'static [Page]] {
        &STEPS[..STEPS.len() - usize::from(self.has_plan || self.waits)]
    }

    fn go(&mut self, page: Page) -> Vec<Effect> {
        self.trail.push(std::mem::replace(&mut self.page, page));
        Vec::new()
    }

    fn back(&mut self) -> Vec<Effect> {
        self.page = self.trail.pop().unwrap_or(Page::Hello);
        Vec::new()
    }

    /// To the first page of the next step; after the last one it is over, for good.
    fn next_step(&mut self) -> Vec<Effect> {
        match self.steps().get(self.step().map_or(0, |step| step + 1)) {
            Some(pages) => self.go(pages[0]),
            None => over(),
        }
    }

    /// Keeps what was answered on the signs, and leads to what follows from it.
    fn answered(&mut self, examined: Option<bool>) -> Vec<Effect> {
        let answers = WarningAnswers { examined, ..self.signs.answers() };
        self.advice = Choices::default();
        self.waits = answers.is_warning();
        let next = if answers.is_warning() {
            self.go(Page::Advice)
        } else if examined == Some(false) {
            self.go(Page::LookedAt)
        } else {
            self.next_step()
        };
        if self.kept.as_ref() == Some(&answers) {
            return next;
        }
        let Ok(body) = serde_json::to_string(&answers) else { return next };
        self.kept = Some(answers);
        let keep = Effect::Ask(Request::Answer { kind: AnswerKind::Warning, about: None, body });
        [keep].into_iter().chain(next).collect()
    }

    fn signs(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let room = view::lines_room(cx.area());
        match self.signs.action(action, room, cx) {
            Asked::Here => Vec::new(),
            Asked::Back => self.back(),
            Asked::Through if view::advice(&self.signs.answers(), cx).is_some_and(|advice| advice.is_now) => self.answered(None),
            Asked::Through => self.go(Page::Examined),
        }
    }

    /// What was said of a sign that is true: acknowledged at once, or exercises wait.
    fn advised(&mut self, line: usize, cx: &Context) -> Vec<Effect> {
        let is_now = view::advice(&self.signs.answers(), cx).is_some_and(|advice| advice.is_now);
        match (line, is_now) {
            // whoever rings for an ambulance is asked nothing more; the rest is asked at the next start, from the beginning
            (0, true) => vec![Effect::Home(Route::Today)],
            (0, false) => self.after_advice(),
            _ => vec![Effect::Ask(Request::Warning)],
        }
    }

    /// What was marked has been seen to. After a sign for the ambulance the less urgent ones are still to be asked.
    fn acknowledged(&mut self, cx: &Context) -> Vec<Effect> {
        self.waits = false;
        if !view::advice(&self.signs.answers(), cx).is_some_and(|advice| advice.is_now) {
            return self.after_advice();
        }
        self.signs.past_ambulance(cx);
        self.page = self.trail.pop().unwrap_or(Page::Signs);
        Vec::new()
    }

    fn after_advice(&mut self) -> Vec<Effect> {
        let examined = self.kept.as_ref().and_then(|kept| kept.examined);
        if examined == Some(false) { self.go(Page::LookedAt) } else { self.next_step() }
    }

    fn key(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        let action = if let Message::Action(action) = message { Some(*action) } else { None };
        match (self.page, action) {
            (Page::Examined, Some(Action::Back)) if self.signs.answers().is_warning() => self.answered(None),
            (Page::Advice, Some(Action::Back)) => self.advised(0, cx),
            (_, Some(Action::Back)) => self.next_step(),
            (Page::Signs, Some(action)) => self.signs(action, cx),
            (Page::HowMuch, Some(Action::Erase)) => self.back(),
            (Page::HowMuch, Some(action)) => {
                let picked = self.picker.action(action);
                self.picked(picked)
            }
            (
                Page::Examined | Page::Advice | Page::LookedAt | Page::Equipment | Page::Where | Page::Plan,
                Some(Action::Left | Action::PageUp),
            ) => self.back(),
            (Page::Examined, _) => match self.examined.update(message, 2) {
                Picked::Line(line) => self.answered(Some(line == 0)),
                Picked::Nothing | Picked::Back => Vec::new(),
            },
            (Page::Advice, _) => match self.advice.update(message, 3) {
                Picked::Line(line) => self.advised(line, cx),
                Picked::Nothing | Picked::Back => Vec::new(),
            },
            (Page::Hello | Page::LookedAt, Some(Action::Do)) => self.next_step(),
            (Page::Equipment, Some(Action::Do)) => {
                let keep = equipment::keep(&self.equipment).map(Effect::Ask);
                let next = self.next_step();
                keep.into_iter().chain(next).collect()
            }
            (Page::Equipment, Some(action)) => {
                self.equipment.action(action);
                Vec::new()
            }
            (Page::Plan, _) => match self.plans.update(message, plan::choices(cx).len()) {
                Picked::Line(line) => {
                    let begin = plan::choices(cx).get(line).and_then(|choice| choice.effect(cx));
                    begin.into_iter().chain(over()).collect()
                }
                Picked::Nothing | Picked::Back => Vec::new(),
            },
            (Page::Dots, Some(Action::Do)) => {
                let keep = self.dots.keep(cx).map(Effect::Ask);
                keep.into_iter().chain(self.next_step()).collect()
            }
            (Page::Dots, Some(Action::PageUp | Action::Erase)) => self.back(),
            (Page::Dots, Some(action)) => {
                self.dots.action(action);
                Vec::new()
            }
            (Page::Where, Some(Action::Do)) => self.go(Page::HowMuch),
            (Page::Where, Some(Action::Worst)) => {
                self.places.mark_worst();
                Vec::new()
            }
            (Page::Where, Some(action)) => {
                self.places.action(action);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

/// The first start is over, done or skipped, and is not shown again by itself.
fn over() -> Vec<Effect> {
    vec![Effect::Ask(Request::SetPref(WELCOMED.into(), "true".into())), Effect::Home(Route::Today)]
}

impl Screen for WelcomeScreen {
    fn context(&self) -> KeyContext {
        match self.page {
            Page::Signs | Page::Equipment | Page::Where => KeyContext::Form,
            Page::HowMuch => KeyContext::Scale,
            Page::Hello | Page::Examined | Page::Advice | Page::LookedAt | Page::Dots | Page::Plan => KeyContext::Dialog,
        }
    }

    fn opened(&mut self, _cx: &Context) -> Vec<Effect> {
        // a plan that runs is left alone, and none is offered while exercises wait
        [Request::Plan(PlanRequest::Open), Request::Warning].map(Effect::Ask).into()
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Action(_) | Message::Key(_) => self.key(message, cx),
            Message::Select(line) => {
                match self.page {
                    Page::Signs => self.signs.select(*line, view::lines_room(cx.area()), cx),
                    Page::Equipment => self.equipment.select(*line),
                    Page::Dots => self.dots.select(*line),
                    Page::Where => self.places.select(*line),
                    Page::HowMuch => {
                        let picked = self.picker.click(*line);
                        return self.picked(picked);
                    }
                    _ => return self.key(message, cx),
                }
                Vec::new()
            }
            Message::Content => {
                self.dots.read(cx);
                Vec::new()
            }
            Message::Stored(asked, result) => match (&**asked, result) {
                (_, Ok(Reply::Plan(PlanReply::Run(found)))) => {
                    self.has_plan = found.is_some();
                    Vec::new()
                }
                (Request::Rate(_), result) => self.rated(result.is_ok(), cx),
                (Request::Warning, Ok(Reply::Warning(found))) if self.page == Page::Advice => match found {
                    Some(answers) => vec![Effect::Ask(Request::Acknowledge(answers.uid))],
                    None => self.acknowledged(cx),
                },
                (Request::Warning, Ok(Reply::Warning(found))) => {
                    self.waits = found.is_some();
                    Vec::new()
                }
                (Request::Acknowledge(_), Ok(_)) if self.page == Page::Advice => vec![Effect::Ask(Request::Warning)],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        view::under(self, at, cx)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
