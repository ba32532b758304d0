//! Problems and checklists at work: kept as their authors write them, whatever the text is; a save over somebody else's is a conflict.
//!
//! Both are documents of one kind each, in a table each; what they share is here, and `problems` and `checklists` say what the list shows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::StatusCode;
use lotse_editor::compile::check_tasks;
use lotse_model::basic::is_id;
use lotse_model::diagnostic::Severity;
use lotse_model::help::ChecklistSource;
use lotse_model::validate::{Settings, check_problem_source};
use lotse_model::wire::read as read_wire;
use serde_json::{Value, json};

use crate::audit::Act;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most documents of a kind in a project.
const MOST_DRAFTS: i64 = 2_000;

/// What kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Problem,
    Checklist,
}

/// A document, as far as the list shows it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) title: BTreeMap<String, String>,
    /// Causes of a problem, tasks of a checklist.
    pub(crate) parts: u32,
    pub(crate) errors: u32,
    pub(crate) changed_ms: i64,
    pub(crate) changed_by: String,
    pub(crate) revision: i64,
}

/// What is saved, and over which revision.
#[derive(Clone, Debug)]
pub(crate) struct Saving {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) revision: i64,
}

/// The statements about one kind.
struct Statements {
    list: String,
    show: String,
    count: String,
    make: String,
    change: String,
    remove: String,
    sources: String,
}

impl Statements {
    fn of(table: &str, id: &str, parts: &str) -> Self {
        let shown = format!("{id}, title, {parts}, errors, changed_ms, users.name, revision");
        let joined =
            format!("from {table} join users on users.id = {table}.changed_by where {table}.project = $1");
        Statements {
            list: format!("select {shown} {joined} order by {id}"),
            show: format!("select {shown}, source {joined} and {id} = $2"),
            count: format!("select count(*) from {table} where project = $1"),
            make: format!(
                "insert into {table} (project, {id}, source, title, {parts}, errors, changed_ms, changed_by, revision) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1) on conflict do nothing"
            ),
            change: format!(
                "update {table} set source = $3, title = $4, {parts} = $5, errors = $6, changed_ms = $7, changed_by = $8, \
                 revision = revision + 1 where project = $1 and {id} = $2 and revision = $9"
            ),
            remove: format!("delete from {table} where project = $1 and {id} = $2"),
            sources: format!("select {id}, source, changed_by from {table} where project = $1 order by {id}"),
        }
    }
}

static PROBLEMS: LazyLock<Statements> = LazyLock::new(|| Statements::of("problems", "problem", "causes"));
static CHECKLISTS: LazyLock<Statements> =
    LazyLock::new(|| Statements::of("checklists", "checklist", "tasks"));

impl Kind {
    fn statements(self) -> &'static Statements {
        match self {
            Kind::Problem => &PROBLEMS,
            Kind::Checklist => &CHECKLISTS,
        }
    }

    /// What it is called in texts of the program: its member in the file, its parameter in addresses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Problem => "problem",
            Kind::Checklist => "checklist",
        }
    }

    /// Its list of parts in the file.
    fn parts(self) -> &'static str {
        match self {
            Kind::Problem => "causes",
            Kind::Checklist => "tasks",
        }
    }

    fn errors(self, source: &str) -> usize {
        match self {
            Kind::Problem => {
                let (_, found) = check_problem_source(source, &Settings::default());
                found.iter().filter(|one| one.severity == Severity::Error).count()
            }
            Kind::Checklist => match read_wire::<ChecklistSource>(source) {
                Ok(read) => check_tasks("", &read.checklist).len(),
                Err(problems) => problems.len(),
            },
        }
    }

    /// Words by which a save is refused.
    fn bad_id(self) -> Refusal {
        let (german, english) = match self {
            Kind::Problem => ("eines Problems", "a problem"),
            Kind::Checklist => ("einer Checkliste", "a checklist"),
        };
        Refusal::refused(
            format!("Die Kennung {german} besteht aus Buchstaben, Ziffern, Punkten und Strichen."),
            format!("The id of {english} has letters, digits, dots and dashes."),
        )
        .at(self.word())
    }

    fn too_many(self) -> Refusal {
        let (german, english) = match self {
            Kind::Problem => ("Probleme", "problems"),
            Kind::Checklist => ("Checklisten", "checklists"),
        };
        Refusal::refused(
            format!("Ein Projekt hat höchstens {MOST_DRAFTS} {german}."),
            format!("A project has {MOST_DRAFTS} {english} at most."),
        )
    }

    fn overtaken(self) -> Refusal {
        let (german, english) = match self {
            Kind::Problem => ("Das Problem", "The problem"),
            Kind::Checklist => ("Die Checkliste", "The checklist"),
        };
        Refusal::conflict(
            format!("{german} wurde inzwischen geändert. Bitte neu laden."),
            format!("{english} has been changed meanwhile. Please reload."),
        )
        .at("revision")
    }

    fn made(self) -> &'static str {
        match self {
            Kind::Problem => "problem_make",
            Kind::Checklist => "checklist_make",
        }
    }

    fn removed(self) -> &'static str {
        match self {
            Kind::Problem => "problem_remove",
            Kind::Checklist => "checklist_remove",
        }
    }
}

type Row = (String, String, i64, i64, i64, String, i64);

fn draft((id, title, parts, errors, changed_ms, changed_by, revision): Row) -> Draft {
    let count = |count: i64| u32::try_from(count).unwrap_or(0);
    Draft {
        id,
        title: serde_json::from_str(&title).unwrap_or_default(),
        parts: count(parts),
        errors: count(errors),
        changed_ms,
        changed_by,
        revision,
    }
}

/// All of a kind.
pub(crate) async fn list(scope: &Scope, kind: Kind) -> Result<Vec<Draft>, Refusal> {
    let rows: Vec<Row> = scope.rows(&kind.statements().list).fetch_all(scope.app.store.pool()).await?;
    Ok(rows.into_iter().map(draft).collect())
}

/// One, with its text.
pub(crate) async fn read(scope: &Scope, kind: Kind, id: &str) -> Result<(Draft, String), Refusal> {
    type Found = (String, String, i64, i64, i64, String, i64, String);
    let found: Option<Found> = scope
        .rows(&kind.statements().show)
        .bind(id.to_owned())
        .fetch_optional(scope.app.store.pool())
        .await?;
    let (id, title, parts, errors, changed_ms, changed_by, revision, source) =
        found.ok_or_else(|| Refusal::not_found(kind.word()))?;
    Ok((draft((id, title, parts, errors, changed_ms, changed_by, revision)), source))
}

/// Id, text and id of whoever has changed it last, of all of a kind.
pub(crate) async fn sources(scope: &Scope, kind: Kind) -> Result<Vec<(String, String, String)>, Refusal> {
    Ok(scope.rows(&kind.statements().sources).fetch_all(scope.app.store.pool()).await?)
}

/// Keeps a text; makes the document where it is new.
pub(crate) async fn save(scope: &Scope, kind: Kind, asked: Saving) -> Result<Draft, Refusal> {
    let Saving { id, source, revision } = asked;
    if !is_id(&id) {
        return Err(kind.bad_id());
    }
    let (title, parts) = seen(kind, &source);
    let errors = i64::try_from(kind.errors(&source)).unwrap_or(i64::MAX);
    let mut write = scope.write().await?;
    let text = if revision == 0 {
        let (count,): (i64,) = scope.rows(&kind.statements().count).fetch_one(write.connection()).await?;
        if count >= MOST_DRAFTS {
            return Err(kind.too_many());
        }
        &kind.statements().make
    } else {
        &kind.statements().change
    };
    let done = scope
        .statement(text)
        .bind(id.clone())
        .bind(source)
        .bind(json!(title).to_string())
        .bind(parts)
        .bind(errors)
        .bind(scope.app.clock.now_ms())
        .bind(scope.caller.person.clone())
        .bind(revision)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(kind.overtaken());
    }
    if revision == 0 {
        scope.note(&mut write, Act { act: kind.made(), subject: &id, detail: json!({}) }).await?;
    }
    write.commit().await?;
    Ok(read(scope, kind, &id).await?.0)
}

/// Takes one away. What is live of it stays until the next release.
pub(crate) async fn remove(scope: &Scope, kind: Kind, id: &str) -> Result<StatusCode, Refusal> {
    let mut write = scope.write().await?;
    let done =
        scope.statement(&kind.statements().remove).bind(id.to_owned()).execute(write.connection()).await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::not_found(kind.word()));
    }
    scope.note(&mut write, Act { act: kind.removed(), subject: id, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Title by language and number of parts, as far as a text has them.
fn seen(kind: Kind, source: &str) -> (BTreeMap<String, String>, i64) {
    let document: Value = serde_json::from_str(source).unwrap_or_default();
    let own = document.get(kind.word());
    let titles = own.and_then(|own| own.get("title")).and_then(Value::as_object).into_iter().flatten();
    let parts = own.and_then(|own| own.get(kind.parts())).and_then(Value::as_array).map_or(0, Vec::len);
    let title = titles.filter_map(|(language, text)| Some((language.clone(), text.as_str()?.to_owned())));
    (title.collect(), i64::try_from(parts).unwrap_or(0))
}
