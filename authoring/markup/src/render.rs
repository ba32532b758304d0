//! Trees to Markdown that reads back as the same tree, in its normal form.

mod line;
mod normal;

use lotse_model::content::{Block, Cell, ColumnAlign, ListItem, Row, Tone};

pub use normal::normalise;

/// Writes a tree as Markdown. Reading it again yields the tree in its normal form ([`normalise`]), as long as its addresses
/// are allowed and its size is within the limits.
#[must_use]
pub fn render(content: &[Block]) -> String {
    let mut out = lines(&normalise(content), 0).join("\n");
    out.push('\n');
    if out.trim().is_empty() { String::new() } else { out }
}

/// The lines of blocks, with an empty one between any two.
fn lines(blocks: &[Block], depth: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut lists_in_a_row = 0;
    for (place, block) in blocks.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| blocks.get(before));
        if place > 0 && !is_tight(before, block, depth) {
            out.push(String::new());
        }
        lists_in_a_row = if matches!(before, Some(Block::List { .. })) { lists_in_a_row + 1 } else { 0 };
        out.extend(block_lines(block, depth, lists_in_a_row % 2 == 1));
    }
    out
}

/// Within an item a list may follow its paragraph directly, unless it would be taken for a part of it.
fn is_tight(before: Option<&Block>, block: &Block, depth: usize) -> bool {
    let is_paragraph = depth > 0 && matches!(before, Some(Block::Paragraph { .. }));
    let can_interrupt = match block {
        Block::List { start, items } => {
            start.is_none_or(|first| first == 1) && items.first().is_some_and(|item| !item.of.is_empty())
        }
        _ => false,
    };
    is_paragraph && can_interrupt
}

fn block_lines(block: &Block, depth: usize, is_second_list: bool) -> Vec<String> {
    match block {
        Block::Paragraph { of } => split(&line::render(of, line::Place::Paragraph)),
        Block::Heading { level, of } => {
            let marks = "#".repeat(usize::try_from(*level).unwrap_or(1));
            vec![format!("{marks} {}", line::render(of, line::Place::Heading)).trim_end().to_owned()]
        }
        Block::List { start, items } => list(*start, items, depth, is_second_list),
        Block::Quote { of } => quoted(lines(of, depth)),
        Block::Callout { tone, of } => {
            let head = format!("[!{}]", tone_name(*tone));
            // Only words may follow at once: what cannot interrupt a paragraph would become one.
            let gap = !matches!(of.first(), Some(Block::Paragraph { .. }) | None);
            quoted(std::iter::once(head).chain(gap.then(String::new)).chain(lines(of, depth)).collect())
        }
        Block::CodeBlock { text } => {
            let fence = "`".repeat(line::longest_run(text, '`').max(2) + 1);
            let inner = text.strip_suffix('\n').map(split).unwrap_or_default();
            std::iter::once(fence.clone()).chain(inner).chain([fence]).collect()
        }
        Block::Table { columns, head, rows } => table(columns, head, rows),
        // Neither a list marker nor the underline of a heading looks like this.
        Block::Rule {} => vec!["___".to_owned()],
    }
}

fn split(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

fn quoted(lines: Vec<String>) -> Vec<String> {
    let quote = |line: String| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    if lines.is_empty() { vec![">".to_owned()] } else { lines.into_iter().map(quote).collect() }
}

/// Markers differ between neighbours, or they would be one list; and between levels, or three of them would be a rule.
fn list(start: Option<u32>, items: &[ListItem], depth: usize, is_second: bool) -> Vec<String> {
    let bullet = if is_second {
        '+'
    } else if depth.is_multiple_of(2) {
        '-'
    } else {
        '*'
    };
    let is_tight = items
        .iter()
        .all(|item| matches!(item.of.as_slice(), [] | [_] | [Block::Paragraph { .. }, Block::List { .. }]));
    let mut out = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let marker = match start {
            Some(first) => {
                let number = u64::from(first) + place as u64;
                format!("{number}{} ", if is_second { ')' } else { '.' })
            }
            None => format!("{bullet} "),
        };
        if place > 0 && !is_tight {
            out.push(String::new());
        }
        let task = match item.is_done {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let indent = " ".repeat(marker.len());
        for (at, line) in lines(&item.of, depth + 1).into_iter().enumerate() {
            out.push(match (at, line.is_empty()) {
                (0, _) => format!("{marker}{task}{line}"),
                (_, true) => String::new(),
                (_, false) => format!("{indent}{line}"),
            });
        }
        if item.of.is_empty() {
            out.push(marker.trim_end().to_owned());
        }
    }
    out
}

fn table(columns: &[ColumnAlign], head: &[Cell], rows: &[Row]) -> Vec<String> {
    let row = |cells: &[Cell]| {
        let cells: Vec<String> = cells.iter().map(|cell| line::render(&cell.of, line::Place::Cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = |align: &ColumnAlign| match align {
        ColumnAlign::Auto => "---",
        ColumnAlign::Start => ":--",
        ColumnAlign::Center => ":-:",
        ColumnAlign::End => "--:",
    };
    let rules = format!("| {} |", columns.iter().map(rule).collect::<Vec<_>>().join(" | "));
    [row(head), rules].into_iter().chain(rows.iter().map(|of| row(&of.cells))).collect()
}

fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Note => "NOTE",
        Tone::Tip => "TIP",
        Tone::Important => "IMPORTANT",
        Tone::Warning => "WARNING",
        Tone::Caution => "CAUTION",
    }
}
