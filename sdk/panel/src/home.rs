//! The first screen: search as one types, what fits this page, what was begun, what was handed over.

use lotse_help::search::{Part, Search};
use lotse_model::bundle::IndexEntry;
use lotse_model::gather::Gather as _;
use lotse_model::help::{HelpEntry, HelpRoot, HelpShard};
use lotse_model::json::Json;
use lotse_model::search::{EntryKind, SearchRoot};
use lotse_model::url::{PageAddress, Pattern, may_fit};
use lotse_model::wire::read;

use crate::chunks::{Chunks, Want};
use crate::panel::draw::Page;
use crate::panel::{Panel, Setup};
use crate::texts::in_language;
use crate::view::{actions, busy, button, digits, event, heading, hint, lead, list, of_kind, row, rows};
use crate::words;

/// Most rows of what fits a page.
const MAX_HERE: usize = 6;
/// Most results that are shown.
const MAX_SHOWN: usize = 8;
/// Most times that a query is asked anew because parts have come.
const MAX_ROUNDS: usize = 6;

/// What the first screen knows.
#[derive(Debug, Default)]
pub struct Home {
    query: String,
    search: Option<Search>,
    is_search_away: bool,
    /// Parts of the index that cannot be had.
    hits: Option<Vec<(EntryKind, String, String)>>,
    here: Option<Vec<HelpEntry>>,
    /// What the core says of the audiences of what is here, in the same order; unknown counts as no.
    allowed: Option<Vec<bool>>,
    is_gone: bool,
}

impl Home {
    /// What was typed.
    pub fn set_query(&mut self, text: &str) {
        text.clone_into(&mut self.query);
        self.hits = None;
        self.is_gone = false;
    }

    /// Something that was asked for does not exist any more.
    pub fn say_gone(&mut self) {
        self.is_gone = true;
    }

    /// Another page: other things fit.
    pub fn forget_page(&mut self) {
        self.here = None;
        self.allowed = None;
        self.hits = None;
    }

    /// Goes on as far as what is here allows.
    pub fn advance(
        &mut self,
        root: &HelpRoot,
        chunks: &mut Chunks,
        setup: &Setup,
        language: &str,
        effects: &mut Vec<Json>,
    ) {
        self.load_here(root, chunks, setup, effects);
        self.load_search(root, chunks, setup, language);
        if self.query.trim().is_empty() || self.hits.is_some() {
            return;
        }
        let Some(search) = &mut self.search else { return };
        let page = PageAddress::new(&setup.address);
        let fits = |glob: &str| Pattern::new(glob).is_ok_and(|pattern| pattern.fits(&page));
        // Parts that are here already are put in and asked again: first of the dictionary, then of postings, then of entries.
        for _ in 0..MAX_ROUNDS {
            let answer = search.ask(&self.query, &fits);
            let mut missing = answer.missing;
            let mut hits = Vec::new();
            for hit in answer.hits.iter().take(MAX_SHOWN) {
                match search.entry(hit.entry) {
                    Ok(entry) => hits.push((entry.kind, entry.id.clone(), entry.title.clone())),
                    Err(Some(part)) if !missing.contains(&part) => missing.push(part),
                    Err(_) => {}
                }
            }
            match fetch(search, &missing, chunks) {
                Fetched::Nothing => {
                    self.hits = Some(hits);
                    return;
                }
                Fetched::Some => {}
                Fetched::Waiting => return,
            }
        }
    }

    fn load_here(&mut self, root: &HelpRoot, chunks: &mut Chunks, setup: &Setup, effects: &mut Vec<Json>) {
        if self.here.is_some() {
            return;
        }
        let Some(shards) = of_page::<HelpShard>(&root.index, chunks, setup) else { return };
        let page = PageAddress::new(&setup.address);
        let mut here: Vec<HelpEntry> = Vec::new();
        for entry in shards.into_iter().flat_map(|shard| shard.entries) {
            let is_new = !here.iter().any(|known| known.id == entry.id && known.kind == entry.kind);
            if is_new && fits_page(&entry.pages, &page) {
                here.push(entry);
            }
        }
        let conditions: Vec<Json> = here
            .iter()
            .filter_map(|entry| entry.audience.as_ref())
            .map(lotse_model::wire::Wire::give)
            .gather();
        if conditions.is_empty() {
            self.allowed = Some(vec![true; here.len()]);
        } else {
            let purpose = Json::from("audience");
            effects.push(of_kind("ask").put("purpose", purpose).put("conditions", list(conditions)).made());
        }
        self.here = Some(here);
    }

    /// The core has answered who may see what.
    pub fn audiences(&mut self, verdicts: &[Option<bool>]) {
        let mut verdicts = verdicts.iter();
        let allowed = self.here.iter().flatten().map(|entry| match entry.audience {
            Some(_) => verdicts.next() == Some(&Some(true)),
            None => true,
        });
        self.allowed = Some(allowed.gather());
    }

    fn load_search(&mut self, root: &HelpRoot, chunks: &mut Chunks, setup: &Setup, language: &str) {
        if self.search.is_none() {
            let own = [language.to_owned()];
            let languages = if root.search.get(language).is_some() { &own[..] } else { &setup.languages };
            match in_language(&root.search, languages).map(|name| chunks.want(name)) {
                Some(Want::Here(text)) => self.search = read::<SearchRoot>(text).ok().map(Search::new),
                Some(Want::Coming) => return,
                _ => self.is_search_away = true,
            }
        }
        if let Some(search) = &mut self.search {
            self.is_search_away = false;
            let at_once = search.at_once();
            fetch(search, &at_once, chunks);
        }
    }

    /// Whether anything can be found at all.
    fn can_search(&self) -> bool {
        self.search.is_some() || !self.is_search_away
    }

    fn fitting(&self, kinds: &[EntryKind]) -> impl Iterator<Item = &HelpEntry> {
        let kinds = kinds.to_vec();
        let allowed = self.allowed.clone().unwrap_or_default();
        let entries = self.here.iter().flatten().enumerate();
        entries
            .filter(move |(place, entry)| kinds.contains(&entry.kind) && allowed.get(*place) == Some(&true))
            .map(|(_, entry)| entry)
    }
}

/// The shards whose prefix may fit the page; nothing while one is on its way. What cannot be had is left out.
pub(crate) fn of_page<T: lotse_model::wire::Wire>(
    index: &[IndexEntry],
    chunks: &mut Chunks,
    setup: &Setup,
) -> Option<Vec<T>> {
    let mut shards = Vec::new();
    let mut is_waiting = false;
    for entry in index.iter().filter(|entry| may_fit(&entry.prefix, &setup.address)) {
        match chunks.want(&entry.shard) {
            Want::Here(text) => read::<T>(text).ok().into_iter().add_to(&mut shards),
            Want::Coming => is_waiting = true,
            Want::Away => {}
        }
    }
    (!is_waiting).then_some(shards)
}

/// Whether one of these globs fits the page, or there is none.
pub(crate) fn fits_page(pages: &[String], page: &PageAddress) -> bool {
    pages.is_empty() || pages.iter().any(|glob| Pattern::new(glob).is_ok_and(|pattern| pattern.fits(page)))
}

/// What became of parts that were missing.
#[derive(Clone, Copy, PartialEq)]
enum Fetched {
    Nothing,
    Some,
    Waiting,
}

/// Puts parts of the index in. One that cannot be had is left out.
fn fetch(search: &mut Search, parts: &[Part], chunks: &mut Chunks) -> Fetched {
    let mut fetched = Fetched::Nothing;
    for part in parts {
        let Some(name) = search.shard(*part).map(str::to_owned) else { continue };
        match chunks.want(&name) {
            Want::Here(text) => {
                let text = text.to_owned();
                search.add(*part, &text);
                if fetched == Fetched::Nothing {
                    fetched = Fetched::Some;
                }
            }
            Want::Coming => fetched = Fetched::Waiting,
            Want::Away => {}
        }
    }
    fetched
}

fn icon(kind: EntryKind) -> &'static str {
    kind.word()
}

fn open(kind: EntryKind, id: &str) -> Json {
    of_kind("pick").text("what", kind.word()).text("id", id).made()
}

impl Panel {
    pub(crate) fn draw_home(&mut self) -> Page {
        let mut parts = vec![self.search_part()];
        let is_searching = !self.home.query.trim().is_empty();
        if is_searching {
            if self.home.hits.as_ref().is_some_and(Vec::is_empty) {
                parts.push(hint(self.say(words::NONE_HINT)));
            }
        } else {
            if self.home.is_gone {
                parts.push(lead(self.say(words::PROBLEM_GONE)));
            }
            self.begun(&mut parts);
            self.own_cases(&mut parts);
            self.fitting_rows(&mut parts);
        }
        if self.home.is_search_away || (self.home.here.is_none() && self.chunks.is_missing_some()) {
            self.away().into_iter().add_to(&mut parts);
        } else if self.home.here.is_none() {
            parts.push(busy(self.say(words::LOADING)));
        }
        Page {
            key: "home".to_owned(),
            title: self.say(words::HELP).to_owned(),
            parts,
            back: None,
            has_person: true,
        }
    }

    fn search_part(&mut self) -> Json {
        let language = self.language();
        let kind_name = |kind: EntryKind| match kind {
            EntryKind::Problem => words::KIND_PROBLEM,
            EntryKind::Guide => words::KIND_GUIDE,
            EntryKind::Checklist => words::KIND_LIST,
        };
        let hits = self.home.hits.as_deref().unwrap_or_default();
        let options = hits.iter().map(|(kind, id, title)| {
            row(icon(*kind), title, kind_name(*kind).pick(language), open(*kind, id))
        });
        let options = list(options);
        let is_asked = !self.home.query.trim().is_empty();
        let status = match (&self.home.hits, is_asked) {
            (_, false) => String::new(),
            (None, true) if !self.home.can_search() => String::new(),
            (None, true) => self.say(words::SEARCHING).to_owned(),
            (Some(hits), true) => match hits.len() {
                0 => self.say(words::COUNT_NONE).to_owned(),
                1 => self.say(words::COUNT_ONE).to_owned(),
                many => words::COUNT.fill(language, &digits(many as i64), ""),
            },
        };
        of_kind("search")
            .text("label", words::SEARCH_LABEL.pick(language))
            .text("example", words::SEARCH_EXAMPLE.pick(language))
            .text("value", self.home.query.as_str())
            .put("options", options)
            .put("status", Json::Text(status))
            .made()
    }

    /// A case that was begun and not ended.
    fn begun(&mut self, parts: &mut Vec<Json>) {
        let Some(case) = &self.case else { return };
        let id = case.problem.id.as_str().to_owned();
        let title = case.title.clone();
        parts.push(heading(self.say(words::GO_ON)));
        parts.push(rows(vec![row(
            "problem",
            &title,
            self.say(words::CASE_OPEN),
            open(EntryKind::Problem, &id),
        )]));
        parts.push(actions(vec![button(self.say(words::DISCARD), event("discard"), false)]));
    }

    fn own_cases(&mut self, parts: &mut Vec<Json>) {
        let language = self.language();
        let items = self.sent.rows(language);
        if !items.is_empty() {
            parts.push(heading(self.say(words::MY_CASES)));
            parts.push(rows(items));
        }
    }

    fn fitting_rows(&mut self, parts: &mut Vec<Json>) {
        let languages = self.setup.languages.clone();
        let entry_row = |entry: &HelpEntry| {
            let title = in_language(&entry.title, &languages).unwrap_or(&entry.id);
            row(icon(entry.kind), title, "", open(entry.kind, &entry.id))
        };
        let problems = self.home.fitting(&[EntryKind::Problem]);
        let guides = self.home.fitting(&[EntryKind::Guide]);
        let here: Vec<Json> = problems.chain(guides).take(MAX_HERE).map(entry_row).gather();
        let lists: Vec<Json> =
            self.home.fitting(&[EntryKind::Checklist]).take(MAX_HERE).map(entry_row).gather();
        if !here.is_empty() {
            parts.push(heading(self.say(words::FITS_HERE)));
            parts.push(rows(here));
        }
        if !lists.is_empty() {
            parts.push(heading(self.say(words::LISTS)));
            parts.push(rows(lists));
        }
    }
}
