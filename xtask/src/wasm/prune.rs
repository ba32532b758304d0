//! What the linker keeps and nothing can reach: data and functions that only panics knew.
//!
//! `slim.rs` makes the functions that word a panic `unreachable`; their messages, places, tables of printable characters and
//! the functions behind their formatting stay, because optimisers see one block of bytes and one table of functions. The
//! linker knows better: with `--emit-relocs` it names every piece of data and who refers to it. From what is exported,
//! everything is followed that code and data refer to, but for what is handed to a panic; whatever is not met is overwritten:
//! data by zeros, functions by `unreachable`. Nothing changes its place, so that all addresses stay true.
//!
//! Source of the sections' form: WebAssembly tool conventions, "Linking" (symbol table, relocations).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    BinaryReader, DataKind, DefinedDataSymbol, ExternalKind, FunctionBody, Linking, LinkingSectionReader,
    Operator, Parser, Payload, RelocSectionReader, RelocationType, SymbolInfo, TypeRef,
};

use super::slim::names_panic;

/// A piece of data: where its bytes are in the file.
type Piece = Range<usize>;

/// Bytes of a place in source code: address and length of its path, line, column.
const PLACE_BYTES: usize = 16;

/// How a function ends that does not come back: `unreachable`, `end`.
const TRAP: [u8; 2] = [0x00, 0x0b];

/// What can be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Function(u32),
    Data(usize),
}

/// A module as far as it matters here. All ranges are places in the file.
#[derive(Default)]
struct Linked {
    imported: u32,
    types: Vec<u32>,
    parameters: Vec<usize>,
    bodies: Vec<Range<usize>>,
    /// By function that the module defines: whether it ends in a trap.
    trapping: Vec<bool>,
    code_begins: usize,
    data_begins: usize,
    segments: Vec<Range<usize>>,
    /// By segment: its place in memory.
    addresses: Vec<u32>,
    symbols: Vec<Option<Thing>>,
    pieces: Vec<Piece>,
    names: BTreeMap<u32, String>,
    roots: BTreeSet<Thing>,
    /// Place of the reference, and what it refers to.
    references: Vec<(usize, Thing)>,
    /// Pieces of data that are referred to by a place outside of them, be it their end.
    missed: BTreeSet<usize>,
    /// Sections of the linker's, header included.
    remarks: Vec<Range<usize>>,
}

/// Overwrites what nothing can reach, and leaves out what the linker has said.
pub fn prune(mut module: Vec<u8>) -> Result<Vec<u8>> {
    let linked = read(&module)?;
    ensure!(!linked.references.is_empty(), "the linker has left no relocations");
    let met = follow(&linked, &module)?;
    for (number, body) in (linked.imported..).zip(&linked.bodies) {
        if !met.contains(&Thing::Function(number)) {
            blank(&mut module, body.clone())?;
        }
    }
    let mut is_live = vec![false; module.len()];
    for piece in alive(&linked, &met) {
        is_live.get_mut(piece).context("a piece of data ends outside the file")?.fill(true);
    }
    for at in linked.pieces.iter().cloned().flatten() {
        if let (Some(byte), Some(false)) = (module.get_mut(at), is_live.get(at)) {
            *byte = 0;
        }
    }
    without_remarks(&module, &linked.remarks)
}

/// A piece of data as the linker has laid it out.
pub struct Datum {
    pub addresses: Range<u32>,
    /// Whether it is text, and so no table that is indexed.
    pub is_text: bool,
    /// Pieces that it names, by their places in the list.
    pub names: Vec<usize>,
    /// Whether more than its addresses say who needs it: it is named by a place outside of it, be it its end, or by data that is no piece.
    pub is_needed: bool,
}

/// All pieces of data in what the linker has written.
pub fn data(module: &[u8]) -> Result<Vec<Datum>> {
    let linked = read(module)?;
    let mut data = Vec::new();
    for (number, piece) in (0..).zip(&linked.pieces) {
        let segments = linked.segments.iter().zip(&linked.addresses);
        let mut holding = segments.filter(|(segment, _)| segment.contains(&piece.start));
        let (segment, address) = holding.next().context("a piece of data without a place")?;
        let begin = address + u32::try_from(piece.start - segment.start)?;
        data.push(Datum {
            addresses: begin..begin + u32::try_from(piece.len())?,
            is_text: module.get(piece.clone()).is_some_and(is_text),
            names: Vec::new(),
            is_needed: linked.missed.contains(&number),
        });
    }
    for (place, to) in &linked.references {
        let Thing::Data(to) = to else { continue };
        let holders = linked.holders(*place);
        if holders.is_empty() {
            data.get_mut(*to).context("a piece that there is not")?.is_needed = true;
        }
        for holder in holders {
            if let Thing::Data(holder) = holder {
                data.get_mut(holder).context("a piece that there is not")?.names.push(*to);
            }
        }
    }
    Ok(data)
}

/// Letters and what stands between them.
fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.contains(|letter: char| letter.is_control() && letter != '\n'))
}

/// Where a segment goes.
pub fn address(segment: &wasmparser::Data<'_>) -> Result<u32> {
    let DataKind::Active { offset_expr, .. } = &segment.kind else { bail!("data that is not placed") };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
        bail!("data at a place that is not a number")
    };
    Ok(value.cast_unsigned())
}

/// The module without these sections.
fn without_remarks(module: &[u8], remarks: &[Range<usize>]) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut begin = 0;
    for remark in remarks {
        kept.extend(module.get(begin..remark.start).context("sections overlap")?);
        begin = remark.end;
    }
    kept.extend(module.get(begin..).context("sections overlap")?);
    Ok(kept)
}

fn alive<'a>(linked: &'a Linked, met: &'a BTreeSet<Thing>) -> impl Iterator<Item = Piece> + 'a {
    let pieces = linked.pieces.iter().enumerate();
    pieces.filter(|(number, _)| met.contains(&Thing::Data(*number))).map(|(_, piece)| piece.clone())
}

/// No locals, `unreachable`, and `nop` until the end, in as many bytes as before.
fn blank(module: &mut [u8], body: Range<usize>) -> Result<()> {
    let bytes = module.get_mut(body).context("a function ends outside the file")?;
    if let [locals, trap, rest @ .., end] = bytes {
        (*locals, *trap, *end) = (0x00, 0x00, 0x0b);
        rest.fill(0x01);
    }
    Ok(())
}

/// Everything that can be reached.
fn follow(linked: &Linked, module: &[u8]) -> Result<BTreeSet<Thing>> {
    let handed_over = handed_to_panics(linked, module)?;
    let places_in_source = places_in_source(linked, module);
    let mut edges = BTreeMap::<Thing, Vec<Thing>>::new();
    let mut met = linked.roots.clone();
    for (place, to) in &linked.references {
        if handed_over.contains(place) || places_in_source.contains(to) {
            continue;
        }
        let from = linked.holders(*place);
        if from.is_empty() {
            // Data without a name: whoever it belongs to, it is needed.
            met.insert(*to);
        }
        for from in from {
            if !matches!(from, Thing::Function(from) if linked.is_panic(from)) {
                edges.entry(from).or_default().push(*to);
            }
        }
    }
    let mut open: Vec<Thing> = met.iter().copied().collect();
    while let Some(thing) = open.pop() {
        for next in edges.get(&thing).into_iter().flatten() {
            if met.insert(*next) {
                open.push(*next);
            }
        }
    }
    Ok(met)
}

/// Pieces of data that say where a panic happened: a path that ends in `.rs`, line and column.
fn places_in_source(linked: &Linked, module: &[u8]) -> BTreeSet<Thing> {
    let mut inside = BTreeMap::<Thing, Vec<(usize, Thing)>>::new();
    for (place, to) in &linked.references {
        for holder in linked.holders(*place) {
            inside.entry(holder).or_default().push((*place, *to));
        }
    }
    let is_path = |thing: &Thing| {
        let Thing::Data(number) = thing else { return false };
        let bytes = linked.pieces.get(*number).and_then(|path| module.get(path.clone())).unwrap_or_default();
        bytes.strip_suffix(b"\0").unwrap_or(bytes).ends_with(b".rs")
    };
    let pieces = (0..).zip(&linked.pieces).filter(|(_, piece)| piece.len() == PLACE_BYTES);
    let mut places = BTreeSet::new();
    for (number, piece) in pieces {
        if let Some([(place, path)]) = inside.get(&Thing::Data(number)).map(Vec::as_slice)
            && *place == piece.start
            && is_path(path)
        {
            places.insert(Thing::Data(number));
        }
    }
    places
}

/// Places of the constants that stand right before the call of a panic, as its arguments.
fn handed_to_panics(linked: &Linked, module: &[u8]) -> Result<BTreeSet<usize>> {
    let mut places = BTreeSet::new();
    for body in &linked.bodies {
        let bytes = module.get(body.clone()).context("a function ends outside the file")?;
        let body = FunctionBody::new(BinaryReader::new(bytes, body.start));
        let mut arguments: Vec<Option<usize>> = Vec::new();
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            let (operator, at) = operator?;
            match operator {
                // The reference stands behind the one byte of the instruction.
                Operator::I32Const { .. } => arguments.push(Some(at + 1)),
                Operator::LocalGet { .. } => arguments.push(None),
                Operator::Call { function_index } => {
                    if linked.is_panic(function_index) {
                        let count = linked.parameter_count(function_index);
                        places.extend(arguments.iter().rev().take(count).flatten());
                    }
                    arguments.clear();
                }
                _ => arguments.clear(),
            }
        }
    }
    Ok(places)
}

impl Linked {
    fn take_symbols(&mut self, linking: LinkingSectionReader<'_>) -> Result<()> {
        for part in linking.subsections() {
            let Linking::SymbolTable(symbols) = part? else { continue };
            for symbol in symbols {
                let thing = match symbol? {
                    SymbolInfo::Func { index, name, .. } => {
                        self.names.extend(name.map(|name| (index, name.to_owned())));
                        Some(Thing::Function(index))
                    }
                    SymbolInfo::Data { symbol: Some(data), .. } => self.take_piece(data),
                    _ => None,
                };
                self.symbols.push(thing);
            }
        }
        Ok(())
    }

    fn take_piece(&mut self, data: DefinedDataSymbol) -> Option<Thing> {
        let segment = self.segments.get(data.index as usize)?;
        let begin = segment.start + data.offset as usize;
        let piece = begin..begin + data.size as usize;
        if piece.end > segment.end {
            return None;
        }
        self.pieces.push(piece);
        Some(Thing::Data(self.pieces.len() - 1))
    }

    fn take_references(&mut self, begins: usize, relocations: RelocSectionReader<'_>) -> Result<()> {
        for relocation in relocations.entries() {
            let relocation = relocation?;
            if relocation.ty == RelocationType::TypeIndexLeb {
                // Its index is that of a type, not of a symbol.
                continue;
            }
            if let Some(Some(thing)) = self.symbols.get(relocation.index as usize) {
                if let Thing::Data(number) = thing
                    && let Some(piece) = self.pieces.get(*number)
                    && usize::try_from(relocation.addend).map_or(true, |from| from >= piece.len())
                {
                    self.missed.insert(*number);
                }
                self.references.push((begins + relocation.offset as usize, *thing));
            }
        }
        Ok(())
    }

    /// Everything that a place in the file is part of. Pieces of data can overlap: the linker lets one text end another.
    fn holders(&self, place: usize) -> Vec<Thing> {
        let body = self.bodies.partition_point(|body| body.end <= place);
        if self.bodies.get(body).is_some_and(|body| body.contains(&place)) {
            return (self.imported..).nth(body).map(Thing::Function).into_iter().collect();
        }
        let pieces = self.pieces.iter().enumerate();
        pieces.filter(|(_, piece)| piece.contains(&place)).map(|(number, _)| Thing::Data(number)).collect()
    }

    fn is_panic(&self, function: u32) -> bool {
        let own = function.checked_sub(self.imported).map(|own| own as usize);
        own.and_then(|own| self.trapping.get(own)).is_some_and(|traps| *traps)
            && self.names.get(&function).is_some_and(|name| names_panic(name))
    }

    fn parameter_count(&self, function: u32) -> usize {
        let kind = self.types.get(function as usize).and_then(|kind| self.parameters.get(*kind as usize));
        kind.copied().unwrap_or(0)
    }
}

fn read(module: &[u8]) -> Result<Linked> {
    let mut linked = Linked::default();
    let mut relocations = Vec::new();
    let mut ended = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let begins = ended;
        if let Some((_, range)) = payload.as_section() {
            ended = range.end;
        } else if let Payload::Version { range, .. } = &payload {
            ended = range.end;
        }
        if let Payload::CustomSection(section) = &payload
            && (section.name() == "linking" || section.name().starts_with("reloc."))
        {
            linked.remarks.push(begins..ended);
        }
        match payload {
            Payload::TypeSection(types) => {
                for kind in types.into_iter_err_on_gc_types() {
                    linked.parameters.push(kind?.params().len());
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let TypeRef::Func(kind) = import?.ty {
                        linked.types.push(kind);
                        linked.imported += 1;
                    }
                }
            }
            Payload::FunctionSection(functions) => {
                for kind in functions {
                    linked.types.push(kind?);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        linked.roots.insert(Thing::Function(export.index));
                    }
                }
            }
            Payload::StartSection { func, .. } => _ = linked.roots.insert(Thing::Function(func)),
            Payload::CodeSectionStart { range, .. } => linked.code_begins = range.start,
            Payload::CodeSectionEntry(body) => {
                linked.trapping.push(body.as_bytes().ends_with(&TRAP));
                linked.bodies.push(body.range());
            }
            Payload::DataSection(segments) => {
                linked.data_begins = segments.range().start;
                for segment in segments {
                    let segment = segment?;
                    linked.segments.push(segment.range.end - segment.data.len()..segment.range.end);
                    linked.addresses.push(address(&segment)?);
                }
            }
            Payload::CustomSection(section) if section.name() == "linking" => {
                let reader = BinaryReader::new(section.data(), section.data_offset());
                linked.take_symbols(LinkingSectionReader::new(reader)?)?;
            }
            Payload::CustomSection(section) if section.name().starts_with("reloc.") => {
                let begins = match section.name() {
                    "reloc.CODE" => linked.code_begins,
                    "reloc.DATA" => linked.data_begins,
                    _ => continue,
                };
                relocations.push((begins, section.data(), section.data_offset()));
            }
            _ => {}
        }
    }
    for (begins, data, offset) in relocations {
        linked.take_references(begins, RelocSectionReader::new(BinaryReader::new(data, offset))?)?;
    }
    Ok(linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four pieces of eight bytes, a place in source code, and its path. The first is needed by itself.
    fn linked() -> Linked {
        let references =
            vec![(0, Thing::Data(1)), (4, Thing::Data(4)), (16, Thing::Data(3)), (32, Thing::Data(5))];
        Linked {
            pieces: vec![0..8, 8..16, 16..24, 24..32, 32..48, 48..52],
            roots: BTreeSet::from([Thing::Data(0)]),
            references,
            ..Linked::default()
        }
    }

    #[test]
    fn what_is_referred_to_is_met_and_places_in_source_code_are_not() -> Result<()> {
        let module = [vec![b'x'; 48], b"a.rs".to_vec()].concat();
        assert_eq!(follow(&linked(), &module)?, BTreeSet::from([Thing::Data(0), Thing::Data(1)]));
        let elsewhere = [vec![b'x'; 48], b"a.js".to_vec()].concat();
        let met = follow(&linked(), &elsewhere)?;
        assert!(
            met.contains(&Thing::Data(4)) && met.contains(&Thing::Data(5)) && !met.contains(&Thing::Data(3))
        );
        Ok(())
    }

    #[test]
    fn a_blank_function_traps_in_as_many_bytes() -> Result<()> {
        let mut module = vec![9, 1, 2, 3, 4, 5, 9];
        blank(&mut module, 1..6)?;
        assert_eq!(module, [9, 0x00, 0x00, 0x01, 0x01, 0x0b, 9]);
        Ok(())
    }

    #[test]
    fn remarks_are_left_out() -> Result<()> {
        assert_eq!(without_remarks(b"one(two)three(four)", &[3..8, 13..19])?, b"onethree");
        Ok(())
    }
}
