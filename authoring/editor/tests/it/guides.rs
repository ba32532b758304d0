//! Guides for tests, written as people write them.

use lotse_editor::compile::{Compiled, Source, Stamp, compile};
use lotse_model::guide::Guide;

/// When test bundles are issued.
pub const STAMP: Stamp = Stamp { release: 7, issued_s: 1_700_000_000 };

/// A guide with these steps, the first of which is `s0`.
pub fn guide(id: &str, steps: &[String]) -> Guide {
    let text = format!(r#"{{"id":"{id}","title":"t","start":"s0","steps":[{}]}}"#, steps.join(","));
    lotse_model::wire::read(&text).unwrap_or_else(|problems| panic!("{problems:?} in {text}"))
}

/// A file with a guide.
pub fn file(name: &str, guide: &str, rest: &str) -> Source {
    Source { name: name.to_owned(), text: format!(r#"{{"schema":0,"guide":{guide}{rest}}}"#) }
}

/// Settings in German and English.
pub fn project(more: &str) -> Source {
    let text = format!(r#"{{"schema":0,"id":"p","default_language":"en","languages":["en","de"]{more}}}"#);
    Source { name: "project.json".to_owned(), text }
}

/// Compiles files with the settings above.
pub fn compiled(files: &[Source]) -> Compiled {
    compile(&project(""), files, STAMP)
}

/// Codes found, with the values in question, in order.
pub fn found(compiled: &Compiled) -> Vec<String> {
    let one = |found: &lotse_editor::finding::Finding| {
        format!("{} {}", found.problem.code.name(), found.problem.detail).trim_end().to_owned()
    };
    compiled.findings.iter().map(one).collect()
}
