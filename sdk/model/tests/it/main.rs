//! What the model promises as a whole: every code has a cause and a page, decoder and JSON Schema agree, nothing that comes
//! in makes it panic.

mod broken;
mod codes;
mod documentation;
mod edit;
mod round_trip;
mod schema;
mod source;
