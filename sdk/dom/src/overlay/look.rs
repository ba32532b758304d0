//! A theme as custom properties on an element of ours. No style sheet is written: what a theme can change is listed here.

use lotse_model::seek::parts;
use lotse_model::theme::{Scheme, Theme, Typeface};

use super::colour::Colour;
use crate::natives::{Node, body, computed, media, root_element, set_attribute, set_style};
use crate::words::digits;

/// Largest corner radius, in CSS pixels.
const MAX_RADIUS_PX: u32 = 24;
/// Most opaque backdrop, in percent.
const MAX_BACKDROP_PERCENT: u32 = 80;

/// Dresses the frame of the overlay. Fields that are out of range follow the built-in theme.
pub(super) fn apply(frame: &Node, theme: &Theme) {
    let is_dark = match theme.scheme {
        Scheme::Light => false,
        Scheme::Dark => true,
        Scheme::Auto => is_page_dark(),
    };
    set_attribute(frame, "class", if is_dark { "frame dark" } else { "frame" });
    let surface = if is_dark { Colour::DARK } else { Colour::WHITE };
    let wanted =
        if is_dark { theme.accent_dark.as_ref().or(theme.accent.as_ref()) } else { theme.accent.as_ref() };
    let accent = wanted.and_then(|hex| Colour::from_hex(hex)).map(|accent| accent.readable_on(surface));
    set_style(frame, "--accent", &accent.map(Colour::hex).unwrap_or_default());
    set_style(frame, "--on-accent", &accent.map(|accent| accent.text().hex()).unwrap_or_default());
    let pixels = |number: u32| digits(number) + "px";
    set_style(
        frame,
        "--radius",
        &theme.radius_px.filter(|it| *it <= MAX_RADIUS_PX).map(pixels).unwrap_or_default(),
    );
    let dim = theme.backdrop_percent.filter(|it| *it <= MAX_BACKDROP_PERCENT);
    set_style(frame, "--dim", &dim.map(|percent| digits(percent) + "%").unwrap_or_default());
    let typeface = match theme.typeface {
        Typeface::System => String::new(),
        Typeface::Inherit => body().map(|body| computed(&body, "font-family")).unwrap_or_default(),
        Typeface::Serif => String::from("ui-serif,Georgia,\"Times New Roman\",serif"),
    };
    set_style(frame, "--typeface", &typeface);
}

/// Whether the page is dark: as its background says, and where it has none, as its colour scheme and the user's system say.
fn is_page_dark() -> bool {
    let root = root_element();
    let background = |node: &Node| Colour::from_computed(&computed(node, "background-color"));
    if let Some(colour) = body().as_ref().and_then(background).or_else(|| background(&root)) {
        return colour.is_dark();
    }
    let scheme = computed(&root, "color-scheme");
    let knows = |name: &str| parts(&scheme, " ").any(|word| word == name);
    knows("dark") && (!knows("light") || media("(prefers-color-scheme:dark)"))
}
