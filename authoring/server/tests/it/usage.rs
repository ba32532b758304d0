//! Usage events: off by default, taken once, shown in groups.

use axum::body::Body;
use axum::http::{Method, header};
use lotse_locator::linkage::{Evidence, hash, print};
use serde_json::{Value, json};

use crate::fixture::{Answer, Client, Lotse, guide};

const USAGE: &str = "/g/kontor/production/usage";

async fn taking() -> (Lotse, Client) {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    let path = "/api/v1/projects/kontor/settings";
    let mut settings = admin.get(path).await.ok();
    settings["takes_usage"] = json!(true);
    admin.put(path, &settings).await.ok();
    (lotse, admin)
}

async fn send(client: &Client, body: String) -> Answer {
    let request = client.request(Method::POST, USAGE).header(header::CONTENT_TYPE, "application/json");
    client.send(request.body(Body::from(body)).unwrap()).await
}

fn record(number: usize, session: usize, event: Value) -> Value {
    json!({ "id": format!("{number:032x}"), "session": format!("{session:032x}"), "release": 1, "event": event })
}

/// What `sessions` runs of the guide report; the first `helped` of them say that it helped.
fn batch(sessions: usize, helped: usize) -> String {
    let records = (0..sessions).flat_map(|session| {
        [
            json!({ "kind": "step_shown", "guide": "one", "step": "first" }),
            json!({ "kind": "step_done", "guide": "one", "step": "first", "how": "next", "took": "under_2_s" }),
            json!({ "kind": "guide_ended", "guide": "one", "outcome": "solved", "took": "under_10_s" }),
            json!({ "kind": "feedback", "guide": "one", "has_helped": session < helped }),
        ]
        .into_iter()
        .enumerate()
        .map(move |(place, event)| record(session * 10 + place, session, event))
    });
    json!({ "schema": 0, "records": records.collect::<Vec<Value>>() }).to_string()
}

#[tokio::test]
async fn nothing_is_taken_unless_the_project_wants_it() {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    send(&lotse.stranger(), batch(12, 10)).await.refused(403);
    assert_eq!(admin.get("/api/v1/projects/kontor/guides/one/usage").await.ok()["sessions"], Value::Null);
}

#[tokio::test]
async fn small_groups_stay_hidden_and_what_comes_twice_counts_once() {
    let (lotse, admin) = taking().await;
    let path = "/api/v1/projects/kontor/guides/one/usage";
    let user = lotse.stranger();
    send(&user, batch(9, 9)).await.ok();
    let nothing = json!({ "sessions": null, "outcomes": {}, "steps": {}, "helped": null });
    assert_eq!(admin.get(path).await.ok(), nothing);
    for _ in 0..3 {
        send(&user, batch(12, 10)).await.ok();
    }
    let usage = admin.get(path).await.ok();
    assert_eq!(usage["sessions"], 12);
    assert_eq!(usage["outcomes"], json!({ "solved": 12 }));
    assert_eq!(
        usage["steps"]["first"],
        json!({ "shown": 12, "done": 12, "target_missing": 0, "retraced": 0, "left": 0 })
    );
    // Those who said otherwise in a second batch: 9 of the first came first.
    assert_eq!(usage["helped"], json!([10, 2]));
    let missing = json!({ "kind": "target_missing", "guide": "one", "step": "first", "reason": "absent" });
    let few = json!({ "schema": 0, "records": [record(900, 3, missing)] }).to_string();
    send(&user, few).await.ok();
    assert_eq!(admin.get(path).await.ok()["steps"]["first"]["target_missing"], 0, "one is no group");
    lotse.clock.advance(91 * 86_400_000);
    let admin = lotse.signed_in("ada@example.com").await;
    assert_eq!(admin.get(path).await.ok(), nothing);
}

#[tokio::test]
async fn what_only_the_second_look_finds_is_shown_until_it_is_recorded_anew() {
    let (lotse, admin) = taking().await;
    let path = "/api/v1/projects/kontor/guides/one/usage";
    let user = lotse.stranger();
    let retraced = |from: usize, to: usize, release: i64| {
        let event = json!({ "kind": "target_retraced", "guide": "one", "step": "first" });
        let records: Vec<Value> = (from..to)
            .map(|session| {
                let mut record = record(5_000 + session, session, event.clone());
                record["release"] = json!(release);
                record
            })
            .collect();
        json!({ "schema": 0, "records": records }).to_string()
    };
    let began_ms = lotse.clock.now_ms();
    send(&user, retraced(0, 9, 1)).await.ok();
    send(&user, batch(12, 10)).await.ok();
    let step = async || admin.get(path).await.ok()["steps"]["first"].clone();
    assert_eq!(step().await["retraced"], 0, "nine are no group");
    lotse.clock.advance(60_000);
    send(&user, retraced(9, 11, 1)).await.ok();
    let first = step().await;
    assert_eq!(first["retraced"], 11);
    let since_ms = first["retraced_since_ms"].as_i64().unwrap();
    assert!((began_ms..began_ms + 30_000).contains(&since_ms), "{since_ms} is not when the first ones came");
    // The target is recorded anew and published: what users of the old release still report is not held against it.
    lotse.clock.advance(60_000);
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    admin.publish("one", version, 0).await.ok();
    assert_eq!(step().await["retraced"], 11, "release 1 is the first, and the one that they come from");
    lotse.clock.advance(60_000);
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    admin.publish("one", version, 1).await.ok();
    assert_eq!(step().await["retraced"], 0);
    send(&user, retraced(20, 31, 2)).await.ok();
    assert_eq!(step().await["retraced"], 11, "the new one has the same fault");
}

#[tokio::test]
async fn batches_that_are_none_are_refused_whole() {
    let (lotse, admin) = taking().await;
    let user = lotse.stranger();
    let fine = record(1, 1, json!({ "kind": "step_shown", "guide": "one", "step": "first" }));
    let with = |change: Value| {
        let mut all = json!({ "schema": 0, "records": [fine.clone(), fine.clone()] });
        all["records"][1].as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        all.to_string()
    };
    for body in [
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        with(json!({ "id": "short" })),
        with(json!({ "session": "<script>" })),
        with(json!({ "event": { "kind": "typed_value", "value": "secret" } })),
        with(json!({ "release": "x" })),
    ] {
        send(&user, body.clone()).await.refused(400);
    }
    let many: Vec<Value> = (0..101).map(|number| record(number, 1, fine["event"].clone())).collect();
    send(&user, json!({ "schema": 0, "records": many }).to_string()).await.refused(413);
    send(&user, " ".repeat(65 * 1024)).await.refused(413);
    assert!(lotse.rows().await.contains(&("usage_records".to_owned(), 0)));
    send(&user, with(json!({}))).await.ok();
    assert_eq!(admin.get("/api/v1/projects/kontor/guides/one/usage").await.ok()["sessions"], Value::Null);
    for _ in 0..120 {
        send(&user, with(json!({}))).await;
    }
    send(&user, with(json!({}))).await.refused(429);
}

/// A record of a control that is called so, as a recorder or a second look writes it.
fn linkage(name: &str, is_said: bool) -> String {
    let mut evidence = Evidence::default();
    evidence.print.put(print::NAME, hash::of_text(name));
    evidence.said.name = if is_said { name.to_owned() } else { String::new() };
    evidence.write().write()
}

/// What sessions report of the step's target, found by this record.
fn found_again(sessions: std::ops::Range<usize>, old: &str, new: &str) -> String {
    let mark = hash::of(old.as_bytes());
    let evidence = format!("{{\"old\":{mark},\"new\":{new}}}");
    let event = json!({ "kind": "target_retraced", "guide": "one", "step": "first", "evidence": evidence });
    let records: Vec<Value> =
        sessions.map(|session| record(9_000 + session, session, event.clone())).collect();
    json!({ "schema": 0, "records": records }).to_string()
}

#[tokio::test]
async fn new_evidence_is_what_ten_agree_in_and_fits_the_draft() {
    let (lotse, admin) = taking().await;
    let (old, new) = (linkage("Save", true), linkage("Keep", false));
    let mut source: Value = serde_json::from_str(&guide("two", "Hello")).unwrap();
    source["guide"]["id"] = json!("one");
    source["guide"]["steps"][0]["target"] = json!({ "evidence": [
        { "kind": "role", "role": "button" }, { "kind": "linkage", "record": old } ] });
    let lease = admin
        .post("/api/v1/projects/kontor/guides/one/lease", &json!({ "token": null, "take_over": true }))
        .await
        .ok();
    let save = json!({ "source": source.to_string(), "revision": 1, "lease": lease["token"] });
    admin.put("/api/v1/projects/kontor/guides/one", &save).await.ok();
    let renewals = async || admin.get("/api/v1/projects/kontor/guides/one/renewals").await.ok();
    let user = lotse.stranger();
    send(&user, found_again(0..9, &old, &new)).await.ok();
    // The same session once more, and one each that is found by another record, says a text of its own, or is none of ours.
    send(&user, found_again(0..9, &old, &new)).await.ok();
    send(&user, found_again(20..40, &linkage("Other", true), &new)).await.ok();
    send(&user, found_again(40..60, &old, &linkage("<b>Forged</b>", true))).await.ok();
    send(&user, found_again(60..80, &old, "{\"selector\":\"body\"}")).await.ok();
    assert_eq!(renewals().await, json!([]), "nine are no group");
    lotse.clock.advance(60_000);
    // A few who say otherwise, later, change nothing.
    send(&user, found_again(9..12, &old, &new)).await.ok();
    lotse.clock.advance(60_000);
    send(&user, found_again(80..89, &old, &linkage("Delete everything", false))).await.ok();
    let found = renewals().await;
    let first = &found[0];
    assert_eq!(first["step"], "first");
    assert_eq!(first["old"], hash::of(old.as_bytes()));
    assert_eq!(first["sessions"], 12);
    assert_eq!(first["record"], new);
    assert_eq!(found.as_array().unwrap().len(), 1);
    // Once the draft has it, there is nothing to offer.
    source["guide"]["steps"][0]["target"]["evidence"][1]["record"] = json!(new);
    let save = json!({ "source": source.to_string(), "revision": 2, "lease": lease["token"] });
    admin.put("/api/v1/projects/kontor/guides/one", &save).await.ok();
    assert_eq!(renewals().await, json!([]));
    admin.get("/api/v1/projects/kontor/guides/nothing/renewals").await.refused(404);
}
