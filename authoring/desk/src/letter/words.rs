//! Every word of a letter that is ours.

use lotse_model::handover::PathKind;
use lotse_model::problem::Level;

/// In one language.
pub(super) struct Words {
    pub(super) untitled: &'static str,
    pub(super) handed_on: &'static str,
    pub(super) in_studio: &'static str,
    pub(super) link: &'static str,
    pub(super) who: &'static str,
    pub(super) name: &'static str,
    pub(super) mail: &'static str,
    pub(super) phone: &'static str,
    pub(super) place: &'static str,
    pub(super) reachable: &'static str,
    pub(super) user: &'static str,
    pub(super) identified: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) problem: &'static str,
    pub(super) priority: &'static str,
    pub(super) impact: &'static str,
    pub(super) urgency: &'static str,
    pub(super) promised: &'static str,
    pub(super) reason: &'static str,
    pub(super) path: &'static str,
    pub(super) guide: &'static str,
    pub(super) version: &'static str,
    pub(super) step: &'static str,
    pub(super) surroundings: &'static str,
    pub(super) page: &'static str,
    pub(super) page_title: &'static str,
    pub(super) browser: &'static str,
    pub(super) platform: &'static str,
    pub(super) language: &'static str,
    pub(super) environment: &'static str,
    pub(super) sent: &'static str,
    pub(super) attempts: &'static str,
    pub(super) wireframe: &'static str,
    pub(super) reference: &'static str,
    levels: [&'static str; 3],
    kinds: [&'static str; 8],
}

/// The words for a language tag: German for German ones, English for all others.
pub(super) fn of(language: &str) -> &'static Words {
    let primary = language.split('-').next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("de") { &GERMAN } else { &ENGLISH }
}

impl Words {
    pub(super) fn level(&self, level: Level) -> &'static str {
        let [high, medium, low] = self.levels;
        match level {
            Level::High => high,
            Level::Medium => medium,
            Level::Low => low,
        }
    }

    pub(super) fn kind(&self, kind: PathKind) -> &'static str {
        let [triage, check, question, visual, practical, fix, step, note] = self.kinds;
        match kind {
            PathKind::Triage => triage,
            PathKind::Check => check,
            PathKind::Question => question,
            PathKind::Visual => visual,
            PathKind::Practical => practical,
            PathKind::Fix => fix,
            PathKind::Step => step,
            PathKind::Note => note,
        }
    }
}

static GERMAN: Words = Words {
    untitled: "Hilfe gewünscht",
    handed_on: "Weitergegeben",
    in_studio: "Im Studio",
    link: "Öffnen",
    who: "Wer fragt",
    name: "Name",
    mail: "E-Mail",
    phone: "Telefon",
    place: "Ort",
    reachable: "Erreichbar",
    user: "Kennung in der Anwendung",
    identified: "Von der Anwendung bestätigt",
    yes: "ja",
    no: "nein",
    problem: "Problem",
    priority: "Priorität",
    impact: "Auswirkung",
    urgency: "Dringlichkeit",
    promised: "Zugesagt",
    reason: "Grund",
    path: "Bisheriger Weg",
    guide: "Anleitung",
    version: "Version",
    step: "Verlassen bei Schritt",
    surroundings: "Umgebung",
    page: "Seite",
    page_title: "Titel der Seite",
    browser: "Browser",
    platform: "Betriebssystem",
    language: "Sprache",
    environment: "Umgebung",
    sent: "Abgeschickt",
    attempts: "Frühere Sendeversuche",
    wireframe: "Die Seite als Rechtecke",
    reference: "Kennung",
    levels: ["hoch", "mittel", "niedrig"],
    kinds: ["Einstufung", "Prüfung", "Frage", "Bildvergleich", "Versuch", "Lösung", "Schritt", "Hinweis"],
};

static ENGLISH: Words = Words {
    untitled: "Help wanted",
    handed_on: "Handed on",
    in_studio: "In the studio",
    link: "Open",
    who: "Who asks",
    name: "Name",
    mail: "Mail",
    phone: "Telephone",
    place: "Place",
    reachable: "Reachable",
    user: "Id in the application",
    identified: "Confirmed by the application",
    yes: "yes",
    no: "no",
    problem: "Problem",
    priority: "Priority",
    impact: "Impact",
    urgency: "Urgency",
    promised: "Promised",
    reason: "Reason",
    path: "What was asked and tried",
    guide: "Guide",
    version: "Version",
    step: "Left at step",
    surroundings: "Surroundings",
    page: "Page",
    page_title: "Title of the page",
    browser: "Browser",
    platform: "Operating system",
    language: "Language",
    environment: "Environment",
    sent: "Sent",
    attempts: "Earlier attempts to send",
    wireframe: "The page as rectangles",
    reference: "Reference",
    levels: ["high", "medium", "low"],
    kinds: ["Triage", "Check", "Question", "Pictures", "Test", "Fix", "Step", "Note"],
};
