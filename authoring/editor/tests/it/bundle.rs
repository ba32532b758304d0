//! Bundles: the same bytes every time, names that fit, every text in every language, every page finds its guides.

use std::collections::BTreeMap;

use lotse_editor::compile::{Bundle, HelpSources, Kept, Source, compile, compile_with, hex};
use lotse_model::bundle::{GuideChunk, MAX_SHARD_BYTES, Manifest, Shard, ShardEntry, TextChunk};
use lotse_model::diagnostic::Severity;
use lotse_model::url::{PageAddress, Pattern, may_fit};
use lotse_model::validate::{BundleDocument, check_bundle};
use lotse_model::wire::read;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::guides::{STAMP, file, found, project};

/// What a made-up guide is made of.
#[derive(Clone, Debug)]
struct Made {
    pages: Vec<String>,
    /// Languages of each text beside English, which is always there; the first is the title.
    texts: Vec<Vec<&'static str>>,
    /// Runs the next guide.
    has_sub: bool,
    in_catalogue: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let page = prop::sample::select(vec![
        "/orders/*",
        "/orders/7",
        "/Orders?x=1",
        "*",
        "/ord*",
        "/a/b",
        "/a/b/c*",
        "#/x",
    ]);
    let languages = prop::sample::subsequence(vec!["de", "de-CH", "fr"], 0..=3);
    (
        prop::collection::vec(page.prop_map(str::to_owned), 0..4),
        prop::collection::vec(languages, 1..5),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(pages, texts, has_sub, in_catalogue)| Made { pages, texts, has_sub, in_catalogue })
}

fn written(made: &Made, place: usize, count: usize) -> Source {
    let mut catalogue: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut text = |at: usize| {
        let languages: Vec<&str> = ["en"].into_iter().chain(made.texts[at].iter().copied()).collect();
        if made.in_catalogue {
            for language in languages {
                catalogue.entry(language).or_default().push(format!(r#""text-{at}":"*{language}* {at}""#));
            }
            return format!("\"text-{at}\"");
        }
        let members: Vec<String> =
            languages.iter().map(|language| format!(r#""{language}":"**{language}** {at}""#)).collect();
        format!("{{{}}}", members.join(","))
    };
    let title = text(0);
    let steps: Vec<String> = (1..made.texts.len())
        .map(|at| {
            format!(
                r#"{{"kind":"instruct","id":"s{at}","surface":"modal","body":{},"next":"s{}"}}"#,
                text(at),
                at + 1
            )
        })
        .collect();
    let last = made.texts.len();
    let end = if made.has_sub && place + 1 < count {
        let next = place + 1;
        format!(
            r#"{{"kind":"sub_guide","id":"s{last}","guide":"g{next}","solved":"end","stopped":"end"}},{{"kind":"end","id":"end","outcome":"solved"}}"#
        )
    } else {
        format!(r#"{{"kind":"end","id":"s{last}","outcome":"solved"}}"#)
    };
    let steps: Vec<String> = steps.into_iter().chain([end]).collect();
    let pages = format!("{:?}", made.pages);
    let guide = format!(
        r#"{{"id":"g{place}","title":{title},"pages":{pages},"start":"s1","steps":[{}]}}"#,
        steps.join(",")
    );
    let texts: Vec<String> = catalogue
        .iter()
        .map(|(language, entries)| format!(r#""{language}":{{{}}}"#, entries.join(",")))
        .collect();
    file(&format!("g{place}.guide.json"), &guide, &format!(r#","texts":{{{}}}"#, texts.join(",")))
}

fn settings() -> Source {
    Source {
        text: project("").text.replace("[\"en\",\"de\"]", "[\"en\",\"de\",\"de-CH\",\"fr\"]"),
        ..project("")
    }
}

fn chunk<T: lotse_model::wire::Wire>(bundle: &Bundle, name: &str) -> T {
    read(&bundle.chunks[name]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn entries(bundle: &Bundle) -> Vec<(String, ShardEntry)> {
    let manifest: Manifest = read(&bundle.manifest).unwrap();
    let of = |index: &lotse_model::bundle::IndexEntry| {
        let shard: Shard = chunk(bundle, &index.shard);
        shard.guides.into_iter().map(|entry| (index.prefix.clone(), entry)).collect::<Vec<_>>()
    };
    manifest.index.iter().flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bundles_hold_together(guides in prop::collection::vec(made(), 1..6), address in "/([oO]rders|a|b|ord)(/7|/b|/b/c)?") {
        let files: Vec<Source> = guides.iter().enumerate().map(|(place, made)| written(made, place, guides.len())).collect();
        let compiled = compile(&settings(), &files, STAMP);
        let Some(bundle) = compiled.bundle.clone() else { return Err(TestCaseError::fail(format!("{:?}", found(&compiled)))) };

        let kept = Kept::of_at_most(1 << 24);
        for _ in 0..2 {
            let again = compile_with(&kept, &settings(), &files, HelpSources::default(), STAMP);
            prop_assert_eq!(again.bundle.as_ref(), Some(&bundle), "what is kept leaves a trace");
            prop_assert_eq!(&again.findings, &compiled.findings);
            prop_assert_eq!(&again.guides, &compiled.guides);
        }

        let backwards: Vec<Source> = files.iter().rev().cloned().collect();
        prop_assert_eq!(&compile(&settings(), &backwards, STAMP).bundle.unwrap(), &bundle, "order leaves a trace");
        for (name, text) in &bundle.chunks {
            prop_assert_eq!(&hex(&Sha256::digest(text.as_bytes()))[..32], name);
        }
        let faults: Vec<_> = check_bundle(BundleDocument::SingleFile, &bundle.single_file(None), None, "en")
            .into_iter()
            .filter(|found| found.severity == Severity::Error || found.code == lotse_model::diagnostic::Code::UNUSED_CHUNK)
            .collect();
        prop_assert!(faults.is_empty(), "{faults:?}");

        let entries = entries(&bundle);
        for (place, made) in guides.iter().enumerate() {
            let id = format!("g{place}");
            let homes: Vec<&String> = entries.iter().filter(|(_, entry)| entry.id.as_str() == id).map(|(prefix, _)| prefix).collect();
            let page = PageAddress::new(&address);
            let fits = made.pages.is_empty() || made.pages.iter().any(|pattern| Pattern::new(pattern).unwrap().fits(&page));
            if fits {
                prop_assert!(homes.iter().any(|prefix| may_fit(prefix, &address)), "{id} is overlooked on {address}");
            }
        }
        for (prefix, entry) in &entries {
            for need in &entry.needs {
                let is_beside = entries.iter().any(|(other, needed)| other == prefix && needed.id == *need);
                prop_assert!(is_beside, "{need} is not beside {}", entry.id);
            }
            texts_are_whole(&bundle, entry)?;
        }
    }
}

/// Every text of the guide is in every language chunk: its own, the shorter form's, or the default language's.
fn texts_are_whole(bundle: &Bundle, entry: &ShardEntry) -> Result<(), TestCaseError> {
    let guide: GuideChunk = chunk(bundle, &entry.chunk);
    let mut used = Vec::new();
    struct Ids<'a>(&'a mut Vec<String>);
    impl lotse_editor::walk::Visitor for Ids<'_> {
        fn text(&mut self, _: lotse_editor::walk::Place<'_>, text: &mut lotse_model::text::Text) {
            match text {
                lotse_model::text::Text::Id(id) => self.0.push(id.to_string()),
                other => panic!("{other:?} in a bundle"),
            }
        }
    }
    lotse_editor::walk::visit(&mut guide.guide.clone(), &mut Ids(&mut used));
    let english: TextChunk = chunk(bundle, entry.texts.get("en").unwrap());
    for (language, name) in entry.texts.iter() {
        let texts: TextChunk = chunk(bundle, name);
        prop_assert_eq!(texts.texts.len(), used.len());
        for id in &used {
            let content = texts
                .texts
                .get(id)
                .ok_or_else(|| TestCaseError::fail(format!("{id} is not in {language}")))?;
            let says = lotse_model::content::plain_text(content);
            let is_own = says.starts_with(language) || language.starts_with(says.split(' ').next().unwrap());
            prop_assert!(is_own || Some(content) == english.texts.get(id), "{id} in {language} says {says}");
        }
    }
    Ok(())
}

#[test]
fn large_indexes_are_split_and_shortened() {
    let guide = |at: usize, page: &str| {
        let guide = format!(
            r#"{{"id":"g{at}","title":{{"en":"{at}"}},"pages":["{page}"],"start":"e","steps":[{{"kind":"end","id":"e","outcome":"solved"}}]}}"#
        );
        file(&format!("g{at}"), &guide, "")
    };
    let many: Vec<Source> = (0..700).map(|at| guide(at, &format!("/area-{}/page-{at}/*", at % 9))).collect();
    let bundle = compile(&settings(), &many, STAMP).bundle.unwrap();
    let manifest: Manifest = read(&bundle.manifest).unwrap();
    let prefixes: std::collections::BTreeSet<&str> =
        manifest.index.iter().map(|entry| entry.prefix.as_str()).collect();
    assert!(
        prefixes.len() <= 64 && prefixes.iter().all(|prefix| prefix.starts_with("/area-")),
        "{prefixes:?}"
    );
    for entry in &manifest.index {
        assert!(bundle.chunks[&entry.shard].len() <= MAX_SHARD_BYTES);
    }
    let ids: std::collections::BTreeSet<String> =
        entries(&bundle).iter().map(|(_, entry)| entry.id.to_string()).collect();
    assert_eq!(ids.len(), 700);

    let together: Vec<Source> = (0..700).map(|at| guide(at, "/one/*")).collect();
    let bundle = compile(&settings(), &together, STAMP).bundle.unwrap();
    assert!(read::<Manifest>(&bundle.manifest).unwrap().index.len() > 1);
    assert_eq!(entries(&bundle).len(), 700);
}

#[test]
fn ids_of_texts_are_stable_and_never_taken_twice() {
    let steps = r#"{"kind":"question","id":"ask","title":{"en":"T"},"body":{"en":"B"},"answers":[{"id":"yes","label":{"en":"Y"},"next":"end"},{"id":"no","label":"ask.title","next":"end"}]},{"kind":"end","id":"end","outcome":"solved"}"#;
    let guide =
        format!(r#"{{"id":"g","title":{{"en":"G"}},"pages":["/x"],"start":"ask","steps":[{steps}]}}"#);
    let compiled =
        compile(&settings(), &[file("a", &guide, r#","texts":{"en":{"ask.title":"taken"}}"#)], STAMP);
    let bundle = compiled.bundle.as_ref().unwrap_or_else(|| panic!("{:?}", found(&compiled)));
    let (_, entry) = entries(bundle).remove(0);
    let texts: TextChunk = chunk(bundle, entry.texts.get("en").unwrap());
    let ids: Vec<&str> = texts.texts.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 5);
    for id in ["ask.answers.yes.label", "ask.body", "ask.title", "title"] {
        assert!(ids.contains(&id), "{id} is not among {ids:?}");
    }
    assert_eq!(lotse_model::content::plain_text(texts.texts.get("ask.title").unwrap()), "taken");
}

/// A guide on this page, with a warning about itself (a text that is missing in German).
fn plain(at: usize, word: &str) -> Source {
    let guide = format!(
        r#"{{"id":"g{at}","title":{{"en":"{word} {at}"}},"pages":["/{at}"],"start":"e","steps":[{{"kind":"end","id":"e","outcome":"solved","title":{{"en":"Done","de":"Fertig"}}}}]}}"#
    );
    file(&format!("g{at}.guide.json"), &guide, "")
}

#[test]
fn only_what_has_changed_is_compiled_again() {
    // So many that several threads share them.
    let mut files: Vec<Source> = (0..300).map(|at| plain(at, "Guide")).collect();
    let kept = Kept::of_at_most(1 << 24);
    let again = |files: &[Source], project: &Source| {
        let found = compile_with(&kept, project, files, HelpSources::default(), STAMP);
        let anew = compile(project, files, STAMP);
        assert_eq!(found.bundle, anew.bundle);
        assert_eq!(found.findings, anew.findings);
        assert!(found.findings.iter().all(|found| found.span.is_some()), "a place is missing");
        found
    };
    assert!(again(&files, &settings()).bundle.is_some());
    assert_eq!(kept.count(), 300);
    files[7] = plain(7, "Other");
    again(&files, &settings());
    assert_eq!(kept.count(), 301);
    // Broken, and whole again.
    files[7].text.truncate(20);
    assert!(again(&files, &settings()).bundle.is_none());
    files[7] = plain(7, "Other");
    assert!(again(&files, &settings()).bundle.is_some());
    assert_eq!(kept.count(), 302);
    // Other settings may mean another outcome for every guide; the environment is only in the manifest.
    let elsewhere =
        Source { text: settings().text.replacen('{', r#"{"environment":"staging","#, 1), ..settings() };
    again(&files, &elsewhere);
    assert_eq!(kept.count(), 302);
    again(&files, &project(""));
    assert_eq!(kept.count(), 602);
}

#[test]
fn what_is_kept_has_a_limit() {
    let files: Vec<Source> = (0..40).map(|at| plain(at, "Guide")).collect();
    let room = Kept::of_at_most(1 << 24);
    let _ = compile_with(&room, &settings(), &files, HelpSources::default(), STAMP);
    assert_eq!(room.count(), 40);
    let small = Kept::of_at_most(10_000);
    for _ in 0..2 {
        let found = compile_with(&small, &settings(), &files, HelpSources::default(), STAMP);
        assert_eq!(found.bundle, compile(&settings(), &files, STAMP).bundle);
        assert!((1..30).contains(&small.count()), "{}", small.count());
    }
}
