//! What members of guides and steps are called, and the words that stand in them.

/// Name, German, English.
type Row = (&'static str, &'static str, &'static str);

const MEMBERS: &[Row] = &[
    ("action", "tut", "does"),
    ("actions", "Schaltflächen", "buttons"),
    ("after_ms", "gesucht für Millisekunden", "looked for, in milliseconds"),
    ("align", "Ausrichtung", "alignment"),
    ("alternatives", "weitere Ziele", "other targets"),
    ("answers", "Antworten", "answers"),
    ("asks_feedback", "fragt, ob es geholfen hat", "asks whether it helped"),
    ("audience", "für wen", "for whom"),
    ("body", "Text", "text"),
    ("completion", "fertig, wenn", "done when"),
    ("condition", "prüft", "checks"),
    ("entry", "setzt voraus", "presumes"),
    ("escalated", "nach Weitergabe", "after handing over"),
    ("frequency", "wie oft", "how often"),
    ("guide", "Anleitung", "guide"),
    ("has_backdrop", "Seite abgedunkelt", "page dimmed"),
    ("if_false", "falls nicht", "if not"),
    ("if_true", "falls ja", "if so"),
    ("if_unknown", "falls unbekannt", "if unknown"),
    ("kind", "Art", "kind"),
    ("label", "Aufschrift", "label"),
    ("mark", "Markierung", "mark"),
    ("missing", "wenn das Ziel fehlt", "when the target is missing"),
    ("name", "Name", "name"),
    ("next", "danach", "then"),
    ("offer", "angeboten", "offered"),
    ("outcome", "Ausgang", "outcome"),
    ("padding_px", "Abstand in Pixeln", "distance in pixels"),
    ("pages", "Seiten", "pages"),
    ("pause_hours", "Pause in Stunden", "pause in hours"),
    ("placement", "Platz der Karte", "place of the card"),
    ("progress", "Fortschritt", "progress"),
    ("reestablish", "zurück dorthin", "way back there"),
    ("resume_hours", "kann fortgesetzt werden, Stunden", "can be resumed, in hours"),
    ("side", "Seite", "side"),
    ("skip_when", "überspringen, wenn", "skipped when"),
    ("solved", "nach Lösung", "after solving"),
    ("spotlight", "Hervorhebung", "emphasis"),
    ("start", "beginnt mit", "starts with"),
    ("step", "Schritt", "step"),
    ("stopped", "nach Abbruch", "after stopping"),
    ("summary", "Zusammenfassung", "summary"),
    ("surface", "gezeigt als", "shown as"),
    ("target", "Ziel", "target"),
    ("then", "dann", "then"),
    ("times", "Male", "times"),
    ("title", "Überschrift", "heading"),
    ("trigger", "von selbst angeboten", "offered by itself"),
    ("url", "Adresse", "address"),
    ("wait_ms", "wartet, Millisekunden", "waits, in milliseconds"),
    ("when", "wenn", "when"),
];

const WORDS: &[Row] = &[
    ("always", "immer", "always"),
    ("ask", "nachfragen", "ask"),
    ("at_most", "höchstens", "at most"),
    ("banner", "Leiste", "banner"),
    ("beacon", "kleiner Punkt", "beacon"),
    ("below", "darunter", "below"),
    ("above", "darüber", "above"),
    ("bottom", "unten", "bottom"),
    ("center", "Mitte", "center"),
    ("end", "Ende", "end"),
    ("escalate", "weitergeben", "hand over"),
    ("escalated", "weitergegeben", "handed over"),
    ("instruct", "Anweisung", "instruction"),
    ("left", "links", "left"),
    ("modal", "Dialog", "dialog"),
    ("none", "nichts", "none"),
    ("once", "einmal", "once"),
    ("question", "Frage", "question"),
    ("right", "rechts", "right"),
    ("ring", "Rahmen", "ring"),
    ("skip", "überspringen", "skip"),
    ("solved", "gelöst", "solved"),
    ("start", "Anfang", "start"),
    ("stopped", "abgebrochen", "stopped"),
    ("tooltip", "Hinweis am Ziel", "tooltip"),
    ("top", "oben", "top"),
    ("unanchored", "ohne Ziel zeigen", "show without the target"),
    ("wait", "weitersuchen", "keep looking"),
];

fn find(rows: &[Row], name: &str, is_german: bool) -> Option<&'static str> {
    let row = rows.iter().find(|(known, ..)| *known == name);
    row.map(|(_, german, english)| if is_german { *german } else { *english })
}

/// A member by its path: `answers/yes/label` is the label of the answer `yes`, `actions/0` the first button.
pub(super) fn member(path: &str, is_german: bool) -> String {
    let one =
        |name: &str| find(MEMBERS, name, is_german).map_or_else(|| name.replace('_', " "), str::to_owned);
    let of = |list: &str, item: &str| match list {
        "answers" if is_german => format!("Antwort „{item}“"),
        "answers" => format!("answer “{item}”"),
        "actions" => {
            let number =
                item.parse::<usize>().map_or_else(|_| item.to_owned(), |place| (place + 1).to_string());
            format!("{} {number}", if is_german { "Schaltfläche" } else { "button" })
        }
        list => format!("{} {item}", one(list)),
    };
    match path.split('/').collect::<Vec<_>>().as_slice() {
        [list, item, rest @ ..] if ["answers", "actions"].contains(list) => {
            let rest = rest.iter().map(|name| one(name));
            core::iter::once(of(list, item)).chain(rest).collect::<Vec<_>>().join(", ")
        }
        parts => parts.iter().map(|name| one(name)).collect::<Vec<_>>().join(", "),
    }
}

/// A word that a member can have.
pub(super) fn word(word: &str, is_german: bool) -> Option<&'static str> {
    find(WORDS, word, is_german)
}
