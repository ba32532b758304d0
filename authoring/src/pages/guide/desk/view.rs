//! What the desk shows.

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_editor::command::Exit;
use lotse_editor::draft::edges::Edge;
use lotse_editor::finding::Severity;
use lotse_editor::record::{lasts, wireframe};
use lotse_model::json::Json;
use lotse_model::wire::Wire as _;
use yew::prelude::*;

use super::super::bar::Bar;
use super::super::dialogs::Fronts;
use super::super::editing::steps;
use super::super::findings::Findings;
use super::super::form::{self, StepForm};
use super::super::general::General;
use super::super::graph::Graph;
use super::super::preview::Preview;
use super::super::scene::{Scene, Shared, StepName, items, text_in, text_of, with_texts, word};
use super::super::step_list::StepList;
use super::super::strip::{Heard, Strip};
use super::super::texts::Texts;
use super::super::usage::Figures;
use super::{Chosen, Desk, Front, Message, View};
use crate::app::Ask;
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::palette::Entry;
use crate::pages::library::title_in;

impl Desk {
    pub(super) fn draw(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let scene = self.scene(context);
        let front = self.front(context);
        let content = match (self.draft.tree(), self.view) {
            (None, _) => self.broken(context),
            (Some(_), View::Steps) => self.steps_view(&scene),
            (Some(_), View::Graph) => html! {
                <Graph {scene} points={self.points()} edges={Rc::new(self.edges())} selected={self.selected.clone().map(AttrValue::from)}
                    on_select={self.calls.select.clone()}
                    on_open={link.callback(|()| Message::Show(View::Steps))} />
            },
            (Some(_), View::Texts) => html! {
                <Texts {scene} texts={Rc::new(self.draft.texts())} on_exchange={link.callback(Message::Exchange)}
                    source_language={AttrValue::from(self.draft.source_language().unwrap_or_default())} />
            },
            (Some(tree), View::Guide) => {
                let guide = tree
                    .get("guide")
                    .map(|guide| with_texts(&without_steps(guide), tree))
                    .unwrap_or_default();
                let owner = context.props().opened.stored.summary.owner.clone();
                html! { <General {scene} guide={Rc::new(guide)} id={self.guide_id()} {owner} /> }
            }
            (Some(_), View::Usage) => html! {
                <Figures project={scene.project.clone()} is_taken={Self::takes_usage(context)} usage={self.usage.clone()} steps={self.steps.clone()} renewed={self.renewed()} on_select={self.calls.open.clone()} />
            },
        };
        html! {
            <main id="main" class="desk" tabindex="-1">
                <Bar project={context.props().project.clone()} guide={self.guide_id()} title={self.title()} hold={self.hold.clone()}
                    me={self.studio.session.user.as_ref().map(|user| user.id.clone()).unwrap_or_default()}
                    saving={self.saving.clone()} view={self.view} can_undo={self.draft.can_undo()} can_redo={self.draft.can_redo()}
                    on={self.calls.any.clone()} />
                { self.strip(context) }
                { content }
                { front }
            </main>
        }
    }

    fn steps_view(&self, scene: &Scene) -> Html {
        let index = self.chosen_step().map_or(0, |(index, _)| index);
        let Chosen { step, audience, wireframe } = &self.chosen;
        let outdated = self.outdated.clone();
        let form = match step {
            Some(step) => html! {
                <StepForm key={self.selected.clone().unwrap_or_default()} scene={scene.clone()} {index} step={step.clone()} {outdated}
                    offered={self.offered(step)} lasts={self.lasts(step)} unsettled={self.unsettled_at(index)} used={self.selected.as_deref().map(|id| self.used(id)).unwrap_or_default()}
                    on_write={self.calls.write.clone()} on_add={self.calls.add.clone()} on_move={self.calls.move_by.clone()}
                    on_select={self.calls.select.clone()} />
            },
            None => {
                html! { <div class="form"><Empty icon={Icon::List} title={scene_words(self).choose_step} hint={scene_words(self).choose_step_hint} /></div> }
            }
        };
        html! {
            <div class="steps-view">
                <StepList steps={self.steps.clone()} is_readonly={!self.is_mine()} on={self.calls.on.clone()} selected={self.selected.clone().map(AttrValue::from)}
                    on_select={self.calls.select.clone()} on_add={self.calls.add.clone()} />
                { form }
                <aside class="beside" tabindex="0" aria-label={self.studio.words().preview}>
                    if let Some(step) = step {
                        <Preview language={self.language.clone()} checker={self.checker.clone()} step={step.clone()} audience={audience.clone()}
                            wireframe={wireframe.clone()} settings={self.settings.clone()} />
                    }
                    <Findings scene={scene.clone()} is_stale={self.asked != self.answered} {index} on_select={self.calls.select.clone()} on_lead={self.calls.lead.clone()} />
                </aside>
            </div>
        }
    }

    fn scene(&self, context: &Context<Self>) -> Scene {
        Scene {
            project: context.props().project.clone().into(),
            languages: self.languages.clone(),
            language: self.language.clone(),
            steps: self.steps.clone(),
            choices: self.choices.clone(),
            guides: self.guides.clone(),
            findings: self.findings.clone(),
            is_readonly: !self.is_mine(),
            on: self.calls.on.clone(),
            picker: Some(self.calls.ask.clone()),
        }
    }

    /// Id and title of every guide of the project, in the interface's language.
    pub(super) fn titled(opened: &super::super::Opened, tongue: &str) -> Shared<Vec<(AttrValue, AttrValue)>> {
        let titled = opened.guides.iter().map(|guide| {
            let title = title_in(&guide.title, tongue).unwrap_or(&guide.guide).to_owned();
            (AttrValue::from(guide.guide.clone()), AttrValue::from(title))
        });
        Shared::new(titled.collect())
    }

    /// What the steps are called, after whatever may have changed that. Parts that show it are drawn again only if it has.
    pub(super) fn name_steps(&mut self) {
        let names = self.names();
        self.show_chosen();
        if self.steps.renew(names) {
            let choice = |(index, step): (usize, &StepName)| {
                (step.id.clone(), AttrValue::from(format!("{}. {}", index + 1, step.title)))
            };
            self.choices.renew(self.steps.iter().enumerate().map(choice).collect());
        }
    }

    /// The chosen step, after whatever may have changed it.
    fn show_chosen(&mut self) {
        let step = self.chosen_step().zip(self.draft.tree()).map(|((_, step), tree)| with_texts(step, tree));
        if self.chosen.step.as_deref() != step.as_ref() {
            self.chosen.step = step.map(Rc::new);
        }
        let audience = self.draft.at("/guide/audience");
        if (*self.chosen.audience).as_ref() != audience {
            self.chosen.audience = Rc::new(audience.cloned());
        }
        let wireframe = self.selected.as_deref().and_then(|id| wireframe::kept(&self.draft, id));
        if (*self.chosen.wireframe).as_ref() != wireframe {
            self.chosen.wireframe = Rc::new(wireframe.cloned());
        }
    }

    /// All edges, each with what it says in the language that is shown.
    fn edges(&self) -> Vec<(Edge, AttrValue)> {
        let root = self.draft.tree();
        let by_id: BTreeMap<&str, &Json> =
            steps(&self.draft).iter().filter_map(|step| Some((word(step, "id")?, step))).collect();
        let label = |from: &str, answer: &str| {
            let answers = items(by_id.get(from)?, "answers");
            let of = answers.iter().find(|it| word(it, "id") == Some(answer))?;
            text_of(of.get("label"), root, &self.language).filter(|label| !label.is_empty())
        };
        let said = |edge: &Edge| match &edge.exit {
            Exit::Next {} => AttrValue::default(),
            Exit::Answer { answer } => {
                label(&edge.from, answer.as_str()).unwrap_or_else(|| answer.to_string()).into()
            }
            Exit::IfTrue {} | Exit::Solved {} => "✓".into(),
            Exit::IfFalse {} | Exit::Stopped {} => "✗".into(),
            Exit::IfUnknown {} | Exit::Escalated {} => "?".into(),
        };
        self.draft
            .edges()
            .into_iter()
            .map(|edge| {
                let said = said(&edge);
                (edge, said)
            })
            .collect()
    }

    fn names(&self) -> Vec<StepName> {
        let words = self.studio.words();
        let start = self.draft.at("/guide/start").and_then(Json::as_text).unwrap_or_default();
        let root = self.draft.tree();
        let mut problems: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for found in self.findings.iter() {
            let Some(step) = found.step else { continue };
            let (errors, warnings) = problems.entry(step).or_default();
            match found.severity {
                Severity::Error => *errors += 1,
                Severity::Warning => *warnings += 1,
                Severity::Note => {}
            }
        }
        let name = |(index, step): (usize, &Json)| {
            let id = word(step, "id").unwrap_or_default().to_owned();
            let kind = word(step, "kind").unwrap_or_default().to_owned();
            let title = text_of(step.get("title").or_else(|| step.get("body")), root, &self.language);
            let title = title.map(|title| plain(&title, step.get("target"), &self.language));
            let title = title.unwrap_or_else(|| match (kind.as_str(), word(step, "outcome")) {
                ("end", Some("solved")) => words.outcome_solved.to_owned(),
                ("end", Some("escalated")) => words.outcome_escalated.to_owned(),
                ("end", _) => words.outcome_stopped.to_owned(),
                (kind, _) => words.kind(kind).to_owned(),
            });
            StepName {
                is_start: id == start,
                is_retraced: self.used(&id).retraced > 0 || self.renewal_of(step).is_some(),
                id: id.into(),
                kind: kind.into(),
                title: title.into(),
                problems: problems.get(&index).copied().unwrap_or_default(),
            }
        };
        steps(&self.draft).iter().enumerate().map(name).collect()
    }

    /// Steps with new evidence, by their place in the list, and how many sessions it comes from.
    fn renewed(&self) -> Vec<(usize, u64)> {
        let of = |(index, step): (usize, &Json)| Some((index, self.renewal_of(step)?.sessions));
        if self.renewals.is_empty() {
            return Vec::new();
        }
        steps(&self.draft).iter().enumerate().filter_map(of).collect()
    }

    /// How surely the control of a step will be found again.
    fn lasts(&self, step: &Json) -> Option<lotse_api::channel::Lasts> {
        lasts::kept(&self.draft, word(step, "id")?, step.get("target")?)
    }

    fn points(&self) -> Rc<Vec<Option<(i64, i64)>>> {
        let point = |step: &Json| {
            let point = self.draft.point(word(step, "id")?)?;
            Some((point.x, point.y))
        };
        Rc::new(steps(&self.draft).iter().map(point).collect())
    }

    fn title(&self) -> AttrValue {
        let title = text_of(self.draft.at("/guide/title"), self.draft.tree(), self.studio.tongue.tag());
        title.unwrap_or_else(|| self.studio.words().untitled.to_owned()).into()
    }

    pub(super) fn guide_id(&self) -> AttrValue {
        self.draft.at("/guide/id").and_then(Json::as_text).unwrap_or_default().to_owned().into()
    }

    /// A text that is no document can only be mended as text.
    fn broken(&self, context: &Context<Self>) -> Html {
        let words = self.studio.words();
        let oninput = context.link().callback(|event: InputEvent| {
            let area = event.target_unchecked_into::<web_sys::HtmlTextAreaElement>();
            Message::Do(lotse_editor::command::Command::ReplaceSource { text: area.value() })
        });
        html! {
            <div class="broken">
                <h2>{ words.guide_broken }</h2>
                <p>{ words.guide_broken_hint }</p>
                { for self.findings.iter().map(|found| html! { <p class="fault" role="alert">{ &found.message }{ " " }{ &found.advice }</p> }) }
                <label for="file-text">{ words.file_text }</label>
                <textarea id="file-text" spellcheck="false" value={self.draft.save()} readonly={!self.is_mine()} {oninput} />
            </div>
        }
    }

    /// What the picker is doing, and what came from it.
    fn strip(&self, context: &Context<Self>) -> Html {
        let recorded = self.recorded();
        let title = |step: &Json| {
            let said = text_in(step.get("title").or_else(|| step.get("body")), &self.language)?;
            Some(plain(said, step.get("target"), &self.language))
        };
        let step = |one: &lotse_editor::record::RecordedStep| Heard {
            title: title(&one.step.give()).unwrap_or_else(|| one.step.id.as_str().to_owned()).into(),
            grade: one.grade,
            reasons: one.reasons.clone(),
        };
        html! {
            <Strip meeting={self.linked.meet.meeting} recording={self.linked.recording} steps={recorded.steps.iter().map(step).collect::<Vec<_>>()}
                missing={recorded.missing.len()} news={self.linked.news.clone()} is_trying={self.linked.is_trying}
                on={context.link().callback(Message::Linking)} />
        }
    }

    fn front(&self, context: &Context<Self>) -> Html {
        let Some(front) = self.front.clone() else { return Html::default() };
        let guide = self.guide_id();
        if let Front::Conflict(text, _) = &front
            && text.is_empty()
        {
            return Html::default();
        }
        let errors = self.findings.iter().filter(|found| found.severity == Severity::Error).count();
        html! {
            <Fronts {front} {guide} {errors} title={self.title()} project={context.props().project.clone()} path={self.path(context, "")}
                environments={context.props().opened.settings.environments.clone()} code={self.linked.meet.code()} languages={self.languages.clone()}
                steps={self.steps.clone()}
                on={self.calls.any.clone()} />
        }
    }

    /// What the palette offers while this page is shown.
    pub(super) fn offer(&self, context: &Context<Self>) {
        let words = self.studio.words();
        let link = context.link();
        let entry =
            |label: &'static str, icon: Icon, keys: Option<&'static str>, message: fn() -> Message| Entry {
                label: label.into(),
                group: words.guide.into(),
                icon,
                keys: keys.map(AttrValue::from),
                on_choose: link.callback(move |()| message()),
            };
        self.studio.ask.emit(Ask::Offer(Rc::new(vec![
            entry(words.add_step, Icon::Plus, Some("Ctrl Enter"), || Message::AddStep("instruct")),
            entry(words.undo, Icon::Undo, Some("Ctrl Z"), || Message::Undo),
            entry(words.redo, Icon::Redo, Some("Ctrl Shift Z"), || Message::Redo),
            entry(words.view_steps, Icon::List, None, || Message::Show(View::Steps)),
            entry(words.view_graph, Icon::Graph, None, || Message::Show(View::Graph)),
            entry(words.view_texts, Icon::Texts, None, || Message::Show(View::Texts)),
            entry(words.view_guide, Icon::Settings, None, || Message::Show(View::Guide)),
            entry(words.view_usage, Icon::Chart, None, || Message::Show(View::Usage)),
            entry(words.send_to_review, Icon::Check, None, || Message::Front(Some(Front::Review))),
        ])));
    }
}

fn scene_words(desk: &Desk) -> &'static crate::words::Words {
    desk.studio.words()
}

/// How a text names the control that its step points at.
const TARGET: &str = "{target}";

/// Headings are short: marks of Markdown are left out, and what follows the first line. The control is called by its name.
fn plain(markdown: &str, target: Option<&Json>, language: &str) -> String {
    let line = markdown.lines().next().unwrap_or_default();
    let named = target.filter(|_| line.contains(TARGET)).and_then(|target| form::name_of(target, language));
    let line = &named.map_or_else(|| line.to_owned(), |name| line.replace(TARGET, &name));
    // Reading Markdown of every heading on every key would be felt in long guides.
    if !line.contains(['*', '_', '[', '{', '`', '~', '&', '\\', '#', '<', '!', '>']) {
        return line.to_owned();
    }
    let parsed = lotse_markup::parse(line, &lotse_model::url::AddressPolicy::default());
    let text = lotse_model::content::plain_text(&parsed.content);
    if text.is_empty() { line.to_owned() } else { text }
}

fn without_steps(guide: &Json) -> Json {
    match guide {
        Json::Map(members) => {
            Json::Map(members.iter().filter(|(name, _)| name != "steps").cloned().collect())
        }
        other => other.clone(),
    }
}
