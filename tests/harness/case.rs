//! A browser test: one async function, and the browsers it wants.

use std::pin::Pin;
use std::time::Duration;

use anyhow::Result;

use crate::browser::Browser;
use crate::page::Page;

/// Longest that a test may take unless it says otherwise, browser start included.
pub const LIMIT: Duration = Duration::from_secs(60);

/// A test under way.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// One test as it is listed. Made by [`case!`](crate::case!).
#[derive(Clone, Copy)]
pub struct Case {
    /// `module_path!()` of the file that lists it; what follows the program is the area.
    pub module: &'static str,
    /// The function's name.
    pub function: &'static str,
    /// Where it runs.
    pub browsers: &'static [Browser],
    /// Where it runs unless everything is asked for (`--full`).
    pub sample: &'static [Browser],
    /// The test itself.
    pub run: for<'a> fn(&'a Page) -> Running<'a>,
    /// After this it counts as failed.
    pub limit: Duration,
    /// Whether no other test may run meanwhile, for what is timed.
    pub alone: bool,
    /// What there is one of, so that only one test at a time may use it.
    pub uses: Option<&'static str>,
}

impl Case {
    /// `area/function`, or `area/part/function` where an area has parts.
    pub fn name(&self) -> String {
        let area = self.module.split_once("::").map_or(self.module, |(_, area)| area);
        format!("{}/{}", area.replace("::", "/"), self.function)
    }

    /// Allows it this many seconds.
    #[must_use]
    pub const fn within(self, seconds: u64) -> Self {
        Self { limit: Duration::from_secs(seconds), ..self }
    }

    /// Where it runs unless everything is asked for; some of the browsers that it wants.
    #[must_use]
    pub const fn sampled(self, sample: &'static [Browser]) -> Self {
        Self { sample, ..self }
    }

    /// Runs it while no other test runs that uses the same.
    #[must_use]
    pub const fn uses(self, what: &'static str) -> Self {
        Self { uses: Some(what), ..self }
    }

    /// Runs it while no other test runs.
    #[must_use]
    pub const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }
}

/// Lists an `async fn(page: &Page) -> anyhow::Result<()>` as a test: `case!(ALL, follows_the_guide)`, or with
/// `.within(120)` and `.alone()` after it.
#[macro_export]
macro_rules! case {
    ($browsers:expr, $function:ident) => {
        $crate::case::Case {
            module: module_path!(),
            function: stringify!($function),
            browsers: $browsers,
            sample: $browsers,
            run: |page| Box::pin($function(page)),
            limit: $crate::case::LIMIT,
            alone: false,
            uses: None,
        }
    };
}
