// English texts of the settings area.

export default {
  sections: {
    profile: 'Profile', profileIntro: 'Your details, absence and delivery address', notifications: 'Notifications', notificationsIntro: 'What reaches you, and when',
    region: 'Language and region', regionIntro: 'Languages, time zone and dates', printing: 'Printing', printingIntro: 'Printer and paper for invoices', appearance: 'Appearance', appearanceIntro: 'Display and demo data',
  },
  profile: { person: 'Personal details', name: 'Name', email: 'E-mail', phone: 'Phone', phonePattern: 'Please use digits, spaces and + only.', personSaved: 'Personal details saved.' },
  absence: {
    title: 'Out of office', switch: 'Send an automatic reply', switchHint: 'Everyone who writes to you gets it once a day.', from: 'First day', until: 'Last day', deputy: 'Deputy', nobody: 'Nobody',
    text: 'Reply text', textHint: 'Say when you are back and who can help until then.', past: 'The first day cannot lie in the past.', order: 'The last day cannot lie before the first.',
    savedOn: 'Out-of-office reply active from {from} to {until}.', savedOff: 'Out-of-office reply switched off.',
  },
  delivery: {
    title: 'Default delivery address', intro: 'Goods that you order for yourself go here.', company: 'Company', street: 'Street and number', postcode: 'Postcode', city: 'City', country: 'Country',
    postcodePattern: 'This postcode does not fit the country.', saved: 'Delivery address saved.',
  },
  countries: { DE: 'Germany', AT: 'Austria', CH: 'Switzerland', NL: 'Netherlands', FR: 'France' },
  signature: { title: 'E-mail signature', label: 'Signature', hint: 'Added below order confirmations and invoices.', saved: 'Signature saved.' },
  notifications: {
    main: 'Allow notifications', mainHint: 'Switches everything below on or off.', channels: 'Channels', browser: 'On the screen', browserHint: 'Messages from your browser, even when Kontor is in the background.',
    mail: 'By e-mail', mailHint: 'A summary at 7 in the morning.', test: 'Send a test notification', saved: 'Notification settings saved.', switchedOn: 'Notifications switched on.', switchedOff: 'Notifications switched off.',
    ask: 'Ask the browser', granted: 'Your browser allows messages from Kontor.', default: 'Your browser has not been asked yet whether Kontor may show messages.', denied: 'Your browser blocks messages from Kontor. You can allow them with the symbol left of the address.', unsupported: 'This browser cannot show messages.',
    delivered: 'Test notification delivered.', blockedByMain: 'Not delivered: notifications are switched off.', blockedByChannel: 'Not delivered: the channel “On the screen” is switched off.', blockedByQuiet: 'Not delivered: the quiet hours cover the working day.',
  },
  quiet: { title: 'Quiet hours', switch: 'Observe quiet hours', switchHint: 'No messages on the screen during this time.', from: 'From', until: 'Until', warning: 'These quiet hours cover the whole working day.', saved: 'Quiet hours saved.' },
  topics: { title: 'Topics', order: 'New orders', hold: 'Orders put on hold', invoice: 'Overdue invoices', stock: 'Low stock', saved: 'Topics saved.' },
  region: {
    languages: 'Languages', app: 'Language of the app', documents: 'Language of documents', documentsHint: 'Used for invoices and delivery notes.', languagesSaved: 'Languages saved.',
    time: 'Time and date', zone: 'Time zone', zoneHint: 'This device is set to {zone}.', useDevice: 'Use the device’s time zone', dates: 'Dates', words: '20 Nov 2026', iso: '2026-11-20',
    example: 'Order {number} was placed on {day} at {time}.', timeSaved: 'Time zone saved: {zone}.', device: 'In use', europe: 'Europe', america: 'America', asia: 'Asia', other: 'Elsewhere',
  },
  languages: { de: 'German', en: 'English' },
  printing: {
    title: 'Invoices', intro: 'Used for every invoice unless you choose otherwise when printing.', printer: 'Printer', tray: 'Paper tray', trayHint: 'Invoices to customers go on letterhead.', duplex: 'Print on both sides', noDuplex: 'This printer prints on one side only.',
    ready: 'Ready', lowToner: 'Toner low', offline: 'Offline', test: 'Print test page', testSent: 'Test page sent to {printer}, {tray}.', saved: 'Print settings saved.',
  },
  reset: { title: 'Demo data', intro: 'Puts everything back to the first day, with its everyday problems.' },
};
