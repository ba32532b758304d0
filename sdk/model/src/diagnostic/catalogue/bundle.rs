//! L220 to L299: what validation finds in themes, manifests, shards, chunks and single files.

findings! {
    /// Not a colour of the form `#rrggbb`.
    BAD_COLOUR = 220, Error:
        en "`{detail}` is not a colour.",
           "Write six hex digits: `#1a6fd4`.";
        de "`{detail}` ist keine Farbe.",
           "Schreiben Sie sechs Hexadezimalziffern: `#1a6fd4`.";
    /// The accent stands out from the card by less than 3:1 (WCAG 1.4.11).
    LOW_CONTRAST = 221, Warning:
        en "The accent `{detail}` hardly stands out from the card.",
           "Choose a darker one for light pages, a lighter one for dark pages: a contrast of 3:1 at least.";
        de "Die Akzentfarbe `{detail}` hebt sich kaum von der Karte ab.",
           "Wählen Sie für helle Seiten eine dunklere, für dunkle eine hellere Farbe: mindestens 3:1 Kontrast.";
    /// A corner radius beyond 24 pixels.
    RADIUS_OUT_OF_RANGE = 222, Error:
        en "`radius_px` is {detail}; 24 is the most.",
           "Choose a value from 0 to 24.";
        de "`radius_px` ist {detail}; höchstens 24 sind möglich.",
           "Wählen Sie einen Wert von 0 bis 24.";
    /// A backdrop so dark that the page can no longer be seen.
    BACKDROP_OUT_OF_RANGE = 223, Error:
        en "`backdrop_percent` is {detail}; 80 is the most.",
           "Choose a value from 0 to 80.";
        de "`backdrop_percent` ist {detail}; höchstens 80 sind möglich.",
           "Wählen Sie einen Wert von 0 bis 80.";
    /// A name of a chunk or shard that is not the beginning of a SHA-256 in 32 small hex digits.
    BAD_HASH = 240, Error:
        en "`{detail}` is not the beginning of a SHA-256 in 32 small hex digits.",
           "Compile the bundle again.";
        de "`{detail}` ist nicht der Anfang eines SHA-256 aus 32 kleinen Hexadezimalziffern.",
           "Übersetzen Sie das Bundle neu.";
    /// Not a host such as `intranet.example` or `10.0.0.1:8080`.
    BAD_HOST = 241, Error:
        en "`{detail}` is not a host.",
           "Write the host alone, with a port where needed: `intranet.example:8080`.";
        de "`{detail}` ist kein Rechnername.",
           "Schreiben Sie nur den Rechnernamen, wenn nötig mit Port: `intranet.example:8080`.";
    /// Not an origin such as `https://crm.example`.
    BAD_ORIGIN = 242, Error:
        en "`{detail}` is not an origin.",
           "Write scheme and host without a path: `https://crm.example`.";
        de "`{detail}` ist keine Herkunft (Origin).",
           "Schreiben Sie Schema und Rechnername ohne Pfad: `https://crm.example`.";
    /// A manifest that expires before it was issued.
    EXPIRES_BEFORE_ISSUED = 243, Error:
        en "The manifest expires before it was issued ({detail}).",
           "Check the clock of the machine that signs.";
        de "Das Manifest läuft ab, bevor es ausgestellt wurde ({detail}).",
           "Prüfen Sie die Uhr des Rechners, der signiert.";
    /// A manifest that would be accepted for more than 400 days: whoever keeps a copy can play it back that long.
    EXPIRES_TOO_LATE = 244, Warning:
        en "The manifest stays acceptable for {detail} days.",
           "Let it expire within 400 days and publish again in time.";
        de "Das Manifest bleibt {detail} Tage lang gültig.",
           "Lassen Sie es innerhalb von 400 Tagen ablaufen, und veröffentlichen Sie rechtzeitig neu.";
    /// Release numbers begin at 1 and rise.
    BAD_RELEASE = 245, Error:
        en "The release number {detail} is not possible.",
           "Release numbers begin at 1 and rise with every publish.";
        de "Die Releasenummer {detail} ist nicht möglich.",
           "Releasenummern beginnen bei 1 und steigen mit jeder Veröffentlichung.";
    /// Names of environments follow the rule for ids.
    BAD_ENVIRONMENT = 246, Error:
        en "`{detail}` cannot be the name of an environment.",
           "Write a short name such as `production` or `staging`.";
        de "`{detail}` kann kein Name einer Umgebung sein.",
           "Schreiben Sie einen kurzen Namen wie `production` oder `staging`.";
    /// A chunk of more than 2 MiB.
    CHUNK_TOO_LARGE = 247, Error:
        en "A chunk has {detail} bytes; 2097152 (2 MiB) is the most.",
           "Split the guide.";
        de "Ein Chunk hat {detail} Byte; höchstens 2097152 (2 MiB) sind möglich.",
           "Teilen Sie die Anleitung auf.";
    /// A chunk of more than 512 KiB after compression.
    CHUNK_TOO_LARGE_ON_WIRE = 248, Error:
        en "A chunk has {detail} bytes on the wire; 524288 (512 KiB) is the most.",
           "Split the guide.";
        de "Ein Chunk hat {detail} Byte auf der Leitung; höchstens 524288 (512 KiB) sind möglich.",
           "Teilen Sie die Anleitung auf.";
    /// A chunk that inflates more than fiftyfold: it looks like an attack and pages would refuse it.
    CHUNK_RATIO = 249, Error:
        en "A chunk inflates {detail}-fold; 50 is the most.",
           "Remove text that repeats itself, or serve the chunk with less compression.";
        de "Ein Chunk wird beim Entpacken {detail}-mal so groß; höchstens das 50-Fache ist möglich.",
           "Entfernen Sie sich wiederholenden Text, oder liefern Sie den Chunk weniger komprimiert aus.";
    /// An index shard of more than 64 KiB.
    SHARD_TOO_LARGE = 250, Error:
        en "An index shard has {detail} bytes; 65536 is the most.",
           "Give the guides page patterns that begin differently.";
        de "Ein Indexteil hat {detail} Byte; höchstens 65536 sind möglich.",
           "Geben Sie den Anleitungen Seitenmuster, die verschieden beginnen.";
    /// A manifest of more than 64 KiB: every page load fetches it.
    MANIFEST_TOO_LARGE = 251, Error:
        en "The manifest has {detail} bytes; 65536 is the most.",
           "Use fewer distinct beginnings in the page patterns of the guides.";
        de "Das Manifest hat {detail} Byte; höchstens 65536 sind möglich.",
           "Verwenden Sie weniger verschiedene Anfänge in den Seitenmustern der Anleitungen.";
    /// The prefix of an index shard is not what the loader compares with: empty, or lower-case ASCII that begins with `/`.
    BAD_PREFIX = 252, Error:
        en "`{detail}` cannot be the prefix of an index shard.",
           "Compile the bundle again; prefixes are plain, small and begin with `/`.";
        de "`{detail}` kann kein Anfang für einen Indexteil sein.",
           "Übersetzen Sie das Bundle neu; Anfänge sind schlicht, klein und beginnen mit `/`.";
    /// A document names a chunk that is not in the file.
    MISSING_CHUNK = 253, Error:
        en "The chunk `{detail}` is named but not there.",
           "Compile the bundle again.";
        de "Der Chunk `{detail}` wird genannt, ist aber nicht vorhanden.",
           "Übersetzen Sie das Bundle neu.";
    /// A chunk in the file that no document names.
    UNUSED_CHUNK = 254, Warning:
        en "The chunk `{detail}` is not named by any document.",
           "Compile the bundle again to leave it out.";
        de "Der Chunk `{detail}` wird von keinem Dokument genannt.",
           "Übersetzen Sie das Bundle neu, dann entfällt er.";
    /// A bundle holds texts by id only.
    INLINE_TEXT_IN_BUNDLE = 255, Error:
        en "A text stands in place; in a bundle it has to be in the catalogue.",
           "Compile the guide; do not write bundles by hand.";
        de "Ein Text steht an Ort und Stelle; in einem Bundle gehört er in den Katalog.",
           "Übersetzen Sie die Anleitung; schreiben Sie Bundles nicht von Hand.";
    /// The documents of one bundle have different schema versions.
    SCHEMAS_DIFFER = 256, Error:
        en "The file and its manifest have different schema versions ({detail}).",
           "Compile the bundle again.";
        de "Datei und Manifest haben verschiedene Schemaversionen ({detail}).",
           "Übersetzen Sie das Bundle neu.";
    /// Two guides with one id in the same bundle or shard.
    DUPLICATE_GUIDE = 257, Error:
        en "The guide `{detail}` is there twice.",
           "Give one of them another id.";
        de "Die Anleitung `{detail}` ist doppelt vorhanden.",
           "Geben Sie einer davon eine andere Kennung.";
    /// Heading levels go from 1 to 6.
    BAD_HEADING_LEVEL = 258, Error:
        en "The heading level {detail} is not possible.",
           "Choose a level from 1 to 6.";
        de "Die Überschriftenebene {detail} ist nicht möglich.",
           "Wählen Sie eine Ebene von 1 bis 6.";
    /// The chunk of a guide holds another guide than the shard says.
    WRONG_GUIDE_IN_CHUNK = 260, Error:
        en "The chunk holds another guide or language than the index says ({detail}).",
           "Compile the bundle again.";
        de "Der Chunk enthält eine andere Anleitung oder Sprache, als der Index angibt ({detail}).",
           "Übersetzen Sie das Bundle neu.";
    /// More than 100 hosts or origins in one list.
    TOO_MANY_HOSTS = 261, Error:
        en "The list has {detail} hosts; 100 is the most.",
           "Remove those that no guide needs.";
        de "Die Liste hat {detail} Rechnernamen; höchstens 100 sind möglich.",
           "Entfernen Sie die, die keine Anleitung braucht.";
    /// The signature is not base64.
    BAD_SIGNATURE_SHAPE = 262, Error:
        en "The signature is not base64.",
           "Sign the bundle again.";
        de "Die Signatur ist kein Base64.",
           "Signieren Sie das Bundle neu.";
    /// A guide needs a sub-guide that is not in the bundle.
    MISSING_NEED = 263, Error:
        en "The guide `{detail}` is needed as a sub-guide but is not in the bundle.",
           "Publish it together with the guide that runs it.";
        de "Die Anleitung `{detail}` wird als Unteranleitung gebraucht, fehlt aber im Bundle.",
           "Veröffentlichen Sie sie zusammen mit der Anleitung, die sie aufruft.";
}
