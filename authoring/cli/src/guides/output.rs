//! Writes a bundle: chunks first, the manifest that names them last, every file whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use lotse_editor::compile::Bundle;
use lotse_model::validate::MAX_SINGLE_FILE_BYTES;

/// Writes `bundle` into `out`. Chunks of earlier releases stay: pages that hold an earlier manifest still need them.
///
/// # Errors
/// When a file cannot be written. The manifest that was there is untouched then.
pub fn write(out: &Path, bundle: &Bundle, signature: Option<&str>) -> io::Result<()> {
    let chunks = out.join("chunks");
    fs::create_dir_all(&chunks)?;
    for (name, text) in &bundle.chunks {
        let path = chunks.join(format!("{name}.json"));
        if !fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            replace(&path, text)?;
        }
    }
    let signature_file = out.join("manifest.json.sig");
    match signature {
        Some(signature) => replace(&signature_file, signature)?,
        None if signature_file.exists() => fs::remove_file(&signature_file)?,
        None => {}
    }
    replace(&out.join("manifest.json"), &bundle.manifest)?;
    let single = out.join("bundle.json");
    let text = bundle.single_file(signature);
    if text.len() <= MAX_SINGLE_FILE_BYTES {
        replace(&single, &text)
    } else if single.exists() {
        // Nobody would accept it; an old one beside a new manifest would mislead.
        fs::remove_file(&single)
    } else {
        Ok(())
    }
}

/// Writes a file so that a reader sees the old one or the new one, never a part.
///
/// # Errors
/// When it cannot be written. The temporary file goes then.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".lotse-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    readable_by_all(file.as_file())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Temporary files are private; what a web server serves is not.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}
