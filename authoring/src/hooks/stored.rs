//! What a field says goes into a state.

use yew::prelude::*;

/// A callback that puts what it is given into a state.
pub fn stored<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.setter();
    Callback::from(move |value: T| state.set(value))
}
