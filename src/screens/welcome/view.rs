//! How the first start looks: where one stands in it, one question, one button.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::warned::{ACKNOWLEDGE, Advice};
use super::super::frame::{self, column};
use super::super::{equipment, scale};
use super::{Page, STEPS, WelcomeScreen};
use crate::app::Context;
use crate::config::{Action, KeyContext, theme::Role};
use crate::domain::{Region, WarningAnswers, capital, series};
use crate::widgets::glow::Glow;
use crate::widgets::session_line::{LinePart, SessionLine};
use crate::widgets::strokes::Strokes;
use crate::widgets::text::{self, Paragraph};
use crate::widgets::chrome;

/// Where the lines between the question and the button stand.
pub(super) fn lines_room(area: Rect) -> Rect {
    let room = column(area);
    Rect { y: room.y + 3, height: room.height.saturating_sub(5), ..room }
}

/// What follows from answers; nothing if none of it is true.
pub(super) fn advice(answers: &WarningAnswers, cx: &Context) -> Option<Advice> {
    answers.is_warning().then(|| Advice::of(answers, cx))
}

/// Draws the page one stands on.
pub(super) fn draw(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    if screen.page == Page::HowMuch {
        return how_much(screen, area, buf, cx);
    }
    head(screen, area, buf, cx);
    match screen.page {
        Page::Hello => hello(area, buf, cx),
        Page::Signs => {
            let (title, count) = screen.signs.heading(lines_room(area), cx);
            ask(("Is any of this true for you now?", &title), area, buf, cx);
            text::put_right(column(area).right(), column(area).y, &count, cx.theme.style(Role::Quiet), area, buf);
            let end = screen.signs.draw(lines_room(area), buf, cx);
            let label = if screen.signs.is_marked(lines_room(area), cx) { "Go on" } else { "None of these" };
            button(label, end, area, buf, cx);
            marking(area, &[], buf, cx);
        }
        Page::Examined => examined(screen, area, buf, cx),
        Page::Advice => {
            let Some(advice) = advice(&screen.signs.answers(), cx) else { return };
            let first = if advice.is_now { "Close" } else { "Go on; exercises wait" };
            advice.draw(&screen.advice, &[first, ACKNOWLEDGE[0], ACKNOWLEDGE[1]], area, buf, cx);
            frame::hints(area, KeyContext::Dialog, &[(Action::Do, "this one"), (Action::Warnings, "all signs"), (Action::Help, "")], buf, cx);
        }
        Page::LookedAt => {
            let room = column(area);
            text::put(room.x, room.y, "Have it looked at once", cx.theme.bold(Role::Text), room, buf);
            let answer = &cx.library.guidance.warning_signs.question.answer;
            let lines = lines_room(area);
            let end = lines.y + Paragraph::new(answer, cx.theme.style(Role::Soft)).draw(Rect { y: lines.y - 1, ..lines }, buf);
            button("Go on", end, area, buf, cx);
            frame::hints(area, KeyContext::Dialog, &[(Action::Left, "page before"), (Action::Help, "")], buf, cx);
        }
        Page::Equipment => {
            let fixed = cx.settings.fixed.contains(&"equipment");
            ask((equipment::ASK, if fixed { "Your settings.ron says it already: what is marked here changes nothing." } else { equipment::USE }), area, buf, cx);
            let end = screen.equipment.draw(&equipment::labels(), lines_room(area), buf, cx);
            button("Go on", end, area, buf, cx);
            marking(area, &[(Action::All, "all"), (Action::Clear, "none")], buf, cx);
        }
        Page::Where => {
            ask(("Where does it hurt now?", "Several, if you like. It goes with your first number."), area, buf, cx);
            let end = screen.places.draw(&places(), lines_room(area), buf, cx);
            button("Go on", end, area, buf, cx);
            marking(area, &[(Action::Worst, "worst")], buf, cx);
        }
        Page::HowMuch => {}
    }
}

/// Where one stands in the whole.
fn head(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let header = chrome::Frame::of(area).header;
    let Some(step) = screen.step() else { return };
    let parts = [LinePart { length: 1, name: "" }; STEPS.len()];
    SessionLine { parts: &parts, current: step, done: 1.0 }.draw(Rect { width: header.width.min(26), height: 1, ..header }, cx.theme, buf);
    let count = format!("{} of {}", step + 1, STEPS.len());
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

/// The one button below what ends on the row before `end`, and skipping beside it.
fn button(label: &str, end: u16, area: Rect, buf: &mut Buffer, cx: &Context) {
    let room = column(area);
    let y = (end + if area.height >= 30 { 2 } else { 1 }).min(room.bottom().saturating_sub(1));
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

/// What this is, once and plainly.
fn hello(area: Rect, buf: &mut Buffer, cx: &Context) {
    let room = column(area);
    let rows = if area.height >= 30 { 7 } else { 4 };
    let y = room.y + u16::from(area.height >= 22);
    let name = Strokes::new("unhunch", rows);
    let (wide, high) = name.cells(cx.marker);
    Glow::behind(Rect { x: room.x, y, width: wide, height: high }, 1.0).draw(area, cx.theme, buf);
    name.draw((i32::from(room.x), i32::from(y)), cx.theme.color(Role::Text), cx.marker, area, buf);
    let mut y = y + rows + 1;
    let rest = |y: u16| Rect { y, height: room.bottom().saturating_sub(y + 2), ..room };
    let disclaimer = &cx.library.guidance.warning_signs.disclaimer;
    y += Paragraph::new(disclaimer, cx.theme.style(Role::Text)).draw(rest(y), buf) + 1;
    let comes = format!("{} short pages come first.", ["No", "One", "Two", "Three", "Four"].get(STEPS.len()).unwrap_or(&"Some"));
    if rest(y).height > 0 {
        text::put(room.x, y, &comes, cx.theme.style(Role::Quiet), room, buf);
    }
    button("Go on", y + 1, area, buf, cx);
    frame::hints(area, KeyContext::Dialog, &[(Action::Warnings, ""), (Action::Help, "")], buf, cx);
}

fn examined(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let room = column(area);
    let question = &cx.library.guidance.warning_signs.question.ask;
    let y = room.y + Paragraph::new(question, cx.theme.bold(Role::Text)).draw(room, buf) + 1;
    screen.examined.lines(&["Yes", "No"], Rect { y, height: room.bottom().saturating_sub(y), ..room }, buf, cx);
    let hints = [(Action::Do, "this one"), (Action::Back, "skip"), (Action::Left, "page before"), (Action::Warnings, ""), (Action::Help, "")];
    frame::hints(area, KeyContext::Dialog, &hints, buf, cx);
}

/// The places, with a capital each.
fn places() -> Vec<String> {
    Region::ALL.iter().map(|region| capital(region.label())).collect()
}

fn how_much(screen: &WelcomeScreen, area: Rect, buf: &mut Buffer, cx: &Context) {
    let regions: Vec<&str> = screen.regions().map(Region::label).collect();
    let count = screen.step().map(|step| format!("{} of {}", step + 1, STEPS.len())).unwrap_or_default();
    scale::Page {
        title: "Your first number",
        under: "Right now",
        right: &count,
        right_under: "",
        question: "How is your upper back right now?",
        hint: "One key, and it is your first entry.",
        facts: &[&series(&regions)],
        other: None,
        skip: "no number",
        back: "skip",
    }
    .draw(&screen.picker, area, buf, cx);
}
