//! What only the finished module shows and neither rustc nor wasm-opt can drop: messages of panics, long import names.
//!
//! A panic ends in a trap, and the fence in `ports.js` asks no trap for its reason; so the functions that word a panic become
//! `unreachable`, and wasm-opt drops what only they used. wasm-bindgen names an import with a hash and a module with a path,
//! once in the module and once in the glue; hashes do not compress.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use walrus::ir::Instr;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// Parts of the mangled names of functions that end in a panic.
const PANICS: [&str; 10] = [
    "9panicking",
    "rust_begin_unwind",
    "slice_error_fail",
    "slice_index_fail",
    "len_mismatch_fail",
    "assert_failed",
    "unwrap_failed",
    "expect_failed",
    "capacity_overflow",
    "handle_error",
];

/// Slims a bound module, and its glue along with it.
pub fn slim(module: &Path, glue: &Path) -> Result<()> {
    let mut parsed = Module::from_file(module)?;
    snip(&mut parsed)?;
    let script = fs::read_to_string(glue).with_context(|| format!("reading {}", glue.display()))?;
    fs::write(glue, shorten(&mut parsed, script))?;
    parsed.emit_wasm_file(module)
}

fn snip(module: &mut Module) -> Result<()> {
    let panics: Vec<FunctionId> =
        module.funcs.iter_local().filter(|(id, _)| is_panic(module, *id)).map(|(id, _)| id).collect();
    anyhow::ensure!(!panics.is_empty(), "the module has lost its function names before its panics were cut");
    for id in panics {
        let (parameters, results) = module.types.params_results(module.funcs.get(id).ty());
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        builder.func_body().unreachable();
        let locals = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(locals));
    }
    Ok(())
}

/// Whether a function is called after a panic and does not come back, whatever it is given.
fn is_panic(module: &Module, id: FunctionId) -> bool {
    let function = module.funcs.get(id);
    let FunctionKind::Local(body) = &function.kind else { return false };
    let last = body.block(body.entry_block()).instrs.last();
    function.name.as_ref().is_some_and(|name| PANICS.iter().any(|part| name.contains(part)))
        && last.is_some_and(|(last, _)| matches!(last, Instr::Unreachable(_)))
}

/// Gives imports their names back: `set_text` for `__wbg_set_text_4306c011311aaa29`, `natives` for the path of a snippet.
fn shorten(module: &mut Module, mut script: String) -> String {
    let mut taken = BTreeSet::new();
    for import in module.imports.iter_mut() {
        if let Some(short) = module_name(&import.module) {
            // The table of imports alone: import statements name their files with the same paths.
            script = script
                .replace(&format!("        \"{}\": ", import.module), &format!("        \"{short}\": "));
            import.module = short;
        }
        if let Some(short) = import_name(&import.name)
            && taken.insert((import.module.clone(), short.clone()))
        {
            script = script.replace(&format!("{}: function", import.name), &format!("{short}: function"));
            import.name = short;
        }
    }
    without_repeats(&script)
}

/// `sdk-3f41f2d9fce680e3/src/js/ports.js` is `ports` to both sides.
fn module_name(path: &str) -> Option<String> {
    let name = path.strip_prefix("./snippets/")?.rsplit('/').next()?;
    Some(name.trim_end_matches(".js").to_owned())
}

fn import_name(name: &str) -> Option<String> {
    let (short, hash) = name.strip_prefix("__wbg_")?.rsplit_once('_')?;
    (hash.len() == 16 && !short.is_empty() && !short.starts_with('_')).then(|| short.to_owned())
}

/// The glue names a module once for every function imported from it; all name the same object.
fn without_repeats(script: &str) -> String {
    let mut seen = BTreeSet::new();
    let mut kept = String::new();
    for line in script.lines() {
        let key = line.split_once("\": import").map(|(key, _)| key);
        if key.is_none_or(|key| seen.insert(key)) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{import_name, module_name, without_repeats};

    #[test]
    fn names_lose_what_says_nothing() {
        assert_eq!(
            module_name("./snippets/lotse-dom-4a897e7c13f1c219/src/js/natives.js").as_deref(),
            Some("natives")
        );
        assert_eq!(module_name("./lotse_sdk_bg.js"), None);
        assert_eq!(import_name("__wbg_set_text_4306c011311aaa29").as_deref(), Some("set_text"));
        assert_eq!(import_name("__wbindgen_init_externref_table"), None);
        assert_eq!(import_name("__wbg_set_text"), None);
    }

    #[test]
    fn a_module_is_named_once() {
        let script = "a\n        \"x\": import1,\n        \"x\": import2,\n        \"y\": import3,\n}\n}\n";
        assert_eq!(without_repeats(script), "a\n        \"x\": import1,\n        \"y\": import3,\n}\n}\n");
    }
}
