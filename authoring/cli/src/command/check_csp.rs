//! `lotse check-csp`: what a page's content security policy lacks.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use url::Url;

use super::{ERRORS_FOUND, block_on};
use crate::csp::{Disposition, FormReport, Place, Report, policies_of, report};
use crate::language::Language;
use crate::proxy::{Trust, Upstream};

/// The origin that stands for "another" where none is named.
const SOME_ORIGIN: &str = "https://lotse.example.com/";

/// Says what the content security policy of a page lacks for Lotse, directive by directive.
///
/// Judges both documented forms: the SDK hosted on the page's own origin (recommended), and on another one. Headers and
/// <meta> are read, redirects followed.
///
/// Exit codes: 0 nothing is missing; 1 something is; 2 the page cannot be reached. Without --from, the form on the page's
/// own origin decides; with it, the form on that origin.
#[derive(Debug, clap::Args)]
pub struct CheckCsp {
    /// The page.
    pub url: Url,
    /// Origin that the SDK and the guides come from, when it is not the page's own.
    #[arg(long, value_name = "ORIGIN")]
    pub from: Option<Url>,
    /// Also trust the certificates in this PEM file: an authority's, or the server's own.
    #[arg(long, value_name = "FILE")]
    pub ca: Vec<PathBuf>,
    /// Print the verdict as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &CheckCsp, language: Language) -> ExitCode {
    block_on(check(arguments, language))
}

async fn check(arguments: &CheckCsp, language: Language) -> Result<ExitCode, String> {
    crate::proxy::origin_of(&arguments.url).map_err(|error| error.to_string())?;
    let trust = Trust::with_files(&arguments.ca).map_err(|error| error.to_string())?;
    let client = Upstream::new(&trust).map_err(|error| error.to_string())?;
    let found = policies_of(&client, &arguments.url).await;
    let (url, policies) = found.map_err(|failure| failure.explain(language, arguments.url.as_str()))?;
    let other = match &arguments.from {
        Some(origin) => crate::proxy::origin_of(origin).map_err(|error| error.to_string())?,
        None => Url::parse(SOME_ORIGIN).map_err(|error| error.to_string())?,
    };
    let report = report(&url, &policies, &other);
    let text = if arguments.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())? + "\n"
    } else {
        describe(&report, language)
    };
    let decisive = if arguments.from.is_some() { &report.other_origin } else { &report.same_origin };
    let printed = super::print(&mut std::io::stdout(), text.as_bytes());
    Ok(if decisive.is_complete() { printed } else { ExitCode::from(ERRORS_FOUND) })
}

fn describe(report: &Report, language: Language) -> String {
    let mut text = format!("{}\n", report.url);
    if report.policies.is_empty() {
        let none = language.pick(
            "Die Seite hat keine Content Security Policy. Es fehlt nichts.",
            "The page has no content security policy. Nothing is missing.",
        );
        let _ = writeln!(text, "{none}");
        return text;
    }
    for (index, policy) in report.policies.iter().enumerate() {
        let place = match policy.place {
            Place::Header => language.pick("Header", "header"),
            Place::Meta => "<meta>",
        };
        let only = match policy.disposition {
            Disposition::Enforce => "",
            Disposition::Report => language.pick(", nur Bericht", ", report only"),
        };
        let _ = writeln!(text, "  {} ({place}{only}): {}", index + 1, policy.text);
        if policy.uses_nonces {
            let hint = language.pick(
                "Das Skript-Element braucht das nonce-Attribut der Seite.",
                "The script tag needs the page's nonce attribute.",
            );
            let _ = writeln!(text, "     {hint}");
        }
    }
    let own = language.pick("SDK auf demselben Origin (empfohlen)", "SDK on the same origin (recommended)");
    let other = language.pick("SDK auf einem anderen Origin", "SDK on another origin");
    describe_form(&mut text, own, &report.same_origin, language);
    describe_form(&mut text, other, &report.other_origin, language);
    text
}

fn describe_form(text: &mut String, title: &str, form: &FormReport, language: Language) {
    let _ = writeln!(text, "\n{title}, {}:", form.origin);
    if form.is_complete() {
        let _ = writeln!(text, "  {}", language.pick("Es fehlt nichts.", "Nothing is missing."));
        return;
    }
    for missing in &form.missing {
        let add = missing.add.join(" ");
        let line = match language {
            Language::German => {
                format!(
                    "  In Richtlinie {} fehlt {add} bei {}. Vollständig:",
                    missing.policy + 1,
                    missing.directive
                )
            }
            Language::English => {
                format!("  Policy {} lacks {add} in {}. In full:", missing.policy + 1, missing.directive)
            }
        };
        let _ = writeln!(text, "{line}\n    {};", missing.line);
    }
}
