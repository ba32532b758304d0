//! Who answers for a guide, and when it ends. Neither is part of its text.

use lotse_api::guides::{NewOwner, Summary, Version};
use lotse_api::people::{Member, Role, User};
use lotse_api::releases::{Expiry, SetExpiry};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::hooks::{Loaded, stored, use_loaded};
use crate::services::clock;
use crate::services::server::part;
use crate::words::fill;

/// Properties of [`Standing`].
#[derive(Clone, PartialEq, Properties)]
pub struct StandingProperties {
    /// Id of the project.
    pub project: AttrValue,
    /// Id of the guide.
    pub guide: AttrValue,
    /// Who answered for it when the page was opened.
    pub owner: User,
}

/// What the server says.
struct Known {
    members: Vec<Member>,
    end_ms: Option<i64>,
    was_frozen: bool,
}

/// See the module.
#[component]
pub fn Standing(properties: &StandingProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let StandingProperties { project, guide, owner } = properties.clone();
    let reading = {
        let server = studio.server.clone();
        use_loaded((project.clone(), guide.clone()), move |(project, guide)| async move {
            let path = format!("/projects/{}", part(&project));
            let members = server.get::<Vec<Member>>(&format!("{path}/members")).await?;
            let ends = server.get::<Vec<Expiry>>(&format!("{path}/expiries")).await?;
            let versions =
                server.get::<Vec<Version>>(&format!("{path}/guides/{}/versions", part(&guide))).await?;
            let end_ms = ends.iter().find(|one| one.guide == *guide).map(|one| one.at_ms);
            Ok(Known { members, end_ms, was_frozen: !versions.is_empty() })
        })
    };
    let now = use_state(|| owner);
    let known = match &reading.now {
        Loaded::Loading => return html! { <p class="hint" aria-busy="true">{ words.loading }</p> },
        Loaded::Failed(failure) => {
            return html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> };
        }
        Loaded::Ready(known) => known.clone(),
    };
    let path = format!("/projects/{}/guides/{}", part(&project), part(&guide));
    let on_choose = {
        let (studio, path, now) = (studio.clone(), format!("{path}/owner"), now.clone());
        Callback::from(move |user: String| {
            let (studio, path, now) = (studio.clone(), path.clone(), now.setter());
            spawn_local(async move {
                match studio.server.post::<Summary>(&path, &NewOwner { user }).await {
                    Ok(summary) => {
                        studio.say(fill(studio.words().owner_set, &[&summary.owner.name]));
                        now.set(summary.owner);
                    }
                    Err(failure) => studio.complain(&failure),
                }
            });
        })
    };
    let option = |user: &User| (AttrValue::from(user.id.clone()), AttrValue::from(user.name.clone()));
    let mut people: Vec<(AttrValue, AttrValue)> = known.members.iter().map(|one| option(&one.user)).collect();
    // Whoever has left the project is still named.
    if !known.members.iter().any(|one| one.user.id == now.id) {
        people.push(option(&now));
    }
    let may_end = studio.may(&project, Role::Publisher) && known.was_frozen;
    html! {
        <>
            <Choice id="guide-owner" label={words.owner} hint={words.owner_hint} value={now.id.clone()} options={people} {on_choose} />
            <End path={format!("{path}/expiry")} end_ms={known.end_ms} {may_end} again={reading.again.clone()} />
            if !known.was_frozen { <p class="hint">{ words.ends_first }</p> }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EndProperties {
    path: String,
    end_ms: Option<i64>,
    may_end: bool,
    again: Callback<()>,
}

#[component]
fn End(properties: &EndProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let EndProperties { path, end_ms, may_end, again } = properties.clone();
    let typed = use_state(String::new);
    let send = {
        let studio = studio.clone();
        Callback::from(move |at_ms: Option<i64>| {
            let (studio, path, again) = (studio.clone(), path.clone(), again.clone());
            spawn_local(async move {
                match studio.server.post::<SetExpiry>(&path, &SetExpiry { at_ms }).await {
                    Ok(SetExpiry { at_ms: Some(_) }) => studio.say(studio.words().end_set),
                    Ok(SetExpiry { at_ms: None }) => studio.say(studio.words().end_taken),
                    Err(failure) => studio.complain(&failure),
                }
                again.emit(());
            });
        })
    };
    let at_ms = clock::typed_ms(&typed);
    let said = end_ms.map_or_else(
        || words.ends_never.to_owned(),
        |at_ms| fill(words.ends_at, &[&clock::moment(at_ms, studio.tongue.tag())]),
    );
    html! {
        <>
            <p role="status">{ said }</p>
            if may_end {
                <div class="row stretch">
                    <Field id="guide-end" kind="datetime-local" label={words.day_and_time} hint={words.ends_hint} value={(*typed).clone()} on_input={stored(&typed)} />
                    <Button label={words.let_end} icon={Icon::End} disabled={at_ms.is_none()} on_press={send.reform(move |()| at_ms)} />
                    if end_ms.is_some() { <Button label={words.let_stay} weight={Weight::Quiet} on_press={send.reform(|()| None)} /> }
                </div>
            }
        </>
    }
}
