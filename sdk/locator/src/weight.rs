//! How much a piece of evidence says, in sixteenths of a bit.
//!
//! After Fellegi and Sunter, "A theory for record linkage", 1969: a trait that agrees adds the logarithm of its chance to
//! survive over its frequency among the candidates; one that disagrees takes away by how rarely it changes.

use lotse_model::target::Fact;

/// What one piece of evidence can add or take away.
#[derive(Clone, Copy, Debug)]
pub struct Weight {
    /// Most that agreement adds, however rare the trait.
    pub most: i32,
    /// What disagreement takes away.
    pub differs: i32,
    /// What a missing trait takes away.
    pub missing: i32,
}

const fn weight(most: i32, differs: i32, missing: i32) -> Weight {
    Weight { most, differs, missing }
}

/// The weight of a fact. `speaks`: it has a text in a language that the page may be in.
pub fn of(fact: &Fact, speaks: bool) -> Weight {
    let weight = match fact {
        Fact::Role { .. } => weight(40, 56, 40),
        Fact::Name { .. } => weight(128, 72, 56),
        Fact::Text { .. } => weight(112, 56, 40),
        Fact::Label { .. } => weight(96, 40, 24),
        Fact::Tag { .. } => weight(24, 20, 0),
        Fact::Css { .. } => weight(128, 56, 56),
        Fact::Position { .. } => weight(20, 8, 4),
        Fact::Ancestry { .. } => weight(72, 32, 32),
        Fact::Heading { .. } => weight(64, 24, 8),
        Fact::Attribute { name, .. } => of_attribute(name),
        // Says nothing about one candidate alone.
        Fact::Linkage { .. } => weight(0, 0, 0),
    };
    // A text in another language that agrees all the same is as good; one that does not says next to nothing.
    if speaks {
        weight
    } else {
        Weight { differs: weight.differs / 8, missing: weight.missing / 2, ..weight }
    }
}

fn of_attribute(name: &str) -> Weight {
    match name {
        "id" => weight(128, 40, 24),
        "name" => weight(128, 56, 24),
        "href" | "action" | "formaction" => weight(112, 64, 24),
        "type" => weight(32, 48, 16),
        "class" => weight(72, 16, 8),
        "placeholder" | "title" | "alt" | "aria-label" | "value" => weight(72, 16, 8),
        "icon" => weight(88, 40, 24),
        "for" | "autocomplete" | "src" => weight(80, 24, 12),
        _ if name.starts_with("data-") => weight(128, 48, 24),
        _ => weight(40, 16, 8),
    }
}

/// Sixteenths of a bit in `value`: its logarithm to base 2, interpolated within an octave.
pub fn bits(value: u32) -> i32 {
    let octave = value.max(1).ilog2();
    let within = ((value.max(1) - (1 << octave)) as u64 * 16) >> octave;
    (octave * 16) as i32 + within as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_a_logarithm() {
        assert_eq!([bits(0), bits(1), bits(2), bits(3), bits(64), bits(96)], [0, 0, 16, 24, 96, 104]);
        assert_eq!(bits(u32::MAX), 31 * 16 + 15);
    }
}
