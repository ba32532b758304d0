//! Publishing, what end users get, rolling back, the ledger.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use lotse_editor::sign::{Floor, PublicKey, Terms, accept};
use serde_json::{Value, json};

use crate::fixture::{Client, Lotse, guide};

const PUBLIC: &str = "/g/kontor/production";
const ENVIRONMENT: &str = "/api/v1/projects/kontor/environments/production";

/// Publishes this text of guide `one` and returns the release.
async fn publish_text(admin: &Client, text: &str, after: i64) -> i64 {
    let path = "/api/v1/projects/kontor/guides/one";
    let there = admin.get(path).await;
    if there.status == StatusCode::NOT_FOUND {
        admin.make_guide(&guide("one", text)).await;
    } else {
        let revision = there.json()["summary"]["revision"].clone();
        let lease = admin.lease("one", true).await.ok();
        let save = json!({ "source": guide("one", text), "revision": revision, "lease": lease["token"] });
        admin.put(path, &save).await.ok();
    }
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    admin.publish("one", version, after).await.ok()["release"].as_i64().unwrap()
}

/// The keys that pages of `production` pin.
fn keys(settings: &Value) -> Vec<PublicKey> {
    settings["environments"][0]["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| PublicKey::from_text(key.as_str().unwrap()).unwrap())
        .collect()
}

/// Everything that an end user's page loads, checked as the SDK checks it. Answers the release and the text of the step.
async fn load(lotse: &Lotse, admin: &Client) -> (i64, String) {
    let settings = admin.get("/api/v1/projects/kontor/settings").await.ok();
    let keys = keys(&settings);
    let user = lotse.stranger();
    let manifest = user.get(&format!("{PUBLIC}/manifest.json")).await.text();
    let signature = user.get(&format!("{PUBLIC}/manifest.json.sig")).await.text();
    let now_s = lotse.clock.now_ms() / 1_000;
    let terms = Terms { keys: &keys, place: Some(("kontor", "production")), floor: Floor::default(), now_s };
    let accepted = accept(&manifest, Some(&signature), &terms).unwrap();
    let shard = chunk(&user, &accepted.index[0].shard).await;
    let texts = chunk(&user, shard["guides"][0]["texts"]["en"].as_str().unwrap()).await;
    (accepted.release, texts.to_string())
}

async fn chunk(user: &Client, name: &str) -> Value {
    user.get(&format!("{PUBLIC}/chunks/{name}.json")).await.ok()
}

#[tokio::test]
async fn what_is_published_is_what_end_users_get_and_rolling_back_goes_up() {
    let (lotse, admin) = Lotse::new().await;
    lotse.stranger().get(&format!("{PUBLIC}/manifest.json")).await.refused(404);
    assert_eq!(publish_text(&admin, "The old text", 0).await, 1);
    assert_eq!(publish_text(&admin, "The new text", 1).await, 2);
    let (release, texts) = load(&lotse, &admin).await;
    assert!(release == 2 && texts.contains("The new text"), "{release} {texts}");
    let listed = admin.get("/api/v1/projects/kontor/guides").await.ok();
    assert_eq!(listed[0]["state"], "published");
    assert_eq!(listed[0]["live"], json!({ "production": 2 }));

    let back = json!({ "release": 1, "note": "it was better", "after": 1 });
    assert_eq!(admin.post(&format!("{ENVIRONMENT}/rollback"), &back).await.refused(409)["place"], "after");
    let back = json!({ "release": 1, "note": "it was better", "after": 2 });
    let made = admin.post(&format!("{ENVIRONMENT}/rollback"), &back).await.ok();
    assert_eq!((&made["release"], &made["repeats"]), (&json!(3), &json!(1)));
    let (release, texts) = load(&lotse, &admin).await;
    assert!(release == 3 && texts.contains("The old text"), "{release} {texts}");
    let releases = admin.get(&format!("{ENVIRONMENT}/releases")).await.ok();
    let live: Vec<bool> = releases.as_array().unwrap().iter().map(|one| one["is_live"] == true).collect();
    assert_eq!(live, [true, false, false]);

    let out = json!({ "guides": { "one": null }, "note": "gone", "after": 3, "at_ms": null });
    admin.post(&format!("{ENVIRONMENT}/releases"), &out).await.ok();
    let manifest = lotse.stranger().get(&format!("{PUBLIC}/manifest.json")).await.json();
    assert_eq!((&manifest["release"], &manifest["index"]), (&json!(4), &json!([])));
}

#[tokio::test]
async fn of_two_publishers_one_wins_and_the_other_is_told() {
    let (_lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    let (one, other) = tokio::join!(admin.publish("one", version, 0), admin.publish("one", version, 0));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(admin.get(&format!("{ENVIRONMENT}/releases")).await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_goes_live_unapproved_or_with_errors() {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    let version = admin.freeze("one").await;
    admin.publish("one", version, 0).await.refused(422);
    let checklist = admin.get(&format!("{ENVIRONMENT}/checklist")).await.ok();
    assert_eq!((&checklist["unapproved"], &checklist["guides"]), (&json!(["one"]), &json!({})));
    admin.approve("one", version).await.ok();
    let checklist = admin.get(&format!("{ENVIRONMENT}/checklist")).await.ok();
    assert_eq!((&checklist["live"], &checklist["guides"]), (&json!(0), &json!({ "one": 1 })));
    admin.publish("one", 9, 0).await.refused(404);
    admin.publish("other", 1, 0).await.refused(404);
    // The setting came later: what was approved by its own author no longer goes live.
    let path = "/api/v1/projects/kontor/settings";
    let mut settings = admin.get(path).await.ok();
    settings["needs_four_eyes"] = json!(true);
    admin.put(path, &settings).await.ok();
    admin.publish("one", version, 0).await.refused(422);
    lotse.stranger().get(&format!("{PUBLIC}/manifest.json")).await.refused(404);
    let bob = lotse.member(&admin, "Bob", "reviewer").await;
    bob.approve("one", version).await.ok();
    bob.publish("one", version, 0).await.refused(403);
    admin.publish("one", version, 0).await.ok();
}

#[tokio::test]
async fn a_release_can_wait_for_its_time() {
    let (lotse, admin) = Lotse::new().await;
    publish_text(&admin, "Now", 0).await;
    let path = "/api/v1/projects/kontor/guides/one";
    let lease = admin.lease("one", true).await.ok();
    let save = json!({ "source": guide("one", "Tomorrow"), "revision": 1, "lease": lease["token"] });
    admin.put(path, &save).await.ok();
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    let at_ms = lotse.clock.now_ms() + 3_600_000;
    let asked = json!({ "guides": { "one": version }, "note": "", "after": 1, "at_ms": at_ms });
    let made = admin.post(&format!("{ENVIRONMENT}/releases"), &asked).await.ok();
    assert_eq!((&made["release"], &made["is_live"]), (&json!(2), &json!(false)));
    assert!(load(&lotse, &admin).await.1.contains("Now"));
    // It is called off and made once more, under the number that nobody has seen.
    let waiting = format!("{ENVIRONMENT}/releases/2");
    admin.delete(&format!("{ENVIRONMENT}/releases/1")).await.refused(409);
    admin.delete(&format!("{ENVIRONMENT}/releases/7")).await.refused(404);
    admin.delete(&waiting).await.ok();
    admin.delete(&waiting).await.refused(404);
    assert_eq!(admin.get(&format!("{ENVIRONMENT}/releases")).await.ok().as_array().unwrap().len(), 1);
    let ledger = admin.get("/api/v1/projects/kontor/ledger").await.ok();
    assert_eq!(
        (&ledger[0]["act"], &ledger[0]["subject"]),
        (&json!("publish_cancel"), &json!("production/2"))
    );
    admin.post(&format!("{ENVIRONMENT}/releases"), &asked).await.ok();
    lotse.clock.advance(3_600_001);
    admin.delete(&waiting).await.refused(409);
    let (release, texts) = load(&lotse, &admin).await;
    assert!(release == 2 && texts.contains("Tomorrow"));
}

#[tokio::test]
async fn manifests_are_asked_for_and_chunks_are_kept() {
    let (lotse, admin) = Lotse::new().await;
    publish_text(&admin, &"A text that is worth compressing. ".repeat(40), 0).await;
    let user = lotse.stranger();
    let first = user.get(&format!("{PUBLIC}/manifest.json")).await;
    assert_eq!(first.headers[header::CACHE_CONTROL], "no-cache");
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let again =
        user.request(Method::GET, &format!("{PUBLIC}/manifest.json")).header(header::IF_NONE_MATCH, tag);
    let again = user.send(again.body(Body::empty()).unwrap()).await;
    assert!(again.status == StatusCode::NOT_MODIFIED && again.bytes.is_empty());
    let shard = chunk(&user, first.json()["index"][0]["shard"].as_str().unwrap()).await;
    let texts = shard["guides"][0]["texts"]["en"].as_str().unwrap();
    let path = format!("{PUBLIC}/chunks/{texts}.json");
    let plain = user.get(&path).await;
    assert!(plain.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    for (wanted, coding) in [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")] {
        let request = user.request(Method::GET, &path).header(header::ACCEPT_ENCODING, wanted);
        let packed = user.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(packed.headers[header::CONTENT_ENCODING], coding);
        assert!(packed.bytes.len() * 2 < plain.bytes.len());
    }
    user.get(&format!("{PUBLIC}/chunks/{}.json", "0".repeat(64))).await.refused(404);
    user.get("/g/other/production/manifest.json").await.refused(404);
}

#[tokio::test]
async fn only_pages_of_the_environment_read_its_guides() {
    let (lotse, admin) = Lotse::new().await;
    let path = "/api/v1/projects/kontor/settings";
    let mut settings = admin.get(path).await.ok();
    settings["environments"][0]["origins"] = json!(["https://app.example"]);
    admin.put(path, &settings).await.ok();
    publish_text(&admin, "Hello", 0).await;
    let user = lotse.stranger();
    for (origin, is_allowed) in [("https://app.example", true), ("https://evil.example", false)] {
        let request =
            user.request(Method::GET, &format!("{PUBLIC}/manifest.json")).header(header::ORIGIN, origin);
        let answer = user.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), is_allowed, "{origin}");
        assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        assert!(answer.headers.get_all(header::VARY).iter().any(|value| value == "origin"));
        let ask = axum::http::Request::options(format!("{PUBLIC}/usage"))
            .header(header::HOST, "elsewhere.example")
            .header("access-control-request-method", "POST")
            .header(header::ORIGIN, origin);
        let answer = user.send(ask.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status == StatusCode::NO_CONTENT, is_allowed, "{origin}");
    }
}

#[tokio::test]
async fn every_change_is_a_line_of_the_ledger_and_lines_hold_together() {
    let (lotse, admin) = Lotse::new().await;
    publish_text(&admin, "Hello", 0).await;
    let lines = admin.get("/api/v1/projects/kontor/ledger").await.ok();
    let acts: Vec<&str> =
        lines.as_array().unwrap().iter().rev().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["project_make", "guide_make", "review_ask", "approve", "publish"]);
    let numbers: Vec<i64> =
        lines.as_array().unwrap().iter().rev().map(|line| line["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert_eq!(lines[0]["by"], "Ada");
    assert_eq!(lines[0]["subject"], "production/1");
    assert_eq!(lotse.server.ledger_fault("kontor").await.unwrap(), None);
    let mut connection = lotse.connection().await;
    let tampered = "update ledger set by_name = 'Eve' where project = 'kontor' and act = 'approve'";
    sqlx::query(tampered).execute(&mut connection).await.unwrap();
    assert_eq!(lotse.server.ledger_fault("kontor").await.unwrap(), Some(4));
}

#[tokio::test]
async fn what_is_live_stays_valid_though_nobody_publishes() {
    let (lotse, admin) = Lotse::new().await;
    publish_text(&admin, "Hello", 0).await;
    let user = lotse.stranger();
    let manifest = async || user.get(&format!("{PUBLIC}/manifest.json")).await.json();
    let first = manifest().await;
    lotse.server.tick().await.unwrap();
    assert_eq!(manifest().await, first, "within a day, the same bytes");
    for _ in 0..3 {
        // Longer than a manifest is good for.
        lotse.clock.advance(100 * 86_400_000);
        let admin = lotse.signed_in("ada@example.com").await;
        lotse.server.tick().await.unwrap();
        let (release, texts) = load(&lotse, &admin).await;
        assert!(release == 1 && texts.contains("Hello"));
    }
    let last = manifest().await;
    assert_eq!((&last["index"], &last["release"]), (&first["index"], &first["release"]));
    assert!(last["expires_s"].as_i64() > first["expires_s"].as_i64());
    let admin = lotse.signed_in("ada@example.com").await;
    let ledger = admin.get("/api/v1/projects/kontor/ledger").await.ok();
    let renewed: Vec<&Value> =
        ledger.as_array().unwrap().iter().filter(|line| line["act"] == "renew").collect();
    assert_eq!(renewed.len(), 3, "once a round, whoever makes it");
    assert_eq!(renewed[0]["by"], "lotse (server)");
    assert_eq!(lotse.server.ledger_fault("kontor").await.unwrap(), None);
}

#[tokio::test]
async fn keys_rotate_and_pages_that_pin_both_go_on() {
    let (lotse, admin) = Lotse::new().await;
    publish_text(&admin, "Hello", 0).await;
    let settings = admin.get("/api/v1/projects/kontor/settings").await.ok();
    let pinned = keys(&settings);
    let user = lotse.stranger();
    let signed_by = async |key: &PublicKey| {
        let manifest = user.get(&format!("{PUBLIC}/manifest.json")).await.text();
        let signature = user.get(&format!("{PUBLIC}/manifest.json.sig")).await.text();
        key.verifies(&manifest, &signature)
    };
    assert!(signed_by(&pinned[0]).await && !signed_by(&pinned[1]).await);
    let author = lotse.member(&admin, "Paul", "publisher").await;
    let rotate = |client: &Client| {
        client.request(Method::POST, &format!("{ENVIRONMENT}/rotate")).body(Body::empty()).unwrap()
    };
    author.send(rotate(&author)).await.refused(403);
    let rotated = admin.send(rotate(&admin)).await.ok();
    assert_eq!(rotated["keys"][0], settings["environments"][0]["keys"][1], "the next one signs now");
    assert_ne!(rotated["keys"][1], settings["environments"][0]["keys"][0]);
    assert!(!signed_by(&pinned[0]).await && signed_by(&pinned[1]).await, "at once, for pages that pin both");
    assert_eq!(publish_text(&admin, "Hello again", 1).await, 2);
    assert!(signed_by(&pinned[1]).await);
    let (release, texts) = load(&lotse, &admin).await;
    assert!(release == 2 && texts.contains("Hello again"));
}

#[tokio::test]
async fn a_guide_ends_at_its_time_and_what_waits_goes_on_without_it() {
    let (lotse, admin) = Lotse::new().await;
    for id in ["one", "two"] {
        admin.make_guide(&guide(id, &format!("This is {id}"))).await;
        let version = admin.freeze(id).await;
        admin.approve(id, version).await.ok();
    }
    admin.publish("one", 1, 0).await.ok();
    admin.publish("two", 1, 1).await.ok();
    let path = "/api/v1/projects/kontor/guides/one/expiry";
    let now_ms = lotse.clock.now_ms();
    admin.post(path, &json!({ "at_ms": now_ms - 1 })).await.refused(422);
    admin.post("/api/v1/projects/kontor/guides/none/expiry", &json!({ "at_ms": null })).await.refused(404);
    admin.post(path, &json!({ "at_ms": now_ms + 3_600_000 })).await.ok();
    let listed = admin.get("/api/v1/projects/kontor/expiries").await.ok();
    assert_eq!(listed, json!([{ "guide": "one", "at_ms": now_ms + 3_600_000 }]));
    // Something waits for tomorrow, with both in it.
    let later = json!({ "guides": { "one": 1 }, "note": "later", "after": 2, "at_ms": now_ms + 86_400_000 });
    admin.post(&format!("{ENVIRONMENT}/releases"), &later).await.ok();

    let guides = async || admin.get(&format!("{ENVIRONMENT}/releases")).await.ok();
    lotse.server.tick().await.unwrap();
    assert_eq!(guides().await.as_array().unwrap().len(), 3, "not before its time");
    lotse.clock.advance(3_700_000);
    lotse.server.tick().await.unwrap();
    lotse.server.tick().await.unwrap();
    let releases = guides().await;
    let live = releases.as_array().unwrap().iter().find(|one| one["is_live"] == true).unwrap();
    assert_eq!((&live["guides"], live["release"].as_i64()), (&json!({ "two": 1 }), Some(4)));
    assert_eq!(releases[0]["guides"], json!({ "two": 1 }), "what waits, made anew");
    assert_eq!(releases[0]["note"], "later");
    // What is over goes live again only with another time.
    admin.publish("one", 1, 4).await.refused(422);
    admin.post(path, &json!({ "at_ms": null })).await.ok();
    admin.publish("one", 1, 4).await.ok();
}
