// How each area looks before anybody touched it. The demo starts with everyday problems in it:
// a filter left behind, the wrong tray, silent notifications, a time zone from a business trip.

export const DEFAULTS = {
  language: null,
  theme: 'system',
  density: 'comfortable',
  profile: {
    name: 'Jana Petersen',
    email: 'jana.petersen@brandt-petersen.example',
    phone: '+49 40 5550 1874',
    signature: 'Jana Petersen\nBrandt & Petersen Großhandel GmbH',
  },
  delivery: {
    company: 'Brandt & Petersen Großhandel GmbH',
    street: 'Alte Speicherstraße 2',
    postcode: '2045',
    city: 'Hamburg',
    country: 'DE',
  },
  outOfOffice: { enabled: false, from: '', until: '', deputy: '', text: '' },
  notifications: {
    enabled: true,
    browser: false,
    mail: true,
    quiet: { enabled: true, from: '06:00', until: '22:00' },
    topics: { order: true, hold: true, invoice: false, stock: true },
  },
  region: { timeZone: 'America/New_York', documentLanguage: 'en', dateFormat: 'words' },
  printing: { printer: 'hh-2og-buchhaltung', tray: 'tray1', duplex: true, copies: 1 },
  orderFilters: { text: '', statuses: ['on_hold'], from: '2026-09-01', until: '2026-11-20' },
  orderSort: { column: 'number', direction: 'descending' },
  orders: { added: [], changed: {} },
  stock: {},
  inbox: { read: false },
  lastExport: null,
  lastPrint: null,
};

/** What a careful colleague would have set; written by `?reset=tidy`. */
export const TIDY = {
  delivery: { ...DEFAULTS.delivery, street: 'Am Sandtorkai 38', postcode: '20457' },
  notifications: { ...DEFAULTS.notifications, browser: true, quiet: { enabled: false, from: '20:00', until: '07:00' } },
  region: { timeZone: 'Europe/Berlin', documentLanguage: 'de', dateFormat: 'words' },
  printing: { ...DEFAULTS.printing, tray: 'tray2' },
  orderFilters: { text: '', statuses: [], from: '', until: '' },
};
