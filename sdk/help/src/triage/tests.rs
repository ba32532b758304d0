//! Triage, and promised times held against jiff counting minute by minute in real time zones.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use lotse_model::desk::{Desk, Priority};
use lotse_model::problem::{Level, Problem};
use proptest::prelude::*;

use super::{Clock, Openings, Promised, Shift, Triage, Way, Why, channels, notice, promised, triage};

/// Thursday 2026-11-26, 09:00 UTC.
const NOW_S: i64 = 1_795_683_600;

fn read<T: lotse_model::wire::Wire>(json: &str) -> T {
    lotse_model::wire::read(json).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn desk() -> Desk {
    read(
        r#"{
          "name": {"en": "Service desk"},
          "promises": [
            {"priority": "p1", "respond_min": 15, "resolve_min": 240, "is_round_the_clock": true},
            {"priority": "p4", "respond_min": 240, "resolve_min": 1440}
          ],
          "hours": {
            "time_zone": "Europe/Berlin",
            "open": [
              {"days": ["monday", "tuesday", "wednesday", "thursday"], "from": "08:00", "until": "17:00"},
              {"days": ["friday"], "from": "08:00", "until": "14:00"}
            ],
            "closed": ["2026-12-25"]
          },
          "channels": [
            {"by": "form"},
            {"by": "mail", "address": "desk@example.com", "priorities": ["p4", "p5"]},
            {"by": "phone", "address": "+49 30 1", "hours": {"time_zone": "UTC", "open": [{"days": ["thursday"], "from": "00:00", "until": "24:00"}]}}
          ],
          "triage": [
            {"id": "work", "title": {"en": "Can you still work?"}, "answers": [
              {"id": "yes", "label": {"en": "Yes"}, "urgency": "low"},
              {"id": "no", "label": {"en": "No"}, "urgency": "high"}]},
            {"id": "many", "title": {"en": "How many are affected?"}, "answers": [
              {"id": "me", "label": {"en": "Me"}},
              {"id": "all", "label": {"en": "All"}, "impact": "high", "urgency": "medium"}]}
          ],
          "notices": [{"id": "n", "problems": ["p"], "title": {"en": "Print server down"}, "from_s": 1795683600, "until_s": 1795690000}]
        }"#,
    )
}

fn problem(urgency: &str) -> Problem {
    read(&format!(
        r#"{{"id": "q", "title": {{"en": "P"}}, "urgency": "{urgency}",
            "causes": [{{"id": "c", "title": {{"en": "C"}}, "permille": 900}}],
            "fixes": [{{"id": "f", "guide": "g", "cost_s": 60, "mends": [{{"cause": "c"}}]}}]}}"#
    ))
}

fn decided(urgency: &str, answers: &[Option<usize>]) -> (Priority, Way) {
    let Triage { priority, way, .. } = triage(&problem(urgency), &desk(), answers, &[], NOW_S);
    (priority, way)
}

#[test]
fn impact_and_urgency_make_the_priority() {
    let matrix = lotse_model::desk::Matrix::itil();
    let all = [Level::High, Level::Medium, Level::Low];
    let numbers: Vec<u32> = all
        .iter()
        .flat_map(|impact| all.iter().map(|urgency| matrix.priority(*impact, *urgency).number()))
        .collect();
    assert_eq!(numbers, [1, 2, 3, 2, 3, 4, 3, 4, 5]);
}

#[test]
fn answers_adjust_what_the_problem_presumes() {
    assert_eq!(decided("medium", &[]), (Priority::P4, Way::SelfHelp));
    assert_eq!(decided("medium", &[None, None]), (Priority::P4, Way::SelfHelp));
    assert_eq!(decided("medium", &[Some(0), None]), (Priority::P5, Way::SelfHelp));
    assert_eq!(decided("low", &[Some(1), Some(0)]), (Priority::P3, Way::Person(Why::Priority)));
    assert_eq!(decided("low", &[None, Some(1)]), (Priority::P2, Way::Person(Why::Priority)));
    // Of "low" and "medium" the graver counts, and "no" beats both.
    assert_eq!(decided("low", &[Some(0), Some(1)]).0, Priority::P2);
    assert_eq!(decided("low", &[Some(1), Some(1)]).0, Priority::P1);
    assert_eq!(
        decided("low", &[Some(9), Some(9), Some(0)]).0,
        Priority::P5,
        "what is not there changes nothing"
    );
}

#[test]
fn the_threshold_is_the_projects() {
    let desk = Desk { self_help_from: Priority::P2, ..desk() };
    let way = |answers: &[Option<usize>]| triage(&problem("low"), &desk, answers, &[], NOW_S).way;
    assert_eq!(way(&[None, Some(1)]), Way::SelfHelp);
    assert_eq!(way(&[Some(1), Some(1)]), Way::Person(Why::Priority));
    let nothing = Problem { fixes: Vec::new(), ..problem("low") };
    assert_eq!(triage(&nothing, &desk, &[], &[], NOW_S).way, Way::Person(Why::NothingToTry));
}

#[test]
fn a_notice_stops_self_help_while_it_is_shown() {
    let known = Problem { id: lotse_model::basic::ProblemId::new("p").expect("an id"), ..problem("low") };
    let way = |now_s| triage(&known, &desk(), &[Some(1), Some(1)], &[], now_s).way;
    assert_eq!(way(NOW_S), Way::Known(0));
    assert_eq!(way(NOW_S - 1), Way::Person(Why::Priority));
    assert_eq!(way(1_795_690_000), Way::Person(Why::Priority));
    assert_eq!(notice(&problem("low"), &desk(), NOW_S), None);
}

#[test]
fn what_comes_back_twice_goes_to_a_person() {
    let day = 86_400;
    let way = |solved: &[i64]| triage(&problem("low"), &desk(), &[], solved, NOW_S).way;
    assert_eq!(way(&[NOW_S - day]), Way::SelfHelp);
    assert_eq!(way(&[NOW_S - day, NOW_S - 3 * day]), Way::Person(Why::CameBack));
    assert_eq!(way(&[NOW_S - day, NOW_S - 15 * day]), Way::SelfHelp, "14 days ago is forgotten");
    assert_eq!(way(&[NOW_S + day, NOW_S + 2 * day]), Way::SelfHelp, "a clock that was wrong");
}

fn utc(text: &str) -> i64 {
    text.parse::<Timestamp>().expect("a moment").as_second()
}

#[test]
fn promises_run_while_the_desk_is_open() {
    let clock = Clock::fixed(60);
    let of = |priority, now: &str| promised(&desk(), priority, &clock, utc(now));
    // Thursday 10:00 in Berlin: four hours are 14:00; 24 hours are 7 on Thursday, 6 on Friday, 9 on Monday, 2 on Tuesday.
    assert_eq!(
        of(Priority::P4, "2026-11-26T09:00:00Z"),
        Promised {
            is_open: true,
            opens_s: None,
            answer_s: Some(utc("2026-11-26T13:00:00Z")),
            solved_s: Some(utc("2026-12-01T09:00:00Z")),
        }
    );
    // Friday 15:00: closed until Monday 08:00.
    let late = of(Priority::P4, "2026-11-27T14:00:00Z");
    assert_eq!((late.is_open, late.opens_s), (false, Some(utc("2026-11-30T07:00:00Z"))));
    assert_eq!(late.answer_s, Some(utc("2026-11-30T11:00:00Z")));
    // Day and night.
    let urgent = of(Priority::P1, "2026-11-28T23:00:00Z");
    assert_eq!((urgent.is_open, urgent.answer_s), (true, Some(utc("2026-11-28T23:15:00Z"))));
    // Christmas is a Friday and closed.
    let before = of(Priority::P4, "2026-12-24T15:00:00Z");
    assert_eq!(before.answer_s, Some(utc("2026-12-28T10:00:00Z")));
    assert_eq!(of(Priority::P3, "2026-11-26T09:00:00Z").answer_s, None, "nothing is promised");
}

#[test]
fn who_answers_now_comes_first_and_the_telephone_where_it_hurries() {
    let clocks = |zone: &str| Clock::fixed(if zone == "UTC" { 0 } else { 60 });
    let of = |priority, now: &str| channels(&desk(), priority, &clocks, utc(now));
    assert_eq!(of(Priority::P1, "2026-11-26T09:00:00Z"), [(2, true), (0, true)]);
    assert_eq!(of(Priority::P5, "2026-11-26T09:00:00Z"), [(0, true), (1, true), (2, true)]);
    assert_eq!(of(Priority::P1, "2026-11-27T09:00:00Z"), [(0, true), (2, false)]);
    assert_eq!(of(Priority::P4, "2026-11-26T20:00:00Z"), [(2, true), (0, false), (1, false)]);
}

/// A clock as the shell would read it from the browser, for two years from a moment.
fn clock_of(zone: &TimeZone, from: Timestamp) -> Clock {
    let minutes = |offset: jiff::tz::Offset| i64::from(offset.seconds()) / 60;
    let until = from.as_second() + 2 * 366 * 86_400;
    Clock {
        offset_min: minutes(zone.to_offset(from)),
        shifts: zone
            .following(from)
            .take_while(|shift| shift.timestamp().as_second() < until)
            .map(|shift| Shift { at_s: shift.timestamp().as_second(), offset_min: minutes(shift.offset()) })
            .collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Minute by minute with jiff, over changes of the clocks, against our counting by openings.
    #[test]
    fn opening_minutes_are_counted_as_jiff_counts_them(
        zone in prop_oneof![
            Just("Europe/Berlin"), Just("America/New_York"), Just("Asia/Kolkata"), Just("Australia/Lord_Howe"), Just("UTC")
        ],
        // Around the changes of 2026: end of March, end of October, beginning of November, April, and any other time.
        start in prop_oneof![
            1_774_600_000_i64..1_774_900_000, 1_792_700_000_i64..1_793_000_000, 1_793_400_000_i64..1_793_700_000,
            1_775_100_000_i64..1_775_500_000, 1_760_000_000_i64..1_820_000_000
        ],
        from in 4_i64..12, length in 1_i64..12, weekdays in 1_u8..128, minutes in 0_u32..3_000,
    ) {
        let start = start - start.rem_euclid(60);
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let days: Vec<String> = names.iter().enumerate().filter(|(day, _)| weekdays & (1 << day) != 0)
            .map(|(_, name)| format!("\"{name}\"")).collect();
        // One opening in the day and one that begins at midnight, over every change of clocks.
        let hours = read(&format!(
            r#"{{"time_zone": "{zone}", "open": [
                {{"days": [{}], "from": "{from:02}:00", "until": "{:02}:30"}},
                {{"days": ["sunday"], "from": "00:00", "until": "04:00"}}], "closed": ["2026-11-03"]}}"#,
            days.join(","), from + length
        ));
        let zone = TimeZone::get(zone).expect("a zone");
        let openings = Openings::new(&hours);
        let clock = clock_of(&zone, Timestamp::from_second(start - 86_400).expect("a moment"));
        let is_open = |at_s: i64| {
            let local = zone.to_datetime(Timestamp::from_second(at_s).expect("a moment"));
            let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
            let day = local.weekday().to_monday_zero_offset();
            let in_day = weekdays & (1 << day) != 0 && (from * 60..(from + length) * 60 + 30).contains(&minute);
            let in_night = day == 6 && minute < 240;
            local.date() != civil::date(2026, 11, 3) && (in_day || in_night)
        };
        prop_assert_eq!(openings.is_open(&clock, start), is_open(start));
        let found = openings.after(&clock, start, minutes).expect("within a year");
        let (mut at, mut counted) = (start, 0);
        // The first moment by which so many open minutes have gone by, and for none the first that is open.
        while counted < minutes || (minutes == 0 && !is_open(at)) {
            counted += u32::from(is_open(at));
            at += 60;
            if minutes == 0 && is_open(at) { break; }
        }
        prop_assert_eq!(found, at);
    }
}
