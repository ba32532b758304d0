//! Colours: what a theme's accent becomes on light and on dark surfaces. Pure.
//!
//! Contrast is WCAG's ratio of relative luminances. The sRGB curve is a polynomial here (Chilliant's fit, off by 0.002 at most):
//! the power function would cost more bytes than everything else in this file.

use lotse_model::seek::{parts, whole_number};

/// A colour of three channels, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

/// The least contrast of text, as WCAG 2.2 AA wants it, and a little more to be safe against the approximation.
const TEXT_CONTRAST: f32 = 4.8;

impl Colour {
    pub(super) const WHITE: Colour = Colour([255, 255, 255]);
    pub(super) const INK: Colour = Colour([16, 20, 28]);
    /// Surface of dark cards; the style sheet says the same.
    pub(super) const DARK: Colour = Colour([30, 33, 40]);

    /// Reads `#rrggbb`.
    pub(super) fn from_hex(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let digit = |at: usize| digits.chars().nth(at).and_then(|letter| letter.to_digit(16));
        let channel = |at: usize| u8::try_from(digit(at)? * 16 + digit(at + 1)?).ok();
        Some(Colour([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// Reads what browsers give as a computed colour: `rgb(r, g, b)` or `rgba(r, g, b, a)`; nothing when it is mostly
    /// transparent or written otherwise.
    pub(super) fn from_computed(text: &str) -> Option<Colour> {
        let inner = text.strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?.strip_suffix(')')?;
        let mut parts = parts(inner, ", /").filter(|part| !part.is_empty());
        let mut channel =
            || parts.next().and_then(|part| whole_number(part).and_then(|it| u8::try_from(it).ok()));
        let colour = Colour([channel()?, channel()?, channel()?]);
        let is_solid = match parts.next() {
            Some(alpha) => !alpha.starts_with("0.0") && !alpha.starts_with("0.1") && alpha != "0",
            None => true,
        };
        is_solid.then_some(colour)
    }

    /// Relative luminance, 0 to 1.
    fn luminance(self) -> f32 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f32::from(channel) / 255.0;
            share * (share * (share * 0.305_306 + 0.682_171_1) + 0.012_522_9)
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Whether light text fits better on it than dark text.
    pub(super) fn is_dark(self) -> bool {
        self.contrast(Colour::WHITE) > self.contrast(Colour::INK)
    }

    fn contrast(self, other: Colour) -> f32 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This colour, or the nearest shade of it that can be read as text on a surface.
    pub(super) fn readable_on(self, surface: Colour) -> Colour {
        let towards = if surface.is_dark() { Colour::WHITE } else { Colour::INK };
        let mut shade = self;
        for _ in 0..16 {
            if shade.contrast(surface) >= TEXT_CONTRAST {
                break;
            }
            shade = shade.mixed(towards);
        }
        shade
    }

    /// The colour of text on this one.
    pub(super) fn text(self) -> Colour {
        if self.is_dark() { Colour::WHITE } else { Colour::INK }
    }

    /// An eighth of the way to another colour.
    fn mixed(self, other: Colour) -> Colour {
        let [red, green, blue] = self.0;
        let [to_red, to_green, to_blue] = other.0;
        let mix = |from: u8, to: u8| {
            let (from, to) = (i16::from(from), i16::from(to));
            // At least one step, or shades next to their goal would never arrive.
            let step = (to - from) / 8 + (to - from).signum();
            u8::try_from((from + step).clamp(0, 255)).unwrap_or_default()
        };
        Colour([mix(red, to_red), mix(green, to_green), mix(blue, to_blue)])
    }

    /// `#rrggbb`.
    pub(super) fn hex(self) -> String {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        let mut out = String::from("#");
        for channel in self.0 {
            out.push(digit(channel >> 4));
            out.push(digit(channel & 15));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn reads_and_writes_hex() {
        assert_eq!(Colour::from_hex("#2f5Fe0").map(Colour::hex).as_deref(), Some("#2f5fe0"));
        for wrong in ["2f5fe0", "#fff", "#2f5fe", "#2f5fe00", "#gg0000", "#ää00"] {
            assert_eq!(Colour::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn reads_what_browsers_compute() {
        let white = Some(Colour::WHITE);
        assert_eq!(Colour::from_computed("rgb(255, 255, 255)"), white);
        assert_eq!(Colour::from_computed("rgba(255, 255, 255, 0.9)"), white);
        assert_eq!(Colour::from_computed("rgb(255 255 255 / 1)"), white);
        for none in
            ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0.05)", "oklch(0.2 0 0)", "", "rgb(1, 2)", "rgb(300, 0, 0)"]
        {
            assert_eq!(Colour::from_computed(none), None, "{none}");
        }
    }

    #[test]
    fn every_accent_becomes_readable() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let accent = Colour([red, green, blue]);
                    for surface in [Colour::WHITE, Colour::DARK] {
                        let shade = accent.readable_on(surface);
                        assert!(exact(shade, surface) >= 4.5, "{} on {}", shade.hex(), surface.hex());
                        assert!(exact(shade.text(), shade) >= 4.5, "text on {}", shade.hex());
                    }
                }
            }
        }
    }

    #[test]
    fn a_readable_accent_stays_as_it_is() {
        let accent = Colour([47, 95, 224]);
        assert_eq!(accent.readable_on(Colour::WHITE), accent);
    }

    /// WCAG's own formula.
    fn exact(one: Colour, two: Colour) -> f64 {
        let luminance = |colour: Colour| {
            let [red, green, blue] = colour.0.map(|channel| {
                let share = f64::from(channel) / 255.0;
                if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, two) = (luminance(one), luminance(two));
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}
