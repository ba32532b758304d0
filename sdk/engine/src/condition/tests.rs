use lotse_model::condition::Platform;
use lotse_model::json::{Json, parse};
use lotse_model::wire::{Reader, Wire};

use super::*;
use crate::event::{ElementReport, FindId, Report};

const SWITCH: &str = r##"{"kind":"element","target":{"evidence":[{"kind":"css","selector":"#switch"}]},"state":{"kind":"on"}}"##;

fn condition(text: &str) -> Condition {
    Condition::take(&parse(text).unwrap(), &mut Reader::default()).unwrap()
}

fn guide() -> GuideId {
    GuideId::new("printer").unwrap()
}

fn world() -> World {
    let mut world = World::default();
    world.facts.platform = Some(Platform::Windows);
    world.facts.go_to("https://app.example/orders/7?tab=print#top".to_owned());
    world.history.restore(None);
    world
}

fn verdict(text: &str, world: &World) -> Verdict {
    let scope = Scope { guide: &guide(), answers: &[], language: "de-CH" };
    test(&condition(text), scope, world, &mut Vec::new())
}

#[test]
fn the_tables_of_kleene() {
    let part = |verdict: Verdict| match verdict {
        Verdict::True => r#"{"kind":"all","of":[]}"#,
        Verdict::False => r#"{"kind":"any","of":[]}"#,
        Verdict::Unknown => r#"{"kind":"of_a_later_version"}"#,
    };
    let all = [Verdict::True, Verdict::False, Verdict::Unknown];
    let rank = |verdict: Verdict| match verdict {
        Verdict::False => 0,
        Verdict::Unknown => 1,
        Verdict::True => 2,
    };
    let world = world();
    for one in all {
        let not = format!(r#"{{"kind":"not","of":{}}}"#, part(one));
        assert_eq!(rank(verdict(&not, &world)), 2 - rank(one));
        for two in all {
            let pair = |kind| format!(r#"{{"kind":"{kind}","of":[{},{}]}}"#, part(one), part(two));
            assert_eq!(rank(verdict(&pair("all"), &world)), rank(one).min(rank(two)), "{one:?} and {two:?}");
            assert_eq!(rank(verdict(&pair("any"), &world)), rank(one).max(rank(two)), "{one:?} or {two:?}");
        }
    }
}

#[test]
fn plain_facts() {
    let mut world = world();
    let cases = [
        (r#"{"kind":"url","is":["/invoices/*","/orders/*"]}"#, Verdict::True),
        (r#"{"kind":"url","is":["/orders"]}"#, Verdict::False),
        (r#"{"kind":"url","is":["https://app.example/orders/*?tab=*"]}"#, Verdict::True),
        (r#"{"kind":"url","is":["not a pattern"]}"#, Verdict::False),
        (r#"{"kind":"platform","is":["macos","windows"]}"#, Verdict::True),
        (r#"{"kind":"language","is":["fr","DE"]}"#, Verdict::True),
        (r#"{"kind":"language","is":["de-AT"]}"#, Verdict::False),
        (r#"{"kind":"guide","history":"never_started"}"#, Verdict::True),
        (r#"{"kind":"guide","guide":"other","history":"solved"}"#, Verdict::False),
        (r#"{"kind":"date","from":"1970-01-01","until":"1970-01-01"}"#, Verdict::True),
        (r#"{"kind":"date","from":"1970-01-02"}"#, Verdict::False),
        (r#"{"kind":"date","until":"1969-12-31"}"#, Verdict::False),
        (r#"{"kind":"host_event","name":"saved"}"#, Verdict::False),
        (r#"{"kind":"attribute","name":"role","test":{"kind":"present"}}"#, Verdict::Unknown),
        (r#"{"kind":"answer","step":"ask","is":["yes"]}"#, Verdict::False),
    ];
    for (text, expected) in cases {
        assert_eq!(verdict(text, &world), expected, "{text}");
    }
    world.facts.host_event("saved");
    world.facts.identify(None, vec![("role".to_owned(), Json::from("Buyer"))], None);
    world.history.started(&guide(), 0);
    let cases = [
        (r#"{"kind":"host_event","name":"saved"}"#, Verdict::True),
        (r#"{"kind":"attribute","name":"role","test":{"kind":"is","any":["buyer"]}}"#, Verdict::True),
        (r#"{"kind":"attribute","name":"team","test":{"kind":"absent"}}"#, Verdict::True),
        (r#"{"kind":"guide","history":"not_solved"}"#, Verdict::True),
    ];
    for (text, expected) in cases {
        assert_eq!(verdict(text, &world), expected, "{text}");
    }
}

#[test]
fn nothing_is_known_before_anybody_has_told() {
    let mut world = World::default();
    for text in [r#"{"kind":"guide","history":"started"}"#, r#"{"kind":"platform","is":["windows"]}"#] {
        assert_eq!(verdict(text, &world), Verdict::Unknown, "{text}");
    }
    world.history.restore(None);
    assert_eq!(verdict(r#"{"kind":"guide","history":"started"}"#, &world), Verdict::False);
}

#[test]
fn answers_are_those_of_the_same_guide() {
    let world = world();
    let answer = |guide: &str, answer: &str| Given {
        guide: GuideId::new(guide).unwrap(),
        step: StepId::new("ask").unwrap(),
        answer: AnswerId::new(answer).unwrap(),
    };
    let answers = [answer("printer", "yes"), answer("other", "no")];
    let scope = Scope { guide: &guide(), answers: &answers, language: "" };
    let asked = |is: &str| condition(&format!(r#"{{"kind":"answer","step":"ask","is":["{is}"]}}"#));
    assert_eq!(test(&asked("yes"), scope, &world, &mut Vec::new()), Verdict::True);
    assert_eq!(test(&asked("no"), scope, &world, &mut Vec::new()), Verdict::False);
}

#[test]
fn elements_are_unknown_until_reported_and_looked_for_only_where_they_matter() {
    let mut world = world();
    let scope = Scope { guide: &guide(), answers: &[], language: "" };
    let decided = condition(&format!(r#"{{"kind":"all","of":[{SWITCH},{{"kind":"any","of":[]}}]}}"#));
    assert_eq!(holds(&decided, scope, &mut world), Verdict::False);
    world.end_pass();
    assert_eq!(world.effects, [], "what cannot matter is not looked for");

    let open = condition(&format!(r#"{{"kind":"any","of":[{SWITCH},{{"kind":"any","of":[]}}]}}"#));
    world.begin_pass();
    assert_eq!(holds(&open, scope, &mut world), Verdict::Unknown);
    world.end_pass();
    assert_eq!(world.effects.len(), 1);
    let report = ElementReport { is_on: Some(true), ..ElementReport::default() };
    world.finds.report(FindId(1), Report::Matched(report), 0);
    assert_eq!(holds(&open, scope, &mut world), Verdict::True);
}

#[test]
fn elements_that_are_not_there_are_hidden_and_nothing_else() {
    use crate::event::MissingReason;
    let state = |text: &str, reason| {
        let state = ElementState::take(&parse(text).unwrap(), &mut Reader::default()).unwrap();
        state_of(&state, crate::finds::Sight::Missing(reason))
    };
    for reason in [MissingReason::Absent, MissingReason::Invisible] {
        assert_eq!(state(r#"{"kind":"hidden"}"#, reason), Verdict::True);
        assert_eq!(state(r#"{"kind":"visible"}"#, reason), Verdict::False);
        assert_eq!(state(r#"{"kind":"off"}"#, reason), Verdict::Unknown);
    }
    for reason in [MissingReason::Unsure, MissingReason::ForeignFrame] {
        assert_eq!(state(r#"{"kind":"hidden"}"#, reason), Verdict::Unknown);
    }
}

#[test]
fn every_state_of_an_element_that_is_there() {
    let element = ElementReport {
        is_visible: true,
        is_enabled: false,
        is_on: Some(false),
        is_expanded: Some(true),
        is_focused: true,
        is_valid: None,
        value: Some("Tray 2".to_owned()),
        text: None,
        ..ElementReport::default()
    };
    let cases = [
        (r#"{"kind":"visible"}"#, Verdict::True),
        (r#"{"kind":"hidden"}"#, Verdict::False),
        (r#"{"kind":"enabled"}"#, Verdict::False),
        (r#"{"kind":"disabled"}"#, Verdict::True),
        (r#"{"kind":"on"}"#, Verdict::False),
        (r#"{"kind":"off"}"#, Verdict::True),
        (r#"{"kind":"expanded"}"#, Verdict::True),
        (r#"{"kind":"collapsed"}"#, Verdict::False),
        (r#"{"kind":"focused"}"#, Verdict::True),
        (r#"{"kind":"valid"}"#, Verdict::Unknown),
        (r#"{"kind":"invalid"}"#, Verdict::Unknown),
        (r#"{"kind":"value","test":{"kind":"contains","text":"tray"}}"#, Verdict::True),
        (r#"{"kind":"text","test":{"kind":"present"}}"#, Verdict::False),
    ];
    for (text, expected) in cases {
        let state = ElementState::take(&parse(text).unwrap(), &mut Reader::default()).unwrap();
        assert_eq!(state_of(&state, crate::finds::Sight::Found(&element)), expected, "{text}");
    }
}

#[test]
fn explanations_name_places_and_reasons_and_nothing_of_the_page() {
    let world = world();
    let text = format!(
        r#"{{"kind":"all","of":[{{"kind":"url","is":["/orders/*"]}},{{"kind":"not","of":{SWITCH}}}]}}"#
    );
    let scope = Scope { guide: &guide(), answers: &[], language: "" };
    let told = explain(&condition(&text), scope, &world).write();
    let expected = concat!(
        r#"{"kind":"all","result":"unknown","place":"","of":[{"kind":"url","result":"true","place":"/of/0"},"#,
        r#"{"kind":"not","result":"unknown","place":"/of/1","of":[{"kind":"element","result":"unknown","#,
        r#""place":"/of/1/of","why":"not_looked_for"}]}]}"#
    );
    assert_eq!(told, expected);
}
