//! Pages as they were read in a browser, and which target of which is looked for on which.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lotse_locator::linkage::{Page, Survey};
use serde_json::Value;

use crate::parallel;

/// One page: its candidates, and where its targets are.
pub struct Sheet {
    /// Its file.
    pub file: PathBuf,
    /// Candidates.
    pub survey: Survey,
    /// Targets by key: index of the node.
    pub targets: HashMap<String, u32>,
    /// Keys of targets that were taken out.
    pub removed: Vec<String>,
    /// Parent of each node and whether it is the border of a tree.
    parents: Vec<(u32, bool)>,
    /// Whether each node is a control as a whole, and its box.
    nodes: Vec<(bool, [i32; 4], bool)>,
}

/// One search: a target of one page looked for on another.
#[derive(Clone)]
pub struct Case {
    /// The application.
    pub app: String,
    /// What is held out together with it: the application itself, or the family that it belongs to.
    pub unit: String,
    /// The kind of drift.
    pub kind: String,
    /// Index of the page on which it was recorded.
    pub from: usize,
    /// Index of the page on which it is looked for.
    pub to: usize,
    /// The target.
    pub key: String,
    /// The node that it is there; none when it is not there.
    pub truth: Option<u32>,
}

/// Pages and searches.
pub struct Corpus {
    /// Pages.
    pub sheets: Vec<Sheet>,
    /// Searches.
    pub cases: Vec<Case>,
    sizes: HashMap<String, usize>,
}

/// Reads what `dump.mjs` wrote, and the comparisons of the lists. `unit_of` says what an application is held out with.
///
/// # Errors
/// When a file is missing or of another form.
pub fn read(folder: &Path, lists: &[&str], unit_of: &dyn Fn(&str) -> String) -> Result<Corpus> {
    let index = fs::read_to_string(folder.join("pages.jsonl")).context("pages.jsonl")?;
    let mut rows = Vec::new();
    let mut by_name = HashMap::new();
    for line in index.lines() {
        let row: Value = serde_json::from_str(line)?;
        by_name.insert(text(&row, "name").to_owned(), rows.len());
        rows.push(row);
    }
    let sheets = parallel::map(&rows, |row| sheet(folder, row)).into_iter().collect::<Result<Vec<_>>>()?;
    let mut cases = Vec::new();
    for list in lists {
        let groups: Value = serde_json::from_str(&fs::read_to_string(folder.join(list))?)?;
        for group in groups.as_array().into_iter().flatten() {
            for item in group.get("items").and_then(Value::as_array).into_iter().flatten() {
                gather(group, item, &by_name, &sheets, unit_of, &mut cases);
            }
        }
    }
    let mut sizes = HashMap::new();
    for case in &cases {
        *sizes.entry(case.unit.clone()).or_default() += 1;
    }
    Ok(Corpus { sheets, cases, sizes })
}

fn sheet(folder: &Path, row: &Value) -> Result<Sheet> {
    let id = row.get("id").and_then(Value::as_u64).context("a page without id")?;
    let file = folder.join("pages").join(format!("{id}.txt"));
    let flat = fs::read_to_string(&file)?;
    let page = Page::read(&flat);
    let targets = row.get("elements").and_then(Value::as_object).into_iter().flatten();
    let targets =
        targets.filter_map(|(key, at)| Some((key.clone(), u32::try_from(at.as_u64()?).ok()?))).collect();
    let survey = Survey::of(&page);
    let parents = page.nodes.iter().map(|node| (node.parent, node.is_border)).collect();
    let mut sheet =
        Sheet { file, survey, targets, removed: keys(row, "removed"), parents, nodes: Vec::new() };
    for (at, node) in page.nodes.iter().enumerate() {
        let role = page.attribute(at as u32, "role");
        let is_control =
            matches!(node.tag, "a" | "button" | "input" | "select" | "textarea" | "label" | "summary")
                || matches!(role, "button" | "link" | "tab" | "menuitem" | "checkbox" | "option")
                || node.is_clickable;
        sheet.nodes.push((is_control, node.area, node.is_visible));
    }
    Ok(sheet)
}

fn gather(
    group: &Value,
    item: &Value,
    by_name: &HashMap<String, usize>,
    sheets: &[Sheet],
    unit_of: &dyn Fn(&str) -> String,
    cases: &mut Vec<Case>,
) {
    let (app, kind) = (text(group, "app"), text(group, "kind"));
    let ops = group.get("ops").cloned().unwrap_or_else(|| Value::Array(Vec::new()));
    let has_ops = ops.as_array().is_some_and(|ops| !ops.is_empty());
    let present = keys(item, "present");
    let name = |state: &str, ops: &Value, extra: Value| {
        Value::Array(vec![app.into(), state.into(), text(item, "page").into(), ops.clone(), extra])
            .to_string()
    };
    let plain = Value::Array(Vec::new());
    let from = by_name.get(&name(text(group, "from"), &plain, 0.into()));
    let extra = if has_ops {
        Value::Array(vec![item.get("seed").cloned().unwrap_or_default(), present.clone().into()])
    } else {
        0.into()
    };
    let to = by_name.get(&name(text(group, "to"), &ops, extra));
    let (Some(&from), Some(&to)) = (from, to) else { return };
    let Some(new) = sheets.get(to) else { return };
    let mut add = |key: &str, truth| {
        let unit = unit_of(app);
        let case =
            Case { app: app.to_owned(), unit, kind: kind.to_owned(), from, to, key: key.to_owned(), truth };
        cases.push(case);
    };
    for key in &present {
        if let Some(at) = new.targets.get(key).filter(|at| new.is_visible(**at)) {
            add(key, Some(*at));
        }
    }
    for key in keys(item, "absent").iter().chain(&new.removed) {
        add(key, None);
    }
}

impl Corpus {
    /// How many searches an application has.
    pub fn count(&self, app: &str) -> usize {
        self.sizes.get(app).copied().unwrap_or_default()
    }
}

impl Sheet {
    fn is_visible(&self, at: u32) -> bool {
        self.nodes.get(at as usize).is_some_and(|(_, _, is_visible)| *is_visible)
    }

    /// Whether `inner` is in `outer`, in the same tree.
    fn contains(&self, outer: u32, inner: u32) -> bool {
        self.above(inner).any(|at| at == outer)
    }

    /// The page without an element: without all that is right in its stead, and without boxes around it that hold nothing else.
    #[must_use]
    pub fn without(&self, element: u32) -> Option<Survey> {
        let flat = fs::read_to_string(&self.file).ok()?;
        let mut page = Page::read(&flat);
        let whole = page.upwards(element).filter(|above| self.is_right(element, *above)).last();
        let mut from = whole.unwrap_or(element);
        let end = page.node(from)?.end;
        while page.node(page.parent(from)).is_some_and(|above| above.tag != "body" && above.end == end)
            && page.parent(from) + 1 == from
        {
            from = page.parent(from);
        }
        let count = end - from;
        page.nodes.drain(from as usize..end as usize);
        for node in &mut page.nodes {
            if node.parent != u32::MAX && node.parent >= end {
                node.parent -= count;
            }
            if node.end > from {
                node.end -= count;
            }
        }
        Some(Survey::of(&page))
    }

    fn above(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(at), |at| {
            let (parent, is_border) = self.parents.get(*at as usize)?;
            (!is_border && *parent != u32::MAX).then_some(*parent)
        })
    }

    /// Whether an answer is right: the element, or one within or around it in the same control or over the same place.
    #[must_use]
    pub fn is_right(&self, truth: u32, answer: u32) -> bool {
        if truth == answer {
            return true;
        }
        if !self.contains(truth, answer) && !self.contains(answer, truth) {
            return false;
        }
        let control = |at: u32| {
            self.above(at).find(|at| self.nodes.get(*at as usize).is_some_and(|(is_control, ..)| *is_control))
        };
        if let (Some(one), Some(other)) = (control(truth), control(answer))
            && one == other
        {
            return true;
        }
        let area = |at: u32| self.nodes.get(at as usize).map_or([0; 4], |(_, area, _)| area.map(i64::from));
        let ([x, y, width, height], [left, top, across, down]) = (area(truth), area(answer));
        let shared_width = ((x + width).min(left + across) - x.max(left)).max(0);
        let shared_height = ((y + height).min(top + down) - y.max(top)).max(0);
        let shared = shared_width * shared_height;
        shared * 10 > (width * height + across * down - shared) * 7
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn keys(value: &Value, name: &str) -> Vec<String> {
    let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}
