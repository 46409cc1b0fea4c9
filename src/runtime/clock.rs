//! The clocks of the machine: the only place that asks for the time. They can be made to start elsewhere and to run faster.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use rustix::time::{ClockId, clock_gettime};

use super::zone::FixedZone;
use crate::domain::{Moment, Zone};

/// What `--clock START[xRATE]` says: when the clock starts, and how many seconds of it pass in one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockStart {
    local: NaiveDateTime,
    offset: Option<FixedOffset>,
    rate: u32,
}

impl FromStr for ClockStart {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a clock; write 2026-03-02T09:00, with an offset 2026-03-02T09:00+01:00, sixty times as fast 2026-03-02T09:00x60"
            )
        };
        let (start, rate) = text.split_once('x').map_or((text, Some(1)), |(start, rate)| (start, rate.parse::<u32>().ok()));
        let rate = rate.filter(|rate| (1..=86_400).contains(rate)).ok_or_else(wrong)?;
        let with_offset = ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%:z"].iter().find_map(|form| DateTime::parse_from_str(start, form).ok());
        let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].iter().find_map(|form| NaiveDateTime::parse_from_str(start, form).ok());
        match (with_offset, local) {
            (Some(at), _) => Ok(Self { local: at.naive_local(), offset: Some(*at.offset()), rate }),
            (None, Some(local)) => Ok(Self { local, offset: None, rate }),
            (None, None) => Err(wrong()),
        }
    }
}

/// Reads the three clocks.
#[derive(Debug)]
pub struct SystemClock {
    zone: Arc<dyn Zone>,
    trial: Option<Trial>,
}

/// A clock that was set: from where it runs, and what the machine's clocks read then.
#[derive(Debug)]
struct Trial {
    from: DateTime<Utc>,
    rate: u32,
    awake: Duration,
    boot: Duration,
}

impl SystemClock {
    /// The machine's own clocks, or clocks that start where `start` says. A start with an offset brings that offset as its zone.
    pub fn new(start: Option<ClockStart>, zone: Arc<dyn Zone>) -> Self {
        let Some(start) = start else { return Self { zone, trial: None } };
        let zone: Arc<dyn Zone> = start.offset.map_or(zone, |offset| Arc::new(FixedZone(offset)));
        let from = zone.earliest(start.local).to_utc();
        Self { zone, trial: Some(Trial { from, rate: start.rate, awake: awake(), boot: boot() }) }
    }

    /// The rules of local time that go with it.
    #[must_use]
    pub fn zone(&self) -> Arc<dyn Zone> {
        Arc::clone(&self.zone)
    }

    /// How many seconds of this clock pass in one of the machine's.
    #[must_use]
    pub fn rate(&self) -> u32 {
        self.trial.as_ref().map_or(1, |trial| trial.rate)
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        let (awake, boot) = (awake(), boot());
        let Some(trial) = &self.trial else {
            return self.moment(awake, boot, wall());
        };
        let passed = |now: Duration, then: Duration| now.saturating_sub(then).saturating_mul(trial.rate);
        let boot = passed(boot, trial.boot);
        let wall = TimeDelta::from_std(boot).ok().and_then(|passed| trial.from.checked_add_signed(passed)).unwrap_or(trial.from);
        self.moment(passed(awake, trial.awake), boot, wall)
    }

    fn moment(&self, awake: Duration, boot: Duration, wall: DateTime<Utc>) -> Moment {
        Moment { awake, boot, wall: self.zone.wall(wall) }
    }

    /// How long the machine has to wait until this clock has gone on by `span`; never too short.
    #[must_use]
    pub fn machine_time(&self, span: Duration) -> Duration {
        match self.rate() {
            1 => span,
            rate => span / rate + Duration::from_nanos(1),
        }
    }

    /// The instant on the machine's wall clock at which this clock's wall will read `at`.
    #[must_use]
    pub fn machine_wall(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if self.trial.is_none() {
            return at;
        }
        let left = (at - self.now().wall.to_utc()).to_std().unwrap_or_default();
        wall() + TimeDelta::from_std(self.machine_time(left)).unwrap_or_default()
    }
}

/// Time awake on the machine's own clock, whatever clock was set: for deadlines of the shell itself.
#[must_use]
pub fn awake() -> Duration {
    read(ClockId::Monotonic)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot() -> Duration {
    read(ClockId::Boottime)
}

// elsewhere sleep shows as a step of the wall clock alone
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn boot() -> Duration {
    awake()
}

fn read(id: ClockId) -> Duration {
    Duration::try_from(clock_gettime(id)).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks for the wall clock")]
fn wall() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::super::zone::LocalZone;
    use super::*;

    fn clock(text: &str) -> SystemClock {
        SystemClock::new(Some(text.parse().expect(text)), Arc::new(LocalZone))
    }

    #[test]
    fn a_set_clock_starts_where_it_is_told_in_the_zone_it_names() {
        let now = clock("2026-03-02T09:00+05:30").now();
        assert!(now.wall.to_rfc3339().starts_with("2026-03-02T09:00:0"), "{}", now.wall);
        assert_eq!(now.offset_minutes(), 330);
    }

    #[test]
    fn a_faster_clock_drives_all_three_clocks_and_shortens_every_wait() {
        let clock = clock("2026-03-02T09:00+00:00x3600");
        let first = clock.now();
        let mut then = clock.now();
        while then.awake == first.awake {
            then = clock.now();
        }
        assert!(then.boot > first.boot && then.wall > first.wall);
        assert_eq!(clock.machine_time(Duration::from_secs(3600)), Duration::from_secs(1) + Duration::from_nanos(1));
        let hour = clock.machine_wall(then.wall.to_utc() + TimeDelta::hours(1)) - wall();
        assert!(hour <= TimeDelta::seconds(1), "an hour of it passes in a second: {hour}");
    }

    #[test]
    fn what_is_not_a_clock_is_refused_with_an_example() {
        for wrong in ["", "09:00", "2026-03-02", "2026-03-02T09:00x", "2026-03-02T09:00x0", "2026-03-02T09:00x-1", "2026-02-30T09:00"] {
            assert!(wrong.parse::<ClockStart>().expect_err(wrong).contains("2026-03-02T09:00x60"), "{wrong}");
        }
    }

    #[test]
    fn the_machines_own_clock_agrees_with_the_system() {
        let clock = SystemClock::new(None, Arc::new(LocalZone));
        let now = clock.now();
        assert!((wall() - now.wall.to_utc()).abs() < TimeDelta::seconds(5));
        assert!(now.boot >= now.awake, "sleep can only add");
        assert_eq!(clock.machine_time(Duration::from_millis(7)), Duration::from_millis(7));
    }
}
