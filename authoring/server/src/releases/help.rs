//! What a release says of problems, checklists and the desk: the texts of the moment at which it was made, kept beside it. So rolling back brings
//! back the help of then, and what is made of a release later (a guide's end) is made of its own texts and not of today's drafts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use lotse_editor::compile::{HelpSources, Source};
use lotse_model::desk::DeskSource;
use lotse_model::wire::read as read_wire;
use serde_json::json;

use super::live::{live, live_in};
use crate::desk::settings;
use crate::guides::{CHECKLIST_ENDING, DESK_FILE, PROBLEM_ENDING, checklist_file_of, problem_file_of};
use crate::help_drafts::{self, Kind};
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret::digest;
use crate::store::{Write, batch};

/// Problems, checklists and the desk file, as their authors wrote them: text by name of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Help(pub(super) BTreeMap<String, String>);

/// The texts, by what they are.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    pub(super) problems: Vec<Source>,
    pub(super) checklists: Vec<Source>,
    pub(super) desk: Option<Source>,
}

impl Sources {
    pub(super) fn of_help(&self) -> HelpSources<'_> {
        HelpSources { problems: &self.problems, desk: self.desk.as_ref(), checklists: &self.checklists }
    }
}

/// What would be frozen now.
#[derive(Clone, Debug, Default)]
pub(super) struct Drafts {
    pub(super) help: Help,
    /// Who has changed a problem or checklist last, by name of the file.
    pub(super) writers: BTreeMap<String, String>,
}

impl Help {
    /// As the compiler takes them.
    pub(super) fn sources(&self) -> Sources {
        let source = |(name, text): (&String, &String)| Source { name: name.clone(), text: text.clone() };
        let of = |ending| self.0.iter().filter(move |(name, _)| name.ends_with(ending)).map(source).collect();
        Sources {
            problems: of(PROBLEM_ENDING),
            checklists: of(CHECKLIST_ENDING),
            desk: self.0.get_key_value(DESK_FILE).map(source),
        }
    }

    /// How many there are whose file ends like this.
    pub(super) fn count(&self, ending: &str) -> usize {
        self.0.keys().filter(|name| name.ends_with(ending)).count()
    }

    /// Ids of those whose file ends like this, and that are not as they are there: changed, new or gone.
    pub(super) fn changed(&self, there: &Help, ending: &str) -> Vec<String> {
        let names: BTreeSet<&String> = self.0.keys().chain(there.0.keys()).collect();
        let changed = names.into_iter().filter(|name| self.0.get(*name) != there.0.get(*name));
        changed.filter_map(|name| Some(name.strip_suffix(ending)?.to_owned())).collect()
    }

    /// Whether the desk is not as it is there.
    pub(super) fn has_other_desk(&self, there: &Help) -> bool {
        self.0.get(DESK_FILE) != there.0.get(DESK_FILE)
    }
}

/// Makes a file's name out of an id.
type FileOf = fn(&str) -> String;

/// Problems and checklists as they are written now, and the public part of the desk's settings: its document, never a connector or a secret.
pub(super) async fn drafts(scope: &Scope) -> Result<Drafts, Refusal> {
    let mut drafts = Drafts::default();
    let files: [(Kind, FileOf); 2] = [(Kind::Problem, problem_file_of), (Kind::Checklist, checklist_file_of)];
    for (kind, file_of) in files {
        for (id, source, writer) in help_drafts::sources(scope, kind).await? {
            let file = file_of(&id);
            drafts.writers.insert(file.clone(), writer);
            drafts.help.0.insert(file, source);
        }
    }
    if let Some(document) = settings::document(scope).await? {
        drafts.help.0.insert(DESK_FILE.to_owned(), document);
    }
    Ok(drafts)
}

/// What a release was made of; nothing for one that is older than help in releases, or has none.
pub(crate) async fn frozen(scope: &Scope, environment: &str, release: i64) -> Result<Help, Refusal> {
    let names = names(scope, environment, release).await?;
    let bodies = bodies(scope, names.values().collect()).await?;
    let text = |(file, name): (String, String)| {
        let text = bodies.get(&name).cloned();
        Ok((file, text.ok_or_else(|| Refusal::internal(&"a text that a release was made of is missing"))?))
    };
    Ok(Help(names.into_iter().map(text).collect::<Result<_, Refusal>>()?))
}

/// Names of the texts that a release was made of, by file.
async fn names(scope: &Scope, environment: &str, release: i64) -> Result<BTreeMap<String, String>, Refusal> {
    let found: Option<(String,)> = scope
        .rows("select sources from release_help where project = $1 and environment = $2 and release = $3")
        .bind(environment.to_owned())
        .bind(release)
        .fetch_optional(scope.app.store.pool())
        .await?;
    let Some((names,)) = found else { return Ok(BTreeMap::new()) };
    serde_json::from_str(&names).map_err(|error| Refusal::internal(&error))
}

static BODIES: LazyLock<String> = LazyLock::new(|| {
    let names = batch::values(&["TEXT"]);
    format!("select name, body from help_sources where project = $1 and name in (values {names})")
});

/// Texts by their names.
async fn bodies(scope: &Scope, names: Vec<&String>) -> Result<BTreeMap<String, String>, Refusal> {
    let mut all = BTreeMap::new();
    for batch in batch::batches(&names) {
        let rows = batch.fold(scope.rows(&BODIES), |rows, name| rows.bind((*name).clone()));
        let found: Vec<(String, String)> = rows.fetch_all(scope.app.store.pool()).await?;
        all.extend(found);
    }
    Ok(all)
}

static KEEP: LazyLock<String> = LazyLock::new(|| {
    format!(
        "insert into help_sources (project, name, body) values {} on conflict do nothing",
        batch::lines(2)
    )
});

/// Keeps what a release is made of, in the transaction that makes it.
pub(super) async fn freeze(
    scope: &Scope,
    write: &mut Write,
    environment: &str,
    release: i64,
    help: &Help,
) -> Result<(), Refusal> {
    if help.0.is_empty() {
        return Ok(());
    }
    let names: BTreeMap<&String, String> = help.0.iter().map(|(file, text)| (file, digest(text))).collect();
    let texts: Vec<(&String, &String)> = names.values().zip(help.0.values()).collect();
    for batch in batch::batches(&texts) {
        let statement = batch.fold(scope.statement(&KEEP), |statement, (name, text)| {
            statement.bind((*name).clone()).bind((*text).clone())
        });
        statement.execute(write.connection()).await?;
    }
    scope
        .statement(
            "insert into release_help (project, environment, release, sources) values ($1, $2, $3, $4)",
        )
        .bind(environment.to_owned())
        .bind(release)
        .bind(json!(names).to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// The desk file that pages have now; none where nothing is live, or the release has no desk.
pub(crate) async fn live_desk(scope: &Scope, environment: &str) -> Result<Option<DeskSource>, Refusal> {
    let live = live_in(scope, environment).await?;
    let mut names = names(scope, environment, live.release).await?;
    let Some(name) = names.remove(DESK_FILE) else { return Ok(None) };
    let bodies = bodies(scope, vec![&name]).await?;
    let text = bodies.get(&name).ok_or_else(|| Refusal::internal(&"a published desk is missing"))?;
    read_wire(text).map(Some).map_err(|_| Refusal::internal(&"a published desk cannot be read"))
}

/// Ids of problems that pages have now, in any environment.
pub(crate) async fn live_problems(scope: &Scope) -> Result<BTreeSet<String>, Refusal> {
    let mut problems = BTreeSet::new();
    for one in live(scope).await? {
        let files = names(scope, &one.environment, one.release).await?.into_keys();
        problems.extend(files.filter_map(|file| Some(file.strip_suffix(PROBLEM_ENDING)?.to_owned())));
    }
    Ok(problems)
}
