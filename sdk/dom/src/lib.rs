//! Overlay, anchoring, element facts and guards in the browser.
