//! Content trees as nodes: what end users will read. No markup is ever written.

use lotse_model::content::{Block, Cell, Inline, Tone};
use lotse_model::url::AddressPolicy;
use yew::prelude::*;

use crate::app::use_studio;

/// Properties of [`Rendered`].
#[derive(Clone, PartialEq, Properties)]
pub struct RenderedProperties {
    /// Markdown.
    pub markdown: AttrValue,
    /// The name to show for the control that the step points at.
    #[prop_or_default]
    pub target: Option<AttrValue>,
    /// Words in a line only: headings and labels.
    #[prop_or_default]
    pub line: bool,
}

/// Markdown as end users read it.
#[component]
pub fn Rendered(properties: &RenderedProperties) -> Html {
    let tree = use_memo(properties.markdown.clone(), |markdown| {
        lotse_markup::parse(markdown, &AddressPolicy::default()).content
    });
    let words = use_studio().words();
    let name = properties.target.clone().unwrap_or_else(|| words.target_name.into());
    let scribe = Scribe { target: &name };
    if properties.line { scribe.lines(&tree) } else { scribe.blocks(&tree) }
}

struct Scribe<'a> {
    target: &'a str,
}

impl Scribe<'_> {
    fn blocks(&self, blocks: &[Block]) -> Html {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn lines(&self, blocks: &[Block]) -> Html {
        let line = |block: &Block| match block {
            Block::Paragraph { of } | Block::Heading { of, .. } => self.inlines(of),
            Block::List { items, .. } => items.iter().map(|item| self.lines(&item.of)).collect(),
            Block::Quote { of } | Block::Callout { of, .. } => self.lines(of),
            Block::CodeBlock { text } => html! { { text } },
            Block::Table { .. } | Block::Rule {} => Html::default(),
        };
        blocks.iter().map(line).collect()
    }

    fn block(&self, block: &Block) -> Html {
        match block {
            Block::Paragraph { of } => html! { <p>{ self.inlines(of) }</p> },
            Block::Heading { level, of } if *level < 3 => html! { <h4>{ self.inlines(of) }</h4> },
            Block::Heading { of, .. } => html! { <h5>{ self.inlines(of) }</h5> },
            Block::List { start: Some(start), items } => {
                let items = items.iter().map(|item| html! { <li>{ self.blocks(&item.of) }</li> });
                html! { <ol start={start.to_string()}>{ for items }</ol> }
            }
            Block::List { start: None, items } => {
                let items = items.iter().map(|item| html! { <li>{ self.blocks(&item.of) }</li> });
                html! { <ul>{ for items }</ul> }
            }
            Block::Quote { of } => html! { <blockquote>{ self.blocks(of) }</blockquote> },
            Block::CodeBlock { text } => html! { <pre tabindex="0"><code>{ text }</code></pre> },
            Block::Table { head, rows, .. } => html! {
                <div class="content-table" tabindex="0"><table>
                    <thead><tr>{ for head.iter().map(|cell| html! { <th scope="col">{ self.cell(cell) }</th> }) }</tr></thead>
                    <tbody>{ for rows.iter().map(|row| html! {
                        <tr>{ for row.cells.iter().map(|cell| html! { <td>{ self.cell(cell) }</td> }) }</tr>
                    }) }</tbody>
                </table></div>
            },
            Block::Rule {} => html! { <hr /> },
            Block::Callout { tone, of } => {
                html! { <div class={classes!("callout", tone_class(*tone))} role="note">{ self.blocks(of) }</div> }
            }
        }
    }

    fn cell(&self, cell: &Cell) -> Html {
        self.inlines(&cell.of)
    }

    fn inlines(&self, inlines: &[Inline]) -> Html {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Html {
        match inline {
            Inline::Text { text } => html! { { text } },
            Inline::Emphasis { of } => html! { <em>{ self.inlines(of) }</em> },
            Inline::Strong { of } => html! { <strong>{ self.inlines(of) }</strong> },
            Inline::Strike { of } => html! { <s>{ self.inlines(of) }</s> },
            Inline::Code { text } => html! { <code>{ text }</code> },
            Inline::Keys { keys } => {
                let key = |key: &String| html! { <kbd>{ key }</kbd> };
                html! { <span class="keys">{ for keys.iter().map(key) }</span> }
            }
            Inline::Link { url, of } => match AddressPolicy::default().link(url) {
                Ok(url) => {
                    html! { <a href={url} target="_blank" rel="noopener noreferrer">{ self.inlines(of) }</a> }
                }
                Err(_) => self.inlines(of),
            },
            // From elsewhere: the studio's own policy lets no other server know that somebody writes about it.
            Inline::Image { url, alt } if url.starts_with('/') && !url.starts_with("//") => {
                html! { <img src={url.clone()} alt={alt.clone()} loading="lazy" /> }
            }
            Inline::Image { alt, .. } => html! { <span class="no-image">{ alt }</span> },
            Inline::Break {} => html! { <br /> },
            Inline::TargetLabel { fallback } => {
                let name = if fallback.is_empty() { self.target } else { fallback };
                html! { <span class="target-label">{ name }</span> }
            }
        }
    }
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Note => "note",
        Tone::Tip => "tip",
        Tone::Important => "important",
        Tone::Warning => "warning",
        Tone::Caution => "caution",
    }
}
