//! L001 to L099.

use lotse_model::diagnostic::{Code, Diagnostic};
use lotse_model::json::parse;
use lotse_model::upgrade::{Upgrade, upgrade_by};

use super::{Case, bytes, guide, guide_with};

pub fn cases() -> Vec<Case> {
    let deep = ["{\"schema\":0,\"guide\":", &"[".repeat(200), &"]".repeat(200), "}"].concat();
    let many = format!("[{}]", "7,".repeat(600) + "7");
    let mut cases = vec![
        bytes(Code::NOT_JSON, b"{\"schema\": 0,"),
        bytes(Code::JSON_TOO_DEEP, deep.as_bytes()),
        bytes(Code::DUPLICATE_MEMBER, b"{\"schema\": 0, \"schema\": 0}"),
        bytes(Code::NOT_UTF8, b"{\"schema\": \"\xFF\"}"),
        bytes(Code::SOURCE_TOO_LARGE, &vec![b' '; lotse_model::validate::MAX_SOURCE_BYTES + 1]),
        guide(Code::MISSING_MEMBER, "/guide/id", "-"),
        guide(Code::MISSING_MEMBER, "/guide/steps/0/kind", "-"),
        guide(Code::WRONG_TYPE, "/guide/steps/0/alternatives", "7"),
        guide(Code::NUMBER_OUT_OF_RANGE, "/guide/resume_hours", "-1"),
        guide(Code::NUMBER_OUT_OF_RANGE, "/guide/resume_hours", "1.5"),
        guide(Code::UNKNOWN_KIND, "/guide/steps/0/kind", "\"tell\""),
        guide(Code::UNKNOWN_WORD, "/guide/progress", "\"percent\""),
        guide(Code::UNKNOWN_MEMBER_REFUSED, "/guide/steps/0/actions/0/colour", "\"red\""),
        guide(Code::UNKNOWN_MEMBER_IGNORED, "/guide/colour", "\"red\""),
        guide(Code::BAD_ID, "/guide/steps/0/id", "\"open settings\""),
        guide(Code::BAD_TEXT, "/guide/title", "[]"),
        guide(Code::UNSUPPORTED_CONDITION, "/guide/audience/of/3", "{\"kind\": \"moon\", \"is\": \"full\"}"),
        guide(Code::UNSUPPORTED_EVIDENCE, "/guide/steps/0/target/evidence/0", "{\"kind\": \"smell\"}"),
        guide(Code::SCHEMA_TOO_NEW, "/schema", "99"),
        guide_with(Code::TOO_MANY_PROBLEMS, "", &[("/guide/pages", &many)]),
    ];
    cases.extend(upgrades());
    cases
}

/// The machinery for versions that do not exist yet, over made-up ones.
fn upgrades() -> Vec<Case> {
    let step = [Upgrade { from: 1, apply: |json| json }];
    let old = upgrade_by(&step, 2, parse("{\"schema\":0}").unwrap()).unwrap_err();
    let done = upgrade_by(&step, 2, parse("{\"schema\":1}").unwrap()).unwrap();
    let detail = done.from.expect("upgraded").to_string();
    let upgraded = lotse_model::diagnostic::Problem { code: Code::UPGRADED, pointer: String::new(), detail };
    [old, upgraded]
        .into_iter()
        .map(|problem| {
            let (code, pointer) = (problem.code, problem.pointer.clone());
            Case { code, pointer, found: vec![Diagnostic::of(problem, "en")] }
        })
        .collect()
}
