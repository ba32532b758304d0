//! Whether a desk file could go live: compiled as publishing compiles it, before it is kept.

use std::collections::BTreeSet;

use lotse_editor::compile::{HelpSources, Source, Stamp, compile_all};
use lotse_editor::finding::{Finding, Severity};
use lotse_model::diagnostic::Code;
use serde_json::Value;

use crate::guides::DESK_FILE;
use crate::refusal::Refusal;
use crate::releases::help::live_problems;
use crate::scope::Scope;

/// Refuses a desk file that could not go live: every error with its place and what to do.
pub(super) async fn check(scope: &Scope, document: &Value) -> Result<(), Refusal> {
    let (project,): (String,) = scope
        .rows("select document from projects where project = $1")
        .fetch_one(scope.app.store.pool())
        .await?;
    let project = Source { name: "project.json".to_owned(), text: project };
    let desk = Source { name: DESK_FILE.to_owned(), text: document.to_string() };
    let sources = HelpSources { problems: &[], desk: Some(&desk), checklists: &[] };
    let compiled = compile_all(&project, &[], sources, Stamp { release: 1, issued_s: 0 });
    let known = known_problems(scope).await?;
    let stands_in_the_way = |one: &Finding| {
        let is_known = one.problem.code == Code::MISSING_PROBLEM && known.contains(&one.problem.detail);
        one.file == DESK_FILE && one.severity() == Severity::Error && !is_known
    };
    let found: Vec<Finding> = compiled.findings.into_iter().filter(stands_in_the_way).collect();
    let Some(first) = found.first() else { return Ok(()) };
    let said = |language: &str| {
        let words = first.in_words(language);
        format!("{} {}", words.message, words.fix)
    };
    let mut refusal = Refusal::refused(
        format!("So kann der Service-Desk nicht live gehen ({}): {}", first.problem.pointer, said("de")),
        format!("The desk cannot go live like this ({}): {}", first.problem.pointer, said("en")),
    );
    refusal.findings = found;
    Err(refusal.at("desk"))
}

/// Problems that a notice can be about: those at work, and those that pages have.
async fn known_problems(scope: &Scope) -> Result<BTreeSet<String>, Refusal> {
    let written: Vec<(String,)> = scope
        .rows("select problem from problems where project = $1")
        .fetch_all(scope.app.store.pool())
        .await?;
    let mut known = live_problems(scope).await?;
    known.extend(written.into_iter().map(|(problem,)| problem));
    Ok(known)
}
