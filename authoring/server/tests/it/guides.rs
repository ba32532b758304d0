//! Drafts, leases, versions, review, settings.

use serde_json::{Value, json};

use crate::fixture::{Lotse, grave_guide, guide};

const GUIDES: &str = "/api/v1/projects/kontor/guides";

#[tokio::test]
async fn any_text_is_kept_and_told_what_is_wrong_with_it() {
    let (_lotse, admin) = Lotse::new().await;
    assert_eq!(admin.make_guide(&guide("one", "Hello")).await, 1);
    let again = admin.post(GUIDES, &json!({ "source": guide("one", "Other") })).await;
    again.refused(409);
    admin.post(GUIDES, &json!({ "source": "{ broken" })).await.refused(422);
    let lease = admin.lease("one", false).await.ok();
    let path = format!("{GUIDES}/one");
    for (revision, source) in [(1, "{ broken"), (2, ""), (3, "[[[[[[[["), (4, "null")] {
        let save = json!({ "source": source, "revision": revision, "lease": lease["token"] });
        let stored = admin.put(&path, &save).await.ok();
        assert_eq!(stored["summary"]["revision"], revision + 1);
        assert!(stored["summary"]["errors"].as_u64().unwrap() > 0, "{stored}");
        assert_eq!(admin.get(&path).await.ok()["source"], source);
    }
    let fine = guide("one", "Now it is fine");
    let save = json!({ "source": fine, "revision": 5, "lease": lease["token"] });
    let stored = admin.put(&path, &save).await.ok();
    let summary = &stored["summary"];
    assert_eq!((&summary["errors"], &summary["steps"]), (&json!(0), &json!(2)), "{stored}");
    assert_eq!(summary["title"], json!({ "en": "Now it is fine" }));
    assert_eq!(summary["coverage"], json!({ "en": 100 }));
    assert!(stored.get("source").is_none(), "only the revision is news");
    let listed = admin.get(GUIDES).await.ok();
    assert_eq!((listed[0]["guide"].as_str(), listed[0]["state"].as_str()), (Some("one"), Some("draft")));
}

#[tokio::test]
async fn the_second_person_reads_until_taking_over_and_nothing_is_lost() {
    let (lotse, admin) = Lotse::new().await;
    let bob = lotse.member(&admin, "Bob", "author").await;
    admin.make_guide(&guide("one", "Hello")).await;
    let path = format!("{GUIDES}/one");
    let first = admin.lease("one", false).await.ok();
    assert_eq!(bob.get(&path).await.ok()["lease"]["holder"]["name"], "Ada");
    assert_eq!(bob.get(&path).await.ok()["lease"]["token"], "");
    let locked = bob.lease("one", false).await.refused(423);
    assert!(locked["message"].as_str().unwrap().contains("Ada"), "{locked}");
    let stolen = json!({ "source": "x", "revision": 1, "lease": "" });
    bob.put(&path, &stolen).await.refused(423);
    let second = bob.lease("one", true).await.ok();
    let save = |text: &str, revision: i64, lease: &Value| json!({ "source": guide("one", text), "revision": revision, "lease": lease["token"] });
    admin.put(&path, &save("of Ada", 1, &first)).await.refused(423);
    bob.put(&path, &save("of Bob", 1, &second)).await.ok();
    bob.put(&path, &save("again", 1, &second)).await.refused(409);
    assert_eq!(bob.get(&path).await.ok()["source"], guide("one", "of Bob"));
    // A lease that has ended and that nobody else took is still good: nothing typed during a nap is lost.
    lotse.clock.advance(3_600_000);
    assert!(bob.get(&path).await.ok()["lease"].is_null());
    bob.put(&path, &save("after a nap", 2, &second)).await.ok();
    lotse.clock.advance(3_600_000);
    let third = admin.lease("one", false).await.ok();
    bob.put(&path, &save("too late", 3, &second)).await.refused(423);
    let renewed = json!({ "token": third["token"], "take_over": false });
    assert_eq!(admin.post(&format!("{path}/lease"), &renewed).await.ok()["token"], third["token"]);
    admin.delete(&format!("{path}/lease")).await.ok();
    bob.lease("one", false).await.ok();
}

#[tokio::test]
async fn versions_are_frozen_reviewed_and_need_a_second_person_where_they_act() {
    let (lotse, admin) = Lotse::new().await;
    let reviewer = lotse.member(&admin, "Bob", "reviewer").await;
    admin.make_guide(&guide("one", "Hello")).await;
    admin.make_guide(&grave_guide("two")).await;
    admin.make_guide(&guide("three", "{target")).await;
    let state = |listed: &Value, id: &str| {
        let all = listed.as_array().unwrap().clone();
        all.iter().find(|one| one["guide"] == id).unwrap()["state"].as_str().unwrap().to_owned()
    };
    let version = admin.freeze("one").await;
    assert_eq!(version, 1);
    assert_eq!(state(&admin.get(GUIDES).await.ok(), "one"), "in_review");
    let stale = json!({ "note": "", "revision": 7 });
    admin.post(&format!("{GUIDES}/one/review"), &stale).await.refused(409);
    let approved = admin.approve("one", 1).await.ok();
    assert_eq!(approved["needs_second_person"], false);
    assert_eq!(approved["verdict"]["by"]["name"], "Ada");
    assert_eq!(state(&admin.get(GUIDES).await.ok(), "one"), "approved");
    let frozen = admin.get(&format!("{GUIDES}/one/versions/1")).await.ok();
    assert_eq!(frozen["source"], guide("one", "Hello"));

    let version = admin.freeze("two").await;
    assert_eq!(admin.get(&format!("{GUIDES}/two/versions")).await.ok()[0]["needs_second_person"], true);
    assert_eq!(admin.approve("two", version).await.refused(403)["place"], "second_person");
    admin.publish("two", version, 0).await.refused(422);
    let back = json!({ "approves": false, "note": "not yet" });
    reviewer.post(&format!("{GUIDES}/two/versions/1/verdict"), &back).await.ok();
    assert_eq!(state(&admin.get(GUIDES).await.ok(), "two"), "draft");
    admin.freeze("two").await;
    reviewer.approve("two", 1).await.refused(409);
    reviewer.approve("two", 2).await.ok();
    admin.publish("two", 2, 0).await.ok();
}

#[tokio::test]
async fn guides_with_errors_are_not_sent_to_review() {
    let (_lotse, admin) = Lotse::new().await;
    let broken = guide("one", "Hello").replace("\"next\":\"done\"", "\"next\":\"nowhere\"");
    admin.make_guide(&broken).await;
    let refused =
        admin.post(&format!("{GUIDES}/one/review"), &json!({ "note": "", "revision": 1 })).await.refused(422);
    let all = refused["findings"].as_array().unwrap();
    let finding = all.iter().find(|finding| finding["severity"] == "error").unwrap();
    assert_eq!(
        (finding["guide"].as_str(), finding["severity"].as_str()),
        (Some("one"), Some("error")),
        "{refused}"
    );
    assert!(finding["pointer"].as_str().unwrap().starts_with("/guide/steps/0"), "{finding}");
    assert_eq!(admin.get(&format!("{GUIDES}/one/versions")).await.ok(), json!([]));
}

#[tokio::test]
async fn a_token_is_no_second_person() {
    let (lotse, admin) = Lotse::new().await;
    let asked = json!({ "name": "CI", "role": "publisher", "days": null });
    let made = admin.post("/api/v1/projects/kontor/tokens", &asked).await.ok();
    let token = lotse.with_token(made["secret"].as_str().unwrap());
    admin.make_guide(&grave_guide("two")).await;
    let version = admin.freeze("two").await;
    token.approve("two", version).await.refused(403);
}

#[tokio::test]
async fn settings_are_judged_before_they_are_kept() {
    let (_lotse, admin) = Lotse::new().await;
    let path = "/api/v1/projects/kontor/settings";
    let before = admin.get(path).await.ok();
    assert_eq!(before["takes_usage"], false, "nothing leaves by default");
    assert_eq!(before["environments"][0]["keys"].as_array().unwrap().len(), 2);
    assert_eq!(before["environments"][0]["manifest"], "/g/kontor/production/manifest.json");
    let changed = |pointer: &str, value: Value| {
        let mut settings = before.clone();
        *settings.pointer_mut(pointer).unwrap() = value;
        settings
    };
    for (pointer, value) in [
        ("/project", json!({})),
        ("/project/id", json!("other")),
        ("/project/default_language", json!("no language")),
        ("/environments", json!([])),
        ("/environments/0/origins", json!(["https://app.example/path"])),
        ("/environments/0/origins", json!(["javascript:alert(1)"])),
        ("/environments/0/start_url", json!("javascript:alert(1)")),
        ("/environments/0/name", json!("../up")),
        ("/name", json!("")),
    ] {
        admin.put(path, &changed(pointer, value.clone())).await.refused(422);
        assert_eq!(admin.get(path).await.ok(), before, "{pointer} {value}");
    }
    let mut wanted = changed("/project/languages", json!(["en", "de"]));
    wanted["needs_four_eyes"] = json!(true);
    wanted["environments"][0]["origins"] = json!(["https://app.example"]);
    let staging = json!({ "name": "staging", "origins": [], "start_url": null });
    wanted["environments"].as_array_mut().unwrap().push(staging);
    let after = admin.put(path, &wanted).await.ok();
    assert_eq!(after["environments"][0]["keys"], before["environments"][0]["keys"], "keys stay");
    assert_ne!(after["environments"][1]["keys"], after["environments"][0]["keys"]);
    admin.put(path, &wanted).await.refused(409);
}
