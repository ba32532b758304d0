//! A module that is split in any way answers like the whole one, from wherever the page goes over to it; node runs both, and
//! puts them together as the page does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, Elements, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemorySection,
    MemoryType, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::Parser;

use super::{Cutter, Split, cut::Body, pieces, profile::Profile, split, split_by};
use crate::wasm::pack::pack;
use crate::wasm::prune::Datum;

/// Different ways to split.
const WAYS: u64 = 60;
/// The page's own code for it.
const RUNTIME: &str = include_str!("../runtime.js");
const SPLICE: &str = include_str!("../splice.js");

#[test]
fn parts_answer_like_the_whole() -> Result<()> {
    let module = module();
    let mut script = format!("{RUN}const whole = {module:?};\nconst parts = [\n");
    let (mut cut, mut moved) = (0, 0);
    for way in 0..WAYS {
        // Small functions are cut here, too.
        let profile = some_profile(&module, way)?;
        let Split { first, rest, whole } = split_by(
            &module,
            &Cutter::new(&module, &profile, 0)?,
            &[Datum { addresses: 16..20, is_text: true, names: Vec::new(), is_needed: false }],
        )?;
        moved += usize::from(sections(&whole)?.contains_key(&11));
        cut += usize::from(first.len() + 20 < module.len());
        let packed = pack(&first)?;
        writeln!(script, "[{first:?}, {packed:?}, {rest:?}, {whole:?}],")?;
    }
    ensure!(cut * 2 > WAYS as usize, "only {cut} ways cut something");
    ensure!(moved > 0 && moved < cut, "{moved} ways moved data");
    script += "];\nawait compare(whole, parts);";
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("parts.mjs");
    std::fs::write(&file, script)?;
    let glue = "const __wbg_get_imports = () => ({ __proto__: null });\nexport const there = () => wasm;\n";
    std::fs::write(folder.path().join("runtime.mjs"), format!("{glue}{RUNTIME}{SPLICE}"))?;
    let run = Command::new("node").arg(&file).output().context("node is needed")?;
    ensure!(
        run.status.success(),
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
    Ok(())
}

#[test]
fn the_whole_module_has_all_that_the_first_part_does_not_give_it() -> Result<()> {
    let module = module();
    for way in 0..WAYS {
        let whole = split(&module, &some_profile(&module, way)?, &[])?.whole;
        let (before, after) = (sections(&module)?, sections(&whole)?);
        // Types, functions, elements, code: byte for byte.
        for id in [1, 3, 9, 10] {
            ensure!(
                before.contains_key(&id) && before.get(&id) == after.get(&id),
                "section {id} has changed"
            );
        }
        // Tables, memory, variables, data.
        for id in [4, 5, 6, 11] {
            ensure!(before.contains_key(&id) && !after.contains_key(&id), "section {id} is there twice");
        }
    }
    Ok(())
}

#[test]
fn what_nobody_has_recorded_stays_in_the_first_part() -> Result<()> {
    let module = module();
    let first = split(&module, &Profile::default(), &[])?.first;
    let (before, after) = (sections(&module)?, sections(&first)?);
    assert_eq!(before.get(&10), after.get(&10));
    Ok(())
}

#[test]
fn from_the_first_instruction_that_did_not_run_to_the_end_of_its_block_all_is_cut() -> Result<()> {
    use Instruction::{Block, BrIf, Drop, Else, End, I32Const, If, LocalGet, Loop};
    let body = [
        Block(BlockType::Empty),
        LocalGet(0),
        BrIf(0),
        // The second piece.
        LocalGet(0),
        Loop(BlockType::Empty),
        I32Const(7),
        Drop,
        End,
        Drop,
        End,
        LocalGet(0),
        If(BlockType::Empty),
        I32Const(1),
        Drop,
        Else,
        I32Const(2),
        Drop,
        End,
        End,
    ];
    let module = with_bodies(&[(vec![], body.to_vec())]);
    let mut cuts = Vec::new();
    for payload in Parser::new(0).parse_all(&module) {
        if let wasmparser::Payload::CodeSectionEntry(function) = payload? {
            let read = Body::read(&function, 0, 0)?;
            assert_eq!(read.pieces, 8);
            for ran in [vec![0, 4, 5, 6], vec![0, 4, 6], vec![]] {
                let cut = read.cuts(|piece| ran.contains(&piece));
                let lengths: Vec<_> = cut.iter().map(|cut| cut.range.len()).collect();
                cuts.push((lengths, cut.iter().map(|cut| cut.instead.len()).collect::<Vec<_>>()));
            }
            assert_eq!(read.range.len(), cuts.last().map_or(0, |(lengths, _)| lengths.iter().sum()));
        }
    }
    let all = cuts.last().map(|(lengths, _)| lengths.clone()).unwrap_or_default();
    assert_eq!(cuts, [(vec![9], vec![1]), (vec![9, 3], vec![1, 1]), (all, vec![3])]);
    Ok(())
}

/// By number: what a section of a module has.
fn sections(module: &[u8]) -> Result<BTreeMap<u8, Vec<u8>>> {
    let mut sections = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Some((id, range)) = payload?.as_section() {
            sections.insert(id, module.get(range).unwrap_or_default().to_vec());
        }
    }
    Ok(sections)
}

#[test]
fn a_module_that_counts_says_what_has_run() -> Result<()> {
    let counting = super::profile::counting(&module())?;
    wasmparser::validate(&counting)?;
    Ok(())
}

const RUN: &str = include_str!("compare.js");

/// Pieces that have run, by chance; the first of a function more often than others, and in some ways nearly all.
fn some_profile(module: &[u8], way: u64) -> Result<Profile> {
    let mut state = way.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut chance = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % 100
    };
    let mut profile = Profile::default();
    let mut functions = pieces(module)?;
    let others = [45, 75, 90, 97].get(way as usize % 4).copied().unwrap_or_default();
    // What begins the module always runs.
    functions.pop();
    for (name, count) in functions {
        let ran: Vec<bool> =
            (0..count).map(|piece| chance() < if piece == 0 { others.max(85) } else { others }).collect();
        profile.add(name, &ran);
    }
    Ok(profile)
}

/// Three functions with loops, arms, tables of branches, returns from within, and variables of every kind; what they keep lies in
/// memory and in a variable.
fn module() -> Vec<u8> {
    with_bodies(&[
        (vec![ValType::I32], sum()),
        (vec![], pick()),
        (vec![ValType::I64, ValType::F64, ValType::I32], mix()),
        (vec![], twice()),
        (vec![], vec![Instruction::End]),
    ])
}

/// All functions take two numbers and give one, besides the fourth, which takes one, and the fifth, which begins.
fn with_bodies(bodies: &[(Vec<ValType>, Vec<Instruction<'static>>)]) -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32, ValType::I32], [ValType::I32]);
    types.ty().function([ValType::I32], [ValType::I32]);
    types.ty().function([], []);
    module.section(&types);
    module.section(&ImportSection::new());
    let mut functions = FunctionSection::new();
    for (kind, _) in [0, 0, 0, 1, 2].into_iter().zip(bodies) {
        functions.function(kind);
    }
    module.section(&functions);
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 2,
        maximum: Some(2),
        shared: false,
    });
    module.section(&tables);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    module.section(&memories);
    let mut globals = GlobalSection::new();
    globals.global(
        GlobalType { val_type: ValType::I32, mutable: true, shared: false },
        &ConstExpr::i32_const(5),
    );
    module.section(&globals);
    let mut exports = ExportSection::new();
    for (name, number) in [("sum", 0), ("pick", 1), ("mix", 2), ("__wbindgen_start", 4)] {
        if (number as usize) < bodies.len() {
            exports.export(name, ExportKind::Func, number);
        }
    }
    exports.export("memory", ExportKind::Memory, 0);
    module.section(&exports);
    if bodies.len() > 3 {
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions([3].as_slice().into()));
        module.section(&elements);
    }
    let mut code = CodeSection::new();
    for (locals, body) in bodies {
        let mut function = Function::new_with_locals_types(locals.iter().copied());
        for instruction in body {
            function.instruction(instruction);
        }
        code.function(&function);
    }
    module.section(&code);
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(16), [3, 0, 0, 0]);
    module.section(&data);
    module.finish()
}

/// Adds up to `a` in a loop, remembers every other one in memory, and leaves early by a return.
fn sum() -> Vec<Instruction<'static>> {
    use Instruction::{
        Block, Br, BrIf, Call, Else, End, I32Add, I32And, I32Const, I32GtS, I32Load, I32LtS, I32Mul,
        I32Store, If, LocalGet, LocalSet, LocalTee, Loop, Return,
    };
    let at = wasm_encoder::MemArg { offset: 16, align: 2, memory_index: 0 };
    vec![
        Block(BlockType::Empty),
        LocalGet(0),
        I32Const(0),
        I32LtS,
        BrIf(0),
        Loop(BlockType::Empty),
        LocalGet(0),
        I32Const(1),
        I32And,
        If(BlockType::Empty),
        LocalGet(2),
        LocalGet(0),
        I32Add,
        LocalSet(2),
        LocalGet(2),
        LocalGet(1),
        I32Add,
        LocalTee(2),
        I32Const(3),
        I32Mul,
        LocalSet(2),
        Else,
        I32Const(0),
        I32Const(0),
        I32Load(at),
        LocalGet(2),
        I32Add,
        I32Store(at),
        LocalGet(1),
        I32Const(1),
        I32Add,
        LocalSet(1),
        LocalGet(1),
        I32Const(9),
        I32GtS,
        If(BlockType::Empty),
        LocalGet(1),
        Call(3),
        LocalGet(2),
        I32Add,
        Return,
        End,
        End,
        LocalGet(0),
        I32Const(-1),
        I32Add,
        LocalTee(0),
        I32Const(0),
        I32GtS,
        BrIf(0),
        End,
        LocalGet(2),
        LocalGet(0),
        I32Add,
        LocalSet(2),
        LocalGet(2),
        Return,
        End,
        LocalGet(1),
        I32Const(7),
        I32Mul,
        I32Const(0),
        I32Load(at),
        I32Add,
        LocalSet(2),
        Block(BlockType::Empty),
        LocalGet(1),
        BrIf(0),
        I32Const(100),
        LocalSet(2),
        Br(0),
        End,
        LocalGet(2),
        End,
    ]
}

/// A table of branches into nested blocks, one of which carries a value.
fn pick() -> Vec<Instruction<'static>> {
    use Instruction::{
        Block, Br, BrTable, CallIndirect, End, GlobalGet, GlobalSet, I32Add, I32Const, I32Mul, I32Sub,
        LocalGet, LocalSet,
    };
    vec![
        Block(BlockType::Result(ValType::I32)),
        Block(BlockType::Empty),
        Block(BlockType::Empty),
        Block(BlockType::Empty),
        LocalGet(0),
        BrTable(vec![0, 1, 2].into(), 1),
        End,
        LocalGet(1),
        I32Const(11),
        I32Mul,
        LocalSet(1),
        LocalGet(1),
        I32Const(1),
        I32Add,
        Br(2),
        End,
        GlobalGet(0),
        I32Const(1),
        I32Add,
        GlobalSet(0),
        LocalGet(1),
        LocalGet(0),
        I32Sub,
        LocalSet(1),
        LocalGet(1),
        I32Const(1),
        CallIndirect { type_index: 1, table_index: 0 },
        LocalSet(1),
        Br(0),
        End,
        LocalGet(1),
        GlobalGet(0),
        I32Add,
        End,
        LocalGet(1),
        I32Add,
        End,
    ]
}

/// Variables of other kinds, set on some ways only, and a trap.
fn mix() -> Vec<Instruction<'static>> {
    use Instruction::{
        Block, Br, BrIf, End, F64Add, F64ConvertI32S, F64Mul, I32Add, I32Const, I32Eq, I32TruncSatF64S,
        I32WrapI64, I64Add, I64Const, I64ExtendI32S, I64Mul, If, LocalGet, LocalSet, Unreachable,
    };
    vec![
        Block(BlockType::Empty),
        Block(BlockType::Empty),
        LocalGet(0),
        I32Const(3),
        I32Eq,
        BrIf(0),
        LocalGet(0),
        I64ExtendI32S,
        I64Const(3),
        I64Mul,
        LocalSet(2),
        LocalGet(1),
        F64ConvertI32S,
        LocalSet(3),
        LocalGet(1),
        I32Const(6),
        I32Eq,
        If(BlockType::Empty),
        LocalGet(3),
        LocalGet(3),
        F64Mul,
        LocalSet(3),
        LocalGet(2),
        I64Const(8),
        I64Add,
        LocalSet(2),
        LocalGet(0),
        I32Const(20),
        I32Eq,
        If(BlockType::Empty),
        Unreachable,
        End,
        LocalGet(0),
        I32Const(7),
        I32Eq,
        BrIf(2),
        End,
        LocalGet(3),
        LocalGet(3),
        F64Add,
        I32TruncSatF64S,
        LocalSet(4),
        Br(1),
        End,
        I32Const(77),
        LocalSet(4),
        LocalGet(1),
        I64ExtendI32S,
        LocalSet(2),
        End,
        LocalGet(2),
        I32WrapI64,
        LocalGet(4),
        I32Add,
        LocalGet(3),
        I32TruncSatF64S,
        I32Add,
        End,
    ]
}

fn twice() -> Vec<Instruction<'static>> {
    use Instruction::{End, I32Add, LocalGet};
    vec![LocalGet(0), LocalGet(0), I32Add, End]
}
