//! One of a few, all of them seen: a group of radio buttons that looks like one control.

use yew::prelude::*;

use super::icon::{Icon, Sign};

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its value.
    pub value: AttrValue,
    /// What it says.
    pub label: AttrValue,
    /// Beside the word.
    pub icon: Option<Icon>,
    /// A dot: something there needs attention.
    pub is_marked: bool,
}

impl Segment {
    /// With words only.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Segment { value: value.into(), label: label.into(), icon: None, is_marked: false }
    }

    /// With an icon.
    pub fn with(self, icon: Icon) -> Self {
        Segment { icon: Some(icon), ..self }
    }
}

/// Properties of [`Segmented`].
#[derive(Clone, PartialEq, Properties)]
pub struct SegmentedProperties {
    /// What is chosen between.
    pub label: AttrValue,
    /// Names the group in the page.
    pub id: AttrValue,
    /// What there is.
    pub segments: Vec<Segment>,
    /// What is chosen.
    pub value: AttrValue,
    /// Another one was chosen.
    pub on_choose: Callback<AttrValue>,
    /// Cannot be changed.
    #[prop_or_default]
    pub disabled: bool,
    /// The label is seen.
    #[prop_or_default]
    pub labelled: bool,
}

/// See the module.
#[component]
pub fn Segmented(properties: &SegmentedProperties) -> Html {
    let segment = |segment: &Segment| {
        let id = format!("{}-{}", properties.id, segment.value);
        let value = segment.value.clone();
        let onchange = properties.on_choose.reform(move |_: Event| value.clone());
        html! {
            <>
                <input type="radio" class="unseen" name={properties.id.clone()} id={id.clone()} {onchange}
                    checked={segment.value == properties.value} disabled={properties.disabled} />
                <label for={id} class={classes!(segment.is_marked.then_some("marked"))}>
                    if let Some(icon) = segment.icon { <Sign {icon} /> }
                    { &segment.label }
                </label>
            </>
        }
    };
    html! {
        <fieldset class="segmented">
            <legend class={if properties.labelled { "" } else { "unseen" }}>{ &properties.label }</legend>
            <div>{ for properties.segments.iter().map(segment) }</div>
        </fieldset>
    }
}
