//! Where steps stand on the canvas when nobody has placed them: in layers, edges leading down.
//!
//! Layers by longest paths from the start with edges that lead back left out; order within layers by the middle of the
//! neighbours, swept down and up (Sugiyama, Tagawa, Toda 1981).

use std::collections::{BTreeMap, BTreeSet};

use crate::command::Point;

/// From one layer to the next, in CSS pixels at 100 %.
pub const LAYER_PX: i64 = 120;
/// From one step to the next within a layer.
pub const BESIDE_PX: i64 = 250;
/// Sweeps for the order within layers; more change nothing in graphs of this size.
const SWEEPS: usize = 8;

/// Places every step. `edges` are pairs of places in the list of steps, in the order of the file; `start` is the first step.
/// Points come in the order of the steps; the start stands at 0, 0.
#[must_use]
pub fn arrange(count: usize, edges: &[(usize, usize)], start: usize) -> Vec<Point> {
    let forward = without_returns(count, edges, start);
    let layers = ordered(layered(count, &forward), &forward);
    let mut points = vec![Point { x: 0, y: 0 }; count];
    for (depth, layer) in layers.iter().enumerate() {
        let width = to_i64(layer.len().saturating_sub(1)) * BESIDE_PX;
        for (place, step) in layer.iter().enumerate() {
            let point = Point { x: to_i64(place) * BESIDE_PX - width / 2, y: to_i64(depth) * LAYER_PX };
            if let Some(slot) = points.get_mut(*step) {
                *slot = point;
            }
        }
    }
    points
}

/// Edges without those that lead back to a step on the way there.
fn without_returns(count: usize, edges: &[(usize, usize)], start: usize) -> Vec<(usize, usize)> {
    let mut after: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in edges.iter().filter(|(from, to)| from != to && *from < count && *to < count) {
        after.entry(*from).or_default().push(*to);
    }
    let mut kept = Vec::new();
    let mut seen = BTreeSet::new();
    for root in core::iter::once(start).chain(0..count) {
        if root >= count || !seen.insert(root) {
            continue;
        }
        // Depth first without recursion: a chain of 500 steps is 500 deep.
        let mut way = vec![(root, 0_usize)];
        let mut on_way = BTreeSet::from([root]);
        while let Some((step, next)) = way.pop() {
            let Some(to) = after.get(&step).and_then(|all| all.get(next)).copied() else {
                on_way.remove(&step);
                continue;
            };
            way.push((step, next + 1));
            if on_way.contains(&to) {
                continue;
            }
            kept.push((step, to));
            if seen.insert(to) {
                on_way.insert(to);
                way.push((to, 0));
            }
        }
    }
    kept
}

/// Steps by layer: each below everything that leads to it.
fn layered(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut waiting = vec![0_usize; count];
    let mut after: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in edges {
        after.entry(*from).or_default().push(*to);
        if let Some(slot) = waiting.get_mut(*to) {
            *slot += 1;
        }
    }
    let mut layer_of = vec![0_usize; count];
    let mut free: Vec<usize> = (0..count).rev().filter(|step| waiting.get(*step) == Some(&0)).collect();
    while let Some(step) = free.pop() {
        let below = layer_of.get(step).copied().unwrap_or(0) + 1;
        for to in after.get(&step).into_iter().flatten() {
            if let Some(slot) = layer_of.get_mut(*to) {
                *slot = (*slot).max(below);
            }
            if let Some(slot) = waiting.get_mut(*to) {
                *slot -= 1;
                if *slot == 0 {
                    free.push(*to);
                }
            }
        }
    }
    let depth = layer_of.iter().max().map_or(0, |deepest| deepest + 1);
    let mut layers = vec![Vec::new(); depth];
    for (step, layer) in layer_of.iter().enumerate() {
        if let Some(slot) = layers.get_mut(*layer) {
            slot.push(step);
        }
    }
    layers
}

fn ordered(mut layers: Vec<Vec<usize>>, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in edges {
        neighbours.entry(*from).or_default().push(*to);
        neighbours.entry(*to).or_default().push(*from);
    }
    for sweep in 0..SWEEPS {
        let mut places: BTreeMap<usize, i64> = BTreeMap::new();
        for layer in &layers {
            let width = to_i64(layer.len());
            // Middles of layers of different width are above each other.
            places.extend(layer.iter().enumerate().map(|(place, step)| (*step, 2 * to_i64(place) - width)));
        }
        let depth = layers.len();
        for turn in 0..depth {
            let at = if sweep % 2 == 0 { turn } else { depth - 1 - turn };
            let Some(layer) = layers.get_mut(at) else { continue };
            let middle = |step: &usize| {
                let all: Vec<i64> = neighbours
                    .get(step)
                    .into_iter()
                    .flatten()
                    .filter_map(|one| places.get(one))
                    .copied()
                    .collect();
                let own = places.get(step).copied().unwrap_or(0);
                if all.is_empty() { own * 16 } else { all.iter().sum::<i64>() * 16 / to_i64(all.len()) }
            };
            layer.sort_by_cached_key(middle);
            let width = to_i64(layer.len());
            for (place, step) in layer.iter().enumerate() {
                places.insert(*step, 2 * to_i64(place) - width);
            }
        }
    }
    layers
}

fn to_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_leads_straight_down() {
        let points = arrange(4, &[(0, 1), (1, 2), (2, 3)], 0);
        let wanted: Vec<Point> = (0..4).map(|depth| Point { x: 0, y: depth * LAYER_PX }).collect();
        assert_eq!(points, wanted);
    }

    #[test]
    fn branches_stand_beside_each_other_and_meet_below() {
        let points = arrange(5, &[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)], 0);
        assert_eq!(points[1].y, points[2].y);
        assert_eq!((points[1].x - points[2].x).abs(), BESIDE_PX);
        assert_eq!(points[3], Point { x: 0, y: 2 * LAYER_PX });
    }

    #[test]
    fn edges_do_not_cross_where_they_need_not() {
        // Written crosswise: 1 leads to 4, 2 leads to 3.
        let points = arrange(5, &[(0, 1), (0, 2), (1, 4), (2, 3)], 0);
        assert_eq!(points[1].x < points[2].x, points[4].x < points[3].x);
    }

    #[test]
    fn loops_and_loose_steps_are_placed() {
        let points = arrange(4, &[(0, 1), (1, 0), (1, 1), (9, 0), (2, 2)], 0);
        assert_eq!(points.len(), 4);
        assert_eq!(points[1].y, LAYER_PX);
        let places: BTreeSet<(i64, i64)> = points.iter().map(|point| (point.x, point.y)).collect();
        assert_eq!(places.len(), 4, "no two steps stand on each other");
        assert!(arrange(0, &[], 0).is_empty());
    }

    #[test]
    fn five_hundred_steps_are_no_effort() {
        let edges: Vec<(usize, usize)> =
            (0..499).map(|step| (step, step + 1)).chain((0..400).map(|step| (step, step + 97))).collect();
        assert_eq!(arrange(500, &edges, 0).last(), Some(&Point { x: 0, y: 499 * LAYER_PX }));
    }
}
