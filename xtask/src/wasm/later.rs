//! The core's JavaScript that comes with the rest of its code, `lotse-rest.js`.
//!
//! What lies in a folder `js/later` of a crate belongs there, with the glue of what the core imports from it. The second file is
//! no module beside the first: state must not be there twice, and a core that was begun anew has a first file of its own. So it
//! is one function, which is given what it has in common with the first one, by number, and returns its table of imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{Operator, Parser, Payload, TypeRef};

/// What the core imports from, for what the second file has.
pub const MODULE: &str = "c";
/// The glue of what comes later, beside that of the core.
pub const GLUE: &str = "lotse_rest.js";
/// The core's own, as the other one names it.
const FIRST_GLUE: &str = "./lotse_sdk.js";
/// What a path has that belongs to the second file.
const FOLDER: &str = "/later/";
/// What of `runtime.js` and of wasm-bindgen's names the glue of an import may use.
const COMMON: [&str; 10] = [
    "Bytes",
    "addToExternrefTable0",
    "apply",
    "getStringFromWasm0",
    "giveString",
    "giveStringOrNone",
    "isLikeNone",
    "passStringToWasm0",
    "setBytes",
    "takeFromExternrefTable0",
];
/// How the whole module is put together.
const SPLICE: &str = include_str!("splice.js");
/// Where a function of the glue's table of imports ends.
const END_OF_ROW: &str = "        },";
/// What the second file is given; esbuild makes no name like it.
const GIVEN: &str = "$given";

/// The core's glue in two.
pub struct Parted {
    pub first: String,
    pub later: String,
    /// What is imported from the second one, as the table names it.
    pub names: BTreeSet<String>,
}

/// Takes out of the core's glue what it imports from a folder `later`; the table has the names that it will keep.
///
/// # Errors
/// When the glue is written in another way, or when what comes later asks more of the core than it may.
pub fn part(script: &str) -> Result<Parted> {
    let (mut first, mut imports, mut rows) = (String::new(), String::new(), String::new());
    let (mut functions, mut spaces, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        let mut row = format!("{line}\n");
        if line.starts_with("import ") && line.contains(FOLDER) {
            match (line.split_once("{ "), line.split_once("* as ")) {
                (Some((_, list)), _) => {
                    let list = list.split(" }").next().unwrap_or_default();
                    functions.extend(list.split(", ").map(local));
                }
                (None, Some((_, space))) => {
                    spaces.insert(space.split(' ').next().unwrap_or_default().to_owned());
                }
                (None, None) => bail!("an import of another kind: {line}"),
            }
            imports += &row;
            continue;
        }
        let Some((name, value)) = named(line) else {
            first += &row;
            continue;
        };
        let is_later = if value.starts_with("function") {
            for line in lines.by_ref() {
                row += &format!("{line}\n");
                if line == END_OF_ROW {
                    break;
                }
            }
            functions.iter().any(|name| row.contains(&format!(" {name}(")))
        } else {
            value.split('.').next().is_some_and(|space| spaces.contains(space))
        };
        if is_later {
            names.insert(name.to_owned());
            rows += &row;
        } else {
            first += &row;
        }
    }
    ensure!(!names.is_empty(), "nothing of the core's JavaScript comes later");
    let used: BTreeSet<&str> = words(&rows).chain(words(SPLICE)).collect();
    ensure!(!used.contains("wasm"), "what comes later knows one instance of the core only: {rows}");
    let common: Vec<&str> = COMMON.into_iter().filter(|name| used.contains(name)).collect();
    let common = common.join(", ");
    first += &format!("export {{ {common} }};\n");
    let later = format!(
        "{imports}import {{ {common} }} from '{FIRST_GLUE}';\nexport const table = {{\n    __proto__: null,\n{rows}}};\n{SPLICE}"
    );
    Ok(Parted { first, later, names })
}

/// A row of the table of imports.
fn named(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix("        ")?.split_once(": ")?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_name && (value.starts_with("function(") || value.starts_with("import"))).then_some((name, value))
}

/// `b` of `a as b`.
fn local(name: &str) -> String {
    name.rsplit(" as ").next().unwrap_or_default().to_owned()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_' || sign == '$'))
}

/// What esbuild is to leave as imports: everything that a file in a folder `later` says to lie outside of it.
pub fn externals(files: &BTreeMap<String, PathBuf>) -> Vec<String> {
    let outside = files.keys().map(|name| format!("../{name}"));
    outside.chain([FIRST_GLUE.to_owned()]).map(|path| format!("--external:{path}")).collect()
}

/// The core's JavaScript outside of `later`, by file name.
///
/// # Errors
/// When a folder cannot be read, or two crates have a file of the same name.
pub fn files(glue: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    for package in fs::read_dir(glue.join("snippets"))? {
        for file in fs::read_dir(package?.path().join("src/js"))? {
            let file = file?.path();
            if file.is_dir() {
                continue;
            }
            let name = file.file_name().context("a file without a name")?.to_string_lossy().into_owned();
            ensure!(files.insert(name.clone(), file).is_none(), "two crates have a file {name}");
        }
    }
    Ok(files)
}

/// The second file as it is served, and the list that the first one has for it.
pub struct Given {
    pub script: String,
    pub shared: String,
}

/// Makes a function of the bundled second file: its imports are what it is given.
///
/// # Errors
/// When esbuild writes in another way.
pub fn given(bundled: &str, files: &BTreeMap<String, PathBuf>) -> Result<Given> {
    let mut numbers: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut taken, mut imports, mut list) = (Vec::new(), String::new(), Vec::new());
    let (mut code, mut rest) = (String::new(), bundled);
    // Each file that was bundled has its imports before its code.
    while let Some((before, import)) = rest.split_once("import{") {
        code += before;
        let (names, after) = import.split_once("}from\"").context("an import without a file")?;
        let (path, after) = after.split_once("\";").context("an import without an end")?;
        rest = after;
        let file = if path == FIRST_GLUE {
            path.to_owned()
        } else {
            let name = path.strip_prefix("../").context("a file that esbuild should have bundled")?;
            files.get(name).with_context(|| format!("{path} is no file of the core"))?.display().to_string()
        };
        for name in names.split(',') {
            let known = name.split(" as ").next().unwrap_or_default().to_owned();
            let next = numbers.len();
            let number = *numbers.entry((file.clone(), known.clone())).or_insert(next);
            if number == next {
                imports += &format!("import {{ {known} as shared{number} }} from '{file}';\n");
                list.push(format!("shared{number}"));
            }
            taken.push(format!("{}={GIVEN}[{number}]", local(name)));
        }
    }
    code += rest.trim_end();
    let (body, exports) = code.rsplit_once("export{").context("nothing is exported")?;
    let exports = exports.strip_suffix("};").context("what is exported does not come last")?;
    ensure!(!body.contains("export{"), "exports among the code");
    let results: Result<Vec<String>> = exports
        .split(',')
        .map(|one| {
            let (local, name) = one.split_once(" as ").unwrap_or((one, one));
            ensure!(["splice", "table"].contains(&name), "{name} is not asked for");
            Ok(format!("{name}:{local}"))
        })
        .collect();
    let script = format!(
        "export default {GIVEN}=>{{const {};{body}return{{__proto__:null,{}}}}};\n",
        taken.join(","),
        results?.join(",")
    );
    Ok(Given { script, shared: format!("{imports}export const shared = [{}];\n", list.join(", ")) })
}

/// What of the second file the first part of a module still calls, as imports are named: that would end it, and begin it anew.
///
/// # Errors
/// When that is no module.
pub fn called_early(first: &[u8]) -> Result<Vec<String>> {
    let (mut functions, mut called) = (Vec::new(), BTreeSet::new());
    for payload in Parser::new(0).parse_all(first) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    if matches!(import.ty, TypeRef::Func(_)) {
                        functions.push((import.module == MODULE).then(|| import.name.to_owned()));
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                for operator in body.get_operators_reader()? {
                    if let Operator::Call { function_index } = operator? {
                        called.insert(function_index as usize);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(called.into_iter().filter_map(|at| functions.get(at).cloned().flatten()).collect())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, Function, FunctionSection, ImportSection, Instruction, Module, TypeSection,
    };

    use super::*;

    #[test]
    fn a_first_part_is_seen_to_call_what_comes_later() {
        let with = |called: u32| {
            let (mut types, mut imports, mut functions) =
                (TypeSection::new(), ImportSection::new(), FunctionSection::new());
            types.ty().function([], []);
            imports.import("a", "x", EntityType::Function(0));
            imports.import(MODULE, "y", EntityType::Function(0));
            imports.import(MODULE, "z", EntityType::Function(0));
            functions.function(0);
            let mut body = Function::new([]);
            body.instruction(&Instruction::Call(called));
            body.instruction(&Instruction::End);
            let mut code = CodeSection::new();
            code.function(&body);
            let mut module = Module::new();
            module.section(&types).section(&imports).section(&functions).section(&code);
            called_early(&module.finish()).unwrap()
        };
        assert_eq!(with(0), Vec::<String>::new());
        assert_eq!(with(2), ["z"]);
    }

    #[test]
    fn what_lies_in_a_folder_later_comes_with_the_rest() {
        let script = "\
import { fill, set } from './snippets/dom/src/js/later/actions.js';
import { text } from './snippets/dom/src/js/natives.js';
import * as import1 from \"./snippets/dom/src/js/natives.js\"
import * as import2 from \"./snippets/dom/src/js/later/actions.js\"
    const import0 = {
        a: import1.stop,
        b: import2.focus,
        __proto__: null,
        c: function(arg0, arg1, arg2) {
            const ret = fill(arg0, getStringFromWasm0(arg1, arg2));
            return ret;
        },
        d: function(arg0) {
            const ret = text(arg0);
            table.set(0, undefined);
            return ret;
        },
    };
    return {
        a: import0,
    };
";
        let parted = part(script).unwrap();
        assert_eq!(parted.names.iter().collect::<Vec<_>>(), ["b", "c"]);
        assert!(!parted.first.contains("actions.js") && !parted.first.contains("fill"), "{}", parted.first);
        assert!(
            parted.first.contains(
                "        a: import1.stop,\n        __proto__: null,\n        d: function(arg0) {\n"
            )
        );
        assert!(parted.later.contains("        b: import2.focus,\n        c: function"), "{}", parted.later);
        assert!(
            parted.later.contains("import { Bytes, apply, getStringFromWasm0, setBytes } from"),
            "{}",
            parted.later
        );
        assert!(part("const import0 = {\n        a: import1.stop,\n};\n").is_err());
        assert!(part(&script.replace("const ret = fill", "wasm.free(arg1); const ret = fill")).is_err());
    }

    #[test]
    fn imports_are_given_by_number() {
        let bundled = "import{attempt as a,page as b}from\"../natives.js\";import{attempt as c}from\"../natives.js\";\
                       var d=b.x;import{apply}from\"./lotse_sdk.js\";var t={f:()=>c(a,apply)},s=1;export{s as splice,t as table};\n";
        let files = BTreeMap::from([("natives.js".to_owned(), PathBuf::from("/x/natives.js"))]);
        let made = given(bundled, &files).unwrap();
        assert_eq!(
            made.script,
            "export default $given=>{const a=$given[0],b=$given[1],c=$given[0],apply=$given[2];\
             var d=b.x;var t={f:()=>c(a,apply)},s=1;return{__proto__:null,splice:s,table:t}};\n"
        );
        assert_eq!(
            made.shared,
            "import { attempt as shared0 } from '/x/natives.js';\nimport { page as shared1 } from '/x/natives.js';\n\
             import { apply as shared2 } from './lotse_sdk.js';\nexport const shared = [shared0, shared1, shared2];\n"
        );
        assert!(given(bundled, &BTreeMap::new()).is_err());
        assert!(given("import{a}from\"./other.js\";export{a as table};", &files).is_err());
        assert!(given("var a;export{a as other};", &files).is_err());
    }
}
