//! Deliveries of a case: how far each is, and what can be done about it.

use lotse_api::desk::{ConnectorName, Delivery, DeliveryState};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{name_of, so_far, state};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::icon::Icon;
use crate::services::clock;
use crate::services::server::part;

/// Properties of [`Deliveries`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeliveriesProperties {
    /// Id of the project.
    pub project: String,
    /// Those to show.
    pub all: Vec<Delivery>,
    /// Names of connections.
    pub connectors: Vec<ConnectorName>,
    /// Something has changed.
    pub on_done: Callback<()>,
}

/// See the module.
#[component]
pub fn Deliveries(properties: &DeliveriesProperties) -> Html {
    let studio = use_studio();
    let (help, language) = (studio.tongue.help(), studio.tongue.tag());
    let giving_up = use_state(|| None::<String>);
    let act = {
        let (studio, project, on_done) =
            (studio.clone(), properties.project.clone(), properties.on_done.clone());
        Callback::from(move |(id, what): (String, &'static str)| {
            let (studio, on_done) = (studio.clone(), on_done.clone());
            let path = format!("/projects/{}/deliveries/{}/{what}", part(&project), part(&id));
            spawn_local(async move {
                match studio.server.post::<Delivery>(&path, &serde_json::json!({})).await {
                    Ok(_) => on_done.emit(()),
                    Err(failure) => {
                        studio.complain(&failure);
                        on_done.emit(());
                    }
                }
            });
        })
    };
    let one = |delivery: &Delivery| {
        let is_open = matches!(delivery.state, DeliveryState::Failed | DeliveryState::Waiting);
        let can_try = is_open || delivery.state == DeliveryState::GivenUp;
        let again = {
            let id = delivery.id.clone();
            act.reform(move |()| (id.clone(), "again"))
        };
        let ask = {
            let (giving_up, id) = (giving_up.clone(), delivery.id.clone());
            Callback::from(move |()| giving_up.set(Some(id.clone())))
        };
        html! {
            <li class="delivery" key={delivery.id.clone()}>
                { state(delivery.state, help) }
                <div>
                    <p><b>{ name_of(&properties.connectors, delivery) }</b>{ " · " }{ clock::ago(delivery.changed_ms, language) }</p>
                    { so_far(delivery, help, language) }
                    if let Some(note) = &delivery.note { <p>{ format!("{}: {note}", help.handed_on_by) }</p> }
                </div>
                <div class="row">
                    if can_try { <Button label={help.try_again_now} icon={Icon::Redo} on_press={again} /> }
                    if is_open { <Button label={help.give_up} weight={Weight::Quiet} on_press={ask} /> }
                </div>
            </li>
        }
    };
    let close = {
        let giving_up = giving_up.clone();
        Callback::from(move |()| giving_up.set(None))
    };
    let dialog = (*giving_up).clone().map(|id| {
        let (act, close) = (act.clone(), close.clone());
        let give_up = Callback::from(move |()| {
            act.emit((id.clone(), "give-up"));
            close.emit(());
        });
        html! {
            <Dialog title={help.give_up} on_close={{ let giving_up = giving_up.clone(); Callback::from(move |()| giving_up.set(None)) }}>
                <p>{ help.give_up_about }</p>
                <div class="row end"><Button label={help.give_up} weight={Weight::Danger} on_press={give_up} /></div>
            </Dialog>
        }
    });
    html! { <><ul class="stack">{ for properties.all.iter().map(one) }</ul>{ dialog.unwrap_or_default() }</> }
}
