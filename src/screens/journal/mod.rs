//! The journal: what was written down, by day, beside what is known of one row; the last days as a chart, and its numbers.

mod chart;
mod reach;
mod turn;
mod view;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::reach::Reach;
use super::frame;
use super::search::SearchLine;
use crate::app::{Context, Effect, Message, Route, Screen};
use crate::config::{Action, KeyContext};
use crate::domain::Day;
use crate::store::{
    Around, DayNumbers, JournalPage, JournalReply, JournalRequest, JournalRow, JournalWhat, Place, PlanRequest, Reply, Request,
};

/// So near the end of what has been read, more is asked for.
const NEAR: usize = 60;

/// The list, what is searched for in it, and the chart.
#[derive(Debug)]
pub(super) struct JournalScreen {
    day: Day,
    /// The stretch of the list that has been read; nothing before the first answer.
    page: Option<JournalPage>,
    /// What was found; nothing while nothing is searched for.
    found: Option<Vec<JournalRow>>,
    search: SearchLine,
    is_typing: bool,
    /// Where one stands; nothing for the newest row.
    cursor: Option<Place>,
    /// The line the list begins with after a click, so that what was clicked on stays where it is.
    top: Option<usize>,
    /// Whether another stretch has been asked for.
    asked: bool,
    days: Vec<DayNumbers>,
    /// Which days those are.
    reach: Reach,
    /// The first row of the table of numbers, if that is open.
    table: Option<usize>,
}

impl JournalScreen {
    pub(super) fn new(cx: &Context) -> Self {
        Self {
            day: cx.day(),
            page: None,
            found: None,
            search: SearchLine::default(),
            is_typing: false,
            cursor: None,
            top: None,
            asked: false,
            days: Vec::new(),
            reach: Reach::new(),
            table: None,
        }
    }

    fn ask(request: JournalRequest) -> Effect {
        Effect::Ask(Request::Journal(request))
    }

    /// Asks for all that is shown. The chart waits for the plan: its days are what it shows first.
    fn read(&mut self, cx: &Context) -> Vec<Effect> {
        self.day = cx.day();
        let mut effects = vec![self.ask_page(), Effect::Ask(Request::Plan(PlanRequest::Last))];
        effects.extend((!self.search.is_empty()).then(|| Self::ask(JournalRequest::Search(self.search.text().to_owned()))));
        effects
    }

    fn ask_page(&mut self) -> Effect {
        self.asked = true;
        Self::ask(JournalRequest::Page(self.cursor.map_or(Around::Newest, Around::Place)))
    }

    fn ask_chart(&self) -> Effect {
        let (from, to) = self.reach.span(self.day);
        Self::ask(JournalRequest::Chart { from, to })
    }

    /// The rows that are listed.
    fn rows(&self) -> &[JournalRow] {
        match (&self.found, &self.page) {
            (Some(found), _) => found,
            (None, Some(page)) => &page.rows,
            (None, None) => &[],
        }
    }

    /// Which of them is selected: the one of the cursor, or what is next below where it was.
    fn selected(&self) -> usize {
        let rows = self.rows();
        let at = self.cursor.map_or(0, |cursor| rows.partition_point(|row| row.place > cursor));
        at.min(rows.len().saturating_sub(1))
    }

    fn row(&self) -> Option<&JournalRow> {
        self.rows().get(self.selected())
    }

    /// Stands on a row, and asks for more where that is near the end of what was read.
    fn step(&mut self, to: usize) -> Vec<Effect> {
        let rows = self.rows();
        let to = to.min(rows.len().saturating_sub(1));
        let Some(place) = rows.get(to).map(|row| row.place) else { return Vec::new() };
        let left = rows.len() - to;
        (self.cursor, self.top) = (Some(place), None);
        let Some(page) = self.page.as_ref().filter(|_| self.found.is_none() && !self.asked) else { return Vec::new() };
        let is_short = !page.is_newest && to < NEAR || !page.is_oldest && left < NEAR;
        if is_short { vec![self.ask_page()] } else { Vec::new() }
    }

    /// To one end of all there is.
    fn end(&mut self, around: Around) -> Vec<Effect> {
        let is_read = self.found.is_some()
            || self.page.as_ref().is_some_and(|page| if around == Around::Oldest { page.is_oldest } else { page.is_newest });
        if is_read {
            return self.step(if around == Around::Oldest { usize::MAX } else { 0 });
        }
        self.asked = true;
        vec![Self::ask(JournalRequest::Page(around))]
    }

    fn search_anew(&mut self) -> Vec<Effect> {
        self.cursor = None;
        if self.search.is_empty() {
            self.found = None;
            return vec![self.ask_page()];
        }
        vec![Self::ask(JournalRequest::Search(self.search.text().to_owned()))]
    }

    fn list(&mut self, action: Action, cx: &Context) -> Vec<Effect> {
        let selected = self.selected();
        let leap = usize::from(cx.size.height / 3).max(1);
        match action {
            Action::Up => return self.step(selected.saturating_sub(1)),
            Action::Down => return self.step(selected + 1),
            Action::PageUp => return self.step(selected.saturating_sub(leap)),
            Action::PageDown => return self.step(selected + leap),
            Action::Top => return self.end(Around::Newest),
            Action::End => return self.end(Around::Oldest),
            Action::Do | Action::Edit => return self.open(action).into_iter().collect(),
            Action::Delete => {
                return self
                    .row()
                    .map(|row| match row.what {
                        JournalWhat::Entry { .. } => Self::ask(JournalRequest::Delete(row.place.uid)),
                        JournalWhat::Session(_) => Effect::Ask(Request::Discard(row.place.uid)),
                    })
                    .into_iter()
                    .collect();
            }
            Action::Search => self.is_typing = true,
            Action::Back if !self.search.is_empty() => {
                self.search.clear();
                return self.search_anew();
            }
            Action::Back => return vec![Effect::Home(Route::Today)],
            _ => return self.chart(action, cx),
        }
        Vec::new()
    }

    /// A rating opens its form, a session what was done.
    fn open(&self, action: Action) -> Option<Effect> {
        let row = self.row()?;
        match row.what {
            JournalWhat::Entry { .. } => Some(Effect::Go(Route::Entry { uid: row.place.uid, is_new: false })),
            JournalWhat::Session(_) if action == Action::Do => Some(Effect::Go(Route::Summary(row.place.uid))),
            JournalWhat::Session(_) => None,
        }
    }

    fn typing(&mut self, message: &Message) -> Vec<Effect> {
        if self.search.typed(message) {
            return self.search_anew();
        }
        match message {
            Message::Action(Action::Do) => self.is_typing = false,
            Message::Action(Action::Back) => {
                self.is_typing = false;
                self.search.clear();
                return self.search_anew();
            }
            Message::Action(Action::Up) => return self.step(self.selected().saturating_sub(1)),
            Message::Action(Action::Down) => return self.step(self.selected() + 1),
            _ => {}
        }
        Vec::new()
    }

    /// An answer of the store.
    fn stored(&mut self, asked: &Request, reply: &Reply, cx: &Context) -> Vec<Effect> {
        match (asked, reply) {
            (Request::Journal(JournalRequest::Page(around)), Reply::Journal(JournalReply::Page(page))) => {
                (self.asked, self.top) = (false, None);
                if *around == Around::Oldest && self.found.is_none() {
                    self.cursor = page.rows.last().map(|row| row.place);
                } else if *around == Around::Newest && self.found.is_none() {
                    self.cursor = None;
                }
                self.page = Some((**page).clone());
            }
            // an answer to what has been typed over meanwhile is no answer
            (Request::Journal(JournalRequest::Search(text)), Reply::Journal(JournalReply::Found(rows))) if *text == self.search.text() => {
                self.found = Some(rows.clone());
            }
            (Request::Plan(PlanRequest::Last), reply) => return self.planned(Some(reply), cx),
            (Request::Journal(JournalRequest::Chart { from, to }), Reply::Journal(JournalReply::Chart(days)))
                if (*from, *to) == self.reach.span(self.day) =>
            {
                self.days.clone_from(days);
            }
            (Request::Journal(JournalRequest::Delete(uid)) | Request::Discard(uid), _) => {
                let key = cx.key(KeyContext::List, Action::Undo);
                let gone = self.rows().iter().find(|row| row.place.uid == *uid).map(words::name);
                let mut effects = self.read(cx);
                effects.extend(gone.map(|name| Effect::Toast(format!("Deleted: {name}. {key} brings it back."))));
                return effects;
            }
            // what has just been felt stands at the top
            (Request::Rate(_), Reply::Rated(_)) => {
                self.cursor = None;
                return self.read(cx);
            }
            _ => {}
        }
        Vec::new()
    }
}

impl Screen for JournalScreen {
    fn context(&self) -> KeyContext {
        if self.is_typing { KeyContext::Text } else { KeyContext::List }
    }

    fn pane(&self) -> Option<Action> {
        Some(Action::Journal)
    }

    fn unused(&self) -> &'static [Action] {
        use Action::{Delete, Do, Edit, Filter, Mark, NextPane, PreviousPane, Save, TurnLeft, TurnRight, View};
        match (self.is_typing, self.row().map(|row| &row.what)) {
            (true, _) => &[Save, NextPane, PreviousPane],
            (false, _) if self.table.is_some() => &[View, TurnLeft, TurnRight, Mark, Filter, Edit, Delete],
            (false, Some(JournalWhat::Entry { .. })) => &[View, TurnLeft, TurnRight, Mark, Filter],
            (false, Some(JournalWhat::Session(_))) => &[View, TurnLeft, TurnRight, Mark, Filter, Edit],
            (false, None) => &[View, TurnLeft, TurnRight, Mark, Filter, Edit, Delete, Do],
        }
    }

    fn opened(&mut self, cx: &Context) -> Vec<Effect> {
        self.read(cx)
    }

    fn update(&mut self, message: &Message, cx: &Context) -> Vec<Effect> {
        match message {
            Message::Stored(asked, Ok(reply)) => self.stored(asked, reply, cx),
            Message::Stored(asked, Err(_)) if matches!(**asked, Request::Journal(JournalRequest::Page(_))) => {
                self.asked = false;
                Vec::new()
            }
            Message::Stored(asked, Err(_)) if **asked == Request::Plan(PlanRequest::Last) => self.planned(None, cx),
            Message::Outside | Message::NewDay => self.read(cx),
            Message::Resized => {
                // a smaller screen may have no room for so many days
                let (has_table, size) = (self.table.is_some(), cx.size);
                if self.reach.shrink(|days| has_table || view::can_draw(days, size)) { vec![self.ask_chart()] } else { Vec::new() }
            }
            Message::Action(_) | Message::Key(_) | Message::Paste(_) if self.is_typing => self.typing(message),
            Message::Select(row) => {
                let (top, is_second) = (view::top(self, cx), self.selected() == *row);
                self.is_typing = false;
                // a second click does what Enter does
                if is_second {
                    return self.list(Action::Do, cx);
                }
                let effects = self.step(*row);
                self.top = Some(top);
                effects
            }
            Message::Action(action) => match self.table {
                Some(top) => self.in_table(top, *action, cx),
                None => self.list(*action, cx),
            },
            _ => Vec::new(),
        }
    }

    fn under(&self, at: Position, cx: &Context) -> Option<Message> {
        let row = || view::row_at(self, at, cx).filter(|_| self.table.is_none()).map(Message::Select);
        let hint = || view::hint_at(self, at, cx);
        frame::tab_at(Action::Journal, at, cx).or_else(row).or_else(hint)
    }

    fn wheel(&self, _at: Position, down: bool, _cx: &Context) -> Option<Message> {
        Some(Message::Action(if down { Action::Down } else { Action::Up }))
    }

    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        view::draw(self, area, buf, cx);
    }
}
