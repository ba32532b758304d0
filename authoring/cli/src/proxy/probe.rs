//! A look at the app before the proxy starts.

use url::Url;

use super::failure::Failure;
use super::upstream::{Upstream, redirect_of};

/// How many redirects within the app are followed.
const STEPS: usize = 10;

/// What a first look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The address to use: the one asked for, with https where the app insists on it.
    pub url: Url,
    /// Another origin that the app sends people to at once, as sign-on does.
    pub leads_to: Option<Url>,
    /// Why there was no answer.
    pub failure: Option<Failure>,
}

/// Asks for `url` and follows redirects as long as they stay on its host.
pub async fn probe(client: &Upstream, url: &Url) -> Probe {
    let mut found = Probe { url: url.clone(), leads_to: None, failure: None };
    let mut here = url.clone();
    for _ in 0..STEPS {
        let response = match client.get(&here).await {
            Ok(response) => response,
            Err(failure) => {
                found.failure = Some(failure);
                break;
            }
        };
        let Some(next) = redirect_of(&here, &response) else { break };
        if next.origin() == here.origin() {
            here = next;
        } else if next.host_str() == here.host_str() && next.scheme() == "https" && here.scheme() == "http" {
            found.url.clone_from(&next);
            here = next;
        } else {
            found.leads_to = Some(next);
            break;
        }
    }
    found
}
