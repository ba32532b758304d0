//! What is live in an environment as a folder that any web server can serve.

use std::collections::BTreeMap;

use lotse_editor::compile::Bundle;
use lotse_model::bundle::Manifest;
use lotse_model::wire::{Wire as _, read};
use serde_json::json;

use super::links::{Kind, links};
use crate::audit::Act;
use crate::guides::environments::signing_key;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::server::Server;
use crate::shelf;

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

/// Every document that the manifest leads to, level by level.
async fn chunks(scope: &Scope, manifest: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let broken = || Refusal::internal(&"a stored document cannot be read");
    let mut all = BTreeMap::new();
    let mut level: BTreeMap<String, Kind> = links(Kind::Manifest, manifest)
        .ok_or_else(broken)?
        .into_iter()
        .map(|(kind, name)| (name, kind))
        .collect();
    while !level.is_empty() {
        let names: Vec<String> = level.keys().cloned().collect();
        let texts = shelf::texts(scope, &names).await?;
        let mut next = BTreeMap::new();
        for (name, kind) in level {
            let text = texts.get(&name);
            let text = text.ok_or_else(|| Refusal::internal(&format!("the chunk {name} is missing")))?;
            let found = links(kind, text).ok_or_else(broken)?.into_iter();
            next.extend(found.map(|(kind, name)| (name, kind)));
            all.insert(name, text.clone());
        }
        next.retain(|name, _| !all.contains_key(name));
        level = next;
    }
    Ok(all)
}
