//! What pictures cost: every screen drawn whole at 120 × 36, the part of the player that moves, and the steps in between.

use std::error::Error;
use std::time::Duration;

use unhunch::app::{Route, What};
use unhunch::assets::Source;
use unhunch::content;
use unhunch::player::{Player, build, item};

use crate::measure::{Measure, timed};
use crate::stage::Stage;

/// Measures pictures and the player.
pub fn measure(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    if measure.wants("draw: ") {
        whole(measure)?;
    }
    if measure.wants("player: ") {
        player(measure)?;
    }
    Ok(())
}

/// Every screen, whole.
fn whole(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    let mut draw = |name: &str, stage: &mut Stage| {
        measure.each(&format!("draw: {name}"), || {
            stage.core.forget();
            stage.core.frame()
        });
    };
    let mut stage = Stage::new()?;
    draw("Today", &mut stage);
    stage.press(&["?"])?;
    draw("Help", &mut stage);
    stage.press(&["esc", "!"])?;
    draw("Warning signs", &mut stage);
    stage.press(&["esc", "2"])?;
    draw("Library", &mut stage);
    stage.press(&["1", "S"])?;
    draw("Start", &mut stage);
    stage.press(&["5"])?;
    stage.wait_for(Duration::from_secs(2));
    draw("Player, get ready", &mut stage);
    stage.wait_for(Duration::from_secs(15));
    draw("Player, at work", &mut stage);
    stage.wait_to_the_end();
    draw("Rating after", &mut stage);
    stage.press(&["3"])?;
    draw("Summary", &mut stage);
    stage.press(&["enter", "3"])?;
    draw("Journal", &mut stage);
    stage.press(&["4"])?;
    draw("Plan", &mut stage);
    stage.press(&["5"])?;
    draw("Guide", &mut stage);
    stage.press(&["1", ","])?;
    draw("Settings", &mut stage);
    stage.press(&["esc", "p"])?;
    draw("Log pain", &mut stage);
    stage.press(&["4"])?;
    draw("The form of a rating", &mut stage);
    stage.press(&["esc"])?;
    breathing(&mut stage)?;
    draw("Player, a paced breath", &mut stage);
    Ok(())
}

/// To the middle of a paced breath.
fn breathing(stage: &mut Stage) -> Result<(), Box<dyn Error>> {
    stage.go(&Route::Start { what: What::Exercise("belly-breathing".into(), None), short: false });
    stage.press(&["enter"])?;
    stage.wait_for(Duration::from_secs(25));
    Ok(())
}

/// The player's own steps, and a frame of a paced breath as the loop has it.
fn player(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    let library = content::load(&Source::embedded(), &[]).0;
    let routine = library.routine("daily-relief").ok_or("no such routine")?;
    let units: Vec<_> = routine.items.iter().filter_map(|planned| Some(item(planned, library.exercise(&planned.exercise)?))).collect();
    measure.each("player: a routine to its timeline", || build(&routine.name, &units));
    let timeline = build(&routine.name, &units);
    let mut session = Player::new(timeline.clone(), Duration::ZERO);
    let mut now = Duration::ZERO;
    measure.each("player: advance by 70 ms", || {
        now += Duration::from_millis(70);
        session.advance(now)
    });
    let late = Duration::from_millis(timeline.total_ms() * 9 / 10);
    let mut session = Player::new(timeline, Duration::ZERO);
    session.advance(late);
    measure.each("player: words and numbers of an instant", || session.face(late));
    measure.each("player: what moves at an instant", || session.now(late));

    let mut stage = Stage::new()?;
    breathing(&mut stage)?;
    stage.core.frame();
    measure.parts("player: a step of a paced breath, undrawn", || {
        let took = timed(|| stage.wait()).0;
        stage.core.frame();
        Ok::<_, String>(took)
    })?;
    measure.parts("player: the moving part of a paced breath", || {
        loop {
            stage.wait();
            let (took, frame) = timed(|| stage.core.frame());
            match frame {
                Some(frame) if frame.part.is_some() => return Ok(took),
                None if stage.core.due().is_none() => return Err("the breath came to its end"),
                _ => {}
            }
        }
    })?;
    Ok(())
}
