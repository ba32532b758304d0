//! Words that mean the same, for search.

use lotse_model::json::Json;
use yew::prelude::*;

use crate::components::field::Choice;
use crate::pages::documents::fields::{add, remove};
use crate::pages::guide::form::patterns;
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::words::Words;
use crate::words::help::HelpWords;

const SYNONYMS: &str = "/desk/synonyms";

/// All groups of synonyms.
pub fn synonyms(scene: &Scene, desk: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let all = items(desk, "synonyms");
    let mut languages = vec![(AttrValue::from(""), AttrValue::from(help.every_language))];
    languages.extend(scene.languages.iter().map(|tag| (tag.clone().into(), tag.to_uppercase().into())));
    let one = |(index, group): (usize, &Json)| {
        let at = format!("{SYNONYMS}/{index}");
        let was_there = group.get("language").is_some();
        let on_choose = {
            let (scene, at) = (scene.clone(), format!("{at}/language"));
            Callback::from(move |tag: String| scene.put_text(at.clone(), &tag, was_there))
        };
        let fault = scene.fault(&format!("{at}/words")).or_else(|| scene.fault(&format!("{at}/words/0")));
        html! {
            <li class="synonyms" key={index}>
                { patterns(scene, &format!("{at}/words"), items(group, "words"), help.synonym_words, "") }
                <Choice id={format!("synonym-language-{index}")} label={words.language} bare=true value={word(group, "language").unwrap_or_default().to_owned()} options={languages.clone()} {on_choose} />
                { remove(scene, at, words) }
                if let Some(fault) = fault { <p class="fault" role="status">{ fault }</p> }
            </li>
        }
    };
    let language = scene.language.to_string();
    let new = map([("words", Json::List(Vec::new())), ("language", Json::from(language.as_str()))]);
    html! {
        <>
            <p class="hint">{ help.synonyms_hint }{ " " }{ help.synonym_words_hint }</p>
            <ul class="stack">{ for all.iter().enumerate().map(one) }</ul>
            { add(scene, SYNONYMS, all.len(), help.add_synonyms, new) }
        </>
    }
}
