//! What a technician reads.

use lotse_desk::letter::{Letter, Occasion, title};

use crate::cases::{KEY, case, letter};

#[test]
fn a_letter_holds_everything_that_the_user_saw() {
    let case = case();
    let letter = letter(&case);
    assert_eq!(letter.subject, "P2: Es kommt nichts aus dem Drucker [a1b2c3d4e5f60718]");
    assert_eq!(letter.link.as_deref(), Some("https://lotse.example/p/kontor/guides/printer-tray?step=open"));
    let shown = [
        "Anna Beispiel",
        "anna@example.org",
        "+49 30 1234",
        "Haus 2, Zimmer 14",
        "bis 16 Uhr",
        "Seit heute früh.",
        "Priorität: P2",
        "Auswirkung: mittel",
        "Dringlichkeit: hoch",
        "heute bis 14:30 Uhr",
        "Mehrere Personen sind betroffen.",
        "1. Einstufung: Können Sie noch arbeiten? → Ja",
        "3. Frage: Leuchtet die Lampe? → Weiß ich nicht",
        "6. Lösung: Druckerfach wählen → nicht gelöst",
        "8. Hinweis: Hinweis → Kommt wieder",
        "Verlassen bei Schritt: open",
        "https://kontor.example/orders",
        "Firefox 153",
        "Windows",
        "branch: Nord",
        "Frühere Sendeversuche: 2",
        "1: Drucken (10, 20; 300 × 40)",
        &case.id,
        KEY,
        "https://lotse.example/p/kontor/guides/printer-tray?step=open",
    ];
    for text in shown {
        assert!(letter.text.contains(text), "{text} is not in\n{}", letter.text);
    }
    for secret in [case.key.as_str(), case.who.token.as_deref().unwrap()] {
        assert!(!letter.text.contains(secret), "{}", letter.text);
    }
    assert!(letter.text.contains(" CET"), "the desk's clock: {}", letter.text);
}

#[test]
fn every_language_but_german_is_answered_in_english() {
    let mut case = case();
    for (language, word) in [("de-AT", "Wer fragt"), ("en", "Who asks"), ("fr", "Who asks")] {
        case.language = language.to_owned();
        assert!(letter(&case).text.contains(word), "{language}");
    }
}

#[test]
fn no_answer_can_look_like_a_heading_or_turn_the_text_around() {
    let mut case = case();
    case.text = Some("Line\n\nPriorität\n  Priorität: P1\u{202e}\u{0}".to_owned());
    case.who.name = Some("Eve\nPriorität: P1".to_owned());
    let letter = letter(&case);
    let headings = letter.text.lines().filter(|line| *line == "Priorität").count();
    assert_eq!(headings, 1, "{}", letter.text);
    assert!(letter.text.contains("Name: Eve Priorität: P1") && letter.text.contains("\n  > Priorität: P1\n"));
    assert!(!letter.text.contains(['\u{202e}', '\u{0}']));
}

#[test]
fn what_was_handed_on_says_from_where_and_why() {
    let case = case();
    let before = vec![("First level".to_owned(), Some("4711".to_owned()))];
    let occasion = Occasion { key: KEY, note: Some("Needs a driver."), before, ..Occasion::default() };
    let letter = Letter::write(&case, &occasion);
    let begin = "Weitergegeben\n  > Needs a driver.\n  First level: 4711\n";
    assert!(letter.text.starts_with(begin), "{}", letter.text);
    assert_eq!(letter.link, None, "without an address there is nothing to open");
}

#[test]
fn a_case_without_a_problem_is_named_after_its_text() {
    let mut case = case();
    case.problem = None;
    assert_eq!(title(&case).as_deref(), Some("Seit heute früh."));
    case.text = None;
    assert_eq!(title(&case), None);
    assert!(letter(&case).subject.starts_with("P2: Hilfe gewünscht"));
}
