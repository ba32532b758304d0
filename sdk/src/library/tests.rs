//! A device, a network and a visitor, all made of tables: every way in which a bundle can be bad.

use std::collections::BTreeMap;

use lotse_model::bundle::SingleFile;
use lotse_model::json::Json;
use lotse_model::wire::Wire as _;

use super::*;

const SOURCE: &str = "https://host.example/help/manifest.json";
const NOW_S: i64 = 1_800_000_000;

/// Stands in for SHA-256 and for the signature: what matters here is only that other bytes give another name.
fn digest(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}").repeat(4)
}

/// What documents are called: by the first half.
fn name(text: &str) -> String {
    digest(text)[..32].to_owned()
}

fn sign(text: &str) -> String {
    format!("signed {}", digest(text))
}

#[derive(Clone, Default, Debug, PartialEq)]
struct Device {
    good: Option<(String, Option<String>)>,
    chunks: BTreeMap<String, String>,
    floor: Floor,
}

#[derive(Clone, Default)]
struct Network {
    manifest: Option<String>,
    signature: Option<String>,
    chunks: BTreeMap<String, String>,
    can_digest: bool,
}

#[derive(Default, Debug)]
struct Visit {
    diagnostics: Vec<Code>,
    guide_title: Option<String>,
    unavailable: Option<Code>,
    catalogue: Option<usize>,
}

fn publish(release: i64, word: &str) -> Network {
    publish_in(release, word, "", name)
}

/// With `more` among the guide's texts, and documents called as `name` says.
fn publish_in(release: i64, word: &str, more: &str, name: impl Fn(&str) -> String) -> Network {
    let guide = r#"{"guide":{"id":"tray","title":"title","start":"a","steps":[{"kind":"end","id":"a","outcome":"solved"}]}}"#;
    let guide = guide.to_owned();
    let texts = format!(
        r#"{{"language":"en","texts":{{"title":[{{"kind":"paragraph","of":[{{"kind":"text","text":"{word}"}}]}}]}}}}"#
    );
    let shard = format!(
        r#"{{"guides":[{{"id":"tray","chunk":"{}","texts":{{"en":"{}"{more}}}}}]}}"#,
        name(&guide),
        name(&texts)
    );
    let manifest = format!(
        r#"{{"schema":0,"project":"kontor","environment":"test","release":{release},"issued_s":{},"expires_s":{},"min_sdk":1000,"default_language":"en","index":[{{"prefix":"/orders","shard":"{}"}}]}}"#,
        NOW_S - 1000 + release,
        NOW_S + 86_400,
        name(&shard)
    );
    let chunks = [guide, texts, shard].into_iter().map(|text| (name(&text), text)).collect();
    Network { signature: Some(sign(&manifest)), manifest: Some(manifest), chunks, can_digest: true }
}

fn terms(device: &Device) -> Terms {
    Terms {
        source: SOURCE.to_owned(),
        has_keys: true,
        project: Some("kontor".to_owned()),
        sdk: 1000,
        floor: device.floor,
        ..Terms::default()
    }
}

/// One page load: everything the library asks for is answered until it asks for nothing more.
fn visit(network: &Network, device: &mut Device, terms: Terms, now_s: i64) -> Visit {
    let mut library = Library::new(terms, "/orders?view=all", now_s);
    let mut visit = Visit::default();
    library.fetch_guide(RequestId(7), &GuideId::new("tray").unwrap(), &["en-GB".to_owned()]);
    library.begin(network.manifest.clone(), network.signature.clone());
    for _ in 0..50 {
        let needs = library.take_needs();
        if needs.is_empty() {
            return visit;
        }
        for need in needs {
            match need {
                Need::Fetch { ticket, url } => {
                    let name =
                        url.trim_start_matches("https://host.example/help/chunks/").trim_end_matches(".json");
                    let found = network.chunks.get(name).cloned();
                    library.fetched(ticket, found.ok_or_else(|| Refusal::new(Code::CHUNK_UNREACHABLE, name)));
                }
                Need::RecallChunk { ticket, name } => {
                    let found = device.chunks.get(&name).cloned();
                    library
                        .fetched(ticket, found.ok_or_else(|| Refusal::new(Code::CHUNK_UNREACHABLE, &name)));
                }
                Need::Digest { ticket, text } => {
                    library.digested(ticket, network.can_digest.then(|| digest(&text)).as_deref());
                }
                Need::Verify { text, signature } if network.can_digest => {
                    let verdict = if signature == sign(&text) { Verdict::Valid } else { Verdict::Invalid };
                    library.verified(verdict);
                }
                Need::Verify { .. } => library.verified(Verdict::Unavailable),
                Need::Recall => library.recalled(device.good.clone()),
                Need::Keep { manifest, signature } => device.good = Some((manifest, signature)),
                Need::KeepChunk { name, text } => {
                    device.chunks.insert(name, text);
                }
                Need::KeepFloor(floor) => device.floor = floor,
                Need::Tell(Event::GuideArrived { texts, .. }) => {
                    visit.guide_title =
                        texts.texts.get("title").map(|title| lotse_model::content::plain_text(title));
                }
                Need::Tell(Event::GuideUnavailable { code, .. }) => visit.unavailable = Some(code),
                Need::Tell(Event::Catalogue { entries, .. }) => visit.catalogue = Some(entries.len()),
                Need::Tell(other) => panic!("unexpected {other:?}"),
                Need::Diagnose(refusal) => visit.diagnostics.push(refusal.code),
            }
        }
    }
    panic!("the library never comes to rest");
}

/// A device that has seen release 5, saying "old".
fn used_device() -> Device {
    let mut device = Device::default();
    let first = visit(&publish(5, "old"), &mut device, terms(&Device::default()), NOW_S);
    assert_eq!(first.guide_title.as_deref(), Some("old"));
    assert!(first.diagnostics.is_empty());
    device
}

#[track_caller]
fn assert_refused(network: &Network, device: &Device, terms: Terms, code: Code) {
    let mut after = device.clone();
    let seen = visit(network, &mut after, terms.clone(), NOW_S);
    assert_eq!(seen.diagnostics, [code]);
    assert_eq!(seen.guide_title.as_deref(), Some("old"), "the last good bundle stays in use");
    assert_eq!(after.good, device.good, "a refused bundle leaves no trace");
    assert_eq!(after.floor, device.floor);

    let mut empty = Device::default();
    let seen = visit(network, &mut empty, Terms { floor: terms.floor, ..terms }, NOW_S);
    assert_eq!(seen.diagnostics, [code]);
    assert_eq!((seen.guide_title, seen.unavailable), (None, Some(Code::NO_SUCH_GUIDE)));
    assert_eq!(empty.good, None);
}

#[test]
fn texts_for_one_platform_are_read_there_alone() {
    let title = |platform| {
        let mut device = Device::default();
        let terms = Terms { platform, ..terms(&device) };
        let apple = r#"{"language":"en-x-macos","texts":{"title":[{"kind":"paragraph","of":[{"kind":"text","text":"Print on a Mac"}]}]}}"#;
        let mut network = publish_in(2, "Print", &format!(r#","en-x-macos":"{}""#, name(apple)), name);
        network.chunks.insert(name(apple), apple.to_owned());
        visit(&network, &mut device, terms, NOW_S).guide_title
    };
    assert_eq!(title("macos").as_deref(), Some("Print on a Mac"));
    assert_eq!(title("windows").as_deref(), Some("Print"));
    assert_eq!(title("").as_deref(), Some("Print"));
}

#[test]
fn a_sound_bundle_is_used_and_kept() {
    let mut device = used_device();
    let terms = terms(&device);
    let seen = visit(&publish(6, "new"), &mut device, terms, NOW_S);
    assert_eq!((seen.guide_title.as_deref(), seen.catalogue), (Some("new"), Some(1)));
    assert_eq!(device.floor.release, 6);
}

#[test]
fn offline_the_last_good_bundle_is_used() {
    let device = used_device();
    let offline = Network { can_digest: true, ..Network::default() };
    assert_refused(&offline, &device, terms(&device), Code::MANIFEST_UNREACHABLE);
}

#[test]
fn truncated_at_every_percent() {
    let device = used_device();
    let whole = publish(6, "new");
    let cut = |text: &str, percent: usize| text.get(..text.len() * percent / 100).unwrap().to_owned();
    for percent in 0..100 {
        let manifest = cut(whole.manifest.as_ref().unwrap(), percent);
        let network = Network { manifest: Some(manifest.clone()), ..whole.clone() };
        assert_refused(&network, &device, terms(&device), Code::SIGNATURE_WRONG);
        let unsigned = Terms { has_keys: false, ..terms(&device) };
        assert_refused(&network, &device, unsigned, Code::MANIFEST_UNREADABLE);
        for name in whole.chunks.keys() {
            let mut network = whole.clone();
            let chunk = network.chunks.get_mut(name).unwrap();
            *chunk = cut(chunk, percent);
            let mut after = device.clone();
            let seen = visit(&network, &mut after, terms(&device), NOW_S);
            assert_eq!(
                (seen.diagnostics, seen.guide_title.as_deref()),
                (vec![Code::CHUNK_HASH_WRONG], Some("old"))
            );
        }
    }
}

#[test]
fn tampered_at_every_byte() {
    let device = used_device();
    let whole = publish(6, "new");
    let manifest = whole.manifest.clone().unwrap();
    for at in 0..manifest.len() {
        let mut bytes = manifest.clone().into_bytes();
        bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
        if bytes == manifest.as_bytes() {
            continue;
        }
        let network = Network { manifest: Some(String::from_utf8(bytes).unwrap()), ..whole.clone() };
        assert_refused(&network, &device, terms(&device), Code::SIGNATURE_WRONG);
    }
}

#[test]
fn half_of_a_digest_is_a_name_and_so_is_all_of_it_but_nothing_less() {
    let device = used_device();
    let called = |name: &dyn Fn(&str) -> String| publish_in(6, "new", "", name);
    let whole = visit(&called(&digest), &mut device.clone(), terms(&device), NOW_S);
    assert_eq!((whole.guide_title.as_deref(), whole.diagnostics.len()), (Some("new"), 0));
    for name in [
        |text: &str| digest(text)[..31].to_owned(),
        |text: &str| digest(text)[1..33].to_owned(),
        |text: &str| format!("{}0", digest(text)),
    ] {
        assert_refused(&called(&name), &device, terms(&device), Code::CHUNK_HASH_WRONG);
    }
}

#[test]
fn every_reason_to_refuse_has_its_code() {
    let device = used_device();
    let resigned = |from: &str, to: &str| {
        let mut network = publish(6, "new");
        let manifest = network.manifest.unwrap();
        assert!(manifest.contains(from));
        network.manifest = Some(manifest.replace(from, to));
        network.signature = network.manifest.as_deref().map(sign);
        network
    };
    let cases = [
        (resigned("\"schema\":0", "\"schema\":1"), Code::BUNDLE_TOO_NEW),
        (resigned("kontor", "other"), Code::OTHER_PROJECT),
        (resigned("\"release\":6", "\"release\":4"), Code::RELEASE_TOO_LOW),
        (resigned("\"min_sdk\":1000", "\"min_sdk\":1001"), Code::BUNDLE_TOO_NEW),
        (resigned(&format!("{}", NOW_S + 86_400), &format!("{}", NOW_S - 86_401)), Code::MANIFEST_EXPIRED),
        (
            resigned("}]}", &format!("}}],\"pad\":\"{}\"}}", "x".repeat(2 * 1024 * 1024))),
            Code::BUNDLE_TOO_LARGE,
        ),
        (Network { signature: None, ..publish(6, "new") }, Code::SIGNATURE_MISSING),
        (Network { chunks: BTreeMap::new(), ..publish(6, "new") }, Code::CHUNK_UNREACHABLE),
    ];
    for (network, code) in cases {
        assert_refused(&network, &device, terms(&device), code);
    }
}

#[test]
fn without_web_crypto_one_diagnostic_and_on() {
    let mut device = Device::default();
    let plain = Network { can_digest: false, ..publish(6, "new") };
    let seen = visit(&plain, &mut device, terms(&Device::default()), NOW_S);
    assert_eq!(
        (seen.diagnostics, seen.guide_title.as_deref()),
        (vec![Code::SIGNATURE_UNCHECKED], Some("new"))
    );

    let strict = Terms { require_signature: true, ..terms(&Device::default()) };
    let seen = visit(&plain, &mut Device::default(), strict, NOW_S);
    assert_eq!((seen.diagnostics, seen.guide_title), (vec![Code::SIGNATURE_UNCHECKED], None));
}

#[test]
fn a_wrong_clock_does_not_expire_anything() {
    let mut device = used_device();
    let before_everything = device.floor.issued_s - 1;
    let mut stale = publish(6, "new");
    let manifest = stale.manifest.unwrap().replace(&format!("{}", NOW_S + 86_400), "1");
    stale.signature = Some(sign(&manifest));
    stale.manifest = Some(manifest);
    let seen = visit(&stale, &mut device.clone(), terms(&device), before_everything);
    assert_eq!((seen.diagnostics, seen.guide_title.as_deref()), (vec![], Some("new")));

    let offline = Network { can_digest: true, ..Network::default() };
    let terms = terms(&device);
    let much_later = visit(&offline, &mut device, terms, NOW_S + 400 * 86_400);
    assert_eq!(much_later.diagnostics, [Code::MANIFEST_UNREACHABLE, Code::EXPIRED_KEPT]);
    assert_eq!(much_later.guide_title.as_deref(), Some("old"));
}

#[test]
fn a_single_file_carries_everything() {
    let parts = publish(6, "new");
    let file = SingleFile {
        schema: 0,
        manifest: parts.manifest.unwrap(),
        signature: parts.signature,
        chunks: parts.chunks.into_iter().collect(),
    };
    let text = file.give().write();
    let single =
        |text: &str| Network { manifest: Some(text.to_owned()), can_digest: true, ..Network::default() };
    let terms = Terms { is_single_file: true, ..terms(&Device::default()) };
    let seen = visit(&single(&text), &mut Device::default(), terms.clone(), NOW_S);
    assert_eq!((seen.diagnostics, seen.guide_title.as_deref()), (vec![], Some("new")));

    let device = used_device();
    for percent in 0..100 {
        let cut = text.get(..text.len() * percent / 100).unwrap();
        let seen = visit(&single(cut), &mut device.clone(), terms.clone(), NOW_S);
        assert_eq!(
            (seen.diagnostics, seen.guide_title.as_deref()),
            (vec![Code::MANIFEST_UNREADABLE], Some("old"))
        );
    }
}

/// The vectors that the loader's tests run too: what the loader rules out, Rust must rule out as well.
#[test]
fn loader_and_rust_agree_about_prefixes() {
    let text = include_str!("../../../tests/suite/prefix/cases.json");
    let Json::List(cases) = lotse_model::json::parse(text).unwrap() else { panic!("a list") };
    for case in &cases {
        let member = |name: &str| case.get(name).and_then(Json::as_text).unwrap();
        let fits = lotse_model::url::may_fit(member("prefix"), member("address"));
        assert_eq!(case.get("may_fit"), Some(&Json::Bool(fits)), "{case:?}");
    }
    assert!(cases.len() >= 15);
}
