//! What the desk promises, as moments, and how to reach it.

use lotse_model::desk::{Channel, Desk, Priority};
use lotse_model::gather::Gather as _;

use super::hours::{Clock, Openings};
use super::is_phone;

/// What is promised for a case. Moments are seconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// Whether somebody is there now.
    pub is_open: bool,
    /// When somebody will be there, when nobody is now; nothing when that is not within a year.
    pub opens_s: Option<i64>,
    /// Somebody answers until then.
    pub answer_s: Option<i64>,
    /// It is solved by then.
    pub solved_s: Option<i64>,
}

/// What is promised for a priority, beginning now. `clock` is that of [`lotse_model::desk::Hours::time_zone`].
#[must_use]
pub fn promised(desk: &Desk, priority: Priority, clock: &Clock, now_s: i64) -> Promised {
    let openings = Openings::new(&desk.hours);
    let promise = desk.promises.iter().find(|promise| promise.priority == priority);
    let is_always = promise.is_some_and(|promise| promise.is_round_the_clock);
    let counted = if is_always { Openings::always() } else { openings.clone() };
    let by = |minutes: u32| counted.after(clock, now_s, minutes);
    let is_open = is_always || openings.is_open(clock, now_s);
    Promised {
        is_open,
        opens_s: if is_open { None } else { openings.after(clock, now_s, 0) },
        answer_s: promise.and_then(|promise| by(promise.respond_min)),
        solved_s: promise.and_then(|promise| promise.resolve_min).and_then(by),
    }
}

/// How to reach the desk for a priority, by place in its list: who answers now comes first, and where it hurries (P1, P2) the
/// telephone before that. `clocks` gives the clock of a time zone.
#[must_use]
pub fn channels(
    desk: &Desk,
    priority: Priority,
    clocks: &dyn Fn(&str) -> Clock,
    now_s: i64,
) -> Vec<(usize, bool)> {
    let hurries = priority.number() <= 2;
    let is_open = |channel: &Channel| {
        let hours = channel.hours.as_ref().unwrap_or(&desk.hours);
        Openings::new(hours).is_open(&clocks(&hours.time_zone), now_s)
    };
    let fits = |channel: &Channel| channel.priorities.is_empty() || channel.priorities.contains(&priority);
    let mut list: Vec<(usize, bool, u8)> = desk
        .channels
        .iter()
        .enumerate()
        .filter(|(_, channel)| fits(channel))
        .map(|(index, channel)| {
            let is_open = is_open(channel);
            let rank = u8::from(!is_open) * 2 + u8::from(hurries && !is_phone(channel.by));
            (index, is_open, rank)
        })
        .gather();
    lotse_model::order::sort_short_by(&mut list, |one, other| one.2 < other.2);
    list.into_iter().map(|(index, is_open, _)| (index, is_open)).gather()
}
