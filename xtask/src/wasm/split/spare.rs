//! What the first part does not give back: memory. Up to a first card there is enough of it, and code that gives it back is a
//! fifteenth of what runs until then.
//!
//! A function that does nothing but give memory back is called nowhere in the first part: what its arguments are computed from goes
//! with the call, where that has no effect of its own, and so do decisions with nothing left to decide. What the first part has not
//! given back stays taken for as long as the page lives; from then on the whole module gives back everything.
//!
//! Which functions these are follows from those in [`GIVING`], by name. Another one does nothing else if it has no result, writes
//! nothing but into its own part of the stack, cannot trap by itself, and calls none but such functions.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context, Result};
use wasmparser::{
    BlockType, CompositeInnerType, ElementItems, ExternalKind, FunctionBody, Operator, Parser, Payload,
};

use super::cut::{Body, Cut, Kind};

/// What the names of those functions hold that give memory back by themselves.
const GIVING: [[&str; 2]; 2] =
    [["talc::base::Talc<", ">::deallocate::"], ["alloc::raw_vec::RawVecInner<", ">::deallocate::"]];
/// The variable of a module that says how far its stack goes.
const STACK: u32 = 0;
/// The instruction `drop`, as often as a function that gives memory back has arguments.
const DROPS: [u8; 8] = [0x1a; 8];

/// What an instruction has to do with giving back.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Does {
    /// Takes this many values and gives one, and does nothing else.
    Gives(usize),
    Calls(u32),
    /// Begins an arm or a block without values.
    Decides,
    Blocks,
    /// Goes to the end of the innermost block, if a value says so.
    Skips,
    Other,
}

impl Does {
    pub fn of(operator: &Operator<'_>) -> Self {
        use Operator as O;
        match operator {
            O::LocalGet { .. } | O::I32Const { .. } | O::I64Const { .. } | O::GlobalGet { .. } => {
                Does::Gives(0)
            }
            O::I32Load { .. }
            | O::I32Load8U { .. }
            | O::I32Load8S { .. }
            | O::I32Load16U { .. }
            | O::I64Load { .. }
            | O::I32Eqz
            | O::I32WrapI64
            | O::I64ExtendI32U => Does::Gives(1),
            O::I32Add
            | O::I32Sub
            | O::I32Mul
            | O::I32DivU
            | O::I32And
            | O::I32Or
            | O::I32Xor
            | O::I32Shl
            | O::I32ShrU
            | O::I32Eq
            | O::I32Ne
            | O::I32LtU
            | O::I32LtS
            | O::I32GtU
            | O::I32GtS
            | O::I32LeU
            | O::I32LeS
            | O::I32GeU
            | O::I32GeS
            | O::I64Eq
            | O::I64Ne => Does::Gives(2),
            O::Select => Does::Gives(3),
            O::Call { function_index } => Does::Calls(*function_index),
            O::If { blockty: BlockType::Empty } => Does::Decides,
            O::Block { blockty: BlockType::Empty } => Does::Blocks,
            O::BrIf { relative_depth: 0 } => Does::Skips,
            _ => Does::Other,
        }
    }
}

/// The functions that do nothing but give memory back.
#[derive(Default)]
pub struct Spared {
    /// By number: how many arguments they take.
    arguments: BTreeMap<u32, usize>,
    /// What something else gets at than a call: it stays, though nothing is left in it.
    reached: HashSet<u32>,
}

/// What is known of a function.
struct Seen {
    arguments: usize,
    has_effect: bool,
    calls: Vec<u32>,
}

impl Spared {
    /// # Errors
    /// When that is no module.
    pub fn of(module: &[u8]) -> Result<Self> {
        let (mut kinds, mut types, mut reached) = (Vec::new(), Vec::new(), HashSet::new());
        let (mut seen, mut number) = (BTreeMap::new(), super::imported(module)?);
        let gives = |name: &str| GIVING.iter().any(|parts| parts.iter().all(|part| name.contains(part)));
        let given = super::named(module, gives)?;
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        for kind in group?.types() {
                            kinds.push(match &kind.composite_type.inner {
                                CompositeInnerType::Func(it) => (it.params().len(), it.results().len()),
                                _ => (0, 1),
                            });
                        }
                    }
                }
                Payload::FunctionSection(functions) => {
                    for kind in functions {
                        types.push(kinds.get(kind? as usize).copied());
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        reached.extend((export.kind == ExternalKind::Func).then_some(export.index));
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        if let ElementItems::Functions(functions) = element?.items {
                            for function in functions {
                                reached.insert(function?);
                            }
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let kind = types.get(seen.len()).copied().flatten();
                    seen.insert(number, read(&body, kind.context("a function without a type")?)?);
                    number += 1;
                }
                _ => {}
            }
        }
        Ok(Spared { arguments: settle(&seen, &given), reached })
    }

    fn is_left_out(&self, function: u32) -> bool {
        self.arguments.contains_key(&function) && !self.reached.contains(&function)
    }
}

fn read(body: &FunctionBody<'_>, (arguments, results): (usize, usize)) -> Result<Seen> {
    let operators = body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
    let frame = frame(&operators);
    let mut seen = Seen { arguments, has_effect: results > 0, calls: Vec::new() };
    for (at, operator) in operators.iter().enumerate() {
        match operator {
            Operator::Call { function_index } => seen.calls.push(*function_index),
            Operator::GlobalSet { global_index: STACK } if frame.is_some() => {}
            Operator::I32Store { .. } | Operator::I64Store { .. } => {
                let before = operators.get(..at).unwrap_or_default();
                seen.has_effect |= frame.is_none() || address(before) != frame;
            }
            other => seen.has_effect |= is_effect(other),
        }
    }
    Ok(seen)
}

/// The variable that holds where a function's own part of the stack begins.
fn frame(operators: &[Operator<'_>]) -> Option<u32> {
    use Operator::{GlobalGet, GlobalSet, I32Const, I32Sub, LocalSet, LocalTee};
    let [
        GlobalGet { global_index: STACK },
        I32Const { .. },
        I32Sub,
        LocalTee { local_index },
        GlobalSet { global_index: STACK },
        rest @ ..,
    ] = operators
    else {
        return None;
    };
    let sets = |it: &Operator<'_>| matches!(it, LocalSet { local_index: other } | LocalTee { local_index: other } if other == local_index);
    (!rest.iter().any(sets)).then_some(*local_index)
}

/// The variable that is the address of what is stored behind these instructions.
fn address(before: &[Operator<'_>]) -> Option<u32> {
    let mut wanted = 1;
    for operator in before.iter().rev() {
        match (wanted, Does::of(operator), operator) {
            (0, _, Operator::LocalGet { local_index }) => return Some(*local_index),
            (1.., _, Operator::LocalTee { .. }) => {}
            (1.., Does::Gives(takes), _) => wanted = wanted - 1 + takes,
            _ => return None,
        }
    }
    None
}

/// By function that does nothing but give memory back: how many arguments it takes.
fn settle(seen: &BTreeMap<u32, Seen>, given: &HashSet<u32>) -> BTreeMap<u32, usize> {
    let mut spared: BTreeMap<u32, usize> = seen
        .iter()
        .filter(|(function, own)| given.contains(function) || !own.has_effect && !own.calls.is_empty())
        .map(|(function, own)| (*function, own.arguments))
        .collect();
    loop {
        let calls_another = |function: &u32| {
            !given.contains(function)
                && seen.get(function).is_none_or(|own| own.calls.iter().any(|it| !spared.contains_key(it)))
        };
        let others: Vec<u32> = spared.keys().copied().filter(calls_another).collect();
        if others.is_empty() {
            return spared;
        }
        others.iter().for_each(|function| _ = spared.remove(function));
    }
}

/// Whether something is to be seen of it afterwards, or it may not come back.
fn is_effect(operator: &Operator<'_>) -> bool {
    use Operator as O;
    let is_harmless = matches!(
        operator,
        O::LocalSet { .. }
            | O::LocalTee { .. }
            | O::Drop
            | O::Nop
            | O::Block { .. }
            | O::Loop { .. }
            | O::If { .. }
            | O::Else
            | O::End
            | O::Br { .. }
            | O::BrIf { .. }
            | O::BrTable { .. }
            | O::Return
    );
    !is_harmless && !matches!(Does::of(operator), Does::Gives(_))
}

/// What is cut from a function, given what is cut because it did not run.
pub fn cuts(body: &Body, unmet: Vec<Cut>, spared: &Spared) -> Vec<Cut> {
    if spared.is_left_out(body.number) {
        return vec![body.nothing()];
    }
    let mut left = Left { state: vec![State::Stays; body.steps.len()], open: Vec::new() };
    let mut zones = unmet.iter().peekable();
    for (at, step) in body.steps.iter().enumerate() {
        while zones.next_if(|zone| zone.range.end <= step.at).is_some() {}
        if zones.peek().is_some_and(|zone| zone.range.start <= step.at) {
            // Blocks that are cut in part are not looked at: their end stays.
            left.set(at, State::Unmet);
            if step.kind == Kind::Opens {
                left.open.push(None);
            } else if step.kind == (Kind::Closes { arm: false }) {
                left.open.pop();
            }
            continue;
        }
        left.look(body, at, spared);
    }
    left.cuts(body, unmet)
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Stays,
    /// Did not run.
    Unmet,
    Goes,
    /// Goes, and its values are dropped instead.
    Drops(usize),
}

struct Left {
    state: Vec<State>,
    /// Blocks that have begun: where, if they are of a kind that can go.
    open: Vec<Option<usize>>,
}

impl Left {
    fn set(&mut self, at: usize, state: State) {
        if let Some(own) = self.state.get_mut(at) {
            *own = state;
        }
    }

    fn get(&self, at: usize) -> State {
        self.state.get(at).copied().unwrap_or(State::Stays)
    }

    fn look(&mut self, body: &Body, at: usize, spared: &Spared) {
        let Some(step) = body.steps.get(at) else { return };
        match (step.kind, step.does) {
            (_, Does::Calls(function)) => {
                if let Some(arguments) = spared.arguments.get(&function) {
                    self.go(body, at, *arguments);
                }
            }
            (Kind::Opens, Does::Decides | Does::Blocks) => self.open.push(Some(at)),
            (Kind::Opens, _) => self.open.push(None),
            // With two arms, it is not looked at.
            (Kind::Closes { arm: true }, _) => {
                if let Some(open) = self.open.last_mut() {
                    *open = None;
                }
            }
            (Kind::Closes { arm: false }, _) => {
                if let Some(Some(from)) = self.open.pop() {
                    self.close(body, from, at);
                }
            }
            (Kind::Plain, _) => {}
        }
    }

    /// A block ends: what goes to its end at its very end need not, and if nothing is left in it, it goes.
    fn close(&mut self, body: &Body, from: usize, at: usize) {
        let has_gone = |state: State| state == State::Goes;
        if let Some(last) = (from + 1..at).rev().find(|at| !has_gone(self.get(*at)))
            && self.get(last) == State::Stays
            && body.steps.get(last).is_some_and(|step| step.does == Does::Skips)
        {
            self.go(body, last, 1);
        }
        if (from + 1..at).all(|at| has_gone(self.get(at))) {
            self.set(at, State::Goes);
            let is_decided = body.steps.get(from).is_some_and(|step| step.does == Does::Decides);
            self.go(body, from, usize::from(is_decided));
        }
    }

    /// An instruction goes, with what gives the values that it takes, if that does nothing else.
    fn go(&mut self, body: &Body, at: usize, values: usize) {
        let (mut wanted, mut from) = (values, at);
        while wanted > 0 {
            let Some(before) = from.checked_sub(1) else { break };
            from = before;
            match (self.get(from), body.steps.get(from).map(|step| step.does)) {
                (State::Goes, _) => {}
                (State::Stays, Some(Does::Gives(takes))) => wanted = wanted - 1 + takes,
                _ => return self.set(at, State::Drops(values)),
            }
        }
        if wanted > 0 {
            return self.set(at, State::Drops(values));
        }
        (from..=at).for_each(|at| self.set(at, State::Goes));
    }

    fn cuts(&self, body: &Body, unmet: Vec<Cut>) -> Vec<Cut> {
        let mut cuts = unmet;
        for (at, step) in body.steps.iter().enumerate() {
            let values = match self.get(at) {
                State::Goes => 0,
                State::Drops(values) => values,
                State::Stays | State::Unmet => continue,
            };
            let end = body.steps.get(at + 1).map_or(body.range.end, |next| next.at);
            cuts.push(Cut { range: step.at..end, instead: DROPS.get(..values).unwrap_or(&DROPS) });
        }
        cuts.sort_by_key(|cut| cut.range.start);
        cuts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasm::split::profile::Profile;
    use crate::wasm::split::{bodies, pieces, split};

    /// `$give` gives back by its name, `$list` and `$shared` by what they do; `$told` tells somebody, `$counts` writes.
    const MODULE: &str = r#"(module
        (import "x" "tell" (func $tell (param i32)))
        (global $stack (mut i32) (i32.const 1024))
        (memory (export "memory") 1)
        (func $give (@name "talc::base::Talc<S,B>::deallocate::h1") (param i32 i32)
            (i32.store (local.get 0) (local.get 1)))
        (func $list (param i32) (local i32)
            (global.set 0 (local.tee 1 (i32.sub (global.get 0) (i32.const 16))))
            (i32.store offset=8 (local.get 1) (i32.load (local.get 0)))
            (if (i32.load (local.get 0)) (then (call $give (local.get 0) (i32.const 8))))
            (global.set 0 (i32.add (local.get 1) (i32.const 16))))
        (func $shared (param i32) (call $list (i32.load (local.get 0))))
        (func $told (param i32) (call $tell (local.get 0)) (call $list (local.get 0)))
        (func $counts (param i32) (i32.store (local.get 0) (i32.const 1)) (call $list (local.get 0)))
        (func $next (result i32) (global.set 0 (i32.add (global.get 0) (i32.const 4))) (global.get 0))
        (func (export "run") (param i32) (result i32)
            (call $list (i32.add (local.get 0) (i32.const 4)))
            (if (i32.load (local.get 0)) (then (call $shared (local.get 0))))
            (block (br_if 0 (i32.eqz (local.get 0))) (call $give (local.get 0) (i32.const 4)))
            (call $give (call $next) (i32.const 4))
            (call $told (local.get 0))
            (call $counts (local.get 0))
            (global.get 0)))"#;

    fn module() -> Vec<u8> {
        wat::parse_str(MODULE).unwrap()
    }

    #[test]
    fn what_gives_back_and_nothing_else_is_known() {
        let spared = Spared::of(&module()).unwrap();
        // The first of all is imported.
        assert_eq!(spared.arguments.into_iter().collect::<Vec<_>>(), [(1, 2), (2, 1), (3, 1)]);
    }

    #[test]
    fn it_is_called_nowhere_and_what_it_is_given_goes_too() -> Result<()> {
        let module = module();
        let mut profile = Profile::default();
        for (name, pieces) in pieces(&module)? {
            profile.add(name, &vec![true; pieces]);
        }
        let parts = split(&module, &profile, &[])?;
        let text = |module: &[u8]| -> Result<Vec<String>> {
            let mut all = Vec::new();
            for payload in Parser::new(0).parse_all(module) {
                if let Payload::CodeSectionEntry(body) = payload? {
                    let operators =
                        body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
                    let names = operators.iter().map(|it| format!("{it:?}"));
                    all.push(
                        names
                            .map(|it| it.split(' ').next().unwrap_or_default().to_owned())
                            .collect::<Vec<_>>()
                            .join(" "),
                    );
                }
            }
            Ok(all)
        };
        let (first, before) = (text(&parts.first)?, text(&module)?);
        assert_eq!(first[..3], ["Unreachable End", "Unreachable End", "Unreachable End"]);
        assert_eq!(first[3], "LocalGet Call End");
        assert_eq!(first[4], "LocalGet I32Const I32Store End");
        assert_eq!(first[5], before[5]);
        // Of the one with an argument that does something, that stays.
        assert_eq!(first[6], "Call I32Const Drop Drop LocalGet Call LocalGet Call GlobalGet End");
        // The whole module has all of it.
        assert_eq!(text(&parts.whole)?, before);
        assert_eq!(bodies(&module)?.len(), 7);
        Ok(())
    }
}
