//! The clipboard.

/// Puts a text there; whether there is one. Without https there is none: then it is selected by hand.
pub fn copy(text: &str) -> bool {
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined()) else { return false };
    let _ = clipboard.write_text(text);
    true
}
