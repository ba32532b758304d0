//! The path proof: what can be said of every path through a guide before anybody follows it.
//!
//! Proved of every step that can be reached from the start:
//!
//! 1. **It leads to an end.** Some path goes from it to a step of kind `end`, or to a sub-guide that can hand the case to a
//!    person. Only edges that can be taken count: a sub-guide that never ends solved does not lead out by `solved`. So no
//!    loop lacks an exit.
//! 2. **It does not spin.** No loop consists of edges alone that are taken at once without the user: those of checks (except
//!    after a wait of at least [`PAUSE_MS`]) and of sub-guides that can run through without asking anybody.
//! 3. **It has a way out.** See [`waiting`].
//!
//! And of the guide: every step can be reached, sub-guides neither contain themselves nor nest deeper than
//! [`MAX_SUB_GUIDE_DEPTH`]. Edges to steps that do not exist are left out: validation reports them. The card's own "Pause" and
//! "Leave" are always there and prove nothing: they end the session, not the problem.

mod graph;
mod loops;
mod paths;
mod project;
pub mod waiting;

pub use graph::{Edge, Graph, PAUSE_MS};
pub use paths::{Length, length};
pub(crate) use project::needs;
pub use project::{MAX_SUB_GUIDE_DEPTH, Outcomes, prove};

use lotse_model::diagnostic::Code;
use lotse_model::guide::Guide;
use lotse_model::step::{Outcome, Step};

use crate::finding::Finding;

/// Most steps on the shortest path before it counts as long.
const LONG_PATH: usize = 50;

/// Proves one guide, given what its sub-guides can do.
pub(crate) fn prove_guide(file: &str, guide: &Guide, graph: &Graph, findings: &mut Vec<Finding>) {
    let mut note = |code, step: usize, detail: String| {
        findings.push(Finding::new(file, code, format!("/guide/steps/{step}/id"), detail));
    };
    let name = |step: usize| guide.steps.get(step).map_or(String::new(), |step| step.id().to_string());
    let names = |steps: &[usize]| steps.iter().map(|step| name(*step)).collect::<Vec<_>>().join(", ");

    let reached = graph.reachable();
    for step in (0..guide.steps.len()).filter(|step| !reached.contains(step)) {
        note(Code::UNREACHABLE_STEP, step, name(step));
    }
    let ending = graph.ending();
    let traps = loops::closed(graph, &reached, &ending);
    for trap in &traps {
        note(Code::LOOP_WITHOUT_EXIT, trap.first().copied().unwrap_or_default(), names(trap));
    }
    for step in
        reached.iter().filter(|step| !ending.contains(step) && !traps.iter().any(|trap| trap.contains(step)))
    {
        // A step whose edge leads nowhere has been reported for that.
        if !graph.is_broken(*step) {
            note(Code::PATH_WITHOUT_END, *step, name(*step));
        }
    }
    for spin in loops::without_user(graph, &reached) {
        note(Code::LOOP_WITHOUT_USER, spin.first().copied().unwrap_or_default(), names(&spin));
    }
    for step in &reached {
        match guide.steps.get(*step).map(waiting::judge) {
            Some(waiting::Verdict::Stuck) => note(Code::WAITING_WITHOUT_WAY_OUT, *step, name(*step)),
            Some(waiting::Verdict::Hopes) => note(Code::WAITS_FOR_APP, *step, name(*step)),
            Some(waiting::Verdict::WayOut) | None => {}
        }
    }
    whole(file, guide, graph, findings);
}

/// What concerns the guide as a whole.
fn whole(file: &str, guide: &Guide, graph: &Graph, findings: &mut Vec<Finding>) {
    let has_steps = guide.step(&guide.start).is_some();
    if has_steps && !graph.outcomes().can(Outcome::Solved) {
        findings.push(Finding::new(file, Code::NEVER_SOLVED, "/guide/id", ""));
    }
    if let Some(length) = length(guide, graph).filter(|length| length.shortest > LONG_PATH) {
        findings.push(Finding::new(file, Code::PATH_VERY_LONG, "/guide/id", length.shortest.to_string()));
    }
    for (place, step) in guide.steps.iter().enumerate() {
        if let Step::Check(check) = step
            && check.if_true == check.if_false
            && check.if_unknown.as_ref().is_none_or(|next| *next == check.if_true)
            && check.wait_ms == 0
        {
            let pointer = format!("/guide/steps/{place}/id");
            findings.push(Finding::new(file, Code::CHECK_WITHOUT_EFFECT, pointer, check.id.as_str()));
        }
    }
}
