//! How doses, lengths and faults of the file system are said in words, so that everybody says them alike.

use std::io::{self, ErrorKind};

use super::dose::{Dose, Sides, Work};
use super::exercise::{Equipment, Names, Position};

impl Dose {
    /// `2 × 30 s a side`, `3 × 10`, `8 rounds`, `5 breaths`: one unit a number.
    #[must_use]
    pub fn words(&self, sides: Sides, names: &Names) -> String {
        let side = match sides {
            Sides::Each | Sides::Alternating => " a side",
            Sides::Directions if matches!(self.work, Work::Reps(_)) => " each way",
            Sides::Both | Sides::Directions => "",
        };
        let times = if self.sets > 1 { format!("{} × ", self.sets) } else { String::new() };
        match self.work {
            Work::Hold(s) | Work::Time(s) => format!("{times}{}{side}", seconds(s)),
            Work::Breaths(n) => format!("{times}{n} breaths{side}"),
            Work::Reps(n) if self.sets == 1 && side.is_empty() => format!("{n} {}s", names.rep),
            Work::Reps(n) => format!("{times}{n}{side}"),
        }
    }
}

/// `30 s`, `90 s`, `2 min`, `5 min`: minutes once they come out even and past one and a half.
fn seconds(s: u16) -> String {
    if s >= 120 && s.is_multiple_of(60) { format!("{} min", s / 60) } else { format!("{s} s") }
}

/// Whole minutes of a length, at least 1.
#[must_use]
pub fn minutes(ms: u64) -> u64 {
    ((ms + 30_000) / 60_000).max(1)
}

/// `11:40`: minutes and seconds, rounded up to the second still to come.
#[must_use]
pub fn clock(ms: u64) -> String {
    let s = ms.div_ceil(1000);
    format!("{}:{:02}", s / 60, s % 60)
}

/// A fault of the file system in a few words, as the end of a sentence; the number that the system has for it helps nobody.
#[must_use]
pub fn fault(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::NotADirectory => "a part of its path is not a folder".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let said = error.to_string();
            uncapital(said.split(" (os error ").next().unwrap_or_default())
        }
    }
}

/// With a large first letter.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| format!("{}{}", first.to_uppercase(), chars.as_str())).unwrap_or_default()
}

/// With a small first letter, to go on in the middle of a sentence.
#[must_use]
pub fn uncapital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| format!("{}{}", first.to_lowercase(), chars.as_str())).unwrap_or_default()
}

impl Equipment {
    /// With its article: `a band`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Chair => "a chair",
            Self::Mat => "a mat",
            Self::Wall => "a wall",
            Self::Door => "a door frame",
            Self::Band => "a band",
            Self::Strap => "a strap",
            Self::Roller => "a roller",
            Self::Ball => "a ball",
            Self::Pillow => "a pillow",
            Self::Book => "a book",
            Self::Bench => "a bench",
            Self::MassageGun => "a massage gun",
            Self::RowingMachine => "a rowing machine",
            Self::HeatPack => "a heat pack",
            Self::ColdPack => "a cold pack",
            Self::Bath => "a bath",
        }
    }
}

impl Position {
    /// As it follows "at your desk, …": `sitting`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Sitting => "sitting",
            Self::Standing => "standing",
            Self::HandsAndKnees => "on hands and knees",
            Self::Kneeling => "kneeling",
            Self::FaceDown => "face down",
            Self::OnBack => "on your back",
            Self::OnSide => "on your side",
            Self::Plank => "in a plank",
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn series(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dose(sets: u8, work: Work) -> Dose {
        Dose { sets, work, hold: None, first_hold: 0, rest: 0 }
    }

    #[test]
    fn doses_read_as_the_design_has_them() {
        let names = Names::default();
        assert_eq!(dose(2, Work::Hold(30)).words(Sides::Each, &names), "2 × 30 s a side");
        assert_eq!(dose(3, Work::Reps(10)).words(Sides::Both, &names), "3 × 10");
        assert_eq!(dose(1, Work::Reps(10)).words(Sides::Each, &names), "10 a side");
        assert_eq!(dose(1, Work::Reps(8)).words(Sides::Directions, &names), "8 each way");
        assert_eq!(dose(1, Work::Breaths(6)).words(Sides::Both, &names), "6 breaths");
        assert_eq!(dose(1, Work::Time(180)).words(Sides::Both, &names), "3 min");
        assert_eq!(dose(1, Work::Reps(8)).words(Sides::Both, &Names { rep: "round".into(), ..names }), "8 rounds");
    }

    #[test]
    fn time_left_counts_the_second_still_to_come() {
        assert_eq!(clock(700_000), "11:40");
        assert_eq!(clock(699_001), "11:40");
        assert_eq!(clock(0), "0:00");
        assert_eq!(minutes(1_074_000), 18);
    }

    #[test]
    fn a_fault_is_said_without_the_number_the_system_has_for_it() {
        assert_eq!(fault(&ErrorKind::NotFound.into()), "there is no such file or folder");
        let said = fault(&io::Error::from_raw_os_error(27));
        assert!(!said.contains("os error") && said.starts_with(char::is_lowercase), "{said}");
    }
}
