//! Reading the policies of a page on the network: its headers, and the `<meta>` elements of its markup.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use lol_html::element;
use lol_html::send::{Element, HtmlRewriter, Settings};
use url::Url;

use super::deliver::{Delivered, from_headers, from_meta};
use crate::proxy::{Decoder, Failure, Upstream, unescape};

/// A policy in markup stands in the head; so much of a page is read.
const READ_BYTES: usize = 1024 * 1024;

/// Gets a page, redirects included: where it ended, and all its policies.
///
/// # Errors
/// When the page cannot be reached or its markup breaks off.
pub async fn policies_of(client: &Upstream, url: &Url) -> Result<(Url, Vec<Delivered>), Failure> {
    let (url, response) = client.open(url).await?;
    let (head, body) = response.into_parts();
    let mut policies = from_headers(&head.headers);
    for content in meta_policies(&head.headers, body).await? {
        policies.extend(from_meta(&content));
    }
    Ok((url, policies))
}

async fn meta_policies(headers: &HeaderMap, mut body: Incoming) -> Result<Vec<String>, Failure> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(mut decoder) = Decoder::for_coding(text(header::CONTENT_ENCODING)) else {
        return Ok(Vec::new());
    };
    let found = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&found);
    let settings = Settings::new_send().with_strict(false).append_element_content_handler(element!(
        "meta[http-equiv][content]",
        move |element: &mut Element<'_, '_>| {
            let kind = element.get_attribute("http-equiv").unwrap_or_default();
            if let Some(content) = element.get_attribute("content")
                && kind.trim().eq_ignore_ascii_case("content-security-policy")
            {
                sink.lock().unwrap_or_else(PoisonError::into_inner).push(unescape(&content));
            }
            Ok(())
        }
    ));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let mut read = 0;
    while read < READ_BYTES
        && let Some(frame) = body.frame().await
    {
        let frame = frame.map_err(|error| Failure::of(&error))?;
        let Some(piece) = frame.data_ref() else { continue };
        let decoded = decoder.feed(piece).map_err(|error| Failure::Other(error.to_string()))?;
        read += decoded.len();
        rewriter.write(&decoded).map_err(|error| Failure::Other(error.to_string()))?;
    }
    drop(rewriter);
    Ok(std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner)))
}
