//! Parts of a document that the reader only passes on: conditions, targets and actions of problems, which the core decides and
//! the help panel hands to it.
//!
//! Authoring knows them as what they are, so that every fault is found there. Without it they are kept as they came: the help
//! panel is spared their decoders, which the core has.

#[cfg(feature = "authoring")]
/// A value as it is.
pub type Held<T> = T;

#[cfg(not(feature = "authoring"))]
pub use raw::Held;

#[cfg(not(feature = "authoring"))]
mod raw {
    use core::marker::PhantomData;

    use crate::json::Json;
    use crate::wire::{Reader, Wire};

    /// A value as it came.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Held<T>(Json, PhantomData<T>);

    impl<T> Wire for Held<T> {
        fn read(json: &Json, _: &mut Reader) -> Self {
            Held(json.clone(), PhantomData)
        }

        fn give(&self) -> Json {
            self.0.clone()
        }

        #[cfg(feature = "testing")]
        fn invent(_: &mut crate::testing::Choices) -> Self {
            Held(Json::Null, PhantomData)
        }
    }
}
