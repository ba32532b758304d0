//! A page on its way through: the script tag goes in, the app's absolute addresses and `<meta>` policies are moved.

use std::io;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use encoding_rs::Encoding;
use futures_util::{StreamExt, stream};
use lol_html::html_content::ContentType;
use lol_html::send::{Element, HtmlRewriter, Settings};
use lol_html::{AsciiCompatibleEncoding, DocumentContentHandlers, MemorySettings, OutputSink, element};

use super::decode::Decoder;
use super::origins::Origins;
use super::policies::PolicyRules;

/// A tag longer than this (a picture as a data address, for instance) ends the rewriting, not the page.
const LONGEST_TAG_BYTES: usize = 32 * 1024 * 1024;
/// Attributes that hold one address.
const ADDRESS_ATTRIBUTES: &[&str] =
    &["href", "src", "action", "formaction", "poster", "data", "ping", "manifest"];
/// Attributes that hold a list of addresses with descriptions.
const LIST_ATTRIBUTES: &[&str] = &["srcset", "imagesrcset"];

/// What to do with a page.
pub(super) struct PageRules {
    /// The markup to put in; empty to put in nothing.
    pub(super) tag: String,
    /// Which origin becomes which.
    pub(super) origins: Origins,
    /// What happens to `<meta>` policies.
    pub(super) policies: PolicyRules,
}

/// The encoding that the `Content-Type` names, or `None` for those that are not extensions of ASCII (UTF-16).
/// Without a name it is taken as UTF-8 until a `<meta>` says otherwise; what is put in is ASCII in any case.
pub(super) fn encoding_of(content_type: &str) -> Option<AsciiCompatibleEncoding> {
    let label = content_type.to_ascii_lowercase().split("charset=").nth(1).map(str::to_owned);
    let label = label
        .as_deref()
        .and_then(|rest| rest.split([';', ' ']).next())
        .map(|label| label.trim_matches(['"', '\'']));
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) => AsciiCompatibleEncoding::new(encoding),
        None => Some(AsciiCompatibleEncoding::utf_8()),
    }
}

/// `body` decoded and rewritten, piece by piece as it arrives.
pub(super) fn rewrite(
    body: Body,
    decoder: Decoder,
    encoding: AsciiCompatibleEncoding,
    rules: PageRules,
) -> Body {
    let start = Some((body.into_data_stream(), Page::new(decoder, encoding, rules)));
    Body::from_stream(stream::unfold(start, |state| async move {
        let (mut pieces, mut page) = state?;
        loop {
            let produced = match pieces.next().await {
                Some(Ok(piece)) => page.feed(&piece),
                Some(Err(error)) => Err(io::Error::other(error)),
                None => return Some((page.finish(), None)),
            };
            match produced {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Some((Ok(bytes), Some((pieces, page)))),
                Err(error) => return Some((Err(error), None)),
            }
        }
    }))
}

struct Page {
    decoder: Decoder,
    rewriter: HtmlRewriter<'static, Collected>,
    output: Collected,
}

impl Page {
    fn new(decoder: Decoder, encoding: AsciiCompatibleEncoding, rules: PageRules) -> Self {
        let output = Collected::default();
        Self { decoder, rewriter: HtmlRewriter::new(settings(encoding, rules), output.clone()), output }
    }

    fn feed(&mut self, piece: &[u8]) -> io::Result<Bytes> {
        let decoded = self.decoder.feed(piece)?;
        self.rewriter.write(&decoded).map_err(io::Error::other)?;
        Ok(self.output.take())
    }

    fn finish(self) -> io::Result<Bytes> {
        self.rewriter.end().map_err(io::Error::other)?;
        Ok(self.output.take())
    }
}

/// What the rewriter has written so far.
#[derive(Clone, Default)]
struct Collected(Arc<Mutex<Vec<u8>>>);

impl Collected {
    fn take(&self) -> Bytes {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl OutputSink for Collected {
    fn handle_chunk(&mut self, chunk: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(chunk);
    }
}

fn settings(encoding: AsciiCompatibleEncoding, rules: PageRules) -> Settings<'static, 'static> {
    let waiting = Arc::new(Mutex::new(rules.tag.clone()));
    let still_waiting = Arc::clone(&waiting);
    let memory = MemorySettings::new()
        .with_max_allowed_memory_usage(LONGEST_TAG_BYTES)
        .with_graceful_bail_out_on_memory_limit_exceeded(true);
    Settings::new_send()
        .with_encoding(encoding)
        .with_adjust_charset_on_meta_tag(true)
        .with_strict(false)
        .with_memory_settings(memory)
        .append_element_content_handler(element!("*", move |element: &mut Element<'_, '_>| {
            insert_tag(element, &waiting);
            move_addresses(element, &rules.origins);
            adjust_meta(element, &rules);
            Ok(())
        }))
        .append_document_content_handler(DocumentContentHandlers::default().end(
            move |end: &mut lol_html::html_content::DocumentEnd<'_>| {
                end.append(&take_tag(&still_waiting), ContentType::Html);
                Ok(())
            },
        ))
}

fn take_tag(waiting: &Mutex<String>) -> String {
    mem::take(&mut *waiting.lock().unwrap_or_else(PoisonError::into_inner))
}

/// First thing in the head; where the head's tags are left out, before whatever makes the parser open it.
fn insert_tag(element: &mut Element<'_, '_>, waiting: &Mutex<String>) {
    let name = element.tag_name();
    if name == "html" {
        return;
    }
    let tag = take_tag(waiting);
    if tag.is_empty() {
        return;
    }
    if name == "head" {
        element.prepend(&tag, ContentType::Html);
    } else {
        element.before(&tag, ContentType::Html);
    }
}

fn move_addresses(element: &mut Element<'_, '_>, origins: &Origins) {
    let moved: Vec<(String, String)> = element
        .attributes()
        .iter()
        .filter_map(|attribute| {
            let name = attribute.name();
            let value = || attribute.value();
            let moved = if ADDRESS_ATTRIBUTES.contains(&name.as_str()) {
                origins.to_local(&value())
            } else if LIST_ATTRIBUTES.contains(&name.as_str()) {
                origins.srcset_to_local(&value())
            } else {
                None
            };
            moved.map(|moved| (name, moved))
        })
        .collect();
    for (name, value) in moved {
        set(element, &name, &value);
    }
}

fn adjust_meta(element: &mut Element<'_, '_>, rules: &PageRules) {
    if element.tag_name() != "meta" {
        return;
    }
    let Some(kind) = element.get_attribute("http-equiv").map(|kind| kind.trim().to_ascii_lowercase()) else {
        return;
    };
    let Some(content) = element.get_attribute("content") else { return };
    let changed = match kind.as_str() {
        "refresh" => rules.origins.refresh_to_local(&content),
        "content-security-policy" => rules.policies.adjust_meta(&unescape(&content)),
        _ => None,
    };
    if let Some(changed) = changed {
        set(element, "content", &changed);
    }
}

/// The only names that are refused are ones that a parser cannot have produced; those stay as they are.
fn set(element: &mut Element<'_, '_>, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// The references that templates write into a policy; attribute values arrive as they stand in the source.
pub(crate) fn unescape(text: &str) -> String {
    let quotes = ["&#39;", "&#x27;", "&#X27;", "&#039;", "&apos;"];
    quotes.iter().fold(text.to_owned(), |text, quote| text.replace(quote, "'")).replace("&amp;", "&")
}
