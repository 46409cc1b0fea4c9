//! What the parts of a start, a frame and an answer cost: `cargo bench -p unhunch-bench -- [WORD IN A NAME]`.

mod figure;
mod first;
mod measure;
mod stage;
mod start;
mod store;
mod view;
mod years;

use std::error::Error;

use measure::Measure;

fn main() -> Result<(), Box<dyn Error>> {
    // cargo itself passes `--bench`
    let mut measure = Measure::new(std::env::args().skip(1).find(|arg| !arg.starts_with('-')));
    first::measure(&mut measure)?;
    start::measure(&mut measure)?;
    figure::measure(&mut measure)?;
    view::measure(&mut measure)?;
    store::measure(&mut measure)
}
