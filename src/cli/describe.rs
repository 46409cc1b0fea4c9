//! `unhunch completions` and `unhunch man`: the command line told to a shell and to `man`, both from the one definition.

use std::io::{self, Write};

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;

use super::exit;
use crate::assets::nearest;

/// What `completions` is asked.
#[derive(Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_enum)]
    pub shell: Known,
}

/// The shells that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Known {
    /// For ~/.local/share/bash-completion/completions/unhunch
    Bash,
    /// For a file named _unhunch in a folder of $fpath
    Zsh,
    /// For ~/.config/fish/completions/unhunch.fish
    Fish,
}

/// What `man` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct ManArgs {
    /// The page of one command, such as log; without it that of the whole program
    pub command: Option<String>,
}

/// Prints what the shell reads to complete commands and options.
///
/// # Errors
/// When nothing can be written.
pub fn completions(args: CompletionsArgs, mut whole: Command, out: &mut dyn Write) -> io::Result<()> {
    let shell = match args.shell {
        Known::Bash => Shell::Bash,
        Known::Zsh => Shell::Zsh,
        Known::Fish => Shell::Fish,
    };
    // it panics where its output ends early, so it is given one that does not
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut whole, "unhunch", &mut text);
    out.write_all(&text)
}

/// Prints a page for `man`. Returns the exit code.
///
/// # Errors
/// When nothing can be written.
pub fn man(args: &ManArgs, mut whole: Command, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    // a page has room for what the short help leaves out
    whole = whole.mut_arg("clock", |clock| clock.hide_short_help(false));
    // each command learns its full name
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => match whole.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let names = whole.get_subcommands().map(Command::get_name);
                let meant = nearest(name, names).map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"));
                return exit::refuse(err, &format!("There is no command `{name}`.{meant}"), exit::USAGE);
            }
        },
    };
    Man::new(page).render(out)?;
    Ok(exit::DONE)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn completed(shell: Known) -> String {
        let mut out = Vec::new();
        completions(CompletionsArgs { shell }, Cli::command(), &mut out).expect("printed");
        String::from_utf8(out).expect("text")
    }

    fn page(command: Option<&str>) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = ManArgs { command: command.map(str::to_owned) };
        let code = man(&args, Cli::command(), &mut out, &mut err).expect("printed");
        (code, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn every_shell_learns_every_command_and_option() {
        for (shell, begin) in [(Known::Bash, "_unhunch()"), (Known::Zsh, "#compdef unhunch"), (Known::Fish, "complete -c unhunch")] {
            let text = completed(shell);
            assert!(text.contains(begin), "{shell:?}");
            for command in Cli::command().get_subcommands() {
                assert!(text.contains(command.get_name()), "{shell:?} lacks {}", command.get_name());
            }
            for word in ["at-desk", "average", "data-dir"] {
                assert!(text.contains(word), "{shell:?} lacks {word}");
            }
        }
    }

    #[test]
    fn bash_understands_its_completions() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), completed(Known::Bash)).expect("written");
        match std::process::Command::new("bash").arg("-n").arg(file.path()).output() {
            Ok(read) => assert!(read.status.success() && read.stderr.is_empty(), "{}", String::from_utf8_lossy(&read.stderr)),
            // where there is no bash, the line that hands them to it is looked at
            Err(_) => assert!(completed(Known::Bash).contains("complete -F _unhunch"), "nothing is handed over"),
        }
    }

    #[test]
    fn there_is_a_page_for_the_program_and_for_each_command() {
        let (code, whole, _) = page(None);
        assert!(code == 0 && whole.contains(".TH unhunch 1") && whole.contains("SYNOPSIS"), "{whole}");
        assert!(whole.contains("Another clock, for trials"), "an option without a word about it: {whole}");
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            // a hyphen is written as roff wants it
            assert!(whole.contains(&format!("unhunch\\-{name}(1)")), "{name} is not on the page of the program");
            assert!(page(Some(name)).1.contains(&format!("unhunch\\-{name}")), "{name}");
        }
        assert!(page(Some("log")).1.contains("average"));
        assert_eq!(page(Some("lgo")), (2, String::new(), "error: There is no command `lgo`. Did you mean `log`?\n".to_owned()));
    }
}
