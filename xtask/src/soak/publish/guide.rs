//! The guide that is published again and again: in versions whose text says which one it is.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use lotse_api::guides::{AskReview, NewGuide, Save, Settings, Stored, TakeLease, Verdict, Version};
use lotse_api::releases::{Publish, Release};
use lotse_cli::remote::{Method, Remote, RemoteError};
use lotse_editor::sign::PublicKey;
use serde_json::{Value, json};

use crate::served::Reader;

/// Versions of the guide that are published in turn.
pub const VERSIONS: i64 = 6;
/// Where releases are.
pub const RELEASES: &str = "/environments/production/releases";

/// All releases, the newest first.
pub async fn releases(remote: &Remote) -> Result<Vec<Release>, RemoteError> {
    remote.get(RELEASES).await
}

/// Publishes a version after the release that is live.
pub async fn publish(remote: &Remote, version: i64, live: i64) -> Result<Release, RemoteError> {
    let guides = BTreeMap::from([("one".to_owned(), Some(version))]);
    let asked = Publish { guides, note: format!("version {version}"), after: live, at_ms: None };
    remote.send(Method::POST, RELEASES, &asked).await
}

/// The number that is live, 0 for none.
pub fn live(releases: &[Release]) -> i64 {
    releases.iter().find(|release| release.is_live).map_or(0, |live| live.release)
}

/// Freezes and approves the versions; answers the key that signs.
pub async fn prepare(remote: &Remote) -> Result<PublicKey> {
    let made: Stored = remote.send(Method::POST, "/guides", &NewGuide { source: source(1) }).await?;
    let take = TakeLease { token: None, take_over: false };
    let lease: lotse_api::guides::Lease = remote.send(Method::POST, "/guides/one/lease", &take).await?;
    let mut revision = made.summary.revision;
    for version in 1..=VERSIONS {
        if version > 1 {
            let save = Save { source: source(version), revision, lease: lease.token.clone() };
            let saved: Stored = remote.send(Method::PUT, "/guides/one", &save).await?;
            revision = saved.summary.revision;
        }
        let ask = AskReview { note: String::new(), revision };
        let frozen: Version = remote.send(Method::POST, "/guides/one/review", &ask).await?;
        let verdict = Verdict { approves: true, note: String::new() };
        let path = format!("/guides/one/versions/{}/verdict", frozen.version);
        let _: Version = remote.send(Method::POST, &path, &verdict).await?;
    }
    let settings: Settings = remote.get("/settings").await?;
    let keys = settings.environments.into_iter().next().map(|first| first.keys).unwrap_or_default();
    Ok(PublicKey::from_text(keys.first().context("no key")?)?)
}

/// A guide whose text says which version it is.
fn source(version: i64) -> String {
    json!({
        "schema": 0,
        "guide": {
            "id": "one", "title": { "en": "Measured" }, "pages": ["/*"], "start": "first",
            "steps": [
                {
                    "kind": "instruct", "id": "first", "surface": "modal", "title": { "en": "First" },
                    "body": { "en": format!("This is version {version}.") }, "next": "done",
                },
                { "kind": "end", "id": "done", "outcome": "solved" },
            ],
        },
    })
    .to_string()
}

/// Release and version of what a page gets that begins with this manifest.
pub async fn load(reader: &Reader, manifest: &str) -> Option<(i64, i64)> {
    let manifest: Value = serde_json::from_str(manifest).ok()?;
    let shard = chunk(reader, manifest.pointer("/index/0/shard")?).await?;
    chunk(reader, shard.pointer("/guides/0/chunk")?).await?;
    let texts = chunk(reader, shard.pointer("/guides/0/texts/en")?).await?.to_string();
    let number = texts.split("This is version ").nth(1)?.split('.').next()?;
    Some((manifest.get("release")?.as_i64()?, number.parse().ok()?))
}

async fn chunk(reader: &Reader, name: &Value) -> Option<Value> {
    let text = reader.get(&format!("chunks/{}.json", name.as_str()?)).await?;
    serde_json::from_str(&text).ok()
}
