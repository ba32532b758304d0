//! Trees as HTML, for comparison with what CommonMark wants. The only place where HTML is written, and nobody renders it.

use lotse_model::content::{Block, Inline};

/// A tree in the words of the CommonMark examples, without white space and paragraphs (trees do not tell tight lists from
/// loose ones).
pub fn of(content: &[Block]) -> String {
    let mut out = String::new();
    blocks(content, &mut out);
    normalised(&out)
}

/// HTML without what trees leave out: paragraphs, titles, languages of code, white space, percent encoding.
pub fn normalised(html: &str) -> String {
    let mut text = html.replace("<p>", "").replace("</p>", "");
    for attribute in [" title=\"", " class=\""] {
        while let Some(start) = text.find(attribute) {
            let value = start + attribute.len();
            let end = text[value..].find('"').map_or(text.len(), |end| value + end + 1);
            text.replace_range(start..end, "");
        }
    }
    let text = text.replace("&quot;", "\"");
    decoded(&text).chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match hex.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn blocks(content: &[Block], out: &mut String) {
    for block in content {
        match block {
            Block::Paragraph { of } => inlines(of, out),
            Block::Heading { level, of } => {
                out.push_str(&format!("<h{level}>"));
                inlines(of, out);
                out.push_str(&format!("</h{level}>"));
            }
            Block::List { start, items } => {
                let (open, close) = match start {
                    None => ("<ul>".to_owned(), "</ul>"),
                    Some(1) => ("<ol>".to_owned(), "</ol>"),
                    Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
                };
                out.push_str(&open);
                for item in items {
                    out.push_str("<li>");
                    blocks(&item.of, out);
                    out.push_str("</li>");
                }
                out.push_str(close);
            }
            Block::Quote { of } | Block::Callout { of, .. } => {
                out.push_str("<blockquote>");
                blocks(of, out);
                out.push_str("</blockquote>");
            }
            Block::CodeBlock { text } => {
                out.push_str("<pre><code>");
                escaped(text, out);
                out.push_str("</code></pre>");
            }
            Block::Rule {} => out.push_str("<hr />"),
            Block::Table { .. } => out.push_str("<table>"),
        }
    }
}

fn inlines(of: &[Inline], out: &mut String) {
    for inline in of {
        match inline {
            Inline::Text { text } => escaped(text, out),
            Inline::Emphasis { of } => within("em", of, out),
            Inline::Strong { of } => within("strong", of, out),
            Inline::Strike { of } => within("del", of, out),
            Inline::Code { text } => {
                out.push_str("<code>");
                escaped(text, out);
                out.push_str("</code>");
            }
            Inline::Link { url, of } => {
                out.push_str("<a href=\"");
                escaped(url, out);
                out.push_str("\">");
                inlines(of, out);
                out.push_str("</a>");
            }
            Inline::Image { url, alt } => {
                out.push_str("<img src=\"");
                escaped(url, out);
                out.push_str("\" alt=\"");
                escaped(alt, out);
                out.push_str("\" />");
            }
            Inline::Break {} => out.push_str("<br />"),
            Inline::Keys { keys } => out.push_str(&format!("[[{}]]", keys.join("+"))),
            Inline::TargetLabel { .. } => out.push_str("{target}"),
        }
    }
}

fn within(tag: &str, of: &[Inline], out: &mut String) {
    out.push_str(&format!("<{tag}>"));
    inlines(of, out);
    out.push_str(&format!("</{tag}>"));
}

fn escaped(text: &str, out: &mut String) {
    out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
}
