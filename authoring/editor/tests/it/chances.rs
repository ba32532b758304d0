//! What comes out of a probe, as a table.

use lotse_editor::chances::{outcome_count, row, with};
use lotse_model::json::{self, Json};

fn probe(text: &str) -> Json {
    json::parse(text).unwrap()
}

#[test]
fn a_row_is_its_own_or_that_of_all_others() {
    let yes_or_no = probe(r#"{"given":[{"cause":"off","permille":[900,100]}],"otherwise":[50,950]}"#);
    assert_eq!(row(&yes_or_no, "off"), [900, 100]);
    assert_eq!(row(&yes_or_no, "jam"), [50, 950]);
    assert_eq!(row(&probe("{}"), "jam"), [500, 500]);
    let three = probe(r#"{"outcomes":[{"id":"a"},{"id":"b"},{"id":"c"}]}"#);
    assert_eq!(outcome_count(&three), 3);
    assert_eq!(row(&three, "x"), [333, 333, 333]);
}

#[test]
fn a_changed_share_leaves_the_whole_whole() {
    let yes_or_no = probe(r#"{"given":[{"cause":"off","permille":[900,100]}],"otherwise":[50,950]}"#);
    assert_eq!(with(&yes_or_no, "off", 0, 700).write(), r#"[{"cause":"off","permille":[700,300]}]"#);
    assert_eq!(
        with(&yes_or_no, "jam", 1, 400).write(),
        r#"[{"cause":"off","permille":[900,100]},{"cause":"jam","permille":[600,400]}]"#
    );
    let three = probe(r#"{"outcomes":[{"id":"a"},{"id":"b"},{"id":"c"}],"otherwise":[200,300,500]}"#);
    for (outcome, permille) in [(0, 5_000), (1, -3), (2, 999), (0, 700)] {
        let given = with(&three, "x", outcome, permille);
        let Json::List(lines) = &given else { panic!("{given:?}") };
        let Some(Json::List(shares)) = lines[0].get("permille") else { panic!("{given:?}") };
        let sum: i64 =
            shares.iter().map(|share| if let Json::Number(share) = share { *share } else { 0 }).sum();
        assert_eq!(sum, 1_000, "{outcome} {permille} {given:?}");
    }
}
