//! One piece of evidence against one candidate.

use lotse_model::basic::Table;
use lotse_model::gather::Gather as _;
use lotse_model::seek::{cut, parts};
use lotse_model::target::Fact;

use crate::facts::Facts;
use crate::text::alike;

/// How far a candidate bears a piece of evidence out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Not read from the page so far.
    Unread,
    /// The candidate has nothing of the kind.
    Missing,
    /// How alike, in percent.
    Alike(u32),
}

/// Whether a piece of evidence has a text in one of the languages. Facts that have no language always do.
pub fn speaks(fact: &Fact, languages: &[String]) -> bool {
    match fact {
        Fact::Name { is } | Fact::Text { is } | Fact::Label { is } | Fact::Heading { is } => {
            is.iter().any(|(tag, _)| tag == "*" || languages.iter().any(|wanted| base(wanted) == base(tag)))
        }
        _ => true,
    }
}

fn base(tag: &str) -> &str {
    cut(tag, "-").0
}

/// Compares. `css` counts the CSS texts met so far, because candidates carry their fits in the target's order.
pub fn compare(fact: &Fact, candidate: &Facts, css: &mut usize) -> Fit {
    match fact {
        Fact::Role { role } => same(role, &candidate.role),
        // A name that has become text, or text that has become a label, still says the same thing to people.
        Fact::Name { is } => best(is, &[&candidate.name, &candidate.text, &candidate.label]),
        Fact::Text { is } => best(is, &[&candidate.text, &candidate.name]),
        Fact::Label { is } if candidate.is_complete => best(is, &[&candidate.label, &candidate.name]),
        Fact::Heading { is } if candidate.is_complete => best(is, &[&candidate.heading]),
        Fact::Label { .. } | Fact::Heading { .. } | Fact::Linkage { .. } => Fit::Unread,
        Fact::Attribute { name, value } => {
            candidate.attribute(name).map_or(Fit::Missing, |found| Fit::Alike(attribute(name, value, found)))
        }
        Fact::Tag { tag } => same(tag, &candidate.tag),
        Fact::Css { .. } => {
            let fit = candidate.css.as_bytes().get(*css);
            *css += 1;
            fit.map_or(Fit::Unread, |fit| Fit::Alike(u32::from(*fit == b'1') * 100))
        }
        Fact::Position { .. } | Fact::Ancestry { .. } if !candidate.is_complete => Fit::Unread,
        Fact::Position { index, of } => place(*index, *of, candidate),
        Fact::Ancestry { path } => chain(path, &candidate.ancestry),
    }
}

fn same(wanted: &str, found: &str) -> Fit {
    if found.is_empty() && !wanted.is_empty() {
        Fit::Missing
    } else {
        Fit::Alike(u32::from(wanted == found) * 100)
    }
}

/// The best likeness of any wanted text with the first found text, or, a little less, with the others.
fn best(wanted: &Table<String>, found: &[&str]) -> Fit {
    if found.iter().all(|text| text.is_empty()) {
        return Fit::Missing;
    }
    let mut most = 0;
    for (_, wanted) in wanted.iter() {
        for (rank, found) in found.iter().enumerate() {
            let likeness = alike(wanted, found);
            most = most.max(if rank > 0 { likeness * 19 / 20 } else { likeness });
        }
    }
    Fit::Alike(most)
}

fn attribute(name: &str, wanted: &str, found: &str) -> u32 {
    if wanted == found {
        return 100;
    }
    match name {
        "class" => overlap(parts(wanted, " "), &|token| parts(found, " ").any(|other| other == token)),
        "href" | "action" | "src" | "formaction" => address(wanted, found),
        "placeholder" | "title" | "alt" | "aria-label" | "icon" => alike(wanted, found),
        // Counters at the end of ids and names move when rows are added.
        _ => {
            let core = |text: &str| text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
            let stem = wanted.get(..core(wanted)).unwrap_or_default();
            let is_counted = stem.len() < wanted.len() && stem.len() > 2;
            if is_counted && found.get(..core(found)) == Some(stem) { 55 } else { 0 }
        }
    }
}

/// Addresses are alike when one ends with all parts of the other (applications move under other prefixes) or when part by
/// part only numbers or endings differ. Anything else leads elsewhere.
fn address(wanted: &str, found: &str) -> u32 {
    let path = |address: &str| -> Vec<String> {
        let scheme = address.as_bytes().windows(3).position(|three| three == b"://");
        let rest = scheme
            .and_then(|at| address.get(at + 3..))
            .map_or(address, |rest| cut(rest, "/").1.unwrap_or_default());
        parts(rest, "/?&#").filter(|part| !part.is_empty()).map(str::to_owned).gather()
    };
    let (wanted, found) = (path(wanted), path(found));
    let shorter = wanted.len().min(found.len());
    if shorter == 0 {
        return u32::from(wanted.len() == found.len()) * 50;
    }
    let pairs = || wanted.iter().rev().zip(found.iter().rev());
    if pairs().all(|(one, other)| one == other) {
        return 85;
    }
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_near =
        |(one, other): (&String, &String)| (is_number(one) && is_number(other)) || alike(one, other) >= 60;
    if pairs().all(is_near) { 55 } else { 0 }
}

fn overlap<'a>(wanted: impl Iterator<Item = &'a str>, has: &dyn Fn(&str) -> bool) -> u32 {
    let (mut all, mut kept) = (0, 0);
    for token in wanted.filter(|token| !token.is_empty()) {
        all += 1;
        kept += u32::from(has(token));
    }
    kept * 100 / all.max(1)
}

fn place(index: u32, of: u32, candidate: &Facts) -> Fit {
    if candidate.index == 0 {
        return Fit::Missing;
    }
    let from_end = |index: u32, of: u32| of.saturating_sub(index);
    let is_same = index == candidate.index;
    let is_last = from_end(index, of) == from_end(candidate.index, candidate.of);
    Fit::Alike(match (is_same, is_last) {
        (true, true) => 100,
        (true, false) | (false, true) => 80,
        _ => 0,
    })
}

/// Ancestors compared in order, with gaps allowed: the longest common chain, where `role name` or `role#id` agreeing in
/// whole counts three times as much as a role alone.
fn chain(wanted: &str, found: &str) -> Fit {
    if found.is_empty() {
        return Fit::Missing;
    }
    let found: Vec<&str> = links(found).gather();
    let mut row = vec![0_u32; found.len() + 1];
    let mut perfect = 0;
    for link in links(wanted) {
        perfect += worth(link, link);
        let mut diagonal = 0;
        for (at, other) in found.iter().enumerate() {
            let left = row.get(at).copied().unwrap_or_default();
            if let Some(cell) = row.get_mut(at + 1) {
                let above = *cell;
                *cell = above.max(left).max(diagonal + worth(link, other));
                diagonal = above;
            }
        }
    }
    Fit::Alike(row.last().copied().unwrap_or_default() * 100 / perfect.max(1))
}

/// The links of a chain. Searching for single letters keeps the standard text search, a heavy one, out of the page.
pub fn links(chain: &str) -> impl Iterator<Item = &str> {
    parts(chain, "<").map(|link| link.trim_matches(' '))
}

fn worth(wanted: &str, found: &str) -> u32 {
    let role = |link: &str| cut(link, " #").0.len();
    if wanted == found {
        return if role(wanted) < wanted.len() { 3 } else { 1 };
    }
    u32::from(wanted.get(..role(wanted)) == found.get(..role(found)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_survive_new_prefixes_and_hosts() {
        assert_eq!(address("/orders/7/", "/orders/7"), 85);
        assert_eq!(address("/orders/new", "/v2/orders/new"), 85);
        assert_eq!(address("https://a.example/orders", "/orders"), 85);
        assert_eq!(address("/crm/company/add", "/crm/contact/add"), 0);
        assert_eq!(address("/orders/7/edit", "/orders/12/edit"), 55);
        assert_eq!(address("/orders/new", "#"), 0);
        assert_eq!(address("", ""), 50);
    }

    #[test]
    fn chains_allow_for_wrappers() {
        let wanted = "cell < row < table Orders < main";
        assert_eq!(chain(wanted, wanted), Fit::Alike(100));
        assert_eq!(chain(wanted, "cell < group < row < table Orders < main"), Fit::Alike(100));
        assert_eq!(chain(wanted, ""), Fit::Missing);
        let Fit::Alike(other) = chain(wanted, "listitem < list < navigation") else { panic!() };
        assert_eq!(other, 0);
        let Fit::Alike(table) = chain(wanted, "cell < row < table Users < main") else { panic!() };
        assert!((50..90).contains(&table), "{table}");
    }

    #[test]
    fn counters_are_half_a_match() {
        assert_eq!(attribute("id", "row-7", "row-9"), 55);
        assert_eq!(attribute("id", "save", "send"), 0);
        assert_eq!(attribute("class", "btn save", "btn x"), 50);
    }
}
