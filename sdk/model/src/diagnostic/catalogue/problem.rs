//! L600 to L699: what validation finds in problems and desks.

findings! {
    /// Two causes, probes, fixes, nodes, triage questions, answers or notices have the same id.
    DUPLICATE_PART = 600, Error:
        en "There are two entries with the id `{detail}`.",
           "Give one of them another id, and check which one is meant by what refers to it.";
        de "Es gibt zwei Einträge mit der Kennung `{detail}`.",
           "Geben Sie einem davon eine andere Kennung, und prüfen Sie, welcher von den Verweisen gemeint ist.";
    /// A list of a problem or desk is longer than its limit.
    TOO_MANY_PARTS = 601, Error:
        en "The list has {detail} entries, which is more than is possible.",
           "Keep those that matter most, or split the problem in two.";
        de "Die Liste hat {detail} Einträge, das sind mehr als möglich.",
           "Behalten Sie die wichtigsten, oder teilen Sie das Problem in zwei.";
    /// A problem without causes always goes to a person.
    NO_CAUSES = 602, Warning:
        en "The problem has no causes: every case goes to a person.",
           "Add the causes that you know, with how often each occurs.";
        de "Das Problem hat keine Ursachen: Jeder Fall geht an einen Menschen.",
           "Ergänzen Sie die Ursachen, die Sie kennen, und wie oft jede vorkommt.";
    /// The shares of all causes add up to more than 1,000 of 1,000 cases.
    CAUSES_OVER_WHOLE = 603, Error:
        en "The causes add up to {detail} of 1,000 cases.",
           "Lower the shares; what is left of the 1,000 stands for something else.";
        de "Die Ursachen ergeben zusammen {detail} von 1.000 Fällen.",
           "Senken Sie die Anteile; was von den 1.000 bleibt, steht für etwas anderes.";
    /// A share is not possible: more than 1,000, or 0 for a cause or for what a fix mends.
    SHARE_OUT_OF_RANGE = 604, Error:
        en "{detail} of 1,000 is not a possible share here.",
           "Enter a number from 1 to 1,000.";
        de "{detail} von 1.000 ist hier kein möglicher Anteil.",
           "Geben Sie eine Zahl von 1 bis 1.000 an.";
    /// Something refers to a cause that the problem does not have.
    UNKNOWN_CAUSE = 605, Error:
        en "There is no cause `{detail}`.",
           "Choose an existing cause, or add one with this id.";
        de "Es gibt keine Ursache `{detail}`.",
           "Wählen Sie eine vorhandene Ursache, oder legen Sie eine mit dieser Kennung an.";
    /// A node of the fault tree asks a probe that the problem does not have.
    UNKNOWN_PROBE = 606, Error:
        en "There is no probe `{detail}`.",
           "Choose an existing probe, or add one with this id.";
        de "Es gibt keine Untersuchung `{detail}`.",
           "Wählen Sie eine vorhandene Untersuchung, oder legen Sie eine mit dieser Kennung an.";
    /// A node of the fault tree tries a fix that the problem does not have.
    UNKNOWN_FIX = 607, Error:
        en "There is no fix `{detail}`.",
           "Choose an existing fix, or add one with this id.";
        de "Es gibt keine Lösung `{detail}`.",
           "Wählen Sie eine vorhandene Lösung, oder legen Sie eine mit dieser Kennung an.";
    /// An edge of the fault tree names an outcome that its probe does not have.
    UNKNOWN_OUTCOME = 608, Error:
        en "The probe has no outcome `{detail}`.",
           "Choose one of its outcomes; automatic checks have `yes` and `no`.";
        de "Die Untersuchung hat kein Ergebnis `{detail}`.",
           "Wählen Sie eines ihrer Ergebnisse; automatische Prüfungen haben `yes` und `no`.";
    /// An edge of the fault tree leads to a node that does not exist.
    UNKNOWN_NODE = 609, Error:
        en "There is no node `{detail}`.",
           "Choose an existing node, or add one with this id.";
        de "Es gibt keinen Knoten `{detail}`.",
           "Wählen Sie einen vorhandenen Knoten, oder legen Sie einen mit dieser Kennung an.";
    /// The fault tree can lead back to a node that was visited.
    TREE_LOOP = 610, Error:
        en "The node `{detail}` can be reached from itself.",
           "Let the edge lead further down, or to a node of kind `diagnose` or `person`.";
        de "Der Knoten `{detail}` ist von sich selbst aus erreichbar.",
           "Lassen Sie die Kante weiter nach unten führen oder zu einem Knoten der Art `diagnose` oder `person`.";
    /// No way leads from the first node of the fault tree to this one.
    NODE_UNREACHED = 611, Warning:
        en "Nothing leads to the node `{detail}`.",
           "Let an edge lead there, or delete it.";
        de "Nichts führt zum Knoten `{detail}`.",
           "Lassen Sie eine Kante dorthin führen, oder löschen Sie ihn.";
    /// The shares of a probe are not one for each outcome.
    SHARES_OF_OTHER_LENGTH = 612, Error:
        en "There are {detail} shares, but the probe has another number of outcomes.",
           "Give one share for each outcome, in their order.";
        de "Es sind {detail} Anteile angegeben, die Untersuchung hat aber eine andere Zahl von Ergebnissen.",
           "Geben Sie für jedes Ergebnis einen Anteil an, in ihrer Reihenfolge.";
    /// The shares of a probe's outcomes do not add up to 1,000.
    SHARES_NOT_WHOLE = 613, Error:
        en "The shares add up to {detail}, not to 1,000.",
           "Of 1,000 such cases, say in how many each outcome shows.";
        de "Die Anteile ergeben {detail} statt 1.000.",
           "Geben Sie an, in wie vielen von 1.000 solchen Fällen sich jedes Ergebnis zeigt.";
    /// A probe comes out alike for every cause, so it is never asked.
    PROBE_TELLS_NOTHING = 614, Warning:
        en "The probe `{detail}` comes out alike for all causes and is never used.",
           "Say under `given` for which causes it comes out differently.";
        de "Die Untersuchung `{detail}` fällt bei allen Ursachen gleich aus und wird nie benutzt.",
           "Geben Sie unter `given` an, bei welchen Ursachen sie anders ausfällt.";
    /// A probe has one outcome, or more than 12.
    BAD_OUTCOME_COUNT = 615, Error:
        en "A probe cannot have {detail} outcomes.",
           "Give 2 to 12 outcomes, or none for `yes` and `no`.";
        de "Eine Untersuchung kann nicht {detail} Ergebnisse haben.",
           "Geben Sie 2 bis 12 Ergebnisse an, oder keine für `yes` und `no`.";
    /// An automatic check lists outcomes; its outcomes are always yes and no.
    CHECK_WITH_OUTCOMES = 616, Error:
        en "An automatic check has the outcomes `yes` and `no` and no others.",
           "Leave `outcomes` away.";
        de "Eine automatische Prüfung hat die Ergebnisse `yes` und `no` und keine anderen.",
           "Lassen Sie `outcomes` weg.";
    /// A visual test has outcomes without pictures, or none at all.
    VISUAL_WITHOUT_PICTURES = 617, Error:
        en "A visual test needs a picture for each outcome.",
           "Add `picture` to each outcome: Markdown with one image.";
        de "Ein Bildvergleich braucht zu jedem Ergebnis ein Bild.",
           "Ergänzen Sie bei jedem Ergebnis `picture`: Markdown mit einem Bild.";
    /// A probe, fix or call is said to take no time, or more than eight hours.
    COST_OUT_OF_RANGE = 618, Error:
        en "{detail} s is not a possible duration here.",
           "Enter the seconds that a user needs, from 1 to 28,800.";
        de "{detail} s ist hier keine mögliche Dauer.",
           "Geben Sie an, wie viele Sekunden jemand braucht, von 1 bis 28.800.";
    /// No fix mends this cause: such cases end with a person.
    CAUSE_WITHOUT_FIX = 619, Note:
        en "No fix mends the cause `{detail}`.",
           "Add a fix, or leave it so: such cases go to a person with everything known.";
        de "Keine Lösung behebt die Ursache `{detail}`.",
           "Ergänzen Sie eine Lösung, oder lassen Sie es so: Solche Fälle gehen mit allem Bekannten an einen Menschen.";
    /// A fix names no cause, so it is never offered.
    FIX_MENDS_NOTHING = 620, Error:
        en "The fix `{detail}` mends no cause.",
           "Name the causes under `mends`.";
        de "Die Lösung `{detail}` behebt keine Ursache.",
           "Nennen Sie die Ursachen unter `mends`.";
    /// A fix takes longer than handing over to a person, so it is hardly ever offered.
    FIX_SLOWER_THAN_PERSON = 621, Warning:
        en "The fix takes {detail} s, longer than a person takes.",
           "Shorten the guide, or check `person_s`.";
        de "Die Lösung dauert {detail} s, länger als ein Mensch braucht.",
           "Kürzen Sie die Anleitung, oder prüfen Sie `person_s`.";
    /// Users search for what they see; a problem without symptoms is found by its title alone.
    NO_SYMPTOMS = 622, Warning:
        en "The problem has no symptoms.",
           "Add what users say and see, in their own words, each on its own.";
        de "Das Problem hat keine Symptome.",
           "Ergänzen Sie, was die Leute sagen und sehen, in ihren Worten, jedes für sich.";
    /// The text of a sign fits nearly everything: fewer than 6 letters besides the wildcards.
    SIGN_TOO_WIDE = 623, Error:
        en "`{detail}` fits too many texts.",
           "Write at least 6 letters of the message besides `*` and `?`.";
        de "`{detail}` passt auf zu viele Texte.",
           "Schreiben Sie neben `*` und `?` mindestens 6 Buchstaben der Meldung.";
    /// A sign waits for a status code that no failed request has.
    BAD_STATUS = 624, Error:
        en "{detail} is not the status code of a failed request.",
           "Enter codes from 400 to 599.";
        de "{detail} ist kein Statuscode einer fehlgeschlagenen Anfrage.",
           "Geben Sie Codes von 400 bis 599 an.";
    /// No answer of a triage question changes impact or urgency.
    TRIAGE_CHANGES_NOTHING = 625, Warning:
        en "No answer of `{detail}` changes anything.",
           "Give at least one answer an `impact` or `urgency`, or delete the question.";
        de "Keine Antwort von `{detail}` ändert etwas.",
           "Geben Sie mindestens einer Antwort `impact` oder `urgency`, oder löschen Sie die Frage.";
    /// The days within which a problem counts as come back are not between 1 and 365.
    RECURRENCE_OUT_OF_RANGE = 626, Error:
        en "{detail} days is not possible.",
           "Enter 1 to 365 days.";
        de "{detail} Tage sind nicht möglich.",
           "Geben Sie 1 bis 365 Tage an.";
    /// A time of day is not written as hours and minutes.
    BAD_CLOCK_TIME = 640, Error:
        en "`{detail}` is not a time of day.",
           "Write hours and minutes: `08:30`; the end of the day is `24:00`.";
        de "`{detail}` ist keine Uhrzeit.",
           "Schreiben Sie Stunden und Minuten: `08:30`; das Ende des Tages ist `24:00`.";
    /// An opening ends before it begins.
    OPENING_REVERSED = 641, Error:
        en "The opening ends before it begins: {detail}.",
           "Swap the times; for a night write two openings, until `24:00` and from `00:00`.";
        de "Die Öffnung endet, bevor sie beginnt: {detail}.",
           "Tauschen Sie die Zeiten; für eine Nacht schreiben Sie zwei Öffnungen, bis `24:00` und ab `00:00`.";
    /// A time zone is not a name of the tz database.
    BAD_TIME_ZONE = 642, Error:
        en "`{detail}` is not the name of a time zone.",
           "Write region and city: `Europe/Berlin`, or `UTC`.";
        de "`{detail}` ist kein Name einer Zeitzone.",
           "Schreiben Sie Gebiet und Stadt: `Europe/Berlin`, oder `UTC`.";
    /// A desk has no openings, so promises that run while it is open never end.
    NEVER_OPEN = 643, Warning:
        en "The desk is never open.",
           "Add openings, or let promises run round the clock.";
        de "Der Support ist nie geöffnet.",
           "Ergänzen Sie Öffnungen, oder lassen Sie Zusagen rund um die Uhr laufen.";
    /// Two promises for the same priority.
    DUPLICATE_PROMISE = 644, Error:
        en "There are two promises for `{detail}`.",
           "Keep one of them.";
        de "Es gibt zwei Zusagen für `{detail}`.",
           "Behalten Sie eine davon.";
    /// Nothing is promised for a priority, so users are told no time.
    PROMISE_MISSING = 645, Warning:
        en "Nothing is promised for {detail}.",
           "Add a promise for each priority.";
        de "Für {detail} ist nichts zugesagt.",
           "Ergänzen Sie für jede Priorität eine Zusage.";
    /// A promise is not possible: no time at all, more than 60 days, or solved before answered.
    PROMISE_OUT_OF_RANGE = 646, Error:
        en "The promise is not possible: {detail} min.",
           "Enter minutes of service; solving takes at least as long as answering.";
        de "Die Zusage ist nicht möglich: {detail} min.",
           "Geben Sie Servicezeit in Minuten an; die Lösung dauert mindestens so lange wie die Antwort.";
    /// A greater impact or urgency gives a lower priority than a smaller one.
    MATRIX_REVERSED = 647, Warning:
        en "More impact or urgency gives a lower priority at `{detail}`.",
           "Check the matrix: priorities rise with impact and with urgency.";
        de "Mehr Auswirkung oder Dringlichkeit ergibt bei `{detail}` eine niedrigere Priorität.",
           "Prüfen Sie die Matrix: Prioritäten steigen mit Auswirkung und Dringlichkeit.";
    /// A priority has no channel, so that users could not reach anybody.
    NO_CHANNEL = 648, Error:
        en "The desk cannot be reached for {detail}.",
           "Add a channel for it; a `form` without `priorities` serves all.";
        de "Der Support ist für {detail} nicht erreichbar.",
           "Ergänzen Sie einen Weg dafür; ein `form` ohne `priorities` gilt für alle.";
    /// The address of a channel does not fit its kind.
    BAD_CHANNEL_ADDRESS = 649, Error:
        en "`{detail}` is no address for this kind of channel.",
           "Write a telephone number, a mail address or an `https` address; `form` has none.";
        de "`{detail}` ist keine Adresse für diese Art von Weg.",
           "Schreiben Sie eine Telefonnummer, eine Mailadresse oder eine `https`-Adresse; `form` hat keine.";
    /// A notice names no problem.
    NOTICE_OF_NOTHING = 650, Error:
        en "The notice `{detail}` names no problem.",
           "Name the problems that it explains.";
        de "Der Hinweis `{detail}` nennt kein Problem.",
           "Nennen Sie die Probleme, die er erklärt.";
    /// A notice ends before it begins.
    NOTICE_REVERSED = 651, Error:
        en "The notice ends before it begins: {detail}.",
           "Swap `from_s` and `until_s`.";
        de "Der Hinweis endet, bevor er beginnt: {detail}.",
           "Tauschen Sie `from_s` und `until_s`.";
    /// A group of synonyms has fewer than two words.
    SYNONYM_ALONE = 652, Error:
        en "A group of synonyms needs two words, and this one has {detail}.",
           "Add words that mean the same.";
        de "Eine Gruppe von Synonymen braucht zwei Wörter, diese hat {detail}.",
           "Ergänzen Sie Wörter, die dasselbe bedeuten.";
    /// A synonym is empty, or longer than 60 letters.
    EMPTY_SYNONYM = 653, Error:
        en "`{detail}` is not a word to search for.",
           "Write a word or a short phrase of at most 60 letters.";
        de "`{detail}` ist kein Wort, nach dem gesucht wird.",
           "Schreiben Sie ein Wort oder eine kurze Wendung mit höchstens 60 Buchstaben.";
}
