//! L100 to L139: what validation finds in guides, steps and actions.

findings! {
    /// Two steps of a guide have the same id.
    DUPLICATE_STEP = 100, Error:
        en "There are two steps with the id `{detail}`.",
           "Give one of them another id, and check which one is meant by the steps that lead there.";
        de "Es gibt zwei Schritte mit der Kennung `{detail}`.",
           "Geben Sie einem davon eine andere Kennung, und prüfen Sie, welcher von den Verweisen gemeint ist.";
    /// An edge leads to a step that does not exist.
    UNKNOWN_STEP = 101, Error:
        en "There is no step `{detail}`.",
           "Choose an existing step, or add one with this id.";
        de "Es gibt keinen Schritt `{detail}`.",
           "Wählen Sie einen vorhandenen Schritt, oder legen Sie einen mit dieser Kennung an.";
    /// A guide has no step at all.
    NO_STEPS = 102, Error:
        en "The guide has no steps.",
           "Add at least one step and an end.";
        de "Die Anleitung hat keine Schritte.",
           "Legen Sie mindestens einen Schritt und ein Ende an.";
    /// More than 500 steps.
    TOO_MANY_STEPS = 103, Error:
        en "The guide has {detail} steps; 500 is the most.",
           "Move parts of it into sub-guides.";
        de "Die Anleitung hat {detail} Schritte; höchstens 500 sind möglich.",
           "Lagern Sie Teile in Unteranleitungen aus.";
    /// `start` names a step that does not exist.
    UNKNOWN_START = 104, Error:
        en "The guide starts with the step `{detail}`, which does not exist.",
           "Let `start` name an existing step.";
        de "Die Anleitung beginnt mit dem Schritt `{detail}`, den es nicht gibt.",
           "Geben Sie bei `start` einen vorhandenen Schritt an.";
    /// No step of kind `end`: nobody ever gets out.
    NO_END = 105, Error:
        en "The guide has no end.",
           "Add a step of kind `end` with the outcome `solved`.";
        de "Die Anleitung hat kein Ende.",
           "Legen Sie einen Schritt der Art `end` mit dem Ausgang `solved` an.";
    /// A step leads to itself.
    LEADS_TO_ITSELF = 106, Error:
        en "The step `{detail}` leads to itself.",
           "Let it lead to the next step.";
        de "Der Schritt `{detail}` führt zu sich selbst.",
           "Lassen Sie ihn zum nächsten Schritt führen.";
    /// Two answers of a question have the same id.
    DUPLICATE_ANSWER = 107, Error:
        en "There are two answers with the id `{detail}`.",
           "Give one of them another id.";
        de "Es gibt zwei Antworten mit der Kennung `{detail}`.",
           "Geben Sie einer davon eine andere Kennung.";
    /// A question without answers cannot be left.
    NO_ANSWERS = 108, Error:
        en "The question has no answers.",
           "Add the answers among which users choose.";
        de "Die Frage hat keine Antworten.",
           "Ergänzen Sie die Antworten, die zur Wahl stehen.";
    /// A question with one answer asks nothing.
    SINGLE_ANSWER = 109, Warning:
        en "The question has only one answer.",
           "Add a second answer, or make it a step of kind `instruct`.";
        de "Die Frage hat nur eine Antwort.",
           "Ergänzen Sie eine zweite Antwort, oder machen Sie daraus einen Schritt der Art `instruct`.";
    /// More than 12 answers: nobody reads them.
    TOO_MANY_ANSWERS = 110, Error:
        en "The question has {detail} answers; 12 is the most.",
           "Ask in two steps.";
        de "Die Frage hat {detail} Antworten; höchstens 12 sind möglich.",
           "Fragen Sie in zwei Schritten.";
    /// More than 4 buttons with actions on one card.
    TOO_MANY_ACTIONS = 111, Error:
        en "The step has {detail} buttons with actions; 4 is the most.",
           "Keep those that users need at this point.";
        de "Der Schritt hat {detail} Aktionsknöpfe; höchstens 4 sind möglich.",
           "Behalten Sie die, die an dieser Stelle gebraucht werden.";
    /// A tooltip stands beside a target; without one it has no place.
    TOOLTIP_NEEDS_TARGET = 112, Error:
        en "A tooltip needs a target.",
           "Add a target, or set `surface` to `modal` or `banner`.";
        de "Ein Tooltip braucht ein Ziel.",
           "Ergänzen Sie ein Ziel, oder setzen Sie `surface` auf `modal` oder `banner`.";
    /// A step waits for something to happen to an element, but names none.
    COMPLETION_NEEDS_TARGET = 113, Error:
        en "The completion `{detail}` needs a target.",
           "Add a target to the step, or `on` to the completion.";
        de "Der Abschluss `{detail}` braucht ein Ziel.",
           "Ergänzen Sie beim Schritt ein Ziel oder beim Abschluss `on`.";
    /// A card without heading and text.
    EMPTY_CARD = 114, Error:
        en "The step says nothing: it has neither `title` nor `body`.",
           "Write at least one of them.";
        de "Der Schritt sagt nichts: Es fehlen `title` und `body`.",
           "Schreiben Sie mindestens eines davon.";
    /// Alternatives are tried when the target is not found; without a target they never are.
    ALTERNATIVES_WITHOUT_TARGET = 115, Warning:
        en "The step has alternative targets but no target.",
           "Make the first alternative the target.";
        de "Der Schritt hat Ersatzziele, aber kein Ziel.",
           "Machen Sie das erste Ersatzziel zum Ziel.";
    /// A wait of more than ten minutes.
    WAIT_TOO_LONG = 116, Error:
        en "A wait of {detail} ms is too long; 600000 ms (ten minutes) is the most.",
           "Wait for less, and give the step a way on when nothing comes.";
        de "{detail} ms Wartezeit sind zu viel; höchstens 600000 ms (zehn Minuten) sind möglich.",
           "Warten Sie kürzer, und geben Sie dem Schritt einen Ausweg.";
    /// Looking for a target for less than a quarter of a second misses everything that loads.
    LOOKS_TOO_BRIEFLY = 117, Warning:
        en "The target is looked for during {detail} ms only; what loads a moment later is missed.",
           "Set `after_ms` to 2000 or more.";
        de "Das Ziel wird nur {detail} ms lang gesucht; was etwas später lädt, wird verpasst.",
           "Setzen Sie `after_ms` auf 2000 oder mehr.";
    /// Room between target and mark of more than 64 pixels.
    PADDING_OUT_OF_RANGE = 118, Error:
        en "`padding_px` is {detail}; 64 is the most.",
           "Choose a value from 0 to 64.";
        de "`padding_px` ist {detail}; höchstens 64 sind möglich.",
           "Wählen Sie einen Wert von 0 bis 64.";
    /// Unfinished sessions can be kept for 30 days at most.
    RESUME_OUT_OF_RANGE = 119, Error:
        en "`resume_hours` is {detail}; 720 (30 days) is the most.",
           "Choose a value from 0 to 720.";
        de "`resume_hours` ist {detail}; höchstens 720 (30 Tage) sind möglich.",
           "Wählen Sie einen Wert von 0 bis 720.";
    /// A frequency that never lets the trigger act, or bounds that are no bounds.
    FREQUENCY_OUT_OF_RANGE = 120, Error:
        en "The frequency {detail} is out of range.",
           "Choose 1 to 1000 times and a pause of at most 8760 hours.";
        de "Die Häufigkeit {detail} ist außerhalb des Bereichs.",
           "Wählen Sie 1- bis 1000-mal und eine Pause von höchstens 8760 Stunden.";
    /// A guide that starts by itself on every page load drives people away.
    STARTS_EVERY_TIME = 121, Warning:
        en "The guide starts by itself every time its trigger holds.",
           "Let it ask first (`offer`: `ask`), or limit the frequency.";
        de "Die Anleitung startet jedes Mal von selbst, wenn ihr Auslöser zutrifft.",
           "Lassen Sie sie vorher fragen (`offer`: `ask`), oder begrenzen Sie die Häufigkeit.";
    /// The same completion is listed twice.
    DUPLICATE_COMPLETION = 122, Warning:
        en "The completion `{detail}` is listed twice.",
           "Delete one of the two.";
        de "Der Abschluss `{detail}` ist doppelt aufgeführt.",
           "Löschen Sie einen der beiden.";
    /// More than 8 ways to complete one step.
    TOO_MANY_COMPLETIONS = 123, Error:
        en "The step has {detail} completions; 8 is the most.",
           "Keep those that really finish the step.";
        de "Der Schritt hat {detail} Abschlüsse; höchstens 8 sind möglich.",
           "Behalten Sie die, mit denen der Schritt wirklich erledigt ist.";
    /// More than 4 alternative targets.
    TOO_MANY_ALTERNATIVES = 124, Error:
        en "The step has {detail} alternative targets; 4 is the most.",
           "Put more evidence into fewer targets.";
        de "Der Schritt hat {detail} Ersatzziele; höchstens 4 sind möglich.",
           "Beschreiben Sie weniger Ziele mit mehr Merkmalen.";
    /// A way back to the entry state is given, but no entry state.
    REESTABLISH_WITHOUT_ENTRY = 125, Warning:
        en "`reestablish` has no effect without `entry`.",
           "Say in `entry` what must hold for the step, or delete `reestablish`.";
        de "`reestablish` bewirkt ohne `entry` nichts.",
           "Geben Sie in `entry` an, was für den Schritt gelten muss, oder löschen Sie `reestablish`.";
    /// A beacon sits at the first step's target; there is none.
    BEACON_NEEDS_TARGET = 126, Error:
        en "The guide is offered by a beacon, but its first step has no target.",
           "Give the first step a target, or set `offer` to `ask`.";
        de "Die Anleitung wird mit einem Leuchtpunkt angeboten, aber ihr erster Schritt hat kein Ziel.",
           "Geben Sie dem ersten Schritt ein Ziel, oder setzen Sie `offer` auf `ask`.";
    /// A guide runs itself as a sub-guide.
    SUB_GUIDE_IS_ITSELF = 127, Error:
        en "The guide runs itself as a sub-guide.",
           "Let the step lead back to an earlier step instead.";
        de "Die Anleitung ruft sich selbst als Unteranleitung auf.",
           "Führen Sie stattdessen zu einem früheren Schritt zurück.";
    /// A button opens the guide that is already open.
    OPENS_ITSELF = 128, Warning:
        en "The button opens the guide that it stands in.",
           "Choose another guide, or let the step lead back to the start.";
        de "Der Knopf öffnet die Anleitung, in der er steht.",
           "Wählen Sie eine andere Anleitung, oder führen Sie zum Anfang zurück.";
    /// Names of host events and callbacks: 1 to 64 visible characters without spaces.
    BAD_HOST_NAME = 129, Error:
        en "`{detail}` cannot be the name of a host event or callback.",
           "Use 1 to 64 characters without spaces, for example `order:saved`.";
        de "`{detail}` kann kein Name eines Ereignisses oder einer Funktion der Anwendung sein.",
           "Verwenden Sie 1 bis 64 Zeichen ohne Leerzeichen, zum Beispiel `order:saved`.";
    /// The address of an action is not one that actions may use: relative, or `http(s)` on an origin of the project.
    NAVIGATE_REFUSED = 130, Error:
        en "A button may not go to `{detail}`.",
           "Use an address within the app such as `/settings`, or a full `https` address on an origin of the project.";
        de "Ein Knopf darf nicht zu `{detail}` führen.",
           "Verwenden Sie eine Adresse der Anwendung wie `/settings` oder eine vollständige `https`-Adresse einer Herkunft des Projekts.";
    /// The address of an action lies on an origin that the project does not list.
    NAVIGATE_UNLISTED = 131, Error:
        en "The origin of `{detail}` is not among the project's origins.",
           "Add it to `navigate_origins` of the project, or choose an address within the app.";
        de "Die Herkunft von `{detail}` gehört nicht zu denen des Projekts.",
           "Tragen Sie sie in `navigate_origins` des Projekts ein, oder wählen Sie eine Adresse der Anwendung.";
    /// The way back to the entry state leaves the app.
    REESTABLISH_REFUSED = 132, Error:
        en "`back` may not go to `{detail}`.",
           "Use an address within the app, such as `/settings?tab=print`.";
        de "`back` darf nicht zu `{detail}` führen.",
           "Verwenden Sie eine Adresse der Anwendung, zum Beispiel `/settings?tab=print`.";
    /// A value to be filled in is longer than 1000 characters.
    FILL_TOO_LONG = 133, Error:
        en "The value to fill in has {detail} characters; 1000 is the most.",
           "Shorten it.";
        de "Der einzusetzende Wert hat {detail} Zeichen; höchstens 1000 sind möglich.",
           "Kürzen Sie ihn.";
    /// A value would be filled into a password field. Everybody who can load the page can read a guide.
    FILLS_PASSWORD = 134, Error:
        en "The button fills in a password. Guides can be read by everybody who can load the page.",
           "Let users type it themselves.";
        de "Der Knopf füllt ein Passwort aus. Anleitungen kann jeder lesen, der die Seite laden kann.",
           "Lassen Sie die Benutzer es selbst eingeben.";
    /// Keys that cannot be read.
    BAD_KEYS = 135, Error:
        en "`{detail}` is not a key or shortcut.",
           "Write modifiers and one key joined by `+`, for example `Ctrl+Shift+E`, `Mod+S`, `Enter`, `F4`.";
        de "`{detail}` ist keine Taste und kein Tastenkürzel.",
           "Schreiben Sie Zusatztasten und eine Taste mit `+` verbunden, zum Beispiel `Ctrl+Shift+E`, `Mod+S`, `Enter`, `F4`.";
    /// Browser or system keep this shortcut for themselves; the page may never hear of it.
    KEYS_TAKEN = 136, Warning:
        en "Browsers and systems keep `{detail}` for themselves; the step may never be completed.",
           "Add another completion, such as `next`.";
        de "Browser und Systeme behalten `{detail}` für sich; der Schritt wird womöglich nie abgeschlossen.",
           "Ergänzen Sie einen weiteren Abschluss, zum Beispiel `next`.";
    /// An end is shown on a tooltip, but has nothing to stand beside.
    END_IS_TOOLTIP = 137, Error:
        en "An end has no target and cannot be shown on a tooltip.",
           "Set `surface` to `modal` or `banner`.";
        de "Ein Ende hat kein Ziel und kann nicht als Tooltip erscheinen.",
           "Setzen Sie `surface` auf `modal` oder `banner`.";
}
