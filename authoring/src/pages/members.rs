//! Who may write, review, publish and manage.

use lotse_api::people::{Invite, Member, Role};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::{Studio, use_studio};
use crate::components::avatar::Avatar;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::services::server::part;
use crate::words::{Words, fill};

const ROLES: [(&str, Role); 4] = [
    ("author", Role::Author),
    ("reviewer", Role::Reviewer),
    ("publisher", Role::Publisher),
    ("admin", Role::Admin),
];

/// Properties of [`MembersPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct MembersPageProperties {
    /// Id of the project.
    pub project: String,
}

/// See the module.
#[component]
pub fn MembersPage(properties: &MembersPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.members.to_owned());
    let path = format!("/projects/{}/members", part(&properties.project));
    let reading = {
        let server = studio.server.clone();
        use_loaded(path.clone(), move |path| async move { server.get::<Vec<Member>>(&path).await })
    };
    let is_inviting = use_state(|| false);
    let open = {
        let is_inviting = is_inviting.clone();
        Callback::from(move |()| is_inviting.set(true))
    };
    let close = {
        let (is_inviting, again) = (is_inviting.clone(), reading.again.clone());
        Callback::from(move |()| {
            is_inviting.set(false);
            again.emit(());
        })
    };
    let may = studio.may(&properties.project, Role::Admin);
    let actions = if may {
        html! { <Button label={words.invite} icon={Icon::Plus} weight={Weight::Primary} on_press={open} /> }
    } else {
        Html::default()
    };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(members) => html! {
            <ul class="people">{ for members.iter().map(|member| row(member, may, &studio, &path, &reading.again)) }</ul>
        },
    };
    html! {
        <PageFrame title={words.members} about={words.members_about} narrow=true {actions}>
            { content }
            if *is_inviting { <InviteDialog path={path.clone()} on_close={close} /> }
        </PageFrame>
    }
}

fn row(member: &Member, may: bool, studio: &Studio, path: &str, again: &Callback<()>) -> Html {
    let words = studio.words();
    let is_self = studio.session.user.as_ref().is_some_and(|user| user.id == member.user.id);
    let set = {
        let (studio, path, again, email) =
            (studio.clone(), path.to_owned(), again.clone(), member.user.email.clone());
        Callback::from(move |role: String| {
            let role = role_of(&role);
            let invite = Invite { email: email.clone(), name: None, password: None, role };
            send(&studio, &path, invite, again.clone(), Callback::noop());
        })
    };
    let remove = {
        let (studio, path, again) =
            (studio.clone(), format!("{path}/{}", part(&member.user.id)), again.clone());
        Callback::from(move |()| {
            let (studio, path, again) = (studio.clone(), path.clone(), again.clone());
            spawn_local(async move {
                if let Err(failure) = studio.server.delete(&path).await {
                    studio.complain(&failure);
                }
                again.emit(());
            });
        })
    };
    let value = ROLES.iter().find(|(_, role)| *role == member.role).map_or("author", |(name, _)| name);
    html! {
        <li key={member.user.id.clone()}>
            <Avatar user={member.user.clone()} named=true />
            <span class="hint">{ &member.user.email }</span>
            if may && !is_self {
                <Choice id={format!("role-{}", member.user.id)} label={format!("{}: {}", words.role, member.user.name)} bare=true {value} options={roles(words)} on_choose={set} />
                <Button label={words.remove_member} icon={Icon::Trash} bare=true weight={Weight::Quiet} on_press={remove} />
            } else {
                <span>{ words.role(member.role) }</span>
            }
        </li>
    }
}

/// The roles to choose from, with what each may do.
pub fn roles(words: &'static Words) -> Vec<(AttrValue, AttrValue)> {
    let one = |(name, role): &(&'static str, Role)| {
        let said = format!("{} ({})", words.role(*role), words.role_hint(*role));
        (AttrValue::Static(name), AttrValue::from(said))
    };
    ROLES.iter().map(one).collect()
}

/// The role that was chosen.
pub fn role_of(name: &str) -> Role {
    ROLES.iter().find(|(known, _)| *known == name).map_or(Role::Author, |(_, role)| *role)
}

fn send(studio: &Studio, path: &str, invite: Invite, on_done: Callback<()>, on_fault: Callback<AttrValue>) {
    let (studio, path) = (studio.clone(), path.to_owned());
    spawn_local(async move {
        match studio.server.put::<Member>(&path, &invite).await {
            Ok(member) => {
                studio.say(fill(studio.words().invited, &[&member.user.name]));
                on_done.emit(());
            }
            Err(failure) => {
                on_fault.emit(studio.words().failure(&failure).into());
                studio.complain(&failure);
            }
        }
    });
}

#[derive(Clone, PartialEq, Properties)]
struct InviteProperties {
    path: String,
    on_close: Callback<()>,
}

#[component]
fn InviteDialog(properties: &InviteProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let InviteProperties { path, on_close } = properties.clone();
    let form = use_state(|| [String::new(), String::new(), String::new(), "author".to_owned()]);
    let fault = use_state(|| None::<AttrValue>);
    let set = |place: usize| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            if let Some(slot) = next.get_mut(place) {
                *slot = text;
            }
            form.set(next);
        })
    };
    let onsubmit = {
        let (studio, form, fault, on_close) = (studio.clone(), form.clone(), fault.clone(), on_close.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let [email, name, password, role] = (*form).clone();
            let given = |text: String| (!text.is_empty()).then_some(text);
            let invite = Invite { email, name: given(name), password: given(password), role: role_of(&role) };
            let fault = fault.clone();
            send(&studio, &path, invite, on_close.clone(), Callback::from(move |why| fault.set(Some(why))));
        }
    };
    let [email, name, password, role] = (*form).clone();
    html! {
        <Dialog title={words.invite} on_close={on_close.clone()}>
            <form class="stack" {onsubmit}>
                <Field id="invite-email" kind="email" label={words.email} value={email} required=true focused=true on_input={set(0)} />
                <Choice id="invite-role" label={words.role} value={role} options={roles(words)} on_choose={set(3)} />
                <Field id="invite-name" label={words.project_name} value={name} on_input={set(1)} />
                <Field id="invite-password" kind="password" label={words.first_password} hint={words.password_hint} value={password} autocomplete="new-password" on_input={set(2)} />
                if let Some(fault) = &*fault { <p class="fault" role="alert">{ fault }</p> }
                <div class="row end"><Button label={words.add} weight={Weight::Primary} submits=true /></div>
            </form>
        </Dialog>
    }
}
