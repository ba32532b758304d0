//! Collecting and copying in few bytes. The standard library's ways into a list are made for speed: each use of them is three
//! functions of its own, and together they were a twentieth of the SDK.

/// What every iterator can do besides.
pub trait Gather: Iterator + Sized {
    /// All items as a list. Nothing is reserved ahead.
    fn gather(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        self.add_to(&mut list);
        list
    }

    /// Puts all items at the end of a list.
    fn add_to(self, list: &mut Vec<Self::Item>) {
        for item in self {
            list.push(item);
        }
    }
}

impl<I: Iterator> Gather for I {}

/// Leaves the items in a list that stay, in order. One by one: for short lists.
pub fn keep<T>(list: &mut Vec<T>, mut stays: impl FnMut(&T) -> bool) {
    let mut index = 0;
    while let Some(item) = list.get(index) {
        if stays(item) {
            index += 1;
        } else {
            list.remove(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gather as _, keep};

    #[test]
    fn everything_in_order() {
        let mut list = (0..3).gather();
        (5..7).add_to(&mut list);
        assert_eq!(list, [0, 1, 2, 5, 6]);
        keep(&mut list, |item| *item > 1 && *item < 6);
        assert_eq!(list, [2, 5]);
    }
}
