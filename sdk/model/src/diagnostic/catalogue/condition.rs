//! L140 to L169: what validation finds in conditions and page patterns.

findings! {
    /// More than 100 conditions within one.
    TOO_MANY_CONDITIONS = 140, Error:
        en "The condition has {detail} parts; 100 is the most.",
           "Simplify it; `is` lists often replace `any`.";
        de "Die Bedingung hat {detail} Teile; höchstens 100 sind möglich.",
           "Vereinfachen Sie sie; Listen in `is` ersetzen oft ein `any`.";
    /// `all` without parts always holds, `any` without parts never does.
    EMPTY_GROUP = 141, Warning:
        en "`{detail}` has no parts.",
           "Add conditions, or delete the group.";
        de "`{detail}` hat keine Teile.",
           "Ergänzen Sie Bedingungen, oder löschen Sie die Gruppe.";
    /// Not a day of the calendar in the form `YYYY-MM-DD`.
    BAD_DATE = 142, Error:
        en "`{detail}` is not a date.",
           "Write year, month and day: `2026-03-31`.";
        de "`{detail}` ist kein Datum.",
           "Schreiben Sie Jahr, Monat und Tag: `2026-03-31`.";
    /// The last day lies before the first.
    DATES_REVERSED = 143, Error:
        en "The period ends before it begins ({detail}).",
           "Swap `from` and `until`.";
        de "Der Zeitraum endet, bevor er beginnt ({detail}).",
           "Vertauschen Sie `from` und `until`.";
    /// A period without first and last day.
    DATE_WITHOUT_BOUNDS = 144, Error:
        en "The date has neither `from` nor `until`.",
           "Give at least one of them.";
        de "Dem Datum fehlen `from` und `until`.",
           "Geben Sie mindestens eines davon an.";
    /// Names of user attributes: 1 to 64 visible characters without spaces.
    BAD_USER_ATTRIBUTE = 145, Error:
        en "`{detail}` cannot be the name of a user attribute.",
           "Use 1 to 64 characters without spaces, as in `identify`.";
        de "`{detail}` kann kein Name eines Benutzermerkmals sein.",
           "Verwenden Sie 1 bis 64 Zeichen ohne Leerzeichen, wie bei `identify`.";
    /// The least value is above the greatest.
    BOUNDS_REVERSED = 146, Error:
        en "No number fits these bounds ({detail}).",
           "Swap `at_least` and `at_most`.";
        de "Keine Zahl liegt in diesen Grenzen ({detail}).",
           "Vertauschen Sie `at_least` und `at_most`.";
    /// A test for a number without bounds holds for every number.
    NUMBER_WITHOUT_BOUNDS = 147, Warning:
        en "The test holds for every number: it has neither `at_least` nor `at_most`.",
           "Give at least one of them.";
        de "Die Prüfung gilt für jede Zahl: Es fehlen `at_least` und `at_most`.",
           "Geben Sie mindestens eines davon an.";
    /// A list to choose from is empty, so that nothing can fit.
    EMPTY_CHOICE = 148, Error:
        en "The list `{detail}` is empty; nothing can fit.",
           "Add at least one entry.";
        de "Die Liste `{detail}` ist leer; nichts kann passen.",
           "Ergänzen Sie mindestens einen Eintrag.";
    /// Not a language tag such as `de` or `de-CH` (BCP 47).
    BAD_LANGUAGE_TAG = 149, Error:
        en "`{detail}` is not a language tag.",
           "Write a tag such as `de`, `en` or `de-CH`.";
        de "`{detail}` ist kein Sprachkürzel.",
           "Schreiben Sie ein Kürzel wie `de`, `en` oder `de-CH`.";
    /// An `answer` condition names a step that is not a question of this guide.
    NOT_A_QUESTION = 150, Error:
        en "`{detail}` is not a question of this guide.",
           "Name the id of a question step.";
        de "`{detail}` ist keine Frage dieser Anleitung.",
           "Geben Sie die Kennung eines Frageschritts an.";
    /// An `answer` condition names an answer that its question does not have.
    UNKNOWN_ANSWER = 151, Error:
        en "The question has no answer `{detail}`.",
           "Name the id of one of its answers.";
        de "Die Frage hat keine Antwort `{detail}`.",
           "Geben Sie die Kennung einer ihrer Antworten an.";
    /// A glob in a value test is longer than 250 bytes.
    GLOB_TOO_LONG = 152, Error:
        en "The glob is longer than 250 bytes.",
           "Shorten it; `*` stands for any text.";
        de "Das Muster ist länger als 250 Byte.",
           "Kürzen Sie es; `*` steht für beliebigen Text.";
    /// A page pattern begins neither with `/`, `*`, `?`, `#` nor with `http://` or `https://`.
    BAD_PATTERN = 153, Error:
        en "`{detail}` is not a page pattern.",
           "Begin with `/`, as in `/orders/*`, or with `https://`.";
        de "`{detail}` ist kein Seitenmuster.",
           "Beginnen Sie mit `/` wie in `/orders/*` oder mit `https://`.";
    /// A page pattern is longer than 250 bytes.
    PATTERN_TOO_LONG = 154, Error:
        en "The page pattern is longer than 250 bytes.",
           "Shorten it; `*` stands for any text.";
        de "Das Seitenmuster ist länger als 250 Byte.",
           "Kürzen Sie es; `*` steht für beliebigen Text.";
    /// More than 50 page patterns in one list.
    TOO_MANY_PATTERNS = 155, Error:
        en "There are {detail} page patterns in one list; 50 is the most.",
           "Put `*` where addresses differ.";
        de "Eine Liste enthält {detail} Seitenmuster; höchstens 50 sind möglich.",
           "Setzen Sie `*`, wo sich die Adressen unterscheiden.";
    /// A test for an empty text holds for everything.
    EMPTY_TEST = 156, Warning:
        en "The test `{detail}` compares with an empty text.",
           "Use `absent` or `present`, or write the text.";
        de "Die Prüfung `{detail}` vergleicht mit einem leeren Text.",
           "Verwenden Sie `absent` oder `present`, oder schreiben Sie den Text.";
    /// A text in a value test is longer than 256 bytes.
    TEST_TOO_LONG = 157, Error:
        en "The text to compare with has {detail} bytes; 256 is the most.",
           "Shorten it, or compare with a part of it by `contains`.";
        de "Der Vergleichstext hat {detail} Byte; höchstens 256 sind möglich.",
           "Kürzen Sie ihn, oder vergleichen Sie mit `contains` nur einen Teil.";
    /// A pattern is listed twice.
    DUPLICATE_PATTERN = 158, Warning:
        en "The page pattern `{detail}` is listed twice.",
           "Delete one of the two.";
        de "Das Seitenmuster `{detail}` ist doppelt aufgeführt.",
           "Löschen Sie eines der beiden.";
    /// A list in a condition has more than 100 entries.
    CHOICE_TOO_LONG = 159, Error:
        en "The list has {detail} entries; 100 is the most.",
           "Let the app pass a user attribute that sums them up.";
        de "Die Liste hat {detail} Einträge; höchstens 100 sind möglich.",
           "Lassen Sie die Anwendung ein zusammenfassendes Benutzermerkmal übergeben.";
}
