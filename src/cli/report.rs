//! `unhunch report`: some days on a page for whoever treats the person, as HTML to print or as plain text.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::export::{Fault, cannot_keep, keep};
use super::{desk::Desk, exit};
use crate::assets::Source;
use crate::config::{ClockStyle, WeekStart};
use crate::content;
use crate::domain::{Day, clean_line};
use crate::report::page::{Given, Section, html, text};
use crate::store::{MOST_DAYS, Reply, Request, Stamp};

/// How many days a page is about, unless it is said: what a first visit is often asked about.
const USUAL_DAYS: i32 = 28;

/// What `report` is asked.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportArgs {
    /// The first day, such as 2026-02-17; four weeks up to the last one if none is named
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Day>,
    /// The last day; today if none is named
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<Day>,
    /// Only these parts, with commas: signs, numbers, chart, map, sessions, words, days, notes. Notes and medicine, your own words, stand on the page only when they are named here
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub sections: Vec<Section>,
    /// Where to; - is standard output. Without it HTML goes into a file named by its days, here, and plain text to standard output
    #[arg(short, long, value_name = "FILE|-")]
    pub output: Option<PathBuf>,
    /// As plain text instead of HTML
    #[arg(long)]
    pub text: bool,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// What the page needs to know of the surroundings.
pub struct Around<'a> {
    /// The content, the person's own laid over it.
    pub source: &'a Source,
    /// Now.
    pub stamp: Stamp,
    /// Now, as the clock on the wall reads.
    pub made: chrono::NaiveDateTime,
}

fn date(text: &str) -> Result<Day, String> {
    let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Day::from_date);
    read.map_err(|_| "write a day as 2026-02-17".to_owned())
}

/// The days that are asked for, or why they are none. Refused before anything is opened, where today is not needed for it.
fn days(args: &ReportArgs, today: Day) -> Result<(Day, Day), String> {
    let to = args.to.unwrap_or(today);
    let from = args.from.unwrap_or(to.back(USUAL_DAYS - 1));
    if from > to {
        return Err(format!("The first day, {}, comes after the last, {}.", from.date(), to.date()));
    }
    if from < to.back(MOST_DAYS - 1) {
        return Err(format!("A page is about {MOST_DAYS} days at most. Name a later --from, or an earlier --to."));
    }
    Ok((from, to))
}

/// Makes the page. `out` is standard output. Returns the exit code; 0 means the file is on disk.
///
/// # Errors
/// When nothing can be printed.
pub fn run(desk: &mut Desk, args: &ReportArgs, around: &Around<'_>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let (from, to) = match days(args, around.stamp.day) {
        Ok(days) => days,
        Err(why) => return exit::refuse(err, &why, exit::USAGE),
    };
    let sections = if args.sections.is_empty() { Section::USUAL.to_vec() } else { args.sections.clone() };
    let request = Request::Span { from, to, with_own: sections.contains(&Section::Notes) };
    let span = match desk.store.answer(&request, around.stamp) {
        Ok(Reply::Span(span)) => span,
        Ok(_) => return Ok(exit::NOT_SAVED),
        Err(error) => return exit::refuse(err, &error.to_string(), exit::of_store(&error)),
    };
    let plan = span.run.as_ref().and_then(|history| content::load_plan(around.source, &history.run.plan));
    let given = Given {
        span: &span,
        sections: &sections,
        signs: &content::load_warning_signs(around.source),
        plan: plan.as_ref(),
        made: around.made,
        clock: desk.settings.as_ref().map_or(ClockStyle::H24, |settings| settings.clock),
        week: desk.settings.as_ref().map_or(WeekStart::Monday, |settings| settings.week_start),
    };
    let page = if args.text { text(&given) } else { html(&given) };
    let stdout = Path::new("-");
    let path = match &args.output {
        Some(path) => path.clone(),
        None if args.text => stdout.to_owned(),
        None => PathBuf::from(format!("unhunch-{}-to-{}.html", from.date(), to.date())),
    };
    if path == stdout {
        return match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            // whoever read along has seen enough
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(exit::DONE),
            other => other.map(|()| exit::DONE),
        };
    }
    let written = keep(&path, args.force, |file| {
        let mut file = BufWriter::new(file);
        file.write_all(page.as_bytes())?;
        Ok::<_, Fault>(file.flush()?)
    });
    if let Err(fault) = written {
        return cannot_keep(err, &fault, &path);
    }
    let how = if args.text { "" } else { " Open it in a browser; it prints on A4 and Letter." };
    let notes =
        if sections.contains(&Section::Notes) { "" } else { " Notes and medicine are left out; --sections with notes takes them in." };
    // it is on disk: that nobody listens any more is no failure
    let _ = writeln!(out, "Written: {}.{how}{notes}", clean_line(&path.display().to_string()));
    Ok(exit::DONE)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::cli::desk::{Absent, desk};
    use crate::config::Paths;

    /// Runs it on an empty database, in a folder of its own.
    fn report(folder: &Path, args: &ReportArgs) -> (u8, String, String) {
        let paths = Paths { data: folder.join("data"), config: folder.join("own"), data_named: true };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let clock = "2026-03-02T09:00".parse().ok();
        let mut desk = desk(&paths, clock, Absent::Make, &mut err).expect("prints").expect("opens");
        let around = Around { source: &Source::embedded(), stamp: desk.stamp(), made: desk.when().now.naive_local() };
        let code = run(&mut desk, args, &around, &mut out, &mut err).expect("prints");
        (code, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn a_page_is_the_persons_alone_and_never_replaces_a_file_unasked() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("page.html");
        let args = ReportArgs { output: Some(file.clone()), ..ReportArgs::default() };
        let (code, out, err) = report(folder.path(), &args);
        assert!(
            code == 0 && err.is_empty() && out.starts_with("Written: ") && out.contains("Notes and medicine are left out"),
            "{out}{err}"
        );
        assert_eq!(fs::metadata(&file).expect("stands").permissions().mode() & 0o777, 0o600);
        fs::write(&file, "mine").expect("written");
        let (code, _, err) = report(folder.path(), &args);
        assert!(code == 1 && err.contains("--force"), "{err}");
        assert_eq!(fs::read_to_string(&file).expect("reads"), "mine");
        assert_eq!(report(folder.path(), &ReportArgs { force: true, ..args }).0, 0);
        assert!(fs::read_to_string(&file).expect("reads").starts_with("<!doctype html>"));
        let (code, _, err) = report(folder.path(), &ReportArgs { output: Some(folder.path().join("none/x")), ..ReportArgs::default() });
        assert!(code == 74 && err.contains("cannot be written"), "{err}");
    }

    #[test]
    fn text_goes_to_standard_output_with_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (code, out, err) = report(folder.path(), &ReportArgs { text: true, ..ReportArgs::default() });
        assert!(code == 0 && err.is_empty() && out.starts_with("UPPER BACK PAIN\n3 February 2026 to 2 March 2026, 28 days\n"), "{out}");
        let dash = ReportArgs { output: Some("-".into()), ..ReportArgs::default() };
        let (_, out, _) = report(folder.path(), &dash);
        assert!(out.starts_with("<!doctype html>") && out.ends_with("</html>\n"));
    }

    #[test]
    fn days_that_are_none_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        for (from, to, why) in [
            ("2026-03-03", None, "comes after the last"),
            ("2024-01-01", None, "366 days at most"),
            ("2026-03-02", Some("2026-03-01"), "comes after"),
        ] {
            let args = ReportArgs { from: date(from).ok(), to: to.and_then(|to| date(to).ok()), ..ReportArgs::default() };
            let (code, out, err) = report(folder.path(), &args);
            assert!(code == 2 && out.is_empty() && err.contains(why), "{err}");
        }
        assert!(date("tomorrow").is_err() && "wonders".parse::<Section>().is_err_and(|why| why.contains("signs, numbers")));
    }
}
