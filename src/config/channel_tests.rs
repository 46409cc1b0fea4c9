//! The table, row by row, in bytes.

use proptest::prelude::*;

use super::*;

fn with(vars: &[(&str, &str)]) -> Reach {
    Reach::read(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
}

/// What is sent for a notice where nothing is chosen.
fn sent(reach: &Reach) -> String {
    let notice = Notice::new("move", "Time to move; 40 min");
    String::from_utf8(reach.notice(reach.channel(NotifyChoice::Auto), &notice)).expect("text")
}

const OSC9: &str = "\x1b]9;Time to move, 40 min\x1b\\";
const OSC777: &str = "\x1b]777;notify;unhunch;Time to move, 40 min\x1b\\";
const OSC99: &str = "\x1b]99;i=unhunch-move:d=0;unhunch\x1b\\\x1b]99;i=unhunch-move:p=body;Time to move; 40 min\x1b\\";
const BELL: &str = "\x07";
/// By the desktop, so nothing is sent to the terminal.
const DESKTOP: &str = "";

/// What the terminal exports, which one it is, what it is sent for a notice, whether it is sent progress.
type Row = (&'static [(&'static str, &'static str)], Terminal, &'static str, bool);

const TABLE: [Row; 25] = [
    (&[("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1")], Terminal::Kitty, OSC99, false),
    (&[("TERM_PROGRAM", "kitty"), ("TERM_PROGRAM_VERSION", "0.37.0")], Terminal::Kitty, OSC99, false),
    (&[("TERM_PROGRAM", "kitty"), ("TERM_PROGRAM_VERSION", "0.38.0")], Terminal::Kitty, OSC99, true),
    (&[("TERM_PROGRAM", "ghostty"), ("TERM_PROGRAM_VERSION", "1.1.3")], Terminal::Ghostty, OSC777, false),
    (&[("TERM_PROGRAM", "ghostty"), ("TERM_PROGRAM_VERSION", "1.2.0")], Terminal::Ghostty, OSC777, true),
    (&[("TERM", "xterm-ghostty")], Terminal::Ghostty, OSC777, false),
    (&[("TERM_PROGRAM", "WezTerm"), ("TERM_PROGRAM_VERSION", "20240203-110809-5046fc22")], Terminal::WezTerm, OSC777, false),
    (&[("TERM_PROGRAM", "WezTerm"), ("TERM_PROGRAM_VERSION", "20250714-093121-a1b2c3d4")], Terminal::WezTerm, OSC777, true),
    (&[("TERM_PROGRAM", "iTerm.app"), ("TERM_PROGRAM_VERSION", "3.6.5")], Terminal::ITerm, OSC9, false),
    (&[("TERM_PROGRAM", "iTerm.app"), ("TERM_PROGRAM_VERSION", "3.6.6")], Terminal::ITerm, OSC9, true),
    (&[("LC_TERMINAL", "iTerm2"), ("SSH_TTY", "/dev/pts/1")], Terminal::ITerm, OSC9, false),
    (&[("TERM", "foot")], Terminal::Foot, OSC777, false),
    (&[("TERM", "foot-extra"), ("VTE_VERSION", "7900")], Terminal::Foot, OSC777, false),
    (&[("KONSOLE_VERSION", "251203")], Terminal::Konsole, OSC777, false),
    (&[("KONSOLE_VERSION", "260400")], Terminal::Konsole, OSC777, true),
    (&[("VTE_VERSION", "7802"), ("DISPLAY", ":0")], Terminal::Vte, DESKTOP, false),
    (&[("VTE_VERSION", "7900"), ("WAYLAND_DISPLAY", "wayland-0")], Terminal::Vte, DESKTOP, true),
    (&[("WT_SESSION", "x")], Terminal::WindowsTerminal, BELL, true),
    (&[("TERM_PROGRAM", "vscode"), ("TERM_PROGRAM_VERSION", "1.109.2"), ("DISPLAY", ":0")], Terminal::VsCode, DESKTOP, false),
    (&[("TERM_PROGRAM", "vscode"), ("TERM_PROGRAM_VERSION", "1.110.0"), ("DISPLAY", ":0")], Terminal::VsCode, OSC99, false),
    (&[("TERM_PROGRAM", "zed")], Terminal::Zed, OSC9, false),
    (&[("TERM", "alacritty"), ("DISPLAY", ":0")], Terminal::Alacritty, DESKTOP, false),
    (&[("TERM", "linux"), ("DISPLAY", ":0")], Terminal::Console, DESKTOP, false),
    (&[("TERM", "xterm-256color"), ("DISPLAY", ":0")], Terminal::Other, DESKTOP, false),
    // at the other end of a line the desktop of the machine it runs on is nobody's
    (&[("TERM", "xterm-256color"), ("DISPLAY", ":10"), ("SSH_CONNECTION", "a 1 b 2")], Terminal::Other, BELL, false),
];

#[test]
#[cfg(not(target_os = "macos"))]
fn each_terminal_is_sent_what_it_takes_and_nothing_else() {
    for (vars, terminal, bytes, progress) in TABLE {
        let reach = with(vars);
        assert_eq!((reach.terminal, sent(&reach).as_str(), reach.shows_progress()), (terminal, bytes, progress), "{vars:?}");
    }
}

#[test]
fn inside_tmux_it_is_wrapped_and_the_bell_goes_with_it() {
    let inside = with(&[("TMUX", "/tmp/x,1,0"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.5a"), ("KITTY_WINDOW_ID", "1")]);
    let one = "\x1bPtmux;\x1b\x1b]99;i=unhunch-move:d=0;unhunch\x1b\x1b\\\x1b\\";
    let two = "\x1bPtmux;\x1b\x1b]99;i=unhunch-move:p=body;Time to move; 40 min\x1b\x1b\\\x1b\\";
    assert_eq!(sent(&inside), format!("{one}{two}\x07"));
    assert!(inside.version.is_empty(), "tmux's own version is not the terminal's");
    let unknown = with(&[("TMUX", "x"), ("TERM", "tmux-256color"), ("DISPLAY", ":0")]);
    assert_eq!(sent(&unknown), BELL);
}

#[test]
fn inside_other_multiplexers_it_is_the_bell_and_what_is_chosen_comes_with_it() {
    let notice = Notice::new("a", "b");
    for (vars, osc9) in [
        ([("ZELLIJ", "0"), ("KITTY_WINDOW_ID", "1")], "\x1b]9;b\x1b\\\x07"),
        ([("STY", "1.x"), ("KITTY_WINDOW_ID", "1")], "\x1bP\x1b]9;b\x07\x1b\\\x07"),
    ] {
        let reach = with(&vars);
        assert_eq!(sent(&reach), BELL, "{vars:?}");
        assert_eq!(String::from_utf8_lossy(&reach.notice(Channel::Osc9, &notice)), osc9);
        assert_eq!(reach.notice(Channel::Native, &notice), b"\x07");
    }
}

#[test]
fn progress_is_sent_through_no_multiplexer() {
    for inside in [("TMUX", "x"), ("ZELLIJ", "0"), ("STY", "1")] {
        for outside in [("WT_SESSION", "x"), ("VTE_VERSION", "7900"), ("KONSOLE_VERSION", "260400")] {
            assert!(!with(&[inside, outside]).shows_progress(), "{inside:?} {outside:?}");
        }
    }
}

#[test]
fn whoever_wants_none_is_sent_nothing_and_whoever_chose_gets_that() {
    let notice = Notice::new("a", "b");
    for vars in [&[("TERM_PROGRAM", "ghostty")][..], &[("TMUX", "x")], &[("ZELLIJ", "0")], &[]] {
        let reach = with(vars);
        assert!(reach.notice(reach.channel(NotifyChoice::Off), &notice).is_empty(), "not even a bell: {vars:?}");
    }
    let reach = with(&[("TERM_PROGRAM", "ghostty")]);
    let chosen = |choice| String::from_utf8(reach.notice(reach.channel(choice), &notice)).expect("text");
    assert_eq!(chosen(NotifyChoice::Osc9), "\x1b]9;b\x1b\\");
    assert_eq!(chosen(NotifyChoice::Bell), "\x07");
    assert_eq!(chosen(NotifyChoice::Native), "");
}

#[test]
fn osc_9_never_begins_with_a_digit() {
    let said = |text: &str| String::from_utf8(with(&[]).notice(Channel::Osc9, &Notice::new("a", text))).expect("text");
    assert_eq!(said("40 min seated"), "\x1b]9;unhunch: 40 min seated\x1b\\");
    assert_eq!(said("4;1;50"), "\x1b]9;unhunch: 4,1,50\x1b\\");
    assert_eq!(said("a 40"), "\x1b]9;a 40\x1b\\");
}

#[test]
fn a_title_is_given_only_where_it_can_be_given_back_and_focus_is_trusted_where_it_is_told() {
    assert!(with(&[("TERM", "xterm-256color")]).has_title() && with(&[("TMUX", "x")]).has_title());
    assert!(!with(&[("TERM", "linux")]).has_title() && !with(&[("STY", "x")]).has_title());
    assert!(with(&[("TERM", "foot")]).tells_focus() && !with(&[("TERM", "foot"), ("TMUX", "x")]).tells_focus());
    assert_eq!(title(None), "unhunch");
    assert_eq!(title(Some("4 min; \x1b]0;x")), "4 min, ]0,x · unhunch");
}

proptest! {
    #[test]
    fn no_text_gets_out_of_its_sequence(text in "\\PC{0,40}|[\\x00-\\x7f]{0,40}", zellij in any::<bool>()) {
        let reach = if zellij { with(&[("ZELLIJ", "0")]) } else { with(&[]) };
        for channel in [Channel::Osc9, Channel::Osc777, Channel::Osc99] {
            let said = String::from_utf8(reach.notice(channel, &Notice::new("a", &text))).expect("text");
            let sequences = if channel == Channel::Osc99 { 2 } else { 1 };
            prop_assert_eq!(said.matches('\x1b').count(), 2 * sequences, "{:?}", said);
            prop_assert_eq!(said.matches('\x07').count(), usize::from(zellij));
            prop_assert_eq!(said.chars().filter(|c| c.is_control()).count(), 2 * sequences + usize::from(zellij));
            prop_assert!(!said.starts_with("\x1b]9;4;"));
        }
        prop_assert!(!title(Some(&text)).contains(['\x1b', '\x07', ';']));
    }
}
