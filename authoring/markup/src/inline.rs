//! The normal form of a line: adjacent text is one text, adjacent equal marks are one mark, nothing is empty.

use lotse_model::content::Inline;

/// Appends `next`, joined with what stands before it where both are the same. Says whether it became a node of its own.
pub(crate) fn append(line: &mut Vec<Inline>, next: Inline) -> bool {
    match (line.last_mut(), next) {
        (_, Inline::Text { text }) if text.is_empty() => false,
        (Some(Inline::Text { text: before }), Inline::Text { text }) => {
            before.push_str(&text);
            false
        }
        (Some(Inline::Code { text: before }), Inline::Code { text }) => {
            before.push_str(&text);
            false
        }
        (Some(Inline::Emphasis { of: before }), Inline::Emphasis { of })
        | (Some(Inline::Strong { of: before }), Inline::Strong { of })
        | (Some(Inline::Strike { of: before }), Inline::Strike { of }) => {
            of.into_iter().for_each(|inner| {
                append(before, inner);
            });
            false
        }
        (_, next) => {
            line.push(next);
            true
        }
    }
}

/// Whether a new text at the end of `line` would join the one before it.
pub(crate) fn ends_with_text(line: &[Inline]) -> bool {
    matches!(line.last(), Some(Inline::Text { .. }))
}

/// Takes line breaks off the ends of a line: nothing is broken there.
pub(crate) fn trim_breaks(line: &mut Vec<Inline>) {
    while matches!(line.last(), Some(Inline::Break {})) {
        line.pop();
    }
    let leading = line.iter().take_while(|inline| matches!(inline, Inline::Break {})).count();
    line.drain(..leading);
}
