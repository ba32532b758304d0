//! Whatever happens, in whatever order, there is a next move; and what is sent was shown.

use lotse_help::search::build::{Entry, Settings, build};
use lotse_model::basic::{Table, TextId};
use lotse_model::bundle::TextChunk;
use lotse_model::content::{Block, Inline};
use lotse_model::desk::{Desk, DeskSource};
use lotse_model::handover::Handover;
use lotse_model::help::{DeskChunk, HelpEntry, HelpPart, HelpRoot, HelpShard};
use lotse_model::json::{Json, parse};
use lotse_model::problem::{Problem, ProblemChunk, ProblemSource};
use lotse_model::search::EntryKind;
use lotse_model::wire::{Wire, read};
use proptest::prelude::*;

use crate::panel::{Panel, text};

fn file(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    std::fs::read_to_string(path).expect("a file of the project")
}

/// A page's stand-in: it answers effects as a browser would, or does not.
struct World {
    panel: Panel,
    chunks: Vec<(String, String)>,
    is_network: bool,
    can_keep: bool,
    sent: Vec<String>,
    shown: String,
    view: Json,
    now_ms: i64,
}

fn member(members: &[(&str, Json)]) -> Json {
    Json::Map(members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

fn event(kind: &str, members: &[(&str, Json)]) -> Json {
    let mut all = vec![("kind", Json::from(kind))];
    all.extend_from_slice(members);
    member(&all)
}

impl World {
    fn new(is_network: bool, can_keep: bool, has_desk: bool) -> Self {
        let (chunks, help) = bundle();
        let mut world = World {
            panel: Panel::default(),
            chunks,
            is_network,
            can_keep,
            sent: Vec::new(),
            shown: String::new(),
            view: Json::Null,
            now_ms: 1_795_683_600_000,
        };
        let user = member(&[("id", Json::from("anna")), ("mail", Json::from("anna@kontor.example"))]);
        world.tell(&event(
            "begin",
            &[
                ("languages", Json::List(vec![Json::from("en")])),
                ("address", Json::from("/kontor/")),
                ("project", Json::from("kontor")),
                ("has_desk", Json::Bool(has_desk)),
                ("release", Json::Number(7)),
                ("user", user),
                ("help", Json::Text(help)),
                ("page", member(&[("address", Json::from("https://kontor.example/kontor/"))])),
            ],
        ));
        world
    }

    /// One event, and everything that follows from it.
    fn tell(&mut self, event: &Json) {
        let mut queue = vec![event.clone()];
        for _ in 0..200 {
            let Some(Json::Map(mut members)) = queue.pop() else { break };
            members.push(("now_ms".to_owned(), Json::Number(self.now_ms)));
            let chance = format!("{:032x}{:032x}", self.now_ms * 2, self.now_ms * 2 + 1);
            members.push(("chance".to_owned(), Json::Text(chance)));
            self.now_ms += 1;
            let answer = parse(&self.panel.handle_text(&Json::Map(members).write())).expect("an answer");
            self.view = answer.get("view").cloned().expect("a view");
            self.shown.push_str(&self.view.write());
            if let Some(Json::List(effects)) = answer.get("effects") {
                effects.iter().for_each(|effect| queue.extend(self.perform(effect)));
            }
        }
        assert!(queue.is_empty(), "it never comes to rest");
    }

    fn perform(&mut self, effect: &Json) -> Option<Json> {
        let name = text(effect, "name").unwrap_or_default();
        let id = Json::from(text(effect, "id").unwrap_or_default());
        Some(match text(effect, "kind")? {
            "fetch" => {
                let found = self.chunks.iter().find(|(known, _)| known == name && self.is_network);
                let found = found.map_or(Json::Null, |(_, text)| Json::from(text.as_str()));
                event("chunk", &[("name", Json::from(name)), ("text", found)])
            }
            "keep" => {
                event("stored", &[("slot", effect.get("slot")?.clone()), ("ok", Json::Bool(self.can_keep))])
            }
            "clock" => {
                event("clock", &[("zone", effect.get("zone")?.clone()), ("offset_min", Json::Number(60))])
            }
            "gather" => {
                let host = member(&[("document_language", Json::from("en"))]);
                let own = member(&[("page_language", Json::from("en"))]);
                event("facts", &[("offline", Json::Bool(!self.is_network)), ("host", host), ("own", own)])
            }
            "ask" => event(
                "asked",
                &[("purpose", effect.get("purpose")?.clone()), ("verdicts", Json::List(Vec::new()))],
            ),
            "start" => event("started", &[("ok", Json::Bool(true))]),
            "copy" => event("copied", &[("ok", Json::Bool(false))]),
            "send" => {
                self.sent.push(text(effect, "body").unwrap_or_default().to_owned());
                let outcome = Json::from(if self.is_network { "taken" } else { "later" });
                event("delivered", &[("id", id), ("outcome", outcome)])
            }
            "ask_case" => {
                let state = ("state", Json::from("delivered"));
                let report = member(&[("id", id.clone()), state, ("ticket", Json::from("4711"))]);
                event("report", &[("id", id), ("report", report)])
            }
            "me_too" => event(
                "me_too_done",
                &[("notice", effect.get("notice")?.clone()), ("ok", Json::Bool(self.is_network))],
            ),
            _ => return None,
        })
    }

    /// Every event that the user can bring about now.
    fn moves(&self) -> Vec<Json> {
        let mut moves = Vec::new();
        collect(&self.view, &mut moves);
        if let Some(back) = self.view.get("back").filter(|back| **back != Json::Null) {
            moves.push(back.clone());
        }
        if text(&self.view, "person").is_some_and(|person| !person.is_empty()) {
            moves.push(event("person", &[]));
        }
        moves
    }

    /// What leads on, beyond leaving.
    fn leads_on(&self) -> bool {
        let has_link = self.view.write().contains("\"href\":");
        let has_search = self.view.write().contains("\"kind\":\"search\"");
        !self.moves().is_empty() || has_link || has_search
    }

    fn press(&mut self, label: &str) {
        let mut found = Vec::new();
        labelled(&self.view, label, &mut found);
        let event =
            found.first().unwrap_or_else(|| panic!("no button “{label}” in {}", self.view.write())).clone();
        self.tell(&event);
    }
}

fn collect(json: &Json, moves: &mut Vec<Json>) {
    match json {
        Json::List(items) => items.iter().for_each(|item| collect(item, moves)),
        Json::Map(members) => {
            for (name, value) in members {
                if name == "event" { moves.push(value.clone()) } else { collect(value, moves) }
            }
        }
        _ => {}
    }
}

fn labelled(json: &Json, label: &str, found: &mut Vec<Json>) {
    match json {
        Json::List(items) => items.iter().for_each(|item| labelled(item, label, found)),
        Json::Map(members) => {
            if text(json, "label").or_else(|| text(json, "title")) == Some(label) {
                found.extend(json.get("event").cloned());
            }
            members.iter().for_each(|(_, value)| labelled(value, label, found));
        }
        _ => {}
    }
}

/// The texts of a document moved into a chunk, as compiling does it.
fn with_texts<T: Wire>(source: &Json) -> (T, TextChunk) {
    let mut texts = Table::default();
    let json = moved(source, &mut texts, "t");
    (read(&json.write()).expect("a document"), TextChunk { language: "en".to_owned(), texts })
}

fn moved(json: &Json, texts: &mut Table<Vec<Block>>, at: &str) -> Json {
    match json {
        Json::Map(members)
            if members.iter().any(|(name, _)| name == "en") && members.len() < 3 && !at.ends_with("like") =>
        {
            let said = json.get("en").and_then(Json::as_text).unwrap_or_default();
            let of = vec![Inline::Text { text: said.to_owned() }];
            texts.insert(at.to_owned(), vec![Block::Paragraph { of }]);
            Json::from(TextId::new(at).expect("an id").as_str())
        }
        Json::Map(members) => {
            let inner =
                |(name, value): &(String, Json)| (name.clone(), moved(value, texts, &format!("{at}.{name}")));
            Json::Map(members.iter().map(inner).collect())
        }
        Json::List(items) => {
            let items = items.iter().enumerate();
            Json::List(items.map(|(place, item)| moved(item, texts, &format!("{at}.{place}"))).collect())
        }
        other => other.clone(),
    }
}

/// A bundle with one problem and a desk; names are plain words.
fn bundle() -> (Vec<(String, String)>, String) {
    let _: (ProblemSource, DeskSource) = (
        read(&file("examples/kontor/guides/invoice-without-letterhead.problem.json")).expect("a problem"),
        read(&file("examples/kontor/guides/desk.json")).expect("a desk"),
    );
    let source =
        parse(&file("examples/kontor/guides/invoice-without-letterhead.problem.json")).expect("JSON");
    let (problem, problem_texts) = with_texts::<Problem>(source.get("problem").expect("a problem"));
    let source = parse(&file("examples/kontor/guides/desk.json")).expect("JSON");
    let (desk, desk_texts) = with_texts::<Desk>(source.get("desk").expect("a desk"));
    let title = "The invoice does not print as it should".to_owned();
    let found = Entry {
        id: problem.id.as_str().to_owned(),
        kind: EntryKind::Problem,
        title: title.clone(),
        symptoms: vec!["The letterhead is missing".to_owned()],
        summary: String::new(),
        pages: Vec::new(),
        solved_permille: None,
    };
    let index = build(&[found], &Settings::new("en", &[]), &|text| {
        format!("s{}-{}", text.len(), text.chars().filter(|letter| *letter == '"').count())
    });
    let table = |name: &str| {
        let mut table = Table::default();
        table.insert("en".to_owned(), name.to_owned());
        table
    };
    let entry = HelpEntry {
        id: problem.id.as_str().to_owned(),
        kind: EntryKind::Problem,
        title: table(&title),
        chunk: Some("problem".to_owned()),
        texts: table("problem-texts"),
        pages: Vec::new(),
        audience: None,
    };
    let root = HelpRoot {
        schema: 0,
        desk: Some("desk".to_owned()),
        desk_texts: table("desk-texts"),
        search: table("search"),
        entries: vec![HelpPart { first: entry.id.clone(), shard: "entries".to_owned() }],
        index: vec![lotse_model::bundle::IndexEntry { prefix: String::new(), shard: "entries".to_owned() }],
    };
    let mut chunks = vec![
        ("root".to_owned(), root.give().write()),
        ("entries".to_owned(), HelpShard { entries: vec![entry] }.give().write()),
        ("problem".to_owned(), ProblemChunk { problem }.give().write()),
        ("problem-texts".to_owned(), problem_texts.give().write()),
        ("desk".to_owned(), DeskChunk { desk }.give().write()),
        ("desk-texts".to_owned(), desk_texts.give().write()),
        ("search".to_owned(), index.root.give().write()),
    ];
    chunks.extend(index.shards);
    (chunks, "root".to_owned())
}

#[test]
fn from_a_typing_error_to_the_right_fix() {
    let mut world = World::new(true, true, true);
    world.tell(&event("open", &[]));
    world.tell(&event("query", &[("text", Json::from("invoce print"))]));
    world.press("The invoice does not print as it should");
    world.press("Yes");
    world.press("Only me");
    world.press("The invoice, in another language");
    world.press("Begin the guide");
    assert_eq!(world.view.get("is_open"), Some(&Json::Bool(false)), "the guide has the page");
    world.tell(&event(
        "guide_ended",
        &[("guide", Json::from("wrong-language")), ("outcome", Json::from("solved"))],
    ));
    world.press("No, not yet");
    world.press("Begin the guide");
    world.tell(&event(
        "guide_ended",
        &[("guide", Json::from("invoice-tray")), ("outcome", Json::from("solved"))],
    ));
    world.press("Yes, solved");
    assert!(world.view.write().contains("Good. If the problem comes back"), "{}", world.view.write());
}

#[test]
fn what_is_urgent_goes_to_a_person_with_a_promise() {
    let mut world = World::new(true, true, true);
    world.tell(&event("open", &[("target", Json::from("problem:invoice-without-letterhead"))]));
    world.press("No");
    world.press("Everybody");
    let view = world.view.write();
    for said in ["Priority 1", "Promised: an answer by", "Call +49 30 901820", "too urgent for self-help"] {
        assert!(view.contains(said), "{said} in {view}");
    }
    world.press("Send");
    assert!(world.view.write().contains("Number 4711"), "{}", world.view.write());
    let sent: Handover = read(&world.sent[0]).expect("a handover");
    assert_eq!(sent.excess(), None);
    assert_eq!(sent.path.len(), 2);
}

#[test]
fn the_guide_left_and_the_page_as_rectangles_go_along_once_they_were_seen() {
    let mut world = World::new(true, true, true);
    world.tell(&event("open", &[("target", Json::from("problem:invoice-without-letterhead"))]));
    world.press("Yes");
    world.press("Only me");
    world.press("The invoice, in another language");
    world.press("Begin the guide");
    let at = |guide: &str, step: &str| {
        event("step_shown", &[("guide", Json::from(guide)), ("step", Json::from(step))])
    };
    world.tell(&at("somebody-elses", "first"));
    world.tell(&at("wrong-language", "open-settings"));
    world.tell(&event("open", &[]));
    world.tell(&event("person", &[]));
    let view = world.view.write();
    assert!(view.contains("open-settings") && view.contains("Release 7"), "{view}");
    assert!(!view.contains(r#""kind":"sketch""#), "only when it is asked for: {view}");
    let take = |on: bool| event("part", &[("name", Json::from("sketch")), ("on", Json::Bool(on))]);
    let wireframe = lotse_model::json::parse(
        r#"{"width":1280,"height":800,"boxes":[{"x":1,"y":2,"width":30,"height":40}]}"#,
    );
    let drawn = event("sketched", &[("wireframe", wireframe.expect("JSON"))]);
    world.tell(&take(true));
    world.tell(&drawn);
    assert!(world.view.write().contains(r#""kind":"sketch""#), "{}", world.view.write());
    world.tell(&take(false));
    assert!(!world.view.write().contains(r#""kind":"sketch""#));
    // Who has taken it out again before it was drawn does not get it back.
    world.tell(&take(true));
    world.tell(&take(false));
    world.tell(&drawn);
    assert!(!world.view.write().contains(r#""kind":"sketch""#));
    world.tell(&take(true));
    world.tell(&drawn);
    world.press("Send");
    let sent: Handover = read(&world.sent[0]).expect("a handover");
    let guide = sent.guide.expect("the guide");
    assert_eq!((guide.id.as_str(), guide.step.as_deref()), ("wrong-language", Some("open-settings")));
    assert_eq!(guide.version.as_deref(), Some("Release 7"));
    assert_eq!(sent.wireframe.expect("the page").boxes.len(), 1);
}

#[test]
fn without_a_network_nothing_is_lost() {
    let mut world = World::new(true, true, true);
    world.tell(&event("open", &[]));
    world.is_network = false;
    world.tell(&event("person", &[]));
    world
        .tell(&event("field", &[("name", Json::from("text")), ("value", Json::from("The scale is broken"))]));
    world.press("Send");
    assert!(world.view.write().contains("is sent by itself"), "{}", world.view.write());
    let kept = world.panel.sent.give();
    let body = world.sent[0].clone();
    // The page is loaded anew.
    let mut after = World::new(true, true, true);
    after.tell(&event("kept", &[("kept", member(&[("sent", kept)]))]));
    assert_eq!(after.sent, [body], "the same bytes under the same key");
    after.tell(&event("open", &[]));
    assert!(after.view.write().contains("Number 4711"), "{}", after.view.write());
}

#[test]
fn where_nothing_can_be_kept_that_is_said() {
    let mut world = World::new(true, false, true);
    world.tell(&event("open", &[]));
    world.is_network = false;
    world.tell(&event("person", &[]));
    world.press("Send");
    assert!(world.view.write().contains("before you close the page"), "{}", world.view.write());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn there_is_always_a_next_move(
        is_network in any::<bool>(), can_keep in any::<bool>(), has_desk in any::<bool>(),
        choices in prop::collection::vec((any::<u8>(), any::<u8>()), 1..40),
    ) {
        let mut world = World::new(is_network, can_keep, has_desk);
        world.tell(&event("open", &[]));
        for (choice, chance) in choices {
            match chance {
                0..=20 => world.is_network = !world.is_network,
                21..=35 => world.tell(&event("query", &[("text", Json::from("invoce"))])),
                36..=45 => world.tell(&event("field", &[("name", Json::from("text")), ("value", Json::from("words"))])),
                46..=70 => {
                    let guide = if chance % 2 == 0 { "invoice-tray" } else { "wrong-language" };
                    let outcome = if chance % 3 == 0 { "escalated" } else { "solved" };
                    world.tell(&event("guide_ended", &[("guide", Json::from(guide)), ("outcome", Json::from(outcome))]));
                }
                71..=76 => { world.now_ms += 3_600_000; world.tell(&event("woke", &[])) }
                77..=80 => world.tell(&event("open", &[("target", Json::from("problem:invoice-without-letterhead"))])),
                _ => {
                    let moves = world.moves();
                    if let Some(one) = moves.get(usize::from(choice) % moves.len().max(1)) {
                        world.tell(one);
                    }
                }
            }
            if world.view.get("is_open") == Some(&Json::Bool(false)) {
                world.tell(&event("open", &[]));
            }
            prop_assert!(world.leads_on(), "stuck: {}", world.view.write());
            for sent in &world.sent {
                let sent: Handover = read(sent).expect("a handover");
                prop_assert_eq!(sent.excess(), None);
                for entry in &sent.path {
                    prop_assert!(world.shown.contains(&entry.result), "{:?} was never shown", entry);
                }
            }
        }
    }
}

#[test]
fn the_tokens_are_those_of_the_overlay() {
    let (panel, overlay) = (file("sdk/panel/src/js/panel.css"), file("sdk/dom/src/overlay.css"));
    for token in [
        "--accent",
        "--on-accent",
        "--surface",
        "--ink",
        "--soft",
        "--line",
        "--tint",
        "--shade",
        "--typeface",
    ] {
        let of = |css: &str| {
            let lines = css.lines().map(str::trim).filter(|line| line.starts_with(&format!("{token}:")));
            lines.map(str::to_owned).take(2).collect::<Vec<_>>()
        };
        assert_eq!(of(&panel), of(&overlay), "{token}");
    }
}
