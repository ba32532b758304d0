//! The functions of a finished module in an order that packs well: those that begin alike stand side by side.
//!
//! What compresses a page's files looks back for the longest match, and a near one costs less to name than a far one. wasm-opt
//! orders functions by how often they are called, so that the numbers of the first ones take one byte; those keep their place.

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// Functions below this number, imported ones included, are named in one byte.
const ONE_BYTE: usize = 128;

/// Orders the functions of a module.
pub fn order(file: &Path) -> Result<()> {
    let module = fs::read(file)?;
    let mut ordered = Ordered::of(&module)?;
    let mut written = Module::new();
    ordered
        .parse_core_module(&mut written, Parser::new(0), &module)
        .map_err(|error| anyhow!("putting functions in order: {error}"))?;
    fs::write(file, written.finish())?;
    Ok(())
}

struct Ordered {
    imported: usize,
    /// By new place among the functions that the module defines: the old one.
    order: Vec<usize>,
    /// By old place: the new one.
    places: Vec<usize>,
}

impl Ordered {
    fn of(module: &[u8]) -> Result<Self> {
        let mut imported = 0;
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(module.get(body.range()).unwrap_or_default()),
                _ => {}
            }
        }
        Ok(Ordered::by_bodies(imported, &bodies))
    }

    fn by_bodies(imported: usize, bodies: &[&[u8]]) -> Self {
        let mut order: Vec<usize> = (0..bodies.len()).collect();
        let first = ONE_BYTE.saturating_sub(imported).min(order.len());
        let (_, others) = order.split_at_mut(first);
        others.sort_by_key(|place| bodies.get(*place));
        let mut places: Vec<(usize, usize)> = order.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Ordered { imported, order, places: places.into_iter().map(|(_, place)| place).collect() }
    }
}

impl Reencode for Ordered {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        let own = (index as usize).checked_sub(self.imported);
        let place = own.and_then(|own| self.places.get(own));
        Ok(place.and_then(|place| u32::try_from(self.imported + place).ok()).unwrap_or(index))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let kinds: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for kind in self.order.iter().filter_map(|place| kinds.get(*place)) {
            functions.function(*kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for place in self.order.clone() {
            if let Some(body) = bodies.get(place) {
                utils::parse_function_body(self, code, body.clone())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_alike_stands_together_behind_what_is_called_most() {
        let ordered = Ordered::by_bodies(ONE_BYTE - 1, &[b"z", b"b", b"c", b"a"]);
        assert_eq!((ordered.order, ordered.places), (vec![0, 3, 1, 2], vec![0, 2, 3, 1]));
    }
}
