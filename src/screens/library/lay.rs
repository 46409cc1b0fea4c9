//! How a page's text is laid: under a figure where there is one, what must not be missed on the first page, the rest behind it.

use super::super::prose::{Block, Line};
use crate::app::What;

/// What is said of one thing. With a figure it begins a page of its own, under it.
pub(super) struct Part {
    /// What it tells of.
    pub of: What,
    /// Whether its figure stands over it.
    pub has_figure: bool,
    /// Its name: on the first page, whatever else fits.
    pub head: Vec<Line>,
    /// What comes first.
    pub first: Vec<Block>,
    /// What always stands on the first page.
    pub always: Vec<Block>,
    /// What comes after it.
    pub rest: Vec<Block>,
}

/// A page, and what it tells of.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// What it tells of.
    pub of: What,
    /// Whether its figure stands over it.
    pub has_figure: bool,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Rows for text: of a page without a figure, of one under a figure, and how many more there are for what must not be missed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// The last of these is the pager's.
    pub alone: usize,
    /// All for text.
    pub under: usize,
    /// Only if nothing else helps.
    pub spare: usize,
}

impl Rows {
    fn of(self, has_figure: bool) -> usize {
        if has_figure { self.under } else { self.alone.saturating_sub(1) }.max(1)
    }
}

fn is_gap(block: &Block) -> bool {
    block.iter().all(Vec::is_empty)
}

/// Lays the parts on pages. Only what is longer than a page is cut.
pub(super) fn lay(parts: Vec<Part>, rows: Rows) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for part in parts {
        let (mut left, mut is_full) = (Vec::new(), false);
        if part.has_figure || pages.is_empty() {
            let (lines, over) = first_page(part.head, part.first, part.always.concat(), rows.of(part.has_figure), rows.spare);
            pages.push(Page { of: part.of.clone(), has_figure: part.has_figure, lines });
            is_full = !over.is_empty();
            left = over;
        } else {
            left.push(vec![Vec::new()]);
            left.push(part.head);
            left.extend(part.first.into_iter().chain(part.always));
        }
        if !part.rest.is_empty() {
            left.push(vec![Vec::new()]);
        }
        left.extend(part.rest);
        for block in left {
            let last = pages.len() - 1;
            let height = rows.of(pages[last].has_figure);
            if !is_full && pages[last].lines.len() + block.len() <= height {
                pages[last].lines.extend(block);
            } else if !is_gap(&block) {
                let cut = block.chunks(rows.of(false)).map(|lines| Page { of: part.of.clone(), has_figure: false, lines: lines.to_vec() });
                pages.extend(cut);
                is_full = false;
            }
        }
    }
    pages
}

/// The lines of a first page, and what of it comes later.
fn first_page(head: Vec<Line>, first: Vec<Block>, always: Vec<Line>, height: usize, spare: usize) -> (Vec<Line>, Vec<Block>) {
    let height = if head.len() + always.len() > height { height + spare } else { height };
    let has_gap = !always.is_empty() && head.len() + always.len() < height;
    let room = height.saturating_sub(always.len() + usize::from(has_gap));
    let (mut page, mut left) = (head, Vec::new());
    for block in first {
        if left.is_empty() && page.len() + block.len() <= room {
            page.extend(block);
        } else {
            left.push(block);
        }
    }
    while page.last().is_some_and(Vec::is_empty) {
        page.pop();
    }
    // what comes later begins with no empty line
    while left.first().is_some_and(is_gap) {
        left.remove(0);
    }
    if has_gap {
        page.push(Vec::new());
    }
    page.extend(always);
    (page, left)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Style;

    use super::*;

    fn blocks(lengths: &[usize], name: &str) -> Vec<Block> {
        let line = |block: usize, n: usize| vec![(format!("{name}{block}.{n}"), Style::new())];
        lengths.iter().enumerate().map(|(block, length)| (0..*length).map(|n| line(block, n)).collect()).collect()
    }

    proptest! {
        #[test]
        fn no_sentence_is_torn_apart_and_none_is_lost(
            first in proptest::collection::vec(1_usize..4, 1..9),
            always in proptest::collection::vec(1_usize..3, 0..3),
            rest in proptest::collection::vec(1_usize..5, 0..12),
            alone in 11_usize..30,
            under in 7_usize..16,
            has_figure in any::<bool>(),
        ) {
            let part = |name: &str| Part {
                of: What::Exercise(name.into(), None),
                has_figure,
                head: blocks(&[1], &format!("{name}h")).concat(),
                first: blocks(&first, &format!("{name}f")),
                always: blocks(&always, &format!("{name}!")),
                rest: blocks(&rest, &format!("{name}r")),
            };
            let rows = Rows { alone, under, spare: 1 };
            let pages = lay(vec![part("one"), part("two")], rows);
            for page in &pages {
                let most = if page.has_figure { under } else { alone - 1 };
                prop_assert!(page.lines.len() <= most && !page.lines.is_empty() && !page.lines[0].is_empty(), "{pages:?}");
            }
            for name in ["one", "two"] {
                let part = part(name);
                for block in part.first.iter().chain(&part.rest) {
                    prop_assert!(pages.iter().any(|page| page.lines.windows(block.len()).any(|lines| lines == block.as_slice())), "{block:?}");
                }
                let page = pages.iter().find(|page| page.lines.contains(&part.head[0])).expect("its name is shown");
                if has_figure || name == "one" {
                    prop_assert!(part.always.iter().flatten().all(|line| page.lines.contains(line)), "with its name");
                }
                let shown: Vec<&Line> = pages.iter().flat_map(|page| &page.lines)
                    .filter(|line| !line.is_empty() && line[0].0.starts_with(name) && !line[0].0.contains('!')).collect();
                let meant: Vec<&Line> = part.head.iter().chain(part.first.iter().chain(&part.rest).flatten()).collect();
                prop_assert_eq!(shown, meant, "in their order");
            }
        }
    }

    #[test]
    fn what_must_not_be_missed_takes_the_spare_row_and_nothing_else_does() {
        let part = |always: usize| Part {
            of: What::Care("warm-bath".into()),
            has_figure: true,
            head: blocks(&[1], "h").concat(),
            first: blocks(&[2], "f"),
            always: blocks(&[always], "!"),
            rest: Vec::new(),
        };
        let lines = |always| {
            lay(vec![part(always)], Rows { alone: 17, under: 7, spare: 1 }).into_iter().map(|page| page.lines.len()).collect::<Vec<_>>()
        };
        assert_eq!(lines(7), [8, 2]);
        assert_eq!(lines(6), [7, 2]);
        assert_eq!(lines(3), [7]);
    }
}
