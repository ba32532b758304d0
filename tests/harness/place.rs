//! Where things are: the project's root, cargo's target folder and what we put there.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;
use lotse_cli::serve::Root;

/// The folders that build tasks and tests agree on.
#[derive(Debug, Clone)]
pub struct Place {
    root: PathBuf,
    target: PathBuf,
}

impl Place {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and configured target folders count.
    ///
    /// # Errors
    /// When `cargo metadata` cannot be run or refuses the workspace.
    pub fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        let metadata = MetadataCommand::new()
            .manifest_path(&manifest)
            .no_deps()
            .exec()
            .with_context(|| format!("cargo metadata for {}", manifest.display()))?;
        Ok(Self { root: metadata.workspace_root.into(), target: metadata.target_directory.into() })
    }

    /// The folder that holds the workspace's Cargo.toml.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Everything of ours inside the target folder.
    pub fn out(&self) -> PathBuf {
        self.target.join("lotse")
    }

    /// The built SDK: `lotse.js`, `lotse-core.js`, `lotse-core.wasm`, `lotse-rest.js`, `lotse-rest.wasm`, `lotse.d.ts`, `integrity.json`.
    pub fn dist(&self) -> PathBuf {
        self.out().join("dist")
    }

    /// Compiled bundles of the examples, one folder per example.
    pub fn demo(&self) -> PathBuf {
        self.out().join("demo")
    }

    /// Screenshots: what `pictures` makes and what a failing browser test leaves.
    pub fn pictures(&self) -> PathBuf {
        self.out().join("pictures")
    }

    /// The npm folder with the build's Node programs and axe-core.
    pub fn tools(&self) -> PathBuf {
        self.root.join("xtask/tools")
    }

    /// A file of an installed npm package.
    pub fn npm(&self, path: &str) -> PathBuf {
        self.tools().join("node_modules").join(path)
    }

    /// The geckodriver that `setup` built.
    pub fn geckodriver(&self) -> PathBuf {
        self.out().join("tools/bin/geckodriver")
    }

    /// The example applications.
    pub fn examples(&self) -> PathBuf {
        self.root.join("examples")
    }

    /// What is served, to people and to tests: the SDK at `/lotse/`, each example at `/NAME/` and its compiled guides at
    /// `/NAME-guides/`. What is not built yet is left out.
    pub fn served(&self) -> Vec<Root> {
        let mut folders = vec![("lotse".to_owned(), self.dist())];
        for entry in std::fs::read_dir(self.examples()).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            folders.push((format!("{name}-guides"), self.demo().join(&name)));
            if entry.path().join("index.html").is_file() {
                folders.push((name, entry.path()));
            }
        }
        folders.into_iter().filter_map(|(prefix, folder)| Root::new(&prefix, folder).ok()).collect()
    }

    /// Material beside the checkout that some tests use when it is there.
    pub fn shared(&self) -> Option<PathBuf> {
        let folder = self.root.join("../shared");
        folder.is_dir().then_some(folder)
    }
}
