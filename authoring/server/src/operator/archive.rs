//! A whole project as one document, and back: between servers, and between SQLite and PostgreSQL.
//!
//! Nothing is lost of what a project is: drafts, versions, releases with their bytes, signatures and help, pictures, ledger, members, the
//! desk's settings. Cases under way stay where they were taken. Signing keys and secrets of connectors are in it in the clear; so are
//! the hashes of passwords and tokens. The file is a secret.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::audit::Act;
use crate::desk::settings::purpose as desk_purpose;
use crate::guides::environments::purpose;
use crate::refusal::Refusal;
use crate::scope::{Caller, Scope};
use crate::server::Server;
use crate::shelf::{self, chunk_name, picture_name};
use crate::store::{Write, rows, statement};

/// Version of the document.
const FORMAT: u32 = 1;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Text,
    Number,
    /// Id of an account, which may be another one on the other server.
    Person,
    /// A private key: sealed in the database, in the clear here.
    Key,
    /// Secrets of connectors: likewise.
    Secrets,
    /// A published document, in its row or in the bucket; named by the first column.
    Document,
    /// A picture, likewise.
    Picture,
}

use Column::{Document, Key, Number, Person, Picture, Secrets, Text};

/// Tables in an order in which they can be filled, with every column but the project. Leases are left behind.
const TABLES: &[(&str, &[(&str, Column)])] = &[
    (
        "projects",
        &[
            ("name", Text),
            ("document", Text),
            ("needs_four_eyes", Number),
            ("takes_usage", Number),
            ("revision", Number),
            ("made_ms", Number),
        ],
    ),
    ("members", &[("person", Person), ("role", Number)]),
    (
        "tokens",
        &[
            ("id", Text),
            ("name", Text),
            ("role", Number),
            ("hash", Text),
            ("maker", Person),
            ("expires_ms", Number),
            ("used_ms", Number),
        ],
    ),
    ("environments", &[("environment", Text), ("place", Number), ("origins", Text), ("start_url", Text)]),
    ("signing_keys", &[("environment", Text), ("slot", Text), ("public", Text), ("sealed", Key)]),
    (
        "desks",
        &[
            ("takes_cases", Number),
            ("connectors", Text),
            ("document", Text),
            ("sealed", Secrets),
            ("revision", Number),
        ],
    ),
    (
        "drafts",
        &[
            ("guide", Text),
            ("source", Text),
            ("title", Text),
            ("owner", Person),
            ("steps", Number),
            ("coverage", Text),
            ("errors", Number),
            ("warnings", Number),
            ("changed_ms", Number),
            ("changed_by", Person),
            ("revision", Number),
        ],
    ),
    (
        "problems",
        &[
            ("problem", Text),
            ("source", Text),
            ("title", Text),
            ("causes", Number),
            ("errors", Number),
            ("changed_ms", Number),
            ("changed_by", Person),
            ("revision", Number),
        ],
    ),
    (
        "checklists",
        &[
            ("checklist", Text),
            ("source", Text),
            ("title", Text),
            ("tasks", Number),
            ("errors", Number),
            ("changed_ms", Number),
            ("changed_by", Person),
            ("revision", Number),
        ],
    ),
    (
        "versions",
        &[
            ("guide", Text),
            ("version", Number),
            ("source", Text),
            ("note", Text),
            ("author", Person),
            ("writer", Person),
            ("frozen_ms", Number),
            ("draft_revision", Number),
            ("needs_second", Number),
            ("approves", Number),
            ("verdict_note", Text),
            ("verdict_by", Person),
            ("verdict_ms", Number),
        ],
    ),
    (
        "releases",
        &[
            ("environment", Text),
            ("release", Number),
            ("person", Person),
            ("at_ms", Number),
            ("made_ms", Number),
            ("note", Text),
            ("guides", Text),
            ("repeats", Number),
            ("manifest", Text),
            ("signature", Text),
            ("signed_ms", Number),
        ],
    ),
    ("help_sources", &[("name", Text), ("body", Text)]),
    ("release_help", &[("environment", Text), ("release", Number), ("sources", Text)]),
    ("expiries", &[("guide", Text), ("at_ms", Number), ("person", Person)]),
    ("chunks", &[("name", Text), ("body", Document)]),
    ("assets", &[("name", Text), ("width", Number), ("height", Number), ("body", Picture)]),
    (
        "ledger",
        &[
            ("number", Number),
            ("at_ms", Number),
            ("by_name", Text),
            ("act", Text),
            ("subject", Text),
            ("detail", Text),
            ("hash", Text),
        ],
    ),
    (
        "usage_records",
        &[
            ("environment", Text),
            ("id", Text),
            ("at_ms", Number),
            ("session", Text),
            ("release", Number),
            ("guide", Text),
            ("step", Text),
            ("kind", Text),
            ("detail", Text),
        ],
    ),
];

#[derive(Debug, Serialize, Deserialize)]
struct Archive {
    lotse_archive: u32,
    project: String,
    users: Vec<Account>,
    tables: BTreeMap<String, Vec<Vec<Value>>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Account {
    id: String,
    name: String,
    email: String,
    password: Option<String>,
    made_ms: i64,
}

/// Why a project was not taken in. Nothing of it is there then.
#[derive(Debug)]
pub struct ImportError(String);

impl fmt::Display for ImportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ImportError {}

impl From<Refusal> for ImportError {
    fn from(refusal: Refusal) -> Self {
        ImportError(refusal.english)
    }
}

impl From<sqlx::Error> for ImportError {
    fn from(error: sqlx::Error) -> Self {
        ImportError(error.to_string())
    }
}

impl Server {
    /// Everything of a project.
    ///
    /// # Errors
    /// When there is no such project, or a key cannot be opened.
    pub async fn archive(&self, project: &str) -> Result<String, Refusal> {
        let scope = self.as_operator(project).await?;
        let mut tables = BTreeMap::new();
        let mut people = std::collections::BTreeSet::new();
        for (table, columns) in TABLES {
            let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
            let order: Vec<String> = (1..=names.len().min(3)).map(|place| place.to_string()).collect();
            let text = format!(
                "select {} from {table} where project = $1 order by {}",
                names.join(", "),
                order.join(", ")
            );
            let found = sqlx::query(AssertSqlSafe(text))
                .bind(project.to_owned())
                .fetch_all(self.app.store.pool())
                .await?;
            let mut lines = Vec::with_capacity(found.len());
            for row in &found {
                let line = self.line(&scope, row, columns).await?;
                let named = line.iter().zip(*columns).filter(|(_, (_, column))| *column == Person);
                people.extend(named.filter_map(|(value, _)| value.as_str().map(str::to_owned)));
                lines.push(line);
            }
            tables.insert((*table).to_owned(), lines);
        }
        let mut users = Vec::new();
        for id in people {
            type Found = (String, String, String, Option<String>, i64);
            let (id, name, email, password, made_ms): Found =
                rows("select id, name, email, password, made_ms from users where id = $1")
                    .bind(id)
                    .fetch_one(self.app.store.pool())
                    .await?;
            users.push(Account { id, name, email, password, made_ms });
        }
        let archive = Archive { lotse_archive: FORMAT, project: project.to_owned(), users, tables };
        serde_json::to_string(&archive).map_err(|error| Refusal::internal(&error))
    }

    async fn line(
        &self,
        scope: &Scope,
        row: &AnyRow,
        columns: &[(&str, Column)],
    ) -> Result<Vec<Value>, Refusal> {
        // What the others are named by: an environment, or the hash of the content.
        let first: String = match columns.first() {
            Some((_, Text)) => row.try_get::<Option<String>, _>(0)?.unwrap_or_default(),
            _ => String::new(),
        };
        let mut line = Vec::with_capacity(columns.len());
        for (place, (_, column)) in columns.iter().enumerate() {
            line.push(match column {
                Text | Person => json!(row.try_get::<Option<String>, _>(place)?),
                Number => json!(row.try_get::<Option<i64>, _>(place)?),
                Document => {
                    let stored = row.try_get::<String, _>(place)?;
                    json!(shelf::text(&self.app, scope.project(), &first, stored).await?)
                }
                Picture => {
                    let stored = row.try_get::<Vec<u8>, _>(place)?;
                    json!(STANDARD.encode(shelf::body(&self.app, stored, &picture_name(&first)).await?))
                }
                Key => {
                    let public: String = row.try_get(place - 1)?;
                    let sealed: Vec<u8> = row.try_get(place)?;
                    let purpose = purpose(scope.project(), &first, &public);
                    json!(self.app.custody.find(&self.app.seal, &sealed, &public, &purpose)?)
                }
                Secrets => {
                    let sealed: Vec<u8> = row.try_get(place)?;
                    json!(self.app.seal.open_sealed(&sealed, &desk_purpose(scope.project()))?)
                }
            });
        }
        Ok(line)
    }

    /// Takes a project in. Says its id.
    ///
    /// # Errors
    /// When the document is none, or there is such a project already.
    pub async fn import(&self, text: &str) -> Result<String, ImportError> {
        let archive: Archive = serde_json::from_str(text)
            .map_err(|error| ImportError(format!("no archive of a project: {error}")))?;
        if archive.lotse_archive != FORMAT {
            return Err(ImportError(format!("archive of another format ({})", archive.lotse_archive)));
        }
        let project = archive.project.clone();
        self.bring(&archive).await?;
        let mut write = self.app.store.write(&project).await?;
        let there: Option<(i64,)> = rows("select revision from projects where project = $1")
            .bind(project.clone())
            .fetch_optional(write.connection())
            .await?;
        if there.is_some() {
            return Err(ImportError(format!("there already is a project {project}")));
        }
        let people = take_people(&mut write, &archive.users).await?;
        for (table, columns) in TABLES {
            for line in archive.tables.get(*table).into_iter().flatten() {
                self.insert(&mut write, &project, table, columns, line, &people).await?;
            }
        }
        let caller = Caller { person: String::new(), name: super::OPERATOR.to_owned() };
        let scope =
            Scope::of_member(self.app.clone(), project.clone(), caller, lotse_api::people::Role::Admin);
        scope.note(&mut write, Act { act: "import", subject: &project, detail: json!({}) }).await?;
        write.commit().await?;
        Ok(project)
    }

    /// Puts documents and pictures into the bucket, where there is one. What of it no row names in the end is never read.
    async fn bring(&self, archive: &Archive) -> Result<(), ImportError> {
        let Some(bucket) = &self.app.bucket else { return Ok(()) };
        let lines = |table: &str| archive.tables.get(table).into_iter().flatten();
        let name = |line: &Vec<Value>| line.first().and_then(Value::as_str).map(str::to_owned);
        let documents = lines("chunks").filter_map(|line| {
            let body = line.last()?.as_str()?.as_bytes().to_vec();
            Some((chunk_name(&archive.project, &name(line)?), body))
        });
        let pictures =
            lines("assets").filter_map(|line| Some((picture_name(&name(line)?), decoded(line.last()?)?)));
        Ok(bucket.put_all(documents.chain(pictures).collect()).await?)
    }

    async fn insert(
        &self,
        write: &mut Write,
        project: &str,
        table: &str,
        columns: &[(&str, Column)],
        line: &[Value],
        people: &BTreeMap<String, String>,
    ) -> Result<(), ImportError> {
        let wrong = || ImportError(format!("a line of {table} is not as it should be"));
        if line.len() != columns.len() {
            return Err(wrong());
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (2..=columns.len() + 1).map(|place| format!("${place}")).collect();
        let text =
            format!("insert into {table} (project, {}) values ($1, {})", names.join(", "), places.join(", "));
        let mut statement = sqlx::query(AssertSqlSafe(text)).bind(project.to_owned());
        for (place, ((_, column), value)) in columns.iter().zip(line).enumerate() {
            let text = value.as_str().map(str::to_owned);
            if !value.is_null() && (*column == Number) != value.is_i64() {
                return Err(wrong());
            }
            statement = match column {
                Text => statement.bind(text),
                Number => statement.bind(value.as_i64()),
                Person => match text {
                    Some(id) => statement.bind(Some(people.get(&id).ok_or_else(wrong)?.clone())),
                    None => statement.bind(None::<String>),
                },
                Document | Picture if self.app.bucket.is_some() => match column {
                    Document => statement.bind(String::new()),
                    _ => statement.bind(Vec::<u8>::new()),
                },
                Document => statement.bind(text),
                Picture => statement.bind(decoded(value).ok_or_else(wrong)?),
                Key => {
                    let before = |back: usize| {
                        line.get(place.wrapping_sub(back)).and_then(Value::as_str).ok_or_else(wrong)
                    };
                    let (public, purpose) = (before(1)?, purpose(project, before(3)?, before(1)?));
                    let pem = text.ok_or_else(wrong)?;
                    statement.bind(self.app.custody.keep(&self.app.seal, &pem, public, &purpose)?)
                }
                Secrets => {
                    statement.bind(self.app.seal.seal(&text.ok_or_else(wrong)?, &desk_purpose(project))?)
                }
            };
        }
        statement.execute(write.connection()).await?;
        Ok(())
    }
}

/// Bytes, as they stand in the document.
fn decoded(value: &Value) -> Option<Vec<u8>> {
    STANDARD.decode(value.as_str()?).ok()
}

/// Accounts by the ids that the archive calls them; an address that has an account here keeps it.
async fn take_people(
    write: &mut Write,
    accounts: &[Account],
) -> Result<BTreeMap<String, String>, ImportError> {
    let mut people = BTreeMap::new();
    for account in accounts {
        let known: Option<(String,)> = rows("select id from users where email = $1")
            .bind(account.email.clone())
            .fetch_optional(write.connection())
            .await?;
        let id = match known {
            Some((id,)) => id,
            None => {
                statement(
                    "insert into users (id, email, name, password, made_ms) values ($1, $2, $3, $4, $5)",
                )
                .bind(account.id.clone())
                .bind(account.email.clone())
                .bind(account.name.clone())
                .bind(account.password.clone())
                .bind(account.made_ms)
                .execute(write.connection())
                .await?;
                account.id.clone()
            }
        };
        people.insert(account.id.clone(), id);
    }
    Ok(people)
}
