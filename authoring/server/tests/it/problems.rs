//! Problems: kept as they are, one writer at a time, nobody else's project.

use serde_json::{Value, json};

use crate::fixture::Lotse;

const PATH: &str = "/api/v1/projects/kontor/problems/nothing-printed";

fn source() -> String {
    include_str!("../../../../examples/kontor/problems/nothing-printed.problem.json").to_owned()
}

#[tokio::test]
async fn a_problem_is_made_changed_and_removed() {
    let (_lotse, admin) = Lotse::new().await;
    let made = admin.put(PATH, &json!({ "source": source(), "revision": 0 })).await.ok();
    assert_eq!(made["summary"]["revision"], 1);
    assert_eq!(made["summary"]["errors"], 0, "{made}");
    assert_eq!(made["summary"]["title"]["en"], "Nothing comes out of the printer");
    let listed = admin.get("/api/v1/projects/kontor/problems").await.ok();
    assert_eq!(listed[0]["problem"], "nothing-printed");
    assert!(listed[0]["causes"].as_u64().is_some_and(|count| count >= 12), "{listed}");
    // Broken texts are kept as well, and said to be broken.
    let broken = admin.put(PATH, &json!({ "source": "{", "revision": 1 })).await.ok();
    assert!(broken["summary"]["errors"].as_u64().is_some_and(|count| count > 0), "{broken}");
    assert_eq!(admin.get(PATH).await.ok()["source"], "{");
    assert_eq!(admin.delete(PATH).await.status.as_u16(), 204);
    assert_eq!(admin.get(PATH).await.status.as_u16(), 404);
}

#[tokio::test]
async fn who_saves_over_somebody_else_is_told() {
    let (_lotse, admin) = Lotse::new().await;
    admin.put(PATH, &json!({ "source": source(), "revision": 0 })).await.ok();
    for revision in [0, 7] {
        let refused = admin.put(PATH, &json!({ "source": "{}", "revision": revision })).await;
        assert_eq!(refused.status.as_u16(), 409);
    }
    let kept = admin.get(PATH).await.ok();
    assert_eq!(kept["source"].as_str(), Some(source().as_str()));
    let bad =
        admin.put("/api/v1/projects/kontor/problems/..%2Fx", &json!({ "source": "{}", "revision": 0 })).await;
    assert!(bad.status.is_client_error());
    assert_eq!(admin.get("/api/v1/projects/kontor/problems").await.ok().as_array().map(Vec::len), Some(1));
    let _: Value = kept;
}
