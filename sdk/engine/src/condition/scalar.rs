//! Attributes of the user: plain values that the host app has given.

use lotse_model::condition::ValueTest;
use lotse_model::json::{Json, write_integer};
use lotse_model::record::Verdict;

use super::known;

/// Whether a value passes a test. Of a list, one passing item is enough; objects are not values.
pub(crate) fn passes(test: &ValueTest, value: &Json) -> Verdict {
    match value {
        Json::Null => known(test.evaluate(None)),
        Json::Bool(value) => known(test.evaluate(Some(if *value { "true" } else { "false" }))),
        Json::Number(number) => {
            let mut text = String::new();
            write_integer(*number, &mut text);
            known(test.evaluate(Some(&text)))
        }
        Json::Fraction(number) => {
            decimal(*number).map_or(Verdict::Unknown, |text| known(test.evaluate(Some(&text))))
        }
        Json::Text(text) => known(test.evaluate(Some(text))),
        Json::List(items) => match test {
            ValueTest::Absent {} => known(items.is_empty()),
            _ => known(items.iter().any(|item| passes(test, item) == Verdict::True)),
        },
        Json::Map(_) => Verdict::Unknown,
    }
}

/// A number with up to six decimals, as text. Absent on purpose: the standard library's number formatting, which weighs
/// more than everything else here.
fn decimal(number: f64) -> Option<String> {
    const MILLIONTHS: f64 = 1_000_000.0;
    let scaled = number * MILLIONTHS;
    // Beyond this the sixth decimal is rubbish (and rubbish includes what is no number at all).
    if !(-9.0e15..=9.0e15).contains(&scaled) {
        return None;
    }
    let millionths = (scaled + if scaled < 0.0 { -0.5 } else { 0.5 }) as i64;
    let mut text = String::new();
    if millionths < 0 {
        text.push('-');
    }
    let whole = millionths.unsigned_abs();
    write_integer((whole / 1_000_000) as i64, &mut text);
    let mut digits = String::new();
    // A leading 1 keeps the zeros.
    write_integer((1_000_000 + whole % 1_000_000) as i64, &mut digits);
    let decimals = digits.get(1..).unwrap_or_default().trim_end_matches('0');
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (number, text) in
            [(1.5, "1.5"), (-0.25, "-0.25"), (0.1, "0.1"), (2.000001, "2.000001"), (1_234.0, "1234")]
        {
            assert_eq!(decimal(number).as_deref(), Some(text));
        }
        assert_eq!((decimal(f64::NAN), decimal(1.0e300)), (None, None));
    }

    #[test]
    fn lists_pass_with_one_item() {
        let roles = Json::List(vec![Json::from("Buyer"), Json::from("admin")]);
        let is = |text: &str| ValueTest::Is { any: vec![text.to_owned()] };
        assert_eq!(passes(&is("ADMIN"), &roles), Verdict::True);
        assert_eq!(passes(&is("guest"), &roles), Verdict::False);
        assert_eq!(passes(&ValueTest::Absent {}, &roles), Verdict::False);
        assert_eq!(passes(&ValueTest::Absent {}, &Json::List(Vec::new())), Verdict::True);
        assert_eq!(passes(&ValueTest::Present {}, &Json::Map(Vec::new())), Verdict::Unknown);
        assert_eq!(passes(&is("true"), &Json::Bool(true)), Verdict::True);
        assert_eq!(passes(&ValueTest::Present {}, &Json::Null), Verdict::False);
    }
}
