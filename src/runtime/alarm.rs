//! The alarm on the wall clock: the end of the day, a return from sleep, a clock that was set. Without timerfd the loop looks once a minute.

#[cfg(target_os = "linux")]
mod real {
    use std::io;
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

    use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime};

    /// Becomes readable at an instant of the wall clock, and whenever that clock is set or the machine wakes.
    #[derive(Debug)]
    pub struct Alarm(OwnedFd);

    impl Alarm {
        /// An alarm that is not set.
        ///
        /// # Errors
        /// What the system says.
        pub fn new() -> io::Result<Self> {
            Ok(Self(timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?))
        }

        /// Sets it, in place of what was set before.
        pub fn set(&self, at: chrono::DateTime<chrono::Utc>) {
            // an instant of zero would switch it off; one that has passed goes off at once
            let value = Timespec { tv_sec: at.timestamp().max(1), tv_nsec: i64::from(at.timestamp_subsec_nanos()) };
            let spec = Itimerspec { it_interval: Timespec { tv_sec: 0, tv_nsec: 0 }, it_value: value };
            // the clock may be set again between two settings: then this one says so, and is set all the same
            let _ = timerfd_settime(&self.0, TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET, &spec);
        }

        /// What to poll.
        pub fn as_fd(&self) -> Option<BorrowedFd<'_>> {
            Some(self.0.as_fd())
        }
    }

    /// Takes note that it went off. A clock that was set is told as an error, which is all the same here.
    pub fn quieten(alarm: &Alarm) {
        let _ = rustix::io::read(&alarm.0, &mut [0; 8]);
    }
}

#[cfg(not(target_os = "linux"))]
mod real {
    use std::io;
    use std::os::fd::BorrowedFd;

    /// Nothing to wait on: the loop looks at the clocks once a minute instead.
    #[derive(Debug)]
    pub struct Alarm;

    impl Alarm {
        /// An alarm that never goes off.
        ///
        /// # Errors
        /// None.
        pub fn new() -> io::Result<Self> {
            Ok(Self)
        }

        /// Does nothing.
        pub fn set(&self, _at: chrono::DateTime<chrono::Utc>) {}

        /// Nothing to poll.
        pub fn as_fd(&self) -> Option<BorrowedFd<'_>> {
            None
        }
    }

    /// Does nothing.
    pub fn quieten(_alarm: &Alarm) {}
}

pub use real::{Alarm, quieten};

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn goes_off(alarm: &Alarm, within_ms: i64) -> bool {
        let timeout = Timespec { tv_sec: within_ms / 1000, tv_nsec: within_ms % 1000 * 1_000_000 };
        let fd = alarm.as_fd().expect("a descriptor");
        poll(&mut [PollFd::from_borrowed_fd(fd, PollFlags::IN)], Some(&timeout)).expect("polled") == 1
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the alarm is set on the machine's own clock")]
    fn an_alarm_goes_off_at_its_time_once_and_can_be_set_anew() {
        let alarm = Alarm::new().expect("an alarm");
        assert!(!goes_off(&alarm, 0), "not set");
        let now = chrono::Utc::now();
        alarm.set(now + chrono::TimeDelta::hours(1));
        assert!(!goes_off(&alarm, 0), "set for later");
        alarm.set(now);
        assert!(goes_off(&alarm, 10_000), "an instant that has passed goes off at once");
        quieten(&alarm);
        assert!(!goes_off(&alarm, 0), "once");
    }
}
