//! The core in two modules: what runs until a first card is there, and the rest, which is fetched when that card has been seen.
//!
//! Which is which, the profile says (`profile.rs`): for each function, by its shape, which of its straight pieces ran up to the
//! first card of the guides that it was recorded with. Functions that never ran belong to the rest, and so do the runs of
//! instructions that never ran in those that did (`outline.rs`). A function that the profile does not know stays in the first
//! part, so a profile that has become old makes that larger and nothing wrong.

mod body;
mod divide;
mod outline;
pub mod profile;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::ValType;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasmparser::{CompositeInnerType, Parser, Payload, ValidPayload, Validator, WasmFeatures};

use body::Body;
use divide::Part;
use outline::{WORTH_BYTES, Written, outline};
use profile::Profile;

/// Parameters and results of a function.
pub type Signature = (Vec<ValType>, Vec<ValType>);

/// The first part and the rest of a module.
pub fn split(module: &[u8], profile: &Profile) -> Result<(Vec<u8>, Vec<u8>)> {
    split_worth(module, profile, WORTH_BYTES)
}

fn split_worth(module: &[u8], profile: &Profile, worth: isize) -> Result<(Vec<u8>, Vec<u8>)> {
    let read = Read::of(module)?;
    let mut kinds: BTreeMap<Signature, u32> = BTreeMap::new();
    let mut new_types: Vec<Signature> = Vec::new();
    for (number, signature) in (0..).zip(&read.types) {
        kinds.entry(signature.clone()).or_insert(number);
    }
    let begin = read.imported + u32::try_from(read.bodies.len())?;
    let (mut functions, mut made) = (Vec::new(), Vec::new());
    for body in &read.bodies {
        let (parameters, results) =
            read.types.get(body.kind as usize).context("a function without a type")?;
        let whole = || Written {
            parameters: parameters.clone(),
            results: results.clone(),
            locals: body.locals.iter().skip(body.parameters).copied().collect(),
            instructions: body.steps.iter().map(|step| step.instruction.clone()).collect(),
        };
        let Some(pieces) = profile.of(body.shape()) else {
            functions.push(Part { written: whole(), kind: body.kind, is_rest: false });
            continue;
        };
        let has_run = |piece: usize| pieces.get(piece).copied().unwrap_or(false);
        if !has_run(0) {
            functions.push(Part { written: whole(), kind: body.kind, is_rest: true });
            continue;
        }
        let written = outline(body, results, has_run, worth, |written| {
            let number = begin + u32::try_from(made.len()).unwrap_or_default();
            made.push(written);
            number
        });
        functions.push(Part { written, kind: body.kind, is_rest: false });
    }
    for written in made {
        let signature = (written.parameters.clone(), written.results.clone());
        let next = u32::try_from(read.types.len() + new_types.len())?;
        let kind = *kinds.entry(signature.clone()).or_insert_with(|| {
            new_types.push(signature);
            next
        });
        functions.push(Part { written, kind, is_rest: true });
    }
    divide::divide(module, &functions, &new_types)
}

/// The functions of a module.
struct Read<'a> {
    types: Vec<Signature>,
    imported: u32,
    bodies: Vec<Body<'a>>,
}

impl<'a> Read<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut validator = Validator::new_with_features(WasmFeatures::all());
        let mut read = Read { types: Vec::new(), imported: 0, bodies: Vec::new() };
        let mut kinds = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::TypeSection(types) => {
                    for group in types.clone() {
                        for kind in group?.into_types() {
                            read.types.push(signature(&kind.composite_type.inner)?);
                        }
                    }
                }
                Payload::ImportSection(imports) => {
                    read.imported = u32::try_from(imports.clone().into_imports().count())?;
                }
                Payload::FunctionSection(functions) => {
                    kinds = functions.clone().into_iter().collect::<Result<_, _>>()?;
                }
                _ => {}
            }
            if let ValidPayload::Func(function, body) = validator.payload(&payload)? {
                let kind = *kinds.get(read.bodies.len()).context("a function without a type")?;
                read.bodies.push(Body::read(kind, &body, function.into_validator(Default::default()))?);
            }
        }
        Ok(read)
    }
}

fn signature(kind: &CompositeInnerType) -> Result<Signature> {
    let CompositeInnerType::Func(kind) = kind else { return Err(anyhow!("a type that is no function's")) };
    let values = |kinds: &[wasmparser::ValType]| -> Result<Vec<ValType>> {
        kinds.iter().map(|kind| Ok(RoundtripReencoder.val_type(*kind)?)).collect()
    };
    Ok((values(kind.params())?, values(kind.results())?))
}

/// By function that a module defines: its shape, and how many straight pieces it has.
pub fn pieces(module: &[u8]) -> Result<Vec<(u64, usize)>> {
    let read = Read::of(module)?;
    Ok(read.bodies.iter().map(|body| (body.shape(), body.pieces)).collect())
}

/// How many functions of a module the profile does not know; they are in the first part, whether that needs them or not.
pub fn unknown(module: &[u8], profile: &Profile) -> Result<usize> {
    Ok(pieces(module)?.iter().filter(|(shape, _)| profile.of(*shape).is_none()).count())
}
