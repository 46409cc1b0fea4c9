//! A stopwatch that says the median with the least and the most: on a busy machine the least says what a thing costs.

use std::time::{Duration, Instant};

/// How often each thing is measured.
const SAMPLES: usize = 60;
/// What is shorter is done several times in a row for one sample.
const LEAST: Duration = Duration::from_micros(200);

/// Measures things by name and prints a line for each.
pub struct Measure {
    wanted: Option<String>,
    printed: bool,
}

impl Measure {
    /// Measures only what has `wanted` in its name; without it, everything.
    pub fn new(wanted: Option<String>) -> Self {
        Self { wanted, printed: false }
    }

    /// Whether anything of this name is measured: making ready for it can be spared otherwise.
    pub fn wants(&self, name: &str) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()) || wanted.starts_with(name))
    }

    /// What `thing` costs. What it returns is dropped outside of the time measured, so that nothing is left out by the compiler.
    pub fn each<T>(&mut self, name: &str, mut thing: impl FnMut() -> T) {
        if !self.wants(name) {
            return;
        }
        let (once, _) = timed(&mut thing);
        let in_a_row = usize::try_from(LEAST.as_nanos() / once.as_nanos().max(1)).unwrap_or(0).clamp(1, 10_000);
        let mut results = Vec::with_capacity(in_a_row);
        let samples = (0..SAMPLES).map(|_| {
            results.clear();
            let (all, ()) = timed(|| results.extend((0..in_a_row).map(|_| thing())));
            all / u32::try_from(in_a_row).unwrap_or(1)
        });
        let samples = samples.collect();
        self.print(name, samples);
    }

    /// The same for a thing that has to be made ready each time: `thing` returns how long its own part took.
    ///
    /// # Errors
    /// What `thing` says.
    pub fn parts<E>(&mut self, name: &str, mut thing: impl FnMut() -> Result<Duration, E>) -> Result<(), E> {
        if self.wants(name) {
            let samples = (0..SAMPLES).map(|_| thing()).collect::<Result<_, _>>()?;
            self.print(name, samples);
        }
        Ok(())
    }

    #[expect(clippy::print_stdout, reason = "its whole purpose")]
    fn print(&mut self, name: &str, mut samples: Vec<Duration>) {
        samples.sort_unstable();
        let micros = |at: usize| samples.get(at).map_or(0.0, |sample| sample.as_secs_f64() * 1e6);
        if !std::mem::replace(&mut self.printed, true) {
            println!("{:<52} {:>12} {:>12} {:>12}", "microseconds", "least", "median", "most");
        }
        println!("{name:<52} {:>12.1} {:>12.1} {:>12.1}", micros(0), micros(samples.len() / 2), micros(samples.len() - 1));
    }
}

/// What a thing returns, and how long it took.
#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
pub fn timed<T>(thing: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = std::hint::black_box(thing());
    (start.elapsed(), made)
}
