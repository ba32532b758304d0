//! `lotse resign`: a folder without a server, signed for another while.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lotse_editor::compile::{Bundle, hex};
use lotse_editor::sign::PrivateKey;
use lotse_model::bundle::{Manifest, is_called};
use lotse_server::operator::{Kind, links, renew};
use sha2::{Digest as _, Sha256};

use super::pull::named;
use super::store::StoreArguments;
use super::{block_on, compile};
use crate::guides;
use crate::language::Language;

/// Signs the manifest of a folder anew, so that pages go on accepting it. Its content and release stay as they are.
///
/// With --key, by a key file; else by the key of the environment, as the server in --data has it. Exit codes: 0 done, 2 the
/// manifest or the key cannot be used, or something could not be read or written.
#[derive(Debug, clap::Args)]
pub struct Resign {
    /// Folder as `lotse export` or `lotse compile` wrote it.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Private key, as written by `lotse keygen`.
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// How long pages that have not seen it yet may accept it, in days.
    #[arg(long, value_name = "DAYS", default_value_t = 400)]
    pub valid_days: u32,
    /// Where the data lies.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &Resign, language: Language) -> ExitCode {
    block_on(resign(arguments, language))
}

async fn resign(arguments: &Resign, language: Language) -> Result<ExitCode, String> {
    let folder = &arguments.folder;
    let path = folder.join("manifest.json");
    let manifest = std::fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
    let words = |refusal: lotse_server::Refusal| language.pick(refusal.german, refusal.english);
    let (manifest, signature) = match &arguments.key {
        Some(file) => {
            let pem = std::fs::read_to_string(file).map_err(|error| named(file, &error))?;
            let key = PrivateKey::from_pem(&pem).map_err(|error| format!("{}: {error}", file.display()))?;
            let now_s = compile::now_s().map_err(|error| error.to_string())?;
            let renewed = renew(&manifest, now_s, arguments.valid_days).map_err(words)?;
            let signature = key.sign(&renewed);
            (renewed, signature)
        }
        None => {
            let read: Manifest = lotse_model::wire::read(&manifest).map_err(|_| {
                format!("{}: {}", path.display(), language.pick("kein Manifest", "no manifest"))
            })?;
            let server = arguments.store.open_existing(language).await?;
            let signed = server
                .resign(read.project.as_str(), &read.environment, &manifest, arguments.valid_days)
                .await
                .map_err(words)?;
            server.close().await;
            signed
        }
    };
    let mut bundle = Bundle::default();
    bundle.chunks = chunks(&folder.join("chunks"), &manifest, language)?;
    bundle.manifest = manifest;
    guides::write(folder, &bundle, Some(&signature)).map_err(|error| named(folder, &error))?;
    let days = arguments.valid_days;
    println!(
        "{}: {}",
        folder.display(),
        language.pick(format!("gültig für {days} Tage"), format!("valid for {days} days"))
    );
    Ok(ExitCode::SUCCESS)
}

/// What the manifest leads to, and nothing of earlier releases. Each has to be what its name says.
fn chunks(folder: &Path, manifest: &str, language: Language) -> Result<BTreeMap<String, String>, String> {
    let broken = |path: &Path| {
        format!(
            "{}: {}",
            path.display(),
            language.pick("ist nicht, was veröffentlicht wurde", "is not what was published")
        )
    };
    let mut all = BTreeMap::new();
    let mut open = links(Kind::Manifest, manifest).ok_or_else(|| broken(folder))?;
    while let Some((kind, name)) = open.pop() {
        if all.contains_key(&name) {
            continue;
        }
        let path = folder.join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
        if !is_called(&name, &hex(&Sha256::digest(&text))) {
            return Err(broken(&path));
        }
        open.extend(links(kind, &text).ok_or_else(|| broken(&path))?);
        all.insert(name, text);
    }
    Ok(all)
}
