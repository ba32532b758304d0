//! What wants to do harm is refused, and afterwards nothing is stored that was not there before.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use image::{DynamicImage, ImageFormat};
use serde_json::json;

use crate::fixture::{Answer, Client, Lotse, guide};

const ASSETS: &str = "/api/v1/projects/kontor/assets";

async fn put(client: &Client, bytes: Vec<u8>) -> Answer {
    let request = client.request(Method::PUT, ASSETS).header(header::CONTENT_TYPE, "image/png");
    client.send(request.body(Body::from(bytes)).unwrap()).await
}

fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgba8(width, height);
    let picture = if format == ImageFormat::Jpeg { DynamicImage::from(picture.to_rgb8()) } else { picture };
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn pictures_come_out_as_pixels_and_nothing_else() {
    let (lotse, admin) = Lotse::new().await;
    for (format, ending) in [
        (ImageFormat::Png, "png"),
        (ImageFormat::Jpeg, "jpg"),
        (ImageFormat::WebP, "webp"),
        (ImageFormat::Gif, "gif"),
    ] {
        let mut bytes = picture(format, 20, 10);
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        let asset = put(&admin, bytes).await.ok();
        assert_eq!((&asset["width"], &asset["height"]), (&json!(20), &json!(10)));
        let url = asset["url"].as_str().unwrap();
        assert!(url.starts_with("/a/") && url.ends_with(ending), "{url}");
        let stored = lotse.stranger().get(url).await;
        assert_eq!(stored.headers[header::CONTENT_TYPE], mime(ending));
        assert!(stored.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert!(!stored.bytes.windows(7).any(|window| window == b"<script"), "{ending}");
        assert_eq!(stored.bytes.len() as u64, asset["bytes"].as_u64().unwrap());
    }
}

#[tokio::test]
async fn pictures_have_an_address_that_pages_elsewhere_may_load() {
    let (lotse, _) = Lotse::new().await;
    let mut config = lotse_server::Config::in_folder(lotse.folder.path());
    config.database = lotse.database.clone();
    config.public_url = Some("https://lotse.example.com".to_owned());
    let server = lotse_server::Server::open(config).await.unwrap();
    let member = lotse_server::operator::NewMember {
        email: "ada@example.com",
        name: None,
        password: None,
        project: "kontor",
        language: "en",
        role: lotse_api::people::Role::Admin,
    };
    server.add_member(member).await.unwrap();
    let made = {
        let admin = lotse.signed_in("ada@example.com").await;
        let asked = json!({ "name": "CI", "role": "admin", "days": 1 });
        admin.post("/api/v1/projects/kontor/tokens", &asked).await.ok()
    };
    let token = made["secret"].as_str().unwrap();
    let ask = async |method: Method, path: &str, body: Vec<u8>| {
        let request = axum::http::Request::builder().method(method).uri(path);
        let request = request.header(header::HOST, "lotse.example.com");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        Client::of(server.router()).send(request.body(Body::from(body)).unwrap()).await.ok()
    };
    for _ in 0..2 {
        let asset = ask(Method::PUT, ASSETS, picture(ImageFormat::Png, 4, 4)).await;
        assert!(asset["url"].as_str().unwrap().starts_with("https://lotse.example.com/a/"), "{asset}");
    }
    let settings = ask(Method::GET, "/api/v1/projects/kontor/settings", Vec::new()).await;
    assert_eq!(settings["project"]["image_hosts"], json!(["lotse.example.com"]));
}

fn mime(ending: &str) -> String {
    format!("image/{}", if ending == "jpg" { "jpeg" } else { ending })
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_stores_nothing() {
    let (lotse, admin) = Lotse::new().await;
    let before = lotse.rows().await;
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#.to_vec();
    assert_eq!(put(&admin, svg).await.refused(422)["place"], "picture");
    for bytes in [
        Vec::new(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
        b"GIF89a".to_vec(),
        b"<html>".to_vec(),
        b"%PDF-1.7".to_vec(),
    ] {
        put(&admin, bytes).await.refused(422);
    }
    // Half a picture; and one that claims 60,000 x 60,000 pixels in 70 bytes.
    let whole = picture(ImageFormat::Png, 300, 300);
    put(&admin, whole[..whole.len() / 2].to_vec()).await.refused(422);
    let mut bomb = picture(ImageFormat::Png, 1, 1);
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let checksum = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(put(&admin, bomb).await.refused(413)["place"], "picture");
    // 50 MB, said in advance and not said.
    let large = put(&admin, vec![0; 50 * 1024 * 1024]).await.refused(413);
    assert!(large["message"].as_str().unwrap().contains("bytes"), "{large}");
    let chunks = futures_util::stream::iter((0..50).map(|_| Ok::<_, std::io::Error>(vec![0_u8; 1 << 20])));
    let request = admin.request(Method::PUT, ASSETS).body(Body::from_stream(chunks)).unwrap();
    admin.send(request).await.refused(413);
    assert_eq!(lotse.rows().await, before);
}

/// The checksum of PNG (CRC-32, reflected 0x04C11DB7).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

#[tokio::test]
async fn broken_and_hostile_documents_store_nothing() {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    let lease = admin.lease("one", false).await.ok();
    let before = lotse.rows().await;
    let guides = "/api/v1/projects/kontor/guides";
    let raw = async |method: Method, path: &str, text: &str| {
        let request = admin.request(method, path).header(header::CONTENT_TYPE, "application/json");
        admin.send(request.body(Body::from(text.to_owned())).unwrap()).await
    };
    for text in ["", "{", "null", "[]", "\u{feff}{}", "{\"source\": 1}", "{\"source\"", &"[".repeat(100_000)]
    {
        raw(Method::POST, guides, text).await.refused(400);
        raw(Method::PUT, &format!("{guides}/one"), text).await.refused(400);
    }
    let huge = json!({ "source": "x".repeat(5 * 1024 * 1024) }).to_string();
    raw(Method::POST, guides, &huge).await.refused(413);
    for id in ["", "../x", "a b", "-x", "<script>", &"x".repeat(65), "ä"] {
        let refused = admin.post(guides, &json!({ "source": guide(id, "x") })).await.refused(422);
        assert_eq!(refused["place"], "/guide/id", "{id}");
    }
    // A note without end.
    let note = json!({ "note": "x".repeat(5_000), "revision": 1 });
    admin.post(&format!("{guides}/one/review"), &note).await.refused(422);
    assert_eq!(lotse.rows().await, before);

    // Texts that are dangerous only where they are rendered are kept as drafts, and stopped before they are frozen.
    let bomb = guide("one", &"> ".repeat(5_000));
    let save = json!({ "source": bomb, "revision": 1, "lease": lease["token"] });
    let stored = admin.put(&format!("{guides}/one"), &save).await.ok();
    assert!(stored["summary"]["errors"].as_u64().unwrap() > 0, "{stored}");
    admin.post(&format!("{guides}/one/review"), &json!({ "note": "", "revision": 2 })).await.refused(422);
    let link = guide("one", "[click](javascript:alert(1)) <img src=x onerror=alert(1)>");
    let save = json!({ "source": link, "revision": 2, "lease": lease["token"] });
    admin.put(&format!("{guides}/one"), &save).await.ok();
    admin.post(&format!("{guides}/one/review"), &json!({ "note": "", "revision": 3 })).await.refused(422);
}

#[tokio::test]
async fn nothing_of_another_project_can_be_named() {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    let version = admin.freeze("one").await;
    admin.approve("one", version).await.ok();
    admin.publish("one", version, 0).await.ok();
    admin
        .post("/api/v1/projects", &json!({ "project": "other", "name": "Other", "language": "en" }))
        .await
        .ok();
    let before = lotse.rows().await;
    let members = admin.get("/api/v1/projects/kontor/members").await.ok();
    let ada = members[0]["user"]["id"].as_str().unwrap().to_owned();
    // The same person is an admin of both: what is named through one project is never the other's.
    for path in ["guides/one", "guides/one/versions/1", "guides/nothing"] {
        admin.get(&format!("/api/v1/projects/other/{path}")).await.refused(404);
    }
    assert_eq!(admin.get("/api/v1/projects/other/guides/one/versions").await.ok(), json!([]));
    admin.delete("/api/v1/projects/other/guides/one").await.refused(404);
    let publish = json!({ "guides": { "one": 1 }, "note": "", "after": 0, "at_ms": null });
    admin.post("/api/v1/projects/other/environments/production/releases", &publish).await.refused(404);
    let back = json!({ "release": 1, "note": "", "after": 0 });
    admin.post("/api/v1/projects/other/environments/production/rollback", &back).await.refused(404);
    let manifest = lotse.stranger().get("/g/kontor/production/manifest.json").await.json();
    let shard = manifest["index"][0]["shard"].as_str().unwrap().to_owned();
    lotse.stranger().get(&format!("/g/kontor/production/chunks/{shard}.json")).await.ok();
    lotse.stranger().get(&format!("/g/other/production/chunks/{shard}.json")).await.refused(404);
    let owner = json!({ "user": "somebody" });
    admin.post("/api/v1/projects/kontor/guides/one/owner", &owner).await.refused(422);
    admin.post("/api/v1/projects/other/guides/one/owner", &json!({ "user": ada })).await.refused(404);
    assert_eq!(lotse.rows().await, before);
}

#[tokio::test]
async fn files_outside_their_folders_are_never_read() {
    let folder = tempfile::tempdir().unwrap();
    let (sdk, studio) = (folder.path().join("sdk"), folder.path().join("studio"));
    std::fs::create_dir_all(&sdk).unwrap();
    std::fs::create_dir_all(&studio).unwrap();
    std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    std::fs::write(sdk.join("lotse.js"), "export {};").unwrap();
    std::fs::write(studio.join("index.html"), "<!doctype html><title>Studio</title>").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), sdk.join("link.txt")).unwrap();
    let mut config = lotse_server::Config::in_folder(folder.path().join("data"));
    config.sdk = Some(sdk);
    config.studio = Some(studio);
    let server = lotse_server::Server::open(config).await.unwrap();
    let user = Client::of(server.router());
    assert_eq!(user.get("/sdk/lotse.js").await.text(), "export {};");
    for path in [
        "/sdk/../secret.txt",
        "/sdk/%2e%2e/secret.txt",
        "/sdk/..%2fsecret.txt",
        "/sdk/link.txt",
        "/sdk//etc/passwd",
        "/sdk/%2fetc%2fpasswd",
    ] {
        let answer = user.get(path).await;
        assert!(!answer.text().contains("secret") && answer.status != StatusCode::OK, "{path}");
    }
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/secret.txt", "/..%5csecret.txt"] {
        assert_eq!(user.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let request = user.request(Method::GET, "/kontor/guides/one").header(header::ACCEPT, "text/html,*/*");
    let page = user.send(request.body(Body::empty()).unwrap()).await;
    assert!(page.text().contains("Studio"), "addresses of the studio lead to its page");
}
