//! What is kept of an element: its print, its texts, samples of its page, and the elements most like it.

use lotse_model::json::{self, Json};

use super::hash::Hash;
use super::own::Said;
use super::print::{NAME, Print, SET, SINGLE, SOURCES, TEXT};

/// Bits that are kept of a look-alike's features.
pub const RIVAL_MASK: Hash = 0xfff;
/// Bits that are kept of a sample.
pub const SAMPLE_MASK: Hash = 0x3_ffff;
/// Steps in which rarity is kept, in sixteenths of a bit.
const RARITY_STEP: u32 = 4;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Evidence for one element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The element as numbers.
    pub print: Print,
    /// Its texts.
    pub said: Said,
    /// Values of the page by source, cut to [`SAMPLE_MASK`]: how many of them are still there says how much survived.
    pub samples: [Vec<Hash>; SOURCES],
    /// Look-alikes, features cut to [`RIVAL_MASK`], in the order of the page.
    pub rivals: Vec<[Hash; SINGLE]>,
    /// How many of them come before the target; none where that was not recorded, and they are in no order.
    pub before: Option<usize>,
    /// Width and height of the page.
    pub extent: [i32; 2],
    /// The language of the page.
    pub language: Hash,
}

/// The record of a target that was taken in a language, and what it holds; the first where none was. For targets that were seen in
/// several languages.
pub fn in_language<'a>(
    records: impl Iterator<Item = &'a str>,
    language: Hash,
) -> Option<(&'a str, Evidence)> {
    let mut first = None;
    for record in records {
        let Ok(json) = json::parse(record) else { continue };
        let evidence = Evidence::read(&json);
        if evidence.language == language {
            return Some((record, evidence));
        }
        first.get_or_insert((record, evidence));
    }
    first
}

/// Whether a record is of something that had neither name nor text, without reading all of it.
#[must_use]
pub fn is_silent(record: &str) -> bool {
    const MEMBER: &[u8] = b"\"single\":\"";
    let bytes = record.as_bytes();
    let begun = bytes.windows(MEMBER.len()).position(|window| window == MEMBER);
    // Each value has four digits; text comes right after name.
    let words = begun.and_then(|at| bytes.get(at + MEMBER.len() + NAME * 4..)?.get(..8));
    words.is_some_and(|digits| digits.iter().all(|digit| *digit == b'A'))
}

impl Evidence {
    /// As JSON: numbers in base 64, texts as they are.
    #[must_use]
    pub fn write(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let numbers =
            |list: &[i32]| Json::List(list.iter().map(|number| Json::Number(i64::from(*number))).collect());
        let list = |lists: &[Vec<Hash>], digits| {
            Json::List(lists.iter().map(|list| Json::Text(pack(list, digits))).collect())
        };
        let mut extent = self.print.area.to_vec();
        extent.extend(self.extent);
        extent.push(i32::from(self.print.is_operable));
        let mut members = vec![
            (
                "said".to_owned(),
                Json::List(
                    [&self.said.name, &self.said.text, &self.said.label, &self.said.hint]
                        .map(|said| text(said))
                        .to_vec(),
                ),
            ),
            ("single".to_owned(), Json::Text(pack(&self.print.single, 4))),
            (
                "rarity".to_owned(),
                Json::Text(pack(&self.print.rarity.map(|rarity| Hash::from(rarity) / RARITY_STEP), 1)),
            ),
            ("sets".to_owned(), list(&self.print.sets, 4)),
            ("samples".to_owned(), list(&self.samples, 3)),
            ("rivals".to_owned(), Json::Text(pack(&self.rivals.concat(), 2))),
            ("extent".to_owned(), numbers(&extent)),
            ("language".to_owned(), Json::Number(i64::from(self.language))),
        ];
        members.extend(self.before.map(|count| ("before".to_owned(), Json::Number(count as i64))));
        Json::Map(members)
    }

    /// Reads what [`Evidence::write`] wrote; what is missing or of another form stays empty.
    #[must_use]
    pub fn read(json: &Json) -> Evidence {
        let mut evidence = Evidence::default();
        let text = |json: Option<&Json>| json.and_then(Json::as_text).unwrap_or_default().to_owned();
        let items = |name: &str| match json.get(name) {
            Some(Json::List(items)) => items.as_slice(),
            _ => &[],
        };
        let said = items("said");
        evidence.said = Said {
            name: text(said.first()),
            text: text(said.get(1)),
            label: text(said.get(2)),
            hint: text(said.get(3)),
        };
        for (place, value) in evidence.print.single.iter_mut().zip(unpack(&text(json.get("single")), 4)) {
            *place = value;
        }
        for (place, value) in evidence.print.rarity.iter_mut().zip(unpack(&text(json.get("rarity")), 1)) {
            *place = (value * RARITY_STEP) as u8;
        }
        for (place, set) in evidence.print.sets.iter_mut().zip(items("sets")) {
            *place = unpack(&text(Some(set)), 4);
        }
        for (place, set) in evidence.samples.iter_mut().zip(items("samples")) {
            *place = unpack(&text(Some(set)), 3);
        }
        for rival in unpack(&text(json.get("rivals")), 2).chunks(SINGLE) {
            let mut values = [0; SINGLE];
            values.iter_mut().zip(rival).for_each(|(place, value)| *place = *value);
            evidence.rivals.push(values);
        }
        let mut numbers = items("extent").iter().map(|item| match item {
            Json::Number(number) => *number as i32,
            _ => 0,
        });
        evidence.print.area = [(); 4].map(|()| numbers.next().unwrap_or_default());
        evidence.extent = [(); 2].map(|()| numbers.next().unwrap_or_default());
        evidence.print.is_operable = numbers.next() == Some(1);
        if let Some(Json::Number(number)) = json.get("before") {
            evidence.before = usize::try_from(*number).ok();
        }
        if let Some(Json::Number(number)) = json.get("language") {
            evidence.language = *number as Hash;
        }
        evidence
    }
}

/// Numbers in base 64, so many digits each.
fn pack(values: &[Hash], digits: u32) -> String {
    let mut out = String::with_capacity(values.len() * digits as usize);
    for value in values {
        for digit in (0..digits).rev() {
            out.push(
                DIGITS.get((value >> (6 * digit) & 63) as usize).map_or('A', |digit| char::from(*digit)),
            );
        }
    }
    out
}

fn unpack(text: &str, digits: usize) -> Vec<Hash> {
    let value = |byte: &u8| DIGITS.iter().position(|digit| digit == byte).unwrap_or_default() as Hash;
    text.as_bytes()
        .chunks(digits)
        .map(|chunk| chunk.iter().fold(0, |sum, byte| sum << 6 | value(byte)))
        .collect()
}

const _: () = assert!(SET < 16 && TEXT == NAME + 1);
