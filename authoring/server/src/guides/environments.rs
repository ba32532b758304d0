//! Environments: where guides go, and the keys that sign them there.

use lotse_api::guides::Environment;
use lotse_editor::sign::{PRIVATE_KEY_BYTES, PrivateKey};
use lotse_model::basic::is_id;
use sqlx::{Any, Executor};
use url::Url;

use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;
use crate::store::Write;

/// Most environments of a project.
const MOST_ENVIRONMENTS: usize = 20;
/// Most origins of one.
const MOST_ORIGINS: usize = 50;
/// The key that signs, and the one that will: a page pins both.
pub(crate) const SLOTS: [&str; 2] = ["now", "next"];

/// The environments of a project, in their order.
pub(crate) async fn read(scope: &Scope) -> Result<Vec<Environment>, Refusal> {
    let pool = scope.app.store.pool();
    let found: Vec<(String, String, Option<String>)> = scope
        .rows("select environment, origins, start_url from environments where project = $1 order by place")
        .fetch_all(pool)
        .await?;
    // `now` before `next`.
    let keys: Vec<(String, String)> = scope
        .rows(
            "select environment, public from signing_keys where project = $1 order by environment, slot desc",
        )
        .fetch_all(pool)
        .await?;
    let environment = |(name, origins, start_url): (String, String, Option<String>)| Environment {
        origins: serde_json::from_str(&origins).unwrap_or_default(),
        start_url,
        keys: keys.iter().filter(|(of, _)| *of == name).map(|(_, key)| key.clone()).collect(),
        manifest: format!("/g/{}/{name}/manifest.json", scope.project()),
        name,
    };
    Ok(found.into_iter().map(environment).collect())
}

/// Refuses what cannot be an environment.
pub(crate) fn check(environments: &[Environment]) -> Result<(), Refusal> {
    let refuse =
        |german: &str, english: &str, place: String| Err(Refusal::refused(german, english).at(place));
    if environments.is_empty() || environments.len() > MOST_ENVIRONMENTS {
        return refuse(
            "Ein Projekt hat 1 bis 20 Umgebungen.",
            "A project has 1 to 20 environments.",
            "environments".to_owned(),
        );
    }
    for (place, one) in environments.iter().enumerate() {
        let at = |member: &str| format!("environments/{place}/{member}");
        if !is_id(&one.name) || environments.iter().filter(|other| other.name == one.name).count() > 1 {
            return refuse(
                "Jede Umgebung braucht einen eigenen Namen aus Buchstaben, Ziffern und Strichen.",
                "Every environment needs a name of its own, of letters, digits and dashes.",
                at("name"),
            );
        }
        if one.origins.len() > MOST_ORIGINS || !one.origins.iter().all(|origin| is_origin(origin)) {
            return refuse(
                "Ursprünge haben die Form https://app.example.com, ohne Pfad.",
                "Origins are like https://app.example.com, without a path.",
                at("origins"),
            );
        }
        let is_page =
            |text: &String| Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()));
        if !one.start_url.as_ref().is_none_or(is_page) {
            return refuse(
                "Die Startadresse muss mit http oder https beginnen.",
                "The address to begin at has to be http or https.",
                at("start_url"),
            );
        }
    }
    Ok(())
}

fn is_origin(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        ["http", "https"].contains(&url.scheme()) && url.origin().ascii_serialization() == text
    })
}

/// Makes an environment with a pair of keys.
pub(crate) async fn insert(
    scope: &Scope,
    write: &mut Write,
    name: &str,
    place: i64,
    origins: &[String],
    start_url: Option<String>,
) -> Result<(), Refusal> {
    scope
        .statement(
            "insert into environments (project, environment, place, origins, start_url) values ($1, $2, $3, $4, $5) \
             on conflict (project, environment) do update set place = excluded.place, origins = excluded.origins, \
             start_url = excluded.start_url",
        )
        .bind(name.to_owned())
        .bind(place)
        .bind(serde_json::json!(origins).to_string())
        .bind(start_url)
        .execute(write.connection())
        .await?;
    for slot in SLOTS {
        let known: Option<(String,)> = scope
            .rows("select public from signing_keys where project = $1 and environment = $2 and slot = $3")
            .bind(name.to_owned())
            .bind(slot)
            .fetch_optional(write.connection())
            .await?;
        if known.is_none() {
            draw_key(scope, write, name, slot).await?;
        }
    }
    Ok(())
}

/// Makes a key for a slot that is empty.
pub(crate) async fn draw_key(
    scope: &Scope,
    write: &mut Write,
    name: &str,
    slot: &'static str,
) -> Result<(), Refusal> {
    let key = draw()?;
    let pem = key.to_pem().map_err(|error| Refusal::internal(&error))?;
    let public = key.public().to_text().map_err(|error| Refusal::internal(&error))?;
    let app = &scope.app;
    let sealed = app.custody.keep(&app.seal, &pem, &public, &purpose(scope.project(), name, &public))?;
    scope
        .statement(
            "insert into signing_keys (project, environment, slot, public, sealed) values ($1, $2, $3, $4, $5)",
        )
        .bind(name.to_owned())
        .bind(slot)
        .bind(public)
        .bind(sealed)
        .execute(write.connection())
        .await?;
    Ok(())
}

/// What a sealed key is good for. Not its slot: the next key becomes the one that signs.
pub(crate) fn purpose(project: &str, environment: &str, public: &str) -> String {
    format!("{project}/{environment}/{public}")
}

/// The key that signs in an environment.
pub(crate) async fn signing_key(scope: &Scope, environment: &str) -> Result<PrivateKey, Refusal> {
    key_of(scope, scope.app.store.pool(), environment, "now").await.map(|(_, key)| key)
}

/// The pair of keys in a slot: the public one as text, and the private one.
pub(crate) async fn key_of<'c>(
    scope: &Scope,
    connection: impl Executor<'c, Database = Any>,
    environment: &str,
    slot: &'static str,
) -> Result<(String, PrivateKey), Refusal> {
    let found: Option<(String, Vec<u8>)> = scope
        .rows("select public, sealed from signing_keys where project = $1 and environment = $2 and slot = $3")
        .bind(environment.to_owned())
        .bind(slot)
        .fetch_optional(connection)
        .await?;
    let (public, sealed) = found.ok_or_else(|| Refusal::not_found("environment"))?;
    let app = &scope.app;
    let purpose = purpose(scope.project(), environment, &public);
    let pem = app.custody.find(&app.seal, &sealed, &public, &purpose)?;
    let key = PrivateKey::from_pem(&pem).map_err(|error| Refusal::internal(&error))?;
    Ok((public, key))
}

/// Puts these environments in the place of those that there were. Keys of those that stay stay.
pub(crate) async fn replace(
    scope: &Scope,
    write: &mut Write,
    environments: &[Environment],
) -> Result<(), Refusal> {
    let there: Vec<(String,)> = scope
        .rows("select environment from environments where project = $1")
        .fetch_all(write.connection())
        .await?;
    for (name,) in there {
        if environments.iter().all(|one| one.name != name) {
            remove(scope, write, name).await?;
        }
    }
    for (place, one) in (0..).zip(environments) {
        insert(scope, write, &one.name, place, &one.origins, one.start_url.clone()).await?;
    }
    Ok(())
}

async fn remove(scope: &Scope, write: &mut Write, name: String) -> Result<(), Refusal> {
    let released: Option<(i64,)> = scope
        .rows("select release from releases where project = $1 and environment = $2 limit 1")
        .bind(name.clone())
        .fetch_optional(write.connection())
        .await?;
    if released.is_some() {
        return Err(Refusal::refused(
            format!(
                "In {name} wurde schon veröffentlicht: Seiten laden von dort. Die Umgebung muss bleiben."
            ),
            format!("There are releases in {name}: pages load from there. The environment has to stay."),
        )
        .at("environments"));
    }
    for text in [
        "delete from signing_keys where project = $1 and environment = $2",
        "delete from environments where project = $1 and environment = $2",
    ] {
        scope.statement(text).bind(name.clone()).execute(write.connection()).await?;
    }
    Ok(())
}

fn draw() -> Result<PrivateKey, Refusal> {
    loop {
        if let Some(key) = PrivateKey::from_random(&secret::random::<PRIVATE_KEY_BYTES>()?) {
            return Ok(key);
        }
    }
}
