//! A serialized policy: directives in their order.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::source::Source;

/// One policy. Its text form keeps the order and every unknown word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The directives; of two with the same name only the first counts, and only it is kept.
    pub directives: Vec<Directive>,
}

/// One directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Lower-case.
    pub name: String,
    /// The words after the name; an empty list means the same as `'none'` for directives that list sources.
    pub sources: Vec<Source>,
}

impl Policy {
    /// The directive of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Directive> {
        self.directives.iter().find(|directive| directive.name == name)
    }

    /// The first of `names` that is there: a directive with its fallbacks.
    #[must_use]
    pub fn first_of(&self, names: &[&str]) -> Option<&Directive> {
        names.iter().find_map(|name| self.get(name))
    }
}

impl FromStr for Policy {
    type Err = Infallible;

    /// Section 2.2.1 of the specification. It never fails: what cannot be understood is kept and decides nothing.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let mut policy = Self::default();
        for part in text.split(';') {
            let mut words = part.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            if policy.get(&name).is_none() {
                let sources = words.filter_map(|word| word.parse().ok()).collect();
                policy.directives.push(Directive { name, sources });
            }
        }
        Ok(policy)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, directive) in self.directives.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            directive.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.sources.iter().try_for_each(|source| write!(f, " {source}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Policy {
        text.parse().unwrap()
    }

    #[test]
    fn names_ignore_case_and_the_first_of_two_counts() {
        let policy = parse(" Default-SRC 'self' ;; script-src a.example;script-src b.example ; ");
        assert_eq!(policy.to_string(), "default-src 'self'; script-src a.example");
    }

    #[test]
    fn directives_without_sources_survive() {
        let text =
            "upgrade-insecure-requests; sandbox allow-scripts; trusted-types a b 'allow-duplicates'; img-src";
        assert_eq!(parse(text).to_string(), text);
        assert_eq!(parse(""), Policy::default());
    }
}
