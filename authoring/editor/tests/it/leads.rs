//! Whatever the editor finds has a command that mends it, or a part of the form in which a person does.

use std::collections::{BTreeMap, BTreeSet};

use lotse_editor::compile::Surroundings;
use lotse_editor::draft::Draft;
use lotse_editor::finding::Finding;
use lotse_editor::fix;
use lotse_editor::fix::lead::{self, Asks};
use lotse_model::diagnostic::Code;
use lotse_model::diagnostic::catalogue::findings;
use lotse_model::json::{Json, parse, pointer_part};

use crate::guides::project;

/// A guide with every kind of step and most of what can be said of one.
const WHOLE: &str = r#"{"schema":0,"guide":{"id":"g","title":{"en":"T","de":"T"},"summary":{"en":"S","de":"S"},"pages":["/x"],
  "audience":{"kind":"all","of":[{"kind":"url","is":["/x"]},{"kind":"attribute","name":"n","test":{"kind":"number","at_least":1}}]},
  "trigger":{"when":{"kind":"url","is":["/x"]},"offer":"ask"},"frequency":{"kind":"at_most","times":3},"resume_hours":24,"start":"a",
  "steps":[
    {"kind":"instruct","id":"a","surface":"tooltip","title":{"en":"t","de":"t"},"body":{"en":"b","de":"b"},
      "target":{"name":{"en":"n","de":"n"},"evidence":[{"kind":"label","is":{"en":"l","de":"l"}},{"kind":"attribute","name":"id","value":"x"}]},
      "placement":{"side":"top"},"spotlight":{"mark":"ring","padding_px":4},"missing":{"then":"ask","after_ms":4000},
      "completion":[{"kind":"click"},{"kind":"key","keys":"Enter"},{"kind":"input","test":{"kind":"present"}}],
      "actions":[{"label":{"en":"l","de":"l"},"action":{"kind":"navigate","url":"/y"}}],
      "skip_when":{"kind":"element","target":{"evidence":[{"kind":"label","is":{"en":"l","de":"l"}},{"kind":"tag","tag":"a"}]},"state":{"kind":"visible"}},
      "entry":{"kind":"date","from":"2026-01-01"},"next":"q"},
    {"kind":"question","id":"q","surface":"modal","body":"ask","answers":[
      {"id":"y","label":{"en":"y","de":"y"},"next":"c"},{"id":"n","label":{"en":"n","de":"n"},"next":"s"}]},
    {"kind":"check","id":"c","condition":{"kind":"answer","step":"q","is":["y"]},"wait_ms":1000,"if_true":"end","if_false":"s","if_unknown":"end"},
    {"kind":"sub_guide","id":"s","guide":"other","solved":"end","stopped":"end"},
    {"kind":"end","id":"end","title":{"en":"e","de":"e"},"outcome":"solved"}]},
  "texts":{"en":{"ask":"Which?"},"de":{"ask":"Welche?"}}}"#;

/// Every place below one.
fn below(json: &Json, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match json {
        Json::Map(members) => {
            for (name, value) in members {
                below(value, &format!("{at}/{}", pointer_part(name)), all);
            }
        }
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                below(item, &format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
}

fn everywhere() -> Vec<String> {
    let mut all = Vec::new();
    below(&parse(WHOLE).unwrap(), "", &mut all);
    all
}

/// What can become of a place, as text.
const INSTEAD: [&str; 10] = [
    "null",
    "-1",
    "99999999",
    r#""""#,
    r#""no such thing""#,
    r#""<b>{target}</b> [x](javascript:x) ![](y)""#,
    "[]",
    "{}",
    r#"{"kind":"no such kind","colour":"red"}"#,
    r#"{"de":"nur deutsch"}"#,
];

/// The whole guide with something else at a place; nothing at all where that is `None`.
fn with(at: &str, instead: Option<&str>) -> String {
    fn put(json: &Json, path: &[&str], instead: Option<&Json>) -> Option<Json> {
        let Some((first, rest)) = path.split_first() else { return instead.cloned() };
        Some(match json {
            Json::Map(members) => Json::Map(
                members
                    .iter()
                    .filter_map(|(name, value)| {
                        let value = if pointer_part(name) == *first {
                            put(value, rest, instead)?
                        } else {
                            value.clone()
                        };
                        Some((name.clone(), value))
                    })
                    .collect(),
            ),
            Json::List(items) => Json::List(
                items
                    .iter()
                    .enumerate()
                    .filter_map(|(index, item)| {
                        if index.to_string() == *first {
                            put(item, rest, instead)
                        } else {
                            Some(item.clone())
                        }
                    })
                    .collect(),
            ),
            other => other.clone(),
        })
    }
    let path: Vec<&str> = at.split('/').skip(1).collect();
    let instead = instead.map(|text| parse(text).unwrap());
    put(&parse(WHOLE).unwrap(), &path, instead.as_ref()).unwrap_or_default().write()
}

/// The step that a place is in.
fn step(pointer: &str) -> Option<&str> {
    pointer.strip_prefix("/guide/steps/")?.split('/').next().filter(|index| !index.is_empty())
}

/// What is wrong with the way that a finding shows, if anything is.
fn fault(draft: &Draft, found: &Finding) -> Option<String> {
    let lead = lead::to(draft, found);
    let said = || format!("{} at {}: {lead:?}", found.problem.code.name(), found.problem.pointer);
    if draft.tree().is_none() {
        return (lead.asks != Asks::File).then(said);
    }
    // What is at a step is mended at that step, or, where that is gone, in the list of steps.
    let is_astray = step(&found.problem.pointer).is_some_and(|own| {
        lead.at != "/guide/steps" && step(&lead.at) != Some(own) && found.problem.code != Code::NEVER_SOLVED
    });
    let (above, _) = lead.at.rsplit_once('/').unwrap_or(("", ""));
    // A part of the form that nobody could draw.
    let is_nowhere = lead.at != "/guide"
        && draft.at(above).is_none()
        && draft.at(&lead.at).is_none()
        && lead.asks != Asks::Steps;
    (is_astray || is_nowhere).then(said)
}

#[test]
fn whatever_is_found_leads_to_where_it_is_mended() {
    let mut surroundings = Surroundings::new(&project(""), &[]).unwrap();
    let (mut wrong, mut seen) = (Vec::new(), BTreeMap::<String, bool>::new());
    for at in everywhere() {
        for instead in INSTEAD.map(Some).into_iter().chain([None]) {
            let draft = Draft::load(&with(&at, instead));
            for found in surroundings.check("a.guide.json", &draft).findings {
                let is_mended = fix::of(&draft, &found).is_some();
                *seen.entry(found.problem.code.name()).or_default() |= is_mended;
                wrong.extend(fault(&draft, &found));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of them: {wrong:#?}", wrong.len());
    let by_hand = seen.values().filter(|is_mended| !**is_mended).count();
    println!("{} codes seen, {by_hand} of them mended by hand", seen.len());
    assert!(seen.len() >= 55 && by_hand >= 30, "{seen:?}");
}

/// Whichever code: what is said at a place of a guide leads into the step that the place is in.
#[test]
fn every_code_leads_somewhere_from_every_place() {
    let draft = Draft::load(WHOLE);
    let mut asked = BTreeSet::new();
    for known in findings() {
        for at in everywhere() {
            let found = Finding::new("a.guide.json", known.code, at.clone(), "title");
            let lead = lead::to(&draft, &found);
            asked.insert(lead.asks);
            assert_eq!(fault(&draft, &found), None);
            assert!(lead.step().is_none_or(|step| step < 5), "{at}: {lead:?}");
        }
    }
    let all = [
        Asks::Heading,
        Asks::Text,
        Asks::Label,
        Asks::Target,
        Asks::Name,
        Asks::Exit,
        Asks::Condition,
        Asks::Completion,
        Asks::Look,
        Asks::Missing,
        Asks::Buttons,
        Asks::Answers,
        Asks::Outcome,
        Asks::Guide,
        Asks::Wait,
        Asks::Pages,
        Asks::Trigger,
        Asks::Steps,
        Asks::Step,
        Asks::Whole,
    ];
    assert_eq!(asked, BTreeSet::from(all));
}

#[test]
fn what_is_asked_for_is_what_is_meant() {
    let mut surroundings = Surroundings::new(&project(""), &[]).unwrap();
    let mut led = |at: &str, instead: Option<&str>, code: &str| {
        let draft = Draft::load(&with(at, instead));
        let all = surroundings.check("a.guide.json", &draft).findings;
        let found = all.iter().find(|found| found.problem.code.name() == code);
        let found = found.unwrap_or_else(|| panic!("{code} at {at}: {all:?}"));
        let lead = lead::to(&draft, found);
        (lead.asks, lead.at, lead.language)
    };
    let to =
        |asks: Asks, at: &str, language: Option<&str>| (asks, at.to_owned(), language.map(str::to_owned));
    // A translation that is missing, of a text in place and of one that stands among the texts.
    let heading = "/guide/steps/0/title";
    assert_eq!(led(&format!("{heading}/de"), None, "L408"), to(Asks::Heading, heading, Some("de")));
    assert_eq!(led("/texts/de/ask", None, "L408"), to(Asks::Text, "/guide/steps/1/body", Some("de")));
    assert_eq!(
        led("/texts/en/ask", Some("\"<b>\""), "L300"),
        to(Asks::Text, "/guide/steps/1/body", Some("en"))
    );
    assert_eq!(
        led("/guide/steps/1/answers/0/label/de", Some("\" \""), "L202"),
        to(Asks::Label, "/guide/steps/1/answers/0/label", Some("de"))
    );
    let name = "/guide/steps/0/target/name";
    assert_eq!(led(&format!("{name}/de"), None, "L408"), to(Asks::Name, name, Some("de")));
    // What is missing is named by the finding, not by its place.
    assert_eq!(led("/guide/steps/2/if_false", None, "L004"), to(Asks::Exit, "/guide/steps/2/if_false", None));
    assert_eq!(led("/guide/steps/0/target", None, "L113"), to(Asks::Target, "/guide/steps/0/target", None));
    assert_eq!(
        led("/guide/steps/0/target/evidence", Some("[]"), "L170"),
        to(Asks::Target, "/guide/steps/0/target", None)
    );
    let seen = "/guide/steps/0/skip_when/target";
    assert_eq!(led(&format!("{seen}/evidence"), Some("[]"), "L170"), to(Asks::Target, seen, None));
    assert_eq!(
        led("/guide/steps/1/answers/1/next", Some("\"gone\""), "L101"),
        to(Asks::Exit, "/guide/steps/1/answers/1/next", None)
    );
    assert_eq!(
        led("/guide/steps/3/guide", Some("\"gone\""), "L405"),
        to(Asks::Guide, "/guide/steps/3/guide", None)
    );
    assert_eq!(led("/guide/pages", Some("[\"::\"]"), "L153"), to(Asks::Pages, "/guide/pages", None));
    let draft = Draft::load("{");
    let broken = surroundings.check("a.guide.json", &draft).findings;
    assert_eq!(broken.first().map(|found| lead::to(&draft, found).asks), Some(Asks::File));
}
