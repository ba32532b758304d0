//! Our parser says what `serde_json` says: the same documents are JSON, and they hold the same values.

use lotse_model::json::{Json, JsonFault, MAX_JSON_DEPTH, parse};
use proptest::prelude::*;
use serde_json::Value;

fn agrees(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(one), Value::Bool(other)) => one == other,
        (Json::Text(one), Value::String(other)) => one == other,
        (Json::Number(one), Value::Number(other)) => {
            other.as_i64() == Some(*one) || other.as_f64().is_some_and(|other| is_near(*one as f64, other))
        }
        (Json::Fraction(one), Value::Number(other)) => {
            other.as_f64().is_some_and(|other| is_near(*one, other))
        }
        (Json::List(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| agrees(one, other))
        }
        (Json::Map(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| agrees(one, other)))
        }
        _ => false,
    }
}

/// To 15 digits; what is smaller than any normal number counts as nothing.
fn is_near(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() <= other.abs().max(f64::MIN_POSITIVE) * 1e-14
}

fn compare(text: &str) -> Result<(), TestCaseError> {
    match (parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert!(agrees(&ours, &theirs), "{text}: {ours:?} or {theirs:?}"),
        (Err(error), Ok(_)) => prop_assert_ne!(error.fault, JsonFault::Syntax, "{} is JSON", text),
        (Ok(ours), Err(theirs)) => prop_assert!(false, "{text} is not JSON: {ours:?}, {theirs}"),
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

/// Documents and near misses: tokens of JSON in any order.
fn near_json() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just(",".to_owned()),
        Just(":".to_owned()),
        Just("\"a\"".to_owned()),
        Just("null".to_owned()),
        Just("tru".to_owned()),
        Just("-".to_owned()),
        Just("0".to_owned()),
        Just(" ".to_owned()),
        Just("\u{0}".to_owned()),
        "-?[0-9]{1,25}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{0,4})?",
        "\"(\\\\[\"\\\\/bfnrtux]|\\\\u[0-9a-fA-F]{3,4}|[ -~äß€😀])*\"",
    ];
    proptest::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

fn whole_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn near_misses(text in near_json()) {
        compare(&text)?;
    }

    #[test]
    fn anything_at_all(text in any::<String>()) {
        compare(&text)?;
    }

    #[test]
    fn documents(value in whole_json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        compare(&text.unwrap())?;
    }

    #[test]
    fn documents_cut_short(value in whole_json(), share in 0.0..1.0) {
        let text = value.to_string();
        let mut end = (text.len() as f64 * share) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        compare(&text[..end])?;
    }
}

#[test]
fn numbers_at_the_edges() {
    for text in [
        "0",
        "-0",
        "-0.0",
        "1.0",
        "1e2",
        "1E+2",
        "1e-2",
        "12.5e1",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "123456789012345678901234567890",
        "1e308",
        "1.7976931348623157e308",
        "4.9e-324",
        "1e-400",
        "0e999999999999",
        "0.1",
        "100000000000000000000e-20",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "--1",
        "0x10",
        "1e309",
    ] {
        compare(text).unwrap();
    }
    assert_eq!(parse("1e2"), Ok(Json::Number(100)));
    assert_eq!(parse("2.50"), Ok(Json::Fraction(2.5)));
}

#[test]
fn places_of_faults() {
    for (text, line, column) in
        [("{\n  \"a\": }", 2, 8), ("", 1, 1), ("[1,\n2", 2, 2), ("{} x", 1, 4), ("[\"a\nb\"]", 1, 4)]
    {
        let error = parse(text).unwrap_err();
        assert_eq!((error.fault, error.line, error.column), (JsonFault::Syntax, line, column), "{text}");
    }
    let deep = "[".repeat(MAX_JSON_DEPTH + 1);
    assert_eq!(parse(&deep).unwrap_err().fault, JsonFault::TooDeep);
}
