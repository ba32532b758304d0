//! Recorded guides where they were not recorded: in the app's other language, for another user, on older versions of the app.
//! Pointing at something else is a failure; how many get to their ends is a figure, which `cargo xtask soak elsewhere` prints.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::CHROMIUM_AND_FIREFOX;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::page::Page;
use lotse_tests::session::Session;
use serde_json::json;

use crate::django::{PINNED, Version};
use crate::errand::{Deed, Errand};
use crate::picker_real::{BUYER, Subject};
use crate::realapps::app::{App, DIRECTUS, UI5, UI5_BEFORE};
use crate::replay::{Outcome, Taught};
use crate::{picker, picker_django};

/// What the examples call the same thing, English and German.
const WORDS: &str = include_str!("errands/words.json");
/// Versions before the one that the errands are recorded on.
const OLDER: [&str; 2] = ["4.2.30", "3.2.25"];

/// Every test of this file; they take minutes each, so only `--full` runs them.
pub const CASES: &[Case] = &[
    case!(CHROMIUM_AND_FIREFOX, kontor_in_the_other_language).within(900).sampled(&[]),
    case!(CHROMIUM_AND_FIREFOX, django_in_the_other_language).within(900).sampled(&[]),
    case!(CHROMIUM_AND_FIREFOX, django_for_another_user).within(900).sampled(&[]),
    case!(CHROMIUM_AND_FIREFOX, django_of_older_versions).within(1500).sampled(&[]),
    case!(CHROMIUM_AND_FIREFOX, ui5_in_the_other_language_and_version)
        .within(1800)
        .sampled(&[])
        .uses(UI5.name),
    case!(CHROMIUM_AND_FIREFOX, directus_in_the_other_language_and_for_others)
        .within(1800)
        .sampled(&[])
        .uses(DIRECTUS.name),
];

/// What became of guides in one kind of elsewhere.
struct Tally<'a> {
    page: &'a Page,
    kind: &'static str,
    to_the_end: usize,
    right: usize,
    nowhere: usize,
    wrong: Vec<String>,
    stuck: Vec<String>,
}

impl<'a> Tally<'a> {
    fn of(page: &'a Page, kind: &'static str) -> Self {
        Tally { page, kind, to_the_end: 0, right: 0, nowhere: 0, wrong: Vec::new(), stuck: Vec::new() }
    }

    fn note(&mut self, name: &str, outcome: Outcome) {
        self.right += outcome.right;
        self.nowhere += outcome.unanchored;
        self.wrong.extend(outcome.wrong);
        match outcome.failed {
            None => self.to_the_end += 1,
            Some(error) => self.stuck.push(format!("{name}: {error:#}")),
        }
    }

    /// Keeps the figures for whoever asked for them.
    fn tell(&self) -> Result<()> {
        let (kind, browser) = (self.kind, self.page.browser());
        println!("{kind} in {browser}: {} to the end; not: {:#?}", self.to_the_end, self.stuck);
        let told = json!({
            "kind": kind, "browser": browser.to_string(), "guides": self.to_the_end + self.stuck.len(),
            "to_the_end": self.to_the_end, "right": self.right, "nowhere": self.nowhere, "wrong": self.wrong.len(),
        });
        let folder = self.page.place().out().join("elsewhere");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{}-{browser}.json", kind.replace(' ', "-"))), told.to_string())?;
        Ok(())
    }

    /// Keeps the figures, and fails where a guide has pointed at something else.
    fn judge(self) -> Result<()> {
        judge(&[self])
    }
}

/// Keeps the figures of all, and fails where a guide has pointed at something else in any of them.
fn judge(tallies: &[Tally<'_>]) -> Result<()> {
    tallies.iter().try_for_each(Tally::tell)?;
    let wrong: Vec<&String> = tallies.iter().flat_map(|tally| &tally.wrong).collect();
    ensure!(wrong.is_empty(), "wrong elements: {wrong:#?}");
    Ok(())
}

/// The same errand for somebody who reads the other language.
fn translated(errand: &Errand) -> Result<Errand> {
    let pairs: Vec<[String; 2]> = serde_json::from_str(WORDS).context("words")?;
    let to_german = errand.language == "en";
    let pairs = pairs
        .into_iter()
        .map(|[english, german]| if to_german { (english, german) } else { (german, english) });
    let words: BTreeMap<String, String> = pairs.collect();
    let say = |word: &mut String| {
        if let Some(other) = words.get(word) {
            other.clone_into(word);
        }
    };
    let mut errand = errand.clone();
    errand.language = if to_german { "de" } else { "en" }.to_owned();
    for deed in &mut errand.deeds {
        let Deed { click, double, menu, choose, fill, .. } = deed;
        for [_, name] in [click, double, menu].into_iter().flatten() {
            say(name);
        }
        if let Some([_, name, option]) = choose {
            say(name);
            say(option);
        }
        if let Some([_, name, _]) = fill {
            say(name);
        }
    }
    Ok(errand)
}

async fn kontor_in_the_other_language(page: &Page) -> Result<()> {
    let taught = picker::recorded(page, 0, 1).await?;
    let session = Session::open(page.browser(), page.place()).await?;
    let mut tally = Tally::of(page, "Kontor, other language");
    for guide in &taught {
        let elsewhere = Taught { errand: translated(&guide.errand)?, ..guide.clone() };
        tally.note(&guide.errand.name, picker::replay(&session, &elsewhere).await?);
    }
    session.close().await;
    tally.judge()
}

/// Follows Django's guides wherever `places` sends them: under which name, as what, on which version.
async fn over_django(
    page: &Page,
    kind: &'static str,
    places: impl Fn(&Taught) -> Result<Vec<(String, Taught, Version)>>,
) -> Result<()> {
    let taught = picker_django::recorded(page, 0, 1).await?;
    let session = Session::open(page.browser(), page.place()).await?;
    let mut tally = Tally::of(page, kind);
    for guide in &taught {
        for (name, elsewhere, version) in places(guide)? {
            tally.note(&name, picker_django::replay(&session, &elsewhere, version).await?);
        }
    }
    session.close().await;
    tally.judge()
}

async fn django_in_the_other_language(page: &Page) -> Result<()> {
    over_django(page, "Django, other language", |guide| {
        let errand = translated(&guide.errand)?;
        Ok(vec![(guide.errand.name.clone(), Taught { errand, ..guide.clone() }, PINNED)])
    })
    .await
}

/// Somebody else who may do the same; nobody but the administrator may do what the administrator does to accounts and offices.
fn somebody_else(errand: &Errand) -> Option<&'static str> {
    match (errand.name.as_str(), errand.user.as_str()) {
        ("new-ticket" | "search-equipment" | "password", "admin" | "ben") => Some("anna"),
        ("filter-tickets", "anna") => Some("ben"),
        (_, "anna" | "ben") => Some("admin"),
        _ => None,
    }
}

async fn django_for_another_user(page: &Page) -> Result<()> {
    over_django(page, "Django, another user", |guide| {
        let as_user = |user: &str| Errand { user: user.to_owned(), ..guide.errand.clone() };
        let errand = somebody_else(&guide.errand).map(as_user);
        let place = |errand| (guide.errand.name.clone(), Taught { errand, ..guide.clone() }, PINNED);
        Ok(errand.map(place).into_iter().collect())
    })
    .await
}

async fn django_of_older_versions(page: &Page) -> Result<()> {
    over_django(page, "Django, older versions", |guide| {
        let place = |version| (format!("{} on {version}", guide.errand.name), guide.clone(), Some(version));
        Ok(OLDER.into_iter().map(place).collect())
    })
    .await
}

async fn ui5_in_the_other_language_and_version(page: &Page) -> Result<()> {
    let (newer, older) =
        (Subject::of(App::start(page, &UI5).await?), Subject::of(App::start(page, &UI5_BEFORE).await?));
    let mut tallies =
        ["UI5, where it was recorded", "UI5, other language", "UI5, older version", "UI5, newer version"]
            .map(|kind| Tally::of(page, kind));
    let [home, language, before, after] = &mut tallies;
    let session = Session::open(page.browser(), page.place()).await?;
    for guide in &newer.recorded(page, 0, 1).await? {
        let name = &guide.errand.name;
        home.note(name, newer.replay(&session, guide).await?);
        let elsewhere = Taught { errand: translated(&guide.errand)?, ..guide.clone() };
        language.note(name, newer.replay(&session, &elsewhere).await?);
        before.note(name, older.replay(&session, guide).await?);
    }
    for guide in &older.recorded(page, 0, 1).await? {
        after.note(&guide.errand.name, newer.replay(&session, guide).await?);
    }
    session.close().await;
    judge(&tallies)
}

async fn directus_in_the_other_language_and_for_others(page: &Page) -> Result<()> {
    let subject = Subject::of(App::start(page, &DIRECTUS).await?);
    let mut tallies =
        ["Directus, where it was recorded", "Directus, other language", "Directus, another user"]
            .map(|kind| Tally::of(page, kind));
    let [home, language, user] = &mut tallies;
    let session = Session::open(page.browser(), page.place()).await?;
    for guide in &subject.recorded(page, 0, 1).await? {
        let name = &guide.errand.name;
        home.note(name, subject.replay(&session, guide).await?);
        let elsewhere = Taught { errand: translated(&guide.errand)?, ..guide.clone() };
        language.note(name, subject.replay(&session, &elsewhere).await?);
        for other in ["selin", BUYER] {
            let errand = Errand { user: other.to_owned(), ..guide.errand.clone() };
            let elsewhere = Taught { errand, ..guide.clone() };
            user.note(&format!("{name} as {other}"), subject.replay(&session, &elsewhere).await?);
        }
    }
    session.close().await;
    judge(&tallies)
}
