//! What the model promises as a whole: every code has a cause and a page, decoder and JSON Schema agree, nothing that comes
//! in makes it panic.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod documentation;
#[cfg(test)]
mod edit;
#[cfg(test)]
mod json;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod source;
