//! What is said of how surely an element will be found again, in German and English.

use lotse_locator::linkage::survival::{Advice, Fate, Kind, Survival, Trial};

/// Most reasons that are said.
const MOST_REASONS: usize = 3;

/// While nothing is known yet.
pub const fn under_way(german: bool) -> &'static str {
    if german { "Haltbarkeit wird ermittelt …" } else { "Working out how long it lasts …" }
}

/// While attributes are tried.
pub const fn advice_under_way(german: bool) -> &'static str {
    if german {
        "Ein Attribut, das hilft, wird gesucht …"
    } else {
        "Looking for an attribute that helps …"
    }
}

/// The score, and how many changes it is made of.
pub fn score(survival: &Survival, german: bool) -> String {
    let there: Vec<&Trial> = survival.trials.iter().filter(|trial| !trial.is_gone).collect();
    let found = there.iter().filter(|trial| trial.fate == Fate::Located).count();
    let (score, all) = (survival.score, there.len());
    if german {
        format!("Haltbarkeit {score} von 100 · nach {found} von {all} Änderungen gefunden")
    } else {
        format!("Lasts {score} of 100 · found after {found} of {all} changes")
    }
}

/// Why it is not more.
pub fn reasons(survival: &Survival, german: bool) -> String {
    let is_mistaken = survival.trials.iter().any(|trial| !trial.is_gone && trial.fate == Fate::Wrong);
    let mut all: Vec<&str> = Vec::new();
    if is_mistaken {
        all.push(if german { "anderes wurde dafür gehalten" } else { "something else was taken for it" });
    } else if survival.is_mistaken_when_gone {
        all.push(if german {
            "fehlt es, wird anderes dafür gehalten"
        } else {
            "when it is gone, something else is taken for it"
        });
    }
    let lost = survival.rests_on.iter().map(|kind| change(*kind, german));
    let lost: Vec<&str> = lost.take(MOST_REASONS).collect();
    let is_lost_together = survival.trials.iter().any(|trial| trial.fate != Fate::Located && !trial.is_gone);
    let said;
    if !lost.is_empty() {
        said = format!("{} {}", if german { "verloren durch" } else { "lost by" }, lost.join(", "));
        all.push(&said);
    } else if is_lost_together {
        all.push(if german {
            "verloren erst, wenn sich vieles zugleich ändert"
        } else {
            "lost only when much changes at once"
        });
    } else if all.is_empty() {
        all.push(if german { "keine Änderung verbirgt es" } else { "no change hides it" });
    }
    all.join(" · ")
}

/// What a developer could do.
pub fn advice(advice: &Advice, german: bool) -> String {
    let Advice { attribute, score } = advice;
    if german {
        format!("Mit einem festen Attribut „{attribute}“ wären es {score}: Bitten Sie die Entwickler darum.")
    } else {
        format!("With a fixed attribute “{attribute}” it would be {score}: ask the developers for it.")
    }
}

const fn change(kind: Kind, german: bool) -> &'static str {
    let (english, in_german) = match kind {
        Kind::Classes => ("other classes", "andere Klassen"),
        Kind::Ids => ("other ids", "andere IDs"),
        Kind::Wrappers => ("new boxes around it", "neue Rahmen darum"),
        Kind::Order => ("another order", "andere Reihenfolge"),
        Kind::Growth => ("longer lists", "längere Listen"),
        Kind::Attributes => ("missing attributes", "fehlende Attribute"),
        Kind::Names => ("other names and addresses", "andere Namen und Adressen"),
        Kind::Text => ("another text of its own", "anderen eigenen Text"),
        Kind::Around => ("other texts around it", "andere Texte darum"),
        Kind::Translation => ("another language", "eine andere Sprache"),
        Kind::Theme => ("another theme", "eine andere Gestaltung"),
        Kind::Library => ("another component library", "andere Bausteine"),
    };
    if german { in_german } else { english }
}
