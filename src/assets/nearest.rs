//! Which known word somebody meant who wrote an unknown one.

/// The known word nearest to `found`, if it is near enough to be what was meant. Upper and lower case count as the same.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // a word of a megabyte would make the comparison quadratic, and nobody meant it
    if found.is_empty() || found.len() > 80 {
        return None;
    }
    let wanted = found.to_lowercase();
    let length = wanted.chars().count();
    known
        .into_iter()
        .map(|word| {
            let lower = word.to_lowercase();
            let whole = strsim::damerau_levenshtein(&wanted, &lower);
            // `squeze` for `scapular-squeeze`: a part of the name, almost as good as all of it
            let parts = lower.split(['-', '_', ' ']).filter(|_| length > 3);
            let part = parts.map(|part| 1 + strsim::damerau_levenshtein(&wanted, part)).min();
            (whole.min(part.unwrap_or(whole)), word)
        })
        .filter(|(distance, _)| *distance <= (length / 3).clamp(1, 4))
        .min_by_key(|(distance, word)| (*distance, word.len()))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_nonsense_finds_none() {
        let known = ["Sitting", "Standing", "HandsAndKnees", "OnBack"];
        assert_eq!(nearest("Sittng", known), Some("Sitting"));
        assert_eq!(nearest("handsandknees", known), Some("HandsAndKnees"));
        assert_eq!(nearest("xylophone", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("squeze", ["scapular-squeeze", "cat-cow"]), Some("scapular-squeeze"));
        assert_eq!(nearest("heat", ["alternate-heat-cold", "heat-pack"]), Some("heat-pack"), "the shorter of two as near");
    }

    #[test]
    fn a_very_long_word_is_not_even_compared() {
        assert_eq!(nearest(&"a".repeat(1_000_000), ["aaa"]), None);
    }
}
