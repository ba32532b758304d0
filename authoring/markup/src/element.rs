//! What begins and ends: containers of blocks, lists, tables, links and images.

use core::ops::Range;

use lotse_model::content::{ColumnAlign, Inline, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, Tone};
use lotse_model::diagnostic::Code;
use lotse_model::url::{AddressFault, without_invisible};
use pulldown_cmark::{Alignment, BlockQuoteKind, LinkType, Tag, TagEnd};

use crate::build::Full;
use crate::frame::Frame;
use crate::parse::Walk;

impl Walk<'_> {
    pub(crate) fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Result<(), Full> {
        let frame = match tag {
            Tag::Paragraph => Frame::Paragraph { of: Vec::new(), is_implied: false },
            Tag::Heading { level, .. } => Frame::Heading { level: level as u32, of: Vec::new() },
            Tag::BlockQuote(None) => Frame::Quote(Vec::new()),
            Tag::BlockQuote(Some(kind)) => Frame::Callout(tone(kind), Vec::new()),
            Tag::CodeBlock(_) => Frame::CodeBlock(String::new()),
            Tag::HtmlBlock => Frame::HtmlBlock(String::new()),
            Tag::List(start) => {
                Frame::List { start: start.and_then(|first| u32::try_from(first).ok()), items: Vec::new() }
            }
            Tag::Item => Frame::Item { is_done: None, of: Vec::new() },
            Tag::Table(columns) => table(&columns)?,
            Tag::TableHead => Frame::Head(Vec::new()),
            Tag::TableRow => Frame::Row(Vec::new()),
            Tag::TableCell => Frame::Cell(Vec::new()),
            Tag::Emphasis => Frame::Emphasis(Vec::new()),
            Tag::Strong => Frame::Strong(Vec::new()),
            Tag::Strikethrough => Frame::Strike(Vec::new()),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, range),
            // Switched off in the options.
            _ => Frame::Transparent,
        };
        self.begin(frame)
    }

    /// Opens what words need around them, closes what a block ends, then begins the element.
    fn begin(&mut self, frame: Frame) -> Result<(), Full> {
        if self.is_in_image() {
            return self.builder.begin(Frame::Transparent);
        }
        if is_within_line(&frame) {
            self.open_line()?;
        } else {
            self.close_implied();
        }
        if let (Frame::Row(_), Some(Frame::Table { rows, .. })) = (&frame, self.builder.innermost())
            && rows.len() + 1 >= MAX_TABLE_ROWS
        {
            return Err(Full(Code::TABLE_TOO_LARGE, format!("> {MAX_TABLE_ROWS}")));
        }
        self.builder.begin(frame)
    }

    pub(crate) fn end(&mut self, tag: &TagEnd, range: &Range<usize>) -> Result<(), Full> {
        if !matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ) {
            self.close_implied();
        }
        match self.builder.innermost() {
            Some(Frame::HtmlBlock(html)) => {
                let html = core::mem::take(html);
                self.builder.end();
                self.html(&html, range.clone())?;
                self.close_implied();
                return Ok(());
            }
            Some(Frame::Link { url, of }) if of.is_empty() => {
                let shown = url.clone();
                of.push(Inline::Text { text: url.clone() });
                self.report(Code::LINK_WITHOUT_TEXT, range.clone(), shown);
            }
            Some(Frame::Image { url: Some(url), alt }) if alt.trim().is_empty() => {
                let shown = url.clone();
                self.report(Code::IMAGE_WITHOUT_ALT, range.clone(), shown);
            }
            _ => {}
        }
        if matches!(tag, TagEnd::BlockQuote(None)) {
            self.unknown_callout(range);
        }
        self.builder.end();
        Ok(())
    }

    /// `> [!HINT]` alone on a line is meant as a callout, but is none.
    fn unknown_callout(&mut self, range: &Range<usize>) {
        let quote = self.source.get(range.clone()).unwrap_or_default();
        let first = quote.lines().next().unwrap_or_default().trim_start_matches(['>', ' ']).trim_end();
        let kind = first.strip_prefix("[!").and_then(|rest| rest.strip_suffix(']'));
        if let Some(kind) = kind.filter(|kind| !kind.is_empty() && kind.chars().all(char::is_alphanumeric)) {
            self.report(Code::UNKNOWN_CALLOUT, range.clone(), shown(kind));
        }
    }

    /// Words that stand directly in an item, or nowhere, get a paragraph.
    pub(crate) fn open_line(&mut self) -> Result<(), Full> {
        if matches!(
            self.builder.innermost(),
            None | Some(Frame::Item { .. } | Frame::Quote(_) | Frame::Callout(..))
        ) {
            self.builder.begin(Frame::Paragraph { of: Vec::new(), is_implied: true })?;
        }
        Ok(())
    }

    pub(crate) fn close_implied(&mut self) {
        if matches!(self.builder.innermost(), Some(Frame::Paragraph { is_implied: true, .. })) {
            self.builder.end();
        }
    }

    fn is_in_image(&mut self) -> bool {
        self.builder.nearest(|frame| matches!(frame, Frame::Image { .. }).then_some(())).is_some()
    }

    fn link(&mut self, kind: LinkType, address: &str, title: &str, range: &Range<usize>) -> Frame {
        self.title(title, range);
        let mail = matches!(kind, LinkType::Email).then(|| format!("mailto:{address}"));
        match self.addresses.link(mail.as_deref().unwrap_or(address)) {
            Ok(url) => {
                self.cleaned(address, range);
                Frame::Link { url, of: Vec::new() }
            }
            Err(fault) => {
                let code =
                    if fault == AddressFault::Host { Code::LINK_HOST_UNLISTED } else { Code::LINK_REFUSED };
                self.report(code, range.clone(), shown(address));
                Frame::Transparent
            }
        }
    }

    fn image(&mut self, address: &str, title: &str, range: &Range<usize>) -> Frame {
        self.title(title, range);
        let url = match self.addresses.image(address) {
            Ok(url) => {
                self.cleaned(address, range);
                Some(url)
            }
            Err(fault) => {
                let code =
                    if fault == AddressFault::Host { Code::IMAGE_HOST_UNLISTED } else { Code::IMAGE_REFUSED };
                self.report(code, range.clone(), shown(address));
                None
            }
        };
        Frame::Image { url, alt: String::new() }
    }

    fn cleaned(&mut self, address: &str, range: &Range<usize>) {
        let clean = without_invisible(address);
        if clean != address.trim() {
            self.report(Code::ADDRESS_CLEANED, range.clone(), shown(&clean));
        }
    }

    fn title(&mut self, title: &str, range: &Range<usize>) {
        if !title.is_empty() {
            self.report(Code::MARKUP_UNSUPPORTED, range.clone(), format!("\"{}\"", shown(title)));
        }
    }
}

fn is_within_line(frame: &Frame) -> bool {
    matches!(
        frame,
        Frame::Emphasis(_)
            | Frame::Strong(_)
            | Frame::Strike(_)
            | Frame::Link { .. }
            | Frame::Image { .. }
            | Frame::Transparent
    )
}

fn table(columns: &[Alignment]) -> Result<Frame, Full> {
    if columns.len() > MAX_TABLE_COLUMNS {
        return Err(Full(Code::TABLE_TOO_LARGE, columns.len().to_string()));
    }
    let columns = columns
        .iter()
        .map(|align| match align {
            Alignment::None => ColumnAlign::Auto,
            Alignment::Left => ColumnAlign::Start,
            Alignment::Center => ColumnAlign::Center,
            Alignment::Right => ColumnAlign::End,
        })
        .collect();
    Ok(Frame::Table { columns, head: Vec::new(), rows: Vec::new() })
}

fn tone(kind: BlockQuoteKind) -> Tone {
    match kind {
        BlockQuoteKind::Note => Tone::Note,
        BlockQuoteKind::Tip => Tone::Tip,
        BlockQuoteKind::Important => Tone::Important,
        BlockQuoteKind::Warning => Tone::Warning,
        BlockQuoteKind::Caution => Tone::Caution,
    }
}

/// As much of a text as a message has room for.
fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}
