//! L220 to L299: themes, manifests, shards, chunks, single files.

use lotse_model::diagnostic::Code;
use lotse_model::json::Json;
use lotse_model::validate::{BundleDocument, Project};

use super::{Case, document, edited, sizes, text};
use crate::edit::golden;

pub fn cases() -> Vec<Case> {
    let mut cases = manifests();
    cases.extend(chunks());
    cases.extend(single_files());
    cases
}

fn manifest(code: Code, pointer: &str, value: &str) -> Case {
    document(code, BundleDocument::Manifest, "manifest", pointer, value)
}

fn manifests() -> Vec<Case> {
    let hosts = format!("[{}\"a\"]", "\"a\",".repeat(100));
    vec![
        manifest(Code::BAD_COLOUR, "/theme/accent", "\"blue\""),
        manifest(Code::LOW_CONTRAST, "/theme/accent", "\"#ffff00\""),
        manifest(Code::LOW_CONTRAST, "/theme/accent_dark", "\"#202020\""),
        manifest(Code::RADIUS_OUT_OF_RANGE, "/theme/radius_px", "25"),
        manifest(Code::BACKDROP_OUT_OF_RANGE, "/theme/backdrop_percent", "81"),
        manifest(Code::BAD_HASH, "/index/0/shard", "\"6A09\""),
        manifest(Code::BAD_HOST, "/http_hosts/0", "\"https://intranet.example\""),
        manifest(Code::BAD_HOST, "/image_hosts/0", "\"*\""),
        manifest(Code::BAD_ORIGIN, "/navigate_origins/0", "\"https://crm.example/path\""),
        manifest(Code::EXPIRES_BEFORE_ISSUED, "/expires_s", "1767225600"),
        manifest(Code::EXPIRES_TOO_LATE, "/expires_s", "1900000000"),
        manifest(Code::BAD_RELEASE, "/release", "0"),
        manifest(Code::BAD_ENVIRONMENT, "/environment", "\"pro duction\""),
        manifest(Code::BAD_PREFIX, "/index/0/prefix", "\"/Invoices/\""),
        manifest(Code::BAD_LANGUAGE_TAG, "/default_language", "\"\""),
        manifest(Code::NUMBER_OUT_OF_RANGE, "/min_sdk", "-1"),
        manifest(Code::SCHEMA_TOO_NEW, "/schema", "7"),
        manifest(Code::TOO_MANY_HOSTS, "/http_hosts", &hosts),
        manifest(Code::MANIFEST_TOO_LARGE, "/default_language", &format!("\"{}\"", "x".repeat(65_536))),
    ]
}

fn chunks() -> Vec<Case> {
    let shard =
        |code, pointer: &str, value: &str| document(code, BundleDocument::Shard, "shard", pointer, value);
    let texts =
        |code, pointer: &str, value: &str| document(code, BundleDocument::Text, "text_chunk", pointer, value);
    let twice = format!(
        "[{0},{0}]",
        golden("shard").get("guides").map(Json::write).unwrap().trim_matches(['[', ']'])
    );
    let rule = r#"[{"kind": "rule"}]"#;
    let deep = (0..30).fold(rule.to_owned(), |inner, _| format!(r#"[{{"kind": "quote", "of": {inner}}}]"#));
    let rules = format!("[{}{{\"kind\": \"rule\"}}]", "{\"kind\": \"rule\"},".repeat(2000));
    let cells = format!("[{}{{\"of\": []}}]", "{\"of\": []},".repeat(20));
    let block = "/texts/done/0/of/6/url";
    let text_with = |pointer, value| edited("text_chunk", &[(pointer, value)]).write();
    let project = Some(&Project::default()).cloned();
    vec![
        shard(Code::DUPLICATE_GUIDE, "/guides", &twice),
        shard(Code::BAD_HASH, "/guides/0/texts/de", "\"x\""),
        shard(Code::SHARD_TOO_LARGE, "/guides/0/more", &format!("\"{}\"", "x".repeat(65_536))),
        document(
            Code::INLINE_TEXT_IN_BUNDLE,
            BundleDocument::Guide,
            "guide_chunk",
            "/guide/title",
            r#"{"de": "x"}"#,
        ),
        texts(Code::MARKUP_TOO_DEEP, "/texts/title", &deep),
        texts(Code::MARKUP_TOO_MANY_NODES, "/texts/title", &rules),
        texts(Code::TABLE_TOO_LARGE, "/texts/done/3/head", &cells),
        texts(Code::BAD_HEADING_LEVEL, "/texts/done/1/level", "7"),
        texts(Code::BAD_TEXT_ID, "/texts/two words", "[]"),
        texts(Code::LINK_REFUSED, block, "\"data:text/html,x\""),
        texts(Code::IMAGE_REFUSED, "/texts/done/0/of/7/url", "\"http://cdn.example/x.png\""),
        text(
            Code::LINK_HOST_UNLISTED,
            BundleDocument::Text,
            block,
            &text_with(block, "\"http://a.example/\""),
            project.as_ref(),
        ),
        text(
            Code::IMAGE_HOST_UNLISTED,
            BundleDocument::Text,
            "/texts/done/0/of/7/url",
            &text_with("/texts/done/0/of/7/url", "\"https://cdn.example/x.png\""),
            project.as_ref(),
        ),
        sizes(Code::CHUNK_TOO_LARGE, BundleDocument::Guide, 2 * 1024 * 1024 + 1, 500_000),
        sizes(Code::CHUNK_TOO_LARGE_ON_WIRE, BundleDocument::Text, 600_000, 512 * 1024 + 1),
        sizes(Code::CHUNK_RATIO, BundleDocument::Text, 51_001, 1_000),
    ]
}

/// A whole bundle of one guide in one language, with changes to its parts.
struct Single {
    manifest: Json,
    shard: Json,
    chunk: String,
    texts: String,
    extra: Option<(String, String)>,
}

const SHARD: &str = "6a09e667f3bcc908b2fb1366ea957d3e3adec17512775099da2f590b0667322a";
const CHUNK: &str = "bb67ae8584caa73b25742d7078b83b8925d834cc53da4798c720a6486e45a6e2";
const TEXTS: &str = "3c6ef372fe94f82be73980c0b9db9068abf5ab8f6c5e1b0e1b1b6f2ad2b4a5a1";

impl Single {
    fn whole() -> Self {
        let index = format!(r#"[{{"prefix": "/invoices", "shard": "{SHARD}"}}]"#);
        let texts = format!(r#"{{"de": "{TEXTS}"}}"#);
        let chunk = format!("\"{CHUNK}\"");
        Single {
            manifest: edited("manifest", &[("/index", &index)]),
            shard: edited(
                "shard",
                &[
                    ("/guides/0/id", "\"printer-offline\""),
                    ("/guides/0/chunk", &chunk),
                    ("/guides/0/texts", &texts),
                    ("/guides/0/needs", "[]"),
                ],
            ),
            chunk: golden("guide_chunk").write(),
            texts: golden("text_chunk").write(),
            extra: None,
        }
    }

    fn write(self) -> Json {
        let chunks = [
            (SHARD.to_owned(), self.shard.write()),
            (CHUNK.to_owned(), self.chunk),
            (TEXTS.to_owned(), self.texts),
        ];
        let chunks = chunks.into_iter().chain(self.extra).map(|(name, text)| (name, Json::Text(text)));
        Json::Map(vec![
            ("schema".to_owned(), Json::Number(0)),
            ("manifest".to_owned(), Json::Text(self.manifest.write())),
            ("chunks".to_owned(), Json::Map(chunks.collect())),
        ])
    }
}

fn single(code: Code, pointer: &str, change: impl FnOnce(&mut Single)) -> Case {
    let mut bundle = Single::whole();
    change(&mut bundle);
    text(code, BundleDocument::SingleFile, pointer, &bundle.write().write(), None)
}

fn single_files() -> Vec<Case> {
    let chunk = format!("/chunks/{CHUNK}");
    let file = |code, pointer: &str, value: &str| {
        let mut json = Single::whole().write();
        crate::edit::set(&mut json, pointer, Some(lotse_model::json::parse(value).unwrap()));
        text(code, BundleDocument::SingleFile, pointer, &json.write(), None)
    };
    vec![
        single(Code::MISSING_CHUNK, "/manifest/index/0/shard", |bundle| {
            bundle.manifest = golden("manifest");
            crate::edit::set(&mut bundle.manifest, "/index/0/shard", Some(Json::from(&*"0".repeat(64))));
        }),
        single(Code::UNUSED_CHUNK, "/chunks/ff", |bundle| {
            bundle.extra = Some(("ff".to_owned(), "{}".to_owned()))
        }),
        single(Code::NOT_JSON, &chunk, |bundle| bundle.chunk.truncate(30)),
        single(Code::INLINE_TEXT_IN_BUNDLE, &format!("{chunk}/guide/title"), |bundle| {
            bundle.chunk = bundle.chunk.replace(r#""title":"title""#, r#""title":{"de":"x"}"#);
        }),
        single(Code::WRONG_GUIDE_IN_CHUNK, &chunk, |bundle| {
            bundle.chunk = bundle.chunk.replace("printer-offline", "printer-online");
        }),
        single(Code::WRONG_GUIDE_IN_CHUNK, &format!("/chunks/{TEXTS}"), |bundle| {
            bundle.texts = bundle.texts.replace(r#""language":"de""#, r#""language":"en""#);
        }),
        single(Code::MISSING_NEED, "/manifest", |bundle| {
            crate::edit::set(
                &mut bundle.shard,
                "/guides/0/needs",
                Some(Json::List(vec![Json::from("other")])),
            );
        }),
        file(Code::SCHEMAS_DIFFER, "/schema", "1"),
        file(Code::BAD_SIGNATURE_SHAPE, "/signature", "\"not base64!\""),
    ]
}

#[test]
fn a_whole_single_file_is_clean() {
    let found = lotse_model::validate::check_bundle(
        BundleDocument::SingleFile,
        &Single::whole().write().write(),
        None,
        "de",
    );
    assert!(found.is_empty(), "{found:#?}");
}
