//! A module as steps: an instruction or two, the head of a function, or bytes that stay as they are.

use std::ops::{Range, RangeInclusive};

use wasmparser::{FunctionBody, Parser, Payload};

use super::ROOM;
use crate::wasm::split::splice::number;

/// In a template: a number that comes out of the stream with this number, counted from here.
pub const NUMBER: u8 = 0xd8;
/// In a template: bytes that come out of the stream of plain ones, behind their count. What begins or ends a function and so on
/// follows; `unpack.wat` has them in this order.
pub const PLAIN: u8 = NUMBER + STREAMS as u8;
const BEGIN: u8 = PLAIN + 1;
const END: u8 = PLAIN + 2;
const STOP: u8 = PLAIN + 3;
const QUOTE: u8 = PLAIN + 4;

/// What is put together in any case: plain bytes wherever they stand in a function, and the end of all.
pub const PLAINS: [&[Item]; 5] = [
    &[Item::Plain],
    &[Item::Begin, Item::Plain],
    &[Item::Plain, Item::End],
    &[Item::Begin, Item::Plain, Item::End],
    &[Item::Stop],
];

/// How many streams of numbers there are.
pub const STREAMS: usize = Stream::Branches as usize + 1;
/// A number that takes more bytes than any.
const LONGEST: usize = 10;
/// From here on a constant is the address of data.
const ADDRESS: usize = 3;
/// An instruction that is longer has something in it that is not the same every time.
const SHORT: usize = 5;
/// Kinds of local variables that a function has in turn, as far as there are templates for that.
const KINDS: u8 = 8;

/// Numbers that are like each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stream {
    /// How many local variables of a kind there are.
    Locals,
    Gets,
    Sets,
    Tees,
    Loads,
    Stores,
    /// Constants, by what is done with them.
    Constants,
    Addresses,
    Added,
    Subtracted,
    Compared,
    Masked,
    Stored,
    Longs,
    Calls,
    Branches,
}

/// A part of a template.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    Byte(u8),
    Number(Stream),
    Plain,
    Begin,
    End,
    Stop,
}

/// Bytes of a module in terms of a template.
#[derive(Debug)]
pub struct Step {
    pub items: Vec<Item>,
    /// The numbers, in the order of the template's.
    pub numbers: Vec<(Stream, Range<usize>)>,
    /// All of it.
    pub bytes: Range<usize>,
}

impl Step {
    /// The template that holds nothing of it.
    pub fn plain(&self) -> Vec<Item> {
        let begins = self.items.contains(&Item::Begin).then_some(Item::Begin);
        let ends = self.items.contains(&Item::End).then_some(Item::End);
        begins.into_iter().chain([Item::Plain]).chain(ends).collect()
    }

    fn plainly(bytes: Range<usize>) -> Self {
        Step { items: vec![Item::Plain], numbers: Vec::new(), bytes }
    }
}

/// A template as it is written.
pub fn written(items: &[Item]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for item in items {
        match item {
            Item::Byte(byte) if *byte < NUMBER => bytes.push(*byte),
            Item::Byte(byte) => bytes.extend([QUOTE, *byte]),
            Item::Number(stream) => bytes.push(NUMBER + *stream as u8),
            Item::Plain => bytes.push(PLAIN),
            Item::Begin => bytes.push(BEGIN),
            Item::End => bytes.push(END),
            Item::Stop => bytes.push(STOP),
        }
    }
    bytes
}

/// The tokens that a template had best be named by.
///
/// Brotli guesses a byte from the two before it, of which it sees no more than in which of eight ranges they are: those that begin
/// at 0, 1, 16, 64, 128, 192, 240 and 255. So what is followed by the same stands in one range.
pub fn tokens(items: &[Item]) -> RangeInclusive<u8> {
    const GETS: RangeInclusive<u8> = 0..=0;
    const LEAVES: RangeInclusive<u8> = 1..=15;
    const DECIDES: RangeInclusive<u8> = 16..=63;
    const BEGINS: RangeInclusive<u8> = 64..=127;
    const DONE: RangeInclusive<u8> = 128..=191;
    const COMPUTES: RangeInclusive<u8> = 192..=239;
    const GIVES: RangeInclusive<u8> = 240..=254;
    let Some(Item::Byte(code)) = items.first() else {
        return if items == [Item::Plain] { LEAVES } else { DONE };
    };
    match (code, items.get(1)) {
        (0x20, _) => GETS,
        (0x0b, Some(Item::End)) | (0x24 | 0x42, _) | (0x41, Some(Item::Number(Stream::Subtracted))) => LEAVES,
        (0x41, Some(Item::Number(Stream::Compared))) => DECIDES,
        (0x41, Some(Item::Number(Stream::Masked))) => COMPUTES,
        (0x41, Some(Item::Number(Stream::Stored))) => DONE,
        (0x10 | 0x41, _) => GIVES,
        (0x03 | 0x05 | 0x0b | 0x1a | 0x45..=0x66, _) => DECIDES,
        (0x02 | 0x04 | 0x0d | 0x21 | 0x23 | 0x37 | 0x39 | 0xfc, _) => BEGINS,
        (0x00 | 0x0c | 0x0f | 0x25 | 0x26 | 0x36 | 0x3a..=0x3e, _) => DONE,
        _ => COMPUTES,
    }
}

/// The steps of a module, or of anything else.
pub fn steps(module: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut from = 0;
    for payload in Parser::new(0).parse_all(module) {
        let Ok(payload) = payload else { break };
        let Payload::CodeSectionEntry(body) = payload else { continue };
        let range = body.range();
        let size = number(range.len());
        let is_small = size.len() <= ROOM;
        let before = range.start.saturating_sub(size.len());
        if before < from || !is_small || module.get(before..range.start) != Some(&size) {
            continue;
        }
        let Some(function) = function(module, &body) else { continue };
        if before > from {
            steps.push(Step::plainly(from..before));
        }
        steps.extend(function);
        from = range.end;
    }
    if from < module.len() {
        steps.push(Step::plainly(from..module.len()));
    }
    steps.push(Step { items: vec![Item::Stop], numbers: Vec::new(), bytes: module.len()..module.len() });
    steps
}

/// None where it cannot be read to its end.
fn function(module: &[u8], body: &FunctionBody<'_>) -> Option<Vec<Step>> {
    let mut operators = body.get_operators_reader().ok()?;
    let mut places = vec![body.range().start];
    while !operators.eof() {
        places.push(operators.original_position());
        operators.read().ok()?;
    }
    places.push(body.range().end);
    let mut all = places.array_windows().map(|[from, to]| *from..*to);
    let mut steps = vec![head(module, all.next()?)];
    let instructions: Vec<Step> = all.map(|bytes| instruction(module, bytes)).collect();
    let mut left = instructions.into_iter().peekable();
    while let Some(step) = left.next() {
        let next = left.peek().and_then(|next| used(&step, next));
        steps.push(match next {
            Some(stream) => joined(step, stream, left.next()?),
            None => step,
        });
    }
    steps.last_mut()?.items.push(Item::End);
    Some(steps)
}

/// What a function says of its local variables.
fn head(module: &[u8], bytes: Range<usize>) -> Step {
    let mut step = Step { items: vec![Item::Begin], numbers: Vec::new(), bytes: bytes.clone() };
    step.items.extend(kinds(module, bytes.clone(), &mut step.numbers).unwrap_or_else(|| vec![Item::Plain]));
    step
}

fn kinds(module: &[u8], bytes: Range<usize>, numbers: &mut Vec<(Stream, Range<usize>)>) -> Option<Vec<Item>> {
    let count = *module.get(bytes.start)?;
    let mut items = vec![Item::Byte(count)];
    let mut at = bytes.start + 1;
    for _ in 0..count.min(KINDS) {
        let number = at..number_end(module.get(..bytes.end)?, at)?;
        let kind = *module.get(number.end)?;
        at = number.end + 1;
        items.extend([Item::Number(Stream::Locals), Item::Byte(kind)]);
        numbers.push((Stream::Locals, number));
    }
    (at == bytes.end).then_some(items)
}

/// Where a number ends.
fn number_end(bytes: &[u8], at: usize) -> Option<usize> {
    let length = bytes.get(at..)?.iter().position(|byte| *byte < 0x80)? + 1;
    (length <= LONGEST).then_some(at + length)
}

fn instruction(module: &[u8], bytes: Range<usize>) -> Step {
    template(module, bytes.clone()).unwrap_or_else(|| Step::plainly(bytes))
}

fn template(module: &[u8], bytes: Range<usize>) -> Option<Step> {
    let own = module.get(bytes.clone())?;
    let code = *own.first()?;
    // How many bytes are the same every time.
    let (fixed, stream) = match code {
        0x0c | 0x0d => (1, Some(Stream::Branches)),
        0x10 => (1, Some(Stream::Calls)),
        0x20 => (1, Some(Stream::Gets)),
        0x21 => (1, Some(Stream::Sets)),
        0x22 => (1, Some(Stream::Tees)),
        0x28..=0x35 => (2, Some(Stream::Loads)),
        0x36..=0x3e => (2, Some(Stream::Stores)),
        0x41 if own.len() > ADDRESS => (1, Some(Stream::Addresses)),
        0x41 => (1, Some(Stream::Constants)),
        0x42 => (1, Some(Stream::Longs)),
        0x0e | 0x43 | 0x44 => return None,
        _ => (own.len(), None),
    };
    let mut items: Vec<Item> = own.get(..fixed)?.iter().map(|byte| Item::Byte(*byte)).collect();
    let mut numbers = Vec::new();
    if let Some(stream) = stream {
        let number = bytes.start + fixed..bytes.end;
        if number_end(module, number.start)? != number.end {
            return None;
        }
        items.push(Item::Number(stream));
        numbers.push((stream, number));
    }
    (items.len() <= SHORT).then_some(Step { items, numbers, bytes })
}

/// Where a constant belongs that goes into the instruction behind it, so that both are one step.
fn used(step: &Step, next: &Step) -> Option<Stream> {
    if step.items != [Item::Byte(0x41), Item::Number(Stream::Constants)] {
        return None;
    }
    match next.items.first()? {
        Item::Byte(0x6a) => Some(Stream::Added),
        Item::Byte(0x6b) => Some(Stream::Subtracted),
        Item::Byte(0x46 | 0x47) => Some(Stream::Compared),
        Item::Byte(0x71 | 0x74 | 0x76) => Some(Stream::Masked),
        Item::Byte(0x36 | 0x37) => Some(Stream::Stored),
        _ => None,
    }
}

/// A constant and what it is used for.
fn joined(constant: Step, stream: Stream, next: Step) -> Step {
    let mut items: Vec<Item> = constant
        .items
        .into_iter()
        .map(|item| match item {
            Item::Number(_) => Item::Number(stream),
            other => other,
        })
        .collect();
    items.extend(next.items);
    let mut numbers: Vec<_> = constant.numbers.into_iter().map(|(_, range)| (stream, range)).collect();
    numbers.extend(next.numbers);
    Step { items, numbers, bytes: constant.bytes.start..next.bytes.end }
}
