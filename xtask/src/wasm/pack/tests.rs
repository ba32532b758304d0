//! Whatever is packed comes out again, and what is no pack comes to an end.

use anyhow::bail;
use proptest::collection::vec;
use proptest::prelude::*;
use wasm_encoder::{CodeSection, FunctionSection, Module};

use super::*;

/// More than unpacking any file of these tests takes.
const FUEL: u64 = 50_000_000;

/// Instructions of all kinds, some written in more bytes than they need.
fn instruction() -> impl Strategy<Value = Vec<u8>> {
    let number = prop_oneof![
        any::<u8>().prop_map(|value| vec![value & 0x7f]),
        any::<[u8; 2]>().prop_map(|[low, high]| vec![low | 0x80, high & 0x7f]),
        any::<[u8; 2]>().prop_map(|[low, high]| vec![low | 0x80, 0x80, high & 7]),
    ];
    prop_oneof![
        4 => (prop::sample::select(&[0x20, 0x21, 0x22, 0x41, 0x42, 0x10, 0x0c, 0x0d, 0x23, 0x24][..]), number.clone())
            .prop_map(|(code, number)| [vec![code], number].concat()),
        2 => (0x28..=0x3e_u8, 0..4_u8, number.clone())
            .prop_map(|(code, align, number)| [vec![code, align], number].concat()),
        3 => (0x45..=0xc4_u8).prop_map(|code| vec![code]),
        1 => (0..3_u8, number.clone()).prop_map(|(kind, number)| vec![0x41, kind, 0x6a + kind, number[0] & 0x3f | 0x45]),
        1 => any::<[u8; 4]>().prop_map(|bytes| [&[0x43][..], &bytes].concat()),
        1 => any::<[u8; 8]>().prop_map(|bytes| [&[0x44][..], &bytes].concat()),
        1 => vec(number, 1..5).prop_map(|numbers| [vec![0x0e, numbers.len() as u8 - 1], numbers.concat()].concat()),
        1 => Just(vec![0xfc, 0x0a, 0x00, 0x00]),
        1 => Just(vec![0x02, 0x40, 0x03, 0x7f, 0x0b, 0x0b]),
    ]
}

/// A module of functions that can be read, whatever they mean.
fn module() -> impl Strategy<Value = Vec<u8>> {
    let kinds = vec((0..200_u8, 0x7c..=0x7f_u8), 0..12);
    let function = (kinds, vec(instruction(), 0..60));
    vec(function, 0..12).prop_map(|functions| {
        let bodies = functions.into_iter().map(|(kinds, instructions)| {
            let mut body = number(kinds.len());
            for (count, kind) in kinds {
                body.extend(number(count.into()));
                body.push(kind);
            }
            body.extend(instructions.concat());
            body.push(0x0b);
            body
        });
        of_bodies(bodies)
    })
}

fn of_bodies(bodies: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for body in bodies {
        functions.function(0);
        code.raw(&body);
    }
    let mut module = Module::new();
    module.section(&functions);
    module.section(&code);
    module.finish()
}

/// How many bytes are in no template and no stream of numbers.
fn plain(module: &[u8]) -> usize {
    let is_plain = |step: &Step| step.items.contains(&Item::Plain);
    step::steps(module).iter().filter(|step| is_plain(step)).map(|step| step.bytes.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn modules_come_out_as_they_were(module in module()) {
        // Branches by table and fractions are plain, but most is not.
        prop_assert!(module.len() < 2000 || plain(&module) < module.len() * 3 / 4);
        prop_assert_eq!(unpack(&pack(&module).unwrap()).unwrap(), module);
    }

    #[test]
    fn what_is_no_module_comes_out_as_it_was(bytes in vec(any::<u8>(), 0..2000), begins in any::<bool>()) {
        let bytes = if begins { [&MAGIC[..], &bytes].concat() } else { bytes };
        prop_assert_eq!(unpack(&pack(&bytes).unwrap()).unwrap(), bytes);
    }

    #[test]
    fn a_part_of_a_module_comes_out_as_it_was(module in module(), left in any::<prop::sample::Index>()) {
        let part = &module[..left.index(module.len())];
        prop_assert_eq!(unpack(&pack(part).unwrap()).unwrap(), part);
    }

    #[test]
    fn what_is_spoiled_comes_to_an_end(
        module in module(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut packed = pack(&module).unwrap();
        let held = content(&module, &step::steps(&module)).unwrap().len();
        for (at, byte) in changes {
            packed[CONTENT + at.index(held)] = byte;
        }
        // Something else comes out, or nothing; out of fuel is the one answer that is wrong.
        if let Err(error) = run(&packed, Some(FUEL)) {
            prop_assert!(!format!("{error:?}").contains("uel"), "{:?}", error);
        }
    }
}

#[test]
fn fuel_is_what_runs_out_where_nothing_ends() -> Result<()> {
    let packed = pack(&of_bodies([vec![0x00, 0x0b]]))?;
    let Err(error) = run(&packed, Some(100)) else { bail!("it took less than nothing") };
    ensure!(format!("{error:?}").contains("uel"), "{error:?}");
    Ok(())
}

#[test]
fn code_stands_in_streams() -> Result<()> {
    let body = [&[0x01, 0x02, 0x7f][..], &[0x20, 0x00, 0x41, 0x08, 0x6a, 0x28, 0x02, 0x0c, 0x0b]].concat();
    let module = of_bodies([body]);
    // What is before the function: magic, the section of types, the head of the one of code.
    assert_eq!(plain(&module), MAGIC.len() + 4 + 3);
    let steps: Vec<Vec<Item>> = step::steps(&module).into_iter().map(|step| step.items).collect();
    use Item::{Begin, Byte, End, Number, Plain, Stop};
    use step::Stream::{Added, Gets, Loads, Locals};
    assert_eq!(
        steps,
        [
            vec![Plain],
            vec![Begin, Byte(1), Number(Locals), Byte(0x7f)],
            vec![Byte(0x20), Number(Gets)],
            vec![Byte(0x41), Number(Added), Byte(0x6a)],
            vec![Byte(0x28), Byte(2), Number(Loads)],
            vec![Byte(0x0b), End],
            vec![Stop],
        ]
    );
    Ok(())
}

#[test]
fn what_there_is_no_template_left_for_is_plain() -> Result<()> {
    let mut body = vec![0x00];
    for global in 0..400_usize {
        body.push(0x23);
        body.extend(number(global));
    }
    body.push(0x0b);
    let module = of_bodies([body]);
    ensure!(unpack(&pack(&module)?)? == module);
    Ok(())
}

#[test]
fn what_is_too_large_to_be_moved_is_plain() -> Result<()> {
    let mut body = vec![0x01; 1 << 21];
    body[0] = 0x00;
    body.push(0x0b);
    let module = of_bodies([body]);
    assert_eq!(plain(&module), module.len());
    ensure!(unpack(&pack(&module)?)? == module);
    Ok(())
}

#[test]
fn what_unpacks_is_small() -> Result<()> {
    let decoder = decoder(1)?;
    wasmparser::validate(&decoder)?;
    // Browsers compile no more than 4 KiB at once.
    ensure!(decoder.len() < 4096, "{} bytes", decoder.len());
    Ok(())
}
