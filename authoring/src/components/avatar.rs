//! People: two letters on a colour that stays theirs.

use lotse_api::people::User;
use yew::prelude::*;

/// How many colours there are in the style sheet.
const COLOURS: u32 = 6;

/// Properties of [`Avatar`].
#[derive(Clone, PartialEq, Properties)]
pub struct AvatarProperties {
    /// Who.
    pub user: User,
    /// The name stands beside it.
    #[prop_or_default]
    pub named: bool,
}

/// See the module.
#[component]
pub fn Avatar(properties: &AvatarProperties) -> Html {
    let user = &properties.user;
    let letters: String =
        user.name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let colour =
        user.id.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % COLOURS;
    html! {
        <span class="person" title={(!properties.named).then(|| user.name.clone())}>
            <span class={classes!("avatar", format!("hue-{colour}"))} aria-hidden="true">{ letters.to_uppercase() }</span>
            <span class={if properties.named { "" } else { "unseen" }}>{ &user.name }</span>
        </span>
    }
}
