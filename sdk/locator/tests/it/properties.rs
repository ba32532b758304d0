//! What holds for every page and every target.

use lotse_locator::{Facts, Verdict, decide, plan, propose, rough};
use lotse_model::basic::Table;
use lotse_model::target::{Evidence, Fact, Target};
use proptest::prelude::*;

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["Save", "Cancel", "Edit", "Orders", "Speichern", "", "3", "保存"]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn tag() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["button", "a", "input", "div", "td"]).prop_map(str::to_owned)
}

fn role() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["button", "link", "textbox", "cell", ""]).prop_map(str::to_owned)
}

fn attributes() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop::sample::select(vec!["id", "name", "href", "class", "data-x", "title", "icon"]);
    prop::collection::vec((name.prop_map(str::to_owned), word()), 0..4)
}

prop_compose! {
    fn facts()(
        tag in tag(), role in role(), name in word(), text in word(), label in word(), heading in word(),
        ancestry in prop::collection::vec(word(), 0..4), index in 0..4_u32, of in 0..4_u32,
        attributes in attributes(), css in "[01]{0,3}", flags in any::<(bool, bool, bool, bool)>(),
    ) -> Facts {
        Facts {
            tag, role, name, text, label, heading, index, of, attributes, css,
            ancestry: ancestry.join(" < "),
            is_complete: flags.0, is_visible: flags.1, is_covered: flags.2, is_framed: flags.3,
            holder: None,
        }
    }
}

fn table() -> impl Strategy<Value = Table<String>> {
    let language = prop::sample::select(vec!["*", "de", "en", "de-CH"]).prop_map(str::to_owned);
    prop::collection::vec((language, word()), 0..3).prop_map(Table::from_iter)
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        role().prop_map(|role| Fact::Role { role }),
        table().prop_map(|is| Fact::Name { is }),
        table().prop_map(|is| Fact::Text { is }),
        table().prop_map(|is| Fact::Label { is }),
        table().prop_map(|is| Fact::Heading { is }),
        tag().prop_map(|tag| Fact::Tag { tag }),
        ("\\PC{0,8}", word()).prop_map(|(name, value)| Fact::Attribute { name, value }),
        "\\PC{0,8}".prop_map(|selector| Fact::Css { selector }),
        (any::<u32>(), any::<u32>()).prop_map(|(index, of)| Fact::Position { index, of }),
        "\\PC{0,20}".prop_map(|path| Fact::Ancestry { path }),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    (prop::collection::vec(fact(), 0..10), prop::option::of(0..200_u32)).prop_map(
        |(facts, margin_percent)| Target {
            name: None,
            evidence: facts.into_iter().map(Evidence::Known).collect(),
            within: None,
            frame: None,
            margin_percent,
        },
    )
}

/// The verdict with the candidate instead of its index.
fn named(verdict: Verdict, candidates: &[Facts]) -> (Option<Facts>, u32) {
    match verdict {
        Verdict::Match { index, confidence, .. } => (Some(candidates[index].clone()), confidence),
        Verdict::Refusal { confidence, .. } => (None, confidence),
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_the_order_of_candidates_does_not_matter(
        target in target(), candidates in prop::collection::vec(facts(), 0..8), turn in 0..8_usize,
    ) {
        let languages = ["de".to_owned()];
        let verdict = decide(&target, &languages, &candidates);
        let mut turned = candidates.clone();
        turned.rotate_left(if candidates.is_empty() { 0 } else { turn % candidates.len() });
        turned.reverse();
        prop_assert_eq!(named(verdict, &candidates), named(decide(&target, &languages, &turned), &turned));
        let _ = plan(&target);
        for candidate in &candidates {
            let _ = rough(&target, &languages, candidate);
        }
    }

    #[test]
    fn the_flat_form_never_panics(flat in "(\\PC|\u{1f}|\u{1e}){0,60}") {
        let _ = Facts::read(&flat);
    }

    #[test]
    fn what_was_just_picked_is_itself_or_refused(picked in facts(), others in prop::collection::vec(facts(), 0..6)) {
        match propose(&picked, &others, "de").verdict {
            Verdict::Match { index, .. } => {
                let all: Vec<Facts> = std::iter::once(picked.clone()).chain(others).collect();
                // Where flags differ only in sight, the one that is seen wins over the one that was picked.
                let bare = |facts: &Facts| Facts { is_visible: true, is_covered: false, is_framed: false, ..facts.clone() };
                let target = propose(&picked, &[], "de").target;
                let language = ["de".to_owned()];
                prop_assert!(
                    index == 0
                        || rough(&target, &language, &bare(&all[index])) >= rough(&target, &language, &bare(&picked))
                        || !picked.is_visible || picked.is_covered || picked.is_framed || !picked.is_complete
                );
            }
            Verdict::Refusal { .. } => {}
        }
    }

    #[test]
    fn identical_twins_are_refused(picked in facts(), others in prop::collection::vec(facts(), 0..4)) {
        let mut candidates = others;
        candidates.push(picked.clone());
        candidates.push(picked.clone());
        let target = propose(&picked, &[], "de").target;
        match decide(&target, &["de".to_owned()], &candidates) {
            Verdict::Match { index, .. } => prop_assert!(candidates[index] != picked),
            Verdict::Refusal { .. } => {}
        }
    }
}
