//! The state of an element, as far as it is known.

use lotse_model::condition::ElementState;
use lotse_model::record::Verdict;

use super::known;
use crate::event::MissingReason;
use crate::finds::{Detail, Sight};

/// Whether an element is in a state. An element that is not there is hidden and not visible; whether it would be on, open or
/// valid cannot be known. Of one that was not told apart from others nothing can be known.
pub(crate) fn state_of(state: &ElementState, sight: Sight<'_>) -> Verdict {
    let element = match sight {
        Sight::Found(element) => element,
        Sight::Unseen | Sight::Missing(MissingReason::Unsure | MissingReason::ForeignFrame) => {
            return Verdict::Unknown;
        }
        Sight::Missing(MissingReason::Absent | MissingReason::Invisible) => {
            return match state {
                ElementState::Visible {} => Verdict::False,
                ElementState::Hidden {} => Verdict::True,
                _ => Verdict::Unknown,
            };
        }
    };
    let may_be =
        |fact: Option<bool>, wanted: bool| fact.map_or(Verdict::Unknown, |fact| known(fact == wanted));
    match state {
        ElementState::Visible {} => known(element.is_visible),
        ElementState::Hidden {} => known(!element.is_visible),
        ElementState::Enabled {} => known(element.is_enabled),
        ElementState::Disabled {} => known(!element.is_enabled),
        ElementState::On {} => may_be(element.is_on, true),
        ElementState::Off {} => may_be(element.is_on, false),
        ElementState::Expanded {} => may_be(element.is_expanded, true),
        ElementState::Collapsed {} => may_be(element.is_expanded, false),
        ElementState::Focused {} => known(element.is_focused),
        ElementState::Valid {} => may_be(element.is_valid, true),
        ElementState::Invalid {} => may_be(element.is_valid, false),
        ElementState::Value { test } => known(test.evaluate(element.value.as_deref())),
        ElementState::Text { test } => known(test.evaluate(element.text.as_deref())),
    }
}

/// Which facts a search must report for this state.
pub(crate) fn detail_of(state: &ElementState) -> Detail {
    Detail {
        value: matches!(state, ElementState::Value { .. }),
        text: matches!(state, ElementState::Text { .. }),
    }
}
