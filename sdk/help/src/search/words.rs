//! The dictionary: every word that an index knows, sorted. Found exactly, by beginning, and by likeness.
//!
//! Packed, each word is a capital letter that says how many bytes it shares with the word before (A is none), and the rest of
//! it; the first word of a part shares none. Likeness counts edits of bytes (insert, delete, replace, swap neighbours), in
//! one walk over the sorted words: rows of the table are kept for what neighbours share, and what is too far already is passed over
//! with everything that begins like it.

/// Longest word that is compared by likeness, in bytes. What goes beyond counts as too far.
const MAX_BYTES: usize = 80;

/// The words of an index.
#[derive(Clone, Debug, Default)]
pub struct Words {
    letters: String,
    ends: Vec<u32>,
    shared: Vec<u8>,
}

impl Words {
    /// Adds a packed part behind what is there.
    pub fn unpack(&mut self, packed: &str) {
        let mut rest = packed;
        while let Some(first) = rest.bytes().next() {
            let shared = usize::from(first.wrapping_sub(b'A').min(25));
            let tail = rest.get(1..).unwrap_or_default();
            let end = tail.bytes().position(|byte| byte.is_ascii_uppercase()).unwrap_or(tail.len());
            let (suffix, after) = (tail.get(..end).unwrap_or_default(), tail.get(end..).unwrap_or_default());
            let start = self.ends.len().checked_sub(1).map_or(0, |last| self.start(last));
            let head =
                self.letters.get(start..).unwrap_or_default().get(..shared).unwrap_or_default().to_owned();
            self.shared.push(head.len() as u8);
            self.letters.push_str(&head);
            self.letters.push_str(suffix);
            self.ends.push(self.letters.len() as u32);
            rest = after;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, index: usize) -> usize {
        index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize)
    }

    /// A word by its number.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let end = self.ends.get(index).map_or(0, |end| *end as usize);
        self.letters.get(self.start(index)..end).unwrap_or_default()
    }

    /// The number of the first word that is not before `word`.
    fn from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.get(middle) < word { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The number of a word.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<usize> {
        let index = self.from(word);
        (index < self.len() && self.get(index) == word).then_some(index)
    }

    /// The numbers of the words that begin so.
    pub fn beginning(&self, with: &str) -> impl Iterator<Item = usize> {
        (self.from(with)..self.len()).take_while(move |index| self.get(*index).starts_with(with))
    }

    /// Calls `found` with the number of each word that is at most so many edits away, and how many.
    pub fn alike(&self, word: &str, most: u8, found: &mut dyn FnMut(usize, u8)) {
        let wanted = word.as_bytes();
        if wanted.len() > MAX_BYTES {
            return;
        }
        let mut rows: Vec<Row> = vec![[0; MAX_BYTES + 2]; MAX_BYTES + 1];
        if let Some(row) = rows.first_mut() {
            row.iter_mut().enumerate().for_each(|(column, cell)| *cell = column as u8);
        }
        // Words that share so much with the one before are too far as well.
        let mut too_far = usize::MAX;
        for index in 0..self.len() {
            let shared = self.shared.get(index).map_or(0, |shared| usize::from(*shared));
            if shared >= too_far {
                continue;
            }
            let letters = self.get(index).as_bytes();
            too_far = usize::MAX;
            for depth in shared + 1..=letters.len() {
                if depth > MAX_BYTES || fill(&mut rows, letters, wanted, depth, most) > most {
                    too_far = depth;
                    break;
                }
            }
            if too_far != usize::MAX || letters.len().abs_diff(wanted.len()) > usize::from(most) {
                continue;
            }
            let edits = rows.get(letters.len()).and_then(|row| row.get(wanted.len())).copied();
            if let Some(edits) = edits.filter(|edits| *edits <= most) {
                found(index, edits);
            }
        }
    }
}

/// How many edits lead from the beginnings of one word to those of another; the last column is never reached.
type Row = [u8; MAX_BYTES + 2];

/// Fills the row of the first `depth` letters, as far as its cells can be `most` or less, and returns the least number in it. What
/// lies beside them counts as too far.
fn fill(rows: &mut [Row], letters: &[u8], wanted: &[u8], depth: usize, most: u8) -> u8 {
    let cell = |row: &Row, column: usize| row.get(column).copied().unwrap_or(u8::MAX);
    let Some((above, below)) = rows.split_at_mut_checked(depth) else { return u8::MAX };
    let (Some(last), Some(row)) = (above.last(), below.first_mut()) else { return u8::MAX };
    let earlier = depth.checked_sub(2).and_then(|depth| above.get(depth).zip(letters.get(depth)));
    let letter = letters.get(depth - 1);
    let (first, end) = (depth.saturating_sub(most.into()), (depth + usize::from(most)).min(wanted.len()));
    let mut left = u8::MAX;
    let mut least = u8::MAX;
    for column in first..=end {
        let mut value = depth as u8;
        if let Some(before) = column.checked_sub(1) {
            let is_same = letter == wanted.get(before);
            value = cell(last, before).saturating_add(u8::from(!is_same));
            value = value.min(cell(last, column).saturating_add(1)).min(left.saturating_add(1));
            if let (Some((row, earlier)), Some(two)) = (earlier, column.checked_sub(2))
                && letter == wanted.get(two)
                && Some(earlier) == wanted.get(before)
            {
                value = value.min(cell(row, two).saturating_add(1));
            }
        }
        if let Some(slot) = row.get_mut(column) {
            *slot = value;
        }
        left = value;
        least = least.min(value);
    }
    for beside in [first.wrapping_sub(1), end + 1] {
        if let Some(slot) = row.get_mut(beside) {
            *slot = u8::MAX;
        }
    }
    least
}

/// Packs sorted words, without regard to parts: the first shares nothing.
#[cfg(feature = "compile")]
#[must_use]
pub fn pack(words: &[&str]) -> String {
    let (mut out, mut before) = (String::new(), "");
    for word in words {
        let mut shared =
            before.bytes().zip(word.bytes()).take_while(|(one, other)| one == other).count().min(25);
        while !word.is_char_boundary(shared) {
            shared -= 1;
        }
        out.push(char::from(b'A' + shared as u8));
        out.push_str(word.get(shared..).unwrap_or_default());
        before = word;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Edits after the definition, without rows kept: optimal string alignment.
    fn edits(one: &[u8], other: &[u8]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for row in 0..=one.len() {
            for column in 0..=other.len() {
                table[row][column] = match (row, column) {
                    (0, _) => column,
                    (_, 0) => row,
                    _ => {
                        let change = usize::from(one[row - 1] != other[column - 1]);
                        let mut least = (table[row - 1][column - 1] + change)
                            .min(table[row - 1][column] + 1)
                            .min(table[row][column - 1] + 1);
                        if row > 1
                            && column > 1
                            && one[row - 1] == other[column - 2]
                            && one[row - 2] == other[column - 1]
                        {
                            least = least.min(table[row - 2][column - 2] + 1);
                        }
                        least
                    }
                };
            }
        }
        table[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn words_are_found_exactly_by_beginning_and_by_likeness(
            list in proptest::collection::btree_set("[abc]{1,8}|[abcд]{1,4}|a{20,40}", 1..60), parts in 1_usize..4,
            wanted in "[abcд]{1,8}", most in 0_u8..3,
        ) {
            let list: Vec<&str> = list.iter().map(String::as_str).collect();
            let mut words = Words::default();
            list.chunks(list.len().div_ceil(parts)).for_each(|part| words.unpack(&pack(part)));
            prop_assert_eq!((0..words.len()).map(|index| words.get(index)).collect::<Vec<_>>(), list.clone());
            prop_assert_eq!(words.find(&wanted), list.iter().position(|word| *word == wanted));
            let begin: Vec<usize> = (0..list.len()).filter(|index| list[*index].starts_with(&wanted)).collect();
            prop_assert_eq!(words.beginning(&wanted).collect::<Vec<_>>(), begin);
            let mut found = Vec::new();
            words.alike(&wanted, most, &mut |index, edits| found.push((index, edits)));
            let expected: Vec<(usize, u8)> = list.iter().enumerate()
                .map(|(index, word)| (index, edits(word.as_bytes(), wanted.as_bytes()) as u8))
                .filter(|(_, edits)| *edits <= most).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
