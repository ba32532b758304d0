//! Walks the parser's events into the builder.

use core::cell::RefCell;
use core::ops::Range;

use lotse_model::content::{Block, Content, Inline, MAX_TEXT_SOURCE_BYTES};
use lotse_model::diagnostic::Code;
use lotse_model::url::AddressPolicy;
use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser};

use crate::build::{Builder, Full};
use crate::finding::{Finding, Notes};
use crate::frame::Frame;
use crate::run::{Part, Run};

/// What became of a Markdown text.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The tree. Within every limit even when the source is not: then it ends where the limit was reached.
    pub content: Content,
    /// Everything found, in the order of the source; at most [`crate::finding::MAX_FINDINGS`] errors and as many others.
    pub findings: Vec<Finding>,
}

/// Turns Markdown into a tree.
#[must_use]
pub fn parse(source: &str, addresses: &AddressPolicy<'_>) -> Parsed {
    if source.len() > MAX_TEXT_SOURCE_BYTES {
        let detail = source.len().to_string();
        let whole = Finding { code: Code::MARKUP_TOO_LONG, start: 0, len: source.len(), detail };
        return Parsed { content: Vec::new(), findings: vec![whole] };
    }
    let mut walk = Walk {
        source,
        addresses,
        builder: Builder::default(),
        notes: Notes::default(),
        run: Run::default(),
        last_end: 0,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let unresolved = RefCell::new(Vec::new());
    let mut note_unresolved = |link: BrokenLink<'_>| {
        unresolved.borrow_mut().push((link.link_type, link.reference.to_string(), link.span));
        None
    };
    let parser = Parser::new_with_broken_link_callback(source, options, Some(&mut note_unresolved));
    for (event, range) in parser.into_offset_iter() {
        if let Err(Full(code, detail)) = walk.event(event, &range) {
            walk.report(code, range, detail);
            break;
        }
    }
    for (kind, reference, range) in unresolved.take() {
        walk.unresolved(kind, reference, range);
    }
    walk.finish()
}

/// The walk through one source.
pub(crate) struct Walk<'a> {
    pub(crate) source: &'a str,
    pub(crate) addresses: &'a AddressPolicy<'a>,
    pub(crate) builder: Builder,
    notes: Notes,
    run: Run,
    /// Where the last event with a place of its own ended: what lies between it and the next is syntax.
    last_end: usize,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) -> Result<(), Full> {
        if let Event::Text(text) = &event
            && !matches!(self.builder.innermost(), Some(Frame::CodeBlock(_)))
        {
            return self.text(text, range);
        }
        self.flush()?;
        self.last_end = if matches!(event, Event::Start(_)) { range.start } else { range.end };
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(&tag, range),
            Event::Text(text) => {
                if let Some(Frame::CodeBlock(code)) = self.builder.innermost() {
                    code.push_str(&text);
                }
                Ok(())
            }
            Event::Code(text) => self.words(Inline::Code { text: text.into_string() }),
            Event::SoftBreak => self.words(Inline::Text { text: " ".to_owned() }),
            Event::HardBreak => self.words(Inline::Break {}),
            Event::Rule => {
                self.close_implied();
                self.builder.block(Block::Rule {})
            }
            Event::TaskListMarker(is_checked) => {
                self.builder.nearest(|frame| match frame {
                    Frame::Item { is_done, .. } => {
                        *is_done = Some(is_checked);
                        Some(())
                    }
                    _ => None,
                });
                Ok(())
            }
            Event::InlineHtml(html) => self.html(&html, range.clone()),
            Event::Html(html) => {
                if let Some(Frame::HtmlBlock(block)) = self.builder.innermost() {
                    block.push_str(&html);
                }
                Ok(())
            }
            // Switched off in the options: math and footnotes.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(Inline::Text { text: text.into_string() })
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) -> Result<(), Full> {
        let bytes = self.source.as_bytes();
        let is_as_written = self.source.get(range.clone()) == Some(text);
        let follows_backslash = range.start > self.last_end
            && range.start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\');
        let literal = if !is_as_written {
            text.len()
        } else if follows_backslash {
            text.chars().next().map_or(0, char::len_utf8)
        } else {
            0
        };
        self.last_end = range.end;
        let clean = visible(text);
        if clean.len() != text.len() {
            self.report(Code::INVISIBLE_IN_TEXT, range.clone(), String::new());
        }
        self.run.push(&clean, range.start, literal.min(clean.len()));
        Ok(())
    }

    /// Hands the collected text over, with keys and labels recognised.
    pub(crate) fn flush(&mut self) -> Result<(), Full> {
        if self.run.is_empty() {
            return Ok(());
        }
        for part in core::mem::take(&mut self.run).split() {
            match part {
                Part::Node(inline) => self.words(inline)?,
                Part::Finding(code, range, detail) => self.report(code, range, detail),
            }
        }
        Ok(())
    }

    /// Adds something within a line: to the description of an image when one is open, else to the tree.
    pub(crate) fn words(&mut self, inline: Inline) -> Result<(), Full> {
        let alt = self.builder.nearest(|frame| match frame {
            Frame::Image { alt, .. } => Some(alt),
            _ => None,
        });
        if let Some(alt) = alt {
            alt.push_str(&described(&inline));
            return Ok(());
        }
        self.open_line()?;
        self.builder.inline(inline)
    }

    /// HTML stays as the characters that the author wrote, so that nothing is lost without a word; comments go.
    pub(crate) fn html(&mut self, html: &str, range: Range<usize>) -> Result<(), Full> {
        let words = html.trim();
        if words.starts_with("<!--") && words.ends_with("-->") {
            self.report(Code::HTML_COMMENT, range, String::new());
            return Ok(());
        }
        self.report(Code::HTML_REFUSED, range, words.chars().take(40).collect());
        let text = words.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        self.words(Inline::Text { text: visible(&text) })
    }

    /// A link whose definition is missing stays as text. Brackets alone are nothing unusual; two pairs, or a footnote, are.
    fn unresolved(&mut self, kind: LinkType, reference: String, range: Range<usize>) {
        if reference.starts_with('^') {
            self.report(Code::FOOTNOTE_UNSUPPORTED, range, reference);
        } else if matches!(
            kind,
            LinkType::Reference
                | LinkType::ReferenceUnknown
                | LinkType::Collapsed
                | LinkType::CollapsedUnknown
        ) {
            self.report(Code::BROKEN_REFERENCE, range, reference);
        }
    }

    /// Notes something.
    pub(crate) fn report(&mut self, code: Code, range: Range<usize>, detail: String) {
        self.notes.add(Finding { code, start: range.start, len: range.len(), detail });
    }

    fn finish(mut self) -> Parsed {
        let content = self.builder.finish();
        if content.is_empty() && !self.source.trim().is_empty() && !self.notes.has_errors() {
            let whole =
                Finding { code: Code::MARKUP_EMPTY, start: 0, len: self.source.len(), detail: String::new() };
            self.notes.add(whole);
        }
        Parsed { content, findings: self.notes.in_order() }
    }
}

/// Text without the control characters that no text needs.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || *letter == '\t').collect()
}

/// What stands for something within the description of an image.
fn described(inline: &Inline) -> String {
    match inline {
        Inline::Text { text } | Inline::Code { text } => text.clone(),
        Inline::Keys { keys } => keys.join("+"),
        Inline::TargetLabel { fallback } => fallback.clone(),
        Inline::Break {} => " ".to_owned(),
        // Containers never get here: within an image they are transparent.
        _ => String::new(),
    }
}
