//! What a target is called in a language, for target labels that give no words of their own.

use lotse_model::basic::Table;
use lotse_model::guide::Guide;
use lotse_model::step::Step;
use lotse_model::target::{Evidence, Fact, Target};
use lotse_model::text::{Text, fitting_language};

use super::collect::Catalogue;
use crate::compile::content::Memo;

/// Any language, in evidence.
const ANY: &str = "*";

/// The target of a step.
pub(super) fn target_of(guide: &Guide, step: usize) -> Option<&Target> {
    match guide.steps.get(step)? {
        Step::Instruct(step) => step.target.as_ref(),
        Step::Question(step) => step.target.as_ref(),
        Step::Check(_) | Step::SubGuide(_) | Step::End(_) => None,
    }
}

/// The name of a target: what its author calls it, else its recorded name, label or text.
pub(super) fn of(
    target: &Target,
    language: &str,
    default: &str,
    catalogue: &Catalogue,
    memo: &mut Memo,
) -> Option<String> {
    given(target, language, default, catalogue, memo).or_else(|| recorded(target, language, default))
}

fn given(
    target: &Target,
    language: &str,
    default: &str,
    catalogue: &Catalogue,
    memo: &mut Memo,
) -> Option<String> {
    let Some(Text::Id(id)) = &target.name else { return None };
    let entry = catalogue.get(id)?;
    let found = fitting_language(language, |tag| entry.language(tag)).or_else(|| entry.language(default))?;
    Some(memo.name(&entry.origin(found)?.markdown)).filter(|name| !name.is_empty())
}

fn recorded(target: &Target, language: &str, default: &str) -> Option<String> {
    let facts = || {
        target.evidence.iter().filter_map(|evidence| match evidence {
            Evidence::Known(fact) => Some(fact),
            Evidence::Unsupported => None,
        })
    };
    let names = facts().find_map(|fact| if let Fact::Name { is } = fact { Some(is) } else { None });
    let labels = facts().find_map(|fact| if let Fact::Label { is } = fact { Some(is) } else { None });
    let texts = facts().find_map(|fact| if let Fact::Text { is } = fact { Some(is) } else { None });
    [names, labels, texts].into_iter().flatten().find_map(|words| spoken(words, language, default))
}

fn spoken(words: &Table<String>, language: &str, default: &str) -> Option<String> {
    let tag = |tag: &str| words.iter().find(|(offered, _)| *offered == tag).map(|(offered, _)| offered);
    let found = fitting_language(language, tag)
        .or_else(|| tag(ANY))
        .or_else(|| fitting_language(default, tag))
        .or_else(|| words.iter().next().map(|(offered, _)| offered))?;
    words.get(found).cloned().filter(|name| !name.is_empty())
}
