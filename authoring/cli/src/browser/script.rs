//! The script that runs in each new page before the page's own.

use crate::proxy::{BUNDLE_ADDRESS, Content, LAUNCHER_PLACE, MANIFEST_ADDRESS, SCRIPT_ADDRESS};

/// Imports the loader when the page has been read, as a module in its markup would run, and begins an instance under the
/// name that the script tag form uses. `import` is no sink for Trusted Types, and what a strict policy has to add for it
/// is what it has to add for a script tag. A tab that another one opened keeps its window, listeners included, when it
/// goes from its empty document to the page; so the event is waited for on the window, and the origin looked at then.
const SCRIPT: &str = "\
(() => {
  const begin = async () => {
    if (location.origin !== ORIGIN) return;
    try {
      const { init } = await import(location.origin + LOADER);
      const options = OPTIONS;
      if (options && !('lotse' in globalThis)) {
        Object.defineProperty(globalThis, 'lotse', { value: init(options), configurable: true });
      }
    } catch (error) {
      console.warn('lotse try: the SDK could not be loaded.', error);
    }
  };
  if (document.readyState === 'loading' || location.protocol === 'about:') addEventListener('DOMContentLoaded', begin);
  else begin();
})();
";

/// The script for pages of `origin`.
pub(super) fn script(origin: &str, content: Content) -> String {
    let options = match content {
        Content::Nothing => "null".to_owned(),
        Content::Bundle => format!("{{ bundle: location.origin + {} }}", quoted(BUNDLE_ADDRESS)),
        Content::Manifest { has_help } => {
            let help = format!(", help: {{ launcher: {} }}", quoted(LAUNCHER_PLACE));
            let help = if has_help { &help } else { "" };
            format!("{{ manifest: location.origin + {}{help} }}", quoted(MANIFEST_ADDRESS))
        }
    };
    SCRIPT
        .replace("ORIGIN", &quoted(origin))
        .replace("LOADER", &quoted(SCRIPT_ADDRESS))
        .replace("OPTIONS", &options)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_names_one_origin_and_what_to_load() {
        let text = script("https://app.example", Content::Manifest { has_help: false });
        assert!(text.contains("location.origin !== \"https://app.example\""));
        assert!(text.contains("{ manifest: location.origin + \"/__lotse/guides/manifest.json\" }"));
        let helping = script("https://app.example", Content::Manifest { has_help: true });
        assert!(helping.contains("manifest.json\", help: { launcher: \"bottom-right\" } }"));
        assert!(script("https://a.example", Content::Nothing).contains("const options = null;"));
    }
}
