# Everyday recipes. `just` lists them.
default:
    @just --list

# what CI runs
check:
    .ci/run

# accept new snapshots after looking at them, and write the generated parts of the README and docs anew
bless:
    INSTA_UPDATE=always UNHUNCH_BLESS=1 cargo test

# measure: first frame, draws, queries over 100,000 entries
bench:
    cargo bench -p unhunch-bench

# what needs more than Rust and C: tmux
faults:
    cargo build --locked
    tests/faults/tmux-bell target/debug/unhunch
