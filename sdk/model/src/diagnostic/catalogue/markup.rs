//! L300 to L399: what Markdown cannot do here.

findings! {
    /// HTML in Markdown. Nothing in a guide becomes HTML.
    HTML_REFUSED = 300, Error:
        en "HTML is not allowed in texts: `{detail}`.",
           "Use Markdown; to show the characters as they are, put them between backticks.";
        de "HTML ist in Texten nicht erlaubt: `{detail}`.",
           "Verwenden Sie Markdown; sollen die Zeichen so erscheinen, setzen Sie sie zwischen Backticks.";
    /// The address of a link is not `https`, `mailto`, `tel` or relative, or is disguised.
    LINK_REFUSED = 301, Error:
        en "This link address is not allowed: `{detail}`.",
           "Use an `https`, `mailto` or `tel` address, or one within the app.";
        de "Diese Linkadresse ist nicht erlaubt: `{detail}`.",
           "Verwenden Sie eine Adresse mit `https`, `mailto` oder `tel` oder eine innerhalb der Anwendung.";
    /// A plain `http` link to a host that the project does not list.
    LINK_HOST_UNLISTED = 302, Error:
        en "Links with `http` are allowed to listed hosts only: `{detail}`.",
           "Use `https`, or add the host to `http_hosts` of the project.";
        de "Links mit `http` sind nur zu eingetragenen Rechnern erlaubt: `{detail}`.",
           "Verwenden Sie `https`, oder tragen Sie den Rechner in `http_hosts` des Projekts ein.";
    /// The address of an image is not relative and not `https`, or is disguised.
    IMAGE_REFUSED = 303, Error:
        en "This image address is not allowed: `{detail}`.",
           "Use an `https` address on a configured host, or one within the app.";
        de "Diese Bildadresse ist nicht erlaubt: `{detail}`.",
           "Verwenden Sie eine `https`-Adresse auf einem eingetragenen Rechner oder eine innerhalb der Anwendung.";
    /// An image from a host that the project does not list.
    IMAGE_HOST_UNLISTED = 304, Error:
        en "Images may come from configured hosts only: `{detail}`.",
           "Add the host to `image_hosts` of the project, or put the image into the app.";
        de "Bilder dürfen nur von eingetragenen Rechnern kommen: `{detail}`.",
           "Tragen Sie den Rechner in `image_hosts` des Projekts ein, oder legen Sie das Bild in der Anwendung ab.";
    /// The text is nested deeper than a card can show.
    MARKUP_TOO_DEEP = 305, Error:
        en "The text is nested {detail} levels deep; 30 is the most.",
           "Take lists and quotations apart.";
        de "Der Text ist {detail} Ebenen tief verschachtelt; höchstens 30 sind möglich.",
           "Lösen Sie Listen und Zitate auf.";
    /// The text has more than 2,000 parts.
    MARKUP_TOO_MANY_NODES = 306, Error:
        en "The text has {detail} parts; 2000 is the most.",
           "Split the step.";
        de "Der Text hat {detail} Bestandteile; höchstens 2000 sind möglich.",
           "Teilen Sie den Schritt auf.";
    /// A table of more than 20 columns or 200 rows.
    TABLE_TOO_LARGE = 307, Error:
        en "The table is too large ({detail}); 20 columns and 200 rows are the most.",
           "Link to the whole table, and show the rows that matter.";
        de "Die Tabelle ist zu groß ({detail}); höchstens 20 Spalten und 200 Zeilen sind möglich.",
           "Verlinken Sie die ganze Tabelle, und zeigen Sie die wichtigen Zeilen.";
    /// Markdown of more than 16 KiB.
    MARKUP_TOO_LONG = 308, Error:
        en "The text has {detail} bytes; 16384 is the most.",
           "Split the step.";
        de "Der Text hat {detail} Byte; höchstens 16384 sind möglich.",
           "Teilen Sie den Schritt auf.";
    /// Footnotes have no place on a card.
    FOOTNOTE_UNSUPPORTED = 309, Warning:
        en "Footnotes are not shown: `{detail}`.",
           "Write the remark into the sentence or into a callout.";
        de "Fußnoten werden nicht angezeigt: `{detail}`.",
           "Schreiben Sie die Anmerkung in den Satz oder in einen Hinweiskasten.";
    /// An image without a description. Whoever cannot see it learns nothing.
    IMAGE_WITHOUT_ALT = 310, Warning:
        en "The image has no description: `{detail}`.",
           "Say in the square brackets what it shows: `![The print dialog](…)`.";
        de "Das Bild hat keine Beschreibung: `{detail}`.",
           "Sagen Sie in den eckigen Klammern, was es zeigt: `![Der Druckdialog](…)`.";
    /// A link without a text to click on.
    LINK_WITHOUT_TEXT = 311, Warning:
        en "The link has no text: `{detail}`.",
           "Write between the square brackets where it leads.";
        de "Der Link hat keinen Text: `{detail}`.",
           "Schreiben Sie zwischen die eckigen Klammern, wohin er führt.";
    /// Keys in a text that are not known; they are shown as they are written.
    UNKNOWN_KEY = 312, Warning:
        en "`{detail}` is not a known key; it is shown as it is.",
           "Write English or German key names, such as `Ctrl+S` or `Strg+S`.";
        de "`{detail}` ist keine bekannte Taste; es erscheint so, wie es dasteht.",
           "Schreiben Sie englische oder deutsche Tastennamen wie `Ctrl+S` oder `Strg+S`.";
    /// A callout of a kind that does not exist; it is shown as a quotation.
    UNKNOWN_CALLOUT = 313, Warning:
        en "`{detail}` is not a kind of callout; it is shown as a quotation.",
           "Use note, tip, important, warning or caution: `> [!NOTE]`.";
        de "`{detail}` ist keine Art von Hinweiskasten; es erscheint als Zitat.",
           "Verwenden Sie note, tip, important, warning oder caution: `> [!NOTE]`.";
    /// A directive in braces that does not exist.
    UNKNOWN_DIRECTIVE = 314, Warning:
        en "`{detail}` is not known and is shown as it is.",
           "Check the spelling.";
        de "`{detail}` ist nicht bekannt und erscheint so, wie es dasteht.",
           "Prüfen Sie die Schreibweise.";
    /// The text refers to the target's label, but the step has no target.
    TARGET_LABEL_WITHOUT_TARGET = 315, Error:
        en "The text names the label of the target, but the step has no target.",
           "Add a target, or write the name.";
        de "Der Text nennt die Beschriftung des Ziels, aber der Schritt hat kein Ziel.",
           "Ergänzen Sie ein Ziel, oder schreiben Sie den Namen aus.";
    /// Invisible characters were removed from an address.
    ADDRESS_CLEANED = 316, Warning:
        en "Invisible characters were removed from the address `{detail}`.",
           "Type the address anew.";
        de "Aus der Adresse `{detail}` wurden unsichtbare Zeichen entfernt.",
           "Tippen Sie die Adresse neu.";
    /// Mathematics, front matter or another extension that cards do not show.
    MARKUP_UNSUPPORTED = 317, Warning:
        en "This form of Markdown is not supported: {detail}.",
           "Write it as plain text or as code.";
        de "Diese Form von Markdown wird nicht unterstützt: {detail}.",
           "Schreiben Sie es als einfachen Text oder als Code.";
    /// Nothing is left to show.
    MARKUP_EMPTY = 318, Error:
        en "Nothing of this text can be shown.",
           "Write a sentence.";
        de "Von diesem Text bleibt nichts übrig.",
           "Schreiben Sie einen Satz.";
    /// A title or label with blocks such as lists or images; only words fit there.
    BLOCKS_IN_LABEL = 319, Error:
        en "Headings and labels hold words only: {detail}.",
           "Move it into `body`.";
        de "Überschriften und Beschriftungen bestehen nur aus Worten: {detail}.",
           "Verschieben Sie es nach `body`.";
    /// A reference to a link definition that does not exist.
    BROKEN_REFERENCE = 320, Warning:
        en "There is no link definition for `{detail}`.",
           "Add a line `[{detail}]: https://…`, or write the address into the link.";
        de "Für `{detail}` gibt es keine Linkdefinition.",
           "Ergänzen Sie eine Zeile `[{detail}]: https://…`, oder schreiben Sie die Adresse in den Link.";
    /// A comment in HTML form. It is left out.
    HTML_COMMENT = 321, Note:
        en "The comment is left out.",
           "Nothing to do.";
        de "Der Kommentar wird weggelassen.",
           "Nichts zu tun.";
}
