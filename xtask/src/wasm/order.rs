//! The functions of a finished module in an order that packs well: each stands beside the one that is most like it.
//!
//! What compresses a page's files looks back for the longest match, and a near one costs less to name than a far one. wasm-opt
//! orders functions by how often they are called, so that the numbers of the first ones take one byte; those keep their place.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload};

use super::split;

/// Functions below this number, imported ones included, are named in one byte.
const ONE_BYTE: usize = 128;

/// What two functions have in common is counted in pieces of this many bytes.
const PIECE: usize = 4;
/// A piece that more functions have than this says nothing about any two of them.
const COMMON: usize = 200;

/// Orders the functions of a module.
pub fn order(file: &Path) -> Result<()> {
    let module = fs::read(file)?;
    let own = Functions::of(&module)?;
    fs::write(file, own.ordered(&module, &own.bodies)?)?;
    Ok(())
}

/// The module with its functions ordered by what of them is in the file that is to pack well.
pub fn order_by(module: &[u8], bodies: &[Vec<u8>]) -> Result<Vec<u8>> {
    let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
    Functions::of(module)?.ordered(module, &bodies)
}

struct Functions<'a> {
    imported: usize,
    /// By place: the number of its type.
    kinds: Vec<u32>,
    bodies: Vec<&'a [u8]>,
}

struct Ordered {
    imported: usize,
    /// By new place among the functions that the module defines: the old one.
    order: Vec<usize>,
    /// By old place: the new one.
    places: Vec<usize>,
}

impl<'a> Functions<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let imported = split::imported(module)? as usize;
        let (mut kinds, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::FunctionSection(functions) => {
                    kinds = functions.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(module.get(body.range()).unwrap_or_default()),
                _ => {}
            }
        }
        Ok(Functions { imported, kinds, bodies })
    }

    fn ordered(&self, module: &[u8], bodies: &[&[u8]]) -> Result<Vec<u8>> {
        let mut written = Module::new();
        Ordered::by_bodies(self.imported, &self.kinds, bodies)
            .parse_core_module(&mut written, Parser::new(0), module)
            .map_err(|error| anyhow!("putting functions in order: {error}"))?;
        Ok(written.finish())
    }
}

impl Ordered {
    fn by_bodies(imported: usize, kinds: &[u32], bodies: &[&[u8]]) -> Self {
        let mut order: Vec<usize> = (0..bodies.len()).collect();
        let first = ONE_BYTE.saturating_sub(imported).min(order.len());
        let others = order.split_off(first);
        // What is shorter than a piece is like everything: only its type says something.
        let is_short = |place: &usize| bodies.get(*place).is_none_or(|body| body.len() < PIECE);
        let (mut short, others): (Vec<usize>, Vec<usize>) = others.into_iter().partition(is_short);
        short.sort_by_key(|place| kinds.get(*place));
        order.extend(Likeness::of(bodies, others).chain());
        order.extend(short);
        let mut places: Vec<(usize, usize)> = order.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Ordered { imported, order, places: places.into_iter().map(|(_, place)| place).collect() }
    }
}

/// Which functions have which pieces.
struct Likeness {
    /// Places that have not been put in order.
    left: Vec<usize>,
    /// By place: its pieces, each once.
    pieces: Vec<Vec<[u8; PIECE]>>,
    /// By piece: the places that have it.
    places: HashMap<[u8; PIECE], Vec<usize>>,
}

impl Likeness {
    fn of(bodies: &[&[u8]], left: Vec<usize>) -> Self {
        let pieces: Vec<Vec<[u8; PIECE]>> = bodies.iter().map(|body| pieces_of(body)).collect();
        let mut places: HashMap<[u8; PIECE], Vec<usize>> = HashMap::new();
        for place in &left {
            for piece in pieces.get(*place).into_iter().flatten() {
                places.entry(*piece).or_default().push(*place);
            }
        }
        places.retain(|_, places| places.len() <= COMMON);
        Likeness { left, pieces, places }
    }

    /// Begins with the shortest, and goes on with the one that has most in common with the last, in parts of what both have.
    fn chain(mut self) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut last = None;
        while let Some(next) = self.most_alike(last).or_else(|| self.shortest()) {
            self.left.retain(|place| *place != next);
            chain.push(next);
            last = Some(next);
        }
        chain
    }

    fn most_alike(&self, last: Option<usize>) -> Option<usize> {
        let own = self.pieces.get(last?)?;
        let mut common: HashMap<usize, usize> = HashMap::new();
        for place in own.iter().filter_map(|piece| self.places.get(piece)).flatten() {
            *common.entry(*place).or_default() += 1;
        }
        let alike = self.left.iter().filter_map(|place| {
            let common = *common.get(place)?;
            let both = own.len() + self.size(*place) - common + 1;
            Some((common as f64 / both as f64, *place))
        });
        alike.min_by(|one, other| other.0.total_cmp(&one.0)).map(|(_, place)| place)
    }

    fn shortest(&self) -> Option<usize> {
        self.left.iter().copied().min_by_key(|place| self.size(*place))
    }

    fn size(&self, place: usize) -> usize {
        self.pieces.get(place).map_or(0, Vec::len)
    }
}

fn pieces_of(body: &[u8]) -> Vec<[u8; PIECE]> {
    let mut pieces: Vec<[u8; PIECE]> = body.array_windows().copied().collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
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
    fn what_is_alike_stands_together_behind_what_is_called_most() {
        let bodies: [&[u8]; 8] =
            [b"first", b"abcdefgh", b"12345", b"abcdefgx", b"123456789", b"1234567", b"123", b"abc"];
        let ordered = Ordered::by_bodies(ONE_BYTE - 1, &[0, 0, 0, 0, 0, 0, 2, 1], &bodies);
        assert_eq!(ordered.order, [0, 2, 5, 4, 1, 3, 7, 6]);
        assert_eq!(ordered.places, [0, 4, 1, 5, 3, 2, 7, 6]);
    }
}
