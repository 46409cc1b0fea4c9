//! One screen, one file. A screen never opens another: it wishes for a route, and only `open` knows what stands behind it.

pub mod banner;
mod breaks;
mod choices;
mod dots;
mod entry;
mod equipment;
mod frame;
mod guide;
mod help;
mod journal;
mod library;
mod marks;
mod matching;
mod movement;
mod plan;
mod player;
mod prose;
mod quiet;
mod rate;
mod resume;
mod scale;
mod search;
mod settings;
mod start;
mod summary;
mod today;
mod warned;
mod warnings;
mod welcome;
mod what;

use crate::app::{Context, Route, Screen};

/// The screen behind a route.
#[must_use]
pub fn open(route: &Route, cx: &Context) -> Box<dyn Screen> {
    match route.clone() {
        Route::Today => Box::new(today::TodayScreen::new(cx)),
        Route::Library => Box::new(library::LibraryScreen::new(cx)),
        Route::StartToday { short } => Box::new(start::StartScreen::of_today(short, cx)),
        Route::Guide => Box::new(guide::GuideScreen::new(cx)),
        Route::Breaks => Box::new(breaks::BreaksScreen::new(cx)),
        Route::Plan => Box::new(plan::PlanScreen::new(cx)),
        Route::Review(run) => Box::new(plan::ReviewScreen::new(run, cx)),
        Route::Start { what, short } => Box::new(start::StartScreen::new(what, short, cx)),
        Route::Break { small } => Box::new(movement::BreakScreen::new(small)),
        Route::Quiet => Box::new(quiet::QuietScreen::new(cx)),
        Route::Resume(left) => Box::new(resume::ResumeScreen::new(*left)),
        Route::Player(playing) => Box::new(player::PlayerScreen::new(*playing, cx)),
        Route::Rate(rating) => Box::new(rate::RateScreen::new(rating)),
        Route::Summary(session) => Box::new(summary::SummaryScreen::new(session)),
        Route::Journal => Box::new(journal::JournalScreen::new(cx)),
        Route::Entry { uid, is_new } => Box::new(entry::EntryScreen::new(uid, is_new)),
        Route::Help(place, unused) => Box::new(help::HelpScreen::new(place, unused)),
        Route::Warnings => Box::new(warnings::WarningsScreen::default()),
        Route::Flagged => Box::new(warnings::WarningsScreen::after_a_mark()),
        Route::Warned(then) => Box::new(warned::WarnedScreen::new(then.map(|route| *route))),
        Route::Welcome => Box::new(welcome::WelcomeScreen::new(cx)),
        Route::Equipment => Box::new(equipment::EquipmentScreen::new(cx)),
        Route::Dots => Box::new(dots::DotsScreen::new(cx)),
        Route::Settings => Box::new(settings::SettingsScreen::default()),
    }
}
