//! L001 to L099: what the decoder finds.

findings! {
    /// The text is not JSON, or it is cut short. Line and column say where reading stopped.
    NOT_JSON = 1, Error:
        en "This is not valid JSON (line:column {detail}).",
           "Look at this place and just before it: a comma too many or too few, a quote that is not closed, a bracket that is missing.";
        de "Das ist kein gültiges JSON (Zeile:Spalte {detail}).",
           "Prüfen Sie diese Stelle und das, was kurz davor steht: ein Komma zu viel oder zu wenig, ein fehlendes Anführungszeichen, eine fehlende Klammer.";
    /// Objects and arrays are nested deeper than 64 levels. Readers in a page could run out of stack.
    JSON_TOO_DEEP = 2, Error:
        en "The JSON is nested deeper than 64 levels (line:column {detail}).",
           "Split the guide, or take conditions apart that stand in one another.";
        de "Das JSON ist tiefer als 64 Ebenen verschachtelt (Zeile:Spalte {detail}).",
           "Teilen Sie die Anleitung, oder lösen Sie ineinander stehende Bedingungen auf.";
    /// One object has two members of the same name. Readers disagree on which of them counts.
    DUPLICATE_MEMBER = 3, Error:
        en "The same member stands twice in one object (ends at line:column {detail}).",
           "Delete one of the two.";
        de "Dasselbe Feld steht zweimal in einem Objekt (Ende bei Zeile:Spalte {detail}).",
           "Löschen Sie eines der beiden.";
    /// A member that must be there is not.
    MISSING_MEMBER = 4, Error:
        en "`{detail}` is missing here.",
           "Add the member `{detail}`.";
        de "Hier fehlt `{detail}`.",
           "Ergänzen Sie das Feld `{detail}`.";
    /// A value of another JSON type is wanted, for example an array instead of a string.
    WRONG_TYPE = 5, Error:
        en "The type of this value is wrong; wanted: {detail}.",
           "Write a value of this type: {detail}.";
        de "Dieser Wert hat den falschen Typ; erwartet: {detail}.",
           "Geben Sie einen Wert dieses Typs an: {detail}.";
    /// A number is not whole, or outside the range of its member.
    NUMBER_OUT_OF_RANGE = 6, Error:
        en "This number is not whole, negative, or too large.",
           "Write a whole number within the range of this member.";
        de "Diese Zahl ist nicht ganz, negativ oder zu groß.",
           "Geben Sie eine ganze Zahl im zulässigen Bereich an.";
    /// A `kind` that this version does not know: misspelt, or of a newer version.
    UNKNOWN_KIND = 7, Error:
        en "The kind `{detail}` is not known.",
           "Check the spelling against the reference, or update Lotse.";
        de "Die Art `{detail}` ist nicht bekannt.",
           "Vergleichen Sie die Schreibweise mit der Referenz, oder aktualisieren Sie Lotse.";
    /// A word that is not in the list of its member.
    UNKNOWN_WORD = 8, Error:
        en "The value `{detail}` is not one of the possible words.",
           "Choose one of the words in the reference; small letters and underscores.";
        de "Der Wert `{detail}` gehört nicht zu den möglichen Wörtern.",
           "Wählen Sie eines der Wörter aus der Referenz, in Kleinbuchstaben und mit Unterstrichen.";
    /// A member that is not known, in a place where passing over it could show a guide to the wrong people or do the wrong
    /// thing: conditions, completion, audience, frequency, checks, actions.
    UNKNOWN_MEMBER_REFUSED = 9, Error:
        en "The member `{detail}` is not known here, and guessing would be dangerous.",
           "Check the spelling, or delete `{detail}`.";
        de "Das Feld `{detail}` ist hier nicht bekannt, und Raten wäre gefährlich.",
           "Prüfen Sie die Schreibweise, oder löschen Sie `{detail}`.";
    /// A descriptive member that is not known. It is passed over.
    UNKNOWN_MEMBER_IGNORED = 10, Warning:
        en "The member `{detail}` is not known and has no effect.",
           "Check the spelling, or delete `{detail}`.";
        de "Das Feld `{detail}` ist nicht bekannt und bewirkt nichts.",
           "Prüfen Sie die Schreibweise, oder löschen Sie `{detail}`.";
    /// An id has to begin with a letter or digit and may hold letters of ASCII, digits, `-`, `_` and `.`, 64 in all.
    BAD_ID = 11, Error:
        en "`{detail}` cannot be an id.",
           "Use letters from A to Z, digits, `-`, `_` and `.`, at most 64, with a letter or digit first.";
        de "`{detail}` kann keine Kennung sein.",
           "Verwenden Sie Buchstaben von A bis Z, Ziffern, `-`, `_` und `.`, höchstens 64, am Anfang ein Buchstabe oder eine Ziffer.";
    /// A text is neither the id of a catalogue entry nor an object with Markdown by language.
    BAD_TEXT = 12, Error:
        en "This is neither the id of a text nor a text per language.",
           "Write an object such as {\"de\": \"…\", \"en\": \"…\"}, or the id of an entry in `texts`.";
        de "Das ist weder die Kennung eines Textes noch ein Text je Sprache.",
           "Schreiben Sie ein Objekt wie {\"de\": \"…\", \"en\": \"…\"} oder die Kennung eines Eintrags in `texts`.";
    /// A condition cannot be evaluated by this version; in a page it would count as unknown. The reason stands beside it.
    UNSUPPORTED_CONDITION = 13, Error:
        en "This condition cannot be evaluated; it would always be unknown.",
           "Mend what is reported inside this condition.";
        de "Diese Bedingung lässt sich nicht auswerten; sie wäre immer unbekannt.",
           "Beheben Sie, was innerhalb dieser Bedingung gemeldet wird.";
    /// A piece of evidence cannot be used by this version; in a page it would not count. The reason stands beside it.
    UNSUPPORTED_EVIDENCE = 14, Error:
        en "This piece of evidence cannot be used; it would not count.",
           "Mend what is reported inside it, or delete it.";
        de "Dieses Merkmal ist nicht verwendbar; es würde nicht zählen.",
           "Beheben Sie, was darin gemeldet wird, oder löschen Sie es.";
    /// There are more findings than are listed.
    TOO_MANY_PROBLEMS = 15, Error:
        en "There are {detail} more findings that are not listed.",
           "Mend the findings above and check again.";
        de "Es gibt {detail} weitere Meldungen, die nicht aufgeführt sind.",
           "Beheben Sie die Meldungen oben, und prüfen Sie erneut.";
    /// The file was written for a newer version of Lotse.
    SCHEMA_TOO_NEW = 16, Error:
        en "This file has schema version {detail}, which is newer than this program knows.",
           "Update Lotse.";
        de "Diese Datei hat die Schemaversion {detail}; sie ist neuer als dieses Programm.",
           "Aktualisieren Sie Lotse.";
    /// The file was written for a version of Lotse from which there is no upgrade.
    SCHEMA_TOO_OLD = 17, Error:
        en "There is no upgrade from schema version {detail}.",
           "Open and save the file with an older release of Lotse first.";
        de "Von der Schemaversion {detail} gibt es keinen Weg zur heutigen.",
           "Öffnen und speichern Sie die Datei zuerst mit einer älteren Ausgabe von Lotse.";
    /// The file is larger than any guide can be.
    SOURCE_TOO_LARGE = 18, Error:
        en "The file has {detail} bytes; 2 MiB is the most.",
           "Split the guide into sub-guides.";
        de "Die Datei hat {detail} Byte; höchstens 2 MiB sind möglich.",
           "Teilen Sie die Anleitung in Unteranleitungen auf.";
    /// The file is not text in UTF-8.
    NOT_UTF8 = 19, Error:
        en "The file is not UTF-8 text (byte {detail}).",
           "Save it with the encoding UTF-8.";
        de "Die Datei ist kein UTF-8-Text (Byte {detail}).",
           "Speichern Sie sie mit der Kodierung UTF-8.";
    /// The file was written for an older version of Lotse and was upgraded while reading.
    UPGRADED = 20, Note:
        en "The file has schema version {detail} and was upgraded while reading.",
           "Save it once so that the upgrade is kept.";
        de "Die Datei hat die Schemaversion {detail} und wurde beim Lesen aktualisiert.",
           "Speichern Sie sie einmal, damit die Aktualisierung erhalten bleibt.";
}
