//! Every word of the picker's own, in German and English.

use lotse_api::channel::Grade;

pub mod outlook;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident: $english:literal, $german:literal;)+) => { $(
        $(#[$meta])*
        pub const fn $name(german: bool) -> &'static str {
            if german { $german } else { $english }
        }
    )+ };
}

words! {
    title: "Lotse Studio", "Lotse Studio";
    code_label: "Code from the studio", "Code aus dem Studio";
    connect: "Connect", "Verbinden";
    connecting: "Connecting …", "Verbindung wird aufgebaut …";
    code_hint: "The studio shows a code of eight characters.", "Das Studio zeigt einen Code aus acht Zeichen.";
    code_refused: "This code does not hold any more. Ask the studio for a new one.", "Dieser Code gilt nicht mehr. Holen Sie im Studio einen neuen.";
    code_unreachable: "The studio cannot be reached.", "Das Studio ist nicht erreichbar.";
    ready: "Connected to the studio", "Mit dem Studio verbunden";
    recording: "Recording", "Aufnahme läuft";
    paused: "Paused", "Angehalten";
    pause: "Pause", "Anhalten";
    resume: "Go on", "Fortsetzen";
    undo: "Undo last", "Letzten zurück";
    keep: "Keep typed text", "Text übernehmen";
    finish: "Finish", "Fertig";
    to_top: "To the top", "Nach oben";
    to_bottom: "To the bottom", "Nach unten";
    picking: "Click the element", "Klicken Sie auf das Element";
    picking_keys: "Arrows: walk · Enter: take · F8: use the app · Esc: cancel", "Pfeile: wandern · Eingabe: nehmen · F8: App bedienen · Esc: abbrechen";
    thawed: "Use the app; F8 freezes it again", "Bedienen Sie die App; F8 hält sie wieder an";
    is_it_this: "Here users were led with newer evidence. Is it the right control? Then take it over in the studio.", "Hierhin wurden Nutzer anhand neuer Merkmale geführt. Ist es das richtige Bedienelement? Dann übernehmen Sie es im Studio.";
    trying: "Trying as the user sees it", "So sieht es der Benutzer";
    stop: "Stop", "Beenden";
    good: "Will be found again", "Wird wiedergefunden";
    fair: "Will be found for now", "Wird vorerst wiedergefunden";
    poor: "Will not be found", "Wird nicht gefunden";
    closer: "Is found by a closer look only", "Wird nur bei genauerem Hinsehen gefunden";
}

pub const fn grade(grade: Grade, german: bool) -> &'static str {
    match grade {
        Grade::Good => good(german),
        Grade::Fair => fair(german),
        Grade::Poor => poor(german),
    }
}

/// A reason for a grade, by its code.
pub fn reason(code: &str, german: bool) -> &'static str {
    match (code, german) {
        ("ambiguous", false) => "others look the same",
        ("ambiguous", true) => "andere sehen genauso aus",
        ("weak", false) => "too little is known of it",
        ("weak", true) => "zu wenig ist darüber bekannt",
        ("nothing", false) => "nothing tells it apart",
        ("nothing", true) => "nichts unterscheidet es",
        ("in_list", false) => "an entry of a list: any entry will do",
        ("in_list", true) => "Eintrag einer Liste: jeder Eintrag zählt",
        ("no_name", false) => "it has no name",
        ("no_name", true) => "es hat keinen Namen",
        ("generated_id", false) => "its id looks generated",
        ("generated_id", true) => "seine ID sieht erzeugt aus",
        ("one_language", false) => "known by its text, in one language",
        ("one_language", true) => "nur am Text erkennbar, in einer Sprache",
        ("look_alike", false) => "something else is nearly the same",
        ("look_alike", true) => "etwas anderes ist fast gleich",
        (_, false) => "not sure",
        (_, true) => "unsicher",
    }
}

/// How many actions were recorded.
pub fn count(number: u64, german: bool) -> String {
    match (number, german) {
        (1, false) => "1 action".to_owned(),
        (1, true) => "1 Handlung".to_owned(),
        (_, false) => format!("{number} actions"),
        (_, true) => format!("{number} Handlungen"),
    }
}

/// How many elements fit.
pub fn matches(number: usize, german: bool) -> String {
    match (number, german) {
        (0, false) => "Nothing fits".to_owned(),
        (0, true) => "Nichts passt".to_owned(),
        (1, false) => "1 match".to_owned(),
        (1, true) => "1 Treffer".to_owned(),
        (_, false) => format!("{number} matches"),
        (_, true) => format!("{number} Treffer"),
    }
}
