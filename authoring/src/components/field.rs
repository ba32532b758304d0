//! Fields with their labels, hints and faults.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::html::IntoPropValue;
use yew::prelude::*;

use super::combobox::Combobox;
use super::said::said;
use crate::shared::Shared;

/// More than so many are searched, not looked through.
const FEW: usize = 30;

/// What there is to choose from: value and words of each.
pub type Options = Shared<Vec<(AttrValue, AttrValue)>>;

impl IntoPropValue<Options> for Vec<(AttrValue, AttrValue)> {
    fn into_prop_value(self) -> Options {
        Shared::new(self)
    }
}

/// Properties of [`Field`].
#[derive(Clone, PartialEq, Properties)]
pub struct FieldProperties {
    /// Its label.
    pub label: AttrValue,
    /// Names the field in the page.
    pub id: AttrValue,
    /// What stands in it.
    pub value: AttrValue,
    /// What is typed into it.
    pub on_input: Callback<String>,
    /// `text`, `email`, `password`, `search`, `url`, `number`, `date`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// What to know about it.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with it.
    #[prop_or_default]
    pub fault: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub example: AttrValue,
    /// Must be filled.
    #[prop_or_default]
    pub required: bool,
    /// Cannot be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// Only screen readers need the label.
    #[prop_or_default]
    pub bare: bool,
    /// For password managers.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// The language of what stands in it.
    #[prop_or_default]
    pub language: Option<AttrValue>,
    /// Least length.
    #[prop_or_default]
    pub least: Option<AttrValue>,
    /// Gets the focus when it appears.
    #[prop_or_default]
    pub focused: bool,
    /// Left.
    #[prop_or_default]
    pub on_leave: Callback<()>,
}

/// A field of one line.
#[component]
pub fn Field(properties: &FieldProperties) -> Html {
    let node = use_node_ref();
    {
        let (node, focused) = (node.clone(), properties.focused);
        use_effect_with((), move |()| {
            if focused && let Some(input) = node.cast::<HtmlInputElement>() {
                let _ = input.focus();
            }
        });
    }
    let hint_id = format!("{}-hint", properties.id);
    let on_input = properties.on_input.clone();
    let oninput = move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            on_input.emit(input.value());
        }
    };
    let note =
        properties.fault.clone().or_else(|| (!properties.hint.is_empty()).then(|| properties.hint.clone()));
    let onblur = properties.on_leave.reform(|_| ());
    html! {
        <div class={classes!("field", properties.fault.is_some().then_some("faulty"))}>
            <label for={properties.id.clone()} class={classes!(properties.bare.then_some("unseen"))}>{ &properties.label }</label>
            <input
                ref={node}
                id={properties.id.clone()}
                type={properties.kind.clone()}
                value={properties.value.clone()}
                placeholder={properties.example.clone()}
                required={properties.required}
                readonly={properties.readonly}
                minlength={properties.least.clone()}
                autocomplete={properties.autocomplete.clone().unwrap_or(AttrValue::Static("off"))}
                lang={properties.language.clone()}
                aria-invalid={properties.fault.is_some().then_some("true")}
                aria-describedby={note.is_some().then(|| hint_id.clone())}
                {oninput}
                {onblur}
            />
            if let Some(note) = note { <p id={hint_id} class="hint">{ said(&note) }</p> }
        </div>
    }
}

/// Properties of [`Choice`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChoiceProperties {
    /// Its label.
    pub label: AttrValue,
    /// Names the field in the page.
    pub id: AttrValue,
    /// What is chosen.
    pub value: AttrValue,
    /// Value and words of each. Where many fields offer the same, they share it.
    pub options: Options,
    /// What stands before them, for choosing none.
    #[prop_or_default]
    pub none: Option<AttrValue>,
    /// The one that is not offered.
    #[prop_or_default]
    pub besides: Option<AttrValue>,
    /// Another one was chosen.
    pub on_choose: Callback<String>,
    /// What to know about it.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Cannot be changed.
    #[prop_or_default]
    pub disabled: bool,
    /// Only screen readers need the label.
    #[prop_or_default]
    pub bare: bool,
}

/// One of several: all of them at hand, or found by typing where they are many.
#[component]
pub fn Choice(properties: &ChoiceProperties) -> Html {
    let hint_id = AttrValue::from(format!("{}-hint", properties.id));
    let described_by = (!properties.hint.is_empty()).then(|| hint_id.clone());
    let ChoiceProperties { label, id, value, options, none, besides, on_choose, disabled, .. } =
        properties.clone();
    let field = if options.len() > FEW {
        html! { <Combobox label={label.clone()} id={id.clone()} {value} {options} {none} {besides} {on_choose} {described_by} {disabled} /> }
    } else {
        html! { <Select id={id.clone()} {value} {options} {none} {besides} {on_choose} {described_by} {disabled} /> }
    };
    html! {
        <div class="field">
            <label for={id} class={classes!(properties.bare.then_some("unseen"))}>{ label }</label>
            <div class="choice">{ field }</div>
            if !properties.hint.is_empty() { <p id={hint_id} class="hint">{ &properties.hint }</p> }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SelectProperties {
    id: AttrValue,
    value: AttrValue,
    options: Options,
    none: Option<AttrValue>,
    besides: Option<AttrValue>,
    on_choose: Callback<String>,
    described_by: Option<AttrValue>,
    disabled: bool,
}

/// One of a few, as the browser has it.
#[component]
fn Select(properties: &SelectProperties) -> Html {
    let SelectProperties { id, value, options, none, besides, on_choose, described_by, disabled } =
        properties.clone();
    let onchange = move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            on_choose.emit(select.value());
        }
    };
    let node = use_node_ref();
    {
        // The browser forgets the choice when options come later than the value.
        let node = node.clone();
        use_effect_with((value.clone(), options.clone()), move |(value, _)| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        });
    }
    html! {
        <select ref={node} {id} {disabled} {onchange} aria-describedby={described_by}>
            <OptionList {options} {none} {besides} {value} />
        </select>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OptionListProperties {
    options: Options,
    none: Option<AttrValue>,
    besides: Option<AttrValue>,
    value: AttrValue,
}

/// Drawn again only when they change, not whenever the field is.
#[component]
fn OptionList(properties: &OptionListProperties) -> Html {
    let OptionListProperties { options, none, besides, value: chosen } = properties;
    let offered = options.iter().filter(|(value, _)| Some(value) != besides.as_ref());
    let is_known = none.is_some() && chosen.is_empty() || offered.clone().any(|(value, _)| value == chosen);
    html! {
        <>
            if !is_known { <option value={chosen.clone()} selected=true>{ chosen }</option> }
            if let Some(none) = none { <option value="" selected={chosen.is_empty()}>{ none }</option> }
            { for offered.map(|(value, words)| html! {
                <option value={value.clone()} selected={value == chosen}>{ words }</option>
            }) }
        </>
    }
}

/// Properties of [`Toggle`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToggleProperties {
    /// What is on or off.
    pub label: AttrValue,
    /// Names the field in the page.
    pub id: AttrValue,
    /// Whether it is on.
    pub on: bool,
    /// It was switched.
    pub on_switch: Callback<bool>,
    /// What to know about it.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Cannot be changed.
    #[prop_or_default]
    pub disabled: bool,
}

/// On or off.
#[component]
pub fn Toggle(properties: &ToggleProperties) -> Html {
    let on_switch = properties.on_switch.clone();
    let onchange = move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            on_switch.emit(input.checked());
        }
    };
    html! {
        <div class="toggle">
            <input type="checkbox" role="switch" id={properties.id.clone()} checked={properties.on} disabled={properties.disabled} {onchange} />
            <label for={properties.id.clone()}>
                { &properties.label }
                if !properties.hint.is_empty() { <span class="hint">{ &properties.hint }</span> }
            </label>
        </div>
    }
}
