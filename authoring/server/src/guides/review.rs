//! Versions: frozen drafts, and what reviewers say of them.

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::guides::{AskReview, Judgement, Verdict, Version};
use lotse_api::people::User;
use lotse_editor::finding::Severity;
use serde_json::json;

use super::draft::outdated;
use super::examine::examine;
use super::file_of;
use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most letters of a note.
const MOST_NOTE_LETTERS: usize = 4_000;

/// A version as it is stored.
type Line = (
    i64,
    String,
    String,
    String,
    String,
    i64,
    i64,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i64>,
);

macro_rules! lines {
    ($and:literal) => {
        concat!(
            "select v.version, v.note, a.id, a.name, a.email, v.frozen_ms, v.needs_second, v.approves, v.verdict_note, \
             j.id, j.name, j.email, v.verdict_ms from versions v join users a on a.id = v.author \
             left join users j on j.id = v.verdict_by where v.project = $1 and v.guide = $2",
            $and,
            " order by v.version desc"
        )
    };
}

/// `POST /projects/{project}/guides/{guide}/review`
pub(crate) async fn ask(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
    Body(asked): Body<AskReview>,
) -> Result<Json<Version>, Refusal> {
    let note = note(&asked.note)?;
    let found: Option<(String, i64)> = scope
        .rows("select source, revision from drafts where project = $1 and guide = $2")
        .bind(guide.clone())
        .fetch_optional(app.store.pool())
        .await?;
    let (source, revision) = found.ok_or_else(|| Refusal::not_found("guide"))?;
    if revision != asked.revision {
        return Err(outdated());
    }
    let examined = examine(&scope, &guide, &source).await?;
    if examined.findings.iter().any(|finding| finding.severity() == Severity::Error) {
        let mut refusal = Refusal::refused(
            "Die Anleitung hat noch Fehler. Sie stehen bei den Schritten.",
            "The guide still has errors. They stand at the steps.",
        );
        refusal.findings = examined.findings;
        return Err(refusal.at(file_of(&guide)));
    }
    if examined.id.as_deref() != Some(guide.as_str()) {
        return Err(Refusal::refused(
            format!(
                "Die Kennung im Text muss {guide} bleiben; für eine andere legen Sie eine neue Anleitung an."
            ),
            format!("The id in the text has to stay {guide}; make a new guide for another one."),
        )
        .at("/guide/id"));
    }
    let mut write = scope.write().await?;
    let is_frozen: Option<(i64,)> = scope
        .rows(
            "insert into versions (project, guide, version, source, note, author, writer, frozen_ms, draft_revision, \
             needs_second) select $1, $2, coalesce((select max(version) from versions where project = $1 and \
             guide = $2), 0) + 1, source, $3, $4, changed_by, $5, revision, $6 from drafts \
             where project = $1 and guide = $2 and revision = $7 returning version",
        )
        .bind(guide.clone())
        .bind(note)
        .bind(scope.caller.person.clone())
        .bind(app.clock.now_ms())
        .bind(i64::from(examined.is_grave))
        .bind(revision)
        .fetch_optional(write.connection())
        .await?;
    let (version,) = is_frozen.ok_or_else(outdated)?;
    let subject = format!("{guide}/{version}");
    scope.note(&mut write, Act { act: "review_ask", subject: &subject, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(Json(one(&scope, &guide, version).await?))
}

/// `GET /projects/{project}/guides/{guide}/versions`
pub(crate) async fn list(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
) -> Result<Json<Vec<Version>>, Refusal> {
    let always = four_eyes(&scope).await?;
    let found: Vec<Line> = scope.rows(lines!("")).bind(guide).fetch_all(app.store.pool()).await?;
    Ok(Json(found.into_iter().map(|line| version(line, always)).collect()))
}

/// `GET /projects/{project}/guides/{guide}/versions/{version}`
pub(crate) async fn show(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide, number)): Path<(String, String, String)>,
) -> Result<Json<Version>, Refusal> {
    let number = parse(&number)?;
    let mut version = one(&scope, &guide, number).await?;
    let (source,): (String,) = scope
        .rows("select source from versions where project = $1 and guide = $2 and version = $3")
        .bind(guide)
        .bind(number)
        .fetch_one(app.store.pool())
        .await?;
    version.source = Some(source);
    Ok(Json(version))
}

/// `POST /projects/{project}/guides/{guide}/versions/{version}/verdict`
pub(crate) async fn judge(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide, number)): Path<(String, String, String)>,
    Body(asked): Body<Verdict>,
) -> Result<Json<Version>, Refusal> {
    let (number, note) = (parse(&number)?, note(&asked.note)?);
    let always = four_eyes(&scope).await?;
    let mut write = scope.write().await?;
    let found: Option<(String, String, i64, i64)> = scope
        .rows(
            "select author, writer, needs_second, (select max(version) from versions where project = $1 and guide = $2) \
             from versions where project = $1 and guide = $2 and version = $3",
        )
        .bind(guide.clone())
        .bind(number)
        .fetch_optional(write.connection())
        .await?;
    let (author, writer, needs_second, newest) = found.ok_or_else(|| Refusal::not_found("version"))?;
    if number != newest {
        return Err(Refusal::conflict(
            format!("Es gibt eine neuere Version ({newest}). Bitte diese prüfen."),
            format!("There is a newer version ({newest}). Please review that one."),
        )
        .at("version"));
    }
    let is_own = [&author, &writer].contains(&&scope.caller.person);
    if asked.approves && is_own && (always || needs_second == 1) {
        return Err(Refusal::new(
            lotse_api::FaultKind::Forbidden,
            "Diese Version muss eine zweite Person freigeben: nicht, wer sie geschrieben oder eingereicht hat.",
            "A second person has to approve this version: not the one who wrote it or sent it in.",
        )
        .at("second_person"));
    }
    scope
        .statement(
            "update versions set approves = $4, verdict_note = $5, verdict_by = $6, verdict_ms = $7 \
             where project = $1 and guide = $2 and version = $3",
        )
        .bind(guide.clone())
        .bind(number)
        .bind(i64::from(asked.approves))
        .bind(note)
        .bind(scope.caller.person.clone())
        .bind(app.clock.now_ms())
        .execute(write.connection())
        .await?;
    let (act, subject) = (if asked.approves { "approve" } else { "send_back" }, format!("{guide}/{number}"));
    scope.note(&mut write, Act { act, subject: &subject, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(Json(one(&scope, &guide, number).await?))
}

/// A note: as long as it may be.
pub(crate) fn note(text: &str) -> Result<String, Refusal> {
    if text.chars().count() > MOST_NOTE_LETTERS {
        return Err(Refusal::refused(
            format!("Die Notiz ist zu lang: höchstens {MOST_NOTE_LETTERS} Zeichen."),
            format!("The note is too long: {MOST_NOTE_LETTERS} characters at most."),
        )
        .at("note"));
    }
    Ok(text.trim().to_owned())
}

/// Whether the project wants a second person for everything.
pub(crate) async fn four_eyes(scope: &Scope) -> Result<bool, Refusal> {
    let (needs,): (i64,) = scope
        .rows("select needs_four_eyes from projects where project = $1")
        .fetch_one(scope.app.store.pool())
        .await?;
    Ok(needs == 1)
}

async fn one(scope: &Scope, guide: &str, number: i64) -> Result<Version, Refusal> {
    let always = four_eyes(scope).await?;
    let found: Option<Line> = scope
        .rows(lines!(" and v.version = $3"))
        .bind(guide.to_owned())
        .bind(number)
        .fetch_optional(scope.app.store.pool())
        .await?;
    found.map(|line| version(line, always)).ok_or_else(|| Refusal::not_found("version"))
}

fn version(line: Line, always: bool) -> Version {
    let (
        version,
        note,
        id,
        name,
        email,
        frozen_ms,
        needs_second,
        approves,
        said,
        by,
        by_name,
        by_email,
        at_ms,
    ) = line;
    let judge =
        |id: String| User { id, name: by_name.unwrap_or_default(), email: by_email.unwrap_or_default() };
    let verdict = approves.zip(by).map(|(approves, by)| Judgement {
        approves: approves == 1,
        note: said.unwrap_or_default(),
        by: judge(by),
        at_ms: at_ms.unwrap_or_default(),
    });
    Version {
        version,
        note,
        author: User { id, name, email },
        frozen_ms,
        verdict,
        needs_second_person: always || needs_second == 1,
        source: None,
    }
}

fn parse(number: &str) -> Result<i64, Refusal> {
    number.parse().map_err(|_| Refusal::not_found("version"))
}
