//! Writes one module as two: the first holds the functions that run until a first card is there, the rest is linked to it later.
//!
//! Both have one memory, one table of functions and the same globals, which the first exports and the rest imports. A function
//! of the other part is called through the table; its place there is empty until the rest is here, and such a call ends in a
//! trap, which the page's side knows what to do with.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use anyhow::{Context, Result, anyhow, bail, ensure};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, Instruction, Module, TableSection, TypeSection,
};
use wasmparser::{
    CodeSectionReader, ElementItems, ElementKind, ElementSectionReader, ExportSectionReader, ExternalKind,
    FunctionSectionReader, Operator, Parser, Payload, TableSectionReader, TypeRef, TypeSectionReader,
};

use super::outline::Written;

/// What the rest imports the first part's exports as.
const FIRST: &str = "b";

/// One function: how it is written, the number of its type, and whether it belongs to the rest.
pub struct Part<'a> {
    pub written: Written<'a>,
    pub kind: u32,
    pub is_rest: bool,
}

/// Both parts of a module. `functions`: those that it defines, then those made out of them; `new_types`: parameters and
/// results of types that it does not have.
pub fn divide<'a>(
    module: &'a [u8],
    functions: &'a [Part<'a>],
    new_types: &[super::Signature],
) -> Result<(Vec<u8>, Vec<u8>)> {
    let outline = Outline::of(module)?;
    let plan = Plan::of(&outline, functions, new_types)?;
    let mut first = Module::new();
    First(&plan)
        .parse_core_module(&mut first, Parser::new(0), module)
        .map_err(|error| anyhow!("writing the first part: {error}"))?;
    Ok((first.finish(), rest(&outline, &plan)?))
}

/// What matters of the module as it was.
#[derive(Default)]
struct Outline<'a> {
    types: Option<TypeSectionReader<'a>>,
    imports: Vec<wasmparser::Import<'a>>,
    memory: Option<wasmparser::MemoryType>,
    tables: Vec<wasmparser::TableType>,
    globals: Vec<wasmparser::GlobalType>,
    exports: Vec<wasmparser::Export<'a>>,
    /// By place in the table of functions: which one.
    slots: BTreeMap<u32, u32>,
}

impl<'a> Outline<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut outline = Outline::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => outline.types = Some(types),
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        ensure!(matches!(import.ty, TypeRef::Func(_)), "{} is no function", import.name);
                        outline.imports.push(import);
                    }
                }
                Payload::MemorySection(memories) => {
                    outline.memory = memories.into_iter().next().transpose()?
                }
                Payload::TableSection(tables) => {
                    for table in tables {
                        outline.tables.push(table?.ty);
                    }
                }
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        outline.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(exports) => {
                    outline.exports = exports.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::ElementSection(elements) => outline.read_slots(elements)?,
                _ => {}
            }
        }
        Ok(outline)
    }

    fn read_slots(&mut self, elements: ElementSectionReader<'a>) -> Result<()> {
        for element in elements {
            let element = element?;
            let ElementKind::Active { offset_expr, .. } = element.kind else {
                bail!("elements that are not placed")
            };
            let ElementItems::Functions(functions) = element.items else {
                bail!("elements that are expressions")
            };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                bail!("elements at a place that is not a number")
            };
            for (slot, function) in (u32::try_from(value)?..).zip(functions) {
                self.slots.insert(slot, function?);
            }
        }
        Ok(())
    }

    /// The table of functions.
    fn table(&self) -> Result<(u32, wasmparser::TableType)> {
        let tables = (0..).zip(self.tables.iter().copied());
        let mut functions = tables.filter(|(_, table)| table.element_type == wasmparser::RefType::FUNCREF);
        functions.next().context("the module has no table of functions")
    }
}

struct Plan<'a> {
    functions: &'a [Part<'a>],
    new_types: Vec<super::Signature>,
    imported: u32,
    table: u32,
    table_size: u64,
    /// By number in the module as it was: the number in its own part.
    numbers: Vec<u32>,
    /// By number as it was: its place in the table, for whom the other part calls.
    slots: BTreeMap<u32, u32>,
    /// What both parts put into the table.
    first_slots: BTreeMap<u32, u32>,
    rest_slots: BTreeMap<u32, u32>,
    /// Functions of the rest that the page calls, in the order of their stand-ins.
    stand_ins: Vec<u32>,
    first_count: u32,
    /// What the first part exports besides.
    exports: Vec<(String, ExportKind, u32)>,
    /// What the rest imports of it.
    imports: Vec<(String, EntityType)>,
}

impl<'a> Plan<'a> {
    fn of(outline: &Outline<'_>, functions: &'a [Part<'a>], new_types: &[super::Signature]) -> Result<Self> {
        let imported = u32::try_from(outline.imports.len())?;
        let (mut first_count, mut rest_count) = (imported, imported);
        let mut numbers: Vec<u32> = (0..imported).collect();
        for function in functions {
            let count = if function.is_rest { &mut rest_count } else { &mut first_count };
            numbers.push(*count);
            *count += 1;
        }
        let (table, kind) = outline.table()?;
        let is_rest = |number: u32| {
            let own = number.checked_sub(imported).and_then(|own| functions.get(own as usize));
            own.is_some_and(|function| function.is_rest)
        };
        let by_function: BTreeMap<u32, u32> =
            outline.slots.iter().map(|(slot, function)| (*function, *slot)).collect();
        let mut table_size = kind.initial;
        let mut slots = BTreeMap::new();
        let stand_ins: Vec<u32> = outline
            .exports
            .iter()
            .filter(|export| export.kind == ExternalKind::Func && is_rest(export.index))
            .map(|export| export.index)
            .collect();
        let mut crossing: BTreeSet<u32> = stand_ins.iter().copied().collect();
        for function in functions {
            for instruction in &function.written.instructions {
                if let Instruction::Call(to) = instruction
                    && *to >= imported
                    && is_rest(*to) != function.is_rest
                {
                    crossing.insert(*to);
                }
                ensure!(!matches!(instruction, Instruction::RefFunc(_)), "a reference to a function");
            }
        }
        let mut all_slots = outline.slots.clone();
        // Those of one part side by side.
        for wanted in [false, true] {
            for number in crossing.iter().copied().filter(|number| is_rest(*number) == wanted) {
                let slot = by_function.get(&number).copied().unwrap_or_else(|| {
                    table_size += 1;
                    u32::try_from(table_size - 1).unwrap_or_default()
                });
                all_slots.insert(slot, number);
                slots.insert(number, slot);
            }
        }
        let (rest_slots, first_slots) = all_slots.into_iter().partition(|(_, number)| is_rest(*number));
        let mut plan = Plan {
            functions,
            new_types: new_types.to_vec(),
            imported,
            table,
            table_size,
            numbers,
            slots,
            first_slots,
            rest_slots,
            stand_ins,
            first_count,
            exports: Vec::new(),
            imports: Vec::new(),
        };
        plan.share(outline)?;
        Ok(plan)
    }

    /// Memory, tables and globals, under the names that they have or get.
    fn share(&mut self, outline: &Outline<'_>) -> Result<()> {
        let memory = outline.memory.context("the module has no memory")?;
        let memory = EntityType::Memory(RoundtripReencoder.memory_type(memory)?);
        let mut shared = vec![(ExternalKind::Memory, ExportKind::Memory, 0, memory)];
        for (number, table) in (0..).zip(&outline.tables) {
            let mut table = RoundtripReencoder.table_type(*table)?;
            if number == self.table {
                (table.minimum, table.maximum) = (self.table_size, None);
            }
            shared.push((ExternalKind::Table, ExportKind::Table, number, EntityType::Table(table)));
        }
        for (number, global) in (0..).zip(&outline.globals) {
            let global = EntityType::Global(RoundtripReencoder.global_type(*global)?);
            shared.push((ExternalKind::Global, ExportKind::Global, number, global));
        }
        for (kind, own, number, entity) in shared {
            let known = outline.exports.iter().find(|export| export.kind == kind && export.index == number);
            let name = known.map(|export| export.name.to_owned()).unwrap_or_else(|| {
                let name = format!("{}{number}", if own == ExportKind::Table { 't' } else { 'g' });
                self.exports.push((name.clone(), own, number));
                name
            });
            self.imports.push((name, entity));
        }
        Ok(())
    }

    fn part(&self, number: u32) -> Option<&Part<'a>> {
        self.functions.get(number.checked_sub(self.imported)? as usize)
    }

    fn number(&self, number: u32) -> Result<u32> {
        self.numbers.get(number as usize).copied().context("a function that there is not")
    }

    /// Calls through the table.
    fn indirectly(&self, number: u32) -> Result<[Instruction<'static>; 2]> {
        let slot = *self.slots.get(&number).context("a function without a place in the table")?;
        let kind = self.part(number).context("an imported function in the table")?.kind;
        Ok([
            Instruction::I32Const(i32::try_from(slot)?),
            Instruction::CallIndirect { type_index: kind, table_index: self.table },
        ])
    }

    fn write(&self, part: &Part<'_>) -> Result<Function> {
        let mut function = Function::new_with_locals_types(part.written.locals.iter().copied());
        for instruction in &part.written.instructions {
            let Instruction::Call(to) = instruction else {
                function.instruction(instruction);
                continue;
            };
            if self.part(*to).is_some_and(|other| other.is_rest != part.is_rest) {
                for instruction in self.indirectly(*to)? {
                    function.instruction(&instruction);
                }
            } else {
                function.instruction(&Instruction::Call(self.number(*to)?));
            }
        }
        Ok(function)
    }

    fn stand_in(&self, number: u32) -> Result<Function> {
        let mut function = Function::new([]);
        let parameters = self.part(number).map_or(0, |part| part.written.parameters.len());
        for parameter in 0..u32::try_from(parameters)? {
            function.instruction(&Instruction::LocalGet(parameter));
        }
        for instruction in self.indirectly(number)? {
            function.instruction(&instruction);
        }
        function.instruction(&Instruction::End);
        Ok(function)
    }

    fn add_types(&self, types: &mut TypeSection) {
        for (parameters, results) in &self.new_types {
            types.ty().function(parameters.iter().copied(), results.iter().copied());
        }
    }

    fn elements(&self, slots: &BTreeMap<u32, u32>) -> Result<ElementSection> {
        let mut elements = ElementSection::new();
        let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
        for (slot, number) in slots {
            let number = self.number(*number)?;
            match runs.last_mut() {
                Some((begin, run)) if *begin as usize + run.len() == *slot as usize => run.push(number),
                _ => runs.push((*slot, vec![number])),
            }
        }
        for (begin, run) in runs {
            let offset = ConstExpr::i32_const(i32::try_from(begin)?);
            let table = Some(self.table).filter(|table| *table != 0);
            elements.active(table, &offset, Elements::Functions(run.into()));
        }
        Ok(elements)
    }
}

struct First<'p, 'a>(&'p Plan<'a>);

type Done = Result<(), Error<anyhow::Error>>;

impl Reencode for First<'_, '_> {
    type Error = anyhow::Error;

    fn function_index(&mut self, number: u32) -> Result<u32, Error<anyhow::Error>> {
        // Only exports are left to ask: a function of the rest stands there by another.
        let stand_in = self.0.stand_ins.iter().position(|one| *one == number);
        let stand_in = stand_in.and_then(|place| u32::try_from(place).ok());
        stand_in.map_or_else(
            || self.0.number(number).map_err(Error::UserError),
            |place| Ok(self.0.first_count + place),
        )
    }

    fn parse_type_section(&mut self, types: &mut TypeSection, section: TypeSectionReader<'_>) -> Done {
        utils::parse_type_section(self, types, section)?;
        self.0.add_types(types);
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Done {
        for part in self.0.functions.iter().filter(|part| !part.is_rest) {
            functions.function(part.kind);
        }
        for part in self.0.stand_ins.iter().filter_map(|number| self.0.part(*number)) {
            functions.function(part.kind);
        }
        Ok(())
    }

    fn parse_table_section(&mut self, tables: &mut TableSection, section: TableSectionReader<'_>) -> Done {
        for (number, table) in (0..).zip(section) {
            let mut kind = self.table_type(table?.ty)?;
            if number == self.0.table {
                (kind.minimum, kind.maximum) = (self.0.table_size, None);
            }
            tables.table(kind);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Done {
        utils::parse_export_section(self, exports, section)?;
        for (name, kind, number) in &self.0.exports {
            exports.export(name, *kind, *number);
        }
        Ok(())
    }

    fn parse_element_section(&mut self, elements: &mut ElementSection, _: ElementSectionReader<'_>) -> Done {
        *elements = self.0.elements(&self.0.first_slots).map_err(Error::UserError)?;
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: CodeSectionReader<'_>) -> Done {
        for part in self.0.functions.iter().filter(|part| !part.is_rest) {
            code.function(&self.0.write(part).map_err(Error::UserError)?);
        }
        for number in &self.0.stand_ins {
            code.function(&self.0.stand_in(*number).map_err(Error::UserError)?);
        }
        Ok(())
    }
}

fn rest(outline: &Outline<'_>, plan: &Plan<'_>) -> Result<Vec<u8>> {
    let said = |error: Error<Infallible>| anyhow!("writing the rest: {error}");
    let mut types = TypeSection::new();
    let own = outline.types.clone().context("the module has no types")?;
    RoundtripReencoder.parse_type_section(&mut types, own).map_err(said)?;
    plan.add_types(&mut types);
    let mut imports = ImportSection::new();
    for import in &outline.imports {
        imports.import(import.module, import.name, RoundtripReencoder.entity_type(import.ty).map_err(said)?);
    }
    for (name, kind) in &plan.imports {
        imports.import(FIRST, name, *kind);
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for part in plan.functions.iter().filter(|part| part.is_rest) {
        functions.function(part.kind);
        code.function(&plan.write(part)?);
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&plan.elements(&plan.rest_slots)?).section(&code);
    Ok(module.finish())
}
