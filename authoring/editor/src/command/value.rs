//! Any JSON value in a command: drafts hold what is wrong as well.

use lotse_model::json::Json;
use lotse_model::wire::{Reader, Wire};

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value(pub Json);

impl Value {
    /// Whether it is something that is typed or drawn, key by key.
    pub(crate) fn is_typed(&self) -> bool {
        matches!(self.0, Json::Text(_) | Json::Number(_))
    }
}

impl Wire for Value {
    fn read(json: &Json, _: &mut Reader) -> Self {
        Value(json.clone())
    }

    fn give(&self) -> Json {
        self.0.clone()
    }

    lotse_model::when_authoring! {
        fn schema(_: &mut lotse_model::schema::Schemas) -> Json {
            Json::Map(Vec::new())
        }
    }
    lotse_model::when_testing! {
        fn invent(choices: &mut lotse_model::testing::Choices) -> Self {
            Value(Json::Text(String::invent(choices)))
        }
    }
}
