//! Published documents and pictures in a real S3-compatible store; and every other test once more with one.

use std::process::Command;

use lotse_server::config::BucketConfig;
use lotse_server::testing::Seaweed;
use serde_json::json;

use crate::fixture::{Lotse, guide, skipped};

/// Tells the tests of the inner run where the store is.
pub const ENDPOINT: &str = "LOTSE_TEST_BUCKET";

/// A folder of its own for a server, where the inner run has a store.
pub fn of_this_run() -> Option<BucketConfig> {
    let endpoint = std::env::var(ENDPOINT).ok()?;
    Some(Seaweed::bucket(&endpoint, &format!("tests/{}", crate::postgres::unique())))
}

fn store(test: &str) -> Option<Seaweed> {
    if std::env::var_os(ENDPOINT).is_some() || std::env::var_os(crate::postgres::ADDRESS).is_some() {
        return None;
    }
    let store = Seaweed::start().unwrap();
    if store.is_none() {
        skipped(test, "SeaweedFS is not installed (cargo xtask setup)");
    }
    store
}

/// Where the first guide of a shard is.
fn guide_of(shard: &serde_json::Value) -> String {
    format!("/g/kontor/production/chunks/{}.json", shard["guides"][0]["chunk"].as_str().unwrap())
}

#[test]
fn everything_holds_with_a_bucket() {
    let Some(store) = store("bucket::everything_holds_with_a_bucket") else { return };
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--test-threads", "4", "--skip", "everything_holds", "--skip", "bucket::"])
        .env(ENDPOINT, store.endpoint())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inner.stdout);
    assert!(inner.status.success(), "{said}\n{}", String::from_utf8_lossy(&inner.stderr));
    assert!(said.contains("test releases::"), "{said}");
}

#[tokio::test]
async fn a_store_that_is_down_is_told_and_changes_nothing() {
    let Some(mut store) = store("bucket::a_store_that_is_down_is_told_and_changes_nothing") else { return };
    let (lotse, admin) =
        Lotse::with(|config| config.bucket = Some(Seaweed::bucket(&store.endpoint(), "down"))).await;
    admin.approved("one", &guide("one", "Click here")).await;
    admin.publish("one", 1, 0).await;
    let mut connection = lotse.connection().await;
    let bodies: Vec<(String,)> =
        sqlx::query_as("select body from chunks").fetch_all(&mut connection).await.unwrap();
    assert!(!bodies.is_empty() && bodies.iter().all(|(body,)| body.is_empty()), "bytes are in the database");
    let manifest = lotse.stranger().get("/g/kontor/production/manifest.json").await.ok();
    let shard =
        format!("/g/kontor/production/chunks/{}.json", manifest["index"][0]["shard"].as_str().unwrap());
    let before = lotse.stranger().get(&shard).await.ok();
    admin.approved("two", &guide("two", "Click there")).await;
    let counted = lotse.rows().await;

    store.stop().unwrap();
    let asked = json!({ "guides": { "two": 1 }, "note": "", "after": 1, "at_ms": null });
    let path = "/api/v1/projects/kontor/environments/production/releases";
    admin.post(path, &asked).await.refused(503);
    admin.picture().await.refused(503);
    // What was read before is still known: it is named by its content, so it cannot have changed.
    assert_eq!(lotse.stranger().get(&shard).await.ok(), before);
    lotse.stranger().get(&guide_of(&before)).await.refused(503);
    assert_eq!(lotse.rows().await, counted, "something was stored");
    assert_eq!(lotse.stranger().get("/g/kontor/production/manifest.json").await.ok(), manifest);

    store.start_again().unwrap();
    assert!(lotse.stranger().get(&guide_of(&before)).await.status.is_success());
    assert_eq!(lotse.stranger().get(&shard).await.ok(), before);
    admin.post(path, &asked).await.ok();
    let url = admin.picture().await.ok()["url"].as_str().unwrap().to_owned();
    assert!(lotse.stranger().get(&url).await.status.is_success());
    assert_eq!(lotse.server.export("kontor", "production", 10).await.unwrap().release, 2);

    // Away from the bucket, with everything that lies there.
    let elsewhere = Lotse::empty().await;
    elsewhere.server.import(&lotse.server.archive("kontor").await.unwrap()).await.unwrap();
    assert_eq!(elsewhere.server.export("kontor", "production", 10).await.unwrap().release, 2);
}
