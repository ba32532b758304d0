//! What kinds of controls are called: ARIA's roles in words that people use, the same in studio and picker.

/// Role, English, German.
const CONTROLS: [(&str, &str, &str); 47] = [
    ("alert", "message", "Meldung"),
    ("article", "article", "Artikel"),
    ("banner", "page header", "Kopf der Seite"),
    ("button", "button", "Schaltfläche"),
    ("cell", "cell", "Zelle"),
    ("checkbox", "checkbox", "Kontrollkästchen"),
    ("columnheader", "column header", "Spaltenkopf"),
    ("combobox", "selection field", "Auswahlfeld"),
    ("complementary", "side area", "Seitenbereich"),
    ("contentinfo", "page footer", "Fuß der Seite"),
    ("dialog", "dialog", "Dialog"),
    ("form", "form", "Formular"),
    ("grid", "table", "Tabelle"),
    ("gridcell", "cell", "Zelle"),
    ("group", "group", "Gruppe"),
    ("heading", "heading", "Überschrift"),
    ("img", "picture", "Bild"),
    ("link", "link", "Link"),
    ("list", "list", "Liste"),
    ("listbox", "list to choose from", "Auswahlliste"),
    ("listitem", "list item", "Listeneintrag"),
    ("main", "main area", "Hauptbereich"),
    ("menu", "menu", "Menü"),
    ("menubar", "menu bar", "Menüleiste"),
    ("menuitem", "menu item", "Menüeintrag"),
    ("menuitemcheckbox", "menu item to tick", "Menüeintrag zum Ankreuzen"),
    ("menuitemradio", "menu item to choose", "Menüeintrag zur Auswahl"),
    ("navigation", "navigation", "Navigation"),
    ("option", "option", "Auswahlpunkt"),
    ("progressbar", "progress bar", "Fortschrittsbalken"),
    ("radio", "option button", "Optionsfeld"),
    ("region", "area", "Bereich"),
    ("row", "row", "Zeile"),
    ("rowheader", "row header", "Zeilenkopf"),
    ("search", "search", "Suche"),
    ("searchbox", "search field", "Suchfeld"),
    ("slider", "slider", "Schieberegler"),
    ("spinbutton", "number field", "Zahlenfeld"),
    ("status", "status message", "Statusmeldung"),
    ("switch", "switch", "Schalter"),
    ("tab", "tab", "Register"),
    ("table", "table", "Tabelle"),
    ("textbox", "text field", "Textfeld"),
    ("toolbar", "toolbar", "Werkzeugleiste"),
    ("tooltip", "tip", "Hinweis"),
    ("tree", "tree", "Baum"),
    ("treeitem", "tree item", "Eintrag im Baum"),
];

/// What a control of this role is called; the role itself where there is no word for it.
pub fn called(role: &str, german: bool) -> &str {
    let known = CONTROLS.iter().find(|(known, ..)| *known == role);
    known.map_or(role, |(_, english, in_german)| if german { in_german } else { english })
}

#[cfg(test)]
mod tests {
    use super::{CONTROLS, called};

    #[test]
    fn a_control_is_called_what_people_call_it() {
        assert_eq!(called("button", true), "Schaltfläche");
        assert_eq!(called("combobox", false), "selection field");
        assert_eq!(called("doc-noteref", true), "doc-noteref");
    }

    #[test]
    fn roles_are_in_order_and_each_there_once() {
        assert!(CONTROLS.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)));
    }
}
