// German texts of the settings area.

export default {
  sections: {
    profile: 'Profil', profileIntro: 'Ihre Angaben, Abwesenheit und Lieferadresse', notifications: 'Benachrichtigungen', notificationsIntro: 'Was Sie erreicht, und wann',
    region: 'Sprache und Region', regionIntro: 'Sprachen, Zeitzone und Datum', printing: 'Drucken', printingIntro: 'Drucker und Papier für Rechnungen', appearance: 'Darstellung', appearanceIntro: 'Anzeige und Demodaten',
  },
  profile: { person: 'Persönliche Angaben', name: 'Name', email: 'E-Mail', phone: 'Telefon', phonePattern: 'Bitte verwenden Sie nur Ziffern, Leerzeichen und +.', personSaved: 'Persönliche Angaben gespeichert.' },
  absence: {
    title: 'Abwesenheit', switch: 'Automatisch antworten', switchHint: 'Wer Ihnen schreibt, erhält die Antwort einmal am Tag.', from: 'Erster Tag', until: 'Letzter Tag', deputy: 'Vertretung', nobody: 'Niemand',
    text: 'Antworttext', textHint: 'Schreiben Sie, wann Sie zurück sind und wer bis dahin hilft.', past: 'Der erste Tag darf nicht in der Vergangenheit liegen.', order: 'Der letzte Tag darf nicht vor dem ersten liegen.',
    savedOn: 'Abwesenheitsnotiz aktiv vom {from} bis {until}.', savedOff: 'Abwesenheitsnotiz ausgeschaltet.',
  },
  delivery: {
    title: 'Standard-Lieferadresse', intro: 'Dorthin geht Ware, die Sie für sich bestellen.', company: 'Firma', street: 'Straße und Hausnummer', postcode: 'Postleitzahl', city: 'Ort', country: 'Land',
    postcodePattern: 'Diese Postleitzahl passt nicht zum Land.', saved: 'Lieferadresse gespeichert.',
  },
  countries: { DE: 'Deutschland', AT: 'Österreich', CH: 'Schweiz', NL: 'Niederlande', FR: 'Frankreich' },
  signature: { title: 'E-Mail-Signatur', label: 'Signatur', hint: 'Steht unter Auftragsbestätigungen und Rechnungen.', saved: 'Signatur gespeichert.' },
  notifications: {
    main: 'Benachrichtigungen erlauben', mainHint: 'Schaltet alles Folgende ein oder aus.', channels: 'Kanäle', browser: 'Auf dem Bildschirm', browserHint: 'Meldungen Ihres Browsers, auch wenn Kontor im Hintergrund ist.',
    mail: 'Per E-Mail', mailHint: 'Eine Zusammenfassung um 7 Uhr morgens.', test: 'Testmeldung senden', saved: 'Einstellungen für Benachrichtigungen gespeichert.', switchedOn: 'Benachrichtigungen eingeschaltet.', switchedOff: 'Benachrichtigungen ausgeschaltet.',
    ask: 'Browser fragen', granted: 'Ihr Browser erlaubt Meldungen von Kontor.', default: 'Ihr Browser wurde noch nicht gefragt, ob Kontor Meldungen zeigen darf.', denied: 'Ihr Browser blockiert Meldungen von Kontor. Über das Symbol links neben der Adresse können Sie sie erlauben.', unsupported: 'Dieser Browser kann keine Meldungen zeigen.',
    delivered: 'Testmeldung zugestellt.', blockedByMain: 'Nicht zugestellt: Benachrichtigungen sind ausgeschaltet.', blockedByChannel: 'Nicht zugestellt: Der Kanal „Auf dem Bildschirm“ ist ausgeschaltet.', blockedByQuiet: 'Nicht zugestellt: Die Ruhezeit umfasst den Arbeitstag.',
  },
  quiet: { title: 'Ruhezeit', switch: 'Ruhezeit einhalten', switchHint: 'In dieser Zeit erscheinen keine Meldungen auf dem Bildschirm.', from: 'Von', until: 'Bis', warning: 'Diese Ruhezeit umfasst den ganzen Arbeitstag.', saved: 'Ruhezeit gespeichert.' },
  topics: { title: 'Themen', order: 'Neue Aufträge', hold: 'Angehaltene Aufträge', invoice: 'Überfällige Rechnungen', stock: 'Niedriger Bestand', saved: 'Themen gespeichert.' },
  region: {
    languages: 'Sprachen', app: 'Sprache der Anwendung', documents: 'Sprache der Dokumente', documentsHint: 'Gilt für Rechnungen und Lieferscheine.', languagesSaved: 'Sprachen gespeichert.',
    time: 'Uhrzeit und Datum', zone: 'Zeitzone', zoneHint: 'Dieses Gerät ist auf {zone} eingestellt.', useDevice: 'Zeitzone des Geräts übernehmen', dates: 'Datumsangaben', words: '20. Nov. 2026', iso: '2026-11-20',
    example: 'Auftrag {number} ging am {day} um {time} Uhr ein.', timeSaved: 'Zeitzone gespeichert: {zone}.', device: 'In Gebrauch', europe: 'Europa', america: 'Amerika', asia: 'Asien', other: 'Anderswo',
  },
  languages: { de: 'Deutsch', en: 'Englisch' },
  printing: {
    title: 'Rechnungen', intro: 'Gilt für jede Rechnung, sofern Sie beim Drucken nichts anderes wählen.', printer: 'Drucker', tray: 'Papierfach', trayHint: 'Rechnungen an Kunden gehören auf Briefpapier.', duplex: 'Beidseitig drucken', noDuplex: 'Dieser Drucker druckt nur einseitig.',
    ready: 'Bereit', lowToner: 'Wenig Toner', offline: 'Offline', test: 'Testseite drucken', testSent: 'Testseite an {printer} gesendet, {tray}.', saved: 'Druckeinstellungen gespeichert.',
  },
  reset: { title: 'Demodaten', intro: 'Stellt den ersten Tag wieder her, mit seinen alltäglichen Problemen.' },
};
