//! A function as its straight pieces, and what is cut out of it where pieces did not run.
//!
//! From the first instruction that did not run to the end of its block (or to the other arm) nothing ran: what comes later in a
//! sequence is got to through what comes before. One `unreachable` stands for all of that; it fits whatever is on the stack. Of
//! a function that never ran nothing else is left.

use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{FunctionBody, Operator};

use super::spare::Does;

/// The instruction `unreachable`.
const UNREACHABLE: [u8; 1] = [0x00];
/// A body without local variables whose one instruction is `unreachable`.
const NOTHING: [u8; 3] = [0x00, 0x00, 0x0b];

/// A function.
pub struct Body {
    /// Where it stands in the module, without its size.
    pub range: Range<usize>,
    pub name: Name,
    /// Its number in the module.
    pub number: u32,
    /// How many straight pieces it has.
    pub pieces: usize,
    pub steps: Vec<Step>,
}

/// What a profile knows a function by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Name {
    /// What it does in which order, but not with which variables, places and constants.
    pub shape: u64,
    /// What tells it from others of that shape; see `mark.rs`.
    pub mark: u64,
}

/// One instruction.
pub struct Step {
    pub at: usize,
    /// The straight piece it belongs to, counted from the beginning of the function.
    piece: usize,
    pub kind: Kind,
    pub does: Does,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Plain,
    /// Begins a block.
    Opens,
    /// Ends one, or one of its arms.
    Closes {
        arm: bool,
    },
}

/// Bytes that are left out, and what stands there instead.
pub struct Cut {
    pub range: Range<usize>,
    pub instead: &'static [u8],
}

/// Whether a straight piece begins after this: something else can come from here, or get to what follows.
pub fn ends_piece(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::BrIf { .. }
            | Operator::Br { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Unreachable
    )
}

impl Body {
    pub fn read(body: &FunctionBody<'_>, number: u32, mark: u64) -> Result<Self> {
        let mut steps = Vec::new();
        let (mut pieces, mut begins) = (0_usize, true);
        let mut shape = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |byte: u8| shape = (shape ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            let (operator, at) = operator?;
            pieces += usize::from(begins);
            begins = ends_piece(&operator);
            let kind = match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => Kind::Opens,
                Operator::Else => Kind::Closes { arm: true },
                Operator::End => Kind::Closes { arm: false },
                _ => Kind::Plain,
            };
            let piece = pieces.checked_sub(1).context("an instruction before all pieces")?;
            steps.push(Step { at, piece, kind, does: Does::of(&operator) });
            let name = format!("{operator:?}");
            name.split(['(', ' ', '{']).next().unwrap_or_default().bytes().for_each(&mut mix);
            mix(b' ');
        }
        Ok(Body { range: body.range(), name: Name { shape, mark }, number, pieces, steps })
    }

    /// All of it is cut.
    pub fn nothing(&self) -> Cut {
        Cut { range: self.range.clone(), instead: &NOTHING }
    }

    /// What is cut, given which pieces ran.
    pub fn cuts(&self, has_run: impl Fn(usize) -> bool) -> Vec<Cut> {
        if !has_run(0) {
            return vec![self.nothing()];
        }
        let mut cuts = Vec::new();
        // Where that begins which is being cut, and how many blocks have begun in it.
        let mut open: Option<(usize, usize)> = None;
        for step in &self.steps {
            open = match (open, step.kind) {
                (Some((from, 0)), Kind::Closes { .. }) => {
                    cuts.push(Cut { range: from..step.at, instead: &UNREACHABLE });
                    None
                }
                (Some((from, depth)), Kind::Closes { arm: false }) => Some((from, depth - 1)),
                (Some((from, depth)), Kind::Opens) => Some((from, depth + 1)),
                (None, kind) if !matches!(kind, Kind::Closes { .. }) && !has_run(step.piece) => {
                    Some((step.at, usize::from(kind == Kind::Opens)))
                }
                (open, _) => open,
            };
        }
        cuts
    }
}
