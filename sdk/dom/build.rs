//! Takes comments and white space out of the overlay's style sheet.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut css = String::new();
    // In this order: what comes later wins.
    for name in ["src/overlay.css", "src/overlay-content.css"] {
        println!("cargo::rerun-if-changed={name}");
        css.push_str(&fs::read_to_string(name)?);
    }
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&folder).join("overlay.css"), minified(&css))
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
