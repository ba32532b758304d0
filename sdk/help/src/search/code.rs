//! Numbers in strings: base 64 digits, five bits each, the sixth says that more follow (as in source maps, without the sign).

#[cfg(feature = "compile")]
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes a number.
#[cfg(feature = "compile")]
pub fn push(mut number: u32, out: &mut String) {
    loop {
        let more = if number >= 32 { 32 } else { 0 };
        let digit = DIGITS.get((number & 31 | more) as usize).copied().unwrap_or(b'A');
        out.push(char::from(digit));
        number >>= 5;
        if more == 0 {
            return;
        }
    }
}

/// Reads numbers one after the other; what is no digit ends it.
pub struct Numbers<'a>(core::slice::Iter<'a, u8>);

impl<'a> Numbers<'a> {
    /// The numbers of a string.
    pub fn new(text: &'a str) -> Self {
        Numbers(text.as_bytes().iter())
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0_u32, 0);
        loop {
            let digit = value(*self.0.next()?)?;
            number |= (digit & 31).checked_shl(shift).unwrap_or(0);
            shift += 5;
            if digit < 32 {
                return Some(number);
            }
        }
    }
}

fn value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 31, 32, 33, 1_023, 1_024, 99_999, u32::MAX];
        let mut text = String::new();
        numbers.iter().for_each(|number| push(*number, &mut text));
        assert_eq!(Numbers::new(&text).collect::<Vec<_>>(), numbers);
        assert_eq!(Numbers::new("gggggggggggggggggA").count(), 1, "too long is cut, not a fault");
        assert_eq!(Numbers::new("A!A").count(), 1);
        assert_eq!(
            DIGITS.iter().map(|digit| value(*digit).unwrap()).collect::<Vec<_>>(),
            (0..64).collect::<Vec<_>>()
        );
    }
}
