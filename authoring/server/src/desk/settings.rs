//! How a project's desk is reached. Secrets are sealed and never told again.

use std::collections::BTreeMap;

use axum::Json;
use lotse_api::desk::{Connector, DeskSettings};
use lotse_model::basic::is_id;
use lotse_model::desk::{Desk, DeskSource};
use lotse_model::wire::read as read_wire;
use serde_json::{Value, json};

use super::document;
use crate::audit::Act;
use crate::body::Body;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most connectors of a project.
const MOST_CONNECTORS: usize = 20;
/// Shortest secret that tokens are signed with, in bytes (RFC 7518, 3.2).
const LEAST_IDENTIFY_BYTES: usize = 32;
/// Name under which the secret of `identify` is sealed beside those of connectors, whose ids cannot look like it.
const IDENTIFY: &str = "identify/";
const PRIORITIES: [&str; 5] = ["p1", "p2", "p3", "p4", "p5"];

/// What is stored, secrets opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stored {
    pub(crate) takes_cases: bool,
    pub(crate) connectors: Vec<Connector>,
    pub(crate) document: Option<Value>,
    pub(crate) identify_secret: Option<String>,
    revision: i64,
}

/// What the sealed secrets of a project are good for.
pub(crate) fn purpose(project: &str) -> String {
    format!("desk/{project}")
}

impl Stored {
    /// The connector of an id.
    pub(crate) fn connector(&self, id: &str) -> Option<&Connector> {
        self.connectors.iter().find(|one| one.id == id)
    }

    /// The secret that a connector has as long as nobody writes another one. It stays where it was good for: elsewhere it would be
    /// told to somebody else.
    pub(crate) fn secret_for(&self, one: &Connector) -> Option<String> {
        let before = self.connector(&one.id).filter(|old| old.kind == one.kind && old.address == one.address);
        before.and_then(|old| old.secret.clone())
    }

    /// Where a case of this priority goes; one without goes where any may go, else to the first.
    pub(crate) fn first_for(&self, priority: Option<&str>) -> Option<&Connector> {
        let first_level = || self.connectors.iter().filter(|one| !one.is_next_level);
        let takes = |one: &&Connector| match priority {
            Some(word) => one.priorities.is_empty() || one.priorities.iter().any(|taken| taken == word),
            None => one.priorities.is_empty(),
        };
        first_level().find(takes).or_else(|| first_level().next().filter(|_| priority.is_none()))
    }

    /// The desk file.
    pub(crate) fn desk(&self) -> Option<Desk> {
        let source: DeskSource = read_wire(&self.document.as_ref()?.to_string()).ok()?;
        Some(source.desk)
    }

    /// What is told: everything but the secrets.
    fn shown(self) -> DeskSettings {
        let hidden = |one: Connector| Connector { has_secret: one.secret.is_some(), secret: None, ..one };
        DeskSettings {
            takes_cases: self.takes_cases,
            connectors: self.connectors.into_iter().map(hidden).collect(),
            desk: self.document,
            has_identify_secret: self.identify_secret.is_some(),
            identify_secret: None,
            revision: self.revision,
        }
    }
}

/// What a project has stored; nothing taken and revision 0 when it is new.
pub(crate) async fn read(scope: &Scope) -> Result<Stored, Refusal> {
    type Found = (i64, String, Option<String>, Vec<u8>, i64);
    let found: Option<Found> = scope
        .rows("select takes_cases, connectors, document, sealed, revision from desks where project = $1")
        .fetch_optional(scope.app.store.pool())
        .await?;
    let Some((takes, connectors, document, sealed, revision)) = found else { return Ok(Stored::default()) };
    let unreadable = |error: serde_json::Error| Refusal::internal(&error);
    let secrets = scope.app.seal.open_sealed(&sealed, &purpose(scope.project()))?;
    let mut secrets: BTreeMap<String, String> = serde_json::from_str(&secrets).map_err(unreadable)?;
    let mut connectors: Vec<Connector> = serde_json::from_str(&connectors).map_err(unreadable)?;
    for one in &mut connectors {
        one.secret = secrets.remove(&one.id);
    }
    let document = document.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable)?;
    let identify_secret = secrets.remove(IDENTIFY);
    Ok(Stored { takes_cases: takes == 1, connectors, document, identify_secret, revision })
}

/// The desk file alone, as it is stored.
pub(crate) async fn document(scope: &Scope) -> Result<Option<String>, Refusal> {
    let found: Option<(Option<String>,)> = scope
        .rows("select document from desks where project = $1")
        .fetch_optional(scope.app.store.pool())
        .await?;
    Ok(found.and_then(|(document,)| document))
}

/// `GET /projects/{project}/desk`
pub(crate) async fn show(scope: Scope) -> Result<Json<DeskSettings>, Refusal> {
    Ok(Json(read(&scope).await?.shown()))
}

/// `PUT /projects/{project}/desk`
pub(crate) async fn save(
    scope: Scope,
    Body(asked): Body<DeskSettings>,
) -> Result<Json<DeskSettings>, Refusal> {
    let there = read(&scope).await?;
    if there.revision != asked.revision {
        return Err(overtaken());
    }
    let new = merged(asked, &there)?;
    if let Some(written) = &new.document {
        document::check(&scope, written).await?;
    }
    let mut secrets: BTreeMap<&str, &str> =
        new.connectors.iter().filter_map(|one| Some((one.id.as_str(), one.secret.as_deref()?))).collect();
    secrets.extend(new.identify_secret.as_deref().map(|secret| (IDENTIFY, secret)));
    let sealed = scope.app.seal.seal(&json!(secrets).to_string(), &purpose(scope.project()))?;
    let bare: Vec<Connector> = new
        .connectors
        .iter()
        .map(|one| Connector { secret: None, has_secret: false, ..one.clone() })
        .collect();
    let mut write = scope.write().await?;
    let done = scope
        .statement(
            "insert into desks (project, takes_cases, connectors, document, sealed, revision) \
             values ($1, $2, $3, $4, $5, $6 + 1) on conflict (project) do update set \
             takes_cases = excluded.takes_cases, connectors = excluded.connectors, document = excluded.document, \
             sealed = excluded.sealed, revision = excluded.revision where desks.revision = $6",
        )
        .bind(i64::from(new.takes_cases))
        .bind(json!(bare).to_string())
        .bind(new.document.as_ref().map(Value::to_string))
        .bind(sealed)
        .bind(new.revision)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(overtaken());
    }
    let detail = json!({ "takes_cases": new.takes_cases, "connectors": new.connectors.len() });
    scope.note(&mut write, Act { act: "desk_save", subject: scope.project(), detail }).await?;
    write.commit().await?;
    Ok(Json(read(&scope).await?.shown()))
}

fn overtaken() -> Refusal {
    Refusal::conflict(
        "Die Einstellungen wurden inzwischen geändert. Bitte neu laden.",
        "The settings have been changed meanwhile. Please reload.",
    )
    .at("revision")
}

/// What was asked, with the secrets that stay, once it holds together.
fn merged(asked: DeskSettings, there: &Stored) -> Result<Stored, Refusal> {
    let mut connectors = asked.connectors;
    for one in &mut connectors {
        one.secret = one.secret.take().or_else(|| there.secret_for(one));
        one.has_secret = false;
    }
    check_connectors(&connectors)?;
    let identify_secret = match asked.identify_secret {
        None => there.identify_secret.clone(),
        Some(text) => Some(text).filter(|text| !text.is_empty()),
    };
    if identify_secret.as_ref().is_some_and(|secret| secret.len() < LEAST_IDENTIFY_BYTES) {
        return Err(Refusal::refused(
            "Das Geheimnis, mit dem Kennungen signiert werden, braucht 32 Byte oder mehr.",
            "The secret that signs identities needs 32 bytes or more.",
        )
        .at("identify_secret"));
    }
    let new = Stored {
        takes_cases: asked.takes_cases,
        connectors,
        document: asked.desk,
        identify_secret,
        revision: asked.revision,
    };
    let all = PRIORITIES.into_iter().map(Some).chain([None]);
    if let Some(missing) = all.into_iter().find(|one| new.takes_cases && new.first_for(*one).is_none()) {
        let missing = missing.unwrap_or("–").to_uppercase();
        return Err(Refusal::refused(
            format!("Fälle der Priorität {missing} hätten keinen Weg zum Service-Desk."),
            format!("Cases of priority {missing} would have no way to the desk."),
        )
        .at("connectors"));
    }
    Ok(new)
}

/// Refuses a connector that cannot reach anything, by itself.
pub(super) fn check_connector(one: &Connector) -> Result<(), Refusal> {
    match lotse_desk::check(one) {
        Some(member) => Err(unreachable(one, member).at(format!("connectors/0/{member}"))),
        None => Ok(()),
    }
}

fn unreachable(one: &Connector, member: &str) -> Refusal {
    let (german, english) = match member {
        "id" => (
            "Kennung: Buchstaben, Ziffern und Striche, jede nur einmal",
            "id: letters, digits and dashes, each once",
        ),
        "name" => ("Name", "name"),
        "address" => (
            "Adresse: https://…, für Mail smtps://Rechner:465",
            "address: https://…, for mail smtps://host:465",
        ),
        "account" => ("Benutzername", "user name"),
        "queue" => ("Warteschlange oder Gruppe", "queue or group"),
        "request_type" => ("Art der Anfrage", "type of request"),
        "secret" => ("Passwort, Token oder Schlüssel", "password, token or signing secret"),
        "from" => ("Absenderadresse", "address of the sender"),
        "to" => ("Empfängeradresse", "address of the receiver"),
        _ => ("Prioritäten", "priorities"),
    };
    Refusal::refused(
        format!("So lässt sich „{}“ nicht erreichen. Es fehlt oder stimmt nicht: {german}.", one.name),
        format!("“{}” cannot be reached like this. Missing or wrong: {english}.", one.name),
    )
}

fn check_connectors(connectors: &[Connector]) -> Result<(), Refusal> {
    if connectors.len() > MOST_CONNECTORS {
        return Err(Refusal::refused("Höchstens 20 Wege.", "20 connectors at most.").at("connectors"));
    }
    for (place, one) in connectors.iter().enumerate() {
        let is_double = connectors.iter().filter(|other| other.id == one.id).count() > 1;
        let is_odd = |word: &String| !PRIORITIES.contains(&word.as_str());
        let wrong = if !is_id(&one.id) || is_double {
            Some("id")
        } else if one.name.trim().is_empty() || one.name.chars().count() > crate::people::MOST_NAME_LETTERS {
            Some("name")
        } else if one.priorities.iter().any(is_odd) {
            Some("priorities")
        } else {
            lotse_desk::check(one)
        };
        if let Some(member) = wrong {
            return Err(unreachable(one, member).at(format!("connectors/{place}/{member}")));
        }
    }
    Ok(())
}
