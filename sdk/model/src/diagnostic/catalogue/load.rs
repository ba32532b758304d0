//! L500 to L599: what loader and SDK meet in a page. They report the code; developers read the words in the docs.

findings! {
    /// The manifest could not be fetched: offline, blocked, or the server answered with an error. The last good bundle stays
    /// in use.
    MANIFEST_UNREACHABLE = 500, Warning:
        en "The manifest could not be fetched ({detail}).",
           "Check the address, the server and `connect-src` of the content security policy.";
        de "Das Manifest ließ sich nicht laden ({detail}).",
           "Prüfen Sie Adresse, Server und `connect-src` der Content Security Policy.";
    /// The manifest is not JSON or not a manifest.
    MANIFEST_UNREADABLE = 501, Error:
        en "The manifest cannot be read ({detail}).",
           "Check that the address leads to a compiled manifest and not to an error page.";
        de "Das Manifest ist nicht lesbar ({detail}).",
           "Prüfen Sie, ob die Adresse zu einem übersetzten Manifest führt und nicht zu einer Fehlerseite.";
    /// The bundle was compiled for a newer SDK.
    BUNDLE_TOO_NEW = 502, Error:
        en "The bundle needs a newer SDK ({detail}).",
           "Update the SDK in the host app.";
        de "Das Bundle verlangt ein neueres SDK ({detail}).",
           "Aktualisieren Sie das SDK in der Anwendung.";
    /// A document is larger than its limit.
    BUNDLE_TOO_LARGE = 503, Error:
        en "A document of the bundle is too large ({detail}).",
           "Check it with `lotse check`.";
        de "Ein Dokument des Bundles ist zu groß ({detail}).",
           "Prüfen Sie es mit `lotse check`.";
    /// The manifest has no signature, and `require_signature` is set.
    SIGNATURE_MISSING = 504, Error:
        en "The manifest is not signed.",
           "Compile it with a key whose public half is pinned in the page.";
        de "Das Manifest ist nicht signiert.",
           "Übersetzen Sie es mit einem Schlüssel, dessen öffentlicher Teil in der Seite hinterlegt ist.";
    /// The signature does not fit the bytes of the manifest, or is made with another key.
    SIGNATURE_WRONG = 505, Error:
        en "The signature of the manifest is wrong.",
           "Check the pinned keys, and that nothing between server and page changes the file.";
        de "Die Signatur des Manifests ist falsch.",
           "Prüfen Sie die hinterlegten Schlüssel, und ob unterwegs etwas die Datei verändert.";
    /// Plain http has no WebCrypto: the signature was not checked.
    SIGNATURE_UNCHECKED = 506, Warning:
        en "The signature was not checked: the page is not a secure context.",
           "Serve the page over https.";
        de "Die Signatur wurde nicht geprüft: Die Seite ist kein sicherer Kontext.",
           "Liefern Sie die Seite über https aus.";
    /// The manifest has a lower release number than one accepted before.
    RELEASE_TOO_LOW = 507, Error:
        en "The release {detail} is older than the one accepted before.",
           "Publish the content again with a higher number.";
        de "Das Release {detail} ist älter als das zuvor angenommene.",
           "Veröffentlichen Sie den Inhalt erneut mit höherer Nummer.";
    /// The manifest has expired and is not accepted as new.
    MANIFEST_EXPIRED = 508, Error:
        en "The manifest has expired ({detail}).",
           "Publish again.";
        de "Das Manifest ist abgelaufen ({detail}).",
           "Veröffentlichen Sie neu.";
    /// The bundle in use has expired; it is kept because there is nothing newer.
    EXPIRED_KEPT = 509, Warning:
        en "The bundle in use has expired; it is kept because there is nothing newer.",
           "Publish again.";
        de "Das Bundle ist abgelaufen; es bleibt in Gebrauch, weil es nichts Neueres gibt.",
           "Veröffentlichen Sie neu.";
    /// The manifest belongs to another project or environment.
    OTHER_PROJECT = 510, Error:
        en "The manifest belongs to another project or environment ({detail}).",
           "Check project and environment in `init`.";
        de "Das Manifest gehört zu einem anderen Projekt oder einer anderen Umgebung ({detail}).",
           "Prüfen Sie Projekt und Umgebung in `init`.";
    /// The manifest was issued in the future.
    ISSUED_IN_FUTURE = 511, Warning:
        en "The manifest was issued in the future ({detail}).",
           "Check the clocks of this device and of the machine that signs.";
        de "Das Manifest wurde in der Zukunft ausgestellt ({detail}).",
           "Prüfen Sie die Uhr dieses Geräts und die des signierenden Rechners.";
    /// A shard or chunk could not be fetched.
    CHUNK_UNREACHABLE = 512, Warning:
        en "A part of the bundle could not be fetched ({detail}).",
           "Check that all files of the bundle are on the server.";
        de "Ein Teil des Bundles ließ sich nicht laden ({detail}).",
           "Prüfen Sie, ob alle Dateien des Bundles auf dem Server liegen.";
    /// The bytes of a shard or chunk do not fit its name.
    CHUNK_HASH_WRONG = 513, Error:
        en "A part of the bundle has been changed on the way ({detail}).",
           "Check proxies and servers that rewrite files; publish again.";
        de "Ein Teil des Bundles wurde unterwegs verändert ({detail}).",
           "Prüfen Sie Proxys und Server, die Dateien umschreiben; veröffentlichen Sie neu.";
    /// A shard or chunk inflates more than fiftyfold.
    CHUNK_RATIO_REFUSED = 514, Error:
        en "A part of the bundle is compressed suspiciously well ({detail}).",
           "Serve it with less compression.";
        de "Ein Teil des Bundles ist verdächtig stark komprimiert ({detail}).",
           "Liefern Sie es weniger komprimiert aus.";
    /// A shard or chunk cannot be read.
    CHUNK_UNREADABLE = 515, Error:
        en "A part of the bundle cannot be read ({detail}).",
           "Check it with `lotse check`.";
        de "Ein Teil des Bundles ist nicht lesbar ({detail}).",
           "Prüfen Sie es mit `lotse check`.";
    /// A guide holds something that this SDK does not understand. It is not offered; others are.
    GUIDE_UNAVAILABLE = 516, Warning:
        en "A guide cannot be used by this SDK ({detail}).",
           "Update the SDK, or compile for its schema version.";
        de "Eine Anleitung ist mit diesem SDK nicht verwendbar ({detail}).",
           "Aktualisieren Sie das SDK, oder übersetzen Sie für seine Schemaversion.";
    /// The text chunk of the user's language could not be had; another language is shown.
    LANGUAGE_FALLBACK = 517, Note:
        en "There are no texts in `{detail}`; another language is shown.",
           "Translate the guide.";
        de "In `{detail}` gibt es keine Texte; eine andere Sprache wird angezeigt.",
           "Übersetzen Sie die Anleitung.";
    /// The content security policy forbids WebAssembly. No guides on this page.
    WASM_NOT_PERMITTED = 520, Error:
        en "The content security policy does not permit WebAssembly.",
           "Add 'wasm-unsafe-eval' to `script-src`; `lotse check-csp` prints the line.";
        de "Die Content Security Policy erlaubt kein WebAssembly.",
           "Ergänzen Sie 'wasm-unsafe-eval' in `script-src`; `lotse check-csp` gibt die Zeile aus.";
    /// The module could not be fetched.
    WASM_UNREACHABLE = 521, Warning:
        en "The SDK could not be fetched ({detail}).",
           "Serve all files of the package, `lotse-rest.wasm` among them; check the address and `connect-src`.";
        de "Das SDK ließ sich nicht laden ({detail}).",
           "Alle Dateien des Pakets gehören auf den Server, auch `lotse-rest.wasm`; prüfen Sie die Adresse und `connect-src`.";
    /// The module's bytes do not fit the `integrity` in the page.
    WASM_INTEGRITY = 522, Error:
        en "The SDK does not fit its `integrity`.",
           "Update both together.";
        de "Das SDK passt nicht zu seiner `integrity`-Angabe.",
           "Aktualisieren Sie beides zusammen.";
    /// The browser is older than what the overlay needs.
    BROWSER_TOO_OLD = 523, Note:
        en "This browser lacks {detail}; no guides are shown.",
           "Update the browser.";
        de "Diesem Browser fehlt {detail}; es werden keine Anleitungen gezeigt.",
           "Aktualisieren Sie den Browser.";
    /// The SDK failed inside and has switched itself off. The page is as it was.
    TRAPPED = 524, Error:
        en "The SDK failed and has switched itself off ({detail}).",
           "Please report it with the text in brackets.";
        de "Das SDK ist fehlgeschlagen und hat sich abgeschaltet ({detail}).",
           "Bitte melden Sie den Text in Klammern.";
    /// A function that the page patched or broke could not be used.
    NATIVE_BROKEN = 525, Warning:
        en "The page has changed a built-in function that Lotse needs ({detail}).",
           "Load Lotse before the script that changes it.";
        de "Die Seite hat eine eingebaute Funktion verändert, die Lotse braucht ({detail}).",
           "Laden Sie Lotse vor dem Skript, das sie verändert.";
    /// Several instances run in the page; only one shows guides.
    SEVERAL_INSTANCES = 526, Warning:
        en "Lotse runs several times in this page ({detail}).",
           "Embed it once.";
        de "Lotse läuft in dieser Seite mehrfach ({detail}).",
           "Binden Sie es einmal ein.";
    /// Storage is full or blocked; progress is kept in memory only.
    STORAGE_UNAVAILABLE = 530, Warning:
        en "Storage is full or blocked; progress is lost on reload ({detail}).",
           "Free storage, or allow it for this site.";
        de "Der Speicher ist voll oder gesperrt; der Stand geht beim Neuladen verloren ({detail}).",
           "Geben Sie Speicher frei, oder erlauben Sie ihn für diese Seite.";
    /// What was stored cannot be read and was discarded.
    STORAGE_UNREADABLE = 531, Warning:
        en "Stored state could not be read and was discarded ({detail}).",
           "Nothing to do; the guide can be started again.";
        de "Der gespeicherte Stand war nicht lesbar und wurde verworfen ({detail}).",
           "Nichts zu tun; die Anleitung lässt sich neu starten.";
    /// The outbox was full; records were dropped and counted.
    OUTBOX_DROPPED = 532, Warning:
        en "Usage events were dropped ({detail}).",
           "Check that the server accepts them.";
        de "Nutzungsereignisse wurden verworfen ({detail}).",
           "Prüfen Sie, ob der Server sie annimmt.";
    /// The page removed our element; it was put back.
    HOST_REMOVED = 540, Warning:
        en "The page removed Lotse's element ({detail}).",
           "Exclude the element `lotse-stage` from the script that clears the page.";
        de "Die Seite hat das Element von Lotse entfernt ({detail}).",
           "Nehmen Sie das Element `lotse-stage` von dem Skript aus, das die Seite leert.";
    /// The page hides everything, including our element. The guide pauses.
    HOST_HIDDEN = 541, Warning:
        en "The page hides Lotse's element; the guide pauses ({detail}).",
           "Look for styles on the root element.";
        de "Die Seite blendet das Element von Lotse aus; die Anleitung pausiert ({detail}).",
           "Suchen Sie nach Stilen am Wurzelelement.";
    /// Native anchoring does not work here; the measured fallback is used.
    ANCHORING_FALLBACK = 542, Note:
        en "Native anchoring is not possible here ({detail}); the measured fallback is used.",
           "Nothing to do.";
        de "Natives Verankern ist hier nicht möglich ({detail}); stattdessen wird gemessen.",
           "Nichts zu tun.";
    /// Something threw inside a listener of the host app; Lotse goes on.
    LISTENER_THREW = 543, Warning:
        en "A listener of the host app threw an error ({detail}).",
           "Mend the listener.";
        de "Ein Listener der Anwendung hat einen Fehler ausgelöst ({detail}).",
           "Beheben Sie den Fehler im Listener.";
    /// The target of a step was not found; the step's missing policy was followed.
    TARGET_NOT_FOUND = 550, Warning:
        en "The target was not found ({detail}).",
           "Pick it again on the page as it is now.";
        de "Das Ziel wurde nicht gefunden ({detail}).",
           "Wählen Sie es auf der heutigen Seite neu aus.";
    /// Several elements fit the target about equally well. None was chosen.
    TARGET_AMBIGUOUS = 551, Warning:
        en "Several elements fit the target ({detail}).",
           "Add evidence that tells them apart, or `within`.";
        de "Mehrere Elemente passen zum Ziel ({detail}).",
           "Ergänzen Sie unterscheidende Merkmale oder `within`.";
    /// The target is in a frame of another origin, which cannot be reached yet.
    TARGET_IN_FOREIGN_FRAME = 552, Warning:
        en "The target is in a frame of another origin ({detail}).",
           "Embed the SDK in that frame, or describe the step in words.";
        de "Das Ziel liegt in einem Frame anderer Herkunft ({detail}).",
           "Binden Sie das SDK dort ein, oder beschreiben Sie den Schritt in Worten.";
    /// A guide was asked for that the bundle does not have.
    NO_SUCH_GUIDE = 553, Warning:
        en "There is no guide `{detail}` for this page.",
           "Check the id, and whether the guide is published for this environment.";
        de "Für diese Seite gibt es keine Anleitung `{detail}`.",
           "Prüfen Sie die Kennung, und ob die Anleitung in dieser Umgebung veröffentlicht ist.";
    /// An action could not be carried out.
    ACTION_FAILED = 554, Warning:
        en "An action could not be carried out ({detail}).",
           "Check its target, or register the callback in the host app.";
        de "Eine Aktion ließ sich nicht ausführen ({detail}).",
           "Prüfen Sie ihr Ziel, oder registrieren Sie die Funktion in der Anwendung.";
    /// An address in the bundle was refused when it was about to be used.
    ADDRESS_REFUSED = 555, Error:
        en "An address was refused ({detail}).",
           "Check the bundle with `lotse check`.";
        de "Eine Adresse wurde abgelehnt ({detail}).",
           "Prüfen Sie das Bundle mit `lotse check`.";
    /// Options given to `init` or `identify` cannot be used.
    BAD_OPTION = 556, Error:
        en "An option cannot be used ({detail}).",
           "Compare it with the reference.";
        de "Eine Option ist nicht verwendbar ({detail}).",
           "Vergleichen Sie sie mit der Referenz.";
    /// The token given to `identify` was refused.
    TOKEN_REFUSED = 557, Warning:
        en "The identity token was refused ({detail}).",
           "Check its signature, audience and expiry.";
        de "Das Identitätstoken wurde abgelehnt ({detail}).",
           "Prüfen Sie Signatur, Zielgruppe und Ablauf.";
}
