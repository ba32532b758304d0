//! Following a recorded guide as a user would, in a fresh profile, looking at what it points at.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use lotse_api::channel::Action;
use lotse_editor::compile::{Source, Stamp, compile};
use lotse_editor::record::{Heading, Recorded, fold};
use lotse_model::basic::{GuideId, Table};
use lotse_tests::find::card;
use lotse_tests::page::Page;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::errand::{Deed, Errand};
use crate::follow::press;

/// How long a step may take to come.
const PATIENCE: Duration = Duration::from_secs(12);
/// After this, a card that is still there is gone on from by its button.
const MOMENT: Duration = Duration::from_millis(2500);

/// An errand that was recorded.
#[derive(Clone)]
pub struct Taught {
    pub errand: Errand,
    pub recorded: Recorded,
    /// A bundle in single-file form.
    pub bundle: String,
    /// The text of the guide's file.
    pub source: String,
}

/// What came of following.
#[derive(Default)]
pub struct Outcome {
    /// Steps at which the guide pointed at something else.
    pub wrong: Vec<String>,
    /// Steps at which it pointed at nothing.
    pub unanchored: usize,
    /// Steps that pointed at the right thing.
    pub right: usize,
    /// Why the end was not reached.
    pub failed: Option<anyhow::Error>,
}

/// What came of following several.
#[derive(Default)]
pub struct Report {
    lines: Vec<String>,
    wrong: Vec<String>,
    failed: Vec<String>,
}

impl Report {
    pub fn note(&mut self, guide: &Taught, outcome: Outcome) {
        let (name, steps) = (&guide.errand.name, guide.recorded.steps.len());
        let (right, nowhere) = (outcome.right, outcome.unanchored);
        self.lines.push(format!("{name}: {steps} steps, {right} right, {nowhere} without pointing"));
        self.wrong.extend(outcome.wrong);
        self.failed.extend(outcome.failed.map(|error| format!("{name}: {error:#}")));
    }

    /// Every guide came to its end and never pointed at anything else than was meant.
    pub fn judge(&self, page: &Page) -> Result<()> {
        println!("replayed in {}: {:#?}", page.browser(), self.lines);
        ensure!(self.wrong.is_empty(), "wrong elements: {:#?}", self.wrong);
        ensure!(self.failed.is_empty(), "not to the end: {}", self.failed.join("\n\n"));
        Ok(())
    }
}

/// Makes a guide of actions.
pub fn teach(errand: &Errand, actions: &[Action]) -> Result<Taught> {
    let languages = ["en".to_owned(), "de".to_owned()];
    let recorded = fold(actions, &languages);
    ensure!(recorded.missing.is_empty(), "lost: {:?}", recorded.missing);
    let sentences: Vec<_> = recorded.steps.iter().map(|step| (step.step.id.as_str(), &step.parts)).collect();
    ensure!(
        sentences.len() == errand.deeds.len(),
        "{}: not one step for each deed: {sentences:#?}",
        errand.name
    );
    let title = Table::from_iter(languages.map(|language| (language, errand.name.clone())));
    let heading = Heading { id: GuideId::new(&errand.name).context("a bad name")?, title };
    let source = recorded.source(&heading).context("nothing was recorded")?;
    let project = Source {
        name: "project.json".to_owned(),
        text: r#"{"schema":0,"id":"recorded","default_language":"en","languages":["en","de"]}"#.to_owned(),
    };
    let file = Source { name: format!("{}.guide.json", errand.name), text: source.clone() };
    let compiled = compile(&project, &[file], Stamp { release: 1, issued_s: 1_790_000_000 });
    let Some(bundle) = compiled.bundle else {
        bail!("{}: {:#?}\n{source}", errand.name, compiled.findings);
    };
    Ok(Taught { errand: errand.clone(), recorded, bundle: bundle.single_file(None), source })
}

impl Taught {
    /// Keeps the guide for whoever wants to know more; the folder that it lies in.
    pub fn keep(&self, page: &Page) -> Result<PathBuf> {
        let folder = page.place().out().join("recorded");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{}.guide.json", self.errand.name)), &self.source)?;
        Ok(folder)
    }

    /// Follows the guide, which has begun, to its end; a picture is taken where it does not come there.
    pub async fn follow(&self, page: &Page) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        if let Err(error) = self.walk(page, &mut outcome).await {
            page.picture(&format!("failed/{}-replay-{}", page.browser(), self.errand.name)).await?;
            outcome.failed = Some(error);
        }
        Ok(outcome)
    }

    async fn walk(&self, page: &Page, outcome: &mut Outcome) -> Result<()> {
        for (index, (step, deed)) in self.recorded.steps.iter().zip(&self.errand.deeds).enumerate() {
            let place = format!("{} step {} ({})", self.errand.name, index + 1, step.step.id);
            shown(page, index + 1).await.with_context(|| place.clone())?;
            self.look(page, deed, &place, step.step.target.is_some(), outcome).await?;
            deed.act(page).await.with_context(|| place.clone())?;
            self.go_on(page, index + 1).await.with_context(|| place.clone())?;
        }
        let until = Instant::now() + PATIENCE;
        loop {
            // In either language: it may be what the errand has changed.
            if ["Fertig", "Done"].contains(&read(page).await?.title.as_str()) {
                return Ok(());
            }
            ensure!(
                Instant::now() < until,
                "{} does not end; the card: {:?}",
                self.errand.name,
                read(page).await?
            );
            sleep(Duration::from_millis(60)).await;
        }
    }

    /// Looks where the ring is.
    async fn look(
        &self,
        page: &Page,
        deed: &Deed,
        place: &str,
        wants: bool,
        outcome: &mut Outcome,
    ) -> Result<()> {
        if !wants {
            outcome.unanchored += 1;
            return Ok(());
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let ring = read(page).await?.ring;
            let middle = deed.middle(page).await?;
            let is_in = |[left, top, right, bottom]: [f64; 4], (x, y): (f64, f64)| {
                x >= left && x <= right && y >= top && y <= bottom
            };
            match (ring, middle) {
                (Some(ring), Some(middle)) if is_in(ring, middle) => {
                    outcome.right += 1;
                    return Ok(());
                }
                // The ring may be on its way.
                _ if Instant::now() < until => sleep(Duration::from_millis(100)).await,
                (Some(ring), Some(middle)) => {
                    outcome.wrong.push(format!("{place}: ring {ring:?}, element at {middle:?}"));
                    return Ok(());
                }
                _ => {
                    outcome.unanchored += 1;
                    return Ok(());
                }
            }
        }
    }

    /// Presses the card's own button where the step is not done by itself, and waits where the card has none: pages take their time.
    async fn go_on(&self, page: &Page, step: usize) -> Result<()> {
        let begun = Instant::now();
        let name = if self.errand.language == "de" { "Weiter" } else { "Next" };
        loop {
            let card = read(page).await?;
            if !card.is_at(step) {
                return Ok(());
            }
            if begun.elapsed() > MOMENT && card.buttons.iter().any(|button| button == name) {
                // Pages that take long make the step go on while somebody is about to press.
                let pressed = press(page, name).await;
                return if read(page).await?.is_at(step) { pressed } else { Ok(()) };
            }
            let (is_late, notice) = (begun.elapsed() > PATIENCE, &card.notice);
            ensure!(!is_late, "does not go on, at {}: {card:?}, {notice:?}", page.url().await?);
            sleep(Duration::from_millis(60)).await;
        }
    }
}

/// What the card says.
#[derive(Debug, Default)]
struct Card {
    progress: String,
    title: String,
    body: String,
    notice: String,
    buttons: Vec<String>,
    ring: Option<[f64; 4]>,
}

impl Card {
    fn is_at(&self, step: usize) -> bool {
        let numbers: Vec<&str> = self
            .progress
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|it| !it.is_empty())
            .collect();
        numbers.first() == Some(&step.to_string().as_str())
    }
}

const READ: &str = "const root = document.querySelector('lotse-stage')?.shadowRoot; if (!root) return null;
  const card = [...root.querySelectorAll('.body')].find((it) => it.checkVisibility())?.closest('[popover]');
  const title = [...root.querySelectorAll('h2')].find((it) => it.checkVisibility());
  const hole = [...root.querySelectorAll('.hole.ring')].find((it) => it.matches(':popover-open'));
  const box = hole?.getBoundingClientRect();
  const buttons = [...card?.querySelectorAll('button') ?? []].filter((it) => it.checkVisibility()).map((it) => it.textContent.trim());
  return { buttons, notice: card?.querySelector('.notice')?.textContent ?? '', progress: card?.querySelector('.progress')?.textContent ?? '', title: title?.textContent ?? '',
    body: card?.querySelector('.body')?.textContent ?? '', ring: box ? [box.left, box.top, box.right, box.bottom] : null };";

async fn read(page: &Page) -> Result<Card> {
    let found = page.script(READ, Vec::new()).await.unwrap_or(Value::Null);
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let ring = found.get("ring").and_then(|ring| serde_json::from_value(ring.clone()).ok());
    let buttons = found.get("buttons").and_then(|list| serde_json::from_value(list.clone()).ok());
    Ok(Card {
        progress: text("progress"),
        title: text("title"),
        body: text("body"),
        notice: text("notice"),
        buttons: buttons.unwrap_or_default(),
        ring,
    })
}

async fn shown(page: &Page, step: usize) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        let found = read(page).await?;
        if found.is_at(step) && !found.body.is_empty() {
            return Ok(());
        }
        if Instant::now() > until {
            // Says what is there instead.
            page.find(card().text(format!("step {step}"))).await.context(format!("{found:?}"))?;
        }
        sleep(Duration::from_millis(60)).await;
    }
}
