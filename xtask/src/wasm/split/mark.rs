//! What tells functions of one shape from each other, and stays as it is when other code changes.
//!
//! Generated code has many functions that do the same in the same order: a list's end, a word written. Which variables and
//! places within a value they use, small constants, the texts they begin to read and the functions they call tell most of them
//! apart. Where something lies in memory and which number a function has do not count: these are others in each build.

use std::ops::Range;

use anyhow::Result;
use wasmparser::{FunctionBody, Operator, Parser, Payload};

use super::unmet::offset;
use crate::wasm::prune::address;

/// From here on a constant may be the address of data.
const ADDRESS: u32 = 1_024;
/// As much of a text counts, in bytes, and what has less is none.
const TEXT: Range<usize> = 4..12;

/// The mark of each function that a module defines.
pub fn marks(module: &[u8]) -> Result<Vec<u64>> {
    let imported = super::imported(module)? as usize;
    let (mut functions, mut data) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionEntry(body) => functions.push(body),
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment?;
                    data.push((address(&segment)?, segment.data));
                }
            }
            _ => {}
        }
    }
    let read: Vec<(u64, Vec<u32>)> = functions.iter().map(|body| own(body, &data)).collect::<Result<_>>()?;
    let own = |called: u32| {
        let at = (called as usize).checked_sub(imported)?;
        read.get(at).map(|(own, _)| *own)
    };
    let marked = read.iter().map(|(first, called)| {
        let mut mark = Mark(*first);
        called.iter().filter_map(|called| own(*called)).for_each(|own| mark.add(&own.to_le_bytes()));
        mark.0
    });
    Ok(marked.collect())
}

/// What a function says itself, and which functions it calls.
fn own(body: &FunctionBody<'_>, data: &[(u32, &[u8])]) -> Result<(u64, Vec<u32>)> {
    let mut mark = Mark(0xcbf2_9ce4_8422_2325);
    let mut called = Vec::new();
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        let place = match &operator {
            Operator::Call { function_index } => {
                called.push(*function_index);
                continue;
            }
            Operator::CallIndirect { .. } | Operator::RefFunc { .. } => continue,
            Operator::I32Const { value } => Some(value.unsigned_abs()),
            other => offset(other),
        };
        match place.filter(|place| *place >= ADDRESS) {
            Some(place) => mark.add(text(place, data)),
            None => mark.add(format!("{operator:?}").as_bytes()),
        }
    }
    Ok((mark.0, called))
}

/// The text that begins at an address.
fn text<'a>(place: u32, data: &[(u32, &'a [u8])]) -> &'a [u8] {
    let holding = data.iter().find_map(|(begin, bytes)| bytes.get(place.checked_sub(*begin)? as usize..));
    let bytes = holding.unwrap_or_default();
    let signs =
        bytes.iter().take(TEXT.end).take_while(|byte| byte.is_ascii_graphic() || **byte == b' ').count();
    if signs < TEXT.start { &[] } else { bytes.get(..signs).unwrap_or_default() }
}

/// A hash that stays the same (FNV-1a).
struct Mark(u64);

impl Mark {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
