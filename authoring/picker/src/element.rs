//! An element of the page as a guide needs to know it: a target that was tried on the spot, and how sure it will be found again.

use lotse_api::channel::{Element, Grade, Shape};
use lotse_dom::finder::{Finder, facts_of};
use lotse_dom::natives::{self, Node, Rect};
use lotse_locator::{FIELD, Facts, Verdict, looks_generated, propose};
use lotse_model::target::{Evidence, Fact, MAX_TARGET_DEPTH, Target};
use lotse_model::wire::Wire as _;

use crate::discretion::{Discretion, is_called_by_text};
use crate::{ports, whole};

/// Longest name that is said, in characters.
const MAX_NAME: usize = 80;
/// Ancestors that are tried as a scope.
const MAX_SCOPES: usize = 14;
/// From here on a match is sure, and ahead of the next, in percent.
const SURE_PERCENT: u32 = 80;
const AHEAD_PERCENT: u32 = 15;
/// Elements that look alike and are shown.
const MAX_ALIKE: usize = 60;
/// What opens over the rest of the page: what is in it is never looked for elsewhere.
const DIALOG: &str = "dialog,[role=dialog],[role=alertdialog]";
/// What can tell two things apart that look alike.
const SCOPE: &str = "form,fieldset,section,article,nav,aside,header,footer,main,table,[role=region],[role=group],[role=form],\
[role=tabpanel],[role=menu],[role=listbox],[role=toolbar],[role=navigation],[role=grid],[id]";

/// Reads elements.
#[derive(Debug, Default)]
pub struct Reader {
    finder: Finder,
    private: Discretion,
}

/// What a search for a target says now.
pub struct Finding {
    /// Elements that fit, the best first; exactly one when the search is sure.
    pub nodes: Vec<Node>,
    /// Why it is not one.
    pub reason: Option<&'static str>,
}

/// A target that was tried.
struct Tried {
    target: Target,
    is_found: bool,
    is_wrong: bool,
    confidence: u32,
    margin: u32,
    reason: Option<&'static str>,
}

impl Reader {
    /// Looks anew at what must not leave the page.
    pub fn refresh(&mut self) {
        self.private = Discretion::new(&ports::typed_texts(), &ports::shown_texts()).and(&self.private);
    }

    pub fn private(&self) -> &Discretion {
        &self.private
    }

    /// Number of the finder in the door.
    pub fn token(&self) -> u32 {
        self.finder.token()
    }

    /// An element, with a target for it; when it is taken, also with what the whole page says of it. [`Reader::refresh`] first.
    pub fn read(&mut self, node: &Node, is_taken: bool) -> Element {
        let list = ports::list_of(node);
        let own = self.private.facts(facts_of(node));
        let name = if list.is_none() || ports::is_shared(node) { called(&own) } else { String::new() };
        let aim = list.as_ref().unwrap_or(node);
        let facts = if list.is_some() { self.private.facts(facts_of(aim)) } else { own.clone() };
        let mut tried = self.target(aim, &facts);
        let reasons = self.reasons(&tried, aim, &facts, list.is_some());
        // What would be found instead is worse than nothing.
        if tried.is_wrong {
            tried.target.evidence.clear();
            tried.target.within = None;
        }
        let grade = grade(&tried, &reasons);
        if is_taken {
            let whole = whole::record(aim, &self.private, is_called_by_text(&facts.role));
            tried.target.evidence.extend(whole.map(Evidence::Known));
        }
        let label = if list.is_some() { called(&facts) } else { name.clone() };
        Element {
            node: ports::number_of(node),
            target: serde_json::from_str(&tried.target.give().write()).unwrap_or_default(),
            role: own.role,
            name,
            language: ports::page_language(),
            opens: ports::opens(node),
            list: list.is_some().then(|| called(&facts)),
            grade,
            reasons,
            area: area(node),
            wireframe: if is_taken { wireframe(aim, &label) } else { Vec::new() },
            lasts: None,
        }
    }

    /// Everything that fits a target now.
    pub fn find(&mut self, target: &Target) -> Finding {
        let languages = languages();
        let look = self.finder.look(target, &languages);
        if let Some(node) = look.found {
            return Finding { nodes: vec![node], reason: None };
        }
        let bare = Target { within: None, frame: None, ..target.clone() };
        let alike = self.finder.alike(&bare, &languages, MAX_ALIKE);
        let fits = |facts: &Facts| {
            let alone = [Facts { holder: None, ..facts.clone() }];
            matches!(lotse_locator::decide(&bare, &languages, &alone), Verdict::Match { .. })
        };
        let nodes: Vec<Node> =
            alike.iter().filter(|(_, facts)| fits(facts)).map(|(node, _)| node.clone()).collect();
        let reason = match look.verdict {
            Some(Verdict::Refusal { reason, .. }) => word(reason),
            _ => "nothing",
        };
        Finding { nodes, reason: Some(reason) }
    }

    fn target(&mut self, node: &Node, facts: &Facts) -> Tried {
        let mut target = propose(facts, &[], &language()).target;
        target.frame = self.frame_of(node);
        let dialog = ancestors(node).find(|at| natives::matches(at, DIALOG));
        if let Some(dialog) = &dialog {
            target.within = self.scope(dialog).map(Box::new);
        }
        let first = self.attempt(target, node);
        if first.is_found && first.confidence >= SURE_PERCENT {
            return first;
        }
        let mut best = first;
        let stop =
            |at: &Node| dialog.as_ref().is_some_and(|dialog| dialog == at) || natives::matches(at, "body");
        let scopes: Vec<Node> = ancestors(node)
            .take(MAX_SCOPES)
            .take_while(|at| !stop(at))
            .filter(|at| natives::matches(at, SCOPE))
            .collect();
        for scope in scopes {
            let Some(mut within) = self.scope(&scope) else { continue };
            within.within.clone_from(&best.target.within.clone().filter(|_| dialog.is_some()));
            if depth(&within) >= MAX_TARGET_DEPTH {
                continue;
            }
            let candidate = Target { within: Some(Box::new(within)), ..best.target.clone() };
            let tried = self.attempt(candidate, node);
            let is_better = tried.is_found && (!best.is_found || tried.confidence > best.confidence + 10);
            if is_better {
                let is_enough = tried.confidence >= SURE_PERCENT;
                best = tried;
                if is_enough || dialog.is_some() {
                    break;
                }
            }
        }
        best
    }

    /// A target for something that contains others, when it is found by it.
    fn scope(&mut self, node: &Node) -> Option<Target> {
        let mut facts = self.private.facts(facts_of(node));
        facts.text.clear();
        // What is drawn somewhere in it says nothing of it.
        facts.attributes.retain(|(name, _)| name != "icon");
        // A place among others says little about what is in it.
        (facts.index, facts.of) = (0, 0);
        let mut target = propose(&facts, &[], &language()).target;
        target.frame = self.frame_of(node);
        let tried = self.attempt(target, node);
        // The frame is looked for by the target itself.
        tried.is_found.then_some(Target { frame: None, ..tried.target })
    }

    /// The frame element around an element, as a target.
    fn frame_of(&mut self, node: &Node) -> Option<Box<Target>> {
        let frame = frame_element(node)?;
        let facts = self.private.facts(facts_of(&frame));
        let mut target = propose(&facts, &[], &language()).target;
        target.frame = self.frame_of(&frame);
        Some(Box::new(target))
    }

    fn attempt(&mut self, target: Target, node: &Node) -> Tried {
        let look = self.finder.look(&target, &languages());
        let is_same = |found: &Node| {
            found == node || natives::is_within(found, node) || natives::is_within(node, found)
        };
        let is_found = look.found.as_ref().is_some_and(is_same);
        let is_wrong = look.found.is_some() && !is_found;
        let (confidence, margin) = match look.verdict {
            Some(Verdict::Match { confidence, margin, .. }) => (confidence, margin),
            _ => (0, 0),
        };
        let reason = match look.verdict {
            _ if is_found => None,
            Some(Verdict::Refusal { reason, .. }) => Some(word(reason)),
            _ if is_wrong => Some("ambiguous"),
            _ => Some("nothing"),
        };
        Tried { target, is_found, is_wrong, confidence, margin, reason }
    }

    fn reasons(&mut self, tried: &Tried, node: &Node, facts: &Facts, is_list: bool) -> Vec<String> {
        let mut reasons: Vec<&str> = tried.reason.into_iter().collect();
        if is_list {
            reasons.push("in_list");
        }
        if called(facts).is_empty() {
            reasons.push("no_name");
        }
        if facts.attribute("id").is_some_and(looks_generated) {
            reasons.push("generated_id");
        }
        if tried.is_found && !self.is_found_without_texts(&tried.target, node) {
            reasons.push("one_language");
        }
        if tried.is_found && tried.margin < AHEAD_PERCENT {
            reasons.push("look_alike");
        }
        reasons.into_iter().map(str::to_owned).collect()
    }

    fn is_found_without_texts(&mut self, target: &Target, node: &Node) -> bool {
        let is_text = |evidence: &Evidence| {
            matches!(
                evidence,
                Evidence::Known(
                    Fact::Name { .. } | Fact::Text { .. } | Fact::Label { .. } | Fact::Heading { .. }
                )
            ) || matches!(evidence, Evidence::Known(Fact::Attribute { name, .. })
                if matches!(name.as_str(), "title" | "alt" | "placeholder" | "aria-label"))
        };
        let mut bare = target.clone();
        bare.evidence.retain(|evidence| !is_text(evidence));
        if let Some(within) = &mut bare.within {
            within.evidence.retain(|evidence| !is_text(evidence));
        }
        !bare.evidence.is_empty() && self.attempt(bare, node).is_found
    }
}

fn grade(tried: &Tried, reasons: &[String]) -> Grade {
    let has = |reason: &str| reasons.iter().any(|one| one == reason);
    if !tried.is_found {
        Grade::Poor
    } else if tried.confidence >= SURE_PERCENT && !has("one_language") && !has("look_alike") {
        Grade::Good
    } else {
        Grade::Fair
    }
}

fn word(reason: lotse_locator::Reason) -> &'static str {
    match reason {
        lotse_locator::Reason::Absent => "nothing",
        lotse_locator::Reason::Weak => "weak",
        lotse_locator::Reason::Ambiguous => "ambiguous",
    }
}

/// What people call it.
fn called(facts: &Facts) -> String {
    let name = if facts.name.is_empty() { &facts.label } else { &facts.name };
    name.chars().take(MAX_NAME).collect()
}

/// The language of evidence: the page's, or any.
fn language() -> String {
    let language = ports::page_language();
    if language.is_empty() { "*".to_owned() } else { language }
}

fn languages() -> Vec<String> {
    vec![language()]
}

fn depth(target: &Target) -> usize {
    1 + target.within.as_deref().map_or(0, depth).max(target.frame.as_deref().map_or(0, depth))
}

fn ancestors(node: &Node) -> impl Iterator<Item = Node> {
    core::iter::successors(natives::parent(node), natives::parent)
}

/// The frame element that an element's document is shown in.
fn frame_element(node: &Node) -> Option<Node> {
    if !natives::is_framed(node) {
        return None;
    }
    ports::step_to(node, "frame")
}

pub fn area(node: &Node) -> [i32; 4] {
    let rect = Rect::of(node);
    [rect.left, rect.top, rect.width(), rect.height()].map(|it| it.round() as i32)
}

fn wireframe(node: &Node, label: &str) -> Vec<Shape> {
    let own = Shape {
        area: area(node),
        look: "control".to_owned(),
        label: (!label.is_empty()).then(|| label.to_owned()),
    };
    let shape = |flat: &str| {
        let mut words = flat.split(' ');
        let mut number = || words.next()?.parse().ok();
        let area = [number()?, number()?, number()?, number()?];
        Some(Shape { area, look: words.next()?.to_owned(), label: None })
    };
    let flat = ports::shapes();
    let others = flat.split(FIELD).filter_map(shape).filter(|other| other.area != own.area);
    let mut all: Vec<Shape> = others.collect();
    all.push(own);
    all
}
