//! What only the finished module shows and neither rustc nor wasm-opt can drop: messages of panics, long import names.
//!
//! A panic ends in a trap, and the fence in `ports.js` asks no trap for its reason; so the functions that word a panic become
//! `unreachable`, and wasm-opt drops what only they used. wasm-bindgen names an import with a hash and a module with a path,
//! once in the module and once in the glue; hashes do not compress.
//!
//! The glue itself keeps only what it says about our functions. What it stands on (strings, tables, starting) is replaced by
//! `runtime.js`, and the namespaces that esbuild would make by tables without a prototype: both break on pages that patch
//! built-ins or pollute `Object.prototype`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::mem::{replace, take};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::ir::Instr;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, ImportId, ImportKind, Module};

use super::later;

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

/// What the glue stands on.
const RUNTIME: &str = include_str!("runtime.js");
/// Where wasm-bindgen's own begins in its glue: with what ends the instances of a class.
const OWN_RUNTIME: &str = "Finalization = (typeof";
/// How the glue answers with a text, and with one that may be missing; `Option<String>` is none where the place is 0.
const GIVEN: [(&str, &str); 2] = [
    ("const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);", "giveString"),
    (
        "var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);",
        "giveStringOrNone",
    ),
];
/// What a text is written with; our runtime knows that.
const ALLOCATORS: &str = ", wasm.__wbindgen_malloc, wasm.__wbindgen_realloc";
/// How an instance is taken from JavaScript, and where that is done.
const TAKEN: &str = "__destroy_into_raw() {";
const TAKES: &str = "const ptr = this.__destroy_into_raw();";
/// What wasm-bindgen calls the module whose functions the glue defines itself, and where it begins to define them.
const OWN: &str = "./lotse_sdk_bg.js";
const OWN_TABLE: &str = "const import0 = {";
/// The one module that everything is imported from in the end, but for what comes with the rest of the core.
const TABLE: &str = "a";
/// Lines of the glue for what we never do: leave an instance to the garbage collector.
const NEVER: [&str; 3] = ["Finalization.register(", "Finalization.unregister(", "if (Symbol.dispose)"];

/// What wasm-bindgen has to say about instances.
const HUSHED: [&str; 3] = [
    "attempted to take ownership of Rust value while it was borrowed",
    "null pointer passed to rust",
    "recursive use of an object detected which would lead to unsafe aliasing in rust",
];

/// Slims a bound module, and its glue along with it.
pub fn slim(module: &Path, glue: &Path) -> Result<()> {
    let mut parsed = Module::from_file(module)?;
    snip(&mut parsed)?;
    hush(&mut parsed);
    sort_imports(&mut parsed);
    let script = fs::read_to_string(glue).with_context(|| format!("reading {}", glue.display()))?;
    let parted = later::part(&refound(&shorten(&mut parsed, script))?)?;
    for import in parsed.imports.iter_mut().filter(|import| parted.names.contains(&import.name)) {
        later::MODULE.clone_into(&mut import.module);
    }
    fs::write(glue.with_file_name(later::GLUE), parted.later)?;
    fs::write(glue, name_exports(&mut parsed, parted.first)?)?;
    parsed.emit_wasm_file(module)
}

/// Puts the glue of a module beside the core on our runtime; it starts with a response, as the core's does.
pub fn stand_on_ours(glue: &Path) -> Result<()> {
    let script = fs::read_to_string(glue).with_context(|| format!("reading {}", glue.display()))?;
    let kept = own_part(&script)?;
    fs::write(glue, format!("{kept}{RUNTIME}"))?;
    Ok(())
}

/// Cuts what only words panics; the glue stays as it is.
pub fn cut(module: &Path) -> Result<()> {
    let mut parsed = Module::from_file(module)?;
    snip(&mut parsed)?;
    parsed.emit_wasm_file(module)
}

fn snip(module: &mut Module) -> Result<()> {
    let panics: Vec<FunctionId> =
        module.funcs.iter_local().filter(|(id, _)| is_panic(module, *id)).map(|(id, _)| id).collect();
    ensure!(!panics.is_empty(), "the module has lost its function names before its panics were cut");
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

/// Blanks in place of what wasm-bindgen says when an instance is entered twice or after its end: the ports see to it that none is.
fn hush(module: &mut Module) {
    let all: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in all {
        let data = module.data.get_mut(id);
        for words in HUSHED {
            let at = data.value.windows(words.len()).position(|part| part == words.as_bytes());
            if let Some(part) = at.and_then(|at| data.value.get_mut(at..at + words.len())) {
                part.fill(b' ');
            }
        }
    }
}

/// Imports of one type side by side: what is said of each is then its name alone.
fn sort_imports(module: &mut Module) {
    let mut all: Vec<(String, ImportId)> = Vec::new();
    for import in module.imports.iter() {
        if let ImportKind::Function(function) = import.kind {
            let kind = module.types.params_results(module.funcs.get(function).ty());
            all.push((format!("{kind:?}"), import.id()));
        }
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    for (_, old) in all {
        let import = module.imports.get(old);
        let (from, name, kind) = (import.module.clone(), import.name.clone(), import.kind.clone());
        module.imports.delete(old);
        let new = module.imports.add(&from, &name, kind.clone());
        if let ImportKind::Function(function) = kind
            && let FunctionKind::Import(imported) = &mut module.funcs.get_mut(function).kind
        {
            imported.import = new;
        }
    }
}

/// Short names for what the glue alone calls; what it does not call is no export.
fn name_exports(module: &mut Module, mut script: String) -> Result<String> {
    let mut number = 0;
    let long: Vec<String> = module.exports.iter().map(|export| export.name.clone()).collect();
    for name in long.iter().filter(|name| name.starts_with("__")) {
        let called = format!("wasm.{name}");
        let begins = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
        if !script.split(&called).skip(1).any(begins) {
            module.exports.remove(name)?;
            continue;
        }
        ensure!(script.split(&called).skip(1).all(begins), "two exports begin with {name}");
        let short = letters(number);
        number += 1;
        script = script.replace(&called, &format!("wasm.{short}"));
        for export in module.exports.iter_mut().filter(|export| export.name == *name) {
            export.name.clone_from(&short);
        }
    }
    Ok(script)
}

/// Whether a function is called after a panic and does not come back, whatever it is given.
fn is_panic(module: &Module, id: FunctionId) -> bool {
    let function = module.funcs.get(id);
    let FunctionKind::Local(body) = &function.kind else { return false };
    let last = body.block(body.entry_block()).instrs.last();
    function.name.as_ref().is_some_and(|name| names_panic(name))
        && last.is_some_and(|(last, _)| matches!(last, Instr::Unreachable(_)))
}

/// Whether the mangled name of a function is that of one that words a panic.
pub fn names_panic(name: &str) -> bool {
    PANICS.iter().any(|part| name.contains(part))
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
    with_one_table(&without_repeats(&script), module)
}

/// By module and name of an import: its name in the one table.
type Names = BTreeMap<String, BTreeMap<String, String>>;

/// All imports in one table, under names that say nothing: nobody reads them, and everybody downloads them twice.
fn with_one_table(script: &str, module: &mut Module) -> String {
    let mut names = Names::new();
    for (number, import) in module.imports.iter_mut().enumerate() {
        let own = replace(&mut import.module, TABLE.to_owned());
        let long = replace(&mut import.name, letters(number));
        names.entry(own).or_default().insert(long, import.name.clone());
    }
    retold(script, &names)
}

/// The glue with these names. What it defines itself is its `import0`; what it passes on joins that.
fn retold(script: &str, names: &Names) -> String {
    let (mut before, mut passed_on, mut rest) = (String::new(), String::new(), String::new());
    for line in script.lines() {
        let (name, value) = line.trim().split_once(": ").unwrap_or_default();
        let number = value.strip_prefix("import").and_then(|value| value.strip_suffix(','));
        let short = names.get(OWN).and_then(|own| own.get(name)).filter(|_| value.starts_with("function"));
        match (short, number) {
            (Some(short), _) => rest += &format!("        {short}: {value}\n"),
            (None, Some("0")) => rest += &format!("        {TABLE}: import0,\n"),
            (None, Some(number)) => {
                let members = names.get(name.trim_matches('"')).into_iter().flatten();
                passed_on
                    .extend(members.map(|(one, short)| format!("        {short}: import{number}.{one},\n")));
            }
            (None, None) => {
                rest += line;
                rest.push('\n');
                if line.trim() == OWN_TABLE {
                    before = take(&mut rest);
                }
            }
        }
    }
    [before, passed_on, rest].concat()
}

/// `a` to `z`, `A` to `Z`, `aa`, ...
fn letters(number: usize) -> String {
    let letter = |index: usize| ('a'..='z').chain('A'..='Z').nth(index).map(String::from).unwrap_or_default();
    match number.checked_sub(52) {
        None => letter(number),
        Some(more) => letter(more / 52) + letter(more % 52).as_str(),
    }
}

/// What the glue says about our functions.
fn own_part(script: &str) -> Result<String> {
    let (own, _) = script.split_once(OWN_RUNTIME).context("wasm-bindgen's glue is not what it was")?;
    // The line that was cut through goes too.
    let (own, _) = own.rsplit_once('\n').context("wasm-bindgen's glue has no functions")?;
    let mut kept = String::new();
    let mut lines = own.lines().filter(|line| !NEVER.iter().any(|never| line.contains(never)));
    while let Some(line) = lines.next() {
        let given = GIVEN.iter().find(|(begin, _)| line.trim() == *begin);
        if let Some((_, name)) = given {
            // Length and the two places that are written follow.
            let follow: Vec<&str> = lines.by_ref().take(3).map(str::trim).collect();
            ensure!(follow.last().is_some_and(|last| last.contains("setInt32((arg0")), "{follow:?}");
            kept += &format!("{name}(arg0, ret);\n");
        } else if line.trim() == TAKES {
            // An instance that is freed is out of reach already.
            let frees = lines.next().context("an instance that is taken and not freed")?;
            kept += &format!("{}\n", frees.replace("(ptr,", "(this.__wbg_ptr,"));
        } else if line.trim() == TAKEN {
            lines.by_ref().take_while(|line| line.trim() != "}").for_each(drop);
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    ensure!(!kept.contains("destroy_into_raw"), "an instance is given to Rust");
    let kept = kept.replace(ALLOCATORS, "").replace("__wbg_ptr", "at");
    ensure!(!kept.contains("getDataViewMemory0"), "wasm-bindgen's glue does something new");
    Ok(kept)
}

/// The core's glue on our own runtime.
fn refound(script: &str) -> Result<String> {
    let kept = own_part(script)?;
    let quoted = |line: &str| {
        line.split(['"', '\'']).nth(1).filter(|path| path.ends_with("/ports.js")).map(str::to_owned)
    };
    let ports = kept.lines().filter(|line| line.starts_with("import ")).find_map(quoted);
    let ports = ports.context("the glue imports nothing from ports.js")?;
    let kept = plain(&kept)?;
    // The entry module of the core begins instances behind the fence that stands there.
    Ok(format!("{kept}export {{ fenced, hold }} from '{ports}';\n{RUNTIME}"))
}

/// The core's glue without what is never needed: numbers of ours have no sign, and where there is no memory for a text, nothing that
/// was written before has to be given back.
fn plain(script: &str) -> Result<String> {
    let mut kept = String::new();
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        match line.trim() {
            "try {" => {}
            "} catch (e) {" => {
                let handled: Vec<&str> =
                    lines.by_ref().take_while(|line| line.trim() != "throw e;").collect();
                ensure!(handled.iter().all(|line| line.trim().starts_with("if (ptr")), "{handled:?}");
                ensure!(lines.next().is_some_and(|line| line.trim() == "}"), "more than a text given back");
            }
            _ => {
                kept.push_str(&line.replace(" >>> 0", ""));
                kept.push('\n');
            }
        }
    }
    Ok(kept)
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
    use std::collections::BTreeMap;

    use walrus::{FunctionBuilder, Module};

    use super::{
        ALLOCATORS, GIVEN, OWN, OWN_RUNTIME, TAKEN, TAKES, import_name, letters, module_name, name_exports,
        plain, refound, retold, without_repeats,
    };

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

    #[test]
    fn all_imports_stand_in_one_table() {
        let name = |long: &str, short: &str| (long.to_owned(), short.to_owned());
        let own = BTreeMap::from([name("three", "a")]);
        let other = BTreeMap::from([name("one", "b"), name("two", "c")]);
        let names = BTreeMap::from([(OWN.to_owned(), own), ("x".to_owned(), other)]);
        let script = "before\n    const import0 = {\n        three: function(arg0) {\n        },\n    return {\n        \"./lotse_sdk_bg.js\": import0,\n        \"x\": import7,\n    };\n";
        let told = "before\n    const import0 = {\n        b: import7.one,\n        c: import7.two,\n        a: function(arg0) {\n        },\n    return {\n        a: import0,\n    };\n";
        assert_eq!(retold(script, &names), told);
        assert_eq!([letters(0), letters(51), letters(52), letters(105)], ["a", "Z", "aa", "bb"]);
    }

    #[test]
    fn what_the_glue_alone_calls_has_a_short_name() {
        let mut module = Module::default();
        let nothing = FunctionBuilder::new(&mut module.types, &[], &[]).finish(vec![], &mut module.funcs);
        for name in ["create", "__malloc", "__unused", "__free"] {
            module.exports.add(name, nothing);
        }
        let script = "wasm.create(wasm.__malloc(1), wasm.__malloc)\nwasm.__free();".to_owned();
        let named = name_exports(&mut module, script).unwrap();
        assert_eq!(named, "wasm.create(wasm.a(1), wasm.a)\nwasm.b();");
        let names: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["create", "a", "b"]);
    }

    #[test]
    fn numbers_have_no_sign_and_texts_are_not_given_back() {
        let script = "let a, b;\ntry {\na = pass(x >>> 0);\n} catch (e) {\nif (ptr1) { free(1); }\nthrow e;\n}\nuse(a);\n";
        assert_eq!(plain(script).unwrap(), "let a, b;\na = pass(x);\nuse(a);\n");
        assert!(plain("try {\nx\n} catch (e) {\nother();\nthrow e;\n}\n").is_err());
    }

    #[test]
    fn the_glue_gets_our_runtime() {
        let (given, name) = GIVEN[0];
        let script = format!(
            "import {{ x }} from './a/ports.js';\n{given}\nlength\nsetInt32((arg0 1\nsetInt32((arg0 0\n{TAKEN}\nreturn ptr;\n}}\nfree() {{\n{TAKES}\nwasm.free(ptr, 0);\n}}\npass(x{ALLOCATORS});\nconst Instance{OWN_RUNTIME}rest"
        );
        let refounded = refound(&script).unwrap();
        assert!(
            refounded.starts_with(&format!("import {{ x }} from './a/ports.js';\n{name}(arg0, ret);\nfree() {{\nwasm.free(this.at, 0);\n}}\npass(x);\n")),
            "{refounded}"
        );
        assert!(refounded.contains("export { fenced, hold } from './a/ports.js';\n"), "{refounded}");
        assert!(refound("other").is_err());
    }
}
