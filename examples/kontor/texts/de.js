// German texts: frame, orders, invoices, dialogs. The settings area has a file of its own.

export default {
  common: {
    save: 'Speichern', cancel: 'Abbrechen', close: 'Schließen', dismiss: 'Meldung schließen', loading: 'Wird geladen …', retry: 'Erneut versuchen', loadFailed: 'Diese Seite konnte nicht geladen werden.', on: 'Ein', off: 'Aus',
  },
  field: {
    required: 'Bitte füllen Sie dieses Feld aus.', email: 'Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@firma.example.', pattern: 'Diese Angabe hat nicht die erwartete Form.',
    min: 'Der kleinste mögliche Wert ist {min}.', max: 'Der größte mögliche Wert ist {max}.', number: 'Bitte geben Sie eine ganze Zahl ein.',
  },
  nav: {
    label: 'Kontor', main: 'Hauptnavigation', open: 'Navigation öffnen', skip: 'Zum Inhalt springen', foot: 'Demo-Firma. Alle Namen sind erfunden.',
    overview: 'Übersicht', orders: 'Aufträge', invoices: 'Rechnungen', stock: 'Lagerbestand (Alt)', settings: 'Einstellungen',
  },
  top: {
    search: 'Aufträge suchen', searchHint: 'Aufträge suchen', dark: 'Zur dunklen Darstellung wechseln', light: 'Zur hellen Darstellung wechseln', account: 'Konto', profile: 'Profil', shortcuts: 'Tastenkürzel',
    reset: 'Demodaten zurücksetzen', resetTitle: 'Demodaten zurücksetzen?', resetText: 'Alle Änderungen in diesem Browser gehen verloren: Aufträge, Einstellungen und Bestandskorrekturen.',
    away: 'Ihre Abwesenheitsnotiz ist bis {day} aktiv.', awayChange: 'Ändern',
  },
  inbox: {
    title: 'Benachrichtigungen', unread: 'Benachrichtigungen, neue Meldungen', settings: 'Einstellungen', silent: 'Meldungen erscheinen zurzeit nicht auf Ihrem Bildschirm.',
    overdue: 'Die Rechnung {number} über {amount} ist überfällig.', stock: 'Inventur: Bei 3 Artikeln fehlt noch die Korrektur.', today: 'Heute, 08:12', yesterday: 'Gestern, 16:40',
  },
  shortcuts: { title: 'Tastenkürzel', export: 'Aufträge exportieren', newOrder: 'Neuer Auftrag', search: 'Suchen', orders: 'Zu den Aufträgen', invoices: 'Zu den Rechnungen', help: 'Diese Übersicht zeigen' },
  theme: { label: 'Darstellung', title: 'Anzeige', system: 'Wie das System', light: 'Hell', dark: 'Dunkel', compact: 'Kompakte Zeilen', compactHint: 'Zeigt mehr Aufträge auf einmal.' },
  status: {
    draft: 'Entwurf', confirmed: 'Bestätigt', picking: 'In Bearbeitung', shipped: 'Versendet', delivered: 'Geliefert', on_hold: 'Angehalten', cancelled: 'Storniert',
    open: 'Offen', overdue: 'Überfällig', paid: 'Bezahlt',
  },
  overview: {
    hello: 'Guten Morgen, {name}', open: 'Offene Aufträge', openNote: 'bestätigt oder in Bearbeitung', revenue: 'Nettoumsatz im Monat', revenueNote: 'aus {n} Aufträgen',
    overdue: 'Überfällige Rechnungen', overdueNote: '{n} Rechnungen', held: 'Angehalten', heldNote: 'Aufträge, die auf eine Entscheidung warten',
    chart: 'Nettoumsatz je Woche', chartIntro: 'Die letzten {n} Wochen', chartText: 'Balkendiagramm des wöchentlichen Nettoumsatzes, von {low} bis {high}.',
    tasks: 'Zu erledigen', taskDrafts: '{n} Entwürfe bestätigen', taskOverdue: '{number} ist überfällig: {company}', taskStock: 'Gezählten Bestand von 3 Artikeln eintragen', latest: 'Neueste Aufträge', allOrders: 'Alle Aufträge',
  },
  grid: { selectAll: 'Alle Aufträge auswählen', selectRow: 'Auftrag {name} auswählen' },
  range: { title: 'Auftragsdatum', since: 'ab {day}', up: 'bis {day}', from: 'Von', until: 'Bis', week: '7 Tage', month: 'Dieser Monat', year: 'Dieses Jahr', clear: 'Beliebig', apply: 'Anwenden' },
  orders: {
    title: 'Aufträge', number: 'Auftrag', customer: 'Kunde', placed: 'Eingang', status: 'Status', delivery: 'Lieferung', total: 'Summe', actions: 'Aktionen', actionsFor: 'Aktionen für Auftrag {number}',
    count: '{total} Aufträge', countFiltered: '{shown} von {total} Aufträgen', filters: 'Filter', filterText: 'Aufträge filtern', filterHint: 'Nummer, Kunde, Ort …', text: 'Text',
    removeFilter: 'Filter {name} entfernen', clearFilters: 'Alle Filter aufheben', none: 'Kein Auftrag passt zu diesen Filtern.', noneHint: 'Entfernen Sie einen Filter, um mehr zu sehen.',
    selected: '{n} ausgewählt', exportSelected: 'Auswahl exportieren', clearSelection: 'Auswahl aufheben', export: 'Exportieren', new: 'Neuer Auftrag',
    open: 'Öffnen', printNote: 'Lieferschein drucken', copyNumber: 'Auftragsnummer kopieren', hold: 'Anhalten', release: 'Freigeben', cancelOrder: 'Auftrag stornieren',
    statusChanged: 'Auftrag {number}: {status}.', copied: 'Auftragsnummer {number} kopiert.', copyRefused: 'Der Browser erlaubt das Kopieren hier nicht.',
    zoneNote: 'Uhrzeiten gelten für {zone} ({offset}).', zoneChange: 'Zeitzone ändern',
  },
  order: {
    title: 'Auftrag {number}', missing: 'Diesen Auftrag gibt es nicht.', back: 'Zurück zu allen Aufträgen', crumbs: 'Brotkrumennavigation', more: 'Weitere Aktionen',
    lines: 'Artikel', sku: 'Nr.', article: 'Artikel', quantity: 'Menge', price: 'Einzelpreis', amount: 'Betrag', net: 'Netto', vat: 'MwSt. 19 %', total: 'Summe',
    customer: 'Kunde', company: 'Firma', address: 'Anschrift', contact: 'Ansprechpartner', reference: 'Bestellzeichen', placed: 'Eingang',
    delivery: 'Liefertermin', deliveryTitle: 'Lieferung', deliveryPast: 'Der Liefertermin darf nicht in der Vergangenheit liegen.', deliverySaved: 'Liefertermin auf {day} geändert.',
    note: 'Notiz', noteTitle: 'Interne Notiz', noteHint: 'Nur Kolleginnen und Kollegen sehen sie.', noteSaved: 'Notiz gespeichert.',
  },
  newOrder: {
    title: 'Neuer Auftrag', customerStep: 'Kunde', articlesStep: 'Artikel', deliveryStep: 'Lieferung', customer: 'Kunde', choose: 'Bitte wählen', reference: 'Bestellzeichen des Kunden', referenceHint: 'Wie auf der Bestellung, falls vorhanden.',
    article: 'Artikel {n}', quantity: 'Menge {n}', addLine: 'Artikel hinzufügen', removeLine: 'Artikel {n} entfernen', deliveryHint: 'Frühestens am {day}.', tooEarly: 'Der früheste Termin ist der {day}.',
    back: 'Zurück', next: 'Weiter', create: 'Auftrag anlegen', created: 'Auftrag {number} angelegt.',
  },
  export: {
    title: 'Aufträge exportieren', rows: 'Welche Aufträge?', selected: 'Die {n} ausgewählten Aufträge', shown: 'Die {n} angezeigten Aufträge', shownHint: 'Ein Filter ist aktiv.', all: 'Alle {n} Aufträge',
    format: 'Format', excel: 'CSV für Excel', excelHint: 'Semikolon, Dezimalkomma', csv: 'CSV', csvHint: 'Komma, für andere Programme', json: 'JSON', jsonHint: 'Für die Entwicklung',
    export: 'Exportieren', nothing: 'Es gibt nichts zu exportieren.', done: '{n} Aufträge exportiert: {name}', fileName: 'auftraege',
  },
  invoices: {
    title: 'Rechnungen', one: 'Rechnung {number}', missing: 'Diese Rechnung gibt es nicht.', back: 'Zurück zu allen Rechnungen', count: '{n} Rechnungen', byStatus: 'Rechnungen nach Status', all: 'Alle',
    number: 'Rechnung', issued: 'Datum', due: 'Fällig', amount: 'Betrag', printOne: 'Rechnung {number} drucken', print: 'Drucken …', printSettings: 'Druckeinstellungen', change: 'Ändern', changeLanguage: 'Sprache ändern',
    pages: 'Seiten', previous: 'Vorige Seite', next: 'Nächste Seite', page: 'Seite {page} von {last}', preview: 'Vorschau', details: 'Angaben',
  },
  paper: {
    invoice: 'Rechnung {number}', intro: 'Vielen Dank für Ihren Auftrag. Wir berechnen Ihnen folgende Lieferungen:', position: 'Pos.', article: 'Artikel', quantity: 'Menge', amount: 'Betrag',
    net: 'Netto', vat: 'MwSt. 19 %', total: 'Gesamtbetrag', due: 'Zahlbar ohne Abzug bis zum {day}.', noHead: 'Normalpapier: kein Briefkopf',
  },
  tray: { tray1: 'Fach 1 – Normalpapier A4', tray2: 'Fach 2 – Briefpapier A4', tray3: 'Fach 3 – Normalpapier A3', manual: 'Manuelle Zufuhr', labels: 'Etikettenrolle' },
  print: {
    invoice: 'Rechnung {number} drucken', deliveryNote: 'Lieferschein {number} drucken', copies: 'Exemplare', remember: 'Diese Einstellungen künftig für alle Rechnungen verwenden', print: 'Drucken',
    withHead: 'Mit Briefkopf', withoutHead: 'Ohne Briefkopf', offline: '{printer} ist offline. Bitte wählen Sie einen anderen Drucker.', sent: '{document} an {printer} gesendet, {tray}.', settingsIntro: 'Diese Einstellungen gelten für alle Rechnungen, die Sie drucken.',
  },
  stock: { intro: 'Lagersystem von 2004, bis der Umzug nach Kontor abgeschlossen ist', open: 'In neuem Tab öffnen' },
};
