//! A module that is split in any way answers like the whole one, once its rest is there; node runs both.

use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, GlobalType, Instruction, MemorySection, MemoryType, Module, RefType,
    TableSection, TableType, TypeSection, ValType,
};

use super::{pieces, profile::Profile, split, split_worth};

/// Different ways to split.
const WAYS: u64 = 60;

#[test]
fn parts_answer_like_the_whole() -> Result<()> {
    let module = module();
    let mut script = format!("{RUN}const whole = {:?};\nconst parts = [\n", module);
    let mut moved = 0;
    for way in 0..WAYS {
        let (first, rest) = split_worth(&module, &some_profile(&module, way)?, -1_000)?;
        wasmparser::validate(&first).context("the first part")?;
        wasmparser::validate(&rest).context("the rest")?;
        moved += usize::from(rest.len() > 200);
        writeln!(script, "[{first:?}, {rest:?}],")?;
    }
    ensure!(moved * 2 > WAYS as usize, "only {moved} splits moved something");
    script += "];\nawait compare(whole, parts);";
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("parts.mjs");
    std::fs::write(&file, script)?;
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
fn what_nobody_has_recorded_stays_in_the_first_part() -> Result<()> {
    let module = module();
    let (first, rest) = split(&module, &Profile::default())?;
    wasmparser::validate(&first)?;
    ensure!(rest.len() < 120, "{} bytes went", rest.len());
    Ok(())
}

#[test]
fn a_profile_is_read_as_it_was_written() -> Result<()> {
    let mut profile = Profile::default();
    profile.add(7, &[true, false, false, false, true]);
    profile.add(0xffff_ffff_0000_0000, &[false; 9]);
    profile.add(7, &[false, true, false, false, false]);
    assert_eq!(profile.text(), "0000000000000007 31\nffffffff00000000\n");
    let read = Profile::parse(&profile.text())?;
    assert_eq!(
        read.of(7).map(|pieces| pieces.get(..5).map(<[bool]>::to_vec)),
        Some(Some(vec![true, true, false, false, true]))
    );
    assert_eq!(read.of(8), None);
    assert!(Profile::parse("xyz").is_err());
    Ok(())
}

#[test]
fn a_module_that_counts_says_what_has_run() -> Result<()> {
    let counting = super::profile::counting(&module())?;
    wasmparser::validate(&counting)?;
    Ok(())
}

const RUN: &str = "
const made = async (bytes, imports) => (await WebAssembly.instantiate(new Uint8Array(bytes), imports)).instance.exports;
const answers = (it) => {
  const all = [];
  for (const a of [-3, -1, 0, 1, 2, 3, 4, 5, 7, 20]) for (const b of [-2, 0, 1, 6]) {
    for (const name of ['sum', 'pick', 'mix']) {
      try { all.push(it[name](a, b)); } catch (error) { all.push(String(error)); }
    }
  }
  return all.join();
};
const compare = async (whole, parts) => {
  const wanted = answers(await made(whole, {}));
  for (const [at, [first, rest]] of parts.entries()) {
    const it = await made(first, {});
    await made(rest, { b: it });
    if (answers(it) !== wanted) { console.log(at, answers(it), wanted); process.exit(1); }
  }
};
";

/// Pieces that have run, by chance; the first of a function more often than others.
fn some_profile(module: &[u8], way: u64) -> Result<Profile> {
    let mut state = way.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut chance = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % 100
    };
    let mut profile = Profile::default();
    for (shape, count) in pieces(module)? {
        let ran: Vec<bool> = (0..count).map(|piece| chance() < if piece == 0 { 85 } else { 45 }).collect();
        profile.add(shape, &ran);
    }
    Ok(profile)
}

/// Three functions with loops, arms, tables of branches, returns from within, and variables of every kind.
fn module() -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32, ValType::I32], [ValType::I32]);
    types.ty().function([ValType::I32], [ValType::I32]);
    module.section(&types);
    let mut functions = FunctionSection::new();
    for kind in [0, 0, 0, 1] {
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
    for (name, number) in [("sum", 0), ("pick", 1), ("mix", 2)] {
        exports.export(name, ExportKind::Func, number);
    }
    exports.export("memory", ExportKind::Memory, 0);
    module.section(&exports);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions([3].as_slice().into()));
    module.section(&elements);
    let mut code = CodeSection::new();
    for (locals, body) in [
        (vec![ValType::I32], sum()),
        (vec![], pick()),
        (vec![ValType::I64, ValType::F64, ValType::I32], mix()),
        (vec![], twice()),
    ] {
        let mut function = Function::new_with_locals_types(locals);
        for instruction in &body {
            function.instruction(instruction);
        }
        code.function(&function);
    }
    module.section(&code);
    module.finish()
}

/// Adds up to `a` in a loop, remembers every other one in memory, and leaves early by a return.
fn sum() -> Vec<Instruction<'static>> {
    use Instruction::{
        Block, Br, BrIf, Call, Else, End, I32Add, I32And, I32Const, I32GtS, I32LtS, I32Mul, I32Store, If,
        LocalGet, LocalSet, LocalTee, Loop, Return,
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
        LocalGet(2),
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
