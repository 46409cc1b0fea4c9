//! Placeholder until the benches land.
