//! The desk file to begin with: what is usual, so that only what differs has to be said.

use lotse_model::bundle::SCHEMA;
use lotse_model::json::Json;

use crate::pages::guide::scene::map;

/// Minutes for an answer and for a solution, from P1 to P5.
const PROMISES: [(&str, i64, Option<i64>); 5] =
    [("p1", 15, Some(240)), ("p2", 60, Some(480)), ("p3", 240, None), ("p4", 480, None), ("p5", 960, None)];

/// A desk that is open on workdays in this time zone.
pub fn begun(name: &str, language: &str, time_zone: &str) -> String {
    let text = |text: &str| Json::from(text);
    let promise = |(priority, respond, resolve): (&str, i64, Option<i64>)| {
        let own = [("priority", text(priority)), ("respond_min", Json::Number(respond))];
        map(own.into_iter().chain(resolve.map(|minutes| ("resolve_min", Json::Number(minutes)))))
    };
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"].map(Json::from).to_vec();
    let open = map([("days", Json::List(days)), ("from", text("08:00")), ("until", text("17:00"))]);
    let hours = map([("time_zone", text(time_zone)), ("open", Json::List(vec![open]))]);
    let desk = map([
        ("name", Json::Map(vec![(language.to_owned(), text(name))])),
        ("promises", Json::List(PROMISES.map(promise).to_vec())),
        ("hours", hours),
        ("channels", Json::List(vec![map([("by", text("form"))])])),
    ]);
    map([("schema", Json::Number(i64::from(SCHEMA))), ("desk", desk)]).write()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lotse_model::validate::{Settings, check_desk_source};

    #[test]
    fn what_is_begun_could_go_live() {
        let (desk, found) =
            check_desk_source(&begun("Service desk", "en", "Europe/Berlin"), &Settings::default());
        assert!(desk.is_some() && found.is_empty(), "{found:?}");
    }
}
