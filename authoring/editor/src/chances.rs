//! What comes out of a probe, by cause: edited as a table, kept as few lines as possible.
//!
//! Shares are out of 1,000. A row adds up to 1,000: with two outcomes the other one gets the rest, with more the last one does.

use lotse_model::json::Json;
use lotse_model::problem::WHOLE;

/// How many outcomes a probe has; `yes` and `no` when it lists none.
#[must_use]
pub fn outcome_count(probe: &Json) -> usize {
    match probe.get("outcomes") {
        Some(Json::List(outcomes)) if !outcomes.is_empty() => outcomes.len(),
        _ => 2,
    }
}

/// The ids of a probe's outcomes; `yes` and `no` when it lists none.
#[must_use]
pub fn outcome_ids(probe: &Json) -> Vec<String> {
    match probe.get("outcomes") {
        Some(Json::List(outcomes)) if !outcomes.is_empty() => {
            let id =
                |outcome: &Json| outcome.get("id").and_then(Json::as_text).unwrap_or_default().to_owned();
            outcomes.iter().map(id).collect()
        }
        _ => vec!["yes".to_owned(), "no".to_owned()],
    }
}

/// Lists of shares once there is one outcome more: nobody has it yet.
#[must_use]
pub fn with_one_more(list: &Json) -> Json {
    changed(list, |shares| shares.push(Json::Number(0)))
}

/// Lists of shares once an outcome is gone: what it had goes to the first that is left.
#[must_use]
pub fn without(list: &Json, outcome: usize) -> Json {
    changed(list, |shares| {
        let gone = if outcome < shares.len() { shares.remove(outcome) } else { Json::Number(0) };
        if let (Some(Json::Number(first)), Json::Number(gone)) = (shares.first_mut(), gone) {
            *first += gone;
        }
    })
}

/// `given`, whose lines hold shares, or `otherwise`, which is a list of shares itself.
fn changed(list: &Json, change: impl Fn(&mut Vec<Json>)) -> Json {
    let mut list = list.clone();
    if let Json::List(items) = &mut list {
        if items.iter().all(|item| matches!(item, Json::Number(_))) {
            if !items.is_empty() {
                change(items);
            }
            return list;
        }
        for item in items {
            let Json::Map(members) = item else { continue };
            for (_, value) in members.iter_mut().filter(|(name, _)| name == "permille") {
                if let Json::List(shares) = value {
                    change(shares);
                }
            }
        }
    }
    list
}

fn shares(list: Option<&Json>) -> Option<Vec<i64>> {
    let Some(Json::List(list)) = list else { return None };
    let share = |share: &Json| match share {
        Json::Number(share) => *share,
        _ => 0,
    };
    (!list.is_empty()).then(|| list.iter().map(share).collect())
}

/// What comes out for a cause: its own line, else what holds for all others, else equal shares.
#[must_use]
pub fn row(probe: &Json, cause: &str) -> Vec<i64> {
    let count = outcome_count(probe);
    let own = match probe.get("given") {
        Some(Json::List(given)) => {
            given.iter().find(|one| one.get("cause").and_then(Json::as_text) == Some(cause))
        }
        _ => None,
    };
    let own = own.and_then(|own| shares(own.get("permille")));
    let found = own.or_else(|| shares(probe.get("otherwise"))).unwrap_or_else(|| {
        let count = i64::try_from(count).unwrap_or(2);
        vec![i64::from(WHOLE) / count; usize::try_from(count).unwrap_or(2)]
    });
    found.into_iter().chain(core::iter::repeat(0)).take(count).collect()
}

/// The lines of a probe once the share of one outcome, for one cause, is another one.
#[must_use]
pub fn with(probe: &Json, cause: &str, outcome: usize, permille: i64) -> Json {
    let whole = i64::from(WHOLE);
    let mut row = row(probe, cause);
    let last = row.len().saturating_sub(1);
    // The rest goes to the last one, or to the first when the last is set.
    let takes_rest = if outcome == last { 0 } else { last };
    let others: i64 = row
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != outcome && *at != takes_rest)
        .map(|(_, share)| share)
        .sum();
    let set = permille.clamp(0, (whole - others).max(0));
    for (at, share) in row.iter_mut().enumerate() {
        if at == outcome {
            *share = set;
        } else if at == takes_rest {
            *share = (whole - others - set).max(0);
        }
    }
    let line = Json::Map(vec![
        ("cause".to_owned(), Json::from(cause)),
        ("permille".to_owned(), Json::List(row.into_iter().map(Json::Number).collect())),
    ]);
    let mut given = match probe.get("given") {
        Some(Json::List(given)) => given.clone(),
        _ => Vec::new(),
    };
    match given.iter_mut().find(|one| one.get("cause").and_then(Json::as_text) == Some(cause)) {
        Some(there) => *there = line,
        None => given.push(line),
    }
    Json::List(given)
}
