//! The cards of the pages of guidance.

use super::Card;
use crate::content::Library;
use crate::domain::{Background, Conditions, Desk, Habits, Remedies, Sources, WarningSigns};

/// The card of a page; nothing if there is no such page.
pub(super) fn card(library: &Library, page: &str) -> Option<Card> {
    let guidance = &library.guidance;
    Some(match page {
        "warning-signs" => warning_signs(&guidance.warning_signs),
        "avoid" => conditions(&guidance.conditions),
        "remedies" => remedies(library, &guidance.remedies),
        "habits" => habits(&guidance.habits),
        "desk-check" => desk(&guidance.desk),
        "background" => background(library, &guidance.background),
        "sources" => sources(&guidance.sources),
        _ => return None,
    })
}

fn warning_signs(signs: &WarningSigns) -> Card {
    let mut card = Card::titled("Warning signs");
    for tier in &signs.tiers {
        card.head(&tier.title);
        card.wrapped("  ", "  ", &tier.lead);
        for sign in &tier.signs {
            card.wrapped("  - ", "    ", &sign.text);
        }
    }
    card.list("Stop an exercise if", &signs.stop_if);
    card.list("Pain during exercise, and after", &signs.during);
    card.list("Ask first", &signs.ask_first);
    card.section("What this is not", &signs.disclaimer);
    card
}

fn conditions(conditions: &Conditions) -> Card {
    let mut card = Card::titled("When to leave exercises out");
    for saying in conditions.conditions.values() {
        card.section(&format!("With {}", saying.short), &saying.text);
    }
    card
}

fn remedies(library: &Library, remedies: &Remedies) -> Card {
    let mut card = Card::titled("Remedies");
    for remedy in &remedies.remedies {
        card.head(&format!("{} (evidence: {})", remedy.name, format!("{:?}", remedy.evidence).to_lowercase()));
        for text in [&remedy.known, &remedy.for_what] {
            card.wrapped("  ", "  ", text);
        }
        for step in &remedy.how {
            card.wrapped("  - ", "    ", step);
        }
        card.wrapped("  ", "  ", &remedy.how_long);
        for caution in &remedy.caution {
            card.wrapped("  ! ", "    ", caution);
        }
        for item in &remedy.items {
            card.wrapped("    * ", "      ", &format!("{}: {}", item.short, item.text));
        }
        let timed: Vec<&str> = remedy.care.iter().filter_map(|id| library.timed_care(id)).map(|care| care.id.as_str()).collect();
        if !timed.is_empty() {
            card.wrapped("  ", "  ", &format!("timed: {}", timed.join(", ")));
        }
    }
    card
}

fn habits(habits: &Habits) -> Card {
    let mut card = Card::titled("Habits");
    for habit in &habits.habits {
        card.section(&habit.name, &format!("{} {}", habit.how, habit.why));
    }
    card.list("Keeping one", &habits.keeping);
    card
}

fn desk(desk: &Desk) -> Card {
    let mut card = Card::titled("The desk");
    card.list("What a desk can do", &desk.about);
    for point in &desk.points {
        card.section(&point.check, &point.mend);
    }
    card
}

fn background(library: &Library, background: &Background) -> Card {
    let mut card = Card::titled("Background");
    card.sayings("Why the upper back hurts", &background.causes);
    card.sayings("Mistakes to avoid", &background.mistakes);
    let expect: Vec<String> = background.expect.iter().map(|expectation| format!("{}: {}", expectation.when, expectation.what)).collect();
    card.list("What to expect", &expect);
    card.sayings("What only a doctor can tell", &background.conditions);
    card.sayings("Who gets it", &background.risks);
    for question in &background.questions {
        card.section(&question.ask, &question.answer);
    }
    card.sources(library, &background.sources);
    card
}

fn sources(sources: &Sources) -> Card {
    let mut card = Card::titled("Sources");
    for (id, saying) in &sources.sources {
        card.section(&format!("{id}: {}", saying.short), &saying.text);
    }
    card
}
