//! The bytes of published documents and pictures, wherever they lie: in their row, or in the bucket under the name of their content.
//! Which it is, each row says: an empty body means the bucket. So a bucket can be named later, and what was there before still reads.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::app::App;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Write, batch};

/// Name of a document in the bucket.
pub(crate) fn chunk_name(project: &str, name: &str) -> String {
    format!("g/{project}/chunks/{name}.json")
}

/// Name of a picture in the bucket.
pub(crate) fn picture_name(name: &str) -> String {
    format!("a/{name}")
}

/// A body as its row has it, or from the bucket.
pub(crate) async fn body(app: &App, stored: Vec<u8>, name: &str) -> Result<Vec<u8>, Refusal> {
    if !stored.is_empty() {
        return Ok(stored);
    }
    match &app.bucket {
        Some(bucket) => bucket.get(name).await,
        None => Err(Refusal::internal(&format!("{name} lies in a bucket, and none is named (--bucket)"))),
    }
}

/// The same for a document, which is text.
pub(crate) async fn text(app: &App, project: &str, name: &str, stored: String) -> Result<String, Refusal> {
    let bytes = body(app, stored.into_bytes(), &chunk_name(project, name)).await?;
    String::from_utf8(bytes).map_err(|error| Refusal::internal(&error))
}

/// Documents about to be named by a release.
pub(crate) struct New(Vec<(String, String)>);

/// Of these documents, those that the project has not yet; where there is a bucket, they are in it now.
pub(crate) async fn bring(scope: &Scope, chunks: &BTreeMap<String, String>) -> Result<New, Refusal> {
    if chunks.is_empty() {
        return Ok(New(Vec::new()));
    }
    let there: Vec<(String,)> =
        scope.rows("select name from chunks where project = $1").fetch_all(scope.app.store.pool()).await?;
    let there: std::collections::HashSet<String> = there.into_iter().map(|(name,)| name).collect();
    let new = chunks.iter().filter(|(name, _)| !there.contains(*name));
    let Some(bucket) = &scope.app.bucket else {
        return Ok(New(new.map(|(name, text)| (name.clone(), text.clone())).collect()));
    };
    let (mut names, mut items) = (Vec::new(), Vec::new());
    for (name, text) in new {
        items.push((chunk_name(scope.project(), name), text.clone().into_bytes()));
        names.push((name.clone(), String::new()));
    }
    bucket.put_all(items).await?;
    Ok(New(names))
}

static INSERT: LazyLock<String> = LazyLock::new(|| {
    format!("insert into chunks (project, name, body) values {} on conflict do nothing", batch::lines(2))
});

/// Names them, within the transaction of the release.
pub(crate) async fn name(scope: &Scope, write: &mut Write, new: &New) -> Result<(), Refusal> {
    for batch in batch::batches(&new.0) {
        let statement = batch.fold(scope.statement(&INSERT), |statement, (name, body)| {
            statement.bind(name.clone()).bind(body.clone())
        });
        statement.execute(write.connection()).await?;
    }
    Ok(())
}

static BODIES: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select name, body from chunks where project = $1 and name in (values {})",
        batch::values(&["TEXT"])
    )
});

/// Documents of the project by their names; those that there are not are missing.
pub(crate) async fn texts(scope: &Scope, names: &[String]) -> Result<BTreeMap<String, String>, Refusal> {
    let mut all = BTreeMap::new();
    for batch in batch::batches(names) {
        let rows = batch.fold(scope.rows::<(String, String)>(&BODIES), |rows, name| rows.bind(name.clone()));
        for (name, stored) in rows.fetch_all(scope.app.store.pool()).await? {
            let text = text(&scope.app, scope.project(), &name, stored).await?;
            all.insert(name, text);
        }
    }
    Ok(all)
}
