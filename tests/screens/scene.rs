//! A state of the app, reached by keys and time, kept as text at the three sizes: every row ends in `|`, so that trailing blanks show.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};
use unhunch::config::theme::{Role, Theme};
use unhunch::store::Store;

use super::seed;
use super::support::{Beginning, Journey};

/// The size of an old terminal, the smallest that is drawn in full, and a large one.
pub const SIZES: [(u16, u16); 3] = [(80, 24), (60, 18), (120, 36)];

/// A terminal of 24-bit colours on a dark ground, drawing quadrants.
pub fn dark(name: &str) -> Option<String> {
    let value = match name {
        "TERM" => "xterm-256color",
        "COLORTERM" => "truecolor",
        "COLORFGBG" => "15;0",
        _ => return None,
    };
    Some(value.to_owned())
}

/// The same on a light ground.
pub fn light(name: &str) -> Option<String> {
    if name == "COLORFGBG" { Some("0;15".into()) } else { dark(name) }
}

/// The same without colours.
pub fn mono(name: &str) -> Option<String> {
    if name == "NO_COLOR" { Some("1".into()) } else { dark(name) }
}

/// The same, drawing octants.
pub fn octant(name: &str) -> Option<String> {
    if name == "VTE_VERSION" { Some("7803".into()) } else { dark(name) }
}

/// A first start on Monday 2 March 2026 at nine.
pub fn fresh(script: &str) -> Journey {
    on(Beginning::default(), script)
}

/// The same day after two weeks of use.
pub fn used(script: &str) -> Journey {
    on(Beginning { store: Some(seed::two_weeks()), ..Beginning::default() }, script)
}

/// A journey from a beginning.
pub fn on(beginning: Beginning, script: &str) -> Journey {
    let mut journey = Journey::new(beginning);
    journey.play(script);
    journey
}

/// A store in which a setting has been chosen in the app, the value as JSON.
pub fn chosen(mut store: Store, setting: &str, value: &str) -> Store {
    seed::answer(&mut store, &unhunch::store::Request::SetPref(setting.into(), value.into()), seed::at(0, 8, 0));
    store
}

/// Holds the screen against its picture at each of the three sizes.
pub fn kept(name: &str, journey: Journey) {
    kept_at(name, journey, &SIZES);
}

/// The same at sizes of its own.
pub fn kept_at(name: &str, mut journey: Journey, sizes: &[(u16, u16)]) {
    let mut text = String::new();
    for (width, height) in sizes {
        if journey.screen().area.as_size() != Size::new(*width, *height) {
            journey.resize(*width, *height);
        }
        let _ = writeln!(text, "{width}x{height}\n{}", rows(journey.screen()));
    }
    compare(name, text.trim_end());
}

/// Holds the screen at 80 × 24 against its picture, with the roles of its colours.
pub fn kept_in_colour(name: &str, journey: &Journey, theme: &str) {
    let theme = Theme::built_in(theme).expect("a theme");
    compare(name, &format!("{}\n{}", rows(journey.screen()), runs(journey.screen(), &theme)));
}

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn rows(screen: &Buffer) -> String {
    // a cell filled with one colour is a blank on that colour; as text it is a block
    let glyph = |cell: &'_ Cell| {
        if cell.symbol() == " " && cell.fg == cell.bg && cell.bg != Color::Reset { "█".to_owned() } else { cell.symbol().to_owned() }
    };
    let row = |y| (0..screen.area.width).map(|x| glyph(&screen[(x, y)])).collect::<String>();
    (0..screen.area.height).map(|y| row(y) + "|").collect::<Vec<_>>().join("\n")
}

/// Where the style is not that of plain text on the ground: `r3 c10-18 accent bold`. Glow is left out, and blanks that show nothing. Colours between
/// two roles are `mixed`.
fn runs(screen: &Buffer, theme: &Theme) -> String {
    let role = |color: Color| match (color, Role::ALL.into_iter().find(|role| theme.color(*role) == color)) {
        (Color::Reset, _) => None,
        (_, Some(role)) => Some(format!("{role:?}").to_lowercase()),
        (_, None) => Some("mixed".to_owned()),
    };
    let style = |cell: &Cell| {
        let marks =
            [(Modifier::BOLD, "bold"), (Modifier::DIM, "dim"), (Modifier::REVERSED, "reverse"), (Modifier::UNDERLINED, "underline")];
        let ground = role(cell.bg).filter(|role| !["ground", "lamp", "mixed"].contains(&role.as_str())).map(|role| format!("on {role}"));
        let is_blank = cell.symbol() == " " && !cell.modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED);
        let ink = role(cell.fg).filter(|_| !is_blank);
        let marks = marks.iter().filter(|(mark, _)| !is_blank && cell.modifier.contains(*mark)).map(|(_, word)| (*word).to_owned());
        ink.into_iter().chain(ground).chain(marks).collect::<Vec<_>>().join(" ")
    };
    let mut text = String::new();
    for y in 0..screen.area.height {
        let mut x = 0;
        while x < screen.area.width {
            let here = style(&screen[(x, y)]);
            let from = x;
            // a blank between two words of one style belongs to both
            let mut end = x;
            while x < screen.area.width && (style(&screen[(x, y)]) == here || style(&screen[(x, y)]).is_empty()) {
                if style(&screen[(x, y)]) == here {
                    end = x;
                }
                x += 1;
            }
            if here.is_empty() {
                continue;
            }
            let _ = writeln!(text, "r{y} c{from}-{end} {here}");
            x = end + 1;
        }
    }
    text
}
