//! Data that the first part can't get at.
//!
//! A program comes to its data by constants in its code, and from there by addresses in other data. The linker says where each
//! piece of data lies and which others it names (`prune.rs`); so a piece that no constant of the first part lies in, and that no
//! piece it can get at names, is read by nothing there. Whatever may be an address counts: every constant, either half of a
//! large one, a constant subtracted, and the offset of every access to memory. Text is got to at its beginning or within; where a
//! table is indexed by something less a constant, wasm-opt may have put the two constants together, so that the sum lies before it.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result};
use wasm_encoder::{ConstExpr, DataSection, Encode as _, Section as _};
use wasmparser::{BinaryReader, DataSectionReader, FunctionBody, Operator};

use crate::wasm::prune::{Datum, address};

/// How far before a table a constant may lie that leads into it, in bytes.
const BEFORE: u32 = 1_024;

/// Constants that may be addresses.
#[derive(Default)]
pub struct Mentions(BTreeSet<u32>);

impl Mentions {
    /// Adds those of a function, given its bytes without their size.
    pub fn add(&mut self, body: &[u8]) -> Result<()> {
        let body = FunctionBody::new(BinaryReader::new(body, 0));
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::I32Const { value } => {
                    self.0.insert(value.cast_unsigned());
                    self.0.insert(value.wrapping_neg().cast_unsigned());
                }
                Operator::I64Const { value } => {
                    self.0.insert(value as u32);
                    self.0.insert((value >> 32) as u32);
                }
                other => self.0.extend(offset(&other)),
            }
        }
        Ok(())
    }

    fn has(&self, addresses: &Range<u32>) -> bool {
        self.0.range(addresses.clone()).next().is_some()
    }
}

/// The constant part of where an instruction reads or writes; the reader shows it for every one that has it.
pub fn offset(operator: &Operator<'_>) -> Option<u32> {
    let shown = format!("{operator:?}");
    let (_, rest) = shown.split_once("offset: ")?;
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Places in memory that nothing which is mentioned leads to.
fn unmet(data: &[Datum], mentions: &Mentions) -> Vec<Range<u32>> {
    let is_met = |datum: &Datum| {
        let before = if datum.is_text { 0 } else { BEFORE };
        let addresses = datum.addresses.start.saturating_sub(before)..datum.addresses.end;
        datum.is_needed || mentions.has(&addresses)
    };
    let mut met: BTreeSet<usize> = (0..).zip(data).filter(|(_, it)| is_met(it)).map(|(at, _)| at).collect();
    let mut open: Vec<usize> = met.iter().copied().collect();
    while let Some(at) = open.pop() {
        let named = data.get(at).into_iter().flat_map(|datum| &datum.names);
        open.extend(named.copied().filter(|named| met.insert(*named)));
    }
    // Pieces can overlap: the linker lets one text end another.
    let (mut kept, mut unmet) = (BTreeSet::new(), BTreeSet::new());
    for (at, datum) in (0..).zip(data) {
        let places = if met.contains(&at) { &mut kept } else { &mut unmet };
        places.extend(datum.addresses.clone());
    }
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for place in unmet.difference(&kept).copied() {
        match ranges.last_mut() {
            Some(last) if last.end == place => last.end = place + 1,
            _ => ranges.push(place..place + 1),
        }
    }
    ranges
}

/// Sections of data with their headers: zeros in place of what the first part does not get at, and that alone, which is
/// written when it gives way to the whole module.
pub fn part(
    section: &DataSectionReader<'_>,
    data: &[Datum],
    mentions: &Mentions,
) -> Result<(Vec<u8>, Vec<u8>)> {
    let unmet = unmet(data, mentions);
    let (mut first, mut later) = (DataSection::new(), DataSection::new());
    for segment in section.clone() {
        let segment = segment?;
        let begin = address(&segment)?;
        let mut bytes = segment.data.to_vec();
        let end = begin + u32::try_from(bytes.len())?;
        for range in &unmet {
            let (from, to) = (range.start.max(begin), range.end.min(end));
            if from >= to {
                continue;
            }
            let own =
                bytes.get_mut((from - begin) as usize..(to - begin) as usize).context("data ends early")?;
            later.active(0, &ConstExpr::i32_const(from.cast_signed()), own.to_vec());
            own.fill(0);
        }
        first.active(0, &ConstExpr::i32_const(begin.cast_signed()), bytes);
    }
    let written = |section: &DataSection| {
        let mut bytes = Vec::new();
        if !section.is_empty() {
            bytes.push(section.id());
            section.encode(&mut bytes);
        }
        bytes
    };
    Ok((written(&first), written(&later)))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{Function, Instruction, Module};
    use wasmparser::Parser;

    use super::*;

    fn datum(addresses: Range<u32>) -> Datum {
        Datum { addresses, is_text: true, names: Vec::new(), is_needed: false }
    }

    #[test]
    fn a_table_is_met_by_a_constant_before_it_and_a_text_is_not() {
        let mut mentions = Mentions::default();
        mentions.0.insert(1_000);
        let table = Datum { is_text: false, ..datum(1_012..1_020) };
        assert_eq!(unmet(&[table, datum(1_020..1_024)], &mentions).first(), Some(&(1_020..1_024)));
        let far = Datum { is_text: false, ..datum(3_000..3_008) };
        assert_eq!(unmet(&[far], &mentions).first(), Some(&(3_000..3_008)));
    }

    #[test]
    fn data_that_nothing_mentioned_leads_to_is_left_out() -> Result<()> {
        let mut section = DataSection::new();
        section.active(0, &ConstExpr::i32_const(1_000), *b"onetwothreefourfive");
        let mut module = Module::new();
        module.section(&section);
        let module = module.finish();
        // The second mentioned piece names the fourth; the fifth ends a longer one that is met.
        let data = [1_000..1_003, 1_003..1_006, 1_006..1_011, 1_011..1_015, 1_015..1_019].map(datum);
        let mut data = Vec::from(data);
        data[1].names.push(3);
        data.push(datum(1_017..1_019));
        data[5].is_needed = true;
        let mut mentions = Mentions::default();
        let mut body = Function::new([]);
        body.instruction(&Instruction::I64Const(1_004 << 32));
        body.instruction(&Instruction::Drop);
        body.instruction(&Instruction::End);
        mentions.add(&body.into_raw_body())?;
        for payload in Parser::new(0).parse_all(&module) {
            if let wasmparser::Payload::DataSection(section) = payload? {
                let (first, later) = part(&section, &data, &mentions)?;
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\0', "_");
                assert!(text(&first).ends_with("___two_____four__ve"), "{}", text(&first));
                assert!(text(&later).contains("one") && text(&later).contains("three"), "{}", text(&later));
                assert!(text(&later).ends_with("fi") && !text(&later).contains("two"), "{}", text(&later));
            }
        }
        Ok(())
    }
}
