//! The core in two parts: what runs until a first card is there, and the rest, which is fetched when that card has been seen.
//!
//! Which is which, the profile says (`profile.rs`): for each function, by its shape and mark, which of its straight pieces ran up to
//! the first card of the guides that it was recorded with. The first part is the whole module with all that cut which did not run
//! (`cut.rs`), and with no call of what does nothing but give memory back (`spare.rs`); a function that the profile does not know
//! stays as it is, so a profile that has become old makes the first part larger and nothing wrong. The rest is a patch
//! (`splice.rs`): with it the page makes the whole module out of the first part.
//!
//! That module goes on where the first part was: memory, tables and variables, which the first one has and gives away, it
//! takes; it puts its functions into the table, and into memory no more than the data that the first part could not get at
//! (`unmet.rs`). Functions have the same numbers in both.

mod cut;
mod mark;
pub mod profile;
pub mod spare;
pub mod splice;
#[cfg(test)]
mod tests;
mod unmet;

use std::collections::HashSet;
use std::mem::take;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{Encode, EntityType, ExportKind, ExportSection, Section, SectionId};
use wasmparser::{ExportSectionReader, KnownCustom, Parser, Payload, TypeRef};

use super::prune::Datum;
use cut::{Body, Cut, Name};
use profile::Profile;
use spare::Spared;
use splice::Pair;
use unmet::Mentions;

/// Up to this length a function stays whole of which anything ran, in bytes: what comes first in a page is another thing each time,
/// and its other arm costs next to nothing.
const SMALL: usize = 80;
/// What hears of the page: in which order browsers tell of sizes, frames, changes and timers hangs on how busy they are, and no
/// recording has all orders. If anything of these ran, only what is long is cut from them.
const HEARING: [&str; 5] = [
    "Overlay>::wake::",
    "Overlay>::check_presence::",
    "Finder::wake::",
    "Finder::work::",
    "Finder::settle::",
];
/// From this length on, in bytes: what people do with a card.
const LONG: usize = 400;
/// What the whole module imports from: the first part.
const FIRST: &str = "b";

/// A module in two parts.
pub struct Split {
    pub first: Vec<u8>,
    /// The patch.
    pub rest: Vec<u8>,
    /// What the patch makes of the first part.
    pub whole: Vec<u8>,
}

/// What is cut from a function.
struct Cutter<'a> {
    profile: &'a Profile,
    spared: Spared,
    /// Up to this length a function stays whole of which anything ran, in bytes.
    small: usize,
    /// Functions of which only what is long is cut.
    hearing: HashSet<u32>,
}

impl<'a> Cutter<'a> {
    fn new(module: &[u8], profile: &'a Profile, small: usize) -> Result<Self> {
        let hearing = named(module, |name| HEARING.iter().any(|part| name.contains(part)))?;
        Ok(Cutter { profile, spared: Spared::of(module)?, small, hearing })
    }

    fn cuts(&self, body: &Body) -> Vec<Cut> {
        let unmet = self.profile.of(body.name).map_or_else(Vec::new, |pieces| {
            let has_run = |piece: usize| pieces.get(piece).copied().unwrap_or_default();
            let mut cuts = body.cuts(has_run);
            if has_run(0) && body.range.len() <= self.small {
                cuts.clear();
            } else if has_run(0) && self.hearing.contains(&body.number) {
                cuts.retain(|cut| cut.range.len() >= LONG);
            }
            cuts
        });
        spare::cuts(body, unmet, &self.spared)
    }

    /// A function as it is, beside the same without what is cut.
    fn cut(&self, module: &[u8], body: &Body) -> Result<Pair> {
        let bytes = |range| module.get(range).context("a function beyond the end of the module");
        let mut pair = Pair::default();
        let mut from = body.range.start;
        for cut in self.cuts(body) {
            pair.both(bytes(from..cut.range.start)?);
            pair.each(cut.instead, bytes(cut.range.clone())?);
            from = cut.range.end;
        }
        pair.both(bytes(from..body.range.end)?);
        Ok(pair)
    }
}

/// The functions with such names; none where functions have no names.
fn named(module: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<HashSet<u32>> {
    let mut found = HashSet::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else { continue };
        let KnownCustom::Name(names) = section.as_known() else { continue };
        for names in names {
            let wasmparser::Name::Function(functions) = names? else { continue };
            for function in functions {
                let function = function?;
                found.extend(is_wanted(function.name).then_some(function.index));
            }
        }
    }
    Ok(found)
}

/// Whether the core has all functions by the names that they are known by here.
///
/// # Errors
/// When a function has another name now, or none.
pub fn check_names(module: &[u8]) -> Result<()> {
    for part in HEARING {
        ensure!(
            !named(module, |name| name.contains(part))?.is_empty(),
            "no function of the core is called “{part}” any more (HEARING in wasm/split.rs)"
        );
    }
    Ok(())
}

/// Splits a module; `data` is what the linker says of its data.
pub fn split(module: &[u8], profile: &Profile, data: &[Datum]) -> Result<Split> {
    split_by(module, &Cutter::new(module, profile, SMALL)?, data)
}

fn split_by(module: &[u8], cutter: &Cutter<'_>, data: &[Datum]) -> Result<Split> {
    let shared = Shared::of(module)?;
    let mut pair = Pair::default();
    pair.both(&splice::MAGIC);
    let (mut code, mut left) = (Pair::default(), 0);
    let mut mentions = Mentions::default();
    let mut marks = mark::marks(module)?.into_iter();
    let mut number = imported(module)?;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let section = payload.as_section().and_then(|(id, range)| Some((id, module.get(range)?)));
        match &payload {
            Payload::CodeSectionStart { count, .. } => {
                code.both(&splice::number(*count as usize));
                left = *count;
            }
            Payload::CodeSectionEntry(body) => {
                let mark = marks.next().context("a function without a mark")?;
                let body = cutter.cut(module, &Body::read(body, number, mark)?)?;
                number += 1;
                mentions.add(&body.first())?;
                code.framed(body);
                left -= 1;
                if left == 0 {
                    pair.both(&[SectionId::Code as u8]);
                    pair.framed(take(&mut code));
                }
            }
            Payload::ImportSection(imports) => {
                pair.both(&[SectionId::Import as u8]);
                let (_, own) = section.context("imports without bytes")?;
                pair.framed(shared.imported(own, imports.count())?);
            }
            Payload::ExportSection(exports) => {
                let exports = shared.exported(exports.clone())?;
                let mut bytes = vec![exports.id()];
                exports.encode(&mut bytes);
                pair.both(&bytes);
            }
            Payload::TypeSection(_) | Payload::FunctionSection(_) | Payload::ElementSection(_) => {
                pair.both(&framed(section.context("a section without bytes")?));
            }
            Payload::TableSection(_)
            | Payload::MemorySection(_)
            | Payload::GlobalSection(_)
            | Payload::DataCountSection { .. } => {
                pair.each(&framed(section.context("a section without bytes")?), &[])
            }
            Payload::DataSection(section) => {
                let (first, later) = unmet::part(section, data, &mentions)?;
                pair.each(&first, &later);
            }
            // Names of functions are for `spare.rs`.
            Payload::Version { .. } | Payload::End(_) | Payload::CustomSection(_) => {}
            other => bail!("a section that cannot be shared: {other:?}"),
        }
    }
    let split = Split { first: pair.first(), rest: pair.patch(), whole: pair.second() };
    wasmparser::validate(&split.first).context("the first part")?;
    wasmparser::validate(&split.whole).context("what the rest makes of it")?;
    Ok(split)
}

fn framed((id, content): (u8, &[u8])) -> Vec<u8> {
    [&[id], splice::number(content.len()).as_slice(), content].concat()
}

/// What the first part gives away, and the whole module takes.
struct Shared {
    /// What it does not export as it is.
    exports: Vec<(String, ExportKind, u32)>,
    /// All, under the names of its exports.
    imports: Vec<(String, EntityType)>,
}

impl Shared {
    fn of(module: &[u8]) -> Result<Self> {
        let mut all: Vec<(ExportKind, u32, EntityType)> = Vec::new();
        let mut known = Vec::new();
        let own = &mut RoundtripReencoder;
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TableSection(tables) => {
                    for (number, table) in (0..).zip(tables) {
                        all.push((ExportKind::Table, number, EntityType::Table(own.table_type(table?.ty)?)));
                    }
                }
                Payload::MemorySection(memories) => {
                    for (number, memory) in (0..).zip(memories) {
                        all.push((ExportKind::Memory, number, EntityType::Memory(own.memory_type(memory?)?)));
                    }
                }
                Payload::GlobalSection(globals) => {
                    for (number, global) in (0..).zip(globals) {
                        let kind = own.global_type(global?.ty)?;
                        all.push((ExportKind::Global, number, EntityType::Global(kind)));
                    }
                }
                Payload::ExportSection(exports) => {
                    known = exports.into_iter().collect::<Result<_, _>>()?;
                }
                _ => {}
            }
        }
        let mut shared = Shared { exports: Vec::new(), imports: Vec::new() };
        for (kind, number, entity) in all {
            let named = known.iter().find(|export: &&wasmparser::Export<'_>| {
                ExportKind::from(export.kind) == kind && export.index == number
            });
            let name = named.map_or_else(|| format!("{}{number}", letter(kind)), |it| it.name.to_owned());
            if named.is_none() {
                shared.exports.push((name.clone(), kind, number));
            }
            shared.imports.push((name, entity));
        }
        Ok(shared)
    }

    /// The imports, and for the whole module what it takes besides; `own` are the bytes of the section.
    fn imported(&self, own: &[u8], count: u32) -> Result<Pair> {
        let begin = splice::number(count as usize);
        let imports = own.strip_prefix(begin.as_slice()).context("imports that are counted strangely")?;
        let mut taken = Vec::new();
        for (name, kind) in &self.imports {
            FIRST.encode(&mut taken);
            name.as_str().encode(&mut taken);
            kind.encode(&mut taken);
        }
        let mut pair = Pair::default();
        pair.each(&begin, &splice::number(count as usize + self.imports.len()));
        pair.both(imports);
        pair.each(&[], &taken);
        Ok(pair)
    }

    fn exported(&self, own: ExportSectionReader<'_>) -> Result<ExportSection> {
        let mut exports = ExportSection::new();
        for export in own {
            let export = export?;
            exports.export(export.name, export.kind.into(), export.index);
        }
        for (name, kind, number) in &self.exports {
            exports.export(name, *kind, *number);
        }
        Ok(exports)
    }
}

fn letter(kind: ExportKind) -> char {
    match kind {
        ExportKind::Table => 't',
        ExportKind::Memory => 'm',
        _ => 'g',
    }
}

/// How many functions a module imports.
pub fn imported(module: &[u8]) -> Result<u32> {
    let mut imported = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        }
    }
    Ok(imported)
}

/// The functions that a module defines.
fn bodies(module: &[u8]) -> Result<Vec<Body>> {
    let mut bodies = Vec::new();
    let mut marks = mark::marks(module)?.into_iter();
    let mut numbers = imported(module)?..;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let (number, mark) = numbers.next().zip(marks.next()).context("a function without a mark")?;
            bodies.push(Body::read(&body, number, mark)?);
        }
    }
    Ok(bodies)
}

/// By function that a module defines: what a profile knows it by, and how many straight pieces it has.
pub fn pieces(module: &[u8]) -> Result<Vec<(Name, usize)>> {
    Ok(bodies(module)?.iter().map(|body| (body.name, body.pieces)).collect())
}

/// By function that a module defines: what of it is in the first part; nothing of what never ran.
pub fn in_first(module: &[u8], profile: &Profile) -> Result<Vec<Vec<u8>>> {
    let cutter = Cutter::new(module, profile, SMALL)?;
    bodies(module)?.iter().map(|body| Ok(cutter.cut(module, body)?.first())).collect()
}

/// How many functions of a module the profile does not know; they are in the first part, whether that needs them or not.
pub fn unknown(module: &[u8], profile: &Profile) -> Result<usize> {
    Ok(pieces(module)?.iter().filter(|(name, _)| profile.of(*name).is_none()).count())
}
