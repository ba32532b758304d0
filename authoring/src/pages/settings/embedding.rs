//! What developers put into the page once: the address of the guides and the two keys that they are signed with. Keys change here.

use lotse_api::guides::Environment;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::icon::Icon;
use crate::services::server::part;

/// Properties of [`Embedding`].
#[derive(Clone, PartialEq, Properties)]
pub struct EmbeddingProperties {
    /// Id of the project.
    pub project: String,
    /// As the server has it.
    pub environment: Environment,
}

/// See the module.
#[component]
pub fn Embedding(properties: &EmbeddingProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    // What was changed here is newer than the form around it.
    let keys = use_state(|| properties.environment.keys.clone());
    let is_asking = use_state(|| false);
    let ask = |on: bool| {
        let is_asking = is_asking.clone();
        Callback::from(move |()| is_asking.set(on))
    };
    let environment = &properties.environment;
    let rotate = {
        let path = format!(
            "/projects/{}/environments/{}/rotate",
            part(&properties.project),
            part(&environment.name)
        );
        let (studio, keys) = (studio.clone(), keys.setter());
        Callback::from(move |()| {
            let (studio, keys, path) = (studio.clone(), keys.clone(), path.clone());
            spawn_local(async move {
                match studio.server.post_bare::<Environment>(&path).await {
                    Ok(environment) => {
                        studio.say(studio.words().rotated);
                        keys.set(environment.keys);
                    }
                    Err(failure) => studio.complain(&failure),
                }
            });
        })
    };
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let quoted = keys.iter().map(|key| format!("\"{key}\"")).collect::<Vec<_>>().join(", ");
    let code = format!(
        "<script type=\"module\">\n  import {{ init }} from \"{origin}/sdk/lotse.js\";\n  init({{ manifest: \"{origin}{}\", keys: [{quoted}] }});\n</script>",
        environment.manifest
    );
    html! {
        <div class="field">
            <span class="label">{ words.embed }</span>
            <pre class="snippet" tabindex="0"><code>{ code }</code></pre>
            <p class="hint">{ words.embed_hint }</p>
            <div class="row"><Button label={words.rotate} icon={Icon::Swap} weight={Weight::Quiet} on_press={ask(true)} /></div>
            if *is_asking { <Confirm label={words.rotate} about={words.rotate_about} weight={Weight::Primary} on_confirm={rotate} on_close={ask(false)} /> }
        </div>
    }
}
