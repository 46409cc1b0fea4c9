//! The core under a clock moved by hand, with a screen that notes what it is told.

use std::cell::RefCell;

use ratatui::buffer::Buffer;

use super::*;
use crate::app::{Effect, Small};
use crate::assets::Source;
use crate::config::theme::Role;
use crate::config::{Action, KeyContext};
use crate::runtime::zone::FixedZone;
use crate::sound::{Sound, Tone};

thread_local! {
    static TOLD: RefCell<Vec<Message>> = const { RefCell::new(Vec::new()) };
    static DUE: RefCell<Option<Duration>> = const { RefCell::new(None) };
    static CHANGE: RefCell<Change> = const { RefCell::new(Change::Nothing) };
}

#[derive(Debug)]
struct Probe;

impl Screen for Probe {
    fn context(&self) -> KeyContext {
        KeyContext::Pane
    }
    fn update(&mut self, message: &Message, _cx: &Context) -> Vec<Effect> {
        TOLD.with_borrow_mut(|told| told.push(message.clone()));
        match message {
            Message::Action(Action::Search) => vec![Effect::Toast("looked".into()), Effect::Sound(Sound::Tone(Tone::End))],
            Message::Tick => {
                DUE.set(None);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
    fn view(&self, area: Rect, buf: &mut Buffer, cx: &Context) {
        crate::widgets::text::put(0, 0, &format!("at {}", cx.now.awake.as_secs()), cx.theme.style(Role::Text), area, buf);
    }
    fn due(&self, cx: &Context) -> Option<Duration> {
        // as screens do: the next change after now, never one that has passed
        DUE.with_borrow(|due| *due).filter(|due| *due > cx.now.awake)
    }
    fn changed(&self, _since: &Moment, _area: Rect, _cx: &Context) -> Change {
        CHANGE.with_borrow(|change| *change)
    }
    fn small(&self, _cx: &Context) -> Option<Small> {
        Some(Small { what: "Probe".into(), seconds: 7, word: "hold".into() })
    }
}

fn moment(seconds: u64) -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-03-02T09:00:00+01:00").expect("a time");
    let passed = Duration::from_secs(seconds);
    Moment { awake: passed, boot: passed, wall: wall + passed }
}

fn core_on(var: fn(&str) -> Option<String>) -> Core {
    TOLD.take();
    DUE.take();
    CHANGE.set(Change::Nothing);
    let setup = Setup {
        open: |_, _| Box::new(Probe),
        choices: Choices::read(&Source::embedded()).expect("the embedded files").0,
        prefs: BTreeMap::new(),
        caps: Caps::read(var),
        library: Library::default(),
        zone: Arc::new(FixedZone(chrono::FixedOffset::east_opt(3600).expect("an offset"))),
        size: Size::new(80, 24),
        now: moment(0),
        patience: Duration::from_secs(2),
    };
    Core::new(setup, &Route::Today).0
}

fn core() -> Core {
    core_on(|_| None)
}

fn key(text: &str) -> Event {
    Event::Key(text.parse().expect(text))
}

/// What the screen was told since the last look.
fn told() -> Vec<Message> {
    TOLD.take()
}

fn text(frame: &Frame) -> String {
    frame.buffer.content().iter().map(|cell| cell.symbol()).collect()
}

#[test]
fn sleep_is_told_before_the_key_that_ended_it_and_before_any_tick() {
    let mut core = core();
    DUE.set(Some(Duration::from_secs(5)));
    core.step(Event::Time, moment(4));
    told();
    let woken = Moment { awake: Duration::from_secs(6), ..moment(3600) };
    core.step(key("j"), woken);
    let told = told();
    assert_eq!(told[0], Message::Woke { slept: Duration::from_secs(3594), stepped: TimeDelta::zero() });
    assert_eq!(told[1..], [Message::Tick, Message::Action(Action::Down)]);
}

#[test]
fn a_program_that_was_stopped_has_slept_for_as_long_as_the_deadline_is_past() {
    let mut core = core();
    DUE.set(Some(Duration::from_secs(5)));
    core.step(Event::Time, moment(4));
    told();
    core.step(Event::Time, moment(65));
    assert_eq!(told()[0], Message::Woke { slept: Duration::from_secs(60), stepped: TimeDelta::zero() });
}

#[test]
fn with_nothing_due_a_long_quiet_time_is_no_absence() {
    let mut core = core();
    core.step(key("j"), moment(4000));
    assert_eq!(told(), [Message::Action(Action::Down)]);
}

#[test]
fn a_stall_below_two_seconds_is_no_absence() {
    let mut core = core();
    DUE.set(Some(Duration::from_secs(5)));
    core.step(Event::Time, moment(4));
    told();
    let late = Moment { awake: Duration::from_millis(6990), boot: Duration::from_millis(6990), ..moment(7) };
    core.step(Event::Time, late);
    assert_eq!(told(), [Message::Tick]);
}

#[test]
fn a_clock_that_was_set_is_told_either_way_and_a_correction_of_a_second_is_not() {
    for (seconds, is_told) in [(3600, true), (-3600, true), (1, false), (-1, false)] {
        let mut core = core();
        let step = TimeDelta::seconds(seconds);
        core.step(Event::Time, Moment { wall: moment(10).wall + step, ..moment(10) });
        let expected = Message::Woke { slept: Duration::ZERO, stepped: step };
        assert_eq!(told().contains(&expected), is_told, "{seconds}");
    }
}

#[test]
fn a_new_day_is_told_once_at_its_start() {
    let mut core = core();
    assert_eq!(core.day_end().to_rfc3339(), "2026-03-03T03:00:00+00:00", "four in the morning, an hour east");
    let four = 19 * 3600;
    core.step(Event::Time, moment(four - 1));
    assert_eq!(told(), []);
    core.step(Event::Time, moment(four));
    core.step(Event::Time, moment(four + 1));
    assert_eq!(told(), [Message::NewDay]);
}

#[test]
fn a_deadline_that_has_passed_is_told_before_what_came_after_it() {
    let mut core = core();
    DUE.set(Some(Duration::from_millis(4500)));
    core.step(Event::Time, moment(4));
    assert_eq!((told(), core.due()), (vec![], Some(Duration::from_millis(4500))));
    core.step(Event::Paste("a\x1b[31mb".into()), moment(5));
    assert_eq!(told(), [Message::Tick, Message::Paste("a[31mb".into())]);
    assert_eq!(core.due(), None);
}

#[test]
fn a_frame_comes_after_every_message_and_after_a_tick_only_as_far_as_something_changed() {
    let mut core = core();
    assert_eq!(core.frame().expect("the first").part, None);
    assert_eq!(core.frame(), None, "nothing has happened");
    DUE.set(Some(Duration::from_secs(2)));
    core.step(Event::Time, moment(1));
    assert_eq!(core.frame(), None, "mere time changes nothing");

    let part = Rect::new(0, 0, 10, 1);
    CHANGE.set(Change::Part(part));
    core.step(Event::Time, moment(2));
    let frame = core.frame().expect("a part");
    assert_eq!((frame.part, frame.buffer.area), (Some(part), part));
    assert_eq!(text(&frame).trim_end(), "at 2");

    core.step(key("j"), moment(3));
    assert_eq!(core.frame().expect("after a key").part, None);
}

#[test]
fn a_sentence_of_the_moment_is_drawn_and_goes_by_itself() {
    let mut core = core();
    core.frame();
    let things = core.step(key("/"), moment(1));
    assert_eq!(things, [Do::Bell(Tone::End)]);
    assert!(text(&core.frame().expect("all")).contains("looked"));
    let until = core.due().expect("it goes");
    core.step(Event::Time, moment(until.as_secs() + 1));
    assert!(!text(&core.frame().expect("all again")).contains("looked"));
    assert_eq!(core.due(), None);
}

#[test]
fn a_screen_that_is_too_small_asks_for_room_and_keeps_the_keys() {
    let mut core = core();
    core.step(Event::Resized(Size::new(50, 14)), moment(1));
    let shown = text(&core.frame().expect("all"));
    assert!(shown.contains("60 × 18") && shown.contains('7') && !shown.contains("at 1"), "{shown}");
    told();
    core.step(key("j"), moment(2));
    assert_eq!(told(), [Message::Action(Action::Down)]);
    for (width, height) in [(1, 1), (2, 1), (1, 50), (300, 1)] {
        core.step(Event::Resized(Size::new(width, height)), moment(3));
        assert_eq!(core.frame().expect("all").buffer.area, Rect::new(0, 0, width, height));
    }
}

#[test]
fn a_blanked_screen_is_bare_ground_until_any_key() {
    let mut core = core();
    core.step(key("f3"), moment(1));
    assert_eq!(text(&core.frame().expect("all")).trim(), "");
    told();
    core.step(key("j"), moment(2));
    assert_eq!(told(), [], "the key that brings the screen back does nothing else");
    assert!(text(&core.frame().expect("all")).contains("at 2"));
}

#[test]
fn what_only_the_shell_can_do_is_handed_to_it() {
    let mut core = core();
    assert_eq!(core.step(key("ctrl-c"), moment(1)), [Do::Quit]);
    assert_eq!(core.step(key("ctrl-z"), moment(1)), [Do::Suspend]);
    assert_eq!(core.step(key("ctrl-l"), moment(1)), [Do::Repaint]);
    assert_eq!(core.step(Event::Focus(true), moment(1)), [Do::Look]);
    assert_eq!(core.step(Event::Focus(false), moment(1)), []);
    let asked = core.step(key("u"), moment(1));
    assert!(matches!(asked.as_slice(), [Do::Ask(Request::Undo, stamp)] if stamp.off == 60), "{asked:?}");
}

#[test]
fn the_terminals_background_is_taken_up_once_and_remembered() {
    let mut core = core_on(|name| (name == "TERM").then(|| "xterm-256color".into()));
    assert!(core.wants_background());
    let first = core.frame().expect("all");
    let asked = core.step(Event::Background { light: true }, moment(1));
    let [Do::Ask(Request::SetPref(name, value), _)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((name.as_str(), value.as_str()), ("background.xterm-256color", "true"));
    let light = core.frame().expect("all");
    assert_ne!(first.buffer.content()[0].bg, light.buffer.content()[0].bg);
    assert!(!core.wants_background());
    assert_eq!(core.step(Event::Background { light: false }, moment(2)), [], "nobody asked again");
    assert!(!core_on(|name| (name == "TMUX").then(|| "x".into())).wants_background(), "never through a multiplexer");
}

#[test]
fn a_choice_is_in_force_as_soon_as_it_is_kept() {
    let mut core = core();
    let choice = Request::SetPref("bell".into(), "false".into());
    core.step(Event::Stored(Box::new(choice), Ok(Reply::PrefKept)), moment(1));
    assert_eq!(core.step(key("/"), moment(1)), [], "no bell any more");
}

#[test]
fn a_beat_that_was_kept_draws_nothing() {
    let mut core = core();
    core.frame();
    let beat = Request::Position { session: crate::domain::Uid::at(1, &[0; 10]), step: 0, step_ms: 0, paused: false, active_ms: 0 };
    core.step(Event::Stored(Box::new(beat), Ok(Reply::Kept)), moment(1));
    assert_eq!((told(), core.frame()), (vec![], None));
}
