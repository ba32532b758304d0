//! A module whose bytes stand in an order that a server's compression likes, inside of a small one that puts them back.
//!
//! What compresses a file sees bytes, and guesses the next one from those before it. In code, an opcode says something about the
//! next opcode, and the number of a local variable about the next such number, but they take turns. So each kind stands by
//! itself here: a **stream**. Which instruction comes next says a byte of the stream of **tokens**; it names a **template**, which
//! holds what is always the same of that instruction and says which streams the rest comes from. Sizes of functions are left out.
//! What is understood no better stays together, in a stream of plain bytes: whatever a module holds, it can be packed.
//!
//! The file is a module itself, and served like one: it begins with the code of `pack/unpack.wat`, which is a module without the
//! rest, too, and gives back the packed one byte by byte; streams and templates are its last section, a custom one. `unpack` in
//! `runtime.js` runs it.
//!
//! Entry points: [`pack`], and [`unpack`], which runs that code as a page does.

mod step;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{CustomSection, RawSection, SectionId};
use wasmi::{Config, Engine, Linker, Store};
use wasmparser::Parser;

use super::split::splice::{MAGIC, carrier, number};
use step::{Item, STREAMS, Step};

/// Where the page puts the file in the memory of the code that unpacks it; `runtime.js` has it, too.
const FILE: usize = 2048;
/// How much of the file is the code that unpacks it, filled up; `runtime.js` has it, too. Browsers compile as much at once.
const DECODER: usize = 640;
/// Where the custom section's content begins in the file.
const CONTENT: usize = DECODER + 7;
/// Templates there may be; the last one is never used, as its end is not known.
const TEMPLATES: usize = 256;
/// What a page of memory has.
const PAGE: usize = 65_536;
/// Before a function, room for a size that takes this many bytes at most; larger functions stay plain.
const ROOM: usize = 3;
const UNPACK: &str = include_str!("pack/unpack.wat");

/// Packs a module, and makes sure that the same comes out again.
///
/// # Errors
/// When something else does.
pub fn pack(module: &[u8]) -> Result<Vec<u8>> {
    let content = content(module, &step::steps(module))?;
    let file = FILE + CONTENT + content.len();
    // Functions are moved once their sizes are known.
    let mut packed = decoder((file + module.len() + ROOM).div_ceil(PAGE))?;
    packed.extend(carrier(&content).iter().skip(MAGIC.len()));
    ensure!(unpack(&packed)? == module, "what was packed comes out otherwise");
    Ok(packed)
}

/// Unpacks a module as a page does.
///
/// # Errors
/// When the file is no packed module.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    run(packed, None)
}

/// Unpacks, with no more instructions than fuel.
fn run(packed: &[u8], fuel: Option<u64>) -> Result<Vec<u8>> {
    let engine = Engine::new(Config::default().consume_fuel(fuel.is_some()));
    let module = wasmi::Module::new(&engine, packed)?;
    let mut store = Store::new(&engine, ());
    if let Some(fuel) = fuel {
        store.set_fuel(fuel)?;
    }
    let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module)?;
    let memory = instance.get_memory(&store, "m").context("it has no memory")?;
    memory.write(&mut store, FILE, packed)?;
    let from = FILE + packed.len();
    let run = instance.get_typed_func::<u32, u32>(&store, "u")?;
    let length = run.call(&mut store, u32::try_from(from)?)?;
    let out = memory.data(&store).get(from..from.saturating_add(length as usize));
    Ok(out.context("it says that more came out than there is room for")?.to_vec())
}

fn decoder(pages: usize) -> Result<Vec<u8>> {
    let plains = TEMPLATES * 4;
    let names = [
        ("{PAGES}", pages),
        ("{CONTENT}", FILE + CONTENT),
        ("{PLAINS}", plains),
        ("{TOKENS}", plains + 4),
        ("{NUMBERS}", plains + 8),
        ("{HEAD}", plains + 8 + 4 * STREAMS),
        ("{NUMBER}", step::NUMBER.into()),
        ("{PLAIN}", step::PLAIN.into()),
        ("{ROOM}", ROOM),
    ];
    let code = names.iter().fold(UNPACK.to_owned(), |code, (name, is)| code.replace(name, &is.to_string()));
    let bytes = wat::parse_str(code)?;
    // Names of functions and variables are for readers of the text.
    let mut module = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        let Some((id, range)) = payload?.as_section().filter(|(id, _)| *id != SectionId::Custom as u8) else {
            continue;
        };
        let data = bytes.get(range).context("a section beyond the end")?;
        module.section(&RawSection { id, data });
    }
    let unfilled = module.len() + 3;
    let filling = DECODER.checked_sub(unfilled).context("what unpacks has grown too long")?;
    module.section(&CustomSection { name: Cow::Borrowed(""), data: Cow::Owned(vec![0; filling]) });
    let decoder = module.finish();
    ensure!(decoder.len() == DECODER, "{} bytes unpack, not {DECODER}", decoder.len());
    Ok(decoder)
}

/// Templates and streams, each behind its length.
fn content(module: &[u8], steps: &[Step]) -> Result<Vec<u8>> {
    let templates = templates(steps);
    let mut tokens = Vec::new();
    let mut plains = Vec::new();
    let mut numbers: [Vec<u8>; STREAMS] = Default::default();
    for step in steps {
        let bytes = module.get(step.bytes.clone()).context("a step beyond the end")?;
        let plain = step.plain();
        let (items, is_plain) = match templates.get(step.items.as_slice()) {
            Some(_) => (&step.items, step.items.contains(&Item::Plain)),
            None => (&plain, true),
        };
        tokens.push(*templates.get(items.as_slice()).context("a step without a template")?);
        if is_plain {
            plains.extend(number(bytes.len()));
            plains.extend(bytes);
            continue;
        }
        for (stream, range) in &step.numbers {
            let bytes = module.get(range.clone()).context("a number beyond the end")?;
            numbers.get_mut(*stream as usize).context("an unknown stream")?.extend(bytes);
        }
    }
    let mut written = vec![Vec::new(); TEMPLATES];
    for (items, token) in templates {
        *written.get_mut(usize::from(token)).context("too many templates")? = step::written(&items);
    }
    let mut content = Vec::new();
    for part in written.iter().chain([&plains, &tokens]).chain(&numbers) {
        content.extend(number(part.len()));
        content.extend(part);
    }
    Ok(content)
}

/// The most frequent templates, and those for what is plain; by template its token, which is among those of its kind the smaller
/// the more frequent it is.
fn templates(steps: &[Step]) -> HashMap<Vec<Item>, u8> {
    let mut counts: HashMap<&[Item], usize> = HashMap::new();
    for step in steps {
        *counts.entry(&step.items).or_default() += 1;
    }
    // Wanted in any case, if only by the rare ones.
    let needed = step::PLAINS.map(<[Item]>::to_vec);
    for plain in &needed {
        counts.entry(plain).or_default();
    }
    let mut sorted: Vec<(&[Item], usize)> = counts.into_iter().collect();
    sorted.sort_unstable_by(|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
    let is_needed = |items: &[Item]| needed.iter().any(|plain| plain == items);
    let mut room = TEMPLATES - 1 - needed.len();
    sorted.retain(|(items, _)| {
        let is_kept = is_needed(items) || room > 0;
        room = room.saturating_sub(usize::from(!is_needed(items)));
        is_kept
    });
    let mut free: Vec<u8> = (0..=u8::MAX - 1).collect();
    let mut tokens = HashMap::new();
    for (items, _) in sorted {
        let wanted = step::tokens(items);
        let at = free.iter().position(|token| wanted.contains(token)).unwrap_or_default();
        tokens.insert(items.to_vec(), free.remove(at));
    }
    tokens
}
