use lotse_model::json::parse;
use lotse_model::record::{Batch, Record, UsageEvent};
use lotse_model::wire::{Reader, Wire};

use super::*;

fn record(number: usize, is_precious: bool) -> (String, String) {
    let id = format!("{number:032x}");
    let guide = lotse_model::basic::GuideId::new("g").unwrap();
    let event = match is_precious {
        true => UsageEvent::Feedback { guide, has_helped: true },
        false => UsageEvent::GuideDeclined { guide, is_for_good: false },
    };
    (id.clone(), Record { id, session: None, release: 1, event }.give().write())
}

fn add(outbox: &mut Outbox, numbers: core::ops::Range<usize>, is_precious: bool) {
    for number in numbers {
        let (id, record) = record(number, is_precious);
        outbox.add(id, record, is_precious, 0);
    }
}

fn ids(outbox: &Outbox) -> Vec<usize> {
    outbox.items.iter().map(|item| usize::from_str_radix(&item.id, 16).unwrap()).collect()
}

#[test]
fn what_people_said_is_dropped_last_and_every_drop_is_counted() {
    let mut outbox = Outbox::default();
    add(&mut outbox, 0..100, true);
    add(&mut outbox, 100..600, false);
    assert_eq!(outbox.items.len(), MAX_RECORDS);
    assert_eq!(ids(&outbox)[..101], (0..100).chain([200]).collect::<Vec<_>>());
    assert_eq!(outbox.take_dropped(), [(DropReason::Full, 100)]);
    add(&mut outbox, 600..1_200, true);
    assert_eq!(ids(&outbox), (700..1_200).collect::<Vec<_>>());
    assert_eq!(outbox.take_dropped(), [(DropReason::Full, 600)]);
    assert_eq!(outbox.take_dropped(), []);
}

#[test]
fn large_records_are_bounded_by_bytes() {
    let mut outbox = Outbox::default();
    for number in 0..9 {
        let long = Json::Text("x".repeat(40_000)).write();
        outbox.add(number.to_string(), long, false, 0);
    }
    assert_eq!(outbox.items.len(), MAX_BYTES / 40_003);
    outbox.add("large".to_owned(), Json::Text("x".repeat(70_000)).write(), true, 0);
    assert_eq!(outbox.take_dropped(), [(DropReason::Full, 3), (DropReason::TooLarge, 1)]);
}

#[test]
fn a_batch_is_what_the_receiver_reads() {
    let mut last = 0;
    let mut outbox = Outbox::default();
    add(&mut outbox, 0..120, false);
    let (_, batch) = outbox.take_batch(0, &mut last).unwrap();
    let batch = Batch::take(&parse(&batch).unwrap(), &mut Reader::default()).unwrap();
    assert_eq!(batch.records.len(), MAX_BATCH_RECORDS);
    assert!(batch.give().write().len() <= MAX_BATCH_BYTES);
}

#[test]
fn a_batch_never_exceeds_its_bytes() {
    let mut last = 0;
    let mut outbox = Outbox::default();
    for number in 0..6 {
        outbox.add(number.to_string(), Json::Text("x".repeat(20_000)).write(), false, 0);
    }
    let (_, batch) = outbox.take_batch(0, &mut last).unwrap();
    assert!(batch.len() <= MAX_BATCH_BYTES, "{}", batch.len());
    assert!(batch.len() > 60_000);
}

#[test]
fn records_go_on_time_one_batch_at_once_and_only_acknowledged_ones_are_forgotten() {
    let mut last = 0;
    let mut outbox = Outbox::default();
    add(&mut outbox, 0..3, false);
    assert_eq!(outbox.take_batch(14_999, &mut last), None);
    assert_eq!(outbox.wake_ms(), Some(15_000));
    let (first, _) = outbox.take_batch(15_000, &mut last).unwrap();
    assert_eq!(outbox.take_batch(15_001, &mut last), None, "one at a time");
    outbox.sent(first, false, 0, 15_100);
    assert_eq!(outbox.items.len(), 3);
    assert_eq!(outbox.wake_ms(), Some(20_100));
    assert_eq!(outbox.take_batch(20_099, &mut last), None);
    let (second, _) = outbox.take_batch(20_100, &mut last).unwrap();
    outbox.sent(first, true, 0, 20_150);
    assert_eq!(outbox.items.len(), 3, "a stale answer is dropped");
    outbox.sent(second, false, 0, 20_200);
    assert_eq!(outbox.wake_ms(), Some(30_200), "the pause doubles");
    outbox.hurry();
    let (third, _) = outbox.take_batch(20_300, &mut last).unwrap();
    outbox.sent(third, true, 0, 20_400);
    assert_eq!((outbox.items.len(), outbox.wake_ms()), (0, None));
    assert_eq!(outbox.take_changed(), Some(None));
}

#[test]
fn a_batch_without_answer_is_sent_again_and_pauses_have_an_end() {
    let mut last = 0;
    let mut outbox = Outbox::default();
    add(&mut outbox, 0..1, false);
    let mut now_ms = 0;
    let mut longest = 0;
    for _ in 0..40 {
        now_ms = outbox.wake_ms().unwrap();
        if let Some((request, _)) = outbox.take_batch(now_ms, &mut last) {
            outbox.sent(request, false, u64::MAX, now_ms);
            longest = longest.max(outbox.wake_ms().unwrap() - now_ms);
        }
    }
    assert!((600_000..750_000).contains(&longest), "{longest}");
    let at = outbox.wake_ms().unwrap();
    assert!(outbox.take_batch(at, &mut last).is_some());
    assert_eq!(outbox.wake_ms(), Some(at + 60_000));
    assert_eq!(outbox.take_batch(at + 60_000, &mut last), None, "lost: the pause begins");
    assert!(outbox.wake_ms().unwrap() > at + 60_000);
    assert!(now_ms > 0);
}

#[test]
fn what_another_tab_left_is_sent_by_the_leader_and_delivered_records_do_not_come_back() {
    let mut last = 0;
    let (mut one, mut two) = (Outbox::default(), Outbox::default());
    add(&mut one, 0..3, false);
    let stored = one.take_changed().unwrap().map(|text| parse(&text).unwrap());
    assert!(two.restore(stored.as_ref(), 0));
    two.hurry();
    assert_eq!(two.take_batch(0, &mut last), None, "not the leader");
    two.leads = true;
    let (request, _) = two.take_batch(15_000, &mut last).unwrap();
    two.sent(request, true, 0, 1);
    assert!(two.restore(stored.as_ref(), 2));
    assert_eq!(two.items.len(), 0, "acknowledged here");
    assert!(!two.restore(Some(&Json::from("rubbish")), 2));
    assert!(two.restore(Some(&Json::Map(vec![("records".to_owned(), Json::List(vec![Json::Null]))])), 2));
}
