//! Models from sets of applications, and their answers about others; nothing is fitted twice.

use std::collections::HashMap;
use std::sync::Arc;

use lotse_locator::linkage::signs::SIGN;
use lotse_locator::linkage::{self, Evidence, Model, Survey};

use crate::confidence::{self, Answer};
use crate::corpus::Corpus;
use crate::parallel;
use crate::rank::{self, Lesson};

/// Shares of wrong answers and of false hits at which the threshold is set. Targets taken out of their page are hit more often than
/// those that applications dropped, so that four in a hundred of both are fewer than three of the latter.
const MOST_WRONG: f64 = 0.01;
const MOST_FALSE: f64 = 0.04;
/// What a target that was left out counts beside one that is there.
const LEFT_OUT: f64 = 0.3;
/// What made-up drift counts beside real drift.
const MADE_UP: f64 = 0.7;
/// What a look-alike's claim takes away, in 256ths.
const CLAIM: i32 = 256;

/// Pages, what was recorded on them, and what was fitted so far.
pub struct Study {
    /// Pages and searches.
    pub corpus: Corpus,
    evidence: Vec<Option<Evidence>>,
    lessons: Vec<Option<Lesson>>,
    weights: HashMap<Vec<String>, Vec<i16>>,
    answers: HashMap<(Vec<String>, String), Arc<Vec<Answer>>>,
}

impl Study {
    /// Records every target. That does not depend on anything fitted, so nothing of one application gets into another's.
    pub fn new(corpus: Corpus) -> Study {
        let model = Model { weights: linkage::beliefs(), ..Model::default() };
        let evidence = parallel::map(&corpus.cases, |case| {
            let sheet = corpus.sheets.get(case.from)?;
            let index = linkage::candidate(&sheet.survey, *sheet.targets.get(&case.key)?)?;
            // As it will be read again.
            Some(Evidence::read(&linkage::record(&sheet.survey, index)?.write()))
        });
        let mut study =
            Study { corpus, evidence, lessons: Vec::new(), weights: HashMap::new(), answers: HashMap::new() };
        let indexes: Vec<usize> = (0..study.corpus.cases.len()).collect();
        study.lessons = parallel::map(&indexes, |index| {
            let case = study.corpus.cases.get(*index)?;
            let evidence = study.evidence.get(*index)?.as_ref()?;
            rank::lesson(&study.corpus, case, evidence, &model, study.weight(*index))
        });
        study
    }

    /// The applications and families of them that are held out as one, in order.
    pub fn apps(&self) -> Vec<String> {
        let mut apps: Vec<String> = self.corpus.cases.iter().map(|case| case.unit.clone()).collect();
        apps.sort_unstable();
        apps.dedup();
        apps
    }

    /// What a search counts: every application the same, a family as one.
    fn weight(&self, index: usize) -> f64 {
        let Some(case) = self.corpus.cases.get(index) else { return 0.0 };
        let same = self.corpus.count(&case.unit).max(1) as f64;
        1000.0 / same * if case.kind.starts_with("syn:") { MADE_UP } else { 1.0 }
    }

    fn weights(&mut self, apps: &[String]) -> Vec<i16> {
        if let Some(known) = self.weights.get(apps) {
            return known.clone();
        }
        let cases = self.corpus.cases.iter().zip(&self.lessons);
        let chosen: Vec<&Lesson> = cases
            .filter(|(case, _)| apps.contains(&case.unit))
            .filter_map(|(_, lesson)| lesson.as_ref())
            .collect();
        let weights = rank::fit(&chosen);
        self.weights.insert(apps.to_vec(), weights.clone());
        weights
    }

    /// Works out at once what [`Study::learn`] and [`Study::answers`] need while each application is held out in turn, for several
    /// sets of applications to learn from: every page is read anew without each of its targets, which takes the most time, once for
    /// all weights instead of once for each.
    pub fn prepare(&mut self, sets: &[&[String]]) {
        for about in self.apps() {
            let mut wanted: Vec<Vec<String>> = Vec::new();
            for learned in sets {
                let rest: Vec<String> = learned.iter().filter(|app| **app != about).cloned().collect();
                // Nobody asks about a witness while another is held out.
                for left in rest.iter().filter(|_| learned.contains(&about)) {
                    wanted.push(rest.iter().filter(|app| *app != left).cloned().collect());
                }
                wanted.push(rest);
            }
            wanted.sort_unstable();
            wanted.dedup();
            self.answer_all(&wanted, &about);
        }
    }

    /// Answers about one application by weights of others: every search, and every target that is there taken out of its page once.
    pub fn answers(&mut self, apps: &[String], about: &str) -> Arc<Vec<Answer>> {
        self.answer_all(&[apps.to_vec()], about);
        self.answers.get(&(apps.to_vec(), about.to_owned())).cloned().unwrap_or_default()
    }

    fn answer_all(&mut self, sets: &[Vec<String>], about: &str) {
        let open: Vec<&Vec<String>> = sets
            .iter()
            .filter(|apps| !self.answers.contains_key(&((*apps).clone(), about.to_owned())))
            .collect();
        if open.is_empty() {
            return;
        }
        let models: Vec<Model> = open
            .iter()
            .map(|apps| Model { weights: self.weights(apps), claim: CLAIM, ..Model::default() })
            .collect();
        let cases = self.corpus.cases.iter().enumerate();
        let indexes: Vec<usize> =
            cases.filter(|(_, case)| case.unit == about).map(|(index, _)| index).collect();
        let found = parallel::map(&indexes, |index| self.answer(*index, &models));
        for (at, apps) in open.into_iter().enumerate() {
            let of_one = found.iter().flatten().flat_map(|by_model| by_model.get(at)).flatten().cloned();
            self.answers.insert((apps.clone(), about.to_owned()), Arc::new(of_one.collect()));
        }
    }

    /// The answers of each model to one search.
    fn answer(&self, index: usize, models: &[Model]) -> Option<Vec<Vec<Answer>>> {
        let case = self.corpus.cases.get(index)?;
        let sheet = self.corpus.sheets.get(case.to)?;
        let weight = self.weight(index);
        let Some(evidence) = self.evidence.get(index)?.as_ref() else {
            // What could not be recorded is refused.
            let is_there = case.truth.is_some();
            let refused = Answer {
                case: index,
                signs: [0; SIGN],
                is_right: false,
                is_there,
                is_left_out: false,
                weight,
            };
            return Some(models.iter().map(|_| vec![refused.clone()]).collect());
        };
        let judge = |survey: &Survey, is_left_out: bool, model: &Model| {
            let finding = linkage::resolve(evidence, survey, model);
            let answer = finding.best.and_then(|best| survey.prints.get(best)).map(|print| print.at);
            let truth = case.truth.filter(|_| !is_left_out);
            let is_right = answer.zip(truth).is_some_and(|(answer, truth)| sheet.is_right(truth, answer));
            let weight = if is_left_out { weight * LEFT_OUT } else { weight };
            Answer {
                case: index,
                signs: finding.signs,
                is_right,
                is_there: truth.is_some(),
                is_left_out,
                weight,
            }
        };
        let without = case.truth.and_then(|truth| sheet.without(truth));
        let by_model = models.iter().map(|model| {
            let mut out = vec![judge(&sheet.survey, false, model)];
            out.extend(without.as_ref().map(|survey| judge(survey, true, model)));
            out
        });
        Some(by_model.collect())
    }

    /// A model from some applications: weights from all of them; confidence and threshold from answers about each by weights of
    /// the others.
    pub fn learn(&mut self, apps: &[String]) -> Model {
        let mut seen: Vec<Answer> = Vec::new();
        for app in apps {
            let others: Vec<String> = apps.iter().filter(|other| *other != app).cloned().collect();
            seen.extend(self.answers(&others, app).iter().cloned());
        }
        // What is refused anyway teaches nothing.
        let open: Vec<Answer> =
            seen.iter().filter(|answer| !Model::is_ruled_out(&answer.signs)).cloned().collect();
        let model = Model { confidence: confidence::fit(&open), ..Model::default() };
        let mut judged: Vec<(i32, Answer)> =
            seen.into_iter().map(|answer| (model.certainty(&answer.signs), answer)).collect();
        let threshold = confidence::threshold(&mut judged, MOST_WRONG, MOST_FALSE);
        Model { weights: self.weights(apps), claim: CLAIM, threshold, ..model }
    }
}
