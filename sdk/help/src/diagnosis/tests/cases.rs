//! Single cases: tables by hand, endings, going back, drawn trees, doubts, reasons.

use lotse_model::problem::{Problem, TreeNode};
use proptest::prelude::*;

use super::{answered, failed, finding, fix, problem, problems};
use crate::diagnosis::{Act, Belief, Diagnosis, Doubt, Finding, MAX_QUESTIONS, Move, Reason, belief};

fn near(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 5e-4, "{found} instead of {wanted}");
    }
}

/// Off 50 %, jam 30 %, something else 20 %. "Is the display dark?" off 90 %, jam 10 %, else 50 %.
fn printer() -> Problem {
    problem(
        &[500, 300],
        &[(20, 50, vec![900, 100]), (60, 0, vec![200, 800, 500])],
        &[(60, vec![900, 0]), (300, vec![0, 800])],
        1_800,
    )
}

#[test]
fn beliefs_are_what_bayes_says() {
    let after = |findings: &[Finding]| Diagnosis::new(&printer(), findings).shares();
    near(&after(&[]), &[0.5, 0.3, 0.2]);
    // 0.5*0.9 : 0.3*0.1 : 0.2*0.5 = 0.45 : 0.03 : 0.10, together 0.58
    near(&after(&[answered(0, Some("yes"))]), &[0.7759, 0.0517, 0.1724]);
    // 0.5*0.1 : 0.3*0.9 : 0.2*0.5 = 0.05 : 0.27 : 0.10, together 0.42
    near(&after(&[answered(0, Some("no"))]), &[0.1190, 0.6429, 0.2381]);
    // the first again, the fix that mends 90 % of "off" failed: 0.045 : 0.03 : 0.10, together 0.175
    near(&after(&[answered(0, Some("yes")), failed(0)]), &[0.2571, 0.1714, 0.5714]);
    // both questions: 0.5*0.9*0.2 : 0.3*0.1*0.8 : 0.2*0.5*0.5 = 0.09 : 0.024 : 0.05, together 0.164
    near(&after(&[answered(0, Some("yes")), answered(1, Some("yes"))]), &[0.5488, 0.1463, 0.3049]);
}

#[test]
fn not_knowing_and_not_having_tell_nothing() {
    let unsure = Diagnosis::new(&printer(), &[answered(0, None), Finding::Unavailable { fix: fix(1) }]);
    near(&unsure.shares(), &[0.5, 0.3, 0.2]);
    assert!(!matches!(unsure.next(), Move::Ask(0, _) | Move::Try(1, _)));
}

#[test]
fn a_share_of_nothing_rules_nothing_out_for_ever() {
    let sure = problem(&[600, 300], &[(10, 0, vec![1_000, 0])], &[(60, vec![1_000, 0])], 900);
    let shares = Diagnosis::new(&sure, &[answered(0, Some("yes"))]).shares();
    assert!(shares[1] > 0.0 && shares[1] < 0.002, "{shares:?}");
    let shares = Diagnosis::new(&sure, &[failed(0)]).shares();
    assert_eq!(shares[0], 0.0, "a fix that always mends it has failed");
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn what_can_be_known_for_nothing_is_looked_at_first() {
    let mut problem = printer();
    problem.probes[1].by =
        lotse_model::problem::Means::Check { check: lotse_model::problem::AutomaticCheck::Offline {} };
    let mut diagnosis = Diagnosis::new(&problem, &[]);
    assert_eq!(diagnosis.next(), Move::Check(vec![1]));
    diagnosis.note(answered(1, None));
    assert!(!matches!(diagnosis.next(), Move::Check(_)));
    // Going back takes what the user did, and leaves the checks alone.
    diagnosis.note(answered(0, Some("no")));
    assert!(diagnosis.back() && diagnosis.findings() == [answered(1, None)] && !diagnosis.back());
}

#[test]
fn answers_can_be_changed_and_forgotten() {
    let mut diagnosis = Diagnosis::new(&printer(), &[answered(0, Some("yes")), failed(0)]);
    diagnosis.note(answered(0, Some("no")));
    assert_eq!(diagnosis.findings(), [answered(0, Some("no")), failed(0)]);
    diagnosis.forget(&answered(0, None));
    assert_eq!(diagnosis.findings(), [failed(0)]);
    diagnosis.note(answered(7, Some("yes")));
    assert_eq!(diagnosis.findings().len(), 1, "what the problem does not know is left out");
}

#[test]
fn answers_that_hardly_go_together_are_doubted() {
    let odd = problem(
        &[480, 480],
        &[(10, 0, vec![990, 10, 500]), (10, 0, vec![10, 990, 500]), (10, 0, vec![500, 500, 500])],
        &[(60, vec![900, 0]), (60, vec![0, 900])],
        900,
    );
    let mut diagnosis = Diagnosis::new(&odd, &[answered(0, Some("yes")), answered(2, Some("yes"))]);
    assert_eq!(diagnosis.doubt(), None);
    diagnosis.note(answered(1, Some("yes")));
    assert_eq!(diagnosis.doubt(), Some(Doubt { one: 0, other: 1 }));
    diagnosis.note(answered(1, Some("no")));
    assert_eq!(diagnosis.doubt(), None);
}

#[test]
fn what_is_done_is_given_a_reason() {
    let fresh = Diagnosis::new(&printer(), &[]);
    assert_eq!(fresh.next(), Move::Try(0, Reason::Likeliest(0)), "a minute for half of all cases");
    let costly = {
        let mut problem = printer();
        problem.fixes[0].cost_s = 900;
        Diagnosis::new(&problem, &[])
    };
    assert_eq!(costly.next(), Move::Ask(0, Reason::Separates(0, 1)));
    let tried = Diagnosis::new(&printer(), &[failed(0), failed(1)]);
    assert_eq!(tried.next(), Move::Person(Reason::NothingLeft));
    let dear = problem(&[100, 100], &[], &[(1_700, vec![500, 0])], 300);
    assert_eq!(Diagnosis::new(&dear, &[]).next(), Move::Person(Reason::PersonIsQuicker));
    assert_eq!(Diagnosis::new(&problem(&[], &[], &[], 60), &[]).next(), Move::Person(Reason::Unlisted));
    let quick = problem(&[500, 300], &[], &[(600, vec![900, 0]), (20, vec![0, 900])], 1_800);
    assert_eq!(Diagnosis::new(&quick, &[]).next(), Move::Try(1, Reason::SoonTried(1)));
    assert_eq!(
        [0.95, 0.6, 0.3, 0.1, 0.01].map(belief),
        [Belief::AlmostSurely, Belief::Probably, Belief::Possibly, Belief::Rather, Belief::Hardly]
    );
}

fn node(json: &str) -> TreeNode {
    lotse_model::wire::read(json).expect("a node")
}

#[test]
fn a_drawn_tree_goes_first_and_can_leave_the_rest_to_calculation() {
    let mut problem = printer();
    problem.tree = vec![
        node(
            r#"{"kind": "ask", "id": "a", "probe": "q1", "edges": [{"outcome": "yes", "to": "b"}], "otherwise": "c"}"#,
        ),
        node(r#"{"kind": "try", "id": "b", "fix": "f1", "not_solved": "c"}"#),
        node(r#"{"kind": "diagnose", "id": "c"}"#),
    ];
    let mut diagnosis = Diagnosis::new(&problem, &[]);
    assert_eq!(diagnosis.next(), Move::Ask(1, Reason::Drawn));
    diagnosis.note(answered(1, Some("yes")));
    assert_eq!(diagnosis.next(), Move::Try(1, Reason::Drawn));
    diagnosis.note(failed(1));
    assert_eq!(diagnosis.next(), Move::Try(0, Reason::Likeliest(0)), "with what the tree has found out");
    problem.tree = vec![node(r#"{"kind": "person", "id": "a"}"#)];
    assert_eq!(Diagnosis::new(&problem, &[]).next(), Move::Person(Reason::Drawn));
}

#[test]
fn a_tree_that_runs_in_circles_or_leads_nowhere_leaves_the_rest_to_calculation() {
    for tree in [
        vec![node(r#"{"kind": "try", "id": "a", "fix": "f0", "not_solved": "a"}"#)],
        vec![node(r#"{"kind": "try", "id": "a", "fix": "f0", "not_solved": "nowhere"}"#)],
        vec![node(r#"{"kind": "ask", "id": "a", "probe": "gone", "edges": [], "otherwise": "a"}"#)],
    ] {
        let problem = Problem { tree, ..printer() };
        let diagnosis = Diagnosis::new(&problem, &[failed(0)]);
        assert!(
            matches!(diagnosis.next(), Move::Ask(_, reason) | Move::Try(1, reason) if reason != Reason::Drawn)
        );
    }
}

#[test]
fn questions_end_even_where_each_would_pay() {
    let yes: Vec<(u32, u32, Vec<u32>)> = (0..20).map(|_| (1, 0, vec![550, 450, 500])).collect();
    let many = problem(&[480, 480], &yes, &[(3_000, vec![1_000, 0]), (3_000, vec![0, 1_000])], 30_000);
    let mut diagnosis = Diagnosis::new(&many, &[]);
    let mut asked = 0;
    while let Move::Ask(index, _) = diagnosis.next() {
        diagnosis.note(answered(index, Some(if asked % 2 == 0 { "yes" } else { "no" })));
        asked += 1;
    }
    assert_eq!(asked, MAX_QUESTIONS);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is answered: there is always a next move, none comes twice, a person is at the end, and the same findings lead to
    /// the same move in whatever order they came.
    #[test]
    fn every_way_ends(problem in problems(6, 4, 4), answers in proptest::collection::vec(0_u8..3, 10)) {
        let mut diagnosis = Diagnosis::new(&problem, &[]);
        for step in 0..=problem.probes.len() + problem.fixes.len() {
            let act = match diagnosis.next() {
                Move::Person(_) => return Ok(()),
                Move::Ask(index, _) => Act::Probe(index),
                Move::Try(index, _) => Act::Fix(index),
                Move::Check(_) => return Err(TestCaseError::fail("no check is automatic here")),
            };
            let outcome = [Some("yes"), Some("no"), None][usize::from(answers[step % answers.len()])];
            let noted = finding(act, outcome);
            prop_assert!(!diagnosis.findings().iter().any(|known| super::super::subject(known) == super::super::subject(&noted)));
            let before = (diagnosis.findings().to_vec(), diagnosis.next());
            diagnosis.note(noted.clone());
            let mut backwards: Vec<Finding> = diagnosis.findings().to_vec();
            backwards.reverse();
            let other = Diagnosis::new(&problem, &backwards);
            prop_assert_eq!(other.shares(), diagnosis.shares());
            prop_assert_eq!(other.next(), diagnosis.next());
            prop_assert!(diagnosis.back());
            prop_assert_eq!((diagnosis.findings().to_vec(), diagnosis.next()), before);
            diagnosis.note(noted);
        }
        prop_assert!(false, "more moves than there are probes and fixes");
    }
}
