//! Projects, drafts, versions, review.

pub(crate) mod draft;
pub(crate) mod environments;
pub(crate) mod examine;
pub(crate) mod lease;
pub(crate) mod library;
pub(crate) mod review;
pub(crate) mod settings;

use lotse_editor::finding::{Finding, Severity};

/// Ending of a guide's file, as `lotse check` looks for it.
const ENDING: &str = ".guide.json";

/// Name of a guide's file, for findings.
pub(crate) fn file_of(guide: &str) -> String {
    format!("{guide}{ENDING}")
}

/// A finding as the studio shows it.
pub(crate) fn finding_in_words(finding: &Finding, language: &str) -> lotse_api::guides::Finding {
    let words = finding.in_words(language);
    let severity = match words.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "hint",
    };
    lotse_api::guides::Finding {
        code: words.code.name().to_string(),
        severity: severity.to_owned(),
        guide: finding.file.strip_suffix(ENDING).unwrap_or_default().to_owned(),
        pointer: words.pointer,
        message: words.message,
        fix: words.fix,
    }
}

/// How many findings are that grave.
pub(crate) fn count(findings: &[Finding], severity: Severity) -> i64 {
    let count = findings.iter().filter(|finding| finding.severity() == severity).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}
