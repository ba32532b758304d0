//! Problems, checklists and the desk in releases: frozen with them, honest about what is broken, nobody else's.

use std::collections::BTreeSet;

use lotse_editor::compile::{Source, Stamp, compile};
use lotse_model::bundle::Manifest;
use lotse_model::help::{ChecklistChunk, DeskChunk, HelpRoot, HelpShard, SignShard};
use lotse_model::problem::{Problem, ProblemChunk};
use lotse_model::search::{EntryKind, SearchRoot};
use lotse_model::wire::{Wire, read};
use serde_json::{Value, json};

use crate::fixture::{Answer, Client, Lotse, desk_document, guide};

const PUBLIC: &str = "/g/kontor/production";
const PROJECT: &str = "/api/v1/projects/kontor";
const ENVIRONMENT: &str = "/api/v1/projects/kontor/environments/production";
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A problem whose fix is this guide.
fn problem(id: &str, title: &str, guide: &str) -> Value {
    json!({
        "schema": 0,
        "problem": {
            "id": id, "title": { "en": title }, "symptoms": [{ "en": "The lamp stays dark" }],
            "signs": [{ "kind": "host_event", "name": "lamp:dark" }], "pages": ["/orders*"],
            "causes": [{ "id": "off", "title": { "en": "It is off" }, "permille": 600 }],
            "fixes": [{ "id": "switch", "guide": guide, "cost_s": 60, "mends": [{ "cause": "off", "permille": 900 }] }],
        },
    })
}

/// A desk with one notice.
fn desk(problem: &str) -> Value {
    let notices = json!([{ "id": "dark", "problems": [problem], "title": "dark" }]);
    let texts = json!({ "desk": "Desk of Kontor", "dark": "All lamps are dark" });
    let mut document = desk_document(&notices, &texts);
    document["desk"]["synonyms"] = json!([{ "words": ["lamp", "bulb"] }]);
    document
}

async fn put_problem(client: &Client, id: &str, source: &str, revision: i64) {
    let path = format!("{PROJECT}/problems/{id}");
    client.put(&path, &json!({ "source": source, "revision": revision })).await.ok();
}

async fn put_desk(admin: &Client, document: &Value, revision: i64) {
    let connector = json!({
        "id": "first", "name": "Hidden way", "kind": "webhook", "address": "https://hidden.example/in", "secret": SECRET,
    });
    let desk =
        json!({ "takes_cases": true, "connectors": [connector], "desk": document, "revision": revision });
    admin.put(&format!("{PROJECT}/desk"), &desk).await.ok();
}

/// A project with the guide `one`, ready to go live.
async fn ready() -> (Lotse, Client) {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Switch it on")).await;
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    (lotse, admin)
}

async fn release(client: &Client, guides: Value, after: i64) -> Answer {
    let asked = json!({ "guides": guides, "note": "new", "after": after, "at_ms": null });
    client.post(&format!("{ENVIRONMENT}/releases"), &asked).await
}

async fn checklist(client: &Client) -> Value {
    client.get(&format!("{ENVIRONMENT}/checklist")).await.ok()
}

async fn manifest(user: &Client) -> Manifest {
    decoded(&user.get(&format!("{PUBLIC}/manifest.json")).await.text())
}

fn decoded<T: Wire>(text: &str) -> T {
    read(text).unwrap_or_else(|problems| panic!("{problems:?}: {text}"))
}

async fn chunk<T: Wire>(user: &Client, name: &str) -> T {
    let answer = user.get(&format!("{PUBLIC}/chunks/{name}.json")).await;
    assert_eq!(answer.status, 200, "{name}");
    decoded(&answer.text())
}

/// The problems that a page finds, with their titles.
async fn problems(user: &Client) -> Vec<(Problem, String)> {
    let Some(root) = manifest(user).await.help else { return Vec::new() };
    let root: HelpRoot = chunk(user, &root).await;
    let mut found = Vec::new();
    for part in &root.entries {
        let shard: HelpShard = chunk(user, &part.shard).await;
        for entry in shard.entries.into_iter().filter(|entry| entry.kind == EntryKind::Problem) {
            let one: ProblemChunk = chunk(user, entry.chunk.as_ref().unwrap()).await;
            found.push((one.problem, entry.title.get("en").unwrap().clone()));
        }
    }
    found
}

async fn titles(user: &Client) -> Vec<String> {
    problems(user).await.into_iter().map(|(_, title)| title).collect()
}

#[tokio::test]
async fn a_release_carries_problems_and_the_public_part_of_the_desk() {
    let (lotse, admin) = ready().await;
    put_problem(&admin, "dark", &problem("dark", "It is dark", "one").to_string(), 0).await;
    put_desk(&admin, &desk("dark"), 0).await;
    let told = checklist(&admin).await;
    assert_eq!((&told["problems"], &told["is_desk_new"]), (&json!(["dark"]), &json!(true)), "{told}");
    assert_eq!(told["held_back"], json!([]));
    admin.publish("one", 1, 0).await.ok();
    let told = checklist(&admin).await;
    assert_eq!((&told["problems"], &told["is_desk_new"]), (&json!([]), &json!(false)));

    let user = lotse.stranger();
    let live = manifest(&user).await;
    let root: HelpRoot = chunk(&user, live.help.as_ref().unwrap()).await;
    let desk: DeskChunk = chunk(&user, root.desk.as_ref().unwrap()).await;
    assert_eq!(desk.desk.notices[0].id.as_str(), "dark");
    let texts = user.get(&format!("{PUBLIC}/chunks/{}.json", root.desk_texts.get("en").unwrap())).await;
    assert!(texts.text().contains("Desk of Kontor"));
    let search: SearchRoot = chunk(&user, root.search.get("en").unwrap()).await;
    assert_eq!(search.count, 2, "a problem and a guide");
    let signs: SignShard = chunk(&user, &live.signs[0].shard).await;
    assert_eq!(signs.signs[0].problem.as_str(), "dark");
    assert_eq!(titles(&user).await, ["It is dark"]);

    // As a folder: everything that the manifest leads to, and nothing of how the desk is reached.
    let exported = lotse.server.export("kontor", "production", 400).await.unwrap();
    let mut connection = lotse.connection().await;
    let stored: Vec<(String, String)> =
        sqlx::query_as("select name, body from chunks").fetch_all(&mut connection).await.unwrap();
    let names: BTreeSet<&String> = stored.iter().map(|(name, _)| name).collect();
    assert_eq!(exported.bundle.chunks.keys().collect::<BTreeSet<_>>(), names);
    let frozen: Vec<(String,)> =
        sqlx::query_as("select body from help_sources").fetch_all(&mut connection).await.unwrap();
    let public = stored.iter().map(|(_, body)| body).chain(frozen.iter().map(|(body,)| body));
    for text in public {
        for hidden in [SECRET, "hidden.example", "Hidden way"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}

#[tokio::test]
async fn rolling_back_and_signing_anew_keep_the_help_of_then() {
    let (lotse, admin) = ready().await;
    let user = lotse.stranger();
    put_problem(&admin, "dark", &problem("dark", "The old words", "one").to_string(), 0).await;
    admin.publish("one", 1, 0).await.ok();
    put_problem(&admin, "dark", &problem("dark", "The new words", "one").to_string(), 1).await;
    assert_eq!(titles(&user).await, ["The old words"], "a draft is no release");
    release(&admin, json!({}), 1).await.ok();
    assert_eq!(titles(&user).await, ["The new words"]);
    admin.delete(&format!("{PROJECT}/problems/dark")).await;
    release(&admin, json!({}), 2).await.ok();
    assert_eq!((titles(&user).await.len(), manifest(&user).await.help), (0, None));
    let back = json!({ "release": 1, "note": "it was better", "after": 3 });
    admin.post(&format!("{ENVIRONMENT}/rollback"), &back).await.ok();
    assert_eq!(titles(&user).await, ["The old words"]);
    assert_eq!(checklist(&admin).await["problems"], json!(["dark"]), "it would go");

    let before = manifest(&user).await;
    lotse.clock.advance(2 * 86_400_000);
    lotse.server.tick().await.unwrap();
    let after = manifest(&user).await;
    assert!(after.issued_s > before.issued_s, "signed anew");
    assert_eq!((&after.help, &after.signs), (&before.help, &before.signs));
    // On another server, the same release can be rolled back to, and its notices are known.
    let archive = lotse.server.archive("kontor").await.unwrap();
    let other = Lotse::empty().await;
    other.server.import(&archive).await.unwrap();
    let ada = other.signed_in("ada@example.com").await;
    assert_eq!(titles(&other.stranger()).await, ["The old words"]);
    let back = json!({ "release": 2, "note": "newer", "after": 4 });
    ada.post(&format!("{ENVIRONMENT}/rollback"), &back).await.ok();
    assert_eq!(titles(&other.stranger()).await, ["The new words"]);
    assert_eq!(checklist(&ada).await["problems"], json!(["dark"]), "frozen texts came along");
}

#[tokio::test]
async fn a_broken_problem_stands_in_nobodys_way_and_takes_nothing_away() {
    let (lotse, admin) = ready().await;
    let user = lotse.stranger();
    put_problem(&admin, "dark", &problem("dark", "It is dark", "one").to_string(), 0).await;
    for (id, source) in [
        ("half", "{".to_owned()),
        ("other", problem("elsewhere", "Another id", "one").to_string()),
        ("early", problem("early", "Its guide is not approved", "two").to_string()),
    ] {
        put_problem(&admin, id, &source, 0).await;
    }
    let told = checklist(&admin).await;
    assert_eq!(told["problems"], json!(["dark"]));
    let held: BTreeSet<&str> =
        told["held_back"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(held, BTreeSet::from(["early", "half", "other"]));
    let findings = told["findings"].as_array().unwrap();
    assert!(findings.iter().all(|found| found["severity"] == "warning"), "{findings:?}");
    for id in ["early", "half", "other"] {
        let is_about = |found: &Value| found["message"].as_str().unwrap().starts_with(&format!("{id}: "));
        assert!(findings.iter().any(is_about), "{id}: {findings:?}");
    }
    admin.publish("one", 1, 0).await.ok();
    assert_eq!(titles(&user).await, ["It is dark"]);

    // Broken meanwhile: what users have stays.
    put_problem(&admin, "dark", "{", 1).await;
    assert_eq!(checklist(&admin).await["problems"], json!([]));
    release(&admin, json!({}), 1).await.ok();
    assert_eq!(titles(&user).await, ["It is dark"]);
    // Only the guide that a live problem leads to cannot be taken out under it.
    let refused = release(&admin, json!({ "one": null }), 2).await.refused(422);
    assert!(refused["findings"][0]["message"].as_str().unwrap().starts_with("dark: "), "{refused}");
    admin.delete(&format!("{PROJECT}/problems/dark")).await;
    release(&admin, json!({ "one": null }), 2).await.ok();
    assert_eq!(manifest(&user).await.help, None);
}

#[tokio::test]
async fn a_second_person_is_needed_for_problems_where_the_project_says_so() {
    let (lotse, admin) = ready().await;
    let paul = lotse.member(&admin, "Paul", "publisher").await;
    let mut settings = admin.get(&format!("{PROJECT}/settings")).await.ok();
    settings["needs_four_eyes"] = json!(true);
    admin.put(&format!("{PROJECT}/settings"), &settings).await.ok();
    paul.approve("one", 1).await.ok();
    put_problem(&paul, "dark", &problem("dark", "It is dark", "one").to_string(), 0).await;
    assert_eq!(checklist(&paul).await["held_back"], json!(["dark"]));
    paul.publish("one", 1, 0).await.ok();
    assert_eq!(titles(&lotse.stranger()).await.len(), 0);
    assert_eq!(checklist(&admin).await["held_back"], json!([]));
    release(&admin, json!({}), 1).await.ok();
    assert_eq!(titles(&lotse.stranger()).await, ["It is dark"]);
}

#[tokio::test]
async fn a_guide_that_ends_takes_its_fix_along_and_nothing_else() {
    let (lotse, admin) = ready().await;
    let user = lotse.stranger();
    admin.make_guide(&guide("two", "Change the bulb")).await;
    let version = admin.freeze("two").await;
    admin.approve("two", version).await.ok();
    let mut both = problem("dark", "It is dark", "one");
    both["problem"]["causes"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "burnt", "title": { "en": "It is burnt out" }, "permille": 300 }));
    both["problem"]["fixes"].as_array_mut().unwrap().push(
        json!({ "id": "change", "guide": "two", "cost_s": 90, "mends": [{ "cause": "burnt", "permille": 900 }] }),
    );
    put_problem(&admin, "dark", &both.to_string(), 0).await;
    put_desk(&admin, &desk("dark"), 0).await;
    release(&admin, json!({ "one": 1, "two": 1 }), 0).await.ok();
    let fixes = async || -> Vec<String> {
        let found = problems(&user).await;
        found[0].0.fixes.iter().map(|fix| fix.guide.as_str().to_owned()).collect()
    };
    assert_eq!(fixes().await, ["one", "two"]);
    // What somebody is writing meanwhile does not go live by itself.
    put_problem(&admin, "dark", &problem("dark", "Half a sent", "one").to_string(), 1).await;
    let at_ms = lotse.clock.now_ms() + 3_600_000;
    admin.post(&format!("{PROJECT}/guides/two/expiry"), &json!({ "at_ms": at_ms })).await.ok();
    lotse.clock.advance(3_600_001);
    lotse.server.tick().await.unwrap();
    assert_eq!(fixes().await, ["one"]);
    assert_eq!(titles(&user).await, ["It is dark"]);
    let root: HelpRoot = chunk(&user, manifest(&user).await.help.as_ref().unwrap()).await;
    assert!(root.desk.is_some());
}

#[tokio::test]
async fn notices_are_those_of_the_release_and_their_problems_stay_with_them() {
    let (lotse, admin) = ready().await;
    let page = lotse.stranger();
    put_problem(&admin, "dark", &problem("dark", "It is dark", "one").to_string(), 0).await;
    let notices = async || page.get("/d/kontor/production/notices").await.ok()["notices"].clone();
    put_desk(&admin, &desk("dark"), 0).await;
    assert_eq!(notices().await, json!([]), "not published yet");
    admin.publish("one", 1, 0).await.ok();
    assert_eq!(notices().await[0]["notice"]["id"], "dark");
    // Removed, but the notice is still about it.
    admin.delete(&format!("{PROJECT}/problems/dark")).await;
    let told = checklist(&admin).await;
    assert_eq!((&told["problems"], &told["held_back"]), (&json!([]), &json!(["dark"])), "{told}");
    release(&admin, json!({}), 1).await.ok();
    assert_eq!(titles(&page).await, ["It is dark"]);
    let mut over = desk("dark");
    over["desk"]["notices"] = json!([]);
    put_desk(&admin, &over, 1).await;
    assert_eq!(notices().await[0]["notice"]["id"], "dark", "as pages have it");
    release(&admin, json!({}), 2).await.ok();
    assert_eq!((notices().await, titles(&page).await.len()), (json!([]), 0));
    let back = json!({ "release": 2, "note": "still dark", "after": 3 });
    admin.post(&format!("{ENVIRONMENT}/rollback"), &back).await.ok();
    assert_eq!(notices().await[0]["notice"]["id"], "dark");
}

#[tokio::test]
async fn nothing_of_another_project_and_no_help_leaves_no_trace() {
    let (lotse, admin) = ready().await;
    let other = json!({ "project": "other", "name": "Other", "language": "en" });
    admin.post("/api/v1/projects", &other).await.ok();
    let theirs = json!({ "source": problem("theirs", "Theirs", "one").to_string(), "revision": 0 });
    admin.put("/api/v1/projects/other/problems/theirs", &theirs).await.ok();
    assert_eq!(checklist(&admin).await["problems"], json!([]));
    admin.publish("one", 1, 0).await.ok();
    let text = lotse.stranger().get(&format!("{PUBLIC}/manifest.json")).await.text();
    let live: Manifest = decoded(&text);
    // Byte for byte what guides alone compile to.
    let mut settings = admin.get(&format!("{PROJECT}/settings")).await.ok();
    settings["project"]["environment"] = json!("production");
    let project = Source { name: "project.json".to_owned(), text: settings["project"].to_string() };
    let guides = [Source { name: "one.guide.json".to_owned(), text: guide("one", "Switch it on") }];
    let bundle = compile(&project, &guides, Stamp { release: 1, issued_s: live.issued_s }).bundle.unwrap();
    assert_eq!(bundle.manifest, text);
    let rows = lotse.rows().await;
    let count = |table: &str| rows.iter().find(|(name, _)| name == table).unwrap().1;
    assert_eq!(count("chunks"), i64::try_from(bundle.chunks.len()).unwrap());
    assert_eq!((count("release_help"), count("help_sources")), (0, 0));

    // A release with help and no guides: what its fix leads to is missing, so it stays out.
    let path = "/api/v1/projects/other/environments/production/releases";
    let empty = json!({ "guides": {}, "note": "", "after": 0, "at_ms": null });
    admin.post(path, &empty).await.ok();
    let manifest = lotse.stranger().get("/g/other/production/manifest.json").await.json();
    assert_eq!(manifest.get("help"), None);
}

/// A checklist of these guides.
fn tasks(id: &str, guides: &[&str]) -> String {
    let tasks: Vec<Value> = guides.iter().map(|guide| json!({ "guide": guide })).collect();
    json!({ "schema": 0, "checklist": { "id": id, "title": { "en": "First day" }, "tasks": tasks } })
        .to_string()
}

async fn put_checklist(client: &Client, id: &str, source: &str, revision: i64) -> Value {
    let path = format!("{PROJECT}/checklists/{id}");
    client.put(&path, &json!({ "source": source, "revision": revision })).await.ok()
}

/// The checklists that a page finds: id, and the guides of their tasks.
async fn checklists(user: &Client) -> Vec<(String, Vec<String>)> {
    let Some(root) = manifest(user).await.help else { return Vec::new() };
    let root: HelpRoot = chunk(user, &root).await;
    let mut found = Vec::new();
    for part in &root.entries {
        let shard: HelpShard = chunk(user, &part.shard).await;
        for entry in shard.entries.into_iter().filter(|entry| entry.kind == EntryKind::Checklist) {
            let one: ChecklistChunk = chunk(user, entry.chunk.as_ref().unwrap()).await;
            let tasks = one.checklist.tasks.iter().map(|task| task.guide.as_str().to_owned()).collect();
            found.push((entry.id, tasks));
        }
    }
    found
}

#[tokio::test]
async fn checklists_are_drafts_like_problems() {
    let (_lotse, admin) = Lotse::new().await;
    let list = format!("{PROJECT}/checklists");
    let path = format!("{list}/first-day");
    let made = put_checklist(&admin, "first-day", &tasks("first-day", &["one", "two"]), 0).await;
    assert_eq!((&made["summary"]["tasks"], &made["summary"]["errors"]), (&json!(2), &json!(0)), "{made}");
    assert_eq!(made["summary"]["title"], json!({ "en": "First day" }));
    assert_eq!(admin.get(&list).await.ok()[0], made["summary"]);
    for revision in [0, 7] {
        admin.put(&path, &json!({ "source": "{}", "revision": revision })).await.refused(409);
    }
    let broken = put_checklist(&admin, "first-day", "{", 1).await;
    assert!(broken["summary"]["errors"].as_u64().is_some_and(|count| count > 0), "{broken}");
    assert_eq!(admin.get(&path).await.ok()["source"], "{");
    admin.put(&format!("{list}/a%20b"), &json!({ "source": "{}", "revision": 0 })).await.refused(422);
    assert_eq!(admin.delete(&path).await.status.as_u16(), 204);
    admin.get(&path).await.refused(404);
    let ledger = admin.get(&format!("{PROJECT}/ledger")).await.ok().to_string();
    assert!(ledger.contains("checklist_make") && ledger.contains("checklist_remove"), "{ledger}");
}

#[tokio::test]
async fn a_release_carries_checklists_and_holds_back_what_is_broken() {
    let (lotse, admin) = ready().await;
    let user = lotse.stranger();
    put_checklist(&admin, "first-day", &tasks("first-day", &["one"]), 0).await;
    assert_eq!(checklist(&admin).await["checklists"], json!(["first-day"]));
    admin.publish("one", 1, 0).await.ok();
    assert_eq!(checklists(&user).await, [("first-day".to_owned(), vec!["one".to_owned()])]);
    assert_eq!(checklist(&admin).await["checklists"], json!([]));

    // A task without its guide: it stays as it is live, and a new one out.
    put_checklist(&admin, "first-day", &tasks("first-day", &["one", "gone"]), 1).await;
    put_checklist(&admin, "second-day", "{", 0).await;
    put_checklist(&admin, "third-day", &tasks("other", &["one"]), 0).await;
    let told = checklist(&admin).await;
    assert_eq!(told["held_back"], json!(["third-day", "first-day", "second-day"]), "{told}");
    release(&admin, json!({}), 1).await.ok();
    assert_eq!(checklists(&user).await, [("first-day".to_owned(), vec!["one".to_owned()])]);

    // Mended, taken along by archive and folder, and back again.
    put_checklist(&admin, "second-day", &tasks("second-day", &["one"]), 1).await;
    admin.delete(&format!("{PROJECT}/checklists/third-day")).await;
    release(&admin, json!({}), 2).await.ok();
    assert_eq!(checklists(&user).await.len(), 2);
    let exported = lotse.server.export("kontor", "production", 400).await.unwrap();
    assert!(exported.bundle.chunks.values().any(|text| text.contains(r#"{"checklist":"#)), "no checklist");
    let elsewhere = Lotse::empty().await;
    elsewhere.server.import(&lotse.server.archive("kontor").await.unwrap()).await.unwrap();
    assert_eq!(checklists(&elsewhere.stranger()).await.len(), 2);
    let mut connection = elsewhere.connection().await;
    let drafts: Vec<(String,)> = sqlx::query_as("select checklist from checklists order by checklist")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(drafts, [("first-day".to_owned(),), ("second-day".to_owned(),)]);
    let back = json!({ "release": 1, "note": "back", "after": 3 });
    admin.post(&format!("{ENVIRONMENT}/rollback"), &back).await.ok();
    assert_eq!(checklists(&user).await.len(), 1);
}
