//! Tells Cargo that `assets/` is part of the crate: an edited file is seen without this, a new one is not.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets");
}
