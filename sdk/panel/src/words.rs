//! Every word that the panel says by itself, in German and English.

/// A text in German and English, by its place; what stands in braces is put in.
#[derive(Clone, Copy, Debug)]
pub struct Words(u8);

impl Words {
    /// In a language.
    #[inline(never)]
    #[must_use]
    pub fn pick(self, language: &str) -> &'static str {
        let all = if language.split('-').next() == Some("de") { GERMAN } else { ENGLISH };
        all.split('\n').nth(self.0.into()).unwrap_or_default()
    }

    /// With two names put in.
    #[inline(never)]
    #[must_use]
    pub fn fill(self, language: &str, one: &str, two: &str) -> String {
        self.fill_three(language, one, two, "")
    }

    /// With three names put in. What they hold is not looked at again.
    #[inline(never)]
    #[must_use]
    pub fn fill_three(self, language: &str, one: &str, two: &str, three: &str) -> String {
        let mut out = String::new();
        let mut rest = self.pick(language);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            out.push_str(match after.get(..1) {
                Some("1") => one,
                Some("2") => two,
                _ => three,
            });
            rest = after.get(2..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }
}

macro_rules! words {
    ($($name:ident = $german:literal, $english:literal;)+) => {
        /// Places. A number of one byte takes less of a page than two addresses of texts do wherever words are said.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($name,)+ }
        $(#[allow(missing_docs)] pub const $name: Words = Words(Place::$name as u8);)+
        const GERMAN: &str = concat!($($german, "\n",)+);
        const ENGLISH: &str = concat!($($english, "\n",)+);
        /// All of them, for tests.
        #[cfg(test)]
        pub const ALL: &[(Words, &str, &str)] = &[$(($name, $german, $english),)+];
    };
}

words! {
    HELP = "Hilfe", "Help";
    SEARCH_LABEL = "Was klappt nicht?", "What is not working?";
    SEARCH_EXAMPLE = "In eigenen Worten, z. B. „Rechnung druckt nicht“", "In your own words, such as “invoice does not print”";
    SEARCHING = "Wird gesucht …", "Searching …";
    COUNT_NONE = "Nichts gefunden.", "Nothing found.";
    COUNT_ONE = "1 Treffer", "1 result";
    COUNT = "{1} Treffer", "{1} results";
    NONE_HINT = "Versuchen Sie es mit anderen Worten, oder fragen Sie einen Menschen.", "Try other words, or ask a person.";
    FITS_HERE = "Auf dieser Seite", "On this page";
    LISTS = "Checklisten", "Checklists";
    MY_CASES = "Ihre Anfragen", "Your requests";
    GO_ON = "Weiter mit", "Go on with";
    KIND_PROBLEM = "Problem", "Problem";
    KIND_GUIDE = "Anleitung", "Guide";
    KIND_LIST = "Checkliste", "Checklist";
    CASE_OPEN = "Angefangen", "Started";
    DISCARD = "Verwerfen", "Discard";
    LOADING = "Einen Moment …", "One moment …";
    AWAY_TITLE = "Die Hilfe ist gerade nicht erreichbar.", "Help cannot be reached just now.";
    AWAY_TEXT = "Das liegt meist an der Netzverbindung. Sie können es noch einmal versuchen oder einem Menschen schreiben.", "This is mostly down to the network. You can try again, or write to a person.";
    TRY_AGAIN = "Noch einmal versuchen", "Try again";
    PERSON = "Ich brauche einen Menschen", "I need a person";
    NEXT_QUESTION = "Zwei kurze Fragen vorab", "Two short questions first";
    CHECKING = "Wird geprüft, was sich von selbst prüfen lässt …", "Checking what can be checked by itself …";
    BEGIN_GUIDE = "Anleitung beginnen", "Begin the guide";
    PASS_OVER = "Etwas anderes versuchen", "Try something else";
    TAKES = "Dauert etwa {1} Minuten.", "Takes about {1} minutes.";
    TAKES_ONE = "Dauert etwa eine Minute.", "Takes about a minute.";
    FIX_TITLE = "Das könnte helfen", "This may help";
    GUIDING = "Die Anleitung läuft auf der Seite.", "The guide is running on the page.";
    GUIDING_HINT = "Danach geht es hier weiter.", "It goes on here afterwards.";
    SHOW_GUIDE = "Zur Anleitung", "Show the guide";
    GUIDE_DONE = "Ich bin fertig", "I have finished";
    GUIDE_AWAY = "Diese Anleitung lässt sich hier gerade nicht zeigen.", "This guide cannot be shown here just now.";
    SOLVED_ASK = "Hat das geholfen?", "Did that solve it?";
    YES_SOLVED = "Ja, gelöst", "Yes, solved";
    NOT_SOLVED = "Nein, noch nicht", "No, not yet";
    VERIFYING = "Wird geprüft, ob es jetzt geht …", "Checking whether it works now …";
    SOLVED_TITLE = "Gelöst", "Solved";
    SOLVED_TEXT = "Schön. Wenn das Problem wiederkommt, geht es von hier aus weiter.", "Good. If the problem comes back, it goes on from here.";
    CAME_BACK = "Es ist wieder da", "It has come back";
    DONE = "Fertig", "Done";
    DOUBT_CHANGE = "Antwort ändern", "Change an answer";
    DRAFT_TITLE = "An einen Menschen übergeben", "Hand over to a person";
    DRAFT_LEAD = "Prüfen Sie, was gesendet wird. Sie können alles ändern und weglassen.", "Check what will be sent. You can change everything and leave things out.";
    PRIORITY = "Priorität {1}", "Priority {1}";
    IMPACT_HIGH = "Viele sind betroffen.", "Many are affected.";
    IMPACT_MEDIUM = "Mehrere sind betroffen.", "Several are affected.";
    IMPACT_LOW = "Eine Person ist betroffen.", "One person is affected.";
    URGENCY_HIGH = "Die Arbeit steht.", "Work has stopped.";
    URGENCY_MEDIUM = "Die Arbeit ist behindert.", "Work is hindered.";
    URGENCY_LOW = "Es lässt sich weiterarbeiten.", "Work can go on.";
    ANSWER_BY = "Zugesagt: Antwort bis {1}.", "Promised: an answer by {1}.";
    SOLVED_BY = "Zugesagt: Antwort bis {1}, Lösung bis {2}.", "Promised: an answer by {1}, solved by {2}.";
    OPENS = "Jetzt ist niemand da; wieder ab {1}.", "Nobody is there now; again from {1}.";
    CALL = "Anrufen: {1}", "Call {1}";
    MAIL_TO = "Mail an {1}", "Mail {1}";
    GO_PAGE = "Im Browser öffnen", "Open in the browser";
    CLOSED_NOW = "gerade nicht besetzt", "not answered now";
    FIELD_TEXT = "Was ist passiert?", "What has happened?";
    FIELD_NAME = "Ihr Name", "Your name";
    FIELD_MAIL = "E-Mail für die Antwort", "E-mail for the answer";
    FIELD_PHONE = "Telefon", "Telephone";
    FIELD_PLACE = "Wo Sie sitzen", "Where you sit";
    FIELD_REACHABLE = "Wann Sie erreichbar sind", "When you can be reached";
    OPTIONAL = "freiwillig", "optional";
    SENT_TOO = "Das wird mitgesendet", "This is sent as well";
    PART_PATH = "Was bisher geschah", "What happened so far";
    PART_PAGE = "Adresse der Seite", "Address of the page";
    PART_DEVICE = "Browser und System", "Browser and system";
    PART_FACTS = "Angaben der Anwendung", "What the application says";
    PART_USER = "Ihre Kennung", "Your user id";
    PART_TOKEN = "Nachweis, dass Sie es sind (von der Anwendung unterschrieben)", "Proof that it is you (signed by the application)";
    PART_PROBLEM = "Problem", "Problem";
    PART_GUIDE = "Anleitung", "Guide";
    PART_LANGUAGE = "Sprache", "Language";
    PART_SKETCH = "Die Seite als Rechtecke", "The page as rectangles";
    SKETCH_HINT = "Nur, wo etwas steht. An Wörtern gehen nur die Namen mit, die eine Anleitung den Bedienelementen gibt. So sieht es aus:", "Only where things are. The only words that go along are the names that a guide gives to controls. It looks like this:";
    SEND = "Senden", "Send";
    COPY = "Als Text kopieren", "Copy as text";
    AS_MAIL = "Als E-Mail öffnen", "Open as e-mail";
    COPIED = "Kopiert.", "Copied.";
    COPY_FAILED = "Kopieren ist hier gesperrt. Markieren Sie den Text unten.", "Copying is blocked here. Select the text below.";
    NEEDS_REPLY = "Damit jemand antworten kann, tragen Sie E-Mail oder Telefon ein.", "So that somebody can answer, give an e-mail address or a telephone number.";
    SENDING = "Wird gesendet …", "Sending …";
    KEPT = "Noch nicht gesendet: Die Stelle ist gerade nicht erreichbar. Ihre Anfrage ist auf diesem Gerät gespeichert und wird von selbst gesendet, sobald es geht.", "Not sent yet: the desk cannot be reached just now. Your request is kept on this device and is sent by itself as soon as possible.";
    STRANDED = "Noch nicht gesendet, und dieses Gerät kann nichts speichern. Kopieren Sie den Text oder schicken Sie ihn als E-Mail, bevor Sie die Seite schließen.", "Not sent yet, and this device cannot keep anything. Copy the text or send it as mail before you close the page.";
    REFUSED = "Die Stelle hat die Anfrage so nicht angenommen. Kopieren Sie den Text oder schicken Sie ihn als E-Mail.", "The desk did not take the request as it is. Copy the text or send it as mail.";
    NO_DESK = "Hier ist keine Stelle eingerichtet, an die gesendet werden kann. Kopieren Sie den Text oder schicken Sie ihn als E-Mail.", "No desk is set up here to send to. Copy the text or send it as mail.";
    STATE_SENDING = "Wird gesendet", "Sending";
    STATE_KEPT = "Wartet auf Verbindung", "Waiting for a connection";
    STATE_WAITING = "Angekommen", "Received";
    STATE_DELIVERED = "In Bearbeitung", "Being worked on";
    STATE_CLOSED = "Abgeschlossen", "Closed";
    STATE_FAILED = "Wird von Hand weitergegeben", "Being passed on by hand";
    STATE_REFUSED = "Nicht angenommen", "Not taken";
    TICKET = "Nummer {1}", "Number {1}";
    TICKET_COMING = "Die Nummer erscheint hier, sobald sie vergeben ist.", "The number appears here as soon as there is one.";
    FORGET = "Aus der Liste nehmen", "Take off the list";
    OUTAGE = "Bekannte Störung", "Known outage";
    ME_TOO = "Ich bin auch betroffen", "I am affected too";
    ME_TOO_THANKS = "Danke. Das ist gezählt.", "Thank you. You have been counted.";
    ME_TOO_LATER = "Gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.", "Cannot be reached just now. Try again in a moment.";
    TASKS_DONE = "{1} von {2} erledigt", "{1} of {2} done";
    TASK_DONE = "erledigt", "done";
    TASK_OPEN = "offen", "to do";
    ALL_DONE = "Alles erledigt.", "All done.";
    FITS_BECAUSE_TEXT = "Weil auf dieser Seite steht: „{1}“", "Because this page says “{1}”";
    FITS_BECAUSE_APP = "Weil die Anwendung einen Fehler gemeldet hat", "Because the application has reported an error";
    FITS_BECAUSE_STATE = "Weil etwas auf dieser Seite darauf hindeutet", "Because something on this page points to it";
    OPEN_HELP = "Hilfe dazu", "Get help";
    NOT_NOW = "Nicht jetzt", "Not now";
    TODAY = "heute", "today";
    TOMORROW = "morgen", "tomorrow";
    AT_TIME = "{1}, {2} Uhr", "{1}, {2}";
    YES = "Ja", "Yes";
    NO = "Nein", "No";
    UNKNOWN = "nicht bekannt", "not known";
    CHECK_CONDITION = "Zustand der Anwendung wie erwartet", "State of the application as expected";
    CHECK_BROWSER = "Browser veraltet ({1})", "Browser outdated ({1})";
    CHECK_COOKIES = "Cookies gesperrt", "Cookies blocked";
    CHECK_STORAGE = "Speicher gesperrt", "Storage blocked";
    CHECK_NOTIFICATIONS = "Benachrichtigungen gesperrt", "Notifications blocked";
    CHECK_CLOCK = "Uhr geht falsch", "Clock is wrong";
    CHECK_OFFLINE = "Keine Netzverbindung", "No network";
    CHECK_REACH = "Nicht erreichbar: {1}", "Cannot be reached: {1}";
    CHECK_FACT = "Angabe der Anwendung: {1}", "What the application says: {1}";
    CHECK_DISAGREE = "Einstellungen widersprechen sich", "Settings contradict each other";
    FIXED = "gelöst", "solved";
    NOT_FIXED = "nicht gelöst", "not solved";
    NOT_HAD = "nicht verfügbar", "not available";
    PROBLEM_GONE = "Dieses Thema gibt es hier nicht mehr.", "This is no longer here.";
    TRY_ACTION = "Ausprobieren", "Try it";
    RECEIVED_TITLE = "Angekommen", "Received";
    THURSDAY = "Donnerstag", "Thursday";
    FRIDAY = "Freitag", "Friday";
    SATURDAY = "Samstag", "Saturday";
    SUNDAY = "Sonntag", "Sunday";
    MONDAY = "Montag", "Monday";
    TUESDAY = "Dienstag", "Tuesday";
    WEDNESDAY = "Mittwoch", "Wednesday";
    DATE = "{1}.{2}.", "{1} {3}";
    DO_NOT_CLOSE = "Sie können weiterarbeiten; den Stand finden Sie hier unter „Ihre Anfragen“.", "You can go on working; you find the state here under “Your requests”.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_fill_in_the_same() {
        for (words, german, english) in ALL {
            assert_eq!((words.pick("de"), words.pick("en")), (*german, *english), "a line of its own each");
            for mark in ["{1}", "{2}"] {
                assert!(words.0 == DATE.0 || german.contains(mark) == english.contains(mark), "{german}");
            }
        }
        assert_eq!(TICKET.fill("de-AT", "{2}", "x"), "Nummer {2}");
    }
}
