//! Power cuts in the middle of a session: what comes back is what was shown, a few seconds back at most and never ahead.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use unhunch::domain::Outcome;
use unhunch::player::{StepKind, Timeline};
use unhunch::store::Unfinished;

use crate::shown::{Kind, Shown};
use crate::stored::{Stored, outcomes, timeline};
use crate::tab::{Setup, Tab};

/// Rounds of an ordinary run; `UNHUNCH_KILLS` asks for another number.
const ROUNDS: usize = 24;
/// So many at a time: they wait more than they work.
const AT_ONCE: usize = 8;
/// The most that may be lost, in milliseconds (the position is written every four seconds).
const LOST: i64 = 5000;
/// A frame that was on its way to the terminal when its program was killed, in milliseconds.
const ON_ITS_WAY: i64 = 250;

/// Numbers by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most
    }
}

/// How the session was when it was killed, and what was found afterwards.
#[derive(Debug)]
struct Round {
    kind: Kind,
    /// Milliseconds by which the stored place is behind the shown second, less than nothing if inside it.
    behind: i64,
    /// Milliseconds by which it is beyond the end of the shown second.
    ahead: i64,
    /// Whether the item that had just ended was not on the disk yet.
    in_flight: bool,
    /// Whether the question had to be asked for, since the other tab seemed alive.
    seemed_alive: bool,
}

#[test]
fn after_a_power_cut_the_session_is_there_at_most_five_seconds_back_and_never_ahead() {
    let asked = std::env::var("UNHUNCH_KILLS").ok().and_then(|rounds| rounds.parse().ok());
    let count = asked.unwrap_or(ROUNDS);
    let (next, rounds) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(count) {
            scope.spawn(|| {
                loop {
                    let round = next.fetch_add(1, Ordering::Relaxed);
                    if round >= count {
                        return;
                    }
                    let found = play(round);
                    rounds.lock().expect("whole").push(found);
                }
            });
        }
    });
    let rounds = rounds.into_inner().expect("whole");
    assert_eq!(rounds.len(), count);
    for kind in [Kind::Ready, Kind::Work, Kind::Paused] {
        assert!(rounds.iter().any(|round| round.kind == kind), "none was killed in {kind:?}");
    }
    if asked.is_some() {
        let of = |is: &dyn Fn(&Round) -> bool| rounds.iter().filter(|round| is(round)).count();
        let kinds = [Kind::Ready, Kind::Work, Kind::Rest, Kind::Switch, Kind::Paused].map(|kind| (kind, of(&|round| round.kind == kind)));
        let mut behind: Vec<i64> = rounds.iter().map(|round| round.behind).collect();
        behind.sort_unstable();
        let said = format!(
            "{count} power cuts in {kinds:?}: behind the shown second by {} ms at most, {} ms in the middle; ahead of it in {} (by {} ms at most); \
             the item just ended was not on disk yet in {}; the killed tab seemed alive in {}\n",
            behind[behind.len() - 1],
            behind[behind.len() / 2],
            of(&|round| round.ahead > 0),
            rounds.iter().map(|round| round.ahead).max().unwrap_or(0).max(0),
            of(&|round| round.in_flight),
            of(&|round| round.seemed_alive),
        );
        std::io::stderr().write_all(said.as_bytes()).expect("said");
    }
}

/// One session, killed; then the next start.
fn play(round: usize) -> Round {
    let mut chance = Chance(0x5eed + round as u64);
    let tab = Setup::new().clock("2026-03-02T09:00").settings("flash: false").open();
    let home = tab.home.clone();
    tab.sees("Begin");
    tab.send("s");
    tab.sees("How is your upper back");
    tab.send(chance.below(10).to_string());
    tab.find("the player", Shown::read);
    let mut disk = Stored::of(home.path());
    let line = timeline(&disk.unfinished().expect("a session runs"));

    let jumped = usize::try_from(chance.below(line.steps.len() as u64)).expect("small");
    tab.send("n".repeat(jumped));
    tab.find("the step jumped to", |screen| Shown::read(screen).filter(|shown| shown.steps(&line).contains(&jumped)));
    // thirty keys in one go are thirty writes, more than any finger does: the round begins when all are on the disk
    disk.find(&tab, "the step jumped to", |disk| disk.unfinished().filter(|left| left.step == jumped));
    drop(disk);
    let changed = change(&tab, &mut chance, jumped);
    // longer than what may be lost, or a place that is never written would not be missed
    let wait = Duration::from_millis(chance.below(8000));
    assert!(tab.end_within(wait).is_none(), "it is still there");
    let screen = tab.kill();
    let shown = Shown::read(&screen).unwrap_or_else(|| panic!("round {round}: this is not the player\n{screen}"));

    let left = Stored::of(home.path()).unfinished().unwrap_or_else(|| panic!("round {round}: nothing was left\n{screen}"));
    let about = format!(
        "round {round}, {jumped} steps jumped, {changed}, then {wait:?}\n{screen}\n{:?}",
        (left.step, left.step_ms, outcomes(&left))
    );
    let (behind, ahead) = place_is_right(&shown, &line, &left, &about);
    let in_flight = items_are_right(&shown, &line, &left, jumped, changed, &about);
    let clock = if chance.below(2) == 0 { "2026-03-02T09:00:08" } else { "2026-03-02T09:10" };
    let seemed_alive = goes_on(Setup::beside(&home).clock(clock).open(), &line, &left, &about);
    Round { kind: shown.kind, behind, ahead, in_flight, seemed_alive }
}

/// In some rounds the session does not simply run when it is killed.
fn change(tab: &Tab, chance: &mut Chance, jumped: usize) -> &'static str {
    let left = || tab.find("the player", Shown::read).left;
    let now = left();
    match chance.below(10) {
        0 => {
            tab.send(" ");
            tab.sees("paused");
            "paused"
        }
        1 => {
            tab.send(" ");
            tab.sees("paused");
            tab.send(" ");
            tab.sees("on in");
            "going on"
        }
        2 if jumped > 1 => {
            tab.send("b");
            tab.until("an earlier set", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left > now));
            "back"
        }
        3 => {
            tab.until("a second", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left < now));
            tab.send("r");
            tab.until("the set again", |screen| Shown::read(&screen.contents()).is_some_and(|shown| shown.left >= now));
            "again"
        }
        _ => "running",
    }
}

/// The stored place against the shown one: how far behind it is, and how far beyond the shown second.
fn place_is_right(shown: &Shown, line: &Timeline, left: &Unfinished, about: &str) -> (i64, i64) {
    assert_eq!(timeline(left), *line, "the timeline is frozen: {about}");
    let steps = shown.steps(line);
    assert!(!steps.is_empty(), "the words do not fit the clock {shown:?}: {about}");
    let stored = signed(line.start_of(left.step) + left.step_ms);
    let (behind, ahead) = (shown.elapsed(line) - stored, stored - (shown.elapsed(line) + 1000));
    assert!(behind <= LOST, "{behind} ms behind: {about}");
    assert!(ahead <= ON_ITS_WAY, "{ahead} ms ahead: {about}");
    if !steps.contains(&left.step) {
        let begins = signed(line.start_of(steps[0]));
        assert!((begins - stored).abs() <= LOST, "another step, and no boundary near: {about}");
    }
    (behind, ahead)
}

/// The stored items against those that the screen had left behind. Answers whether the last of them was not on the disk yet.
fn items_are_right(shown: &Shown, line: &Timeline, left: &Unfinished, jumped: usize, changed: &str, about: &str) -> bool {
    let steps = shown.steps(line);
    let now = steps[0];
    // what one went back over has been left behind once
    let behind = now.max(jumped);
    let stored = outcomes(left);
    let mut missing = Vec::new();
    for (index, step) in line.work() {
        let StepKind::Work { seq, .. } = step.kind else { continue };
        let found = stored.iter().find(|(at, _)| *at == signed(seq as u64)).map(|(_, outcome)| *outcome);
        let wanted = if index < jumped { Outcome::Skipped } else { Outcome::Done };
        match found {
            None if index < behind => missing.push(index),
            Some(outcome) if index < behind => assert!(outcome == wanted || changed == "back" || changed == "again", "{index}: {about}"),
            Some(_) => {
                let ends = signed(line.start_of(index + 1));
                assert!(ends <= shown.elapsed(line) + 1000 + ON_ITS_WAY, "item at step {index} is stored and not over: {about}");
            }
            None => {}
        }
        assert!(found.is_some() || index >= left.step, "item at step {index} lies before the stored place and is missing: {about}");
    }
    // the screen may be ahead of the disk by the time of one write, in the very second in which a step begins
    let in_flight = !missing.is_empty();
    let has_just_begun = signed(line.start_of(now)) >= shown.elapsed(line) - ON_ITS_WAY;
    assert!(!in_flight || missing.len() == 1 && has_just_begun, "items missing at steps {missing:?}: {about}");
    in_flight
}

/// The next start offers the session, takes it up at the stored place, counts three and goes on there.
fn goes_on(tab: Tab, line: &Timeline, left: &Unfinished, about: &str) -> bool {
    let seems_alive = tab.find("what was left", |screen| {
        let alive = screen.contains("runs in another tab").then_some(true);
        screen.contains("Go on there").then_some(false).or(alive)
    });
    if seems_alive {
        tab.send("\r");
        tab.sees("Take it over in this tab");
    }
    let step = &line.steps[left.step];
    let name = line.parts[step.part].name.to_lowercase();
    assert!(tab.text().to_lowercase().contains(&name), "{name} is not named: {about}\n{}", tab.text());
    if matches!(step.kind, StepKind::Work { .. }) {
        let seconds = left.step_ms / 1000;
        let into = format!(" {}:{:02} in.", seconds / 60, seconds % 60);
        assert!(tab.text().contains(&into), "not{into}: {about}\n{}", tab.text());
    }
    tab.send("\r");
    let elapsed = line.start_of(left.step) + left.step_ms;
    let stays = (line.total_ms() - elapsed).div_ceil(1000);
    for count in ["3", "2", "1"] {
        let shown = tab.find(&format!("on in {count}"), |screen| {
            let counts = screen.lines().any(|line| line.split("on in").nth(1).is_some_and(|rest| rest.trim_start().starts_with(count)));
            Shown::read(screen).filter(|_| counts)
        });
        assert_eq!(shown.left, stays, "counting, time stands: {about}\n{}", tab.text());
        assert!(shown.steps(line).contains(&left.step), "another step: {about}\n{}", tab.text());
    }
    tab.until("time going on", |screen| {
        let text = screen.contents();
        !text.contains("on in") && Shown::read(&text).is_some_and(|shown| shown.left < stays && shown.left + 5 > stays)
    });
    seems_alive
}

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).expect("short")
}
