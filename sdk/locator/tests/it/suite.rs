//! The cases of `tests/suite/locator`: a page as a list of facts, a target, and the verdict that people would give.

use std::fs;
use std::path::Path;

use lotse_locator::{Facts, Reason, Verdict, decide, plan, rough};
use lotse_model::json::{Json, parse};
use lotse_model::target::Target;
use lotse_model::wire::{Reader, Wire};

/// An element of a case: its facts, what it lies in, and the frame whose document it is in, by index.
struct Element {
    facts: Facts,
    inside: Option<usize>,
    frame: Option<usize>,
}

fn text(json: &Json, name: &str) -> String {
    json.get(name).and_then(Json::as_text).unwrap_or_default().to_owned()
}

fn index(json: &Json, name: &str) -> Option<usize> {
    match json.get(name) {
        Some(Json::Number(number)) => Some(usize::try_from(*number).unwrap()),
        _ => None,
    }
}

fn element(json: &Json) -> Element {
    let sight = text(json, "sight");
    let attributes = match json.get("attributes") {
        Some(Json::Map(members)) => {
            members.iter().map(|(name, value)| (name.clone(), value.as_text().unwrap().to_owned())).collect()
        }
        _ => Vec::new(),
    };
    let place = |name| index(json, name).unwrap_or(0) as u32;
    let facts = Facts {
        tag: text(json, "tag"),
        role: text(json, "role"),
        name: text(json, "name"),
        text: text(json, "text"),
        label: text(json, "label"),
        heading: text(json, "heading"),
        ancestry: text(json, "ancestry"),
        index: place("index"),
        of: place("of"),
        attributes,
        css: text(json, "css"),
        is_complete: true,
        is_visible: sight != "hidden",
        is_covered: sight == "covered",
        is_framed: index(json, "frame").is_some(),
        holder: None,
    };
    Element { facts, inside: index(json, "inside"), frame: index(json, "frame") }
}

fn lies_in(page: &[Element], mut at: usize, scope: usize) -> bool {
    while let Some(outer) = page[at].inside {
        if outer == scope {
            return true;
        }
        at = outer;
    }
    false
}

/// Resolves frame, scope and element in turn, as the finder does in a page.
fn resolve(
    page: &[Element],
    target: &Target,
    languages: &[String],
    frame: Option<usize>,
    scope: Option<usize>,
) -> Verdict {
    let found = |verdict| match verdict {
        Verdict::Match { index, .. } => Ok(index),
        refusal => Err(refusal),
    };
    let frame = match &target.frame {
        Some(outer) => match found(resolve(page, outer, languages, frame, None)) {
            Ok(index) => Some(index),
            Err(refusal) => return refusal,
        },
        None => frame,
    };
    let scope = match &target.within {
        Some(outer) => match found(resolve(page, outer, languages, frame, scope)) {
            Ok(index) => Some(index),
            Err(refusal) => return refusal,
        },
        None => scope,
    };
    let members: Vec<usize> = (0..page.len())
        .filter(|at| frame.is_none() || page[*at].frame == frame)
        .filter(|at| scope.is_none_or(|scope| lies_in(page, *at, scope)))
        .collect();
    let candidates: Vec<Facts> = members
        .iter()
        .map(|at| {
            let holder =
                page[*at].inside.and_then(|outer| members.iter().position(|member| *member == outer));
            // In a frame that the target names, being framed says nothing.
            Facts {
                holder,
                is_framed: frame.is_none() && page[*at].frame.is_some(),
                ..page[*at].facts.clone()
            }
        })
        .collect();
    match decide(target, languages, &candidates) {
        Verdict::Match { index, confidence, margin } => {
            Verdict::Match { index: members[index], confidence, margin }
        }
        refusal => refusal,
    }
}

fn run(folder: &Path) -> Result<(), String> {
    let json = parse(&fs::read_to_string(folder.join("case.json")).unwrap())
        .map_err(|error| format!("{error:?}"))?;
    let mut reader = Reader::default();
    let target =
        Target::take(json.get("target").unwrap(), &mut reader).ok_or(format!("{:?}", reader.problems))?;
    if !reader.problems.is_empty() {
        return Err(format!("{:?}", reader.problems));
    }
    let list = |name: &str| match json.get(name) {
        Some(Json::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let languages: Vec<String> =
        list("languages").iter().map(|tag| tag.as_text().unwrap().to_owned()).collect();
    let page: Vec<Element> = list("page").iter().map(element).collect();
    let verdict = resolve(&page, &target, &languages, None, None);
    let told = match verdict {
        Verdict::Match { index, .. } => Json::Number(index as i64),
        Verdict::Refusal { reason: Reason::Absent, .. } => Json::from("absent"),
        Verdict::Refusal { reason: Reason::Weak, .. } => Json::from("weak"),
        Verdict::Refusal { reason: Reason::Ambiguous, .. } => Json::from("ambiguous"),
    };
    let expected = json.get("expect").unwrap();
    if told != *expected {
        return Err(format!("expected {}, got {verdict:?}", expected.write()));
    }
    // What would be chosen for a closer look must include what is right.
    if let Json::Number(right) = expected {
        let scores: Vec<i32> = page.iter().map(|one| rough(&target, &languages, &one.facts)).collect();
        let better = scores.iter().filter(|score| **score > scores[*right as usize]).count();
        if better >= 24 {
            return Err(format!("{better} candidates look better at first sight"));
        }
    }
    if plan(&target).probes.is_empty() && plan(&target).kind.is_empty() {
        return Err("nowhere to look".to_owned());
    }
    Ok(())
}

#[test]
fn every_case_has_the_verdict_that_people_would_give() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/locator");
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 25, "{} cases", folders.len());
    let failed: Vec<String> = folders
        .iter()
        .filter_map(|folder| {
            run(folder).err().map(|why| format!("{}: {why}", folder.file_name().unwrap().display()))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
