//! What the operator does on the machine: accounts, folders without a server, whole projects, backups.

use axum::http::StatusCode;
use lotse_api::people::Role;
use lotse_editor::sign::{Floor, PublicKey, Terms, accept};
use lotse_server::operator::{NewMember, restore};
use lotse_server::{Config, Server};
use serde_json::{Value, json};

use crate::fixture::{Client, Lotse, PASSWORD, guide};

async fn published() -> (Lotse, Client) {
    let (lotse, admin) = Lotse::new().await;
    let bob = lotse.member(&admin, "Bob", "reviewer").await;
    admin.make_guide(&guide("one", "Hello")).await;
    let version = admin.freeze("one").await;
    bob.approve("one", version).await.ok();
    admin.publish("one", version, 0).await.ok();
    (lotse, admin)
}

fn member<'a>(email: &'a str, password: Option<&'a str>) -> NewMember<'a> {
    NewMember { email, name: None, password, project: "kontor", language: "en", role: Role::Admin }
}

#[tokio::test]
async fn accounts_are_made_on_the_machine_and_passwords_set_anew() {
    let lotse = Lotse::empty().await;
    assert!(lotse.server.add_member(member("ada@example.com", None)).await.is_err());
    assert!(lotse.server.add_member(member("ada@example.com", Some("short"))).await.is_err());
    assert!(lotse.server.setup_code().await.unwrap().is_some());
    assert!(lotse.server.add_member(member("ada@example.com", Some(PASSWORD))).await.unwrap());
    assert!(lotse.server.setup_code().await.unwrap().is_none());
    let ada = lotse.signed_in("ada@example.com").await;
    ada.get("/api/v1/projects/kontor/tokens").await.ok();
    assert!(!lotse.server.add_member(member("ada@example.com", Some("another good one"))).await.unwrap());
    ada.get("/api/v1/projects/kontor/tokens").await.refused(401);
}

#[tokio::test]
async fn a_folder_needs_no_server_and_is_signed_for_long() {
    let (lotse, admin) = published().await;
    let keys = admin.get("/api/v1/projects/kontor/settings").await.ok()["environments"][0]["keys"].clone();
    let keys: Vec<PublicKey> = keys
        .as_array()
        .unwrap()
        .iter()
        .map(|key| PublicKey::from_text(key.as_str().unwrap()).unwrap())
        .collect();
    let exported = lotse.server.export("kontor", "production", 400).await.unwrap();
    let now_s = lotse.clock.now_ms() / 1_000;
    let accepted_in = |manifest: &str, signature: &str, days: i64| {
        let place = Some(("kontor", "production"));
        let terms = Terms { keys: &keys, place, floor: Floor::default(), now_s: now_s + days * 86_400 };
        accept(manifest, Some(signature), &terms).is_ok()
    };
    let manifest = &exported.bundle.manifest;
    assert!(accepted_in(manifest, &exported.signature, 399));
    assert!(!accepted_in(manifest, &exported.signature, 402));
    // Index shard, guide, texts; each under the hash of its bytes.
    assert_eq!(exported.bundle.chunks.len(), 3);
    let read: Value = serde_json::from_str(manifest).unwrap();
    assert!(exported.bundle.chunks.contains_key(read["index"][0]["shard"].as_str().unwrap()));
    lotse.clock.advance(300 * 86_400_000);
    let (renewed, signature) = lotse.server.resign("kontor", "production", manifest, 400).await.unwrap();
    assert!(accepted_in(&renewed, &signature, 699) && !accepted_in(&renewed, &signature, 702));
    let tampered = manifest.replace("\"default_language\":\"en\"", "\"default_language\":\"de\"");
    assert_ne!(&tampered, manifest);
    assert!(lotse.server.resign("kontor", "production", &tampered, 400).await.is_err());
    assert!(lotse.server.resign("kontor", "staging", manifest, 400).await.is_err());
    assert!(lotse.server.resign("kontor", "production", "{}", 400).await.is_err());
    assert!(lotse.server.export("kontor", "staging", 400).await.is_err());
    assert!(lotse.server.export("other", "production", 400).await.is_err());
}

#[tokio::test]
async fn a_project_moves_to_another_server_without_loss() {
    let (lotse, admin) = published().await;
    let settings = admin.get("/api/v1/projects/kontor/settings").await.ok();
    let archive = lotse.server.archive("kontor").await.unwrap();
    let other = Lotse::empty().await;
    // Somebody with the same address is there already, under another id.
    let elsewhere =
        NewMember { name: Some("Ada"), project: "elsewhere", ..member("ada@example.com", Some(PASSWORD)) };
    other.server.add_member(elsewhere).await.unwrap();
    assert_eq!(other.server.import(&archive).await.unwrap(), "kontor");
    let ada = other.signed_in("ada@example.com").await;
    let bob = other.signed_in("bob@example.com").await;
    for path in ["settings", "guides/one/versions/1", "environments/production/releases", "guides"] {
        let path = format!("/api/v1/projects/kontor/{path}");
        let (here, there) =
            (without_ids(admin.get(&path).await.ok()), without_ids(bob.get(&path).await.ok()));
        assert_eq!(here, there, "{path}");
    }
    assert_eq!(ada.get("/api/v1/projects/kontor/settings").await.ok(), settings);
    for file in ["manifest.json", "manifest.json.sig"] {
        let path = format!("/g/kontor/production/{file}");
        assert_eq!(lotse.stranger().get(&path).await.bytes, other.stranger().get(&path).await.bytes);
    }
    assert_eq!(other.server.ledger_fault("kontor").await.unwrap(), None);
    assert_eq!(other.server.faults().await.unwrap(), Vec::<String>::new());
    // The keys came along: what is published here is signed by what pages pin.
    ada.make_guide(&guide("two", "More")).await;
    let version = ada.freeze("two").await;
    ada.approve("two", version).await.ok();
    ada.publish("two", version, 1).await.ok();
    let user = other.stranger();
    let manifest = user.get("/g/kontor/production/manifest.json").await.text();
    let signature = user.get("/g/kontor/production/manifest.json.sig").await.text();
    let key = PublicKey::from_text(settings["environments"][0]["keys"][0].as_str().unwrap()).unwrap();
    assert!(key.verifies(&manifest, &signature));

    let before = other.rows().await;
    assert!(other.server.import(&archive).await.is_err(), "it is there already");
    for broken in [
        "{".to_owned(),
        "{}".to_owned(),
        archive.replace("\"lotse_archive\":1", "\"lotse_archive\":2"),
        archive.replace("\"project\":\"kontor\"", "\"project\":\"fresh\"").replace("\"made_ms\"", "\"made\""),
        archive.replace("\"project\":\"kontor\"", "\"project\":\"fresh\"").replacen(
            "\"versions\":[[\"one\"",
            "\"versions\":[[1",
            1,
        ),
        archive[..archive.len() / 2].to_owned(),
    ] {
        assert!(other.server.import(&broken).await.is_err());
        assert_eq!(other.rows().await, before, "nothing of it is stored");
    }
}

/// Ids of accounts are the server's own.
fn without_ids(mut json: Value) -> Value {
    fn strip(json: &mut Value) {
        match json {
            Value::Object(members) => {
                if members.contains_key("email") {
                    members.remove("id");
                }
                members.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut json);
    json
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_whole() {
    let (lotse, _admin) = published().await;
    let folder = tempfile::tempdir().unwrap();
    let (out, data) = (folder.path().join("backup"), folder.path().join("restored"));
    if std::env::var_os(crate::postgres::ADDRESS).is_some() {
        assert!(lotse.server.backup(&out).await.is_err(), "PostgreSQL has its own tools");
        return;
    }
    lotse.server.backup(&out).await.unwrap();
    assert!(lotse.server.backup(&out).await.is_err(), "a backup is never written over");
    restore(&out, &data, None).await.unwrap();
    assert!(restore(&out, &data, None).await.is_err(), "a database is never written over");
    let restored = Server::open(Config::in_folder(&data)).await.unwrap();
    let user = Client::of(restored.router());
    for file in ["manifest.json", "manifest.json.sig"] {
        let path = format!("/g/kontor/production/{file}");
        let there = user.get(&path).await;
        assert_eq!(there.status, StatusCode::OK);
        assert_eq!(there.bytes, lotse.stranger().get(&path).await.bytes);
    }
    #[cfg(unix)]
    for file in ["lotse.db", "master.key"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(data.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file} is for its owner alone");
    }
    // A backup with the key of another server, or with bytes that have changed, is told.
    std::fs::write(out.join("master.key"), [7; 32]).unwrap();
    let wrong_key = restore(&out, &folder.path().join("second"), None).await.unwrap_err().to_string();
    assert!(wrong_key.contains("signing key"), "{wrong_key}");
    let mut bytes = std::fs::read(out.join("lotse.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xAA);
    std::fs::write(out.join("lotse.db"), bytes).unwrap();
    assert!(restore(&out, &folder.path().join("third"), None).await.is_err());
    assert_eq!(json!(lotse.server.faults().await.unwrap()), json!([]));
}
