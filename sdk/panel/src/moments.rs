//! Moments in words: "today by 14:30", by the user's own clocks.

use lotse_help::triage::Clock;
use lotse_model::seek::joined;

use crate::view::digits;
use crate::words::{self, Words};

const WEEKDAYS: [Words; 7] = [
    words::THURSDAY,
    words::FRIDAY,
    words::SATURDAY,
    words::SUNDAY,
    words::MONDAY,
    words::TUESDAY,
    words::WEDNESDAY,
];

/// A moment in words; `at_s` and `now_s` are seconds since 1970-01-01 UTC.
#[must_use]
pub fn moment(at_s: i64, now_s: i64, clock: &Clock, language: &str) -> String {
    let (local, today) = (clock.local_min(at_s), clock.local_min(now_s).div_euclid(1_440));
    let (day, minute) = (local.div_euclid(1_440), local.rem_euclid(1_440));
    let time = joined(&[&two(minute / 60), ":", &two(minute % 60)]);
    let weekday = WEEKDAYS.get(day.rem_euclid(7) as usize).map_or("", |name| name.pick(language));
    let name = match day - today {
        0 => words::TODAY.pick(language).to_owned(),
        1 => words::TOMORROW.pick(language).to_owned(),
        2..=6 => weekday.to_owned(),
        _ => joined(&[weekday, ", ", &date(day, language)]),
    };
    words::AT_TIME.fill(language, &name, &time)
}

fn two(number: i64) -> String {
    let text = digits(number);
    if number < 10 { joined(&["0", &text]) } else { text }
}

/// Day and month of a day counted from 1970-01-01. Algorithm: H. Hinnant, "chrono-compatible low-level date algorithms", 2013.
fn date(day: i64, language: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let shifted = day + 719_468;
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let part = (5 * of_year + 2) / 153;
    let number = of_year - (153 * part + 2) / 5 + 1;
    let month = if part < 10 { part + 3 } else { part - 9 };
    let name = MONTHS.get((month - 1) as usize).copied().unwrap_or_default();
    words::DATE.fill_three(language, &digits(number), &digits(month), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_as_people_say_them() {
        let clock = Clock::fixed(60);
        // 2026-11-26, a Thursday, 10:00 in Berlin.
        let now_s = 1_795_683_600;
        assert_eq!(moment(now_s + 3_600, now_s, &clock, "de"), "heute, 11:00 Uhr");
        assert_eq!(moment(now_s + 86_400, now_s, &clock, "en"), "tomorrow, 10:00");
        assert_eq!(moment(now_s + 4 * 86_400, now_s, &clock, "en"), "Monday, 10:00");
        assert_eq!(moment(now_s + 8 * 86_400, now_s, &clock, "de"), "Freitag, 4.12., 10:00 Uhr");
        assert_eq!(moment(now_s + 8 * 86_400, now_s, &clock, "en"), "Friday, 4 Dec, 10:00");
    }
}
