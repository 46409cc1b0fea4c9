//! A first frame as a person waits for it: from the start of the program in a terminal of 120 × 36 to the first character that can be seen there.

use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::measure::{Measure, timed};

/// Measures the release program, and beside it another that `FLOOR` names with its arguments, to compare with on the same machine.
pub fn measure(measure: &mut Measure) -> Result<(), Box<dyn Error>> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/unhunch");
    if program.is_file() {
        let folder = tempfile::tempdir()?;
        let mut command = command(program);
        command.args(["--data-dir".as_ref(), folder.path().as_os_str()]);
        measure.parts("first frame: unhunch in a terminal", || until_seen(&command))?;
    }
    if let Ok(floor) = std::env::var("FLOOR") {
        let mut words = floor.split_whitespace();
        let mut command = command(words.next().unwrap_or_default().into());
        command.args(words);
        measure.parts("first frame: the floor", || until_seen(&command))?;
    }
    Ok(())
}

fn command(program: PathBuf) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command
}

fn until_seen(command: &CommandBuilder) -> Result<std::time::Duration, Box<dyn Error>> {
    let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 })?;
    let mut screen = pair.master.try_clone_reader()?;
    let (took, child) = timed(|| -> Result<_, Box<dyn Error>> {
        let child = pair.slave.spawn_command(command.clone())?;
        let (mut seen, mut some) = (Vec::new(), [0; 4096]);
        while !shows_something(&seen) {
            let length = screen.read(&mut some)?;
            if length == 0 {
                return Err("it ended before it drew anything".into());
            }
            seen.extend_from_slice(&some[..length]);
        }
        Ok(child)
    });
    let mut child = child?;
    child.kill()?;
    child.wait()?;
    Ok(took)
}

/// Whether there is a character in what was written that is not part of an order to the terminal.
fn shows_something(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            0x1b => match rest.next() {
                Some(b'[') => drop(rest.find(|end| (0x40..=0x7e).contains(end))),
                Some(b']' | b'P') => drop(rest.find(|end| matches!(end, 0x07 | b'\\'))),
                _ => {}
            },
            0..=b' ' => {}
            _ => return true,
        }
    }
    false
}
