//! The session player as pure logic: a routine becomes a timeline, and where one stands on it is a function of elapsed time.

mod face;
mod pacer;
mod session;
mod timeline;

pub use face::{Face, Now};
pub use pacer::{Fill, Pace};
pub use session::{Crossed, Mode, Player};
pub use timeline::{BeatPlan, Part, Pattern, Place, Step, StepKind, Timeline, Unit, build, care, gentle_item, item};
