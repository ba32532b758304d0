//! What kinds of controls are called: ARIA's roles in words that people use.

use super::Words;

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

impl Words {
    /// What a control of this role is called; the role itself where there is no word for it.
    pub fn control(&self, role: &str) -> String {
        let known = CONTROLS.iter().find(|(known, ..)| *known == role);
        let word = known.map(|(_, english, german)| if self.tag == "de" { german } else { english });
        word.copied().unwrap_or(role).to_owned()
    }

    /// What a piece of evidence is called.
    pub fn evidence_kind(&self, kind: &str) -> String {
        let word = match kind {
            "role" => self.x_kind,
            "name" => self.x_name,
            "text" => self.x_text,
            "label" => self.x_label,
            "attribute" => self.x_attribute,
            "heading" => self.x_heading,
            "position" => self.x_place,
            "tag" => self.e_tag,
            "css" => self.e_css,
            "ancestry" => self.e_ancestry,
            "linkage" => self.e_page,
            other => other,
        };
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Tongue;

    #[test]
    fn a_control_is_called_what_people_call_it() {
        assert_eq!(Tongue::German.words().control("button"), "Schaltfläche");
        assert_eq!(Tongue::English.words().control("combobox"), "selection field");
        assert_eq!(Tongue::German.words().control("doc-noteref"), "doc-noteref");
    }

    #[test]
    fn roles_are_in_order_and_each_there_once() {
        assert!(super::CONTROLS.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)));
    }
}
