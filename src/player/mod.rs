//! The session player as pure logic: a routine becomes a timeline, and where one stands on it is a function of elapsed time.

mod face;
mod form;
mod lay;
mod pacer;
mod session;
mod timeline;

pub use face::{Face, Now};
pub use form::{GENTLE_FROM, Known, Reason};
pub use lay::{Unit, build, care, gentle_item, item};
pub use pacer::{Fill, Pace};
pub use session::{Crossed, Mode, Player};
pub use timeline::{BeatPlan, Part, Pattern, Place, Step, StepKind, Timeline};
