//! L170 to L199: what validation finds in targets and their evidence.

findings! {
    /// A target of which nothing is known.
    NO_EVIDENCE = 170, Error:
        en "The target has no evidence.",
           "Pick the element again, or describe it by role and name.";
        de "Das Ziel hat keine Merkmale.",
           "Wählen Sie das Element neu aus, oder beschreiben Sie es mit Rolle und Namen.";
    /// More than 40 pieces of evidence.
    TOO_MUCH_EVIDENCE = 171, Error:
        en "The target has {detail} pieces of evidence; 40 is the most.",
           "Keep those that will last.";
        de "Das Ziel hat {detail} Merkmale; höchstens 40 sind möglich.",
           "Behalten Sie die, die Bestand haben.";
    /// A text in evidence is longer than 256 bytes.
    EVIDENCE_TOO_LONG = 172, Error:
        en "A text in the evidence has {detail} bytes; 256 is the most.",
           "Shorten it to the beginning that never changes.";
        de "Ein Text im Merkmal hat {detail} Byte; höchstens 256 sind möglich.",
           "Kürzen Sie ihn auf den Anfang, der gleich bleibt.";
    /// A piece of evidence that says nothing.
    EMPTY_EVIDENCE = 173, Error:
        en "The evidence `{detail}` is empty.",
           "Fill it in, or delete it.";
        de "Das Merkmal `{detail}` ist leer.",
           "Füllen Sie es aus, oder löschen Sie es.";
    /// Fewer than two pieces of evidence that are independent of each other. When one changes, the target is lost.
    WEAK_EVIDENCE = 174, Warning:
        en "The target rests on a single piece of evidence ({detail}).",
           "Add a second, independent one: role and name, a label, a lasting attribute.";
        de "Das Ziel stützt sich auf ein einziges Merkmal ({detail}).",
           "Ergänzen Sie ein zweites, unabhängiges: Rolle und Name, eine Beschriftung, ein dauerhaftes Attribut.";
    /// The guide has texts in several languages, but the names in a target are known in one only.
    SINGLE_LANGUAGE_EVIDENCE = 175, Warning:
        en "The target is described by words in one language only ({detail}).",
           "Pick it in the other languages too, add evidence without words, or use `*` when the app has one language.";
        de "Das Ziel ist nur in einer Sprache beschrieben ({detail}).",
           "Wählen Sie es auch in den anderen Sprachen aus, ergänzen Sie Merkmale ohne Worte, oder verwenden Sie `*`, wenn die Anwendung nur eine Sprache hat.";
    /// `within` and `frame` are nested deeper than 4.
    TARGET_TOO_DEEP = 176, Error:
        en "Targets are nested deeper than 4 levels.",
           "Name only the containers that are needed to tell elements apart.";
        de "Ziele sind tiefer als 4 Ebenen verschachtelt.",
           "Nennen Sie nur die Behälter, die zur Unterscheidung nötig sind.";
    /// The margin has to lie between 1 and 90 percent.
    MARGIN_OUT_OF_RANGE = 177, Error:
        en "`margin_percent` is {detail}; it has to lie between 1 and 90.",
           "Delete it to use the built-in margin.";
        de "`margin_percent` ist {detail}; möglich sind 1 bis 90.",
           "Löschen Sie die Angabe, dann gilt der eingebaute Abstand.";
    /// CSS text longer than 512 bytes.
    CSS_TOO_LONG = 178, Error:
        en "The CSS text has {detail} bytes; 512 is the most.",
           "Use role, name and attributes; CSS is the last resort.";
        de "Der CSS-Text hat {detail} Byte; höchstens 512 sind möglich.",
           "Verwenden Sie Rolle, Namen und Attribute; CSS ist der letzte Ausweg.";
    /// More than 8 selectors in one list.
    CSS_TOO_MANY = 179, Error:
        en "The CSS text lists more than 8 selectors.",
           "Keep those that are needed.";
        de "Der CSS-Text enthält mehr als 8 Selektoren in einer Liste.",
           "Behalten Sie die nötigen.";
    /// `:is`, `:where` and `:not` nested deeper than 4.
    CSS_TOO_DEEP = 180, Error:
        en "The CSS text is nested deeper than 4 levels.",
           "Write it flat.";
        de "Der CSS-Text ist tiefer als 4 Ebenen verschachtelt.",
           "Schreiben Sie ihn flach.";
    /// A pseudo-class or pseudo-element that is slow, passing or not an element: `:has`, `:hover`, `::before`.
    CSS_PSEUDO_REFUSED = 181, Error:
        en "`{detail}` may not be used in a target.",
           "Leave it out; to say where an element is, use `within`.";
        de "`{detail}` ist in einem Ziel nicht erlaubt.",
           "Lassen Sie es weg; wo ein Element liegt, sagt `within`.";
    /// Not CSS text that can be used.
    CSS_SYNTAX = 182, Error:
        en "The CSS text is not valid at byte {detail}.",
           "Compare with the grammar in the reference.";
        de "Der CSS-Text ist an Byte {detail} nicht gültig.",
           "Vergleichen Sie mit der Grammatik in der Referenz.";
    /// An attribute that holds what a user typed, or code. Guides never look at it.
    ATTRIBUTE_REFUSED = 183, Error:
        en "The attribute `{detail}` may hold what users type and cannot be evidence.",
           "Use another attribute, such as `name`.";
        de "Das Attribut `{detail}` kann Eingaben enthalten und ist kein Merkmal.",
           "Verwenden Sie ein anderes Attribut, zum Beispiel `name`.";
    /// Names of attributes and tags: lower case, as in HTML.
    BAD_NAME_OF_ATTRIBUTE = 184, Error:
        en "`{detail}` cannot be the name of an attribute or a tag.",
           "Write it in small letters, as in `data-testid` or `button`.";
        de "`{detail}` kann kein Name eines Attributs oder Tags sein.",
           "Schreiben Sie ihn klein, wie in `data-testid` oder `button`.";
    /// A role that ARIA does not know.
    UNKNOWN_ROLE = 185, Warning:
        en "`{detail}` is not an ARIA role.",
           "Use the computed role, such as `button`, `link`, `textbox` or `row`.";
        de "`{detail}` ist keine ARIA-Rolle.",
           "Verwenden Sie die berechnete Rolle, zum Beispiel `button`, `link`, `textbox` oder `row`.";
    /// A place is counted from 1 and cannot be beyond the number of places.
    BAD_POSITION = 186, Error:
        en "The position {detail} is not possible.",
           "Count from 1; `index` cannot be greater than `of`.";
        de "Die Position {detail} ist nicht möglich.",
           "Zählen Sie ab 1; `index` kann nicht größer sein als `of`.";
    /// A chain of ancestors: 1 to 12 parts joined by ` < `.
    BAD_ANCESTRY = 187, Error:
        en "`{detail}` is not a chain of ancestors.",
           "Join 1 to 12 parts by ` < `, the nearest first: `cell < row < table Orders`.";
        de "`{detail}` ist keine Kette von Vorfahren.",
           "Verbinden Sie 1 bis 12 Teile mit ` < `, das nächste zuerst: `cell < row < table Bestellungen`.";
    /// An attribute value that looks generated: it will be another one after the app's next release.
    GENERATED_VALUE = 188, Warning:
        en "`{detail}` looks generated and will not last.",
           "Delete this evidence, or replace it by role and name.";
        de "`{detail}` sieht generiert aus und hat keinen Bestand.",
           "Löschen Sie dieses Merkmal, oder ersetzen Sie es durch Rolle und Namen.";
    /// The same evidence twice counts once.
    DUPLICATE_EVIDENCE = 189, Warning:
        en "The evidence `{detail}` is listed twice; it counts once.",
           "Delete one of the two.";
        de "Das Merkmal `{detail}` ist doppelt aufgeführt; es zählt einmal.",
           "Löschen Sie eines der beiden.";
    /// The recorder's own record of the element among all of its page: a JSON object of at most 8 KiB.
    BAD_LINKAGE = 190, Error:
        en "The recorder's record of the element ({detail} bytes) cannot be read.",
           "Pick the element again, or delete this evidence.";
        de "Die Aufzeichnung des Elements ({detail} Byte) ist nicht lesbar.",
           "Wählen Sie das Element neu aus, oder löschen Sie dieses Merkmal.";
}
