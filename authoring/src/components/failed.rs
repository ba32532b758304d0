//! Something could not be read: why, and a way to try again.

use yew::prelude::*;

use super::button::Button;
use super::icon::{Icon, Sign};
use crate::app::use_studio;
use crate::services::server::Failure;

/// Properties of [`Failed`].
#[derive(Clone, PartialEq, Properties)]
pub struct FailedProperties {
    /// Why.
    pub failure: Failure,
    /// Tries again.
    pub again: Callback<()>,
}

/// See the module.
#[component]
pub fn Failed(properties: &FailedProperties) -> Html {
    let words = use_studio().words();
    let icon = if properties.failure == Failure::Offline { Icon::Offline } else { Icon::Error };
    html! {
        <div class="empty" role="alert">
            <Sign {icon} />
            <p>{ words.failure(&properties.failure) }</p>
            <Button label={words.try_again} on_press={properties.again.clone()} />
        </div>
    }
}
