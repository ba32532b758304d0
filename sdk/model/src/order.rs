//! Sorting in few bytes. The standard sorts are fast, general and, instantiated a few times, a tenth of the SDK.
//!
//! Heap sort after Williams (1964): in place, no recursion, never quadratic, not stable. One copy serves all element types:
//! the list is reached through a function that compares or swaps two places.

enum Ask {
    IsLess(usize, usize),
    Swap(usize, usize),
}

/// Sorts a list; `is_less` must be a strict order. Equal items end in no particular order.
pub fn sort_by<T>(list: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    heap_sort(list.len(), &mut |ask| match ask {
        Ask::IsLess(one, other) => match (list.get(one), list.get(other)) {
            (Some(one), Some(other)) => is_less(one, other),
            _ => false,
        },
        Ask::Swap(one, other) => {
            list.swap(one, other);
            true
        }
    });
}

/// Sorts a short list; equal items stay in order. Insertion sort: quadratic.
pub fn sort_short_by<T>(list: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while let Some([before, item]) = list.get(at.wrapping_sub(1)..=at)
            && is_less(item, before)
        {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Sorts a list in its natural order.
pub fn sort<T: PartialOrd>(list: &mut [T]) {
    sort_by(list, |one, other| one < other);
}

fn heap_sort(length: usize, ask: &mut dyn FnMut(Ask) -> bool) {
    for root in (0..length / 2).rev() {
        sift_down(root, length, ask);
    }
    for end in (1..length).rev() {
        ask(Ask::Swap(0, end));
        sift_down(0, end, ask);
    }
}

fn sift_down(mut root: usize, end: usize, ask: &mut dyn FnMut(Ask) -> bool) {
    loop {
        let mut child = root * 2 + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && ask(Ask::IsLess(child, child + 1)) {
            child += 1;
        }
        if !ask(Ask::IsLess(root, child)) {
            return;
        }
        ask(Ask::Swap(root, child));
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut list in proptest::collection::vec(0_u16..500, 0..300)) {
            let mut expected = list.clone();
            expected.sort_unstable();
            super::sort(&mut list);
            prop_assert_eq!(list, expected);
        }

        #[test]
        fn equal_items_of_a_short_list_stay_in_order(list in proptest::collection::vec((0_u8..5, 0_u8..5), 0..40)) {
            let mut expected = list.clone();
            expected.sort_by_key(|item| item.0);
            let mut sorted = list;
            super::sort_short_by(&mut sorted, |one, other| one.0 < other.0);
            prop_assert_eq!(sorted, expected);
        }
    }
}
