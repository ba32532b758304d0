//! A function as a list of instructions, with what has to be known to take a piece out of it: where pieces begin that run as
//! one, which blocks hold what, how much lies on the stack, and which local variables are still read.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{Instruction, ValType};
use wasmparser::{FuncValidator, FunctionBody, Operator, WasmModuleResources};

/// A set of local variables.
#[derive(Clone, Default, PartialEq)]
pub struct Locals(Vec<u64>);

impl Locals {
    pub fn insert(&mut self, local: u32) {
        let word = local as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (local % 64);
        }
    }

    pub fn remove(&mut self, local: u32) {
        if let Some(word) = self.0.get_mut(local as usize / 64) {
            *word &= !(1 << (local % 64));
        }
    }

    pub fn has(&self, local: u32) -> bool {
        self.0.get(local as usize / 64).is_some_and(|word| word & (1 << (local % 64)) != 0)
    }

    pub fn add(&mut self, others: &Locals) {
        if self.0.len() < others.0.len() {
            self.0.resize(others.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word |= other;
        }
    }
}

/// One instruction and what is known at its place.
pub struct Step<'a> {
    pub instruction: Instruction<'a>,
    /// Its length in bytes.
    pub size: usize,
    /// The straight piece it belongs to, counted from the beginning of the function.
    pub piece: usize,
    /// Values on the stack before it that its block has put there.
    pub height: usize,
    /// Whether nothing gets here.
    pub is_dead: bool,
    /// Where its block ends, when it begins one; its own place otherwise.
    pub end: usize,
    /// Where the other arm begins (the place of `else`), when it begins an `if` that has one.
    pub other: Option<usize>,
}

/// A function.
pub struct Body<'a> {
    pub kind: u32,
    /// Parameters first.
    pub locals: Vec<ValType>,
    pub parameters: usize,
    pub steps: Vec<Step<'a>>,
    /// How many straight pieces it has.
    pub pieces: usize,
    /// By place of an `else`: where its block ends.
    arms: BTreeMap<usize, usize>,
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

impl<'a> Body<'a> {
    pub fn read<R: WasmModuleResources>(
        kind: u32,
        body: &FunctionBody<'a>,
        mut validator: FuncValidator<R>,
    ) -> Result<Self> {
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader)?;
        let mut locals = Vec::new();
        for local in 0..validator.len_locals() {
            let kind = validator.get_local_type(local).context("a local variable without a type")?;
            locals.push(RoundtripReencoder.val_type(kind)?);
        }
        let declared: u32 =
            body.get_locals_reader()?.into_iter().map(|local| local.map_or(0, |(count, _)| count)).sum();
        let parameters = locals.len() - declared as usize;
        let mut steps: Vec<Step<'a>> = Vec::new();
        let mut open = Vec::new();
        let (mut pieces, mut begins) = (0, true);
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            let (operator, offset) = operator?;
            pieces += usize::from(begins);
            begins = ends_piece(&operator);
            let place = steps.len();
            let frame = validator.get_control_frame(0).context("an instruction outside of everything")?;
            let (base, is_dead) = (frame.height, frame.unreachable);
            let height = (validator.operand_stack_height() as usize).saturating_sub(base);
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => open.push(place),
                Operator::Else => {
                    let begun = open.last().and_then(|begun| steps.get_mut(*begun));
                    begun.context("else without if")?.other = Some(place);
                }
                Operator::End => {
                    if let Some(begun) = open.pop().and_then(|begun| steps.get_mut(begun)) {
                        begun.end = place;
                    }
                }
                _ => {}
            }
            validator.op(offset, &operator)?;
            if let Some(last) = steps.last_mut() {
                last.size = offset - last.size;
            }
            let instruction = RoundtripReencoder.instruction(operator).map_err(|error| anyhow!("{error}"))?;
            let piece = pieces - 1;
            // The size is the offset until the next instruction is known.
            steps.push(Step { instruction, size: offset, piece, height, is_dead, end: place, other: None });
        }
        if let Some(last) = steps.last_mut() {
            last.size = body.range().end - last.size;
        }
        let arms = steps.iter().filter_map(|step| Some((step.other?, step.end))).collect();
        Ok(Body { kind, locals, parameters, steps, pieces, arms })
    }

    /// A number for the shape of the function: what it does in which order, but not with which variables, places and constants.
    pub fn shape(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        for step in &self.steps {
            let name = format!("{:?}", step.instruction);
            let word = name.split(['(', ' ', '{']).next().unwrap_or_default();
            word.bytes().for_each(&mut mix);
            mix(b' ');
        }
        hash
    }

    /// The blocks around a place, the innermost first: where each begins. The function itself is not among them.
    pub fn around(&self, place: usize) -> Vec<usize> {
        let mut around = Vec::new();
        for (begun, step) in self.steps.iter().enumerate().take(place) {
            if step.end > place || (step.end == place && begun < place && step.end != begun) {
                around.push(begun);
            }
        }
        around.reverse();
        around
    }

    /// By place: the local variables that are read later before anything is written to them.
    pub fn live(&self) -> Vec<Locals> {
        let count = self.steps.len();
        let mut live = vec![Locals::default(); count + 1];
        let targets = self.targets();
        loop {
            let mut has_changed = false;
            for place in (0..count).rev() {
                let next = self.live_before(place, &live, &targets);
                if let Some(known) = live.get_mut(place)
                    && *known != next
                {
                    *known = next;
                    has_changed = true;
                }
            }
            if !has_changed {
                return live;
            }
        }
    }

    fn live_before(&self, place: usize, live: &[Locals], targets: &[Vec<usize>]) -> Locals {
        let at = |place: usize| live.get(place).cloned().unwrap_or_default();
        let mut set = Locals::default();
        let Some(step) = self.steps.get(place) else { return set };
        match step.instruction {
            Instruction::Br(_)
            | Instruction::BrTable(..)
            | Instruction::Return
            | Instruction::Unreachable => {}
            Instruction::Else => set = self.arms.get(&place).map_or(set, |end| at(*end)),
            Instruction::If(_) => {
                set = at(place + 1);
                set.add(&at(step.other.map_or(step.end, |other| other + 1)));
            }
            Instruction::LocalGet(local) => {
                set = at(place + 1);
                set.insert(local);
            }
            Instruction::LocalSet(local) | Instruction::LocalTee(local) => {
                set = at(place + 1);
                set.remove(local);
            }
            _ => set = at(place + 1),
        }
        for target in targets.get(place).into_iter().flatten() {
            set.add(&at(*target));
        }
        set
    }

    /// By place: where its branches go.
    fn targets(&self) -> Vec<Vec<usize>> {
        let mut open: Vec<usize> = Vec::new();
        let mut targets = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            let to = |depth: &u32| {
                let begun = open.len().checked_sub(1 + *depth as usize).and_then(|at| open.get(at));
                let begun = begun.and_then(|begun| Some((*begun, self.steps.get(*begun)?)));
                begun.map_or(self.steps.len(), |(begun, step)| match step.instruction {
                    Instruction::Loop(_) => begun + 1,
                    _ => step.end + 1,
                })
            };
            targets.push(branches(&step.instruction).iter().map(to).collect());
            if step.end != place {
                open.push(place);
            }
            if matches!(step.instruction, Instruction::End) {
                open.pop();
            }
        }
        targets
    }
}

/// Depths that an instruction may branch to.
pub fn branches(instruction: &Instruction<'_>) -> Vec<u32> {
    match instruction {
        Instruction::Br(depth) | Instruction::BrIf(depth) => vec![*depth],
        Instruction::BrTable(depths, default) => depths.iter().copied().chain([*default]).collect(),
        _ => Vec::new(),
    }
}
