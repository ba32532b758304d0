//! Every word that help says by itself, in German and English. Names of causes and priorities come from the project; what stands in
//! braces is put in.

use lotse_model::desk::Priority;

use crate::diagnosis::{Belief, Doubt, Reason};
use crate::triage::Why;

/// Why this is the next move, as a sentence. `cause` gives the title of a cause by its place, `None` for "something else".
#[must_use]
pub fn reason(reason: Reason, language: &str, cause: &dyn Fn(usize) -> Option<String>) -> String {
    let name = |place: usize| {
        cause(place).unwrap_or_else(|| pick(language, "etwas anderes", "something else").to_owned())
    };
    match reason {
        Reason::Drawn => pick(
            language,
            "Dieser Schritt gehört zum Ablauf, den die Technik festgelegt hat.",
            "This step belongs to the way that your technicians have laid out.",
        )
        .to_owned(),
        Reason::Separates(one, other) => fill(
            pick(
                language,
                "Gefragt, weil die Antwort die beiden wahrscheinlichsten Ursachen unterscheidet: „{1}“ und „{2}“.",
                "Asked because the answer separates the two likeliest causes: “{1}” and “{2}”.",
            ),
            &name(one),
            &name(other),
        ),
        Reason::Settles(one) => fill(
            pick(
                language,
                "Gefragt, um diese Ursache zu bestätigen oder auszuschließen: „{1}“.",
                "Asked to confirm or rule out this cause: “{1}”.",
            ),
            &name(one),
            "",
        ),
        Reason::Likeliest(one) => fill(
            pick(
                language,
                "Vorgeschlagen, weil dies die wahrscheinlichste Ursache ist: „{1}“.",
                "Suggested because this is the likeliest cause: “{1}”.",
            ),
            &name(one),
            "",
        ),
        Reason::SoonTried(one) => fill(
            pick(
                language,
                "Nicht die wahrscheinlichste Ursache, aber schnell versucht: „{1}“.",
                "Not the likeliest cause, but soon tried: “{1}”.",
            ),
            &name(one),
            "",
        ),
        Reason::PersonIsQuicker => pick(
            language,
            "Ein Mensch hilft Ihnen jetzt schneller als alles, was noch zu versuchen wäre.",
            "A person will help you sooner now than anything that is left to try.",
        )
        .to_owned(),
        Reason::NothingLeft => pick(
            language,
            "Alles, was Sie selbst tun können, ist versucht. Jetzt hilft ein Mensch weiter.",
            "Everything that you can do yourself has been tried. A person takes over now.",
        )
        .to_owned(),
        Reason::Unlisted => pick(
            language,
            "Hierfür ist keine Selbsthilfe bekannt. Ein Mensch hilft weiter.",
            "No self-help is known for this. A person takes over.",
        )
        .to_owned(),
    }
}

/// How likely a cause is, as words before its title.
#[must_use]
pub fn belief(belief: Belief, language: &str) -> &'static str {
    match belief {
        Belief::AlmostSurely => pick(language, "ziemlich sicher", "almost certainly"),
        Belief::Probably => pick(language, "wahrscheinlich", "probably"),
        Belief::Possibly => pick(language, "möglich", "possibly"),
        Belief::Rather => pick(language, "eher nicht", "rather not"),
        Belief::Hardly => pick(language, "kaum", "hardly"),
    }
}

/// That two answers hardly go together. `probe` gives the question by its place.
#[must_use]
pub fn doubt(doubt: Doubt, language: &str, probe: &dyn Fn(usize) -> String) -> String {
    fill(
        pick(
            language,
            "Diese beiden Antworten passen selten zusammen: „{1}“ und „{2}“. Möchten Sie eine ändern?",
            "These two answers rarely go together: “{1}” and “{2}”. Would you like to change one?",
        ),
        &probe(doubt.one),
        &probe(doubt.other),
    )
}

/// The answer that is always there.
#[must_use]
pub fn unsure(language: &str) -> &'static str {
    pick(language, "Weiß ich nicht", "I don't know")
}

/// Why a person is asked at once.
#[must_use]
pub fn why(why: Why, priority: Priority, language: &str) -> String {
    let number = match priority {
        Priority::P1 => "1",
        Priority::P2 => "2",
        Priority::P3 => "3",
        Priority::P4 => "4",
        Priority::P5 => "5",
    };
    let words = match why {
        Why::Priority => pick(
            language,
            "Das ist zu dringend für Selbsthilfe (Priorität {1}). Ein Mensch kümmert sich sofort darum.",
            "This is too urgent for self-help (priority {1}). A person takes care of it at once.",
        ),
        Why::CameBack => pick(
            language,
            "Das Problem kommt wieder, also hat die Lösung nicht gehalten. Ein Mensch sieht es sich an.",
            "The problem keeps coming back, so the fix did not last. A person will look at it.",
        ),
        Why::NothingToTry => pick(
            language,
            "Hier können Sie selbst nichts tun. Ein Mensch kümmert sich darum.",
            "There is nothing that you can do here yourself. A person takes care of it.",
        ),
    };
    fill(words, number, "")
}

fn pick(language: &str, german: &'static str, english: &'static str) -> &'static str {
    if language.split('-').next() == Some("de") { german } else { english }
}

/// Puts two names in, each once. What they hold is not looked at again.
fn fill(words: &str, one: &str, other: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str(if after.starts_with('1') { one } else { other });
        rest = after.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_a_sentence_in_both_languages() {
        let cause = |place: usize| (place < 2).then(|| format!("cause {{2}} {place}"));
        let reasons = [
            Reason::Drawn,
            Reason::Separates(0, 1),
            Reason::Settles(1),
            Reason::Likeliest(0),
            Reason::SoonTried(1),
            Reason::PersonIsQuicker,
            Reason::NothingLeft,
            Reason::Unlisted,
        ];
        for wanted in reasons {
            let (german, english) = (reason(wanted, "de-AT", &cause), reason(wanted, "en", &cause));
            assert!(
                german.ends_with('.') && english.ends_with('.') && german != english,
                "{german} {english}"
            );
        }
        assert_eq!(
            reason(Reason::Separates(0, 2), "en", &cause),
            "Asked because the answer separates the two likeliest causes: “cause {2} 0” and “something else”."
        );
        assert!(why(Why::Priority, Priority::P1, "de").contains("Priorität 1"));
        assert!(
            doubt(Doubt { one: 0, other: 1 }, "en", &|place| format!("q{place}")).contains("“q0” and “q1”")
        );
    }
}
