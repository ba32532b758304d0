//! Signs of problems in the page and the app: where such are published, the fitting problem is offered quietly, with its reason.

use lotse_model::bundle::IndexEntry;
use lotse_model::fold::fold_text;
use lotse_model::gather::Gather as _;
use lotse_model::glob::Glob;
use lotse_model::help::{SignEntry, SignShard};
use lotse_model::json::Json;
use lotse_model::problem::Sign;
use lotse_model::url::PageAddress;
use lotse_model::wire::{Reader, Wire as _};

use crate::chunks::Chunks;
use crate::home::{fits_page, of_page};
use crate::panel::{Setup, items, text, whole};
use crate::texts::in_language;
use crate::view::{list, object, of_kind};
use crate::words;

/// Longest text of the page that is shown in an offer.
const MAX_SAID_LETTERS: usize = 80;

/// Why a problem is offered.
#[derive(Clone, Debug, PartialEq)]
enum Because {
    Says(String),
    Reported,
    State,
}

/// What is watched for on this page.
#[derive(Debug, Default)]
pub struct Signs {
    index: Vec<IndexEntry>,
    entries: Option<Vec<SignEntry>>,
    offer: Option<(usize, Because)>,
    /// Problems that were offered and put away on this page.
    dismissed: Vec<String>,
    /// What came before the signs were known.
    early: Vec<Json>,
}

impl Signs {
    /// Whether nothing is published for this page.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.index.is_empty()
    }

    /// The shards for this page, by prefix.
    pub fn set_shards(&mut self, event: &Json) {
        let take = |item: &Json| IndexEntry::take(item, &mut Reader::default());
        self.index = items(event, "signs").iter().filter_map(take).gather();
        self.entries = None;
        self.offer = None;
    }

    /// Goes on as far as what is here allows.
    pub fn advance(&mut self, chunks: &mut Chunks, setup: &Setup, effects: &mut Vec<Json>) {
        if self.index.is_empty() || self.entries.is_some() {
            return;
        }
        let Some(shards) = of_page::<SignShard>(&self.index, chunks, setup) else { return };
        let page = PageAddress::new(&setup.address);
        let entries: Vec<SignEntry> = shards
            .into_iter()
            .flat_map(|shard| shard.signs)
            .filter(|entry| fits_page(&entry.pages, &page))
            .gather();
        let wants_texts = entries.iter().any(|entry| matches!(entry.sign, Sign::Text { .. }));
        let conditions = entries.iter().filter_map(|entry| match &entry.sign {
            Sign::State { target, state } => {
                Some(of_kind("element").put("target", target.give()).put("state", state.give()).made())
            }
            _ => None,
        });
        let conditions = list(conditions);
        effects.push(of_kind("watch").flag("texts", wants_texts).put("conditions", conditions).made());
        self.entries = Some(entries);
        for event in core::mem::take(&mut self.early) {
            self.seen(&event, &setup.languages);
        }
    }

    /// Something has been seen, or was reported by the host app.
    pub fn seen(&mut self, event: &Json, languages: &[String]) {
        let Some(entries) = &self.entries else {
            if self.early.len() < 16 {
                self.early.push(event.clone());
            }
            return;
        };
        let status = whole(event, "status").and_then(|status| u32::try_from(status).ok());
        let found = entries.iter().enumerate().find_map(|(place, entry)| {
            if self.dismissed.iter().any(|id| id == entry.problem.as_str()) {
                return None;
            }
            let because = match (&entry.sign, text(event, "what")?) {
                (Sign::Text { like }, "text") => {
                    let said = text(event, "text")?;
                    let folded = fold_text(said);
                    let fits = |glob: &str| {
                        Glob::new(&fold_text(glob)).is_some_and(|glob| glob.fits(folded.as_bytes()))
                    };
                    let wanted = |tag: &str| {
                        tag == "*" || languages.iter().any(|one| one.starts_with(tag)) || tag.len() < 4
                    };
                    let is_like = like.iter().any(|(tag, glob)| wanted(tag) && fits(glob));
                    is_like.then(|| Because::Says(said.trim().chars().take(MAX_SAID_LETTERS).collect()))
                }
                (Sign::HostEvent { name }, "host_event") => {
                    (text(event, "name")? == name).then_some(Because::Reported)
                }
                (Sign::FailedRequest { url, status: wanted }, "failed_request") => {
                    let address = fold_text(text(event, "url")?);
                    let fits = |glob: &String| {
                        Glob::new(&fold_text(glob)).is_some_and(|glob| glob.fits(address.as_bytes()))
                    };
                    let is_status =
                        wanted.is_empty() || status.is_some_and(|status| wanted.contains(&status));
                    (is_status && url.iter().any(fits)).then_some(Because::Reported)
                }
                _ => None,
            };
            because.map(|because| (place, because))
        });
        if found.is_some() {
            self.offer = found;
        }
    }

    /// The core says which states hold, in the order in which they were asked.
    pub fn asked(&mut self, verdicts: &[Option<bool>]) {
        let entries = self.entries.iter().flatten().enumerate();
        let states = entries.filter(|(_, entry)| matches!(entry.sign, Sign::State { .. }));
        let is_wanted = |entry: &SignEntry| !self.dismissed.iter().any(|id| id == entry.problem.as_str());
        let found = states
            .zip(verdicts)
            .find(|((_, entry), verdict)| **verdict == Some(true) && is_wanted(entry))
            .map(|((place, _), _)| place);
        match (found, &self.offer) {
            (Some(place), None) => self.offer = Some((place, Because::State)),
            // What pointed to it is over.
            (None, Some((_, Because::State))) => self.offer = None,
            _ => {}
        }
    }

    /// The user has put the offer away, or opened help.
    pub fn dismiss(&mut self) {
        let Some((place, _)) = self.offer.take() else { return };
        if let Some(entry) = self.entries.iter().flatten().nth(place) {
            self.dismissed.push(entry.problem.as_str().to_owned());
        }
    }

    /// The offer as it is drawn.
    #[must_use]
    pub fn draw(&self, languages: &[String]) -> Json {
        let language = languages.first().map_or("en", String::as_str);
        let Some((place, because)) = &self.offer else { return Json::Null };
        let Some(entry) = self.entries.iter().flatten().nth(*place) else { return Json::Null };
        let why = match because {
            Because::Says(said) => words::FITS_BECAUSE_TEXT.fill(language, said, ""),
            Because::Reported => words::FITS_BECAUSE_APP.pick(language).to_owned(),
            Because::State => words::FITS_BECAUSE_STATE.pick(language).to_owned(),
        };
        let id = entry.problem.as_str();
        object()
            .text("title", in_language(&entry.title, languages).unwrap_or(id))
            .put("why", Json::Text(why))
            .text("open", words::OPEN_HELP.pick(language))
            .text("later", words::NOT_NOW.pick(language))
            .put("event", of_kind("pick").text("what", "problem").text("id", id).made())
            .made()
    }
}
