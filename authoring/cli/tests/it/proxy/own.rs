//! What the proxy serves itself.

use axum::Router;
use lotse_cli::proxy::{CspMode, Guides, Trust};

use crate::fixture::{Tried, app};

#[tokio::test]
async fn the_sdk_and_a_bundle_have_their_addresses() {
    let app = app(Router::new().fallback(|| async { "app" })).await;
    let tried = Tried::start(&app.origin()).await;
    let script = tried.get("/__lotse/lotse.js", &[]).await;
    assert_eq!(
        (script.header("content-type"), script.header("cache-control")),
        ("text/javascript; charset=utf-8", "no-cache")
    );
    assert_eq!(tried.get("/__lotse/lotse-core.wasm", &[]).await.header("content-type"), "application/wasm");
    assert_eq!(tried.get("/__lotse/bundle.json", &[]).await.text(), "{\"guides\":[]}");
    std::fs::write(tried.folder.path().join("guides.json"), "{\"guides\":[1]}").unwrap();
    assert_eq!(
        tried.get("/__lotse/bundle.json", &[]).await.text(),
        "{\"guides\":[1]}",
        "a change shows at once"
    );
    assert_eq!(tried.get("/__lotse/../lotse.js", &[]).await.status, 404);
    assert_eq!(tried.get("/__lotse/nothing.js", &[]).await.status, 404);
    assert_eq!(tried.get("/other", &[]).await.text(), "app");
}

#[tokio::test]
async fn a_folder_of_guides_is_served_as_a_release_would_be() {
    let app = app(Router::new().fallback(|| async { axum::response::Html("<head></head>") })).await;
    let tried = Tried::with(&app.origin(), CspMode::Extend, &Trust::default(), |folder| {
        let guides = folder.join("out");
        std::fs::create_dir_all(guides.join("chunks")).unwrap();
        std::fs::write(guides.join("manifest.json"), "{}").unwrap();
        std::fs::write(guides.join("chunks").join(format!("{}.json", "0".repeat(64))), "{}").unwrap();
        Guides::Folder(guides)
    })
    .await;
    assert!(tried.page("/").await.text().contains("data-manifest=\"/__lotse/guides/manifest.json\""));
    assert!(
        tried.get("/__lotse/guides/manifest.json", &[]).await.header("cache-control").contains("max-age=30")
    );
    let chunk = format!("/__lotse/guides/chunks/{}.json", "0".repeat(64));
    assert!(tried.get(&chunk, &[]).await.header("cache-control").contains("immutable"));
    assert_eq!(tried.get("/__lotse/bundle.json", &[]).await.status, 404);
}
