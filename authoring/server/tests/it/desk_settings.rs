//! Settings of the desk: what could not work or not go live is refused, and connectors are tried.

use serde_json::{Value, json};

use crate::desk::{case, hand_over, with_desk};
use crate::desk_receiver::Receiver;
use crate::fixture::{Lotse, desk_document};

#[tokio::test]
async fn a_desk_that_cannot_work_is_not_saved() {
    let receiver = Receiver::start().await;
    let (_lotse, admin) = Lotse::new().await;
    let path = "/api/v1/projects/kontor/desk";
    let with = |connectors: Value| json!({ "takes_cases": true, "connectors": connectors, "desk": null, "revision": 0 });
    let changed = |member: &str, value: Value| {
        let mut one = receiver.connector("first");
        one[member] = value;
        one
    };
    for (connectors, place) in [
        (json!([]), "connectors"),
        (json!([changed("is_next_level", json!(true))]), "connectors"),
        (json!([changed("priorities", json!(["p1", "p2"]))]), "connectors"),
        (json!([changed("priorities", json!(["p6"]))]), "connectors/0/priorities"),
        (json!([changed("id", json!("a b"))]), "connectors/0/id"),
        (json!([receiver.connector("one"), receiver.connector("one")]), "connectors/0/id"),
        (json!([changed("name", json!(" "))]), "connectors/0/name"),
        (json!([changed("address", json!("file:///etc/passwd"))]), "connectors/0/address"),
        (json!([changed("secret", Value::Null)]), "connectors/0/secret"),
    ] {
        assert_eq!(admin.put(path, &with(connectors)).await.refused(422)["place"], place);
    }
    let mut broken = with(json!([receiver.connector("first")]));
    broken["desk"] = json!({ "schema": 0, "desk": { "hours": { "time_zone": "Nowhere" } } });
    assert_eq!(admin.put(path, &broken).await.refused(422)["place"], "desk");
    assert_eq!(admin.get(path).await.ok()["revision"], 0);
}

#[tokio::test]
async fn a_desk_that_cannot_go_live_is_refused_with_place_and_fix() {
    let receiver = Receiver::start().await;
    let (_lotse, admin) = Lotse::new().await;
    let path = "/api/v1/projects/kontor/desk";
    let connectors = json!([receiver.connector("first")]);
    let with = |document: &Value| json!({ "takes_cases": true, "connectors": connectors, "desk": document, "revision": 0 });
    let good = desk_document(&json!([]), &json!({ "desk": "Desk" }));
    let changed = |pointer: &str, value: Value| {
        let mut document = good.clone();
        let (holder, name) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(holder).unwrap()[name] = value;
        document
    };
    let notice = json!([{ "id": "down", "problems": ["nobody-wrote-it"], "title": "desk" }]);
    let evil = json!({ "desk": "Desk <script>alert(1)</script>" });
    for (document, place) in [
        (changed("/desk/hours/time_zone", json!("Nowhere")), "/desk/hours/time_zone"),
        (changed("/desk/notices", notice), "/desk/notices/0/problems/0"),
        (
            changed("/desk/channels", json!([{ "by": "phone", "address": "call us" }])),
            "/desk/channels/0/address",
        ),
        (changed("/desk/name", json!("nothing")), "/desk/name"),
        // What only compiling finds: markup in a text, and a language that the project lacks.
        (changed("/texts/en", evil), "/texts/en/desk"),
        (changed("/texts", json!({ "fr": { "desk": "Bureau" } })), "/desk/name"),
    ] {
        let refused = admin.put(path, &with(&document)).await.refused(422);
        let findings = refused["findings"].as_array().unwrap();
        let named: Vec<&str> = findings.iter().map(|one| one["pointer"].as_str().unwrap()).collect();
        assert!(named.contains(&place), "{place}: {refused}");
        assert!(findings.iter().all(|one| !one["fix"].as_str().unwrap().is_empty()), "{refused}");
        assert!(refused["message"].as_str().unwrap().contains(named[0]), "{refused}");
    }
    assert_eq!(admin.get(path).await.ok()["revision"], 0, "nothing was stored");
    admin.put(path, &with(&good)).await.ok();
}

#[tokio::test]
async fn a_connector_is_tried_before_cases_depend_on_it() {
    let receiver = Receiver::start().await;
    let (_lotse, admin, page) = with_desk(&receiver).await;
    let path = "/api/v1/projects/kontor/desk/try";
    // As stored: the secret is the server's own.
    let desk = admin.get("/api/v1/projects/kontor/desk").await.ok();
    let stored = &desk["connectors"][0];
    assert_eq!(admin.post(path, stored).await.ok(), json!({ "is_good": true, "said": null }));
    assert_eq!(receiver.taken()[0].1["type"], "desk.tried");
    // The secret does not follow to another address.
    let mut elsewhere = stored.clone();
    elsewhere["address"] = json!("https://evil.example/");
    assert_eq!(admin.post(path, &elsewhere).await.refused(422)["place"], "connectors/0/secret");
    receiver.fails(Some((503, None)));
    let told = admin.post(path, stored).await.ok();
    assert!(told["is_good"] == false && told["said"].as_str().unwrap().contains("503"), "{told}");
    // Inside is not asked, unless the configuration names it.
    let mut inside = receiver.connector("new");
    inside["address"] = json!("https://10.0.0.1/hook");
    let told = admin.post(path, &inside).await.ok();
    assert!(told["is_good"] == false && told["said"].as_str().unwrap().contains("not public"), "{told}");
    assert_eq!(hand_over(&page, &case(1)).await.status, 202, "trying leaves no trace");
    let names = admin.get("/api/v1/projects/kontor/connectors").await.ok();
    assert_eq!(names[1], json!({ "id": "second", "name": "second", "is_next_level": true }));
}
