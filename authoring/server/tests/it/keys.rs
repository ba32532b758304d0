//! Signing keys in a folder of the operator's.

use lotse_editor::sign::PublicKey;

use crate::fixture::{Lotse, guide};

const ENVIRONMENT: &str = "/api/v1/projects/kontor/environments/production";

#[tokio::test]
async fn keys_in_a_folder_sign_rotate_and_are_not_in_the_database() {
    let keys = tempfile::tempdir().unwrap();
    let (lotse, admin) = Lotse::with(|config| config.keys = Some(keys.path().to_owned())).await;
    admin.approved("one", &guide("one", "Click here")).await;
    admin.publish("one", 1, 0).await.ok();
    let files = || std::fs::read_dir(keys.path()).unwrap().count();
    let drawn = files();
    assert!(drawn >= 2, "now and next of every environment");
    let mut connection = lotse.connection().await;
    let kept: Vec<(Vec<u8>,)> =
        sqlx::query_as("select sealed from signing_keys").fetch_all(&mut connection).await.unwrap();
    assert!(kept.len() == drawn && kept.iter().all(|(sealed,)| sealed.is_empty()));

    let rotated = admin.post(&format!("{ENVIRONMENT}/rotate"), &serde_json::json!({})).await.ok();
    assert_eq!(files(), drawn + 1, "another one follows");
    let key = PublicKey::from_text(rotated["keys"][0].as_str().unwrap()).unwrap();
    let live = |file: &str| format!("/g/kontor/production/{file}");
    let manifest = lotse.stranger().get(&live("manifest.json")).await.text();
    let signature = lotse.stranger().get(&live("manifest.json.sig")).await.text();
    assert!(key.verifies(&manifest, &signature));

    for file in std::fs::read_dir(keys.path()).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    let counted = lotse.rows().await;
    admin.publish("one", 1, 1).await.refused(500);
    assert_eq!(lotse.rows().await, counted, "something was stored");
    assert_eq!(lotse.server.faults().await.unwrap().len(), rotated["keys"].as_array().unwrap().len() - 1);
}
