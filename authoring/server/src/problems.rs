//! Problems at work: kept as their authors write them, whatever the text is; a save over somebody else's is a conflict.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use lotse_api::problems::{ProblemSummary, SaveProblem, StoredProblem};
use lotse_model::basic::is_id;
use lotse_model::diagnostic::Severity;
use lotse_model::validate::{Settings, check_problem_source};
use serde_json::{Value, json};

use crate::audit::Act;
use crate::body::Body;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most problems of a project.
const MOST_PROBLEMS: i64 = 2_000;

type Row = (String, String, i64, i64, i64, String, i64);

fn summary((problem, title, causes, errors, changed_ms, changed_by, revision): Row) -> ProblemSummary {
    let count = |count: i64| u32::try_from(count).unwrap_or(0);
    ProblemSummary {
        problem,
        title: serde_json::from_str(&title).unwrap_or_default(),
        causes: count(causes),
        errors: count(errors),
        changed_ms,
        changed_by,
        revision,
    }
}

/// `GET /projects/{project}/problems`
pub(crate) async fn list(scope: Scope) -> Result<Json<Vec<ProblemSummary>>, Refusal> {
    let rows: Vec<Row> = scope
        .rows(
            "select problem, title, causes, errors, changed_ms, users.name, revision from problems \
             join users on users.id = problems.changed_by where problems.project = $1 order by problem",
        )
        .fetch_all(scope.app.store.pool())
        .await?;
    Ok(Json(rows.into_iter().map(summary).collect()))
}

async fn read(scope: &Scope, problem: &str) -> Result<StoredProblem, Refusal> {
    type Found = (String, String, i64, i64, i64, String, i64, String);
    let found: Option<Found> = scope
        .rows(
            "select problem, title, causes, errors, changed_ms, users.name, revision, source from problems \
             join users on users.id = problems.changed_by where problems.project = $1 and problem = $2",
        )
        .bind(problem.to_owned())
        .fetch_optional(scope.app.store.pool())
        .await?;
    let (problem, title, causes, errors, changed_ms, changed_by, revision, source) =
        found.ok_or_else(|| Refusal::not_found("problem"))?;
    let summary = summary((problem, title, causes, errors, changed_ms, changed_by, revision));
    Ok(StoredProblem { summary, source: Some(source) })
}

/// `GET /projects/{project}/problems/{problem}`
pub(crate) async fn show(
    scope: Scope,
    Path((_, problem)): Path<(String, String)>,
) -> Result<Json<StoredProblem>, Refusal> {
    Ok(Json(read(&scope, &problem).await?))
}

/// `PUT /projects/{project}/problems/{problem}`
pub(crate) async fn save(
    scope: Scope,
    Path((_, problem)): Path<(String, String)>,
    Body(asked): Body<SaveProblem>,
) -> Result<Json<StoredProblem>, Refusal> {
    if !is_id(&problem) {
        return Err(Refusal::refused(
            "Die Kennung eines Problems besteht aus Buchstaben, Ziffern, Punkten und Strichen.",
            "The id of a problem has letters, digits, dots and dashes.",
        )
        .at("problem"));
    }
    let seen = Seen::of(&asked.source);
    let mut write = scope.write().await?;
    let done = if asked.revision == 0 {
        let (count,): (i64,) = scope
            .rows("select count(*) from problems where project = $1")
            .fetch_one(scope.app.store.pool())
            .await?;
        if count >= MOST_PROBLEMS {
            return Err(Refusal::refused(
                format!("Ein Projekt hat höchstens {MOST_PROBLEMS} Probleme."),
                format!("A project has {MOST_PROBLEMS} problems at most."),
            ));
        }
        scope.statement(
            "insert into problems (project, problem, source, title, causes, errors, changed_ms, changed_by, revision) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1) on conflict do nothing",
        )
    } else {
        scope.statement(
            "update problems set source = $3, title = $4, causes = $5, errors = $6, changed_ms = $7, changed_by = $8, \
             revision = revision + 1 where project = $1 and problem = $2 and revision = $9",
        )
    };
    let done = done
        .bind(problem.clone())
        .bind(asked.source.clone())
        .bind(json!(seen.title).to_string())
        .bind(seen.causes)
        .bind(seen.errors)
        .bind(scope.app.clock.now_ms())
        .bind(scope.caller.person.clone())
        .bind(asked.revision)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::conflict(
            "Das Problem wurde inzwischen geändert. Bitte neu laden.",
            "The problem has been changed meanwhile. Please reload.",
        )
        .at("revision"));
    }
    if asked.revision == 0 {
        scope.note(&mut write, Act { act: "problem_make", subject: &problem, detail: json!({}) }).await?;
    }
    write.commit().await?;
    Ok(Json(StoredProblem { source: None, ..read(&scope, &problem).await? }))
}

/// `DELETE /projects/{project}/problems/{problem}`
pub(crate) async fn remove(
    scope: Scope,
    Path((_, problem)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let mut write = scope.write().await?;
    let done = scope
        .statement("delete from problems where project = $1 and problem = $2")
        .bind(problem.clone())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::not_found("problem"));
    }
    scope.note(&mut write, Act { act: "problem_remove", subject: &problem, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the list shows of a text.
struct Seen {
    title: BTreeMap<String, String>,
    causes: i64,
    errors: i64,
}

impl Seen {
    fn of(source: &str) -> Self {
        let (_, found) = check_problem_source(source, &Settings::default());
        let errors = found.iter().filter(|one| one.severity == Severity::Error).count();
        let document: Value = serde_json::from_str(source).unwrap_or_default();
        let titles = document.pointer("/problem/title").and_then(Value::as_object).into_iter().flatten();
        let causes = document.pointer("/problem/causes").and_then(Value::as_array).map_or(0, Vec::len);
        Seen {
            title: titles
                .filter_map(|(language, text)| Some((language.clone(), text.as_str()?.to_owned())))
                .collect(),
            causes: i64::try_from(causes).unwrap_or(0),
            errors: i64::try_from(errors).unwrap_or(0),
        }
    }
}
