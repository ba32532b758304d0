//! Two texts, word by word: a longest common list of words (dynamic programming; Wagner and Fischer 1974).

/// Largest table for comparing; beyond it, what differs counts as replaced as a whole. 2000 words by 2000.
const MAX_CELLS: usize = 4_000_000;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Whether it is in both texts.
    pub kind: SpanKind,
    /// The words, with the white space around them.
    pub text: String,
}

/// Which text a piece is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// In both.
    Same,
    /// In the old one only.
    Removed,
    /// In the new one only.
    Added,
}

/// The words of both texts in order. Without what was added they are the old text, without what was removed the new one.
#[must_use]
pub(super) fn compare(from: &str, to: &str) -> Vec<Span> {
    let (old, new) = (pieces(from), pieces(to));
    let start = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let ends = old.iter().skip(start).rev().zip(new.iter().skip(start).rev());
    let end = ends.take_while(|(one, other)| one == other).count();
    let middle = |all: &[&str]| -> Vec<String> {
        let count = all.len().saturating_sub(start + end);
        all.iter().skip(start).take(count).map(|piece| (*piece).to_owned()).collect()
    };
    let mut spans = Spans::default();
    old.iter().take(start).for_each(|piece| spans.push(SpanKind::Same, piece));
    table(&middle(&old), &middle(&new), &mut spans);
    old.iter().skip(old.len() - end).for_each(|piece| spans.push(SpanKind::Same, piece));
    spans.0
}

/// Words, runs of white space, and every other sign on its own.
fn pieces(text: &str) -> Vec<&str> {
    let class = |letter: char| match letter {
        letter if letter.is_alphanumeric() => 0,
        letter if letter.is_whitespace() => 1,
        _ => 2,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<u8> = None;
    for (at, letter) in text.char_indices() {
        let now = class(letter);
        if before.is_some_and(|before| before != now || now == 2) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(now);
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

fn table(old: &[String], new: &[String], spans: &mut Spans) {
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > MAX_CELLS {
        old.iter().for_each(|piece| spans.push(SpanKind::Removed, piece));
        new.iter().for_each(|piece| spans.push(SpanKind::Added, piece));
        return;
    }
    // How many pieces the rests from here on share.
    let mut shared = vec![0_u16; (old.len() + 1) * width];
    let at = |table: &[u16], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let value = if one == other {
                at(&shared, i + 1, j + 1).saturating_add(1)
            } else {
                at(&shared, i + 1, j).max(at(&shared, i, j + 1))
            };
            if let Some(cell) = shared.get_mut(i * width + j) {
                *cell = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(one), Some(other)) if one == other => {
                spans.push(SpanKind::Same, one);
                i += 1;
                j += 1;
            }
            (Some(one), other) if other.is_none() || at(&shared, i + 1, j) >= at(&shared, i, j + 1) => {
                spans.push(SpanKind::Removed, one);
                i += 1;
            }
            (_, Some(other)) => {
                spans.push(SpanKind::Added, other);
                j += 1;
            }
            _ => return,
        }
    }
}

#[derive(Default)]
struct Spans(Vec<Span>);

impl Spans {
    fn push(&mut self, kind: SpanKind, piece: &str) {
        match self.0.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(piece),
            _ => self.0.push(Span { kind, text: piece.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn without(spans: &[Span], kind: SpanKind) -> String {
        spans.iter().filter(|span| span.kind != kind).map(|span| span.text.as_str()).collect()
    }

    #[test]
    fn a_word_that_changed_is_one_change() {
        let spans = compare("Click **Save** now.", "Click **Store** now.");
        let kinds: Vec<(SpanKind, &str)> = spans.iter().map(|span| (span.kind, span.text.as_str())).collect();
        let expected = [
            (SpanKind::Same, "Click **"),
            (SpanKind::Removed, "Save"),
            (SpanKind::Added, "Store"),
            (SpanKind::Same, "** now."),
        ];
        assert_eq!(kinds, expected);
    }

    proptest! {
        #[test]
        fn both_texts_are_in_it(from in "[ab ü.*]{0,30}", to in "[ab ü.*]{0,30}") {
            let spans = compare(&from, &to);
            prop_assert_eq!(without(&spans, SpanKind::Added), from);
            prop_assert_eq!(without(&spans, SpanKind::Removed), to);
        }
    }
}
