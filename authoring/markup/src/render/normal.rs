//! The normal form of trees: what reading Markdown yields. Two trees that look the same are the same in it.

use lotse_model::content::{Block, Cell, Inline, ListItem, Row};

use crate::inline::{append, trim_breaks};
use crate::run::{MAX_KEY_BYTES, MAX_KEYS, MAX_LABEL_BYTES};

/// Largest number of a list's first item that Markdown can say.
const MAX_START: u32 = 999_999_999;

/// What reading the tree's Markdown yields.
#[must_use]
pub fn normalise(content: &[Block]) -> Vec<Block> {
    content.iter().filter_map(block).collect()
}

fn block(block: &Block) -> Option<Block> {
    Some(match block {
        Block::Paragraph { of } => {
            let of = line(of, &mut Marks::default(), true);
            if of.is_empty() {
                return None;
            }
            Block::Paragraph { of }
        }
        Block::Heading { level, of } => {
            Block::Heading { level: (*level).clamp(1, 6), of: line(of, &mut Marks::default(), false) }
        }
        Block::List { items, .. } if items.is_empty() => return None,
        Block::List { start, items } => Block::List {
            start: start.map(|first| first.min(MAX_START)),
            items: items.iter().map(item).collect(),
        },
        Block::Quote { of } => Block::Quote { of: normalise(of) },
        Block::Callout { tone, of } => Block::Callout { tone: *tone, of: normalise(of) },
        Block::CodeBlock { text } => {
            let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            Block::CodeBlock { text }
        }
        Block::Table { columns, .. } if columns.is_empty() => return None,
        Block::Table { columns, head, rows } => {
            let cells = |cells: &[Cell]| {
                let of =
                    |place: usize| cells.get(place).map(|cell| line(&cell.of, &mut Marks::default(), false));
                (0..columns.len())
                    .map(|place| Cell { of: of(place).unwrap_or_default() })
                    .collect::<Vec<Cell>>()
            };
            Block::Table {
                columns: columns.clone(),
                head: cells(head),
                rows: rows.iter().map(|row| Row { cells: cells(&row.cells) }).collect(),
            }
        }
        Block::Rule {} => Block::Rule {},
    })
}

/// A box to tick stands before words.
fn item(item: &ListItem) -> ListItem {
    let of = normalise(&item.of);
    let begins_with_words = matches!(of.first(), Some(Block::Paragraph { .. }));
    ListItem { is_done: item.is_done.filter(|_| begins_with_words), of }
}

/// The marks and links that a line is within: within itself none of them says anything.
#[derive(Clone, Default)]
struct Marks {
    emphasis: bool,
    strong: bool,
    strike: bool,
    link: bool,
}

fn line(of: &[Inline], within: &mut Marks, has_breaks: bool) -> Vec<Inline> {
    let mut out = Vec::new();
    collect(of, within, has_breaks, &mut out);
    trim_breaks(&mut out);
    out
}

fn collect(of: &[Inline], within: &mut Marks, has_breaks: bool, out: &mut Vec<Inline>) {
    for inline in of {
        match inline {
            Inline::Emphasis { of } => {
                mark(of, within, |marks| &mut marks.emphasis, |of| Inline::Emphasis { of }, has_breaks, out);
            }
            Inline::Strong { of } => {
                mark(of, within, |marks| &mut marks.strong, |of| Inline::Strong { of }, has_breaks, out);
            }
            Inline::Strike { of } => {
                mark(of, within, |marks| &mut marks.strike, |of| Inline::Strike { of }, has_breaks, out);
            }
            Inline::Link { of, .. } if within.link => collect(of, within, has_breaks, out),
            Inline::Link { url, of } => {
                let mut of = line(of, &mut Marks { link: true, ..within.clone() }, has_breaks);
                if of.is_empty() {
                    of.push(Inline::Text { text: url.clone() });
                }
                append(out, Inline::Link { url: url.clone(), of });
            }
            Inline::Break {} if !has_breaks => {
                append(out, Inline::Text { text: " ".to_owned() });
            }
            leaf => {
                append(out, self::leaf(leaf));
            }
        }
    }
}

fn mark(
    of: &[Inline],
    within: &mut Marks,
    flag: impl Fn(&mut Marks) -> &mut bool,
    wrap: impl FnOnce(Vec<Inline>) -> Inline,
    has_breaks: bool,
    out: &mut Vec<Inline>,
) {
    if *flag(within) {
        return collect(of, within, has_breaks, out);
    }
    let mut inner = within.clone();
    *flag(&mut inner) = true;
    let of = line(of, &mut inner, has_breaks);
    if !of.is_empty() {
        append(out, wrap(of));
    }
}

fn leaf(inline: &Inline) -> Inline {
    match inline {
        Inline::Text { text } => Inline::Text { text: plain(text) },
        Inline::Code { text } => {
            let text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
            if text.is_empty() { Inline::Text { text } } else { Inline::Code { text } }
        }
        Inline::Keys { keys } => {
            let keys: Vec<String> = keys.iter().map(|key| plain(key).trim().to_owned()).collect();
            let fits = |key: &String| !key.is_empty() && key.len() <= MAX_KEY_BYTES;
            if !keys.is_empty() && keys.len() <= MAX_KEYS && keys.iter().all(fits) {
                Inline::Keys { keys }
            } else {
                Inline::Text { text: keys.join("+") }
            }
        }
        Inline::TargetLabel { fallback } => {
            let fallback = plain(fallback).trim().to_owned();
            // The colon counts too.
            if fallback.len() + 1 < MAX_LABEL_BYTES {
                Inline::TargetLabel { fallback }
            } else {
                Inline::Text { text: fallback }
            }
        }
        Inline::Image { url, alt } => Inline::Image { url: url.clone(), alt: plain(alt) },
        other => other.clone(),
    }
}

/// Text without the control characters that reading drops; line ends are spaces.
fn plain(text: &str) -> String {
    let spaced = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    spaced.chars().filter(|letter| !letter.is_control() || *letter == '\t').collect()
}
