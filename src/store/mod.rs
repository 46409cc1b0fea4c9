//! SQLite: open, migrate, write, ask. The only SQL in the house.

mod request;

pub use request::{
    Begin, DayPain, LastPain, NewEntry, NewItem, Reply, Request, SessionLine, Stamp, StoreError, SummaryData, TodayData, Unfinished,
};
