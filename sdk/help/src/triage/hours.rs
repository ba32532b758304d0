//! When a desk is open, and how its minutes run: by the desk's own clocks, which the shell hands in.
//!
//! No time zone data is here: the shell asks the browser how far the desk's clocks are from UTC now and when that changes
//! next (`Intl.DateTimeFormat` knows), and hands in both. Days are counted from 1970-01-01, which was a Thursday.

use lotse_model::desk::{Day, Hours};
use lotse_model::gather::Gather as _;

/// Minutes of a day.
const DAY_MIN: i64 = 1_440;
/// How far ahead minutes are counted: beyond a year nothing is promised.
const MAX_DAYS: i64 = 400;

/// How far a desk's clocks are from UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minutes ahead of UTC at first.
    pub offset_min: i64,
    /// Every change after that, in the order of time.
    pub shifts: Vec<Shift>,
}

/// A change of clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// When, in seconds since 1970-01-01 UTC.
    pub at_s: i64,
    /// Minutes ahead of UTC from then on.
    pub offset_min: i64,
}

impl Clock {
    /// A clock that never changes.
    #[must_use]
    pub fn fixed(offset_min: i64) -> Self {
        Clock { offset_min, shifts: Vec::new() }
    }

    /// Minutes since 1970-01-01 that the desk's clocks show at a moment, times in whole minutes.
    #[must_use]
    pub fn local_min(&self, at_s: i64) -> i64 {
        at_s.div_euclid(60) + self.offset_at(at_s)
    }

    fn offset_at(&self, at_s: i64) -> i64 {
        self.shifts
            .iter()
            .rev()
            .find(|shift| shift.at_s <= at_s)
            .map_or(self.offset_min, |shift| shift.offset_min)
    }

    /// The moment at which the clocks show so many minutes. An hour that is left out counts as the moment of the change; of an
    /// hour that comes twice the first is meant.
    #[must_use]
    pub fn moment_s(&self, local_min: i64) -> i64 {
        let mut offset = self.offset_min;
        for shift in &self.shifts {
            let shown_before = shift.at_s.div_euclid(60) + offset;
            if local_min < shown_before {
                break;
            }
            let shown_after = shift.at_s.div_euclid(60) + shift.offset_min;
            if local_min < shown_after {
                return shift.at_s;
            }
            offset = shift.offset_min;
        }
        (local_min - offset) * 60
    }
}

/// The openings of a desk, ready to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Openings {
    /// By day of the week from Monday: from and until, in minutes of the day, sorted, without overlaps.
    week: [Vec<(i64, i64)>; 7],
    /// Days since 1970 on which it stays closed, sorted.
    closed: Vec<i64>,
}

impl Openings {
    /// The openings of hours as written. What cannot be read is left out; validation has reported it.
    #[must_use]
    pub fn new(hours: &Hours) -> Self {
        let mut week: [Vec<(i64, i64)>; 7] = Default::default();
        for opening in &hours.open {
            let (Some(from), Some(until)) = (minute_of_day(&opening.from), minute_of_day(&opening.until))
            else {
                continue;
            };
            for day in &opening.days {
                if let Some(list) = week.get_mut(place(*day)).filter(|_| from < until) {
                    list.push((from, until));
                }
            }
        }
        for day in &mut week {
            lotse_model::order::sort_short_by(day, |one, other| one.0 < other.0);
            let mut merged: Vec<(i64, i64)> = Vec::new();
            for (from, until) in day.drain(..) {
                match merged.last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(until),
                    _ => merged.push((from, until)),
                }
            }
            *day = merged;
        }
        let mut closed: Vec<i64> = hours.closed.iter().filter_map(|day| day_number(day)).gather();
        lotse_model::order::sort(&mut closed);
        Openings { week, closed }
    }

    /// Open day and night.
    #[must_use]
    pub fn always() -> Self {
        Openings { week: std::array::from_fn(|_| vec![(0, DAY_MIN)]), closed: Vec::new() }
    }

    /// Whether it is open at a moment.
    #[must_use]
    pub fn is_open(&self, clock: &Clock, at_s: i64) -> bool {
        let local = clock.local_min(at_s);
        let minute = local.rem_euclid(DAY_MIN);
        self.of_day(local.div_euclid(DAY_MIN)).iter().any(|(from, until)| (*from..*until).contains(&minute))
    }

    /// The moment at which so many minutes of opening have passed since a moment; at once or at the next opening for 0.
    /// Nothing when that is more than a year away. Both in seconds since 1970.
    #[must_use]
    pub fn after(&self, clock: &Clock, since_s: i64, minutes: u32) -> Option<i64> {
        let start = clock.local_min(since_s);
        let mut left = i64::from(minutes);
        for day in start.div_euclid(DAY_MIN)..=start.div_euclid(DAY_MIN) + MAX_DAYS {
            for (from, until) in self.of_day(day) {
                // Counted in moments, not by the clock's face: an hour that is left out or comes twice counts as it is.
                let from_s = clock.moment_s(day * DAY_MIN + from).max(since_s);
                let until_s = clock.moment_s(day * DAY_MIN + until);
                let length = (until_s - from_s).div_euclid(60);
                if from_s < until_s && left <= length {
                    return Some(from_s + left * 60);
                }
                left -= length.max(0);
            }
        }
        None
    }

    fn of_day(&self, day: i64) -> &[(i64, i64)] {
        if self.closed.binary_search(&day).is_ok() {
            return &[];
        }
        // 1970-01-01 was a Thursday, the fourth day from Monday.
        self.week.get((day + 3).rem_euclid(7) as usize).map_or(&[], Vec::as_slice)
    }
}

fn place(day: Day) -> usize {
    match day {
        Day::Monday => 0,
        Day::Tuesday => 1,
        Day::Wednesday => 2,
        Day::Thursday => 3,
        Day::Friday => 4,
        Day::Saturday => 5,
        Day::Sunday => 6,
    }
}

/// Minutes since midnight of `HH:MM`, up to `24:00`.
fn minute_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| (text.len() == 2).then(|| text.parse::<u8>().ok()).flatten().map(i64::from);
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= DAY_MIN).then_some(hours * 60 + minutes)
}

/// Days since 1970-01-01 of `YYYY-MM-DD`: H. Hinnant, "chrono-compatible low-level date algorithms", 2013.
fn day_number(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1970..=9_999).contains(&year) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}
