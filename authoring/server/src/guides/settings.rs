//! Projects and their settings.

use axum::Json;
use axum::extract::State;
use lotse_api::guides::{NewProject, Settings};
use lotse_api::people::{Membership, Role};
use lotse_editor::compile::{Source, Stamp, compile};
use lotse_editor::finding::{Finding, Severity};
use lotse_model::basic::is_id;
use lotse_model::bundle::SCHEMA;
use serde_json::{Value, json};

use super::environments;
use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::people::name;
use crate::refusal::Refusal;
use crate::scope::{Caller, Scope};
use crate::store::Write;

/// The environment that a new project has.
const FIRST_ENVIRONMENT: &str = "production";

/// What a new project is made of.
pub(crate) struct NewProjectOf<'a> {
    pub(crate) project: &'a str,
    pub(crate) name: &'a str,
    pub(crate) language: &'a str,
}

/// `POST /projects`
pub(crate) async fn make_project(
    State(app): State<App>,
    caller: Caller,
    Body(asked): Body<NewProject>,
) -> Result<Json<Membership>, Refusal> {
    let mut write = app.store.write(&asked.project).await?;
    let of = NewProjectOf { project: &asked.project, name: &asked.name, language: &asked.language };
    insert_project(&mut write, &app, of, &caller).await?;
    write.commit().await?;
    Ok(Json(Membership { project: asked.project, name: asked.name, role: Role::Admin }))
}

/// Makes a project with its maker as admin.
pub(crate) async fn insert_project(
    write: &mut Write,
    app: &App,
    of: NewProjectOf<'_>,
    caller: &Caller,
) -> Result<(), Refusal> {
    let is_plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    if !is_id(of.project) || !of.project.bytes().all(is_plain) {
        return Err(Refusal::refused(
            "Die Kennung des Projekts besteht aus Kleinbuchstaben, Ziffern und Strichen.",
            "The id of a project has lower case letters, digits and dashes.",
        )
        .at("project"));
    }
    let name = name(of.name)?;
    let document = json!({
        "schema": SCHEMA, "id": of.project, "default_language": of.language, "languages": [of.language],
    });
    check(&document, of.project)?;
    let scope = Scope::of_member(app.clone(), of.project.to_owned(), caller.clone(), Role::Admin);
    let done = scope
        .statement(
            "insert into projects (project, name, document, needs_four_eyes, takes_usage, revision, made_ms) \
             values ($1, $2, $3, 0, 0, 1, $4) on conflict do nothing",
        )
        .bind(name)
        .bind(document.to_string())
        .bind(app.clock.now_ms())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::conflict("Diese Kennung ist vergeben.", "This id is taken.").at("project"));
    }
    scope
        .statement("insert into members (project, person, role) values ($1, $2, $3)")
        .bind(caller.person.clone())
        .bind(Role::Admin as i64)
        .execute(write.connection())
        .await?;
    environments::insert(&scope, write, FIRST_ENVIRONMENT, 0, &[], None).await?;
    scope.note(write, Act { act: "project_make", subject: of.project, detail: json!({}) }).await
}

/// `GET /projects/{project}/settings`
pub(crate) async fn show(scope: Scope) -> Result<Json<Settings>, Refusal> {
    Ok(Json(read(&scope).await?))
}

async fn read(scope: &Scope) -> Result<Settings, Refusal> {
    let (name, document, four_eyes, usage, revision): (String, String, i64, i64, i64) = scope
        .rows(
            "select name, document, needs_four_eyes, takes_usage, revision from projects where project = $1",
        )
        .fetch_one(scope.app.store.pool())
        .await?;
    Ok(Settings {
        name,
        project: serde_json::from_str(&document).map_err(|error| Refusal::internal(&error))?,
        needs_four_eyes: four_eyes == 1,
        environments: environments::read(scope).await?,
        takes_usage: usage == 1,
        revision,
    })
}

/// `PUT /projects/{project}/settings`
pub(crate) async fn save(scope: Scope, Body(asked): Body<Settings>) -> Result<Json<Settings>, Refusal> {
    let name = name(&asked.name)?;
    check(&asked.project, scope.project())?;
    environments::check(&asked.environments)?;
    let mut write = scope.write().await?;
    let done = scope
        .statement(
            "update projects set name = $2, document = $3, needs_four_eyes = $4, takes_usage = $5, \
             revision = revision + 1 where project = $1 and revision = $6",
        )
        .bind(name)
        .bind(asked.project.to_string())
        .bind(i64::from(asked.needs_four_eyes))
        .bind(i64::from(asked.takes_usage))
        .bind(asked.revision)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::conflict(
            "Die Einstellungen wurden inzwischen geändert. Bitte neu laden.",
            "The settings have been changed meanwhile. Please reload.",
        )
        .at("revision"));
    }
    environments::replace(&scope, &mut write, &asked.environments).await?;
    let detail = json!({ "four_eyes": asked.needs_four_eyes, "usage": asked.takes_usage });
    scope.note(&mut write, Act { act: "settings_save", subject: scope.project(), detail }).await?;
    write.commit().await?;
    Ok(Json(read(&scope).await?))
}

/// The document has to be one that guides can be compiled with, and this project's.
fn check(document: &Value, project: &str) -> Result<(), Refusal> {
    let source = Source { name: "project.json".to_owned(), text: document.to_string() };
    let findings: Vec<Finding> = compile(&source, &[], Stamp { release: 1, issued_s: 0 }).findings;
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        let mut refusal = Refusal::refused(
            "Die Einstellungen des Projekts sind fehlerhaft.",
            "The settings of the project have errors.",
        );
        refusal.findings = findings;
        return Err(refusal.at("project"));
    }
    if document.get("id").and_then(Value::as_str) != Some(project) || document.get("environment").is_some() {
        return Err(Refusal::refused(
            format!("`id` muss {project} sein, und `environment` gehört nicht hierher."),
            format!("`id` has to be {project}, and `environment` does not belong here."),
        )
        .at("project"));
    }
    Ok(())
}
