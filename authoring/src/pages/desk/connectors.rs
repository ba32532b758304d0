//! Where cases go: connections to the desk's own systems, their secrets (written, never read), and whether they work.

use lotse_api::desk::{Connector, ConnectorKind, DeskSettings, Tried};
use yew::prelude::*;

use super::form::Change;
use super::priorities::PRIORITIES;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field, Toggle};
use crate::components::icon::{Icon, Sign};
use crate::words::fill;
use crate::words::help::HelpWords;

/// Systems by their word, and an address like theirs.
const KINDS: [(ConnectorKind, &str, &str); 7] = [
    (ConnectorKind::Webhook, "webhook", "https://desk.example/hook"),
    (ConnectorKind::Mail, "mail", "smtps://mail.example:465"),
    (ConnectorKind::RequestTracker, "request_tracker", "https://rt.example"),
    (ConnectorKind::Zammad, "zammad", "https://zammad.example"),
    (ConnectorKind::Jira, "jira", "https://example.atlassian.net"),
    (ConnectorKind::ServiceNow, "service_now", "https://example.service-now.com"),
    (ConnectorKind::Glpi, "glpi", "https://glpi.example"),
];

/// Properties of [`Connectors`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConnectorsProperties {
    /// What there is.
    pub settings: DeskSettings,
    /// What trying has shown, by place.
    pub tried: Vec<(usize, Tried)>,
    /// The place that is being tried.
    pub trying: Option<usize>,
    /// Changes the settings.
    pub on_change: Callback<Change>,
    /// Tries a connection.
    pub on_try: Callback<usize>,
}

/// See the module.
#[component]
pub fn Connectors(properties: &ConnectorsProperties) -> Html {
    let help = use_studio().tongue.help();
    let ConnectorsProperties { settings, on_change, .. } = properties;
    let on_takes =
        on_change.reform(|on: bool| -> Change { Box::new(move |settings| settings.takes_cases = on) });
    let on_secret = on_change.reform(|typed: String| -> Change {
        Box::new(move |settings| settings.identify_secret = (!typed.is_empty()).then_some(typed))
    });
    let drop_secret = on_change.reform(|()| -> Change {
        Box::new(|settings| {
            settings.identify_secret = Some(String::new());
            settings.has_identify_secret = false;
        })
    });
    let add = on_change.reform(|()| -> Change {
        Box::new(|settings| settings.connectors.push(begun(&settings.connectors)))
    });
    let typed = settings.identify_secret.clone().unwrap_or_default();
    let hint = format!(
        "{} {}",
        help.identify_hint,
        if settings.has_identify_secret { help.secret_kept } else { help.secret_new }
    );
    html! {
        <>
            <section class="part">
                <Toggle id="takes-cases" label={help.takes_cases} hint={help.takes_cases_hint} on={settings.takes_cases} on_switch={on_takes} />
                <p class="hint">{ help.connectors_hint }</p>
            </section>
            <ul class="stack">{ for settings.connectors.iter().enumerate().map(|(place, connector)| html! {
                <One key={place} {place} connector={connector.clone()} properties={properties.clone()} />
            }) }</ul>
            <div class="row"><Button label={help.add_connector} icon={Icon::Plus} on_press={add} /></div>
            <section class="part">
                <Field id="identify-secret" kind="password" autocomplete="new-password" label={help.identify_secret} {hint} value={typed} on_input={on_secret} />
                if settings.has_identify_secret { <Button label={help.identify_take_away} icon={Icon::Trash} weight={Weight::Quiet} on_press={drop_secret} /> }
            </section>
        </>
    }
}

fn begun(all: &[Connector]) -> Connector {
    let mut ids = (1..).map(|number| format!("desk-{number}"));
    let id = ids.find(|id| !all.iter().any(|one| one.id == *id)).unwrap_or_default();
    Connector {
        id,
        name: String::new(),
        kind: ConnectorKind::Webhook,
        address: String::new(),
        account: None,
        queue: None,
        request_type: None,
        from: None,
        to: None,
        secret: None,
        has_secret: false,
        priorities: Vec::new(),
        is_next_level: false,
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OneProperties {
    place: usize,
    connector: Connector,
    properties: ConnectorsProperties,
}

/// A member of a connection, and what it is called for this system.
struct Member {
    name: &'static str,
    label: &'static str,
    read: fn(&Connector) -> &Option<String>,
    write: fn(&mut Connector, Option<String>),
}

/// The members that a system wants.
fn members(kind: ConnectorKind, help: &HelpWords) -> Vec<Member> {
    let account = |label| Member {
        name: "account",
        label,
        read: |one| &one.account,
        write: |one, text| one.account = text,
    };
    let queue = Member {
        name: "queue",
        label: help.connector_queue,
        read: |one| &one.queue,
        write: |one, text| one.queue = text,
    };
    let request = Member {
        name: "request-type",
        label: help.connector_request_type,
        read: |one| &one.request_type,
        write: |one, text| one.request_type = text,
    };
    let from = Member {
        name: "from",
        label: help.mail_from,
        read: |one| &one.from,
        write: |one, text| one.from = text,
    };
    let to =
        Member { name: "to", label: help.mail_to, read: |one| &one.to, write: |one, text| one.to = text };
    match kind {
        ConnectorKind::Webhook => Vec::new(),
        ConnectorKind::Mail => vec![account(help.connector_account), from, to],
        ConnectorKind::RequestTracker => vec![queue],
        ConnectorKind::Zammad => vec![queue, account(help.address_mail)],
        ConnectorKind::Jira => vec![account(help.address_mail), queue, request],
        ConnectorKind::ServiceNow => vec![account(help.connector_account), queue],
        ConnectorKind::Glpi => vec![account(help.app_token), queue],
    }
}

fn secret_label(kind: ConnectorKind, help: &HelpWords) -> &'static str {
    match kind {
        ConnectorKind::Webhook => help.signing_secret,
        ConnectorKind::Mail | ConnectorKind::ServiceNow => help.password_,
        ConnectorKind::RequestTracker | ConnectorKind::Zammad => help.token,
        ConnectorKind::Jira | ConnectorKind::Glpi => help.api_token,
    }
}

/// Writes what was typed.
type Write = Box<dyn Fn(&mut Connector, String)>;

/// One connection.
#[component]
fn One(properties: &OneProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    let OneProperties { place, connector, properties } = properties.clone();
    let edit = |write: Write| {
        let write = std::rc::Rc::new(write);
        properties.on_change.reform(move |typed: String| -> Change {
            let write = std::rc::Rc::clone(&write);
            Box::new(move |settings| {
                if let Some(one) = settings.connectors.get_mut(place) {
                    write(one, typed);
                }
            })
        })
    };
    let id = |name: &str| format!("connector-{place}-{name}");
    let some = |typed: String| (!typed.is_empty()).then_some(typed);
    let member = |member: Member| {
        let value = (member.read)(&connector).clone().unwrap_or_default();
        let write = member.write;
        let on_input = edit(Box::new(move |one, typed| write(one, some(typed))));
        html! { <Field id={id(member.name)} label={member.label} {value} {on_input} /> }
    };
    let kind_word =
        KINDS.iter().find(|(kind, ..)| *kind == connector.kind).map_or("webhook", |(_, word, _)| word);
    let example = KINDS.iter().find(|(kind, ..)| *kind == connector.kind).map_or("", |(.., example)| example);
    let on_kind = edit(Box::new(|one, word| {
        if let Some((kind, ..)) = KINDS.iter().find(|(_, known, _)| *known == word) {
            one.kind = *kind;
            one.has_secret = false;
        }
    }));
    let on_address = edit(Box::new(|one, typed| {
        // A secret is good for one address: elsewhere it has to be written anew.
        one.has_secret = one.has_secret && one.address == typed;
        one.address = typed;
    }));
    let drop = properties.on_change.reform(move |()| -> Change {
        Box::new(move |settings| {
            if place < settings.connectors.len() {
                settings.connectors.remove(place);
            }
        })
    });
    let hint = if connector.has_secret { help.secret_kept } else { help.secret_new };
    let on_try = properties.on_try.reform(move |()| place);
    let tried = properties.tried.iter().rfind(|(known, _)| *known == place).map(|(_, tried)| tried.clone());
    html! {
        <li class="part">
            <div class="row between">
                <h2>{ if connector.name.is_empty() { fill(help.connector, &[&(place + 1).to_string()]) } else { connector.name.clone() } }</h2>
                <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} on_press={drop} />
            </div>
            <div class="columns">
                <Field id={id("name")} label={help.connector_name} value={connector.name.clone()} required=true on_input={edit(Box::new(|one, typed| one.name = typed))} />
                <Choice id={id("kind")} label={help.kind_of_system} value={kind_word} options={kinds(help)} on_choose={on_kind} />
            </div>
            <Field id={id("address")} kind="url" label={help.connector_address} {example} value={connector.address.clone()} required=true on_input={on_address} />
            if connector.kind != ConnectorKind::Webhook {
                <div class="columns">{ for members(connector.kind, help).into_iter().map(member) }</div>
            }
            <Field id={id("secret")} kind="password" autocomplete="new-password" label={secret_label(connector.kind, help)} {hint}
                value={connector.secret.clone().unwrap_or_default()} on_input={edit(Box::new(move |one, typed| one.secret = some(typed)))} />
            <Served {place} connector={connector.clone()} on_change={properties.on_change.clone()} />
            <div class="row">
                <Button label={help.try_connector} icon={Icon::Play} busy={properties.trying == Some(place)} on_press={on_try} />
                if let Some(tried) = tried { { outcome(&tried, help) } }
            </div>
        </li>
    }
}

fn kinds(help: &HelpWords) -> Vec<(AttrValue, AttrValue)> {
    let name = |kind| match kind {
        ConnectorKind::Webhook => help.k_webhook,
        ConnectorKind::Mail => help.k_mail,
        ConnectorKind::RequestTracker => help.k_request_tracker,
        ConnectorKind::Zammad => help.k_zammad,
        ConnectorKind::Jira => help.k_jira,
        ConnectorKind::ServiceNow => help.k_service_now,
        ConnectorKind::Glpi => help.k_glpi,
    };
    KINDS.map(|(kind, word, _)| (AttrValue::from(word), AttrValue::from(name(kind)))).to_vec()
}

fn outcome(tried: &Tried, help: &HelpWords) -> Html {
    let said = match &tried.said {
        _ if tried.is_good => help.try_good.to_owned(),
        said => fill(help.try_bad, &[said.as_deref().unwrap_or("–")]),
    };
    let (class, icon) = if tried.is_good { ("none", Icon::Check) } else { ("error", Icon::Error) };
    html! { <span class={classes!("problem", "tried", class)} role="status"><Sign {icon} /><span>{ said }</span></span> }
}

#[derive(Clone, PartialEq, Properties)]
struct ServedProperties {
    place: usize,
    connector: Connector,
    on_change: Callback<Change>,
}

/// Which cases it gets.
#[component]
fn Served(properties: &ServedProperties) -> Html {
    let help = use_studio().tongue.help();
    let ServedProperties { place, connector, on_change } = properties.clone();
    let change = move |write: std::rc::Rc<dyn Fn(&mut Connector)>| -> Change {
        Box::new(move |settings| {
            if let Some(one) = settings.connectors.get_mut(place) {
                write(one);
            }
        })
    };
    let one = |(value, name): &(&'static str, &'static str)| {
        let (value, is_on) = (*value, connector.priorities.iter().any(|one| one == value));
        let press = on_change.reform(move |()| {
            change(std::rc::Rc::new(move |one| {
                one.priorities.retain(|known| known != value);
                if !is_on {
                    one.priorities.push(value.to_owned());
                    one.priorities.sort();
                }
            }))
        });
        html! { <Button label={*name} pressed={Some(is_on)} weight={Weight::Quiet} on_press={press} /> }
    };
    let on_switch =
        on_change.reform(move |on: bool| change(std::rc::Rc::new(move |one| one.is_next_level = on)));
    html! {
        <>
            <div class="field several" role="group" aria-label={help.for_priorities}>
                <span class="label">{ help.for_priorities }</span>
                <div class="row">{ for PRIORITIES.iter().map(one) }</div>
                <p class="hint">{ help.for_all }</p>
            </div>
            <Toggle id={format!("connector-{place}-next-level")} label={help.next_level} hint={help.next_level_hint} on={connector.is_next_level} {on_switch} />
        </>
    }
}
