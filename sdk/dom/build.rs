//! Takes comments and white space out of the overlay's style sheet.

use std::path::Path;
use std::{env, fs, io};

/// What comes later wins.
const SHEETS: [(&str, &[&str]); 3] = [
    ("plain.css", &["overlay.css", "overlay-content.css"]),
    ("rich.css", &["overlay-rich.css"]),
    ("media.css", &["overlay-media.css"]),
];

fn main() -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    for (result, names) in SHEETS {
        let mut css = String::new();
        for name in names {
            let file = format!("src/{name}");
            println!("cargo::rerun-if-changed={file}");
            css.push_str(&fs::read_to_string(file)?);
        }
        fs::write(Path::new(&folder).join(result), minified(&css))?;
    }
    Ok(())
}

/// White space stays where two words would otherwise become one, and around `+` and `-`, which mean subtraction there.
fn minified(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    bare.push_str(rest);
    let mut out = String::new();
    for word in bare.split_whitespace() {
        let is_glued = out.ends_with(['{', '}', ';', ',', '(']) || word.starts_with(['{', '}', ')', '!']);
        // `a: b` is a declaration, `a :b` a selector: only the space after a colon goes.
        if !(is_glued || out.is_empty() || out.ends_with(':')) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(";}", "}")
}
