//! Which steps have moved: all but a longest list of steps that keep their order (patience sorting; Fredman 1975).

use std::collections::BTreeSet;

use lotse_model::json::Json;

use crate::command::graph::id_of;

/// The places in `before` of the steps that have moved.
pub(super) fn moved(before: &[Json], after: &[Json]) -> BTreeSet<usize> {
    let place = |step: &Json| {
        let id = id_of(step)?;
        before.iter().position(|other| id_of(other) == Some(id))
    };
    let kept: Vec<usize> = after.iter().filter_map(place).collect();
    let still = longest_rising(&kept);
    kept.into_iter().filter(|place| !still.contains(place)).collect()
}

fn longest_rising(list: &[usize]) -> BTreeSet<usize> {
    // The least last value of a rising list of each length, each with the list before it.
    let mut ends: Vec<(usize, Vec<usize>)> = Vec::new();
    for value in list {
        let at = ends.partition_point(|(end, _)| end < value);
        let mut rising =
            at.checked_sub(1).and_then(|at| ends.get(at)).map_or_else(Vec::new, |(_, list)| list.clone());
        rising.push(*value);
        match ends.get_mut(at) {
            Some(slot) => *slot = (*value, rising),
            None => ends.push((*value, rising)),
        }
    }
    ends.pop().map(|(_, list)| list.into_iter().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_steps_have_moved() {
        let rising = |list: &[usize]| longest_rising(list).into_iter().collect::<Vec<_>>();
        assert_eq!(rising(&[1, 2, 3, 0]), [1, 2, 3]);
        assert_eq!(rising(&[3, 0, 1, 2]), [0, 1, 2]);
        assert_eq!(rising(&[]), Vec::<usize>::new());
        assert_eq!(rising(&[2, 1, 0]).len(), 1);
    }
}
