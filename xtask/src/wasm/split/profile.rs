//! What ran: by the shape and mark of each function, which of its straight pieces.
//!
//! As a file it has a line for each function: shape and mark as sixteen hexadecimal digits each and, where something of it ran,
//! the pieces, four to a digit, the first one in the lowest bit; with blanks between them. Where a function's mark is another one
//! by now, whatever ran of any function of its shape counts.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;

use anyhow::{Context, Result, anyhow, ensure};
use lotse_tests::place::Place;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, Instruction, Module,
    ValType,
};
use wasmparser::{ExportSectionReader, FunctionBody, GlobalSectionReader, Parser};

use super::cut::{Name, ends_piece};
use crate::wasm;

/// Letters before the number of a piece in the name of what says that it ran.
pub const RAN: &str = "ran";

/// What ran up to a first card.
#[derive(Default)]
pub struct Profile(BTreeMap<Name, Vec<bool>>);

impl Profile {
    /// The one that is checked in.
    pub fn read(place: &Place) -> Result<Self> {
        let file = wasm::profile(place);
        Profile::parse(&fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?)
    }

    pub fn parse(text: &str) -> Result<Self> {
        let mut known = BTreeMap::new();
        for line in text.lines() {
            let mut parts = line.split(' ');
            let mut next = || parts.next().unwrap_or_default();
            let number = |digits| u64::from_str_radix(digits, 16).with_context(|| line.to_owned());
            let name = Name { shape: number(next())?, mark: number(next())? };
            let pieces = next();
            let digits =
                pieces.chars().map(|digit| digit.to_digit(16).with_context(|| format!("pieces {pieces}")));
            let digits = digits.collect::<Result<Vec<u32>>>()?;
            let pieces = digits.iter().flat_map(|digit| (0..4).map(move |bit| digit & (1 << bit) != 0));
            known.insert(name, pieces.collect());
        }
        Ok(Profile(known))
    }

    /// Which pieces of a function ran; nothing where the profile does not know its shape.
    pub fn of(&self, name: Name) -> Option<Vec<bool>> {
        if let Some(ran) = self.0.get(&name) {
            return Some(ran.clone());
        }
        let first = Name { mark: u64::MIN, ..name };
        let last = Name { mark: u64::MAX, ..name };
        self.0.range(first..=last).map(|(_, ran)| ran.clone()).reduce(|mut known, ran| {
            merge(&mut known, &ran);
            known
        })
    }
}

impl Profile {
    /// Adds what ran of a function.
    pub fn add(&mut self, name: Name, ran: &[bool]) {
        merge(self.0.entry(name).or_default(), ran);
    }

    /// The file.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (Name { shape, mark }, pieces) in &self.0 {
            text += &format!("{shape:016x} {mark:016x}");
            let digits: String = pieces.chunks(4).map(digit).collect();
            let digits = digits.trim_end_matches('0');
            if !digits.is_empty() {
                text += &format!(" {digits}");
            }
            text.push('\n');
        }
        text
    }
}

fn merge(known: &mut Vec<bool>, ran: &[bool]) {
    known.resize(known.len().max(ran.len()), false);
    for (known, ran) in known.iter_mut().zip(ran) {
        *known |= ran;
    }
}

/// The module with a note of every straight piece that has run: exported variables, one for each, in order.
pub fn counting(module: &[u8]) -> Result<Vec<u8>> {
    let count: usize = super::pieces(module)?.iter().map(|(_, pieces)| pieces).sum();
    let mut counting = Counting { count: u32::try_from(count)?, own: 0, next: 0 };
    let mut written = Module::new();
    counting
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| anyhow!("making a core that counts: {error}"))?;
    ensure!(counting.next == counting.count, "{} of {} pieces were met", counting.next, counting.count);
    Ok(written.finish())
}

struct Counting {
    count: u32,
    /// Variables that the module has of itself.
    own: u32,
    next: u32,
}

type Done = Result<(), Error<Infallible>>;

impl Reencode for Counting {
    type Error = Infallible;

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Done {
        utils::parse_global_section(self, globals, section)?;
        self.own = globals.len();
        for _ in 0..self.count {
            let kind = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            globals.global(kind, &ConstExpr::i32_const(0));
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Done {
        utils::parse_export_section(self, exports, section)?;
        for piece in 0..self.count {
            exports.export(&format!("{RAN}{piece}"), ExportKind::Global, self.own + piece);
        }
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Done {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut begins = true;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            if begins {
                function.instruction(&Instruction::I32Const(1));
                function.instruction(&Instruction::GlobalSet(self.own + self.next));
                self.next += 1;
            }
            begins = ends_piece(&operator);
            function.instruction(&self.instruction(operator)?);
        }
        code.function(&function);
        Ok(())
    }
}

fn digit(pieces: &[bool]) -> char {
    let value = (0..).zip(pieces).map(|(bit, ran)| u32::from(*ran) << bit).sum();
    char::from_digit(value, 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_as_it_was_written() -> Result<()> {
        let name = |shape, mark| Name { shape, mark };
        let mut profile = Profile::default();
        profile.add(name(7, 1), &[true, false, false, false, true]);
        profile.add(name(0xffff_ffff_0000_0000, 2), &[false; 9]);
        profile.add(name(7, 1), &[false, true, false, false, false]);
        profile.add(name(7, 3), &[false, false, true]);
        assert_eq!(
            profile.text(),
            "0000000000000007 0000000000000001 31\n0000000000000007 0000000000000003 4\n\
             ffffffff00000000 0000000000000002\n"
        );
        let read = Profile::parse(&profile.text())?;
        let ran =
            |name| read.of(name).map(|pieces| pieces.iter().map(|ran| u8::from(*ran)).collect::<Vec<_>>());
        assert_eq!(ran(name(7, 1)), Some(vec![1, 1, 0, 0, 1, 0, 0, 0]));
        assert_eq!(ran(name(7, 3)), Some(vec![0, 0, 1, 0]));
        // Of one that has become another since, all that ran of its like.
        assert_eq!(ran(name(7, 2)), Some(vec![1, 1, 1, 0, 1, 0, 0, 0]));
        assert_eq!(ran(name(0xffff_ffff_0000_0000, 9)), Some(vec![]));
        assert_eq!(ran(name(8, 1)), None);
        assert!(Profile::parse("xyz").is_err());
        Ok(())
    }
}
