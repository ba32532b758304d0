//! The title of the window says what is shown.

use yew::prelude::*;

/// Sets it while the caller is shown.
#[hook]
pub fn use_title(title: String) {
    use_effect_with(title, |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{title} · Lotse"));
        }
    });
}
