//! Themes: typed tokens within ranges, and colours that can be seen.

use super::walk::Walk;
use crate::diagnostic::Code;
use crate::theme::Theme;

/// Greatest corner radius, in CSS pixels.
const MAX_RADIUS_PX: u32 = 24;
/// Darkest backdrop, in percent.
const MAX_BACKDROP_PERCENT: u32 = 80;
/// Least contrast of an accent with the card (WCAG 2.2, 1.4.11).
pub const MIN_CONTRAST: f64 = 3.0;
/// The card on light pages.
const LIGHT_CARD: [u8; 3] = [0xFF, 0xFF, 0xFF];
/// The card on dark pages.
const DARK_CARD: [u8; 3] = [0x1E, 0x21, 0x28];

/// A theme.
pub(super) fn theme<'a>(walk: &mut Walk<'a>, theme: &'a Theme) {
    walk.with("accent", theme.accent.as_ref(), |walk, accent| colour(walk, accent, LIGHT_CARD));
    walk.with("accent_dark", theme.accent_dark.as_ref(), |walk, accent| colour(walk, accent, DARK_CARD));
    walk.with("radius_px", theme.radius_px.as_ref(), |walk, radius| {
        walk.report_if(*radius > MAX_RADIUS_PX, Code::RADIUS_OUT_OF_RANGE, radius);
    });
    walk.with("backdrop_percent", theme.backdrop_percent.as_ref(), |walk, percent| {
        walk.report_if(*percent > MAX_BACKDROP_PERCENT, Code::BACKDROP_OUT_OF_RANGE, percent);
    });
}

fn colour(walk: &mut Walk, text: &str, card: [u8; 3]) {
    match channels(text) {
        None => walk.report(Code::BAD_COLOUR, text),
        Some(colour) => walk.report_if(contrast(colour, card) < MIN_CONTRAST, Code::LOW_CONTRAST, text),
    }
}

/// Contrast of an accent with the card on light or on dark pages, 1 to 21; at least [`MIN_CONTRAST`] is wanted. `None` when it is no
/// colour.
#[must_use]
pub fn accent_contrast(accent: &str, is_dark: bool) -> Option<f64> {
    channels(accent).map(|colour| contrast(colour, if is_dark { DARK_CARD } else { LIGHT_CARD }))
}

fn channels(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Contrast ratio as WCAG defines it.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([0x76, 0x76, 0x76], [255; 3]) - 4.54).abs() < 0.01);
        assert_eq!(channels("#1A6fd4"), Some([0x1A, 0x6F, 0xD4]));
        for rubbish in ["1a6fd4", "#1a6fd", "#1a6fd4f", "#+a6fd4", "red", "#ääa"] {
            assert_eq!(channels(rubbish), None, "{rubbish}");
        }
    }
}
