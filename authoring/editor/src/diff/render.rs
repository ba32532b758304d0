//! The diff for people, in German and English.

use lotse_model::json::Json;

use super::{Change, Diff, SpanKind, Standing, StepDiff, condition, names, values};

/// Longest value that is shown in full, in characters.
const MAX_SHOWN: usize = 100;

impl Diff {
    /// The diff as lines of text in a language (`de` or `en`); removed words stand in `[- -]`, added ones in `{+ +}`. Steps are
    /// called by their ids.
    #[must_use]
    pub fn in_words(&self, language: &str) -> String {
        let teller = Teller::new(language, &|id| id.to_owned());
        if self.is_empty() {
            return format!("{}\n", teller.pick("Keine Änderungen.", "No changes."));
        }
        let mut lines = Vec::new();
        if !self.guide.is_empty() {
            lines.push(teller.pick("~ Anleitung", "~ Guide").to_owned());
            let teller = teller.of_guide();
            lines.extend(self.guide.iter().map(|change| format!("    {}", teller.change(change, false))));
        }
        for step in &self.steps {
            let sign = match (step.standing, step.moved) {
                (Standing::Added, _) => '+',
                (Standing::Removed, _) => '-',
                (Standing::Kept, Some(_)) => '>',
                (Standing::Kept, None) => '~',
            };
            lines.push(format!("{sign} {}", teller.step(step)));
            let is_new = step.standing == Standing::Added;
            lines.extend(step.changes.iter().map(|change| format!("    {}", teller.change(change, is_new))));
        }
        lines.join("\n") + "\n"
    }
}

/// Says differences in a language.
pub struct Teller<'a> {
    is_german: bool,
    /// What a step with this id is called.
    name: &'a dyn Fn(&str) -> String,
    is_of_guide: bool,
}

impl<'a> Teller<'a> {
    /// In a language (`de` or `en`), calling steps as `name` does.
    #[must_use]
    pub fn new(language: &str, name: &'a dyn Fn(&str) -> String) -> Self {
        Teller { is_german: language.split('-').next() == Some("de"), name, is_of_guide: false }
    }

    /// The same for what changes in the guide itself, which has a title where steps have headings.
    #[must_use]
    pub fn of_guide(&self) -> Self {
        Teller { is_of_guide: true, ..*self }
    }

    fn pick<'b>(&self, german: &'b str, english: &'b str) -> &'b str {
        if self.is_german { german } else { english }
    }

    /// What a member is called.
    #[must_use]
    pub fn member(&self, path: &str) -> String {
        if self.is_of_guide && path == "title" {
            return self.pick("Titel", "title").to_owned();
        }
        names::member(path, self.is_german)
    }

    /// What has become of a step, without what has changed in it.
    #[must_use]
    pub fn step(&self, step: &StepDiff) -> String {
        let name = format!("{} {}", self.pick("Schritt", "Step"), visible(&(self.name)(&step.id)));
        let moved = step.moved.map(|(from, to)| (from + 1, to + 1));
        match (step.standing, moved) {
            (Standing::Added, _) => format!("{name} {}", self.pick("hinzugefügt", "added")),
            (Standing::Removed, _) => format!("{name} {}", self.pick("entfernt", "removed")),
            (Standing::Kept, Some((from, to))) if self.is_german => {
                format!("{name} von Platz {from} auf Platz {to} verschoben")
            }
            (Standing::Kept, Some((from, to))) => format!("{name} moved from place {from} to place {to}"),
            (Standing::Kept, None) => name,
        }
    }

    /// One change. In a step that is new there is nothing that it was before.
    #[must_use]
    pub fn change(&self, change: &Change, is_new: bool) -> String {
        let line = match change {
            Change::Edge { exit, from: None, to: Some(to) } if is_new => {
                format!("{}: {}", self.member(exit), (self.name)(to))
            }
            Change::Condition { member, from: None, to: Some(to) } if is_new => {
                format!("{}: {}", self.member(member), condition::in_words(to, self.is_german))
            }
            Change::Member { member, from: None, to: Some(to) } if is_new => {
                format!("{}: {}", self.member(member), short(&values::in_words(member, to, self.is_german)))
            }
            change => self.turned(change),
        };
        visible(&line)
    }

    fn turned(&self, change: &Change) -> String {
        match change {
            Change::Renamed { what, from, to } => {
                let what = match *what {
                    "step" => self.pick("Schritt umbenannt", "step renamed"),
                    "answer" => self.pick("Antwort umbenannt", "answer renamed"),
                    _ => self.pick("Anleitung umbenannt", "guide renamed"),
                };
                format!("{what}: {from} → {to}")
            }
            Change::Text { member, language, spans } => {
                let shown = spans.iter().map(|span| match span.kind {
                    SpanKind::Same => span.text.clone(),
                    SpanKind::Removed => format!("[-{}-]", span.text),
                    SpanKind::Added => format!("{{+{}+}}", span.text),
                });
                format!("{} ({language}): {}", self.member(member), shown.collect::<String>())
            }
            Change::Edge { exit, from, to } => {
                let side = |side: &Option<String>| {
                    let named = side.as_ref().map(|id| (self.name)(id));
                    named.unwrap_or_else(|| self.pick("nirgendwohin", "nowhere").to_owned())
                };
                format!("{}: {} → {}", self.member(exit), side(from), side(to))
            }
            Change::Condition { member, from, to } => {
                let side = |side: &Option<Json>| {
                    let none = self.pick("keine Bedingung", "no condition").to_owned();
                    side.as_ref().map_or(none, |json| condition::in_words(json, self.is_german))
                };
                format!("{}: {} → {}", self.member(member), side(from), side(to))
            }
            Change::Member { member, from, to } => {
                let side = |side: &Option<Json>| {
                    side.as_ref().map_or_else(
                        || self.pick("nichts", "nothing").to_owned(),
                        |json| short(&values::in_words(member, json, self.is_german)),
                    )
                };
                let (before, after) = (side(from), side(to));
                let differs = if before == after && from.is_some() && to.is_some() {
                    self.pick(" (anders beschrieben)", " (described otherwise)")
                } else {
                    ""
                };
                format!("{}: {before} → {after}{differs}", self.member(member))
            }
        }
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= MAX_SHOWN {
        return text.to_owned();
    }
    text.chars().take(MAX_SHOWN).chain(['…']).collect()
}

/// Texts come out of hostile files: nothing that moves the cursor, and one line.
fn visible(text: &str) -> String {
    let shown = text.chars().map(|letter| if letter == '\n' { '⏎' } else { letter });
    shown.filter(|letter| !lotse_model::url::is_invisible(*letter)).collect()
}
