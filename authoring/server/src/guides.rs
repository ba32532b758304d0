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

/// Ending of a problem's file.
pub(crate) const PROBLEM_ENDING: &str = ".problem.json";
/// Ending of a checklist's file.
pub(crate) const CHECKLIST_ENDING: &str = ".checklist.json";
/// Name of the desk's file.
pub(crate) const DESK_FILE: &str = "desk.json";

/// Name of a guide's file, for findings.
pub(crate) fn file_of(guide: &str) -> String {
    format!("{guide}{ENDING}")
}

/// Name of a problem's file, for findings.
pub(crate) fn problem_file_of(problem: &str) -> String {
    format!("{problem}{PROBLEM_ENDING}")
}

/// Name of a checklist's file, for findings.
pub(crate) fn checklist_file_of(checklist: &str) -> String {
    format!("{checklist}{CHECKLIST_ENDING}")
}

/// A finding as the studio shows it. One about no guide says in its message what it is about.
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
        message: match about(&finding.file) {
            Some(about) => format!("{about}: {}", words.message),
            None => words.message,
        },
        fix: words.fix,
    }
}

/// What a file that is no guide is called: the id of a problem or checklist, or the desk's file.
pub(crate) fn about(file: &str) -> Option<&str> {
    if file == DESK_FILE {
        return Some(DESK_FILE);
    }
    file.strip_suffix(PROBLEM_ENDING).or_else(|| file.strip_suffix(CHECKLIST_ENDING))
}

/// How many findings are that grave.
pub(crate) fn count(findings: &[Finding], severity: Severity) -> i64 {
    let count = findings.iter().filter(|finding| finding.severity() == severity).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}
