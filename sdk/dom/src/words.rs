//! Every word of the interface, in every language it speaks. Another language is one more column and one more line in
//! [`Tongue::of`].
//!
//! Words that few first cards have stand in texts of their own, which come with the rest of the core.

use lotse_engine::view::{ButtonId, Notice};
use lotse_model::content::Tone;
use lotse_model::seek::{cut, parts};
use lotse_model::step::Outcome;

/// The word for a value: those of first cards stand in one text, the others in a second. Every value has one.
macro_rules! said {
    ($tongue:expr, $what:expr;
        first: { $($first:pat => [$($said:literal),+ $(,)?],)* }
        later: { $($other:pat => [$($said_later:literal),+ $(,)?],)* }) => {{
        match $what {
            $($first => {})*
            $($other => {})*
        }
        let place: Option<usize> = place!($what; 0; $($first,)*);
        match place {
            Some(place) => listed($tongue, concat!($($($said, "|",)+)*), place),
            None => {
                let place: Option<usize> = place!($what; 0; $($other,)*);
                listed($tongue, concat!($($($said_later, "|",)+)*), place.unwrap_or_default())
            }
        }
    }};
}

/// Which of some patterns a value fits.
macro_rules! place {
    ($what:expr; $at:expr;) => { None };
    ($what:expr; $at:expr; $first:pat, $($other:pat,)*) => {
        if matches!($what, $first) { Some($at) } else { place!($what; $at + 1; $($other,)*) }
    };
}

/// A word in a list that has each in every language.
fn listed(tongue: Tongue, list: &'static str, place: usize) -> &'static str {
    parts(list, "|").nth(place * TONGUES + tongue as usize).unwrap_or_default()
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English; also for whoever speaks none of these.
    English,
    /// German.
    German,
}

/// How many languages there are.
pub const TONGUES: usize = 2;

impl Tongue {
    /// The language of the interface for a BCP 47 tag.
    #[must_use]
    pub fn of(tag: &str) -> Tongue {
        if cut(tag, "-_").0.eq_ignore_ascii_case("de") { Tongue::German } else { Tongue::English }
    }

    /// Its tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::German => "de",
        }
    }
}

/// Words that are neither a button nor a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Name of a card without title.
    Help,
    /// Before the number of the present step.
    Step,
    /// Between the number of the present step and that of all steps.
    Of,
    /// How to get into the card by keyboard; said once.
    KeyHint,
    /// Before the title of a paused guide.
    Paused,
    /// Before the title of a guide that another tab leads.
    OtherTab,
    /// Before the title of an offered guide.
    HelpWith,
    /// That a link opens in a new tab.
    NewTab,
    /// A task that is done.
    Done,
    /// A task that is open.
    Open,
    /// That an image cannot be shown.
    ImageMissing,
}

/// A word.
#[must_use]
pub fn word(tongue: Tongue, word: Word) -> &'static str {
    said! { tongue, word;
        first: {
            Word::Help => ["Help", "Hilfe"],
            Word::Step => ["Step ", "Schritt "],
            Word::Of => [" of ", " von "],
            Word::KeyHint => ["Press F6 to get to the buttons.", "Mit F6 gelangen Sie zu den Schaltflächen."],
        }
        later: {
            Word::Paused => ["Guide paused", "Anleitung pausiert"],
            Word::OtherTab => ["Continues in another tab", "Läuft in einem anderen Tab weiter"],
            Word::HelpWith => ["Help: ", "Hilfe: "],
            Word::NewTab => ["opens in a new tab", "öffnet in neuem Tab"],
            Word::Done => ["Done:", "Erledigt:"],
            Word::Open => ["To do:", "Offen:"],
            Word::ImageMissing => ["Image not available", "Bild nicht verfügbar"],
        }
    }
}

/// The interface's own words for a button.
#[must_use]
pub fn button(tongue: Tongue, id: &ButtonId) -> &'static str {
    said! { tongue, id;
        first: {
            ButtonId::Next => ["Next", "Weiter"],
            ButtonId::Back => ["Back", "Zurück"],
            ButtonId::Pause => ["Pause guide", "Anleitung pausieren"],
            ButtonId::Leave => ["End guide", "Anleitung beenden"],
            ButtonId::Close => ["Close", "Schließen"],
            ButtonId::Answer(_) | ButtonId::Action(_) => ["Select", "Auswählen"],
        }
        later: {
            ButtonId::Resume => ["Resume", "Fortsetzen"],
            ButtonId::ShowMe => ["Show me", "Zeigen"],
            ButtonId::Retry => ["Try again", "Erneut suchen"],
            ButtonId::GoOnAnyway => ["Continue anyway", "Trotzdem weiter"],
            ButtonId::AskPerson => ["Ask a person", "An eine Person wenden"],
            ButtonId::TakeOver => ["Continue here", "Hier fortsetzen"],
            ButtonId::Accept => ["Show me how", "Jetzt zeigen"],
            ButtonId::Decline => ["Don’t offer again", "Nicht mehr anbieten"],
            ButtonId::NotNow => ["Not now", "Jetzt nicht"],
            ButtonId::Helped => ["Yes", "Ja"],
            ButtonId::NotHelped => ["No", "Nein"],
        }
    }
}

/// A sentence of the engine's own.
#[must_use]
pub fn notice(tongue: Tongue, notice: Notice) -> &'static str {
    said! { tongue, notice;
        first: {
            Notice::Searching => ["Looking for the right place …", "Die richtige Stelle wird gesucht …"],
        }
        later: {
            Notice::TargetMissing => [
                "The place this step is about can’t be found on the page right now.",
                "Die Stelle, um die es in diesem Schritt geht, ist auf der Seite gerade nicht zu finden.",
            ],
            Notice::TargetUnsure => [
                "Several places on the page could be meant, so nothing is marked.",
                "Mehrere Stellen auf der Seite kommen in Frage, deshalb ist keine markiert.",
            ],
            Notice::TargetUnreachable => [
                "This step is in a part of the page that can’t be marked.",
                "Dieser Schritt liegt in einem Teil der Seite, der sich nicht markieren lässt.",
            ],
            Notice::CannotGoBack => [
                "You can’t go back from here: the page has moved on.",
                "Von hier geht es nicht zurück: Die Seite ist schon einen Schritt weiter.",
            ],
            Notice::DidThisHelp => ["Did this help?", "Hat das geholfen?"],
            Notice::Thanks => ["Thank you for your answer.", "Vielen Dank für Ihre Antwort."],
            Notice::Offer => ["There is a guide for this.", "Hierfür gibt es eine Anleitung."],
            Notice::Checking => ["Checking …", "Wird geprüft …"],
            Notice::Ended(Outcome::Solved) => ["That’s it. You’re done.", "Geschafft. Alles ist erledigt."],
            Notice::Ended(Outcome::Stopped) => [
                "This guide can’t help any further here.",
                "Diese Anleitung kann hier nicht weiterhelfen.",
            ],
            Notice::Ended(Outcome::Escalated) => [
                "A person should take a look at this.",
                "Das sollte sich eine Person ansehen.",
            ],
            Notice::Broken => ["This guide can’t be continued.", "Diese Anleitung lässt sich nicht fortsetzen."],
        }
    }
}

/// What a callout is called.
#[must_use]
pub fn tone(tongue: Tongue, tone: Tone) -> &'static str {
    said! { tongue, tone;
        first: {}
        later: {
            Tone::Note => ["Note", "Hinweis"],
            Tone::Tip => ["Tip", "Tipp"],
            Tone::Important => ["Important", "Wichtig"],
            Tone::Warning => ["Warning", "Achtung"],
            Tone::Caution => ["Caution", "Vorsicht"],
        }
    }
}

/// Whether a language is written from right to left.
#[must_use]
pub fn is_rtl(tag: &str) -> bool {
    let first = cut(tag, "-_").0;
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"]
        .iter()
        .any(|rtl| first.eq_ignore_ascii_case(rtl))
}

/// A number in digits, for numbers of steps.
#[must_use]
pub fn digits(number: u32) -> String {
    let mut rest = number;
    let mut out = String::new();
    loop {
        let digit = u8::try_from(rest % 10).unwrap_or_default();
        out.insert(0, char::from(b'0' + digit));
        rest /= 10;
        if rest == 0 {
            return out;
        }
    }
}
