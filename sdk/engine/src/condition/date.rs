//! The calendar day on the user's device.

use lotse_model::json::write_integer;

use crate::event::Now;

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// The user's local day as `YYYY-MM-DD`, which compares as text.
pub(crate) fn local_day(now: Now) -> String {
    let local_ms = now.wall_ms.saturating_add(i64::from(now.utc_offset_min) * MINUTE_MS);
    let (year, month, day) = civil(local_ms.div_euclid(DAY_MS));
    let mut text = String::new();
    for (number, width) in [(year, 4), (month, 2), (day, 2)] {
        if !text.is_empty() {
            text.push('-');
        }
        let mut digits = String::new();
        write_integer(number, &mut digits);
        (digits.len()..width).for_each(|_| text.push('0'));
        text.push_str(&digits);
    }
    text
}

/// Year, month and day of a day counted from 1970-01-01. Source: Howard Hinnant, "chrono-compatible low-level date
/// algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        let day = |wall_ms, utc_offset_min| local_day(Now { monotonic_ms: 0, wall_ms, utc_offset_min });
        assert_eq!(day(0, 0), "1970-01-01");
        assert_eq!(day(-1, 0), "1969-12-31");
        assert_eq!(day(951_782_400_000, 0), "2000-02-29");
        assert_eq!(day(1_709_164_800_000 + DAY_MS, 0), "2024-03-01");
        assert_eq!(day(1_735_689_599_000, 0), "2024-12-31");
        assert_eq!(day(1_735_689_599_000, 60), "2025-01-01", "it is later in Berlin");
        assert_eq!(day(1_735_689_600_000, -300), "2024-12-31", "and earlier in New York");
    }
}
