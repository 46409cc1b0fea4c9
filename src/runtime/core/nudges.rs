//! The schedule of nudges in its place: what the core tells it, what becomes of what it wishes, and what a command has left to do.

use std::time::Duration;

use super::{Core, Do, face};
use crate::app::{Effect, Message, Route, WELCOMED, What};
use crate::breaks::{Answer, Asked, Heard, Next, Nudge, Saved, State, Wish};
use crate::domain::Moment;
use crate::screens::banner;
use crate::store::{BreaksReply, BreaksRequest, Errand, Reply, Request, StoreError};

/// How far the schedule has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Not before the first start is over.
    #[default]
    Waits,
    /// The store has been asked for it.
    Asked,
    /// It runs.
    Runs,
}

/// What the core remembers of nudges beside the schedule itself.
#[derive(Debug, Default)]
pub(super) struct Nudges {
    stage: Stage,
    /// Whether this tab is the one that nudges, once that is known; and what of it the schedule was told.
    leads: Option<bool>,
    told: Option<bool>,
    /// What is kept of the schedule, until it is known whether this tab nudges: only then can it be said whether anybody was away.
    kept: Option<Option<Box<Saved>>>,
    has_session: bool,
    /// What a command left to do, until nothing has the screen.
    errand: Option<Errand>,
    /// The nudge that was told of ahead.
    forewarned: Option<Nudge>,
    /// What the title says of nudges.
    title: Option<String>,
    /// What of the schedule is drawn.
    shown: Shown,
    /// What was last worked out of the schedule; nothing since it heard something.
    ahead: Option<Ahead>,
}

/// What the schedule foresees: the same until it hears something, or until local time is another.
#[derive(Clone, Copy, Debug)]
struct Ahead {
    next: Option<Next>,
    /// When something happens by itself, on the clock that counts sleep.
    due: Option<Duration>,
    off: i32,
}

/// What of the schedule screens show.
type Shown = (Option<Asked>, Option<Next>, Option<chrono::DateTime<chrono::Utc>>, bool);

impl Core {
    /// Lets nudges begin: the schedule is asked for. Not before the first frame, and not before the first start is over.
    pub fn begin_nudges(&mut self) -> Vec<Do> {
        self.nudges.stage = Stage::Asked;
        vec![self.ask_breaks(BreaksRequest::Read)]
    }

    /// The program ends, or is about to stand still.
    pub fn leaving(&mut self, now: Moment) -> Vec<Do> {
        let mut things = self.settle(now, Duration::ZERO);
        things.extend(self.hear(&Heard::Leaving));
        things
    }

    fn ask_breaks(&self, request: BreaksRequest) -> Do {
        Do::Ask(Request::Breaks(request), self.around.context().stamp())
    }

    /// Tells the schedule what happened, and sees to what it wishes.
    pub(super) fn hear(&mut self, heard: &Heard) -> Vec<Do> {
        if self.nudges.stage != Stage::Runs {
            return Vec::new();
        }
        self.nudges.ahead = None;
        let wishes = self.around.hear(heard);
        wishes.into_iter().flat_map(|wish| self.grant(wish)).collect()
    }

    /// When something happens with nudges by itself, on the awake clock.
    pub(super) fn nudge_due(&mut self) -> Option<Duration> {
        let due = self.ahead()?.due?;
        let now = &self.around.now;
        Some(now.awake + due.saturating_sub(now.boot))
    }

    /// What the schedule foresees, once it runs. In a session this is asked for with each picture, and with work hours it looks days ahead.
    fn ahead(&mut self) -> Option<Ahead> {
        if self.nudges.stage != Stage::Runs {
            return None;
        }
        let cx = self.around.context();
        let off = cx.now.offset_minutes();
        if self.nudges.ahead.is_none_or(|known| known.off != off) {
            let due = cx.breaks.due(cx.at()).map(|due| cx.now.boot + due.saturating_sub(cx.now.awake));
            self.nudges.ahead = Some(Ahead { next: cx.breaks.next(cx.at()), due, off });
        }
        self.nudges.ahead
    }

    fn grant(&mut self, wish: Wish) -> Vec<Do> {
        match wish {
            Wish::Keep(keep) => {
                let cx = self.around.context();
                let request = BreaksRequest::keep(*keep, |at| cx.stamp_of(at));
                vec![self.ask_breaks(request)]
            }
            Wish::Tell(kind, _) => {
                let (neutral, plain) = banner::notice(kind);
                let notice = self.around.context().settings.notice("nudge", neutral, plain);
                self.carry(vec![Effect::Notify(notice)])
            }
            Wish::Forewarn(kind) => {
                self.nudges.forewarned = Some(kind);
                Vec::new()
            }
        }
    }

    /// Whether this tab is the one that nudges.
    pub(super) fn lead(&mut self, leads: bool) -> Vec<Do> {
        self.nudges.leads = Some(leads);
        // what the other has kept last is taken up first
        if self.nudges.stage == Stage::Runs { vec![self.ask_breaks(BreaksRequest::Read)] } else { self.take_up() }
    }

    /// Lets the schedule run, once it is known what is kept of it and whether this tab nudges.
    fn take_up(&mut self) -> Vec<Do> {
        if self.nudges.leads.is_none() {
            return Vec::new();
        }
        let Some(saved) = self.nudges.kept.take() else { return Vec::new() };
        self.around.take_breaks(saved.map(|saved| *saved));
        self.nudges.stage = Stage::Runs;
        self.told_of_lead()
    }

    /// Tells the schedule whether this tab nudges, where it does not know yet; the one that does takes what commands have left.
    fn told_of_lead(&mut self) -> Vec<Do> {
        let Some(leads) = self.nudges.leads.filter(|leads| self.nudges.told != Some(*leads)) else { return Vec::new() };
        self.nudges.told = Some(leads);
        let mut things = self.hear(&Heard::Leads(leads));
        things.extend(leads.then(|| self.ask_breaks(BreaksRequest::Take)));
        things
    }

    /// Another process wrote: perhaps a command changed the schedule, or left something to do.
    pub(super) fn look_at_breaks(&mut self) -> Vec<Do> {
        if self.nudges.stage != Stage::Runs {
            return Vec::new();
        }
        let take = (self.nudges.leads == Some(true)).then(|| self.ask_breaks(BreaksRequest::Take));
        [self.ask_breaks(BreaksRequest::Read)].into_iter().chain(take).collect()
    }

    /// What the store answered, as far as it concerns nudges. Whether nobody else has to hear of it.
    pub(super) fn learn_breaks(&mut self, request: &Request, answer: &Result<Reply, StoreError>) -> (bool, Vec<Do>) {
        match (request, answer) {
            (Request::SetPref(key, value), Ok(_)) if key == WELCOMED && value == "true" && self.nudges.stage == Stage::Waits => {
                (false, self.begin_nudges())
            }
            (_, Ok(Reply::Breaks(BreaksReply::Saved(saved)))) => {
                if self.nudges.stage != Stage::Runs {
                    self.nudges.kept = Some(saved.clone());
                    return (true, self.take_up());
                }
                let mut things = saved.clone().map(|saved| self.hear(&Heard::Outside(saved))).unwrap_or_default();
                things.extend(self.told_of_lead());
                (true, things)
            }
            // of what became of nudges and of the day only a screen that shows it makes something: nothing else is drawn for it
            (Request::Breaks(BreaksRequest::Keep(..)), Ok(_)) => {
                let told = Message::Stored(Box::new(request.clone()), answer.clone());
                let effects = self.app.update(&told, &self.around.context());
                (true, self.carry(effects))
            }
            (_, Ok(Reply::Breaks(BreaksReply::Kept))) => (true, Vec::new()),
            (_, Ok(Reply::Breaks(BreaksReply::Taken(errand)))) => {
                self.nudges.errand = errand.clone().or(self.nudges.errand.take());
                (true, Vec::new())
            }
            _ => (false, Vec::new()),
        }
    }

    /// After anything that happened: a session that came or went, what is shown of the schedule, what was left to do.
    pub(super) fn after(&mut self) -> Vec<Do> {
        let mut things = Vec::new();
        let has_session = self.app.has_session();
        if has_session != self.nudges.has_session && self.nudges.stage == Stage::Runs {
            self.nudges.has_session = has_session;
            things.extend(self.hear(&Heard::Session(has_session)));
        }
        things.extend(self.errand());
        things.extend(self.entitle());
        if let Some(ahead) = self.ahead() {
            let cx = self.around.context();
            let at = cx.at();
            let shown: Shown = (cx.breaks.asked(), ahead.next, cx.breaks.paused_until(at), cx.breaks.is_off_hours(at));
            if self.nudges.shown != shown {
                self.nudges.shown = shown;
                self.drawn = None;
            }
        }
        things
    }

    /// What the title says of nudges: what is asked, and what comes within the minute. In a session the title is the session's.
    fn entitle(&mut self) -> Vec<Do> {
        if self.nudges.stage != Stage::Runs || self.nudges.has_session {
            self.nudges.title = None;
            return Vec::new();
        }
        let cx = self.around.context();
        let at = cx.at();
        let title = match cx.breaks.asked() {
            Some(Asked::Nudge { kind, .. }) => Some(banner::notice(kind).0.to_owned()),
            Some(Asked::Away { .. }) => None,
            None if self.nudges.forewarned.is_some() && cx.breaks.state(at) == State::Soon => banner::next(&cx),
            None => None,
        };
        if title.is_some() && cx.breaks.asked().is_some() {
            self.nudges.forewarned = None;
        }
        if std::mem::replace(&mut self.nudges.title, title.clone()) == title {
            return Vec::new();
        }
        self.carry(vec![Effect::Title(title)])
    }

    /// Does what a command left to do, as soon as no session, form, scale or question has the screen.
    fn errand(&mut self) -> Vec<Do> {
        if self.nudges.errand.is_none() || !self.app.is_free() || self.app.has_session() {
            return Vec::new();
        }
        let Some(errand) = self.nudges.errand.take() else { return Vec::new() };
        let asked = match self.around.context().breaks.asked() {
            Some(Asked::Nudge { kind, small, .. }) => Some((kind, small)),
            _ => None,
        };
        let (nudge, route) = match errand {
            Errand::Break => (Nudge::Move, Route::Break { small: asked == Some((Nudge::Move, true)) }),
            Errand::Start { routine: None, short } => (Nudge::Routine, Route::StartToday { short }),
            Errand::Start { routine: Some(id), short } => {
                let is_care = self.around.library.timed_care(&id).is_some();
                let what = if is_care { What::Care(id) } else { What::Routine(id) };
                (Nudge::Routine, Route::Start { what, short })
            }
        };
        let mut things = Vec::new();
        if asked.is_some_and(|(kind, _)| kind == nudge) {
            things.extend(self.hear(&Heard::Answered(Answer::Taken)));
        }
        let effects = self.app.go(&route, &self.around.context());
        self.drawn = None;
        things.extend(self.carry(effects));
        things
    }

    /// A click on what is asked, as the key that is drawn there; the outer nothing where nothing is asked on that cell.
    pub(super) fn clicked_on_nudge(&mut self, at: ratatui::layout::Position) -> Option<Vec<Do>> {
        let cx = self.around.context();
        let nudged = self.app.nudged(&cx).filter(|_| !face::is_too_small(cx.size))?;
        let meant = banner::under(nudged, at, &cx)?;
        Some(meant.map(|message| self.tell(&message)).unwrap_or_default())
    }
}
