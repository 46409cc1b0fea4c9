use chrono::NaiveDate;

use super::*;
use crate::domain::{EntryMoment, Score, SessionKind, Word};
use crate::report::parse;
use crate::store::{Kept, NewEntry, Own, Reply, Request, SpanDay, Stamp, Store};

const NOON: Stamp = Stamp { at: 1_772_452_800_000, off: 60, day: Day(20_514) };

fn made() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 2).and_then(|date| date.and_hms_opt(18, 20, 0)).expect("a time")
}

fn given<'a>(span: &'a Span, sections: &'a [Section], signs: &'a WarningSigns) -> Given<'a> {
    Given { span, sections, signs, plan: None, made: made(), clock: ClockStyle::H24, week: WeekStart::Monday }
}

/// Both forms of a page.
fn pages(span: &Span, sections: &[Section]) -> [String; 2] {
    let signs = crate::content::load_warning_signs(&crate::assets::Source::embedded());
    let given = given(span, sections, &signs);
    [html(&given), text(&given)]
}

fn read(store: &mut Store, from: Day, to: Day) -> Span {
    match store.answer(&Request::Span { from, to, with_own: true }, NOON) {
        Ok(Reply::Span(span)) => *span,
        other => panic!("{other:?}"),
    }
}

/// The fortnight of the committed file.
fn fortnight() -> Span {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/report/fortnight.json");
    let mut store = Store::in_memory().expect("opens");
    store.merge(&parse(&std::fs::read(path).expect("the file")).expect("reads"), false, NOON).expect("taken in");
    read(&mut store, NOON.day.back(13), NOON.day)
}

/// Days with these first ratings, nothing rated where there is none.
fn days(scores: &[Option<u8>]) -> Span {
    let mut span = read(&mut Store::in_memory().expect("opens"), NOON.day.back(i32::try_from(scores.len()).expect("few") - 1), NOON.day);
    for (day, score) in span.days.iter_mut().zip(scores) {
        let score = score.and_then(Score::new);
        *day = SpanDay { ratings: u32::from(score.is_some()), range: score.zip(score), first: score, ..*day };
    }
    span
}

#[test]
fn a_fortnight_on_paper_and_as_text() {
    let [html, text] = pages(&fortnight(), &Section::USUAL);
    insta::with_settings!({ snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/report"), prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("fortnight_html", html);
        insta::assert_snapshot!("fortnight_text", text);
    });
}

/// Texts that would open a tag, end an attribute, steer a terminal or turn a line around.
const NASTY: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='x",
    "</style><svg onload=x>",
    "<!-- ]]> &lt;b&gt; &#60;i>",
    "\x1b]52;c;!\x07\x1b[2J\u{9b}31m",
    "\u{202e}txt.exe\u{2066}\u{200f}\u{feff}",
    "a\r\nb\u{2028}c\0d",
    "https://example.org/?a=1&b=<2>",
];

/// Every tag of a file, from its `<` to its `>`.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn nothing_from_the_data_becomes_a_tag_or_steers_anything() {
    let span = |words: &str| {
        let mut span = fortnight();
        let kept = |kind| Kept { kind, title: words.to_owned(), done: 1, partial: 0, short: 0, active_ms: 60_000 };
        span.sessions = vec![kept(SessionKind::Exercise), kept(SessionKind::Routine)];
        span.own = vec![Own {
            felt_at: NOON.at,
            felt_off: 60,
            score: Score::new(4).expect("on the scale"),
            recall: crate::domain::Recall::Now,
            medicine: Some(words.to_owned()),
            note: Some(words.to_owned()),
        }];
        let body = serde_json::json!({ "signs": [words], "ask_first": [words], "examined": false }).to_string();
        span.warnings[0].body = body;
        span
    };
    let [plain, _] = pages(&span("plain"), &Section::ALL);
    for nasty in NASTY {
        let [html, text] = pages(&span(nasty), &Section::ALL);
        assert_eq!(tags(&html), tags(&plain), "{nasty:?}");
        for page in [&html, &text] {
            let bad = |c: char| c != '\n' && crate::domain::clean(&c.to_string()).is_empty();
            assert!(!page.contains(bad), "{nasty:?}");
        }
    }
}

#[test]
fn nothing_is_loaded_runs_or_leads_anywhere() {
    let [html, _] = pages(&fortnight(), &Section::ALL);
    assert!(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"));
    for word in ["://", "<script", "href", "src=", " on", "url(", "@import", "<link", "<form", "<iframe"] {
        let found = tags(&html).iter().any(|tag| tag.contains(word));
        assert!(!found || word == "://", "{word}");
        assert!(word.contains(' ') || !html.contains(word), "{word}");
    }
    assert!(html.contains("<strong>") && html.matches("<svg").count() == 2);
}

#[test]
fn words_of_the_persons_own_stand_there_only_when_they_are_asked_for() {
    let span = fortnight();
    assert!(!span.own.is_empty());
    for page in pages(&span, &Section::USUAL) {
        assert!(!page.contains("ibuprofen") && !page.contains("stiff after"), "{page}");
        assert!(page.contains("Left out unless chosen: notes and medicine."));
    }
    for page in pages(&span, &[Section::Notes]) {
        assert!(page.contains("ibuprofen 400") && page.contains("stiff after a long") && !page.contains("Left out"));
    }
    assert!(pages(&span, &[Section::Notes])[0].contains("&lt;b&gt;call"), "as text, not as a tag");
}

#[test]
fn only_the_chosen_parts_stand_there() {
    let [html, text] = pages(&fortnight(), &[Section::Sessions]);
    assert!(html.contains("Exercise sessions") && !html.contains("<svg") && !html.contains("Where it hurts"));
    assert!(text.contains("Exercise sessions") && !text.contains("Where it hurts"));
}

#[test]
fn worse_is_said_first_and_on_less_than_a_direction() {
    let [html, text] = pages(&days(&[Some(3), Some(3), None, Some(3), Some(5), Some(5), Some(5)]), &Section::USUAL);
    let worse = "Worse: the last three rated days are at 5.0, the first three at 3.0.";
    assert!(html.contains(&format!("<strong>{worse}</strong>")) && html.find(worse) < html.find("<section"));
    assert!(text.contains("Worse: the last three"), "{text}");
    for page in pages(&days(&[Some(5), Some(5), None, Some(5), Some(3), Some(3), Some(3)]), &Section::USUAL) {
        assert!(!page.contains("Worse:") && !page.contains(" lower"), "{page}");
        assert!(page.contains("from 14 rated days on"));
    }
    let [severe, _] = pages(&days(&[Some(7); 14]), &Section::USUAL);
    assert!(severe.contains("Two weeks and more, severe"));
}

#[test]
fn a_missing_day_is_named_and_is_no_zero() {
    let [html, text] = pages(&days(&[Some(0), None, None, Some(4)]), &Section::USUAL);
    assert!(text.contains("Days without a rating: 2: Sat 28 Feb to Sun 1 Mar."), "{text}");
    assert!(text.contains("Mean and range: 2.0 over the first rating of 2 days; all ratings lie from 0"), "{text}");
    assert_eq!(html.matches("<circle").count(), 2, "nothing stands where nothing was rated");
    for page in pages(&days(&[None, None]), &Section::USUAL) {
        assert!(page.contains("No rating was written down in these days.") && page.contains("No place was named"), "{page}");
    }
}

#[test]
fn every_region_has_its_field_and_stands_in_words() {
    for region in Region::ALL {
        let mut span = fortnight();
        span.words = vec![crate::store::Named { word: Word::Region(*region), often: 17, worst: 1 }];
        let [html, text] = pages(&span, &[Section::Map, Section::Signs]);
        assert!(html.contains("<polygon class=\"s3\"") && html.contains(">17</text>"), "{region:?}");
        assert!(text.contains(&format!("{}: 17, once as the worst place", crate::domain::capital(region.label()))), "{text}");
        assert_eq!(text.contains("to be asked about"), region.is_flagged(), "{region:?}");
    }
}

#[test]
fn a_long_span_is_told_by_weeks() {
    let [html, text] = pages(&days(&[Some(4); 60]), &Section::USUAL);
    assert!(text.contains("The numbers, week by week") && text.contains("Mon 23 Feb  7 of 7"), "{text}");
    assert!(html.matches("<tr>").count() < 15);
}

#[test]
fn a_sign_that_was_answered_with_yes_stands_in_its_words() {
    let mut store = Store::in_memory().expect("opens");
    let body = r#"{"signs":["fever-infection"]}"#.to_owned();
    let kind = crate::domain::AnswerKind::Warning;
    store.answer(&Request::Answer { kind, about: None, body }, NOON).expect("kept");
    store
        .answer(&Request::Rate(Box::new(NewEntry::now(Score::new(4).expect("on the scale"), EntryMoment::Free, None))), NOON)
        .expect("rated");
    let [html, _] = pages(&read(&mut store, NOON.day, NOON.day), &Section::USUAL);
    assert!(
        html.contains("<strong>Named on Mon 2 Mar:</strong>") && html.contains("Not seen to yet.") && !html.contains("fever-infection")
    );
    let mut damaged = fortnight();
    damaged.warnings[0].body = "[1]".to_owned();
    assert!(pages(&damaged, &Section::USUAL).iter().all(|page| page.contains("to be asked again") && !page.contains("None was answered")));
    // from before these days, but still to be seen to
    let [later, _] = pages(&read(&mut store, NOON.day.next(), NOON.day.next()), &Section::USUAL);
    assert!(later.contains("Named on Mon 2 Mar:"));
}
