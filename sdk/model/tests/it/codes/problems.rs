//! L600 to L699: problems and desks.

use lotse_model::diagnostic::Code;
use lotse_model::validate::{check_desk_source, check_problem_source};

use super::{Case, edited, settings};

fn problem(code: Code, pointer: &str, value: &str) -> Case {
    problem_with(code, pointer, &[(pointer, value)])
}

fn problem_with(code: Code, pointer: &str, edits: &[(&str, &str)]) -> Case {
    let text = edited("problem", edits).write();
    Case { code, pointer: pointer.to_owned(), found: check_problem_source(&text, &settings(None)).1 }
}

fn desk(code: Code, pointer: &str, value: &str) -> Case {
    let text = edited("desk", &[(pointer, value)]).write();
    Case { code, pointer: pointer.to_owned(), found: check_desk_source(&text, &settings(None)).1 }
}

pub fn cases() -> Vec<Case> {
    let mut cases = problems();
    cases.extend(probes_and_fixes());
    cases.extend(trees());
    cases.extend(desks());
    cases
}

fn problems() -> Vec<Case> {
    let symptoms = format!("[{}{{\"en\": \"x\"}}]", r#"{"en": "x"},"#.repeat(20));
    vec![
        problem(Code::SCHEMA_TOO_NEW, "/schema", "7"),
        problem(Code::DUPLICATE_PART, "/problem/causes/1/id", "\"off\""),
        problem(Code::DUPLICATE_PART, "/problem/probes/1/id", "\"online\""),
        problem(Code::DUPLICATE_PART, "/problem/fixes/1/id", "\"switch-on\""),
        problem(Code::DUPLICATE_PART, "/problem/fixes/1/mends/1/cause", "\"jam\""),
        problem(Code::DUPLICATE_PART, "/problem/tree/3/id", "\"rest\""),
        problem(Code::DUPLICATE_PART, "/problem/triage/0/answers/1/id", "\"yes\""),
        problem(Code::TOO_MANY_PARTS, "/problem/symptoms", &symptoms),
        problem(Code::NO_CAUSES, "/problem/causes", "-"),
        problem(Code::CAUSES_OVER_WHOLE, "/problem/causes/0/permille", "601"),
        problem(Code::SHARE_OUT_OF_RANGE, "/problem/causes/0/permille", "0"),
        problem(Code::SHARE_OUT_OF_RANGE, "/problem/probes/10/unsure_permille", "1001"),
        problem(Code::SHARE_OUT_OF_RANGE, "/problem/fixes/1/mends/0/permille", "0"),
        problem_with(Code::CAUSE_WITHOUT_FIX, "/problem/causes/1", &[("/problem/fixes/1", "-")]),
        problem(Code::NO_SYMPTOMS, "/problem/symptoms", "-"),
        problem(Code::SIGN_TOO_WIDE, "/problem/signs/0/like/*", "\"*error*\""),
        problem(Code::BAD_STATUS, "/problem/signs/3/status/0", "200"),
        problem(Code::EMPTY_CHOICE, "/problem/signs/3/url", "[]"),
        problem(Code::BAD_HOST_NAME, "/problem/signs/2/name", "\"two words\""),
        problem(
            Code::TRIAGE_CHANGES_NOTHING,
            "/problem/triage/0/answers",
            r#"[{"id": "a", "label": {"en": "x"}}]"#,
        ),
        problem(Code::RECURRENCE_OUT_OF_RANGE, "/problem/recurs_days", "0"),
        problem(Code::COST_OUT_OF_RANGE, "/problem/person_s", "28801"),
        problem(Code::UNKNOWN_TEXT, "/problem/summary", "\"nothing\""),
    ]
}

fn probes_and_fixes() -> Vec<Case> {
    let one = r#"[{"id": "a", "label": {"en": "x"}}]"#;
    let two = r#"[{"id": "yes", "label": {"en": "x"}}, {"id": "no", "label": {"en": "y"}}]"#;
    vec![
        problem(Code::UNKNOWN_CAUSE, "/problem/probes/10/given/0/cause", "\"ghost\""),
        problem(Code::UNKNOWN_CAUSE, "/problem/fixes/0/mends/0/cause", "\"ghost\""),
        problem(Code::SHARES_OF_OTHER_LENGTH, "/problem/probes/10/otherwise", "[1000]"),
        problem(Code::SHARES_OF_OTHER_LENGTH, "/problem/probes/11/given/0/permille", "[1, 2, 997]"),
        problem(Code::SHARES_NOT_WHOLE, "/problem/probes/10/given/0/permille", "[50, 50]"),
        problem(Code::PROBE_TELLS_NOTHING, "/problem/probes/10/given/0/permille", "[900, 100]"),
        problem(Code::PROBE_TELLS_NOTHING, "/problem/probes/6/given", "[]"),
        problem(Code::BAD_OUTCOME_COUNT, "/problem/probes/12/outcomes", one),
        problem(Code::CHECK_WITH_OUTCOMES, "/problem/probes/6/outcomes", two),
        problem(Code::VISUAL_WITHOUT_PICTURES, "/problem/probes/11/outcomes/0/picture", "-"),
        problem(Code::COST_OUT_OF_RANGE, "/problem/probes/10/cost_s", "0"),
        problem(Code::COST_OUT_OF_RANGE, "/problem/fixes/0/cost_s", "30000"),
        problem(Code::FIX_MENDS_NOTHING, "/problem/fixes/0/mends", "[]"),
        problem(Code::FIX_SLOWER_THAN_PERSON, "/problem/fixes/0/cost_s", "2401"),
        problem(Code::BAD_HOST_NAME, "/problem/probes/7/by/check/name", "\"\""),
    ]
}

fn trees() -> Vec<Case> {
    vec![
        problem(Code::UNKNOWN_PROBE, "/problem/tree/0/probe", "\"ghost\""),
        problem(Code::UNKNOWN_FIX, "/problem/tree/1/fix", "\"ghost\""),
        problem(Code::UNKNOWN_OUTCOME, "/problem/tree/0/edges/0/outcome", "\"blue\""),
        problem(Code::UNKNOWN_NODE, "/problem/tree/0/edges/0/to", "\"ghost\""),
        problem(Code::UNKNOWN_NODE, "/problem/tree/0/otherwise", "\"ghost\""),
        problem(Code::UNKNOWN_NODE, "/problem/tree/1/not_solved", "\"ghost\""),
        problem(Code::TREE_LOOP, "/problem/tree/1/not_solved", "\"first\""),
        problem(Code::TREE_LOOP, "/problem/tree/1/not_solved", "\"clear\""),
        problem_with(Code::NODE_UNREACHED, "/problem/tree/3", &[("/problem/tree/1/not_solved", "\"rest\"")]),
    ]
}

fn desks() -> Vec<Case> {
    vec![
        desk(Code::BAD_CLOCK_TIME, "/desk/hours/open/0/from", "\"8:00\""),
        desk(Code::BAD_CLOCK_TIME, "/desk/hours/open/0/until", "\"24:01\""),
        desk(Code::BAD_CLOCK_TIME, "/desk/hours/open/0/until", "\"17:60\""),
        desk(Code::OPENING_REVERSED, "/desk/hours/open/0/until", "\"08:00\""),
        desk(Code::BAD_TIME_ZONE, "/desk/hours/time_zone", "\"Berlin\""),
        desk(Code::NEVER_OPEN, "/desk/hours/open", "-"),
        desk(Code::BAD_DATE, "/desk/hours/closed/0", "\"2026-02-30\""),
        desk(Code::EMPTY_CHOICE, "/desk/hours/open/0/days", "[]"),
        desk(Code::DUPLICATE_PROMISE, "/desk/promises/1/priority", "\"p1\""),
        desk(Code::PROMISE_MISSING, "/desk/promises/4", "-"),
        desk(Code::PROMISE_OUT_OF_RANGE, "/desk/promises/0/resolve_min", "10"),
        desk(Code::PROMISE_OUT_OF_RANGE, "/desk/promises/4/respond_min", "0"),
        desk(Code::MATRIX_REVERSED, "/desk/matrix/low/low", "\"p2\""),
        desk(Code::MATRIX_REVERSED, "/desk/matrix/medium/high", "\"p4\""),
        desk(Code::NO_CHANNEL, "/desk/channels", r#"[{"by": "form", "priorities": ["p1"]}]"#),
        desk(Code::BAD_CHANNEL_ADDRESS, "/desk/channels/0/address", "\"call us\""),
        desk(Code::BAD_CHANNEL_ADDRESS, "/desk/channels/1/address", "\"x\""),
        desk(Code::BAD_CHANNEL_ADDRESS, "/desk/channels/2/address", "\"desk\""),
        desk(Code::BAD_CHANNEL_ADDRESS, "/desk/channels/3/address", "\"javascript:alert(1)\""),
        desk(Code::NOTICE_OF_NOTHING, "/desk/notices/0/problems", "[]"),
        desk(Code::NOTICE_REVERSED, "/desk/notices/0/until_s", "1795680000"),
        desk(Code::SYNONYM_ALONE, "/desk/synonyms/0/words", "[\"Drucker\"]"),
        desk(Code::EMPTY_SYNONYM, "/desk/synonyms/0/words/1", "\"...\""),
        desk(Code::BAD_LANGUAGE_TAG, "/desk/synonyms/1/language", "\"German!\""),
    ]
}
