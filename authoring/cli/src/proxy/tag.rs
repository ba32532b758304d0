//! The script tag that is put into pages: every address and attribute name in one place.

/// The loader.
pub(crate) const SCRIPT_ADDRESS: &str = "/__lotse/lotse.js";
/// A bundle in a single file.
pub(crate) const BUNDLE_ADDRESS: &str = "/__lotse/bundle.json";
/// The manifest of a folder of guides.
pub(crate) const MANIFEST_ADDRESS: &str = "/__lotse/guides/manifest.json";
/// The picker, in the page only while the studio is open beside it.
const PICKER_ADDRESS: &str = "/__lotse/lotse-picker.js";
/// Where what the picker says to the studio's relay is passed on; see `relay.rs`.
pub(crate) const RELAY_ADDRESS: &str = "/__lotse/api/";
/// Where cases for the desk are passed on; see `relay.rs`.
pub(crate) const DESK_ADDRESS: &str = "/__lotse/desk/";
/// The loader's attribute for a bundle in a single file.
const BUNDLE_ATTRIBUTE: &str = "data-bundle";
/// The loader's attribute for a manifest.
const MANIFEST_ATTRIBUTE: &str = "data-manifest";
/// The loader's attribute for a button that opens help.
const LAUNCHER_ATTRIBUTE: &str = "data-launcher";
/// The loader's attribute for the desk that takes cases.
const DESK_ATTRIBUTE: &str = "data-desk";
/// Where that button is.
pub(crate) const LAUNCHER_PLACE: &str = "bottom-right";

/// What the loader is to load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing: the SDK alone.
    Nothing,
    /// A bundle in a single file.
    Bundle,
    /// A manifest and what it names. Where that is problems too, the help panel is offered as end users would find it.
    Manifest { has_help: bool },
}

/// The tag as HTML that is also well-formed XML. A nonce with other than base64 characters is left out. `has_desk`: cases can be
/// handed over.
pub(super) fn script_tag(content: Content, has_desk: bool, nonce: Option<&str>) -> String {
    let content = match content {
        Content::Nothing => String::new(),
        Content::Bundle => format!(" {BUNDLE_ATTRIBUTE}=\"{BUNDLE_ADDRESS}\""),
        Content::Manifest { has_help } => {
            let mut text = format!(" {MANIFEST_ATTRIBUTE}=\"{MANIFEST_ADDRESS}\"");
            if has_help {
                text.push_str(&format!(" {LAUNCHER_ATTRIBUTE}=\"{LAUNCHER_PLACE}\""));
            }
            if has_help && has_desk {
                text.push_str(&format!(" {DESK_ATTRIBUTE}=\"{}\"", DESK_ADDRESS.trim_end_matches('/')));
            }
            text
        }
    };
    let nonce = nonce_attribute(nonce);
    format!("<script type=\"module\" src=\"{SCRIPT_ADDRESS}\"{content}{nonce}></script>")
}

/// The picker's tag: it says which studio's origin is answered, and begins on every page.
pub(super) fn picker_tag(studio: &str, nonce: Option<&str>) -> String {
    let nonce = nonce_attribute(nonce);
    let api = RELAY_ADDRESS.trim_end_matches('/');
    format!(
        "<script type=\"module\" src=\"{PICKER_ADDRESS}\" data-studio=\"{studio}\" data-api=\"{api}\" data-sdk=\"{SCRIPT_ADDRESS}\" data-open=\"\"{nonce}></script>"
    )
}

/// The attribute with a blank before it; nothing when there is no nonce, or one with other letters than a nonce has.
fn nonce_attribute(nonce: Option<&str>) -> String {
    nonce.filter(|nonce| is_base64(nonce)).map(|nonce| format!(" nonce=\"{nonce}\"")).unwrap_or_default()
}

/// The alphabet that the specification allows in a nonce.
fn is_base64(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_names_what_to_load() {
        assert_eq!(
            script_tag(Content::Bundle, true, Some("a+b=")),
            "<script type=\"module\" src=\"/__lotse/lotse.js\" data-bundle=\"/__lotse/bundle.json\" nonce=\"a+b=\"></script>"
        );
        let without = script_tag(Content::Manifest { has_help: false }, true, None);
        assert!(without.contains("data-manifest=\"/__lotse/guides/manifest.json\""));
        assert!(!without.contains("launcher") && !without.contains("desk"));
        assert!(
            script_tag(Content::Manifest { has_help: true }, true, None)
                .contains("manifest.json\" data-launcher=\"bottom-right\" data-desk=\"/__lotse/desk\">")
        );
        assert!(!script_tag(Content::Nothing, false, Some("\"><b>")).contains("<b>"));
    }
}
