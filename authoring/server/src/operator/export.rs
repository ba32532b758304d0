//! What is live in an environment as a folder that any web server can serve.

use std::collections::BTreeMap;

use lotse_editor::compile::Bundle;
use lotse_model::bundle::{Manifest, Shard};
use lotse_model::help::{HelpRoot, HelpShard};
use lotse_model::search::SearchRoot;
use lotse_model::wire::{Wire as _, read};
use serde_json::json;

use crate::audit::Act;
use crate::guides::environments::signing_key;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::server::Server;

/// A day in seconds.
const DAY_S: i64 = 86_400;

/// A release for a folder.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Manifest and chunks.
    pub bundle: Bundle,
    /// Over the manifest.
    pub signature: String,
    /// Number of the release.
    pub release: i64,
}

/// The same manifest, issued at this time and good for so many days. Its release stays: content has not changed.
///
/// # Errors
/// When the text is no manifest.
pub fn renew(manifest: &str, issued_s: i64, valid_days: u32) -> Result<String, Refusal> {
    let mut manifest: Manifest = read(manifest).map_err(|_| {
        Refusal::refused("manifest.json ist nicht lesbar.", "manifest.json cannot be read.")
            .at("manifest.json")
    })?;
    manifest.issued_s = issued_s;
    manifest.expires_s = issued_s.saturating_add(i64::from(valid_days) * DAY_S);
    Ok(manifest.give().write())
}

impl Server {
    /// What is live, signed for so many days.
    ///
    /// # Errors
    /// When nothing is live there.
    pub async fn export(
        &self,
        project: &str,
        environment: &str,
        valid_days: u32,
    ) -> Result<Exported, Refusal> {
        let scope = self.as_operator(project).await?;
        let now_ms = self.app.clock.now_ms();
        let found: Option<(i64, String)> = scope
            .rows(
                "select release, manifest from releases where project = $1 and environment = $2 and at_ms <= $3 \
                 order by release desc limit 1",
            )
            .bind(environment.to_owned())
            .bind(now_ms)
            .fetch_optional(self.app.store.pool())
            .await?;
        let (release, manifest) = found.ok_or_else(|| Refusal::not_found("release"))?;
        let manifest = renew(&manifest, now_ms / 1_000, valid_days)?;
        let chunks = chunks(&scope, &manifest).await?;
        let signature = sign(&scope, environment, release, &manifest, valid_days, "export").await?;
        let mut bundle = Bundle::default();
        bundle.manifest = manifest;
        bundle.chunks = chunks;
        Ok(Exported { bundle, signature, release })
    }

    /// Signs the manifest of an exported folder for so many days from now on.
    ///
    /// # Errors
    /// When it is none of this project and environment.
    pub async fn resign(
        &self,
        project: &str,
        environment: &str,
        manifest: &str,
        valid_days: u32,
    ) -> Result<(String, String), Refusal> {
        let scope = self.as_operator(project).await?;
        let renewed = renew(manifest, self.app.clock.now_ms() / 1_000, valid_days)?;
        let read: Manifest = read(&renewed).map_err(|_| Refusal::not_found("release"))?;
        if read.project.as_str() != project || read.environment != environment {
            return Err(Refusal::refused(
                "Das Manifest gehört zu einem anderen Projekt oder einer anderen Umgebung.",
                "The manifest belongs to another project or environment.",
            ));
        }
        // A signature says that this server has published exactly this content.
        let stored: Option<(String,)> = scope
            .rows("select manifest from releases where project = $1 and environment = $2 and release = $3")
            .bind(environment.to_owned())
            .bind(read.release)
            .fetch_optional(self.app.store.pool())
            .await?;
        let (stored,) = stored.ok_or_else(|| Refusal::not_found("release"))?;
        if renew(&stored, read.issued_s, valid_days)? != renewed {
            return Err(Refusal::refused(
                "Das Manifest ist nicht das, was hier veröffentlicht wurde.",
                "The manifest is not what was published here.",
            ));
        }
        let signature = sign(&scope, environment, read.release, &renewed, valid_days, "resign").await?;
        Ok((renewed, signature))
    }
}

async fn sign(
    scope: &Scope,
    environment: &str,
    release: i64,
    manifest: &str,
    valid_days: u32,
    act: &'static str,
) -> Result<String, Refusal> {
    let signature = signing_key(scope, environment).await?.sign(manifest);
    let mut write = scope.write().await?;
    let subject = format!("{environment}/{release}");
    scope
        .note(&mut write, Act { act, subject: &subject, detail: json!({ "valid_days": valid_days }) })
        .await?;
    write.commit().await?;
    Ok(signature)
}

/// Every chunk that the manifest leads to.
async fn chunks(scope: &Scope, manifest: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let broken = || Refusal::internal(&"a stored document cannot be read");
    let manifest: Manifest = read(manifest).map_err(|_| broken())?;
    let mut all = BTreeMap::new();
    for entry in &manifest.index {
        let text = chunk(scope, &entry.shard).await?;
        let shard: Shard = read(&text).map_err(|_| broken())?;
        all.insert(entry.shard.clone(), text);
        for guide in &shard.guides {
            let names = guide.texts.iter().map(|(_, name)| name).chain([&guide.chunk]);
            for name in names {
                if !all.contains_key(name) {
                    all.insert(name.clone(), chunk(scope, name).await?);
                }
            }
        }
    }
    for entry in &manifest.signs {
        take(scope, &mut all, &entry.shard).await?;
    }
    if let Some(root) = &manifest.help {
        help(scope, &mut all, root).await?;
    }
    Ok(all)
}

/// Everything about self-help: desk, search index, entries with what they lead to.
async fn help(scope: &Scope, all: &mut BTreeMap<String, String>, root: &str) -> Result<(), Refusal> {
    let broken = || Refusal::internal(&"a stored document cannot be read");
    let root: HelpRoot = read(&take(scope, all, root).await?).map_err(|_| broken())?;
    for name in root.desk.iter().chain(root.desk_texts.iter().map(|(_, name)| name)) {
        take(scope, all, name).await?;
    }
    for (_, name) in root.search.iter() {
        let index: SearchRoot = read(&take(scope, all, name).await?).map_err(|_| broken())?;
        for part in index.words.iter().chain(&index.postings).chain(&index.entries) {
            take(scope, all, &part.shard).await?;
        }
    }
    let by_id = root.entries.iter().map(|part| &part.shard);
    for shard in by_id.chain(root.index.iter().map(|entry| &entry.shard)) {
        let shard: HelpShard = read(&take(scope, all, shard).await?).map_err(|_| broken())?;
        for entry in &shard.entries {
            for name in entry.chunk.iter().chain(entry.texts.iter().map(|(_, name)| name)) {
                take(scope, all, name).await?;
            }
        }
    }
    Ok(())
}

/// A chunk, read once.
async fn take(scope: &Scope, all: &mut BTreeMap<String, String>, name: &str) -> Result<String, Refusal> {
    if let Some(text) = all.get(name) {
        return Ok(text.clone());
    }
    let text = chunk(scope, name).await?;
    all.insert(name.to_owned(), text.clone());
    Ok(text)
}

async fn chunk(scope: &Scope, name: &str) -> Result<String, Refusal> {
    let found: Option<(String,)> = scope
        .rows("select body from chunks where project = $1 and name = $2")
        .bind(name.to_owned())
        .fetch_optional(scope.app.store.pool())
        .await?;
    found.map(|(body,)| body).ok_or_else(|| Refusal::internal(&format!("the chunk {name} is missing")))
}
