//! What is read from the server, and read again when what it depends on changes.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::services::server::Failure;

/// What has become of it.
#[derive(Debug, PartialEq)]
pub enum Loaded<T> {
    /// It is on its way.
    Loading,
    /// It is here.
    Ready(Rc<T>),
    /// It is not.
    Failed(Failure),
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        match self {
            Loaded::Loading => Loaded::Loading,
            Loaded::Ready(value) => Loaded::Ready(Rc::clone(value)),
            Loaded::Failed(failure) => Loaded::Failed(failure.clone()),
        }
    }
}

/// Something that is read, and the wish to read it again.
#[derive(Clone, PartialEq)]
pub struct Reading<T> {
    /// What there is.
    pub now: Loaded<T>,
    /// Reads again; what there is stays until then.
    pub again: Callback<()>,
}

/// Reads at once and whenever `of` changes. An answer that comes too late is dropped.
#[hook]
pub fn use_loaded<T, D, F, A>(of: D, read: F) -> Reading<T>
where
    T: 'static,
    D: Clone + PartialEq + 'static,
    F: FnOnce(D) -> A + 'static,
    A: Future<Output = Result<T, Failure>> + 'static,
{
    let now = use_state(|| Loaded::Loading);
    let turn = use_state(|| 0_u32);
    let newest = use_mut_ref(|| 0_u32);
    let setter = now.setter();
    use_effect_with((of, *turn), move |(of, _)| {
        let mine = {
            let mut newest = newest.borrow_mut();
            *newest += 1;
            *newest
        };
        let reading = read(of.clone());
        let seen = newest.clone();
        spawn_local(async move {
            let answer = reading.await;
            if *seen.borrow() == mine {
                setter.set(match answer {
                    Ok(value) => Loaded::Ready(Rc::new(value)),
                    Err(failure) => Loaded::Failed(failure),
                });
            }
        });
        move || *newest.borrow_mut() += 1
    });
    let again = {
        let turn = turn.clone();
        Callback::from(move |()| turn.set(*turn + 1))
    };
    Reading { now: (*now).clone(), again }
}
