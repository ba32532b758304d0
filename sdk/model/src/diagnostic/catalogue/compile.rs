//! L400 to L499: what the path proof and compiling find.

findings! {
    /// No path from the start leads to this step.
    UNREACHABLE_STEP = 400, Error:
        en "No path leads to the step `{detail}`.",
           "Let another step lead there, or delete it.";
        de "Kein Pfad führt zum Schritt `{detail}`.",
           "Lassen Sie einen anderen Schritt dorthin führen, oder löschen Sie ihn.";
    /// From this step no end can be reached.
    PATH_WITHOUT_END = 401, Error:
        en "From the step `{detail}` no end can be reached.",
           "Let its path lead to a step of kind `end`.";
        de "Vom Schritt `{detail}` aus ist kein Ende erreichbar.",
           "Führen Sie seinen Pfad zu einem Schritt der Art `end`.";
    /// A loop of steps that cannot be left.
    LOOP_WITHOUT_EXIT = 402, Error:
        en "These steps go round in a circle without exit: {detail}.",
           "Add an answer or a check that leads out.";
        de "Diese Schritte laufen ohne Ausgang im Kreis: {detail}.",
           "Ergänzen Sie eine Antwort oder eine Prüfung, die hinausführt.";
    /// A loop of checks and sub-guides alone, in which no user is asked: it could run for ever in an instant.
    LOOP_WITHOUT_USER = 403, Error:
        en "These steps can go round in a circle without the user doing anything: {detail}.",
           "Put a question or an instruction into the circle.";
        de "Diese Schritte können im Kreis laufen, ohne dass jemand etwas tut: {detail}.",
           "Setzen Sie eine Frage oder eine Anweisung in den Kreis.";
    /// A step waits for something that may never come, and offers no other way.
    WAITING_WITHOUT_WAY_OUT = 404, Error:
        en "The step `{detail}` waits for something that may never happen and offers no other way.",
           "Add the completion `next`, or the missing policy `ask`, `skip` or `escalate`.";
        de "Der Schritt `{detail}` wartet auf etwas, das womöglich nie geschieht, und bietet keinen anderen Weg.",
           "Ergänzen Sie den Abschluss `next` oder für fehlende Ziele `ask`, `skip` oder `escalate`.";
    /// A guide runs a sub-guide that is not in the project.
    MISSING_SUB_GUIDE = 405, Error:
        en "There is no guide `{detail}` in this project.",
           "Choose an existing guide, or publish this one with it.";
        de "Im Projekt gibt es keine Anleitung `{detail}`.",
           "Wählen Sie eine vorhandene Anleitung, oder veröffentlichen Sie diese mit.";
    /// Guides that run each other as sub-guides.
    RECURSIVE_SUB_GUIDE = 406, Error:
        en "Guides run each other as sub-guides: {detail}.",
           "Break the circle at one place.";
        de "Anleitungen rufen einander als Unteranleitungen auf: {detail}.",
           "Lösen Sie den Kreis an einer Stelle auf.";
    /// Sub-guides within sub-guides, deeper than 8.
    SUB_GUIDES_TOO_DEEP = 407, Error:
        en "Sub-guides are nested deeper than 8 levels: {detail}.",
           "Put the innermost steps where they are needed.";
        de "Unteranleitungen sind tiefer als 8 Ebenen verschachtelt: {detail}.",
           "Setzen Sie die innersten Schritte direkt ein.";
    /// A text is there in some languages of the guide but not in this one; users fall back to the default language.
    TEXT_MISSING_IN_LANGUAGE = 408, Warning:
        en "The text is missing in the language `{detail}`.",
           "Translate it; until then the default language is shown.";
        de "Der Text fehlt in der Sprache `{detail}`.",
           "Übersetzen Sie ihn; bis dahin erscheint die Standardsprache.";
    /// An entry of the catalogue that no step uses. It is left out of the bundle.
    TEXT_UNUSED = 409, Warning:
        en "The text `{detail}` is not used.",
           "Delete it, or use it in a step.";
        de "Der Text `{detail}` wird nicht verwendet.",
           "Löschen Sie ihn, oder verwenden Sie ihn in einem Schritt.";
    /// Several completions, of which one makes the others pointless.
    COMPLETION_POINTLESS = 410, Warning:
        en "The completion `{detail}` can never be the one that counts.",
           "Delete it, or make the other one stricter.";
        de "Der Abschluss `{detail}` kann nie den Ausschlag geben.",
           "Löschen Sie ihn, oder fassen Sie den anderen enger.";
    /// The next step has a target on another page, but nothing leads there.
    PAGE_CHANGE_UNLIKELY = 411, Warning:
        en "The step `{detail}` is on another page, but nothing before it leads there.",
           "Add a step that navigates, or a completion `navigation`.";
        de "Der Schritt `{detail}` liegt auf einer anderen Seite, aber nichts davor führt dorthin.",
           "Ergänzen Sie einen Schritt, der dorthin führt, oder einen Abschluss `navigation`.";
    /// No path ends solved: the guide can never be counted as help.
    NEVER_SOLVED = 412, Warning:
        en "No path of this guide ends with `solved`.",
           "Let the successful path end with the outcome `solved`.";
        de "Kein Pfad dieser Anleitung endet mit `solved`.",
           "Lassen Sie den erfolgreichen Pfad mit dem Ausgang `solved` enden.";
    /// Both edges of a check lead to the same step.
    CHECK_WITHOUT_EFFECT = 413, Warning:
        en "Whatever the check `{detail}` finds, the same step follows.",
           "Let the edges lead to different steps, or delete the check.";
        de "Was die Prüfung `{detail}` auch ergibt, es folgt derselbe Schritt.",
           "Führen Sie die Kanten zu verschiedenen Schritten, oder löschen Sie die Prüfung.";
    /// Two guides of a project have the same id.
    GUIDE_ID_TAKEN = 414, Error:
        en "Two files have a guide with the id `{detail}`.",
           "Give one of them another id.";
        de "Zwei Dateien enthalten eine Anleitung mit der Kennung `{detail}`.",
           "Geben Sie einer davon eine andere Kennung.";
    /// An action opens a guide that is not in the project.
    MISSING_GUIDE = 415, Error:
        en "A button opens the guide `{detail}`, which is not in this project.",
           "Choose an existing guide, or publish this one with it.";
        de "Ein Knopf öffnet die Anleitung `{detail}`, die es im Projekt nicht gibt.",
           "Wählen Sie eine vorhandene Anleitung, oder veröffentlichen Sie diese mit.";
    /// A condition refers to a guide that is not in the project.
    MISSING_GUIDE_IN_CONDITION = 416, Warning:
        en "A condition asks for the guide `{detail}`, which is not in this project.",
           "Choose an existing guide.";
        de "Eine Bedingung fragt nach der Anleitung `{detail}`, die es im Projekt nicht gibt.",
           "Wählen Sie eine vorhandene Anleitung.";
    /// A guide without page patterns has to be looked at on every page of the project.
    APPLIES_EVERYWHERE = 417, Note:
        en "The guide applies to every page, so every page loads it.",
           "Name its pages (`pages`) if it is meant for some of them only.";
        de "Die Anleitung gilt für jede Seite und wird deshalb überall geladen.",
           "Nennen Sie ihre Seiten (`pages`), wenn sie nur für manche gedacht ist.";
    /// A page pattern that begins with a wildcard: every page has to look at the guide.
    PATTERN_WITHOUT_PREFIX = 418, Note:
        en "The page pattern `{detail}` begins with a wildcard, so every page loads this guide's index.",
           "Begin with the literal part of the path where you can.";
        de "Das Seitenmuster `{detail}` beginnt mit einem Platzhalter; deshalb lädt jede Seite den Index dieser Anleitung.",
           "Beginnen Sie nach Möglichkeit mit dem festen Teil des Pfads.";
    /// The project has no default language, or none of its guides has texts in it.
    NO_DEFAULT_LANGUAGE = 419, Error:
        en "The project's default language `{detail}` has no texts.",
           "Choose a language in which every guide is written.";
        de "In der Standardsprache `{detail}` des Projekts gibt es keine Texte.",
           "Wählen Sie eine Sprache, in der jede Anleitung geschrieben ist.";
    /// The project file cannot be used.
    BAD_PROJECT = 420, Error:
        en "The project file cannot be used: {detail}.",
           "Compare it with the reference.";
        de "Die Projektdatei ist nicht verwendbar: {detail}.",
           "Vergleichen Sie sie mit der Referenz.";
    /// The release number does not rise.
    RELEASE_NOT_HIGHER = 421, Error:
        en "The release number {detail} is not higher than the one published last.",
           "Choose a higher number; to go back, publish the old content with a higher number.";
        de "Die Releasenummer {detail} ist nicht höher als die zuletzt veröffentlichte.",
           "Wählen Sie eine höhere; um zurückzugehen, veröffentlichen Sie den alten Inhalt mit höherer Nummer.";
    /// The signing key cannot be read.
    BAD_KEY = 422, Error:
        en "The signing key cannot be used: {detail}.",
           "Make one with `lotse keygen`.";
        de "Der Signaturschlüssel ist nicht verwendbar: {detail}.",
           "Erzeugen Sie einen mit `lotse keygen`.";
    /// The bundle is not signed. Over https every page refuses it when `require_signature` is set.
    NOT_SIGNED = 423, Warning:
        en "The bundle is not signed.",
           "Make a key with `lotse keygen` and compile with it.";
        de "Das Bundle ist nicht signiert.",
           "Erzeugen Sie mit `lotse keygen` einen Schlüssel, und übersetzen Sie damit.";
    /// A path of more than 50 steps: hardly anybody gets to its end.
    PATH_VERY_LONG = 424, Warning:
        en "The shortest way to an end takes {detail} steps.",
           "Split the guide, or leave out what users know.";
        de "Der kürzeste Weg zu einem Ende hat {detail} Schritte.",
           "Teilen Sie die Anleitung, oder lassen Sie Bekanntes weg.";
    /// A step is skipped under a condition that holds whenever it can be reached.
    STEP_ALWAYS_SKIPPED = 425, Warning:
        en "The step `{detail}` is always skipped.",
           "Delete it, or change `skip_when`.";
        de "Der Schritt `{detail}` wird immer übersprungen.",
           "Löschen Sie ihn, oder ändern Sie `skip_when`.";
    /// A text in a language that the project does not list. It is left out of the bundle.
    LANGUAGE_UNLISTED = 426, Warning:
        en "The project does not list the language `{detail}`; its texts are left out.",
           "Add it to `languages` of the project, or delete the texts.";
        de "Das Projekt führt die Sprache `{detail}` nicht; ihre Texte entfallen.",
           "Ergänzen Sie sie in `languages` des Projekts, oder löschen Sie die Texte.";
    /// The text shows the label of the target, and nothing says what to show where that cannot be read.
    TARGET_WITHOUT_NAME = 427, Warning:
        en "Nothing says what the target is called where its label cannot be read.",
           "Write `{target:Save}`, or give the target a `name`.";
        de "Nichts sagt, wie das Ziel heißt, wenn seine Beschriftung nicht lesbar ist.",
           "Schreiben Sie `{target:Speichern}`, oder geben Sie dem Ziel einen `name`.";
    /// The step goes on only when the app brings something about: a state, an address, an event of its own. If that never
    /// comes, the user can only pause or leave.
    WAITS_FOR_APP = 428, Note:
        en "The step `{detail}` goes on only when the app does something.",
           "Add the completion `next` if users may go on by themselves.";
        de "Der Schritt `{detail}` geht nur weiter, wenn die Anwendung etwas tut.",
           "Ergänzen Sie den Abschluss `next`, wenn man auch von Hand weitergehen darf.";
    /// Two problems of a project have the same id.
    PROBLEM_ID_TAKEN = 429, Error:
        en "Two files have a problem with the id `{detail}`.",
           "Give one of them another id.";
        de "Zwei Dateien enthalten ein Problem mit der Kennung `{detail}`.",
           "Geben Sie einem davon eine andere Kennung.";
    /// A fix names a guide that is not in the project.
    MISSING_FIX_GUIDE = 430, Error:
        en "The fix runs the guide `{detail}`, which is not in this project.",
           "Choose an existing guide, or add one with this id.";
        de "Die Lösung verwendet die Anleitung `{detail}`, die es im Projekt nicht gibt.",
           "Wählen Sie eine vorhandene Anleitung, oder legen Sie eine mit dieser Kennung an.";
    /// A notice of the desk names a problem that is not in the project.
    MISSING_PROBLEM = 431, Error:
        en "The notice names the problem `{detail}`, which is not in this project.",
           "Choose an existing problem, or delete it from the notice.";
        de "Der Hinweis nennt das Problem `{detail}`, das es im Projekt nicht gibt.",
           "Wählen Sie ein vorhandenes Problem, oder streichen Sie es aus dem Hinweis.";
    /// A task of a checklist names a guide that is not in the project.
    MISSING_TASK_GUIDE = 432, Error:
        en "The task leads to the guide `{detail}`, which is not in this project.",
           "Delete the task, or add a guide with this id.";
        de "Die Aufgabe führt zur Anleitung `{detail}`, die es im Projekt nicht gibt.",
           "Löschen Sie die Aufgabe, oder legen Sie eine Anleitung mit dieser Kennung an.";
    /// Two tasks of a checklist lead to the same guide: neither could be done without the other.
    TASK_TWICE = 433, Error:
        en "The guide `{detail}` is a task of this checklist already.",
           "Delete one of the two tasks.";
        de "Die Anleitung `{detail}` ist schon eine Aufgabe dieser Checkliste.",
           "Löschen Sie eine der beiden Aufgaben.";
    /// A checklist without tasks shows nothing.
    NO_TASKS = 434, Error:
        en "The checklist has no tasks.",
           "Add a guide as its first task.";
        de "Die Checkliste hat keine Aufgaben.",
           "Fügen Sie eine Anleitung als erste Aufgabe hinzu.";
    /// More tasks than a checklist may have.
    TOO_MANY_TASKS = 435, Error:
        en "The checklist has {detail} tasks; 50 are allowed.",
           "Split it into several checklists.";
        de "Die Checkliste hat {detail} Aufgaben; erlaubt sind 50.",
           "Teilen Sie sie in mehrere Checklisten.";
}
