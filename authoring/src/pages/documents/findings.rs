//! What is wrong with a problem or the desk, beside the form.

use lotse_editor::finding::Severity;
use yew::prelude::*;

use crate::components::button::Button;
use crate::components::icon::{Icon, Sign};
use crate::components::said::said;
use crate::pages::guide::scene::{Scene, Shown};
use crate::words::Words;

/// Most that are listed.
const MOST_SHOWN: usize = 20;

/// A list of what was found, or that nothing was, each with what mends it. `place` says in which part a pointer lies.
pub fn findings(scene: &Scene, words: &Words, place: &dyn Fn(&str) -> &'static str) -> Html {
    let all = &scene.findings;
    let fix = |found: &Shown| {
        let command = found.fix.clone()?;
        let on_press = scene.on.reform(move |()| command.clone());
        Some(html! { <Button label={words.fix_it} icon={Icon::Check} {on_press} /> })
    };
    let one = |found: &Shown| {
        let is_error = found.severity == Severity::Error;
        let icon = if is_error { Icon::Error } else { Icon::Warning };
        let class = if is_error { "error" } else { "warning" };
        html! {
            <li class={classes!("finding", class)}><Sign {icon} /><div>
                <p><strong>{ said(&found.message) }</strong></p><p>{ said(&found.advice) }</p><div class="row">{ fix(found).unwrap_or_default() }<small>{ place(&found.pointer) }</small></div>
            </div></li>
        }
    };
    html! {
        <section class="findings" aria-label={words.findings}>
            <h2>{ words.findings }</h2>
            if all.is_empty() {
                <p class="hint" role="status"><Sign icon={Icon::Check} />{ words.no_findings }</p>
            } else {
                <ul>{ for all.iter().take(MOST_SHOWN).map(one) }</ul>
            }
        </section>
    }
}
