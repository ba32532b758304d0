//! Upgrades of what people have saved: JSON to JSON, one step per schema version.
//!
//! Only files that people keep (guides, drafts) are upgraded. Bundles are compiled anew for every schema in use.

use crate::bundle::SCHEMA;
use crate::diagnostic::{Code, Problem};
use crate::json::Json;

/// One step: takes a document of version `from` to version `from + 1`. The member `schema` is set by the machinery.
#[derive(Clone, Copy, Debug)]
pub struct Upgrade {
    /// The version that it reads.
    pub from: u32,
    /// What it does. It sees documents that nobody has checked yet and has to leave alone what it does not understand.
    pub apply: fn(Json) -> Json,
}

/// Every step since the first version that was ever released. None yet: [`SCHEMA`] is 0 until the first release.
const UPGRADES: &[Upgrade] = &[];

/// A document in the present version, and the version that it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Upgraded {
    /// The document.
    pub json: Json,
    /// The version before; `None` when it was the present one.
    pub from: Option<u32>,
}

/// Brings a document to the present version.
///
/// # Errors
/// When it says no version, a newer one than this, or one from which no step leads here.
pub fn upgrade(json: Json) -> Result<Upgraded, Problem> {
    upgrade_by(UPGRADES, SCHEMA, json)
}

/// Brings a document to the version `present` by the given steps.
///
/// # Errors
/// As [`upgrade`].
pub fn upgrade_by(steps: &[Upgrade], present: u32, mut json: Json) -> Result<Upgraded, Problem> {
    let problem = |code, pointer: &str, detail: String| Problem { code, pointer: pointer.to_owned(), detail };
    if !matches!(json, Json::Map(_)) {
        return Err(problem(Code::WRONG_TYPE, "", "object".to_owned()));
    }
    let written = match json.get("schema") {
        None => return Err(problem(Code::MISSING_MEMBER, "", "schema".to_owned())),
        Some(Json::Number(version)) => u32::try_from(*version).ok(),
        Some(Json::Fraction(_)) => None,
        Some(_) => return Err(problem(Code::WRONG_TYPE, "/schema", "integer".to_owned())),
    };
    let Some(written) = written else {
        return Err(problem(Code::NUMBER_OUT_OF_RANGE, "/schema", String::new()));
    };
    if written > present {
        return Err(problem(Code::SCHEMA_TOO_NEW, "/schema", written.to_string()));
    }
    for version in written..present {
        let Some(step) = steps.iter().find(|step| step.from == version) else {
            return Err(problem(Code::SCHEMA_TOO_OLD, "/schema", written.to_string()));
        };
        json = (step.apply)(json);
        if let Json::Map(members) = &mut json {
            members.iter_mut().filter(|(name, _)| name == "schema").for_each(|(_, value)| {
                *value = Json::Number(i64::from(version) + 1);
            });
        }
    }
    Ok(Upgraded { json, from: (written < present).then_some(written) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    /// In the made-up versions 3 to 5, `heading` became `title`, then `title` became an object.
    const STEPS: &[Upgrade] = &[
        Upgrade { from: 3, apply: |json| renamed(json, "heading", "title") },
        Upgrade { from: 4, apply: by_language },
    ];

    fn renamed(json: Json, old: &str, new: &str) -> Json {
        let Json::Map(members) = json else { return json };
        let rename = |name: String| if name == old { new.to_owned() } else { name };
        Json::Map(members.into_iter().map(|(name, value)| (rename(name), value)).collect())
    }

    fn by_language(json: Json) -> Json {
        let Json::Map(members) = json else { return json };
        let split = |(name, value): (String, Json)| match value {
            Json::Text(_) if name == "title" => (name, Json::Map(vec![("de".to_owned(), value)])),
            other => (name, other),
        };
        Json::Map(members.into_iter().map(split).collect())
    }

    fn upgraded(text: &str, steps: &[Upgrade]) -> Result<(String, Option<u32>), Code> {
        upgrade_by(steps, 5, parse(text).unwrap())
            .map(|done| (done.json.write(), done.from))
            .map_err(|problem| problem.code)
    }

    #[test]
    fn steps_run_in_order_from_the_version_of_the_file() {
        let now = r#"{"schema":5,"title":{"de":"x"},"rest":[1]}"#.to_owned();
        assert_eq!(upgraded(r#"{"schema":3,"heading":"x","rest":[1]}"#, STEPS), Ok((now.clone(), Some(3))));
        assert_eq!(upgraded(r#"{"schema":4,"title":"x","rest":[1]}"#, STEPS), Ok((now.clone(), Some(4))));
        assert_eq!(upgraded(&now, STEPS), Ok((now.clone(), None)));
    }

    #[test]
    fn what_cannot_be_upgraded_says_why() {
        for (text, code) in [
            (r#"{"schema":6}"#, Code::SCHEMA_TOO_NEW),
            (r#"{"schema":2}"#, Code::SCHEMA_TOO_OLD),
            (r#"{"schema":-1}"#, Code::NUMBER_OUT_OF_RANGE),
            (r#"{"schema":"3"}"#, Code::WRONG_TYPE),
            (r#"{"guide":{}}"#, Code::MISSING_MEMBER),
            ("[]", Code::WRONG_TYPE),
        ] {
            assert_eq!(upgraded(text, STEPS), Err(code), "{text}");
        }
        assert_eq!(
            upgraded(r#"{"schema":3}"#, &STEPS[1..]),
            Err(Code::SCHEMA_TOO_OLD),
            "a hole in the chain"
        );
        assert_eq!(upgrade(parse(r#"{"schema":1}"#).unwrap()).unwrap_err().code, Code::SCHEMA_TOO_NEW);
    }

    #[test]
    fn the_chain_of_steps_is_whole() {
        let versions: Vec<u32> = UPGRADES.iter().map(|step| step.from).collect();
        let first = versions.first().copied().unwrap_or(SCHEMA);
        assert_eq!(versions, (first..SCHEMA).collect::<Vec<u32>>());
    }
}
