//! Two files side by side that have most in common, and the patch that makes the second out of the first.
//!
//! A patch is itself a WebAssembly module, so that servers treat it as they do the first part: it has nothing but one custom
//! section without a name. In that stands the length of the second file, and then by turns: how many bytes are taken over from the
//! first file, how many of it are passed over, how many come from the patch, and those. `join` in `runtime.js` reads it.

/// What a module begins with.
pub const MAGIC: [u8; 8] = *b"\0asm\x01\0\0\0";

/// Bytes of two files.
#[derive(Default)]
pub struct Pair(Vec<Part>);

enum Part {
    Both(Vec<u8>),
    First(Vec<u8>),
    Second(Vec<u8>),
}

impl Pair {
    pub fn both(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.0.push(Part::Both(bytes.to_vec()));
        }
    }

    /// What each has at this place; nothing is a patch's business where that is the same.
    pub fn each(&mut self, first: &[u8], second: &[u8]) {
        if first == second {
            return self.both(first);
        }
        self.0.push(Part::First(first.to_vec()));
        self.0.push(Part::Second(second.to_vec()));
    }

    /// What stands in a frame that says how long it is.
    pub fn framed(&mut self, content: Pair) {
        self.each(&number(content.first().len()), &number(content.second().len()));
        self.0.extend(content.0);
    }

    pub fn first(&self) -> Vec<u8> {
        self.file(|part| match part {
            Part::Both(bytes) | Part::First(bytes) => Some(bytes),
            Part::Second(_) => None,
        })
    }

    pub fn second(&self) -> Vec<u8> {
        self.file(|part| match part {
            Part::Both(bytes) | Part::Second(bytes) => Some(bytes),
            Part::First(_) => None,
        })
    }

    fn file(&self, of: impl Fn(&Part) -> Option<&Vec<u8>>) -> Vec<u8> {
        self.0.iter().filter_map(of).flatten().copied().collect()
    }

    /// The second file in terms of the first.
    pub fn patch(&self) -> Vec<u8> {
        let mut turns = number(self.second().len());
        let (mut kept, mut passed, mut put) = (0, 0, Vec::new());
        let mut turn = |kept: &mut usize, passed: &mut usize, put: &mut Vec<u8>| {
            for count in [std::mem::take(kept), std::mem::take(passed), put.len()] {
                turns.extend(number(count));
            }
            turns.append(put);
        };
        for part in &self.0 {
            match part {
                Part::Both(bytes) => {
                    if passed + put.len() > 0 {
                        turn(&mut kept, &mut passed, &mut put);
                    }
                    kept += bytes.len();
                }
                Part::First(bytes) => passed += bytes.len(),
                Part::Second(bytes) => put.extend(bytes),
            }
        }
        turn(&mut kept, &mut passed, &mut put);
        carrier(&turns)
    }
}

/// A module of one custom section without a name; its size takes five bytes, so that all before the content takes fifteen.
pub fn carrier(content: &[u8]) -> Vec<u8> {
    let size = content.len() + 1;
    let mut bytes = MAGIC.to_vec();
    bytes.push(0);
    bytes.extend((0..5).map(|at| (size >> (7 * at)) as u8 & 0x7f | if at < 4 { 0x80 } else { 0 }));
    bytes.push(0);
    bytes.extend(content);
    bytes
}

/// A number as WebAssembly writes it: seven bits to a byte, the last ones first.
pub fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push(number as u8 & 0x7f | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
