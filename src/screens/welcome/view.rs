//! How the first start looks: where one stands in it, one question, one button.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::dots::{self, Dots};
use super::super::frame::{self, column};
use super::super::warned::{ACKNOWLEDGE, Advice};
use super::super::{equipment, scale};
use super::plan::FirstPlan;
use super::{Page, WelcomeScreen};
use crate::app::{Context, Message};
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::{Region, WarningAnswers, capital, series};
use crate::widgets::chrome;
use crate::widgets::glow::Glow;
use crate::widgets::session_line::{LinePart, SessionLine};
use crate::widgets::strokes::Strokes;
use crate::widgets::text::{self, Paragraph};

/// Where the lines between the question and the button stand.
pub(super) fn lines_room(area: Rect) -> Rect {
    let room = column(area);
    // nine lines have room at every size, so that each tier of the signs stands on one page
    let down = if room.height < 14 { 2 } else { 3 };
    Rect { y: room.y + down, height: room.height.saturating_sub(down + 2), ..room }
}

/// What follows from answers; nothing if none of it is true.
pub(super) fn advice(answers: &WarningAnswers, cx: &Context) -> Option<Advice> {
    answers.is_warning().then(|| Advice::of(answers, cx))
}

/// Where the user's own file has decided it.
const FIXED: &str = "Your settings.ron says it already; an answer here changes nothing.";

/// Draws the page one stands on.
pub(super) fn draw(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    if screen.page == Page::HowMuch {
        return how_much(screen, |page| page.draw(&screen.picker, area, buf, cx));
    }
    head(screen, area, buf, cx);
    match screen.page {
        Page::Hello => hello(screen, area, buf, cx),
        Page::Signs => {
            let (title, count) = screen.signs.heading(lines_room(area), cx);
            ask(("Is any of this true for you now?", &title), area, buf, cx);
            text::put_right(column(area).right(), column(area).y, &count, cx.theme.style(Role::Quiet), area, buf);
            screen.signs.draw(lines_room(area), buf, cx);
            let label = if screen.signs.is_marked(lines_room(area), cx) { "Go on" } else { "None of these" };
            button(screen, label, area, buf, cx);
            marking(area, &[], buf, cx);
        }
        Page::Examined => examined(screen, area, buf, cx),
        Page::Advice => {
            let Some(advice) = advice(&screen.signs.answers(), cx) else { return };
            let first = if advice.is_now { "Close" } else { "Go on; exercises wait" };
            advice.draw(&screen.advice, &[first, ACKNOWLEDGE[0], ACKNOWLEDGE[1]], area, buf, cx);
            frame::hints(
                area,
                KeyContext::Dialog,
                &[(Action::Do, "this one"), (Action::Warnings, "all signs"), (Action::Help, "")],
                buf,
                cx,
            );
        }
        Page::LookedAt => {
            let room = column(area);
            text::put(room.x, room.y, "Nobody has looked at it yet", cx.theme.bold(Role::Text), room, buf);
            let answer = &cx.library.guidance.warning_signs.question.answer;
            let lines = lines_room(area);
            let said = Paragraph::new(answer, cx.theme.style(Role::Soft)).draw(Rect { y: lines.y - 1, ..lines }, buf);
            let y = lines.y + said;
            let until = Rect { y, height: lines.bottom().saturating_sub(y), ..lines };
            Paragraph::new(&gentle_until(cx), cx.theme.style(Role::Soft)).draw(until, buf);
            button(screen, "Go on", area, buf, cx);
            frame::hints(area, KeyContext::Dialog, &[(Action::Left, "page before"), (Action::Help, "")], buf, cx);
        }
        Page::Equipment => {
            let fixed = cx.settings.fixed.contains(&"equipment");
            ask((equipment::ASK, if fixed { FIXED } else { equipment::USE }), area, buf, cx);
            screen.equipment.draw(&equipment::labels(), lines_room(area), buf, cx);
            button(screen, "Go on", area, buf, cx);
            marking(area, &[(Action::All, "all"), (Action::Clear, "none")], buf, cx);
        }
        Page::Where => {
            ask(("Where does it hurt now?", "Several, if you like. It goes with your first number."), area, buf, cx);
            screen.places.draw(&places(), lines_room(area), buf, cx);
            button(screen, "Go on", area, buf, cx);
            marking(area, &[(Action::Worst, "worst")], buf, cx);
        }
        Page::Dots => {
            let fixed = cx.settings.fixed.contains(&"marker");
            ask((dots::ASK, if fixed { FIXED } else { dots::USE }), area, buf, cx);
            let lines = lines_room(area);
            screen.dots.draw(lines.y, lines.height, area, buf, cx);
            button(screen, "This one", area, buf, cx);
            let hints = [(Action::Right, "next"), (Action::Erase, "page before"), (Action::Warnings, ""), (Action::Help, "")];
            frame::hints(area, KeyContext::Dialog, &hints, buf, cx);
        }
        Page::Plan => plans(screen, area, buf, cx),
        Page::HowMuch => {}
    }
}

/// What follows for the sessions from a pain that nobody has looked at.
fn gentle_until(cx: &Context) -> String {
    let key = cx.key(KeyContext::Scale, Action::Form);
    format!(
        "Sessions take their gentle forms; before each, {key} takes the full ones. Once it has been examined, run the first start again from the settings."
    )
}

/// Where the plans stand, and below them what the selected one asks for.
fn plans_room(count: usize, area: Rect) -> (Rect, Rect) {
    let room = column(area);
    let rows = u16::try_from(count).unwrap_or(u16::MAX).min(room.height.saturating_sub(2));
    let list = Rect { y: room.y + 2, height: rows, ..room };
    (list, Rect { y: list.bottom() + 1, height: room.bottom().saturating_sub(list.bottom() + 1), ..room })
}

fn plans(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let choices = super::plan::choices(cx);
    let labels: Vec<&str> = choices.iter().map(FirstPlan::label).collect();
    let (list, below) = plans_room(choices.len(), area);
    text::put(column(area).x, column(area).y, "With which plan do you begin?", cx.theme.bold(Role::Text), area, buf);
    screen.plans.lines(&labels, list, buf, cx);
    let about = choices.get(screen.plans.selected()).map(FirstPlan::about).unwrap_or_default();
    Paragraph::new(&about, cx.theme.style(Role::Soft)).draw(below, buf);
    let hints =
        [(Action::Do, "this one"), (Action::Back, "skip"), (Action::Left, "page before"), (Action::Warnings, ""), (Action::Help, "")];
    frame::hints(area, KeyContext::Dialog, &hints, buf, cx);
}

/// Where one stands in the whole.
fn head(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let header = chrome::Frame::of(area).header;
    let Some(step) = screen.step() else { return };
    let parts = vec![LinePart { length: 1, name: "" }; screen.steps().len()];
    SessionLine { parts: &parts, current: step, done: 1.0 }.draw(Rect { width: header.width.min(27), height: 1, ..header }, cx.theme, buf);
    let count = format!("{} of {}", step + 1, screen.steps().len());
    text::put_right(header.right(), header.y, &count, cx.theme.style(Role::Quiet), area, buf);
}

/// The question and what it is for.
fn ask((question, under): (&str, &str), area: Rect, buf: &mut Buffer, cx: &Context) {
    let room = column(area);
    let lines = lines_room(area);
    Glow::behind(Rect { height: lines.height.min(12), ..lines }, 0.35).draw(area, cx.theme, buf);
    text::put(room.x, room.y, question, cx.theme.bold(Role::Text), room, buf);
    text::put(room.x, room.y + 1, text::clip(under, room.width), cx.theme.style(Role::Soft), room, buf);
}

/// The row of the one button, below what the page shows; nothing where a page has none.
fn button_row(screen: &WelcomeScreen, area: Rect, cx: &Context) -> Option<u16> {
    let (lines, warnings) = (lines_room(area), &cx.library.guidance.warning_signs);
    let rows = |words: &str| u16::try_from(text::wrap(words, lines.width).len()).unwrap_or(u16::MAX);
    let end = match screen.page {
        Page::Hello => hello_top(area) + rows(&warnings.disclaimer) + 2,
        Page::Signs => screen.signs.end(lines, cx),
        Page::LookedAt => lines.y + rows(&warnings.question.answer) + rows(&gentle_until(cx)),
        Page::Equipment => screen.equipment.end(lines),
        Page::Where => screen.places.end(lines),
        Page::Dots => Dots::end(lines.y, lines.height, area),
        Page::Examined | Page::Advice | Page::HowMuch | Page::Plan => return None,
    };
    let gap = if area.height >= 30 { 2 } else { 1 };
    Some((end + gap).min(column(area).bottom().saturating_sub(1)))
}

/// What a click on a cell stands for.
pub(super) fn under(screen: &WelcomeScreen, at: Position, cx: &Context) -> Option<Message> {
    let area = cx.area();
    let lines = lines_room(area);
    if button_row(screen, area, cx) == Some(at.y) {
        // the button has the wider half of it
        let is_button = (column(area).x..column(area).x + 26).contains(&at.x);
        return Some(Message::Action(if is_button { Action::Do } else { Action::Back }));
    }
    match screen.page {
        Page::Signs => screen.signs.line_at(lines, at, cx).map(Message::Select),
        Page::Equipment => screen.equipment.line_at(lines, at).map(Message::Select),
        Page::Where => screen.places.line_at(lines, at).map(Message::Select),
        Page::Dots => Dots::at(lines.y, lines.height, at, area).map(Message::Select),
        Page::Examined => screen.examined.line_at(&["", ""], examined_room(area, cx), at),
        Page::Advice => {
            let advice = advice(&screen.signs.answers(), cx)?;
            screen.advice.line_at(&["", "", ""], advice.lines_room(3, area), at)
        }
        Page::Plan => {
            let choices = super::plan::choices(cx);
            let labels: Vec<&str> = choices.iter().map(FirstPlan::label).collect();
            screen.plans.line_at(&labels, plans_room(labels.len(), area).0, at)
        }
        Page::HowMuch => how_much(screen, |page| page.under(at, cx)),
        Page::Hello | Page::LookedAt => None,
    }
}

/// The one button, and skipping beside it.
fn button(screen: &WelcomeScreen, label: &str, area: Rect, buf: &mut Buffer, cx: &Context) {
    let room = column(area);
    let Some(y) = button_row(screen, area, cx) else { return };
    let x = chrome::button(room.x, y, &cx.key(KeyContext::Form, Action::Do), label, cx.theme, room, buf);
    chrome::choice(x + 3, y, &cx.key(KeyContext::Form, Action::Back), "skip", cx.theme, room, buf);
}

/// The hints of a page with lines to mark.
fn marking(area: Rect, own: &[frame::Hint], buf: &mut Buffer, cx: &Context) {
    let mut hints = vec![(Action::Mark, "")];
    hints.extend(own);
    hints.extend([(Action::Down, "next line"), (Action::Left, "page before"), (Action::Warnings, ""), (Action::Help, "")]);
    frame::hints(area, KeyContext::Form, &hints, buf, cx);
}

/// The height of the name.
fn hello_rows(area: Rect) -> u16 {
    if area.height >= 30 { 7 } else { 4 }
}

/// The first row of the words below it.
fn hello_top(area: Rect) -> u16 {
    column(area).y + u16::from(area.height >= 22) + hello_rows(area) + 1
}

/// What this is, once and plainly.
fn hello(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let room = column(area);
    let rows = hello_rows(area);
    let y = hello_top(area) - rows - 1;
    let name = Strokes::new("unhunch", rows);
    let (wide, high) = name.cells(cx.marker);
    Glow::behind(Rect { x: room.x, y, width: wide, height: high }, 1.0).draw(area, cx.theme, buf);
    name.draw((i32::from(room.x), i32::from(y)), cx.theme.color(Role::Text), cx.marker, area, buf);
    let mut y = hello_top(area);
    let rest = |y: u16| Rect { y, height: room.bottom().saturating_sub(y + 2), ..room };
    let disclaimer = &cx.library.guidance.warning_signs.disclaimer;
    y += Paragraph::new(disclaimer, cx.theme.style(Role::Text)).draw(rest(y), buf) + 1;
    let comes =
        format!("{} short pages come first.", ["No", "One", "Two", "Three", "Four", "Five"].get(screen.steps().len()).unwrap_or(&"Some"));
    if rest(y).height > 0 {
        text::put(room.x, y, &comes, cx.theme.style(Role::Quiet), room, buf);
    }
    button(screen, "Go on", area, buf, cx);
    frame::hints(area, KeyContext::Dialog, &[(Action::Warnings, ""), (Action::Help, "")], buf, cx);
}

/// Where the answers stand below the question.
fn examined_room(area: Rect, cx: &Context) -> Rect {
    let room = column(area);
    let question = text::wrap(&cx.library.guidance.warning_signs.question.ask, room.width).len();
    let y = room.y + u16::try_from(question).unwrap_or(u16::MAX).min(room.height) + 1;
    Rect { y, height: room.bottom().saturating_sub(y), ..room }
}

fn examined(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    Paragraph::new(&cx.library.guidance.warning_signs.question.ask, cx.theme.bold(Role::Text)).draw(column(area), buf);
    screen.examined.lines(&["Yes", "No"], examined_room(area, cx), buf, cx);
    let hints =
        [(Action::Do, "this one"), (Action::Back, "skip"), (Action::Left, "page before"), (Action::Warnings, ""), (Action::Help, "")];
    frame::hints(area, KeyContext::Dialog, &hints, buf, cx);
}

/// The places, with a capital each.
fn places() -> Vec<String> {
    Region::ALL.iter().map(|region| capital(region.label())).collect()
}

fn how_much<T>(screen: &WelcomeScreen, with: impl FnOnce(&scale::Page) -> T) -> T {
    let regions: Vec<&str> = screen.regions().map(Region::label).collect();
    let count = screen.step().map(|step| format!("{} of {}", step + 1, screen.steps().len())).unwrap_or_default();
    with(&scale::Page {
        title: "Your first number",
        under: "Right now",
        right: &count,
        right_under: "",
        question: "How is your upper back right now?",
        hint: "One key, and it is your first entry.",
        facts: &[&series(&regions)],
        others: &[],
        skip: "no number",
        back: "skip",
    })
}
