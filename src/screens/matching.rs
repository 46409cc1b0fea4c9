//! What a search finds: words as typed first, then words with a slip of typing, then letters in their order. Case and accents do not matter.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Which of `all` are meant, the best first. Each is known by several names, its own first.
pub(super) fn by_name(search: &str, all: &[&[String]]) -> Vec<usize> {
    // words as typed, else words with a slip of typing, else the letters in their order
    let typed = as_typed(search, all);
    if !typed.is_empty() {
        return typed;
    }
    let mut slips: Vec<(usize, usize)> =
        all.iter().enumerate().filter_map(|(at, names)| near(search, names).map(|distance| (distance, at))).collect();
    slips.sort_by_key(|(distance, _)| *distance);
    let mut found: Vec<usize> = slips.into_iter().map(|(_, at)| at).collect();
    let strewn: Vec<usize> = matches(search, all, AtomKind::Fuzzy).into_iter().filter(|at| !found.contains(at)).collect();
    found.extend(strewn);
    found
}

/// Which of `all` have a name that holds the words as they are typed, the best first.
pub(super) fn as_typed(search: &str, all: &[&[String]]) -> Vec<usize> {
    matches(search, all, AtomKind::Substring)
}

/// Whether a text holds all words as they are typed.
pub(super) fn holds(search: &str, text: &str) -> bool {
    let pattern = Pattern::new(search, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring);
    pattern.score(Utf32Str::new(text, &mut Vec::new()), &mut Matcher::new(Config::DEFAULT)).is_some()
}

/// Which match in a way, the best first.
fn matches(search: &str, all: &[&[String]], kind: AtomKind) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(search, CaseMatching::Ignore, Normalization::Smart, kind);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize)> =
        all.iter()
            .enumerate()
            .filter_map(|(at, names)| {
                // the name itself counts before what others call it
                let scores = names.iter().enumerate().filter_map(|(i, name)| {
                    pattern.score(Utf32Str::new(name, &mut buffer), &mut matcher).map(|s| s * 2 - u32::from(i > 0))
                });
                scores.max().map(|score| (score, at))
            })
            .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    // letters strewn over a long name are no match beside a word that has them together
    let best = found.first().map_or(0, |(score, _)| *score);
    found.into_iter().take_while(|(score, _)| score * 4 >= best * 3).map(|(_, at)| at).collect()
}

/// How many typing slips lie between the search and the nearest word of a name; nothing if they are more than a third of its letters.
fn near(search: &str, names: &[String]) -> Option<usize> {
    let search = search.to_lowercase();
    let allowed = (search.chars().count() / 3).clamp(1, 3);
    let words = names.iter().flat_map(|w| w.split([' ', '-', ',']).map(str::to_lowercase).chain([w.to_lowercase()]).collect::<Vec<_>>());
    words.map(|w| strsim::osa_distance(&search, &w)).min().filter(|d| *d <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_words_in_any_order_case_and_accent() {
        let text = "Half a cup of cider vinegar, a quarter cup of molasses.";
        assert!(holds("molasses Cider", text) && holds("andersen", "Ändersen, a trial"));
        assert!(!holds("honey", text) && !holds("cider honey", text));
    }

    #[test]
    fn a_slip_counts_only_where_nothing_is_as_typed() {
        let names: Vec<Vec<String>> = [["Heat", "Warm shower"], ["Herbs", "Mint tea"]].map(|n| n.map(str::to_owned).to_vec()).to_vec();
        let names: Vec<&[String]> = names.iter().map(Vec::as_slice).collect();
        assert_eq!(by_name("heat", &names), [0]);
        assert_eq!(by_name("hreat", &names), [0]);
        assert_eq!(by_name("shwoer", &names), [0]);
        assert_eq!(as_typed("shwoer", &names), [0; 0]);
    }
}
