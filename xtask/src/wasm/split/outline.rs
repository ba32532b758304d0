//! Takes what never ran out of a function that did: each such run of instructions becomes a function of its own, which is
//! given the variables it reads, and gives back those it has written and the way it left by.

use std::borrow::Cow;

use wasm_encoder::{BlockType, Instruction, ValType};

use super::body::{Body, Locals, Step, branches};

/// Bytes that a run must save at least where it stood; with fewer, the first part grows smaller still, and the rest much larger.
pub const WORTH_BYTES: isize = 12;
/// What a call costs that is written in two numbers, and what each variable does that is handed over or back.
const CALL_BYTES: usize = 6;
const VARIABLE_BYTES: usize = 2;

/// A function as it will be written.
#[derive(Clone)]
pub struct Written<'a> {
    pub parameters: Vec<ValType>,
    pub results: Vec<ValType>,
    /// Local variables besides the parameters.
    pub locals: Vec<ValType>,
    pub instructions: Vec<Instruction<'a>>,
}

/// Where a run can be left for, besides to what follows it.
#[derive(Clone, Copy, PartialEq)]
enum Exit {
    /// A block around it, counted from the innermost.
    Block(u32),
    Return,
}

/// A run of instructions within one block, both ends included in its places: `begin..end`.
struct Run {
    begin: usize,
    end: usize,
}

/// The function without what never ran, and the functions made of that. `made(written)` says which
/// number one gets. `worth`: see [`WORTH_BYTES`].
pub fn outline<'a>(
    body: &Body<'a>,
    results: &[ValType],
    has_run: impl Fn(usize) -> bool,
    worth: isize,
    mut made: impl FnMut(Written<'a>) -> u32,
) -> Written<'a> {
    let runs = runs(body, &has_run);
    let live = if runs.is_empty() { Vec::new() } else { body.live() };
    let mut instructions = Vec::new();
    let mut place = 0;
    for run in runs {
        let Some((call, written)) = taken_out(body, results, &run, &live, worth) else { continue };
        for step in body.steps.get(place..run.begin).into_iter().flatten() {
            instructions.push(step.instruction.clone());
        }
        let number = made(written);
        instructions.extend(call.at(number));
        place = run.end;
    }
    instructions.extend(body.steps.iter().skip(place).map(|step| step.instruction.clone()));
    let (parameters, locals) = body.locals.split_at(body.parameters);
    Written {
        parameters: parameters.to_vec(),
        results: results.to_vec(),
        locals: locals.to_vec(),
        instructions,
    }
}

/// The longest runs that never ran, in order.
fn runs(body: &Body<'_>, has_run: &impl Fn(usize) -> bool) -> Vec<Run> {
    let mut found = Vec::new();
    let mut frames = vec![(0, body.steps.len().saturating_sub(1))];
    while let Some((from, to)) = frames.pop() {
        let mut begun = None;
        let mut place = from;
        while place < to {
            let Some(step) = body.steps.get(place) else { break };
            let next = step.end + 1;
            let is_cold = body.steps.get(place..next).into_iter().flatten().all(|step| {
                !has_run(step.piece) || matches!(step.instruction, Instruction::End | Instruction::Else)
            });
            if is_cold {
                begun = begun.or(Some(place));
            } else {
                found.extend(begun.take().and_then(|begin| whole(body, begin, place, to)));
                if step.end != place {
                    let middle = step.other.unwrap_or(step.end);
                    frames.push((place + 1, middle));
                    if middle != step.end {
                        frames.push((middle + 1, step.end));
                    }
                }
            }
            place = next;
        }
        found.extend(begun.take().and_then(|begin| whole(body, begin, to, to)));
    }
    found.sort_unstable_by_key(|run| run.begin);
    found
}

/// The part of a run that begins and ends with nothing on the stack of its block; `to` is where that ends.
fn whole(body: &Body<'_>, begin: usize, end: usize, to: usize) -> Option<Run> {
    let is_clean = |place: usize| body.steps.get(place).is_some_and(|step| step.height == 0);
    let mut places = Vec::new();
    let mut place = begin;
    while place < end {
        places.push(place);
        place = body.steps.get(place)?.end + 1;
    }
    let first = places
        .iter()
        .copied()
        .find(|place| is_clean(*place) && body.steps.get(*place).is_some_and(|s| !s.is_dead))?;
    let is_at_end = end == to && body.steps.get(end).is_some_and(|step| step.is_dead || step.height == 0);
    let last = if is_at_end || is_clean(end) {
        end
    } else {
        places.iter().copied().rev().find(|place| is_clean(*place))?
    };
    (last > first).then_some(Run { begin: first, end: last })
}

/// What stands where a run stood.
struct Call {
    given: Vec<u32>,
    back: Vec<u32>,
    exits: Vec<Exit>,
    goes_on: bool,
    /// How many blocks are around it.
    depth: u32,
}

impl Call {
    fn bytes(&self) -> usize {
        let ways = if self.exits.is_empty() && self.goes_on { 0 } else { 3 + self.exits.len() };
        CALL_BYTES + VARIABLE_BYTES * (self.given.len() + self.back.len()) + ways
    }

    /// How deep a branch out of here goes.
    fn way(&self, exit: Exit) -> u32 {
        match exit {
            Exit::Block(depth) => depth,
            Exit::Return => self.depth,
        }
    }

    fn at(&self, number: u32) -> Vec<Instruction<'static>> {
        let mut written = Vec::new();
        // Several ways on: a table of them, behind a block that the way to what follows leads out of.
        let has_table = self.exits.len() > 1;
        let is_wrapped = has_table && self.goes_on;
        if is_wrapped {
            written.push(Instruction::Block(BlockType::Empty));
        }
        written.extend(self.given.iter().map(|local| Instruction::LocalGet(*local)));
        written.push(Instruction::Call(number));
        written.extend(self.back.iter().rev().map(|local| Instruction::LocalSet(*local)));
        match self.exits.as_slice() {
            [] if self.goes_on => {}
            [] => written.push(Instruction::Unreachable),
            [Exit::Return] if !self.goes_on => written.push(Instruction::Return),
            [exit] if !self.goes_on => written.push(Instruction::Br(self.way(*exit))),
            [exit] => written.push(Instruction::BrIf(self.way(*exit))),
            exits => {
                let deeper = u32::from(is_wrapped);
                let mut ways: Vec<u32> = exits.iter().map(|exit| self.way(*exit) + deeper).collect();
                if is_wrapped {
                    ways.insert(0, 0);
                }
                let last = ways.pop().unwrap_or_default();
                written.push(Instruction::BrTable(Cow::Owned(ways), last));
            }
        }
        if is_wrapped {
            written.push(Instruction::End);
        }
        written
    }
}

/// The function that a run becomes, and its call; nothing where that is not worth it or not possible.
fn taken_out<'a>(
    body: &Body<'a>,
    results: &[ValType],
    run: &Run,
    live: &[Locals],
    worth: isize,
) -> Option<(Call, Written<'a>)> {
    let steps = body.steps.get(run.begin..run.end)?;
    let around = body.around(run.begin);
    let depth = u32::try_from(around.len()).ok()?;
    let goes_on = !body.steps.get(run.end)?.is_dead;
    let exits = exits(steps, run.begin, depth);
    // What a way out carries besides variables can be handed over where it is the only way.
    let carried = match exits.as_slice() {
        [exit] if !goes_on => carries(body, results, *exit, &around)?,
        exits => {
            let is_bare =
                |exit: &Exit| carries(body, results, *exit, &around).is_some_and(|values| values.is_empty());
            if !exits.iter().all(is_bare) {
                return None;
            }
            Vec::new()
        }
    };
    let (mut touched, mut set) = (Locals::default(), Locals::default());
    for step in steps {
        match step.instruction {
            Instruction::LocalGet(local) => touched.insert(local),
            Instruction::LocalSet(local) | Instruction::LocalTee(local) => {
                touched.insert(local);
                set.insert(local);
            }
            _ => {}
        }
    }
    let mut wanted = if goes_on { live.get(run.end)?.clone() } else { Locals::default() };
    for exit in &exits {
        let Exit::Block(out) = exit else { continue };
        let begun = *around.get(*out as usize)?;
        let target = match body.steps.get(begun)?.instruction {
            Instruction::Loop(_) => begun + 1,
            _ => body.steps.get(begun)?.end + 1,
        };
        wanted.add(live.get(target)?);
    }
    let before = live.get(run.begin)?;
    let kind = |local: &u32| body.locals.get(*local as usize).copied();
    // In an order of kinds, so that many functions have the same signature.
    let sorted = |mut chosen: Vec<u32>| {
        chosen.sort_by_key(|local| (kind(local).map(rank), *local));
        chosen
    };
    let all = 0..u32::try_from(body.locals.len()).ok()?;
    let given = sorted(all.clone().filter(|local| touched.has(*local) && before.has(*local)).collect());
    let back = sorted(all.clone().filter(|local| set.has(*local) && wanted.has(*local)).collect());
    let call = Call { given, back, exits, goes_on, depth };
    let size: usize = steps.iter().map(|step| step.size).sum();
    if size.checked_signed_diff(call.bytes())? < worth {
        return None;
    }
    let others: Vec<u32> = all.filter(|local| touched.has(*local) && !before.has(*local)).collect();
    let written = function(body, run, &call, &carried, &others)?;
    Some((call, written))
}

/// Where these instructions, the first of which stands at `begin` in `depth` blocks, can be left for.
fn exits(steps: &[Step<'_>], begin: usize, depth: u32) -> Vec<Exit> {
    let mut exits: Vec<Exit> = Vec::new();
    let mut inside = 0;
    for (place, step) in (begin..).zip(steps) {
        let mut leaves = Vec::new();
        for branch in branches(&step.instruction) {
            leaves.extend(
                branch
                    .checked_sub(inside)
                    .map(|out| if out >= depth { Exit::Return } else { Exit::Block(out) }),
            );
        }
        if matches!(step.instruction, Instruction::Return) {
            leaves.push(Exit::Return);
        }
        for exit in leaves {
            if !exits.contains(&exit) {
                exits.push(exit);
            }
        }
        inside += u32::from(step.end != place);
        inside -= u32::from(matches!(step.instruction, Instruction::End));
    }
    exits
}

fn rank(kind: ValType) -> u8 {
    match kind {
        ValType::I32 => 0,
        ValType::I64 => 1,
        ValType::F32 => 2,
        ValType::F64 => 3,
        _ => 4,
    }
}

/// What lies on the stack when a way out is taken; nothing where that is not known.
fn carries(body: &Body<'_>, results: &[ValType], exit: Exit, around: &[usize]) -> Option<Vec<ValType>> {
    let Exit::Block(out) = exit else { return Some(results.to_vec()) };
    match body.steps.get(*around.get(out as usize)?)?.instruction {
        Instruction::Block(BlockType::Empty)
        | Instruction::If(BlockType::Empty)
        | Instruction::Loop(BlockType::Empty | BlockType::Result(_)) => Some(Vec::new()),
        Instruction::Block(BlockType::Result(kind)) | Instruction::If(BlockType::Result(kind)) => {
            Some(vec![kind])
        }
        _ => None,
    }
}

fn function<'a>(
    body: &Body<'a>,
    run: &Run,
    call: &Call,
    carried: &[ValType],
    others: &[u32],
) -> Option<Written<'a>> {
    let kinds = |locals: &[u32]| {
        locals.iter().filter_map(|local| body.locals.get(*local as usize).copied()).collect::<Vec<_>>()
    };
    let place_of = |local: u32| {
        let own = call.given.iter().chain(others).position(|one| *one == local)?;
        u32::try_from(own).ok()
    };
    let says_way = call.exits.len() + usize::from(call.goes_on) > 1;
    let hand_back = |way: usize, written: &mut Vec<Instruction<'a>>| -> Option<()> {
        if says_way {
            written.push(Instruction::I32Const(i32::try_from(way).ok()?));
        }
        for local in &call.back {
            written.push(Instruction::LocalGet(place_of(*local)?));
        }
        Some(())
    };
    let wrapping = match carried {
        [] => BlockType::Empty,
        [kind] => BlockType::Result(*kind),
        _ => return None,
    };
    let mut written = vec![Instruction::Block(wrapping); call.exits.len()];
    let mut inside = 0_u32;
    for (place, step) in (run.begin..run.end).zip(body.steps.get(run.begin..run.end)?) {
        let out = |branch: u32| -> Option<u32> {
            let Some(out) = branch.checked_sub(inside) else { return Some(branch) };
            let exit = if out >= call.depth { Exit::Return } else { Exit::Block(out) };
            let way = call.exits.iter().position(|one| *one == exit)?;
            Some(inside + u32::try_from(way).ok()?)
        };
        written.push(match &step.instruction {
            Instruction::LocalGet(local) => Instruction::LocalGet(place_of(*local)?),
            Instruction::LocalSet(local) => Instruction::LocalSet(place_of(*local)?),
            Instruction::LocalTee(local) => Instruction::LocalTee(place_of(*local)?),
            Instruction::Br(branch) => Instruction::Br(out(*branch)?),
            Instruction::BrIf(branch) => Instruction::BrIf(out(*branch)?),
            Instruction::BrTable(branches, default) => {
                let branches = branches.iter().map(|branch| out(*branch)).collect::<Option<_>>()?;
                Instruction::BrTable(Cow::Owned(branches), out(*default)?)
            }
            Instruction::Return => Instruction::Br(out(inside + call.depth)?),
            other => other.clone(),
        });
        inside += u32::from(step.end != place);
        inside -= u32::from(matches!(step.instruction, Instruction::End));
    }
    // The way on is 0, and the ways out count from 1 then.
    if call.goes_on {
        hand_back(0, &mut written)?;
        written.push(Instruction::Return);
    } else {
        written.push(Instruction::Unreachable);
    }
    for way in 0..call.exits.len() {
        written.push(Instruction::End);
        hand_back(way + usize::from(call.goes_on), &mut written)?;
        written.push(Instruction::Return);
    }
    written.push(Instruction::End);
    let mut results = carried.to_vec();
    if says_way {
        results.push(ValType::I32);
    }
    results.extend(kinds(&call.back));
    Some(Written { parameters: kinds(&call.given), results, locals: kinds(others), instructions: written })
}
