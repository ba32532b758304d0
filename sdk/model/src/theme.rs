//! Themes: typed tokens with ranges. No CSS from authors exists.

crate::wire! {
    /// Look of the overlay. What is absent follows the built-in theme.
    struct Theme {
        /// Accent for light pages, `#rrggbb`.
        accent: Option<String>,
        /// Accent for dark pages, `#rrggbb`.
        accent_dark: Option<String>,
        /// Corner radius in CSS pixels, 0 to 24.
        radius_px: Option<u32>,
        /// Typeface.
        typeface: Typeface = Typeface::System,
        /// Light, dark, or as the user's system says.
        scheme: Scheme = Scheme::Auto,
        /// Opacity of the backdrop in percent, 0 to 80.
        backdrop_percent: Option<u32>,
    }

    /// Typefaces that need no download.
    words Typeface {
        /// The system's interface typeface.
        System = "system",
        /// The page's own.
        Inherit = "inherit",
        /// A serif.
        Serif = "serif",
    }

    /// Colour schemes.
    words Scheme {
        /// As the page or the user's system says.
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

impl Default for Theme {
    fn default() -> Self {
        Theme {
            accent: None,
            accent_dark: None,
            radius_px: None,
            typeface: Typeface::System,
            scheme: Scheme::Auto,
            backdrop_percent: None,
        }
    }
}
