use super::{Edge, MARGIN, Question};
use crate::natives::Rect;
use lotse_model::step::{Align, Placement, Side};

fn question(target: Rect, side: Side, align: Align) -> Question {
    Question {
        width: 300.0,
        height: 160.0,
        target,
        window: Rect { left: 0.0, top: 0.0, right: 1000.0, bottom: 700.0 },
        placement: Placement { side, align },
        is_rtl: false,
        gap: 14.0,
    }
}

fn target(left: f64, top: f64) -> Rect {
    Rect { left, top, right: left + 100.0, bottom: top + 30.0 }
}

#[test]
fn automatic_goes_below_and_flips_only_when_it_must() {
    let choose = |left, top| question(target(left, top), Side::Auto, Align::Center).choose();
    assert_eq!(choose(450.0, 100.0), Some(Edge::Bottom));
    // There is more room above, but below it fits.
    assert_eq!(choose(450.0, 460.0), Some(Edge::Bottom));
    assert_eq!(choose(450.0, 600.0), Some(Edge::Top));
}

#[test]
fn automatic_goes_beside_what_is_as_high_as_the_window() {
    let bar = Rect { left: 0.0, top: 0.0, right: 200.0, bottom: 700.0 };
    assert_eq!(question(bar, Side::Auto, Align::Center).choose(), Some(Edge::Right));
}

#[test]
fn nothing_fits_beside_what_fills_the_window() {
    let all = Rect { left: 0.0, top: 0.0, right: 1000.0, bottom: 700.0 };
    assert_eq!(question(all, Side::Auto, Align::Center).choose(), None);
}

#[test]
fn a_wanted_side_comes_first_then_its_opposite() {
    let order = question(target(450.0, 300.0), Side::Top, Align::Center).order();
    assert_eq!(order[..2], [Edge::Top, Edge::Bottom]);
    let order = question(target(450.0, 300.0), Side::Start, Align::Center).order();
    assert_eq!(order[..2], [Edge::Left, Edge::Right]);
}

#[test]
fn reading_direction_mirrors_sides_and_alignment() {
    let mut question = question(target(450.0, 300.0), Side::Start, Align::Start);
    question.is_rtl = true;
    assert_eq!(question.order()[0], Edge::Right);
    let (x, _) = question.spot(Edge::Bottom);
    assert_eq!(x + question.width, question.target.right);
    assert_eq!(Edge::Bottom.area(Align::Start, true), Edge::Bottom.area(Align::End, false));
}

#[test]
fn cards_stay_in_the_window_at_every_place() {
    for left in [-50.0, 0.0, 300.0, 950.0, 1100.0] {
        for top in [-20.0, 0.0, 350.0, 690.0] {
            for edge in [Edge::Top, Edge::Right, Edge::Bottom, Edge::Left] {
                for align in [Align::Start, Align::Center, Align::End] {
                    let question = question(target(left, top), Side::Auto, align);
                    let (x, y) = question.spot(edge);
                    assert!(
                        x >= MARGIN && x + question.width <= 1000.0 - MARGIN,
                        "{left} {top} {edge:?} {align:?}"
                    );
                    assert!(
                        y >= MARGIN && y + question.height <= 700.0 - MARGIN,
                        "{left} {top} {edge:?} {align:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn where_a_card_fits_it_keeps_its_distance() {
    let question = question(target(450.0, 300.0), Side::Auto, Align::Center);
    assert_eq!(question.spot(Edge::Bottom), (350.0, 344.0));
    assert_eq!(question.spot(Edge::Top), (350.0, 126.0));
    assert_eq!(question.spot(Edge::Right), (564.0, 235.0));
    assert_eq!(question.spot(Edge::Left), (136.0, 235.0));
}
