//! Names that a machine made up: useless as evidence, because the next build makes up others.

use lotse_model::seek::parts;

/// Beginnings of ids and classes that frameworks count or hash on.
const PREFIXES: [&str; 16] = [
    "css-",
    "sc-",
    "jss",
    "ember",
    "ext-gen",
    "mui-",
    "radix-",
    "headlessui-",
    "svelte-",
    "yui_",
    "el-id-",
    "mat-",
    "cdk-",
    "downshift-",
    "rc-",
    "ng-",
];
/// Most digits at the end of a name that still look like a place in a list.
const MAX_PLACE_DIGITS: usize = 2;

/// Whether an id or a class looks made up by a machine: framework prefixes with a number or hash behind, hashes, long counters.
#[must_use]
pub fn looks_generated(name: &str) -> bool {
    if name.is_empty() || name.contains([':', '«', '»']) || name.len() > 64 {
        return true;
    }
    let has_digit = name.bytes().any(|byte| byte.is_ascii_digit());
    if has_digit && PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return true;
    }
    parts(name, "-_./").any(is_made_up)
}

/// A part of a name that nobody would write: letters and digits mixed, many changes of case, long numbers.
fn is_made_up(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        return digits > MAX_PLACE_DIGITS;
    }
    if part.len() >= 5 && digits > 0 {
        let core = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let trailing = part.len() - core.len();
        // `col12` and `utf8mb4` are words; `x7f3ka` and `ember1042` are not.
        if trailing > MAX_PLACE_DIGITS || changes(core, |byte| byte.is_ascii_digit()) >= 2 {
            return true;
        }
    }
    let is_hump = |byte: u8| byte.is_ascii_uppercase();
    let humps = changes(part, is_hump);
    // Words have few humps, and few letters in each.
    let has_many_capitals = part.bytes().filter(|byte| is_hump(*byte)).count() * 3 >= part.len();
    if part.len() >= 5 && (humps * 2 > part.len() || (humps >= 5 && has_many_capitals)) {
        return true;
    }
    letters >= 5
        && !part
            .bytes()
            .any(|byte| matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

fn changes(part: &str, is: impl Fn(u8) -> bool) -> usize {
    part.as_bytes()
        .windows(2)
        .filter(|pair| pair.first().map(|byte| is(*byte)) != pair.last().map(|byte| is(*byte)))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_names_are_told_from_written_ones() {
        for name in [
            ":r1a:",
            "css-1q8x2z",
            "sc-bdVaJa3",
            "ember1042",
            "ext-gen1001",
            "mui-45",
            "_x7f3ka__q2",
            "btn_3f9a1",
            "row-8812",
            "a1b2c3d4e5",
            "mat-input-3",
            "hjkqwrt",
            "radix-12",
            "ogcMRReZzLCsqUra-SqjB",
        ] {
            assert!(looks_generated(name), "{name}");
        }
        for name in [
            "save",
            "id_username",
            "btn-primary",
            "col12",
            "user_form",
            "changelist-search",
            "id_items-0-name",
            "h2",
            "isActive",
            "result_list",
            "nav-item",
            "mat-button",
            "red-ui-header",
            "order_status",
            "getElementById",
            "XMLHttpRequest",
            "innerHTMLToDOM",
        ] {
            assert!(!looks_generated(name), "{name}");
        }
    }
}
