//! L200 to L219: what validation finds in texts and languages.

findings! {
    /// A text id that no language of the catalogue has.
    UNKNOWN_TEXT = 200, Error:
        en "There is no text `{detail}` in any language.",
           "Add it to `texts`, or write the text in place: {\"de\": \"…\", \"en\": \"…\"}.";
        de "Den Text `{detail}` gibt es in keiner Sprache.",
           "Ergänzen Sie ihn in `texts`, oder schreiben Sie ihn an Ort und Stelle: {\"de\": \"…\", \"en\": \"…\"}.";
    /// A text that is missing in the language to which all others fall back.
    TEXT_NOT_IN_DEFAULT = 201, Error:
        en "The text is missing in the project's default language ({detail}).",
           "Write it in this language; all others fall back to it.";
        de "Der Text fehlt in der Standardsprache des Projekts ({detail}).",
           "Schreiben Sie ihn in dieser Sprache; alle anderen greifen darauf zurück.";
    /// A text without any letter in some language.
    EMPTY_TEXT = 202, Error:
        en "The text is empty ({detail}).",
           "Write it, or delete the entry.";
        de "Der Text ist leer ({detail}).",
           "Schreiben Sie ihn, oder löschen Sie den Eintrag.";
    /// Markdown of more than 16 KiB in one text.
    TEXT_TOO_LONG = 203, Error:
        en "The text has {detail} bytes; 16384 is the most.",
           "Split the step.";
        de "Der Text hat {detail} Byte; höchstens 16384 sind möglich.",
           "Teilen Sie den Schritt auf.";
    /// An entry of the catalogue has a name that cannot be an id.
    BAD_TEXT_ID = 204, Error:
        en "`{detail}` cannot be the id of a text.",
           "Use letters from A to Z, digits, `-`, `_` and `.`, at most 64.";
        de "`{detail}` kann keine Kennung eines Textes sein.",
           "Verwenden Sie Buchstaben von A bis Z, Ziffern, `-`, `_` und `.`, höchstens 64.";
    /// A heading of more than 120 characters does not fit a card.
    TITLE_TOO_LONG = 205, Warning:
        en "The heading has {detail} characters; cards have room for about 120.",
           "Move the rest into `body`.";
        de "Die Überschrift hat {detail} Zeichen; auf eine Karte passen etwa 120.",
           "Verschieben Sie den Rest nach `body`.";
    /// A label of more than 60 characters does not fit a button.
    LABEL_TOO_LONG = 206, Warning:
        en "The label has {detail} characters; buttons have room for about 60.",
           "Shorten it to what happens on the click.";
        de "Die Beschriftung hat {detail} Zeichen; auf einen Knopf passen etwa 60.",
           "Kürzen Sie sie auf das, was beim Klick geschieht.";
    /// Control, bidi or zero-width characters in a text: usually pasted by accident, sometimes to deceive.
    INVISIBLE_IN_TEXT = 207, Warning:
        en "The text holds characters that nobody sees ({detail}).",
           "Type the place anew.";
        de "Der Text enthält unsichtbare Zeichen ({detail}).",
           "Tippen Sie die Stelle neu.";
    /// More than 2000 texts in one language.
    TOO_MANY_TEXTS = 208, Error:
        en "The guide has {detail} texts in one language; 2000 is the most.",
           "Split the guide.";
        de "Die Anleitung hat {detail} Texte in einer Sprache; höchstens 2000 sind möglich.",
           "Teilen Sie die Anleitung auf.";
    /// More than 60 languages in one guide.
    TOO_MANY_LANGUAGES = 209, Error:
        en "The guide has {detail} languages; 60 is the most.",
           "Leave out regional forms that equal their language.";
        de "Die Anleitung hat {detail} Sprachen; höchstens 60 sind möglich.",
           "Lassen Sie regionale Formen weg, die ihrer Sprache gleichen.";
}
